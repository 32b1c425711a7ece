//! A stored reading as it is shown: with lasting numbers, and with what persons said over what was read.

use seimei_model::document::Part;
use seimei_model::reading::Reading;
use seimei_model::record::{DocumentRecord, StoredReading};
use seimei_register::reading::Corrections;

/// Returns the reading with lasting numbers in place of positions: of its provisions, and of the provisions that events and
/// parts name. Corrections of the reading stand over it; where the text speaks for the document's first expression, what persons said stands over what was read.
pub fn shown(mut stored: StoredReading, document: &DocumentRecord, corrections: &Corrections) -> Reading {
    corrections.lay_over(&mut stored, document);
    let StoredReading { mut reading, numbers, .. } = stored;
    let lasting = |position: u32| {
        let index = (position as usize).saturating_sub(1);
        numbers.get(index).copied().unwrap_or(position)
    };
    for event in &mut reading.events {
        event.provision = lasting(event.provision);
    }
    for Part { first, last, .. } in &mut reading.parts {
        (*first, *last) = (lasting(*first), lasting(*last));
    }
    for (provision, number) in reading.provisions.iter_mut().zip(&numbers) {
        provision.number = *number;
    }
    let (fields, said) = (&mut reading.document, &document.said);
    let is_first = document.expressions.first().is_some_and(|first| first.id.language == fields.language);
    if is_first && said.title.is_some() {
        fields.title.clone_from(&said.title);
    }
    if let Some(kind) = said.kind {
        fields.kind = kind;
    }
    if said.date.is_some() {
        fields.date.clone_from(&said.date);
    }
    if let Some(parties) = &said.parties {
        fields.parties.clone_from(parties);
    }
    if said.place.is_some() {
        fields.place.clone_from(&said.place);
    }
    reading
}
