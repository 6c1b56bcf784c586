/** What the page of a comparison says, out of its numbers; the words are in `comparisonSays.ts`. */
import type { Comparison, Scenario, Spread, Uncertainty } from './comparison';
import { groupsBeside, type Beside, type Course } from './comparisonRows';
import { compareSays, type Ends } from './comparisonSays';
import { day, decimalsFor, fixed, money, percent, signed } from './format';
import type { Interval } from './rows';
import { closure, groupName, isUnchanged } from './text';

export const compareWords = {
  kicker: 'Comity comparison',
  noResults: 'This page is the comparison viewer without any results. `comity compare` writes them into it.',
  scenarios: 'The scenarios',
  years: 'Year by year',
  channels: 'Why: channel by channel',
  whom: 'Whose real income',
  levels: 'each scenario',
  gaps: 'differences to the first',
  shown: 'Lines',
  scenario: 'Scenario',
  coursesNote: 'Averages of the world and of income groups are weighted by income without the scenarios.',
  bandsNote: 'Lines are the scenarios as they are written, bands hold 90 percent of the draws of each.',
  change: 'Real income',
  axis: { change: 'Real income, %', points: 'Difference, points' },
  channel: 'Channel',
  channelsTitle: 'Real income by channel, percentage points',
  channelsNote: 'A mark for each scenario; its channels add up to its change of real income.',
  channelsFigure: 'The number at the right is the difference in percentage points.',
  total: 'All channels',
  school: 'Parameters',
  economies: 'Economy by economy',
  uncertainty: 'How sure the differences are',
  groups: 'Richer and poorer economies',
  inputs: 'What went in',
  reading: 'How to read these numbers',
  first: 'Others are held against this one',
  against: 'Against the first',
  difference: 'Difference',
  points: 'Difference, points',
  byIncomeGroup: 'By income group',
  byRegion: 'By region',
  dotsNote: 'A mark for each scenario; the number at the right is the difference in percentage points.',
  intervalsNote:
    'A dot is the median, the thick line holds the middle half of all draws, the thin line 90 percent of them.',
  higherIn: 'Higher in',
  probability: 'Probability that it is higher, %',
  quantile: { p05: '5% below', p25: '25% below', p50: 'Median', p75: '75% below', p95: '95% below' },
  drawn: 'What was drawn',
  drawnName: 'Uncertain number',
  drawnNumbers: 'Numbers',
  drawnIn: 'Drawn alike in',
  world: 'World real income',
  closure: 'Closure',
  solved: 'Solved in',
  file: 'File',
  beside:
    'In the same folder as this page: compare.csv holds every change of every scenario in full, and compare.json what is needed to repeat the comparison.',
  besideDrawn:
    'In the same folder as this page: compare.csv holds every change of every scenario in full, compare_quantiles.csv how far changes and differences spread, and compare.json what is needed to repeat the comparison.',
  order: { difference: 'largest gap first', rise: 'by the first scenario', name: 'by name' },
};

const quoted = ({ name }: Scenario) => compareSays.quoted(name);

/** A difference in percentage points with its sign: +0.21. */
export function points(difference: number, decimals = decimalsFor(difference)): string {
  return signed(difference, decimals);
}

/** The scenario that the others are held against, and the others. */
function parts({ scenarios }: Comparison): [Scenario, Scenario[]] {
  const [first, ...others] = scenarios;
  return [first!, others];
}

/** What the page is about. */
export function title(comparison: Comparison): string {
  const [first, others] = parts(comparison);
  if (others.length === 1) return compareSays.which(first.name, others[0]!.name);
  return compareSays.sideBySide(others.length + 1);
}

/** The line below the title. */
export function dateline({ baseline, scenarios, date, years }: Comparison): string[] {
  const rules = [...new Set(scenarios.map((each) => closure[each.closure]))];
  return [
    day(date),
    compareSays.world(baseline.year, baseline.name),
    compareSays.closures(rules),
    ...(years ? [compareSays.years(years[0]!, years.at(-1)!)] : []),
  ];
}

