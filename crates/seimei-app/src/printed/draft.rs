//! Drafts against the record, and agreed language out of it, as printed; the keys are described in `docs/draft.md`.

use seimei_model::code::{ActorCode, Lang, TopicId};
use seimei_model::date::Edtf;
use serde::Serialize;

use crate::archive::draft::{DraftReport, DraftSuggestions, Record};
use crate::compare::Change;
use crate::draft::{self, Draft, Finding, FindingKind, Suggestion};

/// What a check of a draft gave, as printed.
#[derive(Debug, Serialize)]
pub struct PrintedCheck<'a> {
    draft: Head<'a>,
    searched: Searched,
    findings: Vec<PrintedFinding<'a>>,
}

#[derive(Debug, Serialize)]
struct Head<'a> {
    name: &'a str,
    title: Option<&'a str>,
    kind: &'static str,
    date: Option<&'a str>,
    language: &'static str,
    parties: &'a [ActorCode],
}

#[derive(Debug, Serialize)]
struct Searched {
    texts: usize,
    same_parties: Vec<String>,
}

#[derive(Debug, Serialize)]
struct PrintedFinding<'a> {
    kind: FindingKind,
    places: Vec<PrintedPlace<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    written: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    against: &'a str,
    record: Vec<Cited<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    changes: &'a [Change],
    said: usize,
    of: usize,
    advice: &'a str,
}

#[derive(Debug, Serialize)]
struct PrintedPlace<'a> {
    provision: u32,
    line: Option<u32>,
    words: &'a str,
}

/// Returns what a check gave as printed; `advice` tells what to do about a kind of finding.
pub fn check<'a>(
    draft: &'a Draft,
    report: &'a DraftReport,
    advice: &dyn Fn(FindingKind) -> &'a str,
) -> PrintedCheck<'a> {
    let fields = &draft.reading.document;
    let name = |at: &usize| report.record.texts.get(*at).map(|text| text.expression.to_string());
    let finding = |finding: &'a Finding| PrintedFinding {
        kind: finding.kind,
        places: finding
            .places
            .iter()
            .map(|place| PrintedPlace {
                provision: draft.reading.provisions.get(place.provision).map_or(0, |provision| provision.number),
                line: draft.lines.get(place.provision).copied(),
                words: &place.words,
            })
            .collect(),
        written: &finding.written,
        against: &finding.against,
        record: finding.cited.iter().filter_map(|one| cited(&report.record, *one)).collect(),
        changes: &finding.changes,
        said: finding.said,
        of: finding.of,
        advice: advice(finding.kind),
    };
    PrintedCheck {
        draft: Head {
            name: &draft.name,
            title: fields.title.as_deref(),
            kind: fields.kind.word(),
            date: fields.date.as_ref().map(Edtf::as_str),
            language: fields.language.tag(),
            parties: &report.parties,
        },
        searched: Searched {
            texts: report.record.texts.len(),
            same_parties: report.same_parties.iter().filter_map(name).collect(),
        },
        findings: report.findings.iter().map(finding).collect(),
    }
}

/// Agreed language as printed.
#[derive(Debug, Serialize)]
pub struct PrintedSuggestions<'a> {
    topic: &'a TopicId,
    parties: &'a [ActorCode],
    language: &'static str,
    texts: usize,
    all: usize,
    suggestions: Vec<PrintedSuggestion<'a>>,
}

#[derive(Debug, Serialize)]
struct PrintedSuggestion<'a> {
    text: &'a str,
    parties: &'a [ActorCode],
    texts: usize,
    together: usize,
    last: Option<&'a str>,
    record: Vec<Cited<'a>>,
}

fn suggestion<'a>(of: &'a Suggestion, found: &'a DraftSuggestions) -> PrintedSuggestion<'a> {
    PrintedSuggestion {
        text: of.cited.first().and_then(|one| found.record.cite(*one)).map_or("", |citation| citation.words),
        parties: &of.parties,
        texts: of.texts,
        together: of.together,
        last: of.last.as_deref(),
        record: of.cited.iter().filter_map(|one| cited(&found.record, *one)).collect(),
    }
}

/// Returns agreed language as printed, so many wordings of it.
pub fn suggestions<'a>(
    found: &'a DraftSuggestions,
    topic: &'a TopicId,
    parties: &'a [ActorCode],
    language: Lang,
    limit: usize,
) -> PrintedSuggestions<'a> {
    let suggestions = found.suggestions.iter().take(limit).map(|one| suggestion(one, found)).collect();
    let (all, texts) = (found.suggestions.len(), found.record.texts.len());
    PrintedSuggestions { topic, parties, language: language.tag(), texts, all, suggestions }
}

/// A passage of the record as it is printed in JSON.
#[derive(Debug, Serialize)]
pub struct Cited<'a> {
    provision: String,
    date: Option<&'a str>,
    title: Option<&'a str>,
    parties: &'a [ActorCode],
    text: &'a str,
}

/// Returns a passage with its citation.
fn cited(record: &Record, cited: draft::Cited) -> Option<Cited<'_>> {
    let citation = record.cite(cited)?;
    let fields = &citation.text.reading.document;
    Some(Cited {
        provision: citation.provision.to_string(),
        date: fields.date.as_ref().map(Edtf::as_str),
        title: fields.title.as_deref(),
        parties: &fields.parties,
        text: citation.words,
    })
}
