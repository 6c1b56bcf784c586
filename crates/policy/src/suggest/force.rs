//! Whether a sentence binds, whom, and how widely.

use super::pattern::Patterns;
use serde::Serialize;
use std::sync::LazyLock;

/// Whether a sentence binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Force {
    /// Something must, or must not, be done.
    Mandatory,
    /// Something may or should be done.
    Voluntary,
    /// No word of it says either.
    Plain,
}

impl Force {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mandatory => "mandatory",
            Self::Voluntary => "voluntary",
            Self::Plain => "plain",
        }
    }
}

/// What can be said of a sentence, whatever it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Manner {
    pub force: Force,
    /// It says what an authority does.
    pub authority: bool,
    /// It takes somebody out of a duty.
    pub exemption: bool,
    /// It says what a word means.
    pub definition: bool,
    /// It speaks of some: those at high risk, the large, the listed.
    pub narrow: bool,
    /// It speaks of everyone.
    pub broad: bool,
}

static MANDATORY: LazyLock<Patterns<()>> = LazyLock::new(|| {
    Patterns::of(&[
        "shall",
        "must",
        "is/are required",
        "required to",
        "is/are needed",
        "oblig*",
        "is/are to",
        "is/are prohibited",
        "is/are forbidden",
        "forbidden to",
        "unlawful",
        "may not",
        "may only",
        "no ... may",
        "may ... only",
        "only if/on/with/under",
        "liable",
    ])
});
static VOLUNTARY: LazyLock<Patterns<()>> = LazyLock::new(|| {
    Patterns::of(&[
        "should",
        "may",
        "can",
        "encourag*",
        "voluntar*",
        "recommend*",
        "intend to",
        "aim to",
        "invited to",
    ])
});
static EXEMPTION: LazyLock<Patterns<()>> = LazyLock::new(|| {
    Patterns::of(&[
        "shall not apply",
        "does/do not apply",
        "not be applicable",
        "shall not cover",
        "is/are not required",
        "need not",
        "nothing in this/subsections/subsection/section",
        "exempt/exempted from",
        "be exempt",
        "not an infringement",
        "not authorize",
        "not subject to",
    ])
});
static NARROW: LazyLock<Patterns<()>> = LazyLock::new(|| {
    Patterns::of(&[
        "high risk",
        "high risks",
        "heightened risk",
        "special",
        "significant",
        "large",
        "large scale",
        "threshold*",
        "sensitive",
        "critical",
        "certain",
        "listed",
        "named",
        "designated",
        "prescribed class*",
    ])
});
static BROAD: LazyLock<Patterns<()>> = LazyLock::new(|| {
    Patterns::of(&["all", "any", "every", "each", "everyone", "no", "whoever", "a person who", "anyone"])
});
/// How far before its verb an actor is looked for.
const BEFORE: usize = 4;
/// How far from its start a sentence says of whom it speaks.
const SUBJECT: usize = 6;
const AUTHORITIES: [&str; 19] = [
    "commission",
    "states",
    "authority",
    "authorities",
    "general",
    "office",
    "services",
    "department",
    "minister",
    "ministry",
    "government",
    "board",
    "superintendent",
    "secretary",
    "agency",
    "council",
    "supervisor",
    "legislature",
    "court",
];
const FIRMS: [&str; 27] = [
    "provider",
    "providers",
    "deployer",
    "deployers",
    "developer",
    "developers",
    "operator",
    "operators",
    "entity",
    "entities",
    "person",
    "persons",
    "manufacturer",
    "importer",
    "exporter",
    "supplier",
    "controller",
    "controllers",
    "processor",
    "fiduciary",
    "holder",
    "holders",
    "organisation",
    "organisations",
    "handler",
    "business",
    "institutions",
];

impl Manner {
    pub fn of(words: &[&str]) -> Self {
        let force = if MANDATORY.any(words) {
            Force::Mandatory
        } else if VOLUNTARY.any(words) {
            Force::Voluntary
        } else {
            Force::Plain
        };
        let verb = words.iter().position(|word| ["shall", "must", "may", "should"].contains(word));
        let before = verb.map_or(&[][..], |verb| &words[verb.saturating_sub(BEFORE)..verb]);
        let authority = before.iter().any(|word| AUTHORITIES.contains(word))
            && !before.iter().any(|word| FIRMS.contains(word));
        let means = words.iter().take(2 * SUBJECT).any(|word| ["means", "mean"].contains(word));
        Self {
            force,
            authority,
            exemption: EXEMPTION.any(words),
            definition: means && verb.is_none(),
            narrow: NARROW.any(words),
            broad: BROAD.any(&words[..words.len().min(SUBJECT)]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manner(text: &str) -> Manner {
        Manner::of(&text.split(' ').collect::<Vec<_>>())
    }

    #[test]
    fn force_is_that_of_the_strongest_word() {
        assert_eq!(manner("providers shall and may keep logs").force, Force::Mandatory);
        assert_eq!(manner("no person may export it").force, Force::Mandatory);
        assert_eq!(manner("providers may keep logs").force, Force::Voluntary);
        assert_eq!(manner("holders encrypt records").force, Force::Plain);
    }

    #[test]
    fn who_is_meant() {
        assert!(manner("the commission shall issue requests").authority);
        assert!(!manner("the provider shall report to the authority").authority);
        assert!(manner("paragraph 1 shall not apply to banks").exemption);
        assert!(manner("bot means an account").definition);
        assert!(manner("each provider shall keep logs").broad);
        assert!(manner("providers of high risk systems shall keep logs").narrow);
    }
}
