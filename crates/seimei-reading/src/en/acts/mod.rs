//! Acts, in English: what the clauses of a sentence do, by whom, to whom.
//!
//! [`clauses`] finds the main predicates, [`predicates`] what each does, [`participants`] who does
//! it to whom, [`strength`] and [`binding`] how it is worded; [`items`] reads the items of lists,
//! which have no subject. Here they are put together.

pub mod binding;
pub mod clauses;
pub mod items;
pub mod participants;
pub mod patterns;
pub mod predicates;
pub mod strength;
pub mod verb_group;

#[cfg(test)]
mod tests;

use seimei_lexicon::lexicon::LanguageLexicon;
use seimei_model::act::{ActKind, Strength};
use seimei_model::code::{ActorCode, RuleId};
use seimei_model::document::DocumentKind;
use seimei_text::range::TextRange;

use crate::context::{Context, Discourse, LeadIn};
use crate::en::acts::clauses::{Clauses, Predicate};
use crate::en::acts::participants::Mentions;
use crate::en::acts::patterns::{Kind, Patterns, Scan};
use crate::en::acts::predicates::{Judge, Judged, Subject};
use crate::en::due;
use crate::en::grammar::{Class, Grammar};
use crate::en::tokens::{self, Token};
use crate::finding::{ActFinding, ActorMention, DateFinding, Lost};
use crate::sentence::Sentence;

/// The word list and the patterns, compiled once for a lexicon.
#[derive(Debug)]
pub struct Tables {
    /// The words of grammar.
    pub grammar: Grammar,
    /// The patterns of acts.
    pub patterns: Patterns,
}

impl Tables {
    /// Returns the tables of `lexicon`.
    pub fn of(lexicon: &LanguageLexicon) -> &Self {
        lexicon.derived(|lexicon| {
            let grammar = Grammar::compile(lexicon);
            let patterns = Patterns::compile(lexicon, &grammar);
            Self { grammar, patterns }
        })
    }
}

/// A sentence on its way to acts.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'r> {
    pub(crate) tables: &'r Tables,
    pub(crate) sentence: &'r Sentence<'r>,
    pub(crate) scan: Scan<'r>,
    pub(crate) mentions: Mentions<'r>,
    pub(crate) dates: &'r [DateFinding],
    pub(crate) context: &'r Context<'r>,
}

/// Finds the acts of a sentence, in order of appearance; at least one.
pub fn find(
    sentence: &Sentence,
    actors: &[ActorMention],
    dates: &[DateFinding],
    context: &Context,
    discourse: &mut Discourse,
) -> Vec<ActFinding> {
    let tables = Tables::of(context.lexicon);
    let tokens = tokens::tokenize(sentence, actors, &tables.grammar);
    let scan = Scan { tokens: &tokens, lower: sentence.lower, until: tokens.len() };
    let reader = Reader { tables, sentence, scan, mentions: Mentions { scan, all: actors }, dates, context };
    let clauses = clauses::find(scan, &tables.patterns);
    let mut acts = reader.acts(&clauses, discourse);
    keep_in_mind(&tokens, sentence, &acts, &clauses, discourse);
    if discourse.explain {
        reader.explain(&clauses, &acts, discourse);
    }
    acts.sort_by_key(|act| act.trigger.start);
    acts
}

/// Leaves for later sentences who acted, who was meant and what an introduction announced.
fn keep_in_mind(
    tokens: &[Token],
    sentence: &Sentence,
    acts: &[ActFinding],
    clauses: &Clauses,
    discourse: &mut Discourse,
) {
    if let Some(act) = acts.iter().rev().find(|act| !act.actors.is_empty()) {
        discourse.last_subject.clone_from(&act.actors);
    }
    if let Some(act) = acts.iter().rev().find(|act| act.actors.len() > 1) {
        discourse.last_group.clone_from(&act.actors);
    }
    if let Some(act) = acts.iter().rev().find(|act| !act.targets.is_empty()) {
        discourse.last_targets.clone_from(&act.targets);
    }
    discourse.subject_is_abstract =
        !acts.is_empty() && acts.iter().all(|act| act.act == ActKind::State && act.actors.is_empty());
    let leads = tokens.last().is_some_and(|token| token.is(Class::COLON));
    if leads && !clauses.predicates.is_empty() {
        discourse.lead_in = acts.last().map(|act| LeadIn {
            act: act.act,
            actors: if act.actors.is_empty() { discourse.last_subject.clone() } else { act.actors.clone() },
            strength: act.strength,
            commitment: act.commitment,
        });
    } else if sentence.opens_paragraph && !sentence.is_list_item && !clauses.predicates.is_empty() && !leads {
        discourse.lead_in = None;
    }
}

