//! What adoption does to the world economy, channel by channel.

mod scaled;

use crate::common::{ECONOMIES, economy, flow, rendered, sector, source, world};
use comity_data::Baseline;
use comity_model::{Benchmark, Calibration, Closure, Flow, InputUse, Outcome, Shock};
use comity_scenario::ai::channels::{Channel, Channels, Part};
use comity_scenario::ai::concentration::Concentration;
use comity_scenario::ai::data_flows::Regime;
use comity_scenario::ai::firms::Exporters;
use comity_scenario::ai::{Settings, adoption::Adoption};
use comity_scenario::parameters::Id;
use comity_scenario::{Scenario, id};
use proptest::prelude::*;
use std::collections::BTreeSet;

const YEAR: f64 = 2040.0;

/// A scenario, what it is asked of, and what its channels do.
struct Asked {
    scenario: Scenario,
    baseline: Baseline,
    calibration: Calibration,
}

fn asked(baseline: Baseline, text: &str) -> Asked {
    let scenario = Scenario::parse(source(&format!("name = \"Test\"\n{text}"))).unwrap();
    let calibration = Calibration::new(&baseline.table).unwrap();
    Asked { scenario, baseline, calibration }
}

impl Asked {
    fn adoption(&self) -> Adoption {
        self.scenario.adoption(&self.baseline).unwrap()
    }

    fn with<T>(&self, year: f64, of: impl Fn(&Channels) -> T) -> (T, f64) {
        let (adoption, flows) = (self.adoption(), self.scenario.data_flows(&self.baseline).unwrap());
        let options = self.scenario.channel_options(&self.baseline).unwrap();
        let parameters = self.scenario.parameters();
        let channels =
            Channels::new(&self.baseline, &self.calibration, parameters, &adoption, &flows, None, options);
        (of(&channels), year)
    }

    fn parts(&self, year: f64) -> Vec<Part> {
        self.with(year, |channels| channels.at(year)).0
    }

    fn total(&self, year: f64) -> Shock {
        self.with(year, |channels| channels.total(&channels.at(year))).0
    }

    fn shock(&self, year: f64) -> Shock {
        self.with(year, |channels| channels.shock(year)).0
    }

    fn part(&self, channel: Channel) -> Shock {
        self.parts(YEAR).into_iter().find(|part| part.channel == channel).unwrap().shock
    }

    /// What has been adopted since 2025, without a change of trust.
    fn adopted(&self, code: &str) -> f64 {
        let adoption = self.adoption();
        adoption.at(YEAR)[economy(code)] - adoption.at(2025.0)[economy(code)]
    }

    fn none(&self) -> Shock {
        Shock::none(&self.calibration)
    }

    fn value(&self, id: Id) -> f64 {
        self.scenario.parameters().value(id)
    }
}

/// Everything that a channel can do, with entries for regimes.
const BLOCS: &str = "[[data_flows]]\norigins = \"CHN\"\nregime = \"closed\"\n\
                     [[data_flows]]\norigins = \"USA\"\nregime = \"safeguards\"";

#[test]
fn without_channels_nothing_changes() {
    let off: Vec<String> = Channel::ALL.iter().map(|channel| format!("\"{}\"", channel.word())).collect();
    let asked = asked(world(), &format!("{BLOCS}\n[ai]\nwithout = [{}]", off.join(", ")));
    assert_eq!(asked.parts(YEAR), []);
    assert_eq!(asked.total(YEAR), asked.none());
    assert_eq!(asked.shock(YEAR), asked.none());
}

#[test]
fn nothing_changes_until_effects_are_counted() {
    let asked = asked(world(), BLOCS);
    for year in [2020.0, 2025.0] {
        for Part { channel, shock } in asked.parts(year) {
            assert_eq!(shock, asked.none(), "{channel:?}");
        }
    }
    assert_ne!(asked.shock(2025.5), asked.none());
}

#[test]
fn parts_multiply_to_the_total() {
    let asked = asked(world(), BLOCS);
    let (parts, total) = (asked.total(YEAR), asked.shock(YEAR));
    let close = |a: &[f64], b: &[f64]| a.iter().zip(b).for_each(|(a, b)| assert!((a / b).ln().abs() < 1e-14));
    close(parts.iceberg.values(), total.iceberg.values());
    close(parts.value_added_productivity.values(), total.value_added_productivity.values());
    let inputs = |shock: &Shock| shock.added_inputs.clone().unwrap();
    for (part, total) in inputs(&parts).values().iter().zip(inputs(&total).values()) {
        assert!((part - total).abs() <= 1e-15 + 1e-14 * total);
    }
}

