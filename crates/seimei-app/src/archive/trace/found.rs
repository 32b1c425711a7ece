//! What asking for a formula gives: its lineage by a provision or by words, and of some parties only.

use seimei_model::code::{ActorCode, Lang};

use crate::archive::trace::{Lineage, PassageId, Tracing};

/// A lineage that was found.
#[derive(Debug)]
pub struct Found {
    /// The lineage.
    pub lineage: Lineage,
    /// The words asked for; `None` where a provision was.
    pub words: Option<String>,
    /// Those that hold the words as they are, where these are not all members.
    pub holding: Option<Vec<PassageId>>,
    /// Whether the members are those that hold the words, for want of kin.
    pub is_phrase: bool,
}

impl Tracing<'_> {
    /// Finds the lineage of a provision; it has one member where nothing else is recognised as the same formula.
    pub fn found(&self, passage: PassageId) -> Found {
        Found { lineage: self.lineage(passage), words: None, holding: None, is_phrase: false }
    }

    /// Finds the lineage of words: of the formula they are, else the provisions that hold them; `None` where there are none.
    pub fn found_words(&self, text: &str, language: Lang) -> Option<Found> {
        let lineage = self.lineage_of(text, language);
        let holding = self.holding(text, language);
        if !lineage.members.is_empty() {
            let is_member = |passage: &PassageId| lineage.members.iter().any(|member| member.passage == *passage);
            let others = holding.iter().filter(|passage| !is_member(passage)).count();
            // Words that stand in many more provisions than are kin of them are a phrase of several formulas.
            if others > lineage.members.len() {
                let kin = lineage.members.iter().map(|member| member.passage).filter(|one| !holding.contains(one));
                let all: Vec<PassageId> = holding.iter().copied().chain(kin).collect();
                let lineage = self.lineage_among(&all);
                return Some(Found { lineage, words: Some(text.to_owned()), holding: None, is_phrase: true });
            }
            let holding = (others > 0).then_some(holding);
            return Some(Found { lineage, words: Some(text.to_owned()), holding, is_phrase: false });
        }
        if holding.is_empty() {
            return None;
        }
        let lineage = self.lineage_among(&holding);
        Some(Found { lineage, words: Some(text.to_owned()), holding: None, is_phrase: true })
    }

    /// Keeps what stands in documents of these parties together, each member compared with the one before of those; `None`
    /// where no member does.
    pub fn of_parties(&self, found: &Found, parties: &[ActorCode]) -> Option<Found> {
        let lineage = self.lineage_of_parties(&found.lineage, parties);
        (!lineage.members.is_empty()).then(|| found.with(lineage))
    }

    /// Takes all languages together: one history.
    pub fn in_all_languages(&self, found: &Found) -> Found {
        found.with(self.across_languages(&found.lineage))
    }
}

impl Found {
    fn with(&self, lineage: Lineage) -> Self {
        Self { lineage, words: self.words.clone(), holding: self.holding.clone(), is_phrase: self.is_phrase }
    }
}

/// Tells the language of words by their script: Japanese where there is kana or Han, English otherwise.
pub fn language_of(text: &str) -> Lang {
    let is_japanese =
        |c: char| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '々');
    if text.chars().any(is_japanese) { Lang::Ja } else { Lang::En }
}
