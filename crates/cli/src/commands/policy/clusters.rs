//! `comity policy clusters`.

use super::Common;
use super::distance::places;
use super::method::{Drawn, Method, When};
use crate::errors::Failure;
use crate::output::{PrintFormat, csv, print, wrapped};
use clap::Args;
use comity_policy::{Date, Rules, Tree, drawing, stability};
use serde_json::{Value, json};

/// Space for the branches of the tree.
const WIDTH: usize = 60;
/// Codes that a line of the tree names.
const NAMED: usize = 4;

#[derive(Debug, Args)]
pub struct ClustersArgs {
    /// Only these economies [default: all that have measures]
    #[arg(long, value_delimiter = ',', value_name = "CODE,CODE")]
    economies: Vec<String>,
    /// How many clusters to cut the tree into
    #[arg(long, default_value_t = 6, value_name = "N")]
    count: usize,
    #[command(flatten)]
    when: When,
    #[command(flatten)]
    drawn: Drawn,
    #[command(flatten)]
    method: Method,
    #[command(flatten)]
    common: Common,
}

pub fn run(args: &ClustersArgs) -> Result<(), Failure> {
    let rules = args.method.rules(&args.common)?;
    let date = args.when.on(rules.registry);
    let places = places(&rules, &args.economies)?;
    let tree = Tree::new(&rules.distances(date), &places);
    let codes: Vec<&str> = places.iter().map(|&place| rules.economies()[place]).collect();
    let clusters = clusters(&tree, args.count);
    let sure = match args.drawn.draws()? {
        Some(draws) => {
            let drawn =
                rules.drawn(date, draws, |distances| numbers(&Tree::new(&distances, &places), args.count));
            Some(stability(&clusters, &drawn))
        }
        None => None,
    };
    let named = |cluster: Vec<usize>| cluster.into_iter().map(|leaf| codes[leaf]).collect();
    let clusters = Clusters { named: clusters.into_iter().map(named).collect(), sure };
    match args.common.format {
        PrintFormat::Table => print(format_args!("{}", table(&tree, &codes, &clusters, &rules, date))),
        PrintFormat::Csv => print(format_args!("{}", csv(rows(&clusters))?)),
        PrintFormat::Json => print(format_args!("{:#}\n", json(&tree, &codes, &clusters, date))),
    }
}

/// What the tree is cut into.
struct Clusters<'a> {
    /// Codes of each.
    named: Vec<Vec<&'a str>>,
    /// How often two members of each stay together, where clusters were drawn.
    sure: Option<Vec<f64>>,
}

/// The leaves of each cluster.
fn clusters(tree: &Tree, count: usize) -> Vec<Vec<usize>> {
    tree.cut(count).into_iter().map(|cluster| tree.below(cluster)).collect()
}

/// The number of each leaf's cluster.
fn numbers(tree: &Tree, count: usize) -> Vec<usize> {
    let mut numbers = vec![0; tree.leaves];
    for (number, cluster) in clusters(tree, count).into_iter().enumerate() {
        for leaf in cluster {
            numbers[leaf] = number;
        }
    }
    numbers
}

fn table(tree: &Tree, codes: &[&str], clusters: &Clusters, rules: &Rules, date: Date) -> String {
    let label = |leaves: &[usize]| {
        let named: Vec<&str> = leaves.iter().map(|&leaf| codes[leaf]).collect();
        let union = rules.registry.jurisdictions.iter().find(|union| {
            let members =
                union.members.iter().filter(|member| member.on(date)).map(|member| member.code.as_str());
            let mut members: Vec<&str> = members.filter(|code| codes.contains(code)).collect();
            members.sort_unstable();
            let mut named = named.clone();
            named.sort_unstable();
            rules.registry.ruler(&union.code).is_ok() && named.len() > 1 && members == named
        });
        match union {
            Some(union) => format!("{} ({})", union.code, named.len()),
            None if named.len() > NAMED => {
                format!("{} and {} more", named[..NAMED].join(" "), named.len() - NAMED)
            }
            None => named.join(" "),
        }
    };
    let highest = tree.mergers.last().map_or(0.0, |merger| merger.height);
    let mut text = format!("Whose rules are alike, {date}\n\n{}", drawing(tree, label, WIDTH));
    text += &format!("\nFarther right means farther apart; the last two join at {highest:.3}.\n\n");
    for (number, cluster) in clusters.named.iter().enumerate() {
        let sure =
            clusters.sure.as_ref().map(|sure| format!(" {:>4.0}%", 100.0 * sure[number])).unwrap_or_default();
        text += &format!("{:>3}{sure}  {}\n", number + 1, wrapped(&cluster.join(" "), 10));
    }
    if clusters.sure.is_some() {
        text += "\nPercent: how often two members of a cluster stay together when weights and levels are drawn anew.\n";
    }
    text
}

fn rows(clusters: &Clusters) -> Vec<Vec<String>> {
    let mut header = vec!["economy".to_owned(), "cluster".to_owned()];
    header.extend(clusters.sure.as_ref().map(|_| "together".to_owned()));
    let mut rows = vec![header];
    for (number, cluster) in clusters.named.iter().enumerate() {
        for code in cluster {
            let mut row = vec![(*code).to_owned(), (number + 1).to_string()];
            row.extend(clusters.sure.as_ref().map(|sure| sure[number].to_string()));
            rows.push(row);
        }
    }
    rows
}

fn json(tree: &Tree, codes: &[&str], clusters: &Clusters, date: Date) -> Value {
    let mergers = tree.mergers.iter().enumerate().map(|(number, merger)| {
        json!({
            "cluster": tree.leaves + number,
            "left": merger.left,
            "right": merger.right,
            "height": merger.height,
            "size": merger.size,
        })
    });
    let mut value = json!({
        "date": date,
        "economies": codes,
        "mergers": mergers.collect::<Vec<_>>(),
        "clusters": clusters.named,
    });
    if let Some(sure) = &clusters.sure {
        value["together"] = json!(sure);
    }
    value
}
