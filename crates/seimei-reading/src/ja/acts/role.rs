//! The role of an inflected predicate: read off the words that follow it.

use super::inflection::{Form, Inflection};
use super::layout::Layout;

/// What a predicate is in its sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// Ends the sentence; the place is where the words that seal it end (ものである).
    Final(usize),
    /// Ends a clause that the sentence goes on from; the place is where the next clause begins.
    Coordinate(usize),
    /// Modifies a noun.
    Attributive,
    /// The object or content of another predicate, a condition or a cause.
    Embedded,
}

/// Words after a plain predicate that leave it the predicate of its sentence.
const SEALS: &[&str] = &[
    "ものとする",
    "ものとした",
    "ものである",
    "ものであった",
    "ものであります",
    "ものです",
    "ものだ",
    "こととする",
    "こととした",
    "こととしました",
    "こととします",
    "ことになった",
    "ことになりました",
    "ことになる",
    "ことになります",
    "こととなった",
    "こととなりました",
    "こととなる",
    "ところである",
    "ところであります",
    "ところです",
    "ところであった",
    "次第である",
    "次第であります",
    "次第です",
    "わけである",
    "わけであります",
    "わけです",
    "のである",
    "のであります",
    "のであった",
    "のです",
    "のだ",
    "であろう",
    "でありましょう",
    "だろう",
    "でしょう",
    "と思います",
    "と存じます",
    "と考えます",
    "ものと考える",
    "です",
    "ようになった",
    "ようになりました",
    "旨",
    "か",
];

/// Words after a plain predicate that join the next clause as its equal.
const JOINTS: &[&str] = &[
    "とともに",
    "と共に",
    "と同時に",
    "一方で",
    "一方",
    "反面",
    "ほかに",
    "ほか",
    "他、",
    "のみならず",
    "だけでなく",
    "にとどまらず",
    "上で",
    "うえで",
    "うえ、",
    "上、",
    "が、",
    "けれども、",
    "ものの、",
    "もののの、",
    "ところ、",
    "のに対し",
    "ものであり、",
    "ものであり",
    "ものであって、",
    "のであり、",
    "ところであり、",
    "ところであるが、",
    "ものであるが、",
    "し、",
    "や、",
    "のち、",
    "後、",
    "や否や",
    "こととし、",
    "こととしており、",
    "こととなり、",
    "ことになり、",
];

/// Words after a plain predicate that make it part of another one.
const SUBORDINATORS: &[&str] = &[
    "こと",
    "事",
    "よう",
    "との",
    "という",
    "といった",
    "旨",
    "ため",
    "為",
    "ので",
    "のを",
    "のは",
    "のが",
    "のも",
    "のに",
    "から",
    "なら",
    "と",
    "べく",
    "まで",
    "際",
    "とき",
    "時",
    "場合",
    "限り",
    "中",
    "以上",
    "に",
    "など",
    "等",
    "か",
    "必要",
];

/// Returns the role of the predicate whose ending, read as `inflection`, ends at `end`.
pub(super) fn role(text: &str, layout: &Layout, end: usize, inflection: &Inflection) -> Role {
    let at = layout.after_brackets(end);
    let rest = &text[at..];
    let ends = at >= layout.end;
    match inflection.form {
        _ if ends => Role::Final(layout.end),
        Form::Plain | Form::Polite | Form::Will => after_plain(layout, at, rest, inflection),
        Form::Continuative | Form::While | Form::Te => after_continuative(layout, at, rest, inflection, &text[..end]),
        Form::Condition => Role::Embedded,
        Form::Bare => {
            if let Some(after) = eat_comma(rest) {
                Role::Coordinate(at + after)
            } else {
                Role::Attributive
            }
        }
    }
}

fn after_plain(layout: &Layout, at: usize, rest: &str, inflection: &Inflection) -> Role {
    for seal in SEALS {
        if rest.starts_with(seal) && at + seal.len() >= layout.end {
            return Role::Final(layout.end);
        }
    }
    for joint in JOINTS {
        if let Some(after) = rest.strip_prefix(joint) {
            let next = at + joint.len() + eat_comma(after).unwrap_or(0);
            return Role::Coordinate(next);
        }
    }
    if inflection.form == Form::Polite {
        if rest.starts_with("。") || rest.starts_with("と") {
            return Role::Embedded;
        }
        return eat_comma(rest).map_or(Role::Attributive, |after| Role::Coordinate(at + after));
    }
    if SUBORDINATORS.iter().any(|word| rest.starts_with(word)) {
        return Role::Embedded;
    }
    Role::Attributive
}

fn after_continuative(layout: &Layout, at: usize, rest: &str, inflection: &Inflection, before: &str) -> Role {
    if let Some(after) = eat_comma(rest) {
        return Role::Coordinate(at + after);
    }
    if at >= layout.end {
        return Role::Final(layout.end);
    }
    let next = rest.chars().next().unwrap_or(' ');
    // Without a comma only し is sure to end a clause; 語り|継ぐ is one verb.
    let words_end_in_shi = inflection.len > 0 && before.ends_with('し');
    match inflection.form {
        Form::While => Role::Coordinate(at),
        Form::Te => Role::Attributive,
        _ if is_kana(next) || !words_end_in_shi => Role::Attributive,
        _ => Role::Coordinate(at),
    }
}

fn eat_comma(rest: &str) -> Option<usize> {
    ["、", ",", "・"].iter().find(|comma| rest.starts_with(**comma)).map(|comma| comma.len())
}

/// Returns whether `c` is hiragana.
pub(super) fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}')
}

#[cfg(test)]
mod tests {
    use super::super::inflection::{self, Class};
    use super::*;

    /// The role of 歓迎 with what follows it.
    fn check(rest: &str, expected: &str) {
        let text = format!("甲は乙を歓迎{rest}");
        let stem = "甲は乙を歓迎".len();
        let layout = Layout::of(&text);
        let inflection = inflection::read(&text[stem..], Class::Suru).expect("an ending");
        let role = role(&text, &layout, stem + inflection.len, &inflection);
        let got = match role {
            Role::Final(_) => "final".to_owned(),
            Role::Coordinate(next) => format!("coordinate {}", &text[next..]),
            Role::Attributive => "attributive".to_owned(),
            Role::Embedded => "embedded".to_owned(),
        };
        assert_eq!(got, expected, "{rest}");
    }

    #[test]
    fn sentence_ends_are_seen_through_their_seals() {
        check("した。", "final");
        check("しました(別添)。", "final");
        check("するものである。", "final");
        check("いたしたところであります。", "final");
    }

    #[test]
    fn clauses_are_joined() {
        check("し、丙を支持した。", "coordinate 丙を支持した。");
        check("し(別添)、丙を支持した。", "coordinate 丙を支持した。");
        check("するとともに、丙を支持した。", "coordinate 丙を支持した。");
        check("する一方、丙を支持した。", "coordinate 丙を支持した。");
        check("したほか、丙を支持した。", "coordinate 丙を支持した。");
        check("しつつ、丙を支持した。", "coordinate 丙を支持した。");
        check("しており、丙を支持した。", "coordinate 丙を支持した。");
    }

    #[test]
    fn objects_conditions_and_modifiers_are_not_main() {
        check("することを確認した。", "embedded");
        check("するよう求めた。", "embedded");
        check("するとの意向を示した。", "embedded");
        check("すれば、良い。", "embedded");
        check("した文書を読んだ。", "attributive");
    }
}
