/**
 * Every word that a reader of the report sees, in one place, so that it can be translated.
 *
 * Plain strings in `words`; sentences that depend on numbers as functions below them.
 */
import { day, duration, fixed, money, percent, scientific, share, signedMoney } from './format';
import {
  incomeGain,
  type Closure,
  type Economy,
  type EconomyVariable,
  type FactorVariable,
  type Results,
  type SectorVariable,
  type Solve,
} from './results';
import type { View } from './geography';
import type { Pair } from './rows';

export const words = {
  report: 'Comity report',
  noResults: 'This page is the report viewer without any results. `comity run` writes them into it.',
  contents: 'Contents',
  warnings: 'Please note',

  headlines: 'In short',
  economies: 'Who gains and who loses',
  sectors: 'Which sectors grow and shrink',
  factors: 'What becomes of work and capital',
  factorsTable: 'Changes by economy and factor',
  trade: 'Who trades more with whom',
  groups: 'Richer and poorer economies',
  reading: 'How to read these numbers',
  inputs: 'What went in',
  convergence: 'How well the model converged',

  show: 'Show',
  area: 'Area',
  order: 'Order',
  focus: 'Economy',
  sectorGroup: 'Sectors',
  chart: 'Chart',
  table: 'Table',
  copy: 'Copy table',
  download: 'Download CSV',
  copied: 'Copied',
  copyFailed: 'Could not copy',
  sortHint: 'Select a column heading to sort by it.',
  notOnMap: 'Not on the map',
  noData: 'no data of its own',
  world: 'World',
  allSectors: 'All sectors',
  allEconomies: 'All economies',
  scrollHint: 'Scroll sideways to see every sector.',
  blank: 'A blank cell is an activity that the economy does not have.',
  tradeTitle: 'Trade between two economies, value before and after',
  tradeNote: 'Bars in money, all on one scale; changes in percent against the benchmark.',
  increases: 'Largest increases',
  decreases: 'Largest decreases',
  noIncreases: 'No flow increases.',
  noDecreases: 'No flow decreases.',
  ranking: 'Economies from highest to lowest',
  matrix: 'The largest traders with each other',
  sellerBuyer: 'Sellers in rows, buyers in columns',
  byIncomeGroup: 'By income group',
  byRegion: 'By region',
  groupDots: 'A dot is an economy, the bar the average of its group.',
  noGroups: 'The baseline does not say which groups its economies belong to.',
  unit: 'percent change against the benchmark',
  unitOnPath: 'percent change against the same year without the scenario',

  scenarioFile: 'The scenario file',
  sources: 'Data',
  source: 'Source',
  licence: 'Licence',
  notes: 'Notes on the data',
  steps: 'How the baseline was made',
  files: 'Files read, with their SHA-256 hashes',
  elasticities: 'Sectors and their trade elasticities',
  beside:
    'In the same folder as this report: economies.csv and sectors.csv hold the changes shown here in full, flows.parquet every trade flow before and after, and run.json what is needed to repeat the run.',
  madeBy: 'Made with Comity',
  borders: 'Shapes and borders on the map are from Natural Earth and imply no judgement.',

  column: {
    economy: 'Economy',
    code: 'Code',
    incomeGroup: 'Income group',
    group: 'Group',
    economies: 'Economies',
    incomeShare: 'Share of world income, %',
    factor: 'Factor',
    sector: 'Sector',
    output: 'World output',
    elasticity: 'Trade elasticity',
    sectorGroup: 'Sector group',
    incomeGain: 'Real income',
    origin: 'Seller',
    destination: 'Buyer',
    benchmark: 'Before',
    counterfactual: 'After',
    change: 'Change',
    changePercent: 'Change, %',
  },
};

/** What figures say of themselves out of several words. */
export const phrases = {
  inYear: (what: string, year: string) => `${what} in ${year}`,
  source: (version: string, source: string) => `Source: Comity ${version} with ${source}`,
  noGroup: 'No group',
  /** What something is of, or says. */
  pair: (what: string, which: string) => `${what}: ${which}`,
};

