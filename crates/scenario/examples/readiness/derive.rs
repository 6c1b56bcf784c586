//! What is derived, and how.

use comity_data::frame::File;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::path::Path;

const GROUPS: [&str; 4] = ["low", "lower_middle", "upper_middle", "high"];
/// Averages of the index over a region, which are no economies.
const AGGREGATES: [&str; 2] = ["APQ", "EUQ"];
/// The middle of each period in which people were counted.
const PERIODS: [f64; 3] = [2025.25, 2025.75, 2026.125];
/// The middle of the year of the survey of firms.
const FIRMS: f64 = 2024.5;
/// Share of people who use the internet, 2025, in high-income and low-income economies: International Telecommunication
/// Union, Facts and Figures 2025 (seen in a secondary report).
const ONLINE: [f64; 2] = [0.94, 0.23];
/// The ceiling that `[parameters]` lets expect of a score of readiness.
#[derive(Clone, Copy)]
pub struct Ceiling {
    /// At a score of 0.
    pub base: f64,
    /// What a score of 1 adds.
    pub slope: f64,
}

/// Share of firms in the European Union with 10 or more employees that use AI: Eurostat (isoc_eb_ai), 2024 and 2025.
const EUROPE: [f64; 2] = [0.1348, 0.1995];
/// No economy is taken to have passed this share of its ceiling.
const PASSED: f64 = 0.9;

/// An economy with what is known of it.
struct Economy {
    code: String,
    group: Option<String>,
    pillars: [Option<f64>; 4],
    people: Option<[f64; 3]>,
    firms: Option<f64>,
}

/// A straight line with how well it fits.
struct Line {
    intercept: f64,
    slope: f64,
    r2: f64,
    count: usize,
}

/// Each file's name and text.
pub fn files(
    source: &Path,
    groups: &Path,
    ceiling: Ceiling,
) -> Result<Vec<(&'static str, String)>, Box<dyn Error>> {
    let economies = read(source, groups)?;
    let hash = File::open(source)?.hash().sha256;
    Ok(vec![
        ("pillars.csv", pillars(&economies)),
        ("adoption.csv", adoption(&economies)),
        ("readiness.toml", relations(&economies, ceiling, &hash)),
    ])
}

fn read(source: &Path, groups: &Path) -> Result<Vec<Economy>, Box<dyn Error>> {
    let groups = File::open(groups)?.read(["economy", "income_group"], [])?;
    let [codes, words] = &groups.text;
    let groups: BTreeMap<&str, &str> = codes.iter().zip(words.iter()).collect();
    let columns = [
        "iso3",
        "aipi_digital_infra",
        "aipi_human_capital",
        "aipi_innovation",
        "aipi_regulation",
        "ms_ai_users_pct_h1_2025",
        "ms_ai_users_pct_h2_2025",
        "ms_ai_users_pct_q1_2026",
        "eurostat_firms_ai_pct_2024",
    ];
    let rows = File::open(source)?.read(columns, [])?;
    let mut economies = Vec::new();
    for row in 0..rows.len() {
        let code = rows.text[0].get(row);
        if AGGREGATES.contains(&code) {
            continue;
        }
        let number = |column: usize, scale: f64| match rows.text[column].get(row) {
            "" => Ok(None),
            text => text.parse::<f64>().map(|number| Some(number * scale)),
        };
        let (first, second, third) = (number(5, 0.01)?, number(6, 0.01)?, number(7, 0.01)?);
        economies.push(Economy {
            code: code.to_owned(),
            group: groups.get(code).map(|&group| group.to_owned()),
            // The index is a sum of four contributions from 0 to 0.25.
            pillars: [number(1, 4.0)?, number(2, 4.0)?, number(3, 4.0)?, number(4, 4.0)?],
            people: first.zip(second).zip(third).map(|((first, second), third)| [first, second, third]),
            firms: number(8, 0.01)?,
        });
    }
    Ok(economies)
}

/// The economies of each group, and of all of them together, under the selector that means them.
fn grouped(economies: &[Economy]) -> Vec<(String, Vec<&Economy>)> {
    let of = |group: &str| economies.iter().filter(|e| e.group.as_deref() == Some(group)).collect();
    let mut all: Vec<_> = GROUPS.iter().map(|group| (format!("income:{group}"), of(group))).collect();
    all.push(("all".to_owned(), economies.iter().collect()));
    all
}

