/**
 * Colours of changes: orange for losses, blue for gains, neutral around zero. Safe for the common kinds of colour
 * blindness; lightness alone orders each side, so it survives a black-and-white printer but for the sign.
 */
export interface Palette {
  losses: string[];
  neutral: string;
  gains: string[];
  /** The first losses and gains where there is no other side, and so no need for a neutral band between. */
  faint: { loss: string; gain: string };
  /** Hatching of what has no data of its own. */
  missing: string;
}

export const LIGHT: Palette = {
  losses: ['#fbdcb4', '#f4b26a', '#dd7f27', '#9f4a0a'],
  neutral: '#f0efec',
  gains: ['#c9dff0', '#8bbbdd', '#3f87bf', '#114d84'],
  faint: { loss: '#fdf0de', gain: '#e6eff7' },
  missing: '#dbd8d1',
};

export const DARK: Palette = {
  losses: ['#5a4330', '#93602c', '#cf852f', '#f8b868'],
  neutral: '#33373d',
  gains: ['#2c4459', '#35688f', '#4f97cb', '#9dd0f5'],
  faint: { loss: '#3d342b', gain: '#27313b' },
  missing: '#41464d',
};

/** The same with its sides changed, for what costs: more is drawn as losses are. */
export function ofCosts({ losses, gains, faint, ...rest }: Palette): Palette {
  return { ...rest, losses: gains, gains: losses, faint: { loss: faint.gain, gain: faint.loss } };
}

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

/** No colours: of a chart that is drawn before its values are known. */
export const NO_BANDS: Bands = { bands: [], colourOf: () => 'none' };

/**
 * Bands that suit these values: four round limits on both sides of zero, so chosen that the values spread over as many
 * bands as they can and a few extremes do not wash out the rest. A side that no value lies on has no bands.
 */
export function bandsFor(values: Iterable<number | null>, palette: Palette): Bands {
  const known = [...values].filter((value): value is number => value !== null && Number.isFinite(value));
  const limits = limitsFor(known);
  const first = limits[0]!;
  const [gains, losses] = [known.some((value) => value > 0), known.some((value) => value < 0)];
  const side = limits.map((low, at) => ({ low, high: limits[at + 1] ?? Infinity }));
  const bands = [
    ...side
      .map(({ low, high }, at) => ({ low: -high, high: -low, colour: palette.losses[at]! }))
      .reverse()
      .filter(() => known.some((value) => value < -first)),
    gains && losses
      ? { low: -first, high: first, colour: palette.neutral }
      : gains
        ? { low: 0, high: first, colour: palette.faint.gain }
        : losses
          ? { low: -first, high: 0, colour: palette.faint.loss }
          : { low: -Infinity, high: Infinity, colour: palette.neutral },
    ...side
      .map((band, at) => ({ ...band, colour: palette.gains[at]! }))
      .filter(() => known.some((value) => value >= first)),
  ];
  const colourOf = (value: number | null | undefined) => {
    if (value === null || value === undefined || !Number.isFinite(value)) return palette.missing;
    if (value === 0) return palette.neutral;
    return (bands.find(({ high }) => value < high) ?? bands.at(-1)!).colour;
  };
  return { bands, colourOf };
}

/** Five bands of the same size from zero up, the last open, for amounts that are never below zero and have a known end. */
export function evenBands(values: Iterable<number>, palette: Palette): Bands {
  const sorted = [...values].sort((a, b) => a - b);
  const most = sorted[Math.floor((sorted.length - 1) * 0.95)] ?? 0;
  const colours = [palette.faint.gain, ...palette.gains];
  let rung = rungBelow((most || 1) / colours.length);
  if (rungValue(rung) * colours.length < most) rung += 1;
  const limit = (at: number) => Number((at * rungValue(rung)).toPrecision(2));
  const bands = colours.map((colour, at) => ({
    low: limit(at),
    high: at === colours.length - 1 ? Infinity : limit(at + 1),
    colour,
  }));
  const colourOf = (value: number | null | undefined) => {
    if (value === null || value === undefined || !Number.isFinite(value)) return palette.missing;
    return value === 0 ? palette.neutral : bands.find(({ high }) => value < high)!.colour;
  };
  return { bands, colourOf };
}

const STEPS = [1, 2, 5];
/** How much more evenly values must spread over multiples: the ladder tells large changes from very large ones. */
const PREFERENCE = 0.15;
/** The largest share of values that may lie in the outermost band, or bands where there are gains and losses. */
const OUTERMOST = { one: 0.2, two: 0.15 };

/** Four rising limits: neighbours on the ladder 1, 2, 5, 10, 20, ..., or multiples of one of its rungs. */
function limitsFor(values: number[]): number[] {
  const sizes = values.map(Math.abs).filter((size) => size > 0);
  const top = rungBelow(sizes.reduce((most, size) => Math.max(most, size), 0) || 1);
  let best = { limits: [3, 2, 1, 0].map((below) => rungValue(top - below)), spread: -1 };
  // Nine rungs are three powers of ten: less than a thousandth of the largest change is no reason for a colour.
  for (let rung = top; rung > top - 9; rung -= 1) {
    const ladder = [3, 2, 1, 0].map((below) => rungValue(rung - below));
    const multiples = [1, 2, 3, 4].map((times) => Number((times * rungValue(rung)).toPrecision(1)));
    const candidates = [{ limits: ladder, spread: evenness(values, ladder) }];
    if (multiples[3]! <= rungValue(top + 1))
      candidates.push({ limits: multiples, spread: evenness(values, multiples) - PREFERENCE });
    for (const candidate of candidates) if (candidate.spread > best.spread + 1e-9) best = candidate;
  }
  return best.limits;
}

/**
 * How evenly values spread over the bands between limits: the entropy of the shares of the bands; nothing at all where
 * too many lie in the outermost, whose colour says no more than that a change is large.
 */
function evenness(values: number[], limits: number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) {
    const band = Math.sign(value) * limits.filter((limit) => Math.abs(value) >= limit).length;
    counts.set(band, (counts.get(band) ?? 0) + 1);
  }
  const [high, low] = [counts.get(limits.length) ?? 0, counts.get(-limits.length) ?? 0];
  const most = high > 0 && low > 0 ? OUTERMOST.two : OUTERMOST.one;
  if (high + low > Math.max(2, most * values.length)) return -1;
  return [...counts.values()].reduce((sum, count) => {
    const share = count / values.length;
    return sum - share * Math.log(share);
  }, 0);
}

/** The highest rung that is not above a size. */
function rungBelow(size: number): number {
  let rung = Math.floor(Math.log10(size)) * STEPS.length;
  while (rungValue(rung + 1) <= size) rung += 1;
  return rung;
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
