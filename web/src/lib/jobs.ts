/** Jobs of the server: runs, comparisons and ensembles that it works out while the page does something else. */
import { ask, Problem, type Schemas } from './api';

/** A scenario by the name of one that ships, or by its text. */
export type Which = Schemas['Which'];

/** The file of a job that has what its page shows. */
export const VIEW = 'view.json';

/** What is not known of a job is `null`. */
export type Job = Omit<Required<Schemas['Job']>, 'problem' | 'progress' | 'settings'> & {
  settings: Pick<Schemas['Settings'], 'draws'>;
  progress: Required<Schemas['Far']> | null;
  problem: Pick<Schemas['Problem'], 'status' | 'code' | 'detail' | 'hint' | 'place'> | null;
};

export function hasEnded({ state }: Job): boolean {
  return state !== 'queued' && state !== 'running';
}

/** Why a job failed, as what went wrong anywhere else. */
export function problemOf({ problem }: Job): Problem | undefined {
  if (!problem) return undefined;
  const { status, code, detail, hint, place } = problem;
  return new Problem(status, code, detail, hint ?? undefined, place ?? undefined);
}

/** Milliseconds that one scenario took for one draw in comparisons that are done: the middle one; nothing if there was none. */
export function paceOf(jobs: Job[]): number | undefined {
  const paces = jobs.flatMap(({ kind, state, settings, titles, asked_at, ended_at }) =>
    kind === 'comparison' && state === 'done' && settings.draws && ended_at !== null
      ? [(ended_at - asked_at) / (settings.draws * titles.length)]
      : [],
  );
  return paces.sort((a, b) => a - b)[Math.floor(paces.length / 2)];
}

/** The job each time that something about it changes, until it ends or nobody wants to hear any more. */
export async function* changes(id: string, signal: AbortSignal): AsyncGenerator<Job> {
  const answer = await ask(`jobs/${encodeURIComponent(id)}/events`, undefined, { signal });
  for await (const data of eventData(answer.body!)) yield JSON.parse(data) as Job;
}

/** What server-sent events say, one after the other; comments, which keep a connection alive, say nothing. */
export async function* eventData(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + decoder.decode(value, { stream: true })).split('\n\n');
    rest = events.pop()!;
    for (const event of events) {
      const lines = event.split('\n').filter((line) => line.startsWith('data:'));
      if (lines.length > 0) yield lines.map((line) => line.slice(5).trimStart()).join('\n');
    }
  }
}
