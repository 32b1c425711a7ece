//! Alignment across frameworks: who promises what on which topic, what is promised twice, where promises disagree, what no
//! programme holds.

use std::collections::BTreeMap;

use askama::Template;
use axum_extra::extract::Query;
use seimei_app::archive::register::aligned::{Alignment, Disagreement, Twice, Wanted as Asked};
use seimei_app::archive::register::class;
use seimei_app::printed::register::{ALIGNMENT, alignment_rows};
use seimei_locale::told::BETWEEN;
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use seimei_model::undertaking::EntryId;
use serde::Deserialize;

use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::links;
use crate::pages::form::told;
use crate::pages::register::asked;
use crate::pages::register::shown::{Row, row, rules, teller};
use crate::pages::sheet::sheet;
use crate::wrong::{Answer, Wrong};

/// So many frameworks have a column of their own, where not all are asked for.
const COLUMNS: usize = 12;

/// So many lines of each list are shown, where not all are asked for.
const LINES: usize = 20;

/// A framework of more parties than this is not named whole.
const MANY: usize = 4;

/// Which frameworks are wanted.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// Only frameworks that all of these belong to (codes or names).
    party: Vec<String>,
    /// Only commitments said on or after this day, month or year.
    since: String,
}

impl Wanted {
    /// Returns what is asked.
    pub(crate) fn asked(&self, ask: &Ask) -> Result<Asked, Wrong> {
        Ok(Asked {
            parties: asked::actors(ask, &self.party)?,
            since: asked::period(ask, &self.since)?.map(|(first, _)| first),
            today: ask.office.today(),
        })
    }
}

/// What is shown of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Shown {
    all: String,
    topic: String,
    framework: String,
    format: String,
}

struct Column {
    codes: String,
    names: String,
}

/// A cell of the matrix: how many, where they are listed, and whether another framework promises there too.
struct Cell {
    count: usize,
    address: String,
    is_shared: bool,
}

struct Line {
    label: String,
    cells: Vec<Cell>,
    others: usize,
    all: usize,
}

/// What is promised twice.
struct Pair {
    by: String,
    one: Row,
    other: Row,
    one_of: String,
    other_of: String,
    conflicts: Vec<String>,
}

struct Outside {
    heading: String,
    rows: Vec<Row>,
    count: usize,
}

#[derive(Template)]
#[template(path = "alignment.html")]
struct Page<'m> {
    frame: Frame<'m>,
    parties: String,
    since: String,
    sum: String,
    columns: Vec<Column>,
    has_others: bool,
    lines: Vec<Line>,
    toggle: Option<(String, String)>,
    csv: String,
    cell: Option<(String, Vec<Row>)>,
    twice: Vec<(&'m str, Vec<Pair>, usize)>,
    bare: Vec<(String, String, String)>,
    outside: Vec<Outside>,
}

/// Shows the alignment.
pub(crate) async fn page(ask: Ask, Query(wanted): Query<Wanted>, Query(shown): Query<Shown>) -> Answer {
    ask.answer(move |ask| matrix(ask, &wanted, &shown)).await
}

/// Returns the codes of a framework; of a large one the first, and how many more.
fn codes(parties: &[ActorCode]) -> String {
    let shown = if parties.len() > MANY { 3 } else { parties.len() };
    let codes = parties.iter().take(shown).map(ActorCode::as_str).collect::<Vec<_>>().join("–");
    if shown < parties.len() { format!("{codes} +{}", parties.len() - shown) } else { codes }
}

