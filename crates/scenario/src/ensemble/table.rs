//! The `[ensemble]` table: which numbers are uncertain, and how.

use super::copula::Copula;
use super::design::{DESIGNS, Design};
use super::distribution::{self, Distribution};
use super::moves::{AS, As, Entry, Moves, RULES};
use crate::diagnostic::Fault;
use crate::fields::{Fields, Word};
use crate::parameters::Parameters;
use comity_data::nearest::{self, Candidate};
use std::ops::Range;
use toml::de::DeTable;

const KEYS: &[&str] = &["draws", "seed", "design", "fixed", "parameter", "correlated"];
const PARAMETER_KEYS: &[&str] =
    &["name", "target", "as", "by", "correlation", "sectors", "except", "distribution"];
const CORRELATED_KEYS: &[&str] = &["parameters", "correlation", "matrix"];
/// Columns that are there whatever is drawn.
const TAKEN: [&str; 6] = ["draw", "economy", "real_income_pct", "real_wage_pct", "exports_pct", RULES];

/// Spread of elasticities where nobody says otherwise: the standard deviation of their logarithm.
const DEFAULT_SIGMA: f64 = 0.25;
/// Size of an entry where nobody says otherwise: half of what is written to half as much again.
const DEFAULT_SIZE: Distribution = Distribution::Pert { low: 0.5, mode: 1.0, high: 1.5 };

/// What a scenario says about its ensemble.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Table {
    pub draws: Option<usize>,
    pub seed: Option<u64>,
    pub design: Option<Design>,
    /// Whether nobody named parameters, so that those of every scenario are meant.
    pub by_default: bool,
    pub parameters: Vec<Parameter>,
    /// What is not drawn although it would be without being named: `theta`, `rules`, or ids of parameters of AI.
    pub fixed: Vec<Word>,
    pub correlated: Vec<Correlated>,
}

/// An uncertain number, or one for each sector.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parameter {
    pub name: String,
    pub target: String,
    pub moves: Moves,
    pub takes: As,
    /// One number for each sector instead of one for all, with this correlation between any two.
    pub by_sector: Option<f64>,
    pub sectors: Option<Vec<Word>>,
    pub except: Vec<Word>,
    pub distribution: Distribution,
    pub span: Range<usize>,
}

/// Parameters that move together.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Correlated {
    /// Places in the list of parameters.
    pub members: Vec<usize>,
    pub copula: Copula,
}

impl Table {
    /// Reads the table, if the scenario has one, and checks it against the entries.
    pub fn parse(fields: &Fields, entries: &[Entry]) -> Result<Self, Fault> {
        let Some(table) = fields.table("ensemble")? else { return Ok(Self::by_default(entries)) };
        let fields = Fields::new(table, "[ensemble]", KEYS)?;
        let mut parameters: Vec<Parameter> = Vec::new();
        for (table, span) in fields.tables("parameter")? {
            let parameter = parameter(table, &span, entries)?;
            let name = &parameter.name;
            if TAKEN.contains(&name.as_str()) || parameters.iter().any(|earlier| earlier.name == *name) {
                let message = format!("a column of the results is called `{name}` already");
                return Err(Fault::at(span, message).hint("give this parameter a `name` of its own"));
            }
            parameters.push(parameter);
        }
        let mut correlated: Vec<Correlated> = Vec::new();
        for (table, span) in fields.tables("correlated")? {
            let group = correlation(table, &span, &parameters, &correlated)?;
            correlated.push(group);
        }
        let fixed = fixed(&fields, &parameters)?;
        let by_default = parameters.is_empty();
        if by_default {
            parameters = Self::by_default(entries).parameters;
            let is_fixed = |name: &str| fixed.iter().any(|word| word.get_ref() == name);
            parameters.retain(|parameter| !is_fixed(&parameter.name));
        }
        Ok(Self {
            draws: fields.whole("draws")?.map(|draws| draws as usize),
            seed: fields.whole("seed")?,
            design: design(&fields)?,
            by_default,
            parameters,
            fixed,
            correlated,
        })
    }

