/**
 * AI, years, the divide and parameters in the results (`view/ai.rs` and `view/path.rs` of `crates/report` are the other
 * side of this file), and tidy rows of them.
 */
import type { Economy, EconomyVariable, Results } from './results';
import { WORLD } from './rows';

export interface Ai {
  /** The year whose effects are shown. */
  year: number;
  /** Effects are those of what is adopted after its beginning. */
  since: number;
  /** Whose parameters the scenario follows. */
  school: string;
  /** Real income of the world under each school; empty where that was not asked for. */
  schools: { name: string; about: string; real_income_pct: number }[];
  channels: { key: string; name: string; about: string }[];
  /** Percentage points of real income by channel; those of a row add up to its change in percent. */
  split: { world: number[]; groups: number[][]; economies: number[][] };
  adoption: {
    measure: 'people' | 'firms';
    years: number[];
    groups: ({ key: string } & AdoptionCurve)[];
    economies: AdoptionCurve[];
  };
}

/** Shares from 0 to 1 by year, and what was observed when. */
export interface AdoptionCurve {
  shares: number[];
  observed: [moment: number, share: number][];
}

export interface Path {
  years: number[];
  world: { real_income_pct: number; trade_volume_pct: number }[];
  /** By income group and year. */
  groups: { key: string; real_income_pct: number[] }[];
  /** By year and economy. */
  changes: Record<EconomyVariable, number[]>[];
}

/** Incomes per person in one year, or in the one world of a run without years. */
export interface DivideYear {
  year?: number;
  groups: {
    key: string;
    economies: number;
    people: number;
    income_per_person: number;
    real_income_pct: number;
  }[];
  before: Inequality;
  after: Inequality;
  beta: number | null;
  left_out: string[];
}

export interface Inequality {
  theil: number;
  between_groups: number;
  /** Income per person in the richest group over that in the poorest. */
  ratio: number;
}

/** A number that the equations of AI and growth have read. */
export interface UsedParameter {
  id: string;
  name: string;
  value: number;
  unit: string;
  low: number;
  high: number;
  /** How many entries its table has, if it is one. */
  entries?: number;
  /** Authors and years. */
  cited: string;
  /** In full. */
  source: string;
  status: string;
  changed_by?: 'school' | 'scenario' | 'code';
  /** What the library has, where it was changed. */
  library?: number;
}

/** The change of real income of the world, a group or an economy, by channel. */
export interface SplitRow {
  code: string;
  name: string;
  /** In the order of the channels. */
  points: number[];
  total: number;
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/** The world, income groups from poor to rich, then economies, those that change most first. */
export function splitRows(
  { economies, by_income_group: groups }: Results,
  { split }: Ai,
  nameOf: (key: string) => string,
  world: string,
): { world: SplitRow; groups: SplitRow[]; economies: SplitRow[] } {
  const row = (code: string, name: string, points: number[]) => ({ code, name, points, total: sum(points) });
  return {
    world: row(WORLD, world, split.world),
    groups: groups
      .map(({ key }, at) => row(key, nameOf(key), split.groups[at] ?? []))
      .filter(({ code }) => code !== ''),
    economies: economies
      .map(({ code, name }, at) => row(code, name, split.economies[at] ?? []))
      .sort((a, b) => b.total - a.total),
  };
}

/** Channels that matter in some rows, largest first, by their positions; the rest are drawn together. */
export function largestChannels(rows: SplitRow[], most: number): number[] {
  const size = (at: number) => Math.max(...rows.map(({ points }) => Math.abs(points[at] ?? 0)));
  return (rows[0]?.points ?? [])
    .map((_, at) => at)
    .filter((at) => size(at) > 0)
    .sort((a, b) => size(b) - size(a))
    .slice(0, most);
}

/** The economies as they are in a year of the path; elsewhere as they are. */
export function economiesIn({ economies, path }: Results, year: number): Economy[] {
  const changes = path?.changes[path.years.indexOf(year)];
  if (!changes) return economies;
  return economies.map((economy, at) => {
    const own = Object.entries(changes).map(([variable, values]) => [variable, values[at] ?? 0]);
    return { ...economy, ...(Object.fromEntries(own) as Record<EconomyVariable, number>) };
  });
}

/** Real income year by year. */
export interface Line {
  code: string;
  name: string;
  points: { x: number; y: number }[];
  observed?: { x: number; y: number }[];
  /** Beside another line of its colour, which has the name. */
  dashed?: boolean;
}

/** The world, income groups, and an economy if one is chosen, along the path. */
export function pathLines(
  { economies }: Results,
  { years, world, groups, changes }: Path,
  chosen: string,
  nameOf: (key: string) => string,
  worldName: string,
): Line[] {
  const line = (code: string, name: string, values: number[]) => ({
    code,
    name,
    points: years.map((x, at) => ({ x, y: values[at] ?? 0 })),
  });
  const at = economies.findIndex(({ code }) => code === chosen);
  return [
    line(
      WORLD,
      worldName,
      world.map((each) => each.real_income_pct),
    ),
    ...groups
      .filter(({ key }) => key !== '')
      .map(({ key, real_income_pct }) => line(key, nameOf(key), real_income_pct)),
    ...(at < 0
      ? []
      : [
          line(
            chosen,
            economies[at]!.name,
            changes.map(({ real_income_pct }) => real_income_pct[at] ?? 0),
          ),
        ]),
  ];
}

/** Adoption of income groups, and of an economy if one is chosen, in percent. */
export function adoptionLines(
  { economies }: Results,
  { adoption }: Ai,
  chosen: string,
  nameOf: (key: string) => string,
): Line[] {
  const line = (code: string, name: string, { shares, observed }: AdoptionCurve) => ({
    code,
    name,
    points: adoption.years.map((x, at) => ({ x, y: (shares[at] ?? 0) * 100 })),
    observed: observed.map(([x, share]) => ({ x, y: share * 100 })),
  });
  const at = economies.findIndex(({ code }) => code === chosen);
  const curve = adoption.economies[at];
  return [
    ...adoption.groups
      .filter(({ key }) => key !== '')
      .map((group) => line(group.key, nameOf(group.key), group)),
    ...(curve ? [line(chosen, economies[at]!.name, curve)] : []),
  ];
}
