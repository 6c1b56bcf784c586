//! `[regulation]`: rules in a scenario, what they cost, and what converging is worth.

use crate::common::{here, rendered, source};
use comity_data::Baseline;
use comity_model::Calibration;
use comity_policy::{Draws, Registry, Rules, Settings};
use comity_scenario::ai::channels::Channel;
use comity_scenario::regulation::{Changed, Measures, Pictures, fragmentation};
use comity_scenario::{Convergence, EconomyId, Options, Run, Scenario, SectorId};

fn run(text: &str) -> Run {
    let text = format!("name = \"Rules\"\nbaseline = \"wiod-2011\"\n{text}");
    Run::new(Scenario::parse(source(&text)).unwrap(), &Options::default()).unwrap()
}

fn place(run: &Run, code: &str) -> EconomyId {
    EconomyId(run.baseline.economies.iter().position(|economy| economy.code == code).unwrap())
}

const CLUB: &str = "[[regulation.recognition]]\namong = [\"JPN\", \"KOR\", \"DEU\"]\n";

#[test]
fn recognition_helps_those_who_recognise_each_other_and_changes_nothing_at_home() {
    let run = run(CLUB);
    let [jpn, kor, usa] = ["JPN", "KOR", "USA"].map(|code| place(&run, code));
    let rules = run.effects.as_ref().unwrap().regulation.as_ref().unwrap();
    let sector = SectorId(29);
    let [before, after] = rules.burden(sector, jpn, kor);
    assert!(after < before, "{before} {after}");
    let [before, after] = rules.burden(sector, usa, kor);
    assert_eq!(before, after);
    let income = &run.outcome.economies.real_income;
    assert!(income[jpn] > 1.0 && income[kor] > 1.0 && run.outcome.world.real_income > 1.0);
    for (sector, origin) in [(29, jpn), (13, kor)] {
        let flow = comity_model::Flow { sector: SectorId(sector), origin, destination: origin };
        assert_eq!(run.shock.iceberg[flow], 1.0);
    }
    let split = run.split.as_ref().unwrap();
    assert_eq!(split.channels, [Channel::Regulation]);
}

#[test]
fn costs_are_lambda_times_intensity_times_the_change_of_the_burden() {
    let run = run(&format!("{CLUB}[parameters]\n\"regulation.lambda\" = 0.4\n"));
    let [jpn, kor] = ["JPN", "KOR"].map(|code| place(&run, code));
    let rules = run.effects.as_ref().unwrap().regulation.as_ref().unwrap();
    // Renting and business services; finance.
    for (at, intensity) in [(29, 0.7), (27, 0.6)] {
        let [before, after] = rules.burden(SectorId(at), jpn, kor);
        let flow = comity_model::Flow { sector: SectorId(at), origin: jpn, destination: kor };
        let expected = 0.4 * intensity * (after - before);
        assert!((run.shock.iceberg[flow].ln() - expected).abs() < 1e-12);
    }
}

#[test]
fn without_lambda_rules_cost_nothing_and_the_benchmark_stays() {
    let run = run(&format!("{CLUB}[parameters]\n\"regulation.lambda\" = 0.0\n"));
    assert!(run.outcome.economies.real_income.values().iter().all(|hat| (hat - 1.0).abs() < 1e-9));
}

#[test]
fn parts_add_up_and_trust_is_among_them_where_ai_spreads() {
    let text = "[ai]\n[[regulation.level]]\neconomies = [\"all\"]\nfeatures = [\"all\"]\nlevel = 0\n";
    let run = run(text);
    let split = run.split.as_ref().unwrap();
    for economy in run.benchmark.calibration.size.economies() {
        let sum: f64 = split.parts().map(|(_, part)| part[economy]).sum();
        let whole = 100.0 * run.outcome.economies.real_income[economy].ln();
        assert!((sum - whole).abs() < 1e-8, "{sum} {whole}");
    }
    let of = |channel| split.parts().find(|(of, _)| *of == channel).unwrap().1;
    let deu = place(&run, "DEU");
    assert!(of(Channel::Regulation)[deu] > 0.0, "no burdens");
    assert!(of(Channel::Trust)[deu] < 0.0, "and no safeguards");
    let outcome = run.regulation.as_ref().unwrap();
    assert!(outcome.world_without_pct[0] > 0.0);
    assert!(outcome.world_without_pct[1].abs() < 1e-9, "no burdens are left");
}

