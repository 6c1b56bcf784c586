import { ask, askJson, Follower, Problem, type Which } from '../../lib/api';
import { pack, save, textOf, unpack } from '../../lib/files';
import { Attempt } from '../attempt.svelte';
import { speech } from '../language.svelte';

export type Format = 'json' | 'md' | 'html' | 'toml';

const TYPES: Record<Format, string> = {
  json: 'application/json',
  md: 'text/markdown',
  html: 'text/html',
  toml: 'application/toml',
};

export interface Sheet<State, Form, Answer> {
  /** The page's name in addresses. */
  page: string;
  /** The resource of the API. */
  path: string;
  empty: () => State;
  /** What is asked about a state; `null` while too little is known to ask. */
  body: (state: State, which?: Which<Form>) => unknown;
  /** The state after an answer about a file or a name: the form has what was read. */
  taken: (state: State, answer: Answer) => State;
  /** What to call files. */
  name: (state: State) => string;
}

/**
 * A form, and the memo that follows it. The state lives in the page and in its address, nowhere else.
 */
export class Desk<State extends object, Form, Answer> {
  state = $state() as State;
  answer = $state.raw<Answer>();
  readonly attempt = new Attempt();
  /** Whether the first state is there: it may come out of an address. */
  ready = $state(false);
  #follower: Follower<State>;
  #address = '';

  constructor(private readonly sheet: Sheet<State, Form, Answer>) {
    this.state = sheet.empty();
    this.#follower = new Follower(async (state) => {
      const body = sheet.body(state);
      if (body === null) {
        this.answer = undefined;
        this.attempt.fault = undefined;
        return;
      }
      await this.attempt.to(async () => {
        this.answer = await askJson<Answer>(sheet.path, body);
        await this.#remember(state);
      });
    });
    void this.arrive();
  }

  /** Takes the state of the address, if it has one. */
  async arrive(): Promise<void> {
    if (!location.hash.startsWith(`#${this.sheet.page}`) || (this.ready && location.hash === this.#address))
      return;
    const packed = new URLSearchParams(location.hash.split('?')[1] ?? '').get('with');
    const found = packed === null ? undefined : await unpack(packed);
    const known = typeof found === 'object' && found !== null ? (found as State) : {};
    this.state = { ...this.sheet.empty(), ...known };
    this.ready = true;
  }

  /** Asks about the state as it is; to be called in an effect. */
  follow(): void {
    const state = $state.snapshot(this.state) as State;
    if (this.ready) void this.#follower.ask(state);
  }

  /** Begins anew. */
  clear(): void {
    this.state = this.sheet.empty();
  }

  /** Reads a draft or product that ships, or a file, into the form. */
  async open(which: { name: string } | File): Promise<void> {
    await this.attempt.to(async () => {
      const state = $state.snapshot(this.state) as State;
      const named = which instanceof File ? { text: await this.#read(which) } : which;
      const answer = await askJson<Answer>(this.sheet.path, this.sheet.body(state, named));
      this.answer = answer;
      this.state = this.sheet.taken(state, answer);
    });
  }

  /** Hands the reader the memo, or the file of what it is about. */
  async download(format: Format): Promise<void> {
    await this.attempt.to(async () => {
      const state = $state.snapshot(this.state) as State;
      const answer = await ask(`${this.sheet.path}?format=${format}`, this.sheet.body(state));
      save(`${this.sheet.name(state)}.${format}`, [await answer.text()], TYPES[format]);
    });
  }

  async #read(file: File): Promise<string> {
    const text = await textOf(file);
    if (text === null) throw new Problem(0, 'too_large', speech.text.memo.tooLong);
    return text;
  }

  async #remember(state: State): Promise<void> {
    const fresh = JSON.stringify(state) === JSON.stringify(this.sheet.empty());
    this.#address = fresh ? `#${this.sheet.page}` : `#${this.sheet.page}?with=${await pack(state)}`;
    // The reader may have gone to another page meanwhile.
    if (location.hash.startsWith(`#${this.sheet.page}`)) history.replaceState(null, '', this.#address);
  }
}
