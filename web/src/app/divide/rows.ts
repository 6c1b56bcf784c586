/** What the page Divide draws: rows out of two runs, and out of what closing gaps is worth. */
import { pathLines, type Line, type SplitRow } from '../../lib/ai';
import type { Results } from '../../lib/results';
import { WORLD } from '../../lib/rows';

/** A number, and how it spreads over draws, if there are any. */
export interface Spread {
  value: number;
  p05?: number;
  p50?: number;
  p95?: number;
}

export const PILLARS = ['infrastructure', 'human_capital', 'innovation', 'regulation'] as const;
export const GAPS = [...PILLARS, 'pillars', 'rest', 'all'] as const;
export type Gap = (typeof GAPS)[number];

/** What closing gaps is worth, as `comity divide --format json` prints it. */
export interface Worth {
  year: number;
  share: number;
  by: number;
  /** Real income in percent, by `world`, `income:low` and so on, and codes of economies. */
  gaps: { gap: Gap; real_income_pct: Record<string, Spread> }[];
  draws: number;
}

/** Real income of the world and income groups over the years, with gaps as they are and, dashed, closed. */
export function paths(
  stays: Results,
  closes: Results,
  nameOf: (key: string) => string,
  world: string,
): Line[] {
  const lines = (results: Results) =>
    results.path ? pathLines(results, results.path, '', nameOf, world) : [];
  const dashed = lines(closes).map((line) => ({ ...line, code: `${line.code}:closed`, dashed: true }));
  return [...lines(stays), ...dashed];
}

/**
 * By how much income per person of the richest income group over that of the poorest differs from what it is in the same year without
 * AI, in percent: above zero, incomes draw apart.
 */
export function apart(results: Results, code: string, name: string): Line {
  const points = (results.divide ?? []).flatMap(({ year, before, after }) =>
    year === undefined ? [] : [{ x: year, y: (after.ratio / before.ratio - 1) * 100 }],
  );
  return { code, name, points };
}

const of = (worth: Worth, gap: Gap, whom: string): Spread | undefined =>
  worth.gaps.find((each) => each.gap === gap)?.real_income_pct[whom];

/** Income groups from the poorest on. */
const GROUPS = ['income:low', 'income:lower_middle', 'income:upper_middle', 'income:high'];

/** Whom numbers are about, apart: income groups from the poorest on, and economies; by the words of the API. */
export function whoms({ gaps }: Worth): { groups: string[]; economies: string[] } {
  const all = Object.keys(gaps[0]?.real_income_pct ?? {});
  return {
    groups: GROUPS.filter((group) => all.includes(group)),
    economies: all.filter((word) => word !== WORLD && !GROUPS.includes(word)),
  };
}

/** What each pillar brings alone, and in all what the four bring together. */
export function worthRow(worth: Worth, whom: string, name: string): SplitRow {
  return {
    code: whom,
    name,
    points: PILLARS.map((pillar) => of(worth, pillar, whom)?.value ?? 0),
    total: of(worth, 'pillars', whom)?.value ?? 0,
  };
}

/** Every number, a row for each gap and whom it is about. */
export interface WorthRow extends Spread {
  whom: string;
  name: string;
  gap: Gap;
}

export function worthRows(worth: Worth, nameOf: (whom: string) => string): WorthRow[] {
  return worth.gaps.flatMap(({ gap, real_income_pct }) =>
    Object.entries(real_income_pct).map(([whom, spread]) => ({ whom, name: nameOf(whom), gap, ...spread })),
  );
}
