//! Screening: the worked drafts against what they must and must not find, broken drafts, and the library itself.

use comity_policy::Registry;
use comity_policy::screen::{
    Answer, Covers, Draft, Form, Given, Interview, Library, Memo, Questions, Status, Value, embedded_draft,
    embedded_drafts, html, markdown,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn library() -> &'static Library {
    Library::embedded().unwrap()
}

fn worked(name: &str) -> Draft {
    Draft::parse(library(), name, embedded_draft(name).unwrap().content).unwrap()
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// For each worked draft: provisions that it touches, that need facts, and that it does not touch.
const EXPECTED: [(&str, &str, &str, &str); 12] = [
    (
        "health-data-localisation",
        "GATS.I GATS.III GATS.VI.1 GATS.TELECOM.5 GATS.XIV.b GATS.XIV.c JSI.ABSENT",
        "GATS.XVI GATS.XVII",
        "GATS.II GATT.III.4 GATT.XI TBT.2.1 TBT.2.9 TRIPS.39.2 GATS.XIVbis",
    ),
    (
        "source-code-disclosure",
        "TRIPS.39.2 TRIPS.10 TRIPS.63 TBT.5.1 TBT.5.2 TBT.6.1 JSI.ABSENT",
        "GATT.III.4 TBT.2.2 TBT.2.9",
        "TRIPS.13 TRIPS.3 TRIPS.73 GATT.XI SCM.1",
    ),
    (
        "domestic-conformity-bodies",
        "TBT.2.1 TBT.2.2 TBT.2.4 TBT.2.9 TBT.2.12 TBT.5.1 TBT.5.6 TBT.5.9 TBT.6.1 TBT.6.4 GATT.III.4 GATT.XX.b",
        "TBT.12 TBT.13",
        "GATS.I GATS.XVII TRIPS.39.2 GATT.I GATT.XI TBT.2.10 GATT.XXI",
    ),
    (
        "ai-content-label",
        "TBT.2.2 TBT.2.8 TBT.2.12 TBT.12 GATS.I GATS.VI.4",
        "TBT.2.4 TBT.2.9 GATS.VI.5 GATS.DR2021",
        "TBT.2.1 TBT.5.1 GATT.III.4 GATS.II GATS.XVI GATT.XI",
    ),
    (
        "accelerator-import-licence",
        "GATT.XI GATT.QR ILP.1 ILP.3 ILP.5 GATT.VIII GATT.X TFA.1 TFA.2 TFA.10 GATT.XXI",
        "GATT.I GATT.XIII",
        "ILP.2 GATT.II GATT.III.4 TBT.2.9 GATS.I ITA.1996 TFA.3 GATT.XX.a",
    ),
    (
        "digital-services-tax",
        "GATS.I GATS.III GATS.VI.1 DSU.4",
        "GATS.XVII GATS.II GATS.XIV.d",
        "GATT.III.2 GATS.XVI WTO.MORATORIUM JSI.11 GATS.XV GATS.XIVbis",
    ),
    (
        "domestic-model-subsidy",
        "SCM.1 SCM.3 SCM.25 GATT.III.4 GATT.III.8 GATS.XV",
        "SCM.5 TRIMS.2 GATS.XVII",
        "SCM.8 GATT.III.2 GATT.XI GATT.II GPA.IV TBT.2.1",
    ),
    (
        "text-and-data-mining",
        "TRIPS.9 TRIPS.10 TRIPS.13 TRIPS.3 TRIPS.63 TRIPS.67",
        "TRIPS.41",
        "TRIPS.4 TRIPS.27 TRIPS.30 TRIPS.39.2 TRIPS.73 GATT.I GATS.I",
    ),
    (
        "chip-export-control",
        "GATT.I GATT.XI GATT.XIII GATT.QR GATT.X GATT.XXI TFA.1 DSU.4 TRIPS.66.2",
        "",
        "ILP.1 ILP.3 GATT.II GATT.III.4 GATS.I GATT.XX.g GATT.XX.chapeau DSU.23",
    ),
    (
        "electronic-transmissions-duty",
        "TPRM",
        "GATT.II GATS.I GATT.X ITA.1996",
        "WTO.MORATORIUM JSI.11 GATT.III.2 GATT.XI GATT.XXI",
    ),
    (
        "foreign-app-ban",
        "GATS.I GATS.II GATS.XVI GATS.TELECOM.5 GATS.XIVbis GATS.XIV.c",
        "GATS.XVII DSU.23",
        "GATS.III GATS.VI.1 GATT.XI GATT.I GATS.V GATS.XIV.a",
    ),
    (
        "local-representative",
        "GATS.I GATS.II GATS.III GATS.VI.1 GATS.VII GATS.XIV.c",
        "GATS.XVII GATS.XVI GATS.V",
        "GATT.I TBT.2.1 GATS.XIVbis GATS.VI.4 GATS.XV",
    ),
];

#[test]
fn worked_drafts_find_what_the_provisions_say() {
    let names: BTreeSet<&str> = embedded_drafts().map(|draft| draft.name).collect();
    assert_eq!(names, EXPECTED.iter().map(|expected| expected.0).collect());
    let mut wrong = Vec::new();
    for (name, touched, open, not) in EXPECTED {
        let draft = worked(name);
        let screening = library().screen(&draft);
        for (ids, status) in
            [(touched, Status::Touched), (open, Status::NeedsFacts), (not, Status::NotTouched)]
        {
            for id in ids.split_whitespace() {
                let found = screening.finding(id).unwrap_or_else(|| panic!("no {id}"));
                if found.status != status {
                    wrong.push(format!("{name}: {id} is {}, not {}", found.status.word(), status.word()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_claimed_that_the_facts_do_not_give() {
    for shipped in embedded_drafts() {
        let draft = worked(shipped.name);
        for finding in library().screen(&draft).findings {
            let answers: Vec<Answer> = finding.answers.iter().map(|answered| answered.answer).collect();
            match finding.status {
                Status::Touched => {
                    assert!(answers.iter().all(|answer| *answer == Answer::Yes), "{}", finding.provision);
                }
                Status::NeedsFacts => {
                    assert!(!answers.contains(&Answer::No), "{}", finding.provision);
                }
                Status::NotTouched => {
                    assert!(finding.duties.is_empty() && finding.exceptions.is_empty());
                }
            }
        }
    }
    let silent = Draft::default();
    let screening = library().screen(&silent);
    assert_eq!(screening.with(Status::Touched).count() + screening.with(Status::NotTouched).count(), 0);
}

#[test]
fn duties_have_days() {
    let duties = |name: &str, id: &str| {
        let draft = worked(name);
        library().screen(&draft).finding(id).unwrap().duties.join("\n")
    };
    insta::assert_snapshot!(
        [
            duties("domestic-conformity-bodies", "TBT.2.9"),
            duties("domestic-conformity-bodies", "TBT.2.12"),
            duties("ai-content-label", "TBT.2.9"),
            duties("ai-content-label", "TBT.2.12"),
            duties("accelerator-import-licence", "ILP.1"),
            duties("accelerator-import-licence", "ILP.5"),
            duties("accelerator-import-licence", "GATT.QR"),
            duties("local-representative", "GATS.III"),
        ]
        .join("\n\n")
    );
}

#[test]
fn the_moratorium_binds_until_it_lapsed() {
    let screened = |date: &str| {
        let text = format!(
            "id = 'd'\ntitle = 't'\njurisdiction = 'j'\n{date}\n[facts]\nduty_on_electronic_transmissions = true"
        );
        let draft = Draft::parse(library(), "d.toml", &text).unwrap();
        let finding = library().screen(&draft).finding("WTO.MORATORIUM").unwrap().clone();
        (finding.status, finding.question)
    };
    assert_eq!(screened("date = 2026-03-31").0, Status::Touched);
    assert_eq!(
        screened("date = 2026-04-01"),
        (Status::NotTouched, "Did it bind on the date of the draft? No: it lapsed on 2026-03-31.".to_owned())
    );
    assert_eq!(screened("").0, Status::NeedsFacts);
}

#[test]
fn an_exception_matters_only_where_something_is_to_be_excused() {
    let text = "id = 'd'\ntitle = 't'\njurisdiction = 'j'\n[covers]\nproducts = ['robots']\n[facts]\nnational_security_purpose = true";
    let draft = Draft::parse(library(), "d.toml", text).unwrap();
    assert_eq!(library().screen(&draft).finding("GATT.XXI").unwrap().status, Status::NeedsFacts);
    let banned = Draft::parse(library(), "d.toml", &format!("{text}\nimport_ban = true")).unwrap();
    assert_eq!(library().screen(&banned).finding("GATT.XXI").unwrap().status, Status::Touched);
}

#[test]
fn the_library_is_whole() {
    let library = library();
    let ids: BTreeSet<&str> = library.provisions.iter().map(|provision| provision.id.as_str()).collect();
    assert_eq!(ids.len(), library.provisions.len(), "ids are unique");
    assert!(ids.len() >= 97);
    for provision in &library.provisions {
        assert!(!provision.questions.is_empty() && !provision.study.is_empty(), "{}", provision.id);
        assert!(!provision.evidence.is_empty() && !provision.obligation.is_empty(), "{}", provision.id);
        for exception in &provision.exceptions {
            assert!(ids.contains(exception.as_str()), "{}: no provision {exception}", provision.id);
        }
    }
    for (folder, shipped) in [("drafts", 12), ("provisions", 8)] {
        let files = std::fs::read_dir(repository().join("assets/policy").join(folder)).unwrap().count();
        assert_eq!(files, shipped, "a file in {folder} that does not ship");
    }
}

#[test]
fn wrong_drafts_show_the_line() {
    let head = "id = \"d\"\ntitle = \"A draft\"\njurisdiction = \"An economy\"\n";
    let wrong = |rest: &str| {
        let error = Draft::parse(library(), "d.toml", &format!("{head}{rest}")).unwrap_err();
        format!("{error}\nhint: {}", error.hint().unwrap_or_default())
    };
    insta::assert_snapshot!(
        [
            wrong("[facts]\nimport_license = true"),
            wrong("[facts]\nwibble = true"),
            wrong("[facts]\nimport_licence = \"perhaps\""),
            wrong("[facts]\nimport_licence = 3"),
            wrong("[facts]\neconomy_group = \"develop\""),
            wrong("[facts]\ncomment_period_days = -4"),
            wrong("[covers]\nproducts = []\n[facts]\napplies_to_goods = true"),
            wrong("[covers]\nmodes = [5]"),
            wrong("date = \"2026-11-02\""),
            wrong("applies = 2026-11-02"),
            wrong("[facts\n"),
            wrong("[features]\ncontent_labeling = 2"),
            wrong("[features]\ncontent_labelling = 4"),
            wrong("kind = \"standard\""),
        ]
        .join("\n\n")
    );
}

#[test]
fn an_interview_asks_only_what_still_decides() {
    let mut interview = Interview::new(library(), Draft::default());
    let mut asked = Vec::new();
    while let Some((fact, question)) = interview.next() {
        assert!(!asked.contains(&question.id), "asked twice: {}", question.id);
        asked.push(question.id.clone());
        assert!(interview.answer(fact, "perhaps").is_err());
        interview.answer(fact, if question.id == "economy_group" { "developing" } else { "no" }).unwrap();
    }
    assert!(asked.len() < 25, "{} questions about a draft that does nothing: {asked:?}", asked.len());
    let screening = library().screen(&interview.draft);
    let open: Vec<&str> = screening.with(Status::NeedsFacts).map(|finding| finding.provision).collect();
    // Only the date of the draft, which is no fact, can be open.
    assert!(open.iter().all(|id| library().provision(id).unwrap().until.is_some()), "{open:?}");
    let fact = library().facts.find("applies_to_goods").unwrap();
    assert_eq!(*interview.draft.value(fact), Value::No);
    let kept = format!("id = 'd'\ntitle = 't'\njurisdiction = 'j'\n{}", interview.facts());
    let again = Draft::parse(library(), "d.toml", &kept).unwrap();
    assert!(again.values().eq(interview.draft.values()), "answers can be kept");
}

#[test]
fn a_memo_asks_next_what_an_interview_does() {
    let mut interview = Interview::new(library(), Draft::default());
    for _ in 0..40 {
        let screening = library().screen(&interview.draft);
        let next = interview.next().map(|(_, question)| question.id.as_str());
        assert_eq!(Memo::new(&screening).next, next);
        let Some((fact, question)) = interview.next() else { return };
        // What is said to be unknown is not asked for again.
        let value = if question.id.len().is_multiple_of(3) { Value::Unknown } else { Value::Yes };
        interview.answer(fact, if value == Value::Yes { "yes" } else { "unknown" }).unwrap_or_default();
        interview.answer(fact, "unknown").unwrap();
        interview.draft.set(fact, value);
    }
}

#[test]
fn worked_drafts_are_written_as_they_were_read() {
    for shipped in embedded_drafts() {
        let draft = worked(shipped.name);
        let written = draft.form(library()).to_toml(library());
        assert_eq!(Draft::parse(library(), "again.toml", &written).unwrap(), draft, "{written}");
    }
}

#[test]
fn a_form_needs_every_fact_once_and_has_what_it_decides() {
    let taxonomy = &Registry::embedded().unwrap().taxonomy;
    let questions = Questions::new(library(), taxonomy).unwrap();
    let asked: Vec<&str> =
        questions.groups.iter().flat_map(|group| &group.questions).map(|question| question.id).collect();
    let facts: Vec<&str> = library().facts.iter().map(|(_, fact)| fact.id.as_str()).collect();
    assert_eq!(asked, facts, "in the order in which an interview asks");
    let question = |id: &str| {
        let mut all = questions.groups.iter().flat_map(|group| &group.questions);
        all.find(|question| question.id == id).unwrap().decides.clone()
    };
    assert!(question("import_licence").contains(&"GATT.XI"));
    assert_eq!(questions.examples.len(), embedded_drafts().count());
    let guide = std::fs::read_to_string(repository().join("docs/screening.md")).unwrap();
    for group in &questions.groups {
        assert!(guide.contains(&format!("\n### {}\n", group.title)), "{}", group.title);
    }
}

#[test]
fn similar_measures_are_those_coded_alike() {
    let registry = Registry::embedded().unwrap();
    let first = |name: &str| {
        let draft = worked(name);
        let screening = library().screen(&draft).against(registry);
        screening.similar.unwrap().first().map(|one| (one.measure.to_owned(), one.shared.len()))
    };
    assert_eq!(first("digital-services-tax"), None);
    let kind = |name: &str| registry.measure(&first(name).unwrap().0).unwrap().kind.clone();
    assert_eq!(kind("chip-export-control"), "export_control");
    assert_eq!(kind("accelerator-import-licence"), "import_or_procurement");
    assert_eq!(kind("text-and-data-mining"), "copyright_tdm");
    assert_eq!(kind("health-data-localisation"), "data_localisation");
}

#[test]
fn a_measure_is_most_like_a_draft_with_its_own_coding() {
    let registry = Registry::embedded().unwrap();
    for measure in registry.measures.iter().filter(|one| !one.features.is_empty()) {
        let levels: String =
            measure.features.iter().map(|one| format!("{} = {}\n", one.feature, one.level)).collect();
        let text = format!(
            "id = 'd'\ntitle = 't'\njurisdiction = 'nowhere'\nkind = '{}'\nsectors = {:?}\n[features]\n{levels}",
            measure.kind, measure.sectors
        );
        let draft = Draft::parse(library(), "d.toml", &text).unwrap();
        let similar = library().screen(&draft).against(registry).similar.unwrap();
        assert!((similar[0].likeness - 1.0).abs() < 1e-12, "{}: {}", measure.id, similar[0].likeness);
        assert!(similar[0].only_draft.is_empty() && similar[0].only_measure.is_empty());
        assert!(similar.windows(2).all(|pair| pair[0].likeness >= pair[1].likeness));
        assert!(similar.iter().all(|one| one.likeness > 0.0 && !one.shared.is_empty()));
        // One's own measures are not elsewhere.
        let text = text.replace("nowhere", &measure.jurisdiction);
        let draft = Draft::parse(library(), "d.toml", &text).unwrap();
        let elsewhere = library().screen(&draft).against(registry).similar.unwrap();
        assert!(elsewhere.iter().all(|one| one.jurisdiction != measure.jurisdiction), "{}", measure.id);
    }
}

#[test]
fn what_facts_have_in_common_with_measures_is_of_the_taxonomy() {
    let taxonomy = &Registry::embedded().unwrap().taxonomy;
    for (_, fact) in library().facts.iter() {
        for (feature, level) in &fact.features {
            assert!(taxonomy.feature(feature).is_some() && (1..=3).contains(level), "{}", fact.id);
        }
        assert!(fact.kinds.iter().all(|kind| taxonomy.kinds.contains_key(kind)), "{}", fact.id);
    }
}

/// `docs/screening/` has what the program prints; `UPDATE_DOCS=1 cargo test -p comity-policy` writes it anew.
#[test]
fn the_guide_shows_what_the_program_prints() {
    let folder = repository().join("docs/screening");
    for shipped in embedded_drafts() {
        let draft = worked(shipped.name);
        let page = markdown(&library().screen(&draft).against(Registry::embedded().unwrap()));
        let path = folder.join(format!("{}.md", shipped.name));
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &page).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), page, "{} is stale", path.display());
    }
    let guide = std::fs::read_to_string(repository().join("docs/screening.md")).unwrap();
    for (_, fact) in library().facts.iter() {
        assert!(guide.contains(&format!("`{}`", fact.id)), "docs/screening.md does not name {}", fact.id);
    }
}

#[test]
fn a_page_of_html_holds_no_foreign_markup() {
    let text = "id = 'd'\ntitle = '<script>alert(1)</script> `'\njurisdiction = 'j'\nsummary = '| <b> ** |'";
    let draft = Draft::parse(library(), "d.toml", text).unwrap();
    let page = html(&library().screen(&draft));
    assert!(!page.contains("<script") && !page.contains("<b>") && page.contains("&lt;script&gt;"));
    assert!(page.contains("no legal advice"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// However damaged a draft is, it is read or refused with a message; what is read can be screened and shown.
    #[test]
    fn damaged_drafts_never_panic(which in 0..12_usize, at in 0.0..1.0, cut in 0..40_usize, text in "\\PC{0,12}|[=\\[\\]\"'\n.#{}0-9-]{0,8}") {
        let shipped = embedded_drafts().nth(which).unwrap();
        let letters: Vec<char> = shipped.content.chars().collect();
        let start = (at * letters.len() as f64) as usize;
        let end = (start + cut).min(letters.len());
        let damaged: String = letters[..start].iter().copied().chain(text.chars()).chain(letters[end..].iter().copied()).collect();
        match Draft::parse(library(), "damaged.toml", &damaged) {
            Ok(draft) => {
                let page = html(&library().screen(&draft));
                prop_assert!(page.ends_with("</html>\n"));
            }
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }

    /// Whatever a form says, the file that it writes says no more: it is refused, or read back as the same.
    #[test]
    fn forms_are_files(
        words in prop::collection::vec("\\PC{0,20}|[\"\\\\\n\r\t\u{7f}=\\[\\]#]{0,6}", 6),
        day in prop::option::of("2026-1[0-9]-[0-3][0-9]|[0-9-]{0,12}|2026-01-01\nid = \"x\""),
        lists in prop::collection::vec(prop::option::of(prop::collection::vec("\\PC{0,8}", 0..3)), 3),
        answers in prop::collection::vec((0..98_usize, 0..4_u8), 0..12),
    ) {
        let [id, title, jurisdiction, summary, supplier, sector] = &words[..] else { unreachable!() };
        let facts = answers.into_iter().map(|(at, answer)| {
            let (_, fact) = library().facts.iter().nth(at).unwrap();
            let given = match answer {
                0 => Given::Word("unknown".to_owned()),
                1 => Given::Number(7),
                answer => Given::YesNo(answer == 2),
            };
            (fact.id.clone(), given)
        });
        let form = Form {
            id: id.clone(),
            title: title.clone(),
            jurisdiction: jurisdiction.clone(),
            summary: summary.clone(),
            date: day,
            sectors: vec![sector.clone()],
            covers: Covers {
                products: lists[0].clone(),
                services: lists[1].clone(),
                modes: Some(vec![1, 4]),
                suppliers: vec![supplier.clone()],
                right_holders: lists[2].clone(),
            },
            facts: facts.collect(),
            ..Form::default()
        };
        match Draft::parse(library(), "form.toml", &form.to_toml(library())) {
            Ok(draft) => {
                let again = draft.form(library());
                // What is covered gives facts that the form need not name, or calls unknown.
                for (id, given) in &form.facts {
                    let unknown = Given::Word("unknown".to_owned());
                    prop_assert!(*given == unknown || again.facts.get(id) == Some(given), "{}", id);
                    prop_assert!(again.facts.contains_key(id));
                }
                prop_assert_eq!(Form { facts: form.facts.clone(), ..again }, form);
            }
            Err(error) => prop_assert!(!error.to_string().contains("TOML"), "{}", error),
        }
    }

    /// A fact more never unsettles what was settled, exceptions and questions alike.
    #[test]
    fn more_facts_only_settle(first in prop::collection::vec(any::<bool>(), 98), known in prop::collection::vec(any::<bool>(), 98)) {
        let mut some = Draft::default();
        some.date = "2026-11-02".parse().ok();
        let mut all = some.clone();
        for ((fact, about), (yes, known)) in library().facts.iter().zip(first.iter().zip(&known)) {
            let Ok(value) = about.typed(if *yes { "yes" } else { "no" }) else { continue };
            all.set(fact, value.clone());
            if *known {
                some.set(fact, value);
            }
        }
        let (before, after) = (library().screen(&some), library().screen(&all));
        for (before, after) in before.findings.iter().zip(&after.findings) {
            prop_assert!(before.status == Status::NeedsFacts || before.status == after.status, "{}", before.provision);
        }
    }
}