/** Names of changes by factor. */
export const factorVariable: Record<FactorVariable, string> = {
  real_price_pct: 'Real price',
  quantity_pct: 'Quantity employed',
  income_pct: 'Income',
  price_pct: 'Price',
};

/** Names of changes by economy: short for headings and menus. */
export const economyVariable: Record<EconomyVariable, string> = {
  real_income_pct: 'Real income',
  real_wage_pct: 'Real wage',
  wage_pct: 'Wage',
  price_pct: 'Consumer prices',
  exports_pct: 'Exports, value',
  imports_pct: 'Imports, value',
  export_volume_pct: 'Exports, volume',
  import_volume_pct: 'Imports, volume',
};

export const sectorVariable: Record<SectorVariable, string> = {
  volume_pct: 'Output, volume',
  output_pct: 'Output, value',
  exports_pct: 'Exports, value',
  imports_pct: 'Imports, value',
  price_pct: 'Price to buyers',
  unit_cost_pct: 'Unit cost',
};

export const view: Record<View, string> = {
  world: 'World',
  europe: 'Europe',
  asia: 'Asia',
  americas: 'Americas',
};

export const closure: Record<Closure, string> = {
  balanced: 'no trade deficits',
  fixed: 'trade deficits held at their benchmark size',
  proportional: 'trade deficits in proportion to income',
};

export type EconomyOrder = 'size' | 'change' | 'name';
export const economyOrder: Record<EconomyOrder, string> = {
  size: 'largest economies first',
  change: 'largest gains in real income first',
  name: 'by name',
};

/** Names of groups of economies and sectors. */
export const groupNames: Record<string, string> = {
  low: 'Low income',
  lower_middle: 'Lower-middle income',
  upper_middle: 'Upper-middle income',
  high: 'High income',
  europe_central_asia: 'Europe and Central Asia',
  east_asia_pacific: 'East Asia and Pacific',
  latin_america_caribbean: 'Latin America and the Caribbean',
  middle_east_north_africa: 'Middle East and North Africa',
  north_america: 'North America',
  south_asia: 'South Asia',
  sub_saharan_africa: 'Sub-Saharan Africa',
  ai_hardware: 'AI hardware',
  ai_goods: 'AI goods',
};