/// The equations of `docs/ai.md`, put together again by hand.
#[test]
fn the_equations_hold() {
    let asked = asked(world(), "");
    let shock = asked.shock(YEAR);
    let by_sector = |id| asked.scenario.parameters().by_sector(id, "c30", "digital_services");

    let gain = asked.value(id!("productivity.saving"))
        * asked.value(id!("productivity.feasible_share"))
        * by_sector(id!("productivity.exposure"))
        * by_sector(id!("productivity.labour_share"))
        * asked.adopted("IND");
    let found = shock.value_added_productivity[(economy("IND"), sector("c30"))];
    assert!((found.ln() / gain - 1.0).abs() < 1e-12);

    // The USA and Germany share neither language nor union, so that every channel reaches in full.
    let mut saved = 0.0;
    for (share, saving) in [
        (id!("trade_costs.logistics_share"), id!("trade_costs.logistics_saving")),
        (id!("trade_costs.language_share"), id!("trade_costs.language_saving")),
        (id!("trade_costs.compliance_share"), id!("trade_costs.compliance_saving")),
        (id!("trade_costs.contracting_share"), id!("trade_costs.contracting_saving")),
    ] {
        saved += by_sector(share) * asked.value(saving);
    }
    saved *= (asked.adopted("USA") * asked.adopted("DEU")).sqrt();
    let cost = shock.iceberg[flow("c30", "USA", "DEU")];
    assert!((cost.ln() / -saved - 1.0).abs() < 1e-12);
}

#[test]
fn domestic_flows_and_tariffs_never_change() {
    let asked = asked(world(), BLOCS);
    let shock = asked.shock(YEAR);
    for sector in ["c1", "c14", "c30"] {
        for economy in ECONOMIES {
            assert_eq!(shock.iceberg[flow(sector, economy, economy)], 1.0);
        }
    }
    assert_eq!(shock.tariffs, asked.calibration.tariffs);
}

#[test]
fn each_channel_moves_only_what_it_should() {
    let asked = asked(world(), BLOCS);
    let none = asked.none();
    for Part { channel, shock } in asked.parts(YEAR) {
        let moved = [
            (shock.value_added_productivity != none.value_added_productivity, "productivity"),
            (shock.iceberg != none.iceberg, "iceberg"),
            (shock.added_inputs.is_some(), "inputs"),
        ];
        let moved: Vec<&str> = moved.iter().filter(|(moved, _)| *moved).map(|&(_, what)| what).collect();
        let expected: &[&str] = match channel {
            Channel::Productivity | Channel::DataAccess => &["productivity"],
            Channel::Trust => &["productivity", "iceberg", "inputs"],
            Channel::Compute => &["inputs"],
            // The made-up world has no sector that supplies electricity.
            Channel::Energy => &[],
            // Nobody has rules about AI, and none change.
            Channel::SmallFirms | Channel::Regulation => &[],
            _ => &["iceberg"],
        };
        assert_eq!(moved, expected, "{channel:?}");
        assert_eq!((&shock.productivity, &shock.tariffs), (&none.productivity, &none.tariffs));
        assert!(shock.factor_supply.is_empty() && shock.factor_productivity.is_empty());
    }
}

#[test]
fn channels_of_trade_costs_reach_whom_they_should() {
    let asked = asked(world(), "");
    let cost = |channel, flow: Flow| asked.part(channel).iceberg[flow];
    // English in the USA and in India.
    assert_eq!(cost(Channel::Language, flow("c1", "USA", "IND")), 1.0);
    assert!(cost(Channel::Language, flow("c1", "USA", "DEU")) < 1.0);
    let delivered = |sector| cost(Channel::DigitalDelivery, flow(sector, "USA", "DEU")) < 1.0;
    assert_eq!(["c1", "c14", "c30"].map(delivered), [false, false, true]);
    let contracted = |sector| cost(Channel::Contracting, flow(sector, "USA", "DEU")) < 1.0;
    assert_eq!(["c1", "c14", "c30"].map(contracted), [true, true, false]);
}

