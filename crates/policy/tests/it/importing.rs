//! Imports of small samples in the form of each source, of broken tables, and of the real file where it is at hand.

use comity_policy::Registry;
use comity_policy::import::{
    Decisions, Import, Mapping, Table, duplicates_table, import, measure_files, refused_table,
};
use proptest::prelude::*;
use std::fmt::Write;
use std::path::Path;

fn sample(name: &str) -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/import").join(name);
    Table::read(name, &std::fs::read(path).unwrap()).unwrap()
}

fn mine() -> Mapping {
    Mapping::read("tracker.toml", include_str!("../files/import/tracker.toml")).unwrap()
}

fn imported(table: &Table, mapping: &Mapping) -> Import {
    import(table, mapping, Registry::embedded().unwrap(), &Decisions::default()).unwrap()
}

/// Everything that an import gives.
fn shown(import: &Import, mapping: &Mapping) -> String {
    let mut text = String::new();
    for (name, content) in measure_files(import, mapping, "sample") {
        writeln!(text, "== measures/{name}\n{content}").unwrap();
    }
    let rows =
        |rows: Vec<Vec<String>>| rows.into_iter().map(|row| row.join(" | ") + "\n").collect::<String>();
    let refused = refused_table(import).into_iter().map(|row| row.to_vec()).collect();
    let duplicates = duplicates_table(import).into_iter().map(|row| row.to_vec()).collect();
    writeln!(text, "== refused.csv\n{}\n== duplicates.csv\n{}", rows(refused), rows(duplicates)).unwrap();
    text + &import.notes.join("\n")
}

/// What is written is read back as the measures that were imported.
fn read_back(import: &Import, mapping: &Mapping) {
    let files = measure_files(import, mapping, "sample");
    let registry = Registry::of(&files).unwrap_or_else(|error| panic!("{error}"));
    let mut measures: Vec<_> = import.new.iter().map(|imported| imported.measure.clone()).collect();
    measures.sort_by(|one, other| one.jurisdiction.cmp(&other.jurisdiction));
    assert_eq!(registry.measures, measures);
}

/// Every row is somewhere.
fn whole(import: &Import) {
    let Import { rows, new, held, same, refused_rows, left_out, .. } = import;
    assert_eq!(*rows, new.len() + held.len() + same + refused_rows + left_out.len());
}

macro_rules! samples {
    ($($name:ident: $file:literal, $mapping:expr;)+) => {
        $(#[test]
        fn $name() {
            let mapping = $mapping;
            let import = imported(&sample($file), &mapping);
            whole(&import);
            read_back(&import, &mapping);
            insta::assert_snapshot!(stringify!($name), shown(&import, &mapping));
        })+
    };
}

samples! {
    import_oecd: "oecd.csv", Mapping::embedded("oecd").unwrap();
    import_dpa: "dpa.json", Mapping::embedded("dpa").unwrap();
    import_agora: "agora.csv", Mapping::embedded("agora").unwrap();
    import_eping: "eping.csv", Mapping::embedded("eping").unwrap();
    import_tracker: "tracker.csv", mine();
}

#[test]
fn every_mapping_fits_the_taxonomy_and_has_a_sample() {
    for name in Mapping::names() {
        let mapping = Mapping::embedded(name).unwrap();
        let file = if name == "dpa" { "dpa.json".to_owned() } else { format!("{name}.csv") };
        let import = imported(&sample(&file), &mapping);
        assert!(!import.new.is_empty(), "{name}");
        for imported in &import.new {
            let measure = &imported.measure;
            assert_eq!((measure.confidence.as_str(), measure.basis.as_str()), ("low", "imported"));
            assert_eq!(measure.coded_by, mapping.source());
        }
    }
}

#[test]
fn the_same_table_once_more_is_all_duplicates() {
    let (table, mapping) = (sample("eping.csv"), Mapping::embedded("eping").unwrap());
    let first = imported(&table, &mapping);
    let registry = Registry::of(&measure_files(&first, &mapping, "sample")).unwrap();
    let again = import(&table, &mapping, &registry, &Decisions::default()).unwrap();
    assert!(again.new.is_empty());
    assert_eq!(again.duplicates[0].why, "same id");
}

#[test]
fn a_person_decides_on_duplicates() {
    let (table, mapping) = (sample("dpa.json"), Mapping::embedded("dpa").unwrap());
    let before = imported(&table, &mapping);
    let id = before.held[0].measure.id.clone();
    let with = |decision: &str| {
        let table_of = Table::read("d.csv", format!("id,decision\n{id},{decision}\n").as_bytes()).unwrap();
        let decisions = Decisions::read(&table_of)?;
        Ok::<_, comity_policy::import::TableError>(
            import(&table, &mapping, Registry::embedded().unwrap(), &decisions).unwrap(),
        )
    };
    let new = with("new").unwrap();
    whole(&new);
    assert!(new.new.iter().any(|imported| imported.measure.id == id));
    let same = with("same").unwrap();
    whole(&same);
    assert_eq!((same.same, same.new.len(), same.held.len()), (1, before.new.len(), before.held.len() - 1));
    assert_eq!(with("").unwrap(), before);
    assert!(with("perhaps").is_err());
}

