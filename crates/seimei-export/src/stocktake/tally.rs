//! The numbers behind the charts: how many commitments of an area or a topic stand how, and what lies on the timeline.

use std::collections::{BTreeMap, BTreeSet};

use seimei_model::code::TopicId;
use seimei_model::undertaking::EntryId;
use seimei_register::day;
use seimei_register::stocktake::{AreaLine, Line, Mark, MarkKind, Stocktake};

/// How a commitment stands, as charts tell it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum State {
    /// Judged complete.
    Done,
    /// Under way.
    UnderWay,
    /// Time past.
    Overdue,
    /// Neither judged nor with evidence.
    Unassessed,
    /// Lapsed or superseded.
    Closed,
    /// Judged, but not begun.
    NotBegun,
}

impl State {
    /// All of them, in the order of a bar.
    pub(crate) const ALL: [Self; 6] =
        [Self::Done, Self::UnderWay, Self::Overdue, Self::Unassessed, Self::Closed, Self::NotBegun];

    /// Returns the word for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::UnderWay => "under_way",
            Self::Overdue => "overdue",
            Self::Unassessed => "unassessed",
            Self::Closed => "closed",
            Self::NotBegun => "not_begun",
        }
    }
}

/// A bar: how many stand how, in the order of [`State::ALL`], and how many there are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Bar<Name> {
    /// Whose.
    pub(crate) name: Name,
    /// How many stand how.
    pub(crate) parts: [usize; 6],
    /// How many there are.
    pub(crate) all: usize,
}

impl<Name> Bar<Name> {
    /// Returns the sum of the parts, which is more than all where one is counted twice.
    pub(crate) fn sum(&self) -> usize {
        self.parts.iter().sum()
    }
}

/// Returns the bar of an area.
pub(crate) fn of_area(area: &AreaLine) -> Bar<&AreaLine> {
    let parts = [area.done, area.under_way, area.overdue, area.unassessed, area.closed, area.not_begun];
    Bar { name: area, parts, all: area.entries }
}

/// Returns the bars of the topics, the longest first, no topic last. Each commitment counts once: under its first topic,
/// in the one class it is in.
pub(crate) fn of_topics(stocktake: &Stocktake) -> Vec<Bar<Option<&TopicId>>> {
    let mut seen: BTreeSet<&EntryId> = BTreeSet::new();
    let mut bars: BTreeMap<Option<&TopicId>, [usize; 6]> = BTreeMap::new();
    let lists: [(&Vec<Line>, State); 6] = [
        (&stocktake.done, State::Done),
        (&stocktake.closed, State::Closed),
        (&stocktake.overdue, State::Overdue),
        (&stocktake.under_way, State::UnderWay),
        (&stocktake.unassessed, State::Unassessed),
        (&stocktake.not_begun, State::NotBegun),
    ];
    for (lines, state) in lists {
        for line in lines {
            if seen.insert(&line.entry) {
                bars.entry(line.topics.first()).or_default()[state as usize] += 1;
            }
        }
    }
    let mut bars: Vec<_> = bars.into_iter().map(|(name, parts)| Bar { name, parts, all: parts.iter().sum() }).collect();
    bars.sort_by_key(|bar| (bar.name.is_none(), std::cmp::Reverse(bar.all)));
    bars
}

/// Puts the bars from the `most`th on into one, if there are more.
pub(crate) fn summed<Name>(bars: &mut Vec<Bar<Name>>, most: usize) -> Option<(usize, Bar<()>)> {
    if bars.len() <= most {
        return None;
    }
    let rest = bars.split_off(most.saturating_sub(1));
    let mut sum = Bar { name: (), parts: [0; 6], all: 0 };
    for bar in &rest {
        sum.all += bar.all;
        for (part, more) in sum.parts.iter_mut().zip(bar.parts) {
            *part += more;
        }
    }
    Some((rest.len(), sum))
}

/// The kinds of marks, in the order of the columns.
pub(crate) const MARKS: [MarkKind; 4] = [MarkKind::Said, MarkKind::Evidence, MarkKind::Assessed, MarkKind::Due];

