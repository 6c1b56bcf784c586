import * as Plot from '@observablehq/plot';
import { columnDecimals, signed } from '../format';
import { inkOn, type Bands } from '../palette';
import type { Economy } from '../results';
import type { Pair } from '../rows';
import type { RowLabel } from './labels';
import { tagged } from './tag';
import { FONT, type Theme } from './theme';

export interface MatrixOptions {
  rows: Pair[];
  economies: Economy[];
  rowHeight: number;
  bands: Bands;
  width: number;
  theme: Theme;
  tip: (row: Pair) => string;
}

const HEAD = 26;

/** Below this width the numbers would not fit their cells. */
export function matrixWidth(economies: number): number {
  return economies * 46;
}

export function matrixHeight(economies: number, rowHeight: number): number {
  return HEAD + economies * rowHeight;
}

export function matrixLabels(economies: Economy[], rowHeight: number): RowLabel[] {
  return economies.map(({ name }, at) => ({ name, y: HEAD + (at + 0.5) * rowHeight }));
}

/** Changes of trade in percent among some economies: sellers in rows, whose names are drawn apart, buyers in columns. */
export function matrixChart({
  rows,
  economies,
  rowHeight,
  bands,
  width,
  theme,
  tip,
}: MatrixOptions): Plot.PlotOptions {
  const codes = economies.map((economy) => economy.code);
  const known = rows.filter((row) => row.percent !== null);
  const decimals = Math.min(2, columnDecimals(known.map((row) => row.percent)));
  const text = (row: Pair) => signed(row.percent ?? 0, Math.abs(row.percent ?? 0) >= 99.95 ? 0 : decimals);
  return {
    width,
    height: matrixHeight(economies.length, rowHeight),
    margin: 0,
    marginTop: HEAD,
    style: { fontFamily: FONT, fontSize: '12px', color: theme.ink },
    x: { domain: codes, padding: 0, round: false },
    y: { domain: codes, padding: 0, round: false, axis: null },
    color: { type: 'identity' },
    marks: [
      Plot.axisX({ anchor: 'top', tickSize: 0, label: null }),
      Plot.cell(known, {
        x: (row: Pair) => row.destination.code,
        y: (row: Pair) => row.origin.code,
        inset: 0.75,
        fill: (row: Pair) => bands.colourOf(row.percent),
        render: tagged(known, (row) => ({
          tip: tip(row),
          code: `${row.origin.code}>${row.destination.code}`,
          value: row.percent,
        })),
      }),
      Plot.text(known, {
        x: (row: Pair) => row.destination.code,
        y: (row: Pair) => row.origin.code,
        text,
        fill: (row: Pair) => inkOn(bands.colourOf(row.percent)),
        fontSize: 11.5,
        pointerEvents: 'none',
      }),
    ],
  };
}
