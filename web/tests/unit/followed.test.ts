import { afterEach, expect, test, vi } from 'vitest';
import { Followed } from '../../src/app/jobs/followed.svelte';

afterEach(() => vi.unstubAllGlobals());

const settled = () => new Promise((next) => setTimeout(next));

test('an answer to what was asked before is not followed', async () => {
  const urls: string[] = [];
  const waiting: ((answer: Response) => void)[] = [];
  vi.stubGlobal('fetch', (url: string) => {
    urls.push(url);
    return new Promise<Response>((answer) => waiting.push(answer));
  });
  const followed = new Followed();
  const first = followed.begin('runs', {});
  const second = followed.begin('runs', {});
  waiting[1]!(Response.json({ id: 'second' }));
  waiting[0]!(Response.json({ id: 'first' }));
  expect([await first, (await second)?.id]).toEqual([undefined, 'second']);
  await settled();
  expect(urls.filter((url) => url.includes('events'))).toEqual(['/api/v1/jobs/second/events']);
  followed.leave();
});
