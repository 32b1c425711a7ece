//! What is said about a finding: where it stands in the draft, what the record says and where.

use seimei_app::archive::draft::DraftReport;
use seimei_app::compare::{Change, Matter};
use seimei_app::draft::{self, Draft, Finding, FindingKind};

use crate::report::Look;
use crate::style::Tone;
use crate::wrap::{Rich, cut, printable};

/// Columns before what belongs to a finding.
const INDENT: usize = 4;
/// The most columns of words quoted for their place only.
const QUOTED: usize = 100;

/// Returns the lines of a finding.
pub(super) fn finding(finding: &Finding, draft: &Draft, report: &DraftReport, look: &Look) -> String {
    let messages = look.messages;
    let mut out = String::from("\n");
    let is_formula = matches!(finding.kind, FindingKind::Weakened | FindingKind::Changed | FindingKind::Dropped);
    if !is_formula {
        let written = words_of(finding, look);
        out += &look.lines(&written, 0, INDENT);
    }
    for place in &finding.places {
        let mut line = Rich::new(Tone::Heading, whereabouts(draft, place.provision, look));
        let words = if is_formula { printable(&place.words) } else { around(draft, place) };
        line.push(Tone::Plain, format!("  {words}"));
        out += &look.lines(&line, if is_formula { 0 } else { INDENT }, INDENT);
    }
    for change in &finding.changes {
        out += &look.lines(&change_line(change, look), INDENT, INDENT + 2);
    }
    let shows_words = |at: usize| at == 0 && finding.kind != FindingKind::TwoWays;
    for (at, one) in finding.cited.iter().enumerate() {
        let Some(citation) = report.record.cite(*one) else { continue };
        let fields = &citation.text.reading.document;
        if shows_words(at) && is_formula {
            let mut line = Rich::new(Tone::Faint, format!("{} ", messages.text("draft.record")));
            line.push(Tone::Plain, printable(citation.words));
            out += &look.lines(&line, if finding.kind == FindingKind::Dropped { 0 } else { INDENT }, INDENT);
        }
        let mut about = vec![citation.provision.to_string()];
        about.extend(fields.date.as_ref().map(|date| look.date(date)));
        about.extend((fields.parties != report.parties).then(|| look.actors(&fields.parties)));
        out += &look.lines(&Rich::new(Tone::Faint, about.join(" · ")), INDENT, INDENT + 2);
    }
    let (said, of) = (finding.said.to_string(), finding.of.to_string());
    let count = match finding.kind {
        FindingKind::TwoWays => String::new(),
        _ if finding.of > 1 => messages.fill("draft.said-of", &[("n", &said), ("all", &of)]),
        _ if finding.said > 1 => messages.fill("draft.said", &[("n", &said)]),
        _ => String::new(),
    };
    if !count.is_empty() {
        out += &look.lines(&Rich::new(Tone::Faint, count), INDENT, INDENT);
    }
    out
}

/// What is written and what it is to be compared with.
fn words_of(finding: &Finding, look: &Look) -> Rich {
    let mut line = Rich::new(Tone::Warning, shown(finding.kind, &finding.written, look));
    let against = shown(finding.kind, &finding.against, look);
    if !against.is_empty() {
        let key = match finding.kind {
            FindingKind::TwoWays | FindingKind::DefinedTwice => "draft.also",
            FindingKind::Unused => "draft.stands-for",
            _ => "draft.record-has",
        };
        line.push(Tone::Plain, format!("  {}", look.messages.fill(key, &[("words", &against)])));
    }
    line
}

fn shown(kind: FindingKind, words: &str, look: &Look) -> String {
    if kind == FindingKind::Date && !words.is_empty() {
        return look.date(&seimei_model::date::Edtf::new(words));
    }
    printable(words)
}

/// `line 24, p7`.
fn whereabouts(draft: &Draft, provision: usize, look: &Look) -> String {
    let number = draft.reading.provisions.get(provision).map_or(0, |provision| provision.number).to_string();
    match draft.lines.get(provision) {
        Some(line) => look.messages.fill("draft.at-line", &[("line", &line.to_string()), ("n", &number)]),
        None => look.messages.fill("draft.at", &[("n", &number)]),
    }
}

/// The words of a place with what stands around them.
fn around(draft: &Draft, place: &draft::Place) -> String {
    let text = draft.reading.provisions.get(place.provision).map_or("", |provision| provision.text.as_str());
    let from = text.floor_char_boundary((place.range.start as usize).saturating_sub(60).min(text.len()));
    let start = if from == 0 { 0 } else { from + text[from..].find([' ', '、', '。']).map_or(0, |at| at + 1) };
    let start = text.ceil_char_boundary(start.min(place.range.start as usize));
    let mark = if start > 0 { "…" } else { "" };
    cut(&printable(&format!("{mark}{}", &text[start..])), QUOTED)
}

fn change_line(change: &Change, look: &Look) -> Rich {
    let messages = look.messages;
    let mut line = Rich::new(Tone::Heading, format!("{}  ", messages.label("matter", change.matter.word())));
    let (a, b) = (printable(&change.a), printable(&change.b));
    if !a.is_empty() {
        line.push(Tone::Gone, format!("[-{a}-]"));
    }
    if !a.is_empty() && !b.is_empty() {
        line.push(Tone::Faint, " → ");
    }
    if !b.is_empty() {
        line.push(Tone::Come, format!("{{+{b}+}}"));
    }
    if let Matter::Act { before: Some(before), after: Some(after), .. } = &change.matter {
        let acts = [before, after].map(|act| messages.label("act", act.word()));
        line.push(Tone::Faint, format!("  ({} → {})", acts[0], acts[1]));
    }
    line
}
