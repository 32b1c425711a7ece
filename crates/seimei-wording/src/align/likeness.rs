//! Whether two texts are expressions of one document: what speaks for it and against it.

use std::collections::BTreeMap;

use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use seimei_model::document::DocumentKind;
use seimei_model::reading::Reading;
use serde::Serialize;

use crate::align::Alignment;
use crate::align::clue::ClueKind;

/// How likely two texts are one document, with what that rests on.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Likeness {
    /// From 0 to 1.
    pub score: f64,
    /// What speaks for and against it, in the order of the kinds.
    pub reasons: Vec<Reason>,
}

/// One thing that speaks for or against it. Front ends put it into words.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// The dates.
    Dates {
        /// How near they are.
        nearness: Nearness,
        /// That of A.
        a: Edtf,
        /// That of B.
        b: Edtf,
    },
    /// The parties.
    Parties {
        /// Those of both, alphabetical.
        both: Vec<ActorCode>,
        /// Those of one only.
        one: Vec<ActorCode>,
    },
    /// The kinds of document differ.
    Kinds {
        /// That of A.
        a: DocumentKind,
        /// That of B.
        b: DocumentKind,
    },
    /// Clues that linked provisions share.
    Shared {
        /// The kind of clue.
        kind: ClueKind,
        /// How many links rest on one.
        count: usize,
    },
    /// How much of both texts has a counterpart.
    Covered {
        /// Provisions with a counterpart, of both texts, from 0 to 1.
        share: f64,
        /// How sure the links are on average, from 0 to 1.
        certainty: f64,
    },
}

/// How near two dates are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Nearness {
    /// The same, or one a part of the other.
    Same,
    /// At most three days apart: the day's change between time zones, a later publication.
    Near,
    /// Further apart.
    Far,
}

/// How many days dates of one document may be apart.
const DAYS: i64 = 3;

/// Judges two texts by their fields and their alignment.
pub fn likeness(a: &Reading, b: &Reading, alignment: &Alignment) -> Likeness {
    let mut reasons = Vec::new();
    // Logarithms of likelihood ratios; each tells how much commoner it is between expressions of one document than
    // between two documents that an archive of one partnership holds.
    let mut worth = -3.0;
    if let (Some(date_a), Some(date_b)) = (&a.document.date, &b.document.date) {
        let nearness = nearness(date_a, date_b);
        worth += match nearness {
            Nearness::Same => 2.5,
            Nearness::Near => 1.0,
            Nearness::Far => -3.0,
        };
        reasons.push(Reason::Dates { nearness, a: date_a.clone(), b: date_b.clone() });
    }
    let (parties_a, parties_b) = (&a.document.parties, &b.document.parties);
    if !parties_a.is_empty() && !parties_b.is_empty() {
        let both: Vec<ActorCode> = parties_a.iter().filter(|code| parties_b.contains(code)).cloned().collect();
        let mut one: Vec<ActorCode> =
            parties_a.iter().chain(parties_b).filter(|code| !both.contains(code)).cloned().collect();
        one.sort();
        let share = both.len() as f64 / (both.len() + one.len()) as f64;
        worth += 3.0 * share - 1.5;
        reasons.push(Reason::Parties { both, one });
    }
    if a.document.kind != b.document.kind {
        worth -= 0.5;
        reasons.push(Reason::Kinds { a: a.document.kind, b: b.document.kind });
    }
    let links: Vec<_> = alignment.groups.iter().filter(|group| group.is_link()).collect();
    let covered: usize = links.iter().map(|group| group.a.len() + group.b.len()).sum();
    let all = a.provisions.len() + b.provisions.len();
    let share = if all == 0 { 0.0 } else { covered as f64 / all as f64 };
    let certainty =
        if links.is_empty() { 0.0 } else { links.iter().map(|group| group.score).sum::<f64>() / links.len() as f64 };
    worth += 10.0 * share * certainty - 5.0;
    let mut counts: BTreeMap<ClueKind, usize> = BTreeMap::new();
    for group in &links {
        let mut kinds: Vec<ClueKind> = group.rests_on.iter().map(|ground| ground.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        for kind in kinds {
            *counts.entry(kind).or_default() += 1;
        }
    }
    let told = [ClueKind::Date, ClueKind::Number, ClueKind::Mechanism, ClueKind::Name];
    let shared = told.into_iter().filter_map(|kind| Some(Reason::Shared { kind, count: *counts.get(&kind)? }));
    reasons.extend(shared);
    reasons.push(Reason::Covered { share: round(share), certainty: round(certainty) });
    Likeness { score: round(1.0 / (1.0 + (-worth).exp())), reasons }
}

fn round(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// Tells how near two dates are; of intervals the beginnings are compared.
pub fn nearness(a: &Edtf, b: &Edtf) -> Nearness {
    let (a, b) = (a.as_str(), b.as_str());
    if a.starts_with(b) || b.starts_with(a) {
        return Nearness::Same;
    }
    match (day(a), day(b)) {
        (Some(a), Some(b)) if (a - b).abs() <= DAYS => Nearness::Near,
        _ => Nearness::Far,
    }
}

/// Returns the number of a day that an EDTF value begins with, counted from an arbitrary one.
///
/// # Source
/// Hinnant, chrono-Compatible Low-Level Date Algorithms, `days_from_civil`.
fn day(edtf: &str) -> Option<i64> {
    let year: i64 = edtf.get(..4)?.parse().ok()?;
    let month: i64 = edtf.get(5..7)?.parse().ok().filter(|month| (1..=12).contains(month))?;
    let day: i64 = edtf.get(8..10)?.parse().ok()?;
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: Nearness) {
        assert_eq!(nearness(&Edtf::new(a), &Edtf::new(b)), expected, "{a} {b}");
        assert_eq!(nearness(&Edtf::new(b), &Edtf::new(a)), expected, "{b} {a}");
    }

    #[test]
    fn dates_are_near_within_days() {
        check("2026-05-20", "2026-05-20", Nearness::Same);
        check("2026-05", "2026-05-20", Nearness::Same);
        check("2026-02-28", "2026-03-01", Nearness::Near);
        check("2025-12-31", "2026-01-02", Nearness::Near);
        check("2026-05-20", "2026-05-29", Nearness::Far);
        check("2026-05-20", "2025-05-20", Nearness::Far);
        check("202X", "2026-05-20", Nearness::Far);
    }
}
