//! Text without capitals, accents and punctuation, for comparing what people write differently.

/// Words in small letters of the Latin alphabet where they are Latin, separated by single spaces; `&` is `and`.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => plain.push_str(" and "),
            '.' | '\'' | '\u{2019}' => {}
            _ if letter.is_ascii() => plain.push(letter.to_ascii_lowercase()),
            _ => letter.to_lowercase().for_each(|letter| match latin(letter) {
                Some(latin) => plain.push_str(latin),
                None => plain.push(letter),
            }),
        }
    }
    let mut words = String::with_capacity(plain.len());
    for word in plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// A small letter without its accents.
fn latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ế' | 'ề' | 'ệ' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ì'..='ï' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' => "t",
        'ù'..='ü' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        // Left over where a capital with a dot above becomes small.
        '\u{300}'..='\u{36f}' => "",
        _ => return None,
    })
}

/// The same as a part of an id: words joined by hyphens, and only of ASCII; at most so many bytes, cut between words.
pub(super) fn slug(text: &str, most: usize) -> String {
    let mut slug = String::new();
    for word in
        plain(text).split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
    {
        if !slug.is_empty() && slug.len() + 1 + word.len() > most {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word[..word.len().min(most)]);
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_differently_is_the_same() {
        assert_eq!(plain("Türkiye"), plain("TURKIYE"));
        assert_eq!(plain("Côte d\u{2019}Ivoire"), "cote divoire");
        assert_eq!(plain("İstanbul"), "istanbul");
        assert_eq!(plain(" Antigua &  Barbuda "), "antigua and barbuda");
        assert_eq!(plain("U.S."), "us");
        assert_eq!(plain("人工智能 法"), "人工智能 法");
    }

    #[test]
    fn slugs_are_short_and_plain() {
        assert_eq!(slug("G/TBT/N/EU/850/Add.1", 60), "g-tbt-n-eu-850-add1");
        assert_eq!(slug("An Act on something long", 10), "an-act-on");
        assert_eq!(slug("人工智能", 10), "");
        assert_eq!(slug(&"x".repeat(99), 10).len(), 10);
    }
}
