//! The head of a report: the document's fields; and the headings inside it.

use seimei_app::read::ReadDocument;
use seimei_model::document::Part;

use crate::report::Look;
use crate::style::Tone;
use crate::wrap::{self, Rich};

/// Returns the head of a report. `beside` stands there in place of the file's name, if it says anything.
pub(super) fn head(document: &ReadDocument, beside: &[(&'static str, String)], look: &Look) -> String {
    let (fields, messages) = (&document.reading.document, look.messages);
    let title = fields.title.as_deref().map_or(messages.text("head.untitled").to_owned(), wrap::printable);
    let mut out = look.rule("━");
    out += &look.lines(&Rich::new(Tone::Heading, title), 0, 0);
    out += &look.rule("━");
    let mut rows: Vec<(&str, Rich)> = Vec::new();
    let plain = |text: &str| Rich::new(Tone::Plain, wrap::printable(text));
    let mut kind = plain(messages.label("kind", fields.kind.word()));
    if let Some(status) = fields.translation {
        kind.push(Tone::Plain, " · ");
        kind.push(Tone::Plain, messages.label("translation", status.word()));
    }
    rows.push(("head.kind", kind));
    rows.push((
        "head.date",
        match &fields.date {
            Some(date) => Rich::new(Tone::Plain, look.date(date)),
            None => Rich::new(Tone::Faint, messages.text("head.not-said")),
        },
    ));
    let mut parties = Rich::default();
    for (index, code) in fields.parties.iter().enumerate() {
        if index > 0 {
            parties.push(Tone::Plain, messages.text("list.comma").trim_matches('"'));
        }
        let name = look.names.of(code);
        parties.push(Tone::Plain, name);
        if name != code.as_str() {
            parties.push(Tone::Faint, format!("\u{a0}{code}"));
        }
    }
    if parties.is_empty() {
        parties.push(Tone::Faint, messages.text("head.no-parties"));
    }
    rows.push(("head.parties", parties));
    if let Some(place) = &fields.place {
        rows.push(("head.place", plain(place)));
    }
    if let Some(issuer) = &fields.issuer {
        rows.push(("head.issuer", plain(issuer)));
    }
    rows.push(("head.language", plain(messages.label("language", fields.language.tag()))));
    if beside.is_empty() {
        rows.push(("head.file", plain(&document.file)));
    }
    rows.extend(beside.iter().map(|(key, text)| (*key, plain(text))));
    let label_columns = rows.iter().map(|(key, _)| wrap::width(messages.text(key))).max().unwrap_or(0) + 2;
    for (key, value) in rows {
        let mut line = Rich::new(Tone::Faint, wrap::pad(messages.text(key), label_columns).replace(' ', "\u{a0}"));
        line.extend(value);
        out += &look.lines(&line, 0, label_columns).replace('\u{a0}', " ");
    }
    out
}

/// Returns the heading of one of several documents on a page.
pub(super) fn part(part: &Part, look: &Look) -> String {
    let mut heading = Rich::new(Tone::Heading, look.messages.label("kind", part.kind.word()));
    if let Some(title) = &part.title {
        heading.push(Tone::Heading, format!("  {}", wrap::printable(title)));
    }
    format!("\n{}{}{}", look.rule("═"), look.lines(&heading, 0, 2), look.rule("═"))
}

/// Returns the heading of a section; an empty line where sections end.
pub(super) fn section(section: Option<&str>, look: &Look) -> String {
    match section {
        None => "\n".to_owned(),
        Some(section) => {
            let mut heading = Rich::new(Tone::Faint, "§ ");
            heading.push(Tone::Heading, wrap::printable(section));
            format!("\n{}", look.lines(&heading, 0, 2))
        }
    }
}
