//! Acts, in Japanese: what each main clause of a sentence does.
//!
//! The way: `predicates` finds the lexicon's predicates with their form (`inflection`) and
//! role (`role`); those at the level of the sentence are its acts (`main_level`); each gets its
//! subject (`subject`), targets (`targets`), strength (`strength`) and force (`object`).
//! Where the last clause ends in no word of the lexicon, `plain` judges by its ending.

mod groups;
mod inflection;
mod layout;
mod main_level;
mod narrative;
mod object;
mod plain;
mod predicates;
mod role;
mod strength;
mod subject;
mod targets;
mod words;

#[cfg(test)]
mod tests;

use seimei_model::act::{ActKind, Strength};
use seimei_model::code::{ActorCode, RuleId};
use seimei_model::document::DocumentKind;
use seimei_text::range::TextRange;

use self::groups::Group;
use self::layout::Layout;
use self::plain::{Ending, Plain};
use self::predicates::Predicate;
use self::role::Role;
use self::subject::{Subject, Voice};
use self::targets::Before;
use self::words::Words;
use crate::context::{Context, Discourse};
use crate::finding::{ActFinding, ActorMention, DateFinding, Lost};
use crate::ja::due;
use crate::sentence::Sentence;

/// Bytes of the longest sentence that is read: far beyond any that was written, and short enough
/// that work which grows with the square of its length stays small.
const LONGEST: usize = 8 * 1024;

/// Finds the acts of a sentence, in order of appearance; at least one.
pub fn find(
    sentence: &Sentence,
    actors: &[ActorMention],
    dates: &[DateFinding],
    context: &Context,
    discourse: &mut Discourse,
) -> Vec<ActFinding> {
    if sentence.text.len() > LONGEST {
        return vec![too_long(sentence.text)];
    }
    let layout = Layout::of(sentence.text);
    let words = Words { sentence, lexicon: context.lexicon, layout: &layout };
    let groups = groups::of(&words, actors);
    if let Some(quoted) = quotation(&words, discourse, context) {
        return vec![quoted];
    }
    let found = predicates::find(&words);
    let mains = main_level::select(&words, &groups, &found, context, discourse);
    let (last_subject, last_targets) = (discourse.last_subject.clone(), discourse.last_targets.clone());
    let mut reader = Reader {
        words: &words,
        groups: &groups,
        dates,
        context,
        discourse,
        from: 0,
        carried: Vec::new(),
        before: Before { actors: last_subject, targets: last_targets, clause: None },
        acts: Vec::new(),
        thing: false,
        partners: Vec::new(),
        done: is_done(&words, &mains),
    };
    for predicate in &mains {
        reader.told(predicate.trigger.start as usize, predicate.verb, true);
        reader.clause(predicate);
    }
    let ended = mains.iter().any(|predicate| matches!(predicate.role, Role::Final(_)));
    if !ended || reader.acts.is_empty() {
        reader.last_clause();
    }
    reader.close()
}

