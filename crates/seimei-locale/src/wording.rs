//! What is said about two wordings of one thing: what changed, which way, and what about the documents keeps it from being a
//! change of policy.

use seimei_app::compare::{Change, Differs, Matter, Turn};
use seimei_model::act::{ActKind, Strength};
use seimei_model::code::{ActorCode, Lang};
use seimei_model::document::{DocumentKind, Translation};

use crate::messages::Messages;
use crate::printable::printable;

/// Names actors in the reader's language.
pub type Actors<'a> = &'a dyn Fn(&[ActorCode]) -> String;

/// Returns the warnings of a comparison: what about the documents differs, and what therefore must not be concluded.
pub fn warnings(differs: &Differs, messages: &Messages, actors: Actors) -> Vec<String> {
    let mut warnings = Vec::new();
    if let Some(parties) = &differs.parties {
        let values = [("both", actors(&parties.both)), ("a", actors(&parties.a)), ("b", actors(&parties.b))];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        warnings.push(messages.fill("compare.parties", &values));
    }
    if let Some([a, b]) = differs.kind {
        let label = |kind: DocumentKind| messages.label("kind", kind.word()).to_owned();
        warnings.push(messages.fill("compare.kinds", &[("a", &label(a)), ("b", &label(b))]));
    }
    if differs.parties.is_some() {
        warnings.push(messages.text("compare.venue").to_owned());
    } else if differs.is_other_venue() {
        warnings.push(messages.text("compare.venue-kind").to_owned());
    }
    if let Some(statuses) = differs.translation {
        let label = |status: Option<Translation>| match status {
            Some(status) => messages.label("translation", status.word()).to_owned(),
            None => messages.text("compare.no-status").to_owned(),
        };
        let [a, b] = statuses.map(label);
        warnings.push(messages.fill("compare.translations", &[("a", &a), ("b", &b)]));
    }
    if let Some([a, b]) = differs.language {
        let label = |lang: Lang| messages.label("language", lang.tag()).to_owned();
        warnings.push(messages.fill("compare.languages", &[("a", &label(a)), ("b", &label(b))]));
    }
    warnings
}

/// Returns what a change is about: 限定・修飾, qualifier.
pub fn matter(messages: &Messages, change: &Change) -> String {
    messages.label("matter", change.matter.word()).to_owned()
}

/// Who speaks in the later wording. Where others do, nothing is said to be dropped or weaker.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Table {
    /// The same as in the earlier one.
    Same,
    /// Others than in the earlier one; the two are called A and B.
    Other,
    /// Others than in the earlier one, which is the one before in a row.
    OtherThanBefore,
}

/// Returns which way a change went.
pub fn turn(messages: &Messages, change: &Change, table: Table) -> String {
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
        Matter::Modality { direction } if change.turn == Turn::Replaced => match direction.word() {
            "firmer" => "compare.stronger",
            "weaker" => "compare.weaker",
            _ => return messages.label("turn", change.turn.word()).to_owned(),
        },
        _ => return messages.label("turn", change.turn.word()).to_owned(),
    };
    messages.text(key).to_owned()
}

/// Returns what a change means beyond its words: acts, strengths, states by name. Empty where the words say it.
fn meaning(messages: &Messages, change: &Change, actors: Actors) -> [String; 2] {
    let act = |act: Option<ActKind>| act.map_or_else(String::new, |act| messages.label("act", act.word()).to_owned());
    let strength = |strength: Strength| match strength {
        Strength::Plain => String::new(),
        strength => messages.label("strength", strength.word()).to_owned(),
    };
    match &change.matter {
        Matter::Act { before, after, .. } => [act(*before), act(*after)],
        Matter::Strength { before, after } if change.turn == Turn::Replaced => [strength(*before), strength(*after)],
        Matter::Actor { gone, come } | Matter::Target { gone, come } => {
            [gone, come].map(|codes| if codes.is_empty() { String::new() } else { actors(codes) })
        }
        _ => [String::new(), String::new()],
    }
}

/// Returns the two sides of a change in short: what it means, then its words where they say more.
pub fn sides(messages: &Messages, change: &Change, actors: Actors) -> [String; 2] {
    let [a, b] = meaning(messages, change, actors);
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
pub fn counting(changes: &[Change]) -> impl Iterator<Item = &Change> {
    changes.iter().filter(|change| change.matter.counts())
}

/// Returns whether one can say which of the two sides is stronger.
pub fn has_direction(change: &Change) -> bool {
    let is_scaled = match &change.matter {
        Matter::Strength { .. } => true,
        Matter::Act { direction, .. } | Matter::Modality { direction } => {
            matches!(direction.word(), "firmer" | "weaker")
        }
        _ => false,
    };
    is_scaled && change.turn == Turn::Replaced
}
