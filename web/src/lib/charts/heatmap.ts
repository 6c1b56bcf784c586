import * as Plot from '@observablehq/plot';
import type { Bands } from '../palette';
import type { SectorCell } from '../rows';
import type { RowLabel } from './labels';
import { tagged } from './tag';
import { FONT, clipped, type Theme } from './theme';

export interface HeatmapOptions {
  cells: SectorCell[];
  layout: HeatmapLayout;
  bands: Bands;
  width: number;
  theme: Theme;
  tip: (cell: SectorCell) => string;
}

/** What stands where: rows from top to bottom, the first set apart from the rest, and columns from left to right. */
export interface HeatmapLayout {
  rows: { position: number; code: string; name: string }[];
  /** Sectors; those of a group stand together under its heading. */
  columns: { position: number; code: string; name: string; group: string }[];
  rowHeight: number;
}

/** Room above the cells for the sectors' names and the groups' headings. */
const HEAD = 192;
const NAMES = 150;
const GAP = 10;

/** Width below which the cells could no longer be told apart; the box around the chart scrolls instead. */
export function heatmapWidth({ columns }: HeatmapLayout): number {
  return columns.length * 15 + (groupsOf(columns).length - 1) * GAP;
}

export function heatmapHeight({ rows, rowHeight }: HeatmapLayout): number {
  return HEAD + rows.length * rowHeight + GAP;
}

export function heatmapLabels(layout: HeatmapLayout): RowLabel[] {
  return layout.rows.map(({ name }, at) => ({
    name,
    y: HEAD + rowTop(layout, at) + layout.rowHeight / 2,
    bold: at === 0,
  }));
}

/** A coloured cell for each economy and sector; the names of the economies are drawn apart. */
export function heatmapChart({ cells, layout, bands, width, theme, tip }: HeatmapOptions): Plot.PlotOptions {
  const { rows, columns, rowHeight } = layout;
  const groups = groupsOf(columns);
  const cell = (width - (groups.length - 1) * GAP) / columns.length;
  const left = new Map(
    columns.map(({ position, group }, at) => [position, at * cell + groups.indexOf(group) * GAP]),
  );
  const top = new Map(rows.map(({ position }, at) => [position, HEAD + rowTop(layout, at)]));
  const x = (sector: number) => left.get(sector) ?? 0;
  const y = (economy: number) => top.get(economy) ?? 0;
  const height = heatmapHeight(layout);
  const economies = new Map(rows.map((row) => [row.position, row.code]));
  const sectors = new Map(columns.map((column) => [column.position, column.code]));
  const headings = headingsOf(columns, x, cell);
  return {
    width,
    height,
    margin: 0,
    style: { fontFamily: FONT, fontSize: '11.5px', color: theme.ink, overflow: 'visible' },
    x: { domain: [0, width], range: [0, width], axis: null },
    y: { domain: [0, height], range: [0, height], axis: null },
    color: { type: 'identity' },
    marks: [
      Plot.rect(cells, {
        x1: (row: SectorCell) => x(row.sector),
        x2: (row: SectorCell) => x(row.sector) + cell,
        y1: (row: SectorCell) => y(row.economy),
        y2: (row: SectorCell) => y(row.economy) + rowHeight,
        fill: (row: SectorCell) => (row.value === null ? theme.paper : bands.colourOf(row.value)),
        inset: 0.5,
        render: tagged(cells, (row) => ({
          tip: tip(row),
          code: `${economies.get(row.economy)}/${sectors.get(row.sector)}`,
          value: row.value,
        })),
      }),
      Plot.text(columns, {
        x: (column: { position: number }) => x(column.position) + cell / 2,
        y: HEAD - 7,
        text: (column: { name: string }) => clipped(column.name, NAMES),
        rotate: -90,
        textAnchor: 'start',
        fill: theme.ink,
      }),
      Plot.ruleY(headings, {
        x1: 'start',
        x2: 'end',
        y: HEAD - NAMES - 10,
        stroke: theme.quiet,
        insetRight: 1,
      }),
      ...[true, false].map((fits) =>
        Plot.text(
          headings.filter((heading) => heading.fits === fits),
          {
            x: fits ? 'start' : 'end',
            y: HEAD - NAMES - (fits ? 19 : 33),
            text: 'group',
            textAnchor: fits ? 'start' : 'end',
            fill: theme.quiet,
            fontWeight: 600,
          },
        ),
      ),
    ],
  };
}

function rowTop({ rowHeight }: HeatmapLayout, at: number): number {
  return at * rowHeight + (at > 0 ? GAP : 0);
}

function groupsOf(columns: HeatmapLayout['columns']): string[] {
  return [...new Set(columns.map((column) => column.group))];
}

/** Headings of the groups; one that is wider than its group does not fit: it stands one line higher and ends with it. */
function headingsOf(columns: HeatmapLayout['columns'], x: (sector: number) => number, cell: number) {
  return groupsOf(columns).map((group) => {
    const own = columns.filter((column) => column.group === group);
    const [start, end] = [x(own[0]!.position), x(own.at(-1)!.position) + cell];
    return { group, start, end, fits: group.length * 6.2 < end - start + GAP };
  });
}
