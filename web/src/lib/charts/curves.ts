import * as Plot from '@observablehq/plot';
import type { Line } from '../ai';
import { tickDecimals } from './axis';
import { tagged } from './tag';
import { FONT, clipped, labelWidth, type Theme } from './theme';

export interface CurvesOptions {
  lines: Line[];
  /** By line. */
  colours: string[];
  width: number;
  theme: Theme;
  /** Show a dot at each point, not only where something was observed. */
  dots: boolean;
  /** Years on the axis. */
  years: number[];
  /** A number on the axis, with the decimals that its ticks need. */
  show: (y: number, decimals: number) => string;
  tip: (line: Line, x: number, y: number) => string;
}

const HEIGHT = 340;
const TOP = 14;
const BOTTOM = 30;
/** Least distance between two labels. */
const LABEL = 15;

/** Lines over years, each with its name at its end. */
export function curvesChart(options: CurvesOptions): Plot.PlotOptions {
  const { lines, colours, width, theme, dots, years, show, tip } = options;
  const narrow = width < 500;
  const names = lines.map(({ name }) => name);
  // They are bold, and so a tenth wider.
  const right = narrow ? 138 : Math.max(176, 1.1 * labelWidth(names, 210));
  const points = lines.flatMap((line, at) =>
    line.points.map((point) => ({ ...point, line, colour: colours[at]! })),
  );
  const observed = lines.flatMap((line, at) =>
    (line.observed ?? []).map((point) => ({ ...point, line, colour: colours[at]! })),
  );
  const all = [0, ...points.map(({ y }) => y), ...observed.map(({ y }) => y)];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const reach = rounded(low, high);
  type Point = (typeof points)[number];
  const mark = (point: Point) => ({
    tip: tip(point.line, point.x, point.y),
    code: `${point.line.code}/${point.x}`,
    value: point.y,
  });
  return {
    width,
    height: HEIGHT,
    marginTop: TOP,
    marginBottom: BOTTOM,
    marginLeft: 50,
    marginRight: right,
    style: { fontFamily: FONT, fontSize: '12px', color: theme.ink, overflow: 'visible' },
    x: { domain: [years[0]!, years.at(-1)!] },
    y: { domain: reach },
    marks: [
      Plot.gridY({ stroke: theme.grid, strokeOpacity: 1, ticks: 6 }),
      Plot.axisY({
        ticks: 6,
        tickSize: 0,
        label: null,
        color: theme.quiet,
        tickFormat: (y: number) => show(y, tickDecimals(low, high, 6)),
      }),
      Plot.axisX(fitting(years, width - right), {
        tickSize: 0,
        label: null,
        color: theme.quiet,
        tickFormat: (year: number) => String(year),
      }),
      Plot.ruleY([0], { stroke: theme.ink, strokeWidth: 1 }),
      ...[false, true].map((dashed) =>
        Plot.line(
          points.filter(({ line }) => (line.dashed ?? false) === dashed),
          {
            x: 'x',
            y: 'y',
            z: (point: Point) => point.line.code,
            stroke: 'colour',
            strokeWidth: 2.2,
            ...(dashed ? { strokeDasharray: '4 4' } : {}),
          },
        ),
      ),
      Plot.dot(points, {
        x: 'x',
        y: 'y',
        r: dots ? 3.6 : 6,
        fill: 'colour',
        fillOpacity: dots ? 1 : 0,
        pointerEvents: 'all',
        render: tagged(points, mark),
      }),
      Plot.dot(observed, {
        x: 'x',
        y: 'y',
        r: 4.4,
        fill: theme.paper,
        stroke: 'colour',
        strokeWidth: 2,
        pointerEvents: 'all',
        render: tagged(observed, (point) => ({ ...mark(point), code: `observed/${mark(point).code}` })),
      }),
      ...labels(
        lines.filter((line) => !line.dashed),
        reach,
      ).map(({ line, dy }) =>
        Plot.text([line.points.at(-1)!], {
          x: 'x',
          y: 'y',
          dx: 9,
          dy,
          text: () => clipped(line.name, right),
          textAnchor: 'start',
          fill: colours[lines.indexOf(line)]!,
          fontWeight: 600,
        }),
      ),
    ],
  };
}

/** The axis ends at a tick on either side. */
export function rounded(low: number, high: number): [number, number] {
  if (low === high) return [0, 1];
  const step = 10 ** -tickDecimals(low, high, 6) * ((high - low) / 6 >= 10 ? 10 : 1);
  const even = ((high - low) / step > 12 ? 5 : 1) * step;
  return [Math.floor(low / even + 1e-9) * even, Math.ceil(high / even - 1e-9) * even];
}

/** Years with room for each. */
export function fitting(years: number[], room: number): number[] {
  const step = Math.ceil(years.length / Math.max(2, Math.floor(room / 52)));
  return years.filter((_, at) => (years.length - 1 - at) % step === 0);
}

/** By how much each label moves, so that none lies on another. */
function labels(lines: Line[], [low, high]: [number, number]): { line: Line; dy: number }[] {
  const height = HEIGHT - TOP - BOTTOM;
  const placed = lines
    .map((line) => ({ line, at: ((high - line.points.at(-1)!.y) / (high - low)) * height }))
    .sort((a, b) => a.at - b.at);
  const where = placed.map(({ at }) => at);
  for (let at = 1; at < where.length; at += 1) where[at] = Math.max(where[at]!, where[at - 1]! + LABEL);
  // What has been pushed out below goes back up, and takes its neighbours along.
  for (let at = where.length - 1; at >= 0; at -= 1) {
    const most = at === where.length - 1 ? height + BOTTOM / 2 : where[at + 1]! - LABEL;
    where[at] = Math.min(where[at]!, most);
  }
  return placed.map(({ line, at }, index) => ({ line, dy: where[index]! - at }));
}
