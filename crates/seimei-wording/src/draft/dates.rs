//! Dates that stand beside the name of an event or document, where the record gives it another one.

use std::collections::BTreeMap;

use seimei_model::date::Edtf;
use seimei_model::provision::Provision;
use seimei_model::reading::Reading;
use seimei_text::range::TextRange;

use super::{Cited, Finding, FindingKind, Place, Statement, newest, statements};

/// The most characters between a name and its date.
const GAP: usize = 14;

/// A name with a date beside it.
struct Dated {
    name: String,
    edtf: Edtf,
    at: TextRange,
}

/// Finds dates that no text of the record gives the thing, where most of the record agrees on one. What recurs (a yearly
/// meeting) has many dates in the record, and is left alone.
pub(super) fn findings(draft: &Reading, record: &[Statement]) -> Vec<Finding> {
    let mut known: BTreeMap<String, Vec<(Edtf, Cited)>> = BTreeMap::new();
    for (statement, of) in record.iter().enumerate() {
        for (position, provision) in of.reading.provisions.iter().enumerate() {
            for dated in dated(provision) {
                let cited = Cited { statement, provision: position };
                known.entry(dated.name).or_default().push((dated.edtf, cited));
            }
        }
    }
    let mut found = Vec::new();
    for (position, provision) in draft.provisions.iter().enumerate() {
        for dated in dated(provision) {
            let Some(of) = known.get(&dated.name) else { continue };
            if of.iter().any(|(edtf, _)| meet(edtf, &dated.edtf)) {
                continue;
            }
            let Some((last, _)) = of.iter().max_by_key(|(_, cited)| *cited) else { continue };
            let so: Vec<Cited> = of.iter().filter(|(edtf, _)| meet(edtf, last)).map(|(_, cited)| *cited).collect();
            let is_settled = statements(&so) >= 2 && so.len() * 4 >= of.len() * 3;
            if !is_settled || !is_slip(last, &dated.edtf) {
                continue;
            }
            let words = provision.text.get(dated.at.bounds()).unwrap_or_default().to_owned();
            found.push(Finding {
                places: vec![Place { provision: position, range: dated.at, words }],
                written: dated.edtf.as_str().to_owned(),
                against: last.as_str().to_owned(),
                said: statements(&so),
                cited: newest(so, 3),
                ..Finding::new(FindingKind::Date)
            });
        }
    }
    found
}

/// Returns the named things of a provision that have a date beside them: nothing but a few characters, and no mark that ends
/// a clause, between the two.
fn dated(provision: &Provision) -> Vec<Dated> {
    let text = provision.text.as_str();
    let place = |words: &str, from: usize| {
        let at = text.get(from..)?.find(words)? + from;
        (!words.is_empty()).then(|| TextRange::new(at, at + words.len()))
    };
    let mut from = 0;
    let mut dates: Vec<(TextRange, &Edtf)> = Vec::new();
    for date in &provision.dates {
        if let Some(at) = place(&date.text, from) {
            from = at.end as usize;
            dates.push((at, &date.edtf));
        }
    }
    let mut from = 0;
    let mut found = Vec::new();
    for mechanism in &provision.mechanisms {
        let Some(name) = place(&mechanism.text, from) else { continue };
        from = name.end as usize;
        for (at, edtf) in &dates {
            let gap = if at.start >= name.end {
                text.get(name.end as usize..at.start as usize)
            } else {
                text.get(at.end as usize..name.start as usize)
            };
            let Some(gap) = gap else { continue };
            let ends = gap.contains(['.', '。', '、', ',', ';', '」']);
            if !ends && gap.chars().count() <= GAP {
                let name_key = mechanism.text.trim_start_matches("the ").to_lowercase();
                found.push(Dated { name: name_key, edtf: (*edtf).clone(), at: at.cover(name) });
            }
        }
    }
    found
}

/// Returns whether one date may be a slip for the other: all their parts are the same but one. Another round of what
/// recurs differs in more.
fn is_slip(one: &Edtf, other: &Edtf) -> bool {
    let parts = |date: &Edtf| date.as_str().split('-').map(str::to_owned).collect::<Vec<_>>();
    let (one, other) = (parts(one), parts(other));
    one.len() == other.len() && one.iter().zip(&other).filter(|(a, b)| a != b).count() == 1
}

/// Returns whether two dates can be the same: their periods share a day.
fn meet(one: &Edtf, other: &Edtf) -> bool {
    match (one.period(), other.period()) {
        (Some((first, last)), Some((other_first, other_last))) => first <= other_last && other_first <= last,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_changes_one_part_of_a_date() {
        let check = |one: &str, other: &str, expected: bool| {
            assert_eq!(is_slip(&Edtf::new(one), &Edtf::new(other)), expected, "{one} {other}");
        };
        check("2031-05-20", "2031-05-21", true);
        check("2031-05-20", "2013-05-20", true);
        check("2031-05", "2031-06", true);
        check("2031-05-20", "2032-03-10", false);
        check("2031-05-20", "2031-05", false);
    }
}
