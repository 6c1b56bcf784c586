/** Columns of tables with a number for each scenario, and its difference to the first. */
import type { Scenario } from '../../lib/comparison';
import type { Beside } from '../../lib/comparisonRows';
import { compareWords } from '../../lib/comparisonText';
import type { Column } from '../../lib/components/DataTable.svelte';
import { signed } from '../../lib/format';
import { phrases } from '../../lib/text';

/** `unit` stands after the name of a scenario; `decimals` is asked once for each column, with what the column has of a row. */
export function besideColumns<Row extends Beside>(
  scenarios: Scenario[],
  unit: string,
  decimals: (value: (row: Row) => number | undefined) => number,
): Column<Row>[] {
  const column = (label: string, value: (row: Row) => number | undefined): Column<Row> => {
    const digits = decimals(value);
    return {
      label,
      value: (row) => value(row) ?? null,
      show: (row) => signed(value(row) ?? 0, digits),
    };
  };
  const difference = ({ label }: Scenario) =>
    scenarios.length > 2 ? phrases.pair(label, compareWords.points.toLowerCase()) : compareWords.points;
  return [
    ...scenarios.map((scenario, at) => column(`${scenario.label}${unit}`, (row) => row.values[at])),
    ...scenarios.slice(1).map((scenario, at) => column(difference(scenario), (row) => row.differences[at])),
  ];
}
