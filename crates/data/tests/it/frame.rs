//! Tables as other programs write them. `files/make.py` made the files with pyarrow and pandas.

use comity_data::frame::{Column, Columns, File, Format, FrameError};
use std::path::{Path, PathBuf};

const CODES: [&str; 5] = ["AAA", "BBB", "AAA", "Größe", "BBB"];

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name)
}

fn text(file: &str, column: &str) -> Result<Vec<String>, FrameError> {
    let frame = File::open(&path(file))?.read([column], [])?;
    Ok(frame.text[0].iter().map(str::to_owned).collect())
}

fn numbers(file: &str, column: &str) -> Result<Vec<f64>, FrameError> {
    let frame = File::open(&path(file))?.read([""; 0], [column])?;
    Ok(frame.numbers[0].clone())
}

/// The first line of an error without the folder.
fn first_lines(error: &FrameError) -> String {
    error.to_string().replace(&format!("{}/", path("").display().to_string().trim_end_matches('/')), "")
}

#[test]
fn every_codec_and_several_row_groups() {
    for codec in ["none", "snappy", "gzip", "zstd", "lz4"] {
        let file = format!("codec_{codec}.parquet");
        assert_eq!(text(&file, "code").unwrap(), CODES, "{codec}");
        assert_eq!(numbers(&file, "value").unwrap(), [1.5, 2.0, 0.0, 4.0, 1e-7], "{codec}");
    }
}

#[test]
fn labels_keep_their_numbers_from_one_row_group_to_the_next() {
    let mut pieces = Vec::new();
    let file = File::open(&path("codec_zstd.parquet")).unwrap();
    file.scan(["code"], ["value"], |piece| {
        pieces.push((piece.text[0].rows.clone(), piece.place(0, "value").row));
        Ok::<_, FrameError>(())
    })
    .unwrap();
    let expected = [(vec![0, 1], "row 1"), (vec![0, 2], "row 3"), (vec![1], "row 5")];
    assert_eq!(pieces, expected.map(|(rows, place)| (rows, place.to_owned())));
}

#[test]
fn text_of_every_kind() {
    assert_eq!(text("types.parquet", "large_text").unwrap(), CODES);
    assert_eq!(text("types.parquet", "whole_code").unwrap(), ["1", "2", "1", "3", "2"]);
    assert_eq!(text("types.parquet", "nothing").unwrap(), [""; 5]);
    assert_eq!(text("types.parquet", "some_text").unwrap(), ["x", "", "x", "", "y"]);
    assert_eq!(text("pandas.parquet", "none").unwrap(), [""; 5]);
}

#[test]
fn numbers_of_every_kind() {
    assert_eq!(numbers("types.parquet", "float32").unwrap(), [1.5, 2.0, 0.0, 4.0, 0.25]);
    assert_eq!(numbers("types.parquet", "int8").unwrap(), [1.0, 2.0, -3.0, 4.0, 5.0]);
    assert_eq!(numbers("types.parquet", "uint64").unwrap(), [1.0, 2.0, 3.0, 4.0, 0.75 * 2f64.powi(64)]);
    assert_eq!(numbers("types.parquet", "uint32").unwrap(), [1.0, 2.0, 3.0, 4.0, 4_294_967_295.0]);
    assert_eq!(numbers("types.parquet", "decimal").unwrap(), [125.0, 250.0, 0.0, 4.0, 5.0]);
    assert_eq!(numbers("pandas.parquet", "value").unwrap(), [0.0, 1.0, 2.0, 3.0, 4.0]);
}

#[test]
fn what_is_no_text_or_no_number_says_so() {
    let errors = [
        numbers("types.parquet", "with_null").unwrap_err(),
        numbers("types.parquet", "with_nan").unwrap_err(),
        numbers("types.parquet", "date").unwrap_err(),
        numbers("types.parquet", "large_text").unwrap_err(),
        text("types.parquet", "date").unwrap_err(),
        text("types.parquet", "flag").unwrap_err(),
        text("types.parquet", "float32").unwrap_err(),
        text("codec_none.parquet", "extra").unwrap_err(),
        text("codec_none.parquet", "codes").unwrap_err(),
        text("types.xlsx", "code").unwrap_err(),
        text("nowhere.csv", "code").unwrap_err(),
    ];
    insta::assert_snapshot!(errors.map(|error| first_lines(&error)).join("\n\n"));
}

#[test]
fn csv_as_spreadsheets_write_it() {
    let content =
        "\u{feff}note, value ,code\r\n\"a, \"\"b\"\"\",1.5,AAA\r\n\r\n\"two\nlines\", 2e3 ,BBB\r\n,-0.5,AAA";
    let file = File::from_bytes("sheet.csv", Format::Csv, content);
    let frame = file.read(["code", "note"], ["value"]).unwrap();
    let [code, note] = &frame.text;
    assert_eq!(code.iter().collect::<Vec<_>>(), ["AAA", "BBB", "AAA"]);
    assert_eq!(note.iter().collect::<Vec<_>>(), ["a, \"b\"", "two\nlines", ""]);
    assert_eq!(frame.numbers[0], [1.5, 2000.0, -0.5]);
    assert_eq!(frame.place(2, "value").to_string(), "sheet.csv, line 6, column `value`");
}

#[test]
fn optional_columns_are_empty_where_they_are_missing() {
    let columns = || [Column::required("code"), Column::optional("region")];
    let csv = File::from_bytes("a.csv", Format::Csv, "code\nAAA\n");
    assert_eq!(csv.read(columns(), []).unwrap().text[1].iter().collect::<Vec<_>>(), [""]);
    let parquet = File::open(&path("pandas.parquet")).unwrap();
    assert_eq!(parquet.read(columns(), []).unwrap().text[1].iter().collect::<Vec<_>>(), [""; 5]);
}

#[test]
fn writing_leaves_the_last_good_file_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("out.csv");
    Columns::new().numbers("value", [1.0]).write(&file).unwrap();
    let uneven = Columns::new().numbers("value", [2.0]).text("code", ["a", "b"]).write(&file);
    assert!(matches!(uneven, Err(FrameError::Uneven { .. })), "{uneven:?}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "value\n1\n");
    assert_eq!(folder.path().read_dir().unwrap().count(), 1);
}

#[test]
fn numbers_come_back_to_the_last_bit() {
    let values = [0.1, -0.0, 1e-300, 5e-324, f64::MAX, 123_456_789.123_456_79, 1e15, 1e16, 1.0 / 3.0];
    for format in Format::ALL {
        let bytes = Columns::new().numbers("value", values).encode("x", format).unwrap();
        let back = File::from_bytes("x", format, bytes).read([""; 0], ["value"]).unwrap();
        let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&back.numbers[0]), bits(&values), "{format:?}");
    }
}
