//! What is wrong with a programme, in the reader's language: where, what, what to do.

use seimei_app::archive::register::programme::edit::EditError;
use seimei_app::archive::register::programme::editions::EditionFault;
use seimei_app::archive::register::programme::fault::Fault;
use serde::Serialize;
use serde_json::Value;
use std::fmt::Write as _;

use crate::messages::Messages;
use crate::printable::printable;

/// Returns the lines for the faults of a file: `FILE:line:column: what is wrong and what to do`.
pub fn of_file(file: &str, faults: &[Fault], messages: &Messages) -> String {
    let line = |fault: &Fault| {
        let mut place = printable(file);
        for number in [fault.line, fault.column].into_iter().flatten() {
            let _ = write!(place, ":{number}");
        }
        format!("{place}: {}", told(fault, messages))
    };
    faults.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Returns what is wrong, without where in the file.
pub fn told(fault: &Fault, messages: &Messages) -> String {
    let item = fault.item.as_ref().map(|item| format!("{}: ", printable(item))).unwrap_or_default();
    let said = said(&fault.problem, "problem", |word| format!("fault.{word}"), messages)
        .unwrap_or_else(|| fault.problem.to_string());
    format!("{item}{said}")
}

/// Returns what is wrong between editions.
pub fn of_editions(fault: &EditionFault, messages: &Messages) -> String {
    said(fault, "problem", |word| format!("edition-fault.{word}"), messages).unwrap_or_else(|| fault.to_string())
}

/// Returns why a change cannot be made.
pub fn of_edit(error: &EditError, messages: &Messages) -> String {
    if let EditError::Faults { faults } = error {
        return faults.iter().map(|fault| told(fault, messages)).collect::<Vec<_>>().join("\n");
    }
    said(error, "error", |word| format!("edit-error.{word}"), messages).unwrap_or_else(|| error.to_string())
}

/// Fills the message of the word that a value is tagged with, with the value's fields.
fn said<T: Serialize>(value: &T, tag: &str, key: impl Fn(&str) -> String, messages: &Messages) -> Option<String> {
    let Ok(Value::Object(fields)) = serde_json::to_value(value) else { return None };
    let word = fields.get(tag)?.as_str()?;
    let has_line = fields.get("other_line").is_some_and(Value::is_number);
    let key = key(&if has_line { format!("{word}_in_line") } else { word.to_owned() });
    messages.find(&key)?;
    let filled: Vec<(&str, String)> = fields
        .iter()
        .filter(|(name, _)| *name != tag)
        .map(|(name, value)| (name.as_str(), in_words(name, value, word, messages)))
        .collect();
    let filled: Vec<(&str, &str)> = filled.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Some(messages.fill(&key, &filled))
}

fn in_words(name: &str, value: &Value, word: &str, messages: &Messages) -> String {
    match value {
        Value::String(text) => match (name, word) {
            ("wanted", "wrong_sort") => messages.label("fault-sort", text).to_owned(),
            ("level" | "other" | "wanted", _) => messages.label("level", text).to_owned(),
            _ => printable(text),
        },
        Value::Array(values) => {
            let values: Vec<String> = values.iter().map(|value| in_words("", value, word, messages)).collect();
            messages.list(values.iter().map(String::as_str))
        }
        other => other.to_string(),
    }
}
