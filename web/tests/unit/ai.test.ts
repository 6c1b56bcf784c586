import { describe, expect, test } from 'vitest';
import {
  adoptionLines,
  economiesIn,
  largestChannels,
  pathLines,
  splitRows,
  type Ai,
  type DivideYear,
} from '../../src/lib/ai';
import {
  changedBy,
  channelsSentence,
  divideSentences,
  groupsFigure,
  parametersSentence,
  pathSentence,
  schoolsFigure,
  schoolsSentence,
  why,
  worldBy,
} from '../../src/lib/aiText';
import { channelsChart } from '../../src/lib/charts/channels';
import { curvesChart } from '../../src/lib/charts/curves';
import { lightTheme } from '../../src/lib/charts/theme';
import { ECONOMY_VARIABLES, type EconomyVariable, type Results } from '../../src/lib/results';
import { synthetic } from '../synthetic';

const name = (key: string) => key;

/** Three economies in which two channels add and one takes away. */
function withAi(): Results & { ai: Ai } {
  const results = synthetic({ economies: 3 });
  const parts = [
    [1, 0.5, -0.2],
    [0.6, 0.1, -0.1],
    [0.4, 0, 0],
  ];
  results.economies.forEach((economy, at) => {
    economy.real_income_pct = parts[at]!.reduce((sum, part) => sum + part, 0);
  });
  results.world.real_income_pct = 1.5;
  const curve = { shares: [0.1, 0.5], observed: [[2025.25, 0.12]] as [number, number][] };
  const ai: Ai = {
    year: 2040,
    since: 2025,
    school: 'central',
    schools: [
      { name: 'cautious', about: 'Little.', real_income_pct: 0.6 },
      { name: 'central', about: 'More.', real_income_pct: 1.5 },
      { name: 'optimistic', about: 'Much.', real_income_pct: 5 },
    ],
    channels: ['productivity', 'language', 'energy'].map((key) => ({ key, name: key, about: key })),
    split: {
      world: [1.2, 0.45, -0.15],
      groups: results.by_income_group.map(() => [1.2, 0.45, -0.15]),
      economies: parts,
    },
    adoption: {
      measure: 'people',
      years: [2025, 2040],
      groups: [{ key: 'high', ...curve }],
      economies: results.economies.map(() => curve),
    },
  };
  return { ...results, ai };
}

/** The same along two years, in the first of which nothing has happened. */
function withPath(): Results {
  const results = withAi();
  const of = (times: number) =>
    Object.fromEntries(
      ECONOMY_VARIABLES.map((key) => [key, results.economies.map((economy) => times * economy[key])]),
    ) as Record<EconomyVariable, number[]>;
  return {
    ...results,
    path: {
      years: [2025, 2040],
      world: [
        { real_income_pct: 0, trade_volume_pct: 0 },
        { real_income_pct: 1.5, trade_volume_pct: 2 },
      ],
      groups: results.by_income_group.map(({ key }) => ({ key, real_income_pct: [0, 1] })),
      changes: [of(0), of(1)],
    },
  };
}

const divide: DivideYear = {
  year: 2040,
  groups: ['lower_middle', 'high'].map((key) => ({
    key,
    economies: 2,
    people: 1e6,
    income_per_person: 10,
    real_income_pct: 1,
  })),
  before: { theil: 0.57, between_groups: 0.5, ratio: 18.87 },
  after: { theil: 0.572, between_groups: 0.502, ratio: 19.02 },
  beta: 0.0023,
  left_out: ['Rest of the world'],
};

describe('rows', () => {
  test('parts add up to totals, and economies come from the largest down', () => {
    const results = withAi();
    const { world, economies } = splitRows(results, results.ai, name, 'World');
    expect(world.total).toBeCloseTo(1.5, 12);
    expect(economies.map(({ total }) => total)).toEqual([1.3, 0.6, 0.4].map((x) => expect.closeTo(x, 12)));
    expect(largestChannels([world], 2)).toEqual([0, 1]);
    expect(largestChannels(economies.slice(2), 5)).toEqual([0]);
  });

  test('economies change with the year, but for what the years do not change', () => {
    const results = withPath();
    expect(economiesIn(results, 2025).map((each) => each.real_income_pct)).toEqual([0, 0, 0]);
    expect(economiesIn(results, 2025)[1]!.income).toBe(results.economies[1]!.income);
    expect(economiesIn(results, 2040)[0]).toEqual(results.economies[0]);
    expect(economiesIn(withAi(), 2025)).toEqual(withAi().economies);
  });

  test('an economy of choice is a line of its own', () => {
    const results = withPath();
    const code = results.economies[1]!.code;
    const lines = pathLines(results, results.path!, code, name, 'World');
    expect(lines[0]!.points.map(({ y }) => y)).toEqual([0, 1.5]);
    expect(lines.at(-1)!.code).toBe(code);
    expect(pathLines(results, results.path!, '', name, 'World').length).toBe(lines.length - 1);
    expect(adoptionLines(results, results.ai!, code, name).map(({ points }) => points[1]!.y)).toEqual([
      50, 50,
    ]);
  });
});

