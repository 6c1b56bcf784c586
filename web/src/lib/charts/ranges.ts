import * as Plot from '@observablehq/plot';
import { nameAxis, percentAxis, reach, rowFrame } from './axis';
import { tagged } from './tag';
import { labelWidth, type Theme } from './theme';

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
export function rangesChart({ rows, width, theme, unit, tip, apart }: RangesOptions): Plot.PlotOptions {
  const left = labelWidth(
    rows.map((row) => row.name),
    width < 500 ? 118 : 220,
  );
  const [low, high] = reach(rows.flatMap((row) => [row.low, row.high]));
  const ticks = Math.max(2, Math.floor((width - left) / 110));
  const tag = (key: 'low' | 'central') =>
    tagged(rows, (row) => ({ tip: tip(row), code: row.code, value: row[key] }));
  return {
    width,
    ...rowFrame(rows.length, ROW, left, theme),
    marginRight: 24,
    x: { domain: [low, high], nice: false },
    y: { domain: rows.map((row) => row.code), padding: 0 },
    marks: [
      ...percentAxis([low, high], ticks, theme, unit),
      nameAxis(rows, left),
      Plot.ruleX([0], { stroke: theme.ink, strokeWidth: 1 }),
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
