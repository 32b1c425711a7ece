//! Writing: a row for every item, parents before their parts.

use seimei_model::code::{ActorCode, TopicId};
use seimei_model::date::Edtf;
use seimei_model::programme::{Area, Contact, Goal, Names, Programme};

use super::{COLUMNS, cells};
use crate::programme::fault::Level;

/// Writes a programme as a table, with a byte order mark where `with_mark`. [`super::from_csv`] gives it back unchanged.
pub fn to_csv(programme: &Programme, with_mark: bool) -> String {
    let mut rows = Rows { rows: Vec::new() };
    rows.programme(programme);
    let mut text = String::from(if with_mark { "\u{feff}" } else { "" });
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    let header = COLUMNS.iter().map(|column| (*column).to_owned()).collect();
    for row in std::iter::once(header).chain(rows.rows) {
        // Memory takes every row, and every row has as many cells as the first.
        let _ = writer.write_record(&row);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    text.push_str(&String::from_utf8_lossy(&bytes));
    text
}

struct Rows {
    rows: Vec<Vec<String>>,
}

impl Rows {
    fn row(&mut self, level: Level, code: &str, parent: &str, title: &Names, cells: &[(&str, String)]) {
        let fixed = [
            ("level", level.word().to_owned()),
            ("code", cells::guarded(code)),
            ("parent", cells::guarded(parent)),
            ("title_ja", text(title.ja.as_ref())),
            ("title_en", text(title.en.as_ref())),
        ];
        let cell = |column: &&str| {
            let found = fixed.iter().chain(cells).find(|(name, _)| name == column);
            found.map(|(_, cell)| cell.clone()).unwrap_or_default()
        };
        self.rows.push(COLUMNS.iter().map(cell).collect());
    }

    fn programme(&mut self, programme: &Programme) {
        let cells = [
            ("parties", actors(&programme.parties)),
            ("from", date(Some(&programme.from))),
            ("until", date(Some(&programme.until))),
            ("supersedes", text(programme.supersedes.as_ref())),
            ("document", text(programme.document.as_ref())),
            ("mechanisms", cells::joined(programme.called.iter().map(String::as_str))),
        ];
        self.row(Level::Programme, programme.id.as_str(), "", &programme.title, &cells);
        self.contacts("", &programme.contacts);
        for priority in &programme.priorities {
            self.row(Level::Priority, &priority.code, "", &priority.title, &[]);
            for area in &priority.areas {
                self.area(area, &priority.code);
            }
        }
    }

    fn contacts(&mut self, parent: &str, contacts: &[Contact]) {
        for contact in contacts {
            let cells = [("parties", cells::guarded(contact.party.as_str()))];
            self.row(Level::Contact, "", parent, &contact.office, &cells);
        }
    }

    fn area(&mut self, area: &Area, parent: &str) {
        let cells = [
            ("parties", actors(&area.responsible)),
            ("inherits", text(area.inherits.as_ref())),
            ("topics", cells::joined(area.topics.iter().map(TopicId::as_str))),
            ("mechanisms", cells::joined(area.mechanisms.iter().map(String::as_str))),
        ];
        self.row(Level::Area, &area.code, parent, &area.title, &cells);
        self.contacts(&area.code, &area.contacts);
        for goal in &area.goals {
            self.row(Level::Goal, &goal.code, &area.code, &goal.title, &[]);
            self.parts(goal);
        }
    }

    fn parts(&mut self, goal: &Goal) {
        for activity in &goal.activities {
            let cells = [("due", date(activity.due.as_ref())), ("done", date(activity.done.as_ref()))];
            self.row(Level::Activity, &activity.code, &goal.code, &activity.title, &cells);
        }
        for indicator in &goal.indicators {
            let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
            let unit = indicator.unit.clone().unwrap_or_default();
            let cells = [
                ("unit_ja", text(unit.ja.as_ref())),
                ("unit_en", text(unit.en.as_ref())),
                ("baseline", number(indicator.baseline)),
                ("target", number(indicator.target)),
                ("actual", number(indicator.actual)),
                ("date", date(indicator.date.as_ref())),
            ];
            self.row(Level::Indicator, &indicator.code, &goal.code, &indicator.title, &cells);
        }
    }
}

fn text(value: Option<&impl ToString>) -> String {
    value.map(|value| cells::guarded(&value.to_string())).unwrap_or_default()
}

fn date(date: Option<&Edtf>) -> String {
    text(date)
}

fn actors(actors: &[ActorCode]) -> String {
    cells::joined(actors.iter().map(ActorCode::as_str))
}
