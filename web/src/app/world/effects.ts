/** What changes in economies, as rows to draw and to list: out of an answer to "what if", or out of a run. */
import type { Changes, World } from '../../lib/api';
import type { Column } from '../../lib/components/DataTable.svelte';
import { columnDecimals, percent, signed } from '../../lib/format';
import { ECONOMY_VARIABLES, type EconomyVariable } from '../../lib/results';
import type { Valued } from '../../lib/rows';
import type { Text } from '../text/en';

/** An economy, and changes in percent. */
export type Effect = { code: string; name: string } & Record<EconomyVariable, number>;

/** A row an economy that was answered. */
export function effects({ economies, columns }: Changes, baseline: World): Effect[] {
  const names = new Map(baseline.economies.map(({ code, name }) => [code, name]));
  return economies.map((code, at) => ({
    code,
    name: names.get(code) ?? code,
    ...(Object.fromEntries(
      ECONOMY_VARIABLES.map((variable) => [variable, columns[variable]?.[at] ?? 0]),
    ) as Record<EconomyVariable, number>),
  }));
}

export type Ranked = Effect & Valued;

/** The same from the highest value of a variable to the lowest. */
export function ranked(rows: Effect[], variable: EconomyVariable): Ranked[] {
  return rows.map((row) => ({ ...row, value: row[variable] })).sort((a, b) => b.value - a.value);
}

/** What a table of them has. */
export function columnsOf(rows: Effect[], text: Text): Column<Effect>[] {
  return [
    { label: text.economy, value: (row) => row.name },
    { label: text.code, value: (row) => row.code },
    ...ECONOMY_VARIABLES.map((variable) => {
      const decimals = columnDecimals(rows.map((row) => row[variable]));
      return {
        label: `${text.columns[variable]}, %`,
        value: (row: Effect) => row[variable],
        show: (row: Effect) => signed(row[variable], decimals),
      };
    }),
  ];
}

/** What a picture of ranked rows says to those who do not see it. */
export function labelOf(rows: Valued[], variable: EconomyVariable, text: Text): string {
  return text.map(text.columns[variable], percent(rows.at(-1)?.value ?? 0), percent(rows[0]?.value ?? 0));
}

/** What a mark says when it is pointed at. */
export function tipOf(row: Valued, variable: EconomyVariable, text: Text): string {
  return `${row.name}\n${text.columns[variable]} ${percent(row.value)}`;
}
