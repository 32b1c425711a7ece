//! The history of one formula: its members in order of time, what changed from one to the next, who uses it and who stopped.

use std::collections::{BTreeMap, BTreeSet};

use seimei_model::code::{ActorCode, Lang};
use seimei_wording::changes::{Changed, Comparer};
use seimei_wording::compare::KindFamily;
use seimei_wording::lineage::{Kin, PassageId, worth};

use crate::archive::trace::{Text, Tracing};

/// A formula through time.
#[derive(Debug)]
pub struct Lineage {
    /// The passage asked for, if it stands in the archive.
    pub asked: Option<PassageId>,
    /// In order of time; of one language, unless all languages were taken together.
    pub members: Vec<Member>,
    /// Who uses it: those who used it in most documents first.
    pub users: Vec<Usage>,
    /// The counterparts in other languages, in order of time: told apart, since they are other words. Empty where all
    /// languages were taken together.
    pub elsewhere: Vec<PassageId>,
}

/// A passage that says the formula.
#[derive(Debug)]
pub struct Member {
    /// Which.
    pub passage: PassageId,
    /// How likely, in log-odds from 0 on; `None` for the one asked for, and where words alone do not tell.
    pub kin: Option<Kin>,
    /// The member it is compared with, by its place among the members: of the last document before it of the same parties and
    /// a like kind, else of the last before it, the one that is most like; `None` for the first of a language.
    pub before: Option<usize>,
    /// How it differs from that one; `None` for the first.
    pub changed: Option<Changed>,
}

/// A partnership that uses the formula.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Usage {
    /// The parties, alphabetical.
    pub parties: Vec<ActorCode>,
    /// The texts that have it, one of each document, by their places in [`Tracing::texts`], in order of time.
    pub texts: Vec<usize>,
    /// Later joint texts of the same parties that could have it and lack it, in order of time.
    pub lacking: Vec<usize>,
}

/// So many of the last wordings of a partnership are looked for in its later texts.
const KIN_OF: usize = 5;

