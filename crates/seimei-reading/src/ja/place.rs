//! Where a meeting was held, in Japanese.

use seimei_model::act::ActKind;
use seimei_text::range::TextRange;

use crate::finding::ActFinding;

/// Particles that follow the place of an event, with whether they need the event close behind.
const AFTER_PLACE: &[(&str, bool)] = &[
    ("を訪問中", false),
    ("を訪問した", false),
    ("において", false),
    ("にて", false),
    ("に集", false),
    ("に参集", false),
    ("で", true),
];

/// Words that a meeting is called by where it follows its place directly.
const MEETING: &[&str] = &["会", "行", "開", "第", "首脳", "外相", "、", "初", "協議", "実施", "日", "参集", "一堂"];

/// Finds the place of the meeting that an opening sentence tells of.
pub(super) fn of_meeting(sentence: &str, acts: &[ActFinding]) -> Option<TextRange> {
    let tells = |act: &ActFinding| {
        matches!(act.act, ActKind::Meet | ActKind::Say | ActKind::Decide | ActKind::Discuss | ActKind::Report)
    };
    if !acts.iter().any(tells) {
        return None;
    }
    AFTER_PLACE.iter().find_map(|&(particle, close)| {
        sentence.match_indices(particle).find_map(|(at, _)| {
            let rest = &sentence[at + particle.len()..];
            if close && !MEETING.iter().any(|word| rest.starts_with(word)) {
                return None;
            }
            place_before(sentence, at)
        })
    })
}

/// Finds the place in a line such as `2027年4月19日、札幌` or `於 パリ`.
pub(super) fn of_line(line: &str) -> Option<TextRange> {
    if line.chars().count() > 40 {
        return None;
    }
    let after = |mark: &str| line.find(mark).map(|at| at + mark.len());
    let start = match (after("於"), line.rfind("日、"), line.find("、")) {
        (Some(start), _, _) => start,
        (None, Some(at), _) => at + "日、".len(),
        // `東京、2026年1月5日`: the place stands first.
        (None, None, Some(at)) if line.ends_with('日') => {
            return plain_name(line, 0, at);
        }
        _ => return None,
    };
    let rest = line[start..].trim_start_matches([':', '、', ' ', '\u{3000}', '(']);
    let start = line.len() - rest.len();
    let end = start + rest.trim_end_matches([')', '。', ' ']).len();
    plain_name(line, start, end)
}

/// Finds the place in the name of a ceremony: the Han characters before 市 or the like in a run
/// that ends in 式 or 式典.
pub(super) fn of_ceremony(text: &str, after: &[&str]) -> Option<TextRange> {
    let (ceremony, _) = text.match_indices('式').next()?;
    let run = text[..ceremony].char_indices().rev().take_while(|&(_, c)| is_name_char(c)).last().map(|(at, _)| at)?;
    let name = &text[run..ceremony];
    let cut = after.iter().filter_map(|word| name.find(word)).filter(|&at| at > 0).min()?;
    plain_name(text, run, run + cut)
}

/// Returns the name of a place that ends at `end`: a run of Han characters or of katakana, or
/// what brackets after it hold (米国(ニューヨーク)).
fn place_before(sentence: &str, end: usize) -> Option<TextRange> {
    let before = &sentence[..end];
    if let Some(inner) = before.strip_suffix(')') {
        let open = inner.rfind('(')?;
        return plain_name(sentence, open + 1, inner.len());
    }
    let start = before.char_indices().rev().take_while(|&(_, c)| is_name_char(c)).last().map(|(at, _)| at)?;
    plain_name(sentence, start, end)
}

/// Returns the range if it can be the name of a place: letters only, of a place's length, and no
/// time, number or role among them.
fn plain_name(text: &str, start: usize, end: usize) -> Option<TextRange> {
    let name = text.get(start..end)?;
    let length = name.chars().count();
    let proper = name.chars().all(is_name_char) && (2..=10).contains(&length);
    let ordinary = [
        "会合",
        "会談",
        "会議",
        "分野",
        "形式",
        "下",
        "間",
        "際",
        "中",
        "場",
        "上",
        "方",
        "年",
        "月",
        "日",
        "者",
        "点",
        "面",
        "国際社会",
    ];
    (proper && !ordinary.iter().any(|word| name.ends_with(word))).then(|| TextRange::new(start, end))
}

fn is_name_char(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{30a1}'..='\u{30fc}' | '々')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<&str>) {
        assert_eq!(of_line(line).map(|range| &line[range]), expected, "{line}");
    }

    #[test]
    fn a_date_line_gives_its_place() {
        check("2031年4月19日、潮見", Some("潮見"));
        check("於 ミナト市", Some("ミナト市"));
        check("於 サンミナト", Some("サンミナト"));
        check("2031年4月19日", None);
    }

    #[test]
    fn a_ceremony_is_named_after_its_place() {
        let place = |text: &str| of_ceremony(text, &["市", "戦災"]).map(|range| text[range].to_owned());
        assert_eq!(place("潮見市戦没者追悼式に臨み、").as_deref(), Some("潮見"));
        assert_eq!(place("潮見戦災平和祈念式典").as_deref(), Some("潮見"));
        assert_eq!(place("正式に合意した。"), None);
    }
}
