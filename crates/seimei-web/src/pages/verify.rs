//! Checking a quotation, or all those of an article: the verdict, the passages it was made from, what differs.

use std::sync::Arc;

use askama::Template;
use axum::routing::get;
use axum::{Form, Router};
use seimei_app::archive::index::SearchError;
use seimei_app::archive::trace::language_of;
use seimei_app::archive::verify::article::{self, CheckedArticle, CheckedQuotation, Occasion};
use seimei_app::archive::verify::{
    CharRange, Counterpart, EditSort, Place as Stands, Searched, Source, Verdict, Verification, Verifying,
};
use seimei_app::files;
use seimei_app::worker::Worker;
use seimei_export::date_words::in_words;
use seimei_locale::wording::Table;
use seimei_model::document::Translation;
use seimei_model::identity::{ExpressionId, ProvisionId};
use serde::Deserialize;

use crate::ask::Ask;
use crate::differences::{self, Told};
use crate::frame::{Frame, Place, show};
use crate::links;
use crate::office::Office;
use crate::pages::form::told;
use crate::wrong::{Answer, Wrong};

/// The longest text, in bytes.
pub(crate) const LONGEST: usize = 200_000;

/// The longest single quotation, in bytes.
pub(crate) const LONGEST_QUOTATION: usize = 20_000;

/// Words for what a text is taken for.
pub(crate) const KINDS: [&str; 3] = ["auto", "quotation", "article"];

pub(super) fn routes() -> Router<Arc<Office>> {
    Router::new().route("/verify", get(form).post(check))
}

/// A text to check.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Pasted {
    csrf: String,
    text: String,
    kind: String,
    claimed: String,
}

/// A passage beside a quotation.
struct Passage {
    label: String,
    address: String,
    name: String,
    about: String,
    language: &'static str,
    html: String,
    other: Option<Box<Passage>>,
}

/// A quotation with its verdict.
struct Shown {
    verdict: &'static str,
    label: String,
    means: String,
    notes: Vec<String>,
    /// What the article says of speaker and date; whether that does not fit the record.
    occasion: Vec<(String, bool)>,
    language: &'static str,
    html: String,
    sources: Vec<Passage>,
    changes: Vec<Told>,
    also: Vec<(String, String, String)>,
    also_label: String,
}

#[derive(Template)]
#[template(path = "verify.html")]
struct Page<'m> {
    frame: Frame<'m>,
    text: String,
    claimed: String,
    hint: String,
    kinds: Vec<(&'static str, &'m str, bool)>,
    is_asked: bool,
    heading: String,
    notes: Vec<String>,
    shown: Vec<Shown>,
    searched: String,
}

/// Shows the form.
pub(crate) async fn form(ask: Ask) -> Answer {
    show(&blank(&ask, &Pasted::default()))
}

fn blank<'a>(ask: &'a Ask, pasted: &Pasted) -> Page<'a> {
    let t = ask.t();
    let kind = if pasted.kind.is_empty() { KINDS[0] } else { pasted.kind.as_str() };
    Page {
        frame: ask.frame(Place::Verify, t.text("nav.verify")),
        text: pasted.text.clone(),
        claimed: pasted.claimed.clone(),
        hint: t.fill("verifying.hint", &[("n", &(LONGEST / 1000).to_string())]),
        kinds: KINDS.into_iter().map(|word| (word, t.label("quoted-as", word), word == kind)).collect(),
        is_asked: false,
        heading: String::new(),
        notes: Vec::new(),
        shown: Vec::new(),
        searched: String::new(),
    }
}

/// Checks what was pasted.
pub(crate) async fn check(ask: Ask, Form(pasted): Form<Pasted>) -> Answer {
    ask.check(&pasted.csrf)?;
    ask.answer(move |ask| checked(ask, &pasted)).await
}

/// What a text was found to be.
pub(crate) enum Outcome {
    /// One quotation, with what says the same as each source in the document's other language.
    Quotation(Box<Verification>, Vec<Option<Counterpart>>),
    /// An article.
    Article(CheckedArticle, Searched),
}

