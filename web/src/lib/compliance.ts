/** What the API asks and answers about products and markets; `docs/server.md` has it by example. */
import type { Example } from './screening';

/** A product: the keys of its file. What is left out is not known. */
export interface Product {
  id: string;
  title: string;
  summary?: string;
  home: string;
  risk?: string;
  sectors?: string[];
  functions?: string[];
  data?: string[];
  stored?: string;
  crosses_borders?: boolean;
  delivery?: string[];
  copyrighted_works?: boolean;
  model?: string;
  children?: boolean;
  countries_of_concern?: boolean;
  size?: string;
  systems?: number;
  regions?: string[];
  margin?: number;
  revenue?: Record<string, number>;
}

/** What is asked: a product, its markets in the order in which they are entered, and the terms of the sum. */
export interface Asked {
  product: Product;
  markets: string[];
  date?: string;
  years: number;
}

export interface ProductQuestion {
  key: Exclude<keyof Product, 'id' | 'title' | 'summary' | 'home' | 'revenue'>;
  ask: string;
  kind: 'word' | 'words' | 'yes_no' | 'number' | 'share' | 'regions';
  words: string[];
}

export interface Place {
  code: string;
  name: string;
  has_measures: boolean;
}

export interface ComplianceQuestions {
  questions: ProductQuestion[];
  economies: Place[];
  unions: Place[];
  regions: Place[];
  date: string;
  examples: Example[];
  notice: string;
}

export interface Range {
  low: number;
  central: number;
  high: number;
}

/** A year's cost; `null` where the product is barred. */
export interface Cost {
  cost_low: number | null;
  cost_central: number | null;
  cost_high: number | null;
}

export interface Bill {
  one_off: Range;
  yearly: Range;
}

export interface Duty {
  feature: string;
  name: string;
  level: number;
  measure: string;
  title: string;
  source: string;
  article: string;
  since: string;
  applies: 'yes' | 'open';
  because: string[];
  depends_on: string[];
  recognised: boolean;
  also: { measure: string; title: string; source: string; article: string; level: number }[];
  no_price: string | null;
}

export interface Market extends Cost {
  economy: string;
  name: string;
  at_home: boolean;
  barred: boolean;
  unknown: boolean;
  duties: Duty[];
  one_off: Range | null;
  yearly: Range | null;
  added: { one_off: number; yearly: number };
  break_even: number | null;
  break_even_low: number | null;
  break_even_high: number | null;
  revenue: number | null;
  pays: 'yes' | 'likely' | 'unlikely' | 'no' | 'home' | 'barred' | null;
}

export interface Change {
  date: string;
  economy: string;
  measure: string;
  title: string;
  source: string;
  what: 'begins' | 'changes' | 'ends';
  applies: 'yes' | 'open';
  features: { feature: string; name: string; level: number }[];
}

export interface Price {
  feature: string;
  name: string;
  one_off: Range;
  yearly: Range;
  status: string;
  note: string;
  sources: { title: string; url: string; note: string }[];
}

export const CASES = ['apart', 'together', 'recognition', 'standard', 'both'] as const;

export interface Plan {
  product: { id: string; title: string; home: string; home_name: string; risk: string | null };
  given: Product;
  date: string;
  years: number;
  currency: string;
  price_year: number;
  notice: string;
  markets: Market[];
  totals: Record<(typeof CASES)[number], Bill>;
  sizes: (Cost & { size: string; markets: (Cost & { economy: string })[] })[];
  overlap: { met_in: string; asked_in: string; share: number }[];
  changes: Change[];
  not_known: { fact: string; question: string; duties: number }[];
  prices: Price[];
}

/** A bill as EUR a year, what is paid once spread over the years. */
export function aYear({ one_off, yearly }: Bill, years: number): Range {
  const of = (key: keyof Range) => yearly[key] + one_off[key] / years;
  return { low: of('low'), central: of('central'), high: of('high') };
}