impl<'r> Reader<'r> {
    pub(crate) fn range(&self, first: usize, last: usize) -> TextRange {
        let tokens = self.scan.tokens;
        let last = last.min(tokens.len().saturating_sub(1));
        match (tokens.get(first.min(last)), tokens.get(last)) {
            (Some(first), Some(last)) => TextRange { start: first.start, end: last.end.max(first.end) },
            _ => TextRange::new(0, self.sentence.text.len()),
        }
    }

    fn acts(&self, clauses: &Clauses, discourse: &Discourse) -> Vec<ActFinding> {
        let mut acts: Vec<ActFinding> = Vec::new();
        let mut last_actors: Vec<ActorCode> = Vec::new();
        let mut last_subject = (Subject::Missing, (0, 0));
        let mut doers: Vec<(usize, Vec<ActorCode>, Subject)> = Vec::new();
        for predicate in &clauses.predicates {
            let (subject, tokens) = if predicate.shares_subject {
                last_subject
            } else {
                (self.subject(predicate, discourse), predicate.subject)
            };
            if !predicate.shares_subject {
                let distributes = matches!(self.scan.word(predicate.subject.0), Some("each" | "both" | "all"));
                if predicate.bidden {
                    last_actors = items::doers(self, discourse);
                } else if !(distributes && predicate.subject.1 == predicate.subject.0 + 1 && !last_actors.is_empty()) {
                    last_actors = self.actors_of(predicate, discourse);
                }
                if doers.is_empty() && subject == Subject::Speaker {
                    participants::unite(&mut last_actors, &self.mentions.fronted_partners());
                }
            }
            last_subject = (subject, tokens);
            doers.push((predicate.group.first, last_actors.clone(), subject));
            let before = if predicate.shares_subject { acts.last() } else { None };
            // Acknowledge and respect: the second of two verbs with one object adds nothing by itself.
            let shares_object = before.is_some_and(|before| {
                let first = self.scan.tokens[predicate.group.first].start;
                self.sentence.lower.get(before.trigger.end as usize..first as usize).is_some_and(|gap| gap.len() < 7)
            });
            // Will do this and will do that: one promise.
            let comma =
                self.scan.tokens[..predicate.group.first].iter().rev().take(3).any(|token| token.is(Class::COMMA));
            let goes_on = !comma && before.is_some_and(|before| before.rule.as_str() == "en.will");
            let act = self.act(predicate, subject, tokens, &last_actors, discourse);
            let adds_nothing = goes_on && act.rule.as_str() == "en.will"
                || shares_object && matches!(act.act, ActKind::Report | ActKind::State);
            if !adds_nothing {
                acts.push(act);
            }
        }
        if clauses.predicates.is_empty() {
            acts = items::read(self, clauses, discourse);
        } else {
            for lead_in in &clauses.lead_ins {
                // Talks were good, underscoring the commitment: the description of something abstract goes on.
                let abstract_doer = doers.iter().rev().find(|(first, ..)| *first < lead_in.head);
                if abstract_doer.is_some_and(|(.., subject)| !subject.acts() && *subject != Subject::Text) {
                    continue;
                }
                let doer = doers.iter().rev().find(|(first, ..)| *first < lead_in.head).or(doers.first());
                let actors = doer.map_or(&[][..], |(_, actors, _)| actors.as_slice());
                acts.extend(self.led_in(lead_in.head, lead_in.lemma, clauses, actors));
            }
        }
        acts.sort_by_key(|act| act.trigger.start);
        only_what_counts(acts)
    }

