/**
 * The results of a run as `crates/report` writes them into the page (its `view` is the other side of this file).
 *
 * Changes are in percent against the benchmark; values are in the baseline's unit, without tariffs.
 */
import type { Rules } from './rules';
import type { Ai, DivideYear, Path, UsedParameter } from './ai';
import type { SpreadYears } from './fans';

export interface Results {
  format: 1;
  /** Version of Comity that made the run. */
  version: string;
  /** Day of the run, such as `2026-11-24`. */
  date: string;
  scenario: { name: string; summary: string; file: string; text: string };
  closure: Closure;
  baseline: {
    name: string;
    year: number;
    unit: string;
    source: string;
    licence: string;
    notes: string;
    steps: { operation: string; input: string; sha256: string }[];
  };
  economies: Economy[];
  sectors: Sector[];
  /** By variable, economy and sector; null where the benchmark has nothing to compare with. */
  sector_changes: Record<SectorVariable, (number | null)[][]>;
  /** The same for the world: by variable and sector. */
  world_sectors: Record<SectorVariable, (number | null)[]>;
  trade: { all: Bilateral; by_group: ({ group: string } & Bilateral)[] };
  world: { income: number; trade: number; real_income_pct: number; trade_volume_pct: number };
  by_income_group: Group[];
  by_region: Group[];
  convergence: {
    tolerance: number;
    benchmark: Solve;
    counterfactual: Solve;
    /** Sums of absolute differences between data and benchmark, as shares of the data. */
    distance: { spending: number; factor_income: number };
    /** Purchases in the data that nobody supplies. */
    unsupplied: number;
    timing_ms: { load: number; benchmark: number; solve: number };
  };
  inputs: { name: string; sha256: string }[];
  warnings: string[];
  /** What was assumed beyond the plain model, in sentences; left out where nothing was. */
  assumed?: string[];
  /** Where there is more to say of factors than of income. */
  factors?: Factors;
  /** What AI does, where the scenario speaks of it. */
  ai?: Ai;
  /** What the scenario changes of rules, where it changes any. */
  rules?: Rules;
  /** Every year, where there are several; the other results are those of the last. */
  path?: Path;
  /** Incomes per person, of runs with AI or years. */
  divide?: DivideYear[];
  /** Numbers that were read from the library of parameters. */
  parameters?: UsedParameter[];
  /** Only in the report of an ensemble, whose other results are those of the scenario as written. */
  ensemble?: Ensemble;
}

export type FactorVariable = 'price_pct' | 'real_price_pct' | 'quantity_pct' | 'income_pct';

/** Changes by factor and economy. */
export type Factors = {
  names: string[];
  /** Who is out of work, in sentences. */
  idle: string[];
} & Record<FactorVariable, number[][]>;

/** How sure the results are: many draws of the scenario's uncertain numbers. */
export interface Ensemble {
  /** How many, those that failed included. */
  draws: number;
  seed: string;
  design: Design;
  /** Whether the scenario names no parameters, so that elasticities and the size of every entry were drawn. */
  by_default: boolean;
  failed: number;
  /** By reason, the most common reasons at least; `first` is the number of the first such draw. */
  failures: { reason: string; draws: number; first: number }[];
  /** Real income of the world. */
  world: Quantiles;
  /** Real income, in the order of the economies. */
  economies: Quantiles[];
  /** What the spread of the world's real income comes from: Sobol indices. */
  drivers: { name: string; first: Estimate; total: Estimate }[];
  /** Draws that the indices build on. */
  base: number;
  parameters: Parameter[];
  /** By year, where there is a path; the rest is about its last year. */
  by_year?: SpreadYears;
}

declare global {
  /** Whether this page is for ensembles; the build leaves out what is not needed. */
  const __ENSEMBLES__: boolean;
  /** Whether it is for AI and years too. */
  const __AI__: boolean;
}

export type Design = 'latin_hypercube' | 'sobol';

/** The distribution of a change over draws, and the share of draws above zero. */
export interface Quantiles {
  p05: number;
  p25: number;
  p50: number;
  p75: number;
  p95: number;
  probability_gain: number;
}

/** A value, and the ends of its interval of 95 percent. */
export type Estimate = [value: number, low: number, high: number];

export type Parameter = {
  name: string;
  target: string;
  as: 'value' | 'multiple' | 'size';
  /** How many sectors' elasticities it moves; none where it moves an entry. */
  sectors: number;
  /** Where every sector has a number of its own: the correlation between any two. */
  by_sector: number | null;
} & Distribution;

export type Distribution =
  | { distribution: 'normal'; mean: number; sd: number }
  | { distribution: 'lognormal'; median: number; sigma: number }
  | { distribution: 'triangular' | 'pert'; low: number; mode: number; high: number }
  | { distribution: 'uniform'; low: number; high: number }
  | { distribution: 'values'; values: number[] };

export type Closure = 'balanced' | 'fixed' | 'proportional';

export type EconomyVariable =
  | 'real_income_pct'
  | 'real_wage_pct'
  | 'wage_pct'
  | 'price_pct'
  | 'exports_pct'
  | 'imports_pct'
  | 'export_volume_pct'
  | 'import_volume_pct';

export type SectorVariable =
  'volume_pct' | 'output_pct' | 'exports_pct' | 'imports_pct' | 'price_pct' | 'unit_cost_pct';

export const ECONOMY_VARIABLES: EconomyVariable[] = [
  'real_income_pct',
  'real_wage_pct',
  'export_volume_pct',
  'import_volume_pct',
  'exports_pct',
  'imports_pct',
  'wage_pct',
  'price_pct',
];

export const SECTOR_VARIABLES: SectorVariable[] = [
  'volume_pct',
  'output_pct',
  'exports_pct',
  'imports_pct',
  'price_pct',
  'unit_cost_pct',
];

/** An economy: names, benchmark income and trade, and changes. */
export type Economy = {
  code: string;
  name: string;
  income_group: string;
  region: string;
  income: number;
  exports: number;
  imports: number;
} & Record<EconomyVariable, number>;

export interface Sector {
  code: string;
  name: string;
  group: string;
  /** Benchmark output of the world. */
  output: number;
  /** Trade elasticity. */
  theta: number;
}

/** Trade between economies, by origin and destination; the diagonal is zero. */
export interface Bilateral {
  benchmark: number[][];
  counterfactual: number[][];
}

/** Economies taken together. */
export interface Group {
  key: string;
  economies: number;
  income: number;
  real_income_pct: number;
  real_wage_pct: number;
  exports_pct: number;
  imports_pct: number;
  export_volume_pct: number;
  import_volume_pct: number;
}

export interface Solve {
  iterations: number;
  residual: number;
  safeguarded: boolean;
}

/** The change of an economy's real income in the baseline's unit, at benchmark prices. */
export function incomeGain(economy: Economy): number {
  return (economy.income * economy.real_income_pct) / 100;
}

/** The results in this page, or nothing if `comity run` has not put any in. */
export function readResults(page: Document): Results | null {
  return JSON.parse(page.getElementById('comity-report')?.textContent ?? 'null') as Results | null;
}