/// Returns the word for a kind of mark.
pub(crate) fn mark_word(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Said => "said",
        MarkKind::Evidence => "evidence",
        MarkKind::Assessed => "assessed",
        MarkKind::Due => "due",
    }
}

/// A lane of the timeline: an entry with its marks, in order of time.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Lane<'a> {
    /// The entry.
    pub(crate) entry: &'a EntryId,
    /// Its marks: the day as a number from 1 January 1970, and the mark.
    pub(crate) marks: Vec<(i32, &'a Mark)>,
}

/// Returns the day as a number of days from 1 January 1970; `None` for what is no day.
pub(crate) fn day_number(text: &str) -> Option<i32> {
    day::days_between("1970-01-01", text)
}

/// Returns the lanes that are drawn, at most `most`, in order of their first marks, and those that are summed. Those that
/// tell most are drawn: with evidence or judgements before those with a date ahead or past, and those before the rest.
pub(crate) fn lanes(stocktake: &Stocktake, most: usize) -> (Vec<Lane<'_>>, Vec<Lane<'_>>) {
    let mut of_entry: BTreeMap<&EntryId, Vec<(i32, &Mark)>> = BTreeMap::new();
    for mark in &stocktake.timeline {
        if let Some(day) = day_number(&mark.day) {
            of_entry.entry(&mark.entry).or_default().push((day, mark));
        }
    }
    let mut lanes: Vec<Lane> = of_entry.into_iter().map(|(entry, marks)| Lane { entry, marks }).collect();
    for lane in &mut lanes {
        lane.marks.sort_by_key(|(day, mark)| (*day, mark.kind));
    }
    lanes.sort_by_key(rank);
    let mut rest = lanes.split_off(lanes.len().min(most));
    let first = |lane: &Lane| lane.marks.first().map(|(day, _)| *day);
    lanes.sort_by_key(first);
    rest.sort_by_key(first);
    (lanes, rest)
}

/// How many kinds of proof, whether a date is there, the last day; then the name.
type Rank<'a> = (std::cmp::Reverse<(usize, bool, Option<i32>)>, &'a EntryId);

/// Returns what lanes are chosen by: the least first.
fn rank<'a>(lane: &Lane<'a>) -> Rank<'a> {
    let has = |kind: MarkKind| lane.marks.iter().any(|(_, mark)| mark.kind == kind);
    let shown = usize::from(has(MarkKind::Evidence)) + usize::from(has(MarkKind::Assessed));
    let last = lane.marks.iter().map(|(day, _)| *day).max();
    (std::cmp::Reverse((shown, has(MarkKind::Due), last)), lane.entry)
}

/// Returns a count as a number to draw with; counts beyond four thousand million are drawn as that.
pub(crate) fn drawn(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(all: usize) -> Bar<usize> {
        Bar { name: all, parts: [all, 0, 0, 0, 0, 0], all }
    }

    #[test]
    fn every_commitment_of_an_area_is_in_one_part() {
        let names = seimei_model::programme::Names::default();
        let area = AreaLine {
            area: "arv-hta-2023/1.1".parse().expect("an area"),
            priority: names.clone(),
            title: names,
            entries: 7,
            done: 1,
            under_way: 2,
            overdue: 1,
            not_begun: 2,
            unassessed: 1,
            closed: 0,
            indicators: [0, 0],
            activities: [0, 0],
        };
        assert_eq!((of_area(&area).parts, of_area(&area).sum()), ([1, 2, 1, 1, 0, 2], 7));
    }

    #[test]
    fn what_is_beyond_the_limit_is_summed() {
        let mut bars = vec![bar(3), bar(2), bar(1)];
        assert_eq!(summed(&mut bars, 3), None);
        let (count, rest) = summed(&mut bars, 2).expect("a sum");
        assert_eq!((bars.len(), count, rest.all, rest.parts[0]), (1, 2, 3, 3));
    }
}