    /// Reads the act of a leading or trailing participle.
    fn led_in(
        &self,
        head: usize,
        lemma: crate::en::grammar::Lemma,
        clauses: &Clauses,
        actors: &[ActorCode],
    ) -> Option<ActFinding> {
        let until = clauses
            .predicates
            .iter()
            .map(|predicate| predicate.subject.0.max(predicate.group.first.min(predicate.subject.1)))
            .chain(clauses.lead_ins.iter().map(|other| other.head))
            .filter(|&first| first > head)
            .min()
            .unwrap_or(self.scan.tokens.len());
        let scan = self.scan.until(until);
        let judge = self.judge(scan, Subject::Speaker, (0, 0));
        let judged =
            if lemma.0 != 0 && self.scan.tokens[head].is(Class::ING | Class::PARTICIPLE) && !self.is_word_lead(head) {
                judge.verb(lemma, head, 0)
            } else {
                judge.adjective(head)
            }?;
        let opens =
            self.scan.tokens[..head].iter().all(|token| token.is(Class::ADVERB | Class::PUNCTUATION | Class::HAVE));
        let leads = match judged.act {
            ActKind::State | ActKind::Report | ActKind::Say | ActKind::Commend => false,
            ActKind::Meet
            | ActKind::Discuss
            | ActKind::Decide
            | ActKind::Explore
            | ActKind::Intend
            | ActKind::Commit => opens,
            _ => true,
        };
        let of_others = matches!(judged.act, ActKind::Reaffirm)
            && (judged.last + 1..judged.last + 4)
                .find_map(|at| self.mentions.beginning(at))
                .is_some_and(|mention| mention.codes != actors);
        if !leads || (of_others && !self.scan.tokens[..head].iter().all(|token| !token.is(Class::VERB))) {
            return None;
        }
        let actors = if actors.is_empty() { self.context.parties.clone() } else { actors.to_vec() };
        Some(self.finding(&judged, head, scan, actors, (0, 0)))
    }

    /// Whether the word at `head` leads in as an adjective (concerned by).
    fn is_word_lead(&self, head: usize) -> bool {
        !self.scan.tokens[head].is(Class::ING)
            && self.tables.patterns.word(head, &[Kind::Predicate], self.scan).is_some()
    }

