import { expect, test } from 'vitest';
import { moved, setAnswer, toggled } from '../../src/app/comply/product';
import {
  duties,
  empty,
  named,
  sent,
  setFact,
  setList,
  setModes,
  setNotified,
} from '../../src/app/screen/draft';
import type { Product } from '../../src/lib/compliance';
import { pack, unpack } from '../../src/lib/files';
import type { Draft, Memo } from '../../src/lib/screening';

test('what is packed for an address is unpacked as the same', async () => {
  const draft = { title: 'Étiquette — 标签 "x" & y', facts: { urgent: true, comment_period_days: 60 } };
  const packed = await pack(draft);
  expect(packed).toMatch(/^[\w-]*$/);
  expect(await unpack(packed)).toEqual(draft);
});

test('an address that nobody packed is nothing, and one that swells is not unfolded', async () => {
  for (const text of ['', '%', 'abc', 'q1YqyczNTVWyMtRRKkktLgEA!'])
    expect(await unpack(text)).toBeUndefined();
  const swelling = await pack('a'.repeat(2_000_000)).catch(() => undefined);
  expect(swelling === undefined ? undefined : await unpack(swelling)).toBeUndefined();
});

test('a draft that is sent has what a file needs', () => {
  expect(sent(empty(), 'A draft')).toMatchObject({ id: 'a-draft', title: 'A draft', date: null });
  expect(named('  Étiquetage : IA & contenus !')).toBe('etiquetage-ia-contenus');
  expect(named('标签')).toBe('draft');
});

test('a fact and what is covered never contradict each other', () => {
  const draft: Draft = empty();
  setList(draft, 'products', 'robots;  ; toys ');
  expect(draft.covers?.products).toEqual(['robots', 'toys']);
  expect(draft.facts?.applies_to_goods).toBe(true);
  setFact(draft, 'applies_to_goods', false);
  expect(draft.covers?.products).toEqual([]);
  setFact(draft, 'applies_to_goods', true);
  expect(draft.covers?.products).toBeUndefined();
  setModes(draft, [3, 1]);
  expect([draft.covers?.modes, draft.facts?.supply_across_border]).toEqual([[1, 3], true]);
  setFact(draft, 'supply_across_border', false);
  expect(draft.covers?.modes).toEqual([3]);
  setFact(draft, 'supply_across_border', 'unknown');
  expect(draft.covers?.modes).toBeUndefined();
  setNotified(draft, '2026-11-10');
  expect(draft.facts?.notified).toBe(true);
  setFact(draft, 'notified', undefined);
  expect([draft.notified_on, draft.facts?.notified]).toEqual([undefined, undefined]);
});

test('duties name every provision that asks for them, once', () => {
  const finding = (provision: string, status: string, duties: string[]) => ({ provision, status, duties });
  const findings = [
    finding('A', 'touched', ['Publish it.']),
    finding('B', 'touched', ['Publish it.', 'Notify it.']),
    finding('C', 'needs_facts', ['Notify it.']),
  ];
  expect(duties({ findings } as unknown as Memo)).toEqual([
    { duty: 'Publish it.', provisions: ['A', 'B'] },
    { duty: 'Notify it.', provisions: ['B'] },
  ]);
});

test('a product never keeps data elsewhere that do not cross borders', () => {
  const product: Product = { id: 'p', title: 'P', home: 'KOR', crosses_borders: false };
  setAnswer(product, 'stored', 'elsewhere');
  expect(product.crosses_borders).toBeUndefined();
  setAnswer(product, 'crosses_borders', false);
  expect(product.stored).toBeUndefined();
});

test('lists of words and markets change one step at a time', () => {
  expect(toggled(undefined, 'health', true)).toEqual(['health']);
  expect(toggled(['health'], 'health', false)).toEqual([]);
  expect(moved(['EU', 'USA', 'JPN'], 'JPN', -1)).toEqual(['EU', 'JPN', 'USA']);
  expect(moved(['EU', 'USA'], 'EU', -1)).toEqual(['EU', 'USA']);
});
