//! Which documents of the archive a text is compared with: the same parties' previous one, each party's latest others.

use seimei_model::code::{ActorCode, Lang};
use seimei_model::date::Edtf;
use seimei_model::document::{Document, DocumentKind};
use seimei_model::identity::DocumentId;
use seimei_model::reading::Reading;
use seimei_model::record::{DocumentRecord, ExpressionRecord};
use seimei_store::error::StoreError;
use seimei_store::filter::Filter;
use seimei_wording::compare::family;

use crate::archive::Archive;

/// A text that others are looked for: of the archive, or a draft.
#[derive(Clone, PartialEq, Debug)]
pub struct Sought {
    /// Its own name in the archive, if it is there; never found.
    pub own: Option<DocumentId>,
    /// In whose name it speaks, alphabetical.
    pub parties: Vec<ActorCode>,
    /// What sort of document it is.
    pub kind: DocumentKind,
    /// Its date; only earlier texts are found. Without one all are earlier.
    pub date: Option<Edtf>,
    /// Its language; of equals an expression in it is preferred.
    pub language: Lang,
    /// How many provisions it has.
    pub provisions: u32,
}

/// A text with less than one provision for so many of another is on one of its subjects, or a summary.
const SHORT: u32 = 4;

impl Sought {
    /// Takes what a reading tells.
    pub fn of(reading: &Reading, own: Option<DocumentId>) -> Self {
        let Document { parties, kind, date, language, .. } = reading.document.clone();
        Self { own, parties, kind, date, language, provisions: reading.provisions.len() as u32 }
    }
}

impl Archive {
    /// Returns the same parties' previous statement: exactly the same parties, a kind of the same family (a joint statement
    /// after a declaration, but no readout), the latest earlier date. One of a working group, a quarter as long at most,
    /// comes in only where there is no longer one.
    pub fn previous(&self, sought: &Sought) -> Result<Option<DocumentRecord>, StoreError> {
        if sought.parties.is_empty() {
            return Ok(None);
        }
        let mut all = self.earlier(sought, &sought.parties)?;
        all.retain(|document| document.description.parties.as_ref() == Some(&sought.parties));
        let is_like = |document: &DocumentRecord| {
            let longest = document.expressions.iter().map(|expression| expression.provisions).max();
            longest.is_some_and(|longest| longest * SHORT >= sought.provisions)
        };
        let place = all.iter().position(is_like).unwrap_or(0);
        Ok(all.into_iter().nth(place))
    }

    /// Returns each party's latest earlier text with others: a kind of the same family, the party among its parties, but not
    /// the same parties. A text that is the latest of several parties is there once, with all of them; newest first.
    pub fn latest_of_each_party(&self, sought: &Sought) -> Result<Vec<(Vec<ActorCode>, DocumentRecord)>, StoreError> {
        let mut found: Vec<(Vec<ActorCode>, DocumentRecord)> = Vec::new();
        for party in &sought.parties {
            let all = self.earlier(sought, std::slice::from_ref(party))?;
            let other = |document: &DocumentRecord| document.description.parties.as_ref() != Some(&sought.parties);
            let Some(latest) = all.into_iter().find(other) else { continue };
            match found.iter_mut().find(|(_, known)| known.id == latest.id) {
                Some((parties, _)) => parties.push(party.clone()),
                None => found.push((vec![party.clone()], latest)),
            }
        }
        found.sort_by(|(_, one), (_, other)| newest_first(one, other));
        Ok(found)
    }

    /// Returns earlier documents of a like kind in whose name all of `parties` speak, the newest first.
    fn earlier(&self, sought: &Sought, parties: &[ActorCode]) -> Result<Vec<DocumentRecord>, StoreError> {
        let filter = Filter { parties: parties.to_vec(), ..Filter::default() };
        let mut all = self.store().documents(&filter)?;
        let before = sought.date.as_ref().and_then(Edtf::period).map(|(first, _)| first);
        all.retain(|document| {
            let is_like = document.description.kind.is_some_and(|kind| family(kind) == family(sought.kind));
            let day = last_day(document);
            let is_earlier = match (&before, day) {
                (Some(before), Some(day)) => day < *before,
                (None, Some(_)) => true,
                (_, None) => false,
            };
            is_like && is_earlier && sought.own.as_ref() != Some(&document.id)
        });
        all.sort_by(|one, other| {
            let speaks = |document: &DocumentRecord| expression_in(document, sought.language).is_none();
            let by_day = last_day(other).cmp(&last_day(one));
            by_day.then_with(|| speaks(one).cmp(&speaks(other))).then_with(|| newest_first(one, other))
        });
        Ok(all)
    }
}

fn last_day(document: &DocumentRecord) -> Option<String> {
    document.description.date.as_ref().and_then(Edtf::period).map(|(_, last)| last)
}

fn newest_first(one: &DocumentRecord, other: &DocumentRecord) -> std::cmp::Ordering {
    last_day(other).cmp(&last_day(one)).then_with(|| one.id.cmp(&other.id))
}

/// Returns a document's expression in a language.
pub fn expression_in(document: &DocumentRecord, language: Lang) -> Option<&ExpressionRecord> {
    document.expressions.iter().find(|expression| expression.id.language == language)
}
