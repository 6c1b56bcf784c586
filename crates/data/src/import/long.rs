//! Adds up the entries of a long table: who sells what to whom for which use.

use super::error::ImportError;
use super::spec::{EconomySpec, SectorSpec, Spec};
use crate::error::{BaselineError, key};
use crate::frame::{Codes, File, Frame};
use crate::read::{MOST_CELLS, bounded, check_size};
use comity_model::{EconomyId, Flow, Flows, Grid, InputUse, Inputs, SectorId, Size};
use std::collections::{BTreeSet, HashMap};

/// The table, added up over what the model does not tell apart.
pub(super) struct Sums {
    /// Number of entries, those under `ignore` left out.
    pub entries: u64,
    /// Sales by seller and buyer, whatever the use.
    pub flows: Flows,
    /// Purchases by sectors, from all economies.
    pub input_use: Inputs,
    /// Purchases for final use, from all economies.
    pub final_demand: Grid,
    /// Rows of value added; empty if the spec names none.
    pub value_added: Vec<Grid>,
    /// Positive and negative entries among inventories, as two positive numbers.
    pub into_stock: f64,
    pub from_stock: f64,
}

/// What a code of the table stands for.
#[derive(Clone, Copy)]
enum Seller {
    Sector(usize),
    Factor(usize),
    Ignored,
}

#[derive(Clone, Copy)]
enum Use {
    Sector(usize),
    Final { inventories: bool },
    Ignored,
}

/// Reads all entries.
pub(super) fn add_up(file: &File, spec: &Spec) -> Result<Sums, ImportError> {
    let size = Size { economies: spec.economies.len(), sectors: spec.sectors.len() };
    check_size(file.name(), size, MOST_CELLS)?;
    let mut adder = Adder::new(spec, size)?;
    let columns = &spec.columns;
    let text = [&columns.seller_economy, &columns.seller_sector, &columns.buyer_economy, &columns.buyer_use];
    file.scan(text.map(String::as_str), [columns.value.as_str()], |batch| adder.add(batch))?;
    adder.finish(file, spec)
}

/// Sellers times buyers of the largest table that is still taken on: one bit each, 1 GB.
const MOST_ENTRIES: usize = 1 << 33;

/// A dictionary from the codes of the table to what they stand for, and a record of those met.
struct Dictionary<T> {
    meaning: HashMap<String, (usize, T)>,
    met: BTreeSet<String>,
    unknown: BTreeSet<String>,
}

impl<T: Copy> Dictionary<T> {
    fn new<'a>(codes: impl IntoIterator<Item = (&'a String, T)>) -> Self {
        let meaning =
            codes.into_iter().enumerate().map(|(at, (code, meaning))| (code.clone(), (at, meaning)));
        Self { meaning: meaning.collect(), met: BTreeSet::new(), unknown: BTreeSet::new() }
    }

    /// The position and meaning of each label; what has none is noted.
    fn look_up(&mut self, codes: &Codes) -> Vec<Option<(usize, T)>> {
        let mut used = vec![false; codes.labels.len()];
        for &label in &codes.rows {
            if let Some(used) = used.get_mut(label as usize) {
                *used = true;
            }
        }
        let look_up = |(label, used): (&String, bool)| {
            let meaning = self.meaning.get(label).copied();
            if used {
                let seen = if meaning.is_some() { &mut self.met } else { &mut self.unknown };
                seen.insert(label.clone());
            }
            meaning
        };
        codes.labels.iter().zip(used).map(look_up).collect()
    }
}

struct Adder {
    sums: Sums,
    seller_economies: Dictionary<usize>,
    sellers: Dictionary<Seller>,
    buyer_economies: Dictionary<usize>,
    uses: Dictionary<Use>,
    /// One bit for each seller and buyer in the table's own codes.
    filled: Vec<u64>,
    column_value: String,
}

