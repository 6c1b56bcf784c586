/** Sentences of a comparison; the workbench says them in its own language. Numbers come as they are written, counts as numbers. */
import { howOften } from './ensembleText';
import { count as counted } from './text';

/** What has most and what least of a difference, with the difference. */
export interface Ends {
  top: { name: string; points: string };
  bottom: { name: string; points: string };
  /** Whether the top has more, and the bottom less, than under the first scenario. */
  more: boolean;
  less: boolean;
}

export const compareSays = {
  quoted: (name: string) => `“${name}”`,
  /** The question that two scenarios are. */
  which: (first: string, other: string) => `${first} or ${afterWord(other)}?`,
  sideBySide: (count: number) => `${counted(count, 'scenario', 'scenarios')} side by side`,
  world: (year: number, name: string) => `World economy of ${year} (${name})`,
  closures: (rules: string[]) => `${rules.length > 1 ? 'Closures' : 'Closure'}: ${rules.join(' or ')}`,
  years: (first: number, last: number) => `Years ${first} to ${last}, shown is ${last}`,

  same: (other: string, first: string) => `World real income is the same under ${other} as under ${first}`,
  /** By how many points, and what that comes to in a year. */
  differs: (points: string, higher: boolean, other: string, first: string, amount: string) =>
    `World real income is ${points} percentage points ${higher ? 'higher' : 'lower'} under ${other} than under ${first}, ${amount} a year`,
  /** What differs, and for whom. */
  both: (differs: string, sides: string) => `${differs}; ${sides}.`,
  sameInAll: (count: number) => `World real income is the same in all ${count} scenarios.`,
  highest: (best: string, worst: string) =>
    `World real income is highest under ${best} and lowest under ${worst}.`,
  bestForAll: (name: string) => `${name} is the best of them for every economy.`,
  bestFor: (each: { name: string; count: number }[]) => {
    const listed = each.map(({ name, count }) => `${name} for ${economies(count)}`);
    return `The best of them is ${listed.slice(0, -1).join(', ')} and ${listed.at(-1)!}.`;
  },
  /** How many of all economies have more, and how many less: the end of a sentence. */
  sides: (more: number, less: number, all: number) => {
    const everyone = all === 1 ? 'the one economy' : all === 2 ? 'both economies' : `all ${all} economies`;
    if (more + less === 0) return 'no economy has more or less';
    if (more === all) return `${everyone} ${have(all)} more`;
    if (less === all) return `${everyone} ${have(all)} less`;
    if (less === 0) return `${more} of ${all} economies ${have(more)} more, none less`;
    if (more === 0) return `${less} of ${all} economies ${have(less)} less, none more`;
    return `${more} of ${all} economies ${have(more)} more and ${less} less`;
  },
  ends: ({ top, bottom, more, less }: Ends) => {
    const shown = ({ name, points }: Ends['top']) => `${name} (${points})`;
    if (more && less)
      return `${top.name} gains most by it (${top.points} points), ${bottom.name} loses most (${bottom.points}).`;
    const [largest, smallest] = more ? [top, bottom] : [bottom, top];
    return `The gap is largest for ${shown(largest)} and smallest for ${shown(smallest)}.`;
  },

  againstFirst: (difference: string) => `${difference} points against the first`,
  points: (difference: string) => `${difference} points`,
  outOf: (part: number, all: number) => `${part} of ${all}`,
  incomes: (other: string, its: string, first: string, that: string) =>
    `World real income changes by ${its} under ${other}, by ${that} under ${first}.`,
  sidesUnder: (sides: string, other: string) => `${sides} real income under ${other}.`,
  trade: (other: string, its: string, first: string, that: string) =>
    `The volume of world trade changes by ${its} under ${other}, by ${that} under ${first}.`,
  against: (other: string, its: string, first: string, that: string, sides: string) =>
    `World real income under ${other} (${its}) against ${first} (${that}): ${sides}.`,

  worldSure: (draws: number, low: string, high: string, positive: number) =>
    `In 90 percent of ${counted(draws, 'draw', 'draws')} the difference lies between ${low} and ${high} points; it is ${
      positive <= 0 ? 'never positive' : positive >= 1 ? 'always positive' : `positive ${howOften(positive)}`
    }.`,
  sidesSure: (more: number, less: number, all: number) => {
    const of = (n: number) =>
      n === all && all > 2 ? `all ${all} economies have` : `${n} of ${economies(all)} ${have(n)}`;
    if (more + less === 0) return 'For no economy is the sign the same in at least 95 percent of draws.';
    const who =
      more === 0
        ? `${of(less)} less and none more`
        : `${of(more)} more and ${less === 0 ? 'none' : less} less`;
    return `In at least 95 percent of draws ${who}.`;
  },
  sameInGroups: (points: string) => `On average the difference is the same in all income groups: ${points}.`,
  groups: (top: string, most: string, bottom: string, least: string) => {
    const shown = (group: string, points: string) =>
      `${group.toLowerCase().replaceAll(' ', '-')} economies (${points})`;
    return `On average the difference in percentage points is highest for ${shown(top, most)} and lowest for ${shown(bottom, least)}.`;
  },

  change: (name: string, percent: string, points: string) =>
    `${name} ${percent}${points && ` (${points} points)`}`,
  interval: (name: string, middle: string, low: string, high: string, other: string, higher: number) =>
    `${name}\nmedian ${middle} points\n90 percent of draws ${low} to ${high}\n${other} is higher ${howOften(higher)}`,
  dots: (what: string) => `Dot chart: ${what}, a mark for each scenario.`,
  dotsEnds: (other: string, first: string, { top, bottom }: Pick<Ends, 'top' | 'bottom'>) =>
    `${other} less ${first}: highest ${top.name} ${top.points} points, lowest ${bottom.name} ${bottom.points}.`,
  intervals: (other: string, some: { name: string; low: string; high: string }[]) =>
    `Chart: difference of real income under ${other} over draws. ${some
      .map(({ name, low, high }) => `${name} ${low} to ${high}`)
      .join(', ')}.`,
  intervalsTitle: (other: string, first: string, year: string) =>
    `Real income under ${other} less that under ${first}${year && ` in ${year}`}, percentage points`,
  inTable: 'The table holds every number.',

  drawn: (draws: number, sobol: boolean, seed: string) =>
    `${counted(draws, 'draw', 'draws')}, spread as ${sobol ? 'a scrambled Sobol sequence' : 'a Latin hypercube'} from seed ${seed}.`,
  noneFailed: 'None failed.',
  failed: (each: { name: string; count: number }[]) =>
    `These failed and are left out: ${each.map(({ name, count }) => `${count} of ${name}`).join(', ')}.`,
  shared: (numbers: number) =>
    numbers === 0
      ? 'The scenarios share no uncertain number, so that each draws its own: the differences spread as far as both together.'
      : `In each draw ${counted(numbers, 'number is', 'numbers are')} the same in all scenarios, so that what is uncertain in all of them alike does not blur the differences.`,
  allScenarios: 'all scenarios',
  solved: (iterations: number, residual: string) =>
    `${counted(iterations, 'iteration', 'iterations')}, to ${residual}`,
  school: (school: string) => `Parameters: ${school} school`,

  courses: (whom: string, differences: boolean) =>
    differences
      ? `Real income of ${whom}: difference to the first scenario, percentage points`
      : `Real income of ${whom}, percent change against the same year without the scenario`,
  theWorld: 'the world',
  pointsUnit: ' points',
  percentUnit: '%',
  ofDraws: (low: string, high: string) => `90 percent of draws ${low} to ${high}`,
  lines: (title: string) => `Line chart: ${title}.`,
  course: (name: string, from: string, first: number, to: string, last: number) =>
    `${name}: ${from} in ${first}, ${to} in ${last}.`,
  differ: (
    first: string,
    each: { other: string; from: string; to: string }[],
    start: number,
    end: number,
  ) => {
    const listed = each.map(
      ({ other, from, to }) => `under ${other} from ${from} in ${start} to ${to} in ${end}`,
    );
    return `Held against ${first}, world real income differs in percentage points ${listed.join('; ')}.`;
  },
  channels: (other: string, first: string, points: string) => `${other} less ${first} is ${points} points`,
  noChannel: 'and no channel brings as much as 0.01.',
  byChannel: (named: string[], others: boolean) =>
    `by channel: ${named.join(', ')}${others ? ' and others' : ''}.`,

  reading: {
    benchmark:
      'Every scenario is held against the benchmark: the same economy without it, once everything has adjusted. A change is in percent of the benchmark.',
    years: (last: number) =>
      `Where no year is named, numbers are of ${last}. Along the years the world grows without the scenarios too. Every change compares one year with the same year without the scenario.`,
    difference:
      'A difference is the change under one scenario less that under the first, in percentage points: with +0.60 and +0.29 percent, the difference is +0.31. It is not a change from one scenario to the other in percent of it, which would hardly differ for changes of a few percent.',
    amounts: (unit: string, year: number) =>
      `Amounts are in ${unit} of ${year}, at benchmark incomes. World and group averages are weighted by benchmark income.`,
    income:
      'Real income is what an economy earns from work and capital, tariff revenue and transfers from abroad, over the price of what it buys.',
    closures:
      'The scenarios have different closures, and so different benchmarks. Their differences show the closure as well as what the scenarios change.',
    probability:
      'The probability that a scenario is higher is the share of draws in which it is, however little. It says how the uncertain numbers that were drawn bear on the order of the scenarios, and nothing of what the model leaves out.',
  },
};

const have = (count: number) => (count === 1 ? 'has' : 'have');
const economies = (count: number) => counted(count, 'economy', 'economies');

/** A name after other words: its article is no longer capital. */
function afterWord(name: string): string {
  return name.replace(/^(A|An|The) /, (article) => article.toLowerCase());
}
