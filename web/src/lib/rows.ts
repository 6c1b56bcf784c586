/** Tidy rows for charts and tables, made from the results. */
import type {
  Bilateral,
  Economy,
  EconomyVariable,
  Ensemble,
  FactorVariable,
  Group,
  Quantiles,
  Results,
  SectorVariable,
} from './results';
import type { EconomyOrder } from './text';

/** One number about one economy. */
export interface EconomyValue {
  code: string;
  name: string;
  value: number;
  economy: Economy;
}

/** What a map and a ranking need to know of an economy. */
export type Valued = Pick<EconomyValue, 'code' | 'name' | 'value'>;

/** One variable of every economy, highest first; ties keep the order of the baseline. */
export function economyValues(
  results: Pick<Results, 'economies'>,
  variable: EconomyVariable,
): EconomyValue[] {
  return results.economies
    .map((economy) => ({ code: economy.code, name: economy.name, value: economy[variable], economy }))
    .sort((a, b) => b.value - a.value);
}

/** Positions of the economies in a chosen order. */
export function orderOf(economies: Economy[], order: EconomyOrder): number[] {
  const compare: Record<EconomyOrder, (a: Economy, b: Economy) => number> = {
    size: (a, b) => b.income - a.income,
    change: (a, b) => b.real_income_pct - a.real_income_pct,
    name: (a, b) => a.name.localeCompare(b.name, 'en'),
  };
  return economies.map((_, at) => at).sort((a, b) => compare[order](economies[a]!, economies[b]!));
}

/** Positions of the sectors, those of one group together, groups in the order in which the baseline first has them. */
export function sectorOrder(sectors: { group: string }[]): number[] {
  const groups = [...new Set(sectors.map((sector) => sector.group))];
  return groups.flatMap((group) => sectors.flatMap((sector, at) => (sector.group === group ? [at] : [])));
}

/** One cell of the heat map. */
export interface SectorCell {
  /** An economy's position, or -1 for the world. */
  economy: number;
  sector: number;
  value: number | null;
}

/** Cells of some economies, after a row for the world. */
export function sectorCells(results: Results, variable: SectorVariable, economies: number[]): SectorCell[] {
  const row = (economy: number, values: (number | null)[]) =>
    values.map((value, sector) => ({ economy, sector, value }));
  return [
    ...row(-1, results.world_sectors[variable]),
    ...economies.flatMap((at) => row(at, results.sector_changes[variable][at] ?? [])),
  ];
}

/** Trade from one economy to another. */
export interface Pair {
  origin: Economy;
  destination: Economy;
  before: number;
  after: number;
  change: number;
  /** In percent; null where there was no trade. */
  percent: number | null;
}

/** All pairs of different economies, or those that involve one of them, largest increase first. */
export function pairs(economies: Economy[], trade: Bilateral, focus = ''): Pair[] {
  return economies
    .flatMap((origin, from) =>
      economies.flatMap((destination, to) => {
        if (from === to || (focus !== '' && origin.code !== focus && destination.code !== focus)) return [];
        return [
          pair(origin, destination, trade.benchmark[from]?.[to] ?? 0, trade.counterfactual[from]?.[to] ?? 0),
        ];
      }),
    )
    .sort((a, b) => b.change - a.change);
}

function pair(origin: Economy, destination: Economy, before: number, after: number): Pair {
  const percent = before > 0 ? (after / before - 1) * 100 : null;
  return { origin, destination, before, after, change: after - before, percent };
}

/** Pairs among the economies that trade most, a chosen one always among them. */
export function largestTraders(economies: Economy[], count: number, focus = ''): Economy[] {
  const size = (economy: Economy) => (economy.code === focus ? Infinity : economy.exports + economy.imports);
  return [...economies].sort((a, b) => size(b) - size(a)).slice(0, count);
}

/** The part of a trade matrix among some of the economies. */
export function among(economies: Economy[], chosen: Economy[], trade: Bilateral): Bilateral {
  const at = chosen.map((economy) => economies.indexOf(economy));
  const part = (matrix: number[][]) => at.map((row) => at.map((column) => matrix[row]?.[column] ?? 0));
  return { benchmark: part(trade.benchmark), counterfactual: part(trade.counterfactual) };
}

/** Trade in one sector group, or in all sectors. */
export function tradeIn(results: Results, group: string): Bilateral {
  return results.trade.by_group.find((each) => each.group === group) ?? results.trade.all;
}

/** Economies of a group with the group's average. */
export interface GroupRow extends Group {
  name: string;
  members: EconomyValue[];
}

/** Groups that have a name, each with its economies. */
export function groupRows(
  results: Results,
  by: 'income_group' | 'region',
  nameOf: (key: string) => string,
): GroupRow[] {
  return (by === 'income_group' ? results.by_income_group : results.by_region)
    .filter((group) => group.key !== '')
    .map((group) => ({
      ...group,
      name: nameOf(group.key),
      members: economyValues(results, 'real_income_pct').filter((row) => row.economy[by] === group.key),
    }));
}

/** How real income spreads over the draws: of an economy, or of the world. */
export interface Interval extends Quantiles {
  code: string;
  name: string;
}

/** Stands for the world where a row is usually an economy. */
export const WORLD = 'world';

/** The world, then economies from the highest median to the lowest, ties in the order of the baseline. */
export function intervals(
  { economies }: { economies: { code: string; name: string }[] },
  spread: { world: Quantiles; economies: Quantiles[] },
  world: string,
): Interval[] {
  const rows = economies
    .flatMap(({ code, name }, at) => {
      const quantiles = spread.economies[at];
      return quantiles ? [{ code, name, ...quantiles }] : [];
    })
    .sort((a, b) => b.p50 - a.p50);
  return [{ code: WORLD, name: world, ...spread.world }, ...rows];
}

/** What the spread comes from, the most important first. */
export function drivers(ensemble: Ensemble): Ensemble['drivers'] {
  return [...ensemble.drivers].sort((a, b) => b.total[0] - a.total[0] || b.first[0] - a.first[0]);
}

/** What becomes of a factor in an economy. */
export type FactorRow = { economy: string; factor: string } & Record<FactorVariable, number>;

/** Factors by economy, in the order of both. */
export function factorRows({ economies, factors }: Results): FactorRow[] {
  if (!factors) return [];
  return economies.flatMap((economy, at) =>
    factors.names.map((factor, number) => ({
      economy: economy.name,
      factor,
      price_pct: factors.price_pct[number]?.[at] ?? 0,
      real_price_pct: factors.real_price_pct[number]?.[at] ?? 0,
      quantity_pct: factors.quantity_pct[number]?.[at] ?? 0,
      income_pct: factors.income_pct[number]?.[at] ?? 0,
    })),
  );
}
