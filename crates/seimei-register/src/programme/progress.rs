//! How far a programme is on a day: its time, its activities, its indicators, and what it lacks.

use std::cmp::Ordering;

use seimei_model::date::Edtf;
use seimei_model::programme::{Activity, Area, AreaId, Indicator, Names, Programme, ProgrammeId};
use serde::Serialize;
use smol_str::SmolStr;

use crate::day;

/// After how many months without a measurement an indicator is stale.
pub const STALE: i32 = 12;

/// How far a programme is.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Progress {
    /// The programme.
    pub programme: ProgrammeId,
    /// The day it is told for, `YYYY-MM-DD`.
    pub day: String,
    /// Its time; `None` where its period or the day is no date.
    pub countdown: Option<Countdown>,
    /// Its areas, in order.
    pub areas: Vec<AreaProgress>,
}

/// The time of a programme.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Countdown {
    /// Where the day lies.
    pub phase: Phase,
    /// Days from the day to the last one; negative when it is over.
    pub days_left: i32,
    /// Days of the whole period, the first and the last among them.
    pub days: i32,
    /// Share of the period that has gone by at the end of the day: from 0 to 1.
    pub elapsed: f64,
}

/// Where a day lies to a period.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Before it.
    Ahead,
    /// Within it.
    Running,
    /// After it.
    Over,
}

/// How far an area is.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct AreaProgress {
    /// The area.
    pub area: AreaId,
    /// Its title.
    pub title: Names,
    /// How many of its activities stand how.
    pub counts: ActivityCounts,
    /// Its activities, in order.
    pub activities: Vec<ActivityProgress>,
    /// Its indicators, in order.
    pub indicators: Vec<IndicatorProgress>,
    /// What it lacks.
    pub gaps: Vec<Gap>,
}

/// How many activities.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct ActivityCounts {
    /// All.
    pub all: usize,
    /// Done.
    pub done: usize,
    /// Their time is not past.
    pub due: usize,
    /// Their time is past.
    pub overdue: usize,
    /// Not done, and without a time.
    pub undated: usize,
}

/// How an activity stands.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ActivityProgress {
    /// Its code.
    pub code: SmolStr,
    /// Its title.
    pub title: Names,
    /// How it stands.
    pub state: ActivityState,
    /// By when it is to be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Edtf>,
    /// When it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<Edtf>,
    /// Days from the day to the last day of `due`; negative when it is past. `None` for what is done or has no time.
    pub days_left: Option<i32>,
    /// Whether it was done after its time.
    pub is_late: bool,
}

/// How an activity stands on a day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivityState {
    /// It was done.
    Done,
    /// Its time is not past.
    Due,
    /// Its time is past.
    Overdue,
    /// It has no time.
    Undated,
}

/// How an indicator stands.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct IndicatorProgress {
    /// Its code.
    pub code: SmolStr,
    /// Its title.
    pub title: Names,
    /// Share of the way from baseline to target: 0 at the baseline, 1 at the target, less and more beyond them. `None`
    /// where one of the three numbers is missing or there is no way to go.
    pub share: Option<f64>,
    /// Whether the target is reached; `None` where that cannot be told.
    pub is_reached: Option<bool>,
    /// When it was last measured; a measurement after the day does not count.
    pub measured: Option<Edtf>,
    /// Whole months since then.
    pub months: Option<i32>,
    /// Whether that is more than [`STALE`] months ago.
    pub is_stale: bool,
}

/// What an area lacks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// It has no goal, and so nothing else.
    NoGoal,
    /// None of its goals has an activity.
    NoActivity,
    /// None of its goals has an indicator.
    NoIndicator,
}

/// Tells how far a programme is on a day `YYYY-MM-DD`.
pub fn progress(programme: &Programme, today: &str) -> Progress {
    Progress {
        programme: programme.id.clone(),
        day: today.to_owned(),
        countdown: countdown(programme, today),
        areas: programme.areas().map(|(_, area)| area_progress(programme, area, today)).collect(),
    }
}

