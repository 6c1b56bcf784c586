import { expect, test } from 'vitest';
import type { Results } from '../../src/lib/results';
import { behindRows, ruleRows, rulesSentences, type Rules } from '../../src/lib/rules';

const law = (id: string, article = '') => ({ id, title: id === '' ? '' : `The ${id}`, article });
const economy = { exporters: [0.1, 0.2], market: [0, 0], trust: [0.5, 0.5], without_pct: [1, 2] };
const rules = {
  date: '2027-12-31',
  against: '2027-12-31',
  unknown: ['RoW'],
  world_without_pct: [0.25, 0],
  economies: [economy, economy],
  behind: [
    {
      origin: 0,
      destination: 1,
      feature: 'Liability',
      burden: [0, 0.1],
      before: law(''),
      after: law('act', 'Art. 1'),
      trade: 0.5,
    },
    {
      origin: 1,
      destination: 0,
      feature: 'Liability',
      burden: [0.1, 0],
      before: law('act'),
      after: law('act'),
      trade: 0.5,
    },
  ],
} as unknown as Rules;
const results = {
  economies: [
    { code: 'USA', name: 'United States' },
    { code: 'RoW', name: 'Rest of the World' },
  ],
} as unknown as Results;

test('economies of whose rules nothing is known have no row', () => {
  expect(ruleRows(results, rules).map((row) => row.economy)).toEqual(['United States']);
});

test('every change names the measure that goes and the one that comes', () => {
  expect(behindRows(results, rules).map((row) => [row.origin, row.law])).toEqual([
    ['United States', 'none → The act, Art. 1 (act)'],
    ['Rest of the World', 'The act (act)'],
  ]);
});

test('what differences cost is said with its direction', () => {
  expect(rulesSentences(rules)[1]).toContain('0.25% higher before the scenario, and 0.00% higher in it');
});
