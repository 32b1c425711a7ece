//! The documents on one page as texts of their own: a readout against the statement of the same meeting.

use seimei_model::reading::Reading;

/// Returns the `index`-th part (from 0) of a reading as a reading; `None` where it has no such part. Provisions keep their
/// numbers; events and diagnostics stay with the whole.
pub fn part(reading: &Reading, index: usize) -> Option<Reading> {
    let part = reading.parts.get(index)?;
    let mut document = reading.document.clone();
    document.kind = part.kind;
    if part.title.is_some() {
        document.title.clone_from(&part.title);
    }
    let is_inside = |number: u32| (part.first..=part.last).contains(&number);
    Some(Reading {
        lexicon: reading.lexicon.clone(),
        program: reading.program.clone(),
        document,
        parts: Vec::new(),
        pages: reading.pages.clone(),
        provisions: reading.provisions.iter().filter(|provision| is_inside(provision.number)).cloned().collect(),
        events: Vec::new(),
        diagnostics: Vec::new(),
    })
}