/** In a sentence: what differs, and for whom. */
export function lead(comparison: Comparison): string {
  const [first, others] = parts(comparison);
  if (others.length === 1) {
    const other = others[0]!;
    const world = worldDifference(comparison, 0);
    const head = isUnchanged(world)
      ? compareSays.same(quoted(other), quoted(first))
      : compareSays.differs(
          fixed(Math.abs(world), decimalsFor(world)),
          world > 0,
          quoted(other),
          quoted(first),
          money(Math.abs((comparison.income * world) / 100), comparison.baseline.unit),
        );
    return compareSays.both(head, sides(differencesOf(comparison, 0)));
  }
  const sorted = [...comparison.scenarios].sort((a, b) => b.world.real_income_pct - a.world.real_income_pct);
  const [best, worst] = [sorted[0]!, sorted.at(-1)!];
  const level = (each: Scenario) => `${quoted(each)} (${percent(each.world.real_income_pct)})`;
  const head = isUnchanged(best.world.real_income_pct - worst.world.real_income_pct)
    ? compareSays.sameInAll(comparison.scenarios.length)
    : compareSays.highest(level(best), level(worst));
  return `${head} ${favourites(comparison)}`;
}

/** Which scenario is best for how many economies. */
function favourites({ economies, scenarios }: Comparison): string {
  const wins = scenarios.map((each) => ({ name: quoted(each), count: 0 }));
  economies.forEach((_, at) => {
    const values = scenarios.map(({ changes }) => changes.real_income_pct[at] ?? 0);
    const best = values.indexOf(Math.max(...values));
    if (best >= 0) wins[best]!.count += 1;
  });
  const named = wins.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  return named.length === 1 ? compareSays.bestForAll(named[0]!.name) : compareSays.bestFor(named);
}

interface Difference {
  name: string;
  code: string;
  at: number;
  difference: number;
}

/** Differences of real income to the first scenario, largest first. */
function differencesOf({ economies, scenarios }: Comparison, other: number): Difference[] {
  const [first, those] = [scenarios[0]!.changes, scenarios[other + 1]!.changes];
  return economies
    .map(({ name, code }, at) => ({
      name,
      code,
      at,
      difference: (those.real_income_pct[at] ?? 0) - (first.real_income_pct[at] ?? 0),
    }))
    .sort((a, b) => b.difference - a.difference);
}

export function worldDifference({ scenarios }: Comparison, other: number): number {
  return scenarios[other + 1]!.world.real_income_pct - scenarios[0]!.world.real_income_pct;
}

/** How many have more and less. */
function tally(rows: Difference[]): { more: number; less: number } {
  const side = (sign: number) =>
    rows.filter(({ difference }) => sign * difference > 0 && !isUnchanged(difference)).length;
  return { more: side(1), less: side(-1) };
}

function sides(rows: Difference[]): string {
  const { more, less } = tally(rows);
  return compareSays.sides(more, less, rows.length);
}

/** Who has most more, and who most less. */
function ends(rows: Difference[]): string {
  const [top, bottom] = [rows[0], rows.at(-1)];
  if (!top || !bottom || top === bottom) return '';
  const more = top.difference > 0 && !isUnchanged(top.difference);
  const less = bottom.difference < 0 && !isUnchanged(bottom.difference);
  if (!more && !less) return '';
  return compareSays.ends({
    top: end(top, top.difference),
    bottom: end(bottom, bottom.difference),
    more,
    less,
  });
}

function end({ name }: { name: string }, difference: number): Ends['top'] {
  return { name, points: points(difference) };
}

export interface CompareCard {
  figure: string;
  sentence: string;
  sure?: string;
}

/** The first screen: of two scenarios what differs, of more how each differs from the first. */
export function cards(comparison: Comparison): CompareCard[] {
  const [first, others] = parts(comparison);
  if (others.length > 1) return others.map((other, at) => cardOf(comparison, first, other, at));
  const other = others[0]!;
  const rows = differencesOf(comparison, 0);
  const trade = other.world.trade_volume_pct - first.world.trade_volume_pct;
  const { more } = tally(rows);
  const spread = comparison.uncertainty?.differences[0];
  return [
    {
      figure: compareSays.points(points(worldDifference(comparison, 0))),
      sentence: compareSays.incomes(
        quoted(other),
        percent(other.world.real_income_pct),
        quoted(first),
        percent(first.world.real_income_pct),
      ),
      ...sure(spread && worldSure(spread)),
    },
    {
      figure: compareSays.outOf(more, rows.length),
      sentence: `${compareSays.sidesUnder(capital(sides(rows)), quoted(other))} ${ends(rows)}`,
      ...sure(spread && sidesSure(spread)),
    },
    {
      figure: compareSays.points(points(trade)),
      sentence: compareSays.trade(
        quoted(other),
        percent(other.world.trade_volume_pct),
        quoted(first),
        percent(first.world.trade_volume_pct),
      ),
    },
  ];
}

