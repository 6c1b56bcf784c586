//! Broken baselines, each with the whole message that the user sees.

use crate::mini::mini_folder;
use comity_data::Baseline;
use comity_data::frame::{Columns, Format};
use std::path::Path;

/// What `comity` prints for the mini-world after `damage`.
fn message(format: Format, damage: impl FnOnce(&Path)) -> String {
    let folder = mini_folder(format);
    damage(folder.path());
    let error = Baseline::read(folder.path()).expect_err("the damage goes unnoticed");
    let hint = error.hint().map_or_else(String::new, |hint| format!("\n\nhint: {hint}"));
    format!("error: {error}{hint}").replace(&folder.path().display().to_string(), "mini")
}

/// Replaces text in a file of the mini-world in CSV; it must occur.
fn replaced(file: &str, from: &str, to: &str) -> String {
    message(Format::Csv, |folder| {
        let path = folder.join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from:?} is not in {file}:\n{text}");
        std::fs::write(path, text.replacen(from, to, 1)).unwrap();
    })
}

/// Overwrites a file of the mini-world in CSV.
fn overwritten(file: &str, content: impl AsRef<[u8]>) -> String {
    message(Format::Csv, |folder| std::fs::write(folder.join(file), content).unwrap())
}

/// Cuts a file of the mini-world to a part of its length.
fn cut(format: Format, file: &str, share: f64) -> String {
    message(format, |folder| {
        let path = folder.join(file);
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(path, &bytes[..(bytes.len() as f64 * share) as usize]).unwrap();
    })
}

broken! {
    // The folder and baseline.toml
    no_baseline_toml: message(Format::Csv, |folder| std::fs::remove_file(folder.join("baseline.toml")).unwrap());
    newer_format: replaced("baseline.toml", "format = 1", "format = 2");
    unknown_key: replaced("baseline.toml", "licence =", "license =");
    year_as_text: replaced("baseline.toml", "year = 2020", "year = \"2020\"");
    toml_cut_short: replaced("baseline.toml", "unit = \"billion USD\"", "unit = \"billion USD");
    no_name: replaced("baseline.toml", "name = \"mini\"\n", "");
    missing_table: message(Format::Csv, |folder| std::fs::remove_file(folder.join("use.csv")).unwrap());
    both_formats: message(Format::Csv, |folder| {
        Columns::new().text("economy", ["AAA"]).numbers("value", [0.0]).write(&folder.join("deficits.parquet")).unwrap();
    });

    // Columns and cells
    no_header: overwritten("flows.csv", "");
    empty_table: overwritten("flows.csv", "sector,origin,destination,value,tariff\n");
    missing_column: replaced("flows.csv", "tariff", "tarrif");
    column_twice: replaced("flows.csv", "tariff", "value");
    semicolons: overwritten("final.csv", "economy;sector;value\nAAA;goods;1\n");
    latin_1: overwritten("economies.csv", b"code,name\nAAA,C\xf4te\n");
    csv_cut_short: cut(Format::Csv, "value_added.csv", 0.53);
    too_many_fields: overwritten("final.csv", "economy,sector,value\nAAA,goods,1,234\n");
    text_for_a_number: replaced("final.csv", "57", "fifty-seven");
    decimal_comma: replaced("final.csv", "39.75", "\"39,75\"");
    empty_number: replaced("final.csv", "39.75", "");
    infinite_value: replaced("flows.csv", "50.5", "1e999");
    nan_value: replaced("flows.csv", "50.5", "NaN");

    // Codes and values
    unknown_economy: replaced("flows.csv", "AAA,BBB", "AAA,BBC");
    unknown_sector: replaced("use.csv", "services,goods", "mining,goods");
    empty_code: replaced("flows.csv", "AAA,BBB", "AAA,");
    economy_twice: replaced("economies.csv", "BBB", "AAA");
    sector_twice: replaced("sectors.csv", "services,", "goods,");
    flow_twice: replaced("flows.csv", "goods,BBB,BBB", "goods,AAA,BBB");
    value_added_twice: replaced("value_added.csv", "AAA,services,labour", "AAA,goods,labour");
    negative_value: replaced("use.csv", "AAA,goods,services,5", "AAA,goods,services,-5");
    value_too_large: replaced("final.csv", "57", "5.7e300");
    zero_elasticity: replaced("sectors.csv", "4.5", "0");
    elasticity_too_large: replaced("sectors.csv", "4.5", "1e300");
    tariff_too_large: replaced("flows.csv", "0.05", "1e300");
    tariff_below_minus_one: replaced("flows.csv", "0.05", "-5");
    no_income: overwritten("value_added.csv", "economy,sector,factor,value\nAAA,goods,labour,5\nBBB,goods,labour,0\n");
    no_demand: overwritten("final.csv", "economy,sector,value\nBBB,goods,5\n");
    deficit_above_income: replaced("deficits.csv", "BBB,-5", "BBB,-86.5");
    deficit_twice: replaced("deficits.csv", "BBB,-5", "AAA,-5");

    // Parquet
    parquet_cut_at_start: cut(Format::Parquet, "flows.parquet", 0.01);
    parquet_cut_in_half: cut(Format::Parquet, "flows.parquet", 0.5);
    parquet_cut_at_end: cut(Format::Parquet, "flows.parquet", 0.99);
    csv_called_parquet: message(Format::Parquet, |folder| {
        std::fs::write(folder.join("flows.parquet"), "sector,origin,destination,value,tariff\n").unwrap();
    });
    parquet_text_for_numbers: message(Format::Parquet, |folder| {
        Columns::new()
            .text("economy", ["AAA"])
            .text("sector", ["goods"])
            .text("value", ["many"])
            .write(&folder.join("final.parquet"))
            .unwrap();
    });
    parquet_numbers_for_codes: message(Format::Parquet, |folder| {
        Columns::new()
            .numbers("economy", [1.0])
            .text("sector", ["goods"])
            .numbers("value", [5.0])
            .write(&folder.join("final.parquet"))
            .unwrap();
    });
    parquet_missing_column: message(Format::Parquet, |folder| {
        Columns::new().text("economy", ["AAA"]).numbers("value", [5.0]).write(&folder.join("final.parquet")).unwrap();
    });
    parquet_negative_value: message(Format::Parquet, |folder| {
        Columns::new()
            .text("economy", ["AAA", "BBB"])
            .text("sector", ["goods", "services"])
            .numbers("value", [5.0, -0.5])
            .write(&folder.join("final.parquet"))
            .unwrap();
    });
    parquet_infinite_value: message(Format::Parquet, |folder| {
        Columns::new()
            .text("economy", ["AAA", "BBB"])
            .text("sector", ["goods", "services"])
            .numbers("value", [5.0, f64::NEG_INFINITY])
            .write(&folder.join("final.parquet"))
            .unwrap();
    });
}

#[test]
fn unknown_baseline() {
    let error = Baseline::open("wiod-2001").unwrap_err();
    insta::assert_snapshot!(format!("error: {error}\n\nhint: {}", error.hint().unwrap()));
}

#[test]
fn too_many_economies_do_not_fill_the_memory() {
    let codes: Vec<String> = (0..100_000).map(|n| format!("E{n}")).collect();
    let text = message(Format::Csv, |folder| {
        let rows: String = codes.iter().map(|code| format!("{code},{code}\n")).collect();
        std::fs::write(folder.join("economies.csv"), format!("code,name\n{rows}")).unwrap();
    });
    assert!(text.contains("do not fit in memory"), "{text}");
}
