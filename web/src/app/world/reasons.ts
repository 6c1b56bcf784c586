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

/** The rows that bring most, either way, and all others as one. */
export function largest(rows: Valued[], rest: string): Valued[] {
  const known = rows.filter((row) => row.value !== 0);
  const ordered = [...known].sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  if (ordered.length <= MOST + 1) return ordered.map((row) => ({ ...row, code: row.code || '-' }));
  const others = ordered.slice(MOST).reduce((sum, row) => sum + row.value, 0);
  return [
    ...ordered.slice(0, MOST).map((row) => ({ ...row, code: row.code || '-' })),
    { code: 'rest', name: `${rest} (${ordered.length - MOST})`, value: others },
  ];
}