impl Adder {
    fn new(spec: &Spec, size: Size) -> Result<Self, ImportError> {
        let economies = || {
            let codes = spec.economies.iter().map(EconomySpec::in_source).enumerate();
            Dictionary::new(codes.flat_map(|(e, codes)| codes.iter().map(move |code| (code, e))))
        };
        let sectors = || {
            let codes = spec.sectors.iter().map(SectorSpec::in_source).enumerate();
            codes.flat_map(|(j, codes)| codes.iter().map(move |code| (code, j)))
        };
        let factors = spec.value_added.values().enumerate();
        let factors = factors.flat_map(|(f, codes)| codes.iter().map(move |code| (code, Seller::Factor(f))));
        let sellers = sectors().map(|(code, j)| (code, Seller::Sector(j)));
        let sellers = sellers.chain(factors).chain(spec.ignore.iter().map(|code| (code, Seller::Ignored)));
        let final_uses = spec
            .final_demand
            .codes
            .iter()
            .map(|code| (code, Use::Final { inventories: spec.final_demand.inventories.contains(code) }));
        let uses = sectors().map(|(code, j)| (code, Use::Sector(j)));
        let uses = uses.chain(final_uses).chain(spec.ignore.iter().map(|code| (code, Use::Ignored)));
        let (seller_economies, sellers) = (economies(), Dictionary::new(sellers));
        let (buyer_economies, uses) = (economies(), Dictionary::new(uses));
        let lengths = [
            seller_economies.meaning.len(),
            sellers.meaning.len(),
            buyer_economies.meaning.len(),
            uses.meaning.len(),
        ];
        let cells =
            lengths.into_iter().try_fold(1, usize::checked_mul).filter(|&cells| cells <= MOST_ENTRIES);
        let Some(cells) = cells else {
            let Size { economies, sectors } = size;
            return Err(BaselineError::TooLarge { name: spec.file.clone(), economies, sectors }.into());
        };
        Ok(Self {
            sums: Sums {
                entries: 0,
                flows: Flows::zeros(size),
                input_use: Inputs::zeros(size),
                final_demand: Grid::zeros(size),
                value_added: vec![Grid::zeros(size); spec.value_added.len()],
                into_stock: 0.0,
                from_stock: 0.0,
            },
            seller_economies,
            sellers,
            buyer_economies,
            uses,
            filled: vec![0; cells.div_ceil(64)],
            column_value: spec.columns.value.clone(),
        })
    }

    fn add(&mut self, batch: &Frame<4, 1>) -> Result<(), ImportError> {
        let [seller_economy, seller, buyer_economy, buyer_use] = &batch.text;
        let [value] = &batch.numbers;
        let sellers = self.sellers.look_up(seller);
        // Rows of value added and totals have no selling economy worth looking up.
        let sold: Vec<bool> = seller
            .rows
            .iter()
            .map(|&s| !matches!(sellers[s as usize], Some((_, Seller::Factor(_) | Seller::Ignored))))
            .collect();
        let seller_economies = self.seller_economies.look_up(&only(seller_economy, &sold));
        let uses = self.uses.look_up(buyer_use);
        let bought: Vec<bool> =
            buyer_use.rows.iter().map(|&u| !matches!(uses[u as usize], Some((_, Use::Ignored)))).collect();
        let buyer_economies = self.buyer_economies.look_up(&only(buyer_economy, &bought));
        for row in 0..batch.len() {
            let (Some((s, seller)), Some((u, buyer_use))) =
                (sellers[seller.rows[row] as usize], uses[buyer_use.rows[row] as usize])
            else {
                continue;
            };
            let Some((b, destination)) = buyer_economies[buyer_economy.rows[row] as usize] else { continue };
            let origin = seller_economies[seller_economy.rows[row] as usize];
            let value = bounded(batch, row, &self.column_value, value[row])?;
            let cell = match (seller, origin) {
                (Seller::Ignored, _) => continue,
                (Seller::Factor(_), _) => (0, s),
                (Seller::Sector(_), None) => continue,
                (Seller::Sector(_), Some((o, _))) => (o, s),
            };
            if matches!(buyer_use, Use::Ignored) {
                continue;
            }
            if self.mark(cell, b, u) {
                let key = key(&batch.text.each_ref().map(|codes| codes.get(row)));
                return Err(ImportError::Duplicate { place: batch.place(row, &self.column_value), key });
            }
            self.sums.entries += 1;
            let destination = EconomyId(destination);
            match (seller, buyer_use) {
                (Seller::Factor(f), Use::Sector(j)) => {
                    self.sums.value_added[f][(destination, SectorId(j))] += value;
                }
                (Seller::Sector(j), _) => {
                    let sector = SectorId(j);
                    let origin = EconomyId(origin.map_or(0, |(_, origin)| origin));
                    self.sums.flows[Flow { origin, destination, sector }] += value;
                    self.buy(destination, sector, buyer_use, value);
                }
                // Taxes and the like on final uses are nobody's value added.
                (Seller::Factor(_) | Seller::Ignored, _) => {}
            }
        }
        Ok(())
    }

