//! Reading: from the table to the programme, or to every fault with its line.

use std::collections::BTreeMap;
use std::str::FromStr;

use seimei_model::code::{ActorCode, TopicId};
use seimei_model::date::Edtf;
use seimei_model::programme::{Activity, Area, Contact, Goal, Indicator, Names, Priority, Programme};

use super::{COLUMNS, cells, is_of};
use crate::programme::check::{self, Known};
use crate::programme::fault::{Fault, Level, Problem};
use crate::programme::item::Item;

/// Reads a programme from a table. Columns may stand in any order, those that nothing is in may be left out; commas,
/// semicolons or tabs may stand between cells. Rows may stand in any order: those of one parent are taken in theirs.
///
/// # Errors
/// All faults of the table, never an empty list.
pub fn from_csv(text: &str) -> Result<Programme, Vec<Fault>> {
    from_csv_knowing(text, &Known::default())
}

/// Reads a programme from a table where other editions and the vocabulary of topics are known.
///
/// # Errors
/// All faults of the table, never an empty list.
pub fn from_csv_knowing(text: &str, known: &Known) -> Result<Programme, Vec<Fault>> {
    let mut reader = Reader { faults: Vec::new() };
    let rows = reader.rows(text);
    let whole: Vec<&Row> = rows.iter().filter(|row| row.level == Level::Programme).collect();
    for row in whole.iter().skip(1) {
        reader.fault(row.line, row.cell("code"), Problem::OneProgramme);
    }
    let is_table = !rows.is_empty() || reader.faults.is_empty();
    let Some(head) = whole.first() else {
        if is_table {
            reader.fault(1, "", Problem::OneProgramme);
        }
        return Err(reader.faults);
    };
    let tree = Tree::new(&rows, &mut reader);
    let mut lines = BTreeMap::from([(Item::WHOLE, head.line)]);
    let programme = reader.programme(head, &tree, &mut lines);
    if let Some(mut programme) = programme {
        check::settle(&mut programme);
        let codes = check::codes(&programme);
        for (spot, problem) in check::problems(&programme, known) {
            let line = lines.get(&spot.item).copied().unwrap_or(head.line);
            let item = codes.get(&spot.item).copied().unwrap_or_default();
            reader.fault(line, item, problem);
        }
        if reader.faults.is_empty() {
            return Ok(programme);
        }
    }
    reader.faults.sort_by_key(|fault| fault.line);
    Err(reader.faults)
}

/// A row of the table.
struct Row<'a> {
    line: u32,
    level: Level,
    cells: BTreeMap<&'a str, String>,
}

impl Row<'_> {
    /// Returns what a cell says, empty where it is empty or has no column.
    fn cell(&self, column: &str) -> &str {
        self.cells.get(column).map(|cell| cells::text(cell)).unwrap_or_default()
    }

    /// Returns a cell with its guard.
    fn raw(&self, column: &str) -> &str {
        self.cells.get(column).map(String::as_str).unwrap_or_default()
    }

    fn names(&self, ja: &str, en: &str) -> Names {
        let text = |column: &str| Some(self.cell(column).to_owned()).filter(|text| !text.is_empty());
        Names { ja: text(ja), en: text(en) }
    }

    fn title(&self) -> Names {
        self.names("title_ja", "title_en")
    }

    fn actors(&self) -> Vec<ActorCode> {
        cells::list(self.raw("parties")).iter().map(ActorCode::new).collect()
    }

    fn date(&self, column: &str) -> Option<Edtf> {
        Some(cells::date(self.raw(column))).filter(|date| !date.as_str().is_empty())
    }
}

/// The rows by what they stand in: level and code of the parent, and the level of the rows.
struct Tree<'a> {
    parts: BTreeMap<(String, Level), Vec<&'a Row<'a>>>,
}

