//! How sure the results are: what an ensemble adds to the view of its central run.

use super::View;
use super::path::shown_of;
use super::round::rounded;
use comity_scenario::ensemble::{
    Design, Distribution, Ensemble, Estimate, Findings, GroupFindings, Indices, Quantiles, Uncertain,
};
use serde::Serialize;

/// Reasons listed; a report is no place for thousands.
const REASONS: usize = 20;

#[derive(Debug, Serialize)]
pub(super) struct EnsembleView<'a> {
    draws: usize,
    /// As text: a browser's numbers do not hold every seed.
    seed: String,
    design: Design,
    by_default: bool,
    failed: usize,
    failures: Vec<FailureView<'a>>,
    /// Real income of the world.
    world: Quantiles,
    /// Real income by economy, in the order of the economies.
    economies: Vec<Quantiles>,
    /// What the spread of the world's real income comes from.
    drivers: Vec<DriverView<'a>>,
    /// Draws that the drivers build on.
    base: usize,
    parameters: Vec<ParameterView<'a>>,
    /// Every year that is shown, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    by_year: Option<YearsView>,
}

/// How real income spreads in the years of a path that are shown.
#[derive(Debug, Serialize)]
pub(super) struct YearsView {
    pub(super) world: Vec<Quantiles>,
    pub(super) groups: Vec<GroupView>,
    /// By year and economy.
    pub(super) economies: Vec<Vec<Quantiles>>,
}

#[derive(Debug, Serialize)]
pub(super) struct GroupView {
    pub(super) key: &'static str,
    pub(super) by_year: Vec<Quantiles>,
}

/// Draws that failed for the same reason.
#[derive(Debug, Serialize)]
struct FailureView<'a> {
    reason: &'a str,
    draws: usize,
    /// The first of them.
    first: usize,
}

#[derive(Debug, Serialize)]
struct DriverView<'a> {
    name: &'a str,
    first: [f64; 3],
    total: [f64; 3],
}

#[derive(Debug, Serialize)]
struct ParameterView<'a> {
    name: &'a str,
    target: &'a str,
    #[serde(rename = "as")]
    takes: &'static str,
    /// How many sectors' elasticities it moves.
    sectors: usize,
    by_sector: Option<f64>,
    #[serde(flatten)]
    distribution: &'a Distribution,
}

impl<'a> View<'a> {
    pub(crate) fn of_ensemble(ensemble: &'a Ensemble, findings: &'a Findings) -> Self {
        Self { ensemble: Some(EnsembleView::of(ensemble, findings)), ..Self::of(&ensemble.run) }
    }
}

impl<'a> EnsembleView<'a> {
    fn of(ensemble: &'a Ensemble, findings: &'a Findings) -> Self {
        let (sobol, uncertain) = (&findings.sobol, ensemble.uncertain());
        let title = |name: &'a String| {
            uncertain.iter().find(|known| known.name == name).map_or(name.as_str(), |known| known.title)
        };
        Self {
            draws: findings.draws,
            seed: ensemble.seed().to_string(),
            design: ensemble.design(),
            by_default: ensemble.by_default(),
            failed: findings.failures.len(),
            failures: failures(&findings.failures),
            world: short(&findings.world),
            economies: findings.real_income.iter().map(short).collect(),
            drivers: sobol.factors.iter().map(title).zip(&sobol.world).map(DriverView::of).collect(),
            base: sobol.used,
            parameters: uncertain.iter().map(ParameterView::of).collect(),
            by_year: ensemble.run.path.as_ref().map(|_| YearsView::of(findings)),
        }
    }
}

impl YearsView {
    fn of(findings: &Findings) -> Self {
        let earlier = findings.earlier.iter().map(|year| (&year.world, &year.by_economy[0]));
        let all: Vec<_> = earlier.chain([(&findings.world, &findings.real_income)]).collect();
        let shown = || shown_of(all.len());
        let group = |found: &GroupFindings| GroupView {
            key: found.key,
            by_year: shown().map(|at| short(&found.by_year[at])).collect(),
        };
        Self {
            world: shown().map(|at| short(all[at].0)).collect(),
            groups: findings.groups.iter().map(group).collect(),
            economies: shown().map(|at| all[at].1.iter().map(short).collect()).collect(),
        }
    }
}

pub(super) fn short(quantiles: &Quantiles) -> Quantiles {
    let Quantiles { p05, p25, p50, p75, p95, probability_gain } = *quantiles;
    let [p05, p25, p50, p75, p95] = [p05, p25, p50, p75, p95].map(|change| rounded(change, 9));
    Quantiles { p05, p25, p50, p75, p95, probability_gain }
}

fn failures(failures: &[(usize, String)]) -> Vec<FailureView<'_>> {
    let mut views: Vec<FailureView> = Vec::new();
    for (draw, reason) in failures {
        match views.iter().position(|view| view.reason == reason) {
            Some(at) => views[at].draws += 1,
            None if views.len() < REASONS => views.push(FailureView { reason, draws: 1, first: *draw }),
            None => {}
        }
    }
    views
}

