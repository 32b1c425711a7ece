//! Setting a field by its path.

use seimei_model::code::{ActorCode, TopicId};
use seimei_model::date::Edtf;
use seimei_model::programme::{Contact, Names, Programme};

use super::EditError;
use super::tree::{self, Found};
use crate::programme::fault::{Fault, Level, Problem};

/// How a value is put.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Put,
    Add,
    Take,
}

/// A value on its way to a field.
struct Setting<'a> {
    level: Level,
    path: &'a str,
    field: &'a str,
    way: Way,
    value: &'a str,
}

/// Sets a field. An empty value clears one that may be empty.
pub(super) fn set(programme: &mut Programme, assignment: &str) -> Result<(), EditError> {
    let wrong = || EditError::NotAssignment { assignment: assignment.to_owned() };
    let (path, value) = assignment.split_once('=').ok_or_else(wrong)?;
    let (path, way) = match path.strip_suffix('+') {
        Some(path) => (path, Way::Add),
        None => match path.strip_suffix('-') {
            Some(path) => (path, Way::Take),
            None => (path, Way::Put),
        },
    };
    let (path, value) = (path.trim(), value.trim());
    if path.is_empty() {
        return Err(wrong());
    }
    let (code, field) = split(programme, path)?;
    let mut setting = Setting { level: Level::Programme, path, field, way, value };
    let Some(code) = code else { return setting.programme(programme) };
    let found = tree::find(programme, code)?;
    setting.level = found.level();
    match found {
        Found::Priority(priority) => setting.title(&mut priority.title),
        Found::Goal(goal) => setting.title(&mut goal.title),
        Found::Area(area) => match field {
            "inherits" => setting.name(&mut area.inherits),
            "topics" => setting.list(&mut area.topics, ',', |code| TopicId::new(code)),
            "mechanisms" => setting.list(&mut area.mechanisms, ';', str::to_owned),
            "responsible" => setting.list(&mut area.responsible, ',', |code| ActorCode::new(code)),
            _ if field.starts_with("contacts") => setting.contacts(&mut area.contacts),
            _ => setting.title(&mut area.title),
        },
        Found::Activity(activity) => match field {
            "due" => setting.date(&mut activity.due),
            "done" => setting.date(&mut activity.done),
            _ => setting.title(&mut activity.title),
        },
        Found::Indicator(indicator) => match field {
            "baseline" => setting.number(&mut indicator.baseline, value),
            "target" => setting.number(&mut indicator.target, value),
            "actual" => setting.actual(&mut indicator.actual, &mut indicator.date),
            "date" => setting.date(&mut indicator.date),
            _ if field.starts_with("unit") => {
                let mut unit = indicator.unit.take().unwrap_or_default();
                setting.names("unit", &mut unit)?;
                indicator.unit = Some(unit).filter(|unit| !unit.is_empty());
                Ok(())
            }
            _ => setting.title(&mut indicator.title),
        },
    }
}

/// Parts a path into the code of an item, the longest that there is, and the field.
fn split<'a>(programme: &Programme, path: &'a str) -> Result<(Option<&'a str>, &'a str), EditError> {
    if let Some(code) = missing_item(programme, path) {
        return Err(EditError::NoItem { code: code.to_owned() });
    }
    let dots = path.char_indices().rev().filter(|(_, c)| *c == '.').map(|(place, _)| place);
    for place in dots {
        let (code, field) = (&path[..place], &path[place + 1..]);
        if tree::level(programme, code).is_ok() {
            return Ok((Some(code), field));
        }
    }
    Ok((None, path))
}

/// Returns the code that a path begins with, where a field that there is stands behind it but no item has the code.
fn missing_item<'a>(programme: &Programme, path: &'a str) -> Option<&'a str> {
    let mut names = Level::ALL.iter().flat_map(|level| fields(*level).split(", "));
    let code = names.find_map(|name| path.strip_suffix(name)?.strip_suffix('.'))?;
    tree::level(programme, code).is_err().then_some(code)
}

/// Returns the fields of a level, as they are told.
fn fields(level: Level) -> &'static str {
    match level {
        Level::Programme => {
            "title.ja, title.en, parties, from, until, supersedes, document, called, contacts, contacts.PARTY.ja, \
             contacts.PARTY.en"
        }
        Level::Area => {
            "title.ja, title.en, inherits, topics, mechanisms, responsible, contacts, contacts.PARTY.ja, \
             contacts.PARTY.en"
        }
        Level::Activity => "title.ja, title.en, due, done",
        Level::Indicator => "title.ja, title.en, unit.ja, unit.en, baseline, target, actual, date",
        Level::Priority | Level::Goal | Level::Contact => "title.ja, title.en",
    }
}

