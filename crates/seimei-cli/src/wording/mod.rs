//! Two wordings of one thing, as they are shown: what went and what came in the text, and what matters in it in words. What
//! `compare` and `trace` share.

pub(crate) mod html;
pub(crate) mod markdown;
pub(crate) mod terminal;

use seimei_app::compare::{Change, Matter, Segment, Turn};
use seimei_model::act::{ActKind, Strength};

use crate::report::Look;
use crate::wrap::printable;

/// Returns the words of a segment in A or in B.
pub(crate) fn slice<'t>(text: &'t str, segment: &Segment, is_a: bool) -> &'t str {
    text.get(if is_a { segment.a.bounds() } else { segment.b.bounds() }).unwrap_or_default()
}

/// Returns what a change is about: 限定・修飾, qualifier.
pub(crate) fn matter(look: &Look, change: &Change) -> String {
    look.messages.label("matter", change.matter.word()).to_owned()
}

/// Who speaks in the later wording. Where others do, nothing is said to be dropped or weaker.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Table {
    /// The same as in the earlier one.
    Same,
    /// Others than in the earlier one; the two are called A and B.
    Other,
    /// Others than in the earlier one, which is the one before in a row.
    OtherThanBefore,
}

/// Returns which way a change went.
pub(crate) fn turn(look: &Look, change: &Change, table: Table) -> String {
    let messages = look.messages;
    match table {
        Table::Same => {}
        Table::Other => return messages.label("venue-turn", change.turn.word()).to_owned(),
        Table::OtherThanBefore => return messages.label("row-turn", change.turn.word()).to_owned(),
    }
    let key = match &change.matter {
        Matter::Strength { before, after } if change.turn == Turn::Replaced => {
            if after > before {
                "compare.stronger"
            } else {
                "compare.weaker"
            }
        }
        Matter::Act { direction, .. } if change.turn == Turn::Replaced => match direction.word() {
            "firmer" => "compare.firmer",
            "weaker" => "compare.softer",
            _ => return messages.label("turn", change.turn.word()).to_owned(),
        },
        _ => return messages.label("turn", change.turn.word()).to_owned(),
    };
    messages.text(key).to_owned()
}

/// Returns what a change means beyond its words: acts, strengths, states by name. Empty where the words say it.
fn meaning(look: &Look, change: &Change) -> [String; 2] {
    let act =
        |act: Option<ActKind>| act.map_or_else(String::new, |act| look.messages.label("act", act.word()).to_owned());
    let strength = |strength: Strength| match strength {
        Strength::Plain => String::new(),
        strength => look.messages.label("strength", strength.word()).to_owned(),
    };
    match &change.matter {
        Matter::Act { before, after, .. } => [act(*before), act(*after)],
        Matter::Strength { before, after } if change.turn == Turn::Replaced => [strength(*before), strength(*after)],
        Matter::Actor { gone, come } | Matter::Target { gone, come } => {
            [gone, come].map(|codes| if codes.is_empty() { String::new() } else { look.actors(codes) })
        }
        _ => [String::new(), String::new()],
    }
}

/// Returns the two sides of a change in short: what it means, then its words where they say more.
pub(crate) fn sides(look: &Look, change: &Change) -> [String; 2] {
    let [a, b] = meaning(look, change);
    let side = |meaning: String, words: &str| {
        let words = printable(words);
        match (meaning.is_empty(), words.is_empty()) {
            (true, _) => words,
            (_, true) => meaning,
            _ if words.to_lowercase().contains(&meaning.to_lowercase()) => words,
            _ => format!("{meaning} ({words})"),
        }
    };
    [side(a, &change.a), side(b, &change.b)]
}

/// Returns the changes that are more than other words.
pub(crate) fn counting(changes: &[Change]) -> impl Iterator<Item = &Change> {
    changes.iter().filter(|change| change.matter.counts())
}

/// Returns whether one can say which of the two sides is stronger.
pub(crate) fn has_direction(change: &Change) -> bool {
    let is_scaled = match &change.matter {
        Matter::Strength { .. } => true,
        Matter::Act { direction, .. } => matches!(direction.word(), "firmer" | "weaker"),
        _ => false,
    };
    is_scaled && change.turn == Turn::Replaced
}
