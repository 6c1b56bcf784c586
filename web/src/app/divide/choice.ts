/** What the page Divide asks: which school, how much of the gaps closes, by when, with how many draws. */
import { SCHOOLS, type School } from '../position';

export const YEARS = [2025, 2030, 2035, 2040];
/** Percent of each gap that closes. */
export const SHARES = [25, 50, 75, 100];
export const BY = [2030, 2035, 2040];
/** Draws where intervals are wanted, as many as `comity divide` makes. */
export const DRAWS = 100;

export interface Closing {
  school: School;
  share: number;
  by: number;
  intervals: boolean;
}

export function start(): Closing {
  return { school: 'central', share: 50, by: 2040, intervals: false };
}

/** What differs from the start, for an address. */
export function write({ school, share, by, intervals }: Closing): string {
  const parts = new URLSearchParams();
  const from = start();
  if (school !== from.school) parts.set('school', school);
  if (share !== from.share) parts.set('share', String(share));
  if (by !== from.by) parts.set('by', String(by));
  if (intervals) parts.set('intervals', 'on');
  return parts.toString();
}

/** The choice of an address; what it does not say, or says wrongly, is as at the start. */
export function read(text: string): Closing {
  const parts = new URLSearchParams(text);
  const from = start();
  const among = (key: 'share' | 'by', all: number[]) =>
    all.find((value) => String(value) === parts.get(key)) ?? from[key];
  return {
    school: SCHOOLS.find((school) => school === parts.get('school')) ?? from.school,
    share: among('share', SHARES),
    by: among('by', BY),
    intervals: parts.get('intervals') === 'on',
  };
}

/** The scenario in which gaps stay as they are. */
export function scenario(baseline: string, school: School): string {
  return `name = "Paths to ${YEARS.at(-1)}"
summary = "What AI adds to incomes if each economy adopts it as its readiness lets expect."
baseline = ${JSON.stringify(baseline)}
closure = "balanced"
years = [${YEARS.join(', ')}]

[ai]
school = "${school}"
`;
}

/** The same with everybody who is not of high income catching up. */
export function closed(baseline: string, { school, share, by }: Closing): string {
  return `${scenario(baseline, school)}
[[adoption.catch_up]]
economies = "all"
except = "income:high"
to = "income:high"
share = ${share / 100}
by = ${by}
`;
}
