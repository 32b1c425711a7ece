//! Where tracing begins: words to paste, the formulas that recur most, and what partnerships left out.

use std::collections::BTreeSet;

use askama::Template;
use seimei_app::archive::trace::{Gone, Near, PassageId, Recurring, Text, Wanted as Partnership};
use seimei_model::code::ActorCode;

use super::Wanted;
use super::words::{day, extent, heading, span};
use crate::ask::Ask;
use crate::differences;
use crate::frame::{Frame, Place, show};
use crate::links;
use crate::pages::compare;
use crate::pages::form::told;
use crate::wrong::{Answer, Wrong};

/// Families on a page.
const PAGE: usize = 20;

/// Formulas left out that are shown of a partnership, and to begin with.
const GONE: usize = 40;
const NEWEST: usize = 8;

/// How many parties are named with a family.
const NAMED: usize = 6;

/// Where so much of both is kept, a formula was probably reworded rather than left out.
const REWORDED: f64 = 0.5;

/// A family as shown.
struct Family {
    address: String,
    text: String,
    language: &'static str,
    extent: String,
    parties: String,
}

/// A formula that was left out, as shown.
struct Left {
    address: String,
    text: String,
    language: &'static str,
    often: String,
    last: String,
    first: (String, String),
    parties: String,
    of_partnership: String,
    near: Option<Beside>,
}

struct Beside {
    label: &'static str,
    address: String,
    name: String,
    html: String,
}

#[derive(Template)]
#[template(path = "formulas.html")]
struct Page<'m> {
    frame: Frame<'m>,
    text: String,
    nothing: String,
    count: String,
    party: String,
    partners: Vec<(String, String)>,
    families: Vec<Family>,
    next: Option<String>,
    first: Option<String>,
    left: Vec<Left>,
}

#[derive(Template)]
#[template(path = "vanished.html")]
struct VanishedPage<'m> {
    frame: Frame<'m>,
    parties: String,
    left: Vec<Left>,
    more: String,
}

/// Shows what there is to begin with.
pub(super) fn page(ask: &Ask, wanted: &Wanted) -> Answer {
    listed(ask, wanted, "", String::new())
}

/// Says that nothing is recognised.
pub(super) fn nothing(ask: &Ask, text: &str) -> Answer {
    let (documents, _) = ask.present.registry.tracing().searched();
    let documents = ask.t().count("verify.of-documents", documents);
    let told = ask.t().fill("tracing.nothing", &[("documents", &documents)]);
    listed(ask, &Wanted::default(), text, told)
}

/// Returns the families that are wanted: of these parties together.
pub(crate) fn wanted_families<'p>(ask: &'p Ask, parties: &[ActorCode]) -> Vec<&'p Recurring> {
    let tracing = ask.present.registry.tracing();
    let all = &ask.present.formulas.families(tracing).recurring;
    all.iter().filter(|family| parties.is_empty() || family.is_wanted(parties, None, tracing)).collect()
}

/// Returns how a family is named in a list, so that it can go on behind it: its place, and its first member.
pub(crate) fn token(ask: &Ask, place: usize, family: &Recurring) -> String {
    let first = family.members.first().map(|first| ask.present.registry.tracing().reference(*first).to_string());
    format!("{place}~{}", first.unwrap_or_default())
}

/// Returns where a list goes on behind a family that [`token`] named.
pub(crate) fn behind(ask: &Ask, families: &[&Recurring], after: &str) -> Result<usize, Wrong> {
    let refuse = || Wrong::bad(ask.t().fill("wrong.after", &[("text", after)]));
    let (place, first) = after.split_once('~').ok_or_else(refuse)?;
    let place: usize = place.parse().map_err(|_| refuse())?;
    let is_it = |place: usize| {
        families.get(place).is_some_and(|family| token(ask, place, family) == format!("{place}~{first}"))
    };
    // The archive may have changed since.
    let found = if is_it(place) { Some(place) } else { (0..families.len()).find(|place| is_it(*place)) };
    found.map(|place| place + 1).ok_or_else(refuse)
}

fn listed(ask: &Ask, wanted: &Wanted, text: &str, nothing: String) -> Answer {
    let t = ask.t();
    let tracing = ask.present.registry.tracing();
    let parties = compare::parties(ask, &wanted.party)?;
    let families = wanted_families(ask, &parties);
    let begin = told(&wanted.after).map_or(Ok(0), |after| behind(ask, &families, &after))?;
    let end = families.len().min(begin + PAGE);
    let address = |after: &str| links::with_query("/formula", [("party", wanted.party.as_str()), ("after", after)]);
    let next = (end < families.len() && end > 0).then(|| address(&token(ask, end - 1, families[end - 1])));
    let is_first = begin == 0 && parties.is_empty() && nothing.is_empty();
    let gone = &ask.present.formulas.families(tracing).gone;
    let mut newest: Vec<&Gone> = if is_first { gone.iter().collect() } else { Vec::new() };
    newest.sort_by_key(|gone| std::cmp::Reverse(gone.lacking.first().copied()));
    let partners: BTreeSet<&ActorCode> = tracing.texts().iter().flat_map(Text::parties).collect();
    let names = ask.words().names;
    let mut partners: Vec<(String, String)> =
        partners.into_iter().map(|code| (code.as_str().to_owned(), names.of(code).to_owned())).collect();
    partners.sort_by(|one, other| one.1.cmp(&other.1));
    show(&Page {
        frame: ask.frame(Place::Formula, t.text("tracing.title")),
        text: text.to_owned(),
        nothing,
        count: t.count("trace.families", families.len()),
        party: parties.first().map_or_else(String::new, |party| party.as_str().to_owned()),
        partners,
        families: families[begin..end].iter().filter_map(|one| family(ask, one)).collect(),
        next,
        first: (begin > 0).then(|| address("")),
        left: newest.into_iter().take(NEWEST).filter_map(|gone| left(ask, gone, None)).collect(),
    })
}

