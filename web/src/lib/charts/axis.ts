import * as Plot from '@observablehq/plot';
import { percent } from '../format';
import { FONT, clipped, type Theme } from './theme';

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
