import * as Plot from '@observablehq/plot';
import { percent } from '../format';
import { WORLD } from '../rows';
import { FONT, clipped, labelWidth, type Theme } from './theme';

/** Room above the rows for the axis, and what every chart of rows shares. */
export function rowFrame(rows: number, rowHeight: number, left: number, theme: Theme) {
  return {
    height: rows * rowHeight + 34,
    marginLeft: left,
    marginTop: 30,
    marginBottom: 4,
    style: { fontFamily: FONT, fontSize: '12px', color: theme.ink },
  };
}

/** Names take less of a narrow chart. */
const NARROW = { chart: 500, names: 118 };

export interface RowChart {
  rows: { code: string; name: string }[];
  /** What the axis has to hold. */
  values: number[];
  width: number;
  rowHeight: number;
  theme: Theme;
  /** Room for names at the left, and at the right for what stands there. */
  names: number;
  room: number;
  inset?: number;
  padding?: number;
  /** How the axis writes a number, where it is not in percent. */
  unit?: (tick: number, decimals: number) => string;
}

/** What charts with a row an economy begin with: the frame and the scales, and the axes as marks. */
export function rowChart(options: RowChart): { frame: Plot.PlotOptions; axes: Plot.Markish[] } {
  const { rows, values, width, rowHeight, theme, names, room, inset = 0, padding = 0, unit } = options;
  const left = labelWidth(
    rows.map((row) => row.name),
    width < NARROW.chart ? NARROW.names : names,
  );
  const span = reach(values);
  const ticks = Math.max(2, Math.floor((width - left - room) / 110));
  return {
    frame: {
      width,
      ...rowFrame(rows.length, rowHeight, left, theme),
      marginRight: room,
      insetLeft: inset,
      insetRight: inset,
      x: { domain: span, nice: false },
      y: { domain: rows.map((row) => row.code), padding },
    },
    axes: [
      ...percentAxis(span, ticks, theme, unit),
      nameAxis(rows, left),
      Plot.ruleX([0], { stroke: theme.ink, strokeWidth: 1 }),
    ],
  };
}

/** A line below the world, which stands apart from the economies. */
export function belowWorld(rows: { code: string }[], rowHeight: number, theme: Theme): Plot.Markish {
  return Plot.ruleY(
    rows.filter(({ code }) => code === WORLD),
    { y: 'code', dy: rowHeight / 2, stroke: theme.outline, strokeWidth: 0.75 },
  );
}

/** A column of figures at the right, under its heading. */
export function figureColumn<Row>(
  rows: Row[],
  room: number,
  heading: string,
  figure: (row: Row) => string,
  theme: Theme,
): Plot.Markish[] {
  return [
    Plot.text(rows, {
      frameAnchor: 'right',
      y: 'code',
      dx: room - 4,
      text: figure,
      textAnchor: 'end',
      fill: theme.ink,
      fontVariant: 'tabular-nums',
    }),
    Plot.text([heading], {
      frameAnchor: 'top-right',
      dx: room - 4,
      dy: -17,
      textAnchor: 'end',
      fill: theme.quiet,
    }),
  ];
}

/** Grid lines, and percentages, or changes in another unit, above them; zero stands without a sign. */
export function percentAxis(
  [low, high]: [number, number],
  ticks: number,
  theme: Theme,
  show: (tick: number, decimals: number) => string = percent,
): Plot.Markish[] {
  const decimals = tickDecimals(low, high, ticks);
  return [
    Plot.gridX({ stroke: theme.grid, strokeOpacity: 1, ticks }),
    Plot.axisX({
      anchor: 'top',
      ticks,
      tickSize: 0,
      label: null,
      color: theme.quiet,
      tickFormat: (tick: number) => (tick === 0 ? '0' : show(tick, decimals)),
    }),
  ];
}

/** Names of economies in place of their codes, clipped to the room at the left. */
export function nameAxis(rows: { code: string; name: string }[], left: number): Plot.Markish {
  const names = new Map(rows.map(({ code, name }) => [code, name]));
  return Plot.axisY({
    tickSize: 0,
    label: null,
    tickFormat: (code: string) => clipped(names.get(code) ?? code, left),
  });
}

/** The smallest stretch of the axis that holds all values and zero. */
export function reach(values: number[]): [number, number] {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  return low === high ? [0, 1] : [low, high];
}

/** Decimals that tell neighbouring ticks apart, when there are about `ticks` of them at steps of 1, 2 or 5. */
export function tickDecimals(low: number, high: number, ticks: number): number {
  const step = (high - low) / ticks;
  const power = Math.floor(Math.log10(step));
  return Math.max(0, Math.min(6, -(step / 10 ** power >= Math.sqrt(50) ? power + 1 : power)));
}
