import * as Plot from '@observablehq/plot';
import type { Bands } from '../palette';
import type { SectorCell } from '../rows';
import { tagged } from './tag';
import { FONT, clipped, type Theme } from './theme';

export interface HeatmapOptions {
  cells: SectorCell[];
  /** Labels of the rows from top to bottom: the first is the world, set apart from the rest. */
  rows: { position: number; code: string; name: string }[];
  /** Sectors from left to right; those of a group stand together under its heading. */
  columns: { position: number; code: string; name: string; group: string }[];
  bands: Bands;
  width: number;
  theme: Theme;
  tip: (cell: SectorCell) => string;
}

const GAP = 10;
const ROW = 17;
const HEAD = 168;
const LABELS = 128;

/** Width below which the cells could no longer be told apart; the box around the chart scrolls instead. */
export function heatmapWidth(columns: number, groups: number): number {
  return LABELS + columns * 15 + (groups - 1) * GAP;
}

/** A coloured cell for each economy and sector. */
export function heatmapChart(options: HeatmapOptions): Plot.PlotOptions {
  const { cells, rows, columns, bands, width, theme, tip } = options;
  const groups = [...new Set(columns.map((column) => column.group))];
  const cell = (width - LABELS - (groups.length - 1) * GAP) / columns.length;
  const left = new Map(
    columns.map(({ position, group }, at) => [position, at * cell + groups.indexOf(group) * GAP]),
  );
  const top = new Map(rows.map(({ position }, at) => [position, at * ROW + (at > 0 ? GAP : 0)]));
  const x = (sector: number) => left.get(sector) ?? 0;
  const y = (economy: number) => top.get(economy) ?? 0;
  const height = rows.length * ROW + GAP;
  const codeOf = new Map(rows.map((row) => [row.position, row.code]));
  const sectorOf = new Map(columns.map((column) => [column.position, column.code]));
  const headings = groups.map((group) => {
    const own = columns.filter((column) => column.group === group);
    return { group, start: x(own[0]!.position), end: x(own.at(-1)!.position) + cell };
  });
  return {
    width,
    height: height + HEAD,
    marginLeft: LABELS,
    marginTop: HEAD,
    marginRight: 0,
    marginBottom: 0,
    style: { fontFamily: FONT, fontSize: '11.5px', color: theme.ink, overflow: 'visible' },
    x: { domain: [0, width - LABELS], axis: null },
    y: { domain: [0, height], range: [HEAD, HEAD + height], axis: null },
    color: { type: 'identity' },
    marks: [
      Plot.rect(cells, {
        x1: (row: SectorCell) => x(row.sector),
        x2: (row: SectorCell) => x(row.sector) + cell,
        y1: (row: SectorCell) => y(row.economy),
        y2: (row: SectorCell) => y(row.economy) + ROW,
        fill: (row: SectorCell) => (row.value === null ? theme.paper : bands.colourOf(row.value)),
        inset: 0.5,
        render: tagged(cells, (row) => ({
          tip: tip(row),
          code: `${codeOf.get(row.economy)}/${sectorOf.get(row.sector)}`,
          value: row.value,
        })),
      }),
      ...[rows.filter((row) => row.position < 0), rows.filter((row) => row.position >= 0)].map((part, at) =>
        Plot.text(part, {
          x: 0,
          y: (row: { position: number }) => y(row.position) + ROW / 2,
          text: (row: { name: string }) => clipped(row.name, LABELS),
          textAnchor: 'end',
          dx: -7,
          fill: theme.ink,
          fontWeight: at === 0 ? 700 : 400,
        }),
      ),
      Plot.text(columns, {
        x: (column: { position: number }) => x(column.position) + cell / 2,
        y: 0,
        text: (column: { name: string }) => clipped(column.name, 150),
        rotate: -90,
        textAnchor: 'start',
        dy: -8,
        fill: theme.ink,
      }),
      Plot.ruleY(headings, {
        x1: 'start',
        x2: 'end',
        y: 0,
        dy: 24 - HEAD,
        stroke: theme.quiet,
        insetRight: 1,
      }),
      Plot.text(
        headings.filter(({ group, start, end }) => group.length * 6 < end - start + GAP),
        {
          x: 'start',
          y: 0,
          dy: 15 - HEAD,
          text: 'group',
          textAnchor: 'start',
          fill: theme.quiet,
          fontWeight: 600,
        },
      ),
    ],
  };
}
