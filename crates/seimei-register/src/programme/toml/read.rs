//! Reading: from the text to the programme, or to every fault with its place.

use std::collections::BTreeMap;
use std::ops::Range;
use std::str::FromStr;

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};
use seimei_model::code::{ActorCode, TopicId};
use seimei_model::date::Edtf;
use seimei_model::identity::DocumentId;
use seimei_model::programme::{Activity, Area, Contact, Goal, Indicator, Names, Priority, Programme, ProgrammeId};
use smol_str::SmolStr;

use super::{float, keys};
use crate::programme::check::{self, Known};
use crate::programme::fault::{Fault, Level, Problem, Sort};
use crate::programme::item::{Item, Spot};

/// Reads a programme. The faults are in the order of the text.
///
/// # Errors
/// All faults of the text, never an empty list.
pub fn from_toml(text: &str) -> Result<Programme, Vec<Fault>> {
    from_toml_knowing(text, &Known::default())
}

/// Reads a programme where other editions and the vocabulary of topics are known.
///
/// # Errors
/// All faults of the text, never an empty list.
pub fn from_toml_knowing(text: &str, known: &Known) -> Result<Programme, Vec<Fault>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { faults: Vec::new(), places: BTreeMap::new(), name: None };
    for error in errors {
        // The parser's words end with a full stop or with nothing; they are put into a sentence here.
        let message = error.message().trim_end_matches('.').to_owned();
        reader.fault(error.span().unwrap_or(0..0), None, Problem::Syntax { message });
    }
    let programme = reader.programme(&table);
    // A text that was not understood lacks what stands in the lines that were skipped.
    let is_whole = !reader.faults.iter().any(|fault| matches!(fault.problem, Problem::Syntax { .. }));
    if let Some(programme) = programme {
        if is_whole {
            reader.check(&programme, known, text);
        }
        if reader.faults.is_empty() {
            return Ok(programme);
        }
    }
    reader.faults.sort_by_key(|fault| fault.place.start);
    Err(reader.faults.into_iter().map(|fault| fault.told(text)).collect())
}

/// Returns line and column (in characters) of a byte, each from 1.
fn position(text: &str, byte: usize) -> (u32, u32) {
    let before = &text[..text.floor_char_boundary(byte)];
    let line = before.bytes().filter(|byte| *byte == b'\n').count() as u32 + 1;
    let column = before[before.rfind('\n').map_or(0, |end| end + 1)..].chars().count() as u32 + 1;
    (line, column)
}

/// A fault whose place is still told in bytes.
struct Found {
    place: Range<usize>,
    item: Option<String>,
    problem: Problem,
}

impl Found {
    fn told(self, text: &str) -> Fault {
        let (line, column) = position(text, self.place.start);
        let item = self.item.filter(|item| !item.is_empty());
        Fault { line: Some(line), column: Some(column), item, problem: self.problem }
    }
}

struct Reader {
    faults: Vec<Found>,
    /// Where the fields stand, in bytes; an item as a whole under the empty field.
    places: BTreeMap<Spot, Range<usize>>,
    /// The programme's name, as written.
    name: Option<String>,
}

/// A table of the file, known by its level.
struct Fields<'a, 'i> {
    table: &'a DeTable<'i>,
    item: Item,
    place: Range<usize>,
    code: Option<String>,
}

impl Reader {
    fn fault(&mut self, place: Range<usize>, item: Option<String>, problem: Problem) {
        self.faults.push(Found { place, item, problem });
    }

    /// Returns where a field stands: its n-th value, the whole field, or the item.
    fn place(&self, spot: Spot) -> Range<usize> {
        let whole = Spot::new(spot.item, spot.field);
        let item = Spot::new(spot.item, "");
        [spot, whole, item].iter().find_map(|spot| self.places.get(spot)).cloned().unwrap_or(0..0)
    }

