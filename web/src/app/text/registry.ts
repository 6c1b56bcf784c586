/**
 * What the registry, scenarios and worked examples ask and name, in another language than its own. Its English comes from the API and stands nowhere here, so that a
 * word without a translation, as a registry of one's own may have, is shown as it is.
 */
export interface RegistryText {
  /** Groups of the facts that a draft is asked for, by id. */
  groups: Record<string, string>;
  /** Those facts, as questions, by id. */
  facts: Record<string, string>;
  /** Words that answer them, and that of a feature's level 0. */
  answers: Record<string, string>;
  /** What provisions ask beyond the facts, by its English. */
  questions: Record<string, string>;
  /** Provisions of agreements, by id. */
  provisions: Record<string, string>;
  /** What is said of provisions that do not plainly bind, by its English. */
  caveats: Record<string, string>;
  /** Features of measures, by id. */
  features: Record<string, string>;
  /** What levels 1, 2 and 3 of each feature mean, by id. */
  levels: Record<string, [string, string, string]>;
  /** Kinds of measures. */
  kinds: Record<string, string>;
  /** Sectors in which a product is used. */
  uses: Record<string, string>;
  /** Why a duty reaches a product, by its English. */
  reasons: Record<string, string>;
  /** Work that duties cost, by its English. */
  works: Record<string, string>;
  /** Unions, bodies, agreements and parts of economies, and economies that are called otherwise than browsers call them, by code. */
  places: Record<string, string>;
  /** Sectors of baselines, by their English. */
  sectors: Record<string, string>;
  /** Names of the scenarios that ship, by id. */
  scenarios: Record<string, string>;
  /** What they ask, by id. */
  summaries: Record<string, string>;
  /** Titles of the drafts and products that ship, by id. */
  examples: Record<string, string>;
  /** What answers say of themselves. */
  notices: Record<'screening' | 'similar' | 'suggestions' | 'compliance', string>;
}
