//! The numbers that the equations of artificial intelligence rest on: each with a range, a source and a meaning.
//!
//! | file | what it does |
//! |---|---|
//! | `parameter` | what a parameter is, as `assets/parameters` writes it |
//! | `library` | the parameters and schools that ship |
//! | `id` | ids that the compiler checks |
//! | `setting` | what a parameter is set to in one scenario, and who set it |
//! | `shown` | that for people and programs |
//! | `table` | `[parameters]` of a scenario |
//!
//! ```
//! use comity_scenario::{id, parameters::Parameters};
//! let parameters = Parameters::library();
//! let saving = parameters.value(id!("productivity.saving"));
//! let exposure = parameters.by_sector(id!("productivity.exposure"), "c28", "digital_services");
//! assert!(saving * exposure > 0.0);
//! let cautious = parameters.with_school("cautious")?;
//! assert!(cautious.value(id!("productivity.feasible_share")) > 0.0);
//! # Ok::<(), comity_scenario::parameters::Unknown>(())
//! ```

mod id;
mod library;
mod parameter;
mod setting;
mod shown;
mod table;

pub use id::Id;
pub use library::{School, Set, Topic};
pub use parameter::{Parameter, Seen, Shape, Source, Status};
pub use setting::{Change, Setting};
pub use shown::Shown;
pub(crate) use table::{Doubts, parse};

use crate::ensemble::Distribution;
use comity_data::nearest::{Candidate, did_you_mean};
use library::LIBRARY;
use thiserror::Error;

/// The school whose values are those of the library.
const CENTRAL: &str = "central";

/// Every parameter and what it is set to.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameters {
    school: &'static str,
    settings: Vec<Setting>,
}

/// A name that no parameter or school has.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("there is no {what} `{name}`")]
pub struct Unknown {
    /// `parameter` or `school`.
    pub what: &'static str,
    /// The wrong name.
    pub name: String,
    /// What to do about it.
    pub hint: String,
}

impl Default for Parameters {
    fn default() -> Self {
        Self::library()
    }
}

impl Parameters {
    /// Every parameter as the library has it.
    pub fn library() -> Self {
        Self { school: CENTRAL, settings: LIBRARY.parameters.iter().map(Setting::new).collect() }
    }

    /// What the topics are about, in the library's order.
    pub fn topics() -> &'static [Topic] {
        &LIBRARY.topics
    }

    /// The schools that ship, the central one among them.
    pub fn schools() -> &'static [School] {
        &LIBRARY.schools
    }

    /// The school followed.
    pub fn school(&self) -> &'static str {
        self.school
    }

    /// The value of a parameter.
    pub fn value(&self, id: Id) -> f64 {
        self.known(id).map_or(f64::NAN, Setting::read)
    }

    /// The value for a sector: that of its code, else of its group, else the one for all others.
    pub fn by_sector(&self, id: Id, code: &str, group: &str) -> f64 {
        self.entry(id, &[("", code), ("group", group)])
    }

    /// The value for an economy: that of its code, else of its income group, else the one for all others.
    pub fn by_economy(&self, id: Id, code: &str, income_group: &str) -> f64 {
        self.entry(id, &[("", code), ("income", income_group)])
    }

    /// The value for an income group, or the one for all others.
    pub fn by_income(&self, id: Id, income_group: &str) -> f64 {
        self.entry(id, &[("income", income_group)])
    }

    /// What draws of a parameter spread over, unless it is never drawn.
    pub fn distribution(&self, id: Id) -> Option<Distribution> {
        self.known(id).and_then(Setting::distribution)
    }

    /// A parameter by an id that a user typed.
    ///
    /// # Errors
    /// There is no such parameter.
    pub fn find(&self, id: &str) -> Result<&Setting, Unknown> {
        self.setting(id).ok_or_else(|| unknown_parameter(id))
    }

    /// Every parameter, in the order of topics and their files.
    pub fn iter(&self) -> impl Iterator<Item = &Setting> {
        self.settings.iter()
    }

    /// Those that have been read.
    pub fn used(&self) -> impl Iterator<Item = &Setting> {
        self.iter().filter(|setting| setting.used())
    }

    /// The same, of which nothing has been read.
    pub(crate) fn unread(&self) -> Self {
        let mut parameters = self.clone();
        parameters.settings.iter_mut().for_each(Setting::forget_reading);
        parameters
    }

    /// Those that are not as the library has them.
    pub fn changed(&self) -> impl Iterator<Item = &Setting> {
        self.iter().filter(|setting| setting.change.is_some())
    }

    /// What an ensemble draws: every parameter that has been read and is uncertain.
    pub fn uncertain(&self) -> impl Iterator<Item = (&Setting, Distribution)> {
        self.used().filter_map(|setting| Some((setting, setting.distribution()?)))
    }

    /// The same parameters as a school sets them. What was changed before by other means stays.
    ///
    /// # Errors
    /// There is no such school.
    pub fn with_school(&self, name: &str) -> Result<Self, Unknown> {
        let school = LIBRARY.schools.iter().find(|school| school.name == name).ok_or_else(|| {
            let names: Vec<&str> = LIBRARY.schools.iter().map(|school| school.name.as_str()).collect();
            let hint = comity_data::nearest::one_of(name, &names);
            Unknown { what: "school", name: name.to_owned(), hint }
        })?;
        let mut parameters = self.clone();
        parameters.school = &school.name;
        for setting in &mut parameters.settings {
            if let Some(Change::School(_)) = setting.change {
                *setting = Setting::new(setting.parameter);
            }
        }
        for set in &school.sets {
            if let Some(setting) = parameters.setting_mut(&set.id).filter(|setting| setting.change.is_none())
            {
                setting.adopt(set);
            }
        }
        Ok(parameters)
    }

    /// Sets one value, without regard to its range, which is stretched to hold it.
    ///
    /// # Errors
    /// There is no such parameter.
    pub fn set(&mut self, id: &str, value: f64) -> Result<(), Unknown> {
        self.setting_mut(id).ok_or_else(|| unknown_parameter(id))?.set(value, Change::Code);
        Ok(())
    }

    fn entry(&self, id: Id, selectors: &[(&str, &str)]) -> f64 {
        let Some(setting) = self.known(id) else { return f64::NAN };
        let entry = setting.entry(selectors);
        let scale = LIBRARY.place(id.text()).and_then(|place| LIBRARY.scale(place));
        match scale.and_then(|place| self.settings.get(place)) {
            Some(scale) => setting.clamped(entry * scale.read()),
            None => entry,
        }
    }

    /// A setting whose id the compiler has checked. It is there: a test compares the text that the compiler sees with
    /// what is read of it.
    fn known(&self, id: Id) -> Option<&Setting> {
        self.setting(id.text())
    }

    fn setting(&self, id: &str) -> Option<&Setting> {
        self.settings.get(LIBRARY.place(id)?)
    }

    fn setting_mut(&mut self, id: &str) -> Option<&mut Setting> {
        self.settings.get_mut(LIBRARY.place(id)?)
    }
}

fn unknown_parameter(id: &str) -> Unknown {
    let candidates = LIBRARY.parameters.iter().map(|p| Candidate { word: &p.id, name: &p.name });
    let hint = did_you_mean(id, candidates)
        .unwrap_or_else(|| "`comity parameters` lists them, `comity parameters WORD` searches".to_owned());
    Unknown { what: "parameter", name: id.to_owned(), hint }
}
