//! An entry: what is owed, how it was said through time, what shows that it is carried out, how it is judged, and what was
//! decided; with the forms that decide.

mod judged;
mod sayings;

use askama::Template;
use axum::extract::Path;
use seimei_app::archive::register::class;
use seimei_app::archive::register::entry::{Entry, Standing};
use seimei_locale::told;
use seimei_model::decision::Status;

use self::judged::{Judged, judged};
use self::sayings::{Saying, sayings};
use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::links;
use crate::pages::register::decisions::{Line, lines};
use crate::pages::register::refused;
use crate::pages::register::said::{self, Said};
use crate::pages::register::shown::{Date, ShownEvidence, evidence, language, rules, source, teller};
use crate::pages::see;
use crate::wrong::Answer;

/// A field of the entry.
struct Field<'m> {
    label: &'m str,
    values: Vec<(String, Option<String>)>,
    is_corrected: bool,
}

/// An area that the entry is in.
struct InArea {
    id: String,
    title: String,
    address: String,
}

/// Words, and where they lead.
type Linked = (String, Option<String>);

#[derive(Template)]
#[template(path = "entry.html")]
struct Page<'m> {
    frame: Frame<'m>,
    name: String,
    here: String,
    seen: u64,
    what: String,
    language: &'static str,
    class: &'static str,
    label: String,
    standing: Standing,
    standing_label: String,
    by: String,
    due: Option<Date>,
    fields: Vec<Field<'m>>,
    sayings: Vec<Saying>,
    offers: Vec<ShownEvidence>,
    evidence: Vec<ShownEvidence>,
    declined: Vec<(String, String)>,
    judged: Vec<(String, Vec<Judged>)>,
    areas: Vec<InArea>,
    all_areas: Vec<(String, Vec<(String, String)>)>,
    decisions: Vec<Line>,
    statuses: Vec<(&'static str, String)>,
    ticks: Vec<(String, String)>,
    today: String,
    me: String,
    said: Said,
    acts: Vec<(&'static str, String)>,
    topics: Vec<(&'static str, String, bool)>,
    changed: String,
    rules: String,
}

/// Shows an entry.
pub(crate) async fn page(ask: Ask, Path(name): Path<String>) -> Answer {
    ask.answer(move |ask| {
        let entry = refused::entry(ask, &links::entry_name(&name))?;
        let address = links::entry(&entry.id);
        if address.trim_start_matches("/register/entries/") != name {
            return see(&address);
        }
        show(&whole(ask, entry))
    })
    .await
}

fn whole<'m>(ask: &'m Ask, entry: &Entry) -> Page<'m> {
    let (t, teller, registry) = (ask.t(), teller(ask), &ask.present.registry);
    let today = ask.office.today();
    let class = class(entry, &today);
    let evidence: Vec<ShownEvidence> = entry.evidence.iter().map(|one| evidence(ask, one)).collect();
    let declined = entry.declined.iter().map(|provision| (source(ask, provision), links::provision(provision)));
    let changed = match entry.changed {
        0 => t.text("register-page.never-decided").to_owned(),
        n => t.fill("register-page.decided", &[("n", &n.to_string())]),
    };
    let mut history = registry.history(entry);
    history.reverse();
    let said = said::as_is(entry);
    Page {
        frame: ask.frame(Place::Commitments, &cut(&entry.what)),
        name: entry.id.to_string(),
        here: links::entry(&entry.id),
        seen: entry.changed,
        what: entry.what.clone(),
        language: language(ask, entry),
        class: class.word(),
        label: t.label("class", class.word()).to_owned(),
        standing: entry.standing,
        standing_label: t.label("standing", entry.standing.word()).to_owned(),
        by: teller.parties(&entry.by, &entry.to),
        due: entry.due.as_ref().map(|due| super::shown::date(ask, due.as_str())),
        fields: fields(ask, entry),
        sayings: sayings(ask, entry),
        offers: entry.offers.iter().map(|one| self::evidence(ask, one)).collect(),
        ticks: said::ticks(&evidence),
        evidence,
        declined: declined.collect(),
        judged: judged(ask, entry, &today),
        areas: areas(ask, entry),
        all_areas: all_areas(ask, entry),
        decisions: lines(ask, history),
        statuses: Status::ALL.iter().map(|one| (one.word(), t.label("status", one.word()).to_owned())).collect(),
        today,
        me: ask.by().to_owned(),
        acts: said::acts(ask),
        topics: said::topics(ask, &said.topic),
        said,
        changed,
        rules: rules(ask),
    }
}

