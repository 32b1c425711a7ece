//! Items of a programme by their codes: finding, adding, taking out, renaming.

use seimei_model::programme::{Activity, Area, Goal, Indicator, Names, Priority, Programme};
use smol_str::SmolStr;

use super::EditError;
use crate::programme::check;
use crate::programme::fault::Level;
use crate::programme::item::Item;

/// An item that may be changed.
pub(super) enum Found<'a> {
    Priority(&'a mut Priority),
    Area(&'a mut Area),
    Goal(&'a mut Goal),
    Activity(&'a mut Activity),
    Indicator(&'a mut Indicator),
}

impl Found<'_> {
    pub(super) fn level(&self) -> Level {
        match self {
            Self::Priority(_) => Level::Priority,
            Self::Area(_) => Level::Area,
            Self::Goal(_) => Level::Goal,
            Self::Activity(_) => Level::Activity,
            Self::Indicator(_) => Level::Indicator,
        }
    }
}

/// Returns the place of the item with a code.
fn item(programme: &Programme, code: &str) -> Result<Item, EditError> {
    let mut codes = check::codes(programme).into_iter().filter(|(item, _)| *item != Item::WHOLE);
    let found = codes.find(|(_, other)| *other == code);
    found.map(|(item, _)| item).ok_or_else(|| EditError::NoItem { code: code.to_owned() })
}

/// Returns what the item with a code is.
pub(super) fn level(programme: &Programme, code: &str) -> Result<Level, EditError> {
    item(programme, code).map(|item| item.level)
}

/// Returns the item with a code.
pub(super) fn find<'a>(programme: &'a mut Programme, code: &str) -> Result<Found<'a>, EditError> {
    let item = item(programme, code)?;
    let [priority, area, goal, part] = item.at.map(|number| number as usize);
    let none = || EditError::NoItem { code: code.to_owned() };
    let priority = programme.priorities.get_mut(priority).ok_or_else(none)?;
    if item.level == Level::Priority {
        return Ok(Found::Priority(priority));
    }
    let area = priority.areas.get_mut(area).ok_or_else(none)?;
    if item.level == Level::Area {
        return Ok(Found::Area(area));
    }
    let goal = area.goals.get_mut(goal).ok_or_else(none)?;
    match item.level {
        Level::Goal => Ok(Found::Goal(goal)),
        Level::Activity => goal.activities.get_mut(part).map(Found::Activity).ok_or_else(none),
        _ => goal.indicators.get_mut(part).map(Found::Indicator).ok_or_else(none),
    }
}

/// Adds an item with nothing but code and title.
pub(super) fn add(
    programme: &mut Programme,
    level: Level,
    parent: &str,
    (code, title): (&SmolStr, &Names),
    before: Option<&str>,
) -> Result<(), EditError> {
    let (code, title) = (code.clone(), title.clone());
    if level == Level::Priority {
        let priority = Priority { code, title, areas: Vec::new() };
        return insert(&mut programme.priorities, priority, before, |priority| &priority.code);
    }
    let Some(wanted) = level.parent().filter(|_| level != Level::Contact) else {
        return Err(EditError::NotAdded { level });
    };
    match (level, find(programme, parent)?) {
        (Level::Area, Found::Priority(priority)) => {
            let area = Area {
                code,
                title,
                inherits: None,
                topics: Vec::new(),
                mechanisms: Vec::new(),
                responsible: Vec::new(),
                contacts: Vec::new(),
                goals: Vec::new(),
            };
            insert(&mut priority.areas, area, before, |area| &area.code)
        }
        (Level::Goal, Found::Area(area)) => {
            let goal = Goal { code, title, activities: Vec::new(), indicators: Vec::new() };
            insert(&mut area.goals, goal, before, |goal| &goal.code)
        }
        (Level::Activity, Found::Goal(goal)) => {
            let activity = Activity { code, title, due: None, done: None };
            insert(&mut goal.activities, activity, before, |activity| &activity.code)
        }
        (Level::Indicator, Found::Goal(goal)) => {
            let indicator =
                Indicator { code, title, unit: None, baseline: None, target: None, actual: None, date: None };
            insert(&mut goal.indicators, indicator, before, |indicator| &indicator.code)
        }
        (_, other) => Err(EditError::WrongLevel { code: parent.to_owned(), level: other.level(), wanted }),
    }
}

fn insert<T>(
    items: &mut Vec<T>,
    item: T,
    before: Option<&str>,
    code: impl Fn(&T) -> &SmolStr,
) -> Result<(), EditError> {
    let place = match before {
        None => items.len(),
        Some(before) => {
            let found = items.iter().position(|item| code(item) == before);
            found.ok_or_else(|| EditError::NoItem { code: before.to_owned() })?
        }
    };
    items.insert(place, item);
    Ok(())
}

/// Takes an item out.
pub(super) fn remove(programme: &mut Programme, code: &str) -> Result<(), EditError> {
    item(programme, code)?;
    programme.priorities.retain(|priority| priority.code != code);
    for priority in &mut programme.priorities {
        priority.areas.retain(|area| area.code != code);
        for goals in priority.areas.iter_mut().map(|area| &mut area.goals) {
            goals.retain(|goal| goal.code != code);
            for goal in goals {
                goal.activities.retain(|activity| activity.code != code);
                goal.indicators.retain(|indicator| indicator.code != code);
            }
        }
    }
    Ok(())
}

/// Gives an item another code, and those of its parts that begin with its code and a full stop.
pub(super) fn rename(programme: &mut Programme, from: &str, to: &str) -> Vec<(SmolStr, SmolStr)> {
    let mut renamed = Vec::new();
    // Tells whether this code changed, so that its parts may follow.
    let mut change = |code: &mut SmolStr, is_inside: bool| {
        let rest = code.strip_prefix(from).filter(|rest| rest.is_empty() || (is_inside && rest.starts_with('.')));
        let Some(rest) = rest else { return is_inside };
        let new = SmolStr::new(format!("{to}{rest}"));
        renamed.push((code.clone(), new.clone()));
        *code = new;
        true
    };
    for priority in &mut programme.priorities {
        let is_inside = change(&mut priority.code, false);
        for area in &mut priority.areas {
            let is_inside = change(&mut area.code, is_inside);
            for goal in &mut area.goals {
                let is_inside = change(&mut goal.code, is_inside);
                goal.activities.iter_mut().for_each(|activity| {
                    change(&mut activity.code, is_inside);
                });
                goal.indicators.iter_mut().for_each(|indicator| {
                    change(&mut indicator.code, is_inside);
                });
            }
        }
    }
    renamed
}