    /// Looks the programme over; what was told of a place already is not told again.
    fn check(&mut self, programme: &Programme, known: &Known, text: &str) {
        let codes = check::codes(programme);
        for (spot, problem) in check::problems(programme, known) {
            let place = self.place(spot);
            if self.faults.iter().any(|fault| fault.place == place) {
                continue;
            }
            let problem = self.with_line(programme, problem, text, spot);
            // A name that is none was replaced; it is told as it stands in the file.
            let whole = self.name.clone().filter(|_| spot.item == Item::WHOLE);
            let item = whole.or_else(|| codes.get(&spot.item).map(|code| (*code).to_owned()));
            self.fault(place, item, problem);
        }
    }

    /// Adds to a problem with two places the line of the other one.
    fn with_line(&self, programme: &Programme, problem: Problem, text: &str, spot: Spot) -> Problem {
        let Problem::DoubledCode { code, other, .. } = problem else { return problem };
        let mut same: Vec<Item> =
            check::codes(programme).into_iter().filter(|(_, other)| **other == *code).map(|(item, _)| item).collect();
        same.retain(|item| *item != Item::WHOLE && *item != spot.item);
        let first = same.iter().map(|item| self.place(Spot::new(*item, "code")).start).min();
        let other_line = first.map(|byte| position(text, byte).0);
        Problem::DoubledCode { code, other, other_line }
    }

    /// Takes up a table: keeps the places of its keys and tells those that are none.
    fn fields<'a, 'i>(
        &mut self,
        table: &'a DeTable<'i>,
        place: Range<usize>,
        level: Level,
        item: Item,
        number: usize,
    ) -> Fields<'a, 'i> {
        let is_text = |key: &str| table.get(key).and_then(|value| value.get_ref().as_str()).map(str::to_owned);
        let code = is_text(if level == Level::Programme { "id" } else { "code" });
        let known = keys::of(level);
        for (key, value) in table {
            let name: &str = key.get_ref();
            match known.iter().find(|known| **known == name) {
                Some(field) if level != Level::Contact => {
                    self.places.insert(Spot::new(item, field), value.span());
                }
                Some(_) => {}
                None => {
                    let problem = Problem::UnknownKey { key: name.to_owned(), known: known.join(", ") };
                    self.fault(key.span(), code.clone(), problem);
                }
            }
        }
        let spot = if level == Level::Contact { Spot::nth(item, "contacts", number) } else { Spot::new(item, "") };
        self.places.insert(spot, place.clone());
        Fields { table, item, place, code }
    }

    fn wrong(&mut self, fields: &Fields, key: &'static str, place: Range<usize>, wanted: Sort) {
        self.fault(place, fields.code.clone(), Problem::WrongSort { key: key.to_owned(), wanted });
    }

    fn missing(&mut self, fields: &Fields, key: &'static str) {
        self.fault(fields.place.clone(), fields.code.clone(), Problem::Missing { key: key.to_owned() });
    }

