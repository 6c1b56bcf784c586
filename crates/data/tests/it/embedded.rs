//! The embedded baselines, and that they are what the import makes of the source.

use comity_data::frame::{File, Format};
use comity_data::import::import_long;
use comity_data::{Baseline, FileHash};
use comity_model::{EconomyId, Flow, SectorId};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The data that this repository is derived from, where it is at hand.
fn source(file: &str) -> Option<PathBuf> {
    let path = root().join("../shared/data/wiod").join(file);
    if !path.exists() {
        eprintln!("skipped: {} is not there", path.display());
    }
    path.exists().then_some(path)
}

#[test]
fn every_embedded_baseline_reads_and_says_where_it_is_from() {
    for name in Baseline::embedded_names() {
        let baseline = Baseline::open(name).unwrap();
        assert_eq!(baseline.meta.name, name);
        for text in [&baseline.meta.unit, &baseline.meta.source, &baseline.meta.licence, &baseline.meta.notes]
        {
            assert!(!text.is_empty(), "{name}");
        }
        assert!(!baseline.meta.steps.is_empty(), "{name}");
    }
}

#[test]
fn wiod_2011_in_figures() {
    let baseline = Baseline::embedded("wiod-2011").unwrap();
    assert_eq!((baseline.economies.len(), baseline.sectors.len()), (41, 35));
    assert_eq!(baseline.economies.last().unwrap().code, "RoW");
    let groups: BTreeSet<&str> = baseline.sectors.iter().map(|sector| sector.group.as_str()).collect();
    let expected = ["ai_hardware", "digital_services", "energy", "goods", "services"];
    assert_eq!(groups, BTreeSet::from(expected));
    for economy in &baseline.economies[..40] {
        assert!(economy.code.len() == 3 && !economy.income_group.is_empty() && !economy.region.is_empty());
    }
    let report = baseline.check();
    assert!(report.balances.iter().all(|balance| balance.share < 1e-6), "{:#?}", report.balances);
    insta::assert_snapshot!(report.warnings.join("\n"), @r"
    economies without an income group: `RoW`
    economies without a region: `RoW`
    ");
}

#[test]
fn wiod_2011_is_small() {
    let folder = root().join("assets/baselines/wiod-2011");
    let bytes: u64 = folder.read_dir().unwrap().map(|file| file.unwrap().metadata().unwrap().len()).sum();
    assert!(bytes < 300_000, "{bytes} bytes");
}

/// If this fails after a change of the import, the spec or the Parquet library, look at what changed; if it is meant,
/// the command at the head of `spec.toml` makes the files anew.
#[test]
fn wiod_2011_is_what_the_import_makes_of_the_source() {
    let Some(table) = source("wiot_2011.parquet") else { return };
    let import = import_long(&table, &root().join("assets/baselines/wiod-2011/spec.toml")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    import.baseline.write(folder.path(), Format::Parquet).unwrap();
    let made = Baseline::read(folder.path()).unwrap();
    let embedded = Baseline::embedded("wiod-2011").unwrap();
    assert_eq!(made.meta, embedded.meta);
    assert!(made.table == embedded.table, "the numbers differ");
    let hashes = |files: &[FileHash]| {
        files.iter().map(|file| format!("{} {}", file.sha256, file.name)).collect::<Vec<_>>()
    };
    assert_eq!(hashes(&made.files), hashes(&embedded.files), "the same numbers in other bytes");
}

/// Gross output as published with the tables. Each of the 1,640 entries of a row is rounded to a million, so a sum of
/// them is off by some dozens. The import adds to output where it makes something negative zero: in two flows of
/// DEU c5 and LTU c2, and for all sellers of c2 to JPN, GRC, ITA, ROU, BGR and SVN, which used more of it than was delivered.
#[test]
fn wiod_2011_sells_what_its_source_says() {
    const ROUNDING: f64 = 120.0;
    let Some(path) = source("output_2011.parquet") else { return };
    let published = File::open(&path).unwrap().read(["economy", "sector"], ["output_musd"]).unwrap();
    let [economies, sectors] = &published.text;
    let baseline = Baseline::embedded("wiod-2011").unwrap();
    let size = baseline.table.size;
    let (mut sum, mut total) = (0.0, 0.0);
    for (row, expected) in published.numbers[0].iter().enumerate() {
        let economy = if economies.get(row) == "ROM" { "ROU" } else { economies.get(row) };
        let origin = EconomyId(baseline.economies.iter().position(|e| e.code == economy).unwrap());
        let sector = SectorId(baseline.sectors.iter().position(|s| s.code == sectors.get(row)).unwrap());
        let flow = |destination| Flow { origin, destination, sector };
        let output: f64 = size.economies().map(|destination| baseline.table.flows[flow(destination)]).sum();
        let seller = format!("{economy} {}", sectors.get(row));
        let raised = match (economy, sectors.get(row)) {
            ("DEU", "c5") => 442.0,
            ("LTU", "c2") => 205.0,
            (_, "c2") => 0.025 * expected,
            _ => 0.0,
        };
        let allowed = ROUNDING + raised;
        assert!((output - expected).abs() < allowed, "{seller}: {output} against {expected}");
        sum += output;
        total += expected;
    }
    assert!((sum / total - 1.0).abs() < 5e-4, "{sum} against {total}");
}
