//! Which document a file belongs to: a further version of one that is known, or a new one and by which name.

use seimei_lexicon::lexicon::Lexicon;
use seimei_lexicon::table::TableName;
use seimei_model::code::{ActorCode, Lang};
use seimei_model::document::{Document, DocumentKind};
use seimei_model::identity::{DocumentId, ExpressionId};
use seimei_model::record::DocumentRecord;
use seimei_store::error::StoreError;
use seimei_store::filter::Filter;

use crate::archive::Archive;
use crate::archive::carry::{Carried, Wording, carry, overlap};
use crate::archive::intake::{is_a_place, wordings};
use crate::archive::stem::{kind_word, stem};

/// How much of its wording a file from a known place must share with what was there before.
const SHARED_BY_ORIGIN: f64 = 0.2;

/// How much of its wording a file must share with a document of the same parties, date, kind and language.
const SHARED_BY_FIELDS: f64 = 0.5;

/// Finds the expression that a text is a further version of, if it is one of `origin` or of the same fields and shares
/// its wording. Documents in the bin are left alone.
pub(super) fn known_expression(
    archive: &Archive,
    origin: &str,
    fields: &Document,
    wording: &[Wording],
    lexicon: &Lexicon,
) -> Result<Option<ExpressionId>, StoreError> {
    if is_a_place(origin) {
        for id in archive.store().of_origin(origin)? {
            if id.language == fields.language
                && is_kept(archive, &id)?
                && shared(archive, &id, wording, lexicon)? >= SHARED_BY_ORIGIN
            {
                return Ok(Some(id));
            }
        }
    }
    let Some(date) = fields.date.as_ref().filter(|_| !fields.parties.is_empty()) else { return Ok(None) };
    // The day alone is asked for: few documents share it, and of a party or a kind there may be as many as there are.
    let filter = Filter { date: Some(date.clone()), ..Filter::default() };
    let mut best: Option<(f64, ExpressionId)> = None;
    for document in archive.store().documents(&filter)? {
        let described = &document.description;
        let is_alike = described.date.as_ref() == Some(date)
            && described.parties.as_ref() == Some(&fields.parties)
            && described.kind == Some(fields.kind)
            && expression(&document, fields.language);
        if !is_alike {
            continue;
        }
        let id = ExpressionId { document: document.id, language: fields.language };
        let share = shared(archive, &id, wording, lexicon)?;
        if share >= SHARED_BY_FIELDS && best.as_ref().is_none_or(|(most, _)| share > *most) {
            best = Some((share, id));
        }
    }
    Ok(best.map(|(_, id)| id))
}

fn is_kept(archive: &Archive, id: &ExpressionId) -> Result<bool, StoreError> {
    let document = archive.store().document(&id.document)?;
    Ok(document.is_some_and(|document| !document.is_removed && expression(&document, id.language)))
}

fn expression(document: &DocumentRecord, language: Lang) -> bool {
    document.expressions.iter().any(|expression| expression.id.language == language)
}

fn shared(archive: &Archive, id: &ExpressionId, wording: &[Wording], lexicon: &Lexicon) -> Result<f64, StoreError> {
    let stored = archive.store().reading(id, None)?;
    Ok(stored.map_or(0.0, |stored| overlap(&wordings(&stored.reading, lexicon), wording)))
}

/// Carries the numbers of an expression over to a further version with this wording.
pub(super) fn carried(
    archive: &Archive,
    id: &ExpressionId,
    wording: &[Wording],
    lexicon: &Lexicon,
) -> Result<Carried, StoreError> {
    let Some(stored) = archive.store().reading(id, None)? else {
        return Ok(carry(&[], &[], wording, archive.store().highest_provision(id)?));
    };
    Ok(carry(&wordings(&stored.reading, lexicon), &stored.numbers, wording, archive.store().highest_provision(id)?))
}

/// Chooses the name a new document wishes for; `taken` tells the kind of the document that has a name already. The store
/// adds a number where documents of one kind clash.
pub(super) fn new_name(
    fields: &Document,
    organisations: &Organisations,
    taken: impl Fn(&DocumentId) -> Result<Option<DocumentKind>, StoreError>,
) -> Result<DocumentId, StoreError> {
    let plain = organisations.stem(fields);
    Ok(match taken(&plain)? {
        Some(kind) if kind != fields.kind => plain.with_suffix(&kind_word(fields.kind)),
        _ => plain,
    })
}

/// Codes of organisations, sorted.
#[derive(Debug)]
pub(super) struct Organisations(Vec<ActorCode>);

impl Organisations {
    /// Takes them from the lexicon's table of actors.
    pub(super) fn of(lexicon: &Lexicon) -> Self {
        let entries = lexicon.entries(Lang::En, TableName::Actors);
        let organisations = entries.into_iter().filter(|entry| entry.family == "organisation");
        let mut codes: Vec<ActorCode> = organisations.map(|entry| ActorCode::new(entry.value)).collect();
        codes.sort();
        codes.dedup();
        Self(codes)
    }

    /// Returns the name that a document with these fields wishes for.
    pub(super) fn stem(&self, fields: &Document) -> DocumentId {
        stem(fields, |code| self.0.binary_search(code).is_ok())
    }
}
