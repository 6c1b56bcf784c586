/** Changes of a product and its markets. */
import {
  CASES,
  aYear,
  type Asked,
  type Plan,
  type Product,
  type ProductQuestion,
  type Range,
} from '../../lib/compliance';
import { named } from '../screen/draft';

const YEARS = 3;

export function empty(): Asked {
  return { product: { id: '', title: '', home: '' }, markets: [], years: YEARS };
}

/** The product as it is sent: what a file needs has a word, and only markets that are asked about have a revenue. */
export function sent(product: Product, untitled: string): Product {
  const title = product.title.trim() || untitled;
  return { ...product, id: product.id.trim() || named(title), title };
}

/** Whether enough is known to ask. */
export function askable({ product, markets }: Asked): boolean {
  return product.home !== '' && markets.length > 0;
}

/** Answers a question, or takes the answer away. */
export function setAnswer<Key extends ProductQuestion['key']>(
  product: Product,
  key: Key,
  answer: Product[Key] | undefined,
): void {
  if (answer === undefined) delete product[key];
  else product[key] = answer;
  // What is kept elsewhere crosses borders.
  if (key === 'stored' && answer === 'elsewhere' && product.crosses_borders === false)
    delete product.crosses_borders;
  if (key === 'crosses_borders' && answer === false && product.stored === 'elsewhere') delete product.stored;
}

/** Puts a word into a list or takes it out; a list that was not given begins with none. */
export function toggled(list: string[] | undefined, word: string, on: boolean): string[] {
  const others = (list ?? []).filter((other) => other !== word);
  return on ? [...others, word] : others;
}

/** Moves a market earlier (-1) or later (1) in the row. */
export function moved(markets: string[], code: string, by: -1 | 1): string[] {
  const at = markets.indexOf(code);
  const to = at + by;
  if (at < 0 || to < 0 || to >= markets.length) return markets;
  const next = [...markets];
  [next[at], next[to]] = [next[to]!, next[at]!];
  return next;
}

/** Says what is expected to be earned in a market. */
export function setRevenue(product: Product, market: string, amount: number | undefined): void {
  const revenue = { ...product.revenue };
  if (amount === undefined) delete revenue[market];
  else revenue[market] = amount;
  product.revenue = revenue;
}

export interface Case {
  name: (typeof CASES)[number];
  year: Range;
  once: Range;
  yearly: Range;
  /** What it saves against the markets in a row, EUR a year; `null` where nothing is compared. */
  saves: number | null;
}

/** The bills of all markets together, and what recognition and common standards would save. */
export function cases({ totals, years }: Plan): Case[] {
  const base = aYear(totals.together, years).central;
  return CASES.map((name) => {
    const year = aYear(totals[name], years);
    const compared = name !== 'apart' && name !== 'together';
    return {
      name,
      year,
      once: totals[name].one_off,
      yearly: totals[name].yearly,
      saves: compared ? base - year.central : null,
    };
  });
}

/** Home and the markets, each once. */
export function places({ product, markets }: Plan): { code: string; name: string }[] {
  const all = [
    { code: product.home, name: product.home_name },
    ...markets.map(({ economy, name }) => ({ code: economy, name })),
  ];
  return all.filter(({ code }, at) => all.findIndex((other) => other.code === code) === at);
}
