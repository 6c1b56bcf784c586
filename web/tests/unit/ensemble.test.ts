import { describe, expect, test } from 'vitest';
import { driversChart } from '../../src/lib/charts/drivers';
import { intervalsChart } from '../../src/lib/charts/intervals';
import { lightTheme } from '../../src/lib/charts/theme';
import {
  chance,
  distribution,
  drawnSentences,
  driversSentence,
  extremesSure,
  failure,
  furtherFailures,
  howOften,
  moves,
  sureSides,
  worldSure,
} from '../../src/lib/ensembleText';
import type { Ensemble, Quantiles } from '../../src/lib/results';
import { drivers, intervals } from '../../src/lib/rows';
import { synthetic, syntheticEnsemble } from '../synthetic';

const results = synthetic({ economies: 5, sectors: 2 });
const ensemble = syntheticEnsemble(results);

/** An ensemble of economies with these probabilities of a gain. */
function withChances(...chances: number[]): Ensemble {
  const quantiles = (gain: number): Quantiles => ({
    p05: gain > 0.95 ? 0.1 : -0.1,
    p25: 0,
    p50: 0,
    p75: 0,
    p95: gain < 0.05 ? -0.01 : 0.1,
    probability_gain: gain,
  });
  return { ...ensemble, economies: chances.map(quantiles) };
}

describe('rows', () => {
  test('the world comes first, then economies by their median, with their own numbers', () => {
    const rows = intervals(results, ensemble, 'World');
    expect(rows[0]).toEqual({ code: 'world', name: 'World', ...ensemble.world });
    const medians = rows.slice(1).map((row) => row.p50);
    expect(medians).toEqual([...medians].sort((a, b) => b - a));
    expect(rows.length).toBe(6);
    for (const row of rows.slice(1)) {
      const at = results.economies.findIndex(({ code }) => code === row.code);
      expect(row).toMatchObject({ ...ensemble.economies[at]!, name: results.economies[at]!.name });
    }
  });

  test('what drives most comes first', () => {
    expect(drivers(ensemble).map(({ name }) => name)).toEqual(['rate', 'theta']);
    expect(ensemble.drivers[0]!.name).toBe('theta');
  });
});

describe('charts', () => {
  const tip = () => '';

  test('the axis of intervals holds every end and zero', () => {
    const rows = intervals(results, ensemble, 'World');
    const chart = { rows, width: 700, rowHeight: 20, theme: lightTheme, heading: '', chance: tip, tip };
    const domain = intervalsChart(chart).x!.domain as [number, number];
    expect(domain[0]).toBe(Math.min(0, ...rows.map((row) => row.p05)));
    expect(domain[1]).toBe(Math.max(0, ...rows.map((row) => row.p95)));
    expect(intervalsChart(chart).height).toBe(6 * 20 + 34);
  });

  test('shares stand on an axis from nothing to all', () => {
    const rows = drivers(ensemble);
    const chart = driversChart({ rows, width: 700, theme: lightTheme, figure: chance, tip });
    expect(chart.x!.domain).toEqual([0, 1]);
    expect(chart.y!.domain).toEqual(['rate', 'theta']);
  });
});

