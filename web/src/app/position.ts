/** Where the sliders stand: as part of an address, and as what the API understands. */
import type { Moves } from '../lib/api';

export const GROUPS = ['low', 'lower_middle', 'upper_middle'] as const;
export const SCHOOLS = ['cautious', 'central', 'optimistic'] as const;
export const CLOSURES = ['balanced', 'fixed', 'proportional'] as const;
export const CHANNELS = [
  'productivity',
  'logistics',
  'language',
  'compliance',
  'contracting',
  'digital_delivery',
  'data_flows',
  'regulation',
  'small_firms',
  'compute',
  'energy',
  'data_access',
  'trust',
] as const;

export type Group = (typeof GROUPS)[number];
export type School = (typeof SCHOOLS)[number];
export type Closure = (typeof CLOSURES)[number];
export type Channel = (typeof CHANNELS)[number];

export interface Position {
  ai: boolean;
  school: School;
  /** Channels that are off. */
  without: Channel[];
  /** Percent of the gap in adoption that closes. */
  catchUp: Record<Group, number>;
  /** Changes of iceberg costs in percent. */
  digital: number;
  goods: number;
  /** Tariff on AI hardware in percent; null leaves rates as they are. */
  hardware: number | null;
  closure: Closure;
}

export function start(): Position {
  return {
    ai: true,
    school: 'central',
    without: [],
    catchUp: { low: 0, lower_middle: 0, upper_middle: 0 },
    digital: 0,
    goods: 0,
    hardware: null,
    closure: 'balanced',
  };
}

const GOODS = ['group:goods', 'group:ai_hardware', 'group:energy'];

/** What the API understands; groups without an economy in the baseline are left out. */
export function moves(position: Position, groups: readonly string[] = GROUPS): Moves {
  const factor = (percent: number) => Number((1 + percent / 100).toFixed(4));
  const caught = GROUPS.filter((group) => groups.includes(group) && position.catchUp[group] > 0);
  return {
    closure: position.closure,
    ...(position.ai && {
      ai: {
        school: position.school,
        without: position.without,
        catch_up: Object.fromEntries(
          caught.map((group) => [`income:${group}`, position.catchUp[group] / 100]),
        ),
      },
    }),
    trade_costs: [
      ...(position.digital
        ? [{ sectors: ['group:digital_services'], factor: factor(position.digital) }]
        : []),
      ...(position.goods ? [{ sectors: GOODS, factor: factor(position.goods) }] : []),
    ],
    tariffs:
      position.hardware === null ? [] : [{ sectors: ['group:ai_hardware'], rate: position.hardware / 100 }],
  };
}

/** What differs from the start, for an address. */
export function write(position: Position): string {
  const parts = new URLSearchParams();
  const from = start();
  if (!position.ai) parts.set('ai', 'off');
  if (position.school !== from.school) parts.set('school', position.school);
  if (position.closure !== from.closure) parts.set('closure', position.closure);
  if (position.without.length > 0) parts.set('without', position.without.join('.'));
  for (const group of GROUPS) if (position.catchUp[group]) parts.set(group, String(position.catchUp[group]));
  if (position.digital) parts.set('digital', String(position.digital));
  if (position.goods) parts.set('goods', String(position.goods));
  if (position.hardware !== null) parts.set('hardware', String(position.hardware));
  return parts.toString();
}

/** The position of an address; what it does not say, or says wrongly, is as at the start. */
export function read(text: string): Position {
  const parts = new URLSearchParams(text);
  const from = start();
  const word = <Word extends string>(key: string, words: readonly Word[], other: Word) =>
    words.find((each) => each === parts.get(key)) ?? other;
  const number = (key: string, low: number, high: number) => {
    const value = Number(parts.get(key) ?? 0);
    return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : 0;
  };
  const without = (parts.get('without') ?? '').split('.');
  return {
    ai: parts.get('ai') !== 'off',
    school: word('school', SCHOOLS, from.school),
    closure: word('closure', CLOSURES, from.closure),
    without: CHANNELS.filter((channel) => without.includes(channel)),
    catchUp: {
      low: number('low', 0, 100),
      lower_middle: number('lower_middle', 0, 100),
      upper_middle: number('upper_middle', 0, 100),
    },
    digital: number('digital', -30, 30),
    goods: number('goods', -30, 30),
    hardware: parts.has('hardware') ? number('hardware', 0, 50) : null,
  };
}