function cardOf(comparison: Comparison, first: Scenario, other: Scenario, at: number): CompareCard {
  const rows = differencesOf(comparison, at);
  const spread = comparison.uncertainty?.differences[at];
  const head = compareSays.against(
    quoted(other),
    percent(other.world.real_income_pct),
    quoted(first),
    percent(first.world.real_income_pct),
    sides(rows),
  );
  return {
    figure: compareSays.points(points(worldDifference(comparison, at))),
    sentence: `${head} ${ends(rows)}`,
    ...sure(spread && worldSure(spread)),
  };
}

/** A sentence from a clause. */
function capital(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1);
}

function sure(sentence: string | undefined): { sure?: string } {
  return sentence === undefined ? {} : { sure: sentence };
}

/** How sure the difference is for the world. */
export function worldSure({ world, used }: Spread): string {
  return compareSays.worldSure(used, points(world.p05), points(world.p95), world.probability_gain);
}

/** For how many economies the sign of the difference is sure. */
export function sidesSure({ economies }: Spread): string {
  const more = economies.filter((each) => each.probability_gain >= 0.95).length;
  const less = economies.filter((each) => each.probability_gain <= 0.05 && each.p05 < 0).length;
  return compareSays.sidesSure(more, less, economies.length);
}

/** Which income groups the difference favours. */
export function divide(comparison: Comparison, other = 0): string {
  if (comparison.scenarios.length > 2) return '';
  const groups = groupsBeside(comparison, 'income_group', groupName);
  if (groups.length < 2) return '';
  const sorted = ordered(groups, other);
  const [top, bottom] = [sorted[0]!, sorted.at(-1)!];
  const [most, least] = [top.differences[other]!, bottom.differences[other]!];
  if (isUnchanged(most - least)) return compareSays.sameInGroups(points(most));
  return compareSays.groups(groupName(top.code), points(most), groupName(bottom.code), points(least));
}

function ordered(rows: Beside[], other: number): Beside[] {
  return [...rows].sort((a, b) => b.differences[other]! - a.differences[other]!);
}

/** About a row in a tooltip: every scenario, and how it differs from the first. */
export function besideTip(row: Beside, scenarios: Scenario[]): string {
  const lines = scenarios.map(({ name }, at) =>
    compareSays.change(name, percent(row.values[at]!), at === 0 ? '' : points(row.differences[at - 1]!)),
  );
  return [row.name, ...lines].join('\n');
}

export function intervalTip(row: Interval, other: string): string {
  const [middle, low, high] = [points(row.p50), points(row.p05), points(row.p95)];
  return compareSays.interval(row.name, middle, low, high, other, row.probability_gain);
}

/** Text alternatives. */
export const besideAlternative = {
  dots: (what: string, other: Scenario, first: Scenario, rows: Beside[], at: number) => {
    const sorted = ordered(rows, at);
    const [top, bottom] = [sorted[0], sorted.at(-1)];
    const range =
      top && bottom
        ? [
            compareSays.dotsEnds(quoted(other), quoted(first), {
              top: end(top, top.differences[at]!),
              bottom: end(bottom, bottom.differences[at]!),
            }),
          ]
        : [];
    return [compareSays.dots(what), ...range, compareSays.inTable].join(' ');
  },
  intervals: (other: Scenario, rows: Interval[]) => {
    const some = rows
      .slice(0, 3)
      .map(({ name, p05, p95 }) => ({ name, low: points(p05), high: points(p95) }));
    return `${compareSays.intervals(quoted(other), some)} ${compareSays.inTable}`;
  },
};

