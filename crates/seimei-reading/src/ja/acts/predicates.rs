//! Predicates: the places of a sentence where a word of the lexicon is a predicate, with the act
//! it carries, its form, and its role in the sentence.

use seimei_lexicon::lexicon::Hit;
use seimei_lexicon::table::TableName;
use seimei_model::act::ActKind;
use seimei_model::code::RuleId;
use seimei_text::range::TextRange;

use super::inflection::{self, Class, Form, Inflection, Shade};
use super::role::{self, Role};
use super::words::{self, Kind, Words};

/// A predicate that carries an act.
#[derive(Clone, Debug)]
pub(super) struct Predicate {
    /// What it does.
    pub(super) act: ActKind,
    /// The words that carry it; begins with the deciding noun where there is one.
    pub(super) trigger: TextRange,
    /// Where the verb begins.
    pub(super) verb: usize,
    /// The noun that decides the act of a general verb.
    pub(super) noun: Option<TextRange>,
    /// Its form.
    pub(super) form: Form,
    /// What its ending says beside.
    pub(super) shade: Shade,
    /// Its role.
    pub(super) role: Role,
    /// What the lexicon says of it.
    pub(super) kind: Kind,
    /// Whether a word says that it is repeated; the trigger then begins with that word.
    pub(super) repeated: bool,
    /// The rule.
    pub(super) rule: RuleId,
}

/// More predicates than this in one sentence are left aside: no sentence that a person wrote has
/// so many, and the work on each may grow with their number.
const MOST: usize = 400;

/// Finds the predicates of a sentence, embedded ones too, by the end of their trigger.
pub(super) fn find(words: &Words) -> Vec<Predicate> {
    let mut found: Vec<Predicate> = Vec::new();
    for hit in words.sentence.hits {
        if found.len() >= MOST {
            break;
        }
        let candidate = match hit.table {
            TableName::Acts => lexical(words, hit, &found),
            TableName::Words => general(words, hit),
            _ => None,
        };
        let Some(candidate) = candidate else { continue };
        if words.layout.is_quoted(candidate.verb) || words.layout.is_enclosed(candidate.trigger.start as usize) {
            continue;
        }
        add(&mut found, candidate);
    }
    found
}

/// Of two predicates with the same words the one with more of them stands.
fn add(found: &mut Vec<Predicate>, candidate: Predicate) {
    let overlapped = found.iter().rposition(|other| other.trigger.overlaps(candidate.trigger));
    match overlapped {
        None => found.push(candidate),
        Some(place) => {
            let other = &found[place];
            let longer = candidate.trigger.end > other.trigger.end
                || candidate.trigger.end == other.trigger.end && candidate.trigger.start < other.trigger.start;
            let nested = other.trigger.end < candidate.trigger.end && other.trigger.start < candidate.trigger.start;
            if longer && !nested {
                found.truncate(place);
                found.push(candidate);
            } else if nested {
                found.push(candidate);
            }
        }
    }
}

/// A stem of the lexicon with its ending.
fn lexical(words: &Words, hit: &Hit, before: &[Predicate]) -> Option<Predicate> {
    let entry = words.lexicon.entry(hit);
    let text = words.text();
    let act = ActKind::from_word(&entry.value)?;
    let (classes, kind) = words::kind(entry);
    let (start, stem_end) = (hit.range.start as usize, hit.range.end as usize);
    if longer_word_ends_here(words, hit) {
        return None;
    }
    for class in classes {
        if class != Class::Suru && class != Class::Copula && follows_han(text, start) {
            continue;
        }
        let Some(inflection) = read_ending(words, start, stem_end, class) else { continue };
        if kind.negative && !inflection.shade.negative {
            continue;
        }
        let end = stem_end + inflection.len;
        let role = role::role(text, words.layout, end, &inflection);
        if inflection.form == Form::Bare && !matches!(role, Role::Final(_) | Role::Coordinate(_)) {
            continue;
        }
        let mut predicate = Predicate {
            act,
            trigger: TextRange::new(start, end),
            verb: start,
            noun: None,
            form: inflection.form,
            shade: inflection.shade,
            role,
            kind,
            repeated: false,
            rule: words.lexicon.rule(hit),
        };
        if kind.meeting && !is_of_a_meeting(words, start) {
            return None;
        }
        if inflection.form == Form::Continuative && act == ActKind::Meet && words.word_before("linker", end).is_some() {
            return None;
        }
        if kind.express {
            decide(words, &mut predicate, before);
        }
        repeat(words, &mut predicate);
        return Some(predicate);
    }
    None
}

