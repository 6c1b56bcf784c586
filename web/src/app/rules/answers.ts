/** The API about rules, and its answers as the rows that pictures take. `docs/server.md` has it by example. */
import { askJson, type Schemas } from '../../lib/api';
import type { Apart, Named } from '../../lib/apart';
import type { IndexOn, Sure } from '../../lib/timeline';
import type { Tree, Union } from '../../lib/tree';

/** A measure that a search found. */
export type Found = Schemas['Found'];
export type Requirement = Schemas['Requirement'];
/** Everything that is known of a measure. */
export type Measure = Schemas['Measure'];
export type Profile = Schemas['Profiled'];

/** The words of the registry, which every part of the page needs. */
export interface Registry {
  /** The day to which it is kept. */
  asOf: string;
  measures: number;
  features: Schemas['Feature'][];
  jurisdictions: Schemas['Jurisdiction'][];
  /** Unions whose law is their members' own, today. */
  unions: (Union & { code: string })[];
  /** Economies of the baseline that have measures. */
  economies: Named[];
}

/** Rows of an answer in which what is not sure was drawn. */
type Drawn<Row, Name extends string> = Record<Name, (Row & { drawn: Schemas['Ranges'] })[]>;

/** How often what is not sure is drawn: for a day, and for each of many years. */
const DRAWS = 100;
const DRAWS_A_YEAR = 40;

export async function readRegistry(baseline: readonly Named[]): Promise<Registry> {
  const [features, jurisdictions, all, { total, as_of: asOf }] = await Promise.all([
    askJson<Schemas['Feature'][]>('policy/features'),
    askJson<Schemas['Jurisdiction'][]>('policy/jurisdictions'),
    askJson<Schemas['Clusters']>('policy/clusters?count=1'),
    askJson<Schemas['Measures']>('policy/measures?limit=1'),
  ]);
  const known = new Set(all.economies);
  const economies = baseline.filter(({ code }) => known.has(code));
  const today = ({ from, until }: Schemas['Member']) => (from ?? '') <= asOf && (!until || asOf < until);
  const unions = jurisdictions
    .filter(({ kind }) => kind === 'union')
    .map(({ code, name, members = [] }) => ({
      code,
      name,
      members: members.filter(today).map((member) => member.code),
    }))
    .filter(({ members }) => economies.filter(({ code }) => members.includes(code)).length > 1);
  return { asOf, measures: total, features, jurisdictions, unions, economies };
}

export interface Wanted {
  words: string;
  jurisdiction: string;
  at: string;
}

export async function findMeasures(wanted: Wanted, most: number): Promise<{ total: number; found: Found[] }> {
  const query = new URLSearchParams({ limit: String(most) });
  if (wanted.words.trim()) query.set('q', wanted.words);
  if (wanted.jurisdiction) query.set('jurisdiction', wanted.jurisdiction);
  if (wanted.at) query.set('at', wanted.at);
  const { total, measures } = await askJson<Schemas['Measures']>(`policy/measures?${query}`);
  return { total, found: measures };
}

export const readMeasure = (id: string) => askJson<Measure>(`policy/measures/${encodeURIComponent(id)}`);

export const readProfile = (code: string, date: string) =>
  askJson<Profile>(`policy/profile/${encodeURIComponent(code)}?date=${encodeURIComponent(date)}`);

export const readStarts = () => askJson<Schemas['Start'][]>('policy/starts');

export async function readDistance(economies: readonly Named[], date: string): Promise<Apart> {
  const { pairs } = await askJson<Drawn<Schemas['Pair'], 'pairs'>>(
    `policy/distance?${among(economies, date)}`,
  );
  const matrix = (of: (pair: (typeof pairs)[number]) => number) =>
    economies.map((_, from) => pairs.slice(from * economies.length, (from + 1) * economies.length).map(of));
  return {
    burden: matrix((pair) => pair.burden),
    recognised: matrix((pair) => pair.recognised),
    low: matrix((pair) => pair.drawn.burden.p05),
    high: matrix((pair) => pair.drawn.burden.p95),
  };
}

export async function readTree(economies: readonly Named[], date: string, count: number): Promise<Tree> {
  const answer = await askJson<Schemas['Clusters']>(
    `policy/clusters?${among(economies, date)}&count=${count}`,
  );
  const names = new Map(economies.map((economy) => [economy.code, economy]));
  const leaf = new Map(answer.economies.map((code, at) => [code, at]));
  return {
    economies: answer.economies.map((code) => names.get(code) ?? { code, name: code }),
    mergers: answer.mergers,
    clusters: answer.clusters.map((codes) => codes.map((code) => leaf.get(code)!)),
    together: answer.together ?? undefined,
  };
}

export async function readIndex(baseline: string, sector: string, to: number): Promise<IndexOn[]> {
  const query = new URLSearchParams({ baseline, sector, to: String(to), draws: String(DRAWS_A_YEAR) });
  const { index } = await askJson<Drawn<Schemas['IndexOf'], 'index'>>(`policy/fragmentation?${query}`);
  const sure = (value: number, { p05, p95 }: Schemas['Range']): Sure => ({ value, range: [p05, p95] });
  return index.map(({ year, burden, heterogeneity, drawn }) => ({
    date: `${year}-12-31`,
    burden: sure(burden, drawn.burden),
    heterogeneity: sure(heterogeneity, drawn.heterogeneity),
  }));
}

function among(economies: readonly Named[], date: string): URLSearchParams {
  const codes = economies.map(({ code }) => code).join(',');
  return new URLSearchParams({ economies: codes, date, draws: String(DRAWS) });
}
