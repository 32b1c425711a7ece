//! Names of actors to show, out of the lexicon.

use std::collections::BTreeMap;

use seimei_lexicon::lexicon::Lexicon;
use seimei_lexicon::table::TableName;
use seimei_model::code::{ActorCode, Lang};

/// The controlled vocabulary of topics, in alphabetical order.
pub const TOPICS: &[&str] = &seimei_reading::topics::scheme::IDS;

/// What actors are called in one language.
#[derive(Debug)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// Takes the first form of each code's names in the tables of `lang`.
    pub fn new(lexicon: &Lexicon, lang: Lang) -> Self {
        let mut names = BTreeMap::new();
        for entry in lexicon.entries(lang, TableName::Actors) {
            if entry.kind == "name" {
                names.entry(entry.value.to_string()).or_insert_with(|| entry.forms[0].to_string());
            }
        }
        Self(names)
    }

    /// Returns every name that the tables of `lang` have for an actor, each with its code, in the order of the tables.
    pub fn forms(lexicon: &Lexicon, lang: Lang) -> Vec<(String, String)> {
        let entries = lexicon.entries(lang, TableName::Actors).into_iter().filter(|entry| entry.kind == "name");
        let forms = entries.flat_map(|entry| {
            let code = entry.value.to_string();
            entry.forms.iter().map(|form| (code.clone(), form.to_string())).collect::<Vec<_>>()
        });
        forms.collect()
    }

    /// Returns the name of an actor, or its code where it has none.
    pub fn of<'a>(&'a self, code: &'a ActorCode) -> &'a str {
        self.0.get(code.as_str()).map_or(code.as_str(), String::as_str)
    }
}
