import * as Plot from '@observablehq/plot';
import { percent, signedMoney } from '../format';
import type { Pair } from '../rows';
import { tagged } from './tag';
import { FONT, clipped, type Theme } from './theme';

export interface PairsOptions {
  rows: Pair[];
  /** Largest change in size of all charts drawn side by side, so that their bars compare. */
  largest: number;
  unit: string;
  width: number;
  theme: Theme;
  tip: (row: Pair) => string;
}

const ROW = 40;

/** Changes of trade between two economies in money: who sells to whom above each bar, the amount after it. */
export function pairsChart({ rows, largest, unit, width, theme, tip }: PairsOptions): Plot.PlotOptions {
  const key = (row: Pair) => `${row.origin.code}>${row.destination.code}`;
  const amount = (row: Pair) =>
    signedMoney(row.change, unit) + (row.percent === null ? '' : ` (${percent(row.percent)})`);
  return {
    width,
    height: rows.length * ROW + 4,
    marginLeft: 1,
    marginRight: 168,
    marginTop: 2,
    marginBottom: 2,
    style: { fontFamily: FONT, fontSize: '12.5px', color: theme.ink, overflow: 'visible' },
    x: { domain: [0, largest], axis: null },
    y: { domain: rows.map(key), axis: null, padding: 0 },
    marks: [
      Plot.barX(rows, {
        x: (row: Pair) => Math.abs(row.change),
        y: key,
        insetTop: 23,
        insetBottom: 7,
        fill: (row: Pair) => (row.change < 0 ? theme.loss : theme.gain),
        render: tagged(rows, (row) => ({ tip: tip(row), code: key(row), value: row.change })),
      }),
      Plot.text(rows, {
        x: 0,
        y: key,
        dy: -7,
        text: (row: Pair) => clipped(`${row.origin.name} → ${row.destination.name}`, width),
        textAnchor: 'start',
        fill: theme.ink,
      }),
      Plot.text(rows, {
        x: (row: Pair) => Math.abs(row.change),
        y: key,
        dy: 8,
        dx: 6,
        text: amount,
        textAnchor: 'start',
        fill: theme.quiet,
      }),
    ],
  };
}
