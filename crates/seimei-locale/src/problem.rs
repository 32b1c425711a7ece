//! What went wrong, in one line of the reader's language: the file, what is wrong, what to do.

use seimei_app::files::{ExtractError, LIMIT, Outside, Problem, What};
use seimei_app::lexicon::LexiconError;
use seimei_model::diagnostic::{Diagnostic, Severity};

use crate::messages::Messages;
use crate::printable::printable;

/// Returns the line for a source that was not read.
pub fn of_source(problem: &Problem, messages: &Messages) -> String {
    let file = ("file", printable(&problem.file));
    let say = |key: &'static str, values: &[(&str, String)]| {
        let mut all = vec![(file.0, file.1.as_str())];
        all.extend(values.iter().map(|(name, value)| (*name, value.as_str())));
        messages.fill(key, &all)
    };
    match &problem.what {
        What::NotFound => say("problem.not-found", &[]),
        What::Vanished => say("problem.vanished", &[]),
        What::Unreadable(error) => say("problem.unreadable", &[("reason", reason(error, messages))]),
        What::TooLarge => say("problem.too-large", &[("limit", (LIMIT >> 20).to_string())]),
        What::Empty => say("problem.empty", &[]),
        What::Binary => say("problem.binary", &[]),
        What::NotYet(format) => say("problem.not-yet", &[("format", (*format).to_owned())]),
        What::Misnamed { extension, found } => {
            let found = found.map_or_else(|| messages.text("problem.another-format").to_owned(), str::to_owned);
            say("problem.misnamed", &[("extension", printable(extension)), ("found", found)])
        }
        What::NotExtracted(error) => match error {
            ExtractError::Encrypted => say("problem.encrypted", &[]),
            ExtractError::Damaged { reason } => say("problem.damaged", &[("reason", printable(reason))]),
            ExtractError::ImageOnly { pages } => say("problem.image-only", &[("n", pages.to_string())]),
            ExtractError::NoText => say("problem.no-text", &[]),
            ExtractError::TooManyPages { pages, limit } => {
                say("problem.too-many-pages", &[("n", pages.to_string()), ("limit", limit.to_string())])
            }
            ExtractError::TooLarge { limit } => say("problem.unpacks", &[("limit", (limit >> 20).to_string())]),
            ExtractError::Other { name } => say("problem.other-format", &[("format", printable(name))]),
            ExtractError::Outside { what, target } => {
                let key = match what {
                    Outside::Declaration => "problem.outside-declaration",
                    Outside::Template => "problem.outside-template",
                    Outside::Text => "problem.outside-text",
                    Outside::Object => "problem.outside-object",
                };
                say(key, &[("target", printable(target))])
            }
            _ => printable(&problem.to_string()),
        },
        What::TooSlow(seconds) => say("problem.too-slow", &[("n", seconds.to_string())]),
        What::TooMuchMemory(bytes) => say("problem.too-much-memory", &[("limit", (bytes >> 20).to_string())]),
        What::ParserCrashed => say("problem.parser-crashed", &[]),
        What::NoWorker(error) => say("problem.no-worker", &[("reason", reason(error, messages))]),
        What::UnknownExtension(extension) => say("problem.unknown-extension", &[("extension", printable(extension))]),
        What::NoDocuments => say("problem.no-documents", &[]),
        _ => printable(&problem.to_string()),
    }
}

/// Returns the system's reason in the reader's language where it is a common one.
pub fn reason(error: &std::io::Error, messages: &Messages) -> String {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied => messages.text("reason.permission").to_owned(),
        std::io::ErrorKind::NotFound => messages.text("reason.not-found").to_owned(),
        std::io::ErrorKind::IsADirectory | std::io::ErrorKind::NotADirectory => {
            messages.text("reason.not-a-file").to_owned()
        }
        std::io::ErrorKind::InvalidData => messages.text("reason.not-utf8").to_owned(),
        _ => error.to_string(),
    }
}

/// Returns the lines for a folder of tables that cannot be used.
pub fn of_lexicon(error: &LexiconError, messages: &Messages) -> String {
    match error {
        LexiconError::Unreadable { path, source } => {
            let path = printable(path);
            messages.fill("problem.unreadable", &[("file", &path), ("reason", &reason(source, messages))])
        }
        LexiconError::NoTables { path } => messages.fill("problem.no-tables", &[("file", &printable(path))]),
        LexiconError::Faults(faults) => {
            let mut lines: Vec<String> = faults.iter().take(5).map(|fault| printable(&fault.to_string())).collect();
            lines.push(messages.fill("problem.lexicon-faults", &[("n", &faults.len().to_string())]));
            lines.join("\n")
        }
        _ => printable(&error.to_string()),
    }
}

/// Returns the line for a warning about a document; `None` for a mere note.
pub fn of_diagnostic(file: &str, diagnostic: &Diagnostic, messages: &Messages) -> Option<String> {
    let text = text_of_diagnostic(diagnostic, messages)?;
    Some(messages.fill("diagnostic.line", &[("file", &printable(file)), ("text", &printable(&text))]))
}

/// Returns what a warning says; `None` for a mere note.
pub fn text_of_diagnostic(diagnostic: &Diagnostic, messages: &Messages) -> Option<String> {
    if diagnostic.severity < Severity::Warning {
        return None;
    }
    let Some(text) = messages.find(&format!("diagnostic.{}", diagnostic.code)) else {
        return Some(diagnostic.message.clone());
    };
    let values = diagnostic.values.iter().enumerate();
    Some(values.fold(text.to_owned(), |text, (index, value)| text.replace(&format!("{{{index}}}"), value)))
}