impl<'a> Tree<'a> {
    /// Sorts the rows by their parents; a row whose parent is not there is a fault.
    fn new(rows: &'a [Row<'a>], reader: &mut Reader) -> Self {
        let codes = |level: Level| rows.iter().filter(move |row| row.level == level).map(|row| row.cell("code"));
        let mut parts: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for row in rows {
            let Some(mut level) = row.level.parent() else { continue };
            let mut parent = row.cell("parent");
            if row.level == Level::Contact && !parent.is_empty() && codes(Level::Area).any(|code| code == parent) {
                level = Level::Area;
            }
            let is_there = match level {
                // There is one programme, so a row that stands in it need not name it.
                Level::Programme => parent.is_empty() || codes(level).any(|code| code == parent),
                _ => !parent.is_empty() && codes(level).any(|code| code == parent),
            };
            if level == Level::Programme {
                parent = "";
            }
            if is_there {
                parts.entry((parent.to_owned(), row.level)).or_default().push(row);
            } else {
                let level = if row.level == Level::Contact { Level::Area } else { level };
                let problem = Problem::NoParent { level, parent: row.cell("parent").to_owned() };
                reader.fault(row.line, row.cell("code"), problem);
            }
        }
        Self { parts }
    }

    fn of(&self, parent: &str, level: Level) -> &[&'a Row<'a>] {
        self.parts.get(&(parent.to_owned(), level)).map(Vec::as_slice).unwrap_or_default()
    }

    fn contacts(&self, parent: &str) -> Vec<Contact> {
        let contact = |row: &&Row| Contact {
            // Several or no parties in the cell make a code that the check refuses.
            party: ActorCode::new(row.cell("parties")),
            office: row.title(),
        };
        self.of(parent, Level::Contact).iter().map(contact).collect()
    }
}

type Lines = BTreeMap<Item, u32>;

struct Reader {
    faults: Vec<Fault>,
}

impl Reader {
    fn fault(&mut self, line: u32, item: &str, problem: Problem) {
        let item = Some(item.to_owned()).filter(|item| !item.is_empty());
        self.faults.push(Fault { line: Some(line), column: None, item, problem });
    }

