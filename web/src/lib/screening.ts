/** What the API asks and answers about draft measures; `docs/server.md` has it by example. */

export type Given = boolean | number | string;

/** A draft as plain words and numbers: the keys of its file. */
export interface Draft {
  id: string;
  title: string;
  jurisdiction: string;
  summary?: string;
  date?: string | null;
  notified_on?: string;
  published_on?: string;
  applies_from?: string;
  kind?: string;
  sectors?: string[];
  covers?: Covers;
  /** What is left out is not known; `unknown` was asked and is not known. */
  facts?: Record<string, Given>;
  features?: Record<string, number>;
}

/** A list left out says nothing, an empty one says "none". */
export interface Covers {
  products?: string[];
  services?: string[];
  modes?: number[];
  suppliers?: string[];
  right_holders?: string[];
}

export interface Question {
  id: string;
  ask: string;
  kind: 'yes_no' | 'word' | 'number';
  words: string[];
  decides: string[];
}

export interface Example {
  name: string;
  title: string;
  summary: string;
}

export interface Feature {
  id: string;
  name: string;
  levels: string[];
}

export interface Questions {
  groups: { id: string; title: string; questions: Question[] }[];
  kinds: { word: string; meaning: string }[];
  features: Feature[];
  examples: Example[];
  notice: string;
}

export type Status = 'touched' | 'needs_facts' | 'not_touched';

export interface Finding {
  provision: string;
  status: Status;
  question: string;
  exceptions: string[];
  evidence: string[];
  duties: string[];
  heading: string;
  agreement: string;
  article: string;
  kind: string;
  caveat: string | null;
  obligation: string | null;
  answers: { question: string; answer: 'yes' | 'no' | 'open'; facts: string[] }[];
  study: string[];
  body: string | null;
  disputes: string[];
  confidence: string;
  note: string | null;
}

export interface Similar {
  measure: string;
  jurisdiction: string;
  of: string;
  title: string;
  official_ref: string;
  status: string;
  date?: string;
  likeness: number;
  shared: { feature: string; draft: number; measure: number; article: string }[];
  only_draft: string[];
  only_measure: string[];
}

export interface Memo {
  draft: Draft;
  notice: string;
  findings: Finding[];
  facts_to_give: { fact: string; question: string; provisions: string[] }[];
  /** The fact that an interview asks for next. */
  next: string | null;
  similar: Similar[];
  similar_notice: string;
}

export interface Suggestion {
  feature: string;
  name: string;
  level: number;
  meaning: string;
  confidence: number;
  evidence: { line: number; article: string; title: string; sentence: string }[];
}

export interface Suggestions {
  notice: string;
  suggestions: Suggestion[];
}
