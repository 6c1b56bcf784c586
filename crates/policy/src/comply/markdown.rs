//! The plan as Markdown.

use super::NOTICE;
use super::costs::Range;
use super::duties::{Also, Duty};
use super::facts::Answer;
use super::plan::{Market, Plan};
use super::total::Bill;

/// The plan as a page.
pub fn markdown(plan: &Plan) -> String {
    let product = plan.product;
    let mut text = format!("# {}\n\n", product.title);
    if !product.summary.is_empty() {
        text += &format!("{}\n\n", product.summary);
    }
    let risk = plan.risk.map_or("open until `sectors` and `functions` are given", |risk| risk.word());
    let stated = if product.risk.is_some() { "stated" } else { "derived" };
    let size = product.size.map_or("unknown", |size| size.word());
    text += &format!("- Home: {} (`{}`), whose duties are met already\n", plan.home_name, product.home);
    text += &format!("- Risk: {risk} ({stated}); firm: {size}; systems: {}\n", product.systems.unwrap_or(1));
    let costs = plan.costs;
    text += &format!("- Day: {}; amounts in {} of {}\n\n{NOTICE}\n", plan.date, costs.currency, costs.year);
    text += &markets(plan);
    text += &together(plan);
    text += &sizes(plan);
    text += &unknown(plan);
    text += &overlap(plan);
    for market in &plan.markets {
        text += &duties(market, plan);
    }
    text += &changes(plan);
    text + &prices(plan)
}

fn markets(plan: &Plan) -> String {
    let mut text = format!(
        "\n## Markets\n\nCosts beyond home if the market is the only one; a year: with what is paid once spread over {} years. \
         Ranges are low to high, the central figure in brackets.\n\n\
         | market | duties | may apply | once | every year | a year | break-even revenue | expected | pays |\n\
         |---|---|---|---|---|---|---|---|---|\n",
        plan.years
    );
    for market in &plan.markets {
        let (sure, open) = market.count();
        let name = format!("{} (`{}`)", market.name, market.code);
        let revenue = market.revenue.map_or("not given".to_owned(), money);
        let cells = if market.barred {
            vec![name, sure.to_string(), open.to_string(), "may not be sold".to_owned()]
                .into_iter()
                .chain(vec!["-".to_owned(); 3])
                .chain([revenue, "barred".to_owned()])
                .collect()
        } else {
            let break_even = market.break_even.map_or("needs the margin".to_owned(), range);
            let pays = market.pays().unwrap_or("not known").to_owned();
            let Bill { one_off, yearly } = market.alone;
            let a_year = market.alone.a_year(plan.years);
            vec![
                name,
                sure.to_string(),
                open.to_string(),
                range(one_off),
                range(yearly),
                range(a_year),
                break_even,
                revenue,
                pays,
            ]
        };
        text += &format!("| {} |\n", cells.join(" | "));
    }
    let mut remarks = Vec::new();
    for market in &plan.markets {
        let name = market.name;
        if market.at_home {
            remarks.push(format!("- {name} has the rules of home: nothing is left to do.\n"));
        }
        if market.unknown {
            remarks.push(format!(
                "- The registry has no measure of {name}, which is not to say that there is none.\n"
            ));
        }
        if market.barred {
            remarks.push(format!(
                "- {name} bans the product as stated: see the duty on prohibited practices.\n"
            ));
        }
    }
    if !remarks.is_empty() {
        text += &format!("\n{}", remarks.concat());
    }
    text
}

