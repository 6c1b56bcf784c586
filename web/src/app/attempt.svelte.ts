/** What a page tries: whether it is under way, and what went wrong the last time. */
export class Attempt {
  fault = $state.raw<unknown>();
  busy = $state(false);
  #running = 0;

  /** Tries something, and gives what comes of it; nothing where it went wrong. */
  async to<Found>(what: () => Promise<Found>): Promise<Found | undefined> {
    this.#running += 1;
    this.busy = true;
    try {
      const found = await what();
      this.fault = undefined;
      return found;
    } catch (problem) {
      this.fault = problem;
      return undefined;
    } finally {
      this.#running -= 1;
      this.busy = this.#running > 0;
    }
  }
}