    fn buy(&mut self, economy: EconomyId, input: SectorId, buyer_use: Use, value: f64) {
        match buyer_use {
            Use::Sector(j) => self.sums.input_use[InputUse { economy, input, sector: SectorId(j) }] += value,
            Use::Final { inventories } => {
                self.sums.final_demand[(economy, input)] += value;
                match inventories {
                    true if value > 0.0 => self.sums.into_stock += value,
                    true => self.sums.from_stock -= value,
                    false => {}
                }
            }
            Use::Ignored => {}
        }
    }

    /// Marks a seller and buyer as met; says whether they had been already.
    fn mark(&mut self, (economy, seller): (usize, usize), buyer: usize, buyer_use: usize) -> bool {
        let at = ((economy * self.sellers.meaning.len() + seller) * self.buyer_economies.meaning.len()
            + buyer)
            * self.uses.meaning.len()
            + buyer_use;
        let (word, bit) = (at / 64, 1 << (at % 64));
        match self.filled.get_mut(word) {
            Some(word) => std::mem::replace(word, *word | bit) & bit != 0,
            None => false,
        }
    }

    fn finish(self, file: &File, spec: &Spec) -> Result<Sums, ImportError> {
        let economies_unknown = &self.seller_economies.unknown | &self.buyer_economies.unknown;
        let economies_met = &self.seller_economies.met | &self.buyer_economies.met;
        let met = &self.sellers.met | &self.uses.met;
        let all_unknown = [
            ("economies", economies_unknown),
            ("sellers", self.sellers.unknown),
            ("uses", self.uses.unknown),
        ];
        let factor_codes = spec.value_added.values().flatten();
        let all_unused = [
            ("economies", not_in(spec.economies.iter().flat_map(EconomySpec::in_source), &economies_met)),
            ("sectors", not_in(spec.sectors.iter().flat_map(SectorSpec::in_source), &met)),
            ("final demand", not_in(&spec.final_demand.codes, &met)),
            ("value added", not_in(factor_codes, &met)),
        ];
        let unknown: Vec<_> = all_unknown
            .into_iter()
            .filter(|(_, codes)| !codes.is_empty())
            .map(|(what, codes)| (what.to_owned(), codes.into_iter().collect()))
            .collect();
        let unused: Vec<_> = all_unused
            .into_iter()
            .filter(|(_, codes)| !codes.is_empty())
            .map(|(what, codes)| (what.to_owned(), codes))
            .collect();
        if unknown.is_empty() && unused.is_empty() {
            return Ok(self.sums);
        }
        Err(ImportError::Codes { table: file.name().to_owned(), spec: spec.file.clone(), unknown, unused })
    }
}

/// The column with the rows that do not count pointing nowhere.
fn only(codes: &Codes, counts: &[bool]) -> Codes {
    let rows = codes.rows.iter().zip(counts).map(|(&label, &counts)| if counts { label } else { u32::MAX });
    Codes { labels: codes.labels.clone(), rows: rows.collect() }
}

fn not_in<'a>(codes: impl IntoIterator<Item = &'a String>, met: &BTreeSet<String>) -> Vec<String> {
    codes.into_iter().filter(|code| !met.contains(*code)).cloned().collect()
}
