/** Why a duty reaches a product: a closed list of reasons, and two that name what it is used for or where it is sold. */
import { named, own, placeName, type Named } from '../naming';

const FOR = 'it is for';
const SOLD = 'it is sold in';

export function reason(english: string): Named {
  const known = named('reasons', english, english);
  if (known.lang === undefined) return known;
  const begins = [SOLD, FOR].find((words) => english.startsWith(`${words} `));
  const head = begins && named('reasons', begins, begins);
  if (!head || head.lang) return known;
  const rest = english.slice(begins.length + 1).split(', ');
  const name = (word: string) =>
    begins === SOLD ? placeName(word, word) : named('uses', word.replaceAll(' ', '_'), word).text;
  return own(`${head.text} ${rest.map(name).join(', ')}`);
}