#[test]
fn unions_have_less_to_save() {
    let text = "[ai]\nchannels = [\"logistics\", \"compliance\"]\n[adoption]\nequal = \"USA\"";
    let asked = asked(Baseline::embedded("wiod-2011").unwrap(), text);
    let at = |code: &str| asked.baseline.economies.iter().position(|e| e.code == code).unwrap();
    let saved = |channel, origin: &str, destination: &str| {
        let (origin, destination) = (at(origin), at(destination));
        let part = asked.part(channel);
        let size = asked.calibration.size;
        let first = size.sectors().next().unwrap();
        let economies: Vec<_> = size.economies().collect();
        let flow = Flow { origin: economies[origin], destination: economies[destination], sector: first };
        -part.iceberg[flow].ln()
    };
    for (channel, inside, id) in [
        (Channel::Logistics, ("DEU", "FRA"), id!("trade_costs.reach_customs_union")),
        (Channel::Logistics, ("DEU", "TUR"), id!("trade_costs.reach_customs_union")),
        (Channel::Compliance, ("DEU", "FRA"), id!("trade_costs.reach_common_rules")),
    ] {
        let ratio = saved(channel, inside.0, inside.1) / saved(channel, "DEU", "USA");
        assert!((ratio / asked.value(id) - 1.0).abs() < 1e-12, "{channel:?} {inside:?}: {ratio}");
    }
    assert_eq!(saved(Channel::Compliance, "DEU", "TUR"), saved(Channel::Compliance, "DEU", "USA"));
    assert_eq!(saved(Channel::Logistics, "RoW", "USA"), saved(Channel::Logistics, "DEU", "USA"));
}

/// With everybody alike and one sector that needs no inputs, everybody gains what everybody's labour saves.
#[test]
fn one_sector_without_inputs_has_its_closed_form() {
    let baseline = Baseline::embedded("wiod-2011").unwrap().one_sector().without_inputs();
    let asked = asked(baseline, "[ai]\nchannels = \"productivity\"\n[adoption]\nequal = \"USA\"");
    let settings = comity_model::Settings::default();
    let benchmark = Benchmark::solve(&asked.calibration, Closure::Balanced, &settings).unwrap();
    let solution = benchmark.counterfactual(&asked.shock(YEAR), &settings);
    let outcome = Outcome::between(&benchmark, &solution.equilibrium.unwrap());

    let adoption = asked.adoption();
    let by_sector = |id| asked.scenario.parameters().by_sector(id, "all", "");
    let gain = asked.value(id!("productivity.saving"))
        * asked.value(id!("productivity.feasible_share"))
        * by_sector(id!("productivity.exposure"))
        * by_sector(id!("productivity.labour_share"));
    for economy in asked.calibration.size.economies() {
        let expected = gain * (adoption.at(YEAR)[economy] - adoption.at(2025.0)[economy]);
        let found = outcome.economies.real_income[economy].ln();
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }
}

#[test]
fn labour_shares_of_the_baseline_go_before_the_parameter() {
    let mut baseline = world();
    let value_added = baseline.table.value_added[0].clone();
    baseline.factors = vec!["labour".to_owned(), "capital".to_owned()];
    baseline.table.value_added =
        vec![value_added.map(|value| 0.25 * value), value_added.map(|value| 0.75 * value)];
    let gain = |asked: &Asked| {
        asked.part(Channel::Productivity).value_added_productivity[(economy("DEU"), sector("c30"))].ln()
    };
    let assumed = asked(world(), "");
    let share =
        assumed.scenario.parameters().by_sector(id!("productivity.labour_share"), "c30", "digital_services");
    assert!((gain(&asked(baseline, "")) / gain(&assumed) - 0.25 / share).abs() < 1e-12);
}

#[test]
fn unknown_sectors_have_the_numbers_of_their_group() {
    let mut baseline = world();
    for (info, code) in baseline.sectors.iter_mut().zip(["A01", "C26", "J62"]) {
        info.code = code.to_owned();
    }
    baseline.sectors[2].group = "Digital services".to_owned();
    let asked = asked(baseline, "");
    let shock = asked.shock(YEAR);
    let exposure = |group| asked.scenario.parameters().by_sector(id!("productivity.exposure"), "", group);
    let labour = |group| asked.scenario.parameters().by_sector(id!("productivity.labour_share"), "", group);
    let gain = |code| shock.value_added_productivity[(economy("USA"), sector(code))].ln();
    let ratio = gain("c30") / gain("c1");
    let expected =
        exposure("digital_services") * labour("digital_services") / (exposure("goods") * labour("goods"));
    assert!((ratio / expected - 1.0).abs() < 1e-12);
    let hardware = InputUse { economy: economy("USA"), input: sector("c14"), sector: sector("c30") };
    assert!(shock.added_inputs.unwrap()[hardware] > 0.0);
}

