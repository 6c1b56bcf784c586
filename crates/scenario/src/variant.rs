//! `[model]`: which version of the model a scenario asks for.

use crate::diagnostic::Fault;
use crate::fields::Fields;
use comity_data::{Baseline, nearest};

/// What a scenario changes about the model itself; by default nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Variant {
    sectors: Sectors,
    without_inputs: bool,
}

/// Into how many sectors the baseline is added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Sectors {
    /// As many as the baseline has.
    #[default]
    All,
    /// One for each group.
    Groups,
    /// A single one.
    One,
}

const SECTORS: [(&str, Sectors); 3] =
    [("all", Sectors::All), ("groups", Sectors::Groups), ("one", Sectors::One)];

impl Variant {
    pub fn parse(fields: &Fields) -> Result<Self, Fault> {
        let Some(table) = fields.table("model")? else { return Ok(Self::default()) };
        let fields = Fields::new(table, "[model]", &["sectors", "inputs"])?;
        let mut variant = Self::default();
        if let Some(word) = fields.text("sectors")? {
            let known = SECTORS.iter().find(|(known, _)| known == word.get_ref());
            variant.sectors = known.map(|&(_, sectors)| sectors).ok_or_else(|| {
                let message = format!("`sectors` in [model] cannot be `{}`", word.get_ref());
                Fault::at(word.span(), message)
                    .hint(nearest::one_of(word.get_ref(), &SECTORS.map(|(word, _)| word)))
            })?;
        }
        variant.without_inputs = fields.flag("inputs")? == Some(false);
        Ok(variant)
    }

    /// The baseline as this version of the model sees it.
    pub fn of(self, baseline: Baseline) -> Baseline {
        let baseline = match self.sectors {
            Sectors::All => baseline,
            Sectors::Groups => baseline.sectors_by_group(),
            Sectors::One => baseline.one_sector(),
        };
        if self.without_inputs { baseline.without_inputs() } else { baseline }
    }
}
