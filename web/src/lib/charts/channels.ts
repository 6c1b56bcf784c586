import * as Plot from '@observablehq/plot';
import type { SplitRow } from '../ai';
import { percent } from '../format';
import { WORLD } from '../rows';
import { nameAxis, percentAxis, rowFrame } from './axis';
import { tagged } from './tag';
import { labelWidth, type Theme } from './theme';

/** A channel, or several small ones together. */
export interface Slice {
  key: string;
  name: string;
  colour: string;
  /** Positions in the points of a row. */
  channels: number[];
}

export interface ChannelsOptions {
  rows: SplitRow[];
  slices: Slice[];
  width: number;
  rowHeight: number;
  theme: Theme;
  tip: (row: SplitRow, slice: Slice, points: number) => string;
  totalTip: (row: SplitRow) => string;
}

const NUMBERS = 62;

/** What each channel brings: gains to the right of zero and losses to the left, the total as a mark and a number. */
export function channelsChart(options: ChannelsOptions): Plot.PlotOptions {
  const { rows, slices, width, rowHeight, theme, tip, totalTip } = options;
  const left = labelWidth(
    rows.map((row) => row.name),
    width < 500 ? 122 : 214,
  );
  const bars = rows.flatMap((row) => stacked(row, slices));
  const [low, high] = [
    Math.min(0, ...bars.map(({ from, to }) => Math.min(from, to))),
    Math.max(0, ...bars.map(({ from, to }) => Math.max(from, to))),
  ];
  const domain: [number, number] = low === high ? [0, 1] : [low, high];
  const ticks = Math.max(3, Math.floor((width - left - NUMBERS) / 110));
  return {
    width,
    ...rowFrame(rows.length, rowHeight, left, theme),
    marginRight: NUMBERS,
    insetLeft: 6,
    insetRight: 6,
    x: { domain },
    y: { domain: rows.map((row) => row.code), padding: 0.3 },
    marks: [
      ...percentAxis(domain, ticks, theme),
      nameAxis(rows, left),
      Plot.barX(bars, {
        x1: 'from',
        x2: 'to',
        y: 'code',
        fill: 'colour',
        stroke: theme.paper,
        strokeWidth: 0.6,
        render: tagged(bars, ({ row, slice, points }) => ({
          tip: tip(row, slice, points),
          code: `${row.code}/${slice.key}`,
          value: points,
        })),
      }),
      Plot.ruleX([0], { stroke: theme.ink, strokeWidth: 1 }),
      // The world stands apart from the others.
      Plot.ruleY(
        rows.filter(({ code }) => code === WORLD),
        { y: 'code', dy: rowHeight / 2, stroke: theme.outline, strokeWidth: 0.75 },
      ),
      Plot.dot(rows, {
        x: 'total',
        y: 'code',
        r: 4.4,
        symbol: 'diamond',
        fill: theme.ink,
        stroke: theme.paper,
        strokeWidth: 1.2,
        pointerEvents: 'all',
        render: tagged(rows, (row) => ({ tip: totalTip(row), code: row.code, value: row.total })),
      }),
      Plot.text(rows, {
        frameAnchor: 'right',
        y: 'code',
        dx: NUMBERS - 2,
        text: (row: SplitRow) => percent(row.total),
        textAnchor: 'end',
        fill: theme.ink,
        fontWeight: 600,
        fontVariant: 'tabular-nums',
      }),
    ],
  };
}

/** Bars of one row, side by side from zero. */
function stacked(row: SplitRow, slices: Slice[]) {
  let [up, down] = [0, 0];
  return slices.map((slice) => {
    const points = slice.channels.reduce((sum, at) => sum + (row.points[at] ?? 0), 0);
    const from = points < 0 ? down : up;
    const to = from + points;
    if (points < 0) down = to;
    else up = to;
    return { row, slice, code: row.code, colour: slice.colour, points, from, to };
  });
}