impl Setting<'_> {
    fn programme(&self, programme: &mut Programme) -> Result<(), EditError> {
        match self.field {
            "parties" => self.list(&mut programme.parties, ',', |code| ActorCode::new(code)),
            "from" => self.plain(&mut programme.from),
            "until" => self.plain(&mut programme.until),
            "supersedes" => self.name(&mut programme.supersedes),
            "document" => self.name(&mut programme.document),
            "called" => self.list(&mut programme.called, ';', str::to_owned),
            field if field.starts_with("contacts") => self.contacts(&mut programme.contacts),
            _ => self.title(&mut programme.title),
        }
    }

    fn no_field(&self) -> EditError {
        EditError::NoField { level: self.level, field: self.field.to_owned(), known: fields(self.level).to_owned() }
    }

    fn fault(&self, problem: Problem) -> EditError {
        EditError::Faults {
            faults: vec![Fault { line: None, column: None, item: Some(self.path.to_owned()), problem }],
        }
    }

    /// Refuses `+=` and `-=`.
    fn only_put(&self) -> Result<(), EditError> {
        if self.way == Way::Put { Ok(()) } else { Err(EditError::NotList { field: self.field.to_owned() }) }
    }

    fn title(&self, names: &mut Names) -> Result<(), EditError> {
        self.names("title", names)
    }

    fn names(&self, key: &str, names: &mut Names) -> Result<(), EditError> {
        let language = self.field.strip_prefix(key).and_then(|rest| rest.strip_prefix('.'));
        self.language(language, names)
    }

    fn language(&self, language: Option<&str>, names: &mut Names) -> Result<(), EditError> {
        let slot = match language {
            Some("ja") => &mut names.ja,
            Some("en") => &mut names.en,
            _ => return Err(self.no_field()),
        };
        self.only_put()?;
        *slot = Some(self.value.to_owned()).filter(|value| !value.is_empty());
        Ok(())
    }

    fn date(&self, slot: &mut Option<Edtf>) -> Result<(), EditError> {
        self.only_put()?;
        *slot = Some(self.value).filter(|value| !value.is_empty()).map(Edtf::new);
        Ok(())
    }

    fn plain(&self, slot: &mut Edtf) -> Result<(), EditError> {
        self.only_put()?;
        *slot = Edtf::new(self.value);
        Ok(())
    }

    fn name<T: std::str::FromStr>(&self, slot: &mut Option<T>) -> Result<(), EditError> {
        self.only_put()?;
        *slot =
            match self.value {
                "" => None,
                value => Some(value.parse().map_err(|_| {
                    self.fault(Problem::NotName { key: self.field.to_owned(), text: value.to_owned() })
                })?),
            };
        Ok(())
    }

    fn number(&self, slot: &mut Option<f64>, value: &str) -> Result<(), EditError> {
        self.only_put()?;
        *slot =
            match value {
                "" => None,
                value => Some(value.parse().map_err(|_| {
                    self.fault(Problem::NotNumber { key: self.field.to_owned(), text: value.to_owned() })
                })?),
            };
        Ok(())
    }

    /// Sets a measurement with its day: `4@2026-03-31`.
    fn actual(&self, actual: &mut Option<f64>, date: &mut Option<Edtf>) -> Result<(), EditError> {
        if self.value.is_empty() {
            *date = None;
            return self.number(actual, "");
        }
        let Some((value, day)) = self.value.split_once('@') else {
            let (path, value) = (self.path.to_owned(), self.value.to_owned());
            return Err(EditError::Undated { path, value });
        };
        self.number(actual, value.trim())?;
        *date = Some(Edtf::new(day.trim()));
        Ok(())
    }

    fn list<T: PartialEq>(&self, slot: &mut Vec<T>, between: char, make: impl Fn(&str) -> T) -> Result<(), EditError> {
        let values = self.value.split(between).map(str::trim).filter(|value| !value.is_empty());
        match self.way {
            Way::Put => *slot = values.map(make).collect(),
            Way::Add => {
                for value in values.map(make) {
                    if !slot.contains(&value) {
                        slot.push(value);
                    }
                }
            }
            Way::Take => {
                for value in values {
                    let wanted = make(value);
                    let place = slot.iter().position(|other| *other == wanted);
                    let place = place
                        .ok_or_else(|| EditError::NotThere { field: self.field.to_owned(), value: value.to_owned() })?;
                    slot.remove(place);
                }
            }
        }
        Ok(())
    }

    /// Sets the office of a party, or clears all points of contact. An office with no text in any language goes.
    fn contacts(&self, contacts: &mut Vec<Contact>) -> Result<(), EditError> {
        self.only_put()?;
        if self.field == "contacts" && self.value.is_empty() {
            contacts.clear();
            return Ok(());
        }
        let steps: Vec<&str> = self.field.split('.').collect();
        let ["contacts", party, language] = steps.as_slice() else { return Err(self.no_field()) };
        let mut of_party: Vec<&mut Contact> =
            contacts.iter_mut().filter(|contact| contact.party.as_str() == *party).collect();
        match of_party.as_mut_slice() {
            [] => {
                let mut office = Names::default();
                self.language(Some(language), &mut office)?;
                contacts.push(Contact { party: ActorCode::new(party), office });
            }
            [contact] => self.language(Some(language), &mut contact.office)?,
            _ => return Err(EditError::SeveralContacts { party: (*party).to_owned() }),
        }
        contacts.retain(|contact| !contact.office.is_empty());
        Ok(())
    }
}
