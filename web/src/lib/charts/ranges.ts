import * as Plot from '@observablehq/plot';
import { rowChart } from './axis';
import { tagged } from './tag';
import type { Theme } from './theme';

/** An amount from low to high. */
export interface RangeRow {
  code: string;
  name: string;
  low: number;
  central: number;
  high: number;
}

export interface RangesOptions {
  rows: RangeRow[];
  width: number;
  theme: Theme;
  /** How the axis writes an amount. */
  unit: (tick: number) => string;
  tip: (row: RangeRow) => string;
  /** Codes of rows that stand apart from the others by a line above them. */
  apart: string[];
}

const ROW = 30;

/** Amounts in their order: a line from low to high with a dot at the central case. */
export function rangesChart(options: RangesOptions): Plot.PlotOptions {
  const { rows, theme, tip, apart } = options;
  const values = rows.flatMap((row) => [row.low, row.high]);
  const { frame, axes } = rowChart({ ...options, values, rowHeight: ROW, names: 220, room: 24 });
  const tag = (key: 'low' | 'central') =>
    tagged(rows, (row) => ({ tip: tip(row), code: row.code, value: row[key] }));
  return {
    ...frame,
    marks: [
      ...axes,
      Plot.ruleY(
        rows.filter(({ code }) => apart.includes(code)),
        { y: 'code', dy: -ROW / 2, stroke: theme.outline, strokeWidth: 0.75 },
      ),
      Plot.link(rows, {
        x1: 'low',
        x2: 'high',
        y1: 'code',
        y2: 'code',
        stroke: theme.gain,
        strokeWidth: 7,
        strokeOpacity: 0.5,
        render: tag('low'),
      }),
      Plot.dot(rows, {
        x: 'central',
        y: 'code',
        r: 4.5,
        fill: theme.gain,
        stroke: theme.paper,
        strokeWidth: 0.8,
        render: tag('central'),
      }),
    ],
  };
}
