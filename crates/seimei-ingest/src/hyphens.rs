//! Hyphens at line ends: those that only break a word go, those of a compound stay.
//!
//! Which it is the document itself tells, with the lexicon's help: a word that it writes whole elsewhere is one word, a
//! compound that it writes with a hyphen elsewhere is a compound, and parts that both stand alone as words make one too.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hasher as _};

use seimei_lexicon::lexicon::{LanguageLexicon, Lexicon};
use seimei_lexicon::table::TableName;
use seimei_model::code::Lang;

use crate::forms::Forms;

/// The words of a document, as far as its hyphens need them.
#[derive(Debug)]
pub(crate) struct Hyphens<'f> {
    forms: &'f Forms,
    /// Hashes of the words that stand whole in a line, and of the compounds; looked up only.
    words: HashSet<u64>,
    /// Words of the lexicon.
    common: Option<&'f CommonWords>,
    /// Whether the document breaks words at all. Where it does not, a hyphen at a line's end is one of a compound.
    breaks_words: bool,
}

/// Hashes of the words that the lexicon's English forms are made of.
#[derive(Debug, Default)]
struct CommonWords(HashSet<u64>);

impl CommonWords {
    fn of(tables: &LanguageLexicon) -> Self {
        let forms = TableName::ALL.iter().flat_map(|table| tables.table(*table)).flat_map(|entry| &entry.forms);
        let words = forms.flat_map(|form| form.split(|c: char| !c.is_alphabetic())).filter(|word| word.len() > 3);
        Self(words.map(|word| hash(&[word])).collect())
    }
}

impl<'f> Hyphens<'f> {
    /// Knows the words of `source`. Linear; costs next to nothing where no line ends in a hyphen.
    pub(crate) fn of(source: &str, forms: &'f Forms, lexicon: &'f Lexicon) -> Self {
        let mut hyphens = Self { forms, words: HashSet::new(), common: None, breaks_words: false };
        let is_broken = |line: &str| hyphen(line.trim_end()).is_some();
        if !source.contains(['-', '\u{2010}']) || !source.split(['\n', '\r']).any(is_broken) {
            return hyphens;
        }
        hyphens.common = lexicon.language(Lang::En).map(|tables| tables.derived(CommonWords::of));
        let lines = || source.split(['\n', '\r', '\u{c}', '\t']).map(str::trim).filter(|line| !line.is_empty());
        let mut is_after_break = false;
        for line in lines() {
            is_after_break = hyphens.learn(line, is_after_break);
        }
        let mut last = "";
        for line in lines() {
            if let Some((first, second, _)) = halves(last, line) {
                let is_one = hyphens.knows(&[first, second]) && !hyphens.knows(&[first, "-", second]);
                let is_two = hyphens.knows(&[first]) && hyphens.knows(&[second]);
                hyphens.breaks_words |= is_one && !is_two;
            }
            last = line;
        }
        hyphens
    }

    /// Learns the words of a line. Returns whether it ends within a word.
    fn learn(&mut self, line: &str, is_after_break: bool) -> bool {
        let breaks = hyphen(line).is_some();
        let mut rest = line.split(|c: char| !(c.is_alphabetic() || is_hyphen(c))).peekable();
        // A half at either end of the line is no word.
        if is_after_break {
            rest.next();
        }
        while let Some(word) = rest.next() {
            if word.is_empty() || breaks && rest.peek().is_none() {
                continue;
            }
            self.words.insert(hash(&[word]));
            let parts: Vec<&str> = word.split(is_hyphen).filter(|part| !part.is_empty()).take(8).collect();
            if parts.len() > 1 {
                self.words.extend(parts.iter().map(|part| hash(&[part])));
                // "long-term" in "long-term-oriented".
                self.words.extend(parts.windows(2).map(|pair| hash(&[pair[0], "-", pair[1]])));
            }
        }
        breaks
    }

    fn knows(&self, parts: &[&str]) -> bool {
        let hash = hash(parts);
        self.words.contains(&hash) || self.common.is_some_and(|common| common.0.contains(&hash))
    }

