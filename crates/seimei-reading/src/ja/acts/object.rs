//! The object of a predicate: where it ends, the noun it turns on, and whether agreeing to it,
//! confirming it or deciding it binds the actors.

use seimei_lexicon::table::TableName;
use seimei_model::act::ActKind;
use seimei_model::code::ActorCode;
use seimei_text::range::TextRange;

use super::groups::{Case, Group};
use super::inflection::Form;
use super::predicates::Predicate;
use super::subject::is_closed;
use super::words::Words;

/// Returns where the object of `predicate` ends, its particle included: before adverbs.
pub(super) fn end(words: &Words, predicate: &Predicate) -> usize {
    let start = predicate.noun.map_or(predicate.verb, |noun| noun.start as usize);
    words.before_adverbs(start)
}

/// Returns the noun that a confirming predicate turns on: を|コミットメント, 支持.
pub(super) fn noun(words: &Words, predicate: &Predicate, object_end: usize) -> Option<TextRange> {
    if predicate.noun.is_some() {
        return predicate.noun;
    }
    let text = words.text();
    let bare = ["を", "で", "に", "が", "も"].iter().find_map(|particle| text[..object_end].strip_suffix(particle))?;
    let at = words.layout.before_brackets(bare.len());
    words.word_before("pledge", at).or_else(|| {
        words
            .ending_at(TableName::Acts, at)
            .find(|hit| words.lexicon.entry(hit).kind.contains("noun"))
            .map(|hit| hit.range)
    })
}

/// Returns whether `predicate` binds its actors to future conduct of their own.
pub(super) fn binds(
    words: &Words,
    groups: &[Group],
    predicate: &Predicate,
    clause: TextRange,
    actors: &[ActorCode],
) -> bool {
    match predicate.act {
        ActKind::Commit | ActKind::Intend | ActKind::Explore => !actors.is_empty(),
        ActKind::Agree | ActKind::Confirm | ActKind::Reaffirm | ActKind::Decide => {
            !actors.is_empty() && !predicate.shade.negative && object_binds(words, groups, predicate, clause, actors)
        }
        _ => false,
    }
}

fn object_binds(
    words: &Words,
    groups: &[Group],
    predicate: &Predicate,
    clause: TextRange,
    actors: &[ActorCode],
) -> bool {
    let text = words.text();
    if predicate.kind.instructs {
        return true;
    }
    if predicate.act == ActKind::Agree && text[predicate.trigger.bounds()].contains('諾') {
        return true;
    }
    if predicate.noun.is_some_and(|noun| is_pledge(words, noun)) {
        return true;
    }
    if predicate.act == ActKind::Decide && predicate.noun.is_some_and(|noun| text[noun.bounds()].ends_with("決定")) {
        return true;
    }
    let object_end = words.before_adverbs(predicate.verb);
    let object = words.between(clause.start as usize, object_end);
    let content = [
        "ことを",
        "ことで",
        "ことに",
        "ことについて",
        "ことについても",
        "ことも",
        "ことが",
        "ことに意見の",
        "旨",
        "べきことを",
        "ことにつき",
    ]
    .iter()
    .find_map(|tail| object.strip_suffix(tail));
    if let Some(content) = content {
        return conduct(words, groups, content, clause, actors, predicate);
    }
    if let Some(said) = object.strip_suffix('と').filter(|_| predicate.act == ActKind::Agree) {
        return conduct(words, groups, said, clause, actors, predicate);
    }
    if predicate.kind.deed {
        return false;
    }
    let Some(bare) = ["を", "で", "に", "が", "について"].iter().find_map(|particle| object.strip_suffix(particle))
    else {
        return false;
    };
    let at = words.layout.before_brackets(clause.start as usize + bare.len());
    if words.word_before("pledge", at).is_some() {
        return true;
    }
    match predicate.act {
        ActKind::Agree | ActKind::Decide => {
            words.word_before("action", at).is_some() || text[..at].ends_with("措置") || text[..at].ends_with("行使")
        }
        _ => false,
    }
}

fn is_pledge(words: &Words, noun: TextRange) -> bool {
    words.word_before("pledge", noun.end as usize).is_some()
}

/// Whether 〜こと tells conduct of the actors still to come: a plain verb of doing, theirs.
fn conduct(
    words: &Words,
    groups: &[Group],
    content: &str,
    clause: TextRange,
    actors: &[ActorCode],
    predicate: &Predicate,
) -> bool {
    let text = words.text();
    let pledged = ["用意がある", "決意である", "意向である", "所存である", "意思がある", "意向がある", "方針である"];
    if pledged.iter().any(|tail| content.ends_with(tail)) {
        return true;
    }
    let onward = ["ていく", "でいく", "てゆく", "ていき", "てまいる"].iter().any(|tail| content.ends_with(tail));
    let still =
        ["続ける", "ないこと", "屈しない", "しない", "わない", "さない"].iter().any(|tail| content.ends_with(tail));
    if !onward {
        let describes = [
            "ている",
            "でいる",
            "ておる",
            "た",
            "だ",
            "である",
            "い",
            "なる",
            "できる",
            "がある",
            "にある",
            "ある",
            "いる",
            "される",
            "れる",
            "られる",
            "得る",
            "であり続ける",
            "有する",
            "異なる",
            "存する",
            "べき",
            "位置する",
            "意味する",
            "構成する",
            "資する",
            "一致する",
            "反対する",
            "支持する",
            "非難する",
            "歓迎する",
            "寄与する",
            "不可欠とする",
            "つながる",
            "繋がる",
        ];
        if describes.iter().any(|tail| content.ends_with(tail))
            && !(still && !content.ends_with("られない") && !content.ends_with("れない"))
        {
            return false;
        }
    }
    // 〜が inside the content: somebody else's conduct unless the actors themselves.
    let start = clause.start as usize;
    let end = start + content.len();
    let mut own = true;
    for (at, _) in content.match_indices('が') {
        let at = start + at;
        let after = at + 'が'.len_utf8();
        if words.layout.is_enclosed(at)
            || is_closed(words, after, end)
            || text[after..].starts_with('、') && text[..at].ends_with('た')
        {
            continue;
        }
        let group = groups.iter().find(|group| group.range.end as usize == at && group.case == Case::Subject);
        own = match group {
            Some(group) => group.codes.iter().all(|code| actors.contains(code)) || group.collective,
            None => text[after..].starts_with("ある"),
        };
    }
    own && predicate.form != Form::Condition
}
