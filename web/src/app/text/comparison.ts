import type { compareSays } from '../../lib/comparisonSays';
import type { compareWords } from '../../lib/comparisonText';
import type { phrases, words } from '../../lib/text';

/** What a comparison says in another language than English, which its page has. */
export interface ComparisonText {
  words: typeof compareWords;
  says: typeof compareSays;
  /** Words that its figures and tables share with the report. */
  page: Pick<typeof words, Shared> & { column: typeof words.column };
  phrases: typeof phrases;
  closure: Record<'balanced' | 'fixed' | 'proportional', string>;
  steps: { whose: string; year: string; earlier: string; later: string };
}

type Shared =
  | 'contents'
  | 'warnings'
  | 'headlines'
  | 'show'
  | 'order'
  | 'world'
  | 'noGroups'
  | 'unit'
  | 'unitOnPath'
  | 'scenarioFile'
  | 'sources'
  | 'source'
  | 'licence'
  | 'notes'
  | 'steps'
  | 'files';
