//! The overview: what is in the archive, what came last, what is due, what is late, what has gone silent, what moved.

use askama::Template;
use seimei_app::archive::register::directory::Mechanism;
use seimei_app::archive::register::{Class, Due, Query, SILENT};
use seimei_export::date_words::in_words;
use seimei_model::date::Edtf;
use seimei_register::entry::Entry;

use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::links;
use crate::pages::documents::{Row, row};
use crate::wrong::Answer;

/// So many of each are shown.
pub(crate) const SHOWN: usize = 6;

/// Commitments that fall due within so many months are near.
const NEAR: i32 = 6;

/// A figure with what it counts and where it leads.
struct Figure<'m> {
    number: usize,
    label: &'m str,
    address: &'static str,
    /// Whether something has to be seen to.
    is_alarm: bool,
}

/// A commitment in a list.
struct Commitment {
    address: String,
    what: String,
    by: String,
    due: String,
    class: &'static str,
    label: String,
    language: &'static str,
}

struct Silent {
    address: String,
    name: String,
    months: String,
    last: String,
}

/// A wording that moved last.
struct Moved {
    address: String,
    language: &'static str,
    what: String,
    when: String,
}

#[derive(Template)]
#[template(path = "overview.html")]
struct Page<'m> {
    frame: Frame<'m>,
    figures: Vec<Figure<'m>>,
    newest: Vec<Row>,
    due: Vec<Commitment>,
    overdue: Vec<Commitment>,
    silent: Vec<Silent>,
    moved: Vec<Moved>,
    is_empty: bool,
}

/// Shows it.
pub(crate) async fn page(ask: Ask) -> Answer {
    ask.answer(overview).await
}

/// What there is to see of an archive.
pub(crate) struct Seen<'p> {
    /// The day it is seen on, `YYYY-MM-DD`.
    pub(crate) today: String,
    /// How many provisions there are.
    pub(crate) provisions: usize,
    /// How many commitments.
    pub(crate) commitments: usize,
    /// How many provisions are offered as evidence.
    pub(crate) offers: usize,
    /// Commitments that fall due soon, the first due first.
    pub(crate) due: Vec<(&'p Entry, Class)>,
    /// Those that are overdue, the last due first.
    pub(crate) overdue: Vec<(&'p Entry, Class)>,
    /// Mechanisms that have gone silent, the longest silent first.
    pub(crate) silent: Vec<&'p Mechanism>,
    /// Commitments whose newest wording was said last, each with its day.
    pub(crate) moved: Vec<(&'p str, &'p Entry)>,
}

/// Returns what there is to see today.
pub(crate) fn seen(ask: &Ask) -> Seen<'_> {
    let registry = &ask.present.registry;
    let today = ask.office.today();
    let all = registry.entries(&Query { today: today.clone(), ..Query::default() });
    let near = seimei_register::day::months_on(&today, NEAR);
    let query = Query { due: Due { dated: true, until: near }, today: today.clone(), ..Query::default() };
    let is_open = |class: Class| !matches!(class, Class::Done | Class::Closed | Class::Overdue);
    let mut due: Vec<(&Entry, Class)> =
        registry.entries(&query).into_iter().filter(|(_, class)| is_open(*class)).collect();
    due.sort_by_key(|(entry, _)| last_day(entry));
    let mut overdue: Vec<(&Entry, Class)> = all.iter().filter(|(_, class)| *class == Class::Overdue).copied().collect();
    overdue.sort_by_key(|(entry, _)| std::cmp::Reverse(last_day(entry)));
    let mut silent = registry.silent_mechanisms(&today, SILENT);
    silent.sort_by_key(|one| std::cmp::Reverse(one.silent_for(&today)));
    Seen {
        provisions: registry.tracing().searched().1,
        commitments: all.len(),
        offers: all.iter().map(|(entry, _)| entry.offers.len()).sum(),
        due,
        overdue,
        silent,
        moved: moved(ask),
        today,
    }
}

