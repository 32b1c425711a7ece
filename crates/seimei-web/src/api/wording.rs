//! Wording for programs: comparisons, drafts, formulas, quotations, alignments; what the command line prints with `--json`.

#![expect(unused_qualifications, reason = "the description of addresses is made by a macro that writes them")]

use std::sync::Arc;

use axum::Json;
use axum::http::HeaderMap;
use axum::response::IntoResponse as _;
use axum_extra::extract::Query;
use seimei_app::archive::trace::{Gone, Near, Recurring, Wanted};
use seimei_app::compare::{self, Text};
use seimei_app::printed;
use seimei_model::date::Edtf;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::list::{List, Page, Sheet, behind};
use crate::ask::Ask;
use crate::office::Office;
use crate::pages::form::told;
use crate::pages::{compare as comparing, formula, verify};
use crate::wrong::{Answer, Problem, Wrong};

/// The routes, under `/api/v1`.
pub(super) fn routes() -> OpenApiRouter<Arc<Office>> {
    OpenApiRouter::new()
        .routes(routes!(compared, compared_draft))
        .routes(routes!(draft_checked))
        .routes(routes!(traced))
        .routes(routes!(families))
        .routes(routes!(vanished))
        .routes(routes!(verified))
        .routes(routes!(aligned))
}

/// Gives a value as JSON.
#[expect(clippy::unnecessary_wraps, reason = "it is what handlers answer")]
fn given(value: &impl Serialize) -> Answer {
    Ok(Json(value).into_response())
}

/// Two texts of the archive.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Pair {
    /// The earlier or first text, `DOC/en`.
    #[param(example = "arv-hta-2024-05-14/ja")]
    a: String,
    /// The later or second text.
    #[param(example = "arv-hta-2026-05-20/ja")]
    b: String,
}

/// Compares two texts of the archive, provision by provision.
#[utoipa::path(get, path = "/compare", tag = "wording", params(Pair), responses(
    (status = 200, description = "The comparison, as `seimei compare --json` prints it", body = Value),
    (status = 400, description = "A name of a wrong form", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "No such text", body = Problem, content_type = "application/problem+json")))]
async fn compared(ask: Ask, Query(pair): Query<Pair>) -> Answer {
    ask.answer(move |ask| {
        let (a, b) = (comparing::text(ask, &pair.a)?, comparing::text(ask, &pair.b)?);
        comparison(ask, a, b)
    })
    .await
}

fn comparison(ask: &Ask, a: Text, b: Text) -> Answer {
    let (a, b) = compare::alike(a, b);
    let comparison = compare::compare(&a.reading, &b.reading, ask.office.lexicon);
    given(&printed::compare::page(&a, &b, &[], &comparison))
}

/// A draft that is compared with a text of the archive.
#[derive(Debug, Deserialize, ToSchema)]
struct DraftPair {
    /// The text of the archive, `DOC/en`.
    #[schema(example = "arv-hta-2025-05-21/en")]
    a: String,
    /// The draft.
    text: String,
    /// The language of the draft, `ja` or `en`, where the program is not to judge.
    language: Option<String>,
}

/// Compares a draft with a text of the archive.
#[utoipa::path(post, path = "/compare", tag = "wording", request_body = DraftPair, responses(
    (status = 200, description = "The comparison, as `seimei compare --json` prints it", body = Value),
    (status = 400, description = "A name of a wrong form", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "No such text", body = Problem, content_type = "application/problem+json"),
    (status = 413, description = "The draft is too long", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "The draft holds nothing to compare", body = Problem, content_type = "application/problem+json")))]
async fn compared_draft(ask: Ask, Json(pair): Json<DraftPair>) -> Answer {
    ask.answer(move |ask| {
        let a = comparing::text(ask, &pair.a)?;
        let language = pair.language.as_deref().unwrap_or_default();
        let draft = comparing::draft_of(ask, ask.t().text("comparing.draft"), &pair.text, language)?;
        comparison(ask, a, Text::of(draft.name, None, draft.reading))
    })
    .await
}

/// A draft that is checked against the record.
#[derive(Debug, Deserialize, ToSchema)]
struct DraftText {
    /// The draft.
    text: String,
    /// In whose name it is to speak, by code or name; those it was read to have where nothing is said.
    #[serde(default)]
    parties: Vec<String>,
    /// The language of the draft, `ja` or `en`, where the program is not to judge.
    language: Option<String>,
    /// What to call it.
    name: Option<String>,
}

/// Checks a draft against the record.
#[utoipa::path(post, path = "/draft", tag = "wording", request_body = DraftText, responses(
    (status = 200, description = "What there is to look at, as `seimei draft check --json` prints it", body = Value),
    (status = 400, description = "No such party or language", body = Problem, content_type = "application/problem+json"),
    (status = 413, description = "The draft is too long", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "The draft holds nothing to check", body = Problem, content_type = "application/problem+json")))]
