//! When a commitment is to be done, in Japanese: 2030年までに, 来年度内に, 2022年7月に開催する, 三年以内に.

use seimei_lexicon::lexicon::LanguageLexicon;
use seimei_model::date::Edtf;
use seimei_model::document::DocumentKind;
use seimei_text::range::TextRange;

use super::dates::number::number;
use crate::context::Context;
use crate::dates::due::{Unit, is_past, is_today, term};
use crate::dates::words::{begins, ends};
use crate::finding::DateFinding;
use crate::sentence::Sentence;

/// Returns the time by or in which what the clause commits to is to be done: a limit (までに,
/// 以内に) first, else the last date that tells when. A date that only modifies a noun, or that is
/// past, is none.
pub fn due(sentence: &Sentence, dates: &[DateFinding], clause: TextRange, context: &Context) -> Option<Edtf> {
    let text = sentence.text;
    let own = || dates.iter().filter(|date| clause.contains(date.range));
    let words = context.lexicon;
    let narrates = matches!(context.kind, DocumentKind::Report | DocumentKind::News);
    let limit = own().find(|date| {
        let rest = &text[date.range.end as usize..clause.end as usize];
        // 2025年から2029年までの計画 is a period, no limit.
        let is_period = date.edtf.as_str().contains('/') && text[date.range].contains("から");
        let is_limit =
            begins(words, &["limit"], rest).is_some_and(|(_, length)| !is_period || !rest[length..].starts_with('の'));
        is_limit && (narrates || !is_past(&date.edtf, context.date))
    });
    if let Some(date) = limit {
        return Some(date.edtf.clone());
    }
    if let Some(term) = running_term(&text[clause], words, context) {
        return Some(term);
    }
    let mut in_time = own().filter(|date| {
        !is_past(&date.edtf, context.date)
            && !is_today(&date.edtf, context.date)
            && tells_when(&text[date.range.end as usize..clause.end as usize], words)
    });
    in_time.next_back().map(|date| date.edtf.clone())
}

/// Returns whether a date before `rest` tells when the clause's predicate is done.
fn tells_when(rest: &str, words: &LanguageLexicon) -> bool {
    let ends_a_period = begins(words, &["limit"], rest).is_some_and(|(_, length)| rest[length..].starts_with('の'));
    if ends_a_period || begins(words, &["not-due"], rest).is_some() {
        return false;
    }
    let run = rest.find(|c| !is_noun(c)).unwrap_or(rest.len());
    // A noun that follows at once is a place (来春東京で), or the date is its modifier (2050年目標の).
    if run > 0 && begins(words, &["at-place"], &rest[run..]).is_none() {
        return false;
    }
    let Some(after) = rest.strip_prefix('の') else { return !modifies_a_noun(rest, words) };
    // 上半期の議長国として
    let phrase = after.split(['、', 'を', 'は', 'が']).next().unwrap_or_default();
    phrase.contains("として")
}

/// Returns whether a noun may be written with `c`.
fn is_noun(c: char) -> bool {
    matches!(c, '\u{30a0}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}') || c.is_ascii_alphanumeric()
}

/// Returns whether the first verb after a date stands before the noun that it modifies (2025年に開かれる会議).
fn modifies_a_noun(rest: &str, words: &LanguageLexicon) -> bool {
    let verbs = words.table(seimei_lexicon::table::TableName::DateNeighbours).iter();
    let verbs = verbs.filter(|entry| entry.family == "attributive").flat_map(|entry| &entry.forms);
    let first = verbs.filter_map(|verb| rest.find(verb.as_str()).map(|at| (at, at + verb.len()))).min();
    let Some((_, end)) = first else { return false };
    let noun = &rest[end..];
    let is_name = noun.starts_with(|c| c == '「' || is_noun(c));
    // 8月に開く会合において tells when all the same.
    let run = noun.find(|c| !is_noun(c)).unwrap_or(noun.len());
    let is_occasion = begins(words, &["occasion-place"], &noun[run..]).is_some();
    is_name && !is_occasion && begins(words, &["promise"], noun).is_none()
}

/// Reads a term that begins now: 三年以内に, 今後5年間で, 90日以内に.
fn running_term(clause: &str, words: &LanguageLexicon, context: &Context) -> Option<Edtf> {
    for (at, _) in clause.char_indices() {
        let Some(numeral) = number(clause, at) else { continue };
        let before = &clause[..at];
        if before.ends_with(super::dates::number::is_numeral) || before.ends_with(['.', ',', '第', '数']) {
            continue;
        }
        let Some((entry, length)) = begins(words, &["term-unit"], &clause[numeral.end..]) else { continue };
        let rest = &clause[numeral.end + length..];
        let runs = ends(words, &["from-now"], before).is_some() && begins(words, &["within", "over"], rest).is_some();
        if (runs || begins(words, &["within"], rest).is_some()) && (1..=100).contains(&numeral.value) {
            return term(numeral.value, Unit::from_word(&entry.value)?, context.date?);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use seimei_lexicon::builtin;
    use seimei_lexicon::lexicon::{self, Lexicon};
    use seimei_model::code::Lang;

    use super::*;
    use crate::context::{CalendarDate, Discourse};

    fn check(text: &str, expected: Option<&str>) {
        let lexicon = Lexicon::compile(&builtin::files()).0;
        let words = lexicon.language(Lang::Ja).expect("Japanese is built in");
        let lower = lexicon::lower(text);
        let hits = words.scan(&lower);
        let sentence = Sentence {
            text,
            lower: &lower,
            hits: &hits,
            number: 0,
            opens_paragraph: true,
            is_list_item: false,
            section: None,
        };
        let context = Context {
            lexicon: words,
            kind: DocumentKind::JointStatement,
            date: CalendarDate::parse("2025-09-24"),
            parties: Vec::new(),
            persons: std::collections::BTreeMap::new(),
            counterparts: Vec::new(),
            issuer: None,
        };
        let dates = super::super::dates::find(&sentence, &context, &mut Discourse::default());
        let due = due(&sentence, &dates, TextRange::new(0, text.len()), &context);
        assert_eq!(due.as_ref().map(Edtf::as_str), expected, "{text}");
    }

    #[test]
    fn limits_are_due() {
        check("双方は、2030年までに能力を倍増させる。", Some("2030"));
        check("双方は、年内に計画を見直す。", Some("2025"));
        check("双方は、来年度内に仕組みを設ける決意を示した。", Some("2026-04/2027-03"));
        check("双方は、三年以内に工場を建てる。", Some("2025/2028"));
        check("双方は、今後5年間で200名を受け入れる。", Some("2025/2030"));
        check("双方は、3か月以内に窓口を指定する。", Some("2025-09/2025-12"));
    }

    #[test]
    fn a_time_in_the_future_is_due() {
        check("双方は、会合を2026年7月に開催する意思を表明した。", Some("2026-07"));
        check("双方は、次回会合を来春アルデンで開くことを決定した。", Some("2026-21"));
    }

    #[test]
    fn what_modifies_a_noun_or_is_past_is_not_due() {
        check("双方は、2026年に開かれる会議の成功に向け協働する。", None);
        check("双方は、2030年の目標の達成に努める。", None);
        check("双方は、2024年に署名した協定を実施する。", None);
        check("双方は、本日ここに協力することを約束した。", None);
        check("双方は、2025年以降も協力する。", None);
        check("双方は、2026年から2029年までの計画に沿って協力する。", None);
    }
}