fn together(plan: &Plan) -> String {
    let totals = &plan.totals;
    let mut text = "\n## Together\n\nMarkets are entered in the order given; work done for one is reused in the next as far as the shares of reuse \
        allow, which are assumptions.\n\n| case | once | every year | a year | saves a year |\n|---|---|---|---|---|\n"
        .to_owned();
    let base = totals.together.a_year(plan.years).central;
    for (name, bill, saves) in [
        ("Each market for itself, added up", totals.apart, false),
        ("In a row, work reused", totals.together, false),
        ("Markets recognise each other's assessments before sale", totals.recognition, true),
        ("Markets refer to common standards", totals.standard, true),
        ("Both", totals.both, true),
    ] {
        let a_year = bill.a_year(plan.years);
        let saved = if saves { money(base - a_year.central) } else { "-".to_owned() };
        let cells = [range(bill.one_off), range(bill.yearly), range(a_year), saved];
        text += &format!("| {name} | {} |\n", cells.join(" | "));
    }
    if plan.markets.iter().any(|market| market.barred) {
        text += "\nMarkets that bar the product are left out.\n";
    }
    if plan.markets.len() > 1 {
        let added = |market: &Market| {
            let (once, yearly) = market.added;
            format!("{} {} once and {} a year", market.code, money(once), money(yearly))
        };
        let added: Vec<String> = plan.markets.iter().map(added).collect();
        text += &format!("\nWhat each adds in this order (central): {}.\n", added.join("; "));
    }
    text
}

fn sizes(plan: &Plan) -> String {
    let codes: Vec<&str> = plan.markets.iter().map(|market| market.code).collect();
    let mut text = "\n## By size of the firm\n\nA year, each market as if it were the only one; together in a row, work reused.\n\n".to_owned();
    text +=
        &format!("| firm | {} | together |\n|---{}|---|\n", codes.join(" | "), "|---".repeat(codes.len()));
    for of in &plan.sizes {
        let a_year = |bill: Bill| range(bill.a_year(plan.years));
        let alone = |bill: &Option<Bill>| bill.map_or("barred".to_owned(), a_year);
        let mut cells: Vec<String> = of.alone.iter().map(alone).collect();
        cells.push(a_year(of.together));
        text += &format!("| {} | {} |\n", of.size.word(), cells.join(" | "));
    }
    text
}

fn unknown(plan: &Plan) -> String {
    if plan.unknown.is_empty() {
        return String::new();
    }
    let mut text = "\n## Not known\n\nLow costs leave out what may apply; high costs have it.\n\n| key | question | duties that wait |\n|---|---|---|\n".to_owned();
    for (key, question, waits) in &plan.unknown {
        text += &format!("| `{key}` | {question} | {waits} |\n");
    }
    text
}

fn overlap(plan: &Plan) -> String {
    let mut codes = vec![plan.product.home.as_str()];
    codes.extend(plan.markets.iter().map(|market| market.code).filter(|code| *code != plan.product.home));
    let mut text = "\n## Overlap\n\nShare of the duties of the column that is met by whoever meets those of the row, at their levels.\n\n".to_owned();
    text += &format!("| met in | {} |\n|---{}|\n", codes.join(" | "), "|---".repeat(codes.len()));
    for here in &codes {
        let cell = |there: &&str| {
            let share = plan.overlap_of(here, there);
            share.map_or("-".to_owned(), |share| format!("{:.0} %", 100.0 * share))
        };
        let cells: Vec<String> = codes.iter().map(cell).collect();
        text += &format!("| `{here}` | {} |\n", cells.join(" | "));
    }
    text
}

fn duties(market: &Market, plan: &Plan) -> String {
    let mut text = format!("\n## Duties in {}\n\n", market.name);
    if market.duties.is_empty() {
        return text + "None that the registry knows of reaches the product on this day.\n";
    }
    text += "| duty | level | measure | article | since | because |\n|---|---|---|---|---|---|\n";
    for duty in &market.duties {
        let article = if duty.article.is_empty() { "not known" } else { duty.article };
        text += &format!(
            "| {} | {} | {} (`{}`) | {article} | {} | {} |\n",
            duty.feature.name,
            duty.level,
            duty.measure.title,
            duty.measure.id,
            duty.since,
            why(duty, plan)
        );
    }
    text
}

