//! Noun groups: mentions of actors joined by 及び, と, 、 with the particle that follows them.

use seimei_model::code::ActorCode;
use seimei_text::range::TextRange;

use super::predicates::is_han;
use super::subject::is_katakana;
use super::words::Words;
use crate::finding::{ActorMention, MentionKind};

/// What a group is in its clause, by the particle after it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Case {
    /// は, も, としては.
    Topic,
    /// として.
    As,
    /// では, でも, においては.
    Place,
    /// が.
    Subject,
    /// から, より.
    Source,
    /// により, によって.
    Means,
    /// による.
    MeansOf,
    /// の, 間の, との間の.
    Of,
    /// における.
    In,
    /// に対し, に対して.
    Toward,
    /// に対する, への, に向けた.
    TowardOf,
    /// に, へ.
    To,
    /// との間で, とともに; と before a verb of meeting.
    With,
    /// を.
    Object,
    /// との, とともに before a noun.
    WithOf,
    /// None of these.
    Other,
}

/// One or more mentions joined.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// From the first mention to the last.
    pub(super) range: TextRange,
    /// Whom they stand for, alphabetical.
    pub(super) codes: Vec<ActorCode>,
    /// Whether it names all or some of the parties by a collective word (我々, 両首脳).
    pub(super) collective: bool,
    /// Whether it stands for nobody with a code (国際社会).
    pub(super) nobody: bool,
    /// The particle.
    pub(super) case: Case,
    /// Where the particle ends.
    pub(super) after: usize,
}

const JOINS: &[&str] = &[
    "及び",
    "並びに",
    "および",
    "ならびに",
    "と",
    "や",
    "、",
    "・",
    "、そして",
    "、及び",
    "、並びに",
    "又は",
    "または",
    "そして",
    "とともに",
    "と共に",
    "/",
    ",",
];

const CASES: &[(&str, Case)] = &[
    ("による", Case::MeansOf),
    ("によって", Case::Means),
    ("により", Case::Means),
    ("における", Case::In),
    ("に対する", Case::TowardOf),
    ("に対しても", Case::Toward),
    ("に対しては", Case::Toward),
    ("に対して", Case::Toward),
    ("に対しましても", Case::Toward),
    ("に対しまして", Case::Toward),
    ("に対し", Case::Toward),
    ("に向けた", Case::TowardOf),
    ("に関する", Case::TowardOf),
    ("についての", Case::TowardOf),
    ("に関して", Case::Other),
    ("について", Case::Other),
    ("においては", Case::Place),
    ("においても", Case::Place),
    ("において", Case::Other),
    ("にとって", Case::Other),
    ("に係る", Case::TowardOf),
    ("への", Case::TowardOf),
    ("向けの", Case::TowardOf),
    ("との間で", Case::With),
    ("との間の", Case::Of),
    ("との間に", Case::Other),
    ("との", Case::WithOf),
    ("とともに", Case::With),
    ("と共に", Case::With),
    ("と協力", Case::With),
    ("間の", Case::Of),
    ("間で", Case::With),
    ("間に", Case::Other),
    ("の間の", Case::Of),
    ("の間で", Case::Other),
    ("のため", Case::Other),
    ("の", Case::Of),
    ("からは", Case::Source),
    ("からも", Case::Source),
    ("から", Case::Source),
    ("よりは", Case::Source),
    ("より", Case::Source),
    ("としては", Case::Topic),
    ("としても", Case::Topic),
    ("としての", Case::Other),
    ("として初", Case::Other),
    ("として", Case::As),
    ("にも", Case::To),
    ("には", Case::To),
    ("に", Case::To),
    ("へ", Case::To),
    ("では", Case::Place),
    ("でも", Case::Place),
    ("とは", Case::With),
    ("とも", Case::With),
    ("と", Case::With),
    ("は", Case::Topic),
    ("も", Case::Topic),
    ("が、", Case::Subject),
    ("が", Case::Subject),
    ("を", Case::Object),
];

