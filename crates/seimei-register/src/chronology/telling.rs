//! Tellings: the sentences that tell of dated events, and the documents that were issued.

use seimei_lexicon::lexicon::{Hit, Lexicon, lower};
use seimei_lexicon::table::TableName;
use seimei_model::code::{ActorCode, Lang};
use seimei_model::date::Edtf;
use seimei_model::document::DocumentKind;
use seimei_model::event::{Event, EventType};
use seimei_model::identity::DocumentId;
use seimei_text::fold::fold;
use seimei_text::range::TextRange;

use super::company::{members, with_members};
use super::marks::Marks;
use super::{Precision, SourceKind, words};
use crate::day::{days_between, parse};
use crate::grounds::{Grounds, Place, Text};

/// The days that a readout may be later than the meeting it gives an account of.
const ACCOUNT: i32 = 3;

/// One telling of a happening.
#[derive(Clone, Debug)]
pub(super) struct Telling {
    /// Its document.
    pub(super) document: DocumentId,
    /// Where; the first provision where the document itself is meant.
    pub(super) place: Place,
    /// Whether the document is the happening or tells it.
    pub(super) source: SourceKind,
    /// What sort of thing.
    pub(super) kind: EventType,
    /// When, as told.
    pub(super) date: Edtf,
    /// First day it may mean.
    pub(super) first: String,
    /// Last day it may mean.
    pub(super) last: String,
    /// How exact that is.
    pub(super) precision: Precision,
    /// Who took part, alphabetical.
    pub(super) participants: Vec<ActorCode>,
    /// The run of the text that tells it, or the title.
    pub(super) quote: String,
    /// The clause around it, or the title.
    pub(super) what: String,
    /// The mechanisms named in the clause, as written.
    pub(super) mechanisms: Vec<String>,
    /// Whether it was still to come when it was told.
    pub(super) planned: bool,
    /// Whether it happened about when its document was issued: within the days of an account.
    pub(super) is_of_the_day: bool,
    /// What it is about.
    pub(super) marks: Marks,
}

/// Returns the tellings of all texts, in order of the texts.
pub(super) fn collect(grounds: &Grounds, lexicon: &Lexicon) -> Vec<Telling> {
    let members = members(grounds, lexicon);
    let mut tellings: Vec<Telling> = Vec::new();
    for (number, text) in grounds.texts.iter().enumerate() {
        let from = tellings.len();
        tellings.extend(told(number as u32, text, lexicon));
        let own = issued(number as u32, text, &tellings[from..], lexicon);
        tellings.extend(own);
    }
    for telling in &mut tellings {
        telling.participants = with_members(&telling.participants, &members);
    }
    tellings
}

/// Returns how exact the time from one day to another is.
fn precision(first: &str, last: &str) -> Precision {
    match days_between(first, last) {
        _ if first == last => Precision::Day,
        Some(0..92) => Precision::Month,
        Some(92..=366) => Precision::Year,
        _ => Precision::Longer,
    }
}

/// Returns what the sentences of a text tell.
fn told<'a>(number: u32, text: &'a Text, lexicon: &'a Lexicon) -> impl Iterator<Item = Telling> + use<'a> {
    let spoken = text.date.and_then(Edtf::period).map(|(_, last)| last);
    text.reading.events.iter().filter_map(move |event| {
        let position = text.reading.provisions.iter().position(|provision| provision.number == event.provision)?;
        let provision = &text.reading.provisions[position];
        let (first, last) = event.date.period()?;
        let what = words::clause(&provision.text, &event.quote, text.id.language, lexicon);
        let names = provision.mechanisms.iter().map(|mention| mention.text.clone());
        let mut mechanisms: Vec<String> = names.filter(|name| what.contains(name.as_str())).collect();
        mechanisms.sort();
        mechanisms.dedup();
        Some(Telling {
            document: text.id.document.clone(),
            place: Place { text: number, provision: position as u32 },
            source: SourceKind::Told,
            kind: event.event_type,
            precision: precision(&first, &last),
            planned: spoken.as_ref().is_some_and(|spoken| first > *spoken),
            is_of_the_day: spoken.as_ref().is_some_and(|spoken| {
                first <= *spoken && *spoken <= last
                    || days_between(&last, spoken).is_some_and(|days| days.abs() <= ACCOUNT)
                    || days_between(&first, spoken).is_some_and(|days| days.abs() <= ACCOUNT)
            }) && precision(&first, &last) <= Precision::Month,
            date: event.date.clone(),
            first,
            last,
            participants: taking_part(event, &what, text, lexicon),
            quote: event.quote.clone(),
            marks: Marks::of(&what, &event.quote, &mechanisms, text.id.language, lexicon),
            what,
            mechanisms,
        })
    })
}

