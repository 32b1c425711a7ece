//! Pages that hold more than one document: a readout, and below it the statement it speaks of.

use seimei_lexicon::lexicon::LanguageLexicon;
use seimei_model::document::{DocumentKind, Part};

use super::kind::of_title;

/// A heading or title among the blocks, with the number of the first provision below it.
#[derive(Clone, Debug)]
pub struct Heading {
    /// As written.
    pub written: String,
    /// Folded.
    pub folded: String,
    /// Number of the first provision below it, from 1.
    pub first: u32,
}

/// Tells the documents on a page apart; empty if it holds one.
///
/// A heading that is itself the title of a statement begins a second document where what stands
/// above it is an account of the occasion (a readout or a news story), not a statement.
pub fn tell(headings: &[Heading], last: u32, title: Option<&str>, words: &LanguageLexicon) -> Vec<Part> {
    let Some((at, below)) = headings
        .iter()
        .enumerate()
        .find_map(|(at, heading)| Some((at, statement(&heading.folded, words)?)).filter(|_| heading.first > 2))
    else {
        return Vec::new();
    };
    let account = headings[..at].iter().rev().find_map(|heading| Some((heading, of_title(&heading.folded, words)?)));
    let (title_above, above) = match account {
        Some((heading, kind)) => (Some(heading.written.clone()), kind),
        None => (title.map(str::to_owned), DocumentKind::News),
    };
    if !matches!(above, DocumentKind::Readout | DocumentKind::News | DocumentKind::PressRelease)
        || headings[at].first > last
    {
        return Vec::new();
    }
    // The statement's own title follows the heading that announces it, if both stand together.
    let same_place = headings[at..].iter().take_while(|heading| heading.first == headings[at].first);
    let own = same_place.last().unwrap_or(&headings[at]);
    vec![
        Part { kind: above, title: title_above, first: 1, last: headings[at].first - 1 },
        Part { kind: below, title: Some(own.written.clone()), first: headings[at].first, last },
    ]
}

/// Returns the kind of a heading that is the title of a statement: it ends in the word for it,
/// remarks in brackets left aside.
fn statement(heading: &str, words: &LanguageLexicon) -> Option<DocumentKind> {
    let bare = heading.split(['(', '[']).next().unwrap_or(heading).trim();
    let kind = of_title(bare, words)?;
    let speaks = matches!(kind, DocumentKind::JointStatement | DocumentKind::Declaration | DocumentKind::Communique);
    let tail: String = bare.chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
    let ends = of_title(&tail, words).is_some() || bare.to_ascii_lowercase().contains("joint statement");
    (speaks && ends).then_some(kind)
}
