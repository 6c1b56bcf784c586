//! `comity policy clusters`.

use super::Common;
use super::method::{Drawn, Method, When};
use crate::errors::Failure;
use crate::output::{PrintFormat, csv, print, print_json, wrapped};
use clap::Args;
use comity_policy::answer::Clusters;
use comity_policy::{Rules, Tree, drawing};

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
    let places = rules.places(&args.economies)?;
    let tree = Tree::new(&rules.distances(date), &places);
    let clusters = Clusters::of(&rules, &tree, &places, args.count, date, args.drawn.draws()?);
    match args.common.format {
        PrintFormat::Table => print(format_args!("{}", table(&tree, &clusters, &rules))),
        PrintFormat::Csv => print(format_args!("{}", csv(rows(&clusters))?)),
        PrintFormat::Json => print_json(&clusters),
    }
}

fn table(tree: &Tree, answer: &Clusters, rules: &Rules) -> String {
    let Clusters { date, economies, clusters, together, .. } = answer;
    let label = |leaves: &[usize]| {
        let named: Vec<&str> = leaves.iter().map(|&leaf| economies[leaf].as_str()).collect();
        let union = rules.registry.jurisdictions.iter().find(|union| {
            let members =
                union.members.iter().filter(|member| member.on(*date)).map(|member| member.code.as_str());
            let mut members: Vec<&str> =
                members.filter(|&code| economies.iter().any(|known| known == code)).collect();
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
        let sure =
            together.as_ref().map(|sure| format!(" {:>4.0}%", 100.0 * sure[number])).unwrap_or_default();
        text += &format!("{:>3}{sure}  {}\n", number + 1, wrapped(&cluster.join(" "), 10));
    }
    if together.is_some() {
        text += "\nPercent: how often two members of a cluster stay together when weights and levels are drawn anew.\n";
    }
    text
}

fn rows(clusters: &Clusters) -> Vec<Vec<String>> {
    let mut header = vec!["economy".to_owned(), "cluster".to_owned()];
    header.extend(clusters.together.as_ref().map(|_| "together".to_owned()));
    let mut rows = vec![header];
    for (number, cluster) in clusters.clusters.iter().enumerate() {
        for code in cluster {
            let mut row = vec![code.clone(), (number + 1).to_string()];
            row.extend(clusters.together.as_ref().map(|sure| sure[number].to_string()));
            rows.push(row);
        }
    }
    rows
}
