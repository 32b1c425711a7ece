//! A quotation with its verdict: the passages it was made from beside it, what differs marked.

use seimei_app::archive::trace::language_of;
use seimei_app::archive::verify::article::{CheckedQuotation, Occasion};
use seimei_app::archive::verify::{CharRange, Counterpart, EditSort, Place as Stands, Source, Verdict, Verification};
use seimei_export::date_words::in_words;
use seimei_locale::wording::Table;
use seimei_model::identity::{ExpressionId, ProvisionId};

use crate::ask::Ask;
use crate::differences::{self, Told};
use crate::links;

/// A passage beside a quotation.
pub(super) struct Passage {
    pub(super) label: String,
    pub(super) address: String,
    pub(super) name: String,
    pub(super) about: String,
    pub(super) language: &'static str,
    pub(super) html: String,
    pub(super) other: Option<Box<Passage>>,
}

/// A quotation with its verdict.
pub(super) struct Shown {
    pub(super) verdict: &'static str,
    pub(super) label: String,
    pub(super) means: String,
    pub(super) notes: Vec<String>,
    /// What the article says of speaker and date; whether that does not fit the record.
    pub(super) occasion: Vec<(String, bool)>,
    pub(super) language: &'static str,
    pub(super) html: String,
    pub(super) sources: Vec<Passage>,
    pub(super) changes: Vec<Told>,
    pub(super) also: Vec<(String, String, String)>,
    pub(super) also_label: String,
}

/// Returns a quotation of an article.
pub(super) fn quoted(ask: &Ask, one: &CheckedQuotation) -> Shown {
    let mut occasion = occasion(ask, &one.occasion);
    if let Some(reported) = &one.reported {
        occasion.insert(0, (ask.t().fill("verifying.reported", &[("words", &reported.words)]), false));
    }
    shown(ask, &one.text, &one.verification, &[], occasion)
}

/// Returns what the article says of speaker and date, beside the record.
fn occasion(ask: &Ask, occasion: &Occasion) -> Vec<(String, bool)> {
    let t = ask.t();
    let mut told = Vec::new();
    if !occasion.speakers.is_empty() {
        told.push((t.fill("verify.speaker", &[("actors", &ask.words().actors(&occasion.speakers))]), false));
    }
    if let Some(date) = &occasion.date {
        let date = in_words(date.as_str(), ask.visitor.lang);
        told.push((t.fill("verify.date", &[("date", &date)]), false));
    }
    for (is_wrong, key) in [
        (occasion.speaker_fits == Some(false), "verify.speaker-differs"),
        (occasion.date_fits == Some(false), "verify.date-differs"),
        (occasion.held == Some(0), "verify.none-held"),
    ] {
        if is_wrong {
            told.push((t.text(key).to_owned(), true));
        }
    }
    told
}

/// Returns a quotation with its verdict.
pub(super) fn shown(
    ask: &Ask,
    text: &str,
    verification: &Verification,
    counterparts: &[Option<Counterpart>],
    occasion: Vec<(String, bool)>,
) -> Shown {
    let t = ask.t();
    let word = verification.verdict.word();
    let added: Vec<CharRange> = verification
        .edits
        .iter()
        .filter(|edit| edit.sort != EditSort::Punctuation && edit.quoted.start < edit.quoted.end)
        .map(|edit| edit.quoted)
        .collect();
    let language = verification.sources.first().map_or_else(|| language_of(text), |source| source.place.language);
    let mut sources: Vec<Passage> = Vec::new();
    let mut known: Vec<&Stands> = Vec::new();
    for (at, source) in verification.sources.iter().enumerate() {
        if known.contains(&&source.place) {
            continue;
        }
        known.push(&source.place);
        let other = counterparts
            .get(at)
            .and_then(Option::as_ref)
            .map(|other| Box::new(passage(ask, "", &other.place, differences::escaped(&other.text))));
        let html = source_text(source, verification);
        sources.push(Passage { other, ..passage(ask, t.text("verifying.record"), &source.place, html) });
    }
    if let Some(nearest) = &verification.nearest {
        sources.push(passage(ask, t.text("verify.nearest"), &nearest.place, differences::escaped(&nearest.text)));
    }
    let also = verification.also.iter().map(|place| (address(place), name(place), about(ask, place)));
    Shown {
        verdict: word,
        label: t.label("verdict", word).to_owned(),
        means: t.label("verdict-means", word).to_owned(),
        notes: notes(ask, verification),
        occasion,
        language: language.tag(),
        html: differences::ranges(text, None, &added, "ins"),
        sources,
        changes: verification
            .changes
            .iter()
            .map(|change| differences::told(change, Table::Same, &ask.words()))
            .collect(),
        also_label: t.count("verifying.also", verification.also.len()),
        also: also.collect(),
    }
}

/// Returns what else has to be known of a verdict.
fn notes(ask: &Ask, verification: &Verification) -> Vec<String> {
    let t = ask.t();
    let mut notes = Vec::new();
    if verification.verdict == Verdict::OtherDocument && verification.stands != Verdict::Verbatim {
        notes.push(t.label("verdict-means", verification.stands.word()).to_owned());
    }
    if let Some(claimed) = &verification.claimed {
        if claimed.documents.is_empty() {
            notes.push(t.fill("verify.no-claimed", &[("document", &claimed.name)]));
        } else if verification.is_beyond_the_record() {
            notes.push(t.fill("verify.claimed-provisional", &[("document", &claimed.name)]));
        }
    }
    if verification.is_provisional() {
        notes.push(t.text("verify.provisional").to_owned());
    }
    if verification.verdict == Verdict::NotFound && verification.nearest.is_none() {
        notes.push(t.text("verifying.none-near").to_owned());
    }
    notes
}

fn passage(ask: &Ask, label: &str, place: &Stands, html: String) -> Passage {
    Passage {
        label: label.to_owned(),
        address: address(place),
        name: name(place),
        about: about(ask, place),
        language: place.language.tag(),
        html,
        other: None,
    }
}

fn id(place: &Stands) -> ProvisionId {
    ProvisionId { document: place.document.clone(), language: Some(place.language), number: place.provision }
}

fn name(place: &Stands) -> String {
    id(place).to_string()
}

/// Returns the address of a place; the title of a document has the number 0.
fn address(place: &Stands) -> String {
    if place.provision > 0 {
        return links::passage(&id(place));
    }
    links::expression(&ExpressionId { document: place.document.clone(), language: place.language })
}

fn about(ask: &Ask, place: &Stands) -> String {
    let told = [
        place.date.as_deref().map(|date| in_words(date, ask.visitor.lang)),
        place.title.clone(),
        place.translation.map(|status| ask.t().label("translation", status.word()).to_owned()),
    ];
    told.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Returns a provision with what the quotation has not marked, and what it does not quote faint.
fn source_text(source: &Source, verification: &Verification) -> String {
    let same = |at: &usize| verification.sources[*at].place == source.place;
    let places: Vec<usize> = (0..verification.sources.len()).filter(same).collect();
    let gone: Vec<CharRange> = verification
        .edits
        .iter()
        .filter(|edit| edit.source.is_some_and(|at| places.contains(&at)) && edit.range.start < edit.range.end)
        .filter(|edit| edit.sort != EditSort::Punctuation)
        .map(|edit| edit.range)
        .collect();
    let used = places.iter().map(|at| verification.sources[*at].range);
    let used = used.reduce(|one, other| CharRange { start: one.start.min(other.start), end: one.end.max(other.end) });
    differences::ranges(&source.text, used, &gone, "del")
}
