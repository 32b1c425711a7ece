//! A reading as JSON: one object a document, the keys of `docs/format.md`.

use std::io::{self, Write};

use seimei_app::read::ReadDocument;
use seimei_model::provision::Provision;
use serde::Serialize;

use crate::printer::Printer;

/// Prints a document as an object.
#[derive(Debug)]
pub(crate) struct Json {
    /// Whether the whole of it stands on one line (JSON Lines); else each provision, event and diagnostic has its own.
    lines: bool,
    is_first_key: bool,
    is_first_provision: bool,
    /// One value on its way out: a whole value at once is written much faster than each of its signs.
    value: Vec<u8>,
}

/// A provision of more bytes than this is no provision, and is written out as it goes.
const ENDLESS: usize = 1 << 20;

impl Json {
    /// Makes a printer for one document.
    pub(crate) fn new(lines: bool) -> Self {
        Self { lines, is_first_key: true, is_first_provision: true, value: Vec::new() }
    }

    fn key(&mut self, out: &mut dyn Write, key: &str) -> io::Result<()> {
        if !self.is_first_key {
            out.write_all(if self.lines { b"," } else { b",\n" })?;
        }
        self.is_first_key = false;
        write!(out, "\"{key}\":{}", if self.lines { "" } else { " " })
    }

    fn field<T: Serialize + ?Sized>(&mut self, out: &mut dyn Write, key: &str, value: &T) -> io::Result<()> {
        self.key(out, key)?;
        self.value(out, value)
    }

    fn value<T: Serialize + ?Sized>(&mut self, out: &mut dyn Write, value: &T) -> io::Result<()> {
        self.value.clear();
        sonic_rs::to_writer(&mut self.value, value).map_err(io::Error::other)?;
        out.write_all(&self.value)
    }

    fn item<T: Serialize>(&mut self, out: &mut dyn Write, is_first: bool, item: &T) -> io::Result<()> {
        self.before_item(out, is_first)?;
        self.value(out, item)
    }

    fn before_item(&self, out: &mut dyn Write, is_first: bool) -> io::Result<()> {
        out.write_all(match (is_first, self.lines) {
            (true, true) => b"",
            (true, false) => b"\n",
            (false, true) => b",",
            (false, false) => b",\n",
        })
    }

    fn close_list(&self, out: &mut dyn Write, is_empty: bool) -> io::Result<()> {
        out.write_all(if self.lines || is_empty { b"]" } else { b"\n]" })
    }

    fn list<T: Serialize>(&mut self, out: &mut dyn Write, key: &str, items: &[T]) -> io::Result<()> {
        self.key(out, key)?;
        out.write_all(b"[")?;
        for (index, item) in items.iter().enumerate() {
            self.item(out, index == 0, item)?;
        }
        self.close_list(out, items.is_empty())
    }
}

impl Printer for Json {
    fn begin(&mut self, out: &mut dyn Write, head: &ReadDocument) -> io::Result<()> {
        let reading = &head.reading;
        out.write_all(if self.lines { b"{" } else { b"{\n" })?;
        self.field(out, "file", &head.file)?;
        self.field(out, "encoding", head.encoding)?;
        self.field(out, "lexicon", &reading.lexicon)?;
        self.field(out, "program", &reading.program)?;
        self.field(out, "document", &reading.document)?;
        self.list(out, "parts", &reading.parts)?;
        if !reading.pages.is_empty() {
            self.field(out, "pages", &reading.pages)?;
        }
        self.key(out, "provisions")?;
        out.write_all(b"[")
    }

    fn provision(&mut self, out: &mut dyn Write, provision: &Provision) -> io::Result<()> {
        let is_first = std::mem::replace(&mut self.is_first_provision, false);
        if provision.text.len() > ENDLESS {
            self.before_item(out, is_first)?;
            return Ok(serde_json::to_writer(out, provision)?);
        }
        self.item(out, is_first, provision)
    }

    fn end(&mut self, out: &mut dyn Write, document: &ReadDocument) -> io::Result<()> {
        self.close_list(out, self.is_first_provision)?;
        self.list(out, "events", &document.reading.events)?;
        self.list(out, "diagnostics", &document.reading.diagnostics)?;
        if let Some(explanation) = &document.explanation {
            self.field(out, "explanation", explanation)?;
        }
        out.write_all(if self.lines { b"}\n" } else { b"\n}\n" })
    }
}
