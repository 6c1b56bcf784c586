import * as Plot from '@observablehq/plot';
import type { Named, Pair } from '../apart';
import type { Bands } from '../palette';
import type { RowLabel } from './labels';
import { tagged } from './tag';
import { FONT, type Theme } from './theme';

/** Economies from top to bottom and from left to right; those of a cluster stand together. */
export interface ApartLayout {
  clusters: Named[][];
  rowHeight: number;
}

export interface ApartOptions {
  rows: Pair[];
  layout: ApartLayout;
  /** What colours a cell. */
  value: (row: Pair) => number;
  /** Whether a cell has a dot: part of the difference is recognised. */
  marked: (row: Pair) => boolean;
  bands: Bands;
  width: number;
  theme: Theme;
  tip: (row: Pair) => string;
}

/** Room above the cells for the codes. */
const HEAD = 34;
const GAP = 6;

/** Width below which the cells could no longer be told apart; the box around the chart scrolls instead. */
export function apartWidth({ clusters }: ApartLayout): number {
  return clusters.flat().length * 14 + (clusters.length - 1) * GAP;
}

export function apartHeight({ clusters, rowHeight }: ApartLayout): number {
  return HEAD + clusters.flat().length * rowHeight + (clusters.length - 1) * GAP;
}

export function apartLabels(layout: ApartLayout): RowLabel[] {
  const top = places(layout, layout.rowHeight);
  return layout.clusters
    .flat()
    .map(({ code, name }) => ({ name, y: HEAD + top.get(code)! + layout.rowHeight / 2 }));
}

/** A coloured cell for each pair: sellers in rows, whose names are drawn apart, markets in columns. */
export function apartChart(options: ApartOptions): Plot.PlotOptions {
  const { rows, layout, value, marked, bands, width, theme, tip } = options;
  const { clusters, rowHeight } = layout;
  const economies = clusters.flat();
  const cell = (width - (clusters.length - 1) * GAP) / economies.length;
  const [left, top] = [places(layout, cell), places(layout, rowHeight)];
  const x = (row: Pair) => left.get(row.destination.code)!;
  const y = (row: Pair) => HEAD + top.get(row.origin.code)!;
  const height = apartHeight(layout);
  const dots = rows.filter(marked);
  return {
    width,
    height,
    margin: 0,
    style: { fontFamily: FONT, fontSize: '10px', color: theme.ink, overflow: 'visible' },
    x: { domain: [0, width], range: [0, width], axis: null },
    y: { domain: [0, height], range: [0, height], axis: null },
    color: { type: 'identity' },
    marks: [
      Plot.rect(rows, {
        x1: x,
        x2: (row: Pair) => x(row) + cell,
        y1: y,
        y2: (row: Pair) => y(row) + rowHeight,
        inset: 0.4,
        fill: (row: Pair) => bands.colourOf(value(row)),
        render: tagged(rows, (row) => ({
          tip: tip(row),
          code: `${row.origin.code}>${row.destination.code}`,
          value: value(row),
        })),
      }),
      Plot.dot(dots, {
        x: (row: Pair) => x(row) + cell / 2,
        y: (row: Pair) => y(row) + rowHeight / 2,
        r: Math.min(2.1, cell / 6),
        fill: theme.ink,
        stroke: theme.paper,
        strokeWidth: 0.7,
        pointerEvents: 'none',
      }),
      Plot.text(economies, {
        x: ({ code }: Named) => left.get(code)! + cell / 2,
        y: HEAD - 5,
        text: 'code',
        rotate: -90,
        textAnchor: 'start',
        fill: theme.ink,
      }),
    ],
  };
}

/** Where each economy's cells begin, for cells of a size. */
function places({ clusters }: ApartLayout, size: number): Map<string, number> {
  const places = new Map<string, number>();
  clusters.forEach((cluster, number) =>
    cluster.forEach(({ code }) => places.set(code, places.size * size + number * GAP)),
  );
  return places;
}
