//! What ships: scope, costs, worked products, and an example to start from.

use super::costs::Costs;
use super::scope::Scope;
use crate::error::RegistryError;
use crate::nearest;
use crate::toml_text::Text;
use std::sync::OnceLock;

/// Scope and costs.
#[derive(Debug, Clone, PartialEq)]
pub struct Library {
    /// Which measures reach which products.
    pub scope: Scope,
    /// What duties cost.
    pub costs: Costs,
}

macro_rules! products {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../../../assets/policy/products/", $name, ".toml")))),*]
    };
}

const PRODUCTS: &[(&str, &str)] = products!("hiring-screening" "medical-imaging" "chat-assistant");

/// A commented product to start from.
pub const EXAMPLE: &str = include_str!("../../../../assets/policy/products/example.toml");

/// Names of the worked products that ship.
pub fn embedded_products() -> impl Iterator<Item = &'static str> + Clone {
    PRODUCTS.iter().map(|(name, _)| *name)
}

/// The file of the worked product of this name.
///
/// # Errors
/// There is none; the error has the nearest.
pub fn embedded_product(name: &str) -> Result<&'static str, RegistryError> {
    let found = PRODUCTS.iter().find(|(known, _)| *known == name);
    found.map(|(_, content)| *content).ok_or_else(|| RegistryError::Unknown {
        what: "product",
        word: name.to_owned(),
        hint: Some(nearest::one_of(name, embedded_products())),
    })
}

impl Library {
    /// The library that ships.
    ///
    /// # Errors
    /// A file that ships is broken, which tests rule out.
    pub fn embedded() -> Result<&'static Self, RegistryError> {
        static LIBRARY: OnceLock<Result<Library, RegistryError>> = OnceLock::new();
        LIBRARY.get_or_init(Self::read).as_ref().map_err(Clone::clone)
    }

    fn read() -> Result<Self, RegistryError> {
        let scope = include_str!("../../../../assets/policy/scope.toml");
        let costs = include_str!("../../../../assets/policy/costs.toml");
        Ok(Self {
            scope: Scope::read(Text { path: "scope.toml", content: scope })?,
            costs: Costs::read(Text { path: "costs.toml", content: costs })?,
        })
    }
}
