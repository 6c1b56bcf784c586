//! The import of long tables, on the worked example of docs/data.md and variations of it.

use comity_data::Baseline;
use comity_data::frame::{File, Format};
use comity_data::import::{ImportError, Spec, import, import_long};
use comity_model::{EconomyId, Flow, SectorId};

/// The table of docs/data.md: north sells grain from stock, south's mill loses money.
const TABLE: &str = "\
seller,product,buyer,use,value
N,grain,N,grain,10
N,grain,N,mill,40
N,grain,N,home,20
N,grain,N,stock,-30
N,grain,S,mill,15
N,grain,S,home,5
N,mill,N,home,80
N,mill,S,home,10
S,grain,S,grain,5
S,grain,S,mill,25
S,grain,S,home,10
S,grain,N,stock,-2
S,mill,S,home,30
S,mill,S,stock,3
";

const SPEC: &str = r#"
name = "example"
year = 2020
unit = "million USD"
source = "Made up"
licence = "CC0"

[columns]
seller_economy = "seller"
seller_sector = "product"
buyer_economy = "buyer"
buyer_use = "use"
value = "value"

[final_demand]
codes = ["home", "stock"]
inventories = ["stock"]

[[economy]]
code = "NOR"
in_source = "N"
name = "North"

[[economy]]
code = "SOU"
in_source = "S"
name = "South"
income_group = "low"

[[sector]]
code = "grain"
name = "Grain"
group = "goods"
theta = 8.0
theta_reason = "a guess"

[[sector]]
code = "mill"
name = "Flour"
theta = 4.0
"#;

fn imported(table: &str, spec: &str) -> Result<comity_data::import::Import, ImportError> {
    import(&File::from_bytes("table.csv", Format::Csv, table.to_owned()), &Spec::parse("spec.toml", spec)?)
}

fn error(table: &str, spec: &str) -> String {
    let error = imported(table, spec).unwrap_err();
    let hint = error.hint().map_or_else(String::new, |hint| format!("\n\nhint: {hint}"));
    format!("error: {error}{hint}")
}

/// SPEC or TABLE with a replacement that must apply.
fn with(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from:?} is not in the text");
    text.replacen(from, to, 1)
}

fn flow(baseline: &Baseline, [origin, destination, sector]: [usize; 3]) -> f64 {
    let (origin, destination) = (EconomyId(origin), EconomyId(destination));
    baseline.table.flows[Flow { origin, destination, sector: SectorId(sector) }]
}

#[test]
fn negative_entries_are_netted_and_what_is_left_is_reported() {
    let import = imported(TABLE, SPEC).unwrap();
    insta::assert_snapshot!(import.treatment.steps.join("\n"));
    let baseline = import.baseline;
    // South's grain in northern stocks fell: nothing was delivered.
    assert_eq!(flow(&baseline, [1, 0, 0]), 0.0);
    // North used 50 of grain, but only 40 were harvested for it: the other 10 count as harvested too.
    assert!((flow(&baseline, [0, 0, 0]) - 50.0).abs() < 1e-12);
    assert_eq!(baseline.table.final_demand[(EconomyId(0), SectorId(0))], 0.0);
    // South's mill sells 33 and uses 40.
    assert_eq!(baseline.table.value_added[0][(EconomyId(1), SectorId(1))], 0.0);
    assert_eq!(baseline.meta.notes, "Trade elasticities by sector:\ngrain: 8, a guess");
}

#[test]
fn without_negative_entries_nothing_changes() {
    let table = with(&with(TABLE, "-30", "30"), "S,grain,N,stock,-2\n", "");
    let table = with(&table, "S,mill,S,home,30", "S,mill,S,home,90");
    let baseline = imported(&table, SPEC).unwrap().baseline;
    let report = baseline.check();
    assert!(report.balances.iter().all(|balance| balance.gap < 1e-9), "{report:#?}");
    assert_eq!(baseline.summary(0).world.output, 343.0);
}

