//! A reading as JSON: one object a document, the keys of `docs/format.md`.

use std::io::{self, Write};

use seimei_app::read::ReadDocument;
use seimei_model::document::{Document, Part};
use seimei_model::event::Event;
use seimei_model::explanation::Explanation;
use serde::Serialize;

/// Prints one document. `lines` puts the whole of it on one line (JSON Lines); else each provision, event and
/// diagnostic has a line of its own.
pub(crate) fn print(out: &mut dyn Write, document: &ReadDocument, lines: bool) -> io::Result<()> {
    let reading = &document.reading;
    let mut object = Object { out, lines, is_first: true };
    object.begin()?;
    object.field("file", &document.file)?;
    object.field("encoding", document.encoding)?;
    object.field("lexicon", &reading.lexicon)?;
    object.field("program", reading.program)?;
    object.field::<Document>("document", &reading.document)?;
    object.list::<Part>("parts", &reading.parts)?;
    object.list("provisions", &reading.provisions)?;
    object.list::<Event>("events", &reading.events)?;
    object.list("diagnostics", &reading.diagnostics)?;
    if let Some(explanation) = &document.explanation {
        object.field::<Explanation>("explanation", explanation)?;
    }
    object.end()
}

struct Object<'o> {
    out: &'o mut dyn Write,
    lines: bool,
    is_first: bool,
}

impl Object<'_> {
    fn begin(&mut self) -> io::Result<()> {
        self.out.write_all(if self.lines { b"{" } else { b"{\n" })
    }

    fn key(&mut self, key: &str) -> io::Result<()> {
        if !self.is_first {
            self.out.write_all(if self.lines { b"," } else { b",\n" })?;
        }
        self.is_first = false;
        write!(self.out, "\"{key}\":{}", if self.lines { "" } else { " " })
    }

    fn field<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> io::Result<()> {
        self.key(key)?;
        Ok(serde_json::to_writer(&mut *self.out, value)?)
    }

    fn list<T: Serialize>(&mut self, key: &str, items: &[T]) -> io::Result<()> {
        self.key(key)?;
        self.out.write_all(b"[")?;
        for (index, item) in items.iter().enumerate() {
            self.out.write_all(match (index, self.lines) {
                (0, true) => b"",
                (0, false) => b"\n",
                (_, true) => b",",
                (_, false) => b",\n",
            })?;
            serde_json::to_writer(&mut *self.out, item)?;
        }
        self.out.write_all(if self.lines || items.is_empty() { b"]" } else { b"\n]" })
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.write_all(if self.lines { b"}\n" } else { b"\n}\n" })
    }
}
