//! A text as sentences, each with its line and the article that it stands under.

/// Words that end in a full stop without ending a sentence.
const SHORTENED: [&str; 18] = [
    "art", "arts", "no", "nos", "sec", "para", "paras", "cf", "eg", "ie", "p", "pp", "v", "dr", "mr", "ms",
    "st", "sub",
];
/// What articles are called.
const PARTS: [&str; 16] = [
    "article",
    "art",
    "section",
    "sec",
    "clause",
    "rule",
    "chapter",
    "schedule",
    "annex",
    "regulation",
    "paragraph",
    "part",
    "principle",
    "guideline",
    "standard",
    "title",
];
/// Letters of the longest title.
const LONGEST_TITLE: usize = 140;
/// Words after which a sentence is cut, so that one without a full stop is read in pieces.
const LONGEST: usize = 300;

/// A sentence and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// The article, such as `Article 9(2)`; empty before the first.
    pub article: String,
    /// The title that it stands under; empty where there is none.
    pub title: String,
    pub text: String,
    /// Whether it is one of a list.
    pub item: bool,
    /// Whether a list follows.
    pub leads: bool,
}

#[derive(Debug, Default)]
struct Reader {
    sentences: Vec<Sentence>,
    article: String,
    number: String,
    title: String,
    /// Lines of the paragraph that is being read, with their numbers.
    paragraph: Vec<(usize, String)>,
    item: bool,
    /// Whether the last line was the name of an article alone, so that its title may follow.
    named: bool,
}

/// The sentences of a text, in order.
pub(super) fn sentences(text: &str) -> Vec<Sentence> {
    let mut reader = Reader::default();
    for (number, line) in text.lines().enumerate() {
        reader.line(number + 1, line);
    }
    reader.end();
    reader.sentences
}

