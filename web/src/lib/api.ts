/** The HTTP API as the workbench asks it; `docs/server.md` has it by example. */

import type { components } from './schema';

/** The forms of questions and answers, generated from the API's description: `npm run types`. */
export type Schemas = components['schemas'];

export type Moves = Schemas['Moves'];
/** What a position of the sliders changes. */
export type Changes = Schemas['Changes'];
/** Why the real income of an economy changes, in 100 ln. */
export type Because = Schemas['Because'];
/** Parts of a change by sector or by partner: columns with a number for each code. */
export type Reasons = Schemas['Rows'];
/** A world economy as it was measured. */
export type World = Schemas['World'];
/** Whether a baseline adds up. */
export type Check = Schemas['Check'];
/** A baseline that was sent and is kept. */
export type Kept = Schemas['Kept'];
/** A fault of a file that was sent. */
export type Wrong = Schemas['Fault'];
/** A scenario that ships. */
export type Listed = Schemas['Listed'];
export type Place = Schemas['Place'];
/** Whether a scenario can be run. */
export type Verdict = Schemas['Verdict'];

/** What went wrong, with where and what to do (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly hint?: string,
    readonly place?: Place,
    readonly errors: Wrong[] = [],
  ) {
    super(detail);
  }
}

let token = '';

/** Has every later request bear a token. */
export function bear(word: string): void {
  token = word;
}

/** A draft or a product: the text of a file, what a form says, or the name of one that ships. */
export type Which<Form> = { text: string } | { form: Form } | { name: string };

/** Whether requests bear a token. */
export function isBearing(): boolean {
  return token !== '';
}

/** Sends a request as it is, with the token where the server needs one. */
export async function send(url: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (token) headers.set('Authorization', `Bearer ${token}`);
  try {
    return await fetch(url, { ...init, headers });
  } catch (reason) {
    if (init.signal?.aborted) throw reason;
    throw new Problem(0, 'unreachable', '');
  }
}

/** Asks the API, with a body where there is one: files of a form as they are, anything else as JSON. By GET or POST unless told otherwise. */
export async function ask(
  path: string,
  body?: unknown,
  how: Pick<RequestInit, 'method' | 'signal'> = {},
): Promise<Response> {
  const asked: RequestInit = {};
  if (body !== undefined) asked.method = 'POST';
  if (body instanceof FormData) asked.body = body;
  else if (body !== undefined) {
    asked.headers = { 'Content-Type': 'application/json' };
    asked.body = JSON.stringify(body);
  }
  const answer = await send(`/api/v1/${path}`, { ...asked, ...how });
  if (answer.ok) return answer;
  const said = (await answer.json().catch(() => ({}))) as Partial<Schemas['Problem']>;
  const detail = said.detail ?? answer.statusText;
  throw new Problem(
    answer.status,
    said.code ?? '',
    detail,
    said.hint ?? undefined,
    said.place ?? undefined,
    said.errors ?? [],
  );
}

/** Sends the files of a baseline. */
export function upload(files: File[]): Promise<Kept> {
  const form = new FormData();
  for (const file of files) form.append('files', file, file.name);
  return askJson<Kept>('baselines', form);
}

export async function askJson<T>(path: string, body?: unknown): Promise<T> {
  return (await ask(path, body)).json() as Promise<T>;
}

/**
 * Asks while the hand moves: one question is under way, and of those that come meanwhile only the newest is asked next.
 */
export class Follower<Question> {
  #next: Question | undefined;
  #busy = false;

  constructor(
    private readonly send: (question: Question, sequence: number) => Promise<void>,
    private sequence = 0,
  ) {}

  async ask(question: Question): Promise<void> {
    this.#next = question;
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#next !== undefined) {
        const next = this.#next;
        this.#next = undefined;
        this.sequence += 1;
        await this.send(next, this.sequence);
      }
    } finally {
      this.#busy = false;
    }
  }
}
