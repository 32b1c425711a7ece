//! Commitments and their evidence as pages show them: words, with links to the provisions they stand in.

use seimei_app::archive::register::Class;
use seimei_app::archive::register::entry::{Entry, Evidence, Standing};
use seimei_locale::told::{self, Teller};
use seimei_model::code::Lang;
use seimei_model::date::Edtf;
use seimei_model::identity::ProvisionId;
use seimei_model::undertaking::EvidenceId;

use crate::ask::Ask;
use crate::links;
use crate::present::title;

/// A date: in words, and as machines read it where HTML can say it.
#[derive(Default)]
pub(crate) struct Date {
    pub(crate) words: String,
    pub(crate) machine: String,
}

/// A commitment in a list.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) what: String,
    pub(crate) language: &'static str,
    pub(crate) class: &'static str,
    pub(crate) label: String,
    pub(crate) is_confirmed: bool,
    pub(crate) by: String,
    pub(crate) due: Option<Date>,
    pub(crate) about: String,
    pub(crate) said: String,
    pub(crate) days: String,
    pub(crate) offers: String,
    pub(crate) evidence: String,
}

/// A piece of evidence, offered or accepted.
pub(crate) struct ShownEvidence {
    /// Its name, as decisions take it.
    pub(crate) name: String,
    /// A name for its place on a page.
    pub(crate) anchor: String,
    pub(crate) address: Option<String>,
    pub(crate) source: String,
    pub(crate) day: Date,
    pub(crate) words: String,
    pub(crate) language: &'static str,
    pub(crate) reasons: Vec<String>,
    /// A link that a person attached: where it leads.
    pub(crate) link: Option<String>,
    /// A file that a person attached: where it can be had, and what it is.
    pub(crate) file: Option<(String, String)>,
    /// Who took it, when and why.
    pub(crate) decided: String,
}

/// Returns who tells things to whoever asks.
pub(crate) fn teller(ask: &Ask) -> Teller<'_> {
    Teller { messages: ask.t(), names: ask.words().names }
}

/// Returns by which rules things were read and counted.
pub(crate) fn rules(ask: &Ask) -> String {
    told::rules(&ask.present.registry.rules(), ask.t())
}

/// Returns a date as shown.
pub(crate) fn date(ask: &Ask, edtf: &str) -> Date {
    let is_machine = !edtf.is_empty() && edtf.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let words = teller(ask).date(&Edtf::new(edtf));
    Date { words, machine: if is_machine { edtf.to_owned() } else { String::new() } }
}

/// Returns a day as shown; "undated" for none.
pub(crate) fn day(ask: &Ask, day: Option<&str>) -> Date {
    match day {
        Some(day) => date(ask, day),
        None => Date { words: ask.t().text("register.undated").to_owned(), machine: String::new() },
    }
}

/// Returns the tag of the language that what is owed is written in.
pub(crate) fn language(ask: &Ask, entry: &Entry) -> &'static str {
    let is_corrected = entry.corrected.iter().any(|field| field == "what");
    let last = entry.undertakings.last().and_then(|last| last.id.provision.language).filter(|_| !is_corrected);
    last.map_or_else(|| guessed(ask, &entry.what), Lang::tag)
}

/// Returns the tag of the language of what a person wrote.
pub(crate) fn guessed(ask: &Ask, text: &str) -> &'static str {
    let is_kana = |c: char| matches!(c, '\u{3040}'..='\u{30ff}');
    if text.chars().any(is_kana) {
        Lang::Ja.tag()
    } else if text.is_ascii() {
        Lang::En.tag()
    } else {
        ask.visitor.lang.tag()
    }
}

/// Returns a commitment as a row.
pub(crate) fn row(ask: &Ask, entry: &Entry, class: Class) -> Row {
    let (t, teller) = (ask.t(), teller(ask));
    let count = |key: &str, count: usize| if count == 0 { String::new() } else { t.count(key, count) };
    let [first, last] = told::days(entry);
    let days = match (first, last) {
        _ if entry.undertakings.is_empty() => t.text("register.added-by-hand").to_owned(),
        (Some(first), Some(last)) if first != last => format!("{first} – {last}"),
        (Some(first), _) => first.to_owned(),
        (None, _) => t.text("register.undated").to_owned(),
    };
    let said = entry.said();
    Row {
        name: entry.id.to_string(),
        address: links::entry(&entry.id),
        what: entry.what.clone(),
        language: language(ask, entry),
        class: class.word(),
        label: t.label("class", class.word()).to_owned(),
        is_confirmed: entry.standing == Standing::Confirmed,
        by: teller.parties(&entry.by, &entry.to),
        due: entry.due.as_ref().map(|due| date(ask, due.as_str())),
        about: told::topics(&entry.topics, t),
        said: if said > 1 { t.fill("register-page.said", &[("n", &said.to_string())]) } else { String::new() },
        days,
        offers: count("register.count-offers", entry.offers.len()),
        evidence: count("register.count-evidence", entry.evidence.len()),
    }
}

/// Returns a provision's document by title, and its number: "Joint Statement, provision 14".
pub(crate) fn source(ask: &Ask, provision: &ProvisionId) -> String {
    let document = ask.present.document(&provision.document);
    let language = provision.language.unwrap_or(ask.visitor.lang);
    let title = document.and_then(|document| title(document, language)).unwrap_or(provision.document.as_str());
    let n = provision.number.to_string();
    ask.t().fill("register-page.source", &[("title", title), ("n", &n)])
}

/// Returns a piece of evidence as shown.
pub(crate) fn evidence(ask: &Ask, evidence: &Evidence) -> ShownEvidence {
    let (t, teller) = (ask.t(), teller(ask));
    let (address, source, language) = match &evidence.id {
        EvidenceId::Provision(provision) => {
            let language = provision.language.map_or("und", Lang::tag);
            (Some(links::provision(provision)), source(ask, provision), language)
        }
        EvidenceId::Attached(_) => (None, evidence.id.to_string(), guessed(ask, &evidence.text)),
    };
    let attachment = evidence.attachment.as_ref();
    let number = match evidence.id {
        EvidenceId::Attached(number) => number,
        EvidenceId::Provision(_) => 0,
    };
    let file = attachment.and_then(|attachment| attachment.file.as_ref()).map(|file| {
        let size = file.size.to_string();
        let label = t.fill("register-page.file", &[("name", file.name.as_str()), ("size", &size)]);
        (format!("/register/files/{number}"), label)
    });
    let decided = evidence.decided.as_ref().map_or(String::new(), |decided| {
        let (n, at) = (decided.number.to_string(), seimei_locale::refusal::moment(&decided.at));
        let key = if attachment.is_some() { "register.attached" } else { "register.taken" };
        let who = t.fill(key, &[("by", &decided.by), ("at", &at), ("n", &n)]);
        if decided.reason.is_empty() {
            return who;
        }
        format!("{who}{}{}", told::BETWEEN, t.fill("register.why", &[("reason", &decided.reason)]))
    });
    ShownEvidence {
        name: evidence.id.to_string(),
        anchor: evidence.id.to_string().replace(['/', '#'], "-"),
        address,
        source,
        day: day(ask, evidence.day.as_deref()),
        words: evidence.text.clone(),
        language,
        reasons: evidence.reasons.iter().map(|reason| teller.because(reason, &evidence.text)).collect(),
        link: attachment.and_then(|attachment| attachment.link.clone()),
        file,
        decided,
    }
}