/// A mapping after a text in it is replaced, and the message that it gets.
fn broken(from: &str, to: &str) -> String {
    let text = include_str!("../files/import/tracker.toml");
    assert!(text.contains(from), "{from}");
    let error = Mapping::read("tracker.toml", &text.replacen(from, to, 1))
        .and_then(|mapping| {
            import(&sample("tracker.csv"), &mapping, Registry::embedded().unwrap(), &Decisions::default())
        })
        .unwrap_err();
    format!("error: {error}\n\nhint: {}", error.hint().unwrap_or_default())
}

#[test]
fn broken_mappings() {
    insta::assert_snapshot!(
        [
            broken("title = \"Name of measure\"", "title = \"Name of measures\""),
            broken("title = ", "titel = "),
            broken("\"mandatory\" = \"hard\"", "\"mandatory\" = \"hardly\""),
            broken("[words.binding]", "[words.kind]\nx = \"ai_horizontl\"\n[words.binding]"),
            broken("feature = \"content_labelling\"", "feature = \"content_labeling\""),
            broken("hard = 2", "hard = 4"),
            broken("prefix = \"sample\"", "prefix = \"My Sample\""),
            broken("[columns]", "[event]\ndate = \"a\"\nwhat = \"b\"\nmeans = { x = \"title\" }\n[columns]"),
        ]
        .join("\n\n")
    );
    assert!(Mapping::embedded("oecdd").unwrap_err().hint().unwrap().contains("`oecd`"));
}

#[test]
fn a_mapping_for_another_table_says_so() {
    let mapping = Mapping::embedded("agora").unwrap();
    let error = import(&sample("oecd.csv"), &mapping, Registry::embedded().unwrap(), &Decisions::default());
    assert!(error.unwrap_err().to_string().starts_with("`oecd.csv` has no column"));
}

/// The counts that docs/import.md gives.
#[test]
fn the_real_table_of_oecd_initiatives() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/governance/oecd_ai_policies.csv");
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("skipped: no {}", path.display());
        return;
    };
    let mapping = Mapping::embedded("oecd").unwrap();
    let import = imported(&Table::read("oecd_ai_policies.csv", &bytes).unwrap(), &mapping);
    whole(&import);
    read_back(&import, &mapping);
    assert_eq!(import.rows, 2216);
    let like_the_registry: std::collections::BTreeSet<usize> =
        import.duplicates.iter().filter(|one| one.existing_row.is_none()).map(|one| one.row).collect();
    // A measure that joins the registry may hold back a row more, so what is held has room.
    assert_eq!(import.refused_rows, 6);
    assert!((60..90).contains(&import.held.len()), "{}", import.held.len());
    assert!((20..50).contains(&like_the_registry.len()), "{}", like_the_registry.len());
    let act = import.duplicates.iter().find(|one| one.existing == "eu-ai-act").unwrap();
    assert_eq!(act.title, "Artificial Intelligence Act (AI ACT)");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any bytes are a table or an error, and whatever a table holds, every row is accounted for and what is written is
    /// read back.
    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let header = b"Name of measure;Country;Reference;Adopted;Status;Force;Link\n".as_slice();
        for bytes in [bytes.clone(), [header, &bytes].concat()] {
            if let Ok(table) = Table::read("any", &bytes) {
                for mapping in Mapping::names().map(|name| Mapping::embedded(name).unwrap()).chain([mine()]) {
                    if let Ok(import) = import(&table, &mapping, Registry::embedded().unwrap(), &Decisions::default()) {
                        whole(&import);
                    }
                }
            }
        }
    }

    /// Rows of words that mean something in places where they do not.
    #[test]
    fn any_cells_are_survived(rows in prop::collection::vec(prop::collection::vec(
        prop_oneof![
            Just("Peru".to_owned()), Just("2021".to_owned()), Just("31/01/2020".to_owned()), Just("mandatory".to_owned()),
            Just("https://x.org/a".to_owned()), Just("in force".to_owned()), Just("repealed".to_owned()), Just(String::new()),
            "[A-Za-zé\"\\\\ ]{0,12}", any::<String>(),
        ], 8), 0..12)) {
        let mut writer = String::from("Name of measure,Country,Reference,Adopted,Ended,Status,Force,Link\n");
        for row in &rows {
            let cells: Vec<String> = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            writer += &(cells.join(",") + "\n");
        }
        let mapping = mine();
        let table = Table::read("any", writer.as_bytes()).unwrap();
        let import = imported(&table, &mapping);
        whole(&import);
        read_back(&import, &mapping);
    }

    /// Whatever is cut out of a mapping or put in, there is an error or a mapping, and never a panic.
    #[test]
    fn damaged_mappings_are_survived(at in 0.0..1.0f64, length in 0..40usize, text in "[a-z\\[\\]{}=\"0-9\n.|-]{0,6}") {
        let content = include_str!("../files/import/tracker.toml");
        let start = content.floor_char_boundary((content.len() as f64 * at) as usize);
        let end = content.ceil_char_boundary((start + length).min(content.len()));
        let damaged = [&content[..start], text.as_str(), &content[end..]].concat();
        if let Ok(mapping) = Mapping::read("m.toml", &damaged) {
            let table = sample("tracker.csv");
            if let Ok(import) = import(&table, &mapping, Registry::embedded().unwrap(), &Decisions::default()) {
                whole(&import);
            }
        }
    }
}
