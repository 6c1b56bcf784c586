import { expect, test } from 'vitest';
import { Latest, type Turn } from '../../src/app/latest.svelte';
import { Attempt } from '../../src/app/attempt.svelte';
import { Problem } from '../../src/lib/api';

/** Questions that wait to be answered by hand. */
function asked() {
  const waiting: {
    question: string;
    turn: Turn;
    answer: (text: string) => void;
    fail: (why: unknown) => void;
  }[] = [];
  const latest = new Latest<string, string>(
    (question, turn) => new Promise((answer, fail) => waiting.push({ question, turn, answer, fail })),
  );
  return { waiting, latest };
}

const settled = () => new Promise((next) => setTimeout(next));

test('the newest question is asked next, by a number that grows', async () => {
  const { waiting, latest } = asked();
  for (const question of ['one', 'two', 'three']) latest.ask(question);
  waiting[0]!.answer('1');
  await settled();
  expect([latest.answer, latest.asked]).toEqual(['1', 'one']);
  expect(waiting.map(({ question }) => question)).toEqual(['one', 'three']);
  const [first, second] = waiting.map(({ turn }) => turn);
  expect(second!.client).toBe(first!.client);
  expect(second!.sequence).toBeGreaterThan(first!.sequence);
});

test('an overtaken question says nothing, any other fault does', async () => {
  const { waiting, latest } = asked();
  latest.ask('one');
  waiting[0]!.fail(new Problem(409, 'overtaken', ''));
  await settled();
  expect(latest.fault).toBeUndefined();
  latest.ask('two');
  waiting[1]!.fail(new Problem(422, 'question', 'no'));
  await settled();
  expect(latest.fault).toBeInstanceOf(Problem);
});

test('what was forgotten does not come back', async () => {
  const { waiting, latest } = asked();
  latest.ask('one');
  latest.forget();
  latest.ask('two');
  waiting[0]!.answer('1');
  await settled();
  expect(latest.answer).toBeUndefined();
  waiting[1]!.answer('2');
  await settled();
  expect(latest.answer).toBe('2');
});

test('an attempt is busy until the last of what it tries ends, and keeps what went wrong last', async () => {
  const attempt = new Attempt();
  let end = (_: string) => {};
  const slow = attempt.to(() => new Promise<string>((done) => (end = done)));
  expect(await attempt.to(() => Promise.reject(new Error('no')))).toBeUndefined();
  expect(attempt.busy).toBe(true);
  expect(String(attempt.fault)).toBe('Error: no');
  end('yes');
  expect(await slow).toBe('yes');
  expect([attempt.busy, attempt.fault]).toEqual([false, undefined]);
});
