import { expect, test } from 'vitest';
import { factorRows } from '../../src/lib/rows';
import { assumptions, readingNotes } from '../../src/lib/text';
import { synthetic } from '../synthetic';

test('factors come by economy, with the numbers of both', () => {
  const results = synthetic({ economies: 2 });
  expect(factorRows(results)).toEqual([]);
  const grid = (start: number) => [
    [start, start + 1],
    [start + 2, start + 3],
  ];
  results.factors = {
    names: ['labour', 'capital'],
    idle: [],
    price_pct: grid(0),
    real_price_pct: grid(10),
    quantity_pct: grid(20),
    income_pct: grid(30),
  };
  const rows = factorRows(results);
  expect(rows.map((row) => row.factor)).toEqual(['labour', 'capital', 'labour', 'capital']);
  expect(rows[1]).toMatchObject({ economy: results.economies[0]!.name, price_pct: 2, quantity_pct: 22 });
  expect(rows[2]).toMatchObject({ economy: results.economies[1]!.name, real_price_pct: 11, income_pct: 31 });
});

test('assumptions are said where there are any', () => {
  const results = synthetic({ economies: 2 });
  expect(assumptions(results)).toBe('');
  expect(readingNotes(results).join(' ')).toContain('one wage an economy');
  results.assumed = ['Capital stays in its sector; there is as much of it as before.'];
  expect(assumptions(results)).toMatch(/^This run assumes: Capital/);
  expect(readingNotes(results).join(' ')).not.toContain('one wage an economy');
});
