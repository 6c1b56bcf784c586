//! Two people changed the same measure.

use crate::backend::Version;
use crate::fields::{Difference, differences};
use std::fmt::Display;

/// A change that was not made, because somebody else had changed the measure since it was read.
#[derive(Debug)]
pub struct Conflict {
    /// The measure.
    pub id: String,
    /// The version that was read.
    pub read: u32,
    /// What would have been changed in it; `None` if the measure was to be removed.
    pub mine: Option<Vec<Difference>>,
    /// What was changed in it meanwhile; `None` if the measure was removed.
    pub theirs: Option<Vec<Difference>>,
    /// The latest version.
    pub latest: Version,
}

impl Conflict {
    pub(crate) fn new(id: &str, read: &Version, mine: Option<&str>, latest: &Version) -> Self {
        let before = read.text.as_deref();
        let since = |text: &str| differences(before.unwrap_or_default(), text);
        Self {
            id: id.to_owned(),
            read: read.number,
            mine: mine.map(since),
            theirs: latest.text.as_deref().map(since),
            latest: latest.clone(),
        }
    }

    pub(crate) fn hint(&self) -> String {
        if self.theirs.is_none() {
            return "bring it back first if it should stay: `comity policy restore`".to_owned();
        }
        format!(
            "nothing was written; read version {0} (`comity policy show {1}`), then change it with --version {0}",
            self.latest.number, self.id
        )
    }
}

impl Display for Conflict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Version { number, by, at, why, .. } = &self.latest;
        writeln!(f, "`{}` was changed since version {}, which yours began from", self.id, self.read)?;
        writeln!(f, "  theirs, version {number} by {by} on {at}: {why}")?;
        side(f, self.theirs.as_deref())?;
        writeln!(f)?;
        writeln!(f, "  yours, not written")?;
        side(f, self.mine.as_deref())
    }
}

fn side(f: &mut std::fmt::Formatter<'_>, side: Option<&[Difference]>) -> std::fmt::Result {
    let lines = match side {
        None => vec!["removed".to_owned()],
        Some([]) => vec!["as it was".to_owned()],
        Some(differences) => differences.iter().map(ToString::to_string).collect(),
    };
    write!(f, "    {}", lines.join("\n    "))
}
