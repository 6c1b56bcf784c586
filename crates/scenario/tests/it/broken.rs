//! What users read when a scenario is wrong: each message complete, as the command line prints it.

use crate::common::{here, rendered, shock};
use comity_scenario::{Error, Scenario};

/// The message about a scenario that must fail.
fn message(text: &str) -> String {
    rendered(&shock(text).expect_err("the scenario is wrong"))
}

/// A scenario with a right head and one entry.
fn with(entry: &str) -> String {
    message(&format!("name = \"Test\"\nbaseline = \"world\"\n\n{entry}\n"))
}

broken! {
    empty_file: message("\n");
    not_toml: message("name = \"Test\"\nclosure = balanced\n");
    cut_short: message("name = \"Test\"\n[[tariff]]\nsectors = [\"c14\", \"c3");
    no_name: message("summary = \"A scenario without a name\"\n");
    name_is_a_number: message("name = 5\n");
    unknown_key: message("name = \"Test\"\ntarif = 0.1\n");
    unknown_key_of_an_entry: with("[[tariff]]\nsector = [\"c14\"]\nrate = 0.1");
    unknown_closure: message("name = \"Test\"\nclosure = \"balance\"\n");
    entry_in_single_brackets: with("[tariff]\nrate = 0.1");
    unknown_word_of_the_model: with("[model]\nsectors = \"group\"");
    inputs_in_words: with("[model]\ninputs = \"no\"");
    model_in_double_brackets: with("[[model]]\nsectors = \"one\"");
    unknown_sector: with("[[trade_cost]]\nsectors = [\"c30\", \"c114\"]\nfactor = 0.9");
    economy_in_lower_case: with("[[tariff]]\ndestinations = \"usa\"\nrate = 0.1");
    economy_by_name: with("[[tariff]]\ndestinations = \"Germany\"\nrate = 0.1");
    economy_unlike_any: with("[[tariff]]\ndestinations = \"Atlantis\"\nrate = 0.1");
    code_of_the_other_axis: with("[[tariff]]\nsectors = \"USA\"\nrate = 0.1");
    group_without_its_kind: with("[[tariff]]\nsectors = \"Digital services\"\nrate = 0.1");
    unknown_group: with("[[trade_cost]]\nsectors = \"group:digital_service\"\nfactor = 0.9");
    unknown_kind_of_group: with("[[trade_cost]]\norigins = \"continent:asia\"\nfactor = 0.9");
    group_of_the_other_axis: with("[[trade_cost]]\norigins = \"group:goods\"\nfactor = 0.9");
    empty_selector: with("[[trade_cost]]\nsectors = []\nfactor = 0.9");
    selector_is_a_number: with("[[trade_cost]]\nsectors = [14]\nfactor = 0.9");
    except_everything: with("[[trade_cost]]\nexcept = \"all\"\nfactor = 0.9");
    except_unknown: with("[[trade_cost]]\nexcept = [\"CHNA\"]\nfactor = 0.9");
    no_factor: with("[[trade_cost]]\nsectors = \"all\"");
    factor_is_text: with("[[trade_cost]]\nfactor = \"0.9\"");
    factor_is_zero: with("[[trade_cost]]\nfactor = 0");
    factor_is_infinite: with("[[productivity]]\nfactor = inf");
    factor_is_not_a_number: with("[[productivity]]\nfactor = nan");
    factor_and_ban: with("[[trade_cost]]\nfactor = 0.9\nban = true");
    ban_of_a_tariff: with("[[tariff]]\nban = true");
    rate_is_infinite_in_a_file: with("[[tariff]]\nfile = \"files/infinite_rate.csv\"");
    supply_of_an_unknown_factor: with("[[factor_supply]]\nof = \"capital\"\nfactor = 1.1");
    supply_without_a_factor: with("[[factor_supply]]\nof = \"labour\"");
    rate_is_too_low: with("[[tariff]]\nrate = -1.0");
    rate_and_file: with("[[tariff]]\nrate = 0.1\nfile = \"files/tariffs.csv\"");
    neither_rate_nor_file: with("[[tariff]]\nsectors = \"c14\"");
    selector_beside_file: with("[[tariff]]\nsectors = \"c14\"\nfile = \"files/tariffs.csv\"");
    no_productivity_factor: with("[[productivity]]\nsectors = \"all\"");
    productivity_of_something_else: with("[[productivity]]\nfactor = 1.1\non = \"labor\"");
    no_such_file: with("[[trade_cost]]\nfile = \"files/cost.csv\"");
    file_of_unknown_format: with("[[trade_cost]]\nfile = \"world/baseline.toml\"");
    file_with_unknown_code: with("[[trade_cost]]\nfile = \"files/unknown_code.csv\"");
    file_with_duplicate: with("[[trade_cost]]\nfile = \"files/duplicate.csv\"");
    file_with_domestic_flow: with("[[trade_cost]]\nfile = \"files/domestic.csv\"");
    file_with_text: with("[[trade_cost]]\nfile = \"files/text.csv\"");
    file_with_negative_factor: with("[[trade_cost]]\nfile = \"files/negative.csv\"");
    file_without_column: with("[[trade_cost]]\nfile = \"files/no_factor.csv\"");
    wide_characters: with("[[tariff]]\ndestinations = [\"日本\", \"ÜSA\"]\nrate = 0.1");
}

fn found(path: &str) -> String {
    rendered(&Scenario::find(path).expect_err("there is no such scenario"))
}

#[test]
fn scenarios_that_are_not_there() {
    insta::assert_snapshot!("no_such_scenario", found("cheaper-digital-service"));
    insta::assert_snapshot!("no_such_scenario_at_all", found("atlantis.toml"));
    insta::assert_snapshot!("a_folder", found(&here().join("files").display().to_string()));
}

#[test]
fn a_file_that_is_not_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("latin1.toml");
    std::fs::write(&path, b"name = \"C\xf4te d'Ivoire\"\n").unwrap();
    let message = found(&path.display().to_string()).replace(&folder.path().display().to_string(), "");
    insta::assert_snapshot!("not_text", message);
}

#[test]
fn the_place_is_in_the_text() {
    let Err(Error::Scenario(diagnostic)) =
        shock("name = \"Test\"\n[[tariff]]\nrate = 0.1\ndestinations = \"usa\"")
    else {
        panic!("an error in the text");
    };
    let text = "name = \"Test\"\n[[tariff]]\nrate = 0.1\ndestinations = \"usa\"";
    assert_eq!(&text[diagnostic.span.clone().unwrap()], "\"usa\"");
}
