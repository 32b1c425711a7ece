//! Chronology: what happened, as a time line and as a list by year, each with everything that tells it.

mod line;

use askama::Template;
use axum_extra::extract::Query;
use seimei_app::archive::register::chronology::{self, Happening, Source};
use seimei_export::date_words::in_words;
use seimei_model::date::Edtf;
use seimei_model::event::EventType;
use serde::Deserialize;

use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::links;
use crate::pages::positions::{Choice, party_label, party_of};
use crate::wrong::{Answer, Wrong};
use line::Line;

/// Happenings of the list on a page.
const PAGE: usize = 100;

/// Sources that are named; the others are counted.
const SOURCES: usize = 6;

/// What is wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    pub(crate) party: Vec<String>,
    #[serde(rename = "type")]
    pub(crate) kind: Vec<String>,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) conflicts: String,
    pub(crate) after: String,
}

/// A happening in the list; those of a year stand below its heading.
struct Shown {
    anchor: String,
    year: Option<String>,
    day: String,
    date: String,
    words: String,
    language: &'static str,
    kind: String,
    who: String,
    place: String,
    is_planned: bool,
    sources: Vec<(String, String)>,
    more: String,
    conflicts: Vec<(String, Vec<(String, String)>)>,
}

#[derive(Template)]
#[template(path = "chronology.html")]
struct Page<'m> {
    frame: Frame<'m>,
    parties: Vec<Choice>,
    kinds: Vec<Choice>,
    from: String,
    to: String,
    is_conflicts: bool,
    line: Option<Line>,
    note: String,
    shown: Vec<Shown>,
    count: String,
    csv: String,
    first: Option<String>,
    next: Option<String>,
    range: String,
    is_empty: bool,
}

/// Returns what is wanted, each with its place among all, in order of time.
pub(crate) fn chosen<'a>(ask: &'a Ask, asked: &Wanted) -> Result<Vec<(usize, &'a Happening)>, Wrong> {
    let t = ask.t();
    let bad = |key: &'static str, text: &str| Wrong::bad(t.fill(key, &[("text", text)]));
    let day = |text: &str| match text.trim() {
        "" => Ok(None),
        text => {
            let is_short = text.len() <= 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
            let is_there = text.len() < 10 || seimei_register::day::parse(text).is_some();
            let period = Edtf::new(text).period().filter(|_| is_short && is_there);
            period.map(Some).ok_or_else(|| bad("wrong.day", text))
        }
    };
    let kind = |text: &str| EventType::from_word(text).ok_or_else(|| bad("wrong.event", text));
    let kinds: Result<Vec<EventType>, Wrong> =
        asked.kind.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).map(kind).collect();
    let only_conflicts = match asked.conflicts.as_str() {
        "" | "0" => false,
        "1" => true,
        text => return Err(bad("wrong.yes-no", text)),
    };
    let wanted = chronology::Wanted {
        parties: asked.party.iter().filter_map(|party| party_of(ask, party)).collect(),
        since: day(&asked.from)?.map(|(first, _)| first),
        until: day(&asked.to)?.map(|(_, last)| last),
        kinds: kinds?,
    };
    let all = ask.present.happenings();
    let mut numbered = all.iter().enumerate();
    let found = chronology::chosen(all, &wanted).into_iter().filter_map(|happening| {
        // Both are in the same order, so that each is found behind the one before.
        numbered.find(|(_, one)| std::ptr::eq(*one, happening))
    });
    Ok(found.filter(|(_, happening)| !only_conflicts || !happening.conflicts.is_empty()).collect())
}

/// Shows it.
pub(crate) async fn page(ask: Ask, Query(asked): Query<Wanted>) -> Answer {
    ask.answer(move |ask| read(ask, &asked)).await
}

/// Returns the address of what is wanted, without a place to begin.
fn address(path: &str, asked: &Wanted) -> String {
    let parties = asked.party.iter().map(|party| ("party", party.as_str()));
    let kinds = asked.kind.iter().map(|kind| ("type", kind.as_str()));
    let rest = [("from", asked.from.as_str()), ("to", &asked.to), ("conflicts", &asked.conflicts)];
    links::with_query(path, parties.chain(kinds).chain(rest))
}

