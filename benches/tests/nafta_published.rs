//! The tables of Caliendo and Parro (2015), Review of Economic Studies 82, from a baseline folder and a scenario file, as a user
//! would come to them.

#![allow(clippy::unwrap_used, reason = "a test that fails should panic")]

use comity_benches::nafta;
use comity_data::frame::{Columns, Format};
use comity_data::{Baseline, EconomyInfo, Meta, SectorInfo};
use comity_model::Part;
use comity_scenario::{Options, Run, Scenario, Welfare};
use std::path::{Path, PathBuf};

/// Table 2: welfare, terms of trade, volume of trade and real wages, in percent.
const PUBLISHED: [(&str, f64, f64, f64); 3] =
    [("Mexico", -0.41, 1.72, 1.72), ("Canada", -0.11, 0.04, 0.32), ("USA", 0.04, 0.04, 0.11)];

fn data() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/nafta");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: {} is not there", folder.display());
    None
}

/// The exact parts in `docs/validation.md`: terms of trade, volume of trade and their sum, in 100 ln.
const EXACT: [(f64, f64, f64); 3] =
    [(-0.6775, 0.6848, 0.0073), (-0.1091, -0.0011, -0.1102), (0.0585, 0.0156, 0.0741)];

/// Writes the data of 1993 as a baseline folder, the tariffs of 2005 beside it, and a scenario that applies them.
fn write_scenario(data: &Path, folder: &Path) -> PathBuf {
    let (table, tariffs) = nafta::load(data).unwrap();
    let economies: Vec<EconomyInfo> = nafta::economies(data)
        .unwrap()
        .into_iter()
        .map(|code| EconomyInfo { name: code.clone(), code, ..EconomyInfo::default() })
        .collect();
    let sectors: Vec<SectorInfo> = nafta::sectors(data)
        .unwrap()
        .into_iter()
        .map(|code| SectorInfo { name: code.clone(), code, ..SectorInfo::default() })
        .collect();
    let flows: Vec<_> = table.size.flows().filter(|flow| !flow.is_domestic()).collect();
    let mut columns = Columns::new();
    columns
        .text("sector", flows.iter().map(|flow| sectors[flow.sector.0].code.as_str()))
        .text("origin", flows.iter().map(|flow| economies[flow.origin.0].code.as_str()))
        .text("destination", flows.iter().map(|flow| economies[flow.destination.0].code.as_str()))
        .numbers("rate", flows.iter().map(|&flow| tariffs[flow]))
        .write(&folder.join("tariffs-2005.csv"))
        .unwrap();
    let baseline = Baseline {
        meta: Meta {
            name: "nafta-1993".into(),
            year: 1993,
            unit: "USD".into(),
            source: "Caliendo and Parro (2015), replication files".into(),
            ..Meta::default()
        },
        economies: economies.clone(),
        sectors: sectors.clone(),
        factors: vec!["value_added".into()],
        table,
        files: Vec::new(),
    };
    baseline.write(&folder.join("nafta-1993"), Format::Parquet).unwrap();
    let scenario = folder.join("nafta.toml");
    let text = "name = \"NAFTA and world tariff changes, 1993 to 2005\"\nbaseline = \"nafta-1993\"\nclosure = \"balanced\"\n\n[[tariff]]\nfile = \"tariffs-2005.csv\"\n";
    std::fs::write(&scenario, text).unwrap();
    scenario
}

#[test]
fn nafta_matches_the_published_tables() {
    let Some(data) = data() else { return };
    let folder = tempfile::tempdir().unwrap();
    let scenario = write_scenario(&data, folder.path());
    let scenario = Scenario::find(scenario.to_str().unwrap()).unwrap();
    let run = Run::new(scenario, &Options { decompose: true, ..Options::default() }).unwrap();
    let Welfare { exact, first_order } = run.welfare.as_ref().unwrap();
    let first_order = first_order.as_ref().unwrap();
    for ((code, terms_of_trade, volume_of_trade, real_wage), documented) in PUBLISHED.into_iter().zip(EXACT) {
        let at = run.baseline.economies.iter().position(|economy| economy.code == code).unwrap();
        let economy = comity_model::EconomyId(at);
        // Real wages to the two decimals printed.
        let percent = 100.0 * (run.outcome.economies.real_wage[economy] - 1.0);
        assert_eq!(format!("{percent:.2}"), format!("{real_wage:.2}"), "{code}: real wage {percent}");
        for (name, ours, printed) in [
            ("terms of trade", first_order.terms_of_trade[economy], terms_of_trade),
            ("volume of trade", first_order.volume_of_trade[economy], volume_of_trade),
        ] {
            assert!((ours - printed).abs() < 0.02, "{code}: {name} {ours}, published {printed}");
        }
        eprintln!(
            "{code}: real wage {percent:.4}, terms of trade {:.4}, volume of trade {:.4} ({:.4} in logs), real income {:.4}",
            first_order.terms_of_trade[economy],
            first_order.volume_of_trade[economy],
            first_order.volume_of_trade_log[economy],
            100.0 * (run.outcome.economies.real_income[economy] - 1.0),
        );
        let parts = exact.economy(economy);
        let found = (parts[Part::TermsOfTrade], parts[Part::VolumeOfTrade], parts.sum());
        eprintln!(
            "{code}, exact: terms of trade {:.4}, volume of trade {:.4}, sum {:.4}",
            found.0, found.1, found.2
        );
        for (found, documented) in [(found.0, documented.0), (found.1, documented.1), (found.2, documented.2)]
        {
            assert!((found - documented).abs() < 6e-5, "{code}: {found}, documented {documented}");
        }
        let change = 100.0 * run.outcome.economies.real_income[economy].ln();
        assert!((found.2 - change).abs() < 1e-8, "{code}: {} for {change}", found.2);
    }
    eprintln!("{} equilibria, gap {:.1e}, {:?} ms", exact.equilibria, exact.gap, run.timing.decompose);
    assert!(exact.gap < 1e-10, "{}", exact.gap);
}
