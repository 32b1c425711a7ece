//! Checking a quotation, or all those of an article: the verdict, the passages it was made from, what differs.

mod verdict;

use std::sync::Arc;

use askama::Template;
use axum::routing::get;
use axum::{Form, Router};
use seimei_app::archive::index::SearchError;
use seimei_app::archive::verify::article::{self, CheckedArticle};
use seimei_app::archive::verify::{Counterpart, Searched, Verdict, Verification, Verifying};
use seimei_app::files;
use seimei_app::worker::Worker;
use serde::Deserialize;

use self::verdict::{Shown, quoted, shown};
use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
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