impl<'a> DriverView<'a> {
    fn of((name, indices): (&'a str, &Indices)) -> Self {
        let numbers = |Estimate { value, low, high }| [value, low, high].map(|share: f64| rounded(share, 6));
        Self { name, first: numbers(indices.first), total: numbers(indices.total) }
    }
}

impl<'a> ParameterView<'a> {
    fn of(uncertain: &Uncertain<'a>) -> Self {
        let Uncertain { title, target, takes, distribution, sectors, by_sector, .. } = *uncertain;
        Self { name: title, target, takes, sectors, by_sector, distribution }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use comity_scenario::ensemble::EnsembleOptions;
    use comity_scenario::{Scenario, Source};

    const TEXT: &str = "
        name = 'Test'
        baseline = 'wiod-2011'
        [[trade_cost]]
        sectors = 'c30'
        factor = 0.9
        [ensemble]
        draws = 12
        seed = 18446744073709
        [[ensemble.parameter]]
        name = 'cost'
        target = 'trade_cost.1.factor'
        distribution = 'uniform'
        low = 0.8
        high = 1.1
        [[ensemble.parameter]]
        target = 'theta'
        sectors = 'c30'
        distribution = 'lognormal'
        median = 1
        sigma = 0.2
    ";

    #[test]
    fn an_ensemble_adds_its_intervals_and_nothing_else_to_the_view() {
        let source = Source { path: "folder/test.toml".into(), folder: "folder".into(), text: TEXT.into() };
        let scenario = Scenario::parse(source).unwrap();
        let mut ensemble = Ensemble::new(scenario, &EnsembleOptions::default()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let findings = ensemble.solve(folder.path(), false, &mut |_| {}).unwrap();

        let plain = serde_json::to_value(View::of(&ensemble.run)).unwrap();
        let mut json = serde_json::to_value(View::of_ensemble(&ensemble, &findings)).unwrap();
        let added = json.as_object_mut().unwrap().remove("ensemble").unwrap();
        assert_eq!(json, plain, "the report of a run has no trace of ensembles");

        assert_eq!((added["draws"].as_u64(), added["seed"].as_str()), (Some(12), Some("18446744073709")));
        assert_eq!(added["design"], "latin_hypercube");
        let economies = added["economies"].as_array().unwrap();
        assert_eq!(economies.len(), ensemble.run.baseline.economies.len());
        for (shown, found) in economies.iter().zip(&findings.real_income) {
            assert!((shown["p95"].as_f64().unwrap() - found.p95).abs() < 1e-8);
            assert_eq!(shown["probability_gain"].as_f64(), Some(found.probability_gain));
        }
        assert_eq!(added["drivers"][0]["name"], "cost");
        let [cost, theta] = [0, 1].map(|at| &added["parameters"][at]);
        assert_eq!((&cost["as"], &cost["distribution"]), (&"value".into(), &"uniform".into()));
        assert_eq!((cost["high"].as_f64(), theta["sectors"].as_u64()), (Some(1.1), Some(1)));
    }

    #[test]
    fn parameters_of_ai_go_by_their_names() {
        let text = "name = 'AI'\nbaseline = 'wiod-2011'\n[ai]\nchannels = 'productivity'\n[ensemble]\nfixed = 'theta'\ndraws = 4\n";
        let source = Source { path: "ai.toml".into(), folder: "".into(), text: text.into() };
        let options = EnsembleOptions { sobol: Some(2), ..EnsembleOptions::default() };
        let mut ensemble = Ensemble::new(Scenario::parse(source).unwrap(), &options).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let findings = ensemble.solve(folder.path(), false, &mut |_| {}).unwrap();
        let json = serde_json::to_value(View::of_ensemble(&ensemble, &findings)).unwrap();
        let setting = ensemble.run.scenario.parameters().find("productivity.saving").unwrap();
        let name = setting.parameter.name.as_str();
        let shown =
            |list: &str| json["ensemble"][list].as_array().unwrap().iter().any(|row| row["name"] == name);
        assert!(shown("parameters") && shown("drivers"), "{}", json["ensemble"]);
    }

    #[test]
    fn every_year_of_a_path_has_its_spread() {
        let text = "name = 'P'\nbaseline = 'wiod-2011'\nyears = [2025, 2030, 2040]\n[[productivity]]\nsectors = 'c30'\n\
                    factor = 1.1\n[ensemble]\ndraws = 8\n";
        let source = Source { path: "p.toml".into(), folder: "".into(), text: text.into() };
        let options = EnsembleOptions { sobol: Some(2), ..EnsembleOptions::default() };
        let mut ensemble = Ensemble::new(Scenario::parse(source).unwrap(), &options).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let findings = ensemble.solve(folder.path(), false, &mut |_| {}).unwrap();
        let json = serde_json::to_value(View::of_ensemble(&ensemble, &findings)).unwrap();
        let (years, all) = (&json["path"]["years"], &json["ensemble"]["by_year"]);
        assert_eq!((years.as_array().unwrap().len(), all["world"].as_array().unwrap().len()), (3, 3));
        assert_eq!(all["world"][2], json["ensemble"]["world"], "the last year is the one of the headline");
        assert_eq!(all["economies"][2], json["ensemble"]["economies"]);
        let middle = all["economies"][1][7]["p50"].as_f64().unwrap();
        assert!((middle - findings.earlier[1].by_economy[0][7].p50).abs() < 1e-8);
        let keys = |list: &serde_json::Value| -> Vec<String> {
            list.as_array().unwrap().iter().map(|group| group["key"].as_str().unwrap().to_owned()).collect()
        };
        let named: Vec<String> =
            keys(&json["path"]["groups"]).into_iter().filter(|key| !key.is_empty()).collect();
        assert_eq!(keys(&all["groups"]), named);
        for group in all["groups"].as_array().unwrap() {
            assert_eq!(group["by_year"].as_array().unwrap().len(), 3);
        }
    }

    #[test]
    fn failures_are_counted_by_reason() {
        let mut all = vec![(3, "a".to_owned()), (5, "b".to_owned()), (9, "a".to_owned())];
        let views = failures(&all);
        assert_eq!((views[0].reason, views[0].draws, views[0].first), ("a", 2, 3));
        assert_eq!((views[1].draws, views[1].first), (1, 5));
        all.extend((10..60).map(|draw| (draw, draw.to_string())));
        assert_eq!(failures(&all).len(), REASONS);
    }
}
