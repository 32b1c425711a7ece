//! An entry: what is owed, how it was said through time, what shows that it is carried out, how it is judged, and what was
//! decided; with the forms that decide.

use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse as _;
use seimei_app::archive::register::entry::{Assessment, Entry, Standing, Undertaking};
use seimei_app::archive::register::{class, verdicts};
use seimei_locale::told;
use seimei_model::act::Family;
use seimei_model::decision::{Decision, Standpoint, Status};
use seimei_model::identity::ProvisionId;
use seimei_model::undertaking::EvidenceId;
use seimei_wording::difference::difference;
use seimei_wording::words::Cutter;

use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::pages::register::decisions::{Line, lines};
use crate::pages::register::refused;
use crate::pages::register::said::{self, Said};
use crate::pages::register::shown::{Date, ShownEvidence, day, evidence, language, rules, source, teller};
use crate::pages::see;
use crate::present::title;
use crate::wrong::{Answer, Wrong};
use crate::{differences, links};

/// A field of the entry.
struct Field<'m> {
    label: &'m str,
    values: Vec<(String, Option<String>)>,
    is_corrected: bool,
}

/// The same words in another language.
struct Counterpart {
    name: String,
    address: String,
    language: &'static str,
    text: String,
}

/// A saying of the commitment.
struct Saying {
    id: String,
    address: String,
    title: String,
    day: Date,
    family: &'static str,
    act: String,
    parties: String,
    due: String,
    language: &'static str,
    html: String,
    is_moved: bool,
    counterparts: Vec<Counterpart>,
}

/// A judgement as shown.
struct Judged {
    status: &'static str,
    label: String,
    step: &'static str,
    assessor: String,
    day: Date,
    reason: String,
    rests_on: Vec<(String, Option<String>)>,
    entered: String,
    counts: bool,
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

fn counterpart(ask: &Ask, id: &ProvisionId) -> Option<Counterpart> {
    let (_, provision) = ask.present.provision(id)?;
    let language = id.language.map_or("und", seimei_model::code::Lang::tag);
    Some(Counterpart { name: source(ask, id), address: links::provision(id), language, text: provision.text.clone() })
}

/// Returns a later wording, what differs from the earlier one marked; both are in one language.
fn moved_html(ask: &Ask, earlier: &str, later: &str, language: seimei_model::code::Lang) -> String {
    let cutter = Cutter::new(ask.office.lexicon, language);
    let difference = difference(&cutter.cut(earlier), &cutter.cut(later));
    differences::inline(earlier, later, &difference.segments)
}

/// Returns every saying, in order of time, what moved since the one before in its language marked.
fn sayings(ask: &Ask, entry: &Entry) -> Vec<Saying> {
    let (t, teller) = (ask.t(), teller(ask));
    let mut sayings = Vec::new();
    let mut done: Vec<&ProvisionId> = Vec::new();
    let mut before: Vec<&Undertaking> = Vec::new();
    for one in &entry.undertakings {
        let id = &one.id.provision;
        // The same words in another language of the document are shown with those of the first.
        if done.contains(&id) {
            before.push(one);
            continue;
        }
        let language = id.language.unwrap_or(seimei_model::code::Lang::Und);
        let earlier = before.iter().rev().find(|other| other.id.provision.language == id.language);
        let moved = earlier.filter(|earlier| earlier.clause != one.clause);
        let html = match moved {
            Some(earlier) => moved_html(ask, &earlier.clause, &one.clause, language),
            None => differences::escaped(&one.clause),
        };
        let document = ask.present.document(&id.document);
        let heading = document.and_then(|document| title(document, language)).unwrap_or(id.document.as_str());
        sayings.push(Saying {
            id: one.id.to_string(),
            address: links::provision(id),
            title: t.fill("register-page.source", &[("title", heading), ("n", &id.number.to_string())]),
            day: day(ask, one.day.as_deref()),
            family: Family::of(one.act).word(),
            act: told::act(one.act, one.strength, t),
            parties: teller.parties(&one.by, &one.to),
            due: one
                .due
                .as_ref()
                .map_or(String::new(), |due| t.fill("register.due-on", &[("date", &teller.date(due))])),
            language: language.tag(),
            html,
            is_moved: moved.is_some(),
            counterparts: one.counterparts.iter().filter_map(|id| counterpart(ask, id)).collect(),
        });
        done.extend(&one.counterparts);
        before.push(one);
    }
    sayings
}

/// Returns the judgements, own and independent apart, those that were entered last first.
fn judged(ask: &Ask, entry: &Entry, today: &str) -> Vec<(String, Vec<Judged>)> {
    let t = ask.t();
    let counting = verdicts(entry, today);
    let mut all = Vec::new();
    for (standpoint, counts) in [Standpoint::Own, Standpoint::Independent].into_iter().zip(counting) {
        let of = entry.assessments.iter().rev().filter(|one| one.judgement.standpoint == standpoint);
        let of: Vec<Judged> = of.map(|one| judgement(ask, one, counts)).collect();
        if !of.is_empty() {
            all.push((told::standpoint(standpoint, t).to_owned(), of));
        }
    }
    all
}

fn judgement(ask: &Ask, one: &Assessment, counts: Option<&Assessment>) -> Judged {
    let t = ask.t();
    let judgement = &one.judgement;
    let rests_on = judgement.evidence.iter().map(|id| match id {
        EvidenceId::Provision(provision) => (source(ask, provision), Some(links::provision(provision))),
        EvidenceId::Attached(_) => (id.to_string(), None),
    });
    let (n, at) = (one.decided.number.to_string(), seimei_locale::refusal::moment(&one.decided.at));
    Judged {
        status: judgement.status.word(),
        label: t.label("status", judgement.status.word()).to_owned(),
        step: told::compliance(one.compliance),
        assessor: judgement.assessor.clone(),
        day: day(ask, Some(&judgement.day)),
        reason: one.decided.reason.clone(),
        rests_on: rests_on.collect(),
        entered: t.fill("register.entered", &[("by", &one.decided.by), ("at", &at), ("n", &n)]),
        counts: counts.is_some_and(|counts| counts.decided.number == one.decided.number),
    }
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

/// Gives a file that a person attached, byte for byte; never shown as a page of this server.
pub(crate) async fn file(ask: Ask, Path(number): Path<u64>) -> Answer {
    ask.answer(move |ask| {
        let t = ask.t();
        let missing = || Wrong::missing(t.fill("register-page.no-file", &[("n", &number.to_string())]));
        let record = ask.present.registry.decisions().iter().find(|record| record.number == number);
        let attached = record.and_then(|record| match &record.decision {
            Decision::EvidenceAttached { attachment, .. } => attachment.file.as_ref(),
            _ => None,
        });
        let attached = attached.ok_or_else(missing)?;
        let bytes = ask.office.archive.store().original(attached.original);
        let bytes = bytes.map_err(|error| Wrong::of_store(&error, t))?.ok_or_else(missing)?;
        let name = crate::pages::add::safe_name(&attached.name);
        let name = percent_encoding::utf8_percent_encode(&name, percent_encoding::NON_ALPHANUMERIC);
        let name = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}")).map_err(|_| missing())?;
        let kind = HeaderValue::from_static("application/octet-stream");
        Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], bytes).into_response())
    })
    .await
}
