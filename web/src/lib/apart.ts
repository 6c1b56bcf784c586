/** How far the rules of economies lie apart, as tidy rows for charts and tables; `crates/policy` works the numbers out. */

export interface Named {
  code: string;
  name: string;
}

/** How far rules lie apart on a day, by place of the origin and then of the destination. */
export interface Apart {
  /** What the destination requires beyond what the origin does, from 0 to 1. */
  burden: number[][];
  /** The share of a difference that goes by recognition or a standard in common. */
  recognised: number[][];
  /** The 5th and 95th percentiles of the burden, where it was drawn. */
  low?: number[][];
  high?: number[][];
}

/** One direction of a pair. */
export interface Pair {
  origin: Named;
  destination: Named;
  /** On each day that is compared; without rules changed there is one. */
  states: PairState[];
}

export interface PairState {
  burden: number;
  recognised: number;
  range?: [low: number, high: number];
}

/** Every pair of different economies. */
export function pairsOf(economies: Named[], states: Apart[]): Pair[] {
  const state = (apart: Apart, from: number, to: number): PairState => ({
    burden: apart.burden[from]![to]!,
    recognised: apart.recognised[from]![to]!,
    ...(apart.low && apart.high && { range: [apart.low[from]![to]!, apart.high[from]![to]!] }),
  });
  return economies.flatMap((origin, from) =>
    economies.flatMap((destination, to) =>
      from === to ? [] : [{ origin, destination, states: states.map((apart) => state(apart, from, to)) }],
    ),
  );
}

/** Whether part of the difference goes, but not all as in a single market. */
export function isRecognised({ recognised }: PairState): boolean {
  return recognised > 0 && recognised < 1;
}
