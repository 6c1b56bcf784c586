/** Numbers as people read them. */

const MINUS = '\u2212';

let locale = 'en-GB';
/** Written after a number in percent: English sets it close, French and Spanish apart. */
let percentSign = '%';
/** How numbers are written, by decimals: finding out anew for each number takes most of the time of a page that follows a slider. */
const writers = new Map<number, Intl.NumberFormat>();

/** Whose way of writing numbers is used: a tag such as `fr`. */
export function writeNumbersAs(tag: string): void {
  locale = tag;
  percentSign = isEnglish() ? '%' : '\u00a0%';
  writers.clear();
}

function isEnglish(): boolean {
  return locale.startsWith('en');
}

function writer(decimals: number): Intl.NumberFormat {
  const known = writers.get(decimals);
  if (known) return known;
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const made = new Intl.NumberFormat(locale, digits);
  writers.set(decimals, made);
  return made;
}

/** Decimals with which a change of this size is worth reading: two or three digits. */
export function decimalsFor(size: number): number {
  const magnitude = Math.abs(size);
  if (magnitude >= 100) return 0;
  if (magnitude >= 0.995) return 1;
  if (magnitude >= 0.0095 || magnitude === 0) return 2;
  if (magnitude >= 0.00095) return 3;
  return 4;
}

/** A number with fixed decimals, thousands apart, a true minus sign, and never a negative zero. */
export function fixed(value: number, decimals: number): string {
  const text = writer(decimals).format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

/** The same with its sign written out: +0.21, −0.03, 0.00. */
export function signed(value: number, decimals: number): string {
  const text = fixed(value, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A change in percent with its sign: +0.21%. Pass `decimals` where a column must line up. */
export function percent(value: number, decimals = decimalsFor(value)): string {
  return `${signed(value, decimals)}${percentSign}`;
}

/** A number in percent without a sign: 40%. */
export function inPercent(value: number, decimals = 0): string {
  return `${fixed(value, decimals)}${percentSign}`;
}

/** Decimals that suit a whole column: those of its middle value in size. */
export function columnDecimals(values: Iterable<number | null>): number {
  const sizes = [...values].filter((value) => value !== null && value !== 0).map((value) => Math.abs(value!));
  sizes.sort((a, b) => a - b);
  return Math.max(1, Math.min(3, decimalsFor(sizes[Math.floor(sizes.length / 2)] ?? 0)));
}

/** Decimals that show about three digits of a column's middle amount. */
export function amountDecimals(values: Iterable<number>): number {
  const sizes = [...values].filter((value) => value !== 0).map(Math.abs);
  sizes.sort((a, b) => a - b);
  const middle = sizes[Math.floor(sizes.length / 2)] ?? 100;
  return Math.max(0, Math.min(6, 2 - Math.floor(Math.log10(middle))));
}

const SCALES: [string, number][] = [
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
];

/**
 * An amount in a baseline's unit: 12345 in `million USD` is `USD 12.3 billion`. Where the unit does not start with a
 * scale and a currency of three letters, the amount keeps it as it is written.
 */
export function money(value: number, unit: string): string {
  const match = /^(?:(thousand|million|billion|trillion)s?\s+)?([A-Z]{3})$/i.exec(unit.trim());
  if (!match) return `${fixed(value, Math.abs(value) >= 100 ? 0 : 1)} ${unit}`.trim();
  const scale = SCALES.find(([name]) => name === match[1]?.toLowerCase())?.[1] ?? 1;
  const amount = value * scale;
  if (!isEnglish()) return compact(amount, match[2]!.toUpperCase());
  const [name, size] = SCALES.findLast(([, size]) => Math.abs(amount) >= size * 0.9995) ?? ['', 1];
  const shown = threeDigits(amount / size);
  return `${value < 0 && /[1-9]/.test(shown) ? MINUS : ''}${match[2]!.toUpperCase()} ${shown}${name && ` ${name}`}`;
}

/** The words for thousands and millions of other languages are not those of English with other letters. */
function compact(amount: number, currency: string): string {
  // French counts thousands of milliards, although it has a word for them.
  if (locale.startsWith('fr') && Math.abs(amount) >= 1e12) {
    const digits = { maximumSignificantDigits: 3 };
    const size = new Intl.NumberFormat(locale, digits).format(Math.abs(amount) / 1e9);
    return `${amount < 0 ? MINUS : ''}${size} milliards ${currency}`;
  }
  const text = new Intl.NumberFormat(locale, {
    notation: 'compact',
    compactDisplay: 'long',
    minimumSignificantDigits: 3,
    maximumSignificantDigits: 3,
  }).format(Math.abs(amount));
  return `${amount < 0 && /[1-9]/.test(text) ? MINUS : ''}${text} ${currency}`;
}

/** The same with a plus sign where it grows. */
export function signedMoney(value: number, unit: string): string {
  const text = money(value, unit);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

function threeDigits(value: number): string {
  const magnitude = Math.abs(value);
  return fixed(magnitude, magnitude >= 99.95 ? 0 : magnitude >= 9.995 ? 1 : 2);
}

/** Amounts of a range to the nearest hundred, or thousand where they are large: 1,200, 45,000. */
export function rounded(value: number): string {
  const step = Math.abs(value) >= 99_950 ? 1000 : 100;
  return fixed(Math.round(value / step) * step, 0);
}

/** A share of one as percent without a sign: 0.031 is 3.1%. */
export function share(value: number): string {
  const size = value * 100;
  if (size > 0 && size < 0.05) return `<${inPercent(0.1, 1)}`;
  return inPercent(size, size >= 9.95 ? 0 : 1);
}

/** A very small number as a power of ten: 4.2 × 10⁻¹¹. */
export function scientific(value: number): string {
  if (value === 0) return '0';
  const [mantissa, exponent] = value.toExponential(1).split('e') as [string, string];
  const power = [...String(Number(exponent))].map((digit) => SUPERSCRIPT[digit]).join('');
  return mantissa === '1.0' ? `10${power}` : `${mantissa} × 10${power}`;
}

const SUPERSCRIPT: Record<string, string> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
};

/** A time: 8.4 ms, 120 ms, 1.3 s. */
export function duration(milliseconds: number): string {
  if (milliseconds >= 1000) return `${fixed(milliseconds / 1000, 1)} s`;
  return `${fixed(milliseconds, milliseconds < 10 ? 1 : 0)} ms`;
}

/** A day: 24 November 2026. */
export function day(iso: string): string {
  const date = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return iso;
  return date.toLocaleDateString(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** The pieces of a text: every second one stands between back-quotes, and is code. One without a partner stays as it is. */
export function coded(text: string): string[] {
  const pieces = text.split('`');
  return pieces.length % 2 === 1 ? pieces : [...pieces.slice(0, -2), pieces.slice(-2).join('`')];
}
