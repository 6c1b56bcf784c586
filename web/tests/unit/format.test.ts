import { describe, expect, test } from 'vitest';
import {
  amountDecimals,
  coded,
  columnDecimals,
  day,
  duration,
  fixed,
  money,
  percent,
  scientific,
  share,
  signedMoney,
} from '../../src/lib/format';

describe('percent', () => {
  test.each([
    [0.2134, '+0.21%'],
    [-0.0312, '−0.03%'],
    [1.937, '+1.9%'],
    [-12.34, '−12.3%'],
    [123.4, '+123%'],
    [1234.5, '+1,235%'],
    [0.00123, '+0.001%'],
    [-0.00001, '0.0000%'],
    [0, '0.00%'],
    [-0, '0.00%'],
  ])('%f is %s', (value, text) => expect(percent(value)).toBe(text));

  test('a number that rounds to zero has no sign', () => {
    expect(percent(-0.004, 2)).toBe('0.00%');
    expect(percent(0.004, 2)).toBe('0.00%');
    expect(fixed(-0.4, 0)).toBe('0');
  });

  test('a column takes the decimals of its middle value', () => {
    expect(columnDecimals([0.2, 0.4, 8.2])).toBe(2);
    expect(columnDecimals([12, -33, null])).toBe(1);
    expect(columnDecimals([0.004, -0.002])).toBe(3);
    expect(columnDecimals([])).toBe(2);
  });
});

describe('money', () => {
  test.each([
    [204_123, 'million USD', 'USD 204 billion'],
    [1_310, 'million USD', 'USD 1.31 billion'],
    [720.4, 'million USD', 'USD 720 million'],
    [999_960, 'million USD', 'USD 1.00 trillion'],
    [12_345, 'EUR', 'EUR 12.3 thousand'],
    [-35_600, 'million USD', '−USD 35.6 billion'],
    [0.2, 'million USD', 'USD 200 thousand'],
    [12_345, 'units of 1990', '12,345 units of 1990'],
    [12.34, 'billions', '12.3 billions'],
  ])('%f %s is %s', (value, unit, text) => expect(money(value, unit)).toBe(text));

  test('a column of amounts shows about three digits', () => {
    expect(amountDecimals([204_123, 720, 5_000])).toBe(0);
    expect(amountDecimals([0.0123, -0.04, 0])).toBe(4);
    expect(amountDecimals([])).toBe(0);
  });

  test('a rise has a plus sign, nothing has none', () => {
    expect(signedMoney(1_310, 'million USD')).toBe('+USD 1.31 billion');
    expect(signedMoney(0, 'million USD')).toBe('USD 0.00');
  });
});

test('shares, powers, times and days', () => {
  expect(share(0.0312)).toBe('3.1%');
  expect(share(0.0001)).toBe('<0.1%');
  expect(share(0)).toBe('0.0%');
  expect(scientific(4.23e-11)).toBe('4.2 × 10⁻¹¹');
  expect(scientific(1e-10)).toBe('10⁻¹⁰');
  expect(scientific(0)).toBe('0');
  expect(duration(6.34)).toBe('6.3 ms');
  expect(duration(1340)).toBe('1.3 s');
  expect(day('2026-11-24')).toBe('24 November 2026');
  expect(day('some day')).toBe('some day');
});

test.each([
  ['no code', ['no code']],
  ['say `years` or `year`', ['say ', 'years', ' or ', 'year', '']],
  ['`years` alone, and one ` more', ['', 'years', ' alone, and one ` more']],
])('what stands between back-quotes in "%s" is code', (text, pieces) => expect(coded(text)).toEqual(pieces));
