//! `comity comply`.

use super::policy::{self, date};
use crate::errors::Failure;
use crate::output::{MemoFormat, csv, print, print_json, wrapped};
use crate::shipped;
use clap::Args;
use comfy_table::{CellAlignment, Table, presets};
use comity_policy::comply::{
    Answer, Duty, EXAMPLE, Library, Market, NOTICE, Plan, Product, Range, Report, embedded_product,
    embedded_products, html, markdown,
};
use comity_policy::{Date, Rules, Settings};

#[derive(Debug, Args)]
pub struct ComplyArgs {
    /// A file with the product, or the name of a worked one (docs/compliance.md lists them)
    #[arg(required_unless_present = "example")]
    product: Option<String>,
    /// Markets in the order in which they are entered: codes of economies or unions, such as EU,USA,KOR
    #[arg(long, value_name = "CODES", value_delimiter = ',', required_unless_present = "example")]
    markets: Vec<String>,
    /// The day, such as 2027-12-02 [default: the one to which the registry is kept]
    #[arg(long, value_parser = date)]
    date: Option<Date>,
    /// Years over which what is paid once is spread
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=50))]
    years: u16,
    /// Measures to hold it against instead of those that ship: a folder or a database (docs/registry.md)
    #[arg(long, value_name = policy::REGISTRY)]
    registry: Option<String>,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = MemoFormat::Table)]
    format: MemoFormat,
    /// Print a commented product to start from: comity comply --example > product.toml
    #[arg(long, conflicts_with_all = ["product", "markets"])]
    example: bool,
}

pub fn run(args: &ComplyArgs) -> Result<(), Failure> {
    let Some(named) = args.product.as_ref().filter(|_| !args.example) else {
        return print(format_args!("{EXAMPLE}"));
    };
    let library = Library::embedded()?;
    let rules = Rules::new(policy::registry(args.registry.as_deref())?, Settings::default());
    let product = read(library, &rules, named)?;
    let markets: Vec<&str> = args.markets.iter().map(|market| market.trim()).collect();
    let date = args.date.unwrap_or(rules.registry.as_of());
    let plan = Plan::new(library, &rules, &product, &markets, date, args.years)?;
    for market in plan.markets.iter().filter(|market| market.unknown) {
        eprintln!(
            "warning: the registry has no measure of `{}`, which is not to say that there is none",
            market.code
        );
    }
    match args.format {
        MemoFormat::Table => print(format_args!("{}", table(&plan))),
        MemoFormat::Md => print(format_args!("{}", markdown(&plan))),
        MemoFormat::Html => print(format_args!("{}", html(&plan))),
        MemoFormat::Csv => print(format_args!("{}", csv(rows(&plan))?)),
        MemoFormat::Json => print_json(&Report::new(&plan)),
    }
}

/// A file where there is one of this name, and else a product that ships.
fn read(library: &Library, rules: &Rules, named: &str) -> Result<Product, Failure> {
    let missing = || {
        let names: Vec<&str> = embedded_products().collect();
        let names = names.join(", ");
        format!("write one: comity comply --example > product.toml; products that ship: {names}")
    };
    let unreadable = "a product is a TOML file; `comity comply --example` writes one";
    Ok(match shipped::file(named, missing, unreadable)? {
        Some(text) => Product::parse(library, rules, named, &text)?,
        None => Product::parse(library, rules, &format!("{named}.toml"), embedded_product(named)?)?,
    })
}

