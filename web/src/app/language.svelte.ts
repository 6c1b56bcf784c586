import { writeNumbersAs } from '../lib/format';
import { aiWords } from '../lib/aiText';
import { compareSays } from '../lib/comparisonSays';
import { compareWords } from '../lib/comparisonText';
import { pictureWords } from '../lib/picturesText';
import { closure, economyVariable, groupNames, phrases, words } from '../lib/text';
import type { ComparisonText } from './text/comparison';
import { en, type Text } from './text/en';
import { es } from './text/es';
import { comparison as esComparison } from './text/es/comparison';
import { registry as esRegistry } from './text/es/registry';
import { fr } from './text/fr';
import { comparison as frComparison } from './text/fr/comparison';
import { registry as frRegistry } from './text/fr/registry';
import type { RegistryText } from './text/registry';
import { typeset } from './typeset';

export const LANGUAGES = { en: 'English', fr: 'Français', es: 'Español' } as const;
export type Language = keyof typeof LANGUAGES;

/** All that the page says in a language. */
interface Said {
  text: Text;
  /** What the registry says, where that is not its own language. */
  registry?: RegistryText;
  comparison: ComparisonText;
}

/** What a comparison says in English, as its own page does; kept before another language stands in its place. */
const english: ComparisonText = {
  words: { ...compareWords },
  says: { ...compareSays },
  page: { ...words },
  phrases: { ...phrases },
  closure: { ...closure },
  steps: { ...aiWords },
};
/** Made when it is spoken: most readers speak one. */
const SAID: Record<Language, () => Said> = {
  en: () => ({ text: en, comparison: english }),
  fr: () => typeset({ text: fr, registry: frRegistry, comparison: frComparison }),
  es: () => ({ text: es, registry: esRegistry, comparison: esComparison }),
};
const KEY = 'comity-language';

/** The language of the page: the reader's choice, else the browser's, else English. */
class Speech {
  language = $state<Language>('en');
  #said = $state.raw<Said>(SAID.en());

  constructor() {
    this.speak(first());
  }

  get text(): Text {
    return this.#said.text;
  }

  get registry(): RegistryText | undefined {
    return this.#said.registry;
  }

  speak(language: Language): void {
    const said = SAID[language]();
    const { text, comparison } = said;
    const { tag, viewer, pictures, columns, world } = text;
    // The viewer's parts take their words and numbers from here; the page draws them anew in another language.
    Object.assign(words, comparison.page, viewer);
    Object.assign(compareWords, comparison.words);
    Object.assign(compareSays, comparison.says);
    Object.assign(phrases, comparison.phrases);
    Object.assign(closure, comparison.closure);
    Object.assign(aiWords, comparison.steps);
    Object.assign(economyVariable, columns);
    Object.assign(groupNames, world.groups, world.sectorGroups);
    Object.assign(pictureWords, pictures);
    writeNumbersAs(tag);
    document.documentElement.lang = tag;
    this.#said = said;
    this.language = language;
    try {
      localStorage.setItem(KEY, language);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  }
}

function first(): Language {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(KEY);
  } catch {
    // Some browsers forbid it.
  }
  const wanted = [stored ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2));
  return wanted.find((tag): tag is Language => tag in LANGUAGES) ?? 'en';
}

export const speech = new Speech();
