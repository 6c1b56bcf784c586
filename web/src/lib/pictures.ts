/** Pictures of rules in the results (`view/pictures.rs` of `crates/report` is the other side of this file), as tidy rows. */
import type { Apart, Named } from './apart';
import type { Results } from './results';
import type { IndexOn, Start, Sure } from './timeline';
import type { Tree, Union } from './tree';

export interface Pictures {
  /** Places of the economies of whose rules anything is known. */
  economies: number[];
  unions: Union[];
  /** Before the scenario, and in it. */
  states: [State, State];
  /** How often what is not sure was drawn. */
  draws: number;
  index: IndexRow[];
  /** The index on the scenario's day. */
  changed: IndexRow | null;
  starts: Start[];
  /** Names of those whose measures begin, by code, but for economies of the baseline. */
  names: Record<string, string>;
}

interface State extends Apart {
  /** By number of the leaf, in the order of the economies. */
  tree: {
    mergers: [left: number, right: number, height: number][];
    clusters: number[][];
    together: number[];
  };
}

type Drawn = [value: number, low: number, high: number];

interface IndexRow {
  date: string;
  burden: Drawn;
  heterogeneity: Drawn;
}

/** What the figures take. */
export interface Drawings {
  economies: Named[];
  states: Apart[];
  trees: Tree[];
  unions: Union[];
  index: IndexOn[];
  changed?: IndexOn;
  starts: Start[];
}

/** The pictures with names of economies. */
export function drawingsOf({ economies: all }: Results, pictures: Pictures): Drawings {
  const economies = pictures.economies.map((at) => ({ code: all[at]!.code, name: all[at]!.name }));
  const sure = ([value, low, high]: Drawn): Sure => ({ value, range: [low, high] });
  const on = ({ date, burden, heterogeneity }: IndexRow): IndexOn => ({
    date,
    burden: sure(burden),
    heterogeneity: sure(heterogeneity),
  });
  return {
    economies,
    states: pictures.states,
    trees: pictures.states.map(({ tree: { mergers, clusters, together } }) => ({
      economies,
      mergers: mergers.map(([left, right, height]) => ({ left, right, height })),
      clusters,
      together,
    })),
    unions: pictures.unions,
    index: pictures.index.map(on),
    ...(pictures.changed && { changed: on(pictures.changed) }),
    starts: pictures.starts,
  };
}
