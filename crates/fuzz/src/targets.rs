//! The parsers, each with what follows once a text is read.

use crate::corpus::files;
use comity_data::frame::{File, Format};
use comity_data::import::Spec;
use comity_policy::comply::{self, Plan, Product};
use comity_policy::import::{self, Decisions, Mapping, Table};
use comity_policy::screen::{self, Draft};
use comity_policy::suggest::Cues;
use comity_policy::{Measure, Registry, Rules, Settings};
use comity_scenario::{Prepared, Scenario, Source};
use std::hint::black_box;
use std::sync::LazyLock;

/// A parser.
#[derive(Debug)]
pub struct Target {
    /// What it reads.
    pub name: &'static str,
    /// Texts that it reads without fault, or nearly so.
    pub corpus: fn() -> Vec<Vec<u8>>,
    /// Reads a text, and does with it what is done with one that somebody sent.
    pub read: fn(&[u8]),
}

/// All of them.
pub const TARGETS: [Target; 9] = [
    Target { name: "scenario", corpus: || files(&["scenarios"], &[".toml"]), read: scenario },
    Target { name: "draft", corpus: || files(&["assets/policy/drafts"], &[".toml"]), read: draft },
    Target { name: "product", corpus: || files(&["assets/policy/products"], &[".toml"]), read: product },
    Target {
        name: "measures",
        corpus: || files(&["assets/policy/measures"], &["KOR.toml", "VNM.toml", "AGO.toml", "CHE.toml"]),
        read: measures,
    },
    Target { name: "table", corpus: || files(&[SAMPLES], &[".csv", ".json"]), read: table },
    Target {
        name: "mapping",
        corpus: || {
            files(
                &["assets/policy/import", SAMPLES],
                &["agora.toml", "dpa.toml", "eping.toml", "oecd.toml", "tracker.toml"],
            )
        },
        read: mapping,
    },
    Target {
        name: "law",
        corpus: || files(&["crates/policy/tests/files/suggest/unseen"], &[".txt"]),
        read: law,
    },
    Target { name: "spec", corpus: || files(&["assets/baselines/wiod-2011"], &["spec.toml"]), read: spec },
    Target { name: "columns", corpus: columns_corpus, read: columns },
];

const SAMPLES: &str = "crates/policy/tests/files/import";

/// What is sent as text is text: JSON and forms refuse anything else before a parser sees it.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// An error is shown, with what to do about it.
fn shown(error: &impl ToString, hint: Option<String>) {
    black_box((error.to_string(), hint));
}

fn scenario(bytes: &[u8]) {
    static WORLD: LazyLock<Prepared> = LazyLock::new(|| {
        Prepared::new(&Scenario::find("cheaper-trade").unwrap(), &Default::default()).unwrap()
    });
    let read = Scenario::parse(Source::alone("scenario.toml", text(bytes)));
    let shock = read.and_then(|scenario| scenario.shock(&WORLD.baseline, &WORLD.benchmark.calibration));
    match shock {
        Ok(shocked) => drop(black_box(shocked.warnings)),
        Err(error) => shown(&error, error.hint()),
    }
}

fn draft(bytes: &[u8]) {
    let library = screen::Library::embedded().unwrap();
    match Draft::parse(library, "draft.toml", &text(bytes)) {
        Ok(draft) => {
            let screening = library.screen(&draft).against(Registry::embedded().unwrap());
            assert!(!screen::html(&screening).contains("<script"), "a draft's words become part of the page");
        }
        Err(error) => shown(&error, error.hint()),
    }
}

fn rules() -> &'static Rules<'static> {
    static RULES: LazyLock<Rules> =
        LazyLock::new(|| Rules::new(Registry::embedded().unwrap(), Settings::default()));
    &RULES
}

fn product(bytes: &[u8]) {
    let library = comply::Library::embedded().unwrap();
    let plan = Product::parse(library, rules(), "product.toml", &text(bytes)).and_then(|product| {
        let date = "2027-12-02".parse().unwrap();
        Plan::new(library, rules(), &product, &["EU", "USA"], date, 3).map(|plan| comply::html(&plan))
    });
    match plan {
        Ok(html) => assert!(!html.contains("<script"), "a product's words become part of the page"),
        Err(error) => shown(&error, error.hint()),
    }
}

fn measures(bytes: &[u8]) {
    let registry = Registry::embedded().unwrap();
    let parse = |text: String| registry.parse([&("measures.toml".to_owned(), text)]);
    match parse(text(bytes)) {
        Ok(read) => {
            let written: Vec<String> = read.iter().map(Measure::to_toml).collect();
            assert_eq!(parse(written.join("\n")).unwrap(), read, "what was read is not what was written");
        }
        Err(error) => shown(&error, error.hint()),
    }
}

fn imported(table: &Table, mapping: &Mapping) {
    let registry = Registry::embedded().unwrap();
    match import::import(table, mapping, registry, &Decisions::default()) {
        Ok(found) => drop(black_box(import::measure_files(&found, mapping, "mine"))),
        Err(error) => shown(&error, error.hint()),
    }
}

fn table(bytes: &[u8]) {
    let Ok(table) = Table::read("table", bytes) else { return };
    // Whoever uploads a table may name the wrong mapping for it.
    for name in Mapping::names() {
        imported(&table, &Mapping::embedded(name).unwrap());
    }
    let _ = black_box(Decisions::read(&table).is_ok());
}

fn mapping(bytes: &[u8]) {
    match Mapping::read("mapping.toml", &text(bytes)) {
        Ok(mapping) => {
            for sample in files(&[SAMPLES], &[".csv", ".json"]) {
                imported(&Table::read("table", &sample).unwrap(), &mapping);
            }
        }
        Err(error) => shown(&error, error.hint()),
    }
}

fn law(bytes: &[u8]) {
    let taxonomy = &Registry::embedded().unwrap().taxonomy;
    black_box(Cues::embedded().unwrap().suggest(taxonomy, &text(bytes)).len());
}

fn spec(bytes: &[u8]) {
    match Spec::parse("spec.toml", &text(bytes)) {
        Ok(spec) => drop(black_box(spec)),
        Err(error) => shown(&error, None),
    }
}

fn columns_corpus() -> Vec<Vec<u8>> {
    let mut corpus = files(&["crates/data/tests/files", "assets/baselines/wiod-2011"], &[".parquet"]);
    corpus.retain(|bytes| bytes.len() < 50_000);
    corpus.push(
        b"sector,origin,destination,value,tariff\nc14,USA,DEU,1.5,0.02\n\"c\"\"1\",FRA,USA,2e3,0\n".to_vec(),
    );
    corpus
}

/// A table of a baseline, whichever it is.
fn columns(bytes: &[u8]) {
    for format in Format::ALL {
        let file = File::from_bytes("table", format, bytes.to_vec());
        for (texts, numbers) in
            [(["sector", "origin"], ["value", "tariff"]), (["code", "name"], ["theta", "value"])]
        {
            match file.read(texts, numbers) {
                Ok(read) => drop(black_box(read.numbers)),
                Err(error) => shown(&error, None),
            }
        }
    }
}
