//! Events: dated happenings told by provisions.

use seimei_model::document::Document;
use seimei_model::event::Event;
use seimei_model::provision::Provision;

/// Finds the events that the provisions of a document tell.
pub fn find(_document: &Document, _provisions: &[Provision]) -> Vec<Event> {
    Vec::new()
}
