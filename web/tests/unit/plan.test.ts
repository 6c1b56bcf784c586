import { expect, test } from 'vitest';
import { changes, isDay, read, scenarioOf, start, write, type Plan } from '../../src/app/rules/plan';

const plan: Plan = {
  date: '2030-01-01',
  edits: [
    { of: 'EU', feature: 'conformity_assessment', level: 1.5 },
    { of: 'USA', feature: 'penalties', level: 0 },
  ],
  club: ['JPN', 'KOR'],
  adopt: 'SGP',
};

test('an address keeps a plan', () => {
  expect(read(new URLSearchParams(write(plan)))).toEqual(plan);
  const nothing = { ...start(), edits: [] };
  expect(read(new URLSearchParams(write(nothing)))).toEqual(nothing);
  expect(changes(nothing)).toBe(false);
});

test('an address that says nothing, or what is wrong, has the plan of the start', () => {
  expect(read(new URLSearchParams())).toEqual(start());
  const odd = read(new URLSearchParams('date=soon&edit=EU.x.99~EU~&club=<b>.JPN&adopt="'));
  expect(odd).toEqual({ ...start(), edits: [], club: ['JPN'] });
});

test('the scenario says what the plan does, and a club of one is none', () => {
  const text = scenarioOf(plan, 'wiod-2011');
  expect(text).toContain('date = 2030-01-01');
  expect(text).toContain('jurisdiction = "EU"\nfeature = "conformity_assessment"\nlevel = 1.5');
  expect(text).toContain('[[regulation.adopt]]\neconomies = ["all"]\nrules_of = "SGP"');
  expect(text).toContain('[[regulation.recognition]]\namong = ["JPN", "KOR"]');
  expect(scenarioOf({ ...plan, club: ['JPN'] }, 'wiod-2011')).not.toContain('recognition');
});

test('a day is one that the calendar has', () => {
  expect(['2026-08-02', '2026-13-02', '2026-8-2', ''].map(isDay)).toEqual([true, false, false, false]);
});
