/**
 * Colours of changes: orange for losses, blue for gains, neutral around zero. Safe for the common kinds of colour
 * blindness; lightness alone orders each side, so it survives a black-and-white printer but for the sign.
 */
export interface Palette {
  losses: string[];
  neutral: string;
  gains: string[];
  /** No data of its own. */
  missing: string;
}

export const LIGHT: Palette = {
  losses: ['#fbdcb4', '#f4b26a', '#dd7f27', '#9f4a0a'],
  neutral: '#f0efec',
  gains: ['#c9dff0', '#8bbbdd', '#3f87bf', '#114d84'],
  missing: '#e3e1dc',
};

export const DARK: Palette = {
  losses: ['#5a4330', '#93602c', '#cf852f', '#f8b868'],
  neutral: '#33373d',
  gains: ['#2c4459', '#35688f', '#4f97cb', '#9dd0f5'],
  missing: '#26292e',
};

/** A band of values that share a colour: from `low` (included) to `high`. */
export interface Band {
  low: number;
  high: number;
  colour: string;
}

/** Bands from the lowest to the highest, the first and last open. */
export interface Bands {
  bands: Band[];
  colourOf: (value: number | null | undefined) => string;
}

const STEPS = [1, 2, 5];

/**
 * Bands that suit these values: limits from the ladder 1, 2, 5, 10, 20, ... on both sides of zero, the outermost near
 * the ninetieth percentile in size, so that a few extremes do not wash out the rest. A side that no value lies on has
 * no bands.
 */
export function bandsFor(values: Iterable<number | null>, palette: Palette): Bands {
  const known = [...values].filter((value): value is number => value !== null && Number.isFinite(value));
  const limits = ladder(known.map(Math.abs));
  const colours = [...palette.losses].reverse().concat(palette.neutral, palette.gains);
  const edges = [-Infinity, ...limits.map((limit) => -limit).reverse(), ...limits, Infinity];
  const all = colours.map((colour, at) => ({ low: edges[at]!, high: edges[at + 1]!, colour }));
  const first = limits[0]!;
  const hasLosses = known.some((value) => value < -first);
  const hasGains = known.some((value) => value >= first);
  const bands = all.filter(({ low, high }) => (low >= first ? hasGains : high <= -first ? hasLosses : true));
  return {
    bands,
    colourOf: (value) =>
      value === null || value === undefined || !Number.isFinite(value)
        ? palette.missing
        : (all.find(({ low, high }) => value < high || (value === low && high === Infinity)) ?? all.at(-1)!)
            .colour,
  };
}

/** Four rising limits, each a power of ten times 1, 2 or 5. */
function ladder(sizes: number[]): number[] {
  const sorted = sizes.filter((size) => size > 0).sort((a, b) => a - b);
  const top = sorted[Math.floor(sorted.length * 0.9)] ?? sorted.at(-1) ?? 1;
  let rung = Math.floor(Math.log10(top)) * STEPS.length;
  while (rungValue(rung + 1) <= top) rung += 1;
  return [3, 2, 1, 0].map((below) => rungValue(rung - below));
}

function rungValue(rung: number): number {
  const decade = Math.floor(rung / STEPS.length);
  const step = STEPS[rung - decade * STEPS.length]!;
  return decade < 0 ? step / 10 ** -decade : step * 10 ** decade;
}

/** Black or white, whichever reads better on a colour such as `#8bbbdd`. */
export function inkOn(colour: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255) as [
    number,
    number,
    number,
  ];
  return 0.2126 * red ** 2.2 + 0.7152 * green ** 2.2 + 0.0722 * blue ** 2.2 > 0.3 ? '#1a1a1a' : '#ffffff';
}
