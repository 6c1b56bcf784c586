//! `comity policy` as a user types it, on a small made-up registry; and on the one that ships, what does not change.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use common::{comity, seen};
use std::path::Path;

fn typed(args: &[&str]) -> String {
    seen(Path::new("."), &[&["policy"], args].concat())
}

/// The command on the small registry.
fn small(command: &str, args: &[&str]) -> String {
    let registry = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policy/tests/files/registry");
    let registry = registry.display().to_string();
    typed(&[&[command], args, &["--registry", &registry]].concat()).replace(&registry, "registry")
}

#[test]
fn profile() {
    let day = ["--date", "2025-06-30"];
    insta::assert_snapshot!(
        [
            small("profile", &[&["DEU"], &day[..]].concat()),
            small("profile", &[&["DEU", "--format", "csv"], &day[..]].concat()),
            small("profile", &["EU", "--date", "2017-01-01"]),
            small("profile", &["FJI"]),
        ]
        .join("\n\n")
    );
}

#[test]
fn distance() {
    let few = ["--economies", "USA,DEU,CHN", "--date", "2025-01-01"];
    insta::assert_snapshot!(
        [
            small("distance", &few),
            small("distance", &[&few[..], &["--format", "csv"]].concat()),
            small("distance", &[&few[..], &["--draws", "200", "--soft", "1"]].concat()),
            small("distance", &["--economies", "IND,CHN", "--format", "json", "--date", "2025-01-01"]),
        ]
        .join("\n\n")
    );
}

#[test]
fn explain() {
    let day = ["--date", "2025-01-01"];
    insta::assert_snapshot!(
        [
            small("explain", &[&["IND", "FRA"], &day[..]].concat()),
            small("explain", &[&["IND", "FRA", "--format", "csv"], &day[..]].concat()),
            small("explain", &[&["FRA", "IND"], &day[..]].concat()),
            small("explain", &["EU", "IND"]),
        ]
        .join("\n\n")
    );
}

#[test]
fn fragmentation() {
    let world = common::world();
    let years = ["--from", "2020", "--to", "2025", "--baseline", &world];
    insta::assert_snapshot!(
        [
            small("fragmentation", &years),
            small(
                "fragmentation",
                &[&years[2..], &["--from", "2025", "--draws", "50", "--format", "csv"]].concat()
            ),
        ]
        .join("\n\n")
    );
}

#[test]
fn clusters() {
    let cut = ["--count", "3", "--date", "2025-01-01"];
    insta::assert_snapshot!(
        [
            small("clusters", &cut),
            small("clusters", &[&cut[..], &["--draws", "100"]].concat()),
            small("clusters", &[&cut[..], &["--format", "csv"]].concat()),
        ]
        .join("\n\n")
    );
}

#[test]
fn search_and_show() {
    insta::assert_snapshot!(
        [
            small("search", &["data", "law"]),
            small("search", &["data", "--format", "json"]),
            small("search", &["transparancy"]),
            small("show", &["eu-act"]),
            small("show", &["usa-bill", "--format", "csv"]),
        ]
        .join("\n\n")
    );
}

#[test]
fn wrong_words() {
    insta::assert_snapshot!(
        [
            small("profile", &["Germany"]),
            small("profile", &["PACT"]),
            small("distance", &["--economies", "EU,USA"]),
            small("distance", &["--economies", "FJI"]),
            small("distance", &["--date", "2025-02-30"]),
            small("distance", &["--recognition", "50"]),
            small("distance", &["--draws", "1"]),
            small("fragmentation", &["--from", "2026", "--to", "2020"]),
            small("show", &["eu-acts"]),
            typed(&["search"]),
        ]
        .join("\n\n")
    );
}