/// Why a duty applies, or what it waits for.
pub(super) fn why(duty: &Duty, plan: &Plan) -> String {
    let mut parts = duty.because.clone();
    if parts.is_empty() && duty.answer == Answer::Yes {
        parts.push("it is within the measure".to_owned());
    }
    if duty.answer == Answer::Open {
        let keys: Vec<String> = duty.open.iter().map(|key| format!("`{key}`")).collect();
        parts.push(format!("may apply: depends on {}", keys.join(", ")));
    }
    if !duty.also.is_empty() {
        let others: Vec<String> = duty.also.iter().map(also).collect();
        parts.push(format!("also asked by {}", others.join(", ")));
    }
    if duty.recognised {
        parts.push(format!("{} is recognised, so that less is left", plan.home_name));
    }
    if let Some(reason) = plan.costs.uncosted.get(&duty.feature.id) {
        let (first, rest) = reason.split_at(1);
        parts.push(format!("no price: {}{rest}", first.to_lowercase()));
    }
    parts.join("; ")
}

/// "`eu-ai-act` (Art. 50, level 2)".
fn also(other: &Also) -> String {
    let article = if other.article.is_empty() { String::new() } else { format!("{}, ", other.article) };
    let may = if other.answer == Answer::Open { ", may apply" } else { "" };
    format!("`{}` ({article}level {}{may})", other.measure.id, other.level)
}

fn changes(plan: &Plan) -> String {
    let end = plan.date.after_months(12);
    let mut text = format!(
        "\n## The next twelve months\n\nLaw in force or adopted, up to {end}; bills are not in it.\n\n"
    );
    if plan.changes.is_empty() {
        return text + "Nothing that the registry knows of begins or ends.\n";
    }
    text += "| day | market | measure | what | duties (level) |\n|---|---|---|---|---|\n";
    for change in &plan.changes {
        let names: Vec<String> =
            change.features.iter().map(|(feature, level)| format!("{} ({level})", feature.name)).collect();
        let may = if change.answer == Answer::Open { ", may apply" } else { "" };
        let (day, market, measure) = (change.date, &change.market, change.measure);
        text += &format!(
            "| {day} | `{market}` | {} (`{}`) | {}{may} | {} |\n",
            measure.title,
            measure.id,
            change.turn.word(),
            names.join(", ")
        );
    }
    text
}

fn prices(plan: &Plan) -> String {
    let costs = plan.costs;
    let mut text = "\n## Where the costs are from\n\nFor a high-risk product of a medium-sized firm, at level 2, from nothing; `assets/policy/costs.toml` has the \
        scales for level, size and risk, and the shares of reuse.\n\n| work | once | every year | status | source | note |\n|---|---|---|---|---|---|\n".to_owned();
    for item in plan.prices() {
        let sources: Vec<&str> = item
            .sources
            .iter()
            .filter_map(|name| costs.sources.get(name))
            .map(|source| source.title.as_str())
            .collect();
        text += &format!(
            "| {} | {} | {} | {} | {} | {} |\n",
            item.name,
            range(item.one_off.into()),
            range(item.yearly.into()),
            item.status.replace('_', " "),
            sources.join("; "),
            item.note
        );
    }
    text
}

/// "1,200 to 45,000 (8,000)".
fn range(range: Range) -> String {
    let [low, central, high] = [range.low, range.central, range.high].map(money);
    if low == high { low } else { format!("{low} to {high} ({central})") }
}

/// To the nearest hundred, with commas between thousands.
pub(super) fn money(amount: f64) -> String {
    let digits = format!("{:.0}", (amount / 100.0).round() * 100.0 + 0.0);
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("-", rest));
    let mut text = sign.to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_as_people_write_them() {
        assert_eq!(
            [0.0, 49.0, 1250.0, 1_234_567.0, -1550.0].map(money),
            ["0", "0", "1,300", "1,234,600", "-1,600"]
        );
        assert_eq!(range([1.0, 2.0, 3.0].into()), "0");
        assert_eq!(range([1000.0, 2000.0, 3000.0].into()), "1,000 to 3,000 (2,000)");
    }
}
