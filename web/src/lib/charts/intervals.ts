import * as Plot from '@observablehq/plot';
import { WORLD, type Interval } from '../rows';
import { nameAxis, percentAxis, reach, rowFrame } from './axis';
import { tagged } from './tag';
import { labelWidth, type Theme } from './theme';

export interface IntervalsOptions {
  rows: Interval[];
  width: number;
  rowHeight: number;
  theme: Theme;
  /** Heading of the column of chances at the right, and what stands in it. */
  heading: string;
  chance: (row: Interval) => string;
  tip: (row: Interval) => string;
  /** How the axis writes a change, where that is not in percent. */
  unit?: (tick: number, decimals: number) => string;
  /** Values that the axis holds too, so that charts compare. */
  among?: number[];
}

/** Room for the column of chances. */
const CHANCES = 66;

/** Economies in their order: a dot at the median, a thick line for half of the draws, a thin one for 90 percent. */
export function intervalsChart({
  rows,
  width,
  rowHeight,
  theme,
  heading,
  chance,
  tip,
  unit,
  among = [],
}: IntervalsOptions): Plot.PlotOptions {
  const left = labelWidth(
    rows.map((row) => row.name),
    width < 500 ? 118 : 190,
  );
  const [low, high] = reach([...rows.flatMap((row) => [row.p05, row.p95]), ...among]);
  const ticks = Math.max(2, Math.floor((width - left - CHANCES) / 110));
  const colour = (row: Interval) => (row.p50 < 0 ? theme.loss : theme.gain);
  const tag = (key: 'p05' | 'p25' | 'p50') =>
    tagged(rows, (row) => ({ tip: tip(row), code: row.code, value: row[key] }));
  return {
    width,
    ...rowFrame(rows.length, rowHeight, left, theme),
    marginRight: CHANCES,
    insetLeft: 8,
    insetRight: 8,
    x: { domain: [low, high], nice: false },
    y: { domain: rows.map((row) => row.code), padding: 0 },
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
        x1: 'p05',
        x2: 'p95',
        y1: 'code',
        y2: 'code',
        stroke: colour,
        strokeWidth: 1.5,
        render: tag('p05'),
      }),
      Plot.link(rows, {
        x1: 'p25',
        x2: 'p75',
        y1: 'code',
        y2: 'code',
        stroke: colour,
        strokeWidth: 7,
        strokeOpacity: 0.5,
        render: tag('p25'),
      }),
      Plot.dot(rows, {
        x: 'p50',
        y: 'code',
        r: 3.6,
        fill: colour,
        stroke: theme.paper,
        strokeWidth: 0.8,
        render: tag('p50'),
      }),
      Plot.text(rows, {
        frameAnchor: 'right',
        y: 'code',
        dx: CHANCES - 4,
        text: chance,
        textAnchor: 'end',
        fill: theme.ink,
        fontVariant: 'tabular-nums',
      }),
      Plot.text([heading], {
        frameAnchor: 'top-right',
        dx: CHANCES - 4,
        dy: -17,
        textAnchor: 'end',
        fill: theme.quiet,
      }),
    ],
  };
}
