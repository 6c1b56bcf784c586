//! Compliance: worked products against what must and must not reach them, laws that hold of any product, damaged files.

use comity_policy::comply::{
    Answer, Bill, EXAMPLE, Library, Plan, Product, Questions, Report, Size, embedded_product,
    embedded_products, html, markdown,
};
use comity_policy::{Registry, Rules, Settings};
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// What the pages in `docs/compliance` are printed with.
const WORKED: [(&str, &str, &str); 3] = [
    ("hiring-screening", "EU USA JPN KOR", "2027-12-02"),
    ("medical-imaging", "EU BRA", "2028-08-02"),
    ("chat-assistant", "EU BRA USA CHL", "2026-11-02"),
];

fn library() -> &'static Library {
    Library::embedded().unwrap()
}

fn rules() -> &'static Rules<'static> {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| Rules::new(Registry::embedded().unwrap(), Settings::default()))
}

fn product(content: &str) -> Product {
    Product::parse(library(), rules(), "product.toml", content).unwrap()
}

fn worked(name: &str) -> &'static str {
    embedded_product(name).unwrap()
}

fn plan<'a>(product: &'a Product, markets: &str, date: &str) -> Plan<'a> {
    let markets: Vec<&str> = markets.split_whitespace().collect();
    Plan::new(library(), rules(), product, &markets, date.parse().unwrap(), 3).unwrap()
}

/// How a measure reaches a product in the first market, be it the strictest of a feature or not.
fn reaches(plan: &Plan, measure: &str) -> Answer {
    let duties = &plan.markets[0].duties;
    let first = duties.iter().map(|duty| (&duty.measure.id, duty.answer));
    let also = duties.iter().flat_map(|duty| &duty.also).map(|other| (&other.measure.id, other.answer));
    first.chain(also).filter(|(id, _)| *id == measure).map(|(_, answer)| answer).max().unwrap_or(Answer::No)
}

fn asks(plan: &Plan, feature: &str) -> Answer {
    let duties = plan.markets[0].duties.iter().filter(|duty| duty.feature.id == feature);
    duties.map(|duty| duty.answer).max().unwrap_or(Answer::No)
}

fn bills(plan: &Plan) -> [Bill; 5] {
    let totals = plan.totals;
    [totals.apart, totals.together, totals.recognition, totals.standard, totals.both]
}

/// Amounts of a bill: once and a year, from low to high.
fn amounts(bill: &Bill) -> [[f64; 3]; 2] {
    [bill.one_off, bill.yearly].map(|range| [range.low, range.central, range.high])
}

/// Whether no amount of the one is above that of the other, but for rounding.
fn no_more(one: &Bill, other: &Bill) -> bool {
    amounts(one)
        .iter()
        .flatten()
        .zip(amounts(other).iter().flatten())
        .all(|(one, other)| *one <= other + 1e-6)
}

#[test]
fn the_act_reaches_high_risk_products_on_its_days() {
    let hiring = product(worked("hiring-screening"));
    assert_eq!(asks(&plan(&hiring, "EU", "2027-12-01"), "conformity_assessment"), Answer::No);
    assert_eq!(asks(&plan(&hiring, "EU", "2027-12-02"), "conformity_assessment"), Answer::Yes);
    // In products of Annex I later.
    let scanner = product(worked("medical-imaging"));
    let later = |date: &str| {
        let plan = plan(&scanner, "EU", date);
        let mut duties = plan.markets[0].duties.iter();
        duties.any(|duty| duty.feature.id == "human_oversight" && duty.measure.id == "eu-ai-act")
    };
    assert!(!later("2028-08-01") && later("2028-08-02"));
}

#[test]
fn a_measure_reaches_only_what_it_is_for() {
    let told = |content: &str, key: &str, value: Option<&str>| {
        let lines = content.lines().filter(|line| !line.starts_with(key)).map(str::to_owned);
        let (top, tables): (Vec<String>, Vec<String>) = {
            let lines: Vec<String> = lines.collect();
            let at = lines.iter().position(|line| line.starts_with('[')).unwrap_or(lines.len());
            (lines[..at].to_vec(), lines[at..].to_vec())
        };
        let line = value.map(|value| format!("{key} = {value}"));
        product(&top.into_iter().chain(line).chain(tables).collect::<Vec<_>>().join("\n"))
    };
    let cases = [
        ("usa-coppa", "USA", "chat-assistant", "children", "true", "false"),
        ("usa-doj-bulk-data", "USA", "medical-imaging", "countries_of_concern", "true", "false"),
        (
            "eu-platform-work",
            "EU",
            "hiring-screening",
            "sectors",
            "[\"labour_platforms\"]",
            "[\"employment\"]",
        ),
    ];
    for (measure, market, name, key, within, outside) in cases {
        // The rule on bulk data is for products of health.
        let content = worked(name).replace("\"medical_devices\"", "\"health\"");
        let found = |value| reaches(&plan(&told(&content, key, value), market, "2027-12-02"), measure);
        let answers = [Some(within), Some(outside), None].map(found);
        assert_eq!(answers, [Answer::Yes, Answer::No, Answer::Open], "{measure}");
    }
    let open = told(worked("chat-assistant"), "children", None);
    let plan = plan(&open, "USA", "2027-12-02");
    assert!(plan.unknown.iter().any(|(key, _, waits)| *key == "children" && *waits > 0));
}

