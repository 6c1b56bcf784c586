import * as Plot from '@observablehq/plot';
import { tickDecimals } from './axis';
import { fitting, rounded } from './curves';
import { FONT, type Theme } from './theme';

export interface OverYears {
  years: number[];
  /** Numbers that the axis holds. */
  reach: [number, number];
  width: number;
  height: number;
  left: number;
  right: number;
  ticks: number;
  theme: Theme;
  /** Titles of the axes, with the unit. */
  titles: { y: string; years: string };
  show: (y: number, decimals: number) => string;
}

/** Numbers over years: the frame that marks are drawn in, its axes first. */
export function overYears(options: OverYears, marks: Plot.Markish[]): Plot.PlotOptions {
  const { years, reach, width, height, left, right, ticks, theme, titles, show } = options;
  const [low, high] = reach;
  return {
    width,
    height,
    marginTop: 26,
    marginBottom: 40,
    marginLeft: left,
    marginRight: right,
    style: { fontFamily: FONT, fontSize: '12px', color: theme.ink, overflow: 'visible' },
    x: { domain: [years[0] ?? 0, years.at(-1) ?? 1] },
    y: { domain: rounded(low, high) },
    marks: [
      Plot.gridY({ stroke: theme.grid, strokeOpacity: 1, ticks }),
      Plot.axisY({
        ticks,
        tickSize: 0,
        label: titles.y,
        labelArrow: 'none',
        labelOffset: left - 4,
        color: theme.quiet,
        tickFormat: (y: number) => show(y, tickDecimals(low, high, ticks)),
      }),
      Plot.axisX(fitting(years, width - left - right), {
        tickSize: 0,
        label: titles.years,
        labelArrow: 'none',
        labelAnchor: 'center',
        color: theme.quiet,
        tickFormat: (year: number) => String(year),
      }),
      ...marks,
    ],
  };
}