/// Tells how a day lies to a programme's period; a year stands for all its days.
pub fn countdown(programme: &Programme, today: &str) -> Option<Countdown> {
    let (first, _) = programme.from.period()?;
    let (_, last) = programme.until.period()?;
    let days = day::days_between(&first, &last)? + 1;
    let days_left = day::days_between(today, &last)?;
    let gone = (days - days_left).clamp(0, days.max(0));
    let phase = match days_left {
        left if left < 0 => Phase::Over,
        left if left >= days => Phase::Ahead,
        _ => Phase::Running,
    };
    let elapsed = if days > 0 { f64::from(gone) / f64::from(days) } else { 1.0 };
    Some(Countdown { phase, days_left, days, elapsed })
}

fn area_progress(programme: &Programme, area: &Area, today: &str) -> AreaProgress {
    let activities = area.goals.iter().flat_map(|goal| &goal.activities);
    let activities: Vec<ActivityProgress> = activities.map(|activity| activity_progress(activity, today)).collect();
    let indicators = area.goals.iter().flat_map(|goal| &goal.indicators);
    let indicators: Vec<IndicatorProgress> = indicators.map(|indicator| indicator_progress(indicator, today)).collect();
    let number = |state| activities.iter().filter(|activity| activity.state == state).count();
    let counts = ActivityCounts {
        all: activities.len(),
        done: number(ActivityState::Done),
        due: number(ActivityState::Due),
        overdue: number(ActivityState::Overdue),
        undated: number(ActivityState::Undated),
    };
    let mut gaps = Vec::new();
    if area.goals.is_empty() {
        gaps.push(Gap::NoGoal);
    }
    if activities.is_empty() {
        gaps.push(Gap::NoActivity);
    }
    if indicators.is_empty() {
        gaps.push(Gap::NoIndicator);
    }
    AreaProgress { area: programme.area_id(area), title: area.title.clone(), counts, activities, indicators, gaps }
}

/// Returns the last day that a date may mean.
fn last_day(date: Option<&Edtf>) -> Option<String> {
    date.and_then(Edtf::period).map(|(_, last)| last)
}

fn activity_progress(activity: &Activity, today: &str) -> ActivityProgress {
    let due = last_day(activity.due.as_ref());
    // What was done later than the day was not done on it.
    let done = activity.done.as_ref().and_then(Edtf::period).filter(|(first, _)| first.as_str() <= today);
    let state = match (&done, &due) {
        (Some(_), _) => ActivityState::Done,
        (None, None) => ActivityState::Undated,
        (None, Some(due)) if due.as_str() < today => ActivityState::Overdue,
        (None, Some(_)) => ActivityState::Due,
    };
    let days_left = due.as_deref().filter(|_| done.is_none()).and_then(|due| day::days_between(today, due));
    let is_late = matches!((&done, &due), (Some((first, _)), Some(due)) if first > due);
    ActivityProgress {
        code: activity.code.clone(),
        title: activity.title.clone(),
        state,
        due: activity.due.clone(),
        done: activity.done.clone().filter(|_| done.is_some()),
        days_left,
        is_late,
    }
}

