//! What persons say of a document: title, date, kind, parties, place, source, note. It stands over every reading.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use seimei_app::lexicon::actor_code;
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use seimei_model::document::DocumentKind;
use seimei_model::record::{Description, DescriptionField, DocumentRecord};
use serde::Deserialize;

use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::pages::documents::parties;
use crate::pages::form::{Press, told};
use crate::pages::{Shown, see};
use crate::wrong::{Answer, Wrong};

/// What the form sends. What it does not send stays as it is; what it sends empty is taken back.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Sent {
    csrf: String,
    title: Option<String>,
    date: Option<String>,
    kind: Option<String>,
    parties: Option<String>,
    place: Option<String>,
    source: Option<String>,
    note: Option<String>,
}

/// What the form shows.
#[derive(Clone, Debug)]
struct Said {
    title: String,
    date: String,
    kind: String,
    parties: String,
    place: String,
    source: String,
    note: String,
}

impl Said {
    /// Returns what is known of a document.
    fn of(document: &DocumentRecord) -> Self {
        let known = document.description.clone();
        Self {
            title: known.title.unwrap_or_default(),
            date: known.date.map(|date| date.as_str().to_owned()).unwrap_or_default(),
            kind: known.kind.map_or("", DocumentKind::word).to_owned(),
            parties: parties(known.parties.as_deref().unwrap_or_default()),
            place: known.place.unwrap_or_default(),
            source: known.source.unwrap_or_default(),
            note: known.note.unwrap_or_default(),
        }
    }

    /// Returns it with what was sent in place of what was shown.
    fn with(self, sent: Sent) -> Self {
        Self {
            title: sent.title.unwrap_or(self.title),
            date: sent.date.unwrap_or(self.date),
            kind: sent.kind.unwrap_or(self.kind),
            parties: sent.parties.unwrap_or(self.parties),
            place: sent.place.unwrap_or(self.place),
            source: sent.source.unwrap_or(self.source),
            note: sent.note.unwrap_or(self.note),
        }
    }

    fn text(&self, field: DescriptionField) -> &str {
        match field {
            DescriptionField::Title => &self.title,
            DescriptionField::Kind => &self.kind,
            DescriptionField::Date => &self.date,
            DescriptionField::Parties => &self.parties,
            DescriptionField::Place => &self.place,
            DescriptionField::Source => &self.source,
            DescriptionField::Note => &self.note,
        }
    }
}

/// A field that cannot be taken as it is.
struct Fault {
    field: &'static str,
    text: String,
}

#[derive(Template)]
#[template(path = "edit.html")]
struct Page<'m> {
    frame: Frame<'m>,
    document: String,
    said: Said,
    kinds: Vec<(&'static str, &'m str)>,
    faults: Vec<Fault>,
}

impl Page<'_> {
    /// Returns what is wrong with a field.
    fn fault(&self, field: &str) -> Option<&str> {
        self.faults.iter().find(|fault| fault.field == field).map(|fault| fault.text.as_str())
    }
}

fn page<'m>(ask: &'m Ask, document: &DocumentRecord, said: Said, faults: Vec<Fault>) -> Page<'m> {
    let t = ask.t();
    let kinds = DocumentKind::ALL.iter().map(|kind| (kind.word(), t.label("kind", kind.word())));
    Page {
        frame: ask.frame(Place::Documents, t.text("edit.title")),
        document: document.id.to_string(),
        said,
        kinds: kinds.collect(),
        faults,
    }
}

/// Shows the form.
pub(crate) async fn form(ask: Ask, Path(document): Path<String>) -> Answer {
    ask.answer(move |ask| {
        let document = ask.find(&document)?.1.document;
        show(&page(ask, &document, Said::of(&document), Vec::new()))
    })
    .await
}

