//! Ids that are checked when the program is compiled: an equation cannot name a parameter that is not there.

/// The id of a parameter that the library holds; [`id!`](crate::id) makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(&'static str);

impl Id {
    /// The id, which must stand in the library. Called by [`id!`](crate::id), at compile time.
    ///
    /// # Panics
    /// There is no such parameter. At compile time this is an error of the compiler.
    #[doc(hidden)]
    pub const fn known(id: &'static str) -> Self {
        assert!(super::library::holds(id), "there is no such parameter in assets/parameters");
        Self(id)
    }

    /// As text.
    pub const fn text(self) -> &'static str {
        self.0
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

/// The [`Id`] of a parameter. One that `assets/parameters` does not hold does not compile:
///
/// ```
/// use comity_scenario::{id, parameters::Parameters};
/// assert!(Parameters::library().value(id!("productivity.saving")) > 0.0);
/// ```
///
/// ```compile_fail
/// let wrong = comity_scenario::id!("productivity.savings");
/// ```
#[macro_export]
macro_rules! id {
    ($id:literal) => {
        const { $crate::parameters::Id::known($id) }
    };
}