/** The name of a group of economies or sectors: `digital_services` is Digital services. */
export function groupName(key: string): string {
  if (key === '') return phrases.noGroup;
  const plain = key.replaceAll('_', ' ');
  return groupNames[key] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** The line below the title: when, on what, under which closure. */
export function dateline({ baseline, closure: rule, date }: Results): string[] {
  return [day(date), `World economy of ${baseline.year} (${baseline.name})`, `Closure: ${closure[rule]}`];
}

/** Where a figure comes from, short enough to stand below it. */
export function sourceLine({ version, baseline }: Pick<Results, 'version' | 'baseline'>): string {
  const [title = ''] = baseline.source.split(/\. |, release /);
  const source = title.length > 0 && title.length <= 90 ? `${title} (${baseline.name})` : baseline.name;
  return phrases.source(version, source);
}

/** A change too small to speak of: it would print as 0.00. */
export function isUnchanged(change: number): boolean {
  return Math.abs(change) < 0.005;
}

/** 0.21 percent: the size of a change, for sentences that say its direction in words. */
export function size(change: number): string {
  return `${percent(Math.abs(change)).replace(/[+%]/g, '')} percent`;
}

/** The headline: what happens to the world, with the amount it comes to. */
export function worldIncome({ world, baseline }: Results): string {
  const change = world.real_income_pct;
  if (isUnchanged(change)) return 'World real income stays as it is.';
  const worth = money(Math.abs((world.income * change) / 100), baseline.unit);
  const amount = change > 0 ? `worth ${worth}` : `a loss of ${worth}`;
  return `World real income ${change > 0 ? 'rises' : 'falls'} by ${size(change)}, ${amount} a year at the incomes of ${baseline.year}.`;
}

/** How many economies gain, lose, and stay. */
export function gainers({ economies }: Results): {
  gain: number;
  lose: number;
  same: number;
  sentence: string;
} {
  const gain = economies.filter(
    (each) => each.real_income_pct > 0 && !isUnchanged(each.real_income_pct),
  ).length;
  const lose = economies.filter(
    (each) => each.real_income_pct < 0 && !isUnchanged(each.real_income_pct),
  ).length;
  const same = economies.length - gain - lose;
  return { gain, lose, same, sentence: gainSentence(economies.length, gain, lose, same) };
}

function gainSentence(all: number, gain: number, lose: number, same: number): string {
  if (same === all) return all === 1 ? 'The economy stays as it is.' : 'No economy gains or loses.';
  if (all === 1) return gain ? 'The economy gains.' : 'The economy loses.';
  const everyone = all === 2 ? 'Both economies' : `All ${all} economies`;
  if (gain === all) return `${everyone} gain.`;
  if (lose === all) return `${everyone} lose.`;
  const rest = [
    lose > 0 && `${lose} ${lose === 1 ? 'loses' : 'lose'}`,
    same > 0 && `${same} barely ${same === 1 ? 'changes' : 'change'}`,
  ].filter(Boolean);
  const first =
    gain === 0 ? 'No economy gains' : `${gain} of ${all} economies ${gain === 1 ? 'gains' : 'gain'}`;
  return `${first}, ${rest.join(' and ')}.`;
}

/** Who gains most and who loses most, or gains least. */
export function extremes({ economies }: Results): string {
  const sorted = [...economies].sort((a, b) => b.real_income_pct - a.real_income_pct);
  const [top, bottom] = [sorted[0], sorted.at(-1)];
  if (!top || !bottom || top === bottom) return '';
  const [best, worst] = [top.real_income_pct, bottom.real_income_pct];
  if (isUnchanged(best) && isUnchanged(worst)) return '';
  if (percent(best) === percent(worst)) return `The change is the same everywhere: ${percent(best)}.`;
  const tail = `${bottom.name} (${percent(worst)})`;
  const head = `${top.name} (${percent(best)})`;
  if (best <= 0) return `${tail} loses most, ${head} least.`;
  if (worst >= 0) return `${head} gains most, ${tail} least.`;
  return `${head} gains most; ${tail} loses most.`;
}

/** What happens to world trade. */
export function worldTrade({ world }: Results): string {
  const change = world.trade_volume_pct;
  if (isUnchanged(change)) return 'The volume of world trade stays as it is.';
  return `The volume of world trade ${change > 0 ? 'grows' : 'shrinks'} by ${size(change)}.`;
}

/** What the run assumes beyond the plain model. */
export function assumptions({ assumed }: Results): string {
  return assumed?.length ? `This run assumes: ${assumed.join(' ')}` : '';
}

/** Which income groups gain most and least. */
export function divide({ by_income_group: groups }: Results): string {
  const named = groups.filter((group) => group.key !== '');
  if (named.length < 2) return '';
  const sorted = [...named].sort((a, b) => b.real_income_pct - a.real_income_pct);
  const [top, bottom] = [sorted[0]!, sorted.at(-1)!];
  const [best, worst] = [top.real_income_pct, bottom.real_income_pct];
  if (percent(best) === percent(worst)) return `All income groups change alike on average: ${percent(best)}.`;
  const name = ({ key }: typeof top) => `${groupName(key).toLowerCase().replaceAll(' ', '-')} economies`;
  const [head, tail] = [`${name(top)} (${percent(best)})`, `${name(bottom)} (${percent(worst)})`];
  if (best <= 0) return `On average ${tail} lose most and ${head} least.`;
  if (worst >= 0) return `On average ${head} gain most and ${tail} least.`;
  return `On average ${head} gain most, while ${tail} lose.`;
}

/** 38 of 41. */
export function outOf(part: number, all: number): string {
  return `${part} of ${all}`;
}

/** A sector's name inside a sentence: Finance and insurance is finance and insurance. */
function inSentence(name: string): string {
  return /^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

/** Which sector grows and which shrinks most in the world. */
export function sectorExtremes({ sectors, world_sectors: world }: Results): string {
  const rows = sectors
    .map((sector, at) => ({ name: sector.name, change: world.volume_pct[at] ?? null }))
    .filter((row): row is { name: string; change: number } => row.change !== null)
    .sort((a, b) => b.change - a.change);
  const [top, bottom] = [rows[0], rows.at(-1)];
  if (!top || !bottom || top === bottom || isUnchanged(top.change - bottom.change)) return '';
  const [head, tail] = [
    `${inSentence(top.name)} (${percent(top.change)})`,
    `${inSentence(bottom.name)} (${percent(bottom.change)})`,
  ];
  if (top.change <= 0) return `By volume, world output shrinks most in ${tail} and least in ${head}.`;
  if (bottom.change >= 0) return `By volume, world output grows most in ${head} and least in ${tail}.`;
  return `By volume, world output grows most in ${head} and shrinks most in ${tail}.`;
}

/** About an economy in a tooltip: the change, and for real income the amount it comes to. */
export function economyTip(economy: Economy, variable: EconomyVariable, unit: string): string {
  const change = economy[variable];
  const amount = variable === 'real_income_pct' ? `\n${signedMoney(incomeGain(economy), unit)} a year` : '';
  return `${economy.name}\n${economyVariable[variable]} ${percent(change)}${amount}`;
}

export function sectorTip(
  economy: string,
  sector: string,
  variable: SectorVariable,
  change: number | null,
): string {
  return `${economy}\n${sector}\n${change === null ? 'no such activity in the benchmark' : `${sectorVariable[variable]} ${percent(change)}`}`;
}

export function flowTip(
  origin: string,
  destination: string,
  before: number,
  after: number,
  unit: string,
): string {
  const change = before > 0 ? ` (${percent((after / before - 1) * 100)})` : '';
  return `${origin} to ${destination}\n${money(before, unit)} before\n${signedMoney(after - before, unit)}${change}`;
}

/** The first of a list of flows in words. */
export function flowSentence(flow: Pair | undefined, unit: string): string {
  if (!flow) return '';
  const change = flow.percent === null ? '' : `, ${percent(flow.percent)}`;
  return `First ${flow.origin.name} to ${flow.destination.name}, ${signedMoney(flow.change, unit)}${change}.`;
}

export function groupTip(name: string, economies: number, change: number): string {
  return `${name}\n${count(economies, 'economy', 'economies')}, average ${percent(change)}`;
}

/** 1 economy, 3 economies. */
export function count(n: number, one: string, many: string): string {
  return `${fixed(n, 0)} ${n === 1 ? one : many}`;
}

/** A change with its unit, and with its year where there are several; the last if none is given. */
export function changeTitle(
  what: string,
  years: number[] = [],
  year: number | undefined = years.at(-1),
): string {
  return years.length > 0
    ? `${phrases.inYear(what, String(year))}, ${words.unitOnPath}`
    : `${what}, ${words.unit}`;
}

/** Text alternatives: what a chart shows, for those who do not see it. */
export const alternative = {
  map: (title: string, area: View, list: string) => `Map (${view[area]}): ${title}, by economy. ${list}`,
  ranking: (title: string, list: string) => `Bar chart: ${title}, economies from highest to lowest. ${list}`,
  heatmap: (title: string, economies: number, sectors: number) =>
    `Heat map: ${title}, of ${sectors} sectors in ${economies} economies. The table holds every number.`,
  pairs: (title: string, list: string) =>
    `Bar chart: ${title.toLowerCase()} in trade between two economies. ${list}`,
  matrix: (names: string) =>
    `Matrix: change in the value of trade among ${names}, percent. Sellers are rows, buyers columns.`,
  groups: (title: string, list: string) => `Chart: ${title}. ${list}`,
};

/** First and last of a ranked list in words. */
export function rangeSentence(rows: { name: string; value: number }[]): string {
  const sorted = [...rows].sort((a, b) => b.value - a.value);
  const [top, bottom] = [sorted[0], sorted.at(-1)];
  if (!top || !bottom) return '';
  return `Highest ${top.name} ${percent(top.value)}, lowest ${bottom.name} ${percent(bottom.value)}.`;
}

/** What the sectors' heat map leaves out, if anything. */
export function onlyLargest(shown: number, all: number): string {
  return shown < all
    ? `The chart shows the ${shown} largest of ${all} economies; the table has all of them.`
    : '';
}

/** How the solver did, in sentences. */
export function convergence(results: Results): string[] {
  const { tolerance, benchmark, counterfactual, distance, unsupplied, timing_ms: time } = results.convergence;
  return [
    `The counterfactual was found in ${sweeps(counterfactual)}, after ${duration(time.solve)}: every factor market clears and all prices and spending are consistent to ${scientific(counterfactual.residual)} of their value (asked for: ${scientific(tolerance)}).`,
    `Real tables never balance exactly, so the benchmark is an equilibrium too, under the same closure and without the shock. It was found in ${sweeps(benchmark)}, after ${duration(time.benchmark)}, to ${scientific(benchmark.residual)}.`,
    `The benchmark lies ${share(distance.spending)} from the data in spending and ${share(distance.factor_income)} in factor income (sums of absolute differences, as shares of the data)${results.closure === 'balanced' ? '; most of that is the trade deficits, which this closure removes' : ''}. Every change in this report is measured against the benchmark.`,
    ...(unsupplied > 0
      ? [
          `Purchases worth ${money(unsupplied, results.baseline.unit)} are in the data although nobody supplies them; the model leaves them out.`,
        ]
      : []),
  ];
}

function sweeps(solve: Solve): string {
  return (
    count(solve.iterations, 'iteration', 'iterations') +
    (solve.safeguarded ? ' with the safeguarded method' : '')
  );
}

/** Notes on how to read the report. */
export function readingNotes(results: Results): string[] {
  const { baseline } = results;
  return [
    'Every change compares two complete states of the world economy: the benchmark, and the same economy under the scenario once everything has adjusted. They say nothing about how long that takes, and nothing else changes meanwhile.',
    'Real income is what an economy earns from work and capital, tariff revenue and transfers from abroad, over the price of what it buys. The real wage is the pay of work and capital alone, over the same prices.',
    `Values are in units of world value added: the world’s factor income is held at its benchmark. A fall in a value or a price is a fall against that yardstick, so for quantities look at volumes. Amounts are in ${baseline.unit} of ${baseline.year}.`,
    'Exports and imports leave out domestic sales and tariffs. A change in volume weights the change in quantity of each flow by its benchmark value.',
    'World and group averages of real income and real wages are weighted by benchmark income; those of exports and imports by benchmark exports and imports, trade within the group included. World averages by sector are weighted by benchmark output, exports, imports or spending.',
    results.assumed?.length
      ? `The model builds on that of Caliendo and Parro (2015): many sectors that buy from each other, perfect competition, and trade that responds to costs with one elasticity a sector. People do not move between economies. ${assumptions(results)}`
      : 'The model is that of Caliendo and Parro (2015): many sectors that buy from each other, one wage an economy, perfect competition, and trade that responds to costs with one elasticity a sector. People do not move between economies, and jobs lost on the way are not counted.',
  ];
}