/// Keeps what the form says.
pub(crate) async fn save(ask: Ask, Path(document): Path<String>, Form(sent): Form<Sent>) -> Answer {
    ask.check(&sent.csrf)?;
    ask.answer(move |ask| {
        let document = ask.find(&document)?.1.document;
        let said = Said::of(&document).with(sent);
        match description(ask, &document, &said) {
            Err(faults) => {
                let mut shown = show(&page(ask, &document, said, faults))?;
                *shown.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
                shown.extensions_mut().insert(Shown);
                Ok(shown)
            }
            Ok((description, withdrawn)) => {
                if description != Description::default() || !withdrawn.is_empty() {
                    let described = ask.office.archive.amend(&document.id, description, withdrawn, ask.by());
                    described.map_err(|error| Wrong::of_store(&error, ask.t()))?;
                    ask.follow()?;
                }
                see(&format!("/documents/{}", document.id))
            }
        }
    })
    .await
}

/// Returns what the form says otherwise than the document's description does, and of which fields it takes back what was
/// said.
fn description(
    ask: &Ask,
    document: &DocumentRecord,
    said: &Said,
) -> Result<(Description, Vec<DescriptionField>), Vec<Fault>> {
    let (t, known) = (ask.t(), &document.description);
    let mut faults = Vec::new();
    let is_emptied = |field: &DescriptionField| told(said.text(*field)).is_none() && known.says(*field);
    let (withdrawn, read): (Vec<DescriptionField>, Vec<DescriptionField>) =
        DescriptionField::ALL.iter().copied().filter(is_emptied).partition(|field| document.said.says(*field));
    faults.extend(read.into_iter().map(|field| Fault {
        field: field.word(),
        text: format!("{}: {}", t.label("head", field.word()), t.text("edit.read-stays")),
    }));
    let changed = |text: &str, known: Option<&String>| told(text).filter(|text| Some(text) != known);
    let date = told(&said.date).map(Edtf::new).filter(|date| Some(date) != known.date.as_ref());
    if let Some(date) = &date
        && date.period().is_none()
    {
        faults.push(Fault { field: "date", text: t.fill("edit.no-date", &[("text", date.as_str())]) });
    }
    let kind = told(&said.kind).and_then(|kind| {
        let found = DocumentKind::from_word(&kind);
        if found.is_none() {
            faults.push(Fault { field: "kind", text: t.fill("edit.no-kind", &[("text", &kind)]) });
        }
        found
    });
    let mut codes: Vec<ActorCode> = Vec::new();
    for name in said.parties.split([',', '、', '，', ';']).filter_map(told) {
        match actor_code(ask.office.lexicon, &name) {
            Some(code) => codes.push(code),
            None => faults.push(Fault { field: "parties", text: t.fill("described.no-party", &[("text", &name)]) }),
        }
    }
    codes.sort();
    codes.dedup();
    if !faults.is_empty() {
        return Err(faults);
    }
    let description = Description {
        title: changed(&said.title, known.title.as_ref()),
        kind: kind.filter(|kind| Some(*kind) != known.kind),
        date,
        parties: Some(codes).filter(|codes| !codes.is_empty() && Some(codes) != known.parties.as_ref()),
        place: changed(&said.place, known.place.as_ref()),
        source: changed(&said.source, known.source.as_ref()),
        note: changed(&said.note, known.note.as_ref()),
    };
    Ok((description, withdrawn))
}

/// Puts a document into the bin.
pub(crate) async fn remove(ask: Ask, Path(document): Path<String>, Form(press): Form<Press>) -> Answer {
    ask.check(&press.csrf)?;
    ask.answer(move |ask| {
        let document = ask.find(&document)?.1.document.id;
        let removed = ask.office.archive.remove(&[document], ask.by());
        removed.map_err(|error| Wrong::of_store(&error, ask.t()))?;
        ask.follow()?;
        see("/documents?removed=1")
    })
    .await
}

/// Takes a document out of the bin.
pub(crate) async fn restore(ask: Ask, Path(document): Path<String>, Form(press): Form<Press>) -> Answer {
    ask.check(&press.csrf)?;
    ask.answer(move |ask| {
        let document = ask.find(&document)?.1.document.id;
        let restored = ask.office.archive.restore(std::slice::from_ref(&document), ask.by());
        restored.map_err(|error| Wrong::of_store(&error, ask.t()))?;
        ask.follow()?;
        see(&format!("/documents/{document}"))
    })
    .await
}