#[test]
fn who_builds_on_a_model_has_not_the_duties_of_who_provides_it() {
    let content = worked("chat-assistant");
    let line = "model = \"built_on_another\"\n";
    assert!(content.contains(line));
    for (model, answer) in [(line, Answer::No), ("model = \"own\"\n", Answer::Yes), ("", Answer::Open)] {
        let product = product(&content.replace(line, model));
        let plan = plan(&product, "EU", "2026-11-02");
        assert_eq!(asks(&plan, "foundation_model_duties"), answer, "{model}");
        // What it makes is labelled whoever made the model.
        assert_eq!(asks(&plan, "content_labelling"), Answer::Yes);
        let asked = plan.unknown.iter().any(|(key, _, _)| *key == "model");
        assert_eq!(asked, answer == Answer::Open);
    }
}

#[test]
fn no_law_hides_behind_a_stricter_one() {
    let hiring = product(worked("hiring-screening"));
    let plan = plan(&hiring, "EU", "2027-12-02");
    let transparency =
        plan.markets[0].duties.iter().find(|duty| duty.feature.id == "transparency_disclosure");
    let transparency = transparency.unwrap();
    assert_eq!(transparency.measure.id, "eu-gdpr");
    let act = transparency.also.iter().find(|other| other.measure.id == "eu-ai-act").unwrap();
    assert!(act.article.contains("50") && act.level <= transparency.level);
    assert!(markdown(&plan).contains("also asked by `eu-ai-act` (Arts. 13, 50, level 3)"));
}

#[test]
fn data_law_asks_for_an_assessment_of_its_own() {
    let hiring = product(worked("hiring-screening"));
    let of = |date: &str| {
        let plan = plan(&hiring, "EU", date);
        let duties = plan.markets[0].duties.iter().filter(|duty| duty.feature.id == "impact_assessment");
        let laws: Vec<(String, bool)> = duties.map(|duty| (duty.measure.id.clone(), duty.of_data)).collect();
        (laws, plan.markets[0].alone.one_off.central)
    };
    let gdpr = ("eu-gdpr".to_owned(), true);
    let (before, _) = of("2026-11-02");
    assert_eq!(before, std::slice::from_ref(&gdpr));
    let (after, cost) = of("2027-12-02");
    assert_eq!(after, [("eu-ai-act".to_owned(), false), gdpr]);
    // The second reuses work of the first, and costs something all the same.
    let mut together = library().clone();
    together.costs.apart.clear();
    let date = "2027-12-02".parse().unwrap();
    let shared = Plan::new(&together, rules(), &hiring, &["EU"], date, 3).unwrap();
    let less = shared.markets[0].alone.one_off.central;
    assert!(less < cost && cost < 1.1 * less, "{less} {cost}");
}

#[test]
fn what_is_banned_may_not_be_sold() {
    let banned = worked("hiring-screening").replace("home =", "risk = \"prohibited\"\nhome =");
    let product = product(&banned);
    let sold = plan(&product, "EU JPN", "2027-12-02");
    let [union, japan] = [&sold.markets[0], &sold.markets[1]];
    assert!(union.barred && !union.at_home && union.pays() == Some("barred") && union.break_even.is_none());
    assert_eq!(amounts(&union.alone), [[0.0; 3]; 2]);
    assert!(!japan.barred && japan.alone.one_off.low > 0.0);
    assert_eq!(sold.totals.together, japan.alone);
    let page = markdown(&sold);
    assert!(page.contains("| may not be sold | - | - | - | 400,000 | barred |"));
    assert!(page.contains("European Union bans the product as stated"));
    // A firm of the Union is no exception.
    let within = Product { home: "FRA".to_owned(), ..product.clone() };
    let plan = plan(&within, "EU FRA", "2027-12-02");
    assert!(plan.markets.iter().all(|market| market.barred && !market.at_home));
}