#[test]
fn rows_of_value_added_totals_and_merged_codes() {
    let table = format!(
        "{TABLE},wages,N,grain,20\n,wages,N,mill,30\n,wages,S,grain,8\n,wages,S,home,1\n,profits,N,grain,-4\nTOT,total,N,grain,99\nN,grain,TOT,total,99\n"
    );
    let spec = with(SPEC, "[columns]", "ignore = [\"total\"]\n[columns]");
    let spec = with(
        &spec,
        "[[economy]]",
        "[value_added]\nlabour = [\"wages\"]\ncapital = [\"profits\"]\n[[economy]]",
    );
    let import = imported(&table, &spec).unwrap();
    assert_eq!(import.baseline.factors, ["capital", "labour"]);
    let labour = &import.baseline.table.value_added[1];
    assert_eq!(labour.by_economy().values(), [50.0, 8.0]);
    insta::assert_snapshot!(import.treatment.changes.last().unwrap().to_string(), @"Set negative value added to zero: 1 cell, 4 million USD or 1.8% of world output; most in NOR grain 4");

    let (head, _) = SPEC.split_once("[[economy]]").unwrap();
    let (_, sectors) = SPEC.split_once("[[sector]]").unwrap();
    let one = format!(
        "{head}[[economy]]\ncode = \"ALL\"\nin_source = [\"N\", \"S\"]\nname = \"All\"\n[[sector]]{sectors}"
    );
    let merged = imported(TABLE, &one).unwrap().baseline;
    assert_eq!(flow(&merged, [0, 0, 1]), 80.0 + 10.0 + 30.0 + 3.0);
}

#[test]
fn a_sector_that_nobody_makes() {
    let spec = format!("{SPEC}[[sector]]\ncode = \"gold\"\nname = \"Gold\"\ntheta = 3\n");
    let table = format!("{TABLE}N,gold,N,home,0\n");
    let baseline = imported(&table, &spec).unwrap().baseline;
    assert!(baseline.check().warnings.contains(&"nobody sells anything of `gold`".to_owned()));
    let folder = tempfile::tempdir().unwrap();
    baseline.write(folder.path(), Format::Csv).unwrap();
    assert_eq!(Baseline::read(folder.path()).unwrap().table, baseline.table);
}

#[test]
fn tariffs_from_a_file_beside_the_spec() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("table.csv"), TABLE).unwrap();
    std::fs::write(path("spec.toml"), with(SPEC, "name = ", "tariffs = \"rates.csv\"\nname = ")).unwrap();
    std::fs::write(path("rates.csv"), "sector,origin,destination,rate\ngrain,NOR,SOU,0.25\n").unwrap();
    let baseline = import_long(&path("table.csv"), &path("spec.toml")).unwrap().baseline;
    let step = baseline.meta.steps.last().unwrap();
    assert_eq!(
        (step.operation.as_str(), step.input.as_str()),
        ("Read 1 tariffs; all others are zero", "rates.csv")
    );
    assert_eq!(baseline.table.tariffs.sum(), 0.25);

    std::fs::write(path("rates.csv"), "sector,origin,destination,rate\ngrain,NOR,S,0.25\n").unwrap();
    let error = import_long(&path("table.csv"), &path("spec.toml")).unwrap_err();
    assert!(error.to_string().starts_with("unknown economy `S`"), "{error}");
}

broken! {
    codes_that_do_not_match: error(&with(&with(TABLE, "N,grain,N,mill", "N,corn,N,mill"), "N,mill,S", "W,mill,S"), &format!("{SPEC}[[sector]]\ncode = \"gold\"\nname = \"Gold\"\ntheta = 3\n"));
    use_without_a_place: error(TABLE, &with(SPEC, "[\"home\", \"stock\"]\ninventories = [\"stock\"]", "[\"home\"]"));
    entry_twice: error(&with(TABLE, "N,mill,S,home", "N,mill,N,home"), SPEC);
    column_of_another_name: error(TABLE, &with(SPEC, "\"product\"", "\"produce\""));
    code_named_twice: error(TABLE, &with(SPEC, "code = \"mill\"", "code = \"grain\""));
    source_code_named_twice: error(TABLE, &with(SPEC, "in_source = \"S\"", "in_source = [\"S\", \"N\"]"));
    elasticity_below_zero: error(TABLE, &with(SPEC, "8.0", "-8.0"));
    inventories_that_are_no_final_demand: error(TABLE, &with(SPEC, "[\"stock\"]", "[\"stocks\"]"));
    misspelt_key: error(TABLE, &with(SPEC, "income_group", "income_grup"));
    key_left_out: error(TABLE, &with(SPEC, "theta = 4.0", ""));
    source_code_of_wrong_type: error(TABLE, &with(SPEC, "in_source = \"S\"", "in_source = 5"));
    nobody_earns: error("seller,product,buyer,use,value\nN,grain,S,home,1\nN,mill,N,home,1\nN,mill,N,stock,1\n", SPEC);
}

#[test]
fn no_spec() {
    let folder = tempfile::tempdir().unwrap();
    let error = import_long(&folder.path().join("table.csv"), &folder.path().join("spec.toml")).unwrap_err();
    assert!(error.to_string().starts_with("cannot read the spec"), "{error}");
}
