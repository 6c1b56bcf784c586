import * as Plot from '@observablehq/plot';
import { INDICES, moment, type IndexName, type IndexOn, type Piled } from '../timeline';
import { fitting } from './curves';
import { overYears } from './overYears';
import { series } from './series';
import { tagged } from './tag';
import { FONT, type Theme } from './theme';

interface Frame {
  /** Years on the axis; each stands for its last day. */
  years: number[];
  width: number;
  theme: Theme;
}

export interface IndexOptions extends Frame {
  index: IndexOn[];
  /** What a scenario makes of the index on a day. */
  changed?: IndexOn;
  /** Titles of the axes. */
  title: string;
  axis: string;
  show: (value: number, decimals: number) => string;
  tip: (index: IndexName, on: IndexOn) => string;
}

const HEIGHT = 300;
const LEFT = 52;
const RIGHT = 16;
const TICKS = 5;
/** Distance between two starts of a pile. */
const STEP = 8;

/** How the index of a name is drawn; the first in the colour of the first scenario that is compared. */
export const indexColour = (name: IndexName, theme: Theme) => series(INDICES.indexOf(name) + 1, theme).colour;

/** A line for each index over the years, 90 percent of draws as a band, and what a scenario makes of it as a diamond. */
export function indexChart(options: IndexOptions): Plot.PlotOptions {
  const { index, changed, years, width, theme, title, axis, show, tip } = options;
  const all = [...index, ...(changed ? [changed] : [])];
  const highest = Math.max(0, ...all.flatMap((on) => INDICES.map((of) => on[of].range?.[1] ?? on[of].value)));
  const x = (on: IndexOn) => moment(on.date);
  const marks = INDICES.flatMap((of): Plot.Markish[] => {
    const colour = indexColour(of, theme);
    const banded = index.filter((on) => on[of].range !== undefined);
    const mark = (rows: IndexOn[], prefix: string) =>
      tagged(rows, (on) => ({ tip: tip(of, on), code: `${prefix}${of}/${on.date}`, value: on[of].value }));
    const scenario = changed ? [changed] : [];
    return [
      Plot.areaY(banded, {
        x,
        y1: (on: IndexOn) => on[of].range![0],
        y2: (on: IndexOn) => on[of].range![1],
        fill: colour,
        fillOpacity: 0.15,
      }),
      Plot.line(index, { x, y: (on: IndexOn) => on[of].value, stroke: colour, strokeWidth: 2.2 }),
      Plot.dot(index, {
        x,
        y: (on: IndexOn) => on[of].value,
        r: 3.6,
        fill: colour,
        stroke: theme.paper,
        strokeWidth: 0.8,
        pointerEvents: 'all',
        render: mark(index, ''),
      }),
      Plot.ruleX(
        scenario.filter((on) => on[of].range !== undefined),
        {
          x,
          y1: (on: IndexOn) => on[of].range![0],
          y2: (on: IndexOn) => on[of].range![1],
          stroke: colour,
          strokeWidth: 1.4,
        },
      ),
      Plot.dot(scenario, {
        x,
        y: (on: IndexOn) => on[of].value,
        r: 6,
        symbol: 'diamond',
        fill: theme.paper,
        stroke: colour,
        strokeWidth: 2,
        pointerEvents: 'all',
        render: mark(scenario, 'scenario/'),
      }),
    ];
  });
  return overYears(
    {
      years,
      reach: [0, highest],
      width,
      height: HEIGHT,
      left: LEFT,
      right: RIGHT,
      ticks: TICKS,
      theme,
      titles: { y: title, years: axis },
      show,
    },
    [Plot.ruleY([0], { stroke: theme.ink, strokeWidth: 1 }), ...marks],
  );
}

export interface StartsOptions extends Frame {
  piles: Piled[];
  tip: (pile: Piled) => string;
}

/** Measures that begin to apply, one dot each, piled up by quarter under the years of the index. */
export function startsChart({ piles, years, width, theme, tip }: StartsOptions): Plot.PlotOptions {
  const most = Math.max(1, ...piles.map(({ level }) => level + 1));
  const colour = series(3, theme).colour;
  return {
    width,
    height: most * STEP + 34,
    marginTop: 8,
    marginBottom: 26,
    marginLeft: LEFT,
    marginRight: RIGHT,
    style: { fontFamily: FONT, fontSize: '12px', color: theme.ink, overflow: 'visible' },
    x: { domain: [years[0] ?? 0, years.at(-1) ?? 1] },
    y: { domain: [-0.5, most - 0.5], axis: null },
    marks: [
      Plot.ruleY([-0.5], { stroke: theme.quiet }),
      Plot.axisX(fitting(years, width - LEFT - RIGHT), {
        tickSize: 4,
        label: null,
        color: theme.quiet,
        tickFormat: (year: number) => String(year),
      }),
      Plot.dot(piles, {
        x: 'x',
        y: 'level',
        r: Math.min(3, ((width - LEFT - RIGHT) / Math.max(1, years.length - 1) / 4 - 1) / 2),
        fill: colour,
        pointerEvents: 'all',
        render: tagged(piles, (pile) => ({
          tip: tip(pile),
          code: `${pile.start.id}/${pile.start.date}`,
          value: pile.level,
        })),
      }),
    ],
  };
}
