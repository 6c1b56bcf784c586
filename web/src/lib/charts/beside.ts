import * as Plot from '@observablehq/plot';
import type { Beside } from '../comparisonRows';
import { belowWorld, figureColumn, rowChart } from './axis';
import type { Series } from './series';
import { tagged } from './tag';
import type { Theme } from './theme';

export interface BesideOptions {
  rows: Beside[];
  /** How each scenario is drawn. */
  series: Series[];
  width: number;
  rowHeight: number;
  theme: Theme;
  /** Heading of the column of differences at the right, and what stands in it. */
  heading: string;
  figure: (row: Beside) => string;
  tip: (row: Beside) => string;
  /** How the axis writes a number, where it is not in percent. */
  unit?: (tick: number, decimals: number) => string;
}

/** Room for the column of differences. */
const FIGURES = 74;

/** Economies in their order, a mark for each scenario on one line, and the difference at the right. */
export function besideChart(options: BesideOptions): Plot.PlotOptions {
  const { rows, series, rowHeight, theme, heading, figure, tip } = options;
  const values = rows.flatMap((row) => row.values);
  const { frame, axes } = rowChart({
    ...options,
    values,
    names: 190,
    room: FIGURES,
    inset: 10,
    padding: 0.5,
  });
  return {
    ...frame,
    marks: [
      ...axes,
      belowWorld(rows, rowHeight, theme),
      Plot.link(rows, {
        x1: (row: Beside) => Math.min(...row.values),
        x2: (row: Beside) => Math.max(...row.values),
        y1: 'code',
        y2: 'code',
        stroke: theme.outline,
        strokeWidth: 2,
        strokeOpacity: 0.6,
      }),
      // The first lies on top where marks meet: it is hollow.
      ...series
        .map(({ colour, symbol }, at) =>
          Plot.dot(rows, {
            x: (row: Beside) => row.values[at],
            y: 'code',
            r: at === 0 ? 4.2 : 4.6,
            symbol,
            fill: at === 0 ? 'none' : colour,
            stroke: at === 0 ? colour : theme.paper,
            strokeWidth: at === 0 ? 1.8 : 0.8,
            pointerEvents: 'all',
            render: tagged(rows, (row) => ({ tip: tip(row), code: row.code, value: row.values[at] ?? null })),
          }),
        )
        .reverse(),
      ...figureColumn(rows, FIGURES, heading, figure, theme),
    ],
  };
}