fn table(plan: &Plan) -> String {
    let mut text = format!("{}\n\n", plan.product.title);
    text += &format!("EUR, {}; once spread over {} years; low to high\n\n", plan.date, plan.years);
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header([
        "market",
        "duties",
        "may apply",
        "once",
        "every year",
        "a year",
        "break-even revenue",
        "pays",
    ]);
    for market in &plan.markets {
        let (sure, open) = market.count();
        let even = market.break_even.map_or("-".to_owned(), range);
        // What may not be sold costs nothing, and earns nothing.
        let amount = |of: Range| if market.barred { "-".to_owned() } else { range(of) };
        let pays = market.pays().unwrap_or("not known");
        let [once, yearly] = [market.alone.one_off, market.alone.yearly].map(amount);
        let a_year = amount(market.alone.a_year(plan.years));
        table.add_row([
            market.code,
            &sure.to_string(),
            &open.to_string(),
            &once,
            &yearly,
            &a_year,
            &even,
            pays,
        ]);
    }
    let totals = &plan.totals;
    let mut all = |name: &str, bill: comity_policy::comply::Bill| {
        let [once, yearly] = [bill.one_off, bill.yearly].map(range);
        table.add_row([name, "", "", &once, &yearly, &range(bill.a_year(plan.years)), "", ""]);
    };
    if plan.markets.len() > 1 {
        all("all, work reused", totals.together);
    }
    all("with recognition", totals.recognition);
    all("with common standards", totals.standard);
    for column in 1..7 {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    text += &format!("{}\n\n", table.trim_fmt());
    for market in &plan.markets {
        text += &duties(market);
    }
    if !plan.changes.is_empty() {
        text += "In the next twelve months\n";
        for change in &plan.changes {
            let names: Vec<String> =
                change.features.iter().map(|(of, level)| format!("{} ({level})", of.name)).collect();
            let may = if change.answer == Answer::Open { " (may apply)" } else { "" };
            let what = format!(
                "  {} {} {} {}{may}: {}",
                change.date,
                change.market,
                change.measure.id,
                change.turn.word(),
                names.join(", ")
            );
            text += &format!("{}\n", wrapped(&what, 4));
        }
        text.push('\n');
    }
    if !plan.unknown.is_empty() {
        text += "Not known\n";
        for (key, question, waits) in &plan.unknown {
            let waits = match *waits {
                0 => String::new(),
                1 => " (1 duty waits)".to_owned(),
                more => format!(" ({more} duties wait)"),
            };
            text += &format!("  {key}: {question}{waits}\n");
        }
        text.push('\n');
    }
    text += &format!("{}\n", wrapped("--format md has overlaps, reasons, and where the costs are from.", 0));
    text + &wrapped(NOTICE, 0) + "\n"
}

fn duties(market: &Market) -> String {
    let mut text = format!("{}\n", market.name);
    if market.at_home {
        text += "  The rules of home: nothing is left to do.\n";
    }
    if market.barred {
        text += "  The product may not be sold: practices such as it are banned.\n";
    }
    if market.duties.is_empty() {
        return text + "  No duty that the registry knows of reaches the product on this day.\n\n";
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    for duty in &market.duties {
        let open: Vec<&str> = duty.open.iter().copied().collect();
        let may = if open.is_empty() { String::new() } else { format!("if {}", open.join(", ")) };
        let others: Vec<&str> = duty.also.iter().map(|other| other.measure.id.as_str()).collect();
        let also = if others.is_empty() { String::new() } else { format!("also {}", others.join(", ")) };
        table.add_row([
            &format!("  {}", duty.feature.name),
            &duty.level.to_string(),
            &duty.measure.id,
            duty.article,
            &may,
            &also,
        ]);
    }
    text + &format!("{}\n\n", table.trim_fmt())
}

/// In thousands where that says enough.
fn range(range: Range) -> String {
    let short = |amount: f64| match amount {
        amount if amount >= 999_500.0 => format!("{:.1}m", amount / 1e6),
        amount if amount >= 9_950.0 => format!("{:.0}k", amount / 1e3),
        amount if amount >= 950.0 => format!("{:.1}k", amount / 1e3),
        amount => format!("{amount:.0}"),
    };
    let [low, high] = [range.low, range.high].map(short);
    if low == high { low } else { format!("{low} to {high}") }
}

fn rows(plan: &Plan) -> Vec<[String; 10]> {
    let header = [
        "economy",
        "feature",
        "level",
        "measure",
        "article",
        "since",
        "applies",
        "recognised",
        "because",
        "also",
    ]
    .map(str::to_owned);
    let row = |market: &Market, duty: &Duty| {
        let applies = if duty.answer == Answer::Yes { "yes" } else { "open" };
        let because: Vec<String> = match duty.answer {
            Answer::Yes => duty.because.clone(),
            _ => duty.open.iter().map(|key| format!("depends on {key}")).collect(),
        };
        [
            market.code.to_owned(),
            duty.feature.id.clone(),
            duty.level.to_string(),
            duty.measure.id.clone(),
            duty.article.to_owned(),
            duty.since.to_string(),
            applies.to_owned(),
            duty.recognised.to_string(),
            because.join("; "),
            duty.also.iter().map(|other| other.measure.id.as_str()).collect::<Vec<_>>().join("; "),
        ]
    };
    let all = plan.markets.iter().flat_map(|market| market.duties.iter().map(move |duty| row(market, duty)));
    std::iter::once(header).chain(all).collect()
}
