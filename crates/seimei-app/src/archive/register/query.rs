//! Which entries are wanted.

use seimei_model::code::{ActorCode, TopicId};
use seimei_model::date::Edtf;
use seimei_model::programme::{AreaId, ProgrammeId};
use seimei_register::entry::{Entry, Standing};
use seimei_register::stocktake::{Asked, Class, class};

use crate::archive::register::Registry;

/// By when.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Due {
    /// Only those with a date.
    pub dated: bool,
    /// Only those due on or before this day, `YYYY-MM-DD`.
    pub until: Option<String>,
}

/// What is wanted of the register. Empty lists and `None` want all.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Query {
    /// Of documents in the name of exactly these; of any that has the one where it is one.
    pub parties: Vec<ActorCode>,
    /// Owed by all of these.
    pub by: Vec<ActorCode>,
    /// About one of these.
    pub topics: Vec<TopicId>,
    /// Through a mechanism whose name contains this, in any case of letters.
    pub mechanism: Option<String>,
    /// In these classes.
    pub classes: Vec<Class>,
    /// Due so.
    pub due: Due,
    /// Said on or after this day.
    pub since: Option<String>,
    /// Said on or before this day.
    pub until: Option<String>,
    /// Belonging to this programme.
    pub programme: Option<ProgrammeId>,
    /// Belonging to this area.
    pub area: Option<AreaId>,
    /// Only those that persons confirmed (`Some(true)`) or nobody looked at (`Some(false)`).
    pub is_confirmed: Option<bool>,
    /// Only those with evidence that waits for a decision.
    pub has_offers: bool,
    /// The rejected ones instead of the others.
    pub rejected: bool,
    /// Said in more than one document.
    pub restated: bool,
    /// Whose words contain this, in any case of letters.
    pub text: Option<String>,
    /// The day for which classes are told, `YYYY-MM-DD`.
    pub today: String,
}

impl Registry<'_> {
    /// Returns the entries that are wanted, in the register's order, each with its class.
    pub fn entries(&self, query: &Query) -> Vec<(&Entry, Class)> {
        let all = if query.rejected { &self.register.rejected } else { &self.register.entries };
        let classed = all.iter().map(|entry| (entry, class(entry, &query.today)));
        classed.filter(|(entry, class)| query.wants(entry, *class)).collect()
    }
}

impl Query {
    fn wants(&self, entry: &Entry, class: Class) -> bool {
        let asked = Asked { parties: self.parties.clone(), ..Asked::default() };
        let is_said = |day: Option<&str>| {
            let since = self.since.as_deref().is_none_or(|since| day.is_some_and(|day| since <= day));
            since && self.until.as_deref().is_none_or(|until| day.is_some_and(|day| day <= until))
        };
        let is_of_documents = if entry.undertakings.is_empty() {
            self.since.is_none() && self.until.is_none() && self.parties.iter().all(|party| entry.by.contains(party))
        } else {
            entry.undertakings.iter().any(|one| asked.is_of(&one.parties) && is_said(one.day.as_deref()))
        };
        let last_due = || entry.due.as_ref().and_then(Edtf::period).map(|(_, last)| last);
        let is_due = (!self.due.dated || entry.due.is_some())
            && self.due.until.as_ref().is_none_or(|until| last_due().is_some_and(|last| last <= *until));
        let contains = |text: &str, part: &str| text.to_lowercase().contains(&part.to_lowercase());
        is_of_documents
            && is_due
            && self.by.iter().all(|actor| entry.by.contains(actor))
            && (self.topics.is_empty() || self.topics.iter().any(|topic| entry.topics.contains(topic)))
            && self.mechanism.as_ref().is_none_or(|part| entry.mechanisms.iter().any(|name| contains(name, part)))
            && (self.classes.is_empty() || self.classes.contains(&class))
            && self.programme.as_ref().is_none_or(|id| entry.areas.iter().any(|area| area.programme == *id))
            && self.area.as_ref().is_none_or(|area| entry.areas.contains(area))
            && self.is_confirmed.is_none_or(|is_confirmed| (entry.standing == Standing::Confirmed) == is_confirmed)
            && (!self.has_offers || !entry.offers.is_empty())
            && (!self.restated || entry.said() > 1)
            && self.text.as_ref().is_none_or(|part| {
                contains(&entry.what, part) || entry.undertakings.iter().any(|one| contains(&one.clause, part))
            })
    }
}
