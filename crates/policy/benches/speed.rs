//! How long distances, searches and imports take on a registry far larger than the one that ships.
//!
//! `cargo bench -p comity-policy`
#![allow(clippy::unwrap_used, reason = "a benchmark that fails should panic")]

use comity_policy::import::{Decisions, Mapping, Table, import, measure_files};
use comity_policy::{Date, Index, Registry, Rules, Settings, all_threads};
use std::fmt::Write;
use std::hint::black_box;
use std::time::Instant;

const ECONOMIES: usize = 200;
const MEASURES: usize = 5_000;
const ROWS: usize = 10_000;
const YEARS: std::ops::Range<u16> = 2000..2030;

fn main() {
    let files = files();
    let registry = timed("read the files", || Registry::of(&files).unwrap());
    assert_eq!(registry.measures.len(), MEASURES);

    let rules = timed("prepare the rules", || Rules::new(&registry, Settings::default()));
    assert_eq!(rules.economies().len(), ECONOMIES);
    let dates: Vec<Date> = YEARS.map(Date::end_of).collect();
    for threads in [1, all_threads()] {
        let what = format!("all pairs of {ECONOMIES} economies, {} years, {threads} threads", dates.len());
        let distances = timed(&what, || rules.distances_over(&dates, threads));
        assert!(distances.iter().any(|distances| distances.heterogeneity(0, 1) > 0.0));
    }

    let index = timed("index the measures", || Index::new(&registry));
    for words in ["personal", "data transfer", "act rules on data", "m4", "transp label hard"] {
        timed(&format!("search `{words}`"), || black_box(index.find(words)).len());
    }
    import_rows(&registry);
}

/// A table of another 10,000 measures, some of them in the registry already.
fn import_rows(registry: &Registry) {
    let mut text = String::from("id,title,country,date,link\n");
    for row in 0..ROWS {
        let subject = ["health", "schools", "courts", "roads", "banks", "labels", "voices"][row % 7];
        let title = if row % 10 == 0 {
            registry.measures[row % MEASURES].title.clone()
        } else {
            format!("Rules number {row} on {subject}")
        };
        writeln!(
            text,
            "{row},{title},Economy {},{}-02-01,https://example.org/rows/{row}",
            row % ECONOMIES,
            2000 + row % 25
        )
        .unwrap();
    }
    let mapping = "name = 'Bench'\nprefix = 'bench'\n[columns]\nid = 'id'\ntitle = 'title'\njurisdiction = 'country'\n\
                   adopted = 'date'\nsource_url = 'link'\n[otherwise]\nbinding = 'hard'\nkind = 'strategy'\n";
    let mapping = Mapping::read("bench.toml", mapping).unwrap();
    let what =
        format!("import {ROWS} rows, with duplicates among them and {MEASURES} measures, and write them");
    let held = timed(&what, || {
        let table = Table::read("rows.csv", text.as_bytes()).unwrap();
        let import = import(&table, &mapping, registry, &Decisions::default()).unwrap();
        black_box(measure_files(&import, &mapping, "rows.csv"));
        assert_eq!(import.refused_rows, 0);
        import.held.len()
    });
    println!("{held} of them look like others");
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    println!("{:9.2} ms  {what}", start.elapsed().as_secs_f64() * 1e3);
    result
}

/// Files of made-up measures, the same each time.
fn files() -> Vec<(String, String)> {
    let features = &Registry::embedded().unwrap().taxonomy.features;
    let mut seed = 1u64;
    let mut any = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut jurisdictions = String::new();
    for economy in 0..ECONOMIES {
        writeln!(
            jurisdictions,
            "[[jurisdiction]]\ncode = 'E{economy}'\nname = 'Economy {economy}'\nkind = 'economy'"
        )
        .unwrap();
    }
    let members: Vec<String> =
        (0..27).map(|economy| format!("{{ code = 'E{economy}', from = 2004-05-01 }}")).collect();
    writeln!(
        jurisdictions,
        "[[jurisdiction]]\ncode = 'U'\nname = 'Union'\nkind = 'union'\nmembers = [{}]",
        members.join(", ")
    )
    .unwrap();
    let mut measures = String::new();
    for measure in 0..MEASURES {
        let code = if measure % 51 == 0 { "U".to_owned() } else { format!("E{}", measure % ECONOMIES) };
        let year = 1998 + any(30);
        let partners: Vec<String> = (0..any(3)).map(|_| format!("'E{}'", any(ECONOMIES as u64))).collect();
        let standard = if any(5) == 0 { format!("'ISO/IEC {}'", any(10)) } else { String::new() };
        write!(
            measures,
            "[[measure]]\nid = 'm{measure}'\njurisdiction = '{code}'\ntitle = 'Act number {measure} on {}'\n\
             official_ref = 'No. {measure}'\nadopted = {year}-03-01\nin_force = {year}-07-01\nstatus = 'in_force'\n\
             binding = '{}'\nkind = 'data_protection'\nsectors = ['all']\nrecognises = [{}]\nstandards = [{standard}]\n\
             summary = 'Rules on personal data, artificial intelligence and the transfer of data abroad, part {}.'\n\
             source_url = 'https://example.org/{measure}'\nconfidence = '{}'\nbasis = 'checked'\n[measure.features]\n",
            features[measure % features.len()].name,
            if any(4) == 0 { "soft" } else { "hard" },
            partners.join(", "),
            any(40),
            ["high", "medium", "low"][any(3) as usize],
        )
        .unwrap();
        let first = any(features.len() as u64) as usize;
        for step in 0..10 {
            let feature = &features[(first + 3 * step) % features.len()];
            writeln!(measures, "{} = {}", feature.id, any(4)).unwrap();
        }
    }
    vec![("jurisdictions.toml".to_owned(), jurisdictions), ("all.toml".to_owned(), measures)]
}
