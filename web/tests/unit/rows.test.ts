import { describe, expect, test } from 'vitest';
import {
  among,
  economyValues,
  groupRows,
  largestTraders,
  orderOf,
  pairs,
  sectorCells,
  sectorOrder,
  tradeIn,
} from '../../src/lib/rows';
import { sortRows, toTsv } from '../../src/lib/table';
import { synthetic } from '../synthetic';

const results = synthetic({ economies: 5, sectors: 18 });

describe('rows', () => {
  test('economies come highest first with their own numbers', () => {
    const rows = economyValues(results, 'real_wage_pct');
    expect(rows.map((row) => row.value)).toEqual([...rows.map((row) => row.value)].sort((a, b) => b - a));
    for (const row of rows)
      expect(row.value).toBe(results.economies.find((economy) => economy.code === row.code)!.real_wage_pct);
  });

  test('sectors of a group stand together', () => {
    const groups = sectorOrder(results.sectors).map((at) => results.sectors[at]!.group);
    const changes = groups.filter((group, at) => group !== groups[at - 1]);
    expect(changes.length).toBe(new Set(groups).size);
    expect(groups.length).toBe(18);
  });

  test('the heat map has the world first and one cell for each economy and sector', () => {
    const order = orderOf(results.economies, 'size');
    const cells = sectorCells(results, 'price_pct', order);
    expect(cells.length).toBe(6 * 18);
    expect(cells[0]).toEqual({ economy: -1, sector: 0, value: results.world_sectors.price_pct[0] });
    expect(cells[18]!.economy).toBe(order[0]);
    expect(cells[20]!.value).toBe(results.sector_changes.price_pct[order[0]!]![2]);
  });

  test('pairs leave out domestic sales, and a focus keeps what involves it', () => {
    expect(pairs(results.economies, results.trade.all).length).toBe(5 * 4);
    const focused = pairs(results.economies, results.trade.all, 'BRA');
    expect(focused.length).toBe(2 * 4);
    expect(focused.every((row) => row.origin.code === 'BRA' || row.destination.code === 'BRA')).toBe(true);
    const [first] = focused;
    expect(first!.change).toBeCloseTo(first!.after - first!.before);
    expect(first!.percent).toBeCloseTo((first!.after / first!.before - 1) * 100);
  });

  test('trade that was not there has no change in percent', () => {
    const nothing = results.economies.map(() => results.economies.map(() => 0));
    expect(pairs(results.economies, { benchmark: nothing, counterfactual: nothing })[0]!.percent).toBeNull();
  });

  test('a chosen economy is among the largest traders', () => {
    expect(largestTraders(results.economies, 2, 'BGR').map((economy) => economy.code)).toEqual([
      'BGR',
      'BRA',
    ]);
  });

  test('trade among some economies keeps their own numbers', () => {
    const chosen = [results.economies[3]!, results.economies[1]!];
    expect(among(results.economies, chosen, results.trade.all).benchmark[0]![1]).toBe(
      results.trade.all.benchmark[3]![1],
    );
  });

  test('an unknown sector group means all sectors', () => {
    expect(tradeIn(results, '')).toBe(results.trade.all);
    expect(tradeIn(results, 'energy').benchmark).toBe(
      results.trade.by_group.find(({ group }) => group === 'energy')!.benchmark,
    );
  });

  test('groups carry their members', () => {
    const rows = groupRows(results, 'income_group', (key) => key);
    for (const row of rows) expect(row.members.length).toBe(row.economies);
  });
});

describe('tables', () => {
  const rows = [{ v: 2 }, { v: null }, { v: -1 }, { v: 10 }];

  test('sort by number both ways, with what is missing last', () => {
    const values = (descending: boolean) => sortRows(rows, (row) => row.v, descending).map((row) => row.v);
    expect(values(false)).toEqual([-1, 2, 10, null]);
    expect(values(true)).toEqual([10, 2, -1, null]);
  });

  test('are copied with full numbers and no stray tabs', () => {
    const columns = [
      { label: 'Name', value: (row: { name: string; v: number | null }) => row.name },
      { label: 'Change, %', value: (row: { name: string; v: number | null }) => row.v },
    ];
    expect(
      toTsv(columns, [
        { name: 'a\tb', v: -0.123456 },
        { name: 'c', v: null },
      ]),
    ).toBe('Name\tChange, %\na b\t-0.123456\nc\t\n');
  });
});
