//! What markets cost firms of other sizes.

use super::costs::World;
use super::duties::{Asked, Duties, Recognition, duties};
use super::embedded::Library;
use super::product::{Product, Size};
use super::total::{Bill, Prices};

/// What markets cost a firm of one size: both prices and, where a law spares small firms or asks more of large ones, duties differ.
#[derive(Debug, Clone, PartialEq)]
pub struct OfSize {
    /// The size.
    pub size: Size,
    /// Beyond home, each market as if it were the only one, in the order of the markets; `None` where the product is barred.
    pub alone: Vec<Option<Bill>>,
    /// In a row, work reused.
    pub together: Bill,
}

impl OfSize {
    pub(super) fn new(
        library: &Library,
        recognition: &Recognition,
        product: &Product,
        markets: &[&str],
        size: Size,
    ) -> Self {
        let Library { scope, costs } = library;
        let product = &Product { size: Some(size), ..product.clone() };
        let home = duties(library, recognition, product, &product.home);
        let prices = Prices { scope, costs, product, home: &home };
        let asked: Vec<Asked> =
            markets.iter().map(|market| Asked::by(library, recognition, product, market)).collect();
        let left: Vec<Duties> = asked.iter().map(Asked::left).collect();
        let alone = asked
            .iter()
            .zip(&left)
            .map(|(asked, left)| (!asked.barred).then(|| prices.bill(&[left], World::default())));
        let alone = alone.collect();
        let left: Vec<&Duties> = left.iter().collect();
        Self { size, alone, together: prices.bill(&left, World::default()) }
    }
}
