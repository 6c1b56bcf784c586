import { expect, test } from 'vitest';
import { MOST, titleOf, withOne, type Chosen } from '../../src/app/compare/choice';
import { eventData, paceOf, problemOf, type Job } from '../../src/lib/jobs';

const job: Job = {
  id: 'a',
  kind: 'comparison',
  titles: ['one', 'other'],
  settings: { draws: 50 },
  state: 'done',
  progress: null,
  problem: null,
  asked_at: 1000,
  ended_at: 2000,
};

test('events come whole, however the network cuts them', async () => {
  const said = 'event: job\ndata: {"id":"é"}\n\n: alive\n\nevent: job\ndata: 2\ndata: 3\n\ndata: cut off';
  for (const size of [1, 2, 7, 1000]) {
    const bytes = new TextEncoder().encode(said);
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
        controller.close();
      },
    });
    const found: string[] = [];
    for await (const data of eventData(body)) found.push(data);
    expect(found, String(size)).toEqual(['{"id":"é"}', '2\n3']);
  }
});

test('how long a comparison takes is what others took, for each draw and scenario', () => {
  expect(paceOf([])).toBeUndefined();
  expect(
    paceOf([
      { ...job, settings: { draws: 0 } },
      { ...job, state: 'cancelled' },
    ]),
  ).toBeUndefined();
  const slow = { ...job, ended_at: 101_000 };
  const other = { ...job, ended_at: 3000 };
  expect(paceOf([slow, job, other])).toBe(20);
  expect(paceOf([{ ...job, kind: 'ensemble' }])).toBeUndefined();
});

test('a job that failed says why, as any problem', () => {
  expect(problemOf(job)).toBeUndefined();
  const problem = { detail: 'unknown key', code: 'scenario', status: 422, hint: 'remove it' };
  const said = problemOf({ ...job, state: 'failed', problem })!;
  expect([said.message, said.hint, said.code]).toEqual(['unknown key', 'remove it', 'scenario']);
});

test('a scenario is called what it calls itself', () => {
  expect(titleOf('# a comment\nname = "Mine, 2040"\n', 'none')).toBe('Mine, 2040');
  expect(titleOf("  name='Mine'", 'none')).toBe('Mine');
  expect(titleOf('filename = "x"', 'none')).toBe('none');
});

test('a scenario is compared once, and there is an end to it', () => {
  const one = (key: string): Chosen => ({ key, title: key, which: { name: key } });
  const all = 'abcdefgh'.split('').reduce((chosen: Chosen[], key) => withOne(chosen, one(key)), []);
  expect(all).toHaveLength(MOST);
  expect(withOne([one('a')], one('a'))).toHaveLength(1);
});
