//! The quotations in an article: what stands between marks and is said to be somebody's words.
//!
//! Marks also hold names, titles and words that the writer keeps at a distance. What is short, has no verb, or is called a
//! name by the words beside it is passed over and counted.

use std::ops::Range;

use seimei_lexicon::lexicon::Lexicon;
use seimei_lexicon::table::{Entry, TableName};
use seimei_model::code::Lang;
use seimei_text::range::{CharIndex, CharRange, TextRange};
use serde::Serialize;
use smol_str::SmolStr;

/// A quotation in an article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cited {
    /// What stands between the marks, as written.
    pub text: String,
    /// Where, in bytes of the article.
    pub at: TextRange,
    /// Where, in its scalar values.
    pub range: CharRange,
    /// What introduces it, if something does.
    pub reported: Option<Reported>,
}

/// The words that say whose words these are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reported {
    /// Whether somebody says it or a document.
    pub voice: Voice,
    /// The words, as the lexicon has them.
    pub words: SmolStr,
}

/// Whose words a quotation is said to be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Voice {
    /// Somebody's.
    Speaker,
    /// A document's.
    Text,
}

impl Voice {
    /// Returns the word for it in data and output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Text => "text",
        }
    }
}

/// What was found between marks.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Marked {
    /// The quotations, in order.
    pub quotations: Vec<Cited>,
    /// How many others there were: names, titles, words of distance, a few words.
    pub skipped: usize,
}

/// How much text beside a quotation may say whose words it is, in bytes.
const BESIDE: usize = 160;

/// The fewest characters or words of a quotation that nothing introduces, and of one that something does.
const ALONE: Least = Least { characters: 14, words: 6 };
const INTRODUCED: Least = Least { characters: 7, words: 3 };

struct Least {
    /// Of Japanese, in characters.
    characters: usize,
    /// Of others, in words.
    words: usize,
}

/// Finds the quotations in the text of an article. Linear.
pub fn find(text: &str, lexicon: &Lexicon) -> Marked {
    let index = CharIndex::new(text);
    let tables = [Lang::Ja, Lang::En].map(|lang| lexicon.entries(lang, TableName::Reporting));
    let mut marked = Marked::default();
    for at in between_marks(text) {
        let inner = &text[at.clone()];
        let is_japanese = inner.chars().any(|c| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'));
        let beside = Beside::of(text, &at);
        let entries = &tables[usize::from(!is_japanese)];
        let reported = entries.iter().find_map(|entry| beside.reported(entry, is_japanese));
        let is_refused =
            entries.iter().any(|entry| entry.value == "refusal" && beside.word(entry, is_japanese).is_some());
        let least = if reported.is_some() { INTRODUCED } else { ALONE };
        let is_long = if is_japanese {
            inner.chars().filter(|c| !c.is_whitespace()).count() >= least.characters
        } else {
            inner.split_whitespace().count() >= least.words
        };
        if !is_long || is_refused || (reported.is_none() && is_name(inner, is_japanese)) {
            marked.skipped += 1;
            continue;
        }
        let at = TextRange::new(at.start, at.end);
        marked.quotations.push(Cited { text: inner.to_owned(), at, range: index.chars(text, at), reported });
    }
    marked
}

/// Marks that open a quotation, each with the one that closes it.
const MARKS: &[(char, char)] = &[
    ('「', '」'),
    ('『', '』'),
    ('“', '”'),
    ('‘', '’'),
    ('\'', '\''),
    ('„', '“'),
    ('«', '»'),
    ('〝', '〟'),
    ('"', '"'),
    ('＂', '＂'),
];

/// Returns what stands between marks, in bytes: the outermost ones. A mark that a paragraph does not close is none.
fn between_marks(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let inner = at + c.len_utf8();
        let closing = MARKS.iter().find(|(open, _)| *open == c).map(|(_, close)| *close);
        // An apostrophe opens nothing, nor does it before the figures of a year.
        let is_behind_space = text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
        let opens = c != '\'' || (is_behind_space && text[inner..].starts_with(char::is_alphabetic));
        let closing = closing.filter(|_| opens);
        let end = closing.and_then(|closing| closed(&text[inner..], c, closing));
        match end {
            Some(end) => {
                found.push(inner..inner + end);
                at = inner + end;
                at += text[at..].chars().next().map_or(0, char::len_utf8);
            }
            None => at = inner,
        }
    }
    found
}

/// Returns where the mark is that closes a quotation, in bytes of the text behind the opening one.
fn closed(text: &str, opening: char, closing: char) -> Option<usize> {
    let mut depth = 1;
    let mut was_break = false;
    for (at, c) in text.char_indices() {
        if c == closing && is_apostrophe(text, at, c) {
            continue;
        }
        if c == closing {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        } else if c == opening {
            depth += 1;
        }
        // An empty line ends the paragraph.
        if c == '\n' && was_break {
            return None;
        }
        was_break = c == '\n' || (was_break && c == ' ');
    }
    None
}

/// Returns whether a single closing mark is an apostrophe: inside a word (isn’t), or behind a plural where another mark follows
/// in the paragraph (the leaders’ words).
fn is_apostrophe(text: &str, at: usize, c: char) -> bool {
    if !matches!(c, '’' | '\'') {
        return false;
    }
    let behind = &text[at + c.len_utf8()..];
    let is_plural =
        text[..at].ends_with('s') && behind.trim_start().starts_with(char::is_lowercase) && behind.starts_with(' ');
    let paragraph = behind.split("\n\n").next().unwrap_or_default();
    let next = paragraph.find(['‘', c]).filter(|next| paragraph[*next..].starts_with(c));
    behind.starts_with(char::is_alphanumeric) || (is_plural && next.is_some())
}

