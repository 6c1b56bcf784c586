//! Findings as Markdown.

use super::NOTICE;
use super::decide::{Answer, Finding, Screening, Status};
use super::similar::{LIKENESS, NOTHING_TO_COMPARE, Similar};

/// The screening as a page.
pub fn markdown(screening: &Screening) -> String {
    let draft = screening.draft;
    let mut text = format!("# {}\n\n", draft.title);
    if !draft.summary.is_empty() {
        text += &format!("{}\n\n", draft.summary);
    }
    text += &format!("- Draft: `{}`, {}", draft.id, draft.jurisdiction);
    text += &draft.date.map_or("\n".to_owned(), |date| format!(", {date}\n"));
    for (what, words) in draft.covers.said() {
        text += &format!("- {what}: {words}\n");
    }
    text += &format!("\n{NOTICE}\n");
    text += &section(screening, Status::Touched, "Touched");
    text += &section(screening, Status::NeedsFacts, "Open until facts are given");
    let open = screening.open();
    if !open.is_empty() {
        text += "\n## Facts to give\n\n| fact | question | decides |\n|---|---|---|\n";
        for (fact, provisions) in open {
            let fact = &screening.library.facts[fact];
            text += &format!("| `{}` | {} | {} |\n", fact.id, fact.ask, provisions.join(", "));
        }
    }
    text += &similar(screening);
    let not: Vec<&str> = screening.with(Status::NotTouched).map(|finding| finding.provision).collect();
    if !not.is_empty() {
        text += &format!("\n## Not touched, as far as the facts say\n\n{}.\n", not.join(", "));
    }
    text
}

fn similar(screening: &Screening) -> String {
    let Some(similar) = &screening.similar else { return String::new() };
    let mut text = "\n## Most similar measures elsewhere\n\n".to_owned();
    if similar.is_empty() {
        return text + NOTHING_TO_COMPARE + "\n";
    }
    text += &format!("{LIKENESS}\n\n");
    for one in similar {
        let Similar { measure, of, title, official_ref, status, date, likeness, .. } = one;
        let date = date.map_or(String::new(), |date| format!(", {date}"));
        let status = status.replace('_', " ");
        text += &format!(
            "- **{title}** (`{measure}`), {of}, {official_ref}, {status}{date}. Likeness {likeness:.2}. {}\n",
            one.said()
        );
    }
    text
}

fn section(screening: &Screening, status: Status, title: &str) -> String {
    let findings: Vec<&Finding> = screening.with(status).collect();
    if findings.is_empty() {
        return String::new();
    }
    let body: String = findings.iter().map(|finding| one(screening, finding)).collect();
    let gap = if status == Status::NeedsFacts { "\n" } else { "" };
    format!("\n## {title}\n{gap}{body}")
}

fn one(screening: &Screening, finding: &Finding) -> String {
    let about = finding.about;
    let caveat = about.caveat().map_or(String::new(), |caveat| format!(" ({caveat})"));
    if finding.status == Status::NeedsFacts {
        let open = finding.answers.iter().filter(|answered| answered.answer == Answer::Open);
        let mut asked: Vec<&str> = open.map(|answered| answered.question.ask.as_str()).collect();
        if asked.is_empty() {
            asked.push(&finding.question);
        }
        return format!("- **{}**, {}{caveat}: {}\n", about.id, about.heading, asked.join(" "));
    }
    let mut text = format!("\n### {}: {}{caveat}\n\n", about.id, about.heading);
    let (agreement, article, kind) = (&about.agreement, &about.article, about.kind.word());
    text += &format!("{agreement}, {article}, {kind}. {}\n\n", about.obligation);
    for answered in &finding.answers {
        text += &format!("- {} **Yes.**\n", answered.question.ask);
    }
    text += &format!("- To study: {}\n", about.study.join(" "));
    let open = finding.exceptions.iter().filter_map(|id| screening.finding(id)).filter_map(|exception| {
        let caveat = match exception.status {
            Status::NotTouched => return None,
            Status::NeedsFacts => " (needs facts)",
            Status::Touched => "",
        };
        Some(format!("{}{caveat}", exception.provision))
    });
    let open: Vec<String> = open.collect();
    if !finding.exceptions.is_empty() {
        let open =
            if open.is_empty() { "none that the facts leave open".to_owned() } else { open.join(", ") };
        text += &format!("- Exceptions: {open}\n");
    }
    text += &format!("- Evidence: {}\n", finding.evidence.join("; "));
    for duty in &finding.duties {
        text += &format!("- Duty: {duty}\n");
    }
    text += &format!("- Body: {}\n", about.committee);
    if !about.disputes.is_empty() {
        text += &format!("- Disputes: {}\n", about.disputes.join("; "));
    }
    if about.confidence != "high" {
        text += &format!("- Confidence in the paraphrase: {}\n", about.confidence);
    }
    if !about.notes.is_empty() {
        text += &format!("- Note: {}\n", about.notes);
    }
    text
}
