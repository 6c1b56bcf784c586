//! What closing gaps is worth, and the frontier between trust and openness.

use crate::common::{rendered, source};
use comity_scenario::ai::{Draws, Spread};
use comity_scenario::frontier::Rules;
use comity_scenario::pillars::{Closing, Gap};
use comity_scenario::{Error, Frontier, Options, Pillars, Run, Scenario};

const NONE: Draws = Draws { count: 0, seed: 1 };
const SOME: Draws = Draws { count: 16, seed: 1 };

fn run(text: &str) -> Run {
    let text = format!("name = \"Test\"\nbaseline = \"world\"\n{text}");
    let run = Scenario::parse(source(&text)).and_then(|scenario| Run::new(scenario, &Options::default()));
    run.unwrap_or_else(|error| panic!("{}", rendered(&error)))
}

fn pillars(text: &str, draws: Draws) -> Pillars {
    closing(text, Closing::default(), draws).unwrap_or_else(|error| panic!("{}", rendered(&error)))
}

fn closing(text: &str, closing: Closing, draws: Draws) -> Result<Pillars, Error> {
    Pillars::of(&run(text), closing, draws, &mut |_| ())
}

fn frontier(text: &str, economies: &[&str], draws: Draws) -> Result<Frontier, Error> {
    let economies = economies.iter().map(|&word| word.to_owned()).collect();
    Frontier::of(&run(text), &Rules { economies, steps: 2 }, draws)
}

broken! {
    gaps_without_ai: rendered(&closing("[[trade_cost]]\nfactor = 0.9", Closing::default(), NONE).unwrap_err());
    gaps_without_time: rendered(&closing("[ai]\nyear = 2025", Closing::default(), NONE).unwrap_err());
    gaps_between_equals: rendered(&closing("[adoption]\nequal = \"top\"", Closing::default(), NONE).unwrap_err());
    gaps_that_widen: rendered(&closing("[ai]\n", Closing { share: -0.5, by: None }, NONE).unwrap_err());
    gaps_that_close_too_late: rendered(&closing("[ai]\n", Closing { share: 1.0, by: Some(2060) }, NONE).unwrap_err());
    rules_without_a_channel: rendered(&frontier("[ai]\nchannels = \"productivity\"", &[], NONE).unwrap_err());
    rules_for_nobody: rendered(&frontier("[ai]", &["income:hgih"], NONE).unwrap_err());
    rules_for_one: rendered(&frontier("[ai]", &["USA"], NONE).unwrap_err());
}

/// A gap is worth what the same catch-up in the scenario is.
#[test]
fn a_gap_is_worth_what_a_catch_up_is() {
    let part = Closing { share: 0.5, by: Some(2035) };
    for (head, closes) in [
        ("[ai]\nyear = 2040\n", Closing::default()),
        ("years = [2025, 2035, 2040]\n[ai]\n", Closing::default()),
        ("years = [2025, 2035, 2040]\n[ai]\n", part),
    ] {
        let plain = run(head);
        let found = closing(head, closes, NONE).unwrap();
        assert_eq!((found.year, found.share, found.by), (2040, closes.share, closes.by.unwrap_or(2040)));
        for worth in &found.gaps {
            let pillars = match worth.gap {
                Gap::Pillars => {
                    "[\"infrastructure\", \"human_capital\", \"innovation\", \"regulation\"]".to_owned()
                }
                gap => format!("\"{}\"", gap.word()),
            };
            let closed = run(&format!(
                "{head}[[adoption.catch_up]]\neconomies = [\"CHN\", \"IND\"]\nto = \"income:high\"\nshare = {:?}\nby = {}\npillars = {pillars}\n",
                found.share, found.by
            ));
            let incomes = |run: &Run| run.outcome.economies.real_income.values().to_vec();
            let economies = &worth.real_income_pct[found.groups..];
            for ((spread, after), before) in economies.iter().zip(incomes(&closed)).zip(incomes(&plain)) {
                let expected = (after / before - 1.0) * 100.0;
                assert!((spread.value - expected).abs() < 1e-4, "{:?} {spread:?} {expected}", worth.gap);
                assert!(spread.quantiles.is_none());
            }
            let divide = closed.divide(closed.moments().last().unwrap()).unwrap();
            let [theil, _] = worth.inequality.unwrap();
            assert!((theil.value - divide.after.theil).abs() < 1e-6);
        }
    }
}

