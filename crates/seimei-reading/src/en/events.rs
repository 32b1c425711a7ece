//! Events, in English: met on 7 March, the visit in May, In June 2023 they signed.
//!
//! A date takes the word that tells an event in its clause: the first after a date that opens the
//! clause, else the nearest before it. What is wished or planned is no event.

use seimei_lexicon::lexicon::LanguageLexicon;
use seimei_lexicon::table::TableName;
use seimei_text::range::TextRange;

use super::dates::text::{is_edge, window_before};
use crate::context::Context;
use crate::dates::due::{is_past, is_today};
use crate::dates::value::{Point, Value};
use crate::dates::words::{begins_in, ends_in};
use crate::events::{EventFinding, Telling, participants, tellings};
use crate::finding::{ActFinding, ActorMention, DateFinding};
use crate::sentence::Sentence;

/// The most dates of one sentence that are looked at.
const MOST: usize = 32;

/// How many bytes a date may stand behind the word that it dates.
const REACH: u32 = 160;

/// Finds the events that a sentence tells, in order of its dates.
pub fn find(
    sentence: &Sentence,
    actors: &[ActorMention],
    dates: &[DateFinding],
    acts: &[ActFinding],
    context: &Context,
) -> Vec<EventFinding> {
    let mut found: Vec<EventFinding> = Vec::new();
    if dates.is_empty() {
        return found;
    }
    let words = context.lexicon;
    let tellings: Vec<Telling> =
        tellings(sentence, words).into_iter().filter(|telling| happens(sentence, telling, words)).collect();
    for (index, date) in dates.iter().enumerate().take(MOST) {
        let is_over =
            is_past(&date.edtf, context.date) || is_today(&date.edtf, context.date) || holds_today(date, context);
        if !is_over || !stands_free(sentence, date, words) {
            continue;
        }
        let clause = clause_of(sentence, date.range, words);
        let after_last = index.checked_sub(1).map_or(0, |last| dates[last].range.end);
        let until_next = dates.get(index + 1).map_or(sentence.text.len() as u32, |next| next.range.start);
        let own = TextRange { start: clause.start.max(after_last), end: clause.end.min(until_next) };
        let Some(telling) = choose(sentence, &tellings, date.range, own, clause, words) else { continue };
        let codes = {
            let named = participants(telling.range, clause, actors, acts);
            if named.is_empty() {
                participants(telling.range, TextRange::new(0, sentence.text.len()), actors, acts)
            } else {
                named
            }
        };
        let said = found.iter().any(|event| event.event_type == telling.event_type && event.date == date.edtf);
        if codes.is_empty() || said {
            continue;
        }
        let start = own.start.min(telling.range.start).min(date.range.start);
        let end = date.range.end.max(telling.range.end);
        let lead = sentence.text[start as usize..end as usize].len()
            - sentence.text[start as usize..end as usize].trim_start_matches([' ', ',', ';', '.']).len();
        found.push(EventFinding {
            range: TextRange { start: start + lead as u32, end },
            date: date.edtf.clone(),
            event_type: telling.event_type,
            participants: codes,
            rule: telling.rule.clone(),
        });
    }
    found
}

/// A period that holds the document's day (this year, this month) may have had its event.
fn holds_today(date: &DateFinding, context: &Context) -> bool {
    let Some(document) = context.date else { return false };
    let year = Point::Year(document.year);
    let month = document.month.map(|month| Point::Month(document.year, month));
    [Some(year), month].into_iter().flatten().any(|point| Value::At(point).edtf() == date.edtf)
}

/// Returns whether a word stands whole and is not wished, planned or denied.
fn happens(sentence: &Sentence, telling: &Telling, words: &LanguageLexicon) -> bool {
    let (start, end) = (telling.range.start as usize, telling.range.end as usize);
    if !is_edge(sentence.text, start) || !is_edge(sentence.text, end) || sentence.text[end..].starts_with('-') {
        return false;
    }
    let before = window_before(sentence.lower, start, 24).trim_end_matches(' ');
    ends_in(words, TableName::EventNeighbours, &["not-event"], before)
        .is_none_or(|(_, length)| !is_edge(before, before.len() - length))
}

/// Returns whether a date stands as an adverb, not before a noun (2030 targets) and not after "since".
fn stands_free(sentence: &Sentence, date: &DateFinding, words: &LanguageLexicon) -> bool {
    let start = date.range.start as usize;
    if sentence.text[start..].starts_with(|c: char| c.is_alphabetic()) && !sentence.lower[..start].ends_with("since ") {
        return true;
    }
    let before = window_before(sentence.lower, start, 24).trim_end_matches(' ');
    let before = before.strip_suffix("the").unwrap_or(before).trim_end_matches(' ');
    ends_in(words, TableName::EventNeighbours, &["date-lead"], before)
        .is_some_and(|(entry, length)| entry.kind != "since" && is_edge(before, before.len() - length))
        || before.is_empty()
        || before.ends_with('(')
}

/// Returns the clause around a date.
fn clause_of(sentence: &Sentence, date: TextRange, words: &LanguageLexicon) -> TextRange {
    let lower = sentence.lower;
    let entries = || words.table(TableName::EventNeighbours).iter().filter(|entry| entry.family == "clause");
    let marks = || entries().flat_map(|entry| &entry.forms);
    let start = marks()
        .filter_map(|mark| lower[..date.start as usize].rfind(mark.as_str()).map(|at| at + mark.len()))
        .max()
        .unwrap_or(0);
    let end = marks()
        .filter_map(|mark| lower[date.end as usize..].find(mark.as_str()).map(|at| at + date.end as usize))
        .min()
        .unwrap_or(lower.len());
    TextRange::new(start, end)
}

/// Returns the word that a date dates: in its own stretch first, then in the clause.
fn choose<'t, 'l>(
    sentence: &Sentence,
    tellings: &'t [Telling<'l>],
    date: TextRange,
    own: TextRange,
    clause: TextRange,
    words: &LanguageLexicon,
) -> Option<&'t Telling<'l>> {
    let lead = sentence.lower[own.start as usize..date.start as usize].trim_matches([' ', ',']);
    let opens = lead.is_empty()
        || begins_in(words, TableName::EventNeighbours, &["date-lead"], lead)
            .is_some_and(|(_, length)| length == lead.len())
        || (lead.len() < 12
            && !tellings.iter().any(|telling| own.contains(telling.range) && telling.range.end <= date.start));
    for range in [own, clause] {
        let inside = || tellings.iter().filter(move |telling| range.contains(telling.range));
        let is_strong = |telling: &&Telling| telling.entry.kind != "weak";
        let is_verb = |telling: &&Telling| telling.entry.family == "verb";
        let after = || inside().filter(|telling| telling.range.start >= date.end);
        // A verb far before its date more often has another one's.
        let before =
            || inside().filter(|telling| telling.range.end <= date.start && date.start - telling.range.end < REACH);
        let first = |strong: bool| after().find(|telling| is_verb(telling) && (!strong || is_strong(telling)));
        let last = || {
            let mut near = before().filter(|telling| date.start - telling.range.end < 60);
            near.rfind(is_strong)
                .or_else(|| before().filter(is_verb).rfind(is_strong))
                .or_else(|| before().rfind(is_verb))
        };
        let chosen = if opens { first(true).or_else(|| first(false)) } else { last().or_else(|| first(true)) };
        if chosen.is_some() {
            return chosen;
        }
    }
    None
}
