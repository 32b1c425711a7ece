//! A programme whole: how far it is, area by area; its goals; the commitments that belong to it and those proposed.

use std::fmt::Write as _;

use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse as _;
use axum_extra::extract::Query;
use seimei_app::archive::register::programme::progress::{
    ActivityProgress, ActivityState, AreaProgress, IndicatorProgress, Progress, progress,
};
use seimei_app::archive::register::programme::proposals::AreaProposals;
use seimei_app::archive::register::programme::{csv, editions, toml};
use seimei_app::archive::register::{Class, Kept, class};
use seimei_locale::told::{self, BETWEEN};
use seimei_model::programme::{Area, AreaId, Indicator};
use serde::Deserialize;

use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::links;
use crate::pages::register::asked;
use crate::pages::register::shown::{Row, row, rules, teller};
use crate::wrong::{Answer, Wrong};

/// So many proposals of an area are shown.
const PROPOSED: usize = 5;

/// Width of the bars, in pixels.
const WIDTH: f64 = 220.0;

/// A figure with what it counts.
struct Figure {
    number: String,
    label: String,
    is_alarm: bool,
}

/// A bar: its parts drawn, and told for who does not see it.
struct Bar {
    svg: String,
    counts: Vec<(&'static str, String, usize)>,
}

/// A goal with what is done for it.
struct ShownGoal {
    code: String,
    title: String,
    activities: Vec<(String, String, &'static str, String)>,
    indicators: Vec<(String, String, String)>,
}

/// What is proposed to an area.
struct Proposed {
    row: Row,
    signs: Vec<String>,
    seen: u64,
    here: String,
}

/// An area as shown.
struct ShownArea {
    id: String,
    anchor: String,
    code: String,
    title: String,
    inherits: Option<(String, String)>,
    about: String,
    commitments: Bar,
    activities: Bar,
    done: String,
    reached: String,
    gaps: Vec<&'static str>,
    goals: Vec<ShownGoal>,
    entries: Vec<Row>,
    proposed: Vec<Proposed>,
    more: String,
}

/// A priority as shown.
struct ShownPriority {
    code: String,
    title: String,
    areas: Vec<ShownArea>,
}

/// How an edition follows another.
struct Followed {
    heading: String,
    inherited: Vec<(String, String)>,
    ended: Vec<String>,
    new: Vec<String>,
}

#[derive(Template)]
#[template(path = "programme.html")]
struct Page<'m> {
    frame: Frame<'m>,
    id: String,
    seen: u64,
    about: String,
    time: String,
    older: Option<(String, String)>,
    newer: Option<(String, String)>,
    document: Option<String>,
    called: String,
    contacts: String,
    figures: Vec<Figure>,
    legend: Vec<(&'static str, String)>,
    legend_activities: Vec<(&'static str, String)>,
    priorities: Vec<ShownPriority>,
    unplaced: Vec<Row>,
    followed: Vec<Followed>,
    rules: String,
}

fn kept<'a>(ask: &'a Ask, id: &str) -> Result<&'a Kept, Wrong> {
    let id = asked::programme(ask, id)?;
    ask.present.registry.register().programmes.get(&id).ok_or_else(|| Wrong::missing(""))
}

/// Shows a programme.
pub(super) async fn page(ask: Ask, Path(id): Path<String>) -> Answer {
    ask.answer(move |ask| {
        let kept = kept(ask, &id)?;
        let progress = progress(&kept.programme, &ask.office.today());
        show(&whole(ask, kept, &progress))
    })
    .await
}

fn whole<'m>(ask: &'m Ask, kept: &Kept, progress: &Progress) -> Page<'m> {
    let (t, teller, registry) = (ask.t(), teller(ask), &ask.present.registry);
    let programme = &kept.programme;
    let today = ask.office.today();
    let proposals = ask.present.ledger.proposals(programme, registry);
    let titled = |id: &seimei_model::programme::ProgrammeId| {
        let kept = registry.register().programmes.get(id);
        let title = kept.map_or(id.as_str(), |kept| kept.programme.title.text(t.lang));
        (title.to_owned(), format!("/programmes/{id}"))
    };
    let newer = registry.programmes().find(|other| other.supersedes.as_ref() == Some(&programme.id));
    let mut areas = progress.areas.iter();
    let priorities = programme.priorities.iter().map(|priority| ShownPriority {
        code: priority.code.to_string(),
        title: priority.title.text(t.lang).to_owned(),
        areas: priority
            .areas
            .iter()
            .zip(areas.by_ref())
            .map(|(area, progress)| {
                let id = programme.area_id(area);
                let proposed = proposals.areas.iter().find(|one| one.area == id);
                shown_area(ask, &id, area, progress, proposed, &today)
            })
            .collect(),
    });
    let priorities: Vec<ShownPriority> = priorities.collect();
    let unplaced = proposals.unplaced.iter().take(PROPOSED).filter_map(|id| registry.register().entry(id));
    let called: Vec<&str> = programme.called.iter().map(String::as_str).collect();
    let passages = programme.supersedes.iter().filter_map(|older| registry.register().programmes.get(older));
    let followed = passages.map(|older| followed(ask, &older.programme, programme)).collect();
    Page {
        frame: ask.frame(Place::Programmes, programme.title.text(t.lang)),
        id: programme.id.to_string(),
        seen: kept.changed,
        about: [teller.actors(&programme.parties), teller.period(programme)].join(BETWEEN),
        time: progress.countdown.as_ref().map_or(String::new(), |countdown| teller.countdown(countdown)),
        older: programme.supersedes.as_ref().map(titled),
        newer: newer.map(|newer| titled(&newer.id)),
        document: programme.document.as_ref().map(|document| format!("/documents/{document}")),
        called: t.list(called),
        contacts: teller.contacts(&programme.contacts),
        figures: figures(ask, kept, progress, &today),
        legend: Class::ALL.into_iter().map(|class| (class.word(), t.label("class", class.word()).to_owned())).collect(),
        legend_activities: ["done", "due", "overdue", "undated"]
            .into_iter()
            .map(|word| (word, t.label("activity", word).to_owned()))
            .collect(),
        priorities,
        unplaced: unplaced.map(|entry| row(ask, entry, class(entry, &today))).collect(),
        followed,
        rules: rules(ask),
    }
}