/// Returns a title of bearable length.
fn cut(what: &str) -> String {
    let mut cut: String = what.chars().take(80).collect();
    if cut.len() < what.len() {
        cut.push('…');
    }
    cut
}

fn fields<'m>(ask: &'m Ask, entry: &Entry) -> Vec<Field<'m>> {
    let (t, teller, registry) = (ask.t(), teller(ask), &ask.present.registry);
    let plain = |text: String| vec![(text, None)];
    let due = entry.due.as_ref().map_or_else(|| t.text("head.not-said").to_owned(), |due| teller.date(due));
    let topics = entry.topics.iter().map(|topic| {
        let label = t.label("topic", topic.as_str()).to_owned();
        (label, Some(links::with_query("/register", [("topic", topic.as_str())])))
    });
    let mechanisms = entry.mechanisms.iter().map(|name| {
        let found = registry.find_mechanism(name).ok();
        (name.clone(), found.map(|one| format!("/mechanisms/{}", links::part(&one.id))))
    });
    let mut all: Vec<(&str, Vec<Linked>)> = vec![
        ("act", plain(told::act(entry.act, entry.strength, t))),
        ("by", plain(teller.actors(&entry.by))),
        ("to", plain(teller.actors(&entry.to))),
        ("due", plain(due)),
        ("topics", topics.collect()),
        ("mechanisms", mechanisms.collect()),
    ];
    if let Some(source) = &entry.source {
        all.push(("source", vec![(self::source(ask, source), Some(links::provision(source)))]));
    }
    // What a person added was never read otherwise.
    let is_added = entry.undertakings.is_empty();
    let field = |(field, values): (&str, Vec<(String, Option<String>)>)| Field {
        is_corrected: !is_added && entry.corrected.iter().any(|known| known == field),
        label: t.find(&format!("field.{field}")).unwrap_or_default(),
        values,
    };
    all.into_iter().map(field).filter(|field| !field.values.is_empty()).collect()
}

fn areas(ask: &Ask, entry: &Entry) -> Vec<InArea> {
    let programmes = &ask.present.registry.register().programmes;
    let area = |id: &seimei_model::programme::AreaId| {
        let kept = programmes.get(&id.programme);
        let area = kept.and_then(|kept| kept.programme.area(&id.code));
        InArea {
            id: id.to_string(),
            title: area.map_or("", |(_, area)| area.title.text(ask.visitor.lang)).to_owned(),
            address: format!("/programmes/{}#a-{}", id.programme, id.code),
        }
    };
    entry.areas.iter().map(area).collect()
}

/// Returns the areas that the entry could be put into, by programme.
fn all_areas(ask: &Ask, entry: &Entry) -> Vec<(String, Vec<(String, String)>)> {
    let lang = ask.visitor.lang;
    let of = |programme: &seimei_model::programme::Programme| {
        let areas = programme.areas().filter_map(|(_, area)| {
            let id = programme.area_id(area);
            let is_in = entry.areas.contains(&id);
            (!is_in).then(|| (id.to_string(), format!("{} {}", area.code, area.title.text(lang))))
        });
        (programme.title.text(lang).to_owned(), areas.collect())
    };
    ask.present.registry.programmes().map(of).collect()
}