/// Returns who took part, as far as the clause tells: those it names, but not where it names only the place; and those in
/// whose name the document speaks where the words that tell it have a subject like we or the two leaders. An incident is
/// told by those who condemn it, and where nobody is named it is better to tell nobody.
fn taking_part(event: &Event, clause: &str, text: &Text, lexicon: &Lexicon) -> Vec<ActorCode> {
    let (read, quote, language) = (&event.participants, event.quote.as_str(), text.id.language);
    let Some(tables) = lexicon.language(language).filter(|_| language == Lang::En) else { return read.clone() };
    let fold_small = |text: &str| lower(fold(text, lexicon.glyphs()).as_str());
    let (clause, quote) = (fold_small(clause), fold_small(quote));
    let hits = tables.scan(&clause);
    let is_subject = |hit: &Hit| hit.table == TableName::Collectives && tables.entry(hit).family != "nobody";
    // Who holds an office need not be near: the President, who on Monday met ...
    let has_subject =
        tables.scan(&quote).iter().any(is_subject) || hits.iter().any(|hit| hit.table == TableName::Titles);
    let names = |actor: &ActorCode| -> Vec<bool> {
        let of_actor =
            hits.iter().filter(|hit| hit.table == TableName::Actors && tables.entry(hit).value == actor.as_str());
        of_actor.map(|hit| is_place(&clause[..hit.range.start as usize])).collect()
    };
    let takes_part = |actor: &&ActorCode| {
        let names = names(actor);
        let speaks = has_subject && event.event_type != EventType::Incident && text.parties.contains(actor);
        // Where a state is only the place, its leader may still be the host: in Tokyo, Japan.
        names.iter().any(|is_place| !is_place) || speaks
    };
    read.iter().filter(takes_part).cloned().collect()
}

/// Returns whether what follows a text is a place: in Japan, in Tokyo, Japan.
fn is_place(before: &str) -> bool {
    let before = before.trim_end();
    let town = before.strip_suffix(',').map(|before| before.rsplit(' ').next().unwrap_or_default());
    let before = town.map_or(before, |town| before[..before.len() - 1 - town.len()].trim_end());
    before.ends_with(" in") || before == "in"
}

/// Returns the happening that a document itself is: that it was issued, or the meeting it gives an account of where no
/// sentence of it tells that meeting with its date.
fn issued(number: u32, text: &Text, told: &[Telling], lexicon: &Lexicon) -> Option<Telling> {
    let date = text.date?;
    let (first, last) = date.period()?;
    let provision = text.reading.provisions.first()?;
    let title = text.title.unwrap_or_default().trim();
    let what = if title.is_empty() { provision.text.trim() } else { title }.to_owned();
    let mut participants = text.parties.to_vec();
    let is_joint =
        matches!(text.kind, DocumentKind::JointStatement | DocumentKind::Declaration | DocumentKind::Communique);
    if is_joint && (participants.is_empty() || participants.len() == 1 && participants[0].as_str().len() == 3) {
        let own = joint_parties(&provision.text, told, &first, text.id.language, lexicon);
        if own.len() > 1 && participants.iter().all(|party| own.contains(party)) {
            participants = own;
        }
    }
    if is_joint && participants.iter().all(|party| party.as_str().len() == 3) {
        participants.extend(actors_in(speakers(&what, text.id.language, lexicon), text.id.language, lexicon));
    }
    let kind = match text.kind {
        DocumentKind::JointStatement
        | DocumentKind::Declaration
        | DocumentKind::Communique
        | DocumentKind::PressRelease
        | DocumentKind::FactSheet
        | DocumentKind::Programme => EventType::Statement,
        DocumentKind::Agreement => EventType::Agreement,
        DocumentKind::Resolution => EventType::Decision,
        DocumentKind::Speech => EventType::Speech,
        DocumentKind::Readout => {
            let is_account = |telling: &&Telling| {
                matches!(telling.kind, EventType::Meeting | EventType::Visit)
                    && telling.precision == Precision::Day
                    && days_between(&telling.first, &first).is_some_and(|days| (0..=ACCOUNT).contains(&days))
            };
            if told.iter().any(|telling| is_account(&telling)) {
                return None;
            }
            participants.extend(actors_in(&what, text.id.language, lexicon));
            kind_in(&what, text.id.language, lexicon).unwrap_or(EventType::Meeting)
        }
        // An analysis or a news story tells of happenings and is none.
        DocumentKind::Report | DocumentKind::News => return None,
    };
    participants.sort();
    participants.dedup();
    Some(Telling {
        document: text.id.document.clone(),
        place: Place { text: number, provision: 0 },
        source: SourceKind::Issued,
        kind,
        precision: precision(&first, &last),
        date: date.clone(),
        first,
        last,
        participants,
        quote: what.clone(),
        marks: Marks::of(&what, "", &[], text.id.language, lexicon),
        what,
        mechanisms: Vec::new(),
        planned: false,
        is_of_the_day: true,
    })
}