fn matrix(ask: &Ask, wanted: &Wanted, shown: &Shown) -> Answer {
    let (t, registry) = (ask.t(), &ask.present.registry);
    let asked = wanted.asked(ask)?;
    let alignment = ask.present.ledger.alignment(&asked, registry);
    match shown.format.as_str() {
        "" | "html" => {}
        "csv" => {
            return Ok(sheet("alignment", ALIGNMENT, alignment_rows(&alignment, &asked.today, &registry.rules())));
        }
        other => return Err(Wrong::bad(t.fill("register-page.no-format", &[("text", other)]))),
    }
    let is_all = asked::flag(ask, "all", &shown.all)?.unwrap_or(false);
    let own = if is_all { alignment.frameworks.len() } else { alignment.frameworks.len().min(COLUMNS) };
    let most = if is_all { usize::MAX } else { LINES };
    let parties = asked.parties.iter().map(ActorCode::to_string).collect::<Vec<_>>().join(",");
    let address = |more: &[(&str, &str)]| {
        let base = [("party", parties.as_str()), ("since", wanted.since.as_str())];
        links::with_query("/alignment", base.into_iter().chain(more.iter().copied()))
    };
    let all_flag = if is_all { "1" } else { "" };
    let mut counts: BTreeMap<(&str, usize), usize> = BTreeMap::new();
    for cell in &alignment.cells {
        counts.insert((cell.topic.as_str(), cell.framework), cell.entries.len());
    }
    let lines = alignment.topics.iter().map(|topic| {
        let count = |framework: usize| counts.get(&(topic.as_str(), framework)).copied().unwrap_or(0);
        let promising = (0..alignment.frameworks.len()).filter(|framework| count(*framework) > 0).count();
        let cells = (0..own).map(|framework| {
            let of =
                alignment.frameworks[framework].parties.iter().map(ActorCode::as_str).collect::<Vec<_>>().join(",");
            let values = [("all", all_flag), ("topic", topic.as_str()), ("framework", of.as_str())];
            Cell {
                count: count(framework),
                address: format!("{}#cell", address(&values)),
                is_shared: promising > 1 && count(framework) > 0,
            }
        });
        Line {
            label: t.label("topic", topic.as_str()).to_owned(),
            cells: cells.collect(),
            others: (own..alignment.frameworks.len()).map(count).sum(),
            all: (0..alignment.frameworks.len()).map(count).sum(),
        }
    });
    let lines: Vec<Line> = lines.collect();
    let toggle = if is_all {
        let n = COLUMNS.to_string();
        (alignment.frameworks.len() > COLUMNS).then(|| (t.fill("alignment-page.fewer", &[("n", &n)]), address(&[])))
    } else {
        (alignment.frameworks.len() > COLUMNS)
            .then(|| (t.text("alignment-page.all-frameworks").to_owned(), address(&[("all", "1")])))
    };
    let (against, agreed): (Vec<&Twice>, Vec<&Twice>) =
        alignment.twice.iter().partition(|twice| !twice.conflicts.is_empty());
    let all: usize = alignment.cells.iter().map(|cell| cell.entries.len()).sum();
    let sum =
        [t.count("alignment.count", all), t.count("alignment.frameworks", alignment.frameworks.len()), rules(ask)];
    show(&Page {
        frame: ask.frame(Place::Alignment, t.text("nav.alignment")),
        since: wanted.since.clone(),
        sum: sum.join(BETWEEN),
        columns: alignment
            .frameworks
            .iter()
            .take(own)
            .map(|framework| Column { codes: codes(&framework.parties), names: teller(ask).actors(&framework.parties) })
            .collect(),
        has_others: own < alignment.frameworks.len(),
        lines,
        toggle,
        csv: address(&[("format", "csv")]),
        cell: cell(ask, &alignment, shown)?,
        twice: [("alignment.conflicts", against), ("alignment.twice", agreed)]
            .into_iter()
            .filter(|(_, pairs)| !pairs.is_empty())
            .map(|(key, pairs)| {
                let shown = pairs.iter().take(most).filter_map(|twice| pair(ask, twice));
                (t.find(key).unwrap_or_default(), shown.collect(), pairs.len())
            })
            .collect(),
        bare: bare(ask, &alignment),
        outside: outside(ask, &alignment, most),
        parties,
    })
}

fn entry(ask: &Ask, id: &EntryId) -> Option<Row> {
    let entry = ask.present.registry.register().entry(id)?;
    Some(row(ask, entry, class(entry, &ask.office.today())))
}

