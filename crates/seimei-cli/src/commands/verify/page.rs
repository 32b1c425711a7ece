//! What was found out about quotations, for a person: the verdict first, then quotation and source with what differs
//! marked, what changed, and how much was searched.

use seimei_app::archive::verify::article::{CheckedArticle, CheckedQuotation};
use seimei_app::archive::verify::{CharRange, Counterpart, EditSort, Place, Searched, Source, Verdict, Verification};
use seimei_model::date::Edtf;
use seimei_model::identity::ProvisionId;
use serde_json::Value;

use crate::report::Look;
use crate::style::{Family, Tone};
use crate::wrap::{Rich, cut, printable, width};

/// Columns on the left of quotation and sources.
const INDENT: usize = 4;
/// How many other documents are named.
const NAMED: usize = 5;
/// Columns of a file's name in a line of a batch.
const FILE: usize = 32;

/// Returns the page of one quotation.
pub(super) fn quotation(
    text: &str,
    verification: &Verification,
    counterparts: &[Option<Counterpart>],
    look: &Look,
) -> String {
    verdict(verification, look)
        + &look.rule("─")
        + &body(text, verification, counterparts, look)
        + &searched(verification.searched, look)
}

/// Returns the page of an article.
pub(super) fn article(name: &str, checked: &CheckedArticle, all: Searched, look: &Look) -> String {
    let messages = look.messages;
    let mut head = Rich::new(Tone::Heading, messages.count("verify.quotations", checked.quotations.len()));
    head.push(Tone::Faint, format!(" · {}", printable(name)));
    if checked.skipped > 0 {
        head.push(Tone::Faint, format!(" · {}", messages.count("verify.skipped", checked.skipped)));
    }
    let mut out = look.lines(&head, 0, 2) + &look.rule("─");
    for one in &checked.quotations {
        out.push('\n');
        out += &verdict(&one.verification, look);
        out += &occasion(one, look);
        out += &body(&one.text, &one.verification, &[], look);
    }
    out.push('\n');
    out + &searched(all, look)
}

/// Returns one line of a batch.
pub(super) fn line(id: &Value, quote: &str, verification: &Verification, look: &Look) -> String {
    let id = printable(&id.as_str().map_or_else(|| id.to_string(), str::to_owned));
    let word = look.messages.label("verdict", verification.verdict.word());
    let file = verification.sources.first().map(|source| cut(&printable(&source.place.file), FILE)).unwrap_or_default();
    let mut line = Rich::new(Tone::Faint, format!("{id}  "));
    line.push(tone(verification.verdict), word);
    if !file.is_empty() {
        line.push(Tone::Faint, format!("  {file}"));
    }
    let used = width(&id) + width(word) + width(&file) + 6;
    line.push(Tone::Plain, format!("  {}", cut(&printable(quote), look.columns.saturating_sub(used).max(8))));
    look.lines(&line, 0, 2)
}

/// Returns how much was searched.
pub(super) fn searched(all: Searched, look: &Look) -> String {
    let documents = look.messages.count("verify.of-documents", all.documents);
    let provisions = look.messages.count("count.provisions", usize::try_from(all.provisions).unwrap_or(usize::MAX));
    look.line(
        Tone::Faint,
        &look.messages.fill("verify.searched", &[("documents", &documents), ("provisions", &provisions)]),
    )
}

fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Verbatim | Verdict::Elided => Tone::Act(Family::Favour),
        Verdict::Truncated | Verdict::OtherDocument => Tone::Warning,
        _ => Tone::Act(Family::Censure),
    }
}

/// Returns the verdict in a word and in plain words.
fn verdict(verification: &Verification, look: &Look) -> String {
    let messages = look.messages;
    let word = verification.verdict.word();
    let mut line = Rich::new(tone(verification.verdict), messages.label("verdict", word));
    line.push(Tone::Plain, format!("  {}", messages.label("verdict-means", word)));
    let mut out = look.lines(&line, 0, 2);
    let mut note = |text: String| out += &look.lines(&Rich::new(Tone::Warning, text), 2, 2);
    if verification.verdict == Verdict::OtherDocument && verification.stands != Verdict::Verbatim {
        note(messages.label("verdict-means", verification.stands.word()).to_owned());
    }
    if let Some(claimed) = &verification.claimed {
        let name = printable(&claimed.name);
        if claimed.documents.is_empty() {
            note(messages.fill("verify.no-claimed", &[("document", &name)]));
        } else if verification.is_beyond_the_record() {
            note(messages.fill("verify.claimed-provisional", &[("document", &name)]));
        }
    }
    if verification.is_provisional() {
        note(messages.text("verify.provisional").to_owned());
    }
    out
}

