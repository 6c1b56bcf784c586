import * as Plot from '@observablehq/plot';
import { columnDecimals, percent } from '../format';
import type { Valued } from '../rows';
import { nameAxis, percentAxis, reach, rowFrame } from './axis';
import { tagged } from './tag';
import { labelWidth, type Theme } from './theme';

export interface RankingOptions<Row extends Valued> {
  rows: Row[];
  width: number;
  theme: Theme;
  tip: (row: Row) => string;
  /** Values that the axis holds too, so that charts compare. */
  among?: number[];
  /** Ends of a thin line through a bar: the interval of its number. */
  interval?: ((row: Row) => [number, number] | undefined) | undefined;
}

const ROW = 21;
/** Room for numbers at the end of bars, on the right and, where there are losses, on the left. */
const NUMBERS = { right: 58, left: 54 };
/** However narrow the chart, bars keep so much. */
const LEAST = 24;

/** Economies from highest to lowest, a bar each from zero, with its number at the end. */
export function rankingChart<Row extends Valued>({
  rows,
  width,
  theme,
  tip,
  among = [],
  interval = () => undefined,
}: RankingOptions<Row>): Plot.PlotOptions {
  const decimals = columnDecimals(rows.map((row) => row.value));
  const most = Math.min(width < 500 ? 132 : 190, width - NUMBERS.left - NUMBERS.right - LEAST);
  const left = labelWidth(
    rows.map((row) => row.name),
    Math.max(0, most),
  );
  const ends = (row: Row) => interval(row) ?? [row.value, row.value];
  const sure = rows.filter((row) => interval(row) !== undefined);
  const [low, high] = reach([...rows.flatMap((row) => [row.value, ...ends(row)]), ...among]);
  const ticks = Math.max(3, Math.floor(width / 150));
  const value = (row: Row) => percent(row.value, decimals);
  return {
    width,
    ...rowFrame(rows.length, ROW, left, theme),
    marginRight: NUMBERS.right,
    insetLeft: low < 0 ? NUMBERS.left : 0,
    x: { domain: [low, high], nice: false },
    y: { domain: rows.map((row) => row.code), padding: 0.28 },
    marks: [
      ...percentAxis([low, high], ticks, theme),
      nameAxis(rows, left),
      Plot.barX(rows, {
        x: 'value',
        y: 'code',
        fill: (row: Row) => (row.value < 0 ? theme.loss : theme.gain),
        render: tagged(rows, (row) => ({ tip: tip(row), code: row.code, value: row.value })),
      }),
      Plot.link(sure, {
        x1: (row: Row) => ends(row)[0],
        x2: (row: Row) => ends(row)[1],
        y1: 'code',
        y2: 'code',
        stroke: theme.ink,
        strokeWidth: 1.3,
        pointerEvents: 'none',
      }),
      Plot.ruleX([0], { stroke: theme.ink, strokeWidth: 1 }),
      Plot.text(
        rows.filter((row) => row.value >= 0),
        {
          x: (row: Row) => Math.max(row.value, ends(row)[1]),
          y: 'code',
          text: value,
          textAnchor: 'start',
          dx: 5,
          fill: theme.quiet,
        },
      ),
      Plot.text(
        rows.filter((row) => row.value < 0),
        {
          x: (row: Row) => Math.min(row.value, ends(row)[0]),
          y: 'code',
          text: value,
          textAnchor: 'end',
          dx: -5,
          fill: theme.quiet,
        },
      ),
    ],
  };
}
