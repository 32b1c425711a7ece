//! When a commitment is to be done, in English: by 2030, in July 2024, this year, within three years.

use seimei_lexicon::lexicon::LanguageLexicon;
use seimei_lexicon::table::TableName;
use seimei_model::date::Edtf;
use seimei_model::document::DocumentKind;
use seimei_text::range::TextRange;
use smol_str::SmolStr;

use super::dates::text::{is_edge, number, skip_spaces, window_before};
use crate::context::Context;
use crate::dates::due::{Unit, is_past, is_today, term};
use crate::dates::value::{Point, Value};
use crate::dates::words::{begins, ends};
use crate::finding::DateFinding;
use crate::sentence::Sentence;

/// Returns the time by or in which what the clause commits to is to be done: a limit (by, no later
/// than, within) first, else the last date that tells when. A date that only modifies a noun, or that is
/// past, is none.
pub fn due(sentence: &Sentence, dates: &[DateFinding], clause: TextRange, context: &Context) -> Option<Edtf> {
    let words = context.lexicon;
    // A date that opens the sentence belongs to the clause after it.
    let opens = |date: &DateFinding| {
        date.range.end <= clause.start
            && sentence.text[date.range.end as usize..clause.start as usize].trim_matches([' ', ',']).is_empty()
    };
    let own = || dates.iter().filter(|date| clause.contains(date.range) || opens(date));
    let narrates = matches!(context.kind, DocumentKind::Report | DocumentKind::News);
    let led = |date: &DateFinding, family: &str| {
        let before = window_before(sentence.lower, date.range.start as usize, 60);
        leads(words, before.trim_end_matches(' '), family)
    };
    let limit = own().find(|date| led(date, "limit") && (narrates || !is_past(&date.edtf, context.date)));
    if let Some(date) = limit {
        return Some(date.edtf.clone());
    }
    if let Some(term) = running_term(&sentence.lower[clause.bounds()], words, context) {
        return Some(term);
    }
    let mut in_time = own().filter(|date| {
        let is_relative = sentence.lower[date.range.bounds()].starts_with(|c: char| c.is_ascii_alphabetic())
            && begins(words, &["this-or-next"], &sentence.lower[date.range.bounds()]).is_some();
        let rest = &sentence.lower[date.range.end as usize..];
        !is_past(&date.edtf, context.date)
            && !is_today(&date.edtf, context.date)
            && !rest.starts_with("'s")
            && (led(date, "when") || is_relative)
            && !led(date, "not-due")
    });
    in_time.next_back().map(|date| date.edtf.clone())
}

/// Returns whether `before` ends with a whole word of `family`, over "the", "early", "the end of".
fn leads(words: &LanguageLexicon, before: &str, family: &str) -> bool {
    let mut before = before;
    for _ in 0..4 {
        if let Some((_, length)) = ends(words, &[family], before)
            && is_edge(before, before.len() - length)
        {
            return true;
        }
        let Some((_, length)) = ends(words, &["over-to-date"], before) else { return false };
        if !is_edge(before, before.len() - length) {
            return false;
        }
        before = before[..before.len() - length].trim_end_matches(' ');
    }
    false
}

/// Reads a term that begins now: within three years, over the next five years, in the coming year.
fn running_term(clause: &str, words: &LanguageLexicon, context: &Context) -> Option<Edtf> {
    for end in Openers::of(words).ends_in(clause) {
        let at = skip_spaces(clause, end);
        if let Some((entry, length)) = begins(words, &["end-of"], &clause[at..])
            && is_edge(clause, at + length)
        {
            return end_of(&entry.value, context);
        }
        let (count, after) = match number(clause, at) {
            Some(found) => found,
            None => match begins(words, &["count"], &clause[at..]) {
                Some((entry, length)) if is_edge(clause, at + length) => (entry.value.parse().ok()?, at + length),
                // "the coming year" is one
                _ => (1, at),
            },
        };
        let at = skip_spaces(clause, after + usize::from(clause[after..].starts_with('-')));
        let Some((entry, length)) = begins(words, &["term-unit"], &clause[at..]) else { continue };
        // Several years of no number are no term.
        let is_plural = clause[..at + length].ends_with('s');
        if is_edge(clause, at + length) && (1..=100).contains(&count) && (after > end || at > after || count == 1) {
            if is_plural && count == 1 {
                continue;
            }
            return term(count, Unit::from_word(&entry.value)?, context.date?);
        }
    }
    None
}

/// The words that open a term, with their places in the table, by their first bytes.
struct Openers(Vec<Vec<(usize, SmolStr)>>);

