import { expect, test } from 'vitest';
import { isRecognised, pairsOf } from '../../src/lib/apart';
import { bandsFor, evenBands, LIGHT, ofCosts } from '../../src/lib/palette';
import { drawingsOf, type Pictures } from '../../src/lib/pictures';
import type { Results } from '../../src/lib/results';
import { moment, piled, type Start } from '../../src/lib/timeline';
import { below, clustersInOrder, cutHeight, laidOut, type Tree } from '../../src/lib/tree';

const named = (codes: string) => codes.split(' ').map((code) => ({ code, name: `The ${code}` }));

/** D and F are at no distance and join K, U and C join, and then all do. */
const tree: Tree = {
  economies: named('U D F K C'),
  mergers: [
    { left: 1, right: 2, height: 0 },
    { left: 5, right: 3, height: 0.1 },
    { left: 0, right: 4, height: 0.3 },
    { left: 7, right: 6, height: 0.4 },
  ],
  clusters: [
    [0, 4],
    [1, 2, 3],
  ],
};
const union = { name: 'Union', members: ['D', 'F', 'X'] };

test('a pair has a row in each direction, with every state', () => {
  const before = {
    burden: [
      [0, 0.1],
      [0.2, 0],
    ],
    recognised: [
      [1, 0.5],
      [0, 1],
    ],
  };
  const after = {
    ...before,
    low: [
      [0, 0.05],
      [0, 0],
    ],
    high: [
      [0, 0.2],
      [0.3, 0],
    ],
  };
  const rows = pairsOf(named('A B'), [before, after]);
  expect(rows.map(({ origin, destination }) => origin.code + destination.code)).toEqual(['AB', 'BA']);
  expect(rows[0]!.states).toEqual([
    { burden: 0.1, recognised: 0.5 },
    { burden: 0.1, recognised: 0.5, range: [0.05, 0.2] },
  ]);
  expect(rows.map(({ states }) => isRecognised(states[0]!))).toEqual([true, false]);
  expect(isRecognised({ burden: 0, recognised: 1 }), 'a single market').toBe(false);
});

test('economies of a cluster stand together, in the order of the tree', () => {
  expect(below(tree, 8)).toEqual([0, 4, 1, 2, 3]);
  expect(clustersInOrder(tree)).toEqual([
    [0, 4],
    [1, 2, 3],
  ]);
});

test('economies at no distance share a row, which has the name of their union', () => {
  const { rows, joints, height } = laidOut(tree, [union]);
  expect(rows.map(({ leaves, union }) => [leaves, union])).toEqual([
    [[0], undefined],
    [[4], undefined],
    [[1, 2], 'Union'],
    [[3], undefined],
  ]);
  // A gap between the clusters.
  expect(rows.map(({ y }) => y)).toEqual([0, 1, 2.7, 3.7]);
  expect(height).toBeCloseTo(4.7);
  expect(joints.map(({ merger, height, cluster }) => [merger, height, cluster])).toEqual([
    [1, 0.1, 1],
    [2, 0.3, 0],
    [3, 0.4, null],
  ]);
  expect(joints[2]!.ends).toEqual([
    { y: 0.5, height: 0.3 },
    { y: 3.2, height: 0.1 },
  ]);
});

test('a tree is cut between the last merger within a cluster and the first between two', () => {
  expect(cutHeight(tree)).toBeCloseTo(0.35);
  expect(cutHeight({ ...tree, clusters: [[0, 4, 1, 2, 3]] })).toBeNull();
});

test('trees of one economy and of none can be laid out', () => {
  const alone = { economies: named('A'), mergers: [], clusters: [[0]] };
  expect(laidOut(alone, []).rows.length).toBe(1);
  expect(laidOut({ economies: [], mergers: [], clusters: [] }, []).rows).toEqual([]);
});

test('the last day of a year stands at its tick', () => {
  expect(moment('2024-12-31')).toBe(2024);
  expect(moment('2023-12-31')).toBe(2023);
  expect(moment('2025-07-02')).toBeCloseTo(2024.5, 2);
});

test('beginnings of a quarter pile up, and those of other years are left out', () => {
  const start = (date: string): Start => ({ date, id: date, title: '', jurisdiction: 'A', what: '' });
  const piles = piled(
    ['2019-12-31', '2020-01-01', '2020-03-31', '2020-04-01', '2021-01-01'].map(start),
    2019,
    2020,
  );
  expect(piles.map(({ start, level }) => [start.id, level])).toEqual([
    ['2020-01-01', 0],
    ['2020-03-31', 1],
    ['2020-04-01', 0],
  ]);
  expect(piles[0]!.x).toBeCloseTo(2019.125);
});

test('more of what costs has the colours of losses', () => {
  const { colourOf } = bandsFor([0.1, 0.2, 0.3, 0.4, -0.1], ofCosts(LIGHT));
  expect(LIGHT.losses).toContain(colourOf(0.4));
  expect([...LIGHT.gains, LIGHT.neutral]).toContain(colourOf(-0.1));
});

test('amounts have bands of the same size from zero, whatever an outlier is', () => {
  const values = [...Array.from({ length: 99 }, (_, at) => (at + 1) / 250), 0.9];
  const { bands, colourOf } = evenBands(values, LIGHT);
  expect(bands.map(({ low }) => low)).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
  expect(colourOf(0)).toBe(LIGHT.neutral);
  expect(colourOf(0.3)).toBe(LIGHT.gains[2]);
  expect(colourOf(0.9)).toBe(LIGHT.gains[3]);
  expect(evenBands([], LIGHT).colourOf(0)).toBe(LIGHT.neutral);
});

test('pictures of a report have the names of its economies', () => {
  const state = {
    burden: [[0]],
    recognised: [[1]],
    tree: { mergers: [[0, 1, 0.2]], clusters: [[0, 1]], together: [0.9] },
  };
  const pictures = {
    economies: [2, 0],
    unions: [],
    states: [state, state],
    draws: 100,
    index: [{ date: '2020-12-31', burden: [0.1, 0.05, 0.2], heterogeneity: [0.2, 0.1, 0.3] }],
    changed: null,
    starts: [],
    names: {},
  } as unknown as Pictures;
  const drawings = drawingsOf({ economies: named('A B C') } as unknown as Results, pictures);
  expect(drawings.trees[0]!.economies.map(({ code }) => code)).toEqual(['C', 'A']);
  expect(drawings.trees[0]!.mergers).toEqual([{ left: 0, right: 1, height: 0.2 }]);
  expect(drawings.index[0]!.burden).toEqual({ value: 0.1, range: [0.05, 0.2] });
  expect(drawings.changed).toBeUndefined();
});
