import * as Plot from '@observablehq/plot';
import { geoCentroid } from 'd3-geo';
import { SHAPES, VIEWS, areaOf, placeOf, shapeOf, type Shape, type View } from '../geography';
import type { Bands } from '../palette';
import type { Valued } from '../rows';
import { HATCH, hatch } from './hatch';
import { tagged } from './tag';
import type { Theme } from './theme';

export interface MapOptions<Row extends Valued> {
  rows: Row[];
  bands: Bands;
  view: View;
  width: number;
  theme: Theme;
  tip: (row: Row) => string;
}

/** Economies in the colour of their value; a dot stands for those whose shape is too small to see or not there. */
export function mapChart<Row extends Valued>({
  rows,
  bands,
  view,
  width,
  theme,
  tip,
}: MapOptions<Row>): Plot.PlotOptions {
  const height = Math.round(width * (view === 'world' ? 0.475 : 0.66));
  const drawn = rows.flatMap((row) => {
    const shape = shapeOf(row.code);
    return shape ? [{ row, shape }] : [];
  });
  const own = new Set(drawn.map(({ shape }) => shape));
  const dots = rows.flatMap((row) => {
    const shape = shapeOf(row.code);
    const place =
      shape === undefined ? placeOf(row.code) : isTiny(shape, view, width) ? geoCentroid(shape) : undefined;
    return place ? [{ row, place }] : [];
  });
  const describe = ({ row }: { row: Row }) => ({ tip: tip(row), code: row.code, value: row.value });
  return {
    width,
    height,
    margin: 2,
    projection: projectionOf(view),
    marks: [
      hatch(theme.palette.missing),
      Plot.geo(
        SHAPES.filter((shape) => !own.has(shape)),
        { fill: `url(#${HATCH})`, stroke: theme.palette.missing, strokeWidth: 0.6 },
      ),
      Plot.geo(drawn, {
        geometry: 'shape',
        fill: ({ row }: { row: Row }) => bands.colourOf(row.value),
        stroke: theme.outline,
        strokeWidth: 0.5,
        render: tagged(drawn, describe),
      }),
      Plot.dot(dots, {
        x: ({ place }: { place: [number, number] }) => place[0],
        y: ({ place }: { place: [number, number] }) => place[1],
        r: width < 600 ? 2.8 : 4.2,
        fill: ({ row }: { row: Row }) => bands.colourOf(row.value),
        stroke: theme.ink,
        strokeWidth: width < 600 ? 0.6 : 0.8,
        render: tagged(dots, describe),
      }),
    ],
    color: { type: 'identity' },
  };
}

/** Whether a shape would cover only a few pixels. */
function isTiny(shape: Shape, view: View, width: number): boolean {
  const zoom = view === 'world' ? 1 : view === 'europe' ? 60 : 6;
  return areaOf(shape) * zoom * width * width * 0.42 < (width < 600 ? 6 : 16);
}

function projectionOf(view: View): Plot.ProjectionOptions {
  // Turning the globe a little keeps the far east of Russia in one piece.
  if (view === 'world')
    return { type: 'equal-earth', rotate: [-11, 0], domain: { type: 'FeatureCollection', features: SHAPES } };
  const [west, south, east, north] = VIEWS[view];
  const middle = (west + east) / 2;
  const corners = [west, middle, east].flatMap((x) => [south, north].map((y) => [x, y]));
  return {
    type: 'azimuthal-equal-area',
    rotate: [-middle, -(south + north) / 2],
    domain: { type: 'MultiPoint', coordinates: corners },
  };
}
