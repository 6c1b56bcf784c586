//! What converging rules are worth, as tables.

use super::convergence::Convergence;
use crate::error::Error;
use crate::results::Staged;
use comity_data::frame::{Columns, Format};
use std::path::Path;

const FILE: &str = "convergence_of_rules.csv";

impl Convergence {
    /// `convergence_of_rules.csv`: a row for each world, pair, feature and step of the coalition.
    ///
    /// # Errors
    /// The table cannot be encoded.
    pub fn table(&self) -> Result<Vec<u8>, Error> {
        let mut rows: Vec<(&str, String, Option<f64>, Option<f64>, Option<f64>)> = Vec::new();
        for world in &self.worlds {
            rows.push(("world", world.name.clone(), None, Some(world.costs_pct), Some(world.with_trust_pct)));
        }
        for pair in &self.pairs {
            rows.push(("pair", pair.pair.join("-"), Some(pair.first_order_pct), pair.exact_pct, None));
        }
        for feature in &self.features {
            let name = feature.feature.to_owned();
            rows.push(("feature", name, Some(feature.first_order_pct), feature.exact_pct, None));
        }
        for joined in &self.coalition {
            rows.push(("coalition", joined.code.clone(), None, Some(joined.world_pct), None));
        }
        // A cell of what was not worked out is empty.
        let cell = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
        let column = |of: fn(&(&str, String, Option<f64>, Option<f64>, Option<f64>)) -> Option<f64>| {
            rows.iter().map(|row| cell(of(row))).collect::<Vec<String>>()
        };
        let mut table = Columns::new();
        let [first_order, exact, trust] = [column(|row| row.2), column(|row| row.3), column(|row| row.4)];
        table.text("kind", rows.iter().map(|row| row.0));
        table.text("of", rows.iter().map(|row| row.1.as_str()));
        table.text("first_order_pct", first_order.iter().map(String::as_str));
        table.text("exact_pct", exact.iter().map(String::as_str));
        table.text("with_trust_pct", trust.iter().map(String::as_str));
        Ok(table.encode(FILE, Format::Csv)?)
    }

    /// Writes it.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), Error> {
        Staged::write(folder, &[(FILE, self.table()?)])
    }
}
