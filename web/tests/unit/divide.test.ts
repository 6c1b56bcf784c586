import { expect, test } from 'vitest';
import { closed, read, scenario, start, write } from '../../src/app/divide/choice';
import { apart, GAPS, whoms, worthRow, worthRows, type Worth } from '../../src/app/divide/rows';
import type { Results } from '../../src/lib/results';

test('a choice survives its address, and nonsense is the start', () => {
  const choice = { school: 'optimistic', share: 100, by: 2030, intervals: true } as const;
  expect(read(write({ ...choice }))).toEqual(choice);
  expect(write(start())).toBe('');
  expect(read('school=loud&share=33&by=1999&intervals=maybe')).toEqual(start());
});

test('closing gaps adds one entry to the scenario', () => {
  const plain = scenario('wiod-2011', 'cautious');
  const text = closed('wiod-2011', { school: 'cautious', share: 25, by: 2035, intervals: false });
  expect(plain).toContain('school = "cautious"');
  expect(text.startsWith(plain)).toBe(true);
  expect(text).toContain('share = 0.25\nby = 2035\n');
});

const spread = (value: number) => ({ value });
/** As the API sorts it: by name. */
const worth: Worth = {
  year: 2040,
  share: 0.5,
  by: 2040,
  draws: 0,
  gaps: GAPS.map((gap, at) => ({
    gap,
    real_income_pct: {
      IND: spread(at + 1),
      USA: spread(0),
      'income:high': spread(0),
      'income:lower_middle': spread(at + 1),
      world: spread(at / 2),
    },
  })),
};

test('income groups come from the poorest on, economies apart', () => {
  expect(whoms(worth)).toEqual({
    groups: ['income:lower_middle', 'income:high'],
    economies: ['IND', 'USA'],
  });
});

test('a bar is what each pillar brings, its mark what the four bring together', () => {
  expect(worthRow(worth, 'IND', 'India')).toEqual({
    code: 'IND',
    name: 'India',
    points: [1, 2, 3, 4],
    total: 5,
  });
  const rows = worthRows(worth, (whom) => whom);
  expect(rows).toHaveLength(GAPS.length * 5);
  expect(rows.find(({ whom, gap }) => whom === 'IND' && gap === 'all')).toMatchObject({ value: 7 });
});

test('incomes draw apart where the ratio grows', () => {
  const side = (ratio: number) => ({ theil: 0, between_groups: 0, ratio });
  const moment = (year: number, before: number, after: number) => ({
    year,
    groups: [],
    before: side(before),
    after: side(after),
    beta: null,
    left_out: [],
  });
  const results = { divide: [moment(2025, 20, 20), moment(2040, 10, 9)] } as unknown as Results;
  const { points } = apart(results, 'stays', 'Gaps stay');
  expect(points[0]).toEqual({ x: 2025, y: 0 });
  expect(points[1]!.y).toBeCloseTo(-10, 12);
});
