//! What a scenario's channels of AI are worked out from before anything is drawn: it says which parameters are drawn without being named,
//! and draws begin with it.

use super::moves::{Moves, RULES};
use super::table::{Parameter, Table};
use crate::ai::Effects;
use crate::ai::adoption::{Adopters, Relations};
use crate::ai::channels::{Channel, Ground};
use crate::diagnostic::Fault;
use crate::error::Error;
use crate::parameters::Parameters;
use crate::regulation::Regulation;
use crate::run::Run;
use crate::select::Warnings;
use comity_model::{Calibration, PerSector, Shock};
use std::sync::Arc;

/// What a run as written rests on.
pub(super) struct Central {
    /// Parameters and how they have been read.
    parameters: Option<Parameters>,
    /// Whether burdens or trust of rules matter to it.
    rules: bool,
}

/// What is drawn, and what the user may not have meant.
pub(super) struct Found {
    pub parameters: Vec<Parameter>,
    pub warnings: Warnings,
}

impl Central {
    /// Reads what channels read in a run, and no more.
    pub fn new(run: &Run) -> Self {
        let read = |effects: &Effects| {
            let parameters = run.scenario.parameters().unread();
            Relations::new(&parameters, effects.adoption.measure);
            let year = run.path.as_ref().map_or(effects.year, |path| path.last);
            let calibration = &run.benchmark.calibration;
            let ground = Arc::new(Ground::new(&run.baseline, calibration));
            effects.with(None, year, &ground, calibration, &calibration.theta, &parameters);
            parameters
        };
        let moved_by_rules = |effects: &Effects| {
            let on = |channel| effects.options.channels.contains(&channel);
            effects.regulation.is_some() && (on(Channel::Regulation) || on(Channel::Trust))
        };
        let effects = run.effects.as_ref();
        Self { parameters: effects.map(read), rules: effects.is_some_and(moved_by_rules) }
    }

    /// What the table names; where there is AI also the elasticities, every uncertain parameter that channels read, and rules.
    pub fn parameters_of(&self, table: &Table) -> Result<Found, Fault> {
        let mut parameters = table.parameters.clone();
        let reads = |id: &str| {
            let read = self.parameters.as_ref().and_then(|read| read.find(id).ok());
            read.is_some_and(|setting| setting.used()) || (id == RULES && self.rules)
        };
        for parameter in &parameters {
            if let Moves::Parameter(id) = parameter.moves
                && !reads(id)
            {
                return Err(Fault::at(parameter.span.clone(), format!("no channel of AI reads `{id}` here"))
                    .hint("only what channels that are on read can be drawn; [parameters] sets the others"));
            }
        }
        let mut warnings = Warnings::new();
        for word in table.fixed.iter().filter(|word| word.get_ref() != "theta" && !reads(word.get_ref())) {
            let message = format!("`{}` is fixed, but nothing here would draw it", word.get_ref());
            warnings.push((word.span().start, message));
        }
        let Some(read) = &self.parameters else { return Ok(Found { parameters, warnings }) };
        let fixed = |id: &str| table.fixed.iter().any(|word| word.get_ref() == id);
        if !fixed("theta") && !parameters.iter().any(|parameter| parameter.moves == Moves::Theta) {
            parameters.push(Parameter::theta());
        }
        if self.rules && !fixed(RULES) {
            parameters.push(Parameter::rules());
        }
        for (setting, distribution) in read.uncertain() {
            let id = setting.parameter.id.as_str();
            let named = parameters.iter().any(|parameter| parameter.moves == Moves::Parameter(id));
            if !named && !fixed(id) {
                parameters.push(Parameter::of_ai(id, distribution));
            }
        }
        Ok(Found { parameters, warnings })
    }
}

/// What AI does under drawn parameters, in the world of one year.
#[derive(Debug, Clone)]
pub(super) struct Drawing {
    /// As the scenario has them until some are drawn.
    parameters: Parameters,
    effects: Effects,
    adopters: Arc<Adopters>,
    ground: Arc<Ground>,
    year: u16,
}

impl Drawing {
    /// In the world of a calibration, which on a path is that of a year; `None` where there is no AI.
    pub fn new(run: &Run, year: Option<u16>, calibration: &Calibration) -> Result<Option<Self>, Error> {
        let Some(effects) = &run.effects else { return Ok(None) };
        Ok(Some(Self {
            parameters: run.scenario.parameters().clone(),
            effects: effects.clone(),
            adopters: Arc::new(run.scenario.adopters(&run.baseline)?),
            ground: Arc::new(Ground::new(&run.baseline, calibration)),
            year: year.unwrap_or(effects.year),
        }))
    }

    /// Sets a parameter; false if the equations cannot bear the value.
    pub fn set(&mut self, id: &str, value: f64) -> bool {
        self.parameters.find(id).is_ok_and(|setting| setting.bears(value))
            && self.parameters.set(id, value).is_ok()
    }

    /// Puts rules as drawn in the place of those as coded.
    pub fn set_rules(&mut self, rules: &Arc<Regulation>) {
        self.effects.regulation = Some(Arc::clone(rules));
    }

    /// What AI does under the parameters as they are and these elasticities, with what other entries do, if there are any.
    pub fn shock(&mut self, entries: Option<Shock>, theta: &PerSector, calibration: &Calibration) -> Shock {
        let relations = Relations::new(&self.parameters, self.effects.adoption.measure);
        self.effects.adoption = self.adopters.under(relations);
        self.effects.with(entries, self.year, &self.ground, calibration, theta, &self.parameters)
    }
}
