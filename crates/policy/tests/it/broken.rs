//! Broken registries, each with the whole message that the user sees.

use crate::sample::{JURISDICTIONS, MEASURES, TAXONOMY, files};
use comity_policy::Registry;
use proptest::prelude::*;

fn message(files: &[(String, String)]) -> String {
    let error = Registry::of(files).expect_err("the damage goes unnoticed");
    let hint = error.hint().map_or_else(String::new, |hint| format!("\n\nhint: {hint}"));
    format!("error: {error}{hint}")
}

/// The message after a text is replaced in a file; it must occur.
fn replaced(file: usize, from: &str, to: &str) -> String {
    let mut files = files(MEASURES);
    assert!(files[file].1.contains(from), "{from:?} is not in {}", files[file].0);
    files[file].1 = files[file].1.replacen(from, to, 1);
    message(&files)
}

macro_rules! broken {
    ($($name:ident: $message:expr;)+) => {
        $(#[test]
        fn $name() {
            insta::assert_snapshot!(stringify!($name), $message);
        })+
    };
}

const TAX: usize = 0;
const JUR: usize = 1;
const ALL: usize = 2;

broken! {
    no_date: replaced(ALL, "adopted = 2019-01-01\n", "");
    no_source: replaced(ALL, "source_url = \"https://example.org/eu-act\"\n", "");
    empty_source: replaced(ALL, "https://example.org/eu-act", "");
    source_that_is_no_address: replaced(ALL, "https://example.org/eu-act", "see the Journal");
    unknown_sector: replaced(ALL, "sectors = [\"all\"]", "sectors = [\"helth\"]");
    unknown_feature: replaced(ALL, "transparency = 2", "transparancy = 2");
    feature_that_is_far_from_all: replaced(ALL, "transparency = 3", "banana = 3");
    level_too_high: replaced(ALL, "transfer_conditions = 3", "transfer_conditions = 4");
    level_negative: replaced(ALL, "transfer_conditions = 3", "transfer_conditions = -1");
    level_text: replaced(ALL, "transfer_conditions = 3", "transfer_conditions = \"strict\"");
    dates_out_of_order: replaced(ALL, "in_force = 2020-02-01", "in_force = 2019-12-31");
    ends_before_it_is_made: replaced(ALL, "lapsed_or_revoked = 2025-05-13", "lapsed_or_revoked = 2021-05-13");
    over_without_an_end: replaced(ALL, "lapsed_or_revoked = 2025-05-13\n", "");
    date_in_quotation_marks: replaced(ALL, "in_force = 2020-02-01", "in_force = \"2020-02-01\"");
    date_with_a_time: replaced(ALL, "in_force = 2020-02-01", "in_force = 2020-02-01T12:00:00");
    day_that_is_none: replaced(ALL, "in_force = 2020-02-01", "in_force = 2020-02-31");
    id_twice: replaced(ALL, "id = \"eu-data\"", "id = \"eu-act\"");
    id_empty: replaced(ALL, "id = \"eu-data\"", "id = \"\"");
    unknown_key: replaced(ALL, "official_ref = \"Regulation 1\"", "oficial_ref = \"Regulation 1\"");
    missing_title: replaced(ALL, "title = \"Data Regulation\"\n", "");
    title_empty: replaced(ALL, "title = \"Data Regulation\"", "title = \" \"");
    unknown_status: replaced(ALL, "status = \"in_force\"", "status = \"in force\"");
    unknown_confidence: replaced(ALL, "confidence = \"high\"", "confidence = \"hihg\"");
    unknown_jurisdiction: replaced(ALL, "jurisdiction = \"CHN\"", "jurisdiction = \"China\"");
    unknown_partner: replaced(ALL, "\"USA\", { code = \"IND\"", "\"USA\", { code = \"INX\"");
    unit_of_another_economy: replaced(ALL, "jurisdiction = \"USA\"\nsubnational", "jurisdiction = \"CHN\"\nsubnational");
    stages_out_of_order: replaced(ALL, "from = 2025-01-01", "from = 2023-01-01");
    stages_that_end_elsewhere: replaced(ALL, "conformity_assessment = 3\ntransparency", "conformity_assessment = 1\ntransparency");
    article_without_level: replaced(ALL, "transparency = \"Art. 7\"", "export_licensing = \"Art. 7\"");
    not_toml: replaced(ALL, "[[measure]]", "[[measure]");
    member_leaves_before_it_joins: replaced(JUR, "until = 2021-01-01", "until = 1971-01-01");
    jurisdiction_twice: replaced(JUR, "code = \"FRA\"\nname", "code = \"DEU\"\nname");
    share_in_percent: replaced(JUR, "share = 0.25", "share = 25.0");
    unit_without_a_share: replaced(JUR, "share = 0.25\n", "");
    member_as_number: replaced(JUR, "members = [\"DEU\"", "members = [7");
    weight_outside_its_range: replaced(TAX, "weight = 2.0", "weight = 4.0");
    confidence_above_one: replaced(TAX, "low = 0.5", "low = 1.5");
    feature_twice: replaced(TAX, "id = \"transparency\"", "id = \"conformity_assessment\"");
}

#[test]
fn a_folder_without_measures() {
    let error = Registry::read(std::path::Path::new("nowhere")).unwrap_err();
    assert!(error.to_string().starts_with("cannot read `nowhere"), "{error}");
    assert!(error.hint().is_some());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is cut out or put in, there is an error or a registry, and never a panic.
    #[test]
    fn damage_is_survived(file in 0..3usize, at in 0.0..1.0f64, length in 0..40usize, text in "[a-z\\[\\]{}=\"0-9\n\u{e9}.-]{0,6}") {
        let mut files = files(MEASURES);
        let content = [TAXONOMY, JURISDICTIONS, MEASURES][file];
        let start = content.floor_char_boundary((content.len() as f64 * at) as usize);
        let end = content.ceil_char_boundary((start + length).min(content.len()));
        files[file].1 = [&content[..start], text.as_str(), &content[end..]].concat();
        match Registry::of(&files) {
            Err(error) => prop_assert!(!error.to_string().is_empty()),
            Ok(registry) => {
                let rules = comity_policy::Rules::new(&registry, comity_policy::Settings::default());
                rules.distances(registry.as_of());
            }
        }
    }
}
