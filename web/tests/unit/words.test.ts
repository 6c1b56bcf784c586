/** Every word of the registry has a translation, and every translation is of a word that the registry has. */
import { expect, test } from 'vitest';
import { registry as es } from '../../src/app/text/es/registry';
import { registry as fr } from '../../src/app/text/fr/registry';
import type { RegistryText } from '../../src/app/text/registry';
import { typeset } from '../../src/app/typeset';
import { alpha2 } from '../../src/lib/countries';

const files = import.meta.glob<string>(
  [
    '../../../assets/policy/*.toml',
    '../../../assets/policy/{provisions,drafts,products}/*.toml',
    '../../../assets/baselines/*/spec.toml',
    '../../../scenarios/*.toml',
    '../../../crates/policy/src/{comply,screen}/*.rs',
  ],
  { query: '?raw', import: 'default', eager: true },
);
/** The texts of files whose paths have an ending in common. */
const read = (ending: string) =>
  Object.entries(files)
    .filter(([path]) => path.endsWith(ending))
    .map(([, text]) => text)
    .join('\n');
const policy = (file: string) => read(`/policy/${file}`);

/** What a pattern's group finds in the text of a file. */
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found!);
/** Strings inside quotation marks. */
const quoted = (text: string) => all(text, /"([^"]*)"/g);
/** The text from a table's head to the next. */
const table = (text: string, head: string) => text.split(`[${head}]\n`)[1]!.split(/^\[/m)[0]!;

const facts = policy('facts.toml');
const [groups, questions] = [
  all(facts, /^\[\[group\]\]\nid = "(.+)"/gm),
  all(facts, /^\[\[group\.fact\]\]\nid = "(.+)"/gm),
];
const answers = all(facts, /^words = \[(.+)\]/gm).flatMap(quoted);
const provisions = Object.entries(files)
  .filter(([path]) => path.includes('/provisions/'))
  .map(([, text]) => text)
  .join('\n');
const taxonomy = policy('taxonomy.toml');
const features = all(taxonomy, /^\[\[feature\]\]\nid = "(.+)"/gm);
const jurisdictions = policy('jurisdictions.toml');
const kindOf = new Map(
  [...jurisdictions.matchAll(/^code = "(.+)"\nname = .+\nkind = "(.+)"/gm)].map(([, code, kind]) => [
    code!,
    kind!,
  ]),
);
const baseline = read('/spec.toml');
/** Names of the files of some folders, but for those that are there to be filled in. */
const names = (folder: RegExp) =>
  Object.keys(files)
    .filter((path) => folder.test(path) && !path.endsWith('/example.toml'))
    .map((path) => path.split('/').at(-1)!.replace('.toml', ''));
const scenarios = names(/\/scenarios\//);

const asked = new Set(all(facts, /^ask = "(.+)"/gm));
const wanted: Record<Exclude<keyof RegistryText, 'places' | 'notices'>, string[]> = {
  groups,
  facts: questions,
  answers: [...answers, 'none'],
  questions: [
    ...[...new Set(all(provisions, /^ask = "(.+)"/gm))].filter((ask) => !asked.has(ask)),
    ...all(read('/screen/decide.rs'), /"([A-Z][^"]+\?)"/g),
  ],
  provisions: all(provisions, /^\[\[provision\]\]\nid = "(.+)"/gm),
  caveats: ['lapsed', ...all(read('/screen/decide.rs'), /Some\(\s*"((?:not|guidance)[^"]+)"/g)],
  features,
  levels: features,
  kinds: all(table(taxonomy, 'kinds'), /^(\w+) = /gm),
  uses: quoted(policy('scope.toml').split('uses = [')[1]!.split(']')[0]!),
  reasons: [
    ...all(read('/comply/facts.rs'), /=> "([^"]+)",/g),
    ...all(read('/comply/scope.rs'), /format!\("(it is [a-z ]+) \{\}"/g),
  ],
  works: [...new Set(all(policy('costs.toml'), /^name = "(.+)"/gm))],
  scenarios,
  summaries: scenarios,
  examples: names(/\/(drafts|products)\//),
  sectors: all(baseline, /^\[\[sector\]\]\ncode = .+\nname = "(.+)"/gm),
};

test('the files say what is asked and named', () => {
  for (const [kind, words] of Object.entries(wanted)) expect(words.length, kind).toBeGreaterThan(2);
  expect(questions.length).toBe(asked.size);
  expect(kindOf.size).toBe(all(jurisdictions, /^(\[\[jurisdiction\]\])/gm).length);
});

test.each(Object.entries({ fr, es }))(
  '%s has a word for each word of the registry, and no other',
  (_, text) => {
    for (const [kind, words] of Object.entries(wanted))
      expect(Object.keys(text[kind as keyof typeof wanted]).sort(), kind).toEqual([...words].sort());
  },
);

test.each(Object.entries({ fr, es }))('%s names every place that browsers have no name for', (_, text) => {
  const places = Object.keys(text.places);
  const own = [...kindOf].filter(([code, kind]) => kind !== 'economy' || !alpha2(code)).map(([code]) => code);
  expect(own.filter((code) => !places.includes(code))).toEqual([]);
  expect(places.filter((code) => !kindOf.has(code) && code !== 'RoW')).toEqual([]);
});

test('a translation is not the English it translates', () => {
  const english = new Set([...asked, ...quoted(taxonomy)]);
  for (const { facts, levels } of [fr, es])
    expect(
      [facts, levels].flatMap((words) => Object.values(words).flat()).filter((word) => english.has(word)),
    ).toEqual([]);
});

test('French marks keep to the word before them', () => {
  const said = typeset({
    ask: 'Et si ?',
    list: ['« oui » : non'],
    of: (share: string) => `${share} % ; rien !`,
  });
  expect(said.ask).toBe('Et si\u202f?');
  expect(said.list).toEqual(['«\u00a0oui\u00a0»\u00a0: non']);
  expect(said.of('12')).toBe('12\u00a0%\u202f; rien\u202f!');
});
