import { Follower, Problem } from '../lib/api';

/** Says which question of this page it is, so that the server drops those that a newer one has overtaken. */
export interface Turn {
  client: string;
  sequence: number;
}

/** The answer to the newest question: while one is under way, only the newest that comes is asked next. */
export class Latest<Question, Answer> {
  answer = $state.raw<Answer>();
  /** The question that the answer is to. */
  asked = $state.raw<Question>();
  fault = $state.raw<unknown>();
  #follower: Follower<Question>;
  #forgotten = 0;

  constructor(ask: (question: Question, turn: Turn) => Promise<Answer>) {
    const client = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join(
      '',
    );
    this.#follower = new Follower<Question>(async (question, sequence) => {
      const before = this.#forgotten;
      try {
        const answer = await ask(question, { client, sequence });
        if (before !== this.#forgotten) return;
        [this.answer, this.asked, this.fault] = [answer, question, undefined];
      } catch (problem) {
        const overtaken = problem instanceof Problem && problem.code === 'overtaken';
        if (!overtaken && before === this.#forgotten) this.fault = problem;
      }
    });
  }

  ask(question: Question): void {
    void this.#follower.ask(question);
  }

  /** Has no answer any more, and takes none to a question that is under way. */
  forget(): void {
    this.#forgotten += 1;
    this.answer = this.asked = this.fault = undefined;
  }
}
