//! The words that tell a happening: as short as may be, and whole.

use seimei_lexicon::lexicon::{Lexicon, lower};
use seimei_lexicon::table::TableName;
use seimei_model::code::Lang;

/// A sentence of at most so many characters is shown whole; Japanese says as much in half of them.
const WHOLE: usize = 180;

/// How many characters a clause may reach on either side beyond the words that tell the event.
const REACH: usize = 150;

/// Returns the clause of a sentence around the words `quote`, as written.
pub(super) fn clause(sentence: &str, quote: &str, language: Lang, lexicon: &Lexicon) -> String {
    let share = if language == Lang::Ja { 2 } else { 1 };
    let sentence = sentence.trim();
    let Some(start) = sentence.find(quote) else { return quote.to_owned() };
    if sentence.chars().count() <= WHOLE / share {
        return sentence.to_owned();
    }
    let end = start + quote.len();
    let low = lower(sentence);
    let entries = lexicon.language(language).map_or(&[][..], |words| words.table(TableName::EventNeighbours));
    let of_kind = |kind: Option<&'static str>| {
        let entries =
            entries.iter().filter(move |entry| entry.family == "clause" && kind.is_none_or(|kind| entry.kind == kind));
        entries.flat_map(|entry| entry.forms.iter().map(smol_str::SmolStr::as_str))
    };
    let marks: Vec<&str> = of_kind(None).chain(["; ", "；", "。", ": ", "、"]).collect();
    let last = |text: &str| marks.iter().filter_map(|mark| text.rfind(mark).map(|at| (at + mark.len(), at))).max();
    let (from, mark) = last(&low[..start]).unwrap_or((0, 0));
    let reaches = |from: usize| sentence[from..start].chars().count() <= REACH / share;
    let from = if mark > 0 && of_kind(Some("relative")).any(|form| low[mark..].starts_with(form)) {
        // Which was signed in May: what was is said before.
        let earlier = last(&low[..mark]).map_or(0, |(from, _)| from);
        let noun = low[..mark].rfind(" the ").or_else(|| low[..mark].rfind(" a ")).unwrap_or(from);
        if reaches(earlier) { earlier } else { noun }
    } else {
        from
    };
    let from = if reaches(from) { from } else { start };
    let until = marks.iter().filter_map(|mark| low[end..].find(mark)).min().map_or(sentence.len(), |at| end + at);
    let until = match sentence[end..until].char_indices().nth(REACH / share) {
        None => until,
        Some((most, _)) => end + sentence[end..end + most].rfind([',', ' ', '、']).unwrap_or(0),
    };
    let is_edge = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '、' | '；');
    sentence[from..until].trim_matches(is_edge).to_owned()
}
