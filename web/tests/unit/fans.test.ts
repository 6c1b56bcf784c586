import { expect, test } from 'vitest';
import { fanChart } from '../../src/lib/charts/fan';
import { lightTheme } from '../../src/lib/charts/theme';
import { driversTitle, fanAlternative, fanTip, intervalsTitle } from '../../src/lib/ensembleText';
import { fans } from '../../src/lib/fans';
import { ECONOMY_VARIABLES, type EconomyVariable, type Quantiles, type Results } from '../../src/lib/results';
import { synthetic, syntheticEnsemble } from '../synthetic';

const around = (middle: number): Quantiles => ({
  p05: middle - 2,
  p25: middle - 1,
  p50: middle,
  p75: middle + 1,
  p95: middle + 3,
  probability_gain: 0.9,
});

/** An ensemble along three years, economies apart by one point. */
function withYears(): Results {
  const results = synthetic({ economies: 3 });
  const years = [2025, 2030, 2040];
  const changes = years.map((_, year) =>
    Object.fromEntries(ECONOMY_VARIABLES.map((key) => [key, results.economies.map((_, at) => year + at)])),
  ) as Record<EconomyVariable, number[]>[];
  return {
    ...results,
    path: {
      years,
      world: years.map((_, year) => ({ real_income_pct: year, trade_volume_pct: 0 })),
      groups: [{ key: 'high', real_income_pct: [0, 1, 2] }],
      changes,
    },
    ensemble: {
      ...syntheticEnsemble(results),
      by_year: {
        world: years.map((_, year) => around(10 * year)),
        groups: [{ key: 'high', by_year: years.map((_, year) => around(20 * year)) }],
        economies: years.map((_, year) => results.economies.map((_, at) => around(year + 100 * at))),
      },
    },
  };
}

test('the world, groups and every economy have their own years', () => {
  const results = withYears();
  const all = fans(results, (key) => key, 'World');
  expect(all.map(({ code }) => code)).toEqual([
    'world',
    'high',
    ...results.economies.map(({ code }) => code),
  ]);
  expect(all[0]!.points.map(({ x, p50, written }) => [x, p50, written])).toEqual([
    [2025, 0, 0],
    [2030, 10, 1],
    [2040, 20, 2],
  ]);
  expect(all[1]!.points[1]).toMatchObject({ p50: 20, written: 1 });
  expect(all[3]!.points[2]).toMatchObject({ x: 2040, p50: 102, written: 3 });
});

test('without years there are no fans', () => {
  const { path, ...rest } = withYears();
  expect(path && fans(rest, (key) => key, 'World')).toEqual([]);
});

test('a fan has both bands, the median and the scenario as it is written', () => {
  const fan = fans(withYears(), (key) => key, 'World')[0]!;
  const options = fanChart({
    fan,
    colour: '#123456',
    width: 320,
    theme: lightTheme,
    reach: [-2, 23],
    title: 'Real income, %',
    years: 'Year',
    show: String,
    tip: fanTip,
  });
  const [low, high] = (options.y as { domain: [number, number] }).domain;
  expect(low <= -2 && high >= 23).toBe(true);
  expect((options.x as { domain: number[] }).domain).toEqual([2025, 2040]);
  expect(options.marks!.length).toBe(9);
});

test('words say which year, and against what', () => {
  const results = withYears();
  const against = 'percent change against the same year without the scenario';
  expect(intervalsTitle(results, 2030)).toBe(
    `Real income in 2030, ${against}: median and 90% interval over draws`,
  );
  expect(driversTitle(results)).toMatch(/, in 2040$/);
  expect(driversTitle(synthetic({ economies: 2 }))).not.toMatch(/2040/);
  const fan = fans(results, (key) => key, 'World')[0]!;
  expect(fanTip(fan, fan.points[1]!)).toBe(
    'World, 2030\nMedian +10.0%\n90% of draws: +8.0% to +13.0%\nHalf of draws: +9.0% to +11.0%\nGains in 90 percent of draws\nAs written +1.0%',
  );
  expect(fanAlternative(fan)).toContain('in 2040 median +20.0%, 90 percent of draws +18.0% to +23.0%');
});
