//! Bringing a file to a newer state of its programme: comments, layout and the order of keys stay as somebody left them.

use std::collections::BTreeMap;

use seimei_model::programme::Programme;
use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use super::{float, write};
use crate::programme::fault::{Fault, Problem};

/// Returns the text with the programme's present values. Only what differs is written anew; items are known by their
/// code, renamed ones by their title. What was taken out goes with the comments above it.
///
/// # Errors
/// Where the text is no TOML.
pub fn update(text: &str, programme: &Programme) -> Result<String, Vec<Fault>> {
    let parsed = text.parse::<DocumentMut>().map_err(|error| {
        let byte = error.span().map_or(0, |span| span.start);
        let before = &text[..text.floor_char_boundary(byte)];
        let line = before.matches('\n').count() as u32 + 1;
        let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) as u32 + 1;
        let problem = Problem::Syntax { message: error.message().trim_end().to_owned() };
        vec![Fault { line: Some(line), column: Some(column), item: None, problem }]
    });
    let mut document = parsed?;
    let was = document.to_string();
    sync(document.as_table_mut(), &write::table(programme));
    if document.to_string() != was {
        // New tables have no place in the file yet; the order of the tree is the order of the programme.
        unplace(document.as_table_mut());
    }
    Ok(document.to_string())
}

/// What an item says, however it is written.
#[derive(PartialEq)]
enum Plain {
    Text(String),
    Number(f64),
    Flag(bool),
    List(Vec<Plain>),
    Map(BTreeMap<String, Plain>),
}

fn plain(item: &Item) -> Plain {
    match item {
        Item::None => Plain::List(Vec::new()),
        Item::Value(value) => plain_value(value),
        Item::Table(table) => plain_map(table),
        Item::ArrayOfTables(tables) => Plain::List(tables.iter().map(|table| plain_map(table)).collect()),
    }
}

fn plain_value(value: &Value) -> Plain {
    match value {
        Value::String(text) => Plain::Text(text.value().trim().to_owned()),
        Value::Integer(number) => Plain::Number(float(*number.value())),
        Value::Float(number) => Plain::Number(*number.value()),
        Value::Boolean(flag) => Plain::Flag(*flag.value()),
        Value::Datetime(date) => Plain::Text(date.value().to_string()),
        Value::Array(array) => Plain::List(array.iter().map(plain_value).collect()),
        Value::InlineTable(table) => plain_map(table),
    }
}

fn plain_map(table: &dyn TableLike) -> Plain {
    Plain::Map(table.iter().map(|(key, item)| (key.to_owned(), plain(item))).collect())
}

/// Tells whether two items say the same under a key. A year may be written as a number; who it is about, in any order.
fn is_same(key: &str, old: &Item, new: &Item) -> bool {
    match (plain(old), plain(new)) {
        (Plain::Number(old), Plain::Text(new)) => old.to_string() == new,
        (Plain::List(old), Plain::List(new)) if matches!(key, "parties" | "responsible") => {
            old.len() == new.len() && new.iter().all(|actor| old.contains(actor))
        }
        (old, new) => old == new,
    }
}

fn sync(old: &mut dyn TableLike, new: &dyn TableLike) {
    let gone: Vec<String> = old.iter().map(|(key, _)| key.to_owned()).filter(|key| !new.contains_key(key)).collect();
    for key in gone {
        old.remove(&key);
    }
    for (key, new_item) in new.iter() {
        match old.get_mut(key) {
            None => {
                old.insert(key, new_item.clone());
            }
            Some(old_item) if is_same(key, old_item, new_item) => {}
            Some(Item::ArrayOfTables(old_tables)) => {
                if let Item::ArrayOfTables(new_tables) = new_item {
                    sync_tables(old_tables, new_tables);
                } else {
                    replace(old, key, new_item);
                }
            }
            Some(old_item) => {
                if let Some(new_table) = new_item.as_table_like()
                    && let Some(old_table) = old_item.as_table_like_mut()
                {
                    sync(old_table, new_table);
                    if let Item::Value(Value::InlineTable(line)) = old_item {
                        space(line);
                    }
                } else if let (Some(old_value), Some(new_value)) = (old_item.as_value_mut(), new_item.as_value()) {
                    let decor = old_value.decor().clone();
                    *old_value = new_value.clone();
                    *old_value.decor_mut() = decor;
                } else {
                    replace(old, key, new_item);
                }
            }
        }
    }
}

/// Puts the space before the closing brace behind the last value, where keys were added or taken out.
fn space(line: &mut InlineTable) {
    let count = line.len();
    for (number, (_, value)) in line.iter_mut().enumerate() {
        let is_blank = value.decor().suffix().and_then(|suffix| suffix.as_str()).is_none_or(|s| s.trim().is_empty());
        if is_blank {
            value.decor_mut().set_suffix(if number + 1 == count { " " } else { "" });
        }
    }
}

/// Puts an item written in another way in place of the old one.
fn replace(table: &mut dyn TableLike, key: &str, item: &Item) {
    table.remove(key);
    table.insert(key, item.clone());
}

fn sync_tables(old: &mut ArrayOfTables, new: &ArrayOfTables) {
    let said = |table: &Table, key: &str| table.get(key).map(plain);
    let mut left: Vec<Option<Table>> = old.iter().cloned().map(Some).collect();
    let mut places: Vec<Option<Table>> = new.iter().map(|_| None).collect();
    for key in ["code", "title"] {
        for (place, table) in places.iter_mut().zip(new.iter()).filter(|(place, _)| place.is_none()) {
            let wanted = said(table, key);
            let is_it = |old: &&mut Option<Table>| old.as_ref().is_some_and(|old| said(old, key) == wanted);
            *place = left.iter_mut().find(is_it).and_then(Option::take);
        }
    }
    old.clear();
    for (place, table) in places.into_iter().zip(new.iter()) {
        match place {
            Some(mut kept) => {
                sync(&mut kept, table);
                old.push(kept);
            }
            None => old.push(table.clone()),
        }
    }
}

fn unplace(table: &mut Table) {
    table.set_position(None);
    for (_, item) in table.iter_mut() {
        match item {
            Item::Table(table) => unplace(table),
            Item::ArrayOfTables(tables) => tables.iter_mut().for_each(unplace),
            _ => {}
        }
    }
}
