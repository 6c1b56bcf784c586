import * as Plot from '@observablehq/plot';
import type { Interval } from '../rows';
import { belowWorld, figureColumn, rowChart } from './axis';
import { tagged } from './tag';
import type { Theme } from './theme';

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
export function intervalsChart<Row extends Drawn>(options: IntervalsOptions<Row>): Plot.PlotOptions {
  const { rows, rowHeight, theme, heading, chance, tip, among = [] } = options;
  const values = [...rows.flatMap((row) => [row.p05, row.p95]), ...among];
  const { frame, axes } = rowChart({ ...options, values, names: 190, room: CHANCES, inset: 8 });
  const colour = (row: Row) => (row.p50 < 0 ? theme.loss : theme.gain);
  const halves = rows.filter(({ p25 }) => p25 !== undefined);
  const tag = (all: Row[], key: 'p05' | 'p25' | 'p50') =>
    tagged(all, (row) => ({ tip: tip(row), code: row.code, value: row[key] ?? null }));
  return {
    ...frame,
    marks: [
      ...axes,
      belowWorld(rows, rowHeight, theme),
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
      ...figureColumn(rows, CHANCES, heading, chance, theme),
    ],
  };
}