/// Demand for hardware grows by the parameter where the whole world adopts in full, and less in proportion below.
#[test]
fn hardware_is_needed_in_proportion() {
    let asked = asked(world(), "[adoption]\nequal = \"USA\"");
    let added = asked.part(Channel::Compute).added_inputs.unwrap();
    let size = asked.calibration.size;
    let hardware = sector("c14");
    let groups = [("c1", "goods"), ("c14", "ai_hardware"), ("c30", "digital_services")];
    let (mut needed, mut output) = (0.0, 0.0);
    let (mut tasks, mut income) = (0.0, 0.0);
    for economy in size.economies() {
        for sector in size.sectors() {
            // Flows are the baseline's, so that a sector's cost is what it sells.
            let cost: f64 = size
                .economies()
                .map(|destination| asked.baseline.table.flows[Flow { origin: economy, destination, sector }])
                .sum();
            let at = InputUse { economy, input: hardware, sector };
            needed += added[at] * cost;
            assert!(
                sector == hardware || added[InputUse { economy, input: sector, sector: hardware }] == 0.0
            );
            let (value_added, (code, group)) =
                (asked.baseline.table.value_added[0][(economy, sector)], groups[sector.0]);
            tasks += value_added
                * asked.scenario.parameters().by_sector(id!("productivity.exposure"), code, group);
            income += value_added;
            output += if sector == hardware { cost } else { 0.0 };
        }
    }
    let expected = asked.value(id!("ai_goods.hardware_demand"))
        * asked.value(id!("ai_goods.hardware_content"))
        * asked.adopted("USA")
        * asked.value(id!("productivity.feasible_share"))
        * (tasks / income)
        / asked.value(id!("ai_goods.tasks"));
    // The made-up world does not balance to the last digit.
    assert!((needed / output / expected - 1.0).abs() < 0.02, "{} is not {expected}", needed / output);
}

/// Chaney (2008): F hat to the power of 1 - zeta on the value of trade is F hat to (zeta - 1) / theta on its cost.
#[test]
fn fixed_costs_keep_small_firms_out() {
    let asked = asked(world(), "[ai]\nrules = [\"DEU\"]\nchannels = \"small_firms\"");
    let cost = asked.part(Channel::SmallFirms).iceberg;
    let factor = 1.0
        + asked.adopted("IND") * asked.value(id!("firms.compliance_cost"))
            / asked.value(id!("firms.entry_cost"));
    let shape = asked.value(id!("firms.pareto_shape"));
    for (code, theta) in [("c1", 8.0), ("c14", 10.0), ("c30", 5.0)] {
        let found = cost[flow(code, "IND", "DEU")].ln() / factor.ln();
        assert!((found - (shape - 1.0) / theta).abs() < 1e-12, "{code}: {found}");
        assert_eq!(cost[flow(code, "DEU", "IND")], 1.0);
    }

    let settings = comity_model::Settings::default();
    let benchmark = Benchmark::solve(&asked.calibration, Closure::Balanced, &settings).unwrap();
    let at_rest = benchmark.counterfactual(&asked.none(), &settings).equilibrium.unwrap();
    let exporters =
        |fixed_cost| Exporters::between(&benchmark, &at_rest, asked.scenario.parameters(), &fixed_cost);
    // Were trade what it was, there would be fewer exporters in proportion to what sellers to Germany pay.
    let with = exporters(asked.with(YEAR, |channels| channels.fixed_cost(YEAR)).0);
    assert!(with.number[economy("IND")] < 1.0 && with.number[economy("IND")] > 1.0 / factor);
    assert!((with.number[economy("DEU")] - 1.0).abs() < 1e-9);
    assert!(with.small_after.of_exporters[economy("IND")] < with.small_before.of_exporters[economy("IND")]);
    assert!(with.large_after.of_exports[economy("IND")] > with.large_before.of_exports[economy("IND")]);
    let none = exporters(asked.with(2025.0, |channels| channels.fixed_cost(2025.0)).0);
    for economy in asked.calibration.size.economies() {
        assert!((none.number[economy] - 1.0).abs() < 1e-9);
        let shares = [none.small_before.of_exporters[economy], none.large_before.of_exporters[economy]];
        assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)) && shares[0] > shares[1]);
    }
}