fn indicator_progress(indicator: &Indicator, today: &str) -> IndicatorProgress {
    let is_past = |date: &Edtf| date.period().is_some_and(|(first, _)| first.as_str() <= today);
    let measured = indicator.date.clone().filter(|date| is_past(date) && indicator.actual.is_some());
    let actual = indicator.actual.filter(|_| measured.is_some());
    let way = indicator.baseline.zip(indicator.target).map(|(baseline, target)| target - baseline);
    let gone = actual.zip(indicator.baseline).map(|(actual, baseline)| actual - baseline);
    let share = way.zip(gone).filter(|(way, _)| *way != 0.0).map(|(way, gone)| gone / way);
    let is_reached = match (share, actual, indicator.target) {
        (Some(share), ..) => Some(share >= 1.0),
        // Nothing is to change: it is reached while it stands there.
        (None, Some(actual), Some(target)) if way.is_some() => {
            Some(actual.partial_cmp(&target) == Some(Ordering::Equal))
        }
        _ => None,
    };
    // A month or a year of measurement counts to its end, but not beyond the day.
    let last = last_day(measured.as_ref()).map(|last| last.min(today.to_owned()));
    let months = last.as_deref().and_then(|last| day::months_between(last, today));
    let limit = last.as_deref().and_then(|last| day::months_on(last, STALE));
    IndicatorProgress {
        code: indicator.code.clone(),
        title: indicator.title.clone(),
        share,
        is_reached,
        measured,
        months,
        is_stale: limit.is_some_and(|limit| limit.as_str() < today),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::sample;

    const PLAN: &str = r#"
id = "arv-hta-2025"
title.en = "Plan"
parties = ["ARV", "HTA"]
from = "2025"
until = "2028"
[[priorities]]
code = "1"
title.en = "Sea"
[[priorities.areas]]
code = "1.1"
title.en = "Dialogue"
[[priorities.areas.goals]]
code = "g"
title.en = "Talk"
[[priorities.areas.goals.activities]]
code = "a1"
title.en = "Done late"
due = "2025-06"
done = "2025-07-01"
[[priorities.areas.goals.activities]]
code = "a2"
title.en = "Past"
due = "2026-05-19"
[[priorities.areas.goals.activities]]
code = "a3"
title.en = "To come"
due = "2026"
done = "2026-12-01"
[[priorities.areas.goals.activities]]
code = "a4"
title.en = "Some time"
[[priorities.areas.goals.indicators]]
code = "i1"
title.en = "Up"
baseline = 10
target = 20
actual = 15
date = "2025-05-20"
[[priorities.areas.goals.indicators]]
code = "i2"
title.en = "Down"
baseline = 20
target = 10
actual = 9
date = "2025-05-19"
[[priorities.areas.goals.indicators]]
code = "i3"
title.en = "Not measured yet"
baseline = 0
target = 3
actual = 3
date = "2027"
[[priorities.areas.goals.indicators]]
code = "i4"
title.en = "Stays"
baseline = 0
target = 0
actual = 0
date = "2026"
[[priorities.areas]]
code = "1.2"
title.en = "Empty"
"#;

    #[test]
    fn time_goes_by() {
        let check = |today: &str, phase: Phase, days_left: i32, elapsed: f64| {
            let countdown = countdown(&sample::programme(PLAN), today).expect("dates");
            assert_eq!((countdown.phase, countdown.days_left, countdown.days), (phase, days_left, 1461), "{today}");
            assert!((countdown.elapsed - elapsed).abs() < 1e-9, "{today}: {}", countdown.elapsed);
        };
        check("2024-12-31", Phase::Ahead, 1461, 0.0);
        check("2025-01-01", Phase::Running, 1460, 1.0 / 1461.0);
        check("2026-12-31", Phase::Running, 731, 730.0 / 1461.0);
        check("2028-12-31", Phase::Running, 0, 1.0);
        check("2029-01-10", Phase::Over, -10, 1.0);
        assert_eq!(countdown(&sample::programme(PLAN), "today"), None);
    }

    #[test]
    fn an_area_stands_like_this_on_a_day() {
        let progress = progress(&sample::programme(PLAN), "2026-05-20");
        let area = &progress.areas[0];
        assert_eq!(area.counts, ActivityCounts { all: 4, done: 1, due: 1, overdue: 1, undated: 1 });
        let told: Vec<_> = area.activities.iter().map(|a| (a.code.as_str(), a.state, a.days_left, a.is_late)).collect();
        assert_eq!(
            told,
            [
                ("a1", ActivityState::Done, None, true),
                ("a2", ActivityState::Overdue, Some(-1), false),
                ("a3", ActivityState::Due, Some(225), false),
                ("a4", ActivityState::Undated, None, false),
            ]
        );
        let told: Vec<_> =
            area.indicators.iter().map(|i| (i.code.as_str(), i.share, i.is_reached, i.months, i.is_stale)).collect();
        assert_eq!(
            told,
            [
                ("i1", Some(0.5), Some(false), Some(12), false),
                ("i2", Some(1.1), Some(true), Some(12), true),
                ("i3", None, None, None, false),
                ("i4", None, Some(true), Some(0), false),
            ]
        );
        assert_eq!(area.gaps, []);
        assert_eq!(progress.areas[1].gaps, [Gap::NoGoal, Gap::NoActivity, Gap::NoIndicator]);
    }
}
