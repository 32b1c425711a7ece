//! Which predicates stand at the level of the sentence.

use seimei_model::act::ActKind;

use seimei_text::range::TextRange;

use super::groups::{Case, Group};
use super::inflection::Form;
use super::narrative;
use super::predicates::Predicate;
use super::role::Role;
use super::subject::{self, Voice};
use super::words::Words;
use crate::context::{Context, Discourse};

/// Returns the predicates that are acts of the sentence, in order; notes the others as lost.
pub(super) fn select(
    words: &Words,
    groups: &[Group],
    found: &[Predicate],
    context: &Context,
    discourse: &mut Discourse,
) -> Vec<Predicate> {
    let mut mains: Vec<Predicate> = Vec::new();
    let voice = subject::voice(context.kind);
    let last = found.iter().rev().find(|predicate| matches!(predicate.role, Role::Final(_)));
    for (place, predicate) in found.iter().enumerate() {
        let reason = match predicate.role {
            Role::Attributive => Some("attributive"),
            Role::Embedded => Some("embedded"),
            Role::Final(_) => is_no_act(predicate, voice, true),
            Role::Coordinate(_) => is_no_act(predicate, voice, last.is_some_and(|last| !last.shade.past))
                .or_else(|| is_inner(words, groups, found, place, &mains, last, voice)),
        };
        match reason {
            Some(reason) => super::lose(discourse, predicate, reason),
            None => mains.push(predicate.clone()),
        }
    }
    for predicate in &mut mains {
        turn(predicate, voice);
    }
    mains
}

/// Reasons that lie in the predicate itself.
fn is_no_act(predicate: &Predicate, voice: Voice, undone: bool) -> Option<&'static str> {
    let shade = predicate.shade;
    if predicate.form == Form::Bare && voice == Voice::Parties && predicate.kind.deed {
        return Some("noun");
    }
    if shade.duty && !matches!(predicate.act, ActKind::Oppose) {
        return Some("duty");
    }
    let finite = matches!(predicate.form, Form::Plain | Form::Polite);
    let to_do = predicate.kind.deed && predicate.act != ActKind::Explore && !shade.passive && undone;
    if to_do && voice == Voice::Parties && finite && !shade.past && !shade.under_way {
        return Some("still to be done");
    }
    None
}

/// Whether a coordinate predicate belongs to the content of a later one rather than to the sentence.
fn is_inner(
    words: &Words,
    groups: &[Group],
    found: &[Predicate],
    place: usize,
    mains: &[Predicate],
    last: Option<&Predicate>,
    voice: Voice,
) -> Option<&'static str> {
    let text = words.text();
    let predicate = &found[place];
    let end = predicate.trigger.end as usize;
    let Role::Coordinate(next) = predicate.role else { return None };
    if text[next..].starts_with("及び") || text[next..].starts_with("並びに") {
        return Some("inside a list");
    }
    // A new topic begins a new clause of the sentence.
    let new_topic = groups.iter().any(|group| group.case == Case::Topic && group.range.start as usize == next);
    if new_topic {
        return None;
    }
    let later = found[place + 1..].iter().find(|other| {
        matches!(other.role, Role::Final(_) | Role::Coordinate(_))
            && !(other.kind.deed && matches!(other.role, Role::Coordinate(_)))
    });
    let until = later.map_or(words.layout.end, |later| later.trigger.start as usize).max(next);
    let content = closes_content(words, next, until);
    let begun = mains.last().map_or(0, |main| match main.role {
        Role::Coordinate(next) => next,
        _ => main.trigger.end as usize,
    });
    let in_a_row = content
        && predicate.form != Form::While
        && voice == Voice::Parties
        && begun <= predicate.trigger.start as usize
        && narrative::find(words, TextRange::new(begun, predicate.trigger.start as usize))
            .iter()
            .any(|other| !other.beside && other.done);
    if in_a_row {
        return Some("inside the content of another act");
    }
    if predicate.kind.negative && content {
        return Some("inside the content of another act");
    }
    // 北朝鮮が…拒否し、…することを: the subject is that of the content.
    let topic = groups.iter().find(|group| group.case == Case::Topic && (group.after) <= end);
    let open_subject = groups.iter().rev().find(|group| {
        group.case == Case::Subject
            && group.after <= predicate.trigger.start as usize
            && topic.is_some_and(|topic| topic.after <= group.range.start as usize)
            && !subject::is_closed(words, group.after, predicate.trigger.start as usize)
    });
    let clause = TextRange::new(topic.map_or(0, |topic| topic.after).min(predicate.verb), predicate.verb);
    let of_a_thing = voice == Voice::Parties
        && topic.is_none()
        && matches!(
            subject::bare_subject(words, groups, clause),
            subject::Subject::Other(_) | subject::Subject::Thing(_)
        );
    let asked = later.is_some_and(|later| later.act == ActKind::Urge)
        && words.holds(clause.start as usize, clause.end as usize, &["に対し、"]);
    if (open_subject.is_some() || of_a_thing || asked && !predicate.kind.deed) && content {
        return Some("inside the content of another act");
    }
    if predicate.kind.deed && voice != Voice::Author && content && !tells_its_matter(words, predicate) {
        return Some("inside the content of another act");
    }
    if last.is_none() && content && voice == Voice::Parties && later.is_none() {
        return Some("inside a description");
    }
    None
}

/// Whether a content is closed between two places: 〜ことを, 〜よう, 〜との, 〜する決意.
pub(super) fn closes_content(words: &Words, start: usize, end: usize) -> bool {
    subject::closes_content(words, start, end)
        || ["決意", "意思", "意向", "コミットメント", "必要性", "重要性", "意義"].iter().any(|noun| {
            let span = words.between(start, end);
            span.match_indices(noun).any(|(at, _)| {
                let before = &span[..at];
                before.ends_with(['る', 'す', 'く', 'う', 'む', 'つ', 'ぶ', 'い'])
                    && !["たる", "なる", "による", "における", "に対する", "に関する", "しい", "ない", "深い", "強い"]
                        .iter()
                        .any(|word| before.ends_with(word))
            })
        })
}

/// 〜について議論し, 意見交換を行い: an act of its own.
fn tells_its_matter(words: &Words, predicate: &Predicate) -> bool {
    let text = &words.text()[..predicate.trigger.start as usize];
    if predicate.noun.is_some() {
        return true;
    }
    let tail: String = text.chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
    ["について", "に関し", "につき", "をめぐり", "を巡り"].iter().any(|word| tail.contains(word))
        || matches!(predicate.act, ActKind::Decide | ActKind::Meet)
            && text.ends_with(['を', 'に', 'へ'])
            && predicate.shade == super::inflection::Shade::default()
            && predicate.act == ActKind::Meet
}

/// What the form makes of the act.
fn turn(predicate: &mut Predicate, voice: Voice) {
    let shade = predicate.shade;
    if shade.onward
        && !shade.past
        && voice != Voice::Author
        && !matches!(
            predicate.act,
            ActKind::Explore | ActKind::Intend | ActKind::Agree | ActKind::Commit | ActKind::Reaffirm
        )
    {
        predicate.act = ActKind::Commit;
    }
}
