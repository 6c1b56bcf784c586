import { describe, expect, test } from 'vitest';
import { coursesChart } from '../../src/lib/charts/courses';
import { besideChart } from '../../src/lib/charts/beside';
import { series } from '../../src/lib/charts/series';
import { darkTheme, lightTheme } from '../../src/lib/charts/theme';
import type { Comparison, Scenario } from '../../src/lib/comparison';
import {
  channelsBeside,
  courses,
  economiesBeside,
  groupsBeside,
  ordered,
  worldBeside,
} from '../../src/lib/comparisonRows';
import {
  cards,
  channelsBring,
  coursesAlternative,
  coursesSentence,
  dateline,
  divide,
  drawnIn,
  lead,
  readingNotes,
  schoolOf,
  sidesSure,
  title,
} from '../../src/lib/comparisonText';
import type { EconomyVariable, Quantiles } from '../../src/lib/results';
import { ECONOMY_VARIABLES } from '../../src/lib/results';
import { fileName, toCsv } from '../../src/lib/table';
import { synthetic } from '../synthetic';

/** Scenarios in which three economies change by these percentages. */
function comparison(...changes: [string, number[]][]): Comparison {
  const { baseline, economies, version, date } = synthetic({ economies: 3 });
  const income = economies.reduce((sum, economy) => sum + economy.income, 0);
  const scenario = ([name, values]: [string, number[]]): Scenario => ({
    label: name.toLowerCase(),
    name,
    summary: '',
    file: '',
    text: '',
    closure: 'balanced',
    world: {
      real_income_pct: values.reduce((sum, value, at) => sum + value * economies[at]!.income, 0) / income,
      trade_volume_pct: 1,
    },
    changes: Object.fromEntries(ECONOMY_VARIABLES.map((key) => [key, values])) as Record<
      EconomyVariable,
      number[]
    >,
    iterations: 20,
    residual: 1e-12,
  });
  const scenarios = changes.map(scenario);
  return {
    format: 1,
    version,
    date,
    baseline,
    economies,
    income,
    groups: [...new Set(economies.map((economy) => economy.income_group))],
    scenarios,
    inputs: [],
    warnings: [],
  };
}

const two = comparison(['One', [1, 2, 3]], ['A club', [1.5, 1, 3]]);

describe('rows', () => {
  test('hold every scenario, and differences to the first', () => {
    const rows = economiesBeside(two, 'real_income_pct');
    expect(rows.map(({ values }) => values)).toEqual([
      [1, 1.5],
      [2, 1],
      [3, 3],
    ]);
    expect(rows.map(({ differences }) => differences[0])).toEqual([0.5, -1, 0]);
  });

  test('start at the largest gap, whichever its sign', () => {
    const rows = economiesBeside(two, 'real_income_pct');
    expect(ordered(rows, 'difference', 0).map(({ differences }) => differences[0])).toEqual([-1, 0, 0.5]);
    const turned = economiesBeside(comparison(['One', [0, 0, 0]], ['B', [2, -1, 0]]), 'real_income_pct');
    expect(ordered(turned, 'difference', 0).map(({ differences }) => differences[0])).toEqual([2, 0, -1]);
    expect(ordered(rows, 'rise', 0)[0]!.values[0]).toBe(3);
  });

  test('groups are weighted by income and agree with the world', () => {
    const groups = groupsBeside(two, 'income_group', (key) => key);
    const world = worldBeside(two, 'World');
    const income = (key: string) =>
      two.economies.filter((each) => each.income_group === key).reduce((sum, each) => sum + each.income, 0);
    const mean =
      groups.reduce((sum, { code, differences }) => sum + income(code) * differences[0]!, 0) / two.income;
    expect(mean).toBeCloseTo(world.differences[0]!, 12);
    expect(groups.reduce((sum, group) => sum + group.economies, 0)).toBe(3);
  });
});