#[test]
fn for_programs() {
    let output = |args: &[&str]| {
        String::from_utf8(comity(Path::new("."), &[&["policy"], args].concat()).stdout).unwrap()
    };
    let distance = output(&["distance", "--date", "2026-08-02", "--format", "csv"]);
    let mut lines = distance.lines();
    assert_eq!(lines.next(), Some("origin,destination,burden,heterogeneity,recognised"));
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let of = |from: &str, to: &str, column: usize| -> f64 {
        rows.iter().find(|row| row[0] == from && row[1] == to).unwrap()[column].parse().unwrap()
    };
    assert!(of("USA", "DEU", 2) > of("DEU", "USA", 2));
    assert_eq!((of("FRA", "DEU", 3), of("FRA", "DEU", 4)), (0.0, 1.0));

    let profile = output(&["profile", "EU", "--date", "2025-02-02", "--format", "csv"]);
    assert!(profile.starts_with("feature,stringency,measure,article\n"), "{profile}");
    assert!(profile.contains("prohibited_practices,3,eu-ai-act,"), "{profile}");

    let found: serde_json::Value =
        serde_json::from_str(&output(&["search", "artificial", "intelligence", "act", "--format", "json"]))
            .unwrap();
    let found = found.as_array().unwrap();
    for key in ["id", "jurisdiction", "title", "official_ref", "status"] {
        assert!(found.iter().all(|measure| measure[key].is_string()), "{key}");
    }
    assert!(found.iter().any(|measure| measure["id"] == "eu-ai-act"));
    assert_eq!(output(&["search", "qwertz", "--format", "json"]), "[]\n");
}

#[test]
fn import() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policy/tests/files/import");
    let folder = tempfile::tempdir().unwrap();
    for name in ["dpa.json", "oecd.csv", "tracker.csv", "tracker.toml"] {
        std::fs::copy(samples.join(name), folder.path().join(name)).unwrap();
    }
    let typed = |args: &[&str]| seen(folder.path(), &[&["policy", "import"], args].concat());
    insta::assert_snapshot!(
        [
            typed(&["dpa.json", "--from", "dpa", "--on", "2026-11-26", "--out", "new"]),
            typed(&["tracker.csv", "--mapping", "tracker.toml"]),
            typed(&["tracker.csv"]),
            typed(&["tracker.csv", "--from", "agora"]),
            typed(&["oecd.csv", "--from", "ocde"]),
            typed(&["tracker.csv", "--mapping", "tracker.toml", "--out", "new"]),
        ]
        .join("\n\n")
    );
    let shown = seen(folder.path(), &["policy", "show", "dpa-900001", "--registry", "new"]);
    assert!(shown.contains("low, imported, coded 2026-11-26"), "{shown}");
}

/// The made-up world with another code for a sector.
fn renamed(from: &str, to: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(common::world()).unwrap().map(Result::unwrap) {
        let text = std::fs::read_to_string(file.path()).unwrap().replace(from, to);
        std::fs::write(folder.path().join(file.file_name()), text).unwrap();
    }
    folder
}

#[test]
fn sectors() {
    let profile = |sector: &str| typed(&["profile", "USA", "--format", "csv", "--sector", sector]);
    assert_eq!(profile("all"), typed(&["profile", "USA", "--format", "csv"]));
    assert!(profile("all").starts_with("feature,stringency,measure,article\n"));
    assert_ne!(profile("c31"), profile("c28"));
    assert_eq!(profile("finance").lines().count(), profile("all").lines().count());
    let index = |sector: &[&str]| {
        typed(&[&["fragmentation", "--from", "2026", "--to", "2026", "--format", "csv"], sector].concat())
    };
    let (all, finance) = (index(&[]), index(&["--sector", "c28"]));
    let row = all.lines().find(|line| line.starts_with("2026,c28,")).unwrap();
    let header = "year,sector,burden,heterogeneity,recognised,covered";
    assert!(finance.starts_with(&format!("{header}\n{row}\n---")), "{finance}");
    // Codes are those of the baseline that is named.
    let own = renamed("c30", "x9");
    let baseline = ["--baseline", &*own.path().display().to_string()];
    let (all, one) = (index(&baseline), index(&[&baseline[..], &["--sector", "x9"]].concat()));
    let row = all.lines().find(|line| line.starts_with("2026,x9,")).unwrap();
    assert!(one.starts_with(&format!("{header}\n{row}\n---")), "{one}");
    let distance = ["distance", "--economies", "USA,DEU", "--format", "csv"];
    assert_ne!(typed(&distance), typed(&[&distance[..], &["--sector", "c31"]].concat()));
    insta::assert_snapshot!(
        [
            typed(&["profile", "USA", "--sector", "helth"]),
            typed(&["clusters", "--sector", "telecomunications"]),
            typed(&["fragmentation", "--sector", "zzzzzz"]),
        ]
        .join("\n\n")
    );
}
