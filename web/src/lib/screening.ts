/** What the API asks and answers about draft measures; `docs/server.md` has it by example. */
import type { Schemas } from './api';

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

export type Question = Schemas['FactQuestion'];
export type Example = Schemas['WorkedExample'];
export type Questions = Schemas['ScreeningQuestions'];
export type Status = Schemas['ProvisionStatus'];
export type Finding = Schemas['Finding'];
export type Similar = Schemas['SimilarMeasure'];
export type Suggestions = Schemas['Suggestions'];

export type Memo = Omit<Schemas['Screening'], 'draft' | 'next'> & {
  draft: Draft;
  /** The fact that an interview asks for next. */
  next: string | null;
};
