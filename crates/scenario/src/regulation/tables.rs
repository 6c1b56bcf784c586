//! What converging rules are worth, as tables.

use super::convergence::Convergence;
use crate::error::Error;
use crate::results::Staged;
use comity_data::frame::{Columns, Format};
use std::path::Path;

const FILE: &str = "convergence_of_rules.csv";

/// One thing that rules could do, and what it is worth.
struct Row {
    kind: &'static str,
    of: String,
    first_order: Option<f64>,
    exact: Option<f64>,
    with_trust: Option<f64>,
}

impl Convergence {
    /// `convergence_of_rules.csv`: a row for each world, pair, feature and step of the coalition.
    ///
    /// # Errors
    /// The table cannot be encoded.
    pub fn table(&self) -> Result<Vec<u8>, Error> {
        let mut rows: Vec<Row> = Vec::new();
        let row = |kind, of: &str, first_order, exact, with_trust| Row {
            kind,
            of: of.to_owned(),
            first_order,
            exact,
            with_trust,
        };
        for world in &self.worlds {
            rows.push(row("world", &world.name, None, Some(world.costs_pct), Some(world.with_trust_pct)));
        }
        for pair in &self.pairs {
            rows.push(row("pair", &pair.pair.join("-"), Some(pair.first_order_pct), pair.exact_pct, None));
        }
        for feature in &self.features {
            let first_order = Some(feature.first_order_pct);
            rows.push(row("feature", feature.feature, first_order, feature.exact_pct, None));
        }
        for joined in &self.coalition {
            rows.push(row("coalition", &joined.code, None, Some(joined.world_pct), None));
        }
        // A cell of what was not worked out is empty.
        let column = |of: fn(&Row) -> Option<f64>| -> Vec<String> {
            rows.iter().map(|row| of(row).map(|number| number.to_string()).unwrap_or_default()).collect()
        };
        let (first_order, exact) = (column(|row| row.first_order), column(|row| row.exact));
        let with_trust = column(|row| row.with_trust);
        let mut table = Columns::new();
        table.text("kind", rows.iter().map(|row| row.kind));
        table.text("of", rows.iter().map(|row| row.of.as_str()));
        table.text("first_order_pct", first_order.iter().map(String::as_str));
        table.text("exact_pct", exact.iter().map(String::as_str));
        table.text("with_trust_pct", with_trust.iter().map(String::as_str));
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
