//! A provision's own page: its words, what was read in them, where else they stand, and how to cite them.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use seimei_export::bibtex::Bibtex;
use seimei_export::csl::Csl;
use seimei_export::date_words::in_words;
use seimei_export::item::{Expression, Item};
use seimei_export::writer::Writer;
use seimei_model::code::Lang;
use seimei_model::identity::{ExpressionId, ProvisionId};
use seimei_model::provision::Provision;
use serde::Deserialize;

use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::pages::correct::{Corrigible, corrigible};
use crate::pages::form::told;
use crate::pages::room::text_of;
use crate::pages::see;
use crate::present::title;
use crate::wrong::{Answer, Wrong};
use crate::{links, marks};

/// Other sayings that are shown.
const HISTORY: usize = 6;

/// A finding with the words and the rule it rests on.
struct Finding {
    kind: String,
    what: String,
    words: String,
    rule: String,
    is_person: bool,
}

/// Another provision that is shown with it.
pub(crate) struct Beside {
    pub(crate) address: String,
    pub(crate) name: String,
    pub(crate) language: &'static str,
    pub(crate) text: String,
}

struct Note {
    text: String,
    by: String,
    at: String,
    is_displaced: bool,
}

struct EntryLink {
    address: String,
    what: String,
    by: String,
    due: String,
}

#[derive(Template)]
#[template(path = "provision.html")]
struct Page<'m> {
    frame: Frame<'m>,
    language: &'static str,
    document: String,
    room: String,
    here: String,
    html: String,
    findings: Vec<Finding>,
    corrigible: Corrigible,
    counterparts: Vec<Beside>,
    history: Vec<Beside>,
    formula: String,
    times: String,
    entries: Vec<EntryLink>,
    notes: Vec<Note>,
    citation: String,
    csl: String,
    bibtex: String,
    rules: String,
    previous: Option<String>,
    next: Option<String>,
}

/// Shows a provision.
pub(crate) async fn page(ask: Ask, Path((document, language, number)): Path<(String, String, u32)>) -> Answer {
    ask.answer(move |ask| read(ask, &document, &language, number)).await
}

fn read(ask: &Ask, document: &str, language: &str, number: u32) -> Answer {
    let t = ask.t();
    let (place, text) = text_of(ask, document, language)?;
    let at = text.reading.provisions.iter().position(|one| one.number == number);
    let id = &text.expression.id;
    let at = at.ok_or_else(|| {
        let values = [("id", id.to_string()), ("n", number.to_string())];
        Wrong::missing(t.fill("archive.no-provision", &values.each_ref().map(|(name, value)| (*name, value.as_str()))))
    })?;
    let provision = &text.reading.provisions[at];
    let name = ProvisionId { document: id.document.clone(), language: Some(id.language), number };
    let words = ask.words();
    let all = ask.present.marks(place);
    let html = marks::html(provision, all.get(at).map(Vec::as_slice).unwrap_or_default(), &words);
    let notes = ask.office.archive.store().notes(id).map_err(|error| Wrong::of_store(&error, t))?;
    let notes = notes.into_iter().filter(|note| note.provision == number).map(|note| Note {
        at: seimei_locale::refusal::moment(&note.at),
        is_displaced: !note.has_place,
        text: note.text,
        by: note.by,
    });
    let times = ask.present.said_elsewhere(place).get(at).copied().unwrap_or(0);
    let entries = ask.present.entries_of(&name).map(|entry| EntryLink {
        address: links::entry(&entry.id),
        what: entry.what.clone(),
        by: words.actors(&entry.by),
        due: entry.due.as_ref().map_or(String::new(), |due| in_words(due.as_str(), ask.visitor.lang)),
    });
    let neighbour = |at: Option<usize>| {
        let number = at.and_then(|at| text.reading.provisions.get(at))?.number;
        Some(links::provision(&ProvisionId { number, ..name.clone() }))
    };
    let (csl, bibtex) = cited(ask, id)?;
    show(&Page {
        frame: ask.frame(
            Place::Documents,
            &t.fill("provision.title", &[("n", &number.to_string()), ("id", id.document.as_str())]),
        ),
        language: id.language.tag(),
        document: title(&text.document, id.language).unwrap_or(t.text("head.untitled")).to_owned(),
        room: links::passage(&name),
        here: links::provision(&name),
        html,
        findings: findings(ask, provision),
        corrigible: corrigible(ask, &text.document, &name, provision),
        counterparts: counterparts(ask, place, at),
        history: history(ask, place, at),
        formula: links::formula(&name),
        times: if times == 0 { String::new() } else { t.count("room.times", times + 1) },
        entries: entries.collect(),
        notes: notes.collect(),
        citation: citation(ask, text, provision),
        csl,
        bibtex,
        rules: t.fill("provision.rules", &[("lexicon", &text.reading.lexicon), ("program", &text.reading.program)]),
        previous: neighbour(at.checked_sub(1)),
        next: neighbour(Some(at + 1)),
    })
}

