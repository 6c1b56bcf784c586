import * as Plot from '@observablehq/plot';
import { columnDecimals, percent } from '../format';
import type { EconomyValue } from '../rows';
import { tagged } from './tag';
import { FONT, clipped, labelWidth, type Theme } from './theme';

export interface RankingOptions {
  rows: EconomyValue[];
  width: number;
  theme: Theme;
  tip: (row: EconomyValue) => string;
}

const ROW = 21;

/** Economies from highest to lowest, a bar each from zero, with its number at the end. */
export function rankingChart({ rows, width, theme, tip }: RankingOptions): Plot.PlotOptions {
  const decimals = columnDecimals(rows.map((row) => row.value));
  const left = labelWidth(
    rows.map((row) => row.name),
    width < 500 ? 132 : 190,
  );
  const [low, high] = reach(rows.map((row) => row.value));
  const ticks = Math.max(3, Math.floor(width / 150));
  const value = (row: EconomyValue) => percent(row.value, decimals);
  return {
    width,
    height: rows.length * ROW + 34,
    marginLeft: left,
    marginRight: 58,
    marginTop: 30,
    marginBottom: 4,
    insetLeft: low < 0 ? 54 : 0,
    style: { fontFamily: FONT, fontSize: '12px', color: theme.ink },
    x: { domain: [low, high], nice: false },
    y: { domain: rows.map((row) => row.code), padding: 0.28 },
    marks: [
      Plot.gridX({ stroke: theme.grid, strokeOpacity: 1, ticks }),
      Plot.axisX({
        anchor: 'top',
        ticks,
        tickSize: 0,
        label: null,
        color: theme.quiet,
        tickFormat: (tick: number) => (tick === 0 ? '0' : percent(tick, tickDecimals(low, high, ticks))),
      }),
      Plot.axisY({
        tickSize: 0,
        label: null,
        tickFormat: (code: string) => clipped(rows.find((row) => row.code === code)?.name ?? code, left),
      }),
      Plot.barX(rows, {
        x: 'value',
        y: 'code',
        fill: (row: EconomyValue) => (row.value < 0 ? theme.loss : theme.gain),
        render: tagged(rows, (row) => ({ tip: tip(row), code: row.code, value: row.value })),
      }),
      Plot.ruleX([0], { stroke: theme.ink, strokeWidth: 1 }),
      Plot.text(
        rows.filter((row) => row.value >= 0),
        { x: 'value', y: 'code', text: value, textAnchor: 'start', dx: 5, fill: theme.quiet },
      ),
      Plot.text(
        rows.filter((row) => row.value < 0),
        { x: 'value', y: 'code', text: value, textAnchor: 'end', dx: -5, fill: theme.quiet },
      ),
    ],
  };
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