    /// Every elasticity and the size of every entry.
    fn by_default(entries: &[Entry]) -> Self {
        let theta = Parameter::theta();
        // A ban happens or does not: it has no size.
        let sized = entries.iter().enumerate().filter(|(_, entry)| !entry.is_ban());
        let sizes = sized.map(|(at, entry)| Parameter {
            name: entry.path(),
            target: format!("{}.{}", entry.path(), entry.key),
            moves: Moves::Entry(at),
            takes: As::Size,
            by_sector: None,
            distribution: DEFAULT_SIZE,
            ..theta.clone()
        });
        Self {
            draws: None,
            seed: None,
            design: None,
            by_default: true,
            parameters: std::iter::once(theta.clone()).chain(sizes).collect(),
            fixed: Vec::new(),
            correlated: Vec::new(),
        }
    }
}

impl Parameter {
    /// Every elasticity for itself, as drawn where nobody names any.
    pub fn theta() -> Self {
        Self {
            name: "theta".to_owned(),
            target: "theta".to_owned(),
            moves: Moves::Theta,
            takes: As::Multiple,
            by_sector: Some(0.0),
            sectors: None,
            except: Vec::new(),
            distribution: Distribution::Lognormal { median: 1.0, sigma: DEFAULT_SIGMA },
            span: 0..0,
        }
    }

    /// Weights and levels of rules: a number that stands for a whole draw of them.
    pub fn rules() -> Self {
        Self {
            name: RULES.to_owned(),
            target: RULES.to_owned(),
            moves: Moves::Rules,
            takes: As::Value,
            by_sector: None,
            distribution: Distribution::Uniform { low: 0.0, high: 1.0 },
            ..Self::theta()
        }
    }

    /// A parameter of AI with the distribution that it has by itself.
    pub fn of_ai(id: &'static str, distribution: Distribution) -> Self {
        Self {
            name: id.to_owned(),
            target: id.to_owned(),
            moves: Moves::Parameter(id),
            takes: As::Value,
            by_sector: None,
            distribution,
            ..Self::theta()
        }
    }
}

/// `fixed`: each `theta`, `rules` or the id of a parameter of AI, and nothing that is drawn.
fn fixed(fields: &Fields, parameters: &[Parameter]) -> Result<Vec<Word>, Fault> {
    let fixed = fields.words("fixed")?.unwrap_or_default();
    for word in &fixed {
        let id = word.get_ref();
        if !["theta", RULES].contains(&id.as_str())
            && let Err(unknown) = Parameters::library().find(id)
        {
            return Err(Fault::at(word.span(), unknown.to_string()).hint(unknown.hint));
        }
        if parameters.iter().any(|parameter| parameter.target == *id) {
            return Err(Fault::at(word.span(), format!("`{id}` is fixed, and has a distribution as well"))
                .hint("keep one of the two"));
        }
    }
    Ok(fixed)
}

fn parameter(table: &DeTable, span: &Range<usize>, entries: &[Entry]) -> Result<Parameter, Fault> {
    let known: Vec<&str> = PARAMETER_KEYS.iter().chain(&distribution::KEYS).copied().collect();
    let fields = Fields::new(table, "[[ensemble.parameter]]", &known)?;
    let target = fields.text("target")?.ok_or_else(|| {
        let example = entries.first().map_or("theta".to_owned(), |e| format!("{}.{}", e.path(), e.key));
        Fault::at(span.clone(), "this parameter has no `target`")
            .hint(format!("say what it moves, such as target = \"{example}\""))
    })?;
    let moves = Moves::parse(&target, entries)?;
    let distribution = Distribution::parse(&fields, span)?;
    let takes = takes(&fields, moves)?;
    let by_sector = by_sector(&fields)?;
    match moves {
        Moves::Theta => check_theta(&fields, takes, &distribution)?,
        Moves::Entry(at) => check_entry(&fields, &target, &entries[at], takes, &distribution)?,
        Moves::Parameter(_) | Moves::Rules => check_parameter(&fields, takes)?,
    }
    let name = fields.text("name")?.map_or_else(|| target.get_ref().clone(), toml::Spanned::into_inner);
    Ok(Parameter {
        name,
        target: target.into_inner(),
        moves,
        takes,
        by_sector,
        sectors: fields.words("sectors")?,
        except: fields.words("except")?.unwrap_or_default(),
        distribution,
        span: span.clone(),
    })
}