fn group_pillars(economies: &[&Economy]) -> [f64; 4] {
    std::array::from_fn(|pillar| mean(economies.iter().filter_map(|economy| economy.pillars[pillar])))
}

fn pillars(economies: &[Economy]) -> String {
    let mut text = String::from("economies,infrastructure,human_capital,innovation,regulation,count\n");
    for (name, members) in grouped(economies) {
        let count = members.iter().filter(|economy| economy.pillars.iter().any(Option::is_some)).count();
        let [a, b, c, d] = group_pillars(&members);
        let _ = writeln!(text, "{name},{a:.4},{b:.4},{c:.4},{d:.4},{count}");
    }
    text
}

fn adoption(economies: &[Economy]) -> String {
    let mut text = String::from("economies,measure,year,share\n");
    for (name, members) in grouped(economies) {
        for (at, year) in PERIODS.iter().enumerate() {
            let share = mean(members.iter().filter_map(|economy| Some(economy.people?[at])));
            let _ = writeln!(text, "{name},people,{year},{share:.4}");
        }
    }
    for Economy { code, people, firms, .. } in economies {
        for (year, share) in PERIODS.iter().zip(people.iter().flatten()) {
            let _ = writeln!(text, "{code},people,{year},{share:.4}");
        }
        if let Some(share) = firms {
            let _ = writeln!(text, "{code},firms,{FIRMS},{share:.4}");
        }
    }
    text
}

/// The score of an economy of which all pillars are known.
fn score(economy: &Economy) -> Option<f64> {
    economy.pillars.iter().copied().collect::<Option<Vec<f64>>>().map(mean)
}

