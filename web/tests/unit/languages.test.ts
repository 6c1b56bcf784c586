/** The workbench in French and Spanish: sentences of comparisons, names and numbers. */
import { afterEach, describe, expect, test } from 'vitest';
import { comparison as es } from '../../src/app/text/es/comparison';
import { comparison as fr } from '../../src/app/text/fr/comparison';
import { typeset } from '../../src/app/typeset';
import { compareSays } from '../../src/lib/comparisonSays';
import { alpha2 } from '../../src/lib/countries';
import { money, percent, share, writeNumbersAs } from '../../src/lib/format';

afterEach(() => writeNumbersAs('en-GB'));

/** A text with plain spaces, which the marks of French and numbers do not have. */
const plain = (text: string) => text.replace(/\s/g, ' ');

describe('sentences of a comparison', () => {
  const end = (name: string, points: string) => ({ name, points });

  test('agree with their numbers', () => {
    expect(fr.says.sides(1, 2, 3)).toBe('1 sur 3 a un revenu réel plus élevé, 2 plus faible');
    expect(fr.says.sides(3, 0, 3)).toBe('les 3 économies ont un revenu réel plus élevé');
    expect(fr.says.points('+1,99')).toBe('+1,99 point');
    expect(fr.says.points('−2,00')).toBe('−2,00 points');
    expect(fr.says.solved(1, '1e-9')).toContain('1 itération,');
    expect(es.says.sides(0, 1, 3)).toBe('1 de 3 economías tiene un ingreso real menor, ninguna mayor');
    expect(es.says.sides(0, 2, 2)).toBe('ambas economías tienen un ingreso real menor');
    expect(es.says.worldSure(1, '−1', '+1', 1)).toContain('1 sorteo la diferencia');
  });

  test('say who gains most, or least', () => {
    const ends = { top: end('A', '+2,0'), bottom: end('B', '+1,0'), more: true, less: false };
    expect(fr.says.ends(ends)).toBe('Écart le plus grand : A (+2,0) ; le plus petit : B (+1,0).');
    expect(es.says.ends({ ...ends, more: false, less: true })).toBe(
      'Mayor diferencia: B (+1,0); la menor: A (+2,0).',
    );
  });

  test.each(Object.entries({ fr, es }))('%s has each, and none in English', (_, { says }) => {
    expect(Object.keys(says).sort()).toEqual(Object.keys(compareSays).sort());
    for (const [key, sentence] of Object.entries(says))
      if (typeof sentence === 'string')
        expect(sentence, key).not.toBe(compareSays[key as keyof typeof compareSays]);
  });

  test('French quotation marks keep their spaces', () => {
    expect(typeset(fr).says.which('A', 'B')).toBe('«\u00a0A\u00a0» ou «\u00a0B\u00a0»\u202f?');
  });
});

test('numbers are written as each language does', () => {
  writeNumbersAs('fr');
  expect([plain(percent(0.21)), plain(share(0.0001))]).toEqual(['+0,21 %', '<0,1 %']);
  expect(plain(money(12345, 'million USD'))).toBe('12,3 milliards USD');
  expect(plain(money(4_203_456, 'million USD'))).toBe('4 200 milliards USD');
  writeNumbersAs('es');
  expect(plain(percent(-0.21))).toBe('−0,21 %');
  expect(plain(money(-12345, 'million USD'))).toBe('−12,3 mil millones USD');
});

test('economies have the names that browsers know', () => {
  const french = new Intl.DisplayNames('fr', { type: 'region' });
  expect(['DEU', 'ZAF', 'VNM'].map((code) => french.of(alpha2(code)!))).toEqual([
    'Allemagne',
    'Afrique du Sud',
    'Viêt Nam',
  ]);
  expect(alpha2('RoW')).toBeUndefined();
});