/// The words of a sentence, in small letters: letters and digits, whatever stands between them.
pub(super) fn words(small: &str) -> Vec<&str> {
    small.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

impl Reader {
    fn line(&mut self, number: usize, line: &str) {
        let line = line.trim();
        if line.is_empty() {
            return self.end();
        }
        let marked = line.starts_with('#');
        let bullet = line.starts_with("- ") || line.starts_with("* ") || line.starts_with("• ");
        let plain: String = line.replace("**", "").replace("\\.", ".");
        let plain = plain.trim_start_matches(['#', '-', '*', '•', '>', '|', ' ', '§']).trim();
        if plain.is_empty() {
            return self.end();
        }
        let part = part(plain);
        let item = numbered(plain);
        if marked || part.is_some() || item.is_some() || bullet {
            self.end();
        }
        let mut rest = plain;
        if let Some((name, after)) = part {
            self.article = name;
            self.number.clear();
            self.title.clear();
            self.named = after.is_empty();
            self.item = false;
            if after.is_empty() {
                return;
            }
            rest = after;
            if is_title(rest) {
                self.title = tidy(rest);
                return;
            }
        } else if let Some((name, after)) = item {
            self.named = false;
            self.item = true;
            if name.chars().all(|letter| letter.is_ascii_digit()) {
                self.number = name;
                self.item = false;
            }
            rest = after;
        } else if marked || (self.named && is_title(plain)) {
            self.title = tidy(plain);
            self.named = false;
            if marked {
                self.number.clear();
                self.article.clear();
            }
            return;
        } else if self.paragraph.is_empty() {
            self.named = false;
            self.item = bullet;
        }
        if !rest.is_empty() {
            self.paragraph.push((number, rest.to_owned()));
        }
    }

    /// Ends the paragraph: its sentences, or the title that it is where it stands alone in one short line.
    fn end(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let article = match (self.article.as_str(), self.number.as_str()) {
            (article, "") => article.to_owned(),
            ("", number) => number.to_owned(),
            (article, number) => format!("{article}({number})"),
        };
        let mut text = String::new();
        let mut starts: Vec<(usize, usize)> = Vec::new();
        for (number, line) in &paragraph {
            if !text.is_empty() && !text.ends_with('-') {
                text.push(' ');
            }
            starts.push((text.len(), *number));
            text += line;
        }
        let first = self.sentences.len();
        for (start, sentence) in split(&text) {
            let line = starts.iter().rev().find(|(at, _)| *at <= start).map_or(0, |(_, line)| *line);
            let (title, item) = (self.title.clone(), self.item);
            let text = sentence.to_owned();
            self.sentences.push(Sentence { line, article: article.clone(), title, text, item, leads: false });
        }
        // A short line by itself without a verb of command is a title for what follows it.
        if let [only] = &self.sentences[first..]
            && !self.item
            && paragraph.len() == 1
            && self.number_free(only)
        {
            self.title = tidy(&only.text);
            self.sentences.truncate(first);
            return;
        }
        if let Some(last) = self.sentences[first..].last_mut() {
            let end = last.text.trim_end();
            last.leads = end.ends_with([':', '—', '–', '―']) || end.ends_with(" -");
        }
    }

    fn number_free(&self, only: &Sentence) -> bool {
        is_title(&only.text) && !only.text.starts_with(|letter: char| letter.is_lowercase())
    }
}

fn tidy(title: &str) -> String {
    title.trim_matches(['.', ' ', '*', '#', '|', '-', '_']).to_owned()
}

/// Whether a line is a title: short, without the end of a sentence or a verb of command.
fn is_title(line: &str) -> bool {
    let verbs = [" shall ", " must ", " may ", " is ", " are ", " should "];
    let small = line.to_lowercase();
    let ends = line.trim_end_matches(['*', ' ']);
    line.chars().count() <= LONGEST_TITLE
        && !ends.ends_with(['.', ';', ':', ',', '—', '–', '|'])
        && !verbs.iter().any(|verb| small.contains(verb))
}

/// The name of an article that a line begins with, such as `Article 9` or `6-1-1703`, and what follows it.
fn part(line: &str) -> Option<(String, &str)> {
    let (first, after) = line.split_once(' ').unwrap_or((line, ""));
    let bare = first.trim_end_matches(['.', ':']);
    let small = bare.to_lowercase();
    if PARTS.contains(&small.as_str()) {
        let (number, after) = after.trim_start().split_once(' ').unwrap_or((after.trim(), ""));
        let bare_number = number.trim_end_matches(['.', ':', ',', ')']);
        let reference = number.ends_with([',', ')', ';']);
        // `Article 9 applies` in running text is not a heading: what names one begins a sentence or a title after it.
        let begins =
            after.trim_start().starts_with(|letter: char| !letter.is_lowercase()) || after.is_empty();
        let counted = bare_number.chars().any(|letter| letter.is_ascii_digit())
            || (!bare_number.is_empty() && bare_number.chars().all(|letter| "IVXLC".contains(letter)));
        let fits = counted && bare_number.len() <= 12 && !reference && begins && !bare_number.contains('(');
        return fits.then(|| {
            (
                format!("{} {bare_number}", first.trim_end_matches(':')),
                after.trim_start_matches(['-', '–', '—', ' ']),
            )
        });
    }
    // Numbers of codes, such as 22757.12 or 6-1-1703; plain numbers are those of paragraphs.
    let digits = bare.chars().filter(char::is_ascii_digit).count();
    let code = bare.contains(['.', '-']) || digits >= 4;
    let only = bare.chars().all(|letter| letter.is_ascii_digit() || ".-".contains(letter));
    let ended = first.ends_with('.') || after.is_empty();
    (digits >= 3 && code && only && ended && bare.len() <= 16).then(|| (bare.to_owned(), after.trim()))
}

/// The mark of a list that a line begins with, such as `(a)`, `(iv)` or `2.`, and what follows it.
fn numbered(line: &str) -> Option<(String, &str)> {
    let (first, after) = line.split_once([' ', '\u{a0}', '\u{2003}']).unwrap_or((line, ""));
    let first = first.trim_matches('*');
    let inside = first.strip_prefix('(').and_then(|first| first.strip_suffix(')'));
    let mark = inside.or_else(|| first.strip_suffix('.')).or_else(|| first.strip_suffix(')'))?;
    let mark = mark.trim_matches('*');
    let short = (1..=5).contains(&mark.len());
    let digits = mark.chars().all(|letter| letter.is_ascii_digit()) && mark.len() <= 3;
    let letters = mark.chars().all(|letter| letter.is_ascii_alphabetic())
        && (mark.len() <= 2 || mark.to_lowercase().chars().all(|letter| "ivxlc".contains(letter)));
    // `(1)` is an item; `1.` is a paragraph of its article.
    let name = if inside.is_some() && digits { format!("({mark})") } else { mark.to_owned() };
    (short && (digits || letters)).then(|| (name, after.trim_start()))
}

/// Sentences and the places where they begin.
fn split(text: &str) -> Vec<(usize, &str)> {
    let mut sentences = Vec::new();
    let (mut start, mut count) = (0, 0);
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        if letter == ' ' {
            count += 1;
        }
        let stop = ".!?".contains(letter) && next.is_none_or(char::is_whitespace);
        let ends = stop && ends_here(&text[start..at], &text[at + letter.len_utf8()..]);
        if ends || count >= LONGEST {
            let end = at + letter.len_utf8();
            push(&mut sentences, text, start, end);
            (start, count) = (end, 0);
        }
    }
    push(&mut sentences, text, start, text.len());
    sentences
}

