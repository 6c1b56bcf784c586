import { Follower } from '../../lib/api';

/** The answer to the newest question: while one is under way, only the newest that comes is asked next. */
export class Latest<Question, Answer> {
  answer = $state.raw<Answer>();
  fault = $state.raw<unknown>();
  #follower: Follower<Question>;

  constructor(ask: (question: Question) => Promise<Answer>) {
    this.#follower = new Follower<Question>(async (question) => {
      try {
        this.answer = await ask(question);
        this.fault = undefined;
      } catch (problem) {
        this.fault = problem;
      }
    });
  }

  ask(question: Question): void {
    void this.#follower.ask(question);
  }
}
