//! Quantities of the factor that depend on what a solve finds, such as capital on what is invested: both are found together.

use crate::arrays::PerEconomy;

/// How a world stands before a sweep, as far as the quantity of its factor may depend on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Income by economy, in values.
    pub income: PerEconomy,
    /// Factor income by economy, in values.
    pub factor_income: PerEconomy,
    /// Hat of the price of final demand by economy.
    pub final_price: PerEconomy,
}

/// What the quantity of the factor becomes.
#[derive(Debug, Clone, PartialEq)]
pub struct Adjustment {
    /// By what it is multiplied.
    pub supply: PerEconomy,
    /// Whether that is near enough to what it was.
    pub settled: bool,
}

/// Says what the quantity of the factor becomes, given how the world stands; nothing if it stays what it is. It is asked before every
/// sweep but the first and is to depend on nothing else, so that the acceleration sees one smooth map.
pub type Adjust<'x> = dyn FnMut(&Standing) -> Option<Adjustment> + 'x;
