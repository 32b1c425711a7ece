//! What is wrong in a query and what may have been meant, in one line of the reader's language.

use seimei_search::parse::Wrong;
use seimei_search::query::Field;

use crate::messages::Messages;
use crate::printable::printable;

/// Returns what is wrong.
pub fn what(wrong: &Wrong, messages: &Messages) -> String {
    let field = |field: &Field| field.word();
    match wrong {
        Wrong::Empty => messages.text("search.empty").to_owned(),
        Wrong::UnclosedQuote => messages.text("search.unclosed-quote").to_owned(),
        Wrong::UnclosedBracket => messages.text("search.unclosed-bracket").to_owned(),
        Wrong::UnopenedBracket => messages.text("search.unopened-bracket").to_owned(),
        Wrong::NothingToFind => messages.text("search.nothing-to-find").to_owned(),
        Wrong::TooDeep => messages.text("search.too-deep").to_owned(),
        Wrong::Dangling { operator } => messages.fill("search.dangling", &[("operator", operator)]),
        Wrong::NoValue { field: of } => messages.fill("search.no-value", &[("field", field(of))]),
        Wrong::UnknownField { name, nearest: Some(nearest) } => {
            let values = [("name", printable(name)), ("nearest", field(nearest).to_owned())];
            messages.fill("search.unknown-field-near", &values.each_ref().map(|(key, value)| (*key, value.as_str())))
        }
        Wrong::UnknownField { name, nearest: None } => {
            let fields: Vec<&str> = Field::ALL.iter().map(|field| field.word()).collect();
            messages.fill("search.unknown-field", &[("name", &printable(name)), ("fields", &fields.join(" "))])
        }
        Wrong::UnknownValue { field: of, value, nearest } => {
            let key = if nearest.is_empty() { "search.unknown-value" } else { "search.unknown-value-near" };
            let nearest = messages.list(nearest.iter().map(String::as_str));
            messages.fill(key, &[("field", field(of)), ("value", &printable(value)), ("nearest", &nearest)])
        }
        Wrong::NoDate { value } => messages.fill("search.no-date", &[("value", &printable(value))]),
        Wrong::Backwards => messages.text("search.backwards").to_owned(),
        Wrong::NotAlone => messages.text("search.not-alone").to_owned(),
        other => printable(&other.to_string()),
    }
}
