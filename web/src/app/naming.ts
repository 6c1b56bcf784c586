/** Names that come with answers of the API, in the reader's language where it has a word for them. */
import { alpha2 } from '../lib/countries';
import type { Questions } from '../lib/screening';
import { speech } from './language.svelte';
import type { RegistryText } from './text/registry';

/** Words of the registry by id. */
export type Kind = {
  [Key in keyof RegistryText]: RegistryText[Key] extends Record<string, string> ? Key : never;
}[keyof RegistryText];

/** A text, and the language it is in where that is not the reader's. */
export interface Named {
  text: string;
  lang: 'en-GB' | undefined;
}

/** A word of the registry: translated, or else in its English, and said to be so. */
export function named(kind: Kind, id: string, english: string): Named {
  return said(speech.registry?.[kind as 'facts'][id], english);
}

/** A text of the page itself. */
export function own(text: string): Named {
  return { text, lang: undefined };
}

/** What a level of a feature means. */
export function levelOf(feature: string, level: number, english: string): Named {
  const words = speech.registry;
  return said(level === 0 ? words?.answers['none'] : words?.levels[feature]?.[level - 1], english);
}

/** What a provision asks: a fact that the draft is asked for, or a question of its own; where it is not touched, with the answer. */
export function asked(english: string, questions: Questions): Named {
  if (!english.endsWith(NO)) return asks(english, questions);
  const { text, lang } = asks(english.slice(0, -NO.length), questions);
  return { text: `${text} ${lang ? 'No' : speech.text.screen.no}.`, lang };
}

const NO = ' No.';

function asks(english: string, { groups }: Questions): Named {
  const fact = groups.flatMap(({ questions }) => questions).find(({ ask }) => ask === english);
  return fact ? named('facts', fact.id, english) : named('questions', english, english);
}

/** An economy, a union, a body or an agreement by its code. */
export function placeName(code: string, english: string): string {
  const words = speech.registry;
  if (!words) return english;
  return words.places[code] ?? regionName(code) ?? english;
}

/** The same of a whole list. */
export function placed<Place extends { code: string; name: string }>(places: readonly Place[]): Place[] {
  return places.map((place) => ({ ...place, name: placeName(place.code, place.name) }));
}

/** Places by name, as the reader's language orders them. */
export function byName<Place extends { name: string }>(places: readonly Place[]): Place[] {
  return [...places].sort((a, b) => a.name.localeCompare(b.name, speech.text.tag));
}

/** Sectors of a baseline, known by their English names: codes mean something else in each. */
export function sectorsNamed<Sector extends { name: string }>(sectors: readonly Sector[]): Sector[] {
  return sectors.map((sector) => ({ ...sector, name: named('sectors', sector.name, sector.name).text }));
}

function said(translated: string | undefined, english: string): Named {
  return translated === undefined ? { text: english, lang: 'en-GB' } : own(translated);
}

/** What browsers call regions, by language: finding out anew for each name takes most of the time of a long list. */
const regions = new Map<string, Intl.DisplayNames>();

function regionName(code: string): string | undefined {
  const region = alpha2(code);
  if (!region) return undefined;
  const { tag } = speech.text;
  const names = regions.get(tag) ?? new Intl.DisplayNames(tag, { type: 'region' });
  regions.set(tag, names);
  return names.of(region);
}