fn read(ask: &Ask, asked: &Wanted) -> Answer {
    let t = ask.t();
    let found = chosen(ask, asked)?;
    let newest: Vec<(usize, &Happening)> = found.iter().rev().copied().collect();
    let begin = match asked.after.trim() {
        "" => 0,
        after => {
            let number: Option<usize> = after.parse().ok();
            let at = number.and_then(|number| newest.iter().position(|(one, _)| *one == number));
            at.ok_or_else(|| Wrong::bad(t.fill("wrong.after-item", &[("text", after)])))? + 1
        }
    };
    let shown = &newest[begin..newest.len().min(begin + PAGE)];
    let here = address("/chronology", asked);
    let next = shown.last().filter(|_| begin + shown.len() < newest.len());
    let range = [(begin + 1).to_string(), (begin + shown.len()).to_string(), newest.len().to_string()];
    let line = Line::new(ask, &found, !asked.from.trim().is_empty());
    let wanted: Vec<String> =
        asked.party.iter().filter_map(|party| party_of(ask, party)).map(|code| code.to_string()).collect();
    let parties = ask.present.positions().parties().into_iter().map(|code| Choice {
        value: code.to_string(),
        label: party_label(ask, code),
        is_chosen: wanted.iter().any(|one| one == code.as_str()),
    });
    let kinds = EventType::ALL.iter().map(|kind| Choice {
        value: kind.word().to_owned(),
        label: t.label("event", kind.word()).to_owned(),
        is_chosen: asked.kind.iter().any(|one| one == kind.word()),
    });
    let mut year = None;
    let api = links::with_query(
        &address("/api/v1/chronology", asked).replace("conflicts=1", "conflicts=true"),
        [("format", "csv")],
    );
    show(&Page {
        frame: ask.frame(Place::Chronology, t.text("nav.chronology")),
        parties: parties.collect(),
        kinds: kinds.collect(),
        from: asked.from.clone(),
        to: asked.to.clone(),
        is_conflicts: asked.conflicts == "1",
        note: line.as_ref().map_or(String::new(), |line| line.note(ask)),
        line,
        shown: shown.iter().map(|(number, happening)| listed(ask, *number, happening, &mut year)).collect(),
        count: t.count("chronology.count", newest.len()),
        csv: api,
        first: (begin > 0).then(|| here.clone()),
        next: next.map(|(number, _)| links::with_query(&here, [("after", number.to_string().as_str())])),
        range: t.fill("pager.range", &[("first", &range[0]), ("last", &range[1]), ("all", &range[2])]),
        is_empty: ask.present.happenings().is_empty(),
    })
}

/// Returns the year that a happening stands under.
fn year_of(happening: &Happening) -> &str {
    let own = happening.date.as_str().get(..4).filter(|own| own.bytes().all(|byte| byte.is_ascii_digit()));
    own.or(happening.day_first.get(..4)).unwrap_or_default()
}

fn listed(ask: &Ask, number: usize, happening: &Happening, year: &mut Option<String>) -> Shown {
    let t = ask.t();
    let words = |date: &Edtf| in_words(date.as_str(), ask.visitor.lang);
    let own = year_of(happening).to_owned();
    let is_new = year.as_ref() != Some(&own);
    let machine = happening.date.as_str();
    let is_machine = machine.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let left = happening.sources.len().saturating_sub(SOURCES);
    let language = happening.sources.first().and_then(|source| source.provision.language);
    let place = happening.place.as_deref().map(|place| t.fill("chronology.place", &[("place", place)]));
    Shown {
        anchor: format!("h{number}"),
        year: is_new.then(|| year.insert(own).clone()),
        day: words(&happening.date),
        date: if is_machine { machine.to_owned() } else { String::new() },
        words: happening.what.clone(),
        language: language.map_or("und", seimei_model::code::Lang::tag),
        kind: t.label("event", happening.kind.word()).to_owned(),
        who: ask.words().actors(&happening.participants),
        place: place.unwrap_or_default(),
        is_planned: happening.planned,
        sources: sources(&happening.sources),
        more: if left > 0 { t.fill("chronology.more-sources", &[("n", &left.to_string())]) } else { String::new() },
        conflicts: happening.conflicts.iter().map(|one| (words(&one.date), sources(&one.sources))).collect(),
    }
}

/// Returns the addresses and names of the provisions that tell something.
fn sources(sources: &[Source]) -> Vec<(String, String)> {
    let shown = sources.iter().take(SOURCES);
    shown.map(|source| (links::passage(&source.provision), source.provision.to_string())).collect()
}