    pub(crate) fn judge(&self, scan: Scan<'r>, subject: Subject, subject_tokens: (usize, usize)) -> Judge<'r> {
        Judge {
            patterns: &self.tables.patterns,
            scan,
            subject,
            subject_tokens,
            own_voice: matches!(self.context.kind, DocumentKind::Report | DocumentKind::News),
        }
    }

    /// Returns what the subject of a predicate is to the document.
    fn subject(&self, predicate: &Predicate, discourse: &Discourse) -> Subject {
        let (first, end) = predicate.subject;
        if first == end {
            return Subject::Missing;
        }
        // It carries on what the sentence before was about, which was nobody.
        let it = end == first + 1 && matches!(self.scan.word(first), Some("it" | "this" | "that"));
        if it && discourse.subject_is_abstract {
            return Subject::Abstract;
        }
        if self.scan.tokens[first].is(Class::NOMINATIVE) && end == first + 1 && self.mentions.at(first).is_none() {
            return if self.scan.word(first) == Some("we") { Subject::Speaker } else { Subject::Other };
        }
        if self.mentions.subject_is_animate(predicate.subject) {
            let codes = self.mentions.of_subject(predicate.subject);
            let speaks = !codes.is_empty() && codes.iter().all(|code| self.context.parties.contains(code));
            return if speaks { Subject::Speaker } else { Subject::Other };
        }
        let head = self.mentions.head(first, end);
        if head.is_some_and(|head| self.scan.tokens[head].is(Class::TEXT)) { Subject::Text } else { Subject::Abstract }
    }

    /// Returns the codes of the subject of a predicate.
    fn actors_of(&self, predicate: &Predicate, discourse: &Discourse) -> Vec<ActorCode> {
        let (first, end) = predicate.subject;
        if first < end
            && self.scan.tokens[first].is(Class::NOMINATIVE)
            && end == first + 1
            && self.mentions.at(first).is_none()
        {
            if self.scan.word(first) == Some("we") || discourse.last_subject.is_empty() {
                return self.context.parties.clone();
            }
            return discourse.last_subject.clone();
        }
        let codes = self.mentions.of_subject(predicate.subject);
        let parties = &self.context.parties;
        let all = matches!(self.scan.word(first), Some("both" | "all" | "each" | "neither")) && end <= first + 2;
        if codes.is_empty() && all {
            let several = discourse.last_subject.len() > 1;
            return if several { discourse.last_subject.clone() } else { parties.clone() };
        }
        // The officials, the three envoys: those spoken of before, or all the parties.
        if codes.is_empty() && self.mentions.is_definite_group(predicate.subject) {
            let joint = parties.len() > 1 || discourse.last_group.is_empty();
            return if joint { parties.clone() } else { discourse.last_group.clone() };
        }
        // A, B and C of three parties, one of whom is not known by name.
        let known = codes.iter().filter(|code| parties.contains(code)).count();
        let some = known > 0 && known == codes.len() && known < parties.len();
        if some && self.mentions.persons_joined(predicate.subject) == parties.len() {
            return parties.clone();
        }
        codes
    }

    /// Reads the act of a main predicate.
    fn act(
        &self,
        predicate: &Predicate,
        subject: Subject,
        tokens: (usize, usize),
        actors: &[ActorCode],
        discourse: &Discourse,
    ) -> ActFinding {
        let scan = self.scan.until(predicate.until);
        let judge = self.judge(scan, subject, tokens);
        if predicate.bidden {
            return items::bidden(self, predicate, &judge, discourse);
        }
        let mut judged = judge.finite(&predicate.group, predicate.joined_word);
        if self.repeats(&judged, predicate) {
            judged.act = ActKind::Reaffirm;
        }
        let group = &predicate.group;
        if judged.act == ActKind::Support && judged.last == group.head && (group.perfect || group.is_progressive()) {
            judged = Judged { act: ActKind::Report, first: group.first, ..judged };
        }
        if judged.act == ActKind::Report && actors.is_empty() {
            judged.act = ActKind::State;
        }
        let expletive = group.is_copula() && self.scan.word(tokens.0) == Some("it") && tokens.1 == tokens.0 + 1;
        let needed = group.modal.is_some_and(|modal| self.scan.tokens[modal].is(Class::OBLIGATION));
        let nobody = !subject.acts() || expletive || needed && subject != Subject::Speaker;
        let mut doers = if judged.by_speaker {
            self.context.parties.clone()
        } else if judged.act == ActKind::State && nobody {
            Vec::new()
        } else if predicate.group.is_passive()
            && !matches!(judged.act, ActKind::State)
            && judged.last >= predicate.group.head
            && !subject.acts()
        {
            self.by_phrase(predicate)
        } else {
            actors.to_vec()
        };
        if judged.by_speaker && judged.act == ActKind::Urge && predicate.group.is_passive() {
            let by = self.by_phrase(predicate);
            if !by.is_empty() && predicate.group.modal.is_none() {
                doers = by;
            }
        }
        if matches!(judged.act, ActKind::Meet | ActKind::Discuss | ActKind::Agree) {
            participants::unite(&mut doers, &self.mentions.joined_with(predicate.group.head, predicate.until));
        }
        self.finding(&judged, predicate.group.first, scan, doers, tokens)
    }

    /// Whether a word of repetition stands at an act that it turns into a reaffirmation.
    fn repeats(&self, judged: &Judged, predicate: &Predicate) -> bool {
        let turns = matches!(
            judged.act,
            ActKind::Confirm | ActKind::Emphasise | ActKind::Commit | ActKind::Support | ActKind::Oppose | ActKind::Say
        ) && predicate.group.modal.is_none();
        let from = predicate.group.first.saturating_sub(3).max(predicate.subject.1.min(predicate.group.first));
        let until = (judged.first.max(predicate.group.head) + 2).min(self.scan.tokens.len());
        turns
            && (from..until).any(|at| {
                matches!(self.scan.word(at), Some("again" | "anew")) || {
                    self.scan.word(at) == Some("once") && self.scan.word(at + 1) == Some("more")
                }
            })
    }

    /// Returns whom a passive names with `by`.
    fn by_phrase(&self, predicate: &Predicate) -> Vec<ActorCode> {
        let mut codes = Vec::new();
        let head = predicate.group.head;
        let by = (head + 1..predicate.until.min(head + 16)).find(|&at| self.scan.word(at) == Some("by"));
        for at in by.map_or(0..0, |by| by + 1..predicate.until.min(by + 12)) {
            if self.scan.tokens[at].is(Class::PREPOSITION | Class::TO | Class::THAT | Class::RELATIVE)
                && self.scan.word(at) != Some("of")
            {
                break;
            }
            if let Some(mention) = self.mentions.beginning(at) {
                participants::unite(&mut codes, &mention.codes);
            }
        }
        codes
    }

    /// Turns what was judged into a finding.
    pub(crate) fn finding(
        &self,
        judged: &Judged,
        group_first: usize,
        scan: Scan,
        actors: Vec<ActorCode>,
        subject: (usize, usize),
    ) -> ActFinding {
        let strength = if judged.act == ActKind::State || judged.act == ActKind::Report {
            Strength::Plain
        } else {
            strength::of(judged, group_first, &self.tables.patterns, scan)
        };
        let commitment = judged.binding || binding::binds(judged.act, judged.last, &self.tables.patterns, scan);
        let mut targets = Vec::new();
        if judged.act.takes_targets() {
            targets = if judged.targets_subject {
                self.mentions.targets(judged.act, subject.0, subject.1, &[], &[])
            } else {
                self.mentions.targets(judged.act, judged.last + 1, scan.until, &actors, &self.context.parties)
            };
        }
        let end = scan.until.saturating_sub(1);
        let clause = self.range(group_first.min(judged.first), end);
        let due = if commitment { due::due(self.sentence, self.dates, clause, self.context) } else { None };
        // What a state that does not speak here is doing is described, not reported by its doer. Codes of states have
        // three letters; the few organisations that have too (WHO, IMF) are treated alike.
        let outsider = |code: &ActorCode| code.as_str().len() == 3 && !self.context.parties.contains(code);
        let described = judged.act == ActKind::Report
            && !self.context.parties.is_empty()
            && !actors.is_empty()
            && actors.iter().all(outsider);
        ActFinding {
            act: if described { ActKind::State } else { judged.act },
            trigger: self.range(judged.first, judged.last),
            clause,
            actors,
            targets,
            strength,
            commitment,
            due,
            rule: judged.rule.clone(),
        }
    }

    /// Notes what fired and lost: verbs with an act that stand in no main clause.
    fn explain(&self, clauses: &Clauses, acts: &[ActFinding], discourse: &mut Discourse) {
        for (at, token) in self.scan.tokens.iter().enumerate() {
            let lemma = if token.lemma.0 != 0 { token.lemma } else { token.past_of };
            let covered = acts.iter().any(|act| act.trigger.overlaps(token.range()));
            if lemma.0 == 0 || covered || token.is(Class::NAME | Class::PROPER) {
                continue;
            }
            let Some(found) = self.tables.patterns.verb(lemma, at, &[Kind::Performative, Kind::Verb], self.scan) else {
                continue;
            };
            let Some(rule) = self.tables.patterns.rule(found.pattern) else { continue };
            let main = clauses.predicates.iter().any(|predicate| predicate.group.head == at);
            let reason = if main {
                "describes-beside-act"
            } else if token.is(Class::OR_NOUN) {
                "noun-or-embedded"
            } else {
                "embedded"
            };
            discourse.lost.push(Lost { range: token.range(), rule, reason });
        }
    }
}

/// Drops descriptions beside other acts; of several descriptions the last stays.
pub(crate) fn only_what_counts(mut acts: Vec<ActFinding>) -> Vec<ActFinding> {
    if acts.iter().any(|act| act.act != ActKind::State) {
        acts.retain(|act| act.act != ActKind::State);
    } else if acts.len() > 1 {
        acts.drain(..acts.len() - 1);
    }
    acts
}

/// Returns the rule id of something the engine found by itself.
pub(crate) fn engine_rule(name: &'static str) -> RuleId {
    RuleId::new(name)
}
