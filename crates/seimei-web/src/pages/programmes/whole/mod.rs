//! A programme whole: how far it is, area by area; its goals; the commitments that belong to it and those proposed.

mod area;
mod bar;

use askama::Template;
use axum::extract::Path;
use seimei_app::archive::register::programme::editions;
use seimei_app::archive::register::programme::progress::{AreaProgress, Progress, progress};
use seimei_app::archive::register::{Class, Kept, class};
use seimei_locale::told::{self, BETWEEN};
use seimei_model::programme::AreaId;

use self::area::{ShownArea, shown_area};
use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::pages::register::asked;
use crate::pages::register::shown::{Row, row, rules, teller};
use crate::wrong::{Answer, Wrong};

/// So many proposals of an area are shown.
const PROPOSED: usize = 5;

/// A figure with what it counts.
struct Figure {
    number: String,
    label: String,
    is_alarm: bool,
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

/// Returns the programme of a name.
pub(super) fn kept<'a>(ask: &'a Ask, id: &str) -> Result<&'a Kept, Wrong> {
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