    fn text(&mut self, fields: &Fields, key: &'static str) -> Option<String> {
        let value = fields.table.get(key)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong(fields, key, value.span(), Sort::Text);
        }
        text.map(str::to_owned)
    }

    fn wanted_text(&mut self, fields: &Fields, key: &'static str) -> String {
        if !fields.table.contains_key(key) {
            self.missing(fields, key);
        }
        self.text(fields, key).unwrap_or_default()
    }

    /// Reads a name (of a programme, a document or an area).
    fn name<T: FromStr>(&mut self, fields: &Fields, key: &'static str) -> Option<T> {
        let text = self.text(fields, key)?;
        let name = text.parse().ok();
        if name.is_none() {
            let place = fields.table.get(key).map_or(0..0, Spanned::span);
            self.fault(place, fields.code.clone(), Problem::NotName { key: key.to_owned(), text });
        }
        name
    }

    fn date(&mut self, fields: &Fields, key: &'static str) -> Option<Edtf> {
        let value = fields.table.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(Edtf::new(text.trim())),
            DeValue::Integer(year) => Some(Edtf::new(year.as_str())),
            DeValue::Datetime(date) => Some(Edtf::new(date.to_string())),
            _ => {
                self.wrong(fields, key, value.span(), Sort::Date);
                None
            }
        }
    }

    fn wanted_date(&mut self, fields: &Fields, key: &'static str) -> Edtf {
        if !fields.table.contains_key(key) {
            self.missing(fields, key);
        }
        // What is missing was told; the check tells nothing twice of one place, and a date that is none is the item's.
        self.date(fields, key).unwrap_or_else(|| Edtf::new(""))
    }

    fn number(&mut self, fields: &Fields, key: &'static str) -> Option<f64> {
        let value = fields.table.get(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok().map(float),
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong(fields, key, value.span(), Sort::Number);
        }
        number
    }

    fn texts(&mut self, fields: &Fields, key: &'static str) -> Vec<String> {
        let Some(value) = fields.table.get(key) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(fields, key, value.span(), Sort::Texts);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for value in array {
            match value.get_ref().as_str() {
                Some(text) => {
                    self.places.insert(Spot::nth(fields.item, key, texts.len()), value.span());
                    texts.push(text.trim().to_owned());
                }
                None => self.wrong(fields, key, value.span(), Sort::Text),
            }
        }
        texts
    }

    fn names(&mut self, fields: &Fields, key: &'static str) -> Option<Names> {
        let value = fields.table.get(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(fields, key, value.span(), Sort::Names);
            return None;
        };
        let mut names = Names::default();
        for (language, text) in table {
            let name: &str = language.get_ref();
            let slot = match name {
                "ja" => &mut names.ja,
                "en" => &mut names.en,
                _ => {
                    let problem = Problem::UnknownKey { key: format!("{key}.{name}"), known: "ja, en".to_owned() };
                    self.fault(language.span(), fields.code.clone(), problem);
                    continue;
                }
            };
            match text.get_ref().as_str() {
                Some(text) => *slot = Some(text.to_owned()),
                None => self.wrong(fields, key, text.span(), Sort::Text),
            }
        }
        // The place of dotted keys is that of their table; the first text is nearer to the reader's eye.
        let first = table.values().map(Spanned::span).min_by_key(|span| span.start);
        if let Some(first) = first.filter(|_| fields.item.level != Level::Contact) {
            self.places.insert(Spot::new(fields.item, key), first);
        }
        Some(names)
    }

    fn wanted_names(&mut self, fields: &Fields, key: &'static str) -> Names {
        if !fields.table.contains_key(key) {
            self.missing(fields, key);
        }
        self.names(fields, key).unwrap_or_default()
    }

    fn tables<'a, 'i>(&mut self, fields: &Fields<'a, 'i>, key: &'static str) -> Vec<(&'a DeTable<'i>, Range<usize>)> {
        let Some(value) = fields.table.get(key) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(fields, key, value.span(), Sort::Tables);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for value in array {
            match value.get_ref().as_table() {
                Some(table) => tables.push((table, value.span())),
                None => self.wrong(fields, key, value.span(), Sort::Tables),
            }
        }
        tables
    }

    fn contacts(&mut self, fields: &Fields) -> Vec<Contact> {
        let mut contacts = Vec::new();
        for (number, (table, place)) in self.tables(fields, "contacts").into_iter().enumerate() {
            let mut contact = self.fields(table, place, Level::Contact, fields.item, number);
            contact.code.clone_from(&fields.code);
            let party = ActorCode::new(self.wanted_text(&contact, "party").trim());
            contacts.push(Contact { party, office: self.wanted_names(&contact, "office") });
        }
        contacts
    }

    /// Reads codes of actors into their order, and brings the places into that order too.
    fn actors(&mut self, fields: &Fields, key: &'static str) -> Vec<ActorCode> {
        let texts = self.texts(fields, key).into_iter().enumerate();
        let place = |number| self.place(Spot::nth(fields.item, key, number));
        let mut actors: Vec<_> = texts.map(|(number, text)| (ActorCode::new(text), place(number))).collect();
        actors.sort_by(|(one, at), (other, after)| one.cmp(other).then(at.start.cmp(&after.start)));
        for (number, (_, place)) in actors.iter().enumerate() {
            self.places.insert(Spot::nth(fields.item, key, number), place.clone());
        }
        actors.into_iter().map(|(actor, _)| actor).collect()
    }

    fn code(&mut self, fields: &Fields) -> SmolStr {
        SmolStr::new(self.wanted_text(fields, "code").trim())
    }

    /// Reads every item of one level.
    fn each<T>(
        &mut self,
        fields: &Fields,
        key: &'static str,
        level: Level,
        read: impl Fn(&mut Self, &Fields) -> T,
    ) -> Vec<T> {
        let tables = self.tables(fields, key).into_iter().enumerate();
        tables
            .map(|(number, (table, place))| {
                let item = fields.item.part(level, number);
                let fields = self.fields(table, place, level, item, number);
                read(self, &fields)
            })
            .collect()
    }

    fn programme(&mut self, table: &Spanned<DeTable>) -> Option<Programme> {
        let fields = &self.fields(table.get_ref(), 0..0, Level::Programme, Item::WHOLE, 0);
        self.name.clone_from(&fields.code);
        if !fields.table.contains_key("id") {
            self.missing(fields, "id");
        }
        if !fields.table.contains_key("parties") {
            self.missing(fields, "parties");
        }
        let mut programme = Programme {
            // A programme without a name is never returned; this one stands in until the faults are told.
            id: self.name(fields, "id").or_else(|| "unnamed".parse::<ProgrammeId>().ok())?,
            title: self.wanted_names(fields, "title"),
            parties: self.actors(fields, "parties"),
            from: self.wanted_date(fields, "from"),
            until: self.wanted_date(fields, "until"),
            supersedes: self.name(fields, "supersedes"),
            document: self.name::<DocumentId>(fields, "document"),
            called: self.texts(fields, "called"),
            contacts: self.contacts(fields),
            priorities: self.each(fields, "priorities", Level::Priority, Self::priority),
        };
        check::settle(&mut programme);
        Some(programme)
    }

    fn priority(&mut self, fields: &Fields) -> Priority {
        Priority {
            code: self.code(fields),
            title: self.wanted_names(fields, "title"),
            areas: self.each(fields, "areas", Level::Area, Self::area),
        }
    }

    fn area(&mut self, fields: &Fields) -> Area {
        Area {
            code: self.code(fields),
            title: self.wanted_names(fields, "title"),
            inherits: self.name(fields, "inherits"),
            topics: self.texts(fields, "topics").iter().map(TopicId::new).collect(),
            mechanisms: self.texts(fields, "mechanisms"),
            responsible: self.actors(fields, "responsible"),
            contacts: self.contacts(fields),
            goals: self.each(fields, "goals", Level::Goal, Self::goal),
        }
    }

    fn goal(&mut self, fields: &Fields) -> Goal {
        Goal {
            code: self.code(fields),
            title: self.wanted_names(fields, "title"),
            activities: self.each(fields, "activities", Level::Activity, Self::activity),
            indicators: self.each(fields, "indicators", Level::Indicator, Self::indicator),
        }
    }

    fn activity(&mut self, fields: &Fields) -> Activity {
        Activity {
            code: self.code(fields),
            title: self.wanted_names(fields, "title"),
            due: self.date(fields, "due"),
            done: self.date(fields, "done"),
        }
    }

    fn indicator(&mut self, fields: &Fields) -> Indicator {
        Indicator {
            code: self.code(fields),
            title: self.wanted_names(fields, "title"),
            unit: self.names(fields, "unit"),
            baseline: self.number(fields, "baseline"),
            target: self.number(fields, "target"),
            actual: self.number(fields, "actual"),
            date: self.date(fields, "date"),
        }
    }
}
