//! What prints a document while it is read.

use std::io::{self, Write};
use std::ops::ControlFlow;

use seimei_app::read::{ReadDocument, Taker};
use seimei_model::provision::Provision;

/// Prints one document, provision by provision.
pub(crate) trait Printer {
    /// Prints what stands before the provisions.
    fn begin(&mut self, out: &mut dyn Write, head: &ReadDocument) -> io::Result<()>;

    /// Prints a provision.
    fn provision(&mut self, out: &mut dyn Write, provision: &Provision) -> io::Result<()>;

    /// Prints what stands behind the provisions.
    fn end(&mut self, out: &mut dyn Write, document: &ReadDocument) -> io::Result<()>;
}

/// Feeds a printer with a document that is being read.
pub(crate) struct Feed<'a> {
    /// Who prints.
    pub(crate) printer: &'a mut dyn Printer,
    /// Where to.
    pub(crate) out: &'a mut dyn Write,
    /// How many provisions there were.
    pub(crate) count: usize,
    /// Why the reading was broken off, if it was.
    pub(crate) failure: Option<io::Error>,
}

impl Feed<'_> {
    fn note(&mut self, result: io::Result<()>) -> ControlFlow<()> {
        match result {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.failure = Some(error);
                ControlFlow::Break(())
            }
        }
    }
}

impl Taker for Feed<'_> {
    fn begin(&mut self, head: &ReadDocument) -> ControlFlow<()> {
        let result = self.printer.begin(self.out, head);
        self.note(result)
    }

    fn provision(&mut self, provision: Provision) -> ControlFlow<()> {
        self.count += 1;
        let result = self.printer.provision(self.out, &provision);
        self.note(result)
    }
}

/// Prints a document that was read whole.
pub(crate) fn print(printer: &mut dyn Printer, out: &mut dyn Write, document: &ReadDocument) -> io::Result<()> {
    printer.begin(out, document)?;
    for provision in &document.reading.provisions {
        printer.provision(out, provision)?;
    }
    printer.end(out, document)
}
