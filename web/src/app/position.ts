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

/** What becomes of rules on AI and data. */
export const RULES = ['today', 'recognition', 'standard', 'eu', 'usa', 'china', 'blocs'] as const;

export type Group = (typeof GROUPS)[number];
export type School = (typeof SCHOOLS)[number];
export type Closure = (typeof CLOSURES)[number];
export type Channel = (typeof CHANNELS)[number];
export type Rules = (typeof RULES)[number];

export interface Position {
  ai: boolean;
  school: School;
  /** How much of what each channel does counts, in percent. */
  channels: Record<Channel, number>;
  /** Percent of the gap in adoption that closes. */
  catchUp: Record<Group, number>;
  /** Changes of iceberg costs in percent. */
  digital: number;
  goods: number;
  /** Tariff on AI hardware in percent; null leaves rates as they are. */
  hardware: number | null;
  closure: Closure;
  rules: Rules;
  /** How much of the way to those rules is gone, in percent. */
  way: number;
}

export function start(): Position {
  return {
    ai: true,
    school: 'central',
    channels: Object.fromEntries(CHANNELS.map((channel) => [channel, 100])) as Record<Channel, number>,
    catchUp: { low: 0, lower_middle: 0, upper_middle: 0 },
    digital: 0,
    goods: 0,
    hardware: null,
    closure: 'balanced',
    rules: 'today',
    way: 100,
  };
}

const GOODS = ['group:goods', 'group:ai_hardware', 'group:energy'];

/** Whose rules all adopt; a union's are those of a member. */
const ADOPTED = { eu: 'DEU', usa: 'USA', china: 'CHN' };
/** Blocs for illustration, as in the scenario `ai-rules-fragment-into-blocs`, each with its leader first. */
const BLOCS = [
  ['USA', 'CAN', 'MEX', 'JPN', 'KOR', 'TWN', 'AUS'],
  [
    ...[
      'DEU',
      'AUT',
      'BEL',
      'BGR',
      'CYP',
      'CZE',
      'DNK',
      'ESP',
      'EST',
      'FIN',
      'FRA',
      'GBR',
      'GRC',
      'HUN',
      'IRL',
    ],
    ...['ITA', 'LTU', 'LUX', 'LVA', 'MLT', 'NLD', 'POL', 'PRT', 'ROU', 'SVK', 'SVN', 'SWE'],
  ],
  ['CHN', 'RUS'],
];

/** Rules as the API understands them; economies that the baseline does not have are left out. */
function rulesOf({ rules, way }: Position, codes: readonly string[]): Moves['rules'] {
  const share = way / 100;
  switch (rules) {
    case 'today':
      return undefined;
    case 'recognition':
      return { share, recognition: ['all'] };
    case 'standard':
      return { share, standard: ['all'] };
    case 'blocs': {
      const blocs = BLOCS.map((bloc) => ({
        economies: bloc.filter((code) => codes.includes(code)),
        leader: bloc[0]!,
      })).filter(({ economies }) => economies.length > 0);
      return { share, blocs, ...(blocs.length > 1 && { divergence: 0.5 }) };
    }
    default:
      return { share, adopt: ADOPTED[rules] };
  }
}

/** What the API understands; groups and economies that the baseline does not have are left out. */
export function moves(
  position: Position,
  groups: readonly string[] = GROUPS,
  codes: readonly string[] = BLOCS.flat(),
): Moves {
  const factor = (percent: number) => Number((1 + percent / 100).toFixed(4));
  const scaled = CHANNELS.filter((channel) => ![0, 100].includes(position.channels[channel]));
  const rules = rulesOf(position, codes);
  const caught = GROUPS.filter((group) => groups.includes(group) && position.catchUp[group] > 0);
  return {
    closure: position.closure,
    ...(position.ai && {
      ai: {
        school: position.school,
        without: CHANNELS.filter((channel) => position.channels[channel] === 0),
        scale: Object.fromEntries(scaled.map((channel) => [channel, position.channels[channel] / 100])),
        catch_up: Object.fromEntries(
          caught.map((group) => [`income:${group}`, position.catchUp[group] / 100]),
        ),
      },
    }),
    ...(rules && { rules }),
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
  const off = CHANNELS.filter((channel) => position.channels[channel] === 0);
  if (off.length > 0) parts.set('without', off.join('.'));
  const scaled = CHANNELS.filter((channel) => ![0, 100].includes(position.channels[channel]));
  if (scaled.length > 0)
    parts.set('scale', scaled.map((channel) => `${channel}.${position.channels[channel]}`).join('~'));
  for (const group of GROUPS) if (position.catchUp[group]) parts.set(group, String(position.catchUp[group]));
  if (position.digital) parts.set('digital', String(position.digital));
  if (position.goods) parts.set('goods', String(position.goods));
  if (position.hardware !== null) parts.set('hardware', String(position.hardware));
  if (position.rules !== 'today') {
    parts.set('rules', position.rules);
    if (position.way !== 100) parts.set('way', String(position.way));
  }
  return parts.toString();
}

/** The position of an address; what it does not say, or says wrongly, is as at the start. */
export function read(text: string): Position {
  const parts = new URLSearchParams(text);
  const from = start();
  const word = <Word extends string>(key: string, words: readonly Word[], other: Word) =>
    words.find((each) => each === parts.get(key)) ?? other;
  const within = (text: string | null | undefined, low: number, high: number, other = 0) => {
    const value = Number(text ?? other);
    return Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : other;
  };
  const number = (key: string, low: number, high: number, other = 0) =>
    within(parts.get(key), low, high, other);
  const channels = { ...from.channels };
  for (const channel of (parts.get('without') ?? '').split('.'))
    if (isChannel(channel)) channels[channel] = 0;
  for (const pair of (parts.get('scale') ?? '').split('~')) {
    const [channel = '', times] = pair.split('.');
    if (isChannel(channel)) channels[channel] = within(times, 0, 200, 100);
  }
  return {
    ai: parts.get('ai') !== 'off',
    school: word('school', SCHOOLS, from.school),
    closure: word('closure', CLOSURES, from.closure),
    channels,
    catchUp: {
      low: number('low', 0, 100),
      lower_middle: number('lower_middle', 0, 100),
      upper_middle: number('upper_middle', 0, 100),
    },
    digital: number('digital', -30, 30),
    goods: number('goods', -30, 30),
    hardware: parts.has('hardware') ? number('hardware', 0, 50) : null,
    rules: word('rules', RULES, from.rules),
    way: number('way', 0, 100, 100),
  };
}

function isChannel(word: string): word is Channel {
  return (CHANNELS as readonly string[]).includes(word);
}
