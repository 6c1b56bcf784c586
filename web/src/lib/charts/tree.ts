import * as Plot from '@observablehq/plot';
import { tickDecimals } from './axis';
import type { Joint, Row } from '../tree';
import { series } from './series';
import { tagged } from './tag';
import { FONT, clipped, type Theme } from './theme';

export interface TreeOptions {
  rows: Row[];
  joints: Joint[];
  /** Of all rows, as the layout has it. */
  height: number;
  /** Where the tree is cut into clusters. */
  cut: number | null;
  width: number;
  theme: Theme;
  /** The title of the axis. */
  title: string;
  show: (height: number, decimals: number) => string;
  name: (row: Row) => string;
  tip: (joint: Joint) => string;
}

const ROW = 19;
const TOP = 44;
const TICKS = 4;

/** A tree that lies on its side: the farther right two branches join, the farther their rules lie apart. */
export function treeChart(options: TreeOptions): Plot.PlotOptions {
  const { rows, joints, height, cut, width, theme, title, show, name, tip } = options;
  const left = Math.min(190, Math.round(width * 0.36));
  const highest = Math.max(1e-9, ...joints.map((joint) => joint.height));
  const colour = (cluster: number | null) =>
    cluster === null ? theme.quiet : series(cluster % 6, theme).colour;
  const arms = joints.flatMap((joint) =>
    joint.ends.map((end) => ({ joint, y: end.y, from: end.height, to: joint.height })),
  );
  type Arm = (typeof arms)[number];
  return {
    width,
    height: TOP + height * ROW + 6,
    marginTop: TOP,
    marginBottom: 6,
    marginLeft: left,
    marginRight: 14,
    style: { fontFamily: FONT, fontSize: '12px', color: theme.ink, overflow: 'visible' },
    x: { domain: [0, highest * 1.02] },
    y: { domain: [-0.5, height - 0.5], reverse: true, axis: null },
    color: { type: 'identity' },
    marks: [
      Plot.gridX({ stroke: theme.grid, strokeOpacity: 1, ticks: TICKS }),
      Plot.axisX({
        anchor: 'top',
        ticks: TICKS,
        tickSize: 0,
        label: title,
        labelArrow: 'none',
        labelAnchor: 'left',
        color: theme.quiet,
        tickFormat: (tick: number) => show(tick, tickDecimals(0, highest, TICKS)),
      }),
      ...(cut === null ? [] : [Plot.ruleX([cut], { stroke: theme.quiet, strokeDasharray: '3 3' })]),
      Plot.ruleY(arms, {
        x1: 'from',
        x2: 'to',
        y: 'y',
        stroke: ({ joint }: Arm) => colour(joint.cluster),
        strokeWidth: 1.6,
      }),
      Plot.ruleX(joints, {
        x: 'height',
        y1: ({ ends }: Joint) => ends[0].y,
        y2: ({ ends }: Joint) => ends[1].y,
        stroke: ({ cluster }: Joint) => colour(cluster),
        strokeWidth: 1.6,
      }),
      Plot.dot(joints, {
        x: 'height',
        y: ({ ends }: Joint) => (ends[0].y + ends[1].y) / 2,
        r: 3.2,
        fill: ({ cluster }: Joint) => colour(cluster),
        stroke: theme.paper,
        strokeWidth: 0.8,
        pointerEvents: 'all',
        render: tagged(joints, (joint) => ({
          tip: tip(joint),
          code: `joint/${joint.merger}`,
          value: joint.height,
        })),
      }),
      Plot.text(rows, {
        x: 0,
        y: 'y',
        dx: -8,
        text: (row: Row) => clipped(name(row), left),
        textAnchor: 'end',
        fill: ({ cluster }: Row) => colour(cluster),
        fontWeight: 600,
      }),
    ],
  };
}
