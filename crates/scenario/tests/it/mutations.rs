//! No text makes the reader panic, and every error can be shown.

use crate::common::{rendered, shock};
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

proptest! {
    #[test]
    fn a_changed_scenario_is_read_or_explained(
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
