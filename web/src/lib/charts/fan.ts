import * as Plot from '@observablehq/plot';
import type { Fan, FanPoint } from '../fans';
import { fitting, rounded } from './curves';
import { tickDecimals } from './axis';
import { tagged } from './tag';
import { FONT, type Theme } from './theme';

export interface FanOptions {
  fan: Fan;
  colour: string;
  width: number;
  theme: Theme;
  /** Numbers that the axis holds, the same for all fans that stand side by side. */
  reach: [number, number];
  /** Titles of the axes, with the unit. */
  title: string;
  years: string;
  show: (y: number, decimals: number) => string;
  tip: (fan: Fan, point: FanPoint) => string;
}

const HEIGHT = 232;
const LEFT = 52;
const RIGHT = 18;
const TICKS = 5;

/** The median over the years in two bands: half of the draws in the inner one, 90 percent in the outer; dashed, the scenario as written. */
export function fanChart(options: FanOptions): Plot.PlotOptions {
  const { fan, colour, width, theme, reach, title, years, show, tip } = options;
  const { points } = fan;
  const [low, high] = reach;
  const band = (y1: keyof FanPoint, y2: keyof FanPoint, fillOpacity: number) =>
    Plot.areaY(points, { x: 'x', y1, y2, fill: colour, fillOpacity });
  return {
    width,
    height: HEIGHT,
    marginTop: 26,
    marginBottom: 40,
    marginLeft: LEFT,
    marginRight: RIGHT,
    style: { fontFamily: FONT, fontSize: '12px', color: theme.ink, overflow: 'visible' },
    x: { domain: [points[0]?.x ?? 0, points.at(-1)?.x ?? 1] },
    y: { domain: rounded(low, high) },
    marks: [
      Plot.gridY({ stroke: theme.grid, strokeOpacity: 1, ticks: TICKS }),
      Plot.axisY({
        ticks: TICKS,
        tickSize: 0,
        label: title,
        labelArrow: 'none',
        labelOffset: LEFT - 4,
        color: theme.quiet,
        tickFormat: (y: number) => show(y, tickDecimals(low, high, TICKS)),
      }),
      Plot.axisX(
        fitting(
          points.map(({ x }) => x),
          width - LEFT - RIGHT,
        ),
        {
          tickSize: 0,
          label: years,
          labelArrow: 'none',
          labelAnchor: 'center',
          color: theme.quiet,
          tickFormat: (year: number) => String(year),
        },
      ),
      band('p05', 'p95', 0.2),
      band('p25', 'p75', 0.32),
      Plot.ruleY([0], { stroke: theme.ink, strokeWidth: 1 }),
      Plot.line(points, {
        x: 'x',
        y: 'written',
        stroke: theme.ink,
        strokeWidth: 1.3,
        strokeDasharray: '3 3',
      }),
      Plot.line(points, { x: 'x', y: 'p50', stroke: colour, strokeWidth: 2.4 }),
      Plot.dot(points, {
        x: 'x',
        y: 'p50',
        r: 3.4,
        fill: colour,
        stroke: theme.paper,
        strokeWidth: 0.8,
        pointerEvents: 'all',
        render: tagged(points, (point) => ({
          tip: tip(fan, point),
          code: `${fan.code}/${point.x}`,
          value: point.p50,
        })),
      }),
    ],
  };
}