/// Burdens and trust go so much of the way, and at the ends it is nothing, and all of it.
#[test]
fn a_share_is_a_part_of_the_way_to_other_rules() {
    let with = |share: &str| {
        run(&format!(
            "[ai]\n[regulation]\n{share}\n[[regulation.adopt]]\neconomies = [\"all\"]\nrules_of = \"DEU\"\n"
        ))
    };
    let [none, some, all, unsaid] = ["share = 0", "share = 0.3", "share = 1.0", ""].map(with);
    let rules = |run: &Run| run.effects.as_ref().unwrap().regulation.clone().unwrap();
    assert_eq!(*rules(&all), *rules(&unsaid));
    assert_eq!(all.outcome, unsaid.outcome);
    let [jpn, usa] = ["JPN", "USA"].map(|code| place(&all, code));
    let sector = SectorId(29);
    let [before, after] = rules(&all).burden(sector, usa, jpn);
    assert_ne!(before, after);
    let found = rules(&some).burden(sector, usa, jpn)[1];
    assert!((found - (before + 0.3 * (after - before))).abs() < 1e-15);
    let whole = rules(&all);
    let [was, becomes] = whole.trust().map(|trust| trust[usa]);
    assert!((rules(&some).trust()[1][usa] - (was + 0.3 * (becomes - was))).abs() < 1e-15 && was != becomes);
    assert_eq!(rules(&none).burden(sector, usa, jpn)[0], rules(&none).burden(sector, usa, jpn)[1]);
    let row = |run: &Run| run.regulation.as_ref().unwrap().behind[0].clone();
    let change = |run: &Run| row(run).burden[1] - row(run).burden[0];
    assert!((change(&some) / change(&all) - 0.3).abs() < 1e-12);
    assert!(none.regulation.as_ref().unwrap().behind.is_empty());
}

/// What is drawn is what the run applies: nothing of other rules, a part of the way, or all of them.
#[test]
fn pictures_go_as_far_as_the_scenario() {
    let draws = Draws { count: 6, ..Draws::default() };
    let pictures = |share: f64| {
        // Rules of an economy that the baseline does not have are part of all that is measured.
        let run = run(&format!(
            "[regulation]\ndate = 2026-12-31\nshare = {share:?}\n{CLUB}[[regulation.adopt]]\neconomies = [\"BRA\"]\nrules_of = \"SGP\"\n"
        ));
        let rules = run.effects.as_ref().unwrap().regulation.clone().unwrap();
        rules.pictures(&run.baseline, draws)
    };
    let [none, half, all] = [0.0, 0.5, 1.0].map(pictures);
    assert_eq!(none.states[0], none.states[1]);
    assert_ne!(all.states[0], all.states[1]);
    let index = none.index.index.last().unwrap();
    let now = none.changed.unwrap();
    assert_eq!((index.year, index.burden, index.heterogeneity), (2026, now.of.burden, now.of.heterogeneity));
    assert_eq!(index.drawn, Some(now.drawn));
    for of in [&none, &half, &all] {
        assert_eq!((&of.states[0], &of.index), (&none.states[0], &none.index));
    }
    let numbers = |of: &Pictures| -> Vec<f64> {
        let Changed { of: changed, .. } = of.changed.unwrap();
        let pairs = of.states[1].distance.pairs.iter();
        let pairs = pairs.flat_map(|pair| [pair.burden, pair.heterogeneity, pair.recognised]);
        pairs.chain([changed.burden, changed.heterogeneity, changed.recognised]).collect()
    };
    let [none, half, all] = [&none, &half, &all].map(numbers);
    for ((from, found), to) in none.iter().zip(&half).zip(&all) {
        assert!((found - (from + to) / 2.0).abs() < 1e-12, "{from} {found} {to}");
    }
}

#[test]
fn what_converging_is_worth_is_asked_from_whole_rules_on() {
    let error = Convergence::of(&run(&format!("[regulation]\nshare = 0.5\n{CLUB}"))).unwrap_err();
    assert!(error.to_string().contains("a part of the way") && error.hint().unwrap().contains("share"));
}