/// Groups the mentions of a sentence that stand outside quotations and brackets.
pub(super) fn of(words: &Words, mentions: &[ActorMention]) -> Vec<Group> {
    let text = words.text();
    let mut groups: Vec<Group> = Vec::new();
    for mention in mentions {
        let (start, end) = (mention.range.start as usize, mention.range.end as usize);
        if words.layout.is_enclosed(start) {
            continue;
        }
        let end = after_followers(words, end);
        let range = TextRange::new(start, end);
        let joined = groups.last_mut().filter(|last| {
            let last_end = last.range.end as usize;
            last_end <= start && is_join(words.between(last_end, start))
        });
        match joined {
            Some(last) => {
                // 我々、甲、乙及び丙の外務大臣は: the names only say who 我々 are.
                let named_already = last.collective && text[last.range.end as usize..start] == *"、";
                last.range.end = end as u32;
                if !named_already {
                    last.codes.extend(mention.codes.iter().cloned());
                }
                last.collective &= named_already || mention.kind == MentionKind::Collective;
                last.nobody &= mention.kind == MentionKind::Abstract;
            }
            None => groups.push(Group {
                range,
                codes: mention.codes.clone(),
                collective: mention.kind == MentionKind::Collective,
                nobody: mention.kind == MentionKind::Abstract,
                case: Case::Other,
                after: end,
            }),
        }
    }
    for group in &mut groups {
        group.codes.sort();
        group.codes.dedup();
        group.after = group.range.end as usize;
        let rest = &text[group.range.end as usize..];
        let mut found = CASES.iter().find(|(particle, _)| rest.starts_with(particle));
        if let Some(agent) = found.filter(|(particle, _)| *particle == "の").and_then(|_| agent_after(words, rest)) {
            group.range.end += agent as u32;
            let rest = &text[group.range.end as usize..];
            found = CASES.iter().find(|(particle, _)| rest.starts_with(particle));
        }
        if let Some((particle, case)) = found {
            group.case = *case;
            group.after = group.range.end as usize + particle.len();
        }
    }
    groups
}

/// Returns the length of の and a noun for those who act for the name before it, where that noun
/// is the subject: 海上自衛隊|の掃海部隊|が.
fn agent_after(words: &Words, rest: &str) -> Option<usize> {
    let noun: usize = rest
        .chars()
        .skip(1)
        .take(12)
        .take_while(|c| is_han(*c) || is_katakana(*c) || c.is_ascii_alphanumeric() || *c == '・')
        .map(char::len_utf8)
        .sum();
    let len = 'の'.len_utf8() + noun;
    let after = &rest[len.min(rest.len())..];
    let subject = ["は", "が", "も", "から", "より"].iter().any(|particle| after.starts_with(particle));
    let end = words.text().len() - rest.len() + len;
    (noun > 0 && subject && words.word_before("agent", end).is_some()).then_some(len)
}

fn is_join(between: &str) -> bool {
    JOINS.contains(&between) || between == "も"
}

/// Steps over brackets and words that act for the name before them: 米国側, 日本(議長国)政府.
fn after_followers(words: &Words, end: usize) -> usize {
    let text = words.text();
    let mut end = words.layout.after_brackets(end);
    for _ in 0..3 {
        let follower = words
            .sentence
            .hits
            .iter()
            .skip(words.sentence.hits.partition_point(|hit| hit.range.end as usize <= end))
            .take_while(|hit| (hit.range.end as usize) <= end + 18)
            .filter(|hit| {
                hit.range.start as usize == end
                    && hit.table == seimei_lexicon::table::TableName::Words
                    && matches!(words.lexicon.entry(hit).family.as_str(), "follower" | "agent")
            })
            .max_by_key(|hit| hit.range.end);
        match follower {
            Some(hit) => end = hit.range.end as usize,
            None if text[end..].starts_with("の双方") || text[end..].starts_with("の両国") => {
                end += "の双方".len();
            }
            None => break,
        }
    }
    if text[end..].starts_with("及び国民") {
        end += "及び国民".len();
    }
    words.layout.after_brackets(end)
}
