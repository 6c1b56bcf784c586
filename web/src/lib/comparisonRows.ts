/** Tidy rows for the charts and tables of a comparison. */
import type { Comparison } from './comparison';
import type { EconomyVariable, Quantiles } from './results';
import { WORLD } from './rows';

/** Something that changes in every scenario: an economy, a group of them, or the world. */
export interface Beside {
  code: string;
  name: string;
  income_group: string;
  /** By scenario. */
  values: number[];
  /** To the first scenario, for each of the others. */
  differences: number[];
}

export type BesideOrder = 'difference' | 'rise' | 'name';

function beside(code: string, name: string, income_group: string, values: number[]): Beside {
  const first = values[0] ?? 0;
  return { code, name, income_group, values, differences: values.slice(1).map((value) => value - first) };
}

/** One variable of every economy in every scenario, in the order of the baseline. */
export function economiesBeside({ economies, scenarios }: Comparison, variable: EconomyVariable): Beside[] {
  return economies.map(({ code, name, income_group }, at) =>
    beside(
      code,
      name,
      income_group,
      scenarios.map(({ changes }) => changes[variable][at] ?? 0),
    ),
  );
}

/** Real income of the world in every scenario. */
export function worldBeside({ scenarios }: Comparison, world: string): Beside {
  return beside(
    WORLD,
    world,
    '',
    scenarios.map((each) => each.world.real_income_pct),
  );
}

/** Rows in a chosen order: along the difference from its largest gap, whichever its sign, by the first scenario, or by name. */
export function ordered(rows: Beside[], order: BesideOrder, other: number): Beside[] {
  const sign = widest(rows.map((row) => row.differences[other]!));
  const compare: Record<BesideOrder, (a: Beside, b: Beside) => number> = {
    difference: (a, b) => sign * (b.differences[other]! - a.differences[other]!),
    rise: (a, b) => b.values[0]! - a.values[0]!,
    name: (a, b) => a.name.localeCompare(b.name, 'en'),
  };
  return [...rows].sort(compare[order]);
}

/** The sign of the number that is largest in size. */
export function widest(numbers: number[]): number {
  return Math.max(...numbers) >= -Math.min(...numbers) ? 1 : -1;
}

/** Real income of groups of economies, weighted by benchmark income, from the poorest income group to the richest. */
export function groupsBeside(
  comparison: Comparison,
  by: 'income_group' | 'region',
  nameOf: (key: string) => string,
): (Beside & { economies: number })[] {
  const { economies, scenarios } = comparison;
  const keys = [...new Set([...INCOME_GROUPS, ...economies.map((economy) => economy[by])])];
  return keys.flatMap((key) => {
    const members = economies.flatMap((economy, at) => (key !== '' && economy[by] === key ? [at] : []));
    const income = members.reduce((sum, at) => sum + economies[at]!.income, 0);
    if (income === 0) return [];
    const mean = (values: number[]) =>
      members.reduce((sum, at) => sum + (values[at] ?? 0) * economies[at]!.income, 0) / income;
    const row = beside(
      key,
      nameOf(key),
      key,
      scenarios.map(({ changes }) => mean(changes.real_income_pct)),
    );
    return [{ ...row, economies: members.length }];
  });
}

const INCOME_GROUPS = ['low', 'lower_middle', 'upper_middle', 'high'];

/** A scenario, or its difference to the first, over the years: `at` is its place among the scenarios. */
export interface Course {
  at: number;
  name: string;
  points: { x: number; y: number; spread: Quantiles | undefined }[];
}

/** Whose course or channels are shown: the world, an income group or an economy, by code. */
function place({ groups, economies }: Comparison, whom: string): { group: number; economy: number } {
  return { group: groups.indexOf(whom), economy: economies.findIndex(({ code }) => code === whom) };
}

/** Real income of the world, a group or an economy over the years, in every scenario; or by how much each differs from the first. */
export function courses(comparison: Comparison, whom: string, differences: boolean): Course[] {
  const { scenarios, years = [], uncertainty } = comparison;
  const { group, economy } = place(comparison, whom);
  const own = (at: number) => {
    const path = scenarios[at]!.path;
    if (!path) return [];
    if (economy >= 0) return path.economies.map((year) => year[economy] ?? 0);
    return group >= 0 ? path.groups.map((year) => year[group] ?? 0) : path.world;
  };
  const spread = (at: number): (Quantiles | undefined)[] => {
    const found = differences ? uncertainty?.by_year?.differences[at - 1] : uncertainty?.by_year?.levels[at];
    if (!found) return [];
    if (economy >= 0) return found.economies.map((year) => year[economy]);
    return group >= 0 ? (found.groups.find(({ key }) => key === whom)?.by_year ?? []) : found.world;
  };
  const first = own(0);
  return scenarios.flatMap(({ name }, at) => {
    if (differences && at === 0) return [];
    const [values, around] = [own(at), spread(at)];
    const points = years.map((x, year) => ({
      x,
      y: (values[year] ?? 0) - (differences ? (first[year] ?? 0) : 0),
      spread: around[year],
    }));
    return [{ at, name, points }];
  });
}

/** Channels of AI in every scenario, the largest gap first: percentage points of real income of the world, a group or an economy. */
export function channelsBeside(comparison: Comparison, whom: string): Beside[] {
  const { scenarios } = comparison;
  const { group, economy } = place(comparison, whom);
  const parts = scenarios.map(({ ai }) => {
    const row =
      economy >= 0 ? ai?.split.economies[economy] : group >= 0 ? ai?.split.groups[group] : ai?.split.world;
    return new Map(ai?.channels.map(({ key }, at) => [key, row?.[at] ?? 0]));
  });
  const names = new Map(
    scenarios.flatMap(({ ai }) => ai?.channels ?? []).map(({ key, name }) => [key, name]),
  );
  const size = ({ differences }: Beside) => Math.max(...differences.map(Math.abs));
  return [...names]
    .map(([key, name]) =>
      beside(
        key,
        name.charAt(0).toUpperCase() + name.slice(1),
        '',
        parts.map((row) => row.get(key) ?? 0),
      ),
    )
    .filter(({ values }) => values.some((value) => value !== 0))
    .sort((a, b) => size(b) - size(a));
}
