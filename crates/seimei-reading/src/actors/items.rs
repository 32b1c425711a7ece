//! Words of the actors', titles' and collectives' tables in a sentence, without overlaps.

use seimei_lexicon::lexicon::{Hit, LanguageLexicon};
use seimei_lexicon::table::{Entry, TableName};
use seimei_model::code::{ActorCode, RuleId};
use seimei_text::range::TextRange;

/// A word or run of words, chosen over all that it overlaps.
#[derive(Clone, Debug)]
pub struct Item<'l> {
    /// Where it stands.
    pub range: TextRange,
    /// What it is.
    pub role: Role,
    /// The codes its entry or its parts give; empty where only the sentence can tell.
    pub codes: Vec<ActorCode>,
    /// The entry.
    pub entry: &'l Entry,
    /// The hit, for the rule.
    pub hit: Hit,
}

/// What an item is in the grammar of names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// The name of a state or organisation.
    Name,
    /// Several short names in one (日米韓, U.S.-Japan).
    Compound,
    /// Japanese, Russian.
    Adjective,
    /// Russians; or a body that acts for its state (the Kremlin, 自衛隊).
    Body,
    /// A capital.
    Capital,
    /// An office (Prime Minister, 外相), with how it is held, see the titles' tables.
    Office,
    /// A plural office (Foreign Ministers).
    Offices,
    /// A noun that makes a name a person-like body (government, 軍).
    Noun,
    /// A form of address (Mr., 氏).
    Address,
    /// All the parties or some.
    Collective,
    /// A pronoun, 同国.
    Pronoun,
    /// A noun phrase without a code.
    Nobody,
    /// A place whose name holds the name of a state.
    Mask,
}

/// Returns the role of an entry, or `None` for a table or kind that names no actor.
pub fn role(entry: &Entry) -> Option<Role> {
    Some(match (entry.table, entry.kind.as_str()) {
        (TableName::Actors, "name" | "prefix") => Role::Name,
        (TableName::Actors, "adjective") => Role::Adjective,
        (TableName::Actors, "people" | "government") => Role::Body,
        (TableName::Actors, "capital") => Role::Capital,
        (TableName::Actors, "mask") => Role::Mask,
        (TableName::Titles, "many") => Role::Offices,
        (TableName::Titles, "noun") => Role::Noun,
        (TableName::Titles, "address") => Role::Address,
        (TableName::Titles, _) => Role::Office,
        (TableName::Collectives, "they" | "it" | "he" | "same-state" | "same-person" | "same-body") => Role::Pronoun,
        (TableName::Actors | TableName::Collectives, "nobody") => Role::Nobody,
        (TableName::Collectives, _) => Role::Collective,
        _ => return None,
    })
}

/// What the entries of a language are for the grammar of names, by their numbers.
#[derive(Debug)]
pub struct Roles {
    roles: Vec<Option<Role>>,
    shorts: Vec<bool>,
}

impl Roles {
    /// Returns those of `words`, worked out once.
    pub fn of(words: &LanguageLexicon) -> &Self {
        words.derived(|words| {
            let entries = words.entries();
            let is_short =
                |entry: &Entry| entry.table == TableName::Actors && matches!(entry.kind.as_str(), "short" | "rare");
            Self { roles: entries.iter().map(role).collect(), shorts: entries.iter().map(is_short).collect() }
        })
    }

    /// Returns the role of a hit's entry, see [`role`].
    pub fn role(&self, hit: &Hit) -> Option<Role> {
        self.roles.get(hit.entry as usize).copied().flatten()
    }

    /// Returns whether a hit's entry is a short name, which counts only in compounds.
    pub fn is_short(&self, hit: &Hit) -> bool {
        self.shorts.get(hit.entry as usize).copied().unwrap_or_default()
    }
}

/// Returns the codes that an entry gives by itself.
pub fn codes_of(entry: &Entry) -> Vec<ActorCode> {
    if entry.value == "-" || entry.table == TableName::Collectives {
        return Vec::new();
    }
    entry.value.split(',').map(ActorCode::new).collect()
}

/// Returns the items that remain of `candidates` when at each place the longest wins, the
/// leftmost first; among equals the one with the lowest rank.
pub fn longest<'l>(mut candidates: Vec<(u8, Item<'l>)>) -> Vec<Item<'l>> {
    candidates.sort_by_key(|(rank, item)| (item.range.start, u32::MAX - item.range.end, *rank));
    let mut chosen: Vec<Item<'l>> = Vec::with_capacity(candidates.len());
    for (_, item) in candidates {
        if chosen.last().is_none_or(|last| last.range.end <= item.range.start) {
            chosen.push(item);
        }
    }
    chosen
}

/// Returns the rule of an item.
pub fn rule_of(item: &Item<'_>, words: &LanguageLexicon) -> RuleId {
    words.rule(&item.hit)
}

/// Adds to `codes` those of `more` that it lacks.
pub fn add(codes: &mut Vec<ActorCode>, more: &[ActorCode]) {
    for code in more {
        if !codes.contains(code) {
            codes.push(code.clone());
        }
    }
}

/// Returns `codes` in the order of the alphabet, each once.
pub fn sorted(mut codes: Vec<ActorCode>) -> Vec<ActorCode> {
    codes.sort();
    codes.dedup();
    codes
}