impl Tracing<'_> {
    /// Returns the lineage of a passage of the archive.
    pub fn lineage(&self, asked: PassageId) -> Lineage {
        let kin = self.kin(asked);
        let members = kin.into_iter().map(|kin| (kin.passage, Some(kin))).chain([(asked, None)]);
        self.told_with_others(Some(asked), members.collect())
    }

    /// Returns the lineage of a text that the archive may not have.
    pub fn lineage_of(&self, text: &str, language: Lang) -> Lineage {
        let kin = self.kin_of(text, language);
        self.told_with_others(None, kin.into_iter().map(|kin| (kin.passage, Some(kin))).collect())
    }

    /// Returns the lineage that is made of these passages.
    pub fn lineage_among(&self, passages: &[PassageId]) -> Lineage {
        self.told_with_others(None, passages.iter().map(|passage| (*passage, None)).collect())
    }

    /// Returns a lineage with its counterparts in other languages among the members: one history.
    pub fn across_languages(&self, lineage: &Lineage) -> Lineage {
        let members = lineage.members.iter().map(|member| (member.passage, member.kin));
        let others = lineage.elsewhere.iter().map(|passage| (*passage, None));
        self.told(lineage.asked, members.chain(others).collect(), Vec::new())
    }

    /// Returns what of a lineage stands in documents of these parties together.
    pub(super) fn lineage_of_parties(&self, lineage: &Lineage, parties: &[ActorCode]) -> Lineage {
        let is_theirs = |passage: PassageId| parties.iter().all(|party| self.at(passage).0.parties().contains(party));
        let members = lineage.members.iter().map(|member| (member.passage, member.kin));
        let elsewhere = lineage.elsewhere.iter().copied().filter(|one| is_theirs(*one)).collect();
        self.told(lineage.asked, members.filter(|(one, _)| is_theirs(*one)).collect(), elsewhere)
    }

    /// Tells of members of one language, and which passages of others say the same.
    fn told_with_others(&self, asked: Option<PassageId>, members: Vec<(PassageId, Option<Kin>)>) -> Lineage {
        let passages: Vec<PassageId> = members.iter().map(|(passage, _)| *passage).collect();
        let elsewhere = self.elsewhere(&passages);
        self.told(asked, members, elsewhere)
    }

    /// Tells of members in order of time, each beside one before it in its own language.
    fn told(
        &self,
        asked: Option<PassageId>,
        mut members: Vec<(PassageId, Option<Kin>)>,
        elsewhere: Vec<PassageId>,
    ) -> Lineage {
        members.sort_by_key(|(passage, _)| self.in_time(*passage));
        let mut comparers = BTreeMap::new();
        let mut told: Vec<Member> = Vec::with_capacity(members.len());
        for (passage, kin) in members {
            let language = self.at(passage).0.expression.id.language;
            let before = self.before(passage, &told);
            let comparer = comparers.entry(language).or_insert_with(|| Comparer::new(self.lexicon, language));
            let changed = before.and_then(|before| told.get(before)).map(|before| {
                let ((text_a, a), (text_b, b)) = (self.at(before.passage), self.at(passage));
                comparer.provisions(a, b, [text_a.parties(), text_b.parties()])
            });
            told.push(Member { passage, kin, before, changed });
        }
        let passages: Vec<PassageId> = told.iter().map(|member| member.passage).collect();
        let users = self.users(&passages);
        Lineage { asked, members: told, users, elsewhere }
    }

    /// Returns which of these members, in order of time, a passage is compared with.
    fn before(&self, passage: PassageId, members: &[Member]) -> Option<usize> {
        let (text, number) = (self.at(passage).0, self.text_of(passage));
        let of = |member: &Member| (self.text_of(member.passage), self.at(member.passage).0);
        let is_other = |member: &&Member| {
            let (other, of) = of(member);
            other != number && of.expression.id.language == text.expression.id.language
        };
        let last = members.iter().rev().filter(is_other).map(of).find(|(_, of)| of.is_like(text));
        let (last, _) = last.or_else(|| members.iter().rev().filter(is_other).map(of).next())?;
        let likeness = |member: &Member| self.lineages.signs(member.passage, passage).map(|signs| worth(&signs));
        let of_last = members.iter().enumerate().filter(|(_, member)| self.text_of(member.passage) == last);
        let like = of_last.map(|(place, member)| (place, likeness(member).unwrap_or(f64::NEG_INFINITY)));
        like.max_by(|one, other| one.1.total_cmp(&other.1)).map(|(place, _)| place)
    }

    fn users(&self, passages: &[PassageId]) -> Vec<Usage> {
        let mut by_parties: BTreeMap<Vec<ActorCode>, BTreeSet<usize>> = BTreeMap::new();
        let mut counted = BTreeSet::new();
        for passage in passages {
            let text = self.text_of(*passage);
            // A document in two languages says it once.
            if counted.insert((&self.texts[text].document.id, self.texts[text].parties())) {
                by_parties.entry(self.texts[text].parties().to_vec()).or_default().insert(text);
            }
        }
        let usage = |(parties, texts): (Vec<ActorCode>, BTreeSet<usize>)| {
            let last = texts.last().copied().unwrap_or_default();
            let has = |text: &Text| texts.iter().any(|place| self.texts[*place].document.id == text.document.id);
            let is_joint = |place: &usize| self.texts[*place].family() == KindFamily::Joint;
            let language = self.texts[last].expression.id.language;
            let own: Vec<PassageId> =
                passages.iter().copied().filter(|one| texts.contains(&self.text_of(*one))).collect();
            // Only texts in which a partnership states its positions lack one.
            let may_lack = |place: &usize| {
                let text = &self.texts[*place];
                let is_like = text.parties() == parties && is_joint(place) && texts.iter().any(is_joint);
                is_like && text.expression.id.language == language && !has(text) && self.could_say(*place, &own)
            };
            // What is no kin of the words asked for may be kin of a wording since.
            let since: Vec<usize> = (last + 1..self.texts.len()).filter(may_lack).collect();
            let kin: BTreeSet<usize> = if since.is_empty() {
                BTreeSet::new()
            } else {
                let kin = own.iter().rev().take(KIN_OF).flat_map(|member| self.kin(*member));
                kin.map(|kin| self.text_of(kin.passage)).collect()
            };
            let lacks = |place: &usize| !kin.contains(place);
            let lacking = if parties.is_empty() { Vec::new() } else { since.into_iter().filter(lacks).collect() };
            Usage { parties, lacking, texts: texts.into_iter().collect() }
        };
        let mut users: Vec<Usage> = by_parties.into_iter().map(usage).collect();
        users.sort_by(|one, other| {
            other.texts.len().cmp(&one.texts.len()).then_with(|| one.parties.cmp(&other.parties))
        });
        users
    }
}