fn push<'t>(sentences: &mut Vec<(usize, &'t str)>, text: &'t str, start: usize, end: usize) {
    let piece = &text[start..end];
    let trimmed = piece.trim_start();
    if trimmed.chars().any(char::is_alphanumeric) {
        sentences.push((end - trimmed.len(), trimmed.trim_end()));
    }
}

/// Whether a full stop ends a sentence: no short form stands before it, and what follows begins like one.
fn ends_here(before: &str, after: &str) -> bool {
    let word = before.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let small = word.to_lowercase();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let begins = after.trim_start().chars().next().is_none_or(|next| !next.is_lowercase());
    begins && !initial && !SHORTENED.contains(&small.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(usize, String, String, String)> {
        let one = |one: Sentence| (one.line, one.article, one.title, one.text);
        sentences(text).into_iter().map(one).collect()
    }

    fn row(line: usize, article: &str, title: &str, text: &str) -> (usize, String, String, String) {
        (line, article.to_owned(), title.to_owned(), text.to_owned())
    }

    #[test]
    fn european_articles() {
        let text = "Article 9\n\nRisk management\n\n1. Keep it\nin use. See Art. 3 too.\n\n(a) One thing;\n\n2. Then\nArticle 10 applies.\n";
        assert_eq!(
            read(text),
            [
                row(5, "Article 9(1)", "Risk management", "Keep it in use."),
                row(6, "Article 9(1)", "Risk management", "See Art. 3 too."),
                row(8, "Article 9(1)", "Risk management", "One thing;"),
                row(10, "Article 9(2)", "Risk management", "Then Article 10 applies."),
            ]
        );
    }

    #[test]
    fn other_styles() {
        let text = "Art. 4. Whoever obtains records asks.\n\n## Openness\n\nSay it.\n\n- 6-1-1703. Duties. (1) A DEPLOYER SHALL ACT.\n\nKeeping of records\n5. An exporter must keep it.";
        assert_eq!(
            read(text),
            [
                row(1, "Art. 4", "", "Whoever obtains records asks."),
                row(5, "", "Openness", "Say it."),
                row(7, "6-1-1703", "", "Duties."),
                row(7, "6-1-1703", "", "(1) A DEPLOYER SHALL ACT."),
                row(10, "6-1-1703(5)", "Keeping of records", "An exporter must keep it."),
            ]
        );
    }
}
