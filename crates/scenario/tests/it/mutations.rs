//! No text makes the reader panic, and every error can be shown.

use crate::common::{rendered, shock, source};
use comity_scenario::{Options, Run, Scenario};
use proptest::prelude::*;

const SCENARIO: &str = concat!(
    include_str!("../../src/template.toml"),
    "\n[parameters]\nschool = \"cautious\"\nadoption.speed = { value = 0.3, low = 0.2, distribution = \"pert\" }\n",
    "\"productivity.exposure\" = { c14 = 0.2, \"group:digital_services\" = 0.4, scale = 1.1 }\n",
);

/// Words that scenarios are made of, and characters that trouble readers.
const PIECES: [&str; 24] = [
    "\"",
    "[",
    "]",
    "[[",
    "=",
    "\n",
    "\r\n",
    "\t",
    "#",
    "nan",
    "inf",
    "-1",
    "1e999",
    "0x1F",
    "é",
    "日本",
    "\u{0}",
    "\u{202e}",
    "\u{fe0f}",
    "all",
    "group:",
    "[[tariff]]",
    "file = \"files/costs.csv\"\n",
    "closure",
];

/// Every key of `[model]`.
const MODEL: &str = "name = \"Test\"
baseline = \"world\"
[model]
sectors = \"all\"
inputs = true
substitution = { final_demand = 0.8, value_added = 0.6, inputs = 0.2 }
[model.scale]
all = 0.01
\"group:ai_hardware\" = 0.05
[model.factors.skilled]
share = 0.3
supply_elasticity = 0.5
wage = true
[model.factors.labour]
share = 0.3
wage_floor = 0.99
[model.factors.capital]
share = 0.3
long_run = true
specific = false
[model.factors.land]
specific = true
[[factor_supply]]
of = \"skilled\"
factor = 1.1
[[productivity]]
on = \"labour\"
factor = 1.05
[[trade_cost]]
sectors = \"c14\"
origins = \"CHN\"
destinations = \"USA\"
ban = true
";

/// What `[model]` is damaged with.
const MODEL_PIECES: [&str; 16] = [
    "0",
    "-1",
    "1e999",
    "nan",
    "inf",
    "true",
    "\"",
    "[",
    "]",
    "=",
    "\n",
    "long_run = true\n",
    "labour",
    "all",
    "share = 0.5\n",
    "1",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_model_is_solved_or_explained(
        edits in prop::collection::vec((22..MODEL.len(), 0..10_usize, 0..MODEL_PIECES.len()), 1..4),
    ) {
        let mut text = MODEL.to_owned();
        for (at, removed, piece) in edits {
            let start = text.floor_char_boundary(at.min(text.len()));
            let end = text.ceil_char_boundary((start + removed).min(text.len()));
            text.replace_range(start..end, MODEL_PIECES[piece]);
        }
        match Scenario::parse(source(&text)).and_then(|scenario| Run::new(scenario, &Options::default())) {
            Ok(run) => prop_assert!(run.outcome.world.real_income.is_finite()),
            Err(error) => prop_assert!(!rendered(&error).is_empty()),
        }
    }
}

#[test]
fn the_model_that_is_damaged_is_right() {
    Run::new(Scenario::parse(source(MODEL)).unwrap(), &Options::default()).unwrap();
}

proptest! {
    #[test]
    fn a_changed_scenario_scenario_is_read_or_explained(
        edits in prop::collection::vec((0..SCENARIO.len(), 0..12_usize, 0..PIECES.len()), 1..6),
    ) {
        let mut text = SCENARIO.to_owned();
        for (at, removed, piece) in edits {
            let start = text.floor_char_boundary(at.min(text.len()));
            let end = text.ceil_char_boundary((start + removed).min(text.len()));
            text.replace_range(start..end, PIECES[piece]);
        }
        if let Err(error) = shock(&text) {
            prop_assert!(!rendered(&error).is_empty());
        }
    }

    #[test]
    fn any_text_is_read_or_explained(text in any::<String>()) {
        if let Err(error) = shock(&text) {
            prop_assert!(!rendered(&error).is_empty());
        }
    }
}
