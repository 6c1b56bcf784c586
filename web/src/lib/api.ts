/** The HTTP API as the workbench asks it; `docs/server.md` has it by example. */

export interface Moves {
  closure?: string;
  ai?: { year?: number; school?: string; without?: string[]; catch_up?: Record<string, number> };
  trade_costs?: (Flows & { factor: number })[];
  tariffs?: (Flows & { rate: number })[];
}

interface Flows {
  sectors?: string[];
  origins?: string[];
  destinations?: string[];
}

export interface Changes {
  sequence: number | null;
  baseline: string;
  closure: string;
  economies: string[];
  columns: Record<string, number[]>;
  world: { trade_volume_pct: number; real_income_pct: number };
  warnings: string[];
  /** The scenario file that says the same. */
  scenario: string;
  iterations: number;
  timing_ms: { prepare: number; solve: number; total: number };
}

/** A world economy as it was measured. */
export interface World {
  name: string;
  year: number;
  unit: string;
  source: string;
  licence: string;
  notes: string;
  economies: { code: string; name: string; income_group: string; region: string }[];
  sectors: { code: string; name: string; group: string }[];
}

export interface Listed {
  id: string;
  name: string;
  summary: string;
}

export interface Place {
  line: number;
  column: number;
  start: number;
  end: number;
}

export interface Verdict {
  valid: boolean;
  errors: { message: string; hint: string | null; place: Place | null }[];
  warnings: string[];
}

/** What went wrong, with where and what to do (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly hint?: string,
    readonly place?: Place,
  ) {
    super(detail);
  }
}

let token = '';

/** Has every later request bear a token. */
export function bear(word: string): void {
  token = word;
}

/** Asks the API, with a body where there is one; by GET or POST unless told otherwise. */
export async function ask(
  path: string,
  body?: unknown,
  how: Pick<RequestInit, 'method' | 'signal'> = {},
): Promise<Response> {
  const headers: Record<string, string> = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let answer: Response;
  try {
    answer = await fetch(`/api/v1/${path}`, {
      headers,
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      ...how,
    });
  } catch {
    throw new Problem(0, 'unreachable', '');
  }
  if (answer.ok) return answer;
  const said = (await answer.json().catch(() => ({}))) as Partial<Problem> & { detail?: string };
  const detail = said.detail ?? answer.statusText;
  throw new Problem(answer.status, said.code ?? '', detail, said.hint ?? undefined, said.place ?? undefined);
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
