import * as Plot from '@observablehq/plot';
import type { Ensemble, Estimate } from '../results';
import { tagged } from './tag';
import { FONT, clipped, labelWidth, type Theme } from './theme';

type Driver = Ensemble['drivers'][number];

export interface DriversOptions {
  rows: Driver[];
  width: number;
  theme: Theme;
  /** A share as it stands at the end of its bars. */
  figure: (share: number) => string;
  tip: (row: Driver) => string;
}

const ROW = 44;
const NUMBERS = 48;

/** Parameters in their order, two bars each from zero to one, with their intervals as lines. */
export function driversChart({ rows, width, theme, figure, tip }: DriversOptions): Plot.PlotOptions {
  const left = labelWidth(
    rows.map((row) => row.name),
    width < 500 ? 150 : 230,
  );
  const sides = [
    { key: 'first', top: 7, bottom: 24, fill: theme.gain, opacity: 1 },
    { key: 'total', top: 23, bottom: 8, fill: theme.gain, opacity: 0.45 },
  ] as const;
  const marks = sides.flatMap(({ key, top, bottom, fill, opacity }) => {
    const at = (part: 0 | 1 | 2) => (row: Driver) => (row[key] satisfies Estimate)[part];
    const middle = (top + (ROW - bottom)) / 2 - ROW / 2;
    return [
      Plot.barX(rows, {
        x1: 0,
        x2: at(0),
        y: 'name',
        insetTop: top,
        insetBottom: bottom,
        fill,
        fillOpacity: opacity,
        render: tagged(rows, (row) => ({
          tip: tip(row),
          code: `${row.name}/${key}`,
          value: row[key][0],
        })),
      }),
      Plot.link(rows, {
        x1: at(1),
        x2: at(2),
        y1: 'name',
        y2: 'name',
        dy: middle,
        stroke: theme.ink,
        strokeWidth: 1.5,
      }),
      Plot.text(rows, {
        frameAnchor: 'right',
        y: 'name',
        dx: NUMBERS - 4,
        dy: middle,
        text: (row: Driver) => figure(row[key][0]),
        textAnchor: 'end',
        fill: key === 'first' ? theme.ink : theme.quiet,
      }),
    ];
  });
  return {
    width,
    height: rows.length * ROW + 34,
    marginLeft: left,
    marginRight: NUMBERS,
    marginTop: 30,
    marginBottom: 4,
    style: { fontFamily: FONT, fontSize: '12px', color: theme.ink },
    x: { domain: [0, 1] },
    y: { domain: rows.map((row) => row.name), padding: 0 },
    marks: [
      Plot.gridX({ stroke: theme.grid, strokeOpacity: 1, ticks: 4 }),
      Plot.axisX({
        anchor: 'top',
        ticks: 4,
        tickSize: 0,
        label: null,
        color: theme.quiet,
        tickFormat: (tick: number) => `${Math.round(tick * 100)}%`,
      }),
      Plot.axisY({ tickSize: 0, label: null, tickFormat: (name: string) => clipped(name, left - 16) }),
      ...marks,
      Plot.ruleX([0], { stroke: theme.ink, strokeWidth: 1 }),
    ],
  };
}