fn takes(fields: &Fields, moves: Moves) -> Result<As, Fault> {
    let Some(word) = fields.text("as")? else {
        return Ok(match moves {
            Moves::Theta => As::Multiple,
            Moves::Entry(_) | Moves::Parameter(_) | Moves::Rules => As::Value,
        });
    };
    let known = AS.iter().find(|(known, _)| known == word.get_ref());
    known.map(|&(_, takes)| takes).ok_or_else(|| {
        Fault::at(word.span(), format!("unknown `as = \"{}\"`", word.get_ref()))
            .hint(nearest::one_of(word.get_ref(), &AS.map(|(word, _)| word)))
    })
}

/// The correlation between sectors, where there is one number for each.
fn by_sector(fields: &Fields) -> Result<Option<f64>, Fault> {
    let correlation = fields.number("correlation")?;
    match fields.text("by")? {
        Some(word) if word.get_ref() == "sector" => {
            let Some(number) = correlation else { return Ok(Some(0.0)) };
            match *number.get_ref() {
                between if (0.0..1.0).contains(&between) => Ok(Some(between)),
                found => {
                    let message =
                        format!("the correlation between sectors must lie in 0 to 1, found {found}");
                    Err(Fault::at(number.span(), message)
                        .hint("leave `by` out to draw one number for all sectors"))
                }
            }
        }
        Some(word) => Err(Fault::at(word.span(), format!("unknown `by = \"{}\"`", word.get_ref()))
            .hint("write by = \"sector\", or leave it out to draw one number for all sectors")),
        None => match correlation {
            Some(number) => Err(Fault::at(number.span(), "`correlation` needs by = \"sector\" beside it")
                .hint("correlation between parameters goes into [[ensemble.correlated]]")),
            None => Ok(None),
        },
    }
}

fn check_theta(fields: &Fields, takes: As, distribution: &Distribution) -> Result<(), Fault> {
    if takes == As::Size {
        let at = fields.key_span("as").unwrap_or_default();
        return Err(Fault::at(at, "an elasticity has no size: only an entry has one")
            .hint("write as = \"multiple\" or as = \"value\""));
    }
    match distribution.reach() {
        (low, _) if low <= 0.0 => Err(Fault::at(
            fields.key_span("distribution").unwrap_or_default(),
            format!("an elasticity must be positive, but this distribution reaches {low}"),
        )
        .hint("a lognormal distribution has no values below zero")),
        _ => Ok(()),
    }
}

fn check_parameter(fields: &Fields, takes: As) -> Result<(), Fault> {
    only_of_theta(fields, "this parameter is one number for all")?;
    match takes {
        As::Size => Err(Fault::at(
            fields.key_span("as").unwrap_or_default(),
            "a parameter of AI has no size: only an entry has one",
        )
        .hint("write as = \"multiple\" or as = \"value\"")),
        As::Value | As::Multiple => Ok(()),
    }
}

fn only_of_theta(fields: &Fields, hint: &str) -> Result<(), Fault> {
    for key in ["by", "sectors", "except"] {
        if let Some(at) = fields.key_span(key) {
            return Err(Fault::at(at, format!("`{key}` goes with target = \"theta\" only")).hint(hint));
        }
    }
    Ok(())
}

fn check_entry(
    fields: &Fields,
    target: &Word,
    entry: &Entry,
    takes: As,
    distribution: &Distribution,
) -> Result<(), Fault> {
    only_of_theta(fields, "the entry itself says whom it concerns")?;
    if entry.is_ban() && takes != As::Value {
        return Err(Fault::at(target.span(), format!("`{}` is a ban, which has no size", entry.path()))
            .hint("write as = \"value\" to draw a factor in its place"));
    }
    let (low, high) = distribution.reach();
    let numbers = match (takes, entry.number) {
        (As::Size, _) => return Ok(()),
        (As::Value, None) => {
            return Err(Fault::at(
                target.span(),
                format!("`{}` reads its numbers from a file", entry.path()),
            )
            .hint("write as = \"size\" or as = \"multiple\" to change all of them together"));
        }
        (As::Value, Some(_)) => [low, high],
        (As::Multiple, Some(number)) => [low * number, high * number],
        (As::Multiple, None) => return Ok(()),
    };
    for number in numbers {
        (entry.check)(number).map_err(|fault| Fault {
            message: format!("this distribution reaches numbers that cannot be: {}", fault.message),
            span: fields.key_span("distribution"),
            hint: fault.hint,
        })?;
    }
    Ok(())
}

