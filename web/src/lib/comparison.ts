/**
 * Scenarios side by side, as `crates/report` writes them into the page (`view/compare.rs` is the other side of this file).
 *
 * Changes are in percent against the benchmark; differences, in percentage points, are to the first scenario.
 */
import type { Ai } from './ai';
import type { SpreadYears } from './fans';
import type { Closure, Design, EconomyVariable, Quantiles, Results } from './results';

export interface Comparison {
  format: 1;
  /** Version of Comity that made the comparison. */
  version: string;
  /** Day of the comparison, such as `2026-11-24`. */
  date: string;
  baseline: Results['baseline'];
  economies: ComparedEconomy[];
  /** Benchmark income of the world, in the baseline's unit. */
  income: number;
  /** Years that all scenarios have, where all follow paths; other results are those of the last. */
  years?: number[];
  /** Income groups, in the order in which splits and paths have them. */
  groups: string[];
  /** Two or more. */
  scenarios: Scenario[];
  inputs: { name: string; sha256: string }[];
  warnings: string[];
  /** Where numbers were drawn, the same draws for all scenarios. */
  uncertainty?: Uncertainty;
}

export interface ComparedEconomy {
  code: string;
  name: string;
  income_group: string;
  region: string;
  /** Benchmark income. */
  income: number;
}

export interface Scenario {
  /** Short name, as in the tables. */
  label: string;
  name: string;
  summary: string;
  file: string;
  text: string;
  closure: Closure;
  world: { real_income_pct: number; trade_volume_pct: number };
  /** By variable, in the order of the economies. */
  changes: Record<EconomyVariable, number[]>;
  iterations: number;
  residual: number;
  /** Where it speaks of AI. */
  ai?: Pick<Ai, 'school' | 'channels' | 'split'>;
  /** Real income in the years that all have, of the world, and by year and income group or economy. */
  path?: { world: number[]; groups: number[][]; economies: number[][] };
}

export interface Uncertainty {
  draws: number;
  seed: string;
  design: Design;
  /** Draws without a result, by scenario. */
  failed: number[];
  /** What was drawn, and by which scenarios alike (places in the list). */
  drawn: { name: string; numbers: number; scenarios: number[] }[];
  /** Real income of each scenario. */
  levels: Spread[];
  /** Real income of each scenario but the first less that of the first; a gain is more than in the first. */
  differences: Spread[];
  /** The same by year, where all scenarios follow paths. */
  by_year?: { levels: SpreadYears[]; differences: SpreadYears[] };
}

export interface Spread {
  /** Draws that it is made of. */
  used: number;
  world: Quantiles;
  economies: Quantiles[];
}

/** The comparison in this page, or nothing if `comity compare` has not put any in. */
export function readComparison(page: Document): Comparison | null {
  return JSON.parse(page.getElementById('comity-report')?.textContent ?? 'null') as Comparison | null;
}
