//! For each economy and feature the strictest measure in force.

use crate::date::Date;
use crate::draws::Draw;
use crate::experiment::Experiment;
use crate::rules::{Entry, Rules};

/// The strictest requirement of each feature, by economy.
#[derive(Debug, Clone)]
pub(crate) struct Strictest<'a> {
    features: usize,
    /// By economy and feature; what is not required is 0.
    cells: Vec<Cell<'a>>,
}

/// A level and the measure that requires it.
pub(crate) type Cell<'a> = (f64, Option<&'a Entry<'a>>);

impl<'a> Strictest<'a> {
    /// On a day, with levels as they are or as drawn, but for what an experiment changes.
    pub fn on(rules: &'a Rules<'a>, date: Date, experiment: &Experiment, draw: Option<Draw>) -> Self {
        let level = |entry: &Entry| experiment.level(entry).unwrap_or_else(|| entry.stringency_in(draw));
        let own = |code: &str| {
            let mut cells = own(rules, code, date, level);
            let in_force =
                |id: &str| rules.entries(code).iter().find(|entry| entry.measure.id == id && entry.on(date));
            experiment.edit(code, in_force, &mut cells);
            cells
        };
        let features = rules.registry.taxonomy.features.len();
        let mut cells: Vec<Cell> = Vec::with_capacity(features * rules.economies().len());
        for code in rules.economies() {
            cells.extend(own(code));
        }
        for (union, members) in rules.unions(date) {
            let law = own(&union.code);
            for economy in members {
                for (cell, union) in cells[economy * features..][..features].iter_mut().zip(&law) {
                    stricter(cell, *union);
                }
            }
        }
        experiment.adopt(features, &mut cells);
        Self { features, cells }
    }

    /// The features of an economy.
    pub fn of(&self, economy: usize) -> &[Cell<'a>] {
        &self.cells[economy * self.features..][..self.features]
    }
}

/// What a jurisdiction's own measures require on a day, by feature.
pub(crate) fn own<'a>(
    rules: &'a Rules<'a>,
    code: &str,
    date: Date,
    level: impl Fn(&Entry) -> f64,
) -> Vec<Cell<'a>> {
    let mut cells: Vec<Cell> = vec![(0.0, None); rules.registry.taxonomy.features.len()];
    for entry in rules.entries(code).iter().filter(|entry| entry.on(date)) {
        stricter(&mut cells[entry.feature], (level(entry), Some(entry)));
    }
    cells
}

/// Of two that are as strict as each other the first stays.
pub(crate) fn stricter<'a>(cell: &mut Cell<'a>, other: Cell<'a>) {
    if other.0 > cell.0 {
        *cell = other;
    }
}
