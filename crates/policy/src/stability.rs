//! How sure clusters are.

/// For each cluster how often two of its members are in one cluster when clusters are drawn anew: 1 where all of them always
/// are. A cluster of one is always together. `drawn` has, for each draw, the number of the cluster of each member.
///
/// ```
/// use comity_policy::stability;
/// let clusters = [vec![0, 1], vec![2]];
/// assert_eq!(stability(&clusters, &[vec![0, 0, 1], vec![0, 1, 1]]), [0.5, 1.0]);
/// ```
pub fn stability(clusters: &[Vec<usize>], drawn: &[Vec<usize>]) -> Vec<f64> {
    let of = |cluster: &Vec<usize>| {
        let (mut pairs, mut together) = (0usize, 0usize);
        for draw in drawn {
            for (at, &one) in cluster.iter().enumerate() {
                pairs += cluster.len() - at - 1;
                together += cluster[at + 1..].iter().filter(|&&other| draw[other] == draw[one]).count();
            }
        }
        if pairs == 0 { 1.0 } else { together as f64 / pairs as f64 }
    };
    clusters.iter().map(of).collect()
}
