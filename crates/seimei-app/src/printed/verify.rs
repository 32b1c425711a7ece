//! What was found out about quotations, as printed; the keys are described in `docs/verify.md`.

use seimei_model::code::{ActorCode, Lang};
use seimei_model::date::Edtf;
use seimei_model::document::Translation;
use seimei_model::identity::{DocumentId, ProvisionId};
use serde::Serialize;
use serde_json::Value;

use crate::archive::verify::article::{CheckedArticle, Occasion};
use crate::archive::verify::{
    Change, CharRange, Counterpart, EditSort, Place, Searched, Source, Verdict, Verification,
};

/// A quotation as printed.
#[derive(Debug, Serialize)]
pub struct Printed<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a Value>,
    quote: &'a str,
    verdict: Verdict,
    stands: Verdict,
    sources: Vec<PrintedSource<'a>>,
    /// The words for what changed.
    changes: Vec<&'static str>,
    details: &'a [Change],
    edits: Vec<PrintedEdit<'a>>,
    accounted: f32,
    provisional: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<PrintedPlace<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    claimed: Option<PrintedClaim<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nearest: Option<PrintedNearest<'a>>,
    searched: PrintedSearched,
}

/// `document` is the name of the file without its folder; `reference` names document, language and provision.
#[derive(Debug, Serialize)]
struct PrintedPlace<'a> {
    document: &'a str,
    reference: String,
    language: Lang,
    provision: u32,
    title: Option<&'a str>,
    date: Option<&'a str>,
    translation: Option<Translation>,
}

#[derive(Debug, Serialize)]
struct PrintedSource<'a> {
    #[serde(flatten)]
    place: PrintedPlace<'a>,
    text: &'a str,
    range: CharRange,
    quoted: CharRange,
    #[serde(skip_serializing_if = "Option::is_none")]
    counterpart: Option<PrintedCounterpart<'a>>,
}

#[derive(Debug, Serialize)]
struct PrintedCounterpart<'a> {
    #[serde(flatten)]
    place: PrintedPlace<'a>,
    text: &'a str,
    score: f64,
}

/// What is worded somewhat like a quotation that was not found.
#[derive(Debug, Serialize)]
struct PrintedNearest<'a> {
    #[serde(flatten)]
    place: PrintedPlace<'a>,
    text: &'a str,
    share: f32,
}

#[derive(Debug, Serialize)]
struct PrintedEdit<'a> {
    source: Option<usize>,
    sort: EditSort,
    range: CharRange,
    quoted: CharRange,
    before: &'a str,
    after: &'a str,
}

#[derive(Debug, Serialize)]
struct PrintedClaim<'a> {
    name: &'a str,
    documents: &'a [DocumentId],
}

/// How much was searched.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct PrintedSearched {
    documents: usize,
    provisions: u64,
    behind: bool,
}

/// An article as printed.
#[derive(Debug, Serialize)]
pub struct PrintedArticle<'a> {
    file: &'a str,
    quotations: Vec<PrintedQuotation<'a>>,
    skipped: usize,
    searched: PrintedSearched,
}

#[derive(Debug, Serialize)]
struct PrintedQuotation<'a> {
    /// Where in the article.
    range: CharRange,
    reported: Option<PrintedReport<'a>>,
    occasion: PrintedOccasion<'a>,
    #[serde(flatten)]
    quotation: Printed<'a>,
}

#[derive(Debug, Serialize)]
struct PrintedReport<'a> {
    voice: &'static str,
    words: &'a str,
}

#[derive(Debug, Serialize)]
struct PrintedOccasion<'a> {
    speakers: &'a [ActorCode],
    speaker_fits: Option<bool>,
    date: Option<&'a str>,
    date_fits: Option<bool>,
    held: Option<usize>,
}

/// Returns a quotation as printed.
pub fn printed<'a>(
    id: Option<&'a Value>,
    quote: &'a str,
    verification: &'a Verification,
    counterparts: &'a [Option<Counterpart>],
) -> Printed<'a> {
    let sources = verification.sources.iter().enumerate().map(|(at, Source { place, text, range, quoted })| {
        let counterpart = counterparts.get(at).and_then(Option::as_ref).map(|other| PrintedCounterpart {
            place: printed_place(&other.place),
            text: &other.text,
            score: other.score,
        });
        PrintedSource { place: printed_place(place), text, range: *range, quoted: *quoted, counterpart }
    });
    let edits = verification.edits.iter().map(|edit| PrintedEdit {
        source: edit.source,
        sort: edit.sort,
        range: edit.range,
        quoted: edit.quoted,
        before: &edit.before,
        after: &edit.after,
    });
    let claimed = verification.claimed.as_ref();
    Printed {
        id,
        quote,
        verdict: verification.verdict,
        stands: verification.stands,
        sources: sources.collect(),
        changes: verification.kinds(),
        details: &verification.changes,
        edits: edits.collect(),
        accounted: (verification.accounted * 1000.0).round() / 1000.0,
        provisional: verification.is_provisional(),
        also: verification.also.iter().map(printed_place).collect(),
        claimed: claimed.map(|claimed| PrintedClaim { name: &claimed.name, documents: &claimed.documents }),
        nearest: verification.nearest.as_ref().map(|nearest| PrintedNearest {
            place: printed_place(&nearest.place),
            text: &nearest.text,
            share: (nearest.share * 1000.0).round() / 1000.0,
        }),
        searched: printed_searched(verification.searched),
    }
}

fn printed_place(place: &Place) -> PrintedPlace<'_> {
    let id = ProvisionId { document: place.document.clone(), language: Some(place.language), number: place.provision };
    PrintedPlace {
        document: &place.file,
        reference: id.to_string(),
        language: place.language,
        provision: place.provision,
        title: place.title.as_deref(),
        date: place.date.as_deref(),
        translation: place.translation,
    }
}

fn printed_searched(searched: Searched) -> PrintedSearched {
    PrintedSearched { documents: searched.documents, provisions: searched.provisions, behind: searched.is_behind }
}

/// Returns an article as printed.
pub fn article<'a>(file: &'a str, checked: &'a CheckedArticle, searched: Searched) -> PrintedArticle<'a> {
    let quotations = checked.quotations.iter().map(|one| {
        let Occasion { speakers, date, speaker_fits, date_fits, held } = &one.occasion;
        PrintedQuotation {
            range: one.range,
            reported: one
                .reported
                .as_ref()
                .map(|reported| PrintedReport { voice: reported.voice.word(), words: &reported.words }),
            occasion: PrintedOccasion {
                speakers,
                speaker_fits: *speaker_fits,
                date: date.as_ref().map(Edtf::as_str),
                date_fits: *date_fits,
                held: *held,
            },
            quotation: printed(None, &one.text, &one.verification, &[]),
        }
    });
    PrintedArticle {
        file,
        quotations: quotations.collect(),
        skipped: checked.skipped,
        searched: printed_searched(searched),
    }
}
