//! Whatever bytes a file holds, reading it ends in a baseline or an error.

use crate::mini::mini_folder;
use comity_data::Baseline;
use comity_data::frame::{File, Format};
use comity_data::import::{Spec, import};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

/// A small damage to a file.
#[derive(Debug, Clone)]
enum Damage {
    Cut(f64),
    Flip { at: f64, bit: u8 },
    Put { at: f64, byte: u8 },
    Insert { at: f64, bytes: Vec<u8> },
    Drop { at: f64, len: usize },
}

impl Damage {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let len = bytes.len();
        let place = |at: f64| ((len as f64 * at) as usize).min(len.saturating_sub(1));
        match self {
            _ if bytes.is_empty() => {}
            Self::Cut(at) => bytes.truncate(place(*at)),
            Self::Flip { at, bit } => bytes[place(*at)] ^= 1 << bit,
            Self::Put { at, byte } => bytes[place(*at)] = *byte,
            Self::Insert { at, bytes: new } => {
                let at = place(*at);
                bytes.splice(at..at, new.iter().copied());
            }
            Self::Drop { at, len } => {
                let at = place(*at);
                bytes.drain(at..(at + len).min(bytes.len()));
            }
        }
    }
}

fn damage() -> impl Strategy<Value = Damage> {
    let telling = prop::sample::select(vec![
        &b"nan"[..],
        b"inf",
        b"-1",
        b"1e999",
        b"\"",
        b"\n",
        b",",
        b"\xff",
        b"\xef\xbb\xbf",
        b"[[",
        b"=",
        b"''''",
        b"\0",
    ]);
    prop_oneof![
        (0.0..1.0).prop_map(Damage::Cut),
        (0.0..1.0, 0u8..8).prop_map(|(at, bit)| Damage::Flip { at, bit }),
        (0.0..1.0, any::<u8>()).prop_map(|(at, byte)| Damage::Put { at, byte }),
        (0.0..1.0, telling).prop_map(|(at, bytes)| Damage::Insert { at, bytes: bytes.to_vec() }),
        (0.0..1.0, 1usize..20).prop_map(|(at, len)| Damage::Drop { at, len }),
    ]
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn survives(format: Format, which: usize, damages: &[Damage]) {
    let folder = mini_folder(format);
    let files = files(folder.path());
    let file = &files[which % files.len()];
    let mut bytes = std::fs::read(file).unwrap();
    damages.iter().for_each(|damage| damage.apply(&mut bytes));
    std::fs::write(file, bytes).unwrap();
    match Baseline::read(folder.path()) {
        Ok(baseline) => {
            let report = baseline.check();
            assert!(report.balances.iter().all(|balance| balance.gap.is_finite()));
            baseline.summary(3);
        }
        Err(error) => {
            assert!(!error.to_string().is_empty() && error.hint().is_none_or(|hint| !hint.is_empty()));
        }
    }
}

/// Damages the spec of an embedded baseline, or a table that the spec reads.
fn import_survives(damage_spec: bool, damages: &[Damage]) {
    let mut spec = include_bytes!("../../../../assets/baselines/wiod-2011/spec.toml").to_vec();
    let mut table =
        b"seller_economy,seller_sector,buyer_economy,buyer_use,value_musd\nAUS,c1,AUS,c2,-5\n".to_vec();
    let bytes = if damage_spec { &mut spec } else { &mut table };
    damages.iter().for_each(|damage| damage.apply(bytes));
    if let Ok(spec) = Spec::parse("spec.toml", &String::from_utf8_lossy(&spec)) {
        let error = import(&File::from_bytes("table.csv", Format::Csv, table), &spec).unwrap_err();
        assert!(!error.to_string().is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn damaged_csv_and_toml(which in 0usize..8, damages in prop::collection::vec(damage(), 1..4)) {
        survives(Format::Csv, which, &damages);
    }

    #[test]
    fn damaged_import(damage_spec: bool, damages in prop::collection::vec(damage(), 1..4)) {
        import_survives(damage_spec, &damages);
    }

    #[test]
    fn damaged_parquet(which in 0usize..8, damages in prop::collection::vec(damage(), 1..4)) {
        survives(Format::Parquet, which, &damages);
    }
}
