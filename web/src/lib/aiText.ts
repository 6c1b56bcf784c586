/** Words about AI, years, the divide and parameters, beside those of `text.ts`. */
import type { Ai, DivideYear, Line, SplitRow, UsedParameter } from './ai';
import { decimalsFor, fixed, money, percent, signed } from './format';
import type { Results } from './results';
import { extremes, groupName, isUnchanged, size, worldIncome, worldTrade } from './text';

export const aiWords = {
  channels: 'Why: channel by channel',
  path: 'Year by year',
  adoption: 'How far AI spreads',
  divide: 'The divide between rich and poor',
  parameters: 'The numbers it rests on',

  channelsTitle: 'Real income by channel, percentage points',
  channelsNote:
    'Bars to the right of zero add, bars to the left take away; the diamond and the number are the total. Parts of a row add up to it exactly.',
  others: 'all other channels',
  whom: 'Show',
  groups: 'World and income groups',
  everyone: 'All economies',
  total: 'Total',
  whose: 'World, group or economy',
  about: 'What the channels are',

  pathTitle: 'Real income, percent change against the same year without the scenario',
  pathNote: 'Averages of the world and of income groups are weighted by income on the baseline path.',
  economy: 'Economy',
  none: 'none',
  year: 'Year',
  earlier: 'Earlier',
  later: 'Later',

  adoptionNote:
    'Lines are the curves of the scenario, rings what was observed. Averages of income groups are weighted by people of working age.',
  share: 'Share, %',
  observed: 'Observed',

  perPerson: 'Income per person of working age, by income group',
  measures: 'How unequal incomes per person are between economies',
  group: 'Income group',
  people: 'People of working age, million',
  before: 'Without, per person',
  change: 'Real income, %',
  theilBefore: 'Theil index, without',
  theilAfter: 'Theil index, with',
  ratioBefore: 'Richest group over poorest, without',
  ratioAfter: 'Richest group over poorest, with',
  beta: 'Beta',

  parametersTable: 'Parameters that this run has read',
  parameter: 'Number',
  value: 'Value',
  low: 'Low',
  high: 'High',
  unit: 'Unit',
  source: 'Source',
  status: 'Status',
  changed: 'Changed',
  id: 'Id',
  beside:
    'In the same folder as this report: channels.csv holds the parts of every economy in logs, adoption.csv adoption and readiness, divide.csv and convergence.csv incomes per person, concentration.csv and exporters.csv how supply and exporters change.',
};

const lower = (key: string) => groupName(key).toLowerCase().replaceAll(' ', '-');