fn family(ask: &Ask, family: &Recurring) -> Option<Family> {
    let tracing = ask.present.registry.tracing();
    let newest = family.newest(tracing)?;
    let texts: Vec<&Text> = family.members.iter().map(|member| tracing.at(*member).0).collect();
    let (text, provision) = tracing.at(newest);
    let mut parties = ask.words().actors(family.parties.get(..NAMED).unwrap_or(&family.parties));
    if family.parties.len() > NAMED {
        parties += &ask.t().fill("trace.others", &[("n", &(family.parties.len() - NAMED).to_string())]);
    }
    Some(Family {
        address: links::formula(&tracing.reference(newest)),
        text: provision.text.clone(),
        language: text.expression.id.language.tag(),
        extent: extent(ask, &texts),
        parties,
    })
}

/// Shows what a partnership left out.
pub(super) fn vanished(ask: &Ask, named: &str) -> Answer {
    let t = ask.t();
    let tracing = ask.present.registry.tracing();
    let parties = compare::parties(ask, named)?;
    let wanted = Partnership { parties: parties.clone(), since: None };
    let gone: Vec<Gone> = of_partnership(ask, &wanted).take(GONE).cloned().collect();
    let all = of_partnership(ask, &wanted).count();
    let nearest = tracing.nearest(&gone);
    let shown = gone.iter().zip(&nearest).filter_map(|(gone, near)| left(ask, gone, near.as_ref()));
    let partners = ask.words().actors(&parties);
    let more = if all > gone.len() {
        t.fill("tracing.some", &[("shown", &gone.len().to_string()), ("all", &all.to_string())])
    } else {
        String::new()
    };
    show(&VanishedPage {
        frame: ask.frame(Place::Formula, &t.fill("tracing.vanished-of", &[("parties", &partners)])),
        parties: partners,
        left: shown.collect(),
        more,
    })
}

/// Returns what the partnerships that are wanted left out, used most often first.
pub(crate) fn of_partnership<'p>(ask: &'p Ask, wanted: &Partnership) -> impl Iterator<Item = &'p Gone> {
    let tracing = ask.present.registry.tracing();
    ask.present.formulas.families(tracing).gone.iter().filter(move |gone| tracing.is_wanted(gone, wanted))
}

/// Returns a formula that was left out; `near` is what stands in its place, where that was looked for.
fn left(ask: &Ask, gone: &Gone, near: Option<&Near>) -> Option<Left> {
    let t = ask.t();
    let tracing = ask.present.registry.tracing();
    let last: PassageId = *gone.members.last()?;
    let (text, provision) = tracing.at(last);
    let lacking = tracing.texts().get(*gone.lacking.first()?)?;
    let mut places: Vec<usize> = gone.members.iter().map(|member| tracing.text_of(*member)).collect();
    places.dedup();
    let texts: Vec<&Text> = places.iter().filter_map(|place| tracing.texts().get(*place)).collect();
    let values = [
        ("has", texts.len().to_string()),
        ("of", gone.of.to_string()),
        ("span", span(ask, &texts)),
        ("lacking", t.count("vanished.lacking", gone.lacking.len())),
    ];
    let near = near.map(|near| {
        let (name, words) = (tracing.reference(near.passage), &tracing.at(near.passage).1.text);
        let is_alike = near.changed.likeness >= REWORDED;
        Beside {
            label: if is_alike { "vanished.reworded" } else { "vanished.nearest" },
            address: links::passage(&name),
            name: name.to_string(),
            html: differences::inline(&provision.text, words, &near.changed.difference.segments),
        }
    });
    let codes = crate::pages::documents::parties(&gone.parties).replace(' ', "");
    Some(Left {
        address: links::formula(&tracing.reference(last)),
        text: provision.text.clone(),
        language: text.expression.id.language.tag(),
        often: t.fill("vanished.often", &values.each_ref().map(|(key, value)| (*key, value.as_str()))),
        last: format!("{} · {}", day(ask, text), heading(ask, text)),
        first: (
            links::expression(&lacking.expression.id),
            format!("{} · {}", day(ask, lacking), heading(ask, lacking)),
        ),
        parties: ask.words().actors(&gone.parties),
        of_partnership: links::with_query("/formula", [("vanished", codes.as_str())]),
        near,
    })
}