#[test]
fn adequacy_leaves_less_to_do() {
    let recognised = |name: &str| {
        let product = product(
            &worked(name).replace("\"in_market\"", "\"elsewhere\"").replace("crosses_borders = false", ""),
        );
        let plan = plan(&product, "EU", "2027-12-02");
        let mut duties = plan.markets[0].duties.iter();
        duties.find(|duty| duty.feature.id == "cross_border_transfer_conditions").unwrap().recognised
    };
    assert!(recognised("hiring-screening"), "the Union found Korea adequate");
    assert!(!recognised("medical-imaging"), "and not India");
}

#[test]
fn the_union_is_home_to_its_members() {
    let content = worked("hiring-screening").replace("\"KOR\"", "\"FRA\"");
    let product = product(&content);
    let plan = plan(&product, "EU DEU KOR", "2027-12-02");
    let pays: Vec<_> = plan.markets.iter().map(|market| market.pays()).collect();
    assert_eq!(pays, [Some("home"), Some("home"), None]);
    assert_eq!(amounts(&plan.markets[0].alone), [[0.0; 3]; 2]);
    assert!(!plan.markets[0].duties.is_empty() && plan.markets[2].alone.one_off.high > 0.0);
}

#[test]
fn a_product_that_does_nothing_is_below_most_scopes() {
    let nothing = "id = \"n\"\ntitle = \"n\"\nhome = \"CHL\"\nrisk = \"minimal\"\nsectors = []\nfunctions = []\ndata = []\n\
        stored = \"in_market\"\ncrosses_borders = false\ndelivery = [\"online\"]\ncopyrighted_works = false\nmodel = \"own\"\n\
        children = false\ncountries_of_concern = false\nsize = \"micro\"\nregions = []\n";
    let product = product(nothing);
    for market in ["EU", "USA", "KOR", "GBR", "BRA"] {
        let plan = plan(&product, market, "2027-12-02");
        for duty in &plan.markets[0].duties {
            let kinds = [
                "data_protection",
                "data_transfer",
                "copyright_tdm",
                "generative_ai",
                "algorithmic_accountability",
            ];
            assert!(!kinds.contains(&duty.measure.kind.as_str()), "{}", duty.measure.id);
            let heavy =
                ["conformity_assessment", "third_party_audit", "human_oversight", "foundation_model_duties"];
            assert!(!heavy.contains(&duty.feature.id.as_str()), "{market}: {}", duty.feature.id);
            assert_eq!(duty.answer, Answer::Yes, "all is said");
        }
    }
}

#[test]
fn the_example_is_a_product() {
    assert_eq!(product(EXAMPLE).home, "KOR");
    for line in EXAMPLE.lines().filter_map(|line| line.strip_prefix("# ")).filter(|line| line.contains(" = "))
    {
        product(&EXAMPLE.replacen(&format!("# {line}"), line, 1));
    }
}

/// `docs/compliance/` has what the program prints; `UPDATE_DOCS=1 cargo test -p comity-policy` writes it anew.
#[test]
fn the_guide_shows_what_the_program_prints() {
    let repository: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = repository.join("docs/compliance");
    let names: Vec<&str> = WORKED.iter().map(|(name, _, _)| *name).collect();
    assert_eq!(names, embedded_products().collect::<Vec<_>>());
    let guide = std::fs::read_to_string(repository.join("docs/compliance.md")).unwrap();
    for (name, markets, date) in WORKED {
        let product = product(worked(name));
        let page = markdown(&plan(&product, markets, date));
        let path = folder.join(format!("{name}.md"));
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &page).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), page, "{} is stale", path.display());
        let command = format!("comity comply {name} --markets {} --date {date}", markets.replace(' ', ","));
        assert!(guide.contains(&command), "docs/compliance.md does not have `{command}`");
    }
}

#[test]
fn a_form_has_what_products_can_say() {
    let questions = Questions::new(library(), rules()).unwrap();
    let words = |key: &str| {
        let question = questions.questions.iter().find(|question| question.key == key);
        question.unwrap_or_else(|| panic!("no {key}")).words.clone()
    };
    assert_eq!(words("size"), ["micro", "small", "medium", "large"]);
    assert_eq!(words("risk"), ["minimal", "limited", "general_purpose", "high", "prohibited"]);
    assert_eq!(words("sectors"), library().scope.uses);
    // What the form offers can be said.
    for question in &questions.questions {
        for word in &question.words {
            let list = ["sectors", "functions", "data", "delivery"].contains(&question.key);
            let value = if list { format!("[{word:?}]") } else { format!("{word:?}") };
            let line = format!("{} = {value}", question.key);
            assert!(!of("KOR", std::slice::from_ref(&line)).lacks(question.key), "{line}");
        }
    }
    let named =
        |code: &str| questions.economies.iter().chain(&questions.unions).find(|place| place.code == code);
    assert!(named("EU").is_some_and(|union| union.has_measures) && named("DEU").is_some());
    assert!(questions.regions.iter().any(|region| region.code == "US-CA"));
    assert_eq!(questions.examples.len(), embedded_products().count());
}

