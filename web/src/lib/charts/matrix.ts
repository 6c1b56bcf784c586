import * as Plot from '@observablehq/plot';
import { decimalsFor, percent } from '../format';
import { inkOn, type Bands } from '../palette';
import type { Economy } from '../results';
import type { Pair } from '../rows';
import { tagged } from './tag';
import { FONT, clipped, type Theme } from './theme';

export interface MatrixOptions {
  rows: Pair[];
  economies: Economy[];
  bands: Bands;
  width: number;
  theme: Theme;
  tip: (row: Pair) => string;
}

const LABELS = 128;
const ROW = 32;

/** Below this width the numbers would not fit their cells. */
export function matrixWidth(economies: number): number {
  return LABELS + economies * 46;
}

/** Changes of trade in percent among some economies: sellers in rows, buyers in columns. */
export function matrixChart({ rows, economies, bands, width, theme, tip }: MatrixOptions): Plot.PlotOptions {
  const codes = economies.map((economy) => economy.code);
  const known = rows.filter((row) => row.percent !== null);
  const decimals = (row: Pair) => Math.min(1, decimalsFor(row.percent ?? 0));
  return {
    width,
    height: 30 + economies.length * ROW,
    marginLeft: LABELS,
    marginTop: 28,
    marginRight: 0,
    marginBottom: 2,
    style: { fontFamily: FONT, fontSize: '12px', color: theme.ink },
    x: { domain: codes, padding: 0.03, round: false },
    y: { domain: codes, padding: 0.04, round: false },
    color: { type: 'identity' },
    marks: [
      Plot.axisX({ anchor: 'top', tickSize: 0, label: null }),
      Plot.axisY({
        tickSize: 0,
        label: null,
        tickFormat: (code: string) =>
          clipped(economies.find((economy) => economy.code === code)?.name ?? code, LABELS),
      }),
      Plot.cell(known, {
        x: (row: Pair) => row.destination.code,
        y: (row: Pair) => row.origin.code,
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
        text: (row: Pair) => percent(row.percent ?? 0, decimals(row)).replace('%', ''),
        fill: (row: Pair) => inkOn(bands.colourOf(row.percent)),
        fontSize: 11.5,
        pointerEvents: 'none',
      }),
    ],
  };
}
