//! An area of a programme: its bars, its goals with what is done for them, its commitments and those proposed to it.

use seimei_app::archive::register::programme::progress::{
    ActivityProgress, ActivityState, AreaProgress, IndicatorProgress,
};
use seimei_app::archive::register::programme::proposals::AreaProposals;
use seimei_app::archive::register::{Class, class};
use seimei_locale::told::{self, BETWEEN};
use seimei_model::programme::{Area, AreaId, Indicator};

use super::PROPOSED;
use super::bar::{Bar, bar};
use crate::ask::Ask;
use crate::links;
use crate::pages::register::shown::{Row, row, teller};

/// A goal with what is done for it.
pub(super) struct ShownGoal {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) activities: Vec<(String, String, &'static str, String)>,
    pub(super) indicators: Vec<(String, String, String)>,
}

/// What is proposed to an area.
pub(super) struct Proposed {
    pub(super) row: Row,
    pub(super) signs: Vec<String>,
    pub(super) seen: u64,
    pub(super) here: String,
}

/// An area as shown.
pub(super) struct ShownArea {
    pub(super) id: String,
    pub(super) anchor: String,
    pub(super) code: String,
    pub(super) title: String,
    pub(super) inherits: Option<(String, String)>,
    pub(super) about: String,
    pub(super) commitments: Bar,
    pub(super) activities: Bar,
    pub(super) done: String,
    pub(super) reached: String,
    pub(super) gaps: Vec<&'static str>,
    pub(super) goals: Vec<ShownGoal>,
    pub(super) entries: Vec<Row>,
    pub(super) proposed: Vec<Proposed>,
    pub(super) more: String,
}

