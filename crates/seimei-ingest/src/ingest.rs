//! The entry point.

use std::borrow::Cow;

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::Lang;
use seimei_model::diagnostic::{Diagnostic, Severity};
use seimei_text::range::{CharIndex, TextRange};

use crate::block::{Field, Ingested};
use crate::draft::Draft;
use crate::forms::Forms;
use crate::{decode, html, markdown, mend, plain, script, settle};

/// Which format the bytes are in, as far as the caller knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown, with a YAML head or not.
    Markdown,
    /// HTML.
    Html,
}

/// Reads `bytes` of `format`. Never fails: what is odd is said in the diagnostics.
///
/// Linear in the number of bytes. Bytes that are handed over and are UTF-8 become the source without a copy.
pub fn ingest<'b>(bytes: impl Into<Cow<'b, [u8]>>, format: Format, lexicon: &Lexicon) -> Ingested {
    let forms = Forms::of(lexicon);
    let decoded = decode::decode(bytes.into());
    let source = decoded.text;
    let (drafts, fields) = match format {
        Format::Text => plain::parse(&source, forms, lexicon),
        Format::Html => html::parse(&source, forms, lexicon),
        Format::Markdown => markdown::parse(&source, forms),
    };
    let mut ingested = finish(source, drafts, fields, forms);
    ingested.encoding = decoded.encoding;
    if decoded.replaced > 0 {
        let first = decoded.first_replaced.map(|at| TextRange::new(at, at + '\u{fffd}'.len_utf8()));
        let count = decoded.replaced.to_string();
        let message = format!("{count} stretches of bytes are not valid {} and were replaced", decoded.encoding);
        let values = vec![count, decoded.encoding.to_owned()];
        let range = first.map(|first| CharIndex::new(&ingested.source).chars(&ingested.source, first));
        let code = "invalid-bytes".into();
        let severity = Severity::Warning;
        ingested.diagnostics.insert(0, Diagnostic { code, severity, message, values, range });
    }
    ingested
}

/// Settles what the drafts of `source` are, and mends what was cut. For every format alike.
pub(crate) fn finish(source: String, drafts: Vec<Draft>, fields: Vec<Field>, forms: &Forms) -> Ingested {
    let language = script::judge(drafts.iter().map(|draft| draft.text.as_str()), forms);
    let (mut blocks, fields) = settle::settle(drafts, fields, forms, language);
    let joins = mend::mend(&source, &mut blocks, forms, language);
    let mut diagnostics = Diagnostics { source: &source, index: None, list: Vec::new() };
    if language == Lang::Und && !source.trim().is_empty() {
        let message = "the language is neither Japanese nor English; only structure and dates are read".to_owned();
        diagnostics.add("unknown-language", Severity::Warning, message, Vec::new(), None);
    }
    for join in joins {
        let message = "a sentence cut in two by a page break was joined".to_owned();
        diagnostics.add("mended-break", Severity::Note, message, Vec::new(), Some(join));
    }
    let diagnostics = diagnostics.list;
    Ingested { source, encoding: "UTF-8", language, blocks, fields, diagnostics, pages: Vec::new() }
}

/// Collects diagnostics; the index of characters is built with the first that has a place.
struct Diagnostics<'s> {
    source: &'s str,
    index: Option<CharIndex>,
    list: Vec<Diagnostic>,
}

impl Diagnostics<'_> {
    fn add(
        &mut self,
        code: &'static str,
        severity: Severity,
        message: String,
        values: Vec<String>,
        range: Option<TextRange>,
    ) {
        let range =
            range.map(|range| self.index.get_or_insert_with(|| CharIndex::new(self.source)).chars(self.source, range));
        self.list.push(Diagnostic { code: code.into(), severity, message, values, range });
    }
}