impl Openers {
    /// Returns those of `lexicon`, worked out once.
    fn of(lexicon: &LanguageLexicon) -> &Self {
        lexicon.derived(|lexicon| {
            let entries = lexicon.table(TableName::DateNeighbours).iter().filter(|entry| entry.family == "within");
            let mut by_first = vec![Vec::new(); 256];
            for (place, word) in entries.flat_map(|entry| &entry.forms).enumerate() {
                by_first[usize::from(word.as_bytes()[0])].push((place, word.clone()));
            }
            Self(by_first)
        })
    }

    /// Returns where they end in `clause` as whole words: those of the first word of the table, then those of the next.
    fn ends_in(&self, clause: &str) -> Vec<usize> {
        let bytes = clause.as_bytes();
        let mut found: Vec<(usize, usize)> = Vec::new();
        let mut inside = false;
        for (at, &byte) in bytes.iter().enumerate() {
            let begins = !(inside && byte.is_ascii_alphanumeric());
            inside = byte.is_ascii_alphanumeric();
            if !begins {
                continue;
            }
            for (place, word) in &self.0[usize::from(byte)] {
                let word = word.as_bytes();
                let end = at + word.len();
                // Their last letters tell them apart.
                let ends = bytes.get(end - 1) == word.last();
                if ends && bytes[at..end] == *word && is_edge(clause, at) && is_edge(clause, end) {
                    found.push((*place, end));
                }
            }
        }
        found.sort_unstable();
        found.into_iter().map(|(_, end)| end).collect()
    }
}

/// Returns the period of the document whose end is meant: by the end of the year.
fn end_of(unit: &str, context: &Context) -> Option<Edtf> {
    let date = context.date?;
    let point = match unit {
        "month" => Point::Month(date.year, date.month?),
        "decade" => Point::Decade(date.year.div_euclid(10)),
        "century" => Point::Century((date.year - 1).div_euclid(100)),
        _ => Point::Year(date.year),
    };
    Some(Value::At(point).edtf())
}

#[cfg(test)]
mod tests {
    use seimei_lexicon::builtin;
    use seimei_lexicon::lexicon::{self, Lexicon};
    use seimei_model::code::Lang;

    use super::*;
    use crate::context::{CalendarDate, Discourse};

    fn check(text: &str, expected: Option<&str>) {
        let lexicon = Lexicon::compile(&builtin::files()).0;
        let words = lexicon.language(Lang::En).expect("English is built in");
        let lower = lexicon::lower(text);
        let hits = words.scan(&lower);
        let sentence = Sentence {
            text,
            lower: &lower,
            hits: &hits,
            number: 0,
            opens_paragraph: true,
            is_list_item: false,
            section: None,
        };
        let context = Context {
            lexicon: words,
            kind: DocumentKind::JointStatement,
            date: CalendarDate::parse("2033-11-20"),
            parties: Vec::new(),
            persons: std::collections::BTreeMap::new(),
            counterparts: Vec::new(),
            issuer: None,
        };
        let dates = super::super::dates::find(&sentence, &context, &mut Discourse::default());
        let due = due(&sentence, &dates, TextRange::new(0, text.len()), &context);
        assert_eq!(due.as_ref().map(Edtf::as_str), expected, "{text}");
    }

    #[test]
    fn limits_are_due() {
        check("We will double capacity by 2040.", Some("2040"));
        check("We will finish it by the end of 2036.", Some("2036"));
        check("We will finish it by the end of the year.", Some("2033"));
        check("We will report no later than May 2034.", Some("2034-05"));
        check("We will build it within three years.", Some("2033/2036"));
        check("Over the next 5 years we will train officers.", Some("2033/2038"));
        check("In the coming year, we will meet.", Some("2033/2034"));
        check("In the coming years, we will meet.", None);
        check("We will agree by the next meeting.", None);
    }

    #[test]
    fn a_time_in_the_future_is_due() {
        check("We intend to hold the meeting in July 2034.", Some("2034-07"));
        check("We will launch it next year.", Some("2034"));
        check("We are committed to making the 2030s the decisive decade.", Some("203X"));
    }

    #[test]
    fn what_modifies_a_noun_or_is_past_is_not_due() {
        check("We will implement the pact signed in 2031.", None);
        check("We will work towards our ambitious 2050 goals.", None);
        check("We will continue to help as we have since 2030.", None);
        check("We committed today to begin cooperation.", None);
        check("Following today's Summit, we intend to cooperate.", None);
    }
}
