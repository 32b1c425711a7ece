//! The programmes in their chains of editions, and the form that adds one.

use askama::Template;
use seimei_app::archive::register::programme::progress;
use seimei_app::printed::programmes::placed;
use seimei_locale::told::{BETWEEN, faults};
use seimei_model::programme::ProgrammeId;

use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::pages::register::shown::teller;
use crate::wrong::Answer;

/// A programme in the list.
struct Line {
    id: String,
    title: String,
    about: String,
    time: String,
    is_older: bool,
}

/// A file that could not be taken, with what is wrong in it.
pub(super) struct Refused {
    pub(super) file: String,
    pub(super) faults: Vec<String>,
}

#[derive(Template)]
#[template(path = "programmes.html")]
pub(super) struct Page<'m> {
    frame: Frame<'m>,
    lines: Vec<Line>,
    faults: Vec<String>,
    refused: Vec<Refused>,
    wrong: Option<String>,
}

/// Shows the list.
pub(crate) async fn page(ask: Ask) -> Answer {
    ask.answer(|ask| show(&list(ask, Vec::new(), None))).await
}

/// Returns the page; with what was wrong where something was sent.
pub(super) fn list(ask: &Ask, refused: Vec<Refused>, wrong: Option<String>) -> Page<'_> {
    let t = ask.t();
    let editions = ask.present.registry.editions(&[]);
    let lines = editions.chains.iter().flat_map(|chain| {
        // The newest edition stands first, those before it below.
        chain.iter().rev().enumerate().filter_map(|(place, id)| line(ask, id, place > 0))
    });
    Page {
        frame: ask.frame(Place::Programmes, t.text("nav.programmes")),
        lines: lines.collect(),
        faults: editions.faults.iter().map(|fault| faults::of_editions(fault, t)).collect(),
        refused,
        wrong,
    }
}

fn line(ask: &Ask, id: &ProgrammeId, is_older: bool) -> Option<Line> {
    let (t, teller, registry) = (ask.t(), teller(ask), &ask.present.registry);
    let programme = &registry.register().programmes.get(id)?.programme;
    let countdown = progress::countdown(programme, &ask.office.today());
    let parts = [
        teller.actors(&programme.parties),
        teller.period(programme),
        t.count("programme.areas", programme.areas().count()),
        t.count("stocktake.commitments", placed(id, registry)),
    ];
    Some(Line {
        id: id.to_string(),
        title: programme.title.text(t.lang).to_owned(),
        about: parts.join(BETWEEN),
        time: countdown.map_or_else(String::new, |countdown| teller.countdown(&countdown)),
        is_older,
    })
}
