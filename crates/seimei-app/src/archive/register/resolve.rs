//! What a person names: an entry by the name of any of its undertakings, or by the provision it stands in.

use seimei_model::code::Lang;
use seimei_model::identity::ProvisionId;
use seimei_model::provision::Provision;
use seimei_model::undertaking::EntryId;
use seimei_register::entry::Entry;

use crate::archive::reference::Reference;
use crate::archive::register::Registry;
use crate::archive::trace::Text;

/// Why a name leads to no entry.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NoEntry {
    /// It is not written like a name.
    #[error("{0:?} is not the name of an entry (as in DOC/en#p12.1 or c-118)")]
    Written(String),
    /// There is none of that name.
    #[error("no entry {wanted}")]
    Unknown {
        /// What was asked for.
        wanted: String,
        /// Entries of the same document, those of the nearest provisions first; at most three.
        near: Vec<EntryId>,
    },
    /// The provision has several.
    #[error("{wanted} has several entries")]
    Several {
        /// What was asked for.
        wanted: String,
        /// Its entries.
        entries: Vec<EntryId>,
    },
}

impl Registry<'_> {
    /// Returns the entry that a person names: `DOC/en#p12.1`, `DOC#p12.1`, `DOC/en#p12` or `DOC#p12` where the provision
    /// has one entry only, or `c-118`. Capitals and white space around it do no harm.
    pub fn resolve(&self, name: &str) -> Result<&Entry, NoEntry> {
        let wanted = name.trim().to_ascii_lowercase();
        if let Ok(id @ EntryId::Added(_)) = wanted.parse::<EntryId>() {
            return self.register.entry(&id).ok_or(NoEntry::Unknown { wanted, near: Vec::new() });
        }
        let (place, act) = match wanted.rsplit_once('.') {
            Some((place, act)) => (place, act.parse::<u32>().ok()),
            None => (wanted.as_str(), None),
        };
        let written = || NoEntry::Written(name.trim().to_owned());
        let reference: Reference = place.parse().map_err(|_| written())?;
        let number = reference.provision.ok_or_else(written)?;
        if wanted.contains('.') && act.is_none() {
            return Err(written());
        }
        let texts = self.tracing.texts();
        let is_document = |text: &&Text| {
            text.document.id == reference.document || text.document.aliases.contains(&reference.document)
        };
        let document = texts.iter().find(is_document).map(|text| &text.document);
        let Some(document) = document else { return Err(NoEntry::Unknown { wanted, near: Vec::new() }) };
        let first = document.expressions.first().map(|first| first.id.language);
        let provision = ProvisionId { document: document.id.clone(), language: reference.language.or(first), number };
        let mut found: Vec<&Entry> = Vec::new();
        for entry in self.register.entries.iter().chain(&self.register.rejected) {
            let is_meant = entry
                .undertakings
                .iter()
                .any(|one| one.id.provision == provision && act.is_none_or(|act| one.id.act == act));
            if is_meant {
                found.push(entry);
            }
        }
        match found.as_slice() {
            [one] => Ok(one),
            [] => Err(NoEntry::Unknown { wanted, near: self.near(&provision) }),
            several => {
                Err(NoEntry::Several { wanted, entries: several.iter().map(|entry| entry.id.clone()).collect() })
            }
        }
    }

    /// Returns the full name of the provision that a person names, `DOC/en#p12` or `DOC#p12` (the document's first
    /// language), under its document's present name; `None` where the text is no such name. Whether the provision is
    /// there, [`Self::at`] tells.
    pub fn provision(&self, name: &str) -> Option<ProvisionId> {
        let reference: Reference = name.parse().ok()?;
        let number = reference.provision?;
        let is_document = |text: &&Text| {
            text.document.id == reference.document || text.document.aliases.contains(&reference.document)
        };
        let document = self.tracing.texts().iter().find(is_document).map(|text| &text.document);
        let first = document.and_then(|document| document.expressions.first()).map(|first| first.id.language);
        let language = reference.language.or(first).or(Some(Lang::Und));
        let document = document.map_or(reference.document, |document| document.id.clone());
        Some(ProvisionId { document, language, number })
    }

    /// Returns the text that a provision stands in, and the provision; `None` where it is not there in the present version.
    pub fn at(&self, provision: &ProvisionId) -> Option<(&Text, &Provision)> {
        let is_it = |text: &&Text| {
            let id = &text.expression.id;
            id.document == provision.document && provision.language.is_none_or(|language| language == id.language)
        };
        let text = self.tracing.texts().iter().find(is_it)?;
        let provision = text.reading.provisions.iter().find(|one| one.number == provision.number)?;
        Some((text, provision))
    }

    fn near(&self, provision: &ProvisionId) -> Vec<EntryId> {
        let all = self.register.entries.iter().flat_map(|entry| &entry.undertakings);
        let is_beside = |id: &ProvisionId| id.document == provision.document && id.language == provision.language;
        let mut near: Vec<(u32, EntryId)> = all
            .filter(|one| is_beside(&one.id.provision))
            .map(|one| (one.id.provision.number.abs_diff(provision.number), EntryId::Read(one.id.clone())))
            .collect();
        near.sort();
        near.into_iter().take(3).map(|(_, id)| id).collect()
    }
}
