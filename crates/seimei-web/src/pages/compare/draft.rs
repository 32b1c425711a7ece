//! A pasted draft against the record.

use seimei_app::archive::draft::DraftReport;
use seimei_app::draft::{self, Draft, Finding, FindingKind};
use seimei_export::date_words::in_words;
use seimei_locale::messages::Messages;
use seimei_locale::wording::Table;
use seimei_model::code::ActorCode;

use crate::ask::Ask;
use crate::differences::{self, Told};
use crate::links;
use crate::wrong::Wrong;

/// So many passages of the record are named with a finding.
const CITED: usize = 4;

/// What a check gave.
pub(super) struct Checked {
    pub(super) lines: Vec<String>,
    pub(super) warnings: Vec<String>,
    pub(super) groups: Vec<Group>,
}

/// Findings of one kind.
pub(super) struct Group {
    pub(super) label: String,
    pub(super) advice: String,
    pub(super) findings: Vec<Shown>,
}

/// A finding as shown.
pub(super) struct Shown {
    pub(super) written: String,
    pub(super) against: String,
    pub(super) places: Vec<(String, String)>,
    pub(super) changes: Vec<Told>,
    pub(super) record: Vec<Passage>,
    pub(super) count: String,
    pub(super) language: &'static str,
}

/// A passage of the record.
pub(super) struct Passage {
    pub(super) address: String,
    pub(super) name: String,
    pub(super) about: String,
    pub(super) words: String,
}

/// Reads parties as a person names them: by code or name, parted by commas.
pub(crate) fn parties(ask: &Ask, text: &str) -> Result<Vec<ActorCode>, Wrong> {
    let named = text.split([',', '、', ';']).map(str::trim).filter(|name| !name.is_empty());
    named.map(|name| party(ask, name)).collect()
}

/// Reads one party.
pub(crate) fn party(ask: &Ask, name: &str) -> Result<ActorCode, Wrong> {
    let t = ask.t();
    draft::party(name, ask.office.lexicon).map_err(|unknown| {
        let mut line = t.fill("draft.no-party", &[("given", &unknown.given)]);
        if !unknown.near.is_empty() {
            let near = t.list(unknown.near.iter().map(String::as_str));
            line = format!("{line} {}", t.fill("draft.near", &[("near", &near)]));
        }
        Wrong::bad(line)
    })
}

/// Returns what the record says about a draft.
pub(crate) fn report(ask: &Ask, draft: &Draft, parties: &[ActorCode]) -> DraftReport {
    let tracing = ask.present.registry.tracing();
    let record = ask.present.formulas.record(tracing, draft.reading.document.language);
    record.check(&draft.reading, parties, ask.office.lexicon)
}

pub(super) fn checked(ask: &Ask, draft: &Draft, parties: &[ActorCode]) -> Checked {
    let t = ask.t();
    let report = report(ask, draft, parties);
    let language = t.label("language", draft.reading.document.language.tag());
    let texts = report.record.texts.len().to_string();
    let mut lines = vec![t.fill("draft.searched", &[("n", &texts), ("language", language)])];
    let mut warnings = Vec::new();
    if report.parties.is_empty() {
        warnings.push(t.text("comparing.draft-no-parties").to_owned());
    } else if let Some(text) = report.same_parties.first().and_then(|at| report.record.texts.get(*at)) {
        let values = [report.same_parties.len().to_string(), text.expression.to_string()];
        lines.push(t.fill("draft.same", &[("n", &values[0]), ("newest", &values[1])]));
    } else {
        warnings.push(t.text("draft.no-same").to_owned());
    }
    let group = |kind: &FindingKind| {
        let of = report.findings.iter().filter(|finding| finding.kind == *kind);
        let findings: Vec<Shown> = of.map(|finding| shown(ask, finding, draft, &report)).collect();
        (!findings.is_empty()).then(|| Group {
            label: t.label("draft-finding", kind.word()).to_owned(),
            advice: t.label("draft-advice", kind.word()).to_owned(),
            findings,
        })
    };
    Checked { lines, warnings, groups: FindingKind::ALL.iter().filter_map(group).collect() }
}

fn shown(ask: &Ask, finding: &Finding, draft: &Draft, report: &DraftReport) -> Shown {
    let t = ask.t();
    let is_formula = matches!(finding.kind, FindingKind::Weakened | FindingKind::Changed | FindingKind::Dropped);
    let words = |words: &str| {
        let is_date = finding.kind == FindingKind::Date && !words.is_empty();
        if is_date { in_words(words, ask.visitor.lang) } else { words.to_owned() }
    };
    let against = words(&finding.against);
    let key = match finding.kind {
        FindingKind::TwoWays | FindingKind::DefinedTwice => "draft.also",
        FindingKind::Unused => "draft.stands-for",
        _ => "draft.record-has",
    };
    let places = finding.places.iter().map(|place| (whereabouts(draft, place.provision, t), place.words.clone()));
    let passage = |(at, one): (usize, &draft::Cited)| {
        let citation = report.record.cite(*one)?;
        let fields = &citation.text.reading.document;
        let date = fields.date.as_ref().map(|date| in_words(date.as_str(), ask.visitor.lang));
        let about = [date, Some(ask.words().actors(&fields.parties)), fields.title.clone()];
        let about = about.into_iter().flatten().filter(|part| !part.is_empty());
        Some(Passage {
            address: links::passage(&citation.provision),
            name: citation.provision.to_string(),
            about: about.collect::<Vec<_>>().join(" · "),
            words: if at == 0 { citation.words.to_owned() } else { String::new() },
        })
    };
    let (said, of) = (finding.said.to_string(), finding.of.to_string());
    Shown {
        written: if is_formula { String::new() } else { words(&finding.written) },
        against: if is_formula || against.is_empty() { String::new() } else { t.fill(key, &[("words", &against)]) },
        places: places.collect(),
        changes: finding.changes.iter().map(|change| differences::told(change, Table::Same, &ask.words())).collect(),
        record: finding.cited.iter().take(CITED).enumerate().filter_map(passage).collect(),
        count: match finding.kind {
            FindingKind::TwoWays => String::new(),
            _ if finding.of > 1 => t.fill("draft.said-of", &[("n", &said), ("all", &of)]),
            _ if finding.said > 1 => t.fill("draft.said", &[("n", &said)]),
            _ => String::new(),
        },
        language: draft.reading.document.language.tag(),
    }
}

/// `line 24, p7`.
fn whereabouts(draft: &Draft, provision: usize, t: &Messages) -> String {
    let number = draft.reading.provisions.get(provision).map_or(0, |provision| provision.number).to_string();
    match draft.lines.get(provision) {
        Some(line) => t.fill("draft.at-line", &[("line", &line.to_string()), ("n", &number)]),
        None => t.fill("draft.at", &[("n", &number)]),
    }
}
