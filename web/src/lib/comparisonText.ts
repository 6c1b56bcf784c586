/** Words of the page of a comparison, beside those of `text.ts`. */
import type { Comparison, Scenario, Spread, Uncertainty } from './comparison';
import { groupsBeside, type Beside, type BesideOrder, type Course } from './comparisonRows';
import { always, howOften } from './ensembleText';
import { day, decimalsFor, money, percent, signed } from './format';
import type { Interval } from './rows';
import { closure, count, groupName, isUnchanged, size } from './text';

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
};

export const besideOrder: Record<BesideOrder, string> = {
  difference: 'largest gap first',
  rise: 'by the first scenario',
  name: 'by name',
};

const quoted = ({ name }: Scenario) => `“${name}”`;

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
  if (others.length === 1) return `${first.name} or ${afterWord(others[0]!.name)}?`;
  return `${count(others.length + 1, 'scenario', 'scenarios')} side by side`;
}

/** A name after other words: its article is no longer capital. */
function afterWord(name: string): string {
  return name.replace(/^(A|An|The) /, (article) => article.toLowerCase());
}

/** The line below the title. */
export function dateline({ baseline, scenarios, date, years }: Comparison): string[] {
  const rules = [...new Set(scenarios.map((each) => closure[each.closure]))];
  return [
    day(date),
    `World economy of ${baseline.year} (${baseline.name})`,
    `${rules.length > 1 ? 'Closures' : 'Closure'}: ${rules.join(' or ')}`,
    ...(years ? [`Years ${years[0]} to ${years.at(-1)}, shown is ${years.at(-1)}`] : []),
  ];
}

/** In a sentence: what differs, and for whom. */
export function lead(comparison: Comparison): string {
  const [first, others] = parts(comparison);
  if (others.length === 1) {
    const other = others[0]!;
    const rows = differencesOf(comparison, 0);
    const world = worldDifference(comparison, 0);
    const amount = isUnchanged(world)
      ? ''
      : `, ${money(Math.abs((comparison.income * world) / 100), comparison.baseline.unit)} a year`;
    const head = isUnchanged(world)
      ? `World real income is the same under ${quoted(other)} as under ${quoted(first)}`
      : `World real income is ${pointsInWords(world)} ${world > 0 ? 'higher' : 'lower'} under ${quoted(other)} than under ${quoted(first)}${amount}`;
    return `${head}; ${sides(rows)}.`;
  }
  const sorted = [...comparison.scenarios].sort((a, b) => b.world.real_income_pct - a.world.real_income_pct);
  const [best, worst] = [sorted[0]!, sorted.at(-1)!];
  const level = (each: Scenario) => `${quoted(each)} (${percent(each.world.real_income_pct)})`;
  if (isUnchanged(best.world.real_income_pct - worst.world.real_income_pct))
    return `World real income is the same in all ${comparison.scenarios.length} scenarios. ${favourites(comparison)}`;
  return `World real income is highest under ${level(best)} and lowest under ${level(worst)}. ${favourites(comparison)}`;
}

