//! Comparisons as JSON: for other programs. Keys and words are stable, in English whatever the reader's language.

use seimei_app::printed::compare::{Page, page};

use super::View;

/// Returns one comparison as an object, or several as a list.
pub(crate) fn text(views: &[View], is_list: bool) -> serde_json::Result<String> {
    let shown: Vec<Page> = views.iter().map(|view| page(view.a, view.b, view.of_parties, view.comparison)).collect();
    let mut text = match shown.as_slice() {
        [one] if !is_list => serde_json::to_string_pretty(one)?,
        all => serde_json::to_string_pretty(all)?,
    };
    text.push('\n');
    Ok(text)
}