/** How the draws were made. */
export function drawnSentences(
  { draws, seed, design, failed, drawn }: Uncertainty,
  scenarios: Scenario[],
): string[] {
  const losses = failed.flatMap((count, at) => (count > 0 ? [{ name: quoted(scenarios[at]!), count }] : []));
  const shared = drawn.filter((each) => each.scenarios.length === scenarios.length);
  return [
    `${compareSays.drawn(draws, design === 'sobol', seed)} ${losses.length === 0 ? compareSays.noneFailed : compareSays.failed(losses)}`,
    compareSays.shared(shared.reduce((sum, each) => sum + each.numbers, 0)),
  ];
}

/** Which scenarios draw a number alike. */
export function drawnIn(places: number[], scenarios: Scenario[]): string {
  if (places.length === scenarios.length) return compareSays.allScenarios;
  return places.map((at) => scenarios[at]!.label).join(', ');
}

/** How a scenario was solved. */
export function solved({ iterations, residual }: Scenario): string {
  return compareSays.solved(iterations, residual.toExponential(1));
}

/** Notes on how to read the page. */
export function readingNotes({ baseline, uncertainty, scenarios, years }: Comparison): string[] {
  const { reading } = compareSays;
  const closures = new Set(scenarios.map((each) => each.closure)).size;
  return [
    reading.benchmark,
    ...(years ? [reading.years(years.at(-1)!)] : []),
    reading.difference,
    reading.amounts(baseline.unit, baseline.year),
    reading.income,
    ...(closures > 1 ? [reading.closures] : []),
    ...(uncertainty ? [reading.probability] : []),
  ];
}

/** Whose parameters a scenario follows, where it speaks of AI. */
export function schoolOf({ ai }: Scenario): string {
  return ai ? compareSays.school(ai.school) : '';
}

/** A point of a course: which scenario, when, how much, and how sure. */
export function courseTip(
  { name }: Course,
  { x, y, spread }: Course['points'][number],
  unit: string,
): string {
  const sure = spread ? [`${compareSays.ofDraws(points(spread.p05), points(spread.p95))}${unit}`] : [];
  return [name, `${x}: ${points(y)}${unit}`, ...sure].join('\n');
}

/** The first and last year of each course, for those who do not see it. */
export function coursesAlternative(title: string, all: Course[], unit: string): string {
  const each = all.flatMap(({ name, points: years }) => {
    const [first, last] = [years[0], years.at(-1)];
    if (!first || !last) return [];
    return [
      compareSays.course(name, `${points(first.y)}${unit}`, first.x, `${points(last.y)}${unit}`, last.x),
    ];
  });
  return [compareSays.lines(title), ...each, compareSays.inTable].join(' ');
}

/** How far apart scenarios are in the first and the last year. */
export function coursesSentence({ years = [], scenarios }: Comparison): string {
  const [start, end] = [years[0], years.at(-1)];
  if (start === undefined || end === undefined || start === end) return '';
  const first = scenarios[0]!;
  const each = scenarios.slice(1).map((other) => {
    const gap = (at: number) => points((other.path?.world.at(at) ?? 0) - (first.path?.world.at(at) ?? 0));
    return { other: quoted(other), from: gap(0), to: gap(-1) };
  });
  return compareSays.differ(quoted(first), each, start, end);
}

/** Which channels bring the difference of a scenario to the first. */
export function channelsBring(rows: Beside[], other: Scenario, first: Scenario, at: number): string {
  const parts = rows
    .map(({ name, differences }) => ({ name, value: differences[at] ?? 0 }))
    .filter(({ value }) => !isUnchanged(value))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const total = rows.reduce((sum, { differences }) => sum + (differences[at] ?? 0), 0);
  const named = parts.slice(0, 4).map(({ name, value }) => `${lower(name)} (${points(value)})`);
  const why = parts.length === 0 ? compareSays.noChannel : compareSays.byChannel(named, parts.length > 4);
  return `${compareSays.channels(quoted(other), quoted(first), points(total))}, ${why}`;
}

/** A name inside a sentence; AI stays as it is. */
function lower(name: string): string {
  return name.toLowerCase().replace(/\bai\b/g, 'AI');
}
