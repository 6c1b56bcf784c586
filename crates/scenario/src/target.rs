//! What entries apply themselves to.

use crate::diagnostic::Fault;
use crate::error::Error;
use crate::select::{Selector, Warnings};
use crate::source::Source;
use comity_data::FileHash;
use comity_model::Shock;
use std::fmt::Display;

/// The shock in the making, what it is made for, and what came up on the way.
pub(crate) struct Target<'a> {
    pub selector: &'a Selector<'a>,
    pub source: &'a Source,
    pub shock: Shock,
    /// Names of the model's factors.
    pub factors: Vec<String>,
    pub files: Vec<FileHash>,
    pub warnings: Vec<String>,
}

impl<'a> Target<'a> {
    /// A shock that entries have yet to change.
    pub fn new(selector: &'a Selector<'a>, source: &'a Source, shock: Shock, factors: Vec<String>) -> Self {
        Self { selector, source, shock, factors, files: Vec::new(), warnings: Vec::new() }
    }

    /// Warns about a place in the scenario.
    pub fn warn(&mut self, offset: usize, warning: impl Display) {
        self.warnings.push(format!("{warning} ({})", self.source.line_of(offset)));
    }

    /// What `pick` selects, and whether it had anything to warn about.
    pub fn select<T>(
        &mut self,
        pick: impl FnOnce(&Selector, &mut Warnings) -> Result<T, Fault>,
    ) -> Result<(T, bool), Error> {
        let mut warnings = Warnings::new();
        let picked = pick(self.selector, &mut warnings).map_err(|fault| self.source.error(fault))?;
        let warned = !warnings.is_empty();
        for (offset, warning) in warnings {
            self.warn(offset, warning);
        }
        Ok((picked, warned))
    }
}