/// Returns an area with how far it is and what is proposed to it.
pub(super) fn shown_area(
    ask: &Ask,
    id: &AreaId,
    area: &Area,
    progress: &AreaProgress,
    proposed: Option<&AreaProposals>,
    today: &str,
) -> ShownArea {
    let (t, teller, registry) = (ask.t(), teller(ask), &ask.present.registry);
    let entries: Vec<_> = registry.in_area(id).into_iter().map(|entry| (entry, class(entry, today))).collect();
    let in_class = |class: Class| entries.iter().filter(|(_, of)| *of == class).count();
    let classes: Vec<(&'static str, String, usize)> = Class::ALL
        .into_iter()
        .map(|class| (class.word(), t.label("class", class.word()).to_owned(), in_class(class)))
        .collect();
    let counts = &progress.counts;
    let states = [("done", counts.done), ("due", counts.due), ("overdue", counts.overdue), ("undated", counts.undated)];
    let states: Vec<(&'static str, String, usize)> =
        states.into_iter().map(|(word, count)| (word, t.label("activity", word).to_owned(), count)).collect();
    let reached = progress.indicators.iter().filter(|one| one.is_reached == Some(true)).count();
    let of = |key: &'static str, part: usize, all: usize| {
        if all == 0 {
            return "–".to_owned();
        }
        t.fill(key, &[("n", &part.to_string()), ("all", &all.to_string())])
    };
    let about = [
        told::topics(&area.topics, t),
        told::written(&area.mechanisms, t),
        if area.responsible.is_empty() { String::new() } else { teller.actors(&area.responsible) },
        teller.contacts(&area.contacts),
    ];
    let about: Vec<String> = about.into_iter().filter(|part| !part.is_empty()).collect();
    let mut activities = progress.activities.iter();
    let mut indicators = progress.indicators.iter();
    let goals = area.goals.iter().map(|goal| ShownGoal {
        code: goal.code.to_string(),
        title: goal.title.text(t.lang).to_owned(),
        activities: activities.by_ref().take(goal.activities.len()).map(|one| activity(ask, one)).collect(),
        indicators: indicators
            .by_ref()
            .take(goal.indicators.len())
            .zip(&goal.indicators)
            .map(|(progress, one)| indicator(ask, progress, one))
            .collect(),
    });
    let goals: Vec<ShownGoal> = goals.collect();
    let offered = proposed.map(|one| one.entries.as_slice()).unwrap_or_default();
    let left = offered.len().saturating_sub(PROPOSED);
    let shown = offered.iter().take(PROPOSED).filter_map(|one| Some((registry.register().entry(&one.what)?, one)));
    let shown = shown.map(|(entry, one)| Proposed {
        row: row(ask, entry, class(entry, today)),
        signs: one.signs.iter().map(|sign| teller.sign(sign)).collect(),
        seen: entry.changed,
        here: links::entry(&entry.id),
    });
    ShownArea {
        id: id.to_string(),
        anchor: format!("a-{}", area.code),
        code: area.code.to_string(),
        title: area.title.text(t.lang).to_owned(),
        inherits: area.inherits.as_ref().map(|from| {
            (
                t.fill("programme.inherits", &[("area", &from.to_string())]),
                format!("/programmes/{}#a-{}", from.programme, from.code),
            )
        }),
        about: about.join(BETWEEN),
        commitments: bar(&classes),
        activities: bar(&states),
        done: of("programmes-page.of", counts.done, counts.all),
        reached: of("programmes-page.of", reached, progress.indicators.len()),
        gaps: progress.gaps.iter().map(|gap| told::programme::gap(*gap, t)).collect(),
        goals,
        entries: entries.iter().map(|(entry, class)| row(ask, entry, *class)).collect(),
        proposed: shown.collect(),
        more: if left > 0 { t.fill("programmes-page.more", &[("n", &left.to_string())]) } else { String::new() },
    }
}

fn activity(ask: &Ask, one: &ActivityProgress) -> (String, String, &'static str, String) {
    let (t, teller) = (ask.t(), teller(ask));
    let date =
        |date: &Option<seimei_model::date::Edtf>| date.as_ref().map(|date| teller.date(date)).unwrap_or_default();
    let (class, state) = match one.state {
        ActivityState::Done => {
            let key = if one.is_late { "programme.done-late" } else { "programme.done-on" };
            ("done", t.fill(key, &[("date", &date(&one.done))]))
        }
        ActivityState::Due => ("future", t.fill("programme.due", &[("date", &date(&one.due))])),
        ActivityState::Overdue => ("overdue", t.fill("programme.overdue", &[("date", &date(&one.due))])),
        ActivityState::Undated => ("unassessed", t.text("programme.undated").to_owned()),
    };
    (one.code.to_string(), one.title.text(t.lang).to_owned(), class, state)
}

fn indicator(ask: &Ask, progress: &IndicatorProgress, one: &Indicator) -> (String, String, String) {
    let (t, teller) = (ask.t(), teller(ask));
    let written = |number: Option<f64>| number.map_or_else(|| "—".to_owned(), told::programme::number);
    let unit = one.unit.as_ref().map(|unit| unit.text(t.lang)).unwrap_or_default();
    let (baseline, actual, target) =
        (written(one.baseline), written(one.actual.filter(|_| progress.measured.is_some())), written(one.target));
    let values = [("baseline", baseline.as_str()), ("actual", &actual), ("target", &target), ("unit", unit)];
    let mut parts = vec![t.fill("programme.measured", &values).trim_end().to_owned()];
    match (progress.is_reached, progress.share) {
        (Some(true), _) => parts.push(t.text("programme.reached").to_owned()),
        (_, Some(share)) => parts.push(t.fill("programme.share", &[("share", &told::programme::share(share))])),
        _ => {}
    }
    parts.push(match &progress.measured {
        Some(date) => {
            let key = if progress.is_stale { "programme.stale" } else { "programme.measured-on" };
            t.fill(key, &[("date", &teller.date(date))])
        }
        None => t.text("programme.unmeasured").to_owned(),
    });
    (progress.code.to_string(), progress.title.text(t.lang).to_owned(), parts.join(BETWEEN))
}