/// A general verb with the noun that decides: 懸念を示した, 会談を行った.
fn general(words: &Words, hit: &Hit) -> Option<Predicate> {
    let entry = words.lexicon.entry(hit);
    let light = entry.family == "light";
    if !light && entry.family != "express" {
        return None;
    }
    let (start, stem_end) = (hit.range.start as usize, hit.range.end as usize);
    let noun = noun_before(words, start)?;
    let (mut classes, _) = words::kind(entry);
    let class = classes.next()?;
    let inflection = read_ending(words, start, stem_end, class)?;
    let end = stem_end + inflection.len;
    let decider = words.lexicon.entry(noun);
    let (_, kind) = words::kind(decider);
    let act = ActKind::from_word(&decider.value)?;
    if kind.negative || kind.shared && entry.value != "shared" || light && !is_carried_out(act) {
        return None;
    }
    if kind.meeting && !is_of_a_meeting(words, noun.range.start as usize) {
        return None;
    }
    let mut predicate = Predicate {
        act,
        trigger: TextRange::new(noun.range.start as usize, end),
        verb: start,
        noun: Some(noun.range),
        form: inflection.form,
        shade: inflection.shade,
        role: role::role(words.text(), words.layout, end, &inflection),
        kind,
        repeated: false,
        rule: words.lexicon.rule(noun),
    };
    repeat(words, &mut predicate);
    Some(predicate)
}

/// Whether the noun of such an act goes with 行う and the like.
fn is_carried_out(act: ActKind) -> bool {
    !matches!(
        act,
        ActKind::Support | ActKind::Commend | ActKind::Commit | ActKind::Expect | ActKind::Recognise | ActKind::Welcome
    )
}

/// Reads an ending; a noun alone counts at the end of the sentence or before a comma where a
/// particle before it shows that it governs something.
fn read_ending(words: &Words, start: usize, stem_end: usize, class: Class) -> Option<Inflection> {
    let rest = &words.text()[stem_end..];
    if let Some(inflection) = inflection::read(rest, class) {
        return Some(inflection);
    }
    let bare = Inflection { len: 0, form: Form::Bare, shade: Shade::default() };
    let governed = || words.text()[..words.before_adverbs(start)].ends_with(['を', 'に', 'と', 'で', 'へ']);
    (class == Class::Suru && (stem_end >= words.layout.end || rest.starts_with('、')) && governed()).then_some(bare)
}

/// Returns the noun hit before a general verb: `noun (の意)? を adverbs | verb`.
fn noun_before<'t>(words: &Words<'t>, verb: usize) -> Option<&'t Hit> {
    let text = words.text();
    let mut at = words.before_adverbs(verb);
    for particle in ["を", "が", "も", "は", "の"] {
        if text[..at].ends_with(particle) {
            at = words.layout.before_brackets(at - particle.len());
            break;
        }
    }
    let deciding = |at: usize| {
        words.ending_at(TableName::Acts, at).find(|hit| {
            let entry = words.lexicon.entry(hit);
            entry.kind.contains("noun") && !(entry.kind.contains("suru") && longer_word_ends_here(words, hit))
        })
    };
    deciding(at).or_else(|| {
        [
            "の表明",
            "の意の表明",
            "の意",
            "の念",
            "の情",
            "の誠",
            "の言葉",
            "の声",
            "の気持ち",
            "の態度",
            "の姿勢",
            "の立場",
            "の思い",
        ]
        .iter()
        .find_map(|tail| text[..at].ends_with(tail).then(|| deciding(at - tail.len())).flatten())
    })
}