fn findings(ask: &Ask, provision: &Provision) -> Vec<Finding> {
    let (t, words) = (ask.t(), ask.words());
    let finding = |kind: &'static str, what: String, words: &str, rule: &str| Finding {
        kind: t.label("finding", kind).to_owned(),
        what,
        words: words.to_owned(),
        is_person: rule.starts_with("person:"),
        rule: rule.to_owned(),
    };
    let mut found: Vec<Finding> =
        provision.acts.iter().map(|act| finding("act", words.act(act), &act.trigger, act.rule.as_str())).collect();
    for topic in &provision.topics {
        let on = provision.topic_words.iter().find(|word| word.topic == *topic);
        let label = t.label("topic", topic.as_str()).to_owned();
        found.push(match on {
            Some(on) => finding("topic", label, &on.text, on.rule.as_str()),
            None => finding("topic", label, "", ""),
        });
    }
    let date = |one: &seimei_model::date::DateMention| {
        finding("date", in_words(one.edtf.as_str(), ask.visitor.lang), &one.text, one.rule.as_str())
    };
    found.extend(provision.dates.iter().map(date));
    found.extend(
        provision.mechanisms.iter().map(|one| finding("mechanism", one.text.clone(), &one.text, one.rule.as_str())),
    );
    found
}

/// Returns the provisions of the document's other languages that say the same.
fn counterparts(ask: &Ask, place: usize, at: usize) -> Vec<Beside> {
    let present = &ask.present;
    let Some(text) = present.text_at(place) else { return Vec::new() };
    let mut found = Vec::new();
    for expression in text.document.expressions.iter().filter(|one| one.id != text.expression.id) {
        let Some(other) = present.place(&expression.id) else { continue };
        let (Some(alignment), Some(beside)) = (present.aligned(place, other), present.text_at(other)) else { continue };
        let group = alignment.groups.iter().find(|group| group.is_link() && group.a.contains(&at));
        for provision in group.iter().flat_map(|group| &group.b).filter_map(|at| beside.reading.provisions.get(*at)) {
            let ExpressionId { document, language } = expression.id.clone();
            let id = ProvisionId { document, language: Some(language), number: provision.number };
            found.push(Beside {
                address: links::passage(&id),
                name: format!("{} {}", ask.t().label("own-language", language.tag()), provision.number),
                language: language.tag(),
                text: provision.text.clone(),
            });
        }
    }
    found
}

