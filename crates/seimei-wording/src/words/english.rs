//! English words, and runs of Latin letters in any text.

use std::collections::BTreeSet;

use seimei_lexicon::lexicon::{Hit, LanguageLexicon};
use seimei_lexicon::table::TableName;
use seimei_text::range::TextRange;
use smol_str::SmolStr;

use super::{Piece, WordKind};

/// The words of the table of morphemes.
struct Morphemes {
    function: BTreeSet<SmolStr>,
    abbreviations: BTreeSet<SmolStr>,
    counters: BTreeSet<SmolStr>,
}

impl Morphemes {
    fn of(language: &LanguageLexicon) -> Self {
        let family = |wanted: &[&str]| {
            let entries = language.table(TableName::Morphemes).iter();
            entries
                .filter(|entry| wanted.contains(&entry.family.as_str()))
                .flat_map(|entry| entry.forms.clone())
                .collect()
        };
        Self {
            function: family(&["particle", "auxiliary"]),
            abbreviations: family(&["abbreviation"]),
            counters: family(&["counter"]),
        }
    }
}

/// Returns where the run of letters and figures that begins at `at` ends, with the marks inside it: U.N., like-minded,
/// 2,500, F-35. A possessive does not belong to it.
pub(super) fn latin_end(small: &str, at: usize) -> usize {
    let mut end = at;
    let mut characters = small[at..].char_indices().peekable();
    let mut before = ' ';
    while let Some((offset, c)) = characters.next() {
        let next = characters.peek().map_or(' ', |(_, next)| *next);
        let is_inside = is_letter(c)
            || (is_letter(before)
                && is_letter(next)
                && match c {
                    '.' => !next.is_ascii_digit() || before.is_ascii_digit(),
                    ',' => before.is_ascii_digit() && next.is_ascii_digit(),
                    '\'' => next != 's' || small[at + offset + 2..].chars().next().is_some_and(is_letter),
                    '-' | '&' => true,
                    _ => false,
                });
        if !is_inside {
            break;
        }
        end = at + offset + c.len_utf8();
        before = c;
    }
    end
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !seimei_text::fold::is_east_asian(c)
}

/// Parts a folded text; `small` is the same in small letters.
pub(super) fn pieces(folded: &str, small: &str, hits: &[Hit], language: &LanguageLexicon) -> Vec<Piece> {
    let morphemes = language.derived(Morphemes::of);
    // Names of several words are one word: United States, Prime Minister.
    let is_name = |hit: &&Hit| {
        matches!(hit.table, TableName::Actors | TableName::Titles) && small[hit.range].contains(' ') && {
            let written = &folded[hit.range];
            written.split(' ').next_back().is_some_and(|word| word.starts_with(|c: char| c.is_uppercase()))
        }
    };
    let mut names: Vec<TextRange> = hits.iter().filter(is_name).map(|hit| hit.range).collect();
    names.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut names = names.into_iter().peekable();
    let mut pieces = Vec::with_capacity(small.len() / 5);
    let mut at = 0;
    while let Some(c) = small[at..].chars().next() {
        while names.peek().is_some_and(|name| (name.start as usize) < at) {
            names.next();
        }
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let mut end = match names.peek().filter(|name| name.start as usize == at) {
            Some(name) => name.end as usize,
            None => latin_end(small, at),
        };
        // The possessive is a word of its own, so that Arvania's and of Arvania share the name.
        if end == at && small[at..].starts_with("'s") && !small[at + 2..].starts_with(is_letter) {
            end = at + 2;
            pieces.push((TextRange::new(at, end), WordKind::Function));
            at = end;
            continue;
        }
        let is_sum =
            matches!(c, '$' | '€' | '£' | '¥') && small[at + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
        if end == at && c.is_alphanumeric() {
            // A word of another script: its run.
            let rest = &small[at..];
            end = at + rest.find(|c: char| !c.is_alphanumeric() || c.is_ascii()).unwrap_or(rest.len());
            pieces.push((TextRange::new(at, end), WordKind::Content));
            at = end;
            continue;
        }
        if end == at && !is_sum {
            end = at + c.len_utf8();
            pieces.push((TextRange::new(at, end), WordKind::Mark));
            at = end;
            continue;
        }
        if is_sum {
            end = latin_end(small, at + c.len_utf8());
        }
        let word = &small[at..end];
        let is_abbreviation = small[end..].starts_with('.')
            && (morphemes.abbreviations.contains(word) || (word.contains('.') && word.len() <= 7))
            && (word.contains('.') || !small[end + 1..].trim_start().is_empty());
        if is_abbreviation {
            end += 1;
        }
        let kind = if is_sum || small[at..end].starts_with(|c: char| c.is_ascii_digit()) {
            // 20% and 30 percent, 5.6 billion
            if small[end..].starts_with('%') {
                end += 1;
            }
            let space = usize::from(small[end..].starts_with(' '));
            let further = latin_end(small, end + space);
            if morphemes.counters.contains(&small[end + space..further]) {
                end = further;
            }
            WordKind::Number
        } else if morphemes.function.contains(&small[at..end]) {
            WordKind::Function
        } else {
            WordKind::Content
        };
        pieces.push((TextRange::new(at, end), kind));
        at = end;
    }
    pieces
}
