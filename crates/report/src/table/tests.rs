use super::*;
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_ipc::reader::StreamReader;
use comity_data::frame::Cells;
use serde_json::{Value, json};
use std::io::Read;

const CSV: &str = "year,economy,gap\n2030,001,0.5\n2040,002,\n";

fn table() -> Table {
    read("a.csv", CSV.into()).unwrap()
}

#[test]
fn codes_stay_text_and_empty_cells_are_no_numbers() {
    let table = table();
    let kinds = table.columns.iter().map(|(_, cells)| match cells {
        Cells::Text(_) => "text",
        Cells::Numbers(_) => "numbers",
        Cells::Integers(_) => "integers",
    });
    assert_eq!(kinds.collect::<Vec<_>>(), ["integers", "text", "numbers"]);
}

#[test]
fn articles_that_all_look_like_numbers_are_text() {
    let table = read("rules.csv", "of,article_before,trade_share\n1,5,0.5\n2,,0.25\n".into()).unwrap();
    let text = table.columns.iter().filter(|(_, cells)| matches!(cells, Cells::Text(_)));
    assert_eq!(text.map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["of", "article_before"]);
}

#[test]
fn every_form_says_the_same() {
    let table = table();
    let form = |form| encode("a", &table, form, &[("baseline", "wiod-2011".into())]).unwrap();
    let shown: Value = serde_json::from_slice(&form(Form::Json)).unwrap();
    assert_eq!(
        shown,
        json!({ "name": "a", "rows": 2, "columns": {
            "year": [2030, 2040], "economy": ["001", "002"], "gap": [0.5, null] } })
    );
    let parquet = read("a.parquet", form(Form::Parquet)).unwrap();
    assert_eq!(encode("a", &parquet, Form::Json, &[]).unwrap(), form(Form::Json));

    let mut stream = StreamReader::try_new(std::io::Cursor::new(form(Form::Arrow)), None).unwrap();
    assert_eq!(stream.schema().metadata().get("baseline").unwrap(), "wiod-2011");
    let batch = stream.next().unwrap().unwrap();
    assert_eq!(batch.column(0).as_primitive::<Int64Type>().values(), &[2030, 2040]);
    assert_eq!(batch.column(1).as_string::<i32>().value(1), "002");
    let gaps: Vec<_> = batch.column(2).as_primitive::<Float64Type>().iter().collect();
    assert_eq!(gaps, [Some(0.5), None]);
    assert!(stream.next().is_none());
}

#[test]
fn an_empty_table_has_its_columns_in_every_form() {
    let table = read("a.csv", b"economy,gap\n".to_vec()).unwrap();
    for form in Form::ALL {
        assert!(!encode("a", &table, form, &[]).unwrap().is_empty(), "{form:?}");
    }
}

/// The text of a file in a workbook, which is a zip.
fn part(workbook: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_workbook_has_a_sheet_a_table_and_says_where_numbers_come_from() {
    let mut spreadsheet = Spreadsheet::default();
    spreadsheet.add("economies", &table()).unwrap();
    let long = Table { rows: MOST_CELLS + 1, columns: vec![("x".to_owned(), Cells::Numbers(Vec::new()))] };
    spreadsheet.add("draws", &long).unwrap();
    let record = json!({ "baseline": { "licence": "CC BY <4.0>" }, "inputs": [{ "sha256": "ab" }] });
    let bytes = spreadsheet.finish(&record).unwrap();
    let book = part(&bytes, "xl/workbook.xml");
    assert!(book.contains("name=\"economies\"") && book.contains("name=\"provenance\""), "{book}");
    assert!(!book.contains("name=\"draws\""));
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(
        sheet.contains("<v>2030</v>") && sheet.contains(">001<") && sheet.contains("<v>0.5</v>"),
        "{sheet}"
    );
    let provenance = part(&bytes, "xl/worksheets/sheet2.xml");
    for said in ["baseline.licence", "CC BY &lt;4.0&gt;", "inputs.1.sha256", "left out: 2000001 rows"] {
        assert!(provenance.contains(said), "{said}: {provenance}");
    }
}
