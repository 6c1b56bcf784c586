/** Words of the report of an ensemble, beside those of `text.ts`. */
import { fixed, percent, share } from './format';
import type { Design, Distribution, Ensemble, Parameter, Quantiles, Results } from './results';
import type { Fan, FanPoint } from './fans';
import { WORLD, type Interval } from './rows';
import { changeTitle, count, economyVariable } from './text';

export const ensembleWords = {
  uncertainty: 'How sure that is',
  drivers: 'What drives it',
  intervals: 'median and 90% interval over draws',
  intervalsNote:
    'A dot is the median, the thick line holds the middle half of all draws, the thin line 90 percent of them.',
  fanTitle:
    'Real income year by year, percent change against the same year without the scenario: median, 50% and 90% intervals over draws',
  fanNote:
    'The line with dots is the median. The inner band holds the middle half of all draws, the outer one 90 percent of them; dashed is the scenario as it is written. All charts have one scale.',
  fanAxis: 'Real income, %',
  asWritten: 'As written',
  rankingNote: 'Bars and numbers are the scenario as it is written; thin lines hold 90 percent of all draws.',
  gainsIn: 'Gains in',
  driversTitle: 'Share of the variance of world real income that each uncertain number explains',
  driversNote:
    'Upper bar: alone. Lower bar, pale: with all that it does together with others. Thin lines are 95 percent intervals of the estimates.',
  quantile: {
    p05: '5% below',
    p25: '25% below',
    p50: 'Median',
    p75: '75% below',
    p95: '95% below',
  },
  index: {
    first: ['Alone, %', 'Alone, low', 'Alone, high'],
    total: ['With interactions, %', 'With interactions, low', 'With interactions, high'],
  },
  alone: 'Alone',
  together: 'With interactions',
  drawn: 'What was drawn',
  uncertainNumbers: 'Uncertain numbers and what is believed of them',
  failures: 'Draws that failed',
  parameter: 'Uncertain number',
  moves: 'Moves',
  distribution: 'Distribution',
  takes: 'The drawn number',
  probability: 'Probability of a gain, %',
  beside:
    'In the same folder as this report: quantiles.csv, ranks.csv and sobol.csv hold these findings in full, draws.parquet every draw, and ensemble.json what is needed to repeat the ensemble.',
};

/** Headings of quantiles of changes in percent. */
export function quantileHeadings(): typeof ensembleWords.quantile {
  const { p05, p25, p50, p75, p95 } = ensembleWords.quantile;
  return { p05: `${p05}, %`, p25: `${p25}, %`, p50: `${p50}, %`, p75: `${p75}, %`, p95: `${p95}, %` };
}

const DESIGN: Record<Design, string> = {
  latin_hypercube: 'a Latin hypercube',
  sobol: 'a scrambled Sobol sequence',
};

const TAKES: Record<Parameter['as'], string> = {
  value: 'stands in its place',
  multiple: 'multiplies it',
  size: 'is the degree to which the entry happens, in logs',
};

/** How often something holds among draws, in words: in all draws, in 93 percent of draws, in no draw. */
export function howOften(probability: number): string {
  if (probability <= 0) return 'in no draw';
  if (probability >= 1) return 'in all draws';
  if (probability < 0.01) return 'in fewer than 1 percent of draws';
  if (probability > 0.99) return 'in more than 99 percent of draws';
  return `in ${fixed(probability * 100, 0)} percent of draws`;
}

/** A share as a figure: 100%, 93%, <1%. */
export function chance(probability: number): string {
  if (probability > 1e-6 && probability < 0.01) return '<1%';
  if (probability < 1 && probability > 0.99) return '>99%';
  return `${fixed(probability * 100, 0)}%`;
}

/** How sure the headline is: the world's interval. */
export function worldSure({ world, draws }: Ensemble): string {
  return `In 90 percent of ${count(draws, 'draw', 'draws')} the change lies between ${percent(world.p05)} and ${percent(world.p95)}; it is ${always(world.probability_gain)}.`;
}

export function always(gain: number): string {
  if (gain <= 0) return 'never a gain';
  return gain >= 1 ? 'always a gain' : `a gain ${howOften(gain)}`;
}