/// Returns other sayings of the provision's formula, the newest first.
fn history(ask: &Ask, place: usize, at: usize) -> Vec<Beside> {
    let tracing = ask.present.registry.tracing();
    let Some(passage) = tracing.passages(place).nth(at) else { return Vec::new() };
    let mut kin: Vec<_> = tracing.kin(passage).into_iter().map(|kin| kin.passage).collect();
    // Passages are numbered in order of time.
    kin.sort_unstable_by(|one, other| other.cmp(one));
    let shown = kin.into_iter().take(HISTORY).map(|passage| {
        let (text, provision) = tracing.at(passage);
        let id = tracing.reference(passage);
        let date = text.date().map_or(String::new(), |date| in_words(date.as_str(), ask.visitor.lang));
        let parties = ask.words().actors(text.parties());
        let n = ask.t().fill("room.provision", &[("n", &provision.number.to_string())]);
        let parts = [date, parties, n];
        Beside {
            address: links::passage(&id),
            name: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            language: text.expression.id.language.tag(),
            text: provision.text.clone(),
        }
    });
    shown.collect()
}

/// Returns a citation of the provision in the reader's language: whose, what, when, where in it.
pub(crate) fn citation(ask: &Ask, text: &seimei_app::archive::trace::Text, provision: &Provision) -> String {
    let t = ask.t();
    let id = &text.expression.id;
    let heading = title(&text.document, id.language).unwrap_or(id.document.as_str());
    let date = text.date().map_or(String::new(), |date| in_words(date.as_str(), ask.visitor.lang));
    let n = provision.number.to_string();
    let status = text.expression.translation.map_or(String::new(), |status| {
        t.fill("provision.cited-status", &[("status", t.label("translation", status.word()))])
    });
    let values = [
        ("words", provision.text.trim()),
        ("parties", &ask.words().actors(text.parties())),
        ("title", heading),
        ("date", &date),
        ("n", &n),
        ("status", &status),
        ("name", &format!("{id}#p{n}")),
    ];
    t.fill("provision.cited", &values)
}

/// Returns the document as CSL-JSON and as BibTeX.
pub(crate) fn cited(ask: &Ask, id: &ExpressionId) -> Result<(String, String), Wrong> {
    let text = ask.present.text(id).ok_or_else(|| Wrong::missing(""))?;
    let stored = seimei_model::record::StoredReading {
        source: String::new(),
        numbers: text.reading.provisions.iter().map(|provision| provision.number).collect(),
        reading: (*text.reading).clone(),
    };
    let record = text.expression.clone();
    let item = Item { document: text.document.clone(), expressions: vec![Expression { record, stored }] };
    let labels = &ask.office.labels;
    let mut csl = Vec::new();
    let mut bibtex = Vec::new();
    let written = (|| {
        let mut writer = Box::new(Csl::new(labels, &mut csl));
        writer.item(&item)?;
        writer.finish()?;
        let mut writer = Box::new(Bibtex::new(labels, &mut bibtex));
        writer.item(&item)?;
        writer.finish()
    })();
    written.map_err(|error: std::io::Error| Wrong::bad(error.to_string()))?;
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).trim().to_owned();
    Ok((text(csl), text(bibtex)))
}

/// A remark.
#[derive(Debug, Deserialize)]
pub(crate) struct Remark {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    text: String,
}

/// Puts a remark on a provision.
pub(crate) async fn note(
    ask: Ask,
    Path((document, language, number)): Path<(String, String, u32)>,
    Form(remark): Form<Remark>,
) -> Answer {
    ask.check(&remark.csrf)?;
    ask.answer(move |ask| {
        let t = ask.t();
        let text = told(&remark.text).ok_or_else(|| Wrong::refused(t.text("provision.no-note")))?;
        let expression = ask.find(&format!("{document}/{language}"))?.1.expression;
        let noted = ask.office.archive.note(&expression.id, number, &text, ask.by());
        let noted = noted.map_err(|error| Wrong::of_store(&error, t))?;
        noted.ok_or_else(|| Wrong::missing(""))?;
        ask.follow()?;
        let language: Option<Lang> = Some(expression.id.language);
        let id = ProvisionId { document: expression.id.document, language, number };
        see(&format!("{}#notes", links::provision(&id)))
    })
    .await
}
