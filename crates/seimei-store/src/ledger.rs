//! What the log comes to: the state of an archive as its changes tell it, against which the records are checked.

use std::collections::{BTreeMap, BTreeSet};

use seimei_model::code::Lang;
use seimei_model::decision::Decision;
use seimei_model::identity::{DocumentId, ExpressionId};
use seimei_model::record::{Description, Hash};
use smol_str::SmolStr;

use crate::change::{Change, Entry};
use crate::mention::{self, Mention};
use crate::rows;

/// The state that a log leads to.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Ledger {
    pub(crate) documents: BTreeMap<DocumentId, Account>,
    /// Names that lead to a document since they were joined to it.
    pub(crate) aliases: BTreeMap<DocumentId, DocumentId>,
    /// By the number of the change that made them.
    pub(crate) notes: BTreeMap<u64, Remark>,
    /// Pairs kept apart, the smaller name first.
    pub(crate) apart: BTreeSet<(DocumentId, DocumentId)>,
    /// Decisions by number: their word, and the file that came with them.
    pub(crate) decisions: BTreeMap<u64, (&'static str, Option<Hash>)>,
    /// By which change each subject was last decided on, under the names it had then.
    pub(crate) subjects: BTreeMap<String, u64>,
}

/// A document as the log tells it.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Account {
    pub(crate) is_removed: bool,
    pub(crate) said: Description,
    /// Number of the last change that touched it.
    pub(crate) changed: u64,
    /// Languages in order of coming, each with its versions.
    pub(crate) expressions: Vec<(Lang, Vec<Edition>)>,
}

/// A version as the log tells it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Edition {
    pub(crate) original: Hash,
    pub(crate) numbers: Vec<u32>,
}

/// A note as the log tells it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Remark {
    pub(crate) expression: ExpressionId,
    pub(crate) provision: u32,
    pub(crate) text: String,
}

impl Ledger {
    /// Enters a change. Returns what is wrong with one that cannot follow those before it.
    pub(crate) fn enter(&mut self, entry: &Entry) -> Result<(), String> {
        let number = entry.number;
        match &entry.change {
            Change::Added { expression, is_further, version, said } => {
                let is_there = self.documents.contains_key(&expression.document);
                if is_there != *is_further {
                    return Err(format!("change {number} adds {expression} where it cannot be added"));
                }
                let account = self.documents.entry(expression.document.clone()).or_default();
                let edition = Edition { original: version.original, numbers: version.numbers.clone() };
                account.expressions.push((expression.language, vec![edition]));
                account.say(said, number);
            }
            Change::Revised { expression, version } => {
                let editions = self.editions(expression, number)?;
                editions.push(Edition { original: version.original, numbers: version.numbers.clone() });
                self.touch(&expression.document, number)?;
            }
            Change::Reread { expression, version } => {
                if let Some(edition) = self.editions(expression, number)?.last_mut() {
                    *edition = Edition { original: version.original, numbers: version.numbers.clone() };
                }
                self.touch(&expression.document, number)?;
            }
            Change::Described { document, said } => self.account(document, number)?.say(said, number),
            Change::Withdrawn { document, fields } => {
                self.account(document, number)?.said.withdraw(fields);
                self.touch(document, number)?;
            }
            Change::Removed { document } => {
                self.account(document, number)?.is_removed = true;
                self.touch(document, number)?;
            }
            Change::Restored { document } => {
                self.account(document, number)?.is_removed = false;
                self.touch(document, number)?;
            }
            Change::Joined { document, other } => self.join(document, other, number)?,
            Change::KeptApart { document, other } => {
                self.touch(document, number)?;
                self.touch(other, number)?;
                self.apart.insert(pair(document, other));
            }
            Change::Noted { expression, provision, text, .. } => {
                self.touch(&expression.document, number)?;
                let remark =
                    Remark { expression: expression.clone(), provision: *provision, text: rows::storable(text) };
                self.notes.insert(number, remark);
            }
            Change::Decided { decision, subjects, .. } => self.decide(decision, subjects, number)?,
        }
        Ok(())
    }

    /// Returns whether a note's provision stands in the present version.
    pub(crate) fn has_place(&self, remark: &Remark) -> bool {
        let account = self.documents.get(&remark.expression.document);
        let expressions = account.map_or(&[][..], |account| &account.expressions);
        let versions = expressions.iter().find(|(language, _)| *language == remark.expression.language);
        let present = versions.and_then(|(_, versions)| versions.last());
        present.is_some_and(|edition| edition.numbers.contains(&remark.provision))
    }

    fn account(&mut self, document: &DocumentId, number: u64) -> Result<&mut Account, String> {
        self.documents.get_mut(document).ok_or_else(|| format!("change {number} is of {document}, which is not there"))
    }

    fn touch(&mut self, document: &DocumentId, number: u64) -> Result<(), String> {
        self.account(document, number)?.changed = number;
        Ok(())
    }

    fn editions(&mut self, expression: &ExpressionId, number: u64) -> Result<&mut Vec<Edition>, String> {
        let account = self.account(&expression.document, number)?;
        let found = account.expressions.iter_mut().find(|(language, _)| *language == expression.language);
        let found = found.map(|(_, editions)| editions);
        found.ok_or_else(|| format!("change {number} is of {expression}, which is not there"))
    }

    fn decide(&mut self, decision: &Decision, subjects: &[SmolStr], number: u64) -> Result<(), String> {
        let mut absent = None;
        mention::mentions(&mut decision.clone(), &mut |mention| {
            if let Mention::Decision(earlier, sort) = mention
                && !self.decisions.get(earlier).is_some_and(|(word, _)| sort.is(word))
            {
                absent = Some(*earlier);
            }
        });
        self.decisions.insert(number, (decision.word(), decision.file().map(|file| file.original)));
        self.subjects.extend(subjects.iter().map(|name| (rows::storable(name), number)));
        for (document, is_needed) in mention::documents(decision, subjects) {
            if is_needed || self.documents.contains_key(&document) {
                self.touch(&document, number)?;
            }
        }
        match absent {
            Some(earlier) => Err(format!("change {number} rests on decision {earlier}, which is not there")),
            None => Ok(()),
        }
    }

    fn join(&mut self, document: &DocumentId, other: &DocumentId, number: u64) -> Result<(), String> {
        let joined = self.account(other, number)?.clone();
        let account = self.account(document, number)?;
        account.expressions.extend(joined.expressions);
        account.is_removed &= joined.is_removed;
        account.said = rows::over(&account.said, joined.said);
        account.changed = number;
        self.documents.remove(other);
        for leads_to in self.aliases.values_mut().filter(|leads_to| *leads_to == other) {
            leads_to.clone_from(document);
        }
        self.aliases.insert(other.clone(), document.clone());
        for remark in self.notes.values_mut().filter(|remark| remark.expression.document == *other) {
            remark.expression.document = document.clone();
        }
        let renamed = |name: &DocumentId| if name == other { document.clone() } else { name.clone() };
        let apart = std::mem::take(&mut self.apart);
        let apart = apart.into_iter().map(|(one, two)| pair(&renamed(&one), &renamed(&two)));
        self.apart = apart.filter(|(one, two)| one != two).collect();
        Ok(())
    }
}

impl Account {
    fn say(&mut self, said: &Description, number: u64) {
        self.said = rows::over(said, std::mem::take(&mut self.said));
        self.changed = number;
    }
}

fn pair(one: &DocumentId, other: &DocumentId) -> (DocumentId, DocumentId) {
    (one.min(other).clone(), one.max(other).clone())
}
