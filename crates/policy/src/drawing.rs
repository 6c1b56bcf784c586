//! A tree of clusters as lines of text.

use crate::clusters::Tree;

/// Draws a tree sideways: a line a group of economies that are at no distance from each other, and the farther right two
/// groups join, the farther their rules lie apart. `label` says what to call a group, given its leaves; `width` is the
/// space for the branches.
///
/// ```text
/// AUS ──────┬─
/// CAN ─┬────┘
/// NZL ─┘
/// ```
pub fn drawing(tree: &Tree, label: impl Fn(&[usize]) -> String, width: usize) -> String {
    let highest = tree.mergers.iter().map(|merger| merger.height).fold(0.0, f64::max);
    let column = |height: f64| {
        let share = if highest > 0.0 { height / highest } else { 0.0 };
        1 + (share * width.saturating_sub(1) as f64).round() as usize
    };
    // Where each cluster goes on: row, and the column up to which it is drawn.
    let mut ends: Vec<Option<(usize, usize)>> = vec![None; tree.leaves + tree.mergers.len()];
    let mut labels: Vec<String> = Vec::new();
    let mut open: Vec<usize> = ends.len().checked_sub(1).into_iter().collect();
    while let Some(cluster) = open.pop() {
        match cluster.checked_sub(tree.leaves).map(|merger| tree.mergers[merger]) {
            Some(merger) if merger.height > 0.0 => open.extend([merger.right, merger.left]),
            _ => {
                ends[cluster] = Some((labels.len(), 0));
                labels.push(label(&tree.below(cluster)));
            }
        }
    }
    // Joints that would fall on each other move right, so there must be space for that.
    let mut rows = vec![vec![' '; width + tree.mergers.len() + 2]; labels.len()];
    for (number, merger) in tree.mergers.iter().enumerate() {
        let (Some((top, left)), Some((bottom, right))) = (ends[merger.left], ends[merger.right]) else {
            continue;
        };
        let joint = column(merger.height).max(left.max(right) + 1);
        rows[top][left + usize::from(left > 0)..joint].fill('─');
        rows[bottom][right + usize::from(right > 0)..joint].fill('─');
        for row in &mut rows[top + 1..bottom] {
            row[joint] = '│';
        }
        (rows[top][joint], rows[bottom][joint]) = ('┬', '┘');
        ends[tree.leaves + number] = Some((top, joint));
    }
    if let Some(Some((top, end))) = ends.last().filter(|_| labels.len() > 1) {
        rows[*top][end + 1] = '─';
    }
    let widest = labels.iter().map(|label| label.chars().count()).max().unwrap_or_default();
    let line = |(label, row): (&String, Vec<char>)| {
        format!("{label:widest$} {}", row.into_iter().collect::<String>()).trim_end().to_owned() + "\n"
    };
    labels.iter().zip(rows).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clusters::Merger;

    #[test]
    fn branches_join_where_they_should() {
        let merger = |left, right, height, size| Merger { left, right, height, size };
        let tree = Tree {
            leaves: 6,
            mergers: vec![
                merger(3, 5, 0.0, 2),
                merger(1, 2, 0.1, 2),
                merger(6, 4, 0.3, 3),
                merger(0, 7, 0.5, 3),
                merger(9, 8, 1.0, 6),
            ],
        };
        let drawn = drawing(&tree, |leaves| format!("{leaves:?}"), 20);
        let expected = "\
[0]    ───────────┬────────┬─
[1]    ───┬───────┘        │
[2]    ───┘                │
[3, 5] ───────┬────────────┘
[4]    ───────┘
";
        assert_eq!(drawn, expected);
        let alone = Tree { leaves: 1, mergers: Vec::new() };
        assert_eq!(drawing(&alone, |_| "A".to_owned(), 20), "A\n");
        assert_eq!(drawing(&Tree { leaves: 0, mergers: Vec::new() }, |_| String::new(), 20), "");
    }
}
