//! Writing: a programme as a file that a person can go on with.

use seimei_model::code::{ActorCode, TopicId};
use seimei_model::programme::{Activity, Area, Contact, Goal, Indicator, Names, Priority, Programme};
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

/// What stands at the head of a file.
const HEAD: &str = "\
# 計画（Programme）。優先課題（priorities）→ 協力分野（areas）→ 目標（goals）→ 活動（activities）と指標（indicators）。
# ・code は項目の符号です。計画の中で重複しないようにしてください。コマンドでは符号で項目を指定します。
# ・title.ja と title.en は日本語と英語の名称です。一方だけでもかまいません。
# ・日付は \"2026\"、\"2026-03\"、\"2026-03-31\" のように書きます。
# ・contacts は連絡窓口です。個人名ではなく部署名を書きます。
# ・inherits は、その分野が引き継ぐ前の版の分野です（\"前の版のid/符号\"）。
# ・topics（主題）と mechanisms（枠組み）により、分野に属する約束の候補が示されます。属するかどうかは担当者が決めます。
#
# A programme: priorities, their areas, goals, and for each goal activities and indicators.
# - code names an item; no two items of the programme share one. Commands name items by it.
# - title.ja and title.en are the titles in Japanese and English; one of them is enough.
# - Dates are written \"2026\", \"2026-03\" or \"2026-03-31\".
# - contacts are offices, not persons.
# - inherits names the area of an earlier edition that an area carries on (\"its-id/code\").
# - By topics and mechanisms commitments are proposed for an area; a person decides whether they belong to it.

";

/// Writes a programme. [`super::from_toml`] gives it back unchanged.
pub fn to_toml(programme: &Programme) -> String {
    let mut document = DocumentMut::from(table(programme));
    document.decor_mut().set_prefix(HEAD);
    document.to_string()
}

/// Makes the table of a programme.
pub(super) fn table(programme: &Programme) -> Table {
    let mut table = Table::new();
    text(&mut table, "id", programme.id.as_str());
    names(&mut table, "title", Some(&programme.title));
    texts(&mut table, "parties", programme.parties.iter().map(ActorCode::as_str), true);
    text(&mut table, "from", programme.from.as_str());
    text(&mut table, "until", programme.until.as_str());
    if let Some(edition) = &programme.supersedes {
        text(&mut table, "supersedes", edition.as_str());
    }
    if let Some(document) = &programme.document {
        text(&mut table, "document", document.as_str());
    }
    texts(&mut table, "called", programme.called.iter().map(String::as_str), false);
    contacts(&mut table, &programme.contacts);
    each(&mut table, "priorities", &programme.priorities, priority);
    table
}

fn priority(priority: &Priority) -> Table {
    let mut table = titled(&priority.code, &priority.title);
    each(&mut table, "areas", &priority.areas, area);
    table
}

fn area(area: &Area) -> Table {
    let mut table = titled(&area.code, &area.title);
    if let Some(area) = &area.inherits {
        text(&mut table, "inherits", &area.to_string());
    }
    texts(&mut table, "topics", area.topics.iter().map(TopicId::as_str), false);
    texts(&mut table, "mechanisms", area.mechanisms.iter().map(String::as_str), false);
    texts(&mut table, "responsible", area.responsible.iter().map(ActorCode::as_str), false);
    contacts(&mut table, &area.contacts);
    each(&mut table, "goals", &area.goals, goal);
    table
}

fn goal(goal: &Goal) -> Table {
    let mut table = titled(&goal.code, &goal.title);
    each(&mut table, "activities", &goal.activities, activity);
    each(&mut table, "indicators", &goal.indicators, indicator);
    table
}

fn activity(activity: &Activity) -> Table {
    let mut table = titled(&activity.code, &activity.title);
    for (key, date) in [("due", &activity.due), ("done", &activity.done)] {
        if let Some(date) = date {
            text(&mut table, key, date.as_str());
        }
    }
    table
}

fn indicator(indicator: &Indicator) -> Table {
    let mut table = titled(&indicator.code, &indicator.title);
    names(&mut table, "unit", indicator.unit.as_ref());
    let numbers = [("baseline", indicator.baseline), ("target", indicator.target), ("actual", indicator.actual)];
    for (key, value) in numbers {
        if let Some(value) = value {
            table.insert(key, toml_edit::value(number(value)));
        }
    }
    if let Some(date) = &indicator.date {
        text(&mut table, "date", date.as_str());
    }
    table
}

/// A whole number is written without a decimal point, as people write it.
fn number(value: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT { Value::from(value as i64) } else { Value::from(value) }
}

fn titled(code: &str, title: &Names) -> Table {
    let mut table = Table::new();
    text(&mut table, "code", code);
    names(&mut table, "title", Some(title));
    table
}

fn text(table: &mut Table, key: &str, text: &str) {
    table.insert(key, toml_edit::value(text));
}

/// Writes texts by language under dotted keys: `title.ja`, `title.en`.
fn names(table: &mut Table, key: &str, names: Option<&Names>) {
    let Some(names) = names else { return };
    let mut texts = Table::new();
    texts.set_dotted(true);
    for (language, name) in [("ja", &names.ja), ("en", &names.en)] {
        if let Some(name) = name {
            text(&mut texts, language, name);
        }
    }
    table.insert(key, Item::Table(texts));
}

/// Writes a list of texts; an empty one only where the key must be there.
fn texts<'a>(table: &mut Table, key: &str, texts: impl Iterator<Item = &'a str>, is_wanted: bool) {
    let array: Array = texts.collect();
    if !array.is_empty() || is_wanted {
        table.insert(key, toml_edit::value(array));
    }
}

/// Writes points of contact, each on a line of its own.
fn contacts(table: &mut Table, contacts: &[Contact]) {
    if contacts.is_empty() {
        return;
    }
    let mut array = Array::new();
    for contact in contacts {
        let mut office = InlineTable::new();
        office.set_dotted(true);
        for (language, name) in [("ja", &contact.office.ja), ("en", &contact.office.en)] {
            if let Some(name) = name {
                office.insert(language, Value::from(name.as_str()));
            }
        }
        let mut line = InlineTable::new();
        line.insert("party", Value::from(contact.party.as_str()));
        line.insert("office", Value::InlineTable(office));
        let mut line = Value::InlineTable(line);
        line.decor_mut().set_prefix("\n    ");
        array.push_formatted(line);
    }
    array.set_trailing_comma(true);
    array.set_trailing("\n");
    table.insert("contacts", toml_edit::value(array));
}

fn each<T>(table: &mut Table, key: &str, items: &[T], write: impl Fn(&T) -> Table) {
    if !items.is_empty() {
        let tables: ArrayOfTables = items.iter().map(write).collect();
        table.insert(key, Item::ArrayOfTables(tables));
    }
}
