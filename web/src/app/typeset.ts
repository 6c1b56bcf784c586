/** Spaces that French wants before some marks and inside quotation marks, where no line may break: strings and what functions say. */
export function typeset<Words>(words: Words): Words {
  return dressed(words) as Words;
}

function dressed(words: unknown): unknown {
  if (typeof words === 'string') return spaced(words);
  if (Array.isArray(words)) return words.map(dressed);
  if (typeof words === 'function') {
    return (...given: unknown[]) => dressed((words as (...given: unknown[]) => unknown)(...given));
  }
  if (typeof words !== 'object' || words === null) return words;
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, dressed(value)]));
}

const NARROW = '\u202f';
const WIDE = '\u00a0';

function spaced(text: string): string {
  return text
    .replace(/ ([;?!])/g, `${NARROW}$1`)
    .replace(/ ([:%»])/g, `${WIDE}$1`)
    .replace(/« /g, `«${WIDE}`);
}
