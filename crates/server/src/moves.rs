//! Positions of sliders, as the scenario that says the same: the page and the command line have one way to an answer.

use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Positions of sliders. What is left out stays as it is.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Moves {
    /// What happens to deficits: `balanced`, `fixed` or `proportional`.
    pub closure: Option<String>,
    /// What AI does; nothing if left out.
    pub ai: Option<Ai>,
    /// Iceberg costs that change; entries multiply.
    #[serde(default)]
    pub trade_costs: Vec<TradeCost>,
    /// Rules on AI and data that become others; those of today if left out.
    pub rules: Option<Rules>,
    /// New tariff rates; later entries win.
    #[serde(default)]
    pub tariffs: Vec<Tariff>,
}

/// What AI does.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ai {
    /// The year looked at, from 2020 to 2100; 2040 if left out.
    #[schema(minimum = 2020, maximum = 2100)]
    pub year: Option<u16>,
    /// The school whose parameters hold, such as `central`.
    pub school: Option<String>,
    /// Channels that are off.
    #[serde(default)]
    pub without: Vec<String>,
    /// By channel that is on: a factor from 0 on on what it does; 1 is as the parameters say.
    #[serde(default)]
    pub scale: BTreeMap<String, f64>,
    /// By selector of economies, such as `income:low`: how much of the gap in adoption to economies of high income closes by the
    /// year, from 0 to 1.
    #[serde(default)]
    pub catch_up: BTreeMap<String, f64>,
}

/// A change of iceberg costs.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TradeCost {
    /// Selectors; all if empty.
    #[serde(default)]
    pub sectors: Vec<String>,
    /// Selectors; all if empty.
    #[serde(default)]
    pub origins: Vec<String>,
    /// Selectors; all if empty.
    #[serde(default)]
    pub destinations: Vec<String>,
    /// Factor on the cost; 1 changes nothing.
    pub factor: f64,
}

/// What becomes of rules on AI and data, and how far. What is left out stays.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// How much of the way from the rules of today to these is gone, from 0 to 1; all of it if left out.
    pub share: Option<f64>,
    /// Selectors of economies that recognise each other's assessments.
    #[serde(default)]
    pub recognition: Vec<String>,
    /// Selectors of economies that refer to the same international standard.
    #[serde(default)]
    pub standard: Vec<String>,
    /// The code of the economy whose rules all adopt.
    pub adopt: Option<String>,
    /// Economies that share rules and recognise nobody else's.
    #[serde(default)]
    pub blocs: Vec<Bloc>,
    /// How many levels the duties of one bloc fall short of those of another at least, from 0 to 3.
    pub divergence: Option<f64>,
}

/// Economies that share rules.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Bloc {
    /// Selectors.
    pub economies: Vec<String>,
    /// The code of the one whose rules they have.
    pub leader: Option<String>,
}

/// A new tariff rate.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Tariff {
    /// Selectors; all if empty.
    #[serde(default)]
    pub sectors: Vec<String>,
    /// Selectors; all if empty.
    #[serde(default)]
    pub origins: Vec<String>,
    /// Selectors; all if empty.
    #[serde(default)]
    pub destinations: Vec<String>,
    /// Ad valorem rate; 0.1 is 10 percent.
    pub rate: f64,
}

/// Catching up begins when effects begin to count.
const SINCE: u16 = 2025;
const YEAR: u16 = 2040;

impl Moves {
    /// The text of the scenario that says the same.
    pub fn scenario(&self, baseline: &str) -> String {
        let mut text = format!("name = \"What if\"\nbaseline = {}\n", quoted(baseline));
        if let Some(closure) = &self.closure {
            text += &format!("closure = {}\n", quoted(closure));
        }
        if let Some(ai) = &self.ai {
            ai.write(&mut text);
        }
        for entry in &self.trade_costs {
            text += "\n[[trade_cost]]\n";
            select(&mut text, &entry.sectors, &entry.origins, &entry.destinations);
            text += &format!("factor = {}\n", number(entry.factor));
        }
        if let Some(rules) = &self.rules {
            rules.write(&mut text);
        }
        for entry in &self.tariffs {
            text += "\n[[tariff]]\n";
            select(&mut text, &entry.sectors, &entry.origins, &entry.destinations);
            text += &format!("rate = {}\n", number(entry.rate));
        }
        text
    }
}

impl Ai {
    fn write(&self, text: &mut String) {
        let year = self.year.unwrap_or(YEAR);
        *text += &format!("\n[ai]\nyear = {year}\n");
        if let Some(school) = &self.school {
            *text += &format!("school = {}\n", quoted(school));
        }
        if !self.without.is_empty() {
            *text += &format!("without = {}\n", list(&self.without));
        }
        if !self.scale.is_empty() {
            let factors =
                self.scale.iter().map(|(channel, &by)| format!("{} = {}", quoted(channel), number(by)));
            *text += &format!("scale = {{ {} }}\n", factors.collect::<Vec<_>>().join(", "));
        }
        for (economies, &share) in self.catch_up.iter().filter(|&(_, &share)| share != 0.0) {
            *text += &format!(
                "\n[[adoption.catch_up]]\neconomies = [{}]\nto = [\"income:high\"]\nshare = {}\nfrom = {}\nby = {year}\n",
                quoted(economies),
                number(share),
                SINCE.min(year.saturating_sub(1)),
            );
        }
    }
}

