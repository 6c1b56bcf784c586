import { DARK, LIGHT, type Palette } from '../palette';

/** What every chart needs to know about the page that it is drawn on. */
export interface Theme {
  palette: Palette;
  /** Solid colours of bars. */
  gain: string;
  loss: string;
  ink: string;
  quiet: string;
  grid: string;
  /** Borders between coloured shapes. */
  outline: string;
  paper: string;
}

export const lightTheme: Theme = {
  palette: LIGHT,
  gain: '#3f87bf',
  loss: '#dd7f27',
  ink: '#1d2329',
  quiet: '#5d666f',
  grid: '#e4e2dd',
  outline: '#9a968d',
  paper: '#ffffff',
};

export const darkTheme: Theme = {
  palette: DARK,
  gain: '#4f97cb',
  loss: '#cf852f',
  ink: '#e8e6e1',
  quiet: '#a3a9b0',
  grid: '#363b42',
  outline: '#0e1013',
  paper: '#16191d',
};

export const FONT = 'var(--sans)';

/** Room that a label takes, in pixels, at the charts' font size. */
export function labelWidth(labels: string[], most: number): number {
  const longest = labels.reduce((longest, label) => Math.max(longest, label.length), 0);
  return Math.min(most, Math.ceil(longest * 6.6) + 12);
}

/** A label cut to the room there is. */
export function clipped(label: string, room: number): string {
  const most = Math.floor((room - 12) / 5.5);
  return label.length <= most ? label : `${label.slice(0, most - 1).trimEnd()}…`;
}
