//! Files of a user's own numbers: readiness by pillar, and observed adoption.

use super::curve::Observation;
use super::pillar::Pillar;
use crate::error::Error;
use crate::fields::Word;
use crate::select::Selector;
use crate::source::Source;
use comity_data::FileHash;
use comity_data::frame::{File, Frame};
use comity_model::EconomyId;
use std::collections::{HashMap, HashSet};

/// The rows of a file that are about economies of the baseline.
pub(super) struct Rows<const N: usize> {
    pub rows: Vec<(EconomyId, [f64; N])>,
    pub hash: FileHash,
}

/// Readiness by economy: columns economy and the four pillars, from 0 to 1.
pub(super) fn readiness(
    source: &Source,
    selector: &Selector,
    codes: &HashSet<String>,
    word: &Word,
) -> Result<Rows<4>, Error> {
    let check = |numbers: &[f64; 4]| {
        let wrong = (0..4).find(|&at| !(0.0..=1.0).contains(&numbers[at]));
        wrong.map(|at| (at, format!("readiness must be from 0 to 1, found {}", numbers[at]), "0.64, not 64"))
    };
    read(source, selector, codes, word, Pillar::ALL.map(Pillar::word), |_| 0, check)
}

/// Observed adoption: columns economy, year and share. An economy may have one row a year.
pub(super) fn observed(
    source: &Source,
    selector: &Selector,
    codes: &HashSet<String>,
    word: &Word,
) -> Result<(HashMap<EconomyId, Vec<Observation>>, FileHash), Error> {
    let check = |&[year, share]: &[f64; 2]| match share > 0.0 && share < 1.0 {
        _ if !(1950.0..=2200.0).contains(&year) => {
            Some((0, format!("{year} is no year from 1950 to 2200"), "2025.5 is the middle of 2025"))
        }
        true => None,
        false => Some((
            1,
            format!("a share must be between 0 and 1, found {share}"),
            "0.2 is a share of 20 percent",
        )),
    };
    let Rows { rows, hash } =
        read(source, selector, codes, word, ["year", "share"], |[year, _]| year.to_bits(), check)?;
    let mut observed: HashMap<EconomyId, Vec<Observation>> = HashMap::new();
    for (economy, [year, share]) in rows {
        observed.entry(economy).or_default().push(Observation { year, share });
    }
    for observations in observed.values_mut() {
        observations.sort_by(|a, b| a.year.total_cmp(&b.year));
    }
    Ok((observed, hash))
}

/// Reads the file that a word of the scenario names. `key` tells rows of the same economy apart; `check` says in which
/// column a row is wrong, how, and what would be right.
fn read<const N: usize>(
    source: &Source,
    selector: &Selector,
    codes: &HashSet<String>,
    word: &Word,
    columns: [&'static str; N],
    key: impl Fn(&[f64; N]) -> u64,
    check: impl Fn(&[f64; N]) -> Option<(usize, String, &'static str)>,
) -> Result<Rows<N>, Error> {
    let file = File::open(&source.file(word)?)?;
    let frame: Frame<1, N> = file.read(["economy"], columns)?;
    let mut first_row = HashMap::new();
    let mut rows = Vec::with_capacity(frame.len());
    for row in 0..frame.len() {
        let at = |column, message, hint| {
            let place = frame.place(row, column);
            Error::Cell { message, place, hint }
        };
        let code = frame.text[0].get(row);
        let numbers: [f64; N] = std::array::from_fn(|column| frame.numbers[column][row]);
        if let Some((column, message, hint)) = check(&numbers) {
            return Err(at(columns[column], message, Some(hint.to_owned())));
        }
        if let Some(earlier) = first_row.insert((code, key(&numbers)), row) {
            let message = format!("`{code}` a second time");
            let hint = format!("the first is {}: keep one of them", frame.place(earlier, "economy"));
            return Err(at("economy", message, Some(hint)));
        }
        match selector.economy(code) {
            Ok(economy) => rows.push((economy, numbers)),
            // Files about the world serve baselines that have only some of its economies.
            Err(_) if codes.contains(code) => {}
            Err(fault) => return Err(at("economy", fault.message, fault.hint)),
        }
    }
    Ok(Rows { rows, hash: file.hash() })
}