    /// Returns the bytes of the hyphen at the end of `text` where it goes when `next` follows.
    pub(crate) fn to_drop(&self, text: &str, next: &str) -> Option<usize> {
        let (first, second, length) = halves(text, next)?;
        if self.knows(&[first, "-", second]) {
            return None;
        }
        let before = &text[..text.len() - length - first.len()];
        // Further hyphens: "state-of-the-" "art".
        if before.ends_with(is_hyphen) || self.forms.opens_compound(&first.to_lowercase()) {
            return None;
        }
        let (knows_first, knows_second) = (self.knows(&[first]), self.knows(&[second]));
        let is_known = self.knows(&[first, second]);
        let goes = if knows_first && knows_second && !self.forms.is_function_word(first) {
            self.words.contains(&hash(&[first, second]))
        } else {
            is_known || self.breaks_words || !knows_first && !knows_second
        };
        goes.then_some(length)
    }
}

/// Returns the letters before the hyphen at the end of `text`, those that `next` begins with, and the hyphen's bytes,
/// if together they could be one word: "Indo-" "Pacific", "COVID-" "19" could not.
fn halves<'t>(text: &'t str, next: &'t str) -> Option<(&'t str, &'t str, usize)> {
    let length = hyphen(text)?;
    let before = &text[..text.len() - length];
    let is_letter = |c: char| c.is_alphabetic();
    let first = &before[before.rfind(|c| !is_letter(c)).map_or(0, |at| at + last_length(before, at))..];
    let second = &next[..next.find(|c| !is_letter(c)).unwrap_or(next.len())];
    let is_capitals = first.chars().count() > 1 && first.chars().all(char::is_uppercase);
    let fits = !first.is_empty() && !is_capitals && !second.is_empty() && second.chars().all(char::is_lowercase);
    fits.then_some((first, second, length))
}

/// Returns the bytes of the character of `text` that begins at `at`.
fn last_length(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// Returns the bytes of the hyphen that breaks a word at the end of `line`.
fn hyphen(line: &str) -> Option<usize> {
    let last = line.chars().next_back().filter(|&c| is_hyphen(c))?;
    let before = &line[..line.len() - last.len_utf8()];
    before.ends_with(char::is_alphabetic).then_some(last.len_utf8())
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{ad}')
}

/// Returns the hash of the letters of `parts`, case and the kind of hyphen aside. The same on every run.
fn hash(parts: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for c in parts.iter().flat_map(|part| part.chars()) {
        let c = if is_hyphen(c) { '-' } else { c };
        c.to_lowercase().for_each(|c| hasher.write_u32(c as u32));
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use seimei_lexicon::builtin;
    use seimei_lexicon::lexicon::Lexicon;

    use super::*;

    fn check(source: &str, text: &str, next: &str, goes: bool) {
        let lexicon = Lexicon::take(builtin::files());
        let forms = Forms::of(&lexicon);
        assert_eq!(Hyphens::of(source, forms, &lexicon).to_drop(text, next).is_some(), goes, "{text} {next}");
    }

    #[test]
    fn a_word_broken_at_a_line_end_is_one_word() {
        check("our coop-\neration with", "our coop-", "eration with", true);
        check("Cooperation is\nour Coop-\neration", "our Coop-", "eration", true);
        check("in-\nformation; formation", "in-", "formation", true);
        check("our part-\nnership and mid-\ndling sums, partnership", "mid-", "dling", false);
        check("our part-\nnership and bud-\ngets, partnership, gets", "bud-", "gets", true);
        check("our coop\u{2010}\neration", "our coop\u{2010}", "eration", true);
    }

    #[test]
    fn a_compound_keeps_its_hyphen() {
        check("long-\nterm", "long-", "term", false);
        check("a decision-making body\ndecision-\nmaking", "decision-", "making", false);
        check("food security and a secure port: port-\nsecurity", "port-", "security", false);
        check("middle-\nincome countries, income", "middle-", "income", false);
        check("Indo-\nPacific", "Indo-", "Pacific", false);
        check("COVID-\n19", "COVID-", "19", false);
        check("state-of-the-\nart", "state-of-the-", "art", false);
        check("G7-\nled", "G7-", "led", false);
        check("a NATO-\nled mission", "a NATO-", "led mission", false);
        check("no hyphen", "no hyphen", "here", false);
        check("- \n-", "-", "a", false);
    }
}
