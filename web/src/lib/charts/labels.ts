import * as Plot from '@observablehq/plot';
import { FONT, clipped, type Theme } from './theme';

/** Width of the labels of a matrix. They are a drawing of their own, so that they stay when the matrix scrolls. */
export const LABELS = 132;

export interface RowLabel {
  name: string;
  /** Middle of the row, in pixels from the top. */
  y: number;
  bold?: boolean;
}

/** Names of a matrix's rows, to stand at its left. */
export function rowLabels(rows: RowLabel[], height: number, theme: Theme): Plot.PlotOptions {
  const label = (part: RowLabel[], fontWeight: number) =>
    Plot.text(part, {
      x: LABELS,
      y: 'y',
      dx: -8,
      text: (row: RowLabel) => clipped(row.name, LABELS),
      textAnchor: 'end',
      fill: theme.ink,
      fontWeight,
    });
  return {
    width: LABELS,
    height,
    margin: 0,
    style: { fontFamily: FONT, fontSize: '11.5px' },
    x: { domain: [0, LABELS], range: [0, LABELS], axis: null },
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