fn relations(economies: &[Economy], expected: Ceiling, hash: &str) -> String {
    let linear = |score: f64| (expected.base + expected.slope * score).min(1.0);
    let above = |ceiling: f64, observed: f64| ceiling.max(observed / PASSED);
    let lead = |observed: f64, score: f64| (observed / (above(linear(score), observed) - observed)).ln();
    let people: Vec<(f64, [f64; 3])> =
        economies.iter().filter_map(|economy| score(economy).zip(economy.people)).collect();
    let firms = economies.iter().filter_map(|economy| score(economy).zip(economy.firms));
    let of_people = line(people.iter().map(|&(score, [_, second, _])| (score, lead(second, score))));
    let of_firms = line(firms.map(|(score, firms)| (score, lead(firms, score))));

    let time = PERIODS[2] - PERIODS[0];
    let mut speeds: Vec<f64> = people
        .iter()
        .map(|&(score, [first, _, last])| {
            let ceiling = above(linear(score), last);
            let lead = |observed: f64| (observed / (ceiling - observed)).ln();
            (lead(last) - lead(first)) / time
        })
        .collect();
    speeds.sort_by(f64::total_cmp);
    let [low, speed, high] =
        [0.1, 0.5, 0.9].map(|share| speeds[((speeds.len() - 1) as f64 * share).round() as usize]);
    let score_of = |at: usize| mean(group_pillars(&grouped(economies)[at].1));
    let (poor, rich) = (score_of(0), score_of(3));
    let firms_speed = lead(EUROPE[1], rich) - lead(EUROPE[0], rich);

    // A logistic curve grows by speed * (1 - adoption / ceiling): how well that explains growth from 2025 to 2026.
    let misfit = |ceiling: &dyn Fn(f64) -> f64| {
        let points: Vec<(f64, f64)> = people
            .iter()
            .map(|&(score, [first, _, last])| {
                let room = 1.0 - (first + last) / 2.0 / above(ceiling(score), last);
                (room, (last / first).ln() / time)
            })
            .collect();
        let speed =
            points.iter().map(|(x, y)| x * y).sum::<f64>() / points.iter().map(|(x, _)| x * x).sum::<f64>();
        points.iter().map(|(x, y)| (y - speed * x).powi(2)).sum::<f64>()
    };
    let online = |score: f64| {
        let steepness = (logit(ONLINE[0]) - logit(ONLINE[1])) / (rich - poor);
        logistic(logit(ONLINE[0]) + steepness * (score - rich))
    };
    let (linear_fit, same_fit, online_fit) = (misfit(&linear), misfit(&|_| ONLINE[0]), misfit(&online));
    let Ceiling { base, slope } = expected;
    format!(
        r#"# Written by `cargo run -p comity-scenario --example readiness`, which says how; change the program, not this file.
# Nothing is computed with what stands here: it is what the data say about the parameters in assets/parameters/adoption.toml.
# All of it is with the ceiling {base} + {slope} * readiness, where an economy has passed at most nine tenths of its ceiling.

# ln(adoption / (ceiling - adoption)) = base + slope * readiness in the second half of 2025, least squares over economies.
# speed: median over economies of what their first and last observation give; a tenth lie below `speed_low`, a tenth above
# `speed_high`.
[people]
start_time = {}
start_base = {:.3}
start_slope = {:.3}
r2 = {:.3}
economies = {}
speed = {speed:.3}
speed_low = {low:.3}
speed_high = {high:.3}

# The same in 2024. speed: what firms of the European Union went through from 2024 (13.48 percent) to 2025 (19.95 percent).
[firms]
start_time = {FIRMS}
start_base = {:.3}
start_slope = {:.3}
r2 = {:.3}
economies = {}
speed = {firms_speed:.3}

# How well a logistic curve explains the growth of use by people from 2025 to 2026: the sum of squares of what it leaves, with
# the ceiling above, with one ceiling of 0.94 for all, and with ceilings as far apart as the use of the internet is today
# (0.94 at the readiness of high-income economies, 0.23 at that of low-income ones). Little tells the first two apart;
# the third is worse: poorer economies do not grow as if they were close to their ceilings.
[growth]
squares = {linear_fit:.3}
squares_same_ceiling = {same_fit:.3}
squares_internet = {online_fit:.3}

[[source]]
what = "Readiness: International Monetary Fund, AI Preparedness Index 2023, four pillars"
licence = "restricted; averages of many economies and relations over them only"
file = "country_indices.csv"
sha256 = "{hash}"

[[source]]
what = "People aged 15 to 64 who used generative AI, first and second half of 2025 and first quarter of 2026: Microsoft AI Economy Institute, AI Diffusion Report Data; method in Misra, A., J. Wang, S. McCullers, K. White and J. Lavista Ferres (2025), Measuring AI Diffusion: A Population-Normalized Metric for Tracking Global AI Usage, arXiv 2511.02781"
licence = "MIT, see NOTICE"
file = "country_indices.csv"
sha256 = "{hash}"

[[source]]
what = "Firms with 10 or more employees that use AI, 2024: Eurostat, Use of artificial intelligence in enterprises (isoc_eb_ai)"
licence = "free use with citation"
file = "country_indices.csv"
sha256 = "{hash}"

[[source]]
what = "Income groups: World Bank, Country and Lending Groups, fiscal year 2026, sheet `List of economies`; Ethiopia and Venezuela have none"
licence = "Creative Commons Attribution 4.0"
file = "CLASS_FY2026.xlsx"
sha256 = "045cdac0dae551968dbde9ccc49cdc5cede11eed6951916919cec8138db10e38"

[[source]]
what = "Share of people who use the internet, 2025: 94 percent in high-income and 23 percent in low-income economies: International Telecommunication Union, Facts and Figures 2025, seen in a secondary report"
licence = "two figures, cited"
file = ""
sha256 = ""
"#,
        PERIODS[1],
        of_people.intercept,
        of_people.slope,
        of_people.r2,
        of_people.count,
        of_firms.intercept,
        of_firms.slope,
        of_firms.r2,
        of_firms.count,
    )
}

fn mean(numbers: impl IntoIterator<Item = f64>) -> f64 {
    let (sum, count) =
        numbers.into_iter().fold((0.0, 0.0), |(sum, count), number| (sum + number, count + 1.0));
    sum / count
}

fn logit(share: f64) -> f64 {
    (share / (1.0 - share)).ln()
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Least squares.
fn line(points: impl Iterator<Item = (f64, f64)>) -> Line {
    let points: Vec<(f64, f64)> = points.collect();
    let (mean_x, mean_y) = (mean(points.iter().map(|p| p.0)), mean(points.iter().map(|p| p.1)));
    let sum =
        |of: &dyn Fn(f64, f64) -> f64| points.iter().map(|&(x, y)| of(x - mean_x, y - mean_y)).sum::<f64>();
    let (xx, xy, yy) = (sum(&|x, _| x * x), sum(&|x, y| x * y), sum(&|_, y| y * y));
    let slope = xy / xx;
    Line { intercept: mean_y - slope * mean_x, slope, r2: slope * xy / yy, count: points.len() }
}
