//! Every change is a version, and nobody overwrites another unseen.

use crate::{ANA, BO, each, filled};
use comity_registry::{DatabaseError, Signed, fields};

#[test]
fn changes_are_versions() {
    each(|address| {
        let mut database = filled(address);
        let first = database.text("eu-act", None).unwrap();
        let second = fields::set(&first, "features.sandbox", "2").unwrap();
        assert_eq!(database.edit("eu-act", 1, &second, BO).unwrap(), Some(2));
        assert_eq!(database.edit("eu-act", 2, &second, BO).unwrap(), None, "nothing to change");
        database.remove("eu-act", 2, Signed { by: "Cem Kaya", why: "withdrawn" }).unwrap();
        assert!(database.registry().unwrap().measure("eu-act").is_err());
        assert!(database.search("eu-act", 9).unwrap().is_empty());
        assert!(matches!(database.text("eu-act", None), Err(DatabaseError::Removed { .. })));
        assert!(matches!(database.remove("eu-act", 3, BO), Err(DatabaseError::Removed { .. })));
        assert_eq!(database.restore("eu-act", None, ANA).unwrap(), Some(4));
        assert_eq!(database.restore("eu-act", Some(1), ANA).unwrap(), Some(5));
        assert_eq!(database.text("eu-act", None).unwrap(), first);
        assert_eq!(database.search("eu-act", 9).unwrap()[0].id, "eu-act");

        let versions = database.versions("eu-act").unwrap();
        let seen: Vec<_> =
            versions.iter().map(|one| (one.number, one.text.is_some(), &*one.by, &*one.why)).collect();
        assert_eq!(
            seen,
            [
                (1, true, "Ana Silva", "a start"),
                (2, true, "Bo Lindqvist", "the text was read again"),
                (3, false, "Cem Kaya", "withdrawn"),
                (4, true, "Ana Silva", "a start"),
                (5, true, "Ana Silva", "a start"),
            ]
        );
        for version in &versions {
            let at = version.at.as_bytes();
            assert!(
                at.len() == 20 && at.starts_with(b"20") && at[10] == b'T' && at[19] == b'Z',
                "{}",
                version.at
            );
        }
        let text = |place: usize| versions[place].text.as_deref().unwrap();
        let changed: Vec<String> =
            fields::differences(text(0), text(1)).iter().map(ToString::to_string).collect();
        assert_eq!(changed, ["features.sandbox: 1 -> 2"]);
    });
}

#[test]
fn whoever_comes_second_sees_both_sides() {
    each(|address| {
        let mut database = filled(address);
        let read = database.text("eu-data", None).unwrap();
        let mine = fields::set(&read, "features.transfer_conditions", "2").unwrap();
        let theirs = fields::set(&read, "applies_from", "2018-05-25").unwrap();
        database.edit("eu-data", 1, &theirs, BO).unwrap();
        let told = |error: &DatabaseError| {
            let at = error.to_string();
            let at = at.split(" on 20").nth(1).and_then(|rest| rest.split(": ").next()).unwrap().to_owned();
            format!("{error}\n\n{}", error.hint().unwrap()).replace(&format!("20{at}"), "[at]")
        };
        let edited = database.edit("eu-data", 1, &mine, ANA).unwrap_err();
        let removed = database.remove("eu-data", 1, ANA).unwrap_err();
        database.remove("eu-data", 2, Signed { by: "Cem Kaya", why: "withdrawn" }).unwrap();
        let gone = database.edit("eu-data", 2, &mine, ANA).unwrap_err();
        insta::assert_snapshot!(
            "both_sides",
            [edited, removed, gone].iter().map(told).collect::<Vec<_>>().join("\n----\n")
        );
        assert_eq!(database.versions("eu-data").unwrap().len(), 3);
    });
}

#[test]
fn what_cannot_be_changed() {
    each(|address| {
        let mut database = filled(address);
        let text = database.text("eu-data", None).unwrap();
        let says = |error: DatabaseError| format!("{error}\n{}", error.hint().unwrap_or_default());
        let mut edit = |id: &str, read: u32, text: &str, signed: Signed| {
            says(database.edit(id, read, text, signed).unwrap_err())
        };
        let mut told = vec![
            edit("eu-data", 1, &text.replace("status = \"in_force\"", "status = \"in_farce\""), BO),
            edit("eu-data", 1, "", BO),
            edit("eu-act", 1, &text, BO),
            edit("eu-data", 7, &text, BO),
            edit("eu-data", 1, &text, Signed { by: " ", why: "x" }),
            edit("eu-data", 1, &text, Signed { by: "Bo", why: "" }),
        ];
        told.push(says(database.text("eu-dta", None).unwrap_err()));
        told.push(says(database.remove("eu-dta", 1, BO).unwrap_err()));
        told.push(says(database.restore("eu-data", None, BO).unwrap_err()));
        insta::assert_snapshot!("what_cannot_be_changed", told.join("\n----\n"));
        assert_eq!(database.versions("eu-data").unwrap().len(), 1);
    });
}
