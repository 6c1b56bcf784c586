import * as Plot from '@observablehq/plot';
import type { Course } from '../comparisonRows';
import { overYears } from './overYears';
import type { Series } from './series';
import { tagged } from './tag';
import type { Theme } from './theme';

export interface CoursesOptions {
  courses: Course[];
  /** How each scenario is drawn, by its place. */
  series: Series[];
  width: number;
  theme: Theme;
  /** Titles of the axes, with the unit. */
  title: string;
  years: string;
  show: (y: number, decimals: number) => string;
  tip: (course: Course, point: Course['points'][number]) => string;
}

const HEIGHT = 340;
const LEFT = 56;
const RIGHT = 20;
const TICKS = 6;

/** A line for each scenario over the years, its 90 percent of draws as a band where there are any. */
export function coursesChart(options: CoursesOptions): Plot.PlotOptions {
  const { courses, series, width, theme, title, years, show, tip } = options;
  const all = courses.flatMap((course) =>
    course.points.map((point) => ({ ...point, course, point, drawn: series[course.at]! })),
  );
  type Row = (typeof all)[number];
  const ends = all.flatMap(({ y, spread }) => [y, spread?.p05 ?? y, spread?.p95 ?? y]);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const xs = [...new Set(all.map(({ x }) => x))];
  const banded = all.filter(({ spread }) => spread !== undefined);
  const titles = { y: title, years };
  return overYears(
    {
      years: xs,
      reach: [low, high],
      width,
      height: HEIGHT,
      left: LEFT,
      right: RIGHT,
      ticks: TICKS,
      theme,
      titles,
      show,
    },
    [
      ...courses.map(({ at }) =>
        Plot.areaY(
          banded.filter(({ course }) => course.at === at),
          {
            x: 'x',
            y1: ({ spread }: Row) => spread!.p05,
            y2: ({ spread }: Row) => spread!.p95,
            fill: series[at]!.colour,
            fillOpacity: 0.14,
          },
        ),
      ),
      Plot.ruleY([0], { stroke: theme.ink, strokeWidth: 1 }),
      Plot.line(all, {
        x: 'x',
        y: 'y',
        z: ({ course }: Row) => course.at,
        stroke: ({ drawn }: Row) => drawn.colour,
        strokeWidth: 2.2,
      }),
      ...courses.map(({ at }) => {
        const own = all.filter(({ course }) => course.at === at);
        return Plot.dot(own, {
          x: 'x',
          y: 'y',
          r: 4.2,
          symbol: series[at]!.symbol,
          fill: at === 0 ? theme.paper : series[at]!.colour,
          stroke: at === 0 ? series[at]!.colour : theme.paper,
          strokeWidth: at === 0 ? 1.8 : 0.8,
          pointerEvents: 'all',
          render: tagged(own, ({ course, point }) => ({
            tip: tip(course, point),
            code: `${at}/${point.x}`,
            value: point.y,
          })),
        });
      }),
    ],
  );
}
