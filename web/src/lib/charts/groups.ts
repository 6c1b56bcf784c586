import * as Plot from '@observablehq/plot';
import { columnDecimals, percent } from '../format';
import type { Economy } from '../results';
import type { GroupRow } from '../rows';
import { percentAxis, reach, rowFrame } from './axis';
import { tagged } from './tag';
import { clipped, labelWidth, type Theme } from './theme';

export interface GroupsOptions {
  rows: GroupRow[];
  width: number;
  theme: Theme;
  /** Second line of a group's label. */
  note: (row: GroupRow) => string;
  tip: (row: GroupRow) => string;
  memberTip: (economy: Economy) => string;
}

const ROW = 52;

/** The average change of each group as a bar, its economies as dots below it. */
export function groupsChart({ rows, width, theme, note, tip, memberTip }: GroupsOptions): Plot.PlotOptions {
  const members = rows.flatMap((row) => row.members.map((member) => ({ ...member, key: row.key })));
  const [low, high] = reach([
    ...members.map((member) => member.value),
    ...rows.map((row) => row.real_income_pct),
  ]);
  const left = labelWidth(
    rows.map((row) => row.name),
    width < 500 ? 140 : 200,
  );
  const decimals = columnDecimals(rows.map((row) => row.real_income_pct));
  const ticks = Math.max(3, Math.floor(width / 160));
  return {
    width,
    ...rowFrame(rows.length, ROW, left, theme),
    marginRight: 16,
    insetLeft: 8,
    insetRight: 46,
    x: { domain: [low, high] },
    y: { domain: rows.map((row) => row.key), padding: 0, axis: null },
    marks: [
      ...percentAxis([low, high], ticks, theme),
      Plot.barX(rows, {
        x: 'real_income_pct',
        y: 'key',
        insetTop: 12,
        insetBottom: 24,
        fill: (row: GroupRow) => (row.real_income_pct < 0 ? theme.loss : theme.gain),
        render: tagged(rows, (row) => ({ tip: tip(row), code: row.key, value: row.real_income_pct })),
      }),
      Plot.ruleX([0], { stroke: theme.ink }),
      Plot.dot(members, {
        x: 'value',
        y: 'key',
        dy: 12,
        r: 4,
        fill: (row: { value: number }) => (row.value < 0 ? theme.loss : theme.gain),
        fillOpacity: 0.45,
        stroke: theme.paper,
        strokeWidth: 0.8,
        render: tagged(members, ({ economy, code, value }) => ({ tip: memberTip(economy), code, value })),
      }),
      Plot.text(rows, {
        x: (row: GroupRow) => Math.max(0, row.real_income_pct),
        y: 'key',
        dy: -6,
        dx: 6,
        text: (row: GroupRow) => percent(row.real_income_pct, decimals),
        textAnchor: 'start',
        fill: theme.ink,
        fontWeight: 600,
        stroke: theme.paper,
        strokeWidth: 4,
      }),
      Plot.text(rows, {
        frameAnchor: 'left',
        y: 'key',
        dx: 1 - left,
        dy: -7,
        text: (row: GroupRow) => clipped(row.name, left),
        textAnchor: 'start',
        fill: theme.ink,
      }),
      Plot.text(rows, {
        frameAnchor: 'left',
        y: 'key',
        dx: 1 - left,
        dy: 9,
        text: note,
        textAnchor: 'start',
        fill: theme.quiet,
        fontSize: 11,
      }),
    ],
  };
}
