/** What is to be compared, as the page has it before it asks. */
import type { Which } from '../../lib/jobs';

/** Scenarios that a comparison may have. */
export const FEWEST = 2;
export const MOST = 6;
/** How many draws there is a choice of; where intervals settle depends on the question. */
export const DRAWS = [50, 100, 200, 500, 1000];
export const USUAL_DRAWS = 100;

/** A scenario that was chosen. */
export interface Chosen {
  /** Tells it from others. */
  key: string;
  title: string;
  which: Which;
}

/** What a scenario calls itself; `other` where its text does not say so on a line of its own. */
export function titleOf(text: string, other: string): string {
  const found = /^\s*name\s*=\s*(?:"([^"\n]+)"|'([^'\n]+)')/m.exec(text);
  return found?.[1] ?? found?.[2] ?? other;
}

/** The same scenarios with one more, unless it is there or there is no room. */
export function withOne(all: Chosen[], one: Chosen): Chosen[] {
  return all.length >= MOST || all.some(({ key }) => key === one.key) ? all : [...all, one];
}
