//! What is written is what is read.

use crate::mini::mini;
use comity_data::frame::Format;
use comity_data::{Baseline, EconomyInfo, Meta, SectorInfo, Step};
use comity_model::{PerEconomy, Size, Table};
use proptest::prelude::*;

/// A number that is often zero, as most cells of real tables are.
fn cell() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), 0.0..1e9, (-300i32..29).prop_map(|exponent| 10f64.powi(exponent))]
}

fn code() -> impl Strategy<Value = String> {
    "[A-Za-zé][A-Za-z0-9, \"'é;_.-]{0,6}[A-Za-z0-9]"
}

fn baseline() -> impl Strategy<Value = Baseline> {
    let codes = |most| prop::collection::btree_set(code(), 1..most);
    (codes(5), codes(4), codes(3), any::<bool>(), "[ -~é\n]{0,40}").prop_flat_map(
        |(economies, sectors, factors, deficits, words)| {
            let size = Size { economies: economies.len(), sectors: sectors.len() };
            let (n, j) = (size.economies, size.sectors);
            let cells = n * n * j * 2 + n * j * j + n * j + n * j * factors.len() + j;
            prop::collection::vec(cell(), cells).prop_map(move |cells| {
                let mut cells = cells.into_iter();
                let mut table = Table::zeros(size, factors.len());
                let mut fill = |values: &mut [f64], least: f64| {
                    values.iter_mut().for_each(|value| *value = cells.next().unwrap().max(least));
                };
                // Every economy earns and wants something, and every factor is paid.
                fill(table.theta.values_mut(), 0.1);
                table.theta.values_mut().iter_mut().for_each(|theta| *theta = theta.min(999.0));
                fill(table.flows.values_mut(), 0.0);
                fill(table.tariffs.values_mut(), 0.0);
                fill(table.input_use.values_mut(), 0.0);
                fill(table.final_demand.values_mut(), 0.0);
                table.final_demand.values_mut()[..n].iter_mut().for_each(|value| *value += 1.0);
                for factor in &mut table.value_added {
                    fill(factor.values_mut(), 0.0);
                    factor.values_mut()[..n].iter_mut().for_each(|value| *value += 1.0);
                }
                table.flows.values_mut()[0] += 1.0;
                table.deficits = deficits.then(|| PerEconomy::filled(size, -0.5));
                Baseline {
                    meta: Meta {
                        name: words.clone(),
                        year: 1995,
                        unit: words.clone(),
                        source: words.clone(),
                        licence: String::new(),
                        notes: words.clone(),
                        steps: vec![Step {
                            operation: words.clone(),
                            input: words.clone(),
                            sha256: String::new(),
                        }],
                    },
                    economies: economies
                        .iter()
                        .map(|code| EconomyInfo {
                            code: code.clone(),
                            name: words.trim().into(),
                            ..Default::default()
                        })
                        .collect(),
                    sectors: sectors
                        .iter()
                        .map(|code| SectorInfo {
                            code: code.clone(),
                            name: String::new(),
                            group: code.clone(),
                        })
                        .collect(),
                    factors: factors.iter().cloned().collect(),
                    table,
                    files: Vec::new(),
                }
            })
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_baseline_in_either_format(baseline in baseline()) {
        for format in Format::ALL {
            let folder = tempfile::tempdir().unwrap();
            baseline.write(folder.path(), format).unwrap();
            let back = Baseline::read(folder.path()).unwrap();
            prop_assert_eq!(&Baseline { files: Vec::new(), ..back }, &baseline);
        }
    }
}

#[test]
fn the_other_format_gives_way() {
    let folder = tempfile::tempdir().unwrap();
    mini().write(folder.path(), Format::Csv).unwrap();
    let mut without_deficits = mini();
    without_deficits.table.deficits = None;
    without_deficits.write(folder.path(), Format::Parquet).unwrap();
    let back = Baseline::read(folder.path()).unwrap();
    assert_eq!(back.table, without_deficits.table);
    let names: Vec<&str> = back.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        names.join(" "),
        "baseline.toml economies.parquet sectors.parquet flows.parquet use.parquet final.parquet value_added.parquet"
    );
}

#[test]
fn the_same_baseline_gives_the_same_bytes() {
    for format in Format::ALL {
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let [first, second] = folders.each_ref().map(|folder| {
            mini().write(folder.path(), format).unwrap();
            Baseline::read(folder.path()).unwrap().files
        });
        assert_eq!(first, second);
    }
}

#[test]
fn many_sectors_fit_in_memory() {
    let size = Size { economies: 49, sectors: 200 };
    let mut large = mini();
    let numbered = |n: usize| format!("X{n}");
    large.economies = (0..49).map(|n| EconomyInfo { code: numbered(n), ..Default::default() }).collect();
    large.sectors = (0..200).map(|n| SectorInfo { code: numbered(n), ..Default::default() }).collect();
    large.table = Table::zeros(size, 2);
    let fill =
        |values: &mut [f64], step: usize| values.iter_mut().step_by(step).for_each(|value| *value = 1.25);
    fill(large.table.flows.values_mut(), 7);
    fill(large.table.input_use.values_mut(), 11);
    fill(large.table.final_demand.values_mut(), 1);
    large.table.value_added.iter_mut().for_each(|factor| fill(factor.values_mut(), 1));
    let folder = tempfile::tempdir().unwrap();
    large.write(folder.path(), Format::Parquet).unwrap();
    let back = Baseline::read(folder.path()).unwrap();
    assert_eq!(back.table, large.table);
}
