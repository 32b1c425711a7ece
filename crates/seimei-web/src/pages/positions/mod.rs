//! Positions: who did what on which topic, by the strongest act; the words of a cell below.

mod matrix;
mod said;
mod strip;

use askama::Template;
use axum_extra::extract::Query;
use seimei_app::lexicon::actor_code;
use seimei_app::names::TOPICS;
use seimei_app::positions::{STEPS, Wanted as Chosen, step};
use seimei_model::act::{ActKind, Strength};
use seimei_model::code::{ActorCode, TopicId};
use serde::Deserialize;

use self::matrix::{Row, matrix};
use self::said::{Said, said};
use self::strip::{Strip, strip};
use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::links;
use crate::wrong::{Answer, Wrong};

/// Provisions that are shown with their words.
const SAID: usize = 60;

/// What is wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    party: String,
    topic: String,
    year: String,
}

/// A value to choose.
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) is_chosen: bool,
}

#[derive(Template)]
#[template(path = "positions.html")]
struct Page<'m> {
    frame: Frame<'m>,
    parties: Vec<Choice>,
    topics: Vec<Choice>,
    years: Vec<Choice>,
    corner: &'m str,
    columns: Vec<(String, String, String)>,
    rows: Vec<Row>,
    strip: Option<Strip>,
    said: Vec<Said>,
    said_title: String,
    more: Option<String>,
    rules: Vec<(u8, String)>,
    left_out: String,
    csv: String,
    is_empty: bool,
}

/// Returns what is wanted of party, topic and year, or what is wrong with it.
pub(crate) fn wanted(ask: &Ask, [party, topic, year]: [&str; 3]) -> Result<Chosen, Wrong> {
    let t = ask.t();
    let bad = |key: &'static str, text: &str| Wrong::bad(t.fill(key, &[("text", text)]));
    let topic = topic.trim();
    if !topic.is_empty() && !TOPICS.contains(&topic) {
        return Err(bad("wrong.topic", topic));
    }
    let year = match year.trim() {
        "" => None,
        text => Some(text.parse::<u16>().map_err(|_| bad("wrong.year", text))?),
    };
    Ok(Chosen {
        party: party_of(ask, party),
        topic: (!topic.is_empty()).then(|| TopicId::new(topic)),
        year: year.map(i32::from),
    })
}

/// Returns the party of a code or name; what is unknown may be a code.
pub(crate) fn party_of(ask: &Ask, party: &str) -> Option<ActorCode> {
    let party = party.trim();
    let code = || actor_code(ask.office.lexicon, party).unwrap_or_else(|| ActorCode::new(party.to_uppercase()));
    (!party.is_empty()).then(code)
}

/// Returns a party by name and code.
pub(crate) fn party_label(ask: &Ask, code: &ActorCode) -> String {
    let names = ask.office.names(ask.visitor.lang);
    let name = names.of(code);
    if name == code.as_str() { name.to_owned() } else { format!("{name} ({code})") }
}

/// Shows them.
pub(crate) async fn page(ask: Ask, Query(asked): Query<Wanted>) -> Answer {
    ask.answer(move |ask| read(ask, &asked)).await
}

fn address(party: &str, topic: &str, year: &str) -> String {
    links::with_query("/positions", [("party", party), ("topic", topic), ("year", year)])
}

fn read(ask: &Ask, asked: &Wanted) -> Answer {
    let t = ask.t();
    let chosen = wanted(ask, [&asked.party, &asked.topic, &asked.year])?;
    let positions = ask.present.positions();
    let (corner, columns, rows, left_out) = matrix(ask, positions, &chosen);
    let has_both = chosen.party.is_some() && chosen.topic.is_some();
    let tracing = ask.present.registry.tracing();
    let is_narrow = has_both || (chosen.year.is_some() && (chosen.party.is_some() || chosen.topic.is_some()));
    let sayings = if is_narrow { positions.sayings(&chosen, tracing, ask.visitor.lang) } else { Vec::new() };
    let all = said(ask, &sayings);
    let count = all.len();
    let label = |topic: &TopicId| t.label("topic", topic.as_str()).to_owned();
    let choice = |value: String, label: String, is_chosen: bool| Choice { value, label, is_chosen };
    let of_party =
        |code: &&ActorCode| choice(code.to_string(), party_label(ask, code), chosen.party.as_ref() == Some(*code));
    let mut topics: Vec<Choice> = positions
        .topics()
        .iter()
        .map(|topic| choice(topic.to_string(), label(topic), chosen.topic.as_ref() == Some(*topic)))
        .collect();
    topics.sort_by(|one, other| one.label.cmp(&other.label));
    let of_year = |year: &i32| choice(year.to_string(), year.to_string(), chosen.year == Some(*year));
    let (party, topic) = (chosen.party.as_ref(), chosen.topic.as_ref());
    let whose =
        [party.map(|party| party_label(ask, party)), topic.map(label), chosen.year.map(|year| year.to_string())];
    show(&Page {
        frame: ask.frame(Place::Positions, t.text("nav.positions")),
        parties: positions.parties().iter().map(of_party).collect(),
        topics,
        years: positions.years().iter().rev().map(of_year).collect(),
        corner: t.text(corner),
        columns,
        rows,
        strip: has_both.then(|| strip(ask, positions, &chosen)).filter(|strip| !strip.bars.is_empty()),
        more: (count > SAID).then(|| more(&chosen)),
        said: all.into_iter().take(SAID).collect(),
        said_title: format!(
            "{} · {}",
            whose.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            t.count("count.provisions", count)
        ),
        rules: rules(ask),
        left_out,
        csv: links::with_query(
            &format!("/api/v1{}", address(&asked.party, &asked.topic, &asked.year)),
            [("format", "csv")],
        ),
        is_empty: positions.years().is_empty(),
    })
}

/// Returns a search for what does not stand on the page.
fn more(chosen: &Chosen) -> String {
    let mut query = Vec::new();
    query.extend(chosen.party.as_ref().map(|party| format!("actor:{party}")));
    query.extend(chosen.topic.as_ref().map(|topic| format!("topic:{topic}")));
    query.extend(chosen.year.map(|year| format!("date:{year}")));
    links::with_query("/search", [("q", query.join(" ").as_str()), ("sort", "newest")])
}

/// Returns the acts of each step, the strongest first.
fn rules(ask: &Ask) -> Vec<(u8, String)> {
    let t = ask.t();
    let of = |wanted: u8| {
        let kinds = ActKind::ALL.iter().filter(|kind| step(**kind, Strength::Plain) == wanted);
        let labels: Vec<&str> = kinds.map(|kind| t.label("act", kind.word())).collect();
        (wanted, t.list(labels))
    };
    (1..STEPS).rev().map(of).collect()
}
