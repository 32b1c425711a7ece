//! A mistake in a query: the query, a caret under the place, what is wrong, and what may have been meant.

use seimei_locale::mistake;
use seimei_search::parse::Mistake;

use crate::messages::Messages;
use crate::wrap::{self, printable};

/// Returns the lines that explain a mistake.
pub(super) fn explained(query: &str, mistake: &Mistake, messages: &Messages) -> String {
    let what = mistake::what(&mistake.what, messages);
    if query.trim().is_empty() {
        return what;
    }
    let characters: Vec<char> = query.chars().collect();
    let (start, end) = (mistake.range.start as usize, mistake.range.end as usize);
    let part = |from: usize, to: usize| -> String { printable(&characters[from..to].iter().collect::<String>()) };
    let (start, end) = (start.min(characters.len()), end.min(characters.len()));
    let before = wrap::width(&part(0, start));
    let under = wrap::width(&part(start, end)).max(1);
    format!("{what}\n  {}\n  {}{}", printable(query), " ".repeat(before), "^".repeat(under))
}
