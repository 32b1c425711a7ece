//! The history of one formula: its members in order of time, what changed from one to the next, who uses it and who stopped.

use std::collections::{BTreeMap, BTreeSet};

use seimei_model::code::{ActorCode, Lang};
use seimei_wording::changes::{Changed, Comparer};
use seimei_wording::lineage::{Kin, PassageId};

use crate::archive::trace::{Text, Tracing};

/// A formula through time.
#[derive(Debug)]
pub struct Lineage {
    /// The passage asked for, if it stands in the archive.
    pub asked: Option<PassageId>,
    /// Those of one language, in order of time.
    pub members: Vec<Member>,
    /// Who uses it: those who used it in most documents first.
    pub users: Vec<Usage>,
    /// The counterparts in other languages, in order of time: told apart, since they are other words.
    pub elsewhere: Vec<PassageId>,
}

/// A passage that says the formula.
#[derive(Debug)]
pub struct Member {
    /// Which.
    pub passage: PassageId,
    /// How likely, in log-odds from 0 on; `None` for the one asked for.
    pub kin: Option<Kin>,
    /// The member it is compared with, by its place among the members: the last before it of the same parties and a like kind
    /// of document, else the last before it; `None` for the first.
    pub before: Option<usize>,
    /// How it differs from that one; `None` for the first.
    pub changed: Option<Changed>,
}

/// A partnership that uses the formula.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Usage {
    /// The parties, alphabetical.
    pub parties: Vec<ActorCode>,
    /// The texts that have it, by their places in [`Tracing::texts`], in order of time.
    pub texts: Vec<usize>,
    /// Later texts of the same parties and of a like kind that lack it, in order of time.
    pub lacking: Vec<usize>,
}

impl Tracing<'_> {
    /// Returns the lineage of a passage of the archive.
    pub fn lineage(&self, asked: PassageId) -> Lineage {
        let kin = self.kin(asked);
        let language = self.at(asked).0.expression.id.language;
        let mut members: Vec<(PassageId, Option<Kin>)> =
            kin.into_iter().map(|kin| (kin.passage, Some(kin))).chain([(asked, None)]).collect();
        members.sort_by_key(|(passage, _)| self.in_time(*passage));
        self.told(Some(asked), members, language)
    }

    /// Returns the lineage of a text that the archive may not have.
    pub fn lineage_of(&self, text: &str, language: Lang) -> Lineage {
        let mut members: Vec<(PassageId, Option<Kin>)> =
            self.kin_of(text, language).into_iter().map(|kin| (kin.passage, Some(kin))).collect();
        members.sort_by_key(|(passage, _)| self.in_time(*passage));
        self.told(None, members, language)
    }

    /// Returns the lineage that is made of these passages, in order of time.
    pub fn lineage_among(&self, passages: &[PassageId]) -> Lineage {
        let language = passages.first().map_or(Lang::Und, |first| self.at(*first).0.expression.id.language);
        self.told(None, passages.iter().map(|passage| (*passage, None)).collect(), language)
    }

    /// Tells of members in order of time.
    fn told(&self, asked: Option<PassageId>, members: Vec<(PassageId, Option<Kin>)>, language: Lang) -> Lineage {
        let comparer = Comparer::new(self.lexicon, language);
        let mut told: Vec<Member> = Vec::with_capacity(members.len());
        for (passage, kin) in members {
            let text = self.at(passage).0;
            let before = told.iter().rposition(|member| self.at(member.passage).0.is_like(text));
            let before = before.or(told.len().checked_sub(1));
            let changed = before.and_then(|before| told.get(before)).map(|before| {
                let ((text_a, a), (text_b, b)) = (self.at(before.passage), self.at(passage));
                comparer.provisions(a, b, [text_a.parties(), text_b.parties()])
            });
            told.push(Member { passage, kin, before, changed });
        }
        let passages: Vec<PassageId> = told.iter().map(|member| member.passage).collect();
        let users = self.users(&passages);
        let elsewhere = self.elsewhere(&passages);
        Lineage { asked, members: told, users, elsewhere }
    }

    fn users(&self, passages: &[PassageId]) -> Vec<Usage> {
        let mut by_parties: BTreeMap<Vec<ActorCode>, BTreeSet<usize>> = BTreeMap::new();
        for passage in passages {
            let text = self.text_of(*passage);
            by_parties.entry(self.texts[text].parties().to_vec()).or_default().insert(text);
        }
        let usage = |(parties, texts): (Vec<ActorCode>, BTreeSet<usize>)| {
            let last = texts.last().copied().unwrap_or_default();
            let has = |text: &Text| texts.iter().any(|place| self.texts[*place].document.id == text.document.id);
            let families: Vec<_> = texts.iter().map(|place| self.texts[*place].family()).collect();
            let language = self.texts[last].expression.id.language;
            let lacks = |place: &usize| {
                let text = &self.texts[*place];
                let is_like = text.parties() == parties && families.contains(&text.family());
                is_like && text.expression.id.language == language && !has(text)
            };
            let lacking =
                if parties.is_empty() { Vec::new() } else { (last + 1..self.texts.len()).filter(lacks).collect() };
            Usage { parties, lacking, texts: texts.into_iter().collect() }
        };
        let mut users: Vec<Usage> = by_parties.into_iter().map(usage).collect();
        users.sort_by(|one, other| {
            other.texts.len().cmp(&one.texts.len()).then_with(|| one.parties.cmp(&other.parties))
        });
        users
    }
}