/// What is said of a text that is no sentence a person wrote.
fn too_long(text: &str) -> ActFinding {
    let start = (text.len() - 60..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let whole = TextRange::new(0, text.len());
    ActFinding {
        act: ActKind::State,
        trigger: TextRange::new(start, text.len()),
        clause: whole,
        actors: Vec::new(),
        targets: Vec::new(),
        strength: Strength::Plain,
        commitment: false,
        due: None,
        rule: RuleId::new("ja.too-long"),
    }
}

/// A sentence that stands in a quotation says nothing in the document's own voice.
fn quotation(words: &Words, discourse: &mut Discourse, context: &Context) -> Option<ActFinding> {
    let text = words.text();
    let layout = words.layout;
    let speaker = match (&discourse.open_quotation, layout.left_open) {
        (Some(speaker), _) if layout.closes.is_none_or(|at| at + '」'.len_utf8() >= layout.end) => speaker.clone(),
        (None, Some(0)) => discourse.last_subject.clone(),
        (None, _) if layout.quotation_at(0).is_some_and(|range| range.end as usize + '。'.len_utf8() >= text.len()) => {
            discourse.last_subject.clone()
        }
        _ => {
            if layout.closes.is_some() {
                discourse.open_quotation = None;
            }
            return None;
        }
    };
    let _ = context;
    discourse.open_quotation =
        if layout.closes.is_some() || layout.left_open.is_none() && discourse.open_quotation.is_none() {
            None
        } else {
            Some(speaker.clone())
        };
    let start = usize::from(text.starts_with('「')) * '「'.len_utf8();
    let clause = TextRange::new(start.min(layout.end), layout.end.max(start));
    let plain = plain::read(words, clause);
    Some(ActFinding {
        act: ActKind::State,
        trigger: plain.trigger,
        clause,
        actors: speaker,
        targets: Vec::new(),
        strength: Strength::Plain,
        commitment: false,
        due: None,
        rule: RuleId::new("ja.quoted-sentence"),
    })
}

/// Reads the clauses of one sentence from left to right.
struct Reader<'a, 't> {
    words: &'a Words<'t>,
    groups: &'a [Group],
    dates: &'a [DateFinding],
    context: &'a Context<'a>,
    discourse: &'a mut Discourse,
    /// Where the clause at hand begins.
    from: usize,
    /// The subject that the sentence carries on.
    carried: Vec<ActorCode>,
    /// The act before.
    before: Before,
    acts: Vec<ActFinding>,
    /// Whether the subject of the last clause was a thing.
    thing: bool,
    /// Those who met or spoke with the subject earlier in the sentence.
    partners: Vec<ActorCode>,
    /// Whether the sentence tells what was done rather than what will be.
    done: bool,
}

/// Whether the sentence ends in the past or tells what is under way.
fn is_done(words: &Words, mains: &[Predicate]) -> bool {
    if let Some(last) = mains.last().filter(|last| matches!(last.role, Role::Final(_))) {
        return last.shade.past || last.shade.under_way;
    }
    let text = &words.text()[..words.layout.end];
    ["た", "ている", "でいる", "ています", "でいます", "ております", "た。"].iter().any(|ending| text.ends_with(ending))
}

impl Reader<'_, '_> {
    fn clause(&mut self, predicate: &Predicate) {
        let words = self.words;
        let start = self.from;
        let head = (predicate.trigger.start as usize).max(start);
        let clause = TextRange::new(start, head);
        let found = subject::of_clause(words, self.groups, clause, predicate.shade.passive);
        let (mut actors, after_subject) = self.actors(&found, start);
        let theme = self.is_theme(predicate, &found);
        if theme {
            actors = subject::unnamed(self.context, self.discourse, &self.carried);
        }
        let own_voice = found == Subject::None
            && self.voice() == Voice::Author
            && self.carried.is_empty()
            && matches!(predicate.role, Role::Final(_))
            && !predicate.shade.past
            && !predicate.shade.under_way
            && predicate.form != inflection::Form::Bare;
        if actors.is_empty()
            && predicate.act == ActKind::Decide
            && predicate.shade.passive
            && self.voice() == Voice::Author
            && self.sentence_is_told()
        {
            actors.clone_from(&self.discourse.last_subject);
        }
        let nobody = actors.is_empty() && !matches!(found, Subject::Somebody(_));
        if (nobody || own_voice) && self.voice() == Voice::Author || Self::describes(predicate, &found) {
            lose(self.discourse, predicate, "no-actor");
            return;
        }
        let alone = actors.clone();
        subject::with_partners(words, self.groups, clause, predicate.verb, predicate.act, &mut actors);
        if actors.len() > alone.len() {
            self.partners = actors.iter().filter(|code| !alone.contains(code)).cloned().collect();
        } else if found != Subject::None {
            self.partners.clear();
        }
        let object_end = object::end(words, predicate).max(start);
        let after_subject = if theme { start } else { after_subject.min(object_end) };
        if found == Subject::None
            && matches!(predicate.act, ActKind::Agree | ActKind::Meet | ActKind::Discuss | ActKind::Decide)
        {
            actors.extend(self.partners.iter().cloned());
            actors.sort();
            actors.dedup();
        }
        let object = TextRange::new(after_subject.max(start), object_end);
        let whole = TextRange::new(start, object_end);
        let span = TextRange::new(start, predicate.trigger.end as usize);
        let commitment =
            object::binds(words, self.groups, predicate, TextRange::new(after_subject, span.end as usize), &actors);
        let turns_on = match predicate.act {
            ActKind::Reaffirm | ActKind::Confirm => {
                object::noun(words, predicate, words.before_adverbs(predicate.verb))
            }
            _ => None,
        };
        let strength = strength::of(words, predicate, span, turns_on);
        let targets = targets::of(words, self.groups, predicate, object, whole, &actors, &self.before);
        self.from = match predicate.role {
            Role::Coordinate(next) | Role::Final(next) => next,
            Role::Attributive | Role::Embedded => predicate.trigger.end as usize,
        };
        self.push(ActFinding {
            act: predicate.act,
            trigger: predicate.trigger,
            clause: span,
            actors,
            targets,
            strength,
            commitment,
            due: None,
            rule: predicate.rule.clone(),
        });
    }

    /// Reads the clauses before `until` that no word of the lexicon carries.
    fn told(&mut self, until: usize, sealed_by: usize, before_act: bool) {
        if !self.done || until <= self.from {
            return;
        }
        let words = self.words;
        let own = self.voice() != Voice::Author;
        for coordinate in narrative::find(words, TextRange::new(self.from, until)) {
            let after = coordinate.next.min(until);
            let inner = main_level::closes_content(words, after, sealed_by.max(until)) && (own || before_act)
                || coordinate.beside && words.holds(after, until, &["ため"]);
            let modifies = !coordinate.beside && own && words.holds(after, until, &["る、", "た、"])
                || !coordinate.beside && (own || !coordinate.done) && subject::has_modified_noun(words, after, until);
            if inner || modifies || (coordinate.trigger.start as usize) < self.from {
                continue;
            }
            let clause = TextRange::new(self.from, coordinate.trigger.start as usize);
            let found = subject::of_clause(words, self.groups, clause, true);
            let nobody = found == Subject::None
                && self.carried.is_empty()
                && (self.thing || self.voice() == Voice::Author && self.ends_with_a_thing(after));
            if nobody || matches!(found, Subject::Other(_) | Subject::Thing(_)) {
                continue;
            }
            let (mut actors, _) = self.actors(&found, self.from);
            if actors.is_empty() {
                continue;
            }
            let verb = coordinate.trigger.start as usize;
            subject::with_partners(words, self.groups, clause, verb, ActKind::Report, &mut actors);
            let plain = Plain { trigger: coordinate.trigger, ending: Ending::Done, passive: false };
            self.push(finding(ActKind::Report, &plain, clause.cover(coordinate.trigger), actors, false, "ja.told"));
            self.from = coordinate.next;
        }
    }

    /// Whether the subject of the clause that ends the sentence is a thing.
    fn ends_with_a_thing(&self, from: usize) -> bool {
        let end = self.words.layout.end.max(from);
        let found = subject::of_clause(self.words, self.groups, TextRange::new(from, end), true);
        matches!(found, Subject::Other(_) | Subject::Thing(_))
    }

    /// Returns the actors for a subject and where its words end.
    fn actors(&mut self, found: &Subject, start: usize) -> (Vec<ActorCode>, usize) {
        match found {
            Subject::Actors(codes, after) => {
                self.carried.clone_from(codes);
                self.thing = false;
                (codes.clone(), *after)
            }
            Subject::Other(after) => {
                self.thing = true;
                let span = &self.words.text()[start..*after];
                let document =
                    ["宣言は", "声明は", "計画は", "文書は", "コミュニケは"].iter().any(|word| span.ends_with(word));
                let own = document && self.voice() == Voice::Parties;
                (if own { self.context.parties.clone() } else { Vec::new() }, *after)
            }
            Subject::Somebody(after) if self.is_all_of_us(start, *after) => (self.context.parties.clone(), *after),
            Subject::Thing(after) | Subject::Somebody(after) => {
                self.thing = matches!(found, Subject::Thing(_));
                (Vec::new(), *after)
            }
            Subject::None => (subject::unnamed(self.context, self.discourse, &self.carried), start),
        }
    }

    /// 四閣僚は, 各首脳は in a document of theirs; 政府は in one of one side.
    fn is_all_of_us(&self, start: usize, after: usize) -> bool {
        if self.voice() == Voice::Author {
            return false;
        }
        let span = self.words.between(start, after);
        let noun = span.rsplit(['、', '(', ')']).next().unwrap_or(span).trim_start();
        noun.starts_with("政府") && self.context.parties.len() == 1
            || ["両", "三", "四", "五", "六", "七", "各", "全", "3", "4", "5", "6", "7"]
                .iter()
                .any(|many| noun.starts_with(many))
                && noun.chars().count() <= 8
    }

    fn voice(&self) -> Voice {
        subject::voice(self.context.kind)
    }

    /// Whether the sentence tells something past.
    fn sentence_is_told(&self) -> bool {
        let words = self.words;
        words.between(0, words.layout.end).ends_with('た')
    }

    /// Whether the words for a thing are not the doer but what is done: 〜は許されない, 声明が発出された.
    fn is_theme(&self, predicate: &Predicate, found: &Subject) -> bool {
        if self.voice() == Voice::Author {
            return false;
        }
        let told = matches!(self.context.kind, DocumentKind::Speech | DocumentKind::PressRelease);
        let judged = matches!(predicate.act, ActKind::Oppose | ActKind::Condemn)
            && (predicate.kind.negative || predicate.form != inflection::Form::Bare && !predicate.shade.past);
        match found {
            Subject::Thing(_) if predicate.shade.passive => !told || judged,
            Subject::Thing(_) => !matches!(predicate.act, ActKind::Meet | ActKind::Decide),
            Subject::Other(_) => judged,
            _ => false,
        }
    }

    /// 被害は確認されていない: of things, a description.
    fn describes(predicate: &Predicate, found: &Subject) -> bool {
        let done_by_a_thing = !predicate.shade.passive && matches!(found, Subject::Thing(_));
        if done_by_a_thing && matches!(predicate.act, ActKind::Meet | ActKind::Decide) {
            return true;
        }
        let to_be_done = predicate.shade.passive && !predicate.shade.past && matches!(found, Subject::Other(_));
        if to_be_done && matches!(predicate.act, ActKind::Meet | ActKind::Decide | ActKind::Discuss) {
            return true;
        }
        predicate.shade.passive
            && matches!(found, Subject::Other(_) | Subject::Thing(_))
            && matches!(predicate.act, ActKind::Confirm | ActKind::Recognise)
            && (predicate.shade.negative || predicate.shade.under_way)
    }

    fn push(&mut self, mut act: ActFinding) {
        if act.commitment {
            act.due = self.due(&act);
        }
        self.before = Before { actors: act.actors.clone(), targets: act.targets.clone(), clause: Some(act.clause) };
        self.acts.push(act);
    }

    fn due(&self, act: &ActFinding) -> Option<seimei_model::date::Edtf> {
        due::due(self.words.sentence, self.dates, act.clause, self.context)
    }

    /// The last clause ends in no word of the lexicon.
    fn last_clause(&mut self) {
        let words = self.words;
        let rest = TextRange::new(self.from.min(words.layout.end), words.layout.end);
        let predicate = plain::read(words, rest).trigger.start as usize;
        self.told(predicate, predicate, false);
        let start = self.from.min(words.layout.end);
        let clause = TextRange::new(start, words.layout.end);
        let plain = plain::read(words, clause);
        let existence = plain.ending == Ending::Describes;
        let before_predicate = TextRange::new(start, plain.trigger.start as usize);
        let found = subject::of_clause(words, self.groups, before_predicate, plain.passive);
        let opened = words.between(start, before_predicate.end as usize).contains('は')
            && subject::opens_with_a_thing(words, before_predicate);
        let found = if found == Subject::None && opened { Subject::Other(start) } else { found };
        let named = matches!(found, Subject::Actors(..));
        let (mut actors, _) = self.actors(&found, start);
        let act = self.judge(&plain, &found, &actors);
        let Some((act, rule)) = act else {
            if self.acts.is_empty() {
                let owner = if named || !existence { None } else { self.owner(before_predicate) };
                let kept = self.voice() != Voice::Author && (named || owner.is_some());
                actors = owner.unwrap_or(actors);
                let actors = if kept { actors } else { Vec::new() };
                self.push(finding(ActKind::State, &plain, clause, actors, false, "ja.describes"));
            }
            return;
        };
        subject::with_partners(words, self.groups, before_predicate, plain.trigger.start as usize, act, &mut actors);
        let decided = act == ActKind::Decide;
        let targets = if act == ActKind::Urge { std::mem::take(&mut actors) } else { Vec::new() };
        let mut act = finding(act, &plain, clause, actors, false, rule);
        if act.act == ActKind::Urge {
            act.actors.clone_from(&self.context.parties);
            act.targets = targets;
        }
        act.strength = strength::of_plain(words, act.trigger, clause);
        act.commitment = decided || matches!(act.act, ActKind::Commit | ActKind::Intend | ActKind::Explore);
        self.push(act);
    }

    /// 我が国には責務がある: whose it is.
    fn owner(&self, clause: TextRange) -> Option<Vec<ActorCode>> {
        let group = self.groups.iter().find(|group| {
            group.case == groups::Case::To
                && clause.start <= group.range.start
                && group.after <= clause.end as usize
                && self.words.between(group.range.end as usize, group.after) == "には"
        })?;
        Some(group.codes.clone())
    }

    /// What a final predicate does that no word of the lexicon carries; `None` if it describes.
    fn judge(&self, plain: &Plain, subject: &Subject, actors: &[ActorCode]) -> Option<(ActKind, &'static str)> {
        let voice = self.voice();
        let named = matches!(subject, Subject::Actors(..));
        let thing = matches!(subject, Subject::Other(_) | Subject::Thing(_));
        let ours = !actors.is_empty() && actors.iter().all(|code| self.context.parties.contains(code));
        let somebody =
            matches!(subject, Subject::Somebody(_)) && matches!(plain.ending, Ending::Done | Ending::UnderWay);
        let asked = plain.ending == Ending::Duty && !plain.passive && voice != Voice::Author;
        if asked && self.groups.iter().any(|group| group.nobody && group.case == groups::Case::Topic) {
            return Some((ActKind::Urge, "ja.duty-of-another"));
        }
        if thing || actors.is_empty() && !somebody {
            return None;
        }
        match plain.ending {
            Ending::Settled if voice != Voice::Author => Some((ActKind::Decide, "ja.settled")),
            Ending::Settled => Some((ActKind::Report, "ja.done")),
            Ending::Duty if named && !ours && voice != Voice::Author => Some((ActKind::Urge, "ja.duty-of-another")),
            Ending::Describes | Ending::Noun | Ending::Duty => None,
            _ if plain.passive && (named || voice == Voice::Author) => None,
            Ending::Done if self.runs_on_a_thing(subject) => None,
            Ending::Done => Some((ActKind::Report, "ja.done")),
            Ending::UnderWay => Some((ActKind::Report, "ja.under-way")),
            _ if voice == Voice::Author => None,
            Ending::Onward if ours => Some((ActKind::Commit, "ja.onward")),
            Ending::ToDo if ours => Some((ActKind::Commit, "ja.to-do")),
            Ending::Wish if ours => Some((ActKind::Intend, "ja.wish")),
            Ending::ActionNoun if self.takes_items() => Some((ActKind::Commit, "ja.item")),
            Ending::Onward | Ending::ToDo | Ending::Wish | Ending::ActionNoun => None,
        }
    }

    /// A speech goes on about a thing: what it did is no act of the speaker.
    fn runs_on_a_thing(&self, subject: &Subject) -> bool {
        *subject == Subject::None
            && self.context.kind == DocumentKind::Speech
            && self.words.sentence.number > 0
            && self.discourse.last_subject.is_empty()
    }

    /// Whether an item that is a noun tells what the parties will do.
    fn takes_items(&self) -> bool {
        matches!(
            self.context.kind,
            DocumentKind::Programme
                | DocumentKind::JointStatement
                | DocumentKind::Declaration
                | DocumentKind::Communique
                | DocumentKind::FactSheet
                | DocumentKind::Agreement
        )
    }

    fn close(self) -> Vec<ActFinding> {
        if let Some(last) = self.acts.iter().rev().find(|act| !act.actors.is_empty()) {
            self.discourse.last_subject.clone_from(&last.actors);
        } else if self.thing && self.done && self.context.kind == DocumentKind::Speech {
            self.discourse.last_subject.clear();
        } else if !self.carried.is_empty() {
            self.discourse.last_subject.clone_from(&self.carried);
        }
        if let Some(aimed) = self.acts.iter().rev().find(|act| !act.targets.is_empty()) {
            self.discourse.last_targets.clone_from(&aimed.targets);
        } else {
            self.discourse.last_targets.clear();
        }
        self.acts
    }
}

fn finding(
    act: ActKind,
    plain: &Plain,
    clause: TextRange,
    actors: Vec<ActorCode>,
    commitment: bool,
    rule: &'static str,
) -> ActFinding {
    ActFinding {
        act,
        trigger: plain.trigger,
        clause,
        actors,
        targets: Vec::new(),
        strength: Strength::Plain,
        commitment,
        due: None,
        rule: RuleId::new(rule),
    }
}

/// Notes a rule that fired and lost.
fn lose(discourse: &mut Discourse, predicate: &Predicate, reason: &'static str) {
    if discourse.explain {
        discourse.lost.push(Lost { range: predicate.trigger, rule: predicate.rule.clone(), reason });
    }
}
