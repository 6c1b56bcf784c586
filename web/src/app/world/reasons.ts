/** Why the real income of an economy changes, as rows to draw. */
import type { Valued } from '../../lib/rows';

/** Parts of a change, in the order of `welfare.csv`. */
export const PARTS = [
  'terms_of_trade',
  'volume_of_trade',
  'trade_cost',
  'technology',
  'transfer',
  'factor_supply',
] as const;

/** More rows than this are too many to read. */
const MOST = 10;
/** The code of the row that has none: what belongs to no sector. */
const NONE = '-';

/** Rows from the highest value to the lowest. */
export const descending = (rows: Valued[]): Valued[] => [...rows].sort((a, b) => b.value - a.value);

/** The rows that bring most, either way, from the highest to the lowest, and all others as one at the end. */
export function largest(rows: Valued[], rest: string): Valued[] {
  const known = rows.filter((row) => row.value !== 0).map((row) => ({ ...row, code: row.code || NONE }));
  const bySize = [...known].sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  if (bySize.length <= MOST + 1) return descending(known);
  const others = bySize.slice(MOST).reduce((sum, row) => sum + row.value, 0);
  return [
    ...descending(bySize.slice(0, MOST)),
    { code: 'rest', name: `${rest} (${bySize.length - MOST})`, value: others },
  ];
}