#[test]
fn members_of_a_union_have_nothing_to_gain_from_each_other() {
    let run = run("[[regulation.recognition]]\namong = [\"DEU\", \"FRA\", \"ITA\"]\n");
    assert!(run.outcome.economies.real_income.values().iter().all(|hat| (hat - 1.0).abs() < 1e-9));
}

#[test]
fn rules_of_another_day_are_what_came_since() {
    let run = run("[regulation]\ndate = 2026-11-25\nagainst = 2020-01-01\n");
    let outcome = run.regulation.as_ref().unwrap();
    let deu = place(&run, "DEU");
    assert!(outcome.economies[deu.0].market[1] > outcome.economies[deu.0].market[0]);
    assert!(outcome.economies[deu.0].trust[1] > outcome.economies[deu.0].trust[0]);
}

#[test]
fn every_change_names_a_measure_or_is_the_scenarios_own() {
    let run = run("[regulation]\ndate = 2026-11-25\nagainst = 2020-01-01\n");
    let rows = &run.regulation.as_ref().unwrap().behind;
    assert!(rows.len() > 100);
    let sizes: Vec<f64> = rows.iter().map(|row| row.weight * (row.burden[1] - row.burden[0]).abs()).collect();
    assert!(sizes.windows(2).all(|pair| pair[0] >= pair[1]));
    assert!(rows.iter().all(|row| !row.before.id.is_empty() || !row.after.id.is_empty()));
}

#[test]
fn converging_is_ranked_by_the_adjoint_as_exact_solves_rank_it() {
    let run = run(CLUB);
    let found = Convergence::of(&run).unwrap();
    let solved = found.pairs.iter().filter_map(|pair| Some((pair.first_order_pct, pair.exact_pct?)));
    for (first_order, exact) in solved.chain(
        found.features.iter().filter_map(|feature| Some((feature.first_order_pct, feature.exact_pct?))),
    ) {
        assert!((first_order / exact - 1.0).abs() < 0.15, "{first_order} {exact}");
    }
    let best: Vec<f64> = found.pairs.iter().map(|pair| pair.first_order_pct).collect();
    assert!(best.windows(2).all(|pair| pair[0] >= pair[1]));
    let last = found.coalition.last().unwrap();
    assert!(last.world_pct >= 0.5 * found.all_pct && found.coalition.len() < 15);
    let world = |name: &str| found.worlds.iter().find(|world| world.name.contains(name)).unwrap();
    let (none, strictest) = (world("no rules"), world("strictest"));
    assert!(none.with_trust_pct < none.costs_pct, "dropping safeguards costs trust");
    assert!(strictest.with_trust_pct > none.with_trust_pct, "the best answer is not no rules");
}

#[test]
fn what_is_wrong_is_shown_where_it_is() {
    let baseline = Baseline::embedded("wiod-2011").unwrap();
    let calibration = Calibration::new(&baseline.table).unwrap();
    let wrong = |text: &str| {
        let text = format!("name = \"Rules\"\nbaseline = \"wiod-2011\"\n{text}");
        let scenario = match Scenario::parse(source(&text)) {
            Ok(scenario) => scenario,
            Err(error) => return rendered(&error),
        };
        rendered(&scenario.shock(&baseline, &calibration).unwrap_err())
    };
    let cases = [
        "[regulation]\n",
        "[regulation]\ndate = 2027-12-31\n",
        "[regulation]\ndate = 2027-13-01\n",
        "[regulation]\ndate = 2027\n",
        "[regulation]\ndivergence = 0.5\n",
        "[regulation]\ndivergence = 9\n",
        "[regulation]\nedits = 1\n",
        "[[regulation.edit]]\nlevel = 1\n",
        "[[regulation.edit]]\njurisdiction = \"EU\"\nlevel = 1\n",
        "[[regulation.edit]]\njurisdiction = \"EU\"\nfeature = \"conformity_assesment\"\nlevel = 1\n",
        "[[regulation.edit]]\njurisdiction = \"EUU\"\nfeature = \"penalties\"\nlevel = 1\n",
        "[[regulation.edit]]\nmeasure = \"eu-ai-akt\"\nremove = true\n",
        "[[regulation.edit]]\nmeasure = \"eu-ai-act\"\nlevel = 4\n",
        "[[regulation.edit]]\nmeasure = \"eu-ai-act\"\n",
        "[[regulation.edit]]\nmeasure = \"eu-ai-act\"\nlevel = 1\nremove = true\n",
        "[[regulation.adopt]]\neconomies = [\"all\"]\n",
        "[[regulation.adopt]]\neconomies = [\"all\"]\nrules_of = \"SGX\"\n",
        "[[regulation.adopt]]\neconomies = [\"all\"]\nrules_of = \"EU\"\n",
        "[[regulation.recognition]]\namong = [\"JPX\"]\n",
        "[[regulation.bloc]]\neconomies = [\"USA\"]\n[[regulation.bloc]]\neconomies = [\"USA\", \"CHN\"]\n",
    ];
    let messages: Vec<String> = cases.iter().map(|text| format!("{text}\n{}\n", wrong(text))).collect();
    insta::assert_snapshot!(messages.join("\n"));
}

