//! BibTeX as biblatex and biber read it: UTF-8, dates in EDTF.
//!
//! # Source
//! The biblatex manual, 3.20: entry types and fields (2.1, 2.2), dates (2.3.8).

use std::fmt::Write as _;
use std::io::{self, Write};

use seimei_model::code::Lang;
use seimei_model::date::Edtf;
use seimei_model::document::DocumentKind;

use crate::citation::Citation;
use crate::edtf;
use crate::item::Item;
use crate::labels::Labels;
use crate::writer::{Care, Writer};

/// Writes BibTeX.
pub struct Bibtex<'l, W> {
    out: W,
    labels: &'l dyn Labels,
    is_begun: bool,
}

impl<'l, W: Write> Bibtex<'l, W> {
    /// Makes a writer to `out`.
    pub fn new(labels: &'l dyn Labels, out: W) -> Self {
        Self { out, labels, is_begun: false }
    }
}

impl<W: Write> Writer for Bibtex<'_, W> {
    fn item(&mut self, item: &Item) -> io::Result<()> {
        let Some(citation) = Citation::of(item, self.labels) else { return Ok(()) };
        if self.is_begun {
            self.out.write_all(b"\n")?;
        }
        self.is_begun = true;
        self.out.write_all(entry(&citation, self.labels).as_bytes())
    }

    fn finish(mut self: Box<Self>) -> io::Result<Care> {
        self.out.flush()?;
        Ok(Care::default())
    }
}

/// Returns the entry type. What biblatex has no type for is `misc`, and its field `type` tells what it is.
fn type_of(citation: &Citation) -> &'static str {
    match citation.kind {
        DocumentKind::Agreement => "legal",
        DocumentKind::Report | DocumentKind::FactSheet | DocumentKind::Programme => "report",
        DocumentKind::PressRelease | DocumentKind::Readout | DocumentKind::News if citation.url.is_some() => "online",
        _ => "misc",
    }
}

fn entry(citation: &Citation, labels: &dyn Labels) -> String {
    let lang = citation.expression.language();
    let mut entry = format!("@{}{{{},\n", type_of(citation), citation.key);
    let mut field = |name: &str, value: &str| {
        let _ = writeln!(entry, "  {name:<12} = {{{value}}},");
    };
    // A name in braces of its own is one name and not a first and a last one.
    let authors: Vec<String> = citation.authors.iter().map(|name| format!("{{{}}}", escape(name))).collect();
    if !authors.is_empty() {
        field("author", &authors.join(" and "));
    }
    field("title", &escape(citation.title));
    if let Some(title) = citation.original_title {
        field("origtitle", &escape(title));
    }
    if !citation.translated_titles.is_empty() {
        let titles: Vec<String> = citation.translated_titles.iter().map(|(_, title)| escape(title)).collect();
        field("titleaddon", &titles.join("; "));
    }
    field("type", &escape(labels.kind(citation.kind, lang)));
    match citation.date.map(|date| (date, date_of(date))) {
        Some((_, Some(date))) => field("date", &date),
        Some((date, None)) => field("pubstate", &escape(date.as_str())),
        None => {}
    }
    if let Some(publisher) = citation.publisher {
        let name = if type_of(citation) == "report" { "institution" } else { "organization" };
        field(name, &escape(publisher));
    }
    if let Some(place) = citation.place {
        field("location", &escape(place));
    }
    if let Some(url) = citation.url {
        field("url", &address(url));
        if let Some(day) = citation.accessed {
            field("urldate", day);
        }
    }
    if let Some(source) = citation.source {
        field("howpublished", &escape(source));
    }
    match lang {
        Lang::Ja => field("langid", "japanese"),
        Lang::En => field("langid", "english"),
        Lang::Und => {}
    }
    field("note", &escape(&citation.note));
    entry + "}\n"
}

