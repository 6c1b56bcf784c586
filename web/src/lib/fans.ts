/** How real income spreads year by year, as tidy rows. */
import type { Quantiles, Results } from './results';
import { WORLD } from './rows';

/** A year of a fan: the spread over draws, and the scenario as it is written. */
export interface FanPoint extends Quantiles {
  x: number;
  written: number;
}

/** The world, a group or an economy over the years. */
export interface Fan {
  code: string;
  name: string;
  points: FanPoint[];
}

/** The spread of real income in the years that a path shows. */
export interface SpreadYears {
  world: Quantiles[];
  /** Income groups that the baseline names, from poor to rich. */
  groups: { key: string; by_year: Quantiles[] }[];
  /** By year and economy. */
  economies: Quantiles[][];
}

/** The world, then income groups, then every economy in the order of the baseline; none where there are no draws of years. */
export function fans(
  { economies, path, ensemble }: Results,
  nameOf: (key: string) => string,
  worldName: string,
): Fan[] {
  const spread = ensemble?.by_year;
  if (!path || !spread) return [];
  const fan = (code: string, name: string, found: Quantiles[], written: number[]) => ({
    code,
    name,
    points: path.years.flatMap((x, at) => {
      const quantiles = found[at];
      return quantiles ? [{ x, written: written[at] ?? 0, ...quantiles }] : [];
    }),
  });
  const written = (key: string) => path.groups.find((group) => group.key === key)?.real_income_pct ?? [];
  return [
    fan(
      WORLD,
      worldName,
      spread.world,
      path.world.map((each) => each.real_income_pct),
    ),
    ...spread.groups.map(({ key, by_year }) => fan(key, nameOf(key), by_year, written(key))),
    ...economies.map(({ code, name }, at) =>
      fan(
        code,
        name,
        spread.economies.map((year) => year[at]!),
        path.changes.map(({ real_income_pct }) => real_income_pct[at] ?? 0),
      ),
    ),
  ];
}
