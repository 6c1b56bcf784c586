//! What a scenario does to the made-up world: which flows it reaches, and with which numbers.

use crate::common::{ECONOMIES, SECTORS, economy, flow, sector, shock};
use comity_model::Flow;
use comity_scenario::Shocked;

/// The shock of a scenario with a right head.
fn shocked(entries: &str) -> Shocked {
    shock(&format!("name = \"Test\"\n{entries}")).unwrap()
}

/// The flows whose iceberg cost changes, as `sector origin destination`.
fn changed(entries: &str) -> Vec<String> {
    let shock = shocked(entries).shock;
    let flows = shock.iceberg.size().flows().filter(|&flow| shock.iceberg[flow] != 1.0);
    flows.map(shown).collect()
}

fn shown(flow: Flow) -> String {
    let (sector, origin) = (SECTORS[flow.sector.0], ECONOMIES[flow.origin.0]);
    format!("{sector} {origin} {}", ECONOMIES[flow.destination.0])
}

#[test]
fn left_out_selectors_mean_all_but_domestic_flows() {
    let flows = changed("[[trade_cost]]\nfactor = 0.9");
    assert_eq!(flows.len(), SECTORS.len() * ECONOMIES.len() * (ECONOMIES.len() - 1));
    let spelt_out = "sectors = \"all\"\norigins = [\"all\"]\ndestinations = [\"All\"]\n";
    assert_eq!(flows, changed(&format!("[[trade_cost]]\n{spelt_out}factor = 0.9")));
}

#[test]
fn codes_and_groups_add_up() {
    let entry = "[[trade_cost]]\nsectors = [\"c1\", \"group:goods\"]\norigins = [\"income:high\", \"IND\"]\n\
                 destinations = \"region:South Asia\"\nfactor = 0.9";
    assert_eq!(changed(entry), ["c1 USA IND", "c1 DEU IND"]);
}

#[test]
fn group_words_do_not_mind_case_spaces_and_hyphens() {
    let with = |word: &str| changed(&format!("[[trade_cost]]\norigins = \"{word}\"\nfactor = 0.9"));
    let expected = with("income:upper_middle");
    assert_eq!(expected.len(), 9);
    for word in ["income:Upper-Middle", "INCOME:upper middle", "income: upper_middle"] {
        assert_eq!(with(word), expected, "{word}");
    }
}

#[test]
fn except_takes_out_economies_on_both_sides_and_sectors() {
    let entry = "[[trade_cost]]\nexcept = [\"IND\", \"CHN\", \"c30\", \"group:goods\"]\nfactor = 0.9";
    assert_eq!(changed(entry), ["c14 DEU USA", "c14 USA DEU"]);
}

#[test]
fn trade_costs_multiply() {
    let shock = shocked("[[trade_cost]]\nfactor = 0.9\n[[trade_cost]]\norigins = \"USA\"\nfactor = 2").shock;
    assert_eq!(shock.iceberg[flow("c1", "USA", "DEU")], 0.9 * 2.0);
    assert_eq!(shock.iceberg[flow("c1", "DEU", "USA")], 0.9);
    assert_eq!(shock.iceberg[flow("c1", "USA", "USA")], 1.0);
}

#[test]
fn later_tariffs_override_and_others_stay() {
    let shock = shocked(
        "[[tariff]]\ndestinations = \"USA\"\nrate = 0.1\n[[tariff]]\norigins = \"CHN\"\ndestinations = \"USA\"\nrate = 0.25",
    )
    .shock;
    assert_eq!(shock.tariffs[flow("c14", "DEU", "USA")], 0.1);
    assert_eq!(shock.tariffs[flow("c14", "CHN", "USA")], 0.25);
    assert_eq!(shock.tariffs[flow("c14", "USA", "USA")], 0.0);
    // The made-up world has a tariff of 5 percent here, which no entry names.
    assert_eq!(shock.tariffs[flow("c14", "USA", "CHN")], 0.05);
}

#[test]
fn files_set_flows_one_by_one() {
    let shocked =
        shocked("[[trade_cost]]\nfile = \"files/costs.csv\"\n[[tariff]]\nfile = \"files/tariffs.csv\"");
    let shock = &shocked.shock;
    assert_eq!(shock.iceberg[flow("c30", "USA", "DEU")], 0.8);
    assert_eq!(shock.iceberg[flow("c30", "DEU", "USA")], 0.9);
    assert_eq!(shock.iceberg[flow("c30", "DEU", "IND")], 1.0);
    assert_eq!(shock.tariffs[flow("c14", "USA", "CHN")], 0.3);
    let names: Vec<&str> = shocked.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["costs.csv", "tariffs.csv"]);
}

#[test]
fn productivity_is_of_all_inputs_or_of_value_added() {
    let shock = shocked(
        "[[productivity]]\neconomies = \"IND\"\nfactor = 1.5\n\
         [[productivity]]\nsectors = \"c30\"\nexcept = \"USA\"\nfactor = 2\non = \"value_added\"",
    )
    .shock;
    assert_eq!(shock.productivity[(economy("IND"), sector("c1"))], 1.5);
    assert_eq!(shock.productivity[(economy("DEU"), sector("c30"))], 1.0);
    assert_eq!(shock.value_added_productivity[(economy("DEU"), sector("c30"))], 2.0);
    assert_eq!(shock.value_added_productivity[(economy("USA"), sector("c30"))], 1.0);
    assert_eq!(shock.value_added_productivity[(economy("DEU"), sector("c1"))], 1.0);
}

#[test]
fn warnings_say_what_the_user_may_not_have_meant() {
    let warnings = [
        "",
        "[[trade_cost]]\norigins = \"income:low\"\nfactor = 0.9",
        "[[trade_cost]]\norigins = \"USA\"\ndestinations = \"USA\"\nfactor = 0.9",
        "[[tariff]]\nrate = 25",
        "[[productivity]]\nsectors = \"c1\"\nexcept = \"c1\"\nfactor = 2",
        "[[productivity]]\nexcept = \"region:sub_saharan_africa\"\nfactor = 2",
    ]
    .map(|entries| shocked(entries).warnings.join("\n"));
    insta::assert_snapshot!(warnings.join("\n"));
}