    /// Reads the rows below the names of the columns.
    fn rows(&mut self, text: &str) -> Vec<Row<'static>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let first = text.lines().next().unwrap_or_default();
        let between = [b',', b';', b'\t'].into_iter().max_by_key(|between| {
            // The last of equals is taken; a comma wins by being counted twice.
            first.bytes().filter(|byte| byte == between).count() * if *between == b',' { 2 } else { 1 }
        });
        let mut reader = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(between.unwrap_or(b','))
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        let mut columns: Option<Vec<Option<&'static str>>> = None;
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let line = error.position().map_or(1, |position| position.line() as u32);
                    self.fault(line, "", Problem::Syntax { message: error.to_string() });
                    continue;
                }
            };
            let line = record.position().map_or(1, |position| position.line() as u32);
            match &columns {
                None => columns = Some(self.columns(line, &record)),
                Some(columns) => rows.extend(self.row(line, &record, columns)),
            }
        }
        if columns.is_none() {
            self.fault(1, "", Problem::NoRows { known: COLUMNS.join(", ") });
        }
        rows
    }

    fn columns(&mut self, line: u32, record: &::csv::StringRecord) -> Vec<Option<&'static str>> {
        let mut columns = Vec::new();
        for name in record {
            let name = name.trim();
            let column = COLUMNS.iter().copied().find(|column| column.eq_ignore_ascii_case(name));
            if let Some(column) = column.filter(|column| columns.contains(&Some(*column))) {
                self.fault(line, "", Problem::ColumnOnce { column: column.to_owned() });
            }
            if column.is_none() && !name.is_empty() {
                let problem = Problem::UnknownColumn { column: name.to_owned(), known: COLUMNS.join(", ") };
                self.fault(line, "", problem);
            }
            columns.push(column);
        }
        for column in ["level", "code", "parent"].into_iter().filter(|column| !columns.contains(&Some(*column))) {
            self.fault(line, "", Problem::ColumnOnce { column: column.to_owned() });
        }
        columns
    }

    fn row(
        &mut self,
        line: u32,
        record: &::csv::StringRecord,
        columns: &[Option<&'static str>],
    ) -> Option<Row<'static>> {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return None;
        }
        let is_long = record.iter().skip(columns.len()).any(|cell| !cell.trim().is_empty());
        if is_long {
            self.fault(line, "", Problem::LongRow { cells: record.len(), columns: columns.len() });
        }
        let named = columns.iter().zip(record).filter_map(|(column, cell)| Some(((*column)?, cell.to_owned())));
        let cells: BTreeMap<&'static str, String> = named.collect();
        let word = cells.get("level").map(|cell| cells::text(cell).to_ascii_lowercase()).unwrap_or_default();
        let Some(level) = Level::from_word(&word) else {
            let known: Vec<&str> = Level::ALL.iter().map(|level| level.word()).collect();
            if cells.contains_key("level") {
                self.fault(line, "", Problem::NotLevel { text: word, known: known.join(", ") });
            }
            return None;
        };
        let row = Row { line, level, cells };
        // The cells of a row that is too long stand under the wrong columns.
        let is_wrong = |column: &&&str| !is_long && !is_of(column, level) && !row.cell(column).is_empty();
        for column in COLUMNS.iter().filter(is_wrong) {
            self.fault(line, row.cell("code"), Problem::NotHere { column: (*column).to_owned(), level });
        }
        Some(row)
    }

    /// Reads a name (of a programme, a document or an area).
    fn name<T: FromStr>(&mut self, row: &Row, column: &str) -> Option<T> {
        let text = row.cell(column);
        let name = text.parse().ok();
        if name.is_none() && !text.is_empty() {
            let problem = Problem::NotName { key: column.to_owned(), text: text.to_owned() };
            self.fault(row.line, row.cell("code"), problem);
        }
        name
    }

    fn wanted(&mut self, row: &Row, column: &str) {
        if row.cell(column).is_empty() {
            self.fault(row.line, row.cell("code"), Problem::Missing { key: column.to_owned() });
        }
    }

    fn number(&mut self, row: &Row, column: &str) -> Option<f64> {
        let text = row.cell(column);
        if text.is_empty() {
            return None;
        }
        let number = cells::number(text);
        if number.is_none() {
            let problem = Problem::NotNumber { key: column.to_owned(), text: text.to_owned() };
            self.fault(row.line, row.cell("code"), problem);
        }
        number
    }

    /// Reads every row of one level below a parent, and keeps their lines.
    fn each<T>(
        &mut self,
        tree: &Tree,
        parent: &str,
        (level, item): (Level, Item),
        lines: &mut Lines,
        read: impl Fn(&mut Self, &Row, Item, &mut Lines) -> T,
    ) -> Vec<T> {
        let rows = tree.of(parent, level).iter().enumerate();
        rows.map(|(number, row)| {
            let item = item.part(level, number);
            lines.insert(item, row.line);
            read(self, row, item, lines)
        })
        .collect()
    }

    fn programme(&mut self, row: &Row, tree: &Tree, lines: &mut Lines) -> Option<Programme> {
        for column in ["code", "from", "until"] {
            self.wanted(row, column);
        }
        let id = self.name(row, "code");
        let (supersedes, document) = (self.name(row, "supersedes"), self.name(row, "document"));
        let level = (Level::Priority, Item::WHOLE);
        let priorities = self.each(tree, "", level, lines, |reader, row, item, lines| Priority {
            code: row.cell("code").into(),
            title: row.title(),
            areas: reader.each(tree, row.cell("code"), (Level::Area, item), lines, |reader, row, item, lines| {
                reader.area(row, item, tree, lines)
            }),
        });
        Some(Programme {
            id: id?,
            title: row.title(),
            parties: row.actors(),
            from: row.date("from")?,
            until: row.date("until")?,
            supersedes,
            document,
            called: cells::list(row.raw("mechanisms")),
            contacts: tree.contacts(""),
            priorities,
        })
    }

    fn area(&mut self, row: &Row, item: Item, tree: &Tree, lines: &mut Lines) -> Area {
        let code = row.cell("code");
        Area {
            code: code.into(),
            title: row.title(),
            inherits: self.name(row, "inherits"),
            topics: cells::list(row.raw("topics")).iter().map(TopicId::new).collect(),
            mechanisms: cells::list(row.raw("mechanisms")),
            responsible: row.actors(),
            contacts: tree.contacts(code),
            goals: self.each(tree, code, (Level::Goal, item), lines, |reader, row, item, lines| {
                reader.goal(row, item, tree, lines)
            }),
        }
    }

    fn goal(&mut self, row: &Row, item: Item, tree: &Tree, lines: &mut Lines) -> Goal {
        let code = row.cell("code");
        Goal {
            code: code.into(),
            title: row.title(),
            activities: self.each(tree, code, (Level::Activity, item), lines, |_, row, _, _| Activity {
                code: row.cell("code").into(),
                title: row.title(),
                due: row.date("due"),
                done: row.date("done"),
            }),
            indicators: self.each(tree, code, (Level::Indicator, item), lines, |reader, row, _, _| Indicator {
                code: row.cell("code").into(),
                title: row.title(),
                unit: Some(row.names("unit_ja", "unit_en")).filter(|unit| !unit.is_empty()),
                baseline: reader.number(row, "baseline"),
                target: reader.number(row, "target"),
                actual: reader.number(row, "actual"),
                date: row.date("date"),
            }),
        }
    }
}
