import { describe, expect, test } from 'vitest';
import { LIGHT, bandsFor, inkOn } from '../../src/lib/palette';
import { tickDecimals } from '../../src/lib/charts/axis';

describe('bands', () => {
  test('lie on both sides of a neutral one, at limits of 1, 2 and 5', () => {
    const { bands, colourOf } = bandsFor([-3, -1, -0.4, 0, 0.3, 1.2, 2.6], LIGHT);
    expect(bands.slice(1).map((band) => band.low)).toEqual([-2, -1, -0.5, -0.2, 0.2, 0.5, 1, 2]);
    expect(colourOf(0)).toBe(LIGHT.neutral);
    expect(colourOf(-0.1)).toBe(LIGHT.neutral);
    expect(colourOf(0.3)).toBe(LIGHT.gains[0]);
    expect(colourOf(2.6)).toBe(LIGHT.gains[3]);
    expect(colourOf(-3)).toBe(LIGHT.losses[3]);
    expect(colourOf(null)).toBe(LIGHT.missing);
  });

  test('keep to the side that has values, and start or end at zero there', () => {
    const up = bandsFor([0.2, 0.3, 1.2], LIGHT).bands;
    expect(up[0]).toMatchObject({ low: 0, colour: LIGHT.faint.gain });
    expect(up.every((band) => band.low >= 0)).toBe(true);
    const down = bandsFor([-0.2, -0.3, -1.2], LIGHT).bands;
    expect(down.at(-1)).toMatchObject({ high: 0, colour: LIGHT.faint.loss });
  });

  test('a gain that is small beside others is still a gain, unless it is none', () => {
    const { colourOf } = bandsFor([0, 0.8, 1, 2, 3, 6], LIGHT);
    expect(colourOf(0)).toBe(LIGHT.neutral);
    expect(colourOf(0.01)).toBe(LIGHT.faint.gain);
  });

  test('exist where nothing changes, or nothing is known', () => {
    for (const values of [[0, 0], [], [null]])
      expect(bandsFor(values, LIGHT).colourOf(0)).toBe(LIGHT.neutral);
  });

  test('do not let one extreme wash out the rest', () => {
    const values = [...Array.from({ length: 40 }, (_, at) => 0.1 + at / 100), 50];
    expect(new Set(values.map(bandsFor(values, LIGHT).colourOf)).size).toBeGreaterThan(2);
  });
});

test('ink is dark on light colours and light on dark ones', () => {
  expect(inkOn(LIGHT.neutral)).toBe('#1a1a1a');
  expect(inkOn(LIGHT.gains[3]!)).toBe('#ffffff');
});

test('ticks have as many decimals as their step needs', () => {
  expect(tickDecimals(0, 8, 5)).toBe(0);
  expect(tickDecimals(-0.126, 0.045, 5)).toBe(2);
  expect(tickDecimals(0, 4, 5)).toBe(0);
  expect(tickDecimals(0, 0.02, 5)).toBe(3);
});
