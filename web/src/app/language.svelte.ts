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

const TEXTS: Record<Language, Text> = { en, fr: typeset(fr), es };
/** What the registry says, in languages other than its own. */
export const REGISTRIES: Partial<Record<Language, RegistryText>> = {
  fr: typeset(frRegistry),
  es: esRegistry,
};
/** What a comparison says; in English as its own page does. */
const COMPARISONS: Record<Language, ComparisonText> = {
  en: {
    words: { ...compareWords },
    says: { ...compareSays },
    page: { ...words },
    phrases: { ...phrases },
    closure: { ...closure },
    steps: { ...aiWords },
  },
  fr: typeset(frComparison),
  es: esComparison,
};
const KEY = 'comity-language';

/** The language of the page: the reader's choice, else the browser's, else English. */
class Speech {
  language = $state<Language>(first());

  constructor() {
    this.speak(this.language);
  }

  get text(): Text {
    return TEXTS[this.language];
  }

  speak(language: Language): void {
    const { tag, viewer, pictures, columns, world } = TEXTS[language];
    const said = COMPARISONS[language];
    // The viewer's parts take their words and numbers from here; the page draws them anew in another language.
    Object.assign(words, said.page, viewer);
    Object.assign(compareWords, said.words);
    Object.assign(compareSays, said.says);
    Object.assign(phrases, said.phrases);
    Object.assign(closure, said.closure);
    Object.assign(aiWords, said.steps);
    Object.assign(economyVariable, columns);
    Object.assign(groupNames, world.groups, world.sectorGroups);
    Object.assign(pictureWords, pictures);
    writeNumbersAs(tag);
    document.documentElement.lang = tag;
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
  return wanted.find((tag): tag is Language => tag in TEXTS) ?? 'en';
}

export const speech = new Speech();
