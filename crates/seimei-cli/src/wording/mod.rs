//! Two wordings of one thing, as they are shown: what went and what came in the text, and what matters in it in words. What
//! `compare` and `trace` share.

pub(crate) mod html;
pub(crate) mod markdown;
pub(crate) mod terminal;

use seimei_app::compare::Change;
pub(crate) use seimei_app::compare::slice;
use seimei_locale::wording;
pub(crate) use seimei_locale::wording::{Table, counting, has_direction};

use crate::report::Look;

/// Returns what a change is about: 限定・修飾, qualifier.
pub(crate) fn matter(look: &Look, change: &Change) -> String {
    wording::matter(look.messages, change)
}

/// Returns which way a change went.
pub(crate) fn turn(look: &Look, change: &Change, table: Table) -> String {
    wording::turn(look.messages, change, table)
}

/// Returns the two sides of a change in short: what it means, then its words where they say more.
pub(crate) fn sides(look: &Look, change: &Change) -> [String; 2] {
    wording::sides(look.messages, change, &|codes| look.actors(codes))
}
