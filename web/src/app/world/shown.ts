/** Which sectors, of whom, the heat map shows: what is asked of the API, so that an answer stays small. */
import type { World } from '../../lib/api';
import type { SectorVariable } from '../../lib/results';

export const ROWS = ['groups', 'regions', 'economies'] as const;

export interface Shown {
  column: SectorVariable;
  rows: (typeof ROWS)[number];
}

/** Income groups from poor to rich; other groups come in the order of the baseline. */
const INCOME = ['low', 'lower_middle', 'upper_middle', 'high'];

/** Selectors of rows from the top: the world, then groups or economies that the baseline has, and the one that is explained. */
export function selectors({ economies }: World, { rows }: Shown, chosen: string): string[] {
  if (rows === 'economies') return ['all', ...economies.map(({ code }) => code)];
  const [kind, of] =
    rows === 'groups'
      ? ['income', economies.map(({ income_group }) => income_group)]
      : ['region', economies.map(({ region }) => region)];
  const known = [...new Set([...(rows === 'groups' ? INCOME : []), ...of])].filter(
    (group) => group !== '' && of.includes(group),
  );
  const own = economies.some(({ code }) => code === chosen) ? [chosen] : [];
  return ['all', ...known.map((group) => `${kind}:${group}`), ...own];
}
