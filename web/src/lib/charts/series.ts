import type { SymbolType } from '@observablehq/plot';
import { darkTheme, type Theme } from './theme';

/** How a scenario is drawn: colour and shape both tell it apart, and its sign stands in the legend. */
export interface Series {
  colour: string;
  symbol: SymbolType;
  sign: string;
}

const SHAPES: [SymbolType, string][] = [
  ['circle', '○'],
  ['square', '■'],
  ['triangle', '▲'],
  ['diamond', '◆'],
  ['star', '★'],
  ['cross', '✚'],
];
const LIGHT = ['#2470ad', '#b8520f', '#2b7d61', '#86469e', '#8a6a00'];
const DARK = ['#6cb2e8', '#e8934f', '#62c4a3', '#c995e0', '#dcb94f'];

/** The first scenario in ink, the others in colours; beyond six they repeat in other shapes. */
export function series(at: number, theme: Theme): Series {
  const colours = theme === darkTheme ? DARK : LIGHT;
  const [symbol, sign] = SHAPES[at % SHAPES.length]!;
  return { symbol, sign, colour: at === 0 ? theme.ink : colours[(at - 1) % colours.length]! };
}
