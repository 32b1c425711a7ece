//! Which texts to compare: all of the archive to choose from, and what is proposed where one is chosen.

use seimei_app::archive::compare::{Sought, expression_in};
use seimei_app::compare::Text;
use seimei_export::date_words::in_words;
use seimei_model::code::ActorCode;
use seimei_model::reading::Reading;
use seimei_model::record::DocumentRecord;

use crate::ask::Ask;
use crate::links;
use crate::pages::documents::parties;
use crate::present::title;
use crate::wrong::Wrong;

/// A text to choose.
pub(super) struct Choice {
    pub(super) name: String,
    pub(super) label: String,
}

/// What is proposed to compare with.
pub(super) struct Proposal {
    pub(super) why: String,
    pub(super) label: String,
    pub(super) about: String,
    pub(super) address: String,
}

/// Returns all texts by the years of their documents, the newest first.
pub(super) fn years(ask: &Ask) -> Vec<(String, Vec<Choice>)> {
    let t = ask.t();
    let mut years: Vec<(String, Vec<Choice>)> = Vec::new();
    for document in &ask.present.documents {
        let described = &document.description;
        let date = described.date.as_ref().map(|date| date.as_str().to_owned()).unwrap_or_default();
        let year = described.date.as_ref().and_then(seimei_model::date::Edtf::year);
        let year = year.map_or_else(|| t.text("trace.undated").to_owned(), |year| year.to_string());
        let of: String = parties(described.parties.as_deref().unwrap_or_default());
        let choices = document.expressions.iter().map(|expression| {
            let language = expression.id.language;
            let title = title(document, language).unwrap_or(document.id.as_str());
            let title: String = title.chars().take(60).collect();
            let parts = [date.as_str(), of.as_str(), &title, t.label("own-language", language.tag())];
            Choice {
                name: expression.id.to_string(),
                label: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            }
        });
        match years.last_mut().filter(|(known, _)| *known == year) {
            Some((_, known)) => known.extend(choices),
            None => years.push((year, choices.collect())),
        }
    }
    years
}

/// Returns what a text is worth being compared with: the document's other languages, the same parties' previous statement,
/// each party's latest other text. The earlier text stands first.
pub(super) fn proposals(ask: &Ask, text: &Text, is_a: bool) -> Result<Vec<Proposal>, Wrong> {
    let t = ask.t();
    let refuse = |error| Wrong::of_store(&error, t);
    let mut proposals = Vec::new();
    let language = text.reading.document.language;
    let sought = Sought::of(&text.reading, text.document.clone());
    let archive = ask.office.archive;
    if let Some(document) = archive.previous(&sought).map_err(refuse)? {
        proposals.extend(proposal(ask, text, &document, t.text("comparing.previous").to_owned(), true));
    }
    for (of, document) in archive.latest_of_each_party(&sought).map_err(refuse)? {
        let why = t.fill("compare.latest-of", &[("parties", &ask.words().actors(&of))]);
        proposals.extend(proposal(ask, text, &document, why, true));
    }
    let own = text.document.as_ref().and_then(|id| ask.present.document(id));
    for other in own.iter().flat_map(|own| &own.expressions).filter(|other| other.id.language != language) {
        let name = other.id.to_string();
        let (a, b) = if is_a { (text.name.as_str(), name.as_str()) } else { (name.as_str(), text.name.as_str()) };
        proposals.push(Proposal {
            why: t.text("comparing.other-language").to_owned(),
            label: other.title.clone().unwrap_or_else(|| name.clone()),
            about: t.label("own-language", other.id.language.tag()).to_owned(),
            address: links::with_query("/compare", [("a", a), ("b", b)]),
        });
    }
    Ok(proposals)
}

fn proposal(ask: &Ask, text: &Text, document: &DocumentRecord, why: String, is_before: bool) -> Option<Proposal> {
    let t = ask.t();
    let language = text.reading.document.language;
    let expression = expression_in(document, language).or_else(|| document.expressions.first())?;
    let name = expression.id.to_string();
    let (a, b) = if is_before { (name.as_str(), text.name.as_str()) } else { (text.name.as_str(), name.as_str()) };
    let described = &document.description;
    let date = described.date.as_ref().map_or_else(String::new, |date| in_words(date.as_str(), ask.visitor.lang));
    let language = expression.id.language;
    let about = [date, ask.words().actors(described.parties.as_deref().unwrap_or_default())];
    let about = about.into_iter().chain([t.label("own-language", language.tag()).to_owned()]);
    Some(Proposal {
        why,
        label: title(document, language).unwrap_or(document.id.as_str()).to_owned(),
        about: about.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        address: links::with_query("/compare", [("a", a), ("b", b)]),
    })
}

/// Returns the statement that a draft follows: that of the same parties before it, if there is one.
pub(super) fn previous(ask: &Ask, draft: &Reading, parties: &[ActorCode]) -> Result<Option<Text>, Wrong> {
    let mut sought = Sought::of(draft, None);
    if !parties.is_empty() {
        sought.parties = parties.to_vec();
    }
    sought.parties.sort();
    sought.parties.dedup();
    let found = ask.office.archive.previous(&sought).map_err(|error| Wrong::of_store(&error, ask.t()))?;
    let Some(document) = found else { return Ok(None) };
    let expression = expression_in(&document, sought.language).or_else(|| document.expressions.first());
    expression.map(|expression| super::text(ask, &expression.id.to_string())).transpose()
}
