import * as Plot from '@observablehq/plot';
import { WORLD, type Interval } from '../rows';
import { nameAxis, percentAxis, reach, rowFrame } from './axis';
import { tagged } from './tag';
import { labelWidth, type Theme } from './theme';

/** What is drawn of an interval; its inner half where that is known. */
export type Drawn = Pick<Interval, 'code' | 'name' | 'p05' | 'p50' | 'p95'> &
  Partial<Pick<Interval, 'p25' | 'p75'>>;

export interface IntervalsOptions<Row extends Drawn> {
  rows: Row[];
  width: number;
  rowHeight: number;
  theme: Theme;
  /** Heading of the column of chances at the right, and what stands in it. */
  heading: string;
  chance: (row: Row) => string;
  tip: (row: Row) => string;
  /** How the axis writes a change, where that is not in percent. */
  unit?: (tick: number, decimals: number) => string;
  /** Values that the axis holds too, so that charts compare. */
  among?: number[];
}

/** Room for the column of chances. */
const CHANCES = 66;

/** Economies in their order: a dot at the median, a thick line for half of the draws, a thin one for 90 percent. */
export function intervalsChart<Row extends Drawn>({
  rows,
  width,
  rowHeight,
  theme,
  heading,
  chance,
  tip,
  unit,
  among = [],
}: IntervalsOptions<Row>): Plot.PlotOptions {
  const left = labelWidth(
    rows.map((row) => row.name),
    width < 500 ? 118 : 190,
  );
  const [low, high] = reach([...rows.flatMap((row) => [row.p05, row.p95]), ...among]);
  const ticks = Math.max(2, Math.floor((width - left - CHANCES) / 110));
  const colour = (row: Row) => (row.p50 < 0 ? theme.loss : theme.gain);
  const halves = rows.filter(({ p25 }) => p25 !== undefined);
  const tag = (all: Row[], key: 'p05' | 'p25' | 'p50') =>
    tagged(all, (row) => ({ tip: tip(row), code: row.code, value: row[key] ?? null }));
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
        render: tag(rows, 'p05'),
      }),
      Plot.link(halves, {
        x1: 'p25',
        x2: 'p75',
        y1: 'code',
        y2: 'code',
        stroke: colour,
        strokeWidth: 7,
        strokeOpacity: 0.5,
        render: tag(halves, 'p25'),
      }),
      Plot.dot(rows, {
        x: 'p50',
        y: 'code',
        r: 3.6,
        fill: colour,
        stroke: theme.paper,
        strokeWidth: 0.8,
        render: tag(rows, 'p50'),
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