/// Who listens hears of every draw, and ends the work by unwinding.
#[test]
fn draws_are_told_and_can_be_stopped() {
    let run = run("[ai]\n");
    let mut told = Vec::new();
    Pillars::of(&run, Closing::default(), SOME, &mut |progress| told.push((progress.done, progress.total)))
        .unwrap();
    assert_eq!(told, (1..=16).map(|done| (done, 16)).collect::<Vec<_>>());
    let stopped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        Pillars::of(&run, Closing::default(), Draws { count: 60_000, seed: 1 }, &mut |progress| {
            if progress.done == 3 {
                std::panic::resume_unwind(Box::new("enough"));
            }
        })
    }));
    assert!(stopped.is_err());
}

#[test]
fn the_poor_gain_and_the_divide_narrows() {
    let found = pillars("[ai]\n", SOME);
    assert_eq!(found.draws, (16, 0));
    assert_eq!(
        found.whom[..found.groups],
        ["world", "income:lower_middle", "income:upper_middle", "income:high"]
    );
    let together = found.gaps.iter().find(|worth| worth.gap == Gap::Pillars).unwrap();
    let poor = together.real_income_pct[1];
    assert!(poor.value > 0.0 && poor.quantiles.unwrap().p05 > 0.0, "{poor:?}");
    let [theil, ratio] = together.inequality.unwrap();
    let [theil_before, ratio_before] = found.as_it_is.unwrap();
    assert!(theil.value < theil_before.value && ratio.value < ratio_before.value);
    let alone: f64 = found.gaps[..4].iter().map(|worth| worth.real_income_pct[1].value).sum();
    assert!((found.beyond[1].value - (poor.value - alone)).abs() < 1e-12);
    let again = pillars("[ai]\n", SOME);
    assert_eq!(found, again);
    let other = pillars("[ai]\n", Draws { seed: 2, ..SOME });
    assert_ne!(found.gaps, other.gaps);
}

#[test]
fn points_are_what_entries_of_the_scenario_bring() {
    let plain = run("[ai]\n");
    let found = frontier("[ai]\n", &[], NONE).unwrap();
    let words = ["open", "safeguards", "conditional", "closed"];
    assert_eq!(found.points.len(), 7);
    for point in &found.points {
        if point.strictness.fract() != 0.0 {
            continue;
        }
        let word = words[point.strictness as usize];
        let ruled = run(&format!("[ai]\n[[data_flows]]\nregime = \"{word}\"\n"));
        let incomes = |run: &Run| run.outcome.economies.real_income.values().to_vec();
        for ((spread, after), before) in
            point.real_income_pct[found.groups..].iter().zip(incomes(&ruled)).zip(incomes(&plain))
        {
            assert!((spread.value - (after / before - 1.0) * 100.0).abs() < 1e-6, "{word} {spread:?}");
        }
    }
}

#[test]
fn the_best_lies_where_income_is_highest() {
    let found = frontier("years = [2025, 2040]\n[ai]\n", &[], SOME).unwrap();
    for (of, best) in found.best.iter().enumerate() {
        let value = |spread: &Spread| spread.value;
        let highest =
            found.points.iter().map(|point| value(&point.real_income_pct[of])).fold(f64::MIN, f64::max);
        let at = found.points.iter().find(|point| point.strictness == best.strictness.value).unwrap();
        assert!(at.real_income_pct[of].value >= highest - 1e-6);
        let shares = best.regimes.unwrap();
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12 && shares.iter().all(|share| *share >= 0.0));
    }
    // Closed borders are nobody's best.
    assert!(found.best[0].strictness.value < 3.0);
}

/// Without what rules cost, let learn or make people trust, they do nothing.
#[test]
fn rules_that_do_nothing_are_worth_nothing() {
    let parameters = "[parameters]\n\"data_flows.access_elasticity\" = 0\n";
    let found = frontier(&format!("[ai]\nchannels = \"data_access\"\n{parameters}"), &[], NONE).unwrap();
    for point in &found.points {
        assert!(point.real_income_pct.iter().all(|spread| spread.value.abs() < 1e-9));
    }
    assert!(found.best.iter().all(|best| best.strictness.value == 0.0));
}