#[test]
fn concentration_is_that_of_shares() {
    let asked = asked(world(), "");
    let settings = comity_model::Settings::default();
    let benchmark = Benchmark::solve(&asked.calibration, Closure::Fixed, &settings).unwrap();
    let mut embargo = asked.none();
    for destination in ["DEU", "IND"] {
        for origin in ["CHN", "DEU", "IND"].iter().filter(|&&origin| origin != destination) {
            embargo.iceberg[flow("c14", origin, destination)] = f64::INFINITY;
        }
    }
    let after = benchmark.counterfactual(&embargo, &settings).equilibrium.unwrap();
    let found = Concentration::between(&benchmark, &after);
    let germany = (economy("DEU"), sector("c14"));
    let flows: Vec<f64> = ["USA", "CHN", "IND"]
        .iter()
        .map(|origin| benchmark.equilibrium.flow_value(flow("c14", origin, "DEU")))
        .collect();
    let total: f64 = flows.iter().sum();
    let expected: f64 = flows.iter().map(|value| (value / total) * (value / total)).sum();
    assert!((found.origins.before[germany] - expected).abs() < 1e-12);
    assert!((found.origins.after[germany] - 1.0).abs() < 1e-12);
    assert!(found.exporters.before[sector("c14")] > 0.25);
    let own = benchmark.equilibrium.flow_value(flow("c14", "DEU", "DEU"));
    let largest = flows.iter().fold(0.0_f64, |a, &b| a.max(b));
    assert!((found.exposure.before[germany] - largest / (total + own)).abs() < 1e-12);
}

#[test]
fn regimes_of_today_change_nothing() {
    let plain = asked(world(), "");
    let spelt_out = asked(
        world(),
        "[[data_flows]]\norigins = \"USA\"\nregime = \"open\"\n\
         [[data_flows]]\norigins = [\"DEU\", \"IND\"]\nregime = \"safeguards\"\n\
         [[data_flows]]\norigins = \"CHN\"\nregime = \"conditional\"",
    );
    assert_eq!(plain.shock(YEAR), spelt_out.shock(YEAR));
    for channel in [Channel::DataFlows, Channel::DataAccess, Channel::Trust] {
        assert_eq!(spelt_out.part(channel), plain.none(), "{channel:?}");
    }
}

#[test]
fn later_regimes_go_before_earlier_ones() {
    let asked = asked(
        world(),
        "[[data_flows]]\nregime = \"closed\"\n\
         [[data_flows]]\norigins = \"income:high\"\ndestinations = \"income:high\"\nregime = \"open\"",
    );
    let flows = asked.scenario.data_flows(&asked.baseline).unwrap();
    let regime = |origin, destination| flows.regime(economy(origin), economy(destination));
    assert_eq!(regime("USA", "DEU"), Regime::Open);
    assert_eq!(regime("USA", "CHN"), Regime::Closed);
    assert_eq!(flows.regime_today(economy("CHN")), Regime::Conditional);
}

/// What China does not let out, sellers to China miss, and firms elsewhere cannot learn from.
#[test]
fn a_regime_is_about_data_that_leave() {
    let asked = asked(world(), "[[data_flows]]\norigins = \"CHN\"\nregime = \"closed\"");
    let cost = asked.part(Channel::DataFlows).iceberg;
    let intensity = asked.scenario.parameters().by_sector(id!("data_flows.intensity"), "c30", "");
    let more = asked.value(id!("data_flows.cost_closed")) - asked.value(id!("data_flows.cost_conditional"));
    assert!((cost[flow("c30", "USA", "CHN")].ln() / (intensity * more) - 1.0).abs() < 1e-12);
    assert_eq!(cost[flow("c30", "CHN", "USA")], 1.0);
    assert_eq!(cost[flow("c30", "USA", "DEU")], 1.0);
    let access = asked.part(Channel::DataAccess).value_added_productivity;
    assert!(access[(economy("USA"), sector("c30"))] < 1.0);
    assert_eq!(access[(economy("CHN"), sector("c30"))], 1.0);
    let trust = asked.part(Channel::Trust).value_added_productivity;
    assert!(trust[(economy("CHN"), sector("c30"))] < 1.0);
    assert_eq!(trust[(economy("USA"), sector("c30"))], 1.0);
}

