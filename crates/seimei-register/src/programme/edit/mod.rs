//! Changes to a programme as commands offer them: each gives a new programme or says why it cannot.
//!
//! An item is named by its code; fields by a path: `2.3.title.en=Training`, `2.3.topics=cyber,space`, `2.3.topics+=space`,
//! `2.3.a.i1.actual=4@2026-03-31`, `until=2029`, `2.3.contacts.HTA.en=Cyber Division`.

mod set;
#[cfg(test)]
mod tests;
mod tree;

use seimei_model::date::Edtf;
use seimei_model::programme::{Names, Programme, is_code};
use serde::Serialize;
use smol_str::SmolStr;

use super::check::{self, Known};
use super::fault::{Fault, Level};

/// A change.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Edit {
    /// A new item.
    Add {
        /// What it is; neither a programme nor a contact.
        level: Level,
        /// Code of what it stands in; ignored for a priority.
        parent: SmolStr,
        /// Its code.
        code: SmolStr,
        /// Its title.
        title: Names,
        /// The code of the item that it is to stand before; at the end where there is none.
        before: Option<SmolStr>,
    },
    /// An item is taken out, with all that stands in it.
    Remove {
        /// Its code.
        code: SmolStr,
    },
    /// An item gets another code; codes of its parts that begin with it follow.
    Rename {
        /// Its code.
        from: SmolStr,
        /// The new one.
        to: SmolStr,
    },
    /// A field gets another value.
    Set {
        /// Path, `=` (or `+=`, `-=` for lists) and value.
        assignment: String,
    },
    /// An activity was done.
    Done {
        /// Its code.
        code: SmolStr,
        /// When.
        date: Edtf,
    },
}

/// A programme after a change.
#[derive(Clone, PartialEq, Debug)]
pub struct Edited {
    /// The programme.
    pub programme: Programme,
    /// Codes that changed, before and after. Entries placed in a renamed area must be placed in it anew.
    pub renamed: Vec<(SmolStr, SmolStr)>,
}

/// Why a change cannot be made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, thiserror::Error)]
#[serde(tag = "error", rename_all = "snake_case")]
#[non_exhaustive]
pub enum EditError {
    /// No item has this code.
    #[error("the programme has no item {code:?}")]
    NoItem {
        /// The code.
        code: String,
    },
    /// An item of another level was wanted.
    #[error("{code} is of level {level}; {wanted} is wanted")]
    WrongLevel {
        /// The code.
        code: String,
        /// What it is.
        level: Level,
        /// What is wanted.
        wanted: Level,
    },
    /// Only the items with codes are added and taken out so.
    #[error("a {level} is not added like this; set contacts by their path, and keep a new programme whole")]
    NotAdded {
        /// The level.
        level: Level,
    },
    /// The code is taken.
    #[error("the code {code} is already given to {level}")]
    Taken {
        /// The code.
        code: String,
        /// To what.
        level: Level,
    },
    /// No code.
    #[error("{code:?} is no code; use Latin letters, digits, full stops and hyphens, at most 40")]
    NotCode {
        /// As written.
        code: String,
    },
    /// Not a path, a sign and a value.
    #[error("{assignment:?} sets nothing; write a path, = and a value, as in 2.3.title.en=Training")]
    NotAssignment {
        /// As written.
        assignment: String,
    },
    /// A field that items of this level do not have.
    #[error("{level} has no field {field:?}; one of {known}")]
    NoField {
        /// The level.
        level: Level,
        /// As written.
        field: String,
        /// Those that there are.
        known: String,
    },
    /// `+=` and `-=` are for lists.
    #[error("{field} is no list; use =")]
    NotList {
        /// The field.
        field: String,
    },
    /// A value that is to be taken out is not there.
    #[error("{field} has no {value:?}")]
    NotThere {
        /// The field.
        field: String,
        /// The value.
        value: String,
    },
    /// A measurement without its date.
    #[error("say when it was measured: {path}={value}@2026-03-31")]
    Undated {
        /// The path.
        path: String,
        /// The value.
        value: String,
    },
    /// A party with several offices; the path does not say which is meant.
    #[error("{party} has several points of contact there; change them in the file")]
    SeveralContacts {
        /// The party.
        party: String,
    },
    /// The programme would have these faults.
    #[error("{}", told(.faults))]
    Faults {
        /// The faults.
        faults: Vec<Fault>,
    },
}

fn told(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Makes a change. What the programme must hold is looked at afterwards, so no change leaves a programme with faults.
///
/// # Errors
/// Where there is nothing to change, the path leads nowhere, or the programme would have faults.
pub fn apply(programme: &Programme, edit: &Edit, known: &Known) -> Result<Edited, EditError> {
    let mut programme = programme.clone();
    let mut renamed = Vec::new();
    match edit {
        Edit::Add { level, parent, code, title, before } => {
            free(&programme, code)?;
            tree::add(&mut programme, *level, parent, (code, title), before.as_deref())?;
        }
        Edit::Remove { code } => tree::remove(&mut programme, code)?,
        Edit::Rename { from, to } => {
            tree::level(&programme, from)?;
            renamed = tree::rename(&mut programme, from, to);
            for (_, code) in &renamed {
                if !is_code(code) {
                    return Err(EditError::NotCode { code: code.to_string() });
                }
            }
        }
        Edit::Set { assignment } => set::set(&mut programme, assignment)?,
        Edit::Done { code, date } => match tree::find(&mut programme, code)? {
            tree::Found::Activity(activity) => activity.done = Some(date.clone()),
            other => {
                let (code, level) = (code.to_string(), other.level());
                return Err(EditError::WrongLevel { code, level, wanted: Level::Activity });
            }
        },
    }
    check::settle(&mut programme);
    let faults = check::faults(&programme, known);
    if faults.is_empty() { Ok(Edited { programme, renamed }) } else { Err(EditError::Faults { faults }) }
}

/// Checks that a code can be given to a new item.
fn free(programme: &Programme, code: &str) -> Result<(), EditError> {
    if !is_code(code) {
        return Err(EditError::NotCode { code: code.to_owned() });
    }
    match tree::level(programme, code) {
        Ok(level) => Err(EditError::Taken { code: code.to_owned(), level }),
        Err(_) => Ok(()),
    }
}
