//! How a commitment was said through time: every saying with what moved since the one before.

use seimei_app::archive::register::entry::{Entry, Undertaking};
use seimei_locale::told;
use seimei_model::act::Family;
use seimei_model::code::Lang;
use seimei_model::identity::ProvisionId;
use seimei_wording::difference::difference;
use seimei_wording::words::Cutter;

use crate::ask::Ask;
use crate::pages::register::shown::{Date, day, source, teller};
use crate::present::title;
use crate::{differences, links};

/// The same words in another language.
pub(super) struct Counterpart {
    pub(super) name: String,
    pub(super) address: String,
    pub(super) language: &'static str,
    pub(super) text: String,
}

/// A saying of the commitment.
pub(super) struct Saying {
    pub(super) id: String,
    pub(super) address: String,
    pub(super) title: String,
    pub(super) day: Date,
    pub(super) family: &'static str,
    pub(super) act: String,
    pub(super) parties: String,
    pub(super) due: String,
    pub(super) language: &'static str,
    pub(super) html: String,
    pub(super) is_moved: bool,
    pub(super) counterparts: Vec<Counterpart>,
}

/// Returns every saying, in order of time, what moved since the one before in its language marked.
pub(super) fn sayings(ask: &Ask, entry: &Entry) -> Vec<Saying> {
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
        let language = id.language.unwrap_or(Lang::Und);
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

fn counterpart(ask: &Ask, id: &ProvisionId) -> Option<Counterpart> {
    let (_, provision) = ask.present.provision(id)?;
    let language = id.language.map_or("und", Lang::tag);
    Some(Counterpart { name: source(ask, id), address: links::provision(id), language, text: provision.text.clone() })
}

/// Returns a later wording, what differs from the earlier one marked; both are in one language.
fn moved_html(ask: &Ask, earlier: &str, later: &str, language: Lang) -> String {
    let cutter = Cutter::new(ask.office.lexicon, language);
    let difference = difference(&cutter.cut(earlier), &cutter.cut(later));
    differences::inline(earlier, later, &difference.segments)
}