/// Returns quotation and sources with what differs marked, and what changed.
fn body(text: &str, verification: &Verification, counterparts: &[Option<Counterpart>], look: &Look) -> String {
    let messages = look.messages;
    let mut out = label("verify.quotation", look);
    let added: Vec<CharRange> = verification
        .edits
        .iter()
        .filter(|edit| edit.sort != EditSort::Punctuation && edit.quoted.start < edit.quoted.end)
        .map(|edit| edit.quoted)
        .collect();
    out += &look.lines(&marked(text, None, &added, Family::Favour, ("{+", "+}"), look), INDENT, INDENT);
    let mut shown: Vec<&Place> = Vec::new();
    for (at, source) in verification.sources.iter().enumerate() {
        if shown.contains(&&source.place) {
            continue;
        }
        shown.push(&source.place);
        out += &place(&source.place, look);
        out += &look.lines(&source_text(source, verification, look), INDENT, INDENT);
        if let Some(other) = counterparts.get(at).and_then(Option::as_ref) {
            out += &place(&other.place, look);
            out += &look.lines(&Rich::new(Tone::Plain, printable(&other.text)), INDENT, INDENT);
        }
    }
    if let Some(nearest) = &verification.nearest {
        out += &label("verify.nearest", look);
        out += &place(&nearest.place, look);
        out += &look.lines(&Rich::new(Tone::Faint, printable(&nearest.text)), INDENT, INDENT);
    }
    for change in &verification.changes {
        let quoted = |words: &str| {
            if words.is_empty() {
                "—".to_owned()
            } else {
                messages.fill("verify.words", &[("words", &printable(words))])
            }
        };
        let mut line = Rich::new(Tone::Warning, messages.label("altered", change.matter.word()));
        line.push(Tone::Plain, format!("  {} → {}", quoted(&change.a), quoted(&change.b)));
        out += &look.lines(&line, 2, INDENT);
    }
    if !verification.also.is_empty() {
        let names = verification.also.iter().take(NAMED).map(|place| place.document.as_str());
        let values = [("n", verification.also.len().to_string()), ("names", messages.list(names))];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        out += &look.lines(&Rich::new(Tone::Faint, messages.fill("verify.also", &values)), 2, INDENT);
    }
    out
}

fn label(key: &'static str, look: &Look) -> String {
    look.lines(&Rich::new(Tone::Faint, look.messages.text(key)), 2, 2)
}

/// Returns the line that names a place: reference, date, title, status of the translation.
fn place(place: &Place, look: &Look) -> String {
    let id = ProvisionId { document: place.document.clone(), language: Some(place.language), number: place.provision };
    let mut line = Rich::new(Tone::Heading, id.to_string());
    let told = [
        place.date.as_ref().map(|date| look.date(&Edtf::new(date))),
        place.title.as_deref().map(printable),
        place.translation.map(|status| look.messages.label("translation", status.word()).to_owned()),
    ];
    for part in told.into_iter().flatten() {
        line.push(Tone::Faint, format!(" · {part}"));
    }
    look.lines(&line, 2, INDENT)
}

/// Returns a provision with what the quotation has not marked, and what it does not quote in the faint tone.
fn source_text(source: &Source, verification: &Verification, look: &Look) -> Rich {
    let same = |at: &usize| verification.sources[*at].place == source.place;
    let places: Vec<usize> = (0..verification.sources.len()).filter(same).collect();
    let gone: Vec<CharRange> = verification
        .edits
        .iter()
        .filter(|edit| edit.source.is_some_and(|at| places.contains(&at)) && edit.range.start < edit.range.end)
        .filter(|edit| !matches!(edit.sort, EditSort::Punctuation))
        .map(|edit| edit.range)
        .collect();
    let used = places.iter().map(|at| verification.sources[*at].range);
    let used = used.reduce(|one, other| CharRange { start: one.start.min(other.start), end: one.end.max(other.end) });
    marked(&source.text, used, &gone, Family::Censure, ("[-", "-]"), look)
}

/// Returns a text with stretches marked: by tone, or by signs where there is no colour. What lies outside `used` is faint.
fn marked(
    text: &str,
    used: Option<CharRange>,
    ranges: &[CharRange],
    family: Family,
    (open, close): (&str, &str),
    look: &Look,
) -> Rich {
    let characters: Vec<char> = text.chars().collect();
    let end = characters.len() as u32;
    let used = used.unwrap_or(CharRange { start: 0, end });
    let words =
        |from: u32, to: u32| printable(&characters[from as usize..to.max(from) as usize].iter().collect::<String>());
    let mut rich = Rich::default();
    let push = |rich: &mut Rich, from: u32, to: u32| {
        for (from, to, tone) in [
            (from, to.min(used.start), Tone::Faint),
            (from.max(used.start), to.min(used.end), Tone::Plain),
            (from.max(used.end), to, Tone::Faint),
        ] {
            if from < to {
                rich.push(tone, words(from, to));
            }
        }
    };
    let mut ranges: Vec<CharRange> = ranges.to_vec();
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut at = 0;
    for range in ranges {
        let (start, stop) = (range.start.clamp(at, end), range.end.min(end));
        if start >= stop {
            continue;
        }
        push(&mut rich, at, start);
        let (open, close) = if look.colour { ("", "") } else { (open, close) };
        rich.push(Tone::Trigger(family), format!("{open}{}{close}", words(start, stop)));
        at = stop;
    }
    push(&mut rich, at, end);
    rich
}

/// Returns what the article says of speaker and occasion, beside the record.
fn occasion(one: &CheckedQuotation, look: &Look) -> String {
    let messages = look.messages;
    let occasion = &one.occasion;
    let mut line = Rich::default();
    let mut add = |tone: Tone, text: String| {
        if !line.is_empty() {
            line.push(Tone::Faint, " · ");
        }
        line.push(tone, text);
    };
    if !occasion.speakers.is_empty() {
        add(Tone::Faint, messages.fill("verify.speaker", &[("actors", &look.actors(&occasion.speakers))]));
    }
    if let Some(date) = &occasion.date {
        add(Tone::Faint, messages.fill("verify.date", &[("date", &look.date(date))]));
    }
    if occasion.speaker_fits == Some(false) {
        add(Tone::Warning, messages.text("verify.speaker-differs").to_owned());
    }
    if occasion.date_fits == Some(false) {
        add(Tone::Warning, messages.text("verify.date-differs").to_owned());
    }
    if occasion.held == Some(0) {
        add(Tone::Warning, messages.text("verify.none-held").to_owned());
    }
    if line.is_empty() { String::new() } else { look.lines(&line, 2, INDENT) }
}