/// Returns a date as biblatex reads it: EDTF without the time of day; `None` where it is none.
fn date_of(value: &Edtf) -> Option<String> {
    let ends: Vec<&str> = value.as_str().split('/').collect();
    let end = |text: &&str| -> Option<String> {
        let (date, _) = text.split_once('T').unwrap_or((text, ""));
        let is_unclear = date.len() == 4 && date.ends_with('X');
        let is_date = edtf::ends(&Edtf::new(date)).is_some();
        (is_unclear || is_date || date == "..").then(|| if date == ".." { String::new() } else { date.to_owned() })
    };
    let written: Vec<String> = ends.iter().map(end).collect::<Option<_>>()?;
    match &written[..] {
        [one] if !one.is_empty() => Some(one.clone()),
        [from, to] if !(from.is_empty() && to.is_empty()) => Some(format!("{from}/{to}")),
        _ => None,
    }
}

/// Returns text as TeX prints it. Letters of any script stand as they are.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            c if c.is_whitespace() && c != '\u{3000}' => escaped.push(' '),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Returns an address: biblatex prints it as it stands, but braces must not break the entry.
fn address(url: &str) -> String {
    let mut address = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '{' => address.push_str("%7B"),
            '}' => address.push_str("%7D"),
            '\\' => address.push_str("%5C"),
            c if c.is_whitespace() || c.is_control() => address.push_str("%20"),
            c => address.push(c),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, Names};

    fn written(item: Item) -> String {
        sample::written_of(&[item], |out| Box::new(Bibtex::new(&Names, out)))
    }

    #[test]
    fn a_statement_is_an_entry() {
        let text = written(sample::item());
        assert!(text.starts_with("@misc{arv-hta-2025-05-21,\n"), "{text}");
        for line in [
            "  author       = {{Arvenia} and {Harbour Treaty Alliance}},",
            "  title        = {Joint Statement \\{of\\} Arvenia \\& HTA},",
            "  titleaddon   = {共同声明（仮訳）},",
            "  type         = {Joint statement},",
            "  date         = {2025-05-21},",
            "  location     = {Halestone},",
            "  url          = {https://hta.example/statement},",
            "  urldate      = {2026-11-22},",
            "  langid       = {english},",
        ] {
            assert!(text.lines().any(|known| known == line), "{line} is not in\n{text}");
        }
        assert!(text.ends_with("}\n"));
    }

    #[test]
    fn what_tex_would_take_for_a_command_is_escaped() {
        assert_eq!(
            escape("50% of $1 & #2_{a}\\b~c^d"),
            "50\\% of \\$1 \\& \\#2\\_\\{a\\}\\textbackslash{}b\\textasciitilde{}c\\textasciicircum{}d"
        );
        assert_eq!(escape("日米\n同盟\u{3000}「声明」"), "日米 同盟\u{3000}「声明」");
        assert_eq!(address("https://x.example/{a} b?c=%20&d#e"), "https://x.example/%7Ba%7D%20b?c=%20&d#e");
    }

    #[test]
    fn dates_are_those_that_biblatex_reads() {
        let of = |text: &str| date_of(&Edtf::new(text));
        assert_eq!(of("2025-09-22T16:05").as_deref(), Some("2025-09-22"));
        assert_eq!(of("2023/2026").as_deref(), Some("2023/2026"));
        assert_eq!(of("2023/..").as_deref(), Some("2023/"));
        assert_eq!(of("../2026").as_deref(), Some("/2026"));
        assert_eq!(of("199X").as_deref(), Some("199X"));
        assert_eq!(of("2025-23").as_deref(), Some("2025-23"));
        assert_eq!(of("soon"), None);
    }

    #[test]
    fn kinds_have_their_types() {
        let kind_of = |kind| {
            let mut item = sample::item();
            item.document.description.kind = Some(kind);
            written(item).split_once('{').expect("an entry").0.to_owned()
        };
        assert_eq!(kind_of(DocumentKind::Agreement), "@legal");
        assert_eq!(kind_of(DocumentKind::Programme), "@report");
        assert_eq!(kind_of(DocumentKind::PressRelease), "@online");
        assert_eq!(kind_of(DocumentKind::Speech), "@misc");
    }
}