fn design(fields: &Fields) -> Result<Option<Design>, Fault> {
    let Some(word) = fields.text("design")? else { return Ok(None) };
    let known = DESIGNS.iter().find(|(known, _)| known == word.get_ref());
    known.map(|&(_, design)| Some(design)).ok_or_else(|| {
        Fault::at(word.span(), format!("unknown design `{}`", word.get_ref()))
            .hint(nearest::one_of(word.get_ref(), &DESIGNS.map(|(word, _)| word)))
    })
}

fn correlation(
    table: &DeTable,
    span: &Range<usize>,
    parameters: &[Parameter],
    earlier: &[Correlated],
) -> Result<Correlated, Fault> {
    let fields = Fields::new(table, "[[ensemble.correlated]]", CORRELATED_KEYS)?;
    if parameters.is_empty() {
        return Err(Fault::at(span.clone(), "there are no parameters that could be correlated")
            .hint("name each in a [[ensemble.parameter]] first"));
    }
    let words = fields.words("parameters")?.unwrap_or_default();
    if words.len() < 2 {
        return Err(Fault::at(span.clone(), "a correlation is between two parameters or more")
            .hint("name them, such as parameters = [\"one\", \"another\"]"));
    }
    let mut members: Vec<usize> = Vec::new();
    for word in &words {
        let name = word.get_ref();
        let Some(at) = parameters.iter().position(|parameter| parameter.name == *name) else {
            let names: Vec<&str> = parameters.iter().map(|parameter| parameter.name.as_str()).collect();
            let hint = nearest::did_you_mean(name, names.iter().copied().map(Candidate::word))
                .unwrap_or_else(|| format!("the parameters are: {}", names.join(", ")));
            return Err(Fault::at(word.span(), format!("there is no parameter `{name}`")).hint(hint));
        };
        if parameters[at].by_sector.is_some() {
            return Err(Fault::at(word.span(), format!("`{name}` is one number for each sector"))
                .hint("write `correlation` into the parameter itself to correlate its sectors"));
        }
        if members.contains(&at) || earlier.iter().any(|group| group.members.contains(&at)) {
            return Err(Fault::at(word.span(), format!("`{name}` is in a group already"))
                .hint("put all that move together into one [[ensemble.correlated]] with a `matrix`"));
        }
        members.push(at);
    }
    let (matrix, at) = matrix(&fields, span, members.len())?;
    let copula = Copula::new(&matrix, members.len()).map_err(|row| {
        let name = &parameters[members[row]].name;
        Fault::at(at, format!("these correlations cannot hold together: `{name}` does not fit the others"))
            .hint("the matrix must be positive definite; bring its numbers nearer to zero")
    })?;
    Ok(Correlated { members, copula })
}

/// The correlation matrix, and where it stands.
fn matrix(fields: &Fields, span: &Range<usize>, size: usize) -> Result<(Vec<f64>, Range<usize>), Fault> {
    match (fields.number("correlation")?, fields.matrix("matrix")?) {
        (Some(number), None) => {
            let value = *number.get_ref();
            if !(-1.0..=1.0).contains(&value) {
                let message = format!("a correlation lies between -1 and 1, found {value}");
                return Err(Fault::at(number.span(), message));
            }
            let cell = |at: usize| if at / size == at % size { 1.0 } else { value };
            Ok(((0..size * size).map(cell).collect(), number.span()))
        }
        (None, Some(rows)) => {
            let (at, rows) = (rows.span(), rows.into_inner());
            if rows.len() != size || rows.iter().any(|row| row.len() != size) {
                let message = format!("the matrix must have {size} rows of {size} numbers, one a parameter");
                return Err(Fault::at(at, message));
            }
            let valid = |row: usize, column: usize| {
                rows[row][column] == rows[column][row]
                    && (row != column || rows[row][row] == 1.0)
                    && rows[row][column].abs() <= 1.0
            };
            if !(0..size).all(|row| (0..size).all(|column| valid(row, column))) {
                return Err(Fault::at(at, "this is no correlation matrix")
                    .hint("it is symmetric, has 1 on its diagonal and numbers between -1 and 1"));
            }
            Ok((rows.concat(), at))
        }
        (None, None) => Err(Fault::at(span.clone(), "this group has no `correlation`")
            .hint("add correlation = 0.5 for any two of them, or a `matrix`")),
        (Some(number), Some(_)) => {
            Err(Fault::at(number.span(), "`correlation` stands beside `matrix`").hint("keep one of the two"))
        }
    }
}
