//! Texts and parties of a formula in words: when, who, which, how many.

use std::collections::BTreeSet;

use seimei_app::archive::trace::Text;
use seimei_export::date_words::in_words;
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;

use crate::ask::Ask;
use crate::present::title;

/// Returns the title of a text with the status of its translation.
pub(super) fn heading(ask: &Ask, text: &Text) -> String {
    let t = ask.t();
    let title = title(&text.document, text.expression.id.language).unwrap_or(t.text("head.untitled"));
    let status = text.expression.translation.map(|status| t.label("translation", status.word()));
    [Some(title), status].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Returns the date of a text in words.
pub(super) fn day(ask: &Ask, text: &Text) -> String {
    let undated = || ask.t().text("trace.undated").to_owned();
    text.date().map_or_else(undated, |date| in_words(date.as_str(), ask.visitor.lang))
}

/// Returns parties in words.
pub(super) fn parties(ask: &Ask, parties: &[ActorCode]) -> String {
    if parties.is_empty() { ask.t().text("trace.no-parties").to_owned() } else { ask.words().actors(parties) }
}

/// Returns from when to when; one date where both are the same.
pub(super) fn span(ask: &Ask, texts: &[&Text]) -> String {
    let t = ask.t();
    let words = |date: &Edtf| in_words(date.as_str(), ask.visitor.lang);
    let dates: Vec<&Edtf> = texts.iter().filter_map(|text| text.date()).collect();
    match (dates.first(), dates.last()) {
        (Some(first), Some(last)) if first != last => {
            t.fill("trace.span", &[("first", &words(first)), ("last", &words(last))])
        }
        (Some(only), _) => words(only),
        _ => t.text("trace.undated").to_owned(),
    }
}

/// Returns how many provisions, in how many documents, from when to when; `texts` holds one for each provision.
pub(super) fn extent(ask: &Ask, texts: &[&Text]) -> String {
    let t = ask.t();
    let documents: BTreeSet<_> = texts.iter().map(|text| &text.document.id).collect();
    let counts =
        [t.count("count.provisions", texts.len()), t.count("count.documents", documents.len()), span(ask, texts)];
    counts.join(" · ")
}
