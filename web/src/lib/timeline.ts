/** The index of fragmentation over the years, and when measures begin to apply. */

/** A number, with the 5th and 95th percentiles where it was drawn. */
export interface Sure {
  value: number;
  range?: [low: number, high: number];
}

export const INDICES = ['burden', 'heterogeneity'] as const;
export type IndexName = (typeof INDICES)[number];

/** The index on a day: averages over pairs of economies, weighted by trade. */
export interface IndexOn extends Record<IndexName, Sure> {
  date: string;
}

/** A part of a measure that begins to apply. */
export interface Start {
  date: string;
  /** The measure's id and title. */
  id: string;
  title: string;
  /** Whose it is. */
  jurisdiction: string;
  /** What begins, where it is not all of it. */
  what: string;
}

/** A day as a number of years, so that 31 December of 2024 is 2024: where an index of that day stands. */
export function moment(date: string): number {
  const year = Number(date.slice(0, 4));
  const day = (Date.parse(date) - Date.UTC(year - 1, 11, 31)) / 86_400_000;
  const days = (Date.UTC(year, 11, 31) - Date.UTC(year - 1, 11, 31)) / 86_400_000;
  return year - 1 + day / days;
}

/** A start in the pile of its quarter. */
export interface Piled {
  start: Start;
  x: number;
  /** From the bottom, the first is 0. */
  level: number;
}

/** What begins between two years, piled up by quarter. */
export function piled(starts: Start[], from: number, to: number): Piled[] {
  const height = new Map<number, number>();
  return starts
    .filter(({ date }) => moment(date) > from && moment(date) <= to)
    .map((start) => {
      const [year, month] = [Number(start.date.slice(0, 4)), Number(start.date.slice(5, 7))];
      const x = year - 1 + (Math.floor((month - 1) / 3) + 0.5) / 4;
      const level = height.get(x) ?? 0;
      height.set(x, level + 1);
      return { start, x, level };
    });
}
