//! What must hold of any programme, wherever it comes from.

use std::collections::BTreeMap;

use seimei_model::code::{ActorCode, TopicId};
use seimei_model::date::Edtf;
use seimei_model::programme::{Area, Contact, Indicator, Names, Programme, is_code};

use super::fault::{Fault, Level, Problem};
use super::item::{Item, Spot};
use crate::day;

/// What else is known when a programme is looked over.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// The other programmes; areas must inherit from what is there. `None` where that is not looked at.
    pub editions: Option<&'a [Programme]>,
    /// The topics of the vocabulary; empty where any will do.
    pub topics: &'a [TopicId],
}

/// Returns everything that is wrong with a programme.
pub fn faults(programme: &Programme, known: &Known) -> Vec<Fault> {
    let codes = codes(programme);
    let fault = |(spot, problem): (Spot, Problem)| Fault {
        line: None,
        column: None,
        item: codes.get(&spot.item).map(|code| (*code).to_owned()),
        problem,
    };
    problems(programme, known).into_iter().map(fault).collect()
}

/// Brings a programme into the form it is kept in: parties and the responsible in order, no space around texts.
pub(crate) fn settle(programme: &mut Programme) {
    programme.parties.sort();
    tidy_names(&mut programme.title);
    programme.called.iter_mut().for_each(tidy);
    let contacts =
        |contacts: &mut Vec<Contact>| contacts.iter_mut().for_each(|contact| tidy_names(&mut contact.office));
    contacts(&mut programme.contacts);
    for priority in &mut programme.priorities {
        tidy_names(&mut priority.title);
        for area in &mut priority.areas {
            tidy_names(&mut area.title);
            area.responsible.sort();
            area.mechanisms.iter_mut().for_each(tidy);
            contacts(&mut area.contacts);
            for goal in &mut area.goals {
                tidy_names(&mut goal.title);
                goal.activities.iter_mut().for_each(|activity| tidy_names(&mut activity.title));
                for indicator in &mut goal.indicators {
                    tidy_names(&mut indicator.title);
                    indicator.unit.iter_mut().for_each(tidy_names);
                }
            }
        }
    }
}

fn tidy(text: &mut String) {
    if text.trim().len() < text.len() {
        *text = text.trim().to_owned();
    }
}

/// Takes space off the ends; an empty text is none.
fn tidy_names(names: &mut Names) {
    for text in [&mut names.ja, &mut names.en] {
        text.iter_mut().for_each(tidy);
        if text.as_deref() == Some("") {
            *text = None;
        }
    }
}

/// Returns the code of every item that has one; the programme's is its name.
pub(crate) fn codes(programme: &Programme) -> BTreeMap<Item, &str> {
    let mut codes = BTreeMap::from([(Item::WHOLE, programme.id.as_str())]);
    for (number, priority) in programme.priorities.iter().enumerate() {
        let item = Item::WHOLE.part(Level::Priority, number);
        codes.insert(item, priority.code.as_str());
        for (number, area) in priority.areas.iter().enumerate() {
            let item = item.part(Level::Area, number);
            codes.insert(item, area.code.as_str());
            for (number, goal) in area.goals.iter().enumerate() {
                let item = item.part(Level::Goal, number);
                codes.insert(item, goal.code.as_str());
                for (number, activity) in goal.activities.iter().enumerate() {
                    codes.insert(item.part(Level::Activity, number), activity.code.as_str());
                }
                for (number, indicator) in goal.indicators.iter().enumerate() {
                    codes.insert(item.part(Level::Indicator, number), indicator.code.as_str());
                }
            }
        }
    }
    codes
}

/// Returns everything that is wrong, each with the field it is wrong in, in the programme's order.
pub(crate) fn problems(programme: &Programme, known: &Known) -> Vec<(Spot, Problem)> {
    let mut check = Check { programme, known, found: Vec::new() };
    check.whole();
    check.doubled_codes();
    let mut found = check.found;
    found.sort_by_key(|(spot, _)| (spot.item.at, spot.item.level));
    found
}

