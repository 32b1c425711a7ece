//! Names that the record writes otherwise by one letter: persons, places, organisations, whatever begins with a capital or
//! is written in katakana, and Japanese names before a title.

use std::collections::{BTreeMap, BTreeSet};

use seimei_lexicon::lexicon::lower;
use seimei_lexicon::table::{Entry, TableName};
use seimei_model::code::Lang;
use seimei_text::range::TextRange;

use super::offices;
use super::page::{Page, slips};
use super::{Cited, Desk, Finding, FindingKind, newest, statements};
use crate::words::stem;

/// A name is established from so many texts on.
const ESTABLISHED: usize = 3;
/// The fewest letters of a name in which one letter more or less is telling.
const LETTERS: usize = 5;
/// The fewest signs of a word in katakana.
const KANA: usize = 5;

/// A word of a provision.
struct Written {
    at: TextRange,
    /// As it is compared: without a possessive ending; of an office holder in Japanese the name with its title.
    word: String,
    is_name: bool,
}

/// Finds names that are likely slips.
pub(super) fn findings(desk: &Desk) -> Vec<Finding> {
    let mut known: BTreeMap<String, Vec<Cited>> = BTreeMap::new();
    let mut written: BTreeSet<String> = BTreeSet::new();
    // Words that stand in small letters too are no names (Water, water).
    let mut common: BTreeSet<String> = BTreeSet::new();
    desk.passages(|cited, page| {
        for Written { word, is_name, .. } in words(page, desk) {
            written.insert(lower(&word));
            if word.starts_with(char::is_lowercase) {
                common.insert(word.clone());
            }
            if is_name {
                known.entry(word).or_default().push(cited);
            }
        }
    });
    let names = names(desk);
    known.retain(|word, cited| {
        statements(cited) >= least(desk) && !common.contains(&lower(word)) && !names.months.contains(&lower(word))
    });
    let mut found: BTreeMap<String, Finding> = BTreeMap::new();
    for (provision, page) in desk.own.iter().enumerate() {
        for Written { at: range, word, is_name } in words(page, desk) {
            if !is_name || written.contains(&lower(&word)) || names.actors.contains(&lower(&word)) {
                continue;
            }
            let near = known.iter().filter(|(other, _)| is_slip(&word, other));
            let Some((other, cited)) =
                near.max_by(|one, other| statements(one.1).cmp(&statements(other.1)).then(other.0.cmp(one.0)))
            else {
                continue;
            };
            let finding = found.entry(word.clone()).or_insert_with(|| Finding {
                written: word.clone(),
                against: other.clone(),
                cited: newest(cited.clone(), 3),
                said: statements(cited),
                ..Finding::new(FindingKind::Name)
            });
            finding.places.push(desk.place(provision, range));
        }
    }
    found.into_values().collect()
}

/// Words of the lexicon that are no slips of others.
struct Names {
    months: BTreeSet<String>,
    actors: BTreeSet<String>,
}

/// A month is no name (Marco, March), and a state is not another one miswritten (Iceland, Ireland).
fn names(desk: &Desk) -> Names {
    let of = |table: TableName, is_wanted: &dyn Fn(&Entry) -> bool| -> BTreeSet<String> {
        let entries = desk.lexicon.entries(desk.language, table).into_iter().filter(|entry| is_wanted(entry));
        entries.flat_map(|entry| entry.forms).map(|form| lower(&form)).collect()
    };
    Names {
        months: of(TableName::Dates, &|entry| entry.family == "month-name"),
        actors: of(TableName::Actors, &|_| true),
    }
}

/// In a small record less is asked for.
fn least(desk: &Desk) -> usize {
    if desk.record.len() < 20 { ESTABLISHED - 1 } else { ESTABLISHED }
}

/// A name without the ending of a possessive.
fn key(word: &str) -> String {
    word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')).unwrap_or(word).to_owned()
}

/// Returns whether a word is likely the other, miswritten. Another ending (Selmark, Selmarks), another school of spelling
/// (Defence, Defense) and a hyphen are no slips.
fn is_slip(word: &str, other: &str) -> bool {
    if word.len().abs_diff(other.len()) > 3 || slips(word, other) != 1 {
        return false;
    }
    if !word.is_ascii() {
        // A long vowel more or less is another school; a word that begins otherwise is another word.
        let bare = |word: &str| word.replace('ー', "");
        return bare(word) != bare(other) && word.chars().next() == other.chars().next();
    }
    let (small, small_other) = (lower(word), lower(other));
    let is_inflected = small.starts_with(&small_other) || small_other.starts_with(&small);
    let schooled = |word: &str| stem(&word.replace("ce", "se").replace("yz", "ys").replace("ae", "e"));
    !is_inflected && schooled(&small) != schooled(&small_other)
}

/// Returns the words of a provision, and whether each is a name: begins with a capital though no sentence begins there, is
/// written in katakana, or stands before a title.
fn words(page: &Page, desk: &Desk) -> Vec<Written> {
    if desk.language == Lang::Ja {
        let kana = katakana(page.text()).into_iter();
        let mut found: Vec<Written> =
            kana.map(|at| Written { at, word: page.text()[at.bounds()].to_owned(), is_name: true }).collect();
        found.extend(offices::holders(page, desk).into_iter().filter_map(|holder| {
            let name = &page.text()[holder.name.bounds()];
            // With its title, so that it is compared with other holders of that title only.
            let is_kanji = name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) && name.chars().count() >= 2;
            let is_kana = name.chars().all(|c| matches!(c, 'ァ'..='ヺ' | 'ー' | '・')) && name.chars().count() >= 3;
            let word = format!("{name}{}", &page.text()[holder.title.bounds()]);
            (is_kanji || is_kana).then_some(Written { at: holder.name, word, is_name: true })
        }));
        return found;
    }
    let text = page.text();
    let mut found = Vec::new();
    let mut is_start = true;
    let shouting = {
        let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
        text.bytes().filter(u8::is_ascii_uppercase).count() * 2 > letters
    };
    for token in page.tokens() {
        let mut from = token.start as usize;
        for part in text[token.bounds()].split('-') {
            let range = TextRange::new(from, from + part.len());
            from += part.len() + 1;
            let is_capital = part.starts_with(char::is_uppercase)
                && part.chars().skip(1).all(|c| !c.is_uppercase() && !c.is_ascii_digit());
            let is_name = is_capital && !is_start && !shouting && part.chars().count() >= LETTERS;
            found.push(Written { at: range, word: key(&text[range.bounds()]), is_name });
            is_start = false;
        }
        let behind = text[token.end as usize..].chars().next();
        is_start = matches!(behind, Some('.' | '?' | '!' | ':' | '"' | ';'));
    }
    found
}

/// Runs of katakana of some length; dots inside belong to them.
fn katakana(text: &str) -> Vec<TextRange> {
    let is_kana = |c: char| matches!(c, 'ァ'..='ヺ' | 'ー');
    let mut found = Vec::new();
    let mut start: Option<usize> = None;
    for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
        match (start, is_kana(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                if text[from..at].chars().count() >= KANA {
                    found.push(TextRange::new(from, at));
                }
                start = None;
            }
            _ => {}
        }
    }
    found
}
