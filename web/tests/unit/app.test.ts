import { expect, test } from 'vitest';
import { moves, read, start, write } from '../../src/app/position';
import { Follower } from '../../src/lib/api';

test('a position survives its address', () => {
  const position = start();
  position.school = 'optimistic';
  position.without = ['language', 'trust'];
  position.catchUp.low = 40;
  position.goods = -12;
  position.hardware = 0;
  expect(read(write(position))).toEqual(position);
  expect(write(start())).toBe('');
});

test('an address that says nonsense is the start, or the nearest bound', () => {
  expect(read('school=loud&without=x.y&digital=many&closure=')).toEqual(start());
  expect(read('goods=-900').goods).toBe(-30);
});

test('what stays as it is is not asked for', () => {
  const position = start();
  position.ai = false;
  expect(moves(position)).toEqual({ closure: 'balanced', trade_costs: [], tariffs: [] });
  position.ai = true;
  position.catchUp.low = 50;
  position.hardware = 10;
  expect(moves(position, ['lower_middle']).ai?.catch_up).toEqual({});
  expect(moves(position).ai?.catch_up).toEqual({ 'income:low': 0.5 });
  expect(moves(position).tariffs).toEqual([{ sectors: ['group:ai_hardware'], rate: 0.1 }]);
});

test('one question is under way, and the newest is asked next', async () => {
  const asked: string[] = [];
  const follower = new Follower<string>(async (question) => {
    asked.push(question);
    await new Promise((done) => setTimeout(done, 5));
  });
  const first = follower.ask('a');
  void follower.ask('b');
  void follower.ask('c');
  await first;
  expect(asked).toEqual(['a', 'c']);
});