/// An expressing verb takes its act from the noun or the content before it.
fn decide(words: &Words, predicate: &mut Predicate, before: &[Predicate]) {
    let text = words.text();
    let noun = noun_before(words, predicate.verb);
    if let Some(noun) = noun.filter(|noun| !words::kind(words.lexicon.entry(noun)).1.shared) {
        let entry = words.lexicon.entry(noun);
        let particle = words.between(noun.range.end as usize, predicate.verb).chars().next();
        if let (Some(act), Some('を' | 'が' | 'も' | 'は' | 'の')) = (ActKind::from_word(&entry.value), particle) {
            let (_, kind) = words::kind(entry);
            predicate.act = act;
            predicate.noun = Some(noun.range);
            predicate.trigger.start = noun.range.start;
            predicate.kind = Kind { express: true, ..kind };
            predicate.rule = words.lexicon.rule(noun);
            return;
        }
    }
    let at = words.before_adverbs(predicate.verb);
    let Some(content) = ["ことを", "との姿勢を", "との立場を", "との意向を", "との考えを", "と", "旨"]
        .iter()
        .find_map(|tail| text[..at].strip_suffix(tail))
    else {
        return;
    };
    let said = before.last().filter(|inner| inner.trigger.end as usize == content.len());
    if let Some(inner) = said.filter(|inner| says_itself(inner.act)) {
        let reported = text[predicate.verb..].starts_with("述べ") || text[predicate.verb..].starts_with("伝え");
        if !reported {
            predicate.act = inner.act;
            predicate.trigger.start = inner.trigger.start;
            predicate.noun = inner.noun;
            predicate.rule = inner.rule.clone();
        }
    }
}

/// Whether to make such an act known is to do it: 懸念していることを明らかにした.
fn says_itself(act: ActKind) -> bool {
    matches!(
        act,
        ActKind::Condemn
            | ActKind::Concern
            | ActKind::Oppose
            | ActKind::Urge
            | ActKind::Support
            | ActKind::Welcome
            | ActKind::Thank
            | ActKind::Commit
            | ActKind::Intend
            | ActKind::Expect
    )
}

/// 改めて and the like make a position reaffirmed.
fn repeat(words: &Words, predicate: &mut Predicate) {
    let text = words.text();
    let mut at = predicate.verb;
    let mut from = None;
    let mut steps = 0;
    loop {
        if let Some(range) = words.word_before("repeat", at) {
            at = range.start as usize;
            from = Some(at);
        } else if let Some(hit) = words.ending_at(TableName::Intensifiers, at).next() {
            at = hit.range.start as usize;
        } else if let Some(noun) = predicate.noun.filter(|noun| (noun.start as usize) < at) {
            at = noun.start as usize;
        } else if steps == 0 && text[..at].ends_with('、') {
            at -= '、'.len_utf8();
        } else {
            break;
        }
        steps += 1;
        if steps > 6 {
            break;
        }
    }
    let Some(from) = from else { return };
    let shared = predicate.act == ActKind::Recognise;
    if shared
        || matches!(
            predicate.act,
            ActKind::Confirm
                | ActKind::Emphasise
                | ActKind::Commit
                | ActKind::Support
                | ActKind::Oppose
                | ActKind::Say
                | ActKind::Intend
        )
    {
        predicate.act = ActKind::Reaffirm;
        predicate.repeated = true;
        predicate.trigger.start = predicate.trigger.start.min(from as u32);
    }
}

/// Whether a longer stem ends where `hit` ends (再確認 over 確認).
fn longer_word_ends_here(words: &Words, hit: &Hit) -> bool {
    words
        .ending_at(TableName::Acts, hit.range.end as usize)
        .any(|other| other.range.start < hit.range.start && words.lexicon.entry(other).kind.as_str() != "noun")
}

/// Whether a Han character stands before `at`: then a stem of one character is the end of a compound.
fn follows_han(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_some_and(|c| is_han(c) && !matches!(c, '旨' | '等' | '度'))
        && text[at..].chars().next().is_some_and(is_han)
}

/// Returns whether `c` is a Han character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '々' | '\u{3400}'..='\u{4dbf}')
}

/// Whether what is attended is a meeting: 会合に出席.
fn is_of_a_meeting(words: &Words, at: usize) -> bool {
    let text = &words.text()[..words.before_adverbs(at)];
    let Some(noun) = ["にも", "に", "への", "へ", "にて"].iter().find_map(|particle| text.strip_suffix(particle))
    else {
        return false;
    };
    words.word_before("meeting", words.layout.before_brackets(noun.len())).is_some()
}