fn overview(ask: &Ask) -> Answer {
    let t = ask.t();
    let present = &ask.present;
    let seen = seen(ask);
    let figure = |number, label, address, warns| Figure { number, label, address, is_alarm: warns && number > 0 };
    let figures = vec![
        figure(present.documents.len(), t.text("overview.documents"), "/documents", false),
        figure(seen.provisions, t.text("overview.provisions"), "/search", false),
        figure(seen.commitments, t.text("overview.commitments"), "/register", false),
        figure(seen.overdue.len(), t.text("overview.overdue"), "/register?class=overdue", true),
        figure(seen.offers, t.text("overview.offers"), "/register/evidence", false),
        figure(seen.silent.len(), t.text("overview.silent"), "/mechanisms?silent=18", true),
    ];
    show(&Page {
        frame: ask.frame(Place::Overview, t.text("nav.overview")),
        figures,
        newest: present.documents.iter().take(SHOWN).map(|document| row(ask, document)).collect(),
        due: seen.due.iter().take(SHOWN).map(|one| commitment(ask, one)).collect(),
        overdue: seen.overdue.iter().take(SHOWN).map(|one| commitment(ask, one)).collect(),
        silent: seen
            .silent
            .iter()
            .take(SHOWN)
            .map(|one| Silent {
                address: format!("/mechanisms/{}", links::part(&one.id)),
                name: name_of(ask, one),
                months: t.fill("overview.months", &[("n", &one.silent_for(&seen.today).unwrap_or(0).to_string())]),
                last: one.sightings.iter().rev().find_map(|seen| seen.day.clone()).unwrap_or_default(),
            })
            .collect(),
        moved: seen
            .moved
            .iter()
            .take(SHOWN)
            .map(|(day, entry)| Moved {
                address: links::entry(&entry.id),
                language: language_of(entry),
                what: entry.what.clone(),
                when: in_words(day, ask.visitor.lang),
            })
            .collect(),
        is_empty: present.documents.is_empty(),
    })
}

/// Returns a mechanism's name in the reader's language, else the one it has.
pub(crate) fn name_of(ask: &Ask, mechanism: &Mechanism) -> String {
    let own = mechanism.names.iter().find(|name| name.language == ask.visitor.lang);
    own.or(mechanism.names.first()).map_or_else(|| mechanism.id.to_string(), |name| name.text.clone())
}

fn last_day(entry: &Entry) -> Option<String> {
    entry.due.as_ref().and_then(Edtf::period).map(|(_, last)| last)
}

/// Returns the tag of the language that an entry's words are in.
pub(crate) fn language_of(entry: &Entry) -> &'static str {
    let last = entry.undertakings.last().and_then(|one| one.id.provision.language);
    last.map_or("und", seimei_model::code::Lang::tag)
}

fn commitment(ask: &Ask, (entry, class): &(&Entry, Class)) -> Commitment {
    Commitment {
        address: links::entry(&entry.id),
        what: entry.what.clone(),
        by: ask.words().actors(&entry.by),
        due: entry.due.as_ref().map_or(String::new(), |due| in_words(due.as_str(), ask.visitor.lang)),
        class: class.word(),
        label: ask.t().label("class", class.word()).to_owned(),
        language: language_of(entry),
    }
}

/// Returns the commitments whose newest wording was said last, of those that were said more than once.
fn moved(ask: &Ask) -> Vec<(&str, &Entry)> {
    let entries = ask.present.registry.register().entries.iter().filter(|entry| entry.said() > 1);
    let mut last: Vec<(&str, &Entry)> = Vec::new();
    for entry in entries {
        let said: Vec<_> = entry.undertakings.iter().filter(|one| one.day.is_some()).collect();
        if let [.., before, newest] = said.as_slice()
            && before.clause != newest.clause
            && let Some(day) = newest.day.as_deref()
        {
            last.push((day, entry));
        }
    }
    last.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    last
}
