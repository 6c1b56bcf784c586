//! Simpler baselines out of a measured one, with their names.

use crate::baseline::{Baseline, SectorInfo, Step};
use comity_model::SectorId;

impl Baseline {
    /// The baseline with all sectors added up into one, whose code is `all`.
    pub fn one_sector(self) -> Self {
        let of = vec![SectorId(0); self.sectors.len()];
        let sector =
            SectorInfo { code: "all".to_owned(), name: "All sectors".to_owned(), ..SectorInfo::default() };
        self.with_sectors(&of, vec![sector], "Added up all sectors into one")
    }

    /// The baseline with sectors added up into their groups, each with its group's name as its code. Sectors without a group
    /// stay as they are.
    pub fn sectors_by_group(self) -> Self {
        let mut sectors: Vec<SectorInfo> = Vec::new();
        let mut of = Vec::new();
        for sector in &self.sectors {
            let known =
                sectors.iter().position(|known| !sector.group.is_empty() && known.group == sector.group);
            of.push(SectorId(known.unwrap_or(sectors.len())));
            if known.is_none() {
                sectors.push(match sector.group.as_str() {
                    "" => sector.clone(),
                    group => {
                        SectorInfo { code: group.to_owned(), name: title(group), group: group.to_owned() }
                    }
                });
            }
        }
        self.with_sectors(&of, sectors, "Added up sectors into their groups")
    }

    /// The baseline without trade in inputs: every sale is final, all of its value is value added.
    pub fn without_inputs(mut self) -> Self {
        self.table = self.table.without_inputs();
        self.step("Took out input linkages: all sales are final demand, all of their value is value added")
    }

    fn with_sectors(mut self, of: &[SectorId], sectors: Vec<SectorInfo>, operation: &str) -> Self {
        self.table = self.table.with_sectors(of, sectors.len());
        self.sectors = sectors;
        self.step(&format!("{operation}; elasticities are means over cross-border trade"))
    }

    fn step(mut self, operation: &str) -> Self {
        self.meta.steps.push(Step { operation: operation.to_owned(), ..Step::default() });
        self
    }
}

/// `digital_services` as `Digital services`.
fn title(group: &str) -> String {
    let words = group.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
