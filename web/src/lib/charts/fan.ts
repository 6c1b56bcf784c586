import * as Plot from '@observablehq/plot';
import type { Fan, FanPoint } from '../fans';
import { overYears } from './overYears';
import { tagged } from './tag';
import type { Theme } from './theme';

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
  const band = (y1: keyof FanPoint, y2: keyof FanPoint, fillOpacity: number) =>
    Plot.areaY(points, { x: 'x', y1, y2, fill: colour, fillOpacity });
  const titles = { y: title, years };
  const xs = points.map(({ x }) => x);
  return overYears(
    { years: xs, reach, width, height: HEIGHT, left: LEFT, right: RIGHT, ticks: TICKS, theme, titles, show },
    [
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
  );
}