describe('how sure', () => {
  test.each([
    [0, 'in no draw', '0%'],
    [0.004, 'in fewer than 1 percent of draws', '<1%'],
    [0.931, 'in 93 percent of draws', '93%'],
    [0.9975, 'in more than 99 percent of draws', '>99%'],
    [1, 'in all draws', '100%'],
  ])('%f: %s', (probability, sentence, figure) => {
    expect(howOften(probability)).toBe(sentence);
    expect(chance(probability)).toBe(figure);
  });

  test.each([
    [0, 'never a gain'],
    [0.88, 'a gain in 88 percent of draws'],
    [1, 'always a gain'],
  ])('the world, %f: %s', (probability_gain, end) => {
    const world = { ...ensemble.world, p05: -0.06, p95: 1.12, probability_gain };
    expect(worldSure({ ...ensemble, world })).toBe(
      `In 90 percent of 400 draws the change lies between −0.06% and +1.1%; it is ${end}.`,
    );
  });

  test('of those who gain and lose most', () => {
    const three = synthetic({ economies: 3 });
    [0.3, -0.4, 0.1].forEach((change, at) => (three.economies[at]!.real_income_pct = change));
    expect(extremesSure(three, withChances(0.97, 0, 0.5))).toBe(
      'Australia gains in 97 percent of draws, Austria in no draw.',
    );
    expect(extremesSure(three, withChances(1, 1, 0))).toBe('Australia and Austria both gain in all draws.');
    expect(extremesSure(three, withChances(0, 0, 0))).toBe(
      'Neither Australia nor Austria gains in any draw.',
    );
    expect(extremesSure(synthetic({ economies: 1 }), withChances(1))).toBe('It gains in all draws.');
  });

  test.each([
    [[1, 0.97, 0.95], 'All 3 economies gain, however little, in at least 95 percent of draws.'],
    [[0, 0.02], 'Both economies lose, however little, in at least 95 percent of draws.'],
    [[1], 'The economy gains, however little, in at least 95 percent of draws.'],
    [[0.5, 0.9], 'No economy gains or loses in at least 95 percent of draws.'],
    [
      [1, 0, 0, 0.5],
      '1 of 4 economies gains and 2 lose, however little, in at least 95 percent of draws; for 1 it depends on what is drawn.',
    ],
    [
      [0, 0.5],
      '1 of 2 economies loses, however little, in at least 95 percent of draws; for 1 it depends on what is drawn.',
    ],
  ])('%j: %s', (chances, sentence) => expect(sureSides(withChances(...chances))).toBe(sentence));
});

describe('what drives it', () => {
  test('names the first two', () =>
    expect(driversSentence(drivers(ensemble))).toBe(
      'Alone, rate explains 81% of the variance of world real income, then theta (9%).',
    ));

  test('says first what explains most alone, whatever it does together with others', () => {
    const driver = (name: string, first: number, total: number) =>
      ({ name, first: [first, 0, 1], total: [total, 0, 1] }) as Ensemble['drivers'][number];
    expect(driversSentence([driver('rate', 0.07, 0.23), driver('theta', 0.2, 0.2)])).toBe(
      'Alone, theta explains 20% of the variance of world real income, then rate (7%).',
    );
  });

  test('one number, or no spread, is said so', () => {
    expect(driversSentence([ensemble.drivers[0]!])).toContain('Only theta was drawn');
    const still = { name: 'rate', first: [0, 0, 0], total: [0, 0, 0] } as Ensemble['drivers'][number];
    expect(driversSentence([still])).toContain('does not vary');
    expect(driversSentence([])).toContain('does not vary');
  });
});

describe('what was drawn', () => {
  test('draws, design, seed and failures', () => {
    expect(drawnSentences(ensemble)).toEqual([
      '400 draws, spread as a Latin hypercube from seed 18446744073709551615. 5 failed and are left out of every statistic.',
    ]);
    expect(drawnSentences({ ...ensemble, failed: 0, by_default: true })[0]).toContain('None failed.');
    expect(drawnSentences({ ...ensemble, by_default: true })[1]).toContain('names no uncertain numbers');
    expect(ensemble.failures.map(failure)).toEqual([
      '3 draws, draw 17 the first: no equilibrium was found',
      'Draw 21: a number was drawn that cannot be',
    ]);
    expect(furtherFailures(ensemble)).toBe('1 more for other reasons; ensemble.json lists all.');
    expect(furtherFailures({ ...ensemble, failed: 4 })).toBe('');
  });

  test('distributions in words', () => {
    expect(ensemble.parameters.map(distribution)).toEqual([
      'triangular from 0.1 to 0.6, most likely 0.25',
      'lognormal, median 1, standard deviation of the log 0.25',
    ]);
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect(distribution({ distribution: 'values', values })).toBe('one of 1, 2, 3, 4, 5, 6, 7, 8 and 2 more');
    expect(distribution({ distribution: 'uniform', low: 0, high: 1 })).toBe('uniform from 0 to 1');
    expect(distribution({ distribution: 'uniform', low: 0, high: 1, target: 'rules' })).toBe(
      'each has its own',
    );
    expect(distribution({ distribution: 'normal', mean: 0, sd: 1 })).toContain('mean 0');
    expect(distribution({ distribution: 'pert', low: 0, mode: 1, high: 2 })).toContain('PERT from 0 to 2');
  });

  test('what a number moves', () => {
    expect(ensemble.parameters.map(moves)).toEqual([
      'tariff.1.rate',
      'trade elasticity of 35 sectors, one number each, correlation 0.5',
    ]);
    expect(moves({ ...ensemble.parameters[1]!, by_sector: null })).toContain('one number for all');
  });
});