#[test]
fn without_elasticity_and_trust_regimes_only_move_costs() {
    let indifferent = "[parameters]\n\"data_flows.access_elasticity\" = 0\n\"trust.safeguards\" = 0\n\
                       \"trust.conditional\" = 0\n\"trust.closed\" = 0";
    let (with, without) = (asked(world(), &format!("{BLOCS}\n{indifferent}")), asked(world(), ""));
    for (with, without) in with.parts(YEAR).iter().zip(without.parts(YEAR)) {
        match with.channel {
            Channel::DataFlows => assert_ne!(with.shock, without.shock),
            channel => assert_eq!(with.shock, without.shock, "{channel:?}"),
        }
    }
}

/// Where a regime earns trust, adoption runs from where it stands towards a higher ceiling.
#[test]
fn trust_raises_what_is_adopted() {
    let text = "[[data_flows]]\norigins = \"USA\"\nregime = \"safeguards\"";
    let (with, without) = (asked(world(), text), asked(world(), ""));
    let increment = |asked: &Asked, year| asked.with(year, |channels| channels.increment(year)).0;
    for year in [2025.0, 2030.0, YEAR, 2300.0] {
        let [trusting, plain] = [&with, &without].map(|asked| increment(asked, year));
        assert_eq!(trusting[economy("DEU")], plain[economy("DEU")]);
        let (trusting, plain) = (trusting[economy("USA")], plain[economy("USA")]);
        assert_eq!(trusting > plain, year > 2025.0, "{year}: {trusting} and {plain}");
        if year == 2300.0 {
            let ceiling = without.adoption().economies[0].curve.ceiling;
            let expected = ceiling * with.value(id!("trust.safeguards"));
            assert!((trusting - plain - expected.min(1.0 - ceiling)).abs() < 1e-9);
        }
    }
}

#[test]
fn only_parameters_of_channels_that_are_on_are_used() {
    let asked = asked(world(), "[ai]\nchannels = [\"productivity\", \"language\", \"data_flows\"]");
    let flows = asked.scenario.data_flows(&asked.baseline).unwrap();
    let adoption = asked.adoption();
    // Settings remember who read them; a clone begins with what its original had read.
    let before: BTreeSet<&str> = used(&asked);
    let options = asked.scenario.channel_options(&asked.baseline).unwrap();
    let parameters = asked.scenario.parameters();
    Channels::new(&asked.baseline, &asked.calibration, parameters, &adoption, &flows, None, options).at(YEAR);
    let new: Vec<&str> = used(&asked).difference(&before).copied().collect();
    insta::assert_snapshot!(new.join("\n"));
}

fn used(asked: &Asked) -> BTreeSet<&str> {
    asked.scenario.parameters().used().map(|setting| setting.parameter.id.as_str()).collect()
}

#[test]
fn channels_say_what_they_are() {
    let mut words = BTreeSet::new();
    for channel in Channel::ALL.into_iter().chain([Channel::Policy]) {
        assert!(words.insert(channel.word()));
        assert!(!channel.name().is_empty() && !channel.about().ends_with('.'), "{channel:?}");
    }
    assert!(Channel::ALL.is_sorted());
}

#[test]
fn settings_have_defaults() {
    let settings = |text: &str| asked(world(), text).scenario.ai().cloned();
    assert_eq!(settings(""), None);
    assert_eq!(settings("[ai]"), Some(Settings::default()));
    let some = settings("[ai]\nyear = 2035\nsince = 2026\nwithout = [\"trust\"]").unwrap();
    assert_eq!((some.year, some.since, some.channels.len()), (2035, Some(2026), Channel::ALL.len() - 1));
    let cautious = asked(world(), "[ai]\nschool = \"cautious\"");
    assert_eq!(cautious.scenario.parameters().school(), "cautious");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Who adopts more has lower costs and more productivity, and nobody has less for it.
    #[test]
    fn effects_grow_with_adoption(ceiling in 0.7..0.95_f64, more in 0.0..0.05_f64, at in 0..4_usize) {
        let code = ECONOMIES[at];
        let with = |ceiling: f64| {
            asked(world(), &format!("[[adoption.curve]]\neconomies = \"{code}\"\nceiling = {ceiling}")).shock(YEAR)
        };
        let (less, more) = (with(ceiling), with(ceiling + more));
        for (less, more) in less.iceberg.values().iter().zip(more.iceberg.values()) {
            prop_assert!(more <= less);
        }
        let productivity = [&less, &more].map(|shock| shock.value_added_productivity.values());
        for (less, more) in productivity[0].iter().zip(productivity[1]) {
            prop_assert!(more >= less);
        }
        let (less, more) = (less.added_inputs.unwrap(), more.added_inputs.unwrap());
        for (less, more) in less.values().iter().zip(more.values()) {
            prop_assert!(more >= less);
        }
    }
}