fn figures(ask: &Ask, kept: &Kept, progress: &Progress, today: &str) -> Vec<Figure> {
    let (t, registry) = (ask.t(), &ask.present.registry);
    let programme = &kept.programme;
    let sum = |of: fn(&AreaProgress) -> usize| progress.areas.iter().map(of).sum::<usize>();
    let (all, done, late) =
        (sum(|area| area.counts.all), sum(|area| area.counts.done), sum(|area| area.counts.overdue));
    let is_in = |entry: &&seimei_register::entry::Entry| entry.areas.iter().any(|area| area.programme == programme.id);
    let entries: Vec<Class> =
        registry.register().entries.iter().filter(is_in).map(|entry| class(entry, today)).collect();
    let overdue = entries.iter().filter(|class| **class == Class::Overdue).count();
    let figure = |number: String, label: String, is_alarm: bool| Figure { number, label, is_alarm };
    let mut figures = vec![
        figure(entries.len().to_string(), t.text("programmes-page.commitments").to_owned(), false),
        figure(overdue.to_string(), t.text("programmes-page.commitments-overdue").to_owned(), overdue > 0),
        figure(done.to_string(), t.fill("programmes-page.of-activities", &[("all", &all.to_string())]), false),
        figure(late.to_string(), t.text("programmes-page.activities-overdue").to_owned(), late > 0),
    ];
    if let Some(countdown) = &progress.countdown {
        let share = format!("{} %", told::programme::share(countdown.elapsed.clamp(0.0, 1.0)));
        figures.push(figure(share, t.text("programmes-page.elapsed").to_owned(), false));
    }
    figures
}

/// Returns a count as a length.
fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Draws a bar of parts, each as wide as its share.
fn bar(parts: &[(&'static str, String, usize)]) -> Bar {
    let all: usize = parts.iter().map(|(_, _, count)| count).sum();
    let told: Vec<String> =
        parts.iter().filter(|(_, _, count)| *count > 0).map(|(_, label, count)| format!("{label} {count}")).collect();
    let label = told.join(", ");
    let mut svg = String::new();
    if all > 0 {
        let _ = write!(
            svg,
            "<svg width=\"{WIDTH}\" height=\"16\" viewBox=\"0 0 {WIDTH} 16\" role=\"img\" aria-label=\"{}\">",
            crate::differences::escaped(&label)
        );
        let shown = parts.iter().filter(|(_, _, count)| *count > 0);
        let gaps = 2.0 * (number(shown.clone().count()) - 1.0);
        let mut x = 0.5;
        for (word, _, count) in shown {
            let width = ((WIDTH - 1.0 - gaps) * number(*count) / number(all)).max(1.0);
            let _ =
                write!(svg, "<rect class=\"bar {word}\" x=\"{x:.1}\" y=\"0.5\" width=\"{width:.1}\" height=\"15\"/>");
            if width >= 12.0 {
                let _ = write!(svg, "<text x=\"{:.1}\" y=\"12\">{count}</text>", x + width / 2.0);
            }
            x += width + 2.0;
        }
        svg.push_str("</svg>");
    }
    Bar { svg, counts: parts.to_vec() }
}

fn shown_area(
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

/// Returns how an edition follows the one before it.
fn followed(
    ask: &Ask,
    older: &seimei_model::programme::Programme,
    newer: &seimei_model::programme::Programme,
) -> Followed {
    let t = ask.t();
    let passage = editions::passage(older, newer);
    let named = |id: &AreaId| {
        let of = if id.programme == older.id { older } else { newer };
        let title = of.area(&id.code).map_or("", |(_, area)| area.title.text(t.lang));
        format!("{} {title}", id.code)
    };
    Followed {
        heading: t.fill("programmes-page.followed", &[("older", older.title.text(t.lang))]),
        inherited: passage.inherited.iter().map(|one| (named(&one.from), named(&one.area))).collect(),
        ended: passage.ended.iter().map(named).collect(),
        new: passage.new.iter().map(named).collect(),
    }
}

/// In which form it is wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    format: String,
}

/// Gives a programme as a file.
pub(super) async fn download(ask: Ask, Path(id): Path<String>, Query(form): Query<Form>) -> Answer {
    ask.answer(move |ask| {
        let programme = &kept(ask, &id)?.programme;
        let (text, kind, ending) = match form.format.as_str() {
            "" | "toml" => (toml::to_toml(programme), "application/toml; charset=utf-8", "toml"),
            "csv" => (csv::to_csv(programme, true), "text/csv; charset=utf-8", "csv"),
            other => return Err(Wrong::bad(ask.t().fill("register-page.no-format", &[("text", other)]))),
        };
        let name = format!("attachment; filename=\"{}.{ending}\"", programme.id);
        Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], text).into_response())
    })
    .await
}
