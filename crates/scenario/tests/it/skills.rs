//! Skilled and less skilled labour apart.

use crate::common::{rendered, source};
use crate::paths::{closed_economy, run_in};
use comity_scenario::{Options, Results, Run, Scenario, id};

fn of_world(text: &str) -> Result<Run, comity_scenario::Error> {
    let text = format!("name = \"Test\"\nbaseline = \"world\"\n{text}");
    Run::new(Scenario::parse(source(&text))?, &Options::default())
}

fn run(text: &str) -> Run {
    of_world(text).unwrap_or_else(|error| panic!("{}", rendered(&error)))
}

fn message(text: &str) -> String {
    rendered(&of_world(text).expect_err("it cannot be"))
}

broken! {
    skills_beside_factors: message("[ai]\nskills = true\n[model.factors.labour]\nshare = 0.6\n[model.factors.capital]");
    skills_in_words: message("[ai]\nskills = \"yes\"");
}

const ALIKE: &str = "[parameters]\n\"skills.exposure_skilled\" = 1\n\"skills.gain_less_skilled\" = 1\n";

/// Where value added keeps its shares and both kinds of labour gain alike, telling them apart changes no income with one sector, and
/// next to none with several, between which three factors move less easily than one.
#[test]
fn alike_they_gain_what_labour_gains() {
    for (sectors, tolerance) in [("one", 1e-8), ("all", 1e-3)] {
        let plain =
            format!("[model]\nsectors = \"{sectors}\"\nsubstitution = {{ value_added = 1 }}\n{ALIKE}");
        let (together, apart) =
            (run(&format!("[ai]\n{plain}")), run(&format!("[ai]\nskills = true\n{plain}")));
        assert!(together.skill_premium(together.moments().next().unwrap()).is_none());
        let gains = together.outcome.economies.real_income.values().iter();
        for (a, b) in gains.zip(apart.outcome.economies.real_income.values()) {
            assert!((a.ln() / b.ln() - 1.0).abs() < tolerance && *a > 1.001, "{a} {b}");
        }
    }
}

/// One sector, so that nobody moves: pay of the two kinds changes alike where what they gain does, whatever replaces what.
#[test]
fn alike_their_relative_pay_does_not_move() {
    let run = run(&format!("[ai]\nskills = true\n[model]\nsectors = \"one\"\n{ALIKE}"));
    for moment in run.moments() {
        let premium = run.skill_premium(moment).unwrap();
        assert!(premium.values().iter().all(|hat| (hat - 1.0).abs() < 1e-9), "{premium:?}");
        assert!(moment.outcome.factors[0].real_price.values().iter().all(|&hat| hat > 1.001));
    }
}

/// `w_s / w_l = (A_s / A_l)^((sigma - 1) / sigma)`, and output is the mean of what factors count for, to the power of `(sigma - 1) / sigma`.
#[test]
fn one_closed_economy_is_in_closed_form() {
    let folder = closed_economy();
    let text = "name = \"Closed\"\nbaseline = \"closed\"\n[ai]\nskills = true\nchannels = \"productivity\"\n";
    let run = run_in(folder.path(), text);
    let parameters = run.scenario.parameters();
    let sigma = parameters.value(id!("skills.substitution"));
    assert!(sigma > 1.1);
    let by_sector = |id| parameters.by_sector(id, "s", "goods");
    let adoption = &run.effects.as_ref().unwrap().adoption;
    let adopted = adoption.at(2040.0).values()[0] - adoption.at(2025.0).values()[0];
    let task = parameters.value(id!("productivity.saving"))
        * parameters.value(id!("productivity.feasible_share"))
        * by_sector(id!("productivity.exposure"))
        * adopted;
    let labour = by_sector(id!("productivity.labour_share"));
    let skilled =
        by_sector(id!("skills.skilled_share")) * parameters.by_income(id!("skills.skilled_ratio"), "");
    let exposed = parameters.value(id!("skills.exposure_skilled"));
    let logs = [task * exposed, task * (1.0 - skilled * exposed) / (1.0 - skilled), 0.0];
    let shares = [labour * skilled, labour * (1.0 - skilled), 1.0 - labour];
    let power = (sigma - 1.0) / sigma;
    let output: f64 = shares.iter().zip(logs).map(|(share, ln)| share * (power * ln).exp()).sum();
    let output = output.powf(1.0 / power);
    let close =
        |found: f64, expected: f64| assert!((found / expected - 1.0).abs() < 1e-8, "{found} {expected}");
    close(run.outcome.economies.real_income.values()[0], output);
    let premium = run.skill_premium(run.moments().next().unwrap()).unwrap();
    close(premium.values()[0], (power * (logs[0] - logs[1])).exp());
    assert!(premium.values()[0] > 1.0001);
    let names = run.factor_names();
    assert_eq!(names, ["skilled", "less_skilled", "capital"]);
    for (factor, (ln, share)) in run.outcome.factors.iter().zip(logs.iter().zip(shares)) {
        assert!(share > 0.0);
        close(factor.real_price.values()[0], output.powf(1.0 / sigma) * (power * ln).exp());
    }
}

#[test]
fn they_go_along_a_path_and_channels_add_up() {
    let folder = tempfile::tempdir().unwrap();
    let mut run = run("years = [2025, 2035, 2040]\n[ai]\nskills = true\n");
    let premium: Vec<f64> =
        run.moments().map(|moment| run.skill_premium(moment).unwrap().values()[0]).collect();
    assert_eq!(premium[0], 1.0);
    assert!(premium[1] > 1.0 && premium[2] > premium[1], "{premium:?}");
    let split = run.split.as_ref().unwrap();
    for (at, hat) in run.outcome.economies.real_income.values().iter().enumerate() {
        let parts: f64 = split.parts().map(|(_, part)| part.values()[at]).sum();
        assert!((parts - 100.0 * hat.ln()).abs() < 1e-6, "{parts} {hat}");
    }
    Results::new(&run).unwrap().write(folder.path(), &mut run).unwrap();
    let factors = std::fs::read_to_string(folder.path().join("factors.csv")).unwrap();
    assert!(factors.starts_with("year,economy,factor,"), "{factors}");
    for name in ["skilled", "less_skilled", "capital"] {
        assert!(factors.contains(&format!("2040,IND,{name},")), "{factors}");
    }
}