#[test]
fn a_report_names_the_sources_of_duties_and_prices() {
    let product = product(worked("hiring-screening"));
    let plan = plan(&product, "EU USA", "2027-12-02");
    let report = Report::new(&plan);
    for duty in report.markets.iter().flat_map(|market| &market.duties) {
        assert!(duty.source.starts_with("http") && !duty.title.is_empty(), "{}", duty.measure);
        let priced = report.prices.iter().any(|price| price.feature == duty.feature);
        assert_ne!(priced, duty.no_price.is_some(), "{}", duty.feature);
    }
    assert!(report.prices.iter().all(|price| !price.sources.is_empty()));
    let small = report.sizes.iter().find(|of| of.size == Size::Small).unwrap();
    assert_eq!(small.cost.cost_central, Some(plan.totals.together.a_year(3).central));
}

/// Lines of a product file that say everything.
fn facts() -> impl Strategy<Value = Vec<String>> {
    let some = |words: &'static [&'static str]| prop::sample::subsequence(words, 0..=words.len());
    let one = |words: &'static [&'static str]| prop::sample::select(words);
    let lists = (
        some(&[
            "employment",
            "health",
            "finance",
            "medical_devices",
            "cloud",
            "consumer",
            "online_platforms",
        ]),
        some(&["decides", "generates", "talks", "recommends", "identifies", "safety"]),
        some(&["personal", "biometric", "health"]),
        some(&["online", "good", "weights"]),
        some(&["US-CA", "US-NY-NYC", "US-IL"]),
    );
    let words = (
        one(&["minimal", "limited", "general_purpose", "high", "prohibited", "derived"]),
        one(&["in_market", "elsewhere"]),
        one(&["own", "built_on_another"]),
        one(&["micro", "small", "medium", "large"]),
    );
    (lists, words, any::<[bool; 4]>()).prop_map(|(lists, words, flags)| {
        let (sectors, functions, data, delivery, regions) = lists;
        let (risk, stored, model, size) = words;
        let [borders, works, children, concern] = flags;
        // What is kept elsewhere crosses borders.
        let borders = borders || stored == "elsewhere";
        let mut lines = vec![
            format!("sectors = {sectors:?}"),
            format!("functions = {functions:?}"),
            format!("data = {data:?}"),
            format!("delivery = {delivery:?}"),
            format!("regions = {regions:?}"),
            format!("stored = {stored:?}"),
            format!("model = {model:?}"),
            format!("size = {size:?}"),
            format!("crosses_borders = {borders}"),
            format!("copyrighted_works = {works}"),
            format!("children = {children}"),
            format!("countries_of_concern = {concern}"),
        ];
        if risk != "derived" {
            lines.push(format!("risk = {risk:?}"));
        }
        lines
    })
}

fn of(home: &str, lines: &[String]) -> Product {
    product(&format!("id = \"p\"\ntitle = \"P\"\nhome = \"{home}\"\nmargin = 0.5\n{}", lines.join("\n")))
}

fn markets() -> impl Strategy<Value = Vec<&'static str>> {
    let all = vec!["EU", "USA", "KOR", "JPN", "BRA", "CHN", "GBR", "IND", "CAN", "VNM", "CHL"];
    prop::sample::subsequence(all, 1..=5).prop_shuffle()
}

fn dates() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["2024-06-01", "2026-11-02", "2027-12-02", "2028-08-02"])
}