describe('sentences', () => {
  test('what happens, how sure and why', () => {
    const [alone, path] = [withAi(), withPath()];
    expect(worldBy(alone)).toMatch(
      /^In 2040 world real income is 1\.5 percent higher than in a world where AI spreads no further than in 2025, worth USD [\d.]+ billion a year at the incomes of 2011\. The volume/,
    );
    expect(worldBy(path)).not.toContain('worth');
    expect(schoolsFigure(alone.ai)).toBe('+0.6% to +5.0%');
    expect(schoolsSentence(alone.ai)).toContain(
      'cautious +0.60%, central +1.5% (this page) and optimistic +5.0%.',
    );
    const { world, economies } = splitRows(alone, alone.ai, name, 'World');
    expect(why(world, alone.ai)).toBe(
      'Percentage points of the world’s change come from productivity. Next come language (+0.45) and energy (−0.15).',
    );
    expect(channelsSentence('the world', world, alone.ai)).toBe(
      'Of the +1.5% of the world, in percentage points: productivity (+1.2) and language (+0.45); taken away by energy (−0.15).',
    );
    expect(channelsSentence('X', { ...economies[2]!, points: [0, 0, 0] }, alone.ai)).toContain('No channel');
    expect(pathSentence(path)).toMatch(/^World real income against the baseline path: \+1\.5% in 2040\. /);
  });

  test('a fall is said as one', () => {
    const results = withAi();
    results.world.real_income_pct = -0.4;
    expect(worldBy(results)).toContain('0.40 percent lower than');
    results.by_income_group.forEach((group) => (group.real_income_pct = -0.02));
    expect(groupsFigure(results)).toBe('−0.02%');
  });

  test('the divide widens, narrows or stays', () => {
    const words = divideSentences(divide).join(' ');
    expect(words).toContain(
      'is 18.9 times that in lower-middle-income economies, which it widens to 19.0 times',
    );
    expect(words).toContain('rises from 0.5700 to 0.5720');
    expect(words).toContain('gains 0.16 points more (beta is +0.0023)');
    expect(words).toContain('Left out');
    const narrowed = divideSentences({ ...divide, after: { ...divide.after, ratio: 18 }, beta: -0.01 }).join(
      ' ',
    );
    expect(narrowed).toContain('narrows to 18.0 times');
    expect(narrowed).toContain('incomes draw together');
    expect(divideSentences({ ...divide, after: divide.before, beta: 0 }).join(' ')).toContain(
      'stays as it is',
    );
  });

  test('parameters say who changed them', () => {
    const one = {
      id: 'a.b',
      name: 'a',
      value: 0.3,
      unit: '',
      low: 0,
      high: 1,
      cited: 'A (2024)',
      source: 'A (2024), B',
      status: 'assumption',
    };
    expect(changedBy({ ...one, changed_by: 'scenario', library: 0.35 })).toBe('by the scenario, from 0.35');
    expect(changedBy(one)).toBe('');
    expect(parametersSentence([one, { ...one, changed_by: 'school' }])).toContain(
      '1 is set by the school; 2 are',
    );
  });
});

describe('drawing', () => {
  test('bars of a row lie side by side from zero, gains on one side and losses on the other', () => {
    const results = withAi();
    const { world } = splitRows(results, results.ai, name, 'World');
    const slices = [0, 1, 2].map((at) => ({ key: `${at}`, name: '', colour: '#000', channels: [at] }));
    const options = { rows: [world], slices, width: 700, rowHeight: 30, theme: lightTheme };
    const chart = channelsChart({ ...options, tip: () => '', totalTip: () => '' });
    expect(chart.x!.domain).toEqual([-0.15, expect.closeTo(1.65, 12)]);
  });

  test('the axis of lines ends at round numbers', () => {
    const results = withPath();
    const lines = pathLines(results, results.path!, '', name, 'World');
    const options = { lines, colours: lines.map(() => '#000'), width: 700, theme: lightTheme, dots: true };
    const chart = curvesChart({ ...options, years: [2025, 2040], show: String, tip: () => '' });
    const [low, high] = chart.y!.domain as [number, number];
    expect(low).toBe(0);
    expect(high).toBeGreaterThanOrEqual(1.5);
    expect(high).toBeLessThan(1.8);
  });
});
