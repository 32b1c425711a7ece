//! Counting entries: by class, and how much of them anybody judged.

use seimei_register::entry::{Entry, Standing};
use seimei_register::stocktake::{Class, verdicts};
use serde::Serialize;

/// How many entries there are of what sort.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Count {
    /// All that were counted.
    pub all: usize,
    /// Of those: judged by anybody, on or before the day.
    pub assessed: usize,
    /// Confirmed, corrected or added by a person.
    pub confirmed: usize,
    /// Judged complete.
    pub done: usize,
    /// Under way.
    pub under_way: usize,
    /// Time past and not closed.
    pub overdue: usize,
    /// Judged not begun.
    pub not_begun: usize,
    /// Neither judged nor with accepted evidence.
    pub unassessed: usize,
    /// Lapsed or superseded.
    pub closed: usize,
    /// Pieces of evidence that wait for a decision.
    pub offers: usize,
}

impl Count {
    /// Counts entries in their classes on a day `YYYY-MM-DD`.
    pub fn of(entries: &[(&Entry, Class)], today: &str) -> Self {
        let in_class = |wanted: Class| entries.iter().filter(|(_, class)| *class == wanted).count();
        let is_judged = |entry: &Entry| verdicts(entry, today).iter().any(Option::is_some);
        Self {
            all: entries.len(),
            assessed: entries.iter().filter(|(entry, _)| is_judged(entry)).count(),
            confirmed: entries.iter().filter(|(entry, _)| entry.standing == Standing::Confirmed).count(),
            done: in_class(Class::Done),
            under_way: in_class(Class::UnderWay),
            overdue: in_class(Class::Overdue),
            not_begun: in_class(Class::NotBegun),
            unassessed: in_class(Class::Unassessed),
            closed: in_class(Class::Closed),
            offers: entries.iter().map(|(entry, _)| entry.offers.len()).sum(),
        }
    }

    /// Returns how many are in a class.
    pub fn in_class(&self, class: Class) -> usize {
        match class {
            Class::Done => self.done,
            Class::UnderWay => self.under_way,
            Class::Overdue => self.overdue,
            Class::NotBegun => self.not_begun,
            Class::Unassessed => self.unassessed,
            Class::Closed => self.closed,
        }
    }

    /// Returns the share that anybody judged, in whole per cent, rounded down: 100 only where all are.
    pub fn per_cent_assessed(&self) -> usize {
        (self.assessed * 100).checked_div(self.all).unwrap_or(0)
    }
}
