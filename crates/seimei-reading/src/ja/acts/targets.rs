//! Whose conduct an act means, to whom it is addressed, or who is backed.

use seimei_model::act::ActKind;
use seimei_model::code::ActorCode;
use seimei_text::range::TextRange;

use super::groups::{Case, Group};
use super::predicates::Predicate;
use super::words::Words;

/// What was done before, for これを.
#[derive(Clone, Debug, Default)]
pub(super) struct Before {
    /// Who did it.
    pub(super) actors: Vec<ActorCode>,
    /// Whose conduct it meant.
    pub(super) targets: Vec<ActorCode>,
    /// Its clause, if it stands in the same sentence.
    pub(super) clause: Option<TextRange>,
}

/// Finds the targets of `predicate`.
///
/// `object` runs from after the subject of the clause to where the object ends; `whole` from the
/// beginning of the clause.
pub(super) fn of(
    words: &Words,
    groups: &[Group],
    predicate: &Predicate,
    object: TextRange,
    whole: TextRange,
    actors: &[ActorCode],
    before: &Before,
) -> Vec<ActorCode> {
    if !predicate.act.takes_targets() {
        return Vec::new();
    }
    let matter = matter(words, object);
    let mut found = among(words, groups, predicate, matter, actors);
    // Examples (〜を含む) do not tell whose conduct is welcomed.
    let lead = words.between(object.start as usize, matter.start as usize).trim_end_matches('、');
    let only_examples = predicate.act == ActKind::Welcome && (lead.ends_with("含む") || lead.ends_with("含め"));
    if found.is_empty() && matter != object && !only_examples {
        found = among(words, groups, predicate, object, actors);
    }
    let against = matches!(predicate.act, ActKind::Condemn | ActKind::Concern | ActKind::Oppose | ActKind::Urge);
    if against {
        // Nobody condemns or urges themselves.
        if found.iter().all(|code| actors.contains(code)) {
            found.clear();
        }
        if found.is_empty() && object.is_empty() && before.clause.is_some() {
            found.clone_from(&before.targets);
        }
    }
    let resumed = words.between(object.start as usize, object.end as usize);
    if found.is_empty() && resumes(resumed, predicate.act) {
        let others = |codes: &[ActorCode]| codes.iter().filter(|code| !actors.contains(code)).cloned().collect();
        found = match predicate.act {
            ActKind::Condemn | ActKind::Concern | ActKind::Oppose | ActKind::Urge if !before.targets.is_empty() => {
                before.targets.clone()
            }
            ActKind::Condemn | ActKind::Concern | ActKind::Oppose if before.clause.is_some() => {
                // What the clause before was about.
                before.clause.map_or(Vec::new(), |clause| among(words, groups, predicate, clause, actors))
            }
            _ => others(&before.actors),
        };
    }
    if found.is_empty() && whole.start < object.start {
        // What stands before the subject: 〜に対し、甲から謝意を表明した.
        let lead = TextRange { start: whole.start, end: object.start };
        let (from, to) = (lead.start as usize, lead.end as usize);
        let concerns = words.holds(from, to, &["に対し", "について", "に関し"])
            && !matches!(predicate.act, ActKind::Welcome | ActKind::Support | ActKind::Commend);
        if concerns || words.holds(from, to, &["を、"]) {
            let others: Vec<Group> = groups
                .iter()
                .filter(|group| !matches!(group.case, Case::Topic | Case::Source | Case::As))
                .cloned()
                .collect();
            found = among(words, &others, predicate, lead, actors);
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The object without the adverbial clauses before it: 〜に対処する中で|ウクライナとの連帯を.
fn matter(words: &Words, object: TextRange) -> TextRange {
    let (start, end) = (object.start as usize, object.end as usize);
    let span = words.between(start, end);
    let ends = [
        "中で",
        "中、",
        "ため、",
        "ために",
        "ための",
        "を通じて、",
        "を通じ、",
        "上で、",
        "つつ、",
        "際して、",
        "に際し、",
        "ほか、",
        "を含む、",
        "を含む",
        "を含め、",
        "含め、",
    ];
    let last = ends
        .iter()
        .filter_map(|word| {
            span.rfind(word).filter(|at| !words.layout.is_enclosed(start + at)).map(|at| at + word.len())
        })
        .max();
    last.map_or(object, |at| TextRange::new(start + at, end))
}

fn among(
    words: &Words,
    groups: &[Group],
    predicate: &Predicate,
    object: TextRange,
    actors: &[ActorCode],
) -> Vec<ActorCode> {
    let inside: Vec<&Group> = groups
        .iter()
        .filter(|group| {
            let whole = group.codes.len() > 1 && group.codes.len() == actors.len() && group.codes == actors;
            object.start <= group.range.start
                && group.range.end <= object.end
                && (!group.codes.is_empty() || group.nobody && group.case == Case::MeansOf)
                && !follows_direction(words, group)
                && !(whole && qualifies(without_lead(words.between(group.after, object.end as usize))))
        })
        .collect();
    match predicate.act {
        ActKind::Urge | ActKind::Thank => addressed(words, &inside, predicate, object),
        ActKind::Support | ActKind::Commend => backed(words, &inside, object),
        _ => conduct(words, &inside, predicate, object),
    }
}

/// Returns the object without the particle that leads to the noun of the act: 維持すること|への支持.
fn without_lead(span: &str) -> &str {
    ["への", "に対する", "に関する", "についての", "に向けた", "との"]
        .iter()
        .find_map(|tail| span.strip_suffix(tail))
        .unwrap_or(span)
}

/// 訪日, 対中: the name is the second half of a word for a visit or a direction.
fn follows_direction(words: &Words, group: &Group) -> bool {
    words.between(0, group.range.start as usize).ends_with(['訪', '対', '駐', '来', '親', '反', '在'])
}

/// Whether a phrase that only qualifies ends in `between`.
fn qualifies(between: &str) -> bool {
    [
        "に対する",
        "に向けた",
        "に関する",
        "への",
        "との",
        "のための",
        "を支え",
        "をめぐる",
        "に基づく",
        "に従った",
        "である",
    ]
    .iter()
    .any(|word| between.contains(word))
}

/// Whether the object only takes up what was said: これを, この決断に, かかる発射は.
fn resumes(object: &str, act: ActKind) -> bool {
    let object = object.trim_start_matches(['、', 'は', 'も', 'が']);
    let object = object.strip_prefix("また、").unwrap_or(object);
    let count = object.chars().count();
    let few = count <= 14 || matches!(act, ActKind::Condemn | ActKind::Oppose);
    let tail: usize = object.chars().take(count.saturating_sub(7)).map(char::len_utf8).sum();
    if ["これを", "これに", "この", "かかる"].iter().any(|word| object[tail..].contains(word))
        && !object[tail..].contains("このたび")
    {
        return true;
    }
    let lead = [
        "このたび",
        "この度",
        "この間",
        "この文脈",
        "この点",
        "この観点",
        "この機会",
        "この地域",
        "この分野",
        "その際",
        "その上",
        "そのため",
        "このため",
        "同時",
    ];
    few && ["これ", "この", "その", "右", "同", "かかる", "こうした", "そうした"]
        .iter()
        .any(|word| object.starts_with(word))
        && !lead.iter().any(|word| object.starts_with(word))
}

fn codes(groups: &[&Group]) -> Vec<ActorCode> {
    groups.iter().flat_map(|group| group.codes.iter().cloned()).collect()
}

/// 〜に対し, 〜に … よう: the addressee; else the one who is to do it.
fn addressed(words: &Words, inside: &[&Group], predicate: &Predicate, object: TextRange) -> Vec<ActorCode> {
    let toward: Vec<&Group> = inside.iter().copied().filter(|group| group.case == Case::Toward).collect();
    if let Some(first) = toward.first() {
        return first.codes.clone();
    }
    // 〜の支援に対し: the nearest possessor before に対し.
    let span = words.between(object.start as usize, object.end as usize);
    if let Some(at) = span.find("に対し").filter(|at| !span[*at..].starts_with("に対する")) {
        let limit = object.start as usize + at;
        let of: Vec<&Group> = inside
            .iter()
            .copied()
            .filter(|group| {
                group.after <= limit
                    && matches!(group.case, Case::Of | Case::MeansOf | Case::Subject | Case::Source | Case::Means)
            })
            .collect();
        if !of.is_empty() {
            return codes(&of[..1]);
        }
        if predicate.act == ActKind::Urge {
            return Vec::new();
        }
    }
    if predicate.act == ActKind::Urge {
        if let Some(group) = inside.iter().find(|group| group.case == Case::To) {
            return group.codes.clone();
        }
        if let Some(group) = inside.iter().find(|group| matches!(group.case, Case::Subject | Case::MeansOf)) {
            return group.codes.clone();
        }
        let among_others = inside.iter().find(|group| {
            let rest = words.between(group.range.end as usize, object.end as usize);
            ["を含め", "をはじめ", "を始め"].iter().any(|word| rest.starts_with(word))
        });
        if let Some(group) = among_others {
            return group.codes.clone();
        }
    } else if let Some(group) =
        inside.iter().find(|group| matches!(group.case, Case::MeansOf | Case::Toward | Case::Source))
    {
        return group.codes.clone();
    }
    conduct(words, inside, predicate, object)
}

/// Who is backed or praised: 〜の…への支持, 〜への支持, 〜との連帯, 〜を支持.
fn backed(words: &Words, inside: &[&Group], object: TextRange) -> Vec<ActorCode> {
    let found: Vec<&Group> = inside
        .iter()
        .copied()
        .filter(|group| {
            let rest = words.between(group.after, object.end as usize);
            match group.case {
                Case::Of | Case::MeansOf | Case::Subject | Case::Toward => true,
                Case::Object => rest.chars().count() <= 8 && !rest.contains('と'),
                Case::TowardOf => rest.chars().count() <= 8 && !rest.contains("への") && !rest.ends_with('を'),
                Case::WithOf => rest.is_empty() || rest.starts_with("連帯"),
                Case::To => rest.chars().count() <= 8,
                _ => false,
            }
        })
        .collect();
    primary(words, &found, object, true)
}

/// Whose conduct: 〜による, 〜の, 〜が…ことを.
fn conduct(words: &Words, inside: &[&Group], predicate: &Predicate, object: TextRange) -> Vec<ActorCode> {
    let text = words.text();
    let limit = object.end as usize;
    if let Some(toward) = inside.iter().find(|group| group.case == Case::Toward)
        && predicate.act != ActKind::Welcome
    {
        return toward.codes.clone();
    }
    let found: Vec<&Group> = inside
        .iter()
        .copied()
        .filter(|group| {
            let rest = words.between(group.after.min(limit), limit);
            match group.case {
                Case::Of => {
                    !group.collective
                        || text[group.range.bounds()].ends_with("国") && !text[group.range.bounds()].starts_with('両')
                }
                Case::MeansOf | Case::Means | Case::Subject => true,
                Case::In => !matches!(predicate.act, ActKind::Welcome),
                Case::Toward => {
                    matches!(predicate.act, ActKind::Condemn | ActKind::Concern | ActKind::Oppose | ActKind::Welcome)
                }
                Case::WithOf => groups_join(inside, group),
                Case::Object | Case::To => rest.is_empty() || rest.chars().count() <= 6,
                _ => false,
            }
        })
        .collect();
    primary(words, &found, object, predicate.act == ActKind::Welcome)
}

/// Of several, those who do it: 〜が…ことを, the last 〜による before 〜の; one in a phrase that
/// only qualifies (〜に対する, 〜に向けた) gives way to one after it.
fn primary(words: &Words, found: &[&Group], object: TextRange, welcomed: bool) -> Vec<ActorCode> {
    let end = object.end as usize;
    let content = found.iter().filter(|group| group.case == Case::Subject && words.holds(group.after, end, &["こと"]));
    let doers: Vec<&Group> = content.copied().collect();
    if !doers.is_empty() {
        return codes(&doers[..1]);
    }
    if let Some(last) = found.iter().rposition(|group| group.case == Case::MeansOf) {
        let doer = found[last];
        let joined = found[..last].iter().copied().filter(|other| {
            other.case == Case::MeansOf
                && !super::subject::has_modified_noun(words, other.after, doer.range.start as usize)
        });
        let mut doers: Vec<&Group> = joined.collect();
        doers.push(doer);
        // 甲による参加及び乙の訪問.
        let later = found[last + 1..].iter().copied().filter(|other| {
            other.case == Case::Of
                && ["及び", "並びに"]
                    .iter()
                    .any(|join| words.between(doer.after, other.range.start as usize).contains(join))
        });
        if welcomed {
            doers.extend(later);
        }
        // 甲による計画に対し乙が提供する支援: the one nearer to the noun.
        let nearer = found[last + 1..].iter().copied().find(|other| {
            other.case == Case::Subject && words.between(doer.after, other.range.start as usize).contains("に対し")
        });
        if let Some(nearer) = nearer {
            return codes(&[nearer]);
        }
        return codes(&doers);
    }
    let mut kept: Vec<&Group> = Vec::new();
    for (place, group) in found.iter().enumerate() {
        let next = found.get(place + 1).map_or(object.end, |next| next.range.start) as usize;
        let last = place + 1 == found.len();
        if !last && qualifies(words.between(group.after, next)) {
            continue;
        }
        kept.push(group);
    }
    codes(&kept)
}

/// Whether 〜との follows right on 〜の: 甲の乙との協力 is the conduct of both.
fn groups_join(inside: &[&Group], group: &Group) -> bool {
    inside.iter().any(|other| other.case == Case::Of && other.after == group.range.start as usize)
}
