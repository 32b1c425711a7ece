//! What a bibliography says of a document: shared by CSL-JSON and BibTeX.

use seimei_model::code::{ActorCode, Lang};
use seimei_model::date::Edtf;
use seimei_model::document::{DocumentKind, Translation};

use crate::item::{Expression, Item};
use crate::labels::Labels;

/// A document as cited: the expression in its original language where there is one.
#[derive(Debug)]
pub struct Citation<'a> {
    /// The key that citations use: the document's lasting name.
    pub key: &'a str,
    /// The expression that is cited.
    pub expression: &'a Expression,
    /// What sort of document it is.
    pub kind: DocumentKind,
    /// Its title.
    pub title: &'a str,
    /// The title in the language it was translated from, if the cited text is a translation.
    pub original_title: Option<&'a str>,
    /// The titles of its translations, if the cited text is the original.
    pub translated_titles: Vec<(Lang, &'a str)>,
    /// Those in whose name it speaks, by name in the language of the cited text.
    pub authors: Vec<&'a str>,
    /// Who published it.
    pub publisher: Option<&'a str>,
    /// Its date.
    pub date: Option<&'a Edtf>,
    /// Where it was issued.
    pub place: Option<&'a str>,
    /// Its address on the web.
    pub url: Option<&'a str>,
    /// The source, where that is no address.
    pub source: Option<&'a str>,
    /// The day on which it was put into the archive: `2026-11-22`.
    pub accessed: Option<&'a str>,
    /// What else is to be known: the name in the archive, the status of a translation, a person's remark.
    pub note: String,
}

const NO_PARTIES: &[ActorCode] = &[];

impl<'a> Citation<'a> {
    /// Gathers what is to be cited; `None` for a document without an expression.
    pub fn of(item: &'a Item, labels: &'a dyn Labels) -> Option<Self> {
        let is_translation = |expression: &&Expression| expression.record.translation.is_some();
        let original = item.expressions.iter().find(|expression| !is_translation(expression));
        let expression = original.or(item.expressions.first())?;
        let lang = expression.language();
        let description = &item.document.description;
        let others = item.expressions.iter().filter(|other| other.record.id != expression.record.id);
        let titles = others.filter_map(|other| Some((other.language(), other.record.title.as_deref()?)));
        let titles: Vec<(Lang, &str)> = titles.collect();
        let source = description.source.as_deref();
        let addresses = [source, Some(expression.record.origin.as_str())];
        let is_address = |text: &&str| text.starts_with("https://") || text.starts_with("http://");
        let cited_is_translation = original.is_none();
        let parties = description.parties.as_deref().unwrap_or(NO_PARTIES);
        let mut notes = vec![format!("Seimei {}", expression.record.id)];
        notes.extend(expression.record.translation.map(|status| {
            match status {
                Translation::Provisional => "provisional translation",
                Translation::Official => "official translation",
            }
            .to_owned()
        }));
        notes.extend(description.note.clone());
        Some(Self {
            key: item.document.id.as_str(),
            expression,
            kind: description.kind.unwrap_or(expression.stored.reading.document.kind),
            title: expression.record.title.as_deref().or(item.title()).unwrap_or_else(|| item.document.id.as_str()),
            original_title: titles.first().filter(|_| cited_is_translation).map(|(_, title)| *title),
            translated_titles: if cited_is_translation { Vec::new() } else { titles },
            authors: parties.iter().map(|party| labels.actor(party, lang)).collect(),
            publisher: expression.stored.reading.document.issuer.as_deref(),
            date: description.date.as_ref(),
            place: description.place.as_deref(),
            url: addresses.into_iter().flatten().find(is_address),
            source: source.filter(|source| !is_address(source)),
            accessed: expression.record.added_at.get(..10),
            note: notes.join("; "),
        })
    }
}
