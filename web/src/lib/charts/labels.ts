import * as Plot from '@observablehq/plot';
import { FONT, clipped, labelWidth, type Theme } from './theme';

/** Width of the labels of a matrix. They are a drawing of their own, so that they stay when the matrix scrolls. */
export const LABELS = 132;
/** Width beyond which names are cut. */
const MOST = 210;

export interface RowLabel {
  name: string;
  /** Middle of the row, in pixels from the top. */
  y: number;
  bold?: boolean;
}

/** Width of labels that differ at their ends, as those of income groups do in French. */
export function widthOf(rows: { name: string }[]): number {
  return Math.max(
    LABELS,
    labelWidth(
      rows.map(({ name }) => name),
      MOST,
    ),
  );
}

/** Names of a matrix's rows, to stand at its left. */
export function rowLabels(
  rows: RowLabel[],
  height: number,
  theme: Theme,
  width: number = LABELS,
): Plot.PlotOptions {
  const label = (part: RowLabel[], fontWeight: number) =>
    Plot.text(part, {
      x: width,
      y: 'y',
      dx: -8,
      text: (row: RowLabel) => clipped(row.name, width),
      textAnchor: 'end',
      fill: theme.ink,
      fontWeight,
    });
  return {
    width,
    height,
    margin: 0,
    style: { fontFamily: FONT, fontSize: '11.5px' },
    x: { domain: [0, width], range: [0, width], axis: null },
    y: { domain: [0, height], range: [0, height], axis: null },
    marks: [
      label(
        rows.filter((row) => row.bold),
        700,
      ),
      label(
        rows.filter((row) => !row.bold),
        400,
      ),
    ],
  };
}