/// The made-up world under the made-up registry.
fn small(text: &str) -> Run {
    let folder = here().join("../../policy/tests/files/registry");
    let measures = Measures::of(&Registry::files(&folder).unwrap()).unwrap();
    let text = format!("name = \"Rules\"\nbaseline = \"world\"\n{text}");
    let scenario = Scenario::parse(source(&text)).unwrap().with_measures(measures);
    Run::new(scenario, &Options::default()).unwrap()
}

#[test]
fn a_registry_of_ones_own_is_what_rules_are_about() {
    let edit = "[[regulation.edit]]\nmeasure = \"eu-act\"\nremove = true\n";
    let run = small(edit);
    let [usa, deu] = ["USA", "DEU"].map(|code| place(&run, code));
    let rules = run.effects.as_ref().unwrap().regulation.as_ref().unwrap();
    let [before, after] = rules.burden(SectorId(2), usa, deu);
    assert!(after < before, "{before} {after}");
    assert!(run.regulation.as_ref().unwrap().behind.iter().any(|row| row.before.id == "eu-act"));
    let hash = |run: &Run| {
        let input = run.inputs.iter().find(|input| input.name == "registry of measures");
        input.map(|input| input.sha256.clone())
    };
    let embedded = Measures::of(&Registry::embedded_files()).unwrap();
    assert_eq!(embedded, Measures::embedded().unwrap());
    assert!(hash(&run).is_some_and(|hash| hash != embedded.hash.sha256));
    assert_eq!(hash(&self::run(CLUB)), Some(embedded.hash.sha256));
    let idle = small("[[tariff]]\ndestinations = \"USA\"\nrate = 0.2\n");
    assert_eq!(hash(&idle), None);
    assert_eq!(idle.warnings, ["scenario.toml changes no rules, so that no registry matters to it"]);
}

#[test]
fn the_index_of_all_trade_is_the_mean_of_sectors_by_their_trade() {
    let baseline = Baseline::embedded("wiod-2011").unwrap();
    let rules = Rules::new(Registry::embedded().unwrap(), Settings::default());
    let years = [2017, 2026];
    let found = fragmentation(&rules, &baseline, |_| true, &years, None).index;
    let [all, sectors @ ..] = &found[found.len() / 2..] else { panic!("no index") };
    let mut totals = vec![0.0; baseline.sectors.len()];
    for flow in baseline.table.size.flows().filter(|flow| !flow.is_domestic()) {
        let known = |at: EconomyId| rules.place(&baseline.economies[at.0].code).is_some();
        if known(flow.origin) && known(flow.destination) {
            totals[flow.sector.0] += baseline.table.flows[flow];
        }
    }
    let of = |code: &str| sectors.iter().find(|of| of.sector == code).unwrap();
    let weighted = baseline.sectors.iter().zip(&totals).filter(|(_, total)| **total > 0.0);
    let mean: f64 = weighted.map(|(sector, total)| total * of(&sector.code).burden).sum();
    assert!((mean / totals.iter().sum::<f64>() - all.burden).abs() < 1e-12);
    // Rules on purchases of government do not meet banks.
    let finance = fragmentation(&rules, &baseline, |code| code == "c28", &years, None).index;
    assert!(finance.iter().eq(found.iter().filter(|of| of.sector == "c28")), "{finance:?}");
    let (government, agriculture) = (of("c31"), of("c1"));
    assert!(government.burden != agriculture.burden);
}
