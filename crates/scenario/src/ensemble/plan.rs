//! What is drawn: parameters become columns of numbers, and columns become factors, which are independent of one another.
//!
//! Solves are numbered: first the draws; then, for Sobol indices, for each of the first `base` draws one of a second sample
//! and one a factor that mixes both (Saltelli 2010).

use super::central::Central;
use super::copula::Copula;
use super::design::{Cube, Stream};
use super::moves::{As, Moves};
use super::table::{Parameter, Table};
use crate::diagnostic::Fault;
use crate::error::Error;
use crate::run::Run;
use crate::select::{Selector, Warnings};
use comity_model::SectorId;
use std::collections::HashSet;
use std::ops::Range;

/// Everything that is drawn, and how.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub parameters: Vec<Planned>,
    /// Names of the drawn numbers.
    pub columns: Vec<String>,
    pub factors: Vec<Factor>,
    /// The dimension of the cube that each column takes its coordinates from.
    pub dimensions: Vec<usize>,
    pub cube: Cube,
}

/// A parameter that has met the baseline.
#[derive(Debug, Clone)]
pub(super) struct Planned {
    pub parameter: Parameter,
    pub columns: Range<usize>,
    /// The sectors whose elasticity it moves; as many as columns, where it has one a sector.
    pub sectors: Vec<SectorId>,
}

/// Columns that move together, independent of all others.
#[derive(Debug, Clone)]
pub(super) struct Factor {
    pub name: String,
    pub columns: Vec<usize>,
    copula: Option<Copula>,
}

/// One of the numbered solves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Task {
    /// A draw.
    Draw(usize),
    /// The same row of the second sample.
    Second(usize),
    /// The draw with one factor from the second sample.
    Mixed(usize, usize),
}

impl Plan {
    /// Brings a table and a baseline together. The caller knows from its factors how many rows the second sample gets.
    pub fn new(table: &Table, run: &mut Run, cube: Cube) -> Result<Self, Error> {
        let mut plan = Self {
            parameters: Vec::new(),
            columns: Vec::new(),
            factors: Vec::new(),
            dimensions: Vec::new(),
            cube,
        };
        let mut warnings = Warnings::new();
        let central = Central::new(run);
        let found = central.parameters_of(table).map_err(|fault| run.scenario.source.error(fault))?;
        run.warnings.extend(
            found
                .warnings
                .into_iter()
                .map(|(offset, warning)| format!("{warning} ({})", run.scenario.source.line_of(offset))),
        );
        for parameter in &found.parameters {
            plan.add(parameter, run, &mut warnings).map_err(|fault| run.scenario.source.error(fault))?;
        }
        for (offset, warning) in warnings {
            let place = run.scenario.source.line_of(offset);
            run.warnings.push(format!("{warning} ({place})"));
        }
        plan.set_factors(table);
        plan.cube.dimensions = plan.columns.len();
        plan.dimensions = (0..plan.columns.len()).collect();
        Ok(plan)
    }

    fn add(&mut self, parameter: &Parameter, run: &Run, warnings: &mut Warnings) -> Result<(), Fault> {
        let sectors = match parameter.moves {
            Moves::Entry(_) | Moves::Parameter(_) | Moves::Rules => Vec::new(),
            Moves::Theta => {
                let selector = Selector::new(&run.baseline);
                let except = selector.except(&parameter.except, warnings)?;
                selector.sectors(parameter.sectors.as_deref(), &except, warnings)?
            }
        };
        let start = self.columns.len();
        match parameter.by_sector {
            Some(_) => {
                let code = |&sector: &SectorId| format!("{}:{}", parameter.name, run.sector_code(sector));
                self.columns.extend(sectors.iter().map(code));
            }
            None => self.columns.push(parameter.name.clone()),
        }
        let columns = start..self.columns.len();
        let mut names = HashSet::new();
        if let Some(twice) = self.columns.iter().find(|name| !names.insert(name.as_str())) {
            let message = format!("two columns of the results would be called `{twice}`");
            return Err(Fault::at(parameter.span.clone(), message).hint("give this parameter another `name`"));
        }
        self.parameters.push(Planned { parameter: parameter.clone(), columns, sectors });
        Ok(())
    }

