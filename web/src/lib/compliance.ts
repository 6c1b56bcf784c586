/** What the API asks and answers about products and markets; `docs/server.md` has it by example. */
import type { Schemas } from './api';

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

export type ProductQuestion = Schemas['ProductQuestion'] & {
  key: Exclude<keyof Product, 'id' | 'title' | 'summary' | 'home' | 'revenue'>;
};
export type Place = Schemas['MarketPlace'];
export type ComplianceQuestions = Schemas['ComplianceQuestions'] & { questions: ProductQuestion[] };

export type Range = Schemas['CostRange'];
export type Bill = Schemas['Bill'];
export type Duty = Schemas['Duty'];
/** A market; what is `null` of it is barred, or not known. */
export type Market = Required<Schemas['ComplianceMarket']> & {
  pays: 'yes' | 'likely' | 'unlikely' | 'no' | 'home' | 'barred' | null;
};
type CostOfSize = Required<Schemas['CostOfSize']> & {
  markets: Required<Schemas['MarketCostOfSize']>[];
};

export const CASES = [
  'apart',
  'together',
  'recognition',
  'standard',
  'both',
] as const satisfies (keyof Schemas['Totals'])[];

/** What the API answers; what was given is as the form has it. */
export type Plan = Omit<Schemas['Compliance'], 'given' | 'markets' | 'product' | 'sizes'> & {
  given: Product;
  markets: Market[];
  product: Required<Schemas['NamedProduct']>;
  sizes: CostOfSize[];
};

/** A bill as EUR a year, what is paid once spread over the years. */
export function aYear({ one_off, yearly }: Bill, years: number): Range {
  const of = (key: keyof Range) => yearly[key] + one_off[key] / years;
  return { low: of('low'), central: of('central'), high: of('high') };
}