impl Rules {
    fn write(&self, text: &mut String) {
        *text += "\n[regulation]\n";
        for (key, value) in [("share", self.share), ("divergence", self.divergence)] {
            if let Some(value) = value {
                *text += &format!("{key} = {}\n", number(value));
            }
        }
        if let Some(code) = &self.adopt {
            *text += &format!("\n[[regulation.adopt]]\neconomies = [\"all\"]\nrules_of = {}\n", quoted(code));
        }
        for (entry, among) in [("recognition", &self.recognition), ("standard", &self.standard)] {
            if !among.is_empty() {
                *text += &format!("\n[[regulation.{entry}]]\namong = {}\n", list(among));
            }
        }
        for bloc in &self.blocs {
            *text += &format!("\n[[regulation.bloc]]\neconomies = {}\n", list(&bloc.economies));
            if let Some(leader) = &bloc.leader {
                *text += &format!("leader = {}\n", quoted(leader));
            }
        }
    }
}

fn select(text: &mut String, sectors: &[String], origins: &[String], destinations: &[String]) {
    for (key, words) in [("sectors", sectors), ("origins", origins), ("destinations", destinations)] {
        if !words.is_empty() {
            *text += &format!("{key} = {}\n", list(words));
        }
    }
}

fn list(words: &[String]) -> String {
    format!("[{}]", words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", "))
}

/// A string of JSON is one of TOML too, but for DEL, which TOML wants escaped.
fn quoted(word: &str) -> String {
    serde_json::Value::from(word).to_string().replace('\u{7f}', "\\u007F")
}

/// With a point, as TOML wants of a number that is not whole.
fn number(value: f64) -> String {
    format!("{value:?}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use comity_scenario::{Scenario, Source};

    #[test]
    fn words_cannot_leave_their_quotes() {
        for word in ["a\"]\nfile = \"x", "\\", "\u{7f}\u{0}\t", "é\u{2028}"] {
            let table: toml::Table = toml::from_str(&format!("x = {}", quoted(word))).unwrap();
            assert_eq!(table["x"].as_str(), Some(word));
        }
    }

    const MOVES: &str = r#"{"closure": "fixed",
                "ai": {"year": 2035, "school": "central", "without": ["energy"], "scale": {"logistics": 0.5, "trust": 2}, "catch_up": {"income:low": 0.5, "income:high": 0}},
                "rules": {"share": 0.5, "recognition": ["income:high"], "standard": ["all"], "adopt": "DEU", "divergence": 0.5,
                    "blocs": [{"economies": ["USA", "CAN"], "leader": "USA"}, {"economies": ["CHN"]}]},
                "trade_costs": [{"sectors": ["group:digital_services"], "destinations": ["income:low"], "factor": 0.9}],
                "tariffs": [{"sectors": ["c14"], "destinations": ["USA"], "rate": 1e-7}]}"#;

    #[test]
    fn damaged_moves_are_an_error_or_a_scenario_whose_text_is_toml() {
        let mut read = 0;
        for seed in 0..4000 {
            let text = comity_fuzz::Mutator::new(seed).damaged(&[MOVES.as_bytes().to_vec()]);
            let Ok(moves) = serde_json::from_slice::<Moves>(&text) else { continue };
            read += 1;
            let text = moves.scenario("wiod-2011");
            assert!(toml::from_str::<toml::Table>(&text).is_ok(), "{text}");
            // It may name what is not there, and then says so.
            if let Err(error) = Scenario::parse(Source::alone("a.toml", text)) {
                assert!(!error.to_string().is_empty());
            }
        }
        assert!(read > 100, "{read} of them were moves at all");
    }

    #[test]
    fn a_year_that_cannot_be_is_the_scenarios_to_refuse() {
        let moves = r#"{"ai": {"year": 0, "catch_up": {"income:low": 0.5}}}"#;
        let text = serde_json::from_str::<Moves>(moves).unwrap().scenario("wiod-2011");
        assert!(text.contains("year = 0\n"), "{text}");
        Scenario::parse(Source::alone("a.toml", text)).unwrap_err();
    }

    #[test]
    fn every_slider_is_a_scenario_that_reads() {
        let moves: Moves = serde_json::from_str(MOVES).unwrap();
        let text = moves.scenario("wiod-2011");
        assert!(text.contains("rate = 1e-7") && !text.contains("income:high\"]\nto"), "{text}");
        Scenario::parse(Source::alone("a.toml", text)).unwrap();
    }
}
