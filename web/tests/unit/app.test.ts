import { expect, test } from 'vitest';
import { moves, read, start, write } from '../../src/app/position';
import { largest } from '../../src/app/world/reasons';
import { selectors } from '../../src/app/world/shown';
import { Follower, type World } from '../../src/lib/api';

test('a position survives its address', () => {
  const position = start();
  position.school = 'optimistic';
  position.channels.language = 0;
  position.channels.trust = 35;
  position.rules = 'eu';
  position.way = 40;
  position.catchUp.low = 40;
  position.goods = -12;
  position.hardware = 0;
  expect(read(write(position))).toEqual(position);
  expect(write(start())).toBe('');
});

test('an address that says nonsense is the start, or the nearest bound', () => {
  expect(read('school=loud&without=x.y&digital=many&closure=')).toEqual(start());
  expect(read('goods=-900').goods).toBe(-30);
  expect(read('rules=martian&way=x&scale=x.20~energy.y')).toEqual(start());
  const far = read('rules=blocs&way=300&scale=energy.900&without=trust');
  expect([far.way, far.channels.energy, far.channels.trust]).toEqual([100, 200, 0]);
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

test('channels are scaled, and off at nothing', () => {
  const position = start();
  position.channels.energy = 0;
  position.channels.trust = 150;
  expect(moves(position).ai).toMatchObject({ without: ['energy'], scale: { trust: 1.5 } });
  expect(moves(start()).ai).toMatchObject({ without: [], scale: {} });
});

test('rules become others among economies that the data have', () => {
  const position = start();
  expect(moves(position).rules).toBeUndefined();
  position.rules = 'recognition';
  position.way = 25;
  expect(moves(position).rules).toEqual({ share: 0.25, recognition: ['all'] });
  position.rules = 'eu';
  expect(moves(position).rules).toEqual({ share: 0.25, adopt: 'DEU' });
  position.rules = 'blocs';
  expect(moves(position, [], ['CAN', 'RUS', 'CHN', 'IND']).rules).toEqual({
    share: 0.25,
    divergence: 0.5,
    blocs: [
      { economies: ['CAN'], leader: 'USA' },
      { economies: ['CHN', 'RUS'], leader: 'CHN' },
    ],
  });
  expect(moves(position, [], ['CAN']).rules).not.toHaveProperty('divergence');
});

test('the heat map asks for rows that the data have', () => {
  const economy = (code: string, income_group: string, region = '') => ({
    code,
    name: code,
    income_group,
    region,
  });
  const world = {
    economies: [economy('A', 'high', 'south_asia'), economy('B', 'low'), economy('C', '')],
  } as World;
  const shown = { column: 'output_pct', rows: 'groups' } as const;
  expect(selectors(world, shown, '')).toEqual(['all', 'income:low', 'income:high']);
  expect(selectors(world, shown, 'C')).toEqual(['all', 'income:low', 'income:high', 'C']);
  expect(selectors(world, { ...shown, rows: 'regions' }, '')).toEqual(['all', 'region:south_asia']);
  expect(selectors(world, { ...shown, rows: 'economies' }, 'C')).toEqual(['all', 'A', 'B', 'C']);
});

test('what brings most is shown, and the rest adds up', () => {
  const rows = Array.from({ length: 30 }, (_, at) => ({ code: `${at}`, name: `${at}`, value: at - 10 }));
  const shown = largest(rows, 'rest');
  expect(shown).toHaveLength(11);
  expect([shown[0]!.value, shown.at(-1)!.code]).toEqual([19, 'rest']);
  const sum = (all: { value: number }[]) => all.reduce((total, { value }) => total + value, 0);
  expect(sum(shown)).toBe(sum(rows));
  expect(largest(rows.slice(8, 14), 'rest').map(({ value }) => value)).toEqual([3, 2, 1, -1, -2]);
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
