//! Suggestions as a measure to be filled in.

use super::propose::Suggestion;

const HEAD: &str = "\
# A draft: what is empty is to be filled in. Saved in FOLDER/measures, `comity policy show ID --registry FOLDER` says what
# is still missing.
# Levels and articles are suggestions of rules that read words. Check each against the text before you believe it.
[[measure]]
id = \"\"                # a short name of its own, such as kor-ai-act
jurisdiction = \"\"      # a code of jurisdictions.toml, such as KOR
title = \"\"
official_ref = \"\"      # number, gazette, article
status = \"proposed\"    # in_force, adopted and so on need dates: adopted = 2026-01-31
binding = \"bill\"       # hard or soft once it is no draft
kind = \"\"              # a word of taxonomy.toml, such as ai_horizontal
sectors = []           # all, or whom it covers
summary = \"\"
source_url = \"\"        # https://... where its text can be read
confidence = \"low\"
basis = \"partly_checked\"
";

/// A `[[measure]]` with the suggested levels and articles; what only a person can know is empty, and the registry refuses it
/// until it is filled.
pub fn draft(suggestions: &[Suggestion]) -> String {
    let mut text = HEAD.to_owned();
    text += "[measure.features]\n";
    for Suggestion { feature, level, confidence, evidence } in suggestions {
        let line = evidence.first().map_or(0, |evidence| evidence.line);
        text += &format!("{} = {level}  # confidence {confidence:.2}, line {line}\n", feature.id);
    }
    text += "[measure.articles]\n";
    for Suggestion { feature, evidence, .. } in suggestions {
        let article = evidence.iter().map(|evidence| evidence.article.as_str()).find(|name| !name.is_empty());
        if let Some(article) = article {
            text += &format!("{} = {}\n", feature.id, toml::Value::from(article));
        }
    }
    text
}
