/** Economies whose rules are alike: the tree of clusters, laid out for a drawing. */
import type { Named } from './apart';

/** Where two branches join; branches are numbered, the leaves first. */
export interface Merger {
  left: number;
  right: number;
  /** How different the rules of the two are, on average. */
  height: number;
}

export interface Tree {
  /** The leaves, by number from 0 on. */
  economies: Named[];
  /** The lowest first. */
  mergers: Merger[];
  /** Leaves of each cluster that the tree is cut into. */
  clusters: number[][];
  /** The share of draws in which two members of each stay together, where clusters were drawn. */
  together?: number[];
}

/** A union whose law is its members' own. */
export interface Union {
  name: string;
  members: string[];
}

/** A line of the drawing: economies that are at no distance from each other. */
export interface Row {
  leaves: number[];
  /** The union that these are, if they are one. */
  union?: string;
  cluster: number;
  /** In rows from the top; clusters stand apart. */
  y: number;
}

/** Where two branches join in the drawing. */
export interface Joint {
  merger: number;
  height: number;
  /** Where each branch comes from. */
  ends: [{ y: number; height: number }, { y: number; height: number }];
  /** The cluster that it is within; none where it joins clusters. */
  cluster: number | null;
}

/** Room between clusters, in rows. */
const GAP = 0.7;

/** The leaves below a branch, from top to bottom. */
export function below({ economies, mergers }: Tree, branch: number): number[] {
  const merger = mergers[branch - economies.length];
  const tree = { economies, mergers, clusters: [] };
  return merger ? [...below(tree, merger.left), ...below(tree, merger.right)] : [branch];
}

/** Leaves from top to bottom, cluster by cluster. */
export function clustersInOrder(tree: Tree): number[][] {
  const number = numbersOf(tree);
  const groups: number[][] = [];
  for (const leaf of roots(tree).flatMap((root) => below(tree, root))) {
    const last = groups.at(-1);
    if (last && number.get(last[0]!) === number.get(leaf)) last.push(leaf);
    else groups.push([leaf]);
  }
  return groups;
}

/** Rows from top to bottom, and where branches join, the lowest first. */
export function laidOut(tree: Tree, unions: Union[]): { rows: Row[]; joints: Joint[]; height: number } {
  const number = numbersOf(tree);
  const rows: Row[] = [];
  const ends = new Map<number, { y: number; height: number }>();
  let y = 0;
  const descend = (branch: number) => {
    const merger = tree.mergers[branch - tree.economies.length];
    if (merger && merger.height > 0) {
      descend(merger.left);
      descend(merger.right);
      return;
    }
    const leaves = below(tree, branch);
    const cluster = number.get(leaves[0]!) ?? 0;
    if (rows.length > 0 && rows.at(-1)!.cluster !== cluster) y += GAP;
    rows.push({ leaves, cluster, y, union: unionOf(tree, leaves, unions) });
    ends.set(branch, { y, height: 0 });
    y += 1;
  };
  roots(tree).forEach(descend);
  const joints: Joint[] = [];
  tree.mergers.forEach(({ left, right, height }, merger) => {
    const [one, other] = [ends.get(left), ends.get(right)];
    // Within a row there is nothing to draw.
    if (!one || !other) return;
    const branch = tree.economies.length + merger;
    const within = new Set(below(tree, branch).map((leaf) => number.get(leaf)));
    joints.push({
      merger,
      height,
      ends: [one, other],
      cluster: within.size === 1 ? ([...within][0] ?? null) : null,
    });
    ends.set(branch, { y: (one.y + other.y) / 2, height });
  });
  return { rows, joints, height: y };
}

/** The height below which branches are within clusters, for a line that says so; none where nothing is cut. */
export function cutHeight({ mergers, clusters }: Tree): number | null {
  const uncut = mergers.length - (clusters.length - 1);
  const [last, next] = [mergers[uncut - 1]?.height ?? 0, mergers[uncut]?.height];
  return next === undefined ? null : (last + next) / 2;
}

/** Branches that join no other: one, but for a tree without mergers. */
function roots({ economies, mergers }: Tree): number[] {
  return mergers.length > 0 ? [economies.length + mergers.length - 1] : economies.map((_, leaf) => leaf);
}

function numbersOf({ clusters }: Tree): Map<number, number> {
  return new Map(clusters.flatMap((leaves, cluster) => leaves.map((leaf) => [leaf, cluster] as const)));
}

function unionOf({ economies }: Tree, leaves: number[], unions: Union[]): string | undefined {
  if (leaves.length < 2) return undefined;
  const codes = new Set(leaves.map((leaf) => economies[leaf]!.code));
  const all = new Set(economies.map(({ code }) => code));
  return unions.find(({ members }) => {
    const present = members.filter((code) => all.has(code));
    return present.length === codes.size && present.every((code) => codes.has(code));
  })?.name;
}
