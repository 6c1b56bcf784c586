//! Economies whose rules are alike: hierarchical clusters by average linkage.

use crate::distance::Distances;

/// How economies merge into ever larger clusters.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    /// How many economies there are: the clusters before the first merger, by place.
    pub leaves: usize,
    /// Mergers, the nearest first. Merger number `m` makes the cluster number `leaves + m`.
    pub mergers: Vec<Merger>,
}

/// Two clusters become one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Merger {
    /// The one with the first economy.
    pub left: usize,
    /// The other.
    pub right: usize,
    /// The average distance between the members of the two.
    pub height: f64,
    /// Members of the new cluster.
    pub size: usize,
}

impl Tree {
    /// Clusters the economies at some places by how different their rules are. Of equally near pairs the first merges first.
    pub fn new(distances: &Distances, places: &[usize]) -> Self {
        let leaves = places.len();
        let mut between: Vec<f64> = Vec::with_capacity(leaves * leaves);
        for &origin in places {
            between.extend(places.iter().map(|&destination| distances.heterogeneity(origin, destination)));
        }
        // Rows of clusters that are still there: number, size.
        let mut clusters: Vec<Option<(usize, usize)>> = (0..leaves).map(|leaf| Some((leaf, 1))).collect();
        let mut mergers = Vec::new();
        while let Some((height, one, other)) = nearest(&between, &clusters) {
            let (Some((left, here)), Some((right, there))) = (clusters[one], clusters[other]) else { break };
            let size = here + there;
            for row in (0..leaves).filter(|&row| row != one && row != other) {
                let sum =
                    between[one * leaves + row] * here as f64 + between[other * leaves + row] * there as f64;
                between[one * leaves + row] = sum / size as f64;
                between[row * leaves + one] = sum / size as f64;
            }
            clusters[one] = Some((leaves + mergers.len(), size));
            clusters[other] = None;
            mergers.push(Merger { left, right, height, size });
        }
        Self { leaves, mergers }
    }

    /// The leaves below a cluster, in the order in which a drawing lists them.
    pub fn below(&self, cluster: usize) -> Vec<usize> {
        let mut leaves = Vec::new();
        let mut open = vec![cluster];
        while let Some(cluster) = open.pop() {
            match cluster.checked_sub(self.leaves).and_then(|merger| self.mergers.get(merger)) {
                Some(merger) => open.extend([merger.right, merger.left]),
                None => leaves.push(cluster),
            }
        }
        leaves
    }

    /// The clusters when so many are left, or as many as there are economies.
    pub fn cut(&self, count: usize) -> Vec<usize> {
        let done = self.leaves.saturating_sub(count.max(1)).min(self.mergers.len());
        let mut clusters: Vec<usize> = (0..self.leaves + done).collect();
        let merged: Vec<usize> =
            self.mergers[..done].iter().flat_map(|merger| [merger.left, merger.right]).collect();
        clusters.retain(|cluster| !merged.contains(cluster));
        clusters.sort_by_key(|&cluster| self.below(cluster).into_iter().min());
        clusters
    }

    /// The leaves of each of these clusters.
    pub fn clusters(&self, count: usize) -> Vec<Vec<usize>> {
        self.cut(count).into_iter().map(|cluster| self.below(cluster)).collect()
    }

    /// The number of each leaf's cluster among these.
    pub fn numbers(&self, count: usize) -> Vec<usize> {
        let mut numbers = vec![0; self.leaves];
        for (number, cluster) in self.clusters(count).into_iter().enumerate() {
            cluster.into_iter().for_each(|leaf| numbers[leaf] = number);
        }
        numbers
    }
}

/// The first of the nearest two clusters: distance, row, row.
fn nearest(between: &[f64], clusters: &[Option<(usize, usize)>]) -> Option<(f64, usize, usize)> {
    let there: Vec<usize> = (0..clusters.len()).filter(|&row| clusters[row].is_some()).collect();
    let mut nearest: Option<(f64, usize, usize)> = None;
    for (at, &one) in there.iter().enumerate() {
        for &other in &there[at + 1..] {
            let distance = between[one * clusters.len() + other];
            if nearest.is_none_or(|(best, ..)| distance < best) {
                nearest = Some((distance, one, other));
            }
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cut_of_a_tree_has_each_leaf_once() {
        let merger = |left, right, height, size| Merger { left, right, height, size };
        let tree = Tree {
            leaves: 4,
            mergers: vec![merger(1, 3, 0.1, 2), merger(0, 2, 0.2, 2), merger(5, 4, 0.4, 4)],
        };
        assert_eq!(tree.cut(9), [0, 1, 2, 3]);
        assert_eq!(tree.cut(3), [0, 4, 2]);
        assert_eq!(tree.cut(2), [5, 4]);
        assert_eq!(tree.below(6), [0, 2, 1, 3]);
        assert_eq!((tree.cut(1), tree.cut(0)), (vec![6], vec![6]));
        assert_eq!((tree.clusters(2), tree.numbers(2)), (vec![vec![0, 2], vec![1, 3]], vec![0, 1, 0, 1]));
    }
}
