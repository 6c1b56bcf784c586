//! `comity policy clusters`.

use super::Common;
use super::distance::places;
use super::method::{Method, When};
use crate::errors::Failure;
use crate::output::{PrintFormat, csv, print};
use clap::Args;
use comity_policy::{Date, Rules, Tree, drawing};
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
    let clusters = clusters(&tree, &codes, args.count);
    match args.common.format {
        PrintFormat::Table => print(format_args!("{}", table(&tree, &codes, &clusters, &rules, date))),
        PrintFormat::Csv => print(format_args!("{}", csv(rows(&clusters))?)),
        PrintFormat::Json => print(format_args!("{:#}\n", json(&tree, &codes, &clusters, date))),
    }
}

fn clusters<'a>(tree: &Tree, codes: &[&'a str], count: usize) -> Vec<Vec<&'a str>> {
    let cluster = |cluster| tree.below(cluster).into_iter().map(|leaf| codes[leaf]).collect();
    tree.cut(count).into_iter().map(cluster).collect()
}

fn table(tree: &Tree, codes: &[&str], clusters: &[Vec<&str>], rules: &Rules, date: Date) -> String {
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
    for (number, cluster) in clusters.iter().enumerate() {
        text += &format!("{:>3}  {}\n", number + 1, cluster.join(" "));
    }
    text
}

fn rows(clusters: &[Vec<&str>]) -> Vec<[String; 2]> {
    let header = ["economy", "cluster"].map(str::to_owned);
    let numbered = clusters.iter().enumerate();
    let rows = numbered.flat_map(|(number, cluster)| {
        cluster.iter().map(move |code| [(*code).to_owned(), (number + 1).to_string()])
    });
    std::iter::once(header).chain(rows).collect()
}

fn json(tree: &Tree, codes: &[&str], clusters: &[Vec<&str>], date: Date) -> Value {
    let mergers = tree.mergers.iter().enumerate().map(|(number, merger)| {
        json!({
            "cluster": tree.leaves + number,
            "left": merger.left,
            "right": merger.right,
            "height": merger.height,
            "size": merger.size,
        })
    });
    json!({ "date": date, "economies": codes, "mergers": mergers.collect::<Vec<_>>(), "clusters": clusters })
}