/** How sure it is that those who gain and lose most do: the same economies of which the headline speaks. */
export function extremesSure({ economies }: Results, ensemble: Ensemble): string {
  const order = economies
    .map(({ name, real_income_pct }, at) => ({ name, change: real_income_pct, at }))
    .sort((a, b) => b.change - a.change);
  const [top, bottom] = [order[0], order.at(-1)];
  if (!top || !bottom) return '';
  const often = ({ at }: typeof top) => howOften(ensemble.economies[at]?.probability_gain ?? 0);
  if (top === bottom) return `It gains ${often(top)}.`;
  if (often(top) !== often(bottom))
    return `${top.name} gains ${often(top)}, ${bottom.name} ${often(bottom)}.`;
  const never = (ensemble.economies[top.at]?.probability_gain ?? 0) <= 0;
  return never
    ? `Neither ${top.name} nor ${bottom.name} gains in any draw.`
    : `${top.name} and ${bottom.name} both gain ${often(top)}.`;
}

/** How many economies are on one side of zero nearly whatever is drawn. */
export function sureSides({ economies }: Pick<Ensemble, 'economies'>): string {
  const gain = economies.filter(({ probability_gain: gains }) => gains >= 0.95).length;
  const lose = economies.filter(({ probability_gain: gains, p05 }) => gains <= 0.05 && p05 < 0).length;
  const all = economies.length;
  const rest = all - gain - lose;
  const everyone = all === 1 ? 'The economy' : all === 2 ? 'Both economies' : `All ${all} economies`;
  const usually = ', however little, in at least 95 percent of draws';
  if (gain === all || lose === all)
    return `${everyone} ${verb(all, gain === all ? 'gain' : 'lose')}${usually}.`;
  if (gain + lose === 0) return 'No economy gains or loses in at least 95 percent of draws.';
  const sides = [gain > 0 && { n: gain, does: 'gain' }, lose > 0 && { n: lose, does: 'lose' }]
    .filter((side) => side !== false)
    .map(({ n, does }, at) => `${n}${at === 0 ? ` of ${all} economies` : ''} ${verb(n, does)}`);
  const open = rest > 0 ? `; for ${rest} it depends on what is drawn` : '';
  return `${sides.join(' and ')}${usually}${open}.`;
}

function verb(n: number, does: string): string {
  return n === 1 ? `${does}s` : does;
}

/** What explains most of the spread. */
export function driversSentence(sorted: Ensemble['drivers']): string {
  // By what each explains alone, which is what the sentence says.
  const [most, next] = [...sorted].sort((a, b) => b.first[0] - a.first[0]);
  if (!most || sorted.every((driver) => driver.total[0] === 0))
    return 'World real income does not vary with what was drawn.';
  if (!next) return `Only ${most.name} was drawn, so that all of the spread comes from it.`;
  const rest = next.first[0] >= 0.01 ? `, then ${next.name} (${chance(next.first[0])})` : '';
  return `Alone, ${most.name} explains ${chance(most.first[0])} of the variance of world real income${rest}.`;
}

export function driversTitle({ path }: Pick<Results, 'path'>): string {
  return path ? `${ensembleWords.driversTitle}, in ${path.years.at(-1)}` : ensembleWords.driversTitle;
}

/** How far the shares can be trusted. */
export function driversBase({ base, draws }: Ensemble): string {
  return `These shares build on ${base} of ${count(draws, 'draw', 'draws')}, each solved again with one number drawn anew at a time; comity ensemble --sobol takes more, which makes the intervals narrower.`;
}

/** What the drivers' chart leaves out, if anything. */
export function onlyFirst(shown: number, all: number): string {
  return shown < all ? `The chart shows the first ${shown} of ${all}; the table has all of them.` : '';
}

/** An interval in a line of a tooltip. */
export function insideTip({ p05, p95 }: Quantiles): string {
  return `90% of draws: ${percent(p05)} to ${percent(p95)}`;
}

export function intervalTip(row: Interval): string {
  return `${row.name}\nMedian ${percent(row.p50)}\n${insideTip(row)}\nHalf of draws: ${percent(row.p25)} to ${percent(row.p75)}\nGains ${howOften(row.probability_gain)}`;
}

export function driverTip({ name, first, total }: Ensemble['drivers'][number]): string {
  const line = ([value, low, high]: typeof first) => `${share(value)} (${share(low)} to ${share(high)})`;
  return `${name}\n${ensembleWords.alone}: ${line(first)}\n${ensembleWords.together}: ${line(total)}`;
}

/** The title of intervals, with the year on a path. */
export function intervalsTitle(results: Results, year?: number): string {
  return `${changeTitle(economyVariable.real_income_pct, results.path?.years, year)}: ${ensembleWords.intervals}`;
}

export function fanTip({ name }: Fan, point: FanPoint): string {
  return `${intervalTip({ ...point, code: '', name: `${name}, ${point.x}` })}\n${ensembleWords.asWritten} ${percent(point.written)}`;
}

