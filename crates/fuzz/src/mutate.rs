//! Damages to a text: bytes changed, parts cut, doubled, moved in from another text, and words that parsers stumble over.

/// Words that parsers stumble over.
const TELLING: [&[u8]; 44] = [
    b"nan",
    b"inf",
    b"-0.0",
    b"-1",
    b"0",
    b"1e999",
    b"1e-999",
    b"9223372036854775808",
    b"\"",
    b"\"\"\"",
    b"'''",
    b"\n",
    b",",
    b";",
    b"\t",
    b"\r",
    b"\\",
    b"\\u0000",
    b"\\uD800",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xa8",
    b"\xf0\x9f\x8c\x8d",
    b"\xc3\xa9",
    b"[[",
    b"]]",
    b"[",
    b"{",
    b"}",
    b"=",
    b"#",
    b"\0",
    b"true",
    b"null",
    b"[]",
    b"{}",
    b"all",
    b"group:",
    b"income:low",
    b"2024-02-30",
    b"9999-12-31",
    b"0000-00-00",
    b"<script>",
    b"../..",
];

/// Makes damaged texts; the same for the same seed.
#[derive(Debug, Clone)]
pub struct Mutator(u64);

impl Mutator {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// SplitMix64 (Steele, Lea and Flood 2014).
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below another; 0 below 0.
    pub fn below(&mut self, most: usize) -> usize {
        (self.next() % (most.max(1) as u64)) as usize
    }

    /// One of some texts with one to six damages.
    pub fn damaged(&mut self, corpus: &[Vec<u8>]) -> Vec<u8> {
        let mut text = corpus[self.below(corpus.len())].clone();
        for _ in 0..=self.below(6) {
            let other = &corpus[self.below(corpus.len())];
            self.damage(&mut text, other);
        }
        text
    }

    fn damage(&mut self, text: &mut Vec<u8>, other: &[u8]) {
        let at = self.below(text.len() + 1);
        let (from, to) = self.part(text);
        match self.below(9) {
            0 => text.truncate(at),
            1 if at < text.len() => text[at] ^= 1 << self.below(8),
            2 => drop(text.drain(from..to)),
            3 => {
                let doubled = text[from..to].to_vec();
                text.splice(at..at, doubled);
            }
            4 => {
                let (from, to) = self.part(other);
                text.splice(at..at, other[from..to].iter().copied());
            }
            5 => {
                // A line in place of another, which keeps more of the text in order than any other damage.
                let (from, to) = line(text, at);
                let place = self.below(other.len() + 1);
                let (first, last) = line(other, place);
                text.splice(from..to, other[first..last].iter().copied());
            }
            6 => {
                let (from, to) = word(text, at);
                text.splice(from..to, TELLING[self.below(TELLING.len())].iter().copied());
            }
            7 => {
                // A word of the same text, so that keys and codes come where others were.
                let place = self.below(text.len() + 1);
                let (from, to) = word(text, place);
                let moved = text[from..to].to_vec();
                let (from, to) = word(text, at);
                text.splice(from..to, moved);
            }
            _ => drop(text.splice(at..at, TELLING[self.below(TELLING.len())].iter().copied())),
        }
    }

    /// A short part of a text.
    fn part(&mut self, text: &[u8]) -> (usize, usize) {
        let from = self.below(text.len() + 1);
        let length = 1 << self.below(9);
        (from, (from + self.below(length)).min(text.len()))
    }
}

/// The line about a place, with its end.
fn line(text: &[u8], at: usize) -> (usize, usize) {
    let from = text[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
    let to = text[at..].iter().position(|&byte| byte == b'\n').map_or(text.len(), |end| at + end + 1);
    (from, to)
}

/// The letters, digits and the like about a place.
fn word(text: &[u8], at: usize) -> (usize, usize) {
    let part = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(byte);
    let from = text[..at].iter().rposition(|byte| !part(byte)).map_or(0, |end| end + 1);
    let to = text[at..].iter().position(|byte| !part(byte)).map_or(text.len(), |end| at + end);
    (from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_one_text_and_another_is_another() {
        let corpus = [b"name = \"a\"\nrate = 0.1\n".to_vec(), Vec::new()];
        let of = |seed| Mutator::new(seed).damaged(&corpus);
        assert_eq!(of(1), of(1));
        let mut texts: Vec<_> = (0..1000).map(of).collect();
        texts.sort();
        texts.dedup();
        assert!(texts.len() > 500, "{}", texts.len());
    }

    #[test]
    fn words_and_lines_end_where_they_do() {
        let text = b"ab = \"c-1\"\nx";
        assert_eq!((word(text, 1), word(text, 7), word(text, 4)), ((0, 2), (6, 9), (4, 4)));
        assert_eq!((line(text, 3), line(text, 12)), ((0, 11), (11, 12)));
    }
}