/** Which scenario is best for how many economies. */
function favourites({ economies, scenarios }: Comparison): string {
  const wins = scenarios.map((each) => ({ each, count: 0 }));
  economies.forEach((_, at) => {
    const values = scenarios.map(({ changes }) => changes.real_income_pct[at] ?? 0);
    const best = values.indexOf(Math.max(...values));
    if (best >= 0) wins[best]!.count += 1;
  });
  const named = wins.filter(({ count: n }) => n > 0).sort((a, b) => b.count - a.count);
  if (named.length === 1) return `${quoted(named[0]!.each)} is the best of them for every economy.`;
  const listed = named.map(({ each, count: n }) => `${quoted(each)} for ${count(n, 'economy', 'economies')}`);
  return `The best of them is ${listed.slice(0, -1).join(', ')} and ${listed.at(-1)!}.`;
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

function pointsInWords(difference: number): string {
  return `${size(difference).replace(' percent', '')} percentage points`;
}

/** How many have more and less. */
function tally(rows: Difference[]): { more: number; less: number } {
  const side = (sign: number) =>
    rows.filter(({ difference }) => sign * difference > 0 && !isUnchanged(difference)).length;
  return { more: side(1), less: side(-1) };
}

function sides(rows: Difference[]): string {
  const { more, less } = tally(rows);
  const all = rows.length;
  const everyone = all === 1 ? 'the one economy' : all === 2 ? 'both economies' : `all ${all} economies`;
  const have = (n: number) => (n === 1 ? 'has' : 'have');
  if (more + less === 0) return 'no economy has more or less';
  if (more === all) return `${everyone} ${have(all)} more`;
  if (less === all) return `${everyone} ${have(all)} less`;
  if (less === 0) return `${more} of ${all} economies ${have(more)} more, none less`;
  if (more === 0) return `${less} of ${all} economies ${have(less)} less, none more`;
  return `${more} of ${all} economies ${have(more)} more and ${less} less`;
}

/** Who has most more, and who most less. */
function ends(rows: Difference[]): string {
  const [top, bottom] = [rows[0], rows.at(-1)];
  if (!top || !bottom || top === bottom) return '';
  const shown = ({ name, difference }: Difference) => `${name} (${points(difference)})`;
  const more = top.difference > 0 && !isUnchanged(top.difference);
  const less = bottom.difference < 0 && !isUnchanged(bottom.difference);
  if (more && less)
    return `${top.name} gains most by it (${points(top.difference)} points), ${bottom.name} loses most (${points(bottom.difference)}).`;
  if (more) return `The gap is largest for ${shown(top)} and smallest for ${shown(bottom)}.`;
  if (less) return `The gap is largest for ${shown(bottom)} and smallest for ${shown(top)}.`;
  return '';
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
      figure: `${points(worldDifference(comparison, 0))} points`,
      sentence: `World real income changes by ${percent(other.world.real_income_pct)} under ${quoted(other)}, by ${percent(first.world.real_income_pct)} under ${quoted(first)}.`,
      ...sure(spread && worldSure(spread)),
    },
    {
      figure: `${more} of ${rows.length}`,
      sentence: `${capital(sides(rows))} real income under ${quoted(other)}. ${ends(rows)}`,
      ...sure(spread && sidesSure(spread)),
    },
    {
      figure: `${points(trade)} points`,
      sentence: `The volume of world trade changes by ${percent(other.world.trade_volume_pct)} under ${quoted(other)}, by ${percent(first.world.trade_volume_pct)} under ${quoted(first)}.`,
    },
  ];
}