/** A name inside a list that ends in `and`. */
function listed(parts: string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`;
}

/** Percentage points with their sign. */
export function points(value: number): string {
  return percent(value).replace('%', '');
}

/** For whose real income, against what. */
function against({ ai, path }: Results): string {
  const others = ai?.channels.some(({ key }) => key === 'policy') ? ' and no other measure is taken' : '';
  if (ai) return `in a world where AI spreads no further than in ${fixedYear(ai.since)}${others}`;
  return path ? 'on the baseline path' : 'in the benchmark';
}

const fixedYear = (year: number) => String(Math.floor(year));

/** What happens to the world, in the last year. */
export function worldBy(results: Results): string {
  const { ai, path, world } = results;
  const year = ai?.year ?? path?.years.at(-1);
  const change = world.real_income_pct;
  const head = isUnchanged(change)
    ? `In ${year} world real income is what it is ${against(results)}`
    : `In ${year} world real income is ${size(change)} ${change > 0 ? 'higher' : 'lower'} than ${against(results)}`;
  const worth = /(worth|a loss of) [^.]*(\.\d+[^.]*)?/.exec(worldIncome(results))?.[0];
  // On a path incomes grow, and an amount at the incomes of the data would mislead.
  return `${head}${path || !worth || isUnchanged(change) ? '' : `, ${worth}`}.${ai ? ` ${worldTrade(results)}` : ''}`;
}

/** What that means for income groups, and for the economies at both ends. */
export function groupsBy(results: Results): string {
  const groups = results.by_income_group.filter(({ key }) => key !== '');
  const each = groups.map(({ key, real_income_pct: change }) => `${lower(key)} ${percent(change)}`);
  const head = groups.length > 1 ? `Economies on average: ${listed(each)}. ` : '';
  return `${head}${extremes(results)}`;
}

/** From the income group that gains least to the one that gains most. */
export function groupsFigure({ by_income_group: groups }: Results): string {
  const changes = groups.filter(({ key }) => key !== '').map((group) => group.real_income_pct);
  if (changes.length === 0) return '';
  return range(Math.min(...changes), Math.max(...changes));
}

function range(low: number, high: number): string {
  // Both with the decimals of the larger, unless the smaller would vanish.
  const decimals =
    Math.abs(low) < 0.095 ? decimalsFor(low) : decimalsFor(Math.max(Math.abs(low), Math.abs(high)));
  const [from, to] = [percent(low, decimals), percent(high, decimals)];
  return from === to ? from : `${from} to ${to}`;
}

/** The largest channels of a row, those that add and those that take away. */
export function channelsSentence(whose: string, row: SplitRow, { channels }: Ai): string {
  const parts = row.points
    .map((value, at) => ({ value, name: channels[at]!.name }))
    .filter(({ value }) => !isUnchanged(value))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, 5);
  const [adds, takes] = [parts.filter(({ value }) => value > 0), parts.filter(({ value }) => value < 0)];
  const words = (side: typeof parts) => listed(side.map(({ name, value }) => `${name} (${points(value)})`));
  if (parts.length === 0) return `No channel moves ${whose} by as much as 0.01 percent.`;
  const head = `Of the ${percent(row.total)} of ${whose}, in percentage points`;
  if (adds.length === 0) return `${head}: ${words(takes)}.`;
  if (takes.length === 0) return `${head}: ${words(adds)}.`;
  return `${head}: ${words(adds)}; taken away by ${words(takes)}.`;
}

/** The channel that moves the world most, as a figure. */
export function largestFigure(row: SplitRow): string {
  const largest = row.points.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
  const decimals = decimalsFor(Math.max(Math.abs(largest), Math.abs(row.total)));
  return `${signed(largest, decimals)} of ${signed(row.total, decimals)}`;
}

/** Why, in one sentence for the first screen. */
export function why(row: SplitRow, { channels }: Ai): string {
  const parts = row.points
    .map((value, at) => ({ value, name: channels[at]!.name }))
    .filter(({ value }) => !isUnchanged(value))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const [first, ...rest] = parts;
  if (!first) return 'No channel moves world real income by as much as 0.01 percent.';
  const next = rest.slice(0, 3).map(({ name, value }) => `${name} (${points(value)})`);
  const tail = next.length > 0 ? ` Next come ${listed(next)}.` : ' No other channel counts.';
  return `Percentage points of the world’s change come from ${first.name}.${tail}`;
}

/** The ends that schools of thought span. */
export function schoolsFigure({ schools }: Ai): string {
  const changes = schools.map(({ real_income_pct: change }) => change);
  return range(Math.min(...changes), Math.max(...changes));
}

/** What the world comes to under each school. */
export function schoolsSentence({ schools, school, year }: Ai): string {
  const each = schools.map(
    ({ name, real_income_pct }) =>
      `${name} ${percent(real_income_pct)}${name === school ? ' (this page)' : ''}`,
  );
  return `It hangs on whose numbers one takes. World real income in ${year} by school: ${listed(each)}.`;
}

/** Which years and whose parameters, for the line below the title. */
export function aiDateline({ ai, path }: Results): string[] {
  return [
    ...(path ? [`Years ${path.years[0]} to ${path.years.at(-1)}, shown is ${path.years.at(-1)}`] : []),
    ...(ai ? [`Parameters: ${ai.school} school`] : []),
  ];
}

export function adoptionTitle({ adoption: { measure } }: Ai): string {
  return measure === 'firms'
    ? 'Firms with ten or more employees that use AI, percent'
    : 'People from 15 to 64 who use generative AI, percent';
}

/** Where adoption stands at the start, and where it gets. */
export function adoptionSentence(lines: Line[], { adoption, since, year }: Ai): string {
  const at = (line: Line, x: number) => line.points.find((point) => point.x === x)?.y;
  const who = adoption.measure === 'firms' ? 'firms' : 'people';
  const each = lines.flatMap((line) => {
    const [from, to] = [at(line, Math.floor(since)), at(line, year)];
    if (from === undefined || to === undefined) return [];
    return [
      `${line.name.replace(/^[A-Z]/, (letter) => letter.toLowerCase())} from ${fixed(from, 0)} to ${fixed(to, 0)}`,
    ];
  });
  if (each.length === 0) return '';
  return `Percent of ${who} who use AI, from ${fixedYear(since)} to ${year}: ${each.join('; ')}.`;
}

/** A point of a line: whose, when, how much. */
export function lineTip({ name }: Line, x: number, amount: string): string {
  return `${name}\n${Number.isInteger(x) ? x : x.toFixed(2)}: ${amount}`;
}

/** The first and last of each line, for those who do not see it. */
export function linesAlternative(title: string, lines: Line[], show: (y: number) => string): string {
  const each = lines.map(({ name, points }) => {
    const [first, last] = [points[0]!, points.at(-1)!];
    return `${name}: ${show(first.y)} in ${first.x}, ${show(last.y)} in ${last.x}.`;
  });
  return `Line chart: ${title}. ${each.join(' ')}`;
}

export function channelsAlternative(rows: SplitRow[]): string {
  const each = rows.slice(0, 8).map(({ name, total }) => `${name} ${percent(total)}`);
  return `Bar chart: ${aiWords.channelsTitle}. Totals: ${each.join(', ')}. The table holds every part.`;
}

/** How the world’s gain grows along the path. */
export function pathSentence({ path, ai }: Results): string {
  if (!path) return '';
  const each = path.years
    .map((year, at) => ({ year, change: path.world[at]!.real_income_pct }))
    .filter(({ change }, at) => at > 0 || !isUnchanged(change));
  const some = each.length > 6 ? [each[0]!, each[Math.floor(each.length / 2)]!, each.at(-1)!] : each;
  const words = some.map(({ year, change }) => `${percent(change)} in ${year}`);
  const why = ai
    ? ' Effects grow as adoption does, and with the capital that higher incomes let accumulate.'
    : '';
  return `World real income against the baseline path: ${listed(words)}.${why}`;
}

/** Whether the gap between rich and poor widens. */
export function divideSentences(divide: DivideYear): string[] {
  const { groups, before, after, beta, left_out: left } = divide;
  const [poorest, richest] = [groups[0], groups.at(-1)];
  const sentences = [];
  if (poorest && richest && poorest !== richest) {
    const change = (after.ratio / before.ratio - 1) * 100;
    const decimals = times(before.ratio, 1) === times(after.ratio, 1) ? 2 : 1;
    const verdict = isUnchanged(change)
      ? 'which it leaves as it is'
      : `which it ${change > 0 ? 'widens' : 'narrows'} to ${times(after.ratio, decimals)} times (${percent(change)})`;
    const when = divide.year === undefined ? '' : ` in ${divide.year}`;
    sentences.push(
      `Without the scenario${when} income per person in ${lower(richest.key)} economies is ${times(before.ratio, decimals)} times that in ${lower(poorest.key)} economies, ${verdict}.`,
    );
  }
  const theil = (after.theil / before.theil - 1) * 100;
  const way = isUnchanged(theil) ? 'stays as it is' : theil > 0 ? 'rises' : 'falls';
  sentences.push(
    `Theil’s index of inequality between economies, weighted by people, ${way}${way === 'stays as it is' ? '' : ` from ${fixed(before.theil, 4)} to ${fixed(after.theil, 4)}`}.`,
  );
  if (beta !== null) {
    // Growth of real income in percent for an income per person twice as high.
    const twice = beta * Math.LN2 * 100;
    sentences.push(
      isUnchanged(twice)
        ? 'Poorer and richer economies gain alike (beta is zero).'
        : `${beta < 0 ? 'Poorer economies gain more: incomes draw together' : 'Richer economies gain more: incomes draw apart'}. An economy with twice the income per person gains ${fixed(Math.abs(twice), 2)} points ${beta < 0 ? 'less' : 'more'} (beta is ${signed(beta, 4)}).`,
    );
  }
  if (left.length > 0)
    sentences.push(`Left out, for want of an income group or of a count of people: ${listed(left)}.`);
  return sentences;
}

/** How many times, with three digits or as many decimals. */
function times(ratio: number, decimals: number): string {
  return fixed(ratio, ratio >= 9.95 ? decimals : 2);
}

/** Income per person: where the baseline counts in millions and people in thousands, in thousands. */
export function perPerson(value: number, unit: string): string {
  return money(value / 1000, unit);
}

/** A parameter’s number with no more digits than it has. */
export function parameterNumber(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', '\u2212');
}

/** Who changed a parameter, and from what. */
export function changedBy({ changed_by, library }: UsedParameter): string {
  if (!changed_by) return '';
  const who = { school: 'by the school', scenario: 'by the scenario', code: 'in code' }[changed_by];
  return library === undefined ? who : `${who}, from ${parameterNumber(library)}`;
}

export function parametersSentence(rows: UsedParameter[]): string {
  const changed = rows.filter(({ changed_by }) => changed_by);
  const by = (who: string) => changed.filter(({ changed_by }) => changed_by === who).length;
  const were = (n: number) => (n === 1 ? 'is' : 'are');
  const weak = rows.filter(({ status }) => status === 'assumption' || status === 'unconfirmed').length;
  const said =
    changed.length === 0
      ? 'None is changed'
      : listed(
          [
            by('scenario') > 0 ? `${by('scenario')} ${were(by('scenario'))} set by the scenario` : '',
            by('school') > 0 ? `${by('school')} ${were(by('school'))} set by the school` : '',
          ].filter(Boolean),
        );
  return `This run reads ${rows.length} numbers of the library. ${said}; ${weak} are assumptions or could not be confirmed. “comity parameters ID” says what a number stands for, with every entry of its table, and [parameters] in the scenario replaces it.`;
}

/** How to read what AI does. */
export function aiReading({ ai, path }: Results): string[] {
  return [
    ...(ai
      ? [
          `What AI does is worked out from adoption: the share that uses it in ${ai.year} less the share at the beginning of ${fixedYear(ai.since)}. Channels add up exactly: each part is followed along the whole way from no change to all of it, in logs, and then shown in proportion as percentage points.`,
          ...ai.schools.map(({ name, about }) => `The ${name} school: ${about}`),
        ]
      : []),
    ...(path
      ? [
          `Where no year is named, numbers are of ${path.years.at(-1)}. Along the years the world grows without the scenario too: people, productivity and capital. Every change compares one year with the same year without the scenario, and capital follows what is earned.`,
        ]
      : []),
  ];
}
