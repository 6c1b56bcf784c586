import * as Plot from '@observablehq/plot';
import type { Beside } from '../comparisonRows';
import { WORLD } from '../rows';
import { nameAxis, percentAxis, reach, rowFrame } from './axis';
import type { Series } from './series';
import { tagged } from './tag';
import { labelWidth, type Theme } from './theme';

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
  const { rows, series, width, rowHeight, theme, heading, figure, tip, unit } = options;
  const left = labelWidth(
    rows.map((row) => row.name),
    width < 500 ? 118 : 190,
  );
  const [low, high] = reach(rows.flatMap((row) => row.values));
  const ticks = Math.max(2, Math.floor((width - left - FIGURES) / 110));
  return {
    width,
    ...rowFrame(rows.length, rowHeight, left, theme),
    marginRight: FIGURES,
    insetLeft: 10,
    insetRight: 10,
    x: { domain: [low, high], nice: false },
    y: { domain: rows.map((row) => row.code), padding: 0.5 },
    marks: [
      ...percentAxis([low, high], ticks, theme, unit),
      nameAxis(rows, left),
      Plot.ruleX([0], { stroke: theme.ink, strokeWidth: 1 }),
      // The world stands apart from the economies.
      Plot.ruleY(
        rows.filter(({ code }) => code === WORLD),
        { y: 'code', dy: rowHeight / 2, stroke: theme.outline, strokeWidth: 0.75 },
      ),
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
      Plot.text(rows, {
        frameAnchor: 'right',
        y: 'code',
        dx: FIGURES - 4,
        text: figure,
        textAnchor: 'end',
        fill: theme.ink,
        fontVariant: 'tabular-nums',
      }),
      Plot.text([heading], {
        frameAnchor: 'top-right',
        dx: FIGURES - 4,
        dy: -17,
        textAnchor: 'end',
        fill: theme.quiet,
      }),
    ],
  };
}