function cardOf(comparison: Comparison, first: Scenario, other: Scenario, at: number): CompareCard {
  const rows = differencesOf(comparison, at);
  const spread = comparison.uncertainty?.differences[at];
  return {
    figure: `${points(worldDifference(comparison, at))} points`,
    sentence: `World real income under ${quoted(other)} (${percent(other.world.real_income_pct)}) against ${quoted(first)} (${percent(first.world.real_income_pct)}): ${sides(rows)}. ${ends(rows)}`,
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
  return `In 90 percent of ${count(used, 'draw', 'draws')} the difference lies between ${points(world.p05)} and ${points(world.p95)} points; it is ${always(world.probability_gain).replace('a gain', 'positive')}.`;
}

/** For how many economies the sign of the difference is sure. */
export function sidesSure({ economies }: Spread): string {
  const more = economies.filter((each) => each.probability_gain >= 0.95).length;
  const less = economies.filter((each) => each.probability_gain <= 0.05 && each.p05 < 0).length;
  const all = economies.length;
  const of = (n: number) =>
    n === all && all > 2
      ? `all ${all} economies have`
      : `${n} of ${count(all, 'economy', 'economies')} ${n === 1 ? 'has' : 'have'}`;
  if (more + less === 0) return 'For no economy is the sign the same in at least 95 percent of draws.';
  const who =
    more === 0 ? `${of(less)} less and none more` : `${of(more)} more and ${less === 0 ? 'none' : less} less`;
  return `In at least 95 percent of draws ${who}.`;
}

/** Which income groups the difference favours. */
export function divide(comparison: Comparison, other = 0): string {
  if (comparison.scenarios.length > 2) return '';
  const groups = groupsBeside(comparison, 'income_group', groupName);
  if (groups.length < 2) return '';
  const shown = ({ code, differences }: Beside) =>
    `${groupName(code).toLowerCase().replaceAll(' ', '-')} economies (${points(differences[other]!)})`;
  const sorted = ordered(groups, other);
  const [top, bottom] = [sorted[0]!, sorted.at(-1)!];
  if (isUnchanged(top.differences[other]! - bottom.differences[other]!))
    return `On average the difference is the same in all income groups: ${points(top.differences[other]!)}.`;
  return `On average the difference in percentage points is highest for ${shown(top)} and lowest for ${shown(bottom)}.`;
}

function ordered(rows: Beside[], other: number): Beside[] {
  return [...rows].sort((a, b) => b.differences[other]! - a.differences[other]!);
}

/** About a row in a tooltip: every scenario, and how it differs from the first. */
export function besideTip(row: Beside, scenarios: Scenario[]): string {
  const lines = scenarios.map(({ name }, at) => {
    const difference = at === 0 ? '' : ` (${points(row.differences[at - 1]!)} points)`;
    return `${name} ${percent(row.values[at]!)}${difference}`;
  });
  return [row.name, ...lines].join('\n');
}

export function intervalTip(row: Interval, other: string): string {
  return `${row.name}\nmedian ${points(row.p50)} points\n90 percent of draws ${points(row.p05)} to ${points(row.p95)}\n${other} is higher ${howOften(row.probability_gain)}`;
}

/** Text alternatives. */
export const besideAlternative = {
  dots: (what: string, other: Scenario, first: Scenario, rows: Beside[], at: number) => {
    const sorted = ordered(rows, at);
    const [top, bottom] = [sorted[0], sorted.at(-1)];
    const range =
      top && bottom
        ? ` ${quoted(other)} less ${quoted(first)}: highest ${top.name} ${points(top.differences[at]!)} points, lowest ${bottom.name} ${points(bottom.differences[at]!)}.`
        : '';
    return `Dot chart: ${what}, a mark for each scenario.${range} The table holds every number.`;
  },
  intervals: (other: Scenario, rows: Interval[]) =>
    `Chart: difference of real income under ${quoted(other)} over draws. ${rows
      .slice(0, 3)
      .map((row) => `${row.name} ${points(row.p05)} to ${points(row.p95)}`)
      .join(', ')}. The table holds every number.`,
};

/** How the draws were made. */
export function drawnSentences(
  { draws, seed, design, failed, drawn }: Uncertainty,
  scenarios: Scenario[],
): string[] {
  const how = design === 'sobol' ? 'a scrambled Sobol sequence' : 'a Latin hypercube';
  const losses = failed.flatMap((n, at) => (n > 0 ? [`${n} of ${quoted(scenarios[at]!)}`] : []));
  const shared = drawn.filter((each) => each.scenarios.length === scenarios.length);
  const numbers = shared.reduce((sum, each) => sum + each.numbers, 0);
  return [
    `${count(draws, 'draw', 'draws')}, spread as ${how} from seed ${seed}. ${losses.length === 0 ? 'None failed.' : `These failed and are left out: ${losses.join(', ')}.`}`,
    numbers === 0
      ? 'The scenarios share no uncertain number, so that each draws its own: the differences spread as far as both together.'
      : `In each draw ${count(numbers, 'number is', 'numbers are')} the same in all scenarios, so that what is uncertain in all of them alike does not blur the differences.`,
  ];
}

/** Which scenarios draw a number alike. */
export function drawnIn(places: number[], scenarios: Scenario[]): string {
  if (places.length === scenarios.length) return 'all scenarios';
  return places.map((at) => scenarios[at]!.label).join(', ');
}

/** How a scenario was solved. */
export function solved({ iterations, residual }: Scenario): string {
  return `${count(iterations, 'iteration', 'iterations')}, to ${residual.toExponential(1)}`;
}

/** Notes on how to read the page. */
export function readingNotes({ baseline, uncertainty, scenarios, years }: Comparison): string[] {
  return [
    'Every scenario is held against the benchmark: the same economy without it, once everything has adjusted. A change is in percent of the benchmark.',
    ...(years
      ? [
          `Where no year is named, numbers are of ${years.at(-1)}. Along the years the world grows without the scenarios too. Every change compares one year with the same year without the scenario.`,
        ]
      : []),
    'A difference is the change under one scenario less that under the first, in percentage points: with +0.60 and +0.29 percent, the difference is +0.31. It is not a change from one scenario to the other in percent of it, which would hardly differ for changes of a few percent.',
    `Amounts are in ${baseline.unit} of ${baseline.year}, at benchmark incomes. World and group averages are weighted by benchmark income.`,
    'Real income is what an economy earns from work and capital, tariff revenue and transfers from abroad, over the price of what it buys.',
    ...(new Set(scenarios.map((each) => each.closure)).size > 1
      ? [
          'The scenarios have different closures, and so different benchmarks. Their differences show the closure as well as what the scenarios change.',
        ]
      : []),
    ...(uncertainty
      ? [
          'The probability that a scenario is higher is the share of draws in which it is, however little. It says how the uncertain numbers that were drawn bear on the order of the scenarios, and nothing of what the model leaves out.',
        ]
      : []),
  ];
}

/** Whose parameters a scenario follows, where it speaks of AI. */
export function schoolOf({ ai }: Scenario): string {
  return ai ? `${compareWords.school}: ${ai.school} school` : '';
}

/** The title of lines over the years. */
export function coursesTitle(whom: string, differences: boolean): string {
  return differences
    ? `Real income of ${whom}: difference to the first scenario, percentage points`
    : `Real income of ${whom}, percent change against the same year without the scenario`;
}

/** A point of a course: which scenario, when, how much, and how sure. */
export function courseTip(
  { name }: Course,
  { x, y, spread }: Course['points'][number],
  unit: string,
): string {
  const sure = spread ? `\n90 percent of draws ${points(spread.p05)} to ${points(spread.p95)}${unit}` : '';
  return `${name}\n${x}: ${points(y)}${unit}${sure}`;
}

/** The first and last year of each course, for those who do not see it. */
export function coursesAlternative(title: string, all: Course[], unit: string): string {
  const each = all.map(({ name, points: years }) => {
    const [first, last] = [years[0], years.at(-1)];
    return first && last
      ? `${name}: ${points(first.y)}${unit} in ${first.x}, ${points(last.y)}${unit} in ${last.x}.`
      : '';
  });
  return `Line chart: ${title}. ${each.join(' ')} The table holds every number.`;
}

/** How far apart scenarios are in the first and the last year. */
export function coursesSentence({ years = [], scenarios }: Comparison): string {
  const [from, to] = [years[0], years.at(-1)];
  if (from === undefined || to === undefined || from === to) return '';
  const first = scenarios[0]!;
  const each = scenarios.slice(1).map((other) => {
    const gap = (at: number) => (other.path?.world.at(at) ?? 0) - (first.path?.world.at(at) ?? 0);
    return `under ${quoted(other)} from ${points(gap(0))} in ${from} to ${points(gap(-1))} in ${to}`;
  });
  return `Held against ${quoted(first)}, world real income differs in percentage points ${each.join('; ')}.`;
}

/** Which channels bring the difference of a scenario to the first. */
export function channelsBring(rows: Beside[], other: Scenario, first: Scenario, at: number): string {
  const parts = rows
    .map(({ name, differences }) => ({ name, value: differences[at] ?? 0 }))
    .filter(({ value }) => !isUnchanged(value))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const total = rows.reduce((sum, { differences }) => sum + (differences[at] ?? 0), 0);
  const head = `${quoted(other)} less ${quoted(first)} is ${points(total)} points`;
  if (parts.length === 0) return `${head}, and no channel brings as much as 0.01.`;
  const named = parts
    .slice(0, 4)
    .map(({ name, value }) => `${name.toLowerCase().replace(/\bai\b/g, 'AI')} (${points(value)})`);
  return `${head}, by channel: ${named.join(', ')}${parts.length > 4 ? ' and others' : ''}.`;
}