/// Returns the part of an English title that says in whose name it speaks: nothing where it does not name its speakers
/// before its subject.
fn speakers<'t>(title: &'t str, language: Lang, lexicon: &Lexicon) -> &'t str {
    let low = lower(title);
    let words = lexicon.language(language).map_or(&[][..], |words| words.table(TableName::Documents));
    let forms = |family: &'static str| {
        let entries = words.iter().filter(move |entry| entry.family == family && entry.kind != "precedes");
        entries.flat_map(|entry| &entry.forms)
    };
    let until = forms("about").filter_map(|form| low.find(&format!(" {form} "))).min().unwrap_or(title.len());
    let is_joint = forms("joint").any(|form| low[..until].contains(form.as_str()));
    if is_joint { &title[..until] } else { "" }
}

/// Returns who may have issued a joint document that names no parties: those who met that day as it tells, else those
/// whom its first sentence names.
fn joint_parties(opening: &str, told: &[Telling], day: &str, language: Lang, lexicon: &Lexicon) -> Vec<ActorCode> {
    let meeting = told.iter().find(|telling| telling.kind == EventType::Meeting && telling.first == day);
    meeting.map_or_else(|| actors_in(opening, language, lexicon), |meeting| meeting.participants.clone())
}

/// Returns the states and organisations that a line names, ascending.
fn actors_in(title: &str, language: Lang, lexicon: &Lexicon) -> Vec<ActorCode> {
    let Some(words) = lexicon.language(language) else { return Vec::new() };
    let hits = words.scan(&lower(title));
    let names = hits.iter().filter(|hit| hit.table == TableName::Actors);
    // The longest name at a place is the one meant: the South China Sea is not China.
    let is_inside = |range: TextRange| {
        let mut others = hits.iter().filter(|hit| hit.table == TableName::Actors);
        others.any(|other| other.range != range && other.range.contains(range))
    };
    let codes = names
        .filter(|hit| !is_inside(hit.range) && title[hit.range] == *words.entry(hit).forms[hit.form as usize])
        .map(|hit| words.entry(hit))
        .filter(|entry| matches!(&*entry.family, "state" | "organisation" | "government"))
        .filter(|entry| matches!(&*entry.kind, "name" | "adjective" | "government") && entry.value != "-")
        .map(|entry| ActorCode::new(&entry.value));
    let mut codes: Vec<ActorCode> = codes.collect();
    codes.sort();
    codes.dedup();
    codes
}

/// Returns what sort of thing a readout's title says it is an account of.
fn kind_in(title: &str, language: Lang, lexicon: &Lexicon) -> Option<EventType> {
    let words = lexicon.language(language)?;
    let hits = words.scan(&lower(title));
    let kinds = hits.iter().filter(|hit| hit.table == TableName::Events).map(|hit| &words.entry(hit).value);
    let mut kinds = kinds.filter_map(|value| EventType::from_word(value));
    kinds.find(|kind| matches!(kind, EventType::Meeting | EventType::Visit))
}

/// Returns whether one time lies within the other.
pub(super) fn agree(a: &Telling, b: &Telling) -> bool {
    (a.first <= b.first && b.last <= a.last) || (b.first <= a.first && a.last <= b.last)
}

/// Returns the days between two tellings' first days; `None` where one is no day of the calendar.
pub(super) fn apart(a: &Telling, b: &Telling) -> Option<i32> {
    parse(&a.first)?;
    days_between(&a.first, &b.first).map(i32::abs)
}