/** The first and the last year of a fan, for those who do not see it. */
export function fanAlternative({ name, points }: Fan): string {
  const say = ({ x, p05, p50, p95 }: FanPoint) =>
    `in ${x} median ${percent(p50)}, 90 percent of draws ${percent(p05)} to ${percent(p95)}`;
  const [first, last] = [points[0], points.at(-1)];
  const ends = first && last && first !== last ? [first, last] : points;
  return `Fan chart: real income of ${name}, ${ends.map(say).join('; ')}. The table holds every number.`;
}

/** Text alternatives of the charts. */
export const ensembleAlternative = {
  intervals: (title: string, rows: Interval[]) => {
    const economies = rows.filter(({ code }) => code !== WORLD);
    const [top, bottom] = [economies[0], economies.at(-1)];
    const say = (row: Interval) => `${row.name} ${percent(row.p05)} to ${percent(row.p95)}`;
    const ends = top && bottom ? ` Highest ${say(top)}, lowest ${say(bottom)}.` : '';
    return `Interval chart: ${title}, by economy.${ends} The table holds every number.`;
  },
  drivers: (title: string, rows: Ensemble['drivers']) =>
    `Bar chart: ${title}. ${rows.map(({ name, first }) => `${name} ${chance(first[0])}`).join(', ')}.`,
};

/** What weights and levels of the registry are called together. */
const RULES = 'rules';

/** A distribution as people say it: uniform from 0.8 to 1.1. */
export function distribution(of: Distribution & { target?: string }): string {
  if (of.target === RULES) return 'each has its own';
  switch (of.distribution) {
    case 'normal':
      return `normal, mean ${of.mean}, standard deviation ${of.sd}`;
    case 'lognormal':
      return `lognormal, median ${of.median}, standard deviation of the log ${of.sigma}`;
    case 'triangular':
      return `triangular from ${of.low} to ${of.high}, most likely ${of.mode}`;
    case 'pert':
      return `PERT from ${of.low} to ${of.high}, most likely ${of.mode}`;
    case 'uniform':
      return `uniform from ${of.low} to ${of.high}`;
    case 'values': {
      const [shown, more] = [of.values.slice(0, 8), of.values.length - 8];
      return `one of ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    }
  }
}

/** What a parameter moves: `theta` becomes the trade elasticity. */
export function moves({ target, sectors, by_sector }: Parameter): string {
  if (target === RULES) return 'weights of features and levels of measures, all at once';
  if (target !== 'theta') return target;
  const whose = `trade elasticity of ${count(sectors, 'sector', 'sectors')}`;
  if (by_sector === null) return sectors === 1 ? whose : `${whose}, one number for all`;
  return `${whose}, one number each${by_sector > 0 ? `, correlation ${by_sector}` : ''}`;
}

export function takes({ as, target }: Parameter): string {
  return target === RULES ? 'begins a draw of all of them' : TAKES[as];
}

/** How draws were made, and how many came to nothing. */
export function drawnSentences({ draws, seed, design, failed, by_default }: Ensemble): string[] {
  const failures =
    failed === 0
      ? 'None failed.'
      : `${fixed(failed, 0)} failed and ${failed === 1 ? 'is' : 'are'} left out of every statistic.`;
  return [
    `${count(draws, 'draw', 'draws')}, spread as ${DESIGN[design]} from seed ${seed}. ${failures}`,
    ...(by_default
      ? [
          'The scenario names no uncertain numbers, so every trade elasticity and the size of every entry were drawn, with spreads of a common size for a first look.',
        ]
      : []),
  ];
}

/** Draws that failed for one reason. */
export function failure({ reason, draws, first }: Ensemble['failures'][number]): string {
  return `${draws === 1 ? `Draw ${first}` : `${fixed(draws, 0)} draws, draw ${first} the first`}: ${reason}`;
}

/** Failed draws whose reasons are not listed. */
export function furtherFailures({ failed, failures }: Ensemble): string {
  const further = failed - failures.reduce((sum, { draws }) => sum + draws, 0);
  return further > 0 ? `${fixed(further, 0)} more for other reasons; ensemble.json lists all.` : '';
}

/** How the parts of the report fit together. */
export function centralNote({ draws }: Ensemble): string {
  return `Everything but the intervals is the scenario as it is written, one run. The intervals come from ${count(draws, 'draw', 'draws')} of its uncertain numbers, each a counterfactual of its own against the same benchmark. They say how far results move with those numbers, not how well the model describes the world.`;
}