fn homes() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["KOR", "IND", "CHL", "FRA", "USA"])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn bills_obey_their_laws(home in homes(), lines in facts(), markets in markets(), date in dates(), kept in 0..=13_usize) {
        let product = of(home, &lines[..kept.min(lines.len())]);
        let whole = plan(&product, &markets.join(" "), date);
        for bill in bills(&whole).iter().chain(whole.markets.iter().map(|market| &market.alone)) {
            for [low, central, high] in amounts(bill) {
                prop_assert!(0.0 <= low && low <= central + 1e-6 && central <= high + 1e-6, "{low} {central} {high}");
            }
        }
        let [apart, together, recognition, standard, both] = bills(&whole);
        prop_assert!(no_more(&together, &apart), "reuse costs nothing");
        prop_assert!(no_more(&recognition, &together) && no_more(&standard, &together));
        prop_assert!(no_more(&both, &recognition) && no_more(&both, &standard));
        for market in whole.markets.iter().filter(|market| market.at_home || market.barred) {
            prop_assert_eq!(amounts(&market.alone), [[0.0; 3]; 2]);
        }
        // A firm costs what firms of its size do; without a size its range has room for all of them.
        for of in &whole.sizes {
            if product.size.is_none_or(|size| size == of.size) {
                for (market, bill) in whole.markets.iter().zip(&of.alone) {
                    prop_assert_eq!(bill.is_none(), market.barred);
                    let Some(bill) = bill else { continue };
                    for ([low, _, high], [least, _, most]) in amounts(bill).iter().zip(amounts(&market.alone)) {
                        prop_assert!(least <= low + 1e-6 && high - 1e-6 <= most, "{:?}", of.size);
                    }
                    prop_assert!(product.size.is_none() || *bill == market.alone);
                }
            }
        }
        let fewer = plan(&product, &markets[..markets.len() - 1].join(" "), date);
        for (fewer, whole) in bills(&fewer).iter().zip(&bills(&whole)) {
            prop_assert!(no_more(fewer, whole), "a market more costs no less");
        }
        for (_, _, share) in &whole.overlap {
            prop_assert!((0.0..=1.0).contains(share));
        }
        for market in &whole.markets {
            for duty in &market.duties {
                prop_assert!((1..=3).contains(&duty.level) && duty.since <= whole.date);
                prop_assert_eq!(duty.answer == Answer::Open, !duty.open.is_empty());
                prop_assert!(duty.also.iter().all(|other| other.since <= whole.date));
            }
        }
    }

    /// The file of a product is read back as the same, whether it goes through JSON or not.
    #[test]
    fn products_are_written_as_they_were_read(home in homes(), lines in facts(), kept in 0..=13_usize, title in "\\PC{1,20}", revenue in 0.0..1e9) {
        let mut product = of(home, &lines[..kept.min(lines.len())]);
        product.title = title;
        product.revenue.insert("EU".to_owned(), revenue);
        let json = serde_json::to_string(&product).unwrap();
        let again: Product = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&again, &product);
        prop_assert_eq!(Product::parse(library(), rules(), "again.toml", &again.to_toml()).unwrap(), product);
    }

    /// What is sure with fewer facts stays, and what more facts bring was open.
    #[test]
    fn more_facts_only_settle(home in homes(), lines in facts(), market in prop::sample::select(vec!["EU", "USA", "KOR", "BRA", "CHN"]), date in dates(), hidden in prop::collection::vec(any::<bool>(), 13)) {
        // A class that is stated overrules what is derived; without it this would be another product.
        let kept = |(line, hidden): &(&String, &bool)| !**hidden || line.starts_with("risk");
        let some: Vec<String> = lines.iter().zip(&hidden).filter(kept).map(|(line, _)| line.clone()).collect();
        let (some, all) = (of(home, &some), of(home, &lines));
        let (before, after) = (plan(&some, market, date), plan(&all, market, date));
        for feature in library().costs.features() {
            let level = |plan: &Plan, open: bool| {
                let duties = plan.markets[0].duties.iter();
                let duties = duties.filter(|duty| duty.feature.id == feature && (open || duty.answer == Answer::Yes));
                duties.map(|duty| duty.level).max().unwrap_or(0)
            };
            let (least, most) = (level(&before, false), level(&before, true));
            let now = level(&after, false);
            prop_assert!(least <= now && now <= most, "{feature}: {least} {now} {most}");
        }
    }

    /// However damaged a product is, it is read or refused with a message; what is read can be held against markets and shown.
    #[test]
    fn damaged_products_never_panic(which in 0..4_usize, at in 0.0..1.0, cut in 0..40_usize, text in "\\PC{0,12}|[=\\[\\]\"'\n.#{}0-9-]{0,8}") {
        let content = embedded_products().nth(which).map_or(EXAMPLE, worked);
        let letters: Vec<char> = content.chars().collect();
        let start = (at * letters.len() as f64) as usize;
        let end = (start + cut).min(letters.len());
        let damaged: String = letters[..start].iter().copied().chain(text.chars()).chain(letters[end..].iter().copied()).collect();
        match Product::parse(library(), rules(), "damaged.toml", &damaged) {
            Ok(product) => prop_assert!(html(&plan(&product, "EU USA", "2027-12-02")).ends_with("</html>\n")),
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }
}
