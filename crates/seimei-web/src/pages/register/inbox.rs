//! The inbox of evidence: what later documents may show, for a person to accept or decline; what most speaks for first.

use askama::Template;
use axum_extra::extract::Query;
use seimei_app::archive::register::class;
use seimei_app::archive::register::entry::Entry;
use seimei_locale::told;
use serde::Deserialize;

use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::links;
use crate::pages::register::asked::{Used, Wanted};
use crate::pages::register::shown::{Row, ShownEvidence, evidence, row};
use crate::wrong::{Answer, Wrong};

/// Offers on a page.
const PAGE: usize = 30;

/// Where the list goes on: behind this many offers.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct From {
    from: String,
}

/// The offers for an entry that follow each other in the list.
struct Waiting {
    row: Row,
    post: String,
    seen: u64,
    offers: Vec<ShownEvidence>,
}

struct Choice {
    value: String,
    label: String,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "inbox.html")]
struct Page<'m> {
    frame: Frame<'m>,
    sum: String,
    is_narrowed: bool,
    parties: Vec<Choice>,
    used: Vec<Used>,
    waiting: Vec<Waiting>,
    back: String,
    first: Option<String>,
    next: Option<String>,
    range: String,
}

/// Returns the offers that are wanted, those that most speaks for first: each an entry and the place of the offer there.
pub(crate) fn wanted<'a>(ask: &'a Ask, wanted: &Wanted) -> Result<Vec<(&'a Entry, usize)>, Wrong> {
    let query = seimei_app::archive::register::Query { has_offers: true, ..wanted.query(ask)? };
    let registry = &ask.present.registry;
    let entries: Vec<&Entry> = registry.entries(&query).into_iter().map(|(entry, _)| entry).collect();
    let all = &registry.register().entries;
    let offers = ask.present.ledger.offers(registry).iter();
    let offers = offers.filter_map(|(place, offer)| Some((all.get(*place)?, *offer)));
    // Both are in the register's order, so that a place is found by halving.
    let is_wanted = |entry: &Entry| {
        entries.binary_search_by(|other| std::ptr::from_ref(*other).cmp(&std::ptr::from_ref(entry))).is_ok()
    };
    Ok(offers.filter(|(entry, _)| is_wanted(entry)).collect())
}

/// Shows the inbox.
pub(crate) async fn page(ask: Ask, Query(wanted): Query<Wanted>, Query(from): Query<From>) -> Answer {
    ask.answer(move |ask| list(ask, &wanted, &from)).await
}

fn list(ask: &Ask, asked: &Wanted, from: &From) -> Answer {
    let t = ask.t();
    let path = "/register/evidence";
    let found = wanted(ask, asked)?;
    let begin = match from.from.trim() {
        "" => 0,
        text => {
            let wrong = || Wrong::bad(t.fill("register-page.no-number", &[("text", text)]));
            text.parse::<usize>().map_err(|_| wrong())?.min(found.len())
        }
    };
    let shown = &found[begin..found.len().min(begin + PAGE)];
    let query = asked.query(ask)?;
    let mut waiting: Vec<Waiting> = Vec::new();
    for (entry, offer) in shown {
        let offer = evidence(ask, &entry.offers[*offer]);
        let name = entry.id.to_string();
        match waiting.iter_mut().find(|one| one.row.name == name) {
            Some(one) => one.offers.push(offer),
            None => waiting.push(Waiting {
                row: row(ask, entry, class(entry, &query.today)),
                post: links::entry(&entry.id),
                seen: entry.changed,
                offers: vec![offer],
            }),
        }
    }
    let registry = &ask.present.registry;
    let mut entries: Vec<*const Entry> = found.iter().map(|(entry, _)| std::ptr::from_ref(*entry)).collect();
    entries.sort_unstable();
    entries.dedup();
    let offers = t.count("register.count-offers", found.len());
    let of = t.count("count.commitments", entries.len());
    let rules = told::rules(&registry.rules(), t);
    let values = [("offers", offers.as_str()), ("commitments", &of), ("rules", &rules)];
    let at = |begin: usize| asked.address(path, &[("from", &begin.to_string())]);
    let range = [(begin + 1).to_string(), (begin + shown.len()).to_string(), found.len().to_string()];
    let used = asked.used(ask, path, &[]);
    let chosen = query.parties.first();
    let parties = ask.present.ledger.values(registry).parties.iter().map(|(code, _)| Choice {
        value: code.to_string(),
        label: ask.words().names.of(code).to_owned(),
        is_chosen: Some(code) == chosen,
    });
    show(&Page {
        frame: ask.frame(Place::Evidence, t.text("nav.evidence")),
        sum: t.fill("register.sum-offers", &values),
        is_narrowed: !used.is_empty(),
        parties: parties.collect(),
        used,
        waiting,
        back: if begin == 0 { asked.address(path, &[]) } else { at(begin) },
        first: (begin > 0).then(|| asked.address(path, &[])),
        next: (begin + shown.len() < found.len()).then(|| at(begin + PAGE)),
        range: t.fill("pager.range", &[("first", &range[0]), ("last", &range[1]), ("all", &range[2])]),
    })
}
