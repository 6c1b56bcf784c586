/** The API about rules, and its answers as the rows that pictures take. `docs/server.md` has it by example. */
import { askJson } from '../../lib/api';
import type { Apart, Named } from '../../lib/apart';
import type { IndexOn, Start, Sure } from '../../lib/timeline';
import type { Tree, Union } from '../../lib/tree';

/** A measure that a search found. */
export interface Found {
  id: string;
  jurisdiction: string;
  title: string;
  official_ref: string;
  status: string;
}

export interface Requirement {
  feature: string;
  level: number;
  article?: string;
}

/** Everything that is known of a measure; what is not known is left out. */
export interface Measure extends Found {
  subnational?: string;
  introduced?: string;
  adopted?: string;
  in_force?: string;
  applies_from?: string;
  lapsed_or_revoked?: string;
  binding: string;
  kind: string;
  sectors: string[];
  summary: string;
  max_penalty?: string;
  source_url: string;
  read_at?: string;
  url_seen: boolean;
  confidence: string;
  basis: string;
  coded_by?: string;
  coded_on?: string;
  notes?: string;
  features: Requirement[];
  stage?: { from: string; what?: string; features: Requirement[] }[];
}

export interface Feature {
  id: string;
  name: string;
  role: string;
}

export interface Profile {
  economy: string;
  name: string;
  date: string;
  features: {
    feature: string;
    stringency: number;
    level: number;
    measure: string | null;
    article: string | null;
  }[];
}

interface Jurisdiction extends Named {
  kind: 'economy' | 'union' | 'body' | 'agreement' | 'federal_unit';
  members?: { code: string; from?: string; until?: string }[];
}

interface Drawn {
  p05: number;
  p95: number;
}

interface Drawings {
  burden: Drawn;
  heterogeneity: Drawn;
}

/** The words of the registry, which every part of the page needs. */
export interface Registry {
  /** The day to which it is kept. */
  asOf: string;
  measures: number;
  features: Feature[];
  jurisdictions: Jurisdiction[];
  /** Unions whose law is their members' own, today. */
  unions: (Union & { code: string })[];
  /** Economies of the baseline that have measures. */
  economies: Named[];
}

/** How often what is not sure is drawn: for a day, and for each of many years. */
const DRAWS = 100;
const DRAWS_A_YEAR = 40;

export async function readRegistry(baseline: readonly Named[]): Promise<Registry> {
  const [features, jurisdictions, all, { total, as_of: asOf }] = await Promise.all([
    askJson<Feature[]>('policy/features'),
    askJson<Jurisdiction[]>('policy/jurisdictions'),
    askJson<{ economies: string[] }>('policy/clusters?count=1'),
    askJson<{ total: number; as_of: string }>('policy/measures?limit=1'),
  ]);
  const known = new Set(all.economies);
  const economies = baseline.filter(({ code }) => known.has(code));
  const today = ({ from, until }: { from?: string; until?: string }) =>
    (from ?? '') <= asOf && (until === undefined || asOf < until);
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
  const { total, measures } = await askJson<{ total: number; measures: Found[] }>(`policy/measures?${query}`);
  return { total, found: measures };
}

export const readMeasure = (id: string) => askJson<Measure>(`policy/measures/${encodeURIComponent(id)}`);

export const readProfile = (code: string, date: string) =>
  askJson<Profile>(`policy/profile/${encodeURIComponent(code)}?date=${encodeURIComponent(date)}`);

export const readStarts = () => askJson<Start[]>('policy/starts');

export async function readDistance(economies: readonly Named[], date: string): Promise<Apart> {
  const { pairs } = await askJson<{
    pairs: { burden: number; recognised: number; drawn: Drawings }[];
  }>(`policy/distance?${among(economies, date)}`);
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
  const answer = await askJson<{
    economies: string[];
    mergers: Tree['mergers'];
    clusters: string[][];
    together?: number[];
  }>(`policy/clusters?${among(economies, date)}&count=${count}`);
  const names = new Map(economies.map((economy) => [economy.code, economy]));
  const leaf = new Map(answer.economies.map((code, at) => [code, at]));
  return {
    economies: answer.economies.map((code) => names.get(code) ?? { code, name: code }),
    mergers: answer.mergers,
    clusters: answer.clusters.map((codes) => codes.map((code) => leaf.get(code)!)),
    together: answer.together,
  };
}

export async function readIndex(baseline: string, sector: string, to: number): Promise<IndexOn[]> {
  const query = new URLSearchParams({ baseline, sector, to: String(to), draws: String(DRAWS_A_YEAR) });
  const { index } = await askJson<{
    index: { year: number; burden: number; heterogeneity: number; drawn: Drawings }[];
  }>(`policy/fragmentation?${query}`);
  const sure = (value: number, { p05, p95 }: Drawn): Sure => ({ value, range: [p05, p95] });
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
