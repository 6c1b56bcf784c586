import { describe, expect, test } from 'vitest';
import type { Results } from '../../src/lib/results';
import {
  divide,
  extremes,
  gainers,
  groupName,
  sectorExtremes,
  sourceLine,
  worldIncome,
  worldTrade,
} from '../../src/lib/text';
import { synthetic } from '../synthetic';

/** Results of economies A, B, C, ... with these changes of real income. */
function withChanges(...changes: number[]): Results {
  const results = synthetic({ economies: changes.length });
  changes.forEach((change, at) => {
    results.economies[at]!.name = String.fromCharCode(65 + at);
    results.economies[at]!.real_income_pct = change;
  });
  return results;
}

describe('who gains', () => {
  test.each([
    [[0.3, 0.2, 0.1], 'All 3 economies gain.'],
    [[-0.3, -0.2, -0.1], 'All 3 economies lose.'],
    [[0.3, 0.2], 'Both economies gain.'],
    [[0.3], 'The economy gains.'],
    [[0], 'The economy stays as it is.'],
    [[0.001, -0.002, 0], 'No economy gains or loses.'],
    [[0.3, -0.2, 0.1], '2 of 3 economies gain, 1 loses.'],
    [[0.3, -0.2, -0.1], '1 of 3 economies gains, 2 lose.'],
    [[0.3, -0.2, 0], '1 of 3 economies gains, 1 loses and 1 barely changes.'],
    [[0.3, 0, 0], '1 of 3 economies gains, 2 barely change.'],
    [[-0.3, 0, 0], 'No economy gains, 1 loses and 2 barely change.'],
  ])('%j: %s', (changes, sentence) => expect(gainers(withChanges(...changes)).sentence).toBe(sentence));
});

describe('who gains and loses most', () => {
  test.each([
    [[1.9, 0.3, -0.2], 'A (+1.9%) gains most; C (−0.20%) loses most.'],
    [[1.9, 0.3, 0.2], 'A (+1.9%) gains most, C (+0.20%) least.'],
    [[-0.1, -0.3], 'B (−0.30%) loses most, A (−0.10%) least.'],
    [[0.3, 0.3, 0.3], 'The change is the same everywhere: +0.30%.'],
    [[0.001, -0.001], ''],
    [[0.3], ''],
  ])('%j: %s', (changes, sentence) => expect(extremes(withChanges(...changes))).toBe(sentence));
});

describe('the world', () => {
  const world = (real_income_pct: number, trade_volume_pct: number) => {
    const results = synthetic({ economies: 2 });
    results.world = { ...results.world, income: 70_000_000, real_income_pct, trade_volume_pct };
    return results;
  };

  test('rises, falls and stays', () => {
    expect(worldIncome(world(0.21, 0))).toBe(
      'World real income rises by 0.21 percent, worth USD 147 billion a year at the incomes of 2011.',
    );
    expect(worldIncome(world(-0.21, 0))).toBe(
      'World real income falls by 0.21 percent, a loss of USD 147 billion a year at the incomes of 2011.',
    );
    expect(worldIncome(world(0.001, 0))).toBe('World real income stays as it is.');
    expect(worldTrade(world(0, 1.34))).toBe('The volume of world trade grows by 1.3 percent.');
    expect(worldTrade(world(0, -1.34))).toBe('The volume of world trade shrinks by 1.3 percent.');
    expect(worldTrade(world(0, 0))).toBe('The volume of world trade stays as it is.');
  });
});

describe('income groups', () => {
  const groups = (...changes: [string, number][]) => {
    const results = synthetic({ economies: 2 });
    const some = results.by_income_group[0]!;
    results.by_income_group = changes.map(([key, real_income_pct]) => ({ ...some, key, real_income_pct }));
    return divide(results);
  };

  test('gain, lose, or change alike', () => {
    expect(groups(['high', 0.3], ['low', 0.5])).toBe(
      'On average low-income economies (+0.50%) gain most and high-income economies (+0.30%) least.',
    );
    expect(groups(['high', 0.3], ['lower_middle', -0.5])).toBe(
      'On average high-income economies (+0.30%) gain most, while lower-middle-income economies (−0.50%) lose.',
    );
    expect(groups(['high', -0.3], ['low', -0.5])).toBe(
      'On average low-income economies (−0.50%) lose most and high-income economies (−0.30%) least.',
    );
    expect(groups(['high', 0.3], ['low', 0.3])).toBe('All income groups change alike on average: +0.30%.');
  });

  test('one group, or none with a name, is nothing to compare', () => {
    expect(groups(['high', 0.3], ['', 0.5])).toBe('');
  });

  test('keys become names', () => {
    expect(groupName('digital_services')).toBe('Digital services');
    expect(groupName('europe_central_asia')).toBe('Europe and Central Asia');
    expect(groupName('')).toBe('No group');
  });
});

describe('sectors', () => {
  const sectors = (...changes: (number | null)[]) => {
    const results = synthetic({ economies: 2, sectors: changes.length });
    results.world_sectors.volume_pct = changes;
    results.sectors.forEach((sector, at) => (sector.name = ['Finance and insurance', 'ICT', 'Mining'][at]!));
    return sectorExtremes(results);
  };

  test('grow and shrink', () => {
    expect(sectors(0.9, -0.2, 0.1)).toBe(
      'By volume, world output grows most in finance and insurance (+0.90%) and shrinks most in ICT (−0.20%).',
    );
    expect(sectors(0.9, 0.2, null)).toBe(
      'By volume, world output grows most in finance and insurance (+0.90%) and least in ICT (+0.20%).',
    );
    expect(sectors(-0.9, -0.2)).toBe(
      'By volume, world output shrinks most in finance and insurance (−0.90%) and least in ICT (−0.20%).',
    );
    expect(sectors(0.2, 0.2)).toBe('');
    expect(sectors(0.2)).toBe('');
  });
});

test('a figure names its source, shortly', () => {
  const results = synthetic();
  results.baseline.source = 'World Input-Output Database, release of November 2013. Timmer et al. (2015)';
  expect(sourceLine(results)).toBe('Source: Comity 0.1.0 with World Input-Output Database (wiod-2011)');
  results.baseline.source = 'A very long title '.repeat(10);
  expect(sourceLine(results)).toBe('Source: Comity 0.1.0 with wiod-2011');
});