/// The text beside a quotation, without its marks.
struct Beside<'t> {
    before: &'t str,
    behind: &'t str,
}

impl<'t> Beside<'t> {
    fn of(text: &'t str, at: &Range<usize>) -> Self {
        let before = &text[..at.start];
        let before = &before[..before.char_indices().next_back().map_or(0, |(mark, _)| mark)];
        let behind = &text[at.end..];
        let behind = &behind[behind.chars().next().map_or(0, char::len_utf8)..];
        Self { before: last(before), behind: first(behind) }
    }

    fn reported(&self, entry: &Entry, is_japanese: bool) -> Option<Reported> {
        let voice = match entry.value.as_str() {
            "speaker" => Voice::Speaker,
            "text" => Voice::Text,
            _ => return None,
        };
        self.word(entry, is_japanese).map(|words| Reported { voice, words })
    }

    /// Returns the form of an entry that stands beside the quotation, where its kind says it stands.
    fn word(&self, entry: &Entry, is_japanese: bool) -> Option<SmolStr> {
        let stands = |form: &str| {
            if is_japanese {
                let behind = self.behind.trim_start_matches(['、', '，', ' ', '\u{3000}']);
                let behind = behind.strip_prefix("など").unwrap_or(behind);
                return (entry.kind == "behind" && behind.starts_with(form))
                    || (entry.kind == "before" && self.before.ends_with(form));
            }
            if entry.kind == "before" {
                return ends_with_word(self.before, form);
            }
            has_word(sentence_behind(self.behind), form) || has_word(sentence_before(self.before), form)
        };
        entry.forms.iter().find(|form| stands(form)).cloned()
    }
}

/// Returns the end of a text that may say whose words follow.
fn last(text: &str) -> &str {
    let from = text.len().saturating_sub(BESIDE);
    let from = (from..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    &text[from..]
}

fn first(text: &str) -> &str {
    let to = text.len().min(BESIDE);
    let to = (0..=to).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    &text[..to]
}

/// Returns what of the text behind belongs to the sentence of the quotation: up to a full stop or another quotation.
fn sentence_behind(text: &str) -> &str {
    let end = text.char_indices().find(|(at, c)| {
        matches!(c, '“' | '‘' | '"' | '«' | '\n')
            || (matches!(c, '.' | '!' | '?') && text[at + 1..].starts_with([' ', '\n']))
    });
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

/// Returns what of the text before belongs to the sentence of the quotation.
fn sentence_before(text: &str) -> &str {
    let start = text.char_indices().rev().find(|(at, c)| {
        matches!(c, '”' | '"' | '»' | '\n') || (matches!(c, '.' | '!' | '?') && text[at + 1..].starts_with([' ', '\n']))
    });
    start.map_or(text, |(at, c)| &text[at + c.len_utf8()..])
}

fn has_word(text: &str, word: &str) -> bool {
    let lower = text.to_lowercase();
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    lower.match_indices(word).any(|(at, _)| {
        !is_letter(lower[..at].chars().next_back()) && !is_letter(lower[at + word.len()..].chars().next())
    })
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let lower = text.trim_end_matches([' ', ',', '\n']).to_lowercase();
    lower.strip_suffix(word).is_some_and(|rest| !rest.chars().next_back().is_some_and(char::is_alphanumeric))
}

/// Returns whether what stands between marks is a name: no kana beside its nouns in Japanese, capitals in others.
fn is_name(text: &str, is_japanese: bool) -> bool {
    if is_japanese {
        let joins = |c: char| matches!(c, 'の' | 'と');
        return !text.chars().any(|c| matches!(c, '\u{3041}'..='\u{3096}') && !joins(c));
    }
    let is_small = |word: &str| word.chars().next().is_some_and(char::is_lowercase) && word.len() > 4;
    !text.split_whitespace().any(is_small)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use seimei_lexicon::builtin;

    use super::*;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(builtin::lexicon);

    fn check(text: &str, expected: &[&str], skipped: usize) {
        let marked = find(text, &LEXICON);
        let told: Vec<String> = marked
            .quotations
            .iter()
            .map(|one| {
                let voice = one.reported.as_ref().map_or("-", |reported| reported.voice.word());
                assert_eq!(&text[one.at.bounds()], one.text);
                format!("{voice}: {}", one.text)
            })
            .collect();
        assert_eq!(told, expected, "{text}");
        assert_eq!(marked.skipped, skipped, "{text}");
    }

    #[test]
    fn quotations_are_told_from_names() {
        check(
            "外相は「港の『青い灯台』を支援する」と述べた。いわゆる「灰色の船団が海峡を渡ること」は、「個別協力計画」に反する。",
            &["speaker: 港の『青い灯台』を支援する"],
            2,
        );
        check("声明は「力による現状変更に強く反対する」と明記した。", &["text: 力による現状変更に強く反対する"], 0);
        check(
            "The minister said: “We will rebuild the ports.” The “Sea Lantern Exercise of the Northern Harbour Alliance” begins in May.",
            &["speaker: We will rebuild the ports."],
            1,
        );
        check(
            "“We strongly oppose any change made by force,” the statement reads. A “so-called” friend.",
            &["text: We strongly oppose any change made by force,"],
            1,
        );
        check(
            "‘We won’t give up the leaders’ plan for the sea lanes,’ the minister said. It isn’t the captains’ first.",
            &["speaker: We won’t give up the leaders’ plan for the sea lanes,"],
            0,
        );
        check(
            "The two countries 'will embark together on a dialogue about the ports'.",
            &["-: will embark together on a dialogue about the ports"],
            0,
        );
        check("In the '90s the captains' guild and the pilots' guild met.", &[], 0);
        check("He said \"we will guard\n\nthe sea lanes\" again.", &[], 0);
        check("", &[], 0);
    }
}