async fn draft_checked(ask: Ask, Json(given_draft): Json<DraftText>) -> Answer {
    ask.answer(move |ask| {
        let t = ask.t();
        let DraftText { text, parties, language, name } = given_draft;
        let name = name.unwrap_or_else(|| "-".to_owned());
        let parties = parties.iter().map(|one| comparing::draft::party(ask, one)).collect::<Result<Vec<_>, _>>()?;
        let draft = comparing::draft_of(ask, &name, &text, language.as_deref().unwrap_or_default())?;
        let report = comparing::draft::report(ask, &draft, &parties);
        given(&printed::draft::check(&draft, &report, &|kind| t.label("draft-advice", kind.word())))
    })
    .await
}

/// A formula: by a provision that says it, or by words.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Formula {
    /// A provision that says it, `DOC/en#p12`.
    #[param(example = "arv-hta-2025-05-21/en#p12")]
    of: Option<String>,
    /// Words of it.
    text: Option<String>,
    /// The language of the words, `ja` or `en`, where their script is not to tell.
    language: Option<String>,
    /// Only wordings of documents of these parties together, by code, parted by commas.
    parties: Option<String>,
    /// Whether counterparts in other languages are to be among the members: one history in order of time.
    #[serde(default)]
    across: bool,
}

/// Traces a formula through time.
#[utoipa::path(get, path = "/formula", tag = "wording", params(Formula), responses(
    (status = 200, description = "The lineage, as `seimei trace --json` prints it", body = Value),
    (status = 400, description = "Neither a provision nor words", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "Nothing is recognised as this formula", body = Problem, content_type = "application/problem+json")))]
async fn traced(ask: Ask, Query(wanted): Query<Formula>) -> Answer {
    ask.answer(move |ask| {
        let t = ask.t();
        let tracing = ask.present.registry.tracing();
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let traced = formula::trace(ask, &text(&wanted.of), &text(&wanted.text), &text(&wanted.language))?;
        let Some(found) = traced.found() else {
            let documents = t.count("verify.of-documents", tracing.searched().0);
            return Err(Wrong::missing(t.fill("tracing.nothing", &[("documents", &documents)])));
        };
        let parties = comparing::parties(ask, &text(&wanted.parties))?;
        let missing = || Wrong::missing(t.text("trace.not-theirs"));
        let theirs =
            if parties.is_empty() { None } else { Some(tracing.of_parties(found, &parties).ok_or_else(missing)?) };
        let found = theirs.as_ref().unwrap_or(found);
        let together = wanted.across.then(|| tracing.in_all_languages(found));
        given(&printed::trace::page(together.as_ref().unwrap_or(found), tracing))
    })
    .await
}

/// Which families, and from where.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct FamiliesWanted {
    /// Only families that these parties use together, by code, parted by commas.
    #[param(example = "ARV,HTA")]
    parties: Option<String>,
    /// Only those found in so many documents or more; 2 where nothing is said.
    min: Option<usize>,
}

/// Lists the families of formulas, those of most documents first.
#[utoipa::path(get, path = "/families", tag = "wording", params(FamiliesWanted, Page), responses(
    (status = 200, description = "`items` as `seimei trace --all --json` prints them, `total`, `next`", content((List<Value> = "application/json"), (String = "text/csv"))),
    (status = 400, description = "No such party, or a wrong `limit` or `after`", body = Problem, content_type = "application/problem+json")))]
async fn families(
    ask: Ask,
    headers: HeaderMap,
    Query(wanted): Query<FamiliesWanted>,
    Query(page): Query<Page>,
) -> Answer {
    ask.answer(move |ask| {
        let tracing = ask.present.registry.tracing();
        let parties = comparing::parties(ask, wanted.parties.as_deref().unwrap_or_default())?;
        let mut all = formula::start::wanted_families(ask, &parties);
        all.retain(|family| family.documents >= wanted.min.unwrap_or(2));
        let behind = |after: &str| formula::start::behind(ask, &all, after);
        let token = |place: usize| formula::start::token(ask, place, all[place]);
        let stretch = page.stretch(ask, &headers, all.len(), behind, token)?;
        let row = |family: &&Recurring| printed::trace::family_row(family, tracing);
        let sheet = Sheet { columns: printed::trace::FAMILY, row: &row };
        Ok(stretch.answer(&all[stretch.range.clone()], &sheet, |family| printed::trace::family(family, tracing)))
    })
    .await
}

/// Whose formulas, and since when.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct VanishedWanted {
    /// Only partnerships that all of these belong to, by code, parted by commas.
    #[param(example = "ARV,HTA")]
    parties: Option<String>,
    /// Only what is first missing on this day, month or year or later, `2025-03`.
    since: Option<String>,
}

/// Lists formulas that a partnership used regularly and then left out.
#[utoipa::path(get, path = "/vanished", tag = "wording", params(VanishedWanted, Page), responses(
    (status = 200, description = "`items` as `seimei vanished --json` prints them, `total`, `next`", content((List<Value> = "application/json"), (String = "text/csv"))),
    (status = 400, description = "No such party, or a wrong date, `limit` or `after`", body = Problem, content_type = "application/problem+json")))]