/// The message about a scenario that must fail.
fn message(text: &str) -> String {
    let parsed = Scenario::parse(source(&format!("name = \"Test\"\n\n{text}\n")));
    rendered(
        &parsed
            .and_then(|scenario| {
                scenario.channel_options(&world())?;
                scenario.data_flows(&world())
            })
            .expect_err("the scenario is wrong"),
    )
}

broken! {
    ai_unknown_key: message("[ai]\nchanels = \"trust\"");
    ai_unknown_channel: message("[ai]\nwithout = [\"data_flow\"]");
    ai_channel_of_other_entries: message("[ai]\nwithout = \"policy\"");
    ai_no_channels: message("[ai]\nchannels = []");
    ai_scale_of_an_unknown_channel: message("[ai]\nscale = { logistic = 0.5 }");
    ai_scale_below_zero: message("[ai]\nscale = { logistics = -1 }");
    ai_scale_of_a_channel_that_is_off: message("[ai]\nwithout = \"energy\"\nscale = { energy = 2 }");
    ai_scale_of_all: message("[ai]\nscale = 0.5");
    ai_year_as_text: message("[ai]\nyear = \"2040\"");
    ai_year_in_between: message("[ai]\nyear = 2040.5");
    ai_year_too_late: message("[ai]\nyear = 2400");
    ai_since_after_the_year: message("[ai]\nyear = 2030\nsince = 2035");
    ai_unknown_school: message("[ai]\nschool = \"caution\"");
    ai_two_schools: message("[ai]\nschool = \"cautious\"\n[parameters]\nschool = \"optimistic\"");
    ai_in_double_brackets: message("[[ai]]\nyear = 2040");
    ai_rules_of_an_unknown_economy: message("[ai]\nrules = [\"EU\"]");
    data_flows_without_regime: message("[[data_flows]]\norigins = \"USA\"");
    data_flows_unknown_regime: message("[[data_flows]]\nregime = \"close\"");
    data_flows_unknown_economy: message("[[data_flows]]\norigins = \"EU\"\nregime = \"open\"");
    data_flows_by_sector: message("[[data_flows]]\nsectors = \"c30\"\nregime = \"open\"");
    data_flows_in_single_brackets: message("[data_flows]\nregime = \"open\"");
}

#[test]
fn a_regime_for_nobody_is_doubted() {
    let asked =
        asked(world(), "[[data_flows]]\norigins = \"USA\"\ndestinations = \"USA\"\nregime = \"open\"");
    insta::assert_snapshot!(asked.scenario.data_flows(&asked.baseline).unwrap().warnings.join("\n"));
}

/// The example and the words of `docs/ai.md`.
#[test]
fn the_page_about_ai_names_what_there_is() {
    let page = include_str!("../../../../docs/ai.md");
    let (_, block) = page.split_once("```toml\n").unwrap();
    let (example, _) = block.split_once("```").unwrap();
    let scenario = Scenario::parse(source(example)).unwrap();
    let baseline = Baseline::embedded("wiod-2011").unwrap();
    assert_eq!(scenario.channel_options(&baseline).unwrap().channels.len(), Channel::ALL.len() - 1);
    assert!(scenario.data_flows(&baseline).unwrap().change());
    for channel in Channel::ALL {
        assert!(page.contains(&format!("`{}`", channel.word())), "{channel:?}");
    }
    for word in page
        .split('`')
        .filter(|word| word.contains('.') && !word.contains(['/', '*', ' ', ':', '[', '=', '\n']))
        .filter(|word| !word.ends_with(".csv") && !word.ends_with(".html"))
    {
        let known = scenario.parameters().iter().any(|setting| setting.parameter.id.starts_with(word));
        assert!(known, "{word}");
    }
}