struct Check<'a> {
    programme: &'a Programme,
    known: &'a Known<'a>,
    found: Vec<(Spot, Problem)>,
}

impl Check<'_> {
    fn add(&mut self, item: Item, field: &'static str, problem: Problem) {
        self.found.push((Spot::new(item, field), problem));
    }

    fn whole(&mut self) {
        let programme = self.programme;
        let item = Item::WHOLE;
        self.names(item, "title", &programme.title);
        self.actors(item, "parties", &programme.parties);
        if programme.parties.is_empty() {
            self.add(item, "parties", Problem::NoParties);
        }
        self.date(item, "from", Some(&programme.from));
        self.date(item, "until", Some(&programme.until));
        if let (Some((first, _)), Some((_, last))) = (programme.from.period(), programme.until.period())
            && first > last
        {
            let (from, until) = (programme.from.to_string(), programme.until.to_string());
            self.add(item, "until", Problem::PeriodOrder { from, until });
        }
        if programme.supersedes.as_ref() == Some(&programme.id) {
            self.add(item, "supersedes", Problem::SupersedesItself);
        }
        self.texts(item, "called", &programme.called);
        self.contacts(item, &programme.contacts);
        for (number, priority) in programme.priorities.iter().enumerate() {
            let item = item.part(Level::Priority, number);
            self.code(item, &priority.code);
            self.names(item, "title", &priority.title);
            for (number, area) in priority.areas.iter().enumerate() {
                self.area(item.part(Level::Area, number), area);
            }
        }
    }

    fn area(&mut self, item: Item, area: &Area) {
        self.code(item, &area.code);
        self.names(item, "title", &area.title);
        self.inherits(item, area);
        for (number, topic) in area.topics.iter().enumerate() {
            let is_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            let is_topic = !topic.as_str().is_empty() && topic.as_str().bytes().all(is_word);
            if !is_topic || (!self.known.topics.is_empty() && !self.known.topics.contains(topic)) {
                let problem = Problem::NotTopic { text: topic.to_string() };
                self.found.push((Spot::nth(item, "topics", number), problem));
            }
        }
        self.doubled(item, "topics", &area.topics, TopicId::as_str);
        self.texts(item, "mechanisms", &area.mechanisms);
        self.actors(item, "responsible", &area.responsible);
        self.contacts(item, &area.contacts);
        for (number, goal) in area.goals.iter().enumerate() {
            let item = item.part(Level::Goal, number);
            self.code(item, &goal.code);
            self.names(item, "title", &goal.title);
            for (number, activity) in goal.activities.iter().enumerate() {
                let item = item.part(Level::Activity, number);
                self.code(item, &activity.code);
                self.names(item, "title", &activity.title);
                self.date(item, "due", activity.due.as_ref());
                self.date(item, "done", activity.done.as_ref());
            }
            for (number, indicator) in goal.indicators.iter().enumerate() {
                self.indicator(item.part(Level::Indicator, number), indicator);
            }
        }
    }

    fn indicator(&mut self, item: Item, indicator: &Indicator) {
        self.code(item, &indicator.code);
        self.names(item, "title", &indicator.title);
        if let Some(unit) = &indicator.unit {
            self.names(item, "unit", unit);
        }
        let numbers = [("baseline", indicator.baseline), ("target", indicator.target), ("actual", indicator.actual)];
        for (key, number) in numbers {
            if let Some(number) = number.filter(|number| !number.is_finite()) {
                self.add(item, key, Problem::NotNumber { key: key.to_owned(), text: number.to_string() });
            }
        }
        self.date(item, "date", indicator.date.as_ref());
        if indicator.actual.is_some() && indicator.date.is_none() {
            self.add(item, "actual", Problem::Undated);
        }
    }

    fn inherits(&mut self, item: Item, area: &Area) {
        let Some(from) = &area.inherits else { return };
        if from.programme == self.programme.id {
            self.add(item, "inherits", Problem::InheritsOwn { area: from.to_string() });
            return;
        }
        let Some(editions) = self.known.editions else { return };
        let programme = from.programme.to_string();
        let problem = match editions.iter().find(|edition| edition.id == from.programme) {
            None => Problem::InheritsNoEdition { programme, area: from.to_string() },
            Some(edition) if edition.area(&from.code).is_some() => return,
            Some(edition) => {
                let known: Vec<&str> = edition.areas().map(|(_, area)| area.code.as_str()).collect();
                Problem::InheritsNoArea { programme, area: from.code.to_string(), known: known.join(", ") }
            }
        };
        self.add(item, "inherits", problem);
    }

    fn code(&mut self, item: Item, code: &str) {
        if !is_code(code) {
            self.add(item, "code", Problem::NotCode { text: code.to_owned() });
        }
    }

    fn names(&mut self, item: Item, key: &'static str, names: &Names) {
        let has_text = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
        if !has_text(&names.ja) && !has_text(&names.en) {
            self.add(item, key, Problem::NoText { key: key.to_owned() });
        }
    }

    fn date(&mut self, item: Item, key: &'static str, date: Option<&Edtf>) {
        if let Some(date) = date.filter(|date| !is_date(date)) {
            self.add(item, key, Problem::NotDate { key: key.to_owned(), text: date.to_string() });
        }
    }

    fn actors(&mut self, item: Item, key: &'static str, actors: &[ActorCode]) {
        for (number, actor) in actors.iter().enumerate().filter(|(_, actor)| !is_actor(actor.as_str())) {
            let problem = Problem::NotActor { key: key.to_owned(), text: actor.to_string() };
            self.found.push((Spot::nth(item, key, number), problem));
        }
        self.doubled(item, key, actors, ActorCode::as_str);
    }

    fn texts(&mut self, item: Item, key: &'static str, texts: &[String]) {
        if texts.iter().any(|text| text.trim().is_empty()) {
            self.add(item, key, Problem::Empty { key: key.to_owned() });
        }
        self.doubled(item, key, texts, String::as_str);
    }

    fn contacts(&mut self, item: Item, contacts: &[Contact]) {
        for (number, contact) in contacts.iter().enumerate() {
            let spot = Spot::nth(item, "contacts", number);
            if !is_actor(contact.party.as_str()) {
                let problem = Problem::NotActor { key: "party".to_owned(), text: contact.party.to_string() };
                self.found.push((spot, problem));
            }
            if contact.office.is_empty() {
                self.found.push((spot, Problem::NoText { key: "office".to_owned() }));
            }
        }
    }

    fn doubled<T>(&mut self, item: Item, key: &'static str, values: &[T], text: impl Fn(&T) -> &str) {
        for (number, value) in values.iter().enumerate() {
            if values[..number].iter().any(|earlier| text(earlier) == text(value)) {
                let problem = Problem::Doubled { key: key.to_owned(), text: text(value).to_owned() };
                self.found.push((Spot::nth(item, key, number), problem));
            }
        }
    }

    /// Codes are the names of items in commands and tables, so no two may share one.
    fn doubled_codes(&mut self) {
        let codes = codes(self.programme);
        let mut items: Vec<(Item, &str)> = codes.into_iter().filter(|(item, _)| *item != Item::WHOLE).collect();
        items.sort_by_key(|(item, _)| (item.at, item.level));
        let mut first: BTreeMap<&str, Level> = BTreeMap::new();
        for (item, code) in items {
            if let Some(other) = first.get(code) {
                self.add(item, "code", Problem::DoubledCode { code: code.to_owned(), other: *other, other_line: None });
            } else {
                first.insert(code, item.level);
            }
        }
    }
}

/// Returns whether a text can be the code of a state or an organisation.
pub(crate) fn is_actor(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
    text.starts_with(|c: char| c.is_ascii_uppercase()) && text.len() <= 20 && text.bytes().all(is_part)
}

/// Returns whether a value is a date of the calendar.
pub(crate) fn is_date(date: &Edtf) -> bool {
    date.period().is_some_and(|(first, last)| day::parse(&first).is_some() && day::parse(&last).is_some())
}
