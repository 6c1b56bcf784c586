/** Rules in the results (`view/rules.rs` of `crates/report` is the other side of this file), as tidy rows, and every word about them. */
import { day, decimalsFor, fixed } from './format';
import type { Pictures } from './pictures';
import type { Results } from './results';

/** A number before the scenario and in it. */
export type BeforeAfter = [before: number, after: number];

export interface Rules {
  /** The day whose rules hold. */
  date: string;
  /** The day whose rules the benchmark has. */
  against: string;
  /** Codes of economies of whose rules nothing is known. */
  unknown: string[];
  /** By how much real income of the world would be higher without burdens, in percent. */
  world_without_pct: BeforeAfter;
  /** In the order of the economies; burdens and trust from 0 to 1. */
  economies: { exporters: BeforeAfter; market: BeforeAfter; trust: BeforeAfter; without_pct: BeforeAfter }[];
  behind: {
    origin: number;
    destination: number;
    feature: string;
    burden: BeforeAfter;
    before: Law;
    after: Law;
    /** The share of the pair in all trade that meets rules. */
    trade: number;
  }[];
  pictures: Pictures;
}

/** A measure and its article; empty where there is none. */
export interface Law {
  id: string;
  title: string;
  article: string;
}

export interface RuleRow {
  code: string;
  economy: string;
  exporters: BeforeAfter;
  market: BeforeAfter;
  trust: BeforeAfter;
  without: BeforeAfter;
}

export interface BehindRow {
  origin: string;
  destination: string;
  feature: string;
  burden: BeforeAfter;
  law: string;
  trade: number;
}

/** One row an economy of whose rules something is known. */
export function ruleRows(results: Results, rules: Rules): RuleRow[] {
  return results.economies
    .map(({ code, name }, at) => ({ code, economy: name, ...economyOf(rules, at) }))
    .filter(({ code }) => !rules.unknown.includes(code));
}

function economyOf(rules: Rules, at: number) {
  const { exporters, market, trust, without_pct } = rules.economies[at]!;
  return { exporters, market, trust, without: without_pct };
}

/** What changes burdens, the largest first, with the measure behind each. */
export function behindRows(results: Results, rules: Rules): BehindRow[] {
  const name = (at: number) => results.economies[at]!.name;
  return rules.behind.map((row) => ({
    origin: name(row.origin),
    destination: name(row.destination),
    feature: row.feature,
    burden: row.burden,
    law: behind(row.before, row.after),
    trade: row.trade,
  }));
}

/** The measure that requires it, and the one that comes instead where that is another. */
function behind(before: Law, after: Law): string {
  const named = ({ id, title, article }: Law) =>
    id === '' ? rulesWords.nothing : `${title}${article === '' ? '' : `, ${article}`} (${id})`;
  return before.id === after.id && before.article === after.article
    ? named(after)
    : `${named(before)} → ${named(after)}`;
}

export const rulesWords = {
  title: 'Rules',
  nothing: 'none',
  mapTitle: 'What rules ask of exporters and of those who sell to each economy',
  mapNote:
    'Burdens from 0 to 1, means over what is traded and meets rules in the sectors that measures cover. Safeguards from 0 to 1. Without burdens: by how much real income would be higher.',
  mapLabel: (title: string, lowest: string, highest: string) =>
    `${title} by economy, from ${lowest} to ${highest}. The table has every number.`,
  when: 'When',
  change: 'Change',
  behindTitle: 'The measures behind it',
  behind: 'The largest changes of what selling abroad takes, with the measures behind them',
  economy: 'Economy',
  exporters: 'Exporters meet',
  market: 'Asks of others',
  trust: 'Safeguards',
  without: 'Without burdens',
  origin: 'From',
  destination: 'To',
  feature: 'What is required',
  before: 'Before',
  after: 'After',
  law: 'Measure',
  trade: 'Share of trade',
};

/** What the numbers are, and what differences of rules cost the world. */
export function rulesSentences(rules: Rules): string[] {
  const [before, after] = rules.world_without_pct;
  const days =
    rules.date === rules.against
      ? `Rules are those of ${day(rules.date)}, as the scenario changes them.`
      : `Rules of ${day(rules.date)} stand beside those of ${day(rules.against)}.`;
  return [
    `${days} A burden of 0 is to require nothing beyond home, 1 to require everything at its strictest where home requires nothing; means are over what is traded and meets rules.`,
    `Without any burden between economies, real income of the world would be ${higher(before)} before the scenario, and ${higher(after)} in it.`,
    ...(rules.unknown.length > 0
      ? [`Nothing is known of rules in ${rules.unknown.join(', ')}, where nothing changes.`]
      : []),
  ];
}

/** What the pictures stand on. */
export function drawnSentence({ pictures }: Rules): string {
  return `Distances, clusters and the index are of whole economies, as \`comity policy\` has them. Intervals hold 90 percent of ${pictures.draws} draws of weights and of levels that are not sure.`;
}

/** 0.25% higher. */
function higher(value: number): string {
  return `${fixed(Math.abs(value), decimalsFor(value))}% ${value < 0 ? 'lower' : 'higher'}`;
}

/** A burden as people read it. */
export function burden(value: number): string {
  return value.toFixed(3);
}
