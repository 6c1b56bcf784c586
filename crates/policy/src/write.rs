//! A measure as TOML that people read and edit, and that is read back as the same measure.

use crate::date::Date;
use crate::jurisdictions::Member;
use crate::measure::{Measure, Requirement};
use std::fmt::Write;

impl Measure {
    /// The `[[measure]]` that is read back as this one, with what it says nothing about left out.
    pub fn to_toml(&self) -> String {
        let mut text = String::from("[[measure]]\n");
        self.names(&mut text);
        self.dates(&mut text);
        self.facts(&mut text);
        self.coding(&mut text);
        if !self.features.is_empty() {
            text += "[measure.features]\n";
            for Requirement { feature, level, .. } in &self.features {
                line(&mut text, &key(feature), &level.to_string());
            }
        }
        if self.features.iter().any(|required| !required.article.is_empty()) {
            text += "[measure.articles]\n";
            for Requirement { feature, article, .. } in &self.features {
                words(&mut text, &key(feature), article);
            }
        }
        for stage in &self.stages {
            text += "[[measure.stage]]\n";
            line(&mut text, "from", &stage.from.to_string());
            words(&mut text, "what", &stage.what);
            let levels = stage.features.iter().map(|one| format!("{} = {}", key(&one.feature), one.level));
            line(&mut text, "features", &table(levels));
            // A stage has the articles of the whole where it gives none of its own.
            let articles = stage.features.iter().filter(|one| one.article != self.article(&one.feature));
            let articles: Vec<String> =
                articles.map(|one| format!("{} = {}", key(&one.feature), quoted(&one.article))).collect();
            if !articles.is_empty() {
                line(&mut text, "articles", &table(articles));
            }
        }
        text
    }

    fn names(&self, text: &mut String) {
        line(text, "id", &quoted(&self.id));
        line(text, "jurisdiction", &quoted(&self.jurisdiction));
        words(text, "subnational", &self.subnational);
        list(text, "parties", self.parties.iter().map(|code| quoted(code)));
        line(text, "title", &quoted(&self.title));
        line(text, "official_ref", &quoted(&self.official_ref));
    }

    fn dates(&self, text: &mut String) {
        day(text, "introduced", self.introduced);
        day(text, "adopted", self.adopted);
        day(text, "in_force", self.in_force);
        day(text, "applies_from", self.applies_from);
        day(text, "lapsed_or_revoked", self.lapsed_or_revoked);
    }

    fn facts(&self, text: &mut String) {
        line(text, "status", &quoted(self.status.word()));
        line(text, "binding", &quoted(self.binding.word()));
        line(text, "kind", &quoted(&self.kind));
        list(text, "sectors", self.sectors.iter().map(|sector| quoted(sector)));
        line(text, "summary", &quoted(&self.summary));
        words(text, "max_penalty", &self.max_penalty);
        list(text, "openness", self.openness.iter().map(|word| quoted(word)));
        list(text, "standards", self.standards.iter().map(|standard| quoted(standard)));
        list(text, "recognises", self.recognises.iter().map(member));
    }

    fn coding(&self, text: &mut String) {
        line(text, "source_url", &quoted(&self.source_url));
        words(text, "read_at", &self.read_at);
        line(text, "url_seen", &self.url_seen.to_string());
        line(text, "confidence", &quoted(&self.confidence));
        line(text, "basis", &quoted(&self.basis));
        words(text, "notes", &self.notes);
        words(text, "coded_by", &self.coded_by);
        day(text, "coded_on", self.coded_on);
    }

    /// The article of a feature in the whole; empty where there is none.
    fn article(&self, feature: &str) -> &str {
        self.features.iter().find(|one| one.feature == feature).map_or("", |one| &one.article)
    }
}

pub(crate) fn line(text: &mut String, key: &str, value: &str) {
    let _ = writeln!(text, "{key} = {value}");
}

/// A line, where there is anything to say.
pub(crate) fn words(text: &mut String, key: &str, value: &str) {
    if !value.is_empty() {
        line(text, key, &quoted(value));
    }
}

fn day(text: &mut String, key: &str, day: Option<Date>) {
    if let Some(day) = day {
        line(text, key, &day.to_string());
    }
}

pub(crate) fn list(text: &mut String, key: &str, values: impl Iterator<Item = String>) {
    let values: Vec<String> = values.collect();
    if !values.is_empty() {
        line(text, key, &format!("[{}]", values.join(", ")));
    }
}

fn table(entries: impl IntoIterator<Item = String>) -> String {
    let entries: Vec<String> = entries.into_iter().collect();
    if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
}

fn member(member: &Member) -> String {
    let code = quoted(&member.code);
    if member.from.is_none() && member.until.is_none() {
        return code;
    }
    let days = [("from", member.from), ("until", member.until)];
    let days = days.into_iter().filter_map(|(key, day)| Some(format!("{key} = {}", day?)));
    table(std::iter::once(format!("code = {code}")).chain(days))
}

/// A key, in quotation marks where it is no plain word.
pub(crate) fn key(key: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    if !key.is_empty() && key.chars().all(plain) { key.to_owned() } else { quoted(key) }
}

/// Text in quotation marks, on one line.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted += "\\n",
            '\t' => quoted += "\\t",
            letter if letter.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