/// Checks a text: as one quotation, as an article, or as what it looks like.
pub(crate) fn outcome(ask: &Ask, text: &str, kind: &str, claimed: Option<&str>) -> Result<Outcome, Wrong> {
    let t = ask.t();
    if !KINDS.contains(&kind) {
        return Err(Wrong::bad(t.fill("verifying.no-kind", &[("text", kind)])));
    }
    let text = text.trim();
    if text.is_empty() {
        return Err(Wrong::refused(t.text("verifying.no-text")));
    }
    let limit = if kind == "quotation" { LONGEST_QUOTATION } else { LONGEST };
    if text.len() > limit {
        return Err(Wrong::too_large(t.fill("verifying.too-long", &[("n", &(limit / 1000).to_string())])));
    }
    let refuse = |error| Wrong::of_search(&error, t);
    let (level, searching) = ask.office.take_index().map_err(refuse)?;
    let documents = ask.present.documents.clone();
    let mut verifying = ask.office.archive.verifying_with(searching, documents, ask.office.lexicon);
    let outcome = found(ask, &mut verifying, text, kind, claimed);
    ask.office.give_index(level, verifying.into_searching());
    outcome
}

fn found(
    ask: &Ask,
    verifying: &mut Verifying,
    text: &str,
    kind: &str,
    claimed: Option<&str>,
) -> Result<Outcome, Wrong> {
    let t = ask.t();
    let refuse = |error: SearchError| Wrong::of_search(&error, t);
    if kind != "quotation" {
        let source = files::Source::pasted(t.text("verifying.pasted").to_owned(), text.to_owned());
        let ingested = article::ingest_article(&source, verifying, &Worker::in_process());
        let ingested = ingested.map_err(|problem| Wrong::refused(seimei_locale::problem::of_source(&problem, t)))?;
        let checked = verifying.article(&ingested).map_err(refuse)?;
        if kind == "article" || checked.whole.is_none() {
            return Ok(Outcome::Article(checked, verifying.searched()));
        }
    }
    let verification = verifying.verify(text, claimed).map_err(refuse)?;
    let counterparts = verification.sources.iter().map(|source| verifying.counterpart(source));
    let counterparts = counterparts.collect::<Result<Vec<_>, _>>().map_err(refuse)?;
    Ok(Outcome::Quotation(Box::new(verification), counterparts))
}

fn checked(ask: &Ask, pasted: &Pasted) -> Answer {
    let t = ask.t();
    let kind = if pasted.kind.is_empty() { KINDS[0] } else { pasted.kind.as_str() };
    let claimed = told(&pasted.claimed);
    let mut page = blank(ask, pasted);
    page.is_asked = true;
    let searched = match outcome(ask, &pasted.text, kind, claimed.as_deref())? {
        Outcome::Quotation(verification, counterparts) => {
            page.heading = t.count("verify.quotations", 1);
            page.shown = vec![shown(ask, pasted.text.trim(), &verification, &counterparts, Vec::new())];
            verification.searched
        }
        Outcome::Article(article, searched) => {
            let all = &article.quotations;
            let faithful = all.iter().filter(|one| one.verification.verdict.is_faithful()).count();
            let missing = all.iter().filter(|one| one.verification.verdict == Verdict::NotFound).count();
            let values = [
                ("quotations", t.count("verify.quotations", all.len())),
                ("faithful", faithful.to_string()),
                ("changed", (all.len() - faithful - missing).to_string()),
                ("missing", missing.to_string()),
            ];
            page.heading = t.fill("verifying.summary", &values.each_ref().map(|(key, value)| (*key, value.as_str())));
            if article.skipped > 0 {
                page.notes.push(t.count("verify.skipped", article.skipped));
            }
            page.shown = all.iter().map(|one| quoted(ask, one)).collect();
            searched
        }
    };
    if searched.is_behind {
        page.notes.push(t.text("search.behind").to_owned());
    }
    let documents = t.count("verify.of-documents", searched.documents);
    let provisions = t.count("count.provisions", usize::try_from(searched.provisions).unwrap_or(usize::MAX));
    page.searched = t.fill("verify.searched", &[("documents", &documents), ("provisions", &provisions)]);
    show(&page)
}

fn quoted(ask: &Ask, one: &CheckedQuotation) -> Shown {
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

fn shown(
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
        let is_provisional = |status: &Option<Translation>| *status == Some(Translation::Provisional);
        if claimed.documents.is_empty() {
            notes.push(t.fill("verify.no-claimed", &[("document", &claimed.name)]));
        } else if verification.verdict == Verdict::NotFound
            && claimed.has.iter().all(|(_, status)| is_provisional(status))
        {
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