async fn vanished(
    ask: Ask,
    headers: HeaderMap,
    Query(wanted): Query<VanishedWanted>,
    Query(page): Query<Page>,
) -> Answer {
    ask.answer(move |ask| {
        let t = ask.t();
        let tracing = ask.present.registry.tracing();
        let parties = comparing::parties(ask, wanted.parties.as_deref().unwrap_or_default())?;
        let since = wanted.since.as_deref().and_then(told).map(|since| {
            let period = Edtf::new(&since).period().map(|(first, _)| first);
            period.ok_or_else(|| Wrong::bad(t.fill("wording-api.date", &[("text", &since)])))
        });
        let wanted = Wanted { parties, since: since.transpose()? };
        let all: Vec<&Gone> = formula::start::of_partnership(ask, &wanted).collect();
        let name = |gone: &&Gone| gone.members.last().map(|last| tracing.reference(*last).to_string());
        let name = |gone: &&Gone| name(gone).unwrap_or_default();
        let behind = |after: &str| behind(ask, &all, name, after);
        let stretch = page.stretch(ask, &headers, all.len(), behind, |place| name(&all[place]))?;
        let gone: Vec<Gone> = all[stretch.range.clone()].iter().map(|gone| (*gone).clone()).collect();
        let nearest = tracing.nearest(&gone);
        let shown: Vec<(Gone, Option<Near>)> = gone.into_iter().zip(nearest).collect();
        let row = |(gone, near): &(Gone, Option<Near>)| printed::vanished::row(gone, near.as_ref(), tracing);
        let sheet = Sheet { columns: printed::vanished::COLUMNS, row: &row };
        Ok(stretch.answer(&shown, &sheet, |(gone, near)| printed::vanished::printed(gone, near.as_ref(), tracing)))
    })
    .await
}

/// A quotation or an article.
#[derive(Debug, Deserialize, ToSchema)]
struct Quoted {
    /// The text.
    #[schema(example = "We strongly condemn the armed attack.")]
    text: String,
    /// `quotation`, `article`, or `auto` for what it looks like.
    kind: Option<String>,
    /// The document that a quotation is said to be of, by its name or title.
    claimed: Option<String>,
}

/// Checks a quotation, or all those of an article.
#[utoipa::path(post, path = "/verify", tag = "wording", request_body = Quoted, responses(
    (status = 200, description = "The finding, as `seimei verify --json` prints it: of a quotation, or of an article", body = Value),
    (status = 400, description = "No such kind of text", body = Problem, content_type = "application/problem+json"),
    (status = 413, description = "The text is too long", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "There is no text", body = Problem, content_type = "application/problem+json")))]
async fn verified(ask: Ask, Json(quoted): Json<Quoted>) -> Answer {
    ask.answer(move |ask| {
        let kind = quoted.kind.as_deref().filter(|kind| !kind.is_empty()).unwrap_or(verify::KINDS[0]);
        let claimed = quoted.claimed.as_deref().and_then(told);
        match verify::outcome(ask, &quoted.text, kind, claimed.as_deref())? {
            verify::Outcome::Quotation(verification, counterparts) => {
                given(&printed::verify::printed(None, quoted.text.trim(), &verification, &counterparts))
            }
            verify::Outcome::Article(checked, searched) => given(&printed::verify::article("-", &checked, searched)),
        }
    })
    .await
}

/// A document, and which of its languages.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Aligned {
    /// The document; or its text in one language, `DOC/en`.
    #[param(example = "arv-hta-2025-05-21")]
    document: String,
    /// The language of the other text.
    with: Option<String>,
}

/// Sets a document's texts in two languages side by side, group by group.
#[utoipa::path(get, path = "/align", tag = "wording", params(Aligned), responses(
    (status = 200, description = "The groups, as `seimei align --json` prints them", body = Value),
    (status = 400, description = "A name of a wrong form", body = Problem, content_type = "application/problem+json"),
    (status = 404, description = "No such document", body = Problem, content_type = "application/problem+json"),
    (status = 422, description = "The archive has the document in one language only", body = Problem, content_type = "application/problem+json")))]
async fn aligned(ask: Ask, Query(wanted): Query<Aligned>) -> Answer {
    ask.answer(move |ask| {
        let t = ask.t();
        let found = ask.find(&wanted.document)?.1;
        let own = &found.expression.id;
        let with = comparing::language_of(ask, wanted.with.as_deref().unwrap_or_default())?;
        let is_other = |language| language != own.language && with.is_none_or(|with| with == language);
        let other = found.document.expressions.iter().find(|other| is_other(other.id.language));
        let other = other
            .ok_or_else(|| Wrong::refused(t.fill("wording-api.one-language", &[("id", found.document.id.as_str())])))?;
        let (a, b) = (comparing::text(ask, &own.to_string())?, comparing::text(ask, &other.id.to_string())?);
        let places = ask.present.place(own).zip(ask.present.place(&other.id));
        let alignment = places.and_then(|(a, b)| ask.present.aligned(a, b)).ok_or_else(|| Wrong::missing(""))?;
        given(&printed::align::groups(&a, &b, &alignment))
    })
    .await
}
