//! Whether an act binds its actor to future conduct, and by when.

use seimei_model::act::ActKind;

use crate::en::acts::patterns::{Kind, Patterns, Scan};
use crate::en::grammar::Class;

/// Returns whether an act with its trigger ending at `last` is a commitment.
pub fn binds(act: ActKind, last: usize, patterns: &Patterns, scan: Scan) -> bool {
    match act {
        ActKind::Commit | ActKind::Intend | ActKind::Explore => true,
        ActKind::Agree | ActKind::Confirm | ActKind::Reaffirm | ActKind::Decide => {
            object_binds(act, last + 1, patterns, scan)
        }
        _ => false,
    }
}

/// Whether what is agreed, confirmed or decided is conduct of one's own.
fn object_binds(act: ActKind, from: usize, patterns: &Patterns, scan: Scan) -> bool {
    let end = scan.until.min(scan.tokens.len());
    let is = |at: usize, class: Class| at < end && scan.tokens[at].is(class);
    let mut at = from;
    while is(at, Class::ADVERB) {
        at += 1;
    }
    if is(at, Class::TO) {
        return is_verb_after_adverbs(at + 1, &is);
    }
    if is(at, Class::PREPOSITION)
        && matches!(scan.word(at), Some("on" | "in" | "upon"))
        && matches!(act, ActKind::Agree | ActKind::Decide)
    {
        return is(at + 1, Class::ING) && !is(at + 1, Class::PREPOSITION);
    }
    if is(at, Class::THAT) || is(at, Class::NOMINATIVE) {
        // That they will: a future of the speaker's own.
        let modal =
            (at..end.min(at + 14)).find(|&at| is(at, Class::MODAL | Class::PRESENT_BE | Class::PAST_BE | Class::HAVE));
        return modal.is_some_and(|modal| {
            is(modal, Class::FUTURE | Class::CONDITIONAL)
                && (at..modal).any(|at| is(at, Class::NOMINATIVE | Class::MENTION))
        });
    }
    if act == ActKind::Decide || act == ActKind::Agree {
        return false;
    }
    // The noun: commitment, intention, but not support or importance.
    while at < end.min(from + 14) {
        let token = &scan.tokens[at];
        if token.is(Class::NAME) {
            at += 1;
            continue;
        }
        if let Some(found) = patterns.word(at, &[Kind::Noun], scan) {
            return matches!(found.pattern.act, Some(ActKind::Commit | ActKind::Intend));
        } else if token.is(Class::PREPOSITION
            | Class::TO
            | Class::THAT
            | Class::RELATIVE
            | Class::SEMICOLON
            | Class::COLON)
        {
            return false;
        }
        at += 1;
    }
    false
}

fn is_verb_after_adverbs(mut at: usize, is: &impl Fn(usize, Class) -> bool) -> bool {
    while is(at, Class::ADVERB) {
        at += 1;
    }
    is(at, Class::BASE) && !is(at, Class::NAME)
}
