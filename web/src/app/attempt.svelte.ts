/** What a page tries: whether it is under way, and what went wrong the last time. */
export class Attempt {
  fault = $state.raw<unknown>();
  busy = $state(false);
  #running = 0;

  /** Tries something; false where it went wrong. */
  async to(what: () => Promise<void>): Promise<boolean> {
    this.#running += 1;
    this.busy = true;
    try {
      await what();
      this.fault = undefined;
      return true;
    } catch (problem) {
      this.fault = problem;
      return false;
    } finally {
      this.#running -= 1;
      this.busy = this.#running > 0;
    }
  }
}