    fn set_factors(&mut self, table: &Table) {
        for (at, planned) in self.parameters.iter().enumerate() {
            let group = table.correlated.iter().find(|group| group.members.contains(&at));
            match group {
                Some(group) if group.members.first() == Some(&at) => {
                    let members = group.members.iter().map(|&member| &self.parameters[member]);
                    self.factors.push(Factor {
                        name: members
                            .clone()
                            .map(|member| member.parameter.name.as_str())
                            .collect::<Vec<_>>()
                            .join(" + "),
                        columns: members.flat_map(|member| member.columns.clone()).collect(),
                        copula: Some(group.copula.clone()),
                    });
                }
                Some(_) => {}
                None if planned.columns.is_empty() => {}
                None => {
                    let correlation = planned.parameter.by_sector.filter(|&correlation| correlation > 0.0);
                    let copula = correlation.map(|between| Copula::equal(between, planned.columns.len()));
                    self.factors.push(Factor {
                        name: planned.parameter.name.clone(),
                        columns: planned.columns.clone().collect(),
                        copula: copula.and_then(Result::ok),
                    });
                }
            }
        }
    }

    /// The column whose number stands for a draw of rules, if they are drawn.
    pub fn rules(&self) -> Option<usize> {
        let drawn = self.parameters.iter().find(|planned| planned.parameter.moves == Moves::Rules);
        drawn.map(|planned| planned.columns.start)
    }

    pub fn draws(&self) -> usize {
        self.cube.draws
    }

    /// The number of draws that Sobol indices build on.
    pub fn base(&self) -> usize {
        self.cube.second
    }

    /// How many solves there are.
    pub fn solves(&self) -> usize {
        self.draws() + self.base() * (1 + self.factors.len())
    }

    pub fn task(&self, number: usize) -> Task {
        let Some(further) = number.checked_sub(self.draws()) else { return Task::Draw(number) };
        let width = 1 + self.factors.len();
        match further % width {
            0 => Task::Second(further / width),
            factor => Task::Mixed(further / width, factor - 1),
        }
    }

    /// The numbers drawn for a task, by column.
    pub fn numbers(&self, task: Task) -> Vec<f64> {
        let mut numbers = vec![0.0; self.columns.len()];
        for (at, factor) in self.factors.iter().enumerate() {
            let (row, stream) = match task {
                Task::Draw(row) => (row, Stream::Draws),
                Task::Second(row) => (row, Stream::Second),
                Task::Mixed(row, mixed) if mixed == at => (row, Stream::Second),
                Task::Mixed(row, _) => (row, Stream::Draws),
            };
            let coordinate = |&column: &usize| self.cube.coordinate(stream, row, self.dimensions[column]);
            let mut coordinates: Vec<f64> = factor.columns.iter().map(coordinate).collect();
            if let Some(copula) = &factor.copula {
                copula.correlate(&mut coordinates);
            }
            for (&column, coordinate) in factor.columns.iter().zip(coordinates) {
                numbers[column] = coordinate;
            }
        }
        for planned in &self.parameters {
            for number in &mut numbers[planned.columns.clone()] {
                *number = planned.parameter.distribution.quantile(*number);
            }
        }
        numbers
    }
}

impl Planned {
    /// Each sector whose elasticity it moves, and the column that moves it.
    pub fn elasticities(&self) -> impl Iterator<Item = (SectorId, usize)> {
        let step = usize::from(self.parameter.by_sector.is_some());
        self.sectors.iter().enumerate().map(move |(at, &sector)| (sector, self.columns.start + at * step))
    }

    pub fn takes(&self) -> As {
        self.parameter.takes
    }
}