/// Returns the commitments of the cell that was asked for.
fn cell(ask: &Ask, alignment: &Alignment, shown: &Shown) -> Result<Option<(String, Vec<Row>)>, Wrong> {
    let t = ask.t();
    let Some(topic) = told(&shown.topic) else { return Ok(None) };
    let topic = asked::topics(ask, &[topic])?.into_iter().next();
    let mut of = asked::actors(ask, std::slice::from_ref(&shown.framework))?;
    of.sort();
    let framework = alignment.frameworks.iter().position(|framework| framework.parties == of);
    let found =
        alignment.cells.iter().find(|cell| Some(&cell.topic) == topic.as_ref() && Some(cell.framework) == framework);
    let topic = topic.as_ref().map_or("", |topic| t.label("topic", topic.as_str()));
    let heading = t.fill("alignment-page.of", &[("topic", topic), ("framework", &teller(ask).actors(&of))]);
    let rows = found.map(|cell| cell.entries.iter().filter_map(|id| entry(ask, id)).collect());
    Ok(Some((heading, rows.unwrap_or_default())))
}

fn pair(ask: &Ask, twice: &Twice) -> Option<Pair> {
    let framework = |id: &EntryId| {
        let entry = ask.present.registry.register().entry(id);
        entry.and_then(|entry| entry.undertakings.last()).map_or(String::new(), |last| codes(&last.parties))
    };
    Some(Pair {
        by: teller(ask).actors(&twice.by),
        one: entry(ask, &twice.one)?,
        other: entry(ask, &twice.other)?,
        one_of: framework(&twice.one),
        other_of: framework(&twice.other),
        conflicts: twice.conflicts.iter().map(|conflict| disagreement(ask, conflict)).collect(),
    })
}

fn disagreement(ask: &Ask, conflict: &Disagreement) -> String {
    let (t, teller) = (ask.t(), teller(ask));
    let date = |date: &Option<Edtf>| {
        date.as_ref().map_or_else(|| t.text("alignment.no-date").to_owned(), |date| teller.date(date))
    };
    let (key, one, other) = match conflict {
        Disagreement::Due { one, other } => ("alignment.due-differs", date(one), date(other)),
        Disagreement::Act { one, other } => {
            let label = |word| t.label("act", word).to_owned();
            ("alignment.act-differs", label(one.word()), label(other.word()))
        }
        Disagreement::Strength { one, other } => {
            let label = |word| t.label("strength-of", word).to_owned();
            ("alignment.strength-differs", label(one.word()), label(other.word()))
        }
    };
    t.fill(key, &[("one", &one), ("other", &other)])
}

fn bare(ask: &Ask, alignment: &Alignment) -> Vec<(String, String, String)> {
    let programmes = &ask.present.registry.register().programmes;
    let area = |id: &seimei_model::programme::AreaId| {
        let kept = programmes.get(&id.programme);
        let area = kept.and_then(|kept| kept.programme.area(&id.code));
        let title = area.map_or("", |(_, area)| area.title.text(ask.visitor.lang));
        (id.to_string(), title.to_owned(), format!("/programmes/{}#a-{}", id.programme, id.code))
    };
    alignment.bare.iter().map(area).collect()
}

fn outside(ask: &Ask, alignment: &Alignment, most: usize) -> Vec<Outside> {
    let all = alignment.outside.iter().filter(|(_, entries)| !entries.is_empty());
    let shown = all.map(|(programme, entries)| {
        let kept = ask.present.registry.register().programmes.get(programme);
        let title = kept.map_or(programme.as_str(), |kept| kept.programme.title.text(ask.visitor.lang));
        Outside {
            heading: ask.t().fill("alignment.outside", &[("programme", title)]),
            rows: entries.iter().take(most).filter_map(|id| entry(ask, id)).collect(),
            count: entries.len(),
        }
    });
    shown.collect()
}