describe('sentences', () => {
  test('two scenarios are a question, with an answer', () => {
    expect(title(two)).toBe('One or a club?');
    expect(lead(two)).toMatch(
      /^World real income is 0\.11 percentage points higher under “A club” than under “One”, USD .* a year; 1 of 3 economies has more and 1 less\.$/,
    );
    expect(cards(two)).toHaveLength(3);
    expect(cards(two)[1]!.sentence).toContain('gains most by it (+0.50 points)');
  });

  test('a scenario beside itself', () => {
    const same = comparison(['One', [1, 2, 3]], ['Two', [1, 2, 3]]);
    expect(lead(same)).toBe(
      'World real income is the same under “Two” as under “One”; no economy has more or less.',
    );
  });

  test('all more, all less', () => {
    expect(lead(comparison(['One', [1, 2, 3]], ['B', [2, 3, 4]]))).toContain('; all 3 economies have more.');
    expect(lead(comparison(['One', [1, 2, 3]], ['B', [0, 1, 2]]))).toContain('; all 3 economies have less.');
  });

  test('of several, the highest, the lowest, and for whom each is best', () => {
    const three = comparison(['One', [1, 2, 3]], ['B', [2, 1, 1]], ['C', [0, 0, 0]]);
    expect(title(three)).toBe('3 scenarios side by side');
    expect(lead(three)).toContain(
      'lowest under “C” (0.00%). The best of them is “One” for 2 economies and “B” for 1 economy.',
    );
    expect(cards(three)).toHaveLength(2);
    expect(divide(three)).toBe('');
  });

  test('how sure the sides are', () => {
    const quantiles = (gain: number): Quantiles => ({
      p05: gain > 0.95 ? 0.1 : -0.1,
      p25: 0,
      p50: 0,
      p75: 0,
      p95: 0.1,
      probability_gain: gain,
    });
    const spread = (...gains: number[]) => ({
      used: 10,
      world: quantiles(1),
      economies: gains.map(quantiles),
    });
    expect(sidesSure(spread(1, 1, 0))).toBe(
      'In at least 95 percent of draws 2 of 3 economies have more and 1 less.',
    );
    expect(sidesSure(spread(0, 0, 0))).toBe(
      'In at least 95 percent of draws all 3 economies have less and none more.',
    );
    expect(sidesSure(spread(0.5))).toContain('For no economy');
  });

  test('closures that differ are said', () => {
    const other = {
      ...two,
      scenarios: [two.scenarios[0]!, { ...two.scenarios[1]!, closure: 'fixed' as const }],
    };
    expect(readingNotes(other).join(' ')).toContain('different closures');
    expect(readingNotes(two).join(' ')).not.toContain('different closures');
    expect(drawnIn([0, 1], two.scenarios)).toBe('all scenarios');
    expect(drawnIn([1], two.scenarios)).toBe('a club');
  });
});

describe('drawing', () => {
  test('the axis holds every scenario and zero', () => {
    const rows = economiesBeside(two, 'real_income_pct');
    const options = { rows, width: 700, rowHeight: 20, theme: lightTheme, heading: '', figure: () => '' };
    const chart = besideChart({
      ...options,
      tip: () => '',
      series: [0, 1].map((at) => series(at, lightTheme)),
    });
    expect(chart.x!.domain).toEqual([0, 3]);
  });

  test('no two of a dozen scenarios look alike', () => {
    for (const theme of [lightTheme, darkTheme]) {
      const looks = Array.from({ length: 12 }, (_, at) => series(at, theme));
      expect(new Set(looks.map(({ colour, symbol }) => `${colour} ${String(symbol)}`)).size).toBe(12);
    }
  });
});

describe('files', () => {
  test('cells with commas and quotes are quoted', () => {
    const columns = [{ label: 'Korea, %', value: (row: string) => row }];
    expect(toCsv(columns, ['a "b"', 'c'])).toBe('"Korea, %"\r\n"a ""b"""\r\nc\r\n');
  });

  test('names are plain', () => {
    expect(fileName('Real income, percent')).toBe('real-income-percent.csv');
    expect(fileName('–')).toBe('table.csv');
  });
});

