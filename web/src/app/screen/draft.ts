/** Changes of a draft that keep what it says of the same thing in step. */
import type { Covers, Draft, Given, Memo, Question, Questions } from '../../lib/screening';

/** Lists of words that a draft covers, and the facts that they give. */
export const LISTS = {
  products: 'applies_to_goods',
  services: 'applies_to_services',
  right_holders: 'affects_intellectual_property',
} as const;

export const MODES = [1, 2, 3, 4] as const;
/** Across the border, which is what the fact asks. */
const ACROSS = 1;

export function empty(): Draft {
  return { id: '', title: '', jurisdiction: '' };
}

/** The draft as it is sent: what a file needs has a word. */
export function sent(draft: Draft, untitled: string): Draft {
  const title = draft.title.trim() || untitled;
  return { ...draft, id: draft.id.trim() || named(title), title, date: draft.date || null };
}

/** A short name out of a title. */
export function named(title: string): string {
  const plain = title.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return (
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 40)
      .replace(/^-+|-+$/g, '') || 'draft'
  );
}

/** Answers a fact, or takes the answer away; what the draft covers follows. */
export function setFact(draft: Draft, id: string, given: Given | undefined): void {
  const facts = { ...draft.facts };
  if (given === undefined) delete facts[id];
  else facts[id] = given;
  draft.facts = facts;
  const covers: Covers = { ...draft.covers };
  for (const [list, fact] of Object.entries(LISTS) as [keyof typeof LISTS, string][]) {
    if (fact !== id) continue;
    if (given === false) covers[list] = [];
    else if (given !== true || covers[list]?.length === 0) delete covers[list];
  }
  if (id === 'supply_across_border' && covers.modes) {
    const others = covers.modes.filter((mode) => mode !== ACROSS);
    if (given === true) covers.modes = [ACROSS, ...others];
    else if (given === false) covers.modes = others;
    else delete covers.modes;
  }
  draft.covers = covers;
  if (id === 'notified' && given !== true) delete draft.notified_on;
}

/** Says what a draft covers, in words apart by semicolons; the fact follows. */
export function setList(draft: Draft, list: keyof typeof LISTS | 'suppliers', text: string): void {
  const words = text
    .split(';')
    .map((word) => word.trim())
    .filter(Boolean);
  const covers: Covers = { ...draft.covers };
  if (words.length > 0) covers[list] = words;
  else delete covers[list];
  draft.covers = covers;
  if (list !== 'suppliers' && words.length > 0) draft.facts = { ...draft.facts, [LISTS[list]]: true };
}

/** Says which modes of supply it covers; the fact follows. */
export function setModes(draft: Draft, modes: number[]): void {
  const covers: Covers = { ...draft.covers };
  if (modes.length > 0) covers.modes = [...modes].sort();
  else delete covers.modes;
  draft.covers = covers;
  if (modes.length > 0) draft.facts = { ...draft.facts, supply_across_border: modes.includes(ACROSS) };
}

/** Says on which day it was notified; the fact follows. */
export function setNotified(draft: Draft, day: string): void {
  if (day) {
    draft.notified_on = day;
    draft.facts = { ...draft.facts, notified: true };
  } else {
    delete draft.notified_on;
  }
}

/** How many of some questions are answered. */
export function answered(draft: Draft, questions: Question[]): number {
  return questions.filter(({ id }) => draft.facts?.[id] !== undefined).length;
}

export function questionOf(questions: Questions, id: string | null): Question | undefined {
  return questions.groups.flatMap((group) => group.questions).find((question) => question.id === id);
}

/** What is to be published or notified, each sentence with the provisions that ask it. */
export function duties(memo: Memo): { duty: string; provisions: string[] }[] {
  const found = new Map<string, string[]>();
  for (const { provision, status, duties } of memo.findings) {
    if (status !== 'touched') continue;
    for (const duty of duties) found.set(duty, [...(found.get(duty) ?? []), provision]);
  }
  return [...found].map(([duty, provisions]) => ({ duty, provisions }));
}
