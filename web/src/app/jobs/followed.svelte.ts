import { ask, askJson, Problem } from '../../lib/api';
import { changes, hasEnded, problemOf, type Job } from '../../lib/jobs';

/** Time until a lost connection is tried again. */
const PAUSE = 1000;

/** One job as the page follows it. */
export class Followed {
  job = $state.raw<Job>();
  fault = $state.raw<unknown>();
  #asked: AbortController | undefined;
  /** Grows with whatever is asked: what was asked before is not followed any more. */
  #turn = 0;

  /** Asks for a job, and follows it. What was followed before is left to itself. */
  async begin(path: string, body: unknown): Promise<Job | undefined> {
    const turn = this.leave();
    try {
      const job = await askJson<Job>(path, body);
      if (turn !== this.#turn) return undefined;
      void this.follow(job.id);
      this.job = job;
      return job;
    } catch (problem) {
      if (turn === this.#turn) this.fault = problem;
      return undefined;
    }
  }

  /** Follows a job until it ends; a connection that is lost is tried again. */
  async follow(id: string): Promise<void> {
    this.leave();
    const { signal } = (this.#asked = new AbortController());
    while (!signal.aborted) {
      try {
        for await (const job of changes(id, signal)) {
          if (signal.aborted) return;
          this.job = job;
          this.fault = problemOf(job);
        }
      } catch (problem) {
        if (signal.aborted) return;
        // Whatever the server itself says stays so.
        this.fault = problem instanceof Problem ? problem : new Problem(0, 'unreachable', '');
        if (problem instanceof Problem && problem.code !== 'unreachable') return;
      }
      if (this.job && hasEnded(this.job)) return;
      await new Promise((next) => setTimeout(next, PAUSE));
    }
  }

  /** Follows the job of an address, unless it does already; nothing where the address names none. */
  show(id: string): void {
    if (!id) this.leave();
    else if (this.job?.id !== id) void this.follow(id);
  }

  /** Asks for something else instead of what was asked before, which nobody waits for any more. */
  async instead(path: string, body: unknown): Promise<void> {
    const turn = (this.#turn += 1);
    await this.cancel();
    if (turn === this.#turn) await this.begin(path, body);
  }

  async cancel(): Promise<void> {
    if (!this.job || hasEnded(this.job)) return;
    try {
      await ask(`jobs/${this.job.id}`, undefined, { method: 'DELETE' });
    } catch (problem) {
      this.fault = problem;
    }
  }

  /** Follows nothing any more, and gives the turn that begins. */
  leave(): number {
    this.#asked?.abort();
    this.job = undefined;
    this.fault = undefined;
    return (this.#turn += 1);
  }
}