/** Two scenarios over two years with one channel in common and one each. */
function withYears(): Comparison {
  const results = comparison(['One', [1, 2, 3]], ['Other', [2, 3, 4]]);
  const quantiles = (middle: number): Quantiles => ({
    p05: middle - 1,
    p25: middle,
    p50: middle,
    p75: middle,
    p95: middle + 2,
    probability_gain: 1,
  });
  const channel = (key: string) => ({ key, name: key, about: key });
  const years = [2025, 2040];
  results.scenarios = results.scenarios.map((scenario, at) => ({
    ...scenario,
    path: {
      world: [0, 10 * (at + 1)],
      groups: years.map((_, year) => results.groups.map((_, group) => year * (group + 100 * at))),
      economies: years.map((_, year) => results.economies.map((_, economy) => year * (economy + at))),
    },
    ai: {
      school: at === 0 ? 'central' : 'optimistic',
      channels: [channel('productivity'), channel(at === 0 ? 'energy' : 'language')],
      split: {
        world: [8 + 10 * at, at === 0 ? 2 : 0.5],
        groups: results.groups.map(() => [1, 1]),
        economies: results.economies.map((_, economy) => [economy, 0]),
      },
    },
  }));
  const spread = (times: number) => ({
    world: years.map((_, year) => quantiles(times * year)),
    groups: results.groups.map((key) => ({
      key,
      by_year: years.map((_, year) => quantiles(2 * times * year)),
    })),
    economies: years.map((_, year) => results.economies.map((_, at) => quantiles(times * year + at))),
  });
  results.years = years;
  results.uncertainty = {
    draws: 10,
    seed: '1',
    design: 'sobol',
    failed: [0, 0],
    drawn: [],
    levels: [],
    differences: [],
    by_year: { levels: [spread(10), spread(20)], differences: [spread(11)] },
  };
  return results;
}

describe('years and channels', () => {
  const results = withYears();
  const group = results.groups[0]!;

  test('every scenario has its line and its band', () => {
    const ends = (whom: string) =>
      courses(results, whom, false).map(({ points }) => [points[1]!.y, points[1]!.spread!.p05]);
    expect(ends('world')).toEqual([
      [10, 9],
      [20, 19],
    ]);
    expect(ends(group)).toEqual([
      [0, 19],
      [100, 39],
    ]);
    expect(ends(results.economies[2]!.code)).toEqual([
      [2, 11],
      [3, 21],
    ]);
  });

  test('differences leave out the first scenario', () => {
    const [other, ...rest] = courses(results, 'world', true);
    expect(rest).toEqual([]);
    expect([other!.at, other!.points[1]!.y, other!.points[1]!.spread!.p95]).toEqual([1, 10, 13]);
  });

  test('channels that only one has are nothing in the other', () => {
    const rows = channelsBeside(results, 'world');
    expect(rows.map(({ code, values }) => [code, values])).toEqual([
      ['productivity', [8, 18]],
      ['energy', [2, 0]],
      ['language', [0, 0.5]],
    ]);
    const [first, other] = results.scenarios;
    expect(channelsBring(rows, other!, first!, 0)).toBe(
      '“Other” less “One” is +8.5 points, by channel: productivity (+10.0), energy (−2.0), language (+0.50).',
    );
  });

  test('words name years and schools', () => {
    expect(schoolOf(results.scenarios[1]!)).toBe('Parameters: optimistic school');
    expect(dateline(results).at(-1)).toBe('Years 2025 to 2040, shown is 2040');
    expect(readingNotes(results).join(' ')).toContain('numbers are of 2040');
    expect(coursesSentence(results)).toContain('under “Other” from 0.00 in 2025 to +10.0 in 2040');
    expect(coursesAlternative('T', courses(results, 'world', false), '%')).toContain('+20.0% in 2040');
  });

  test('the axis holds every band', () => {
    const options = coursesChart({
      courses: courses(results, 'world', false),
      series: [0, 1].map((at) => series(at, lightTheme)),
      width: 390,
      theme: lightTheme,
      title: 'T',
      years: 'Year',
      show: String,
      tip: () => '',
    });
    const [low, high] = (options.y as { domain: [number, number] }).domain;
    expect(low <= -1 && high >= 22).toBe(true);
  });
});
