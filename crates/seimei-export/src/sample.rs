//! A document to test writers with: an invented statement in English with a Japanese translation.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use seimei_model::act::{Act, ActKind, Strength};
use seimei_model::code::{ActorCode, Lang, RuleId, TopicId};
use seimei_model::date::{DateMention, Edtf};
use seimei_model::document::{Document, DocumentKind, Translation};
use seimei_model::event::{Event, EventType};
use seimei_model::identity::ExpressionId;
use seimei_model::provision::{MechanismMention, Provision};
use seimei_model::reading::Reading;
use seimei_model::record::{Description, DocumentRecord, ExpressionRecord, Hash, StoredReading};
use seimei_text::range::{CharRange, TextRange};

use crate::item::{Expression, Item};
use crate::labels::Labels;
use crate::writer::Writer;

/// Names a few codes.
pub(crate) struct Names;

impl Labels for Names {
    fn actor<'a>(&'a self, actor: &'a ActorCode, lang: Lang) -> &'a str {
        match (actor.as_str(), lang) {
            ("ARV", Lang::Ja) => "アルヴェニア",
            ("ARV", _) => "Arvenia",
            ("HTA", Lang::Ja) => "湾岸条約同盟",
            ("HTA", _) => "Harbour Treaty Alliance",
            (code, _) => code,
        }
    }

    fn topic<'a>(&'a self, topic: &'a TopicId, _lang: Lang) -> &'a str {
        topic.as_str()
    }

    fn kind(&self, kind: DocumentKind, lang: Lang) -> &str {
        match (kind, lang) {
            (DocumentKind::JointStatement, Lang::Ja) => "共同声明",
            (DocumentKind::JointStatement, _) => "Joint statement",
            (kind, _) => kind.word(),
        }
    }
}

/// Memory that a writer owns and a test keeps.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.0.lock().expect("no writer panicked").clone()
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no writer panicked").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Returns what a writer makes of the sample.
pub(crate) fn written(writer: impl FnOnce(Shared) -> Box<dyn Writer>) -> String {
    written_of(&[item()], writer)
}

/// Returns what a writer makes of `items`.
pub(crate) fn written_of(items: &[Item], writer: impl FnOnce(Shared) -> Box<dyn Writer>) -> String {
    let shared = Shared::default();
    let mut writer = writer(shared.clone());
    for item in items {
        writer.item(item).expect("memory takes all");
    }
    writer.finish().expect("memory takes all");
    String::from_utf8(shared.bytes()).expect("UTF-8")
}

/// A provision that stands in the source from its beginning.
pub(crate) fn provision(number: u32, text: &str) -> Provision {
    Provision {
        number,
        text: text.to_owned(),
        range: vec![CharRange { start: 0, end: text.chars().count() as u32 }],
        pages: None,
        section: None,
        part: None,
        acts: Vec::new(),
        topics: vec![TopicId::new("partnership")],
        topic_words: Vec::new(),
        dates: Vec::new(),
        mechanisms: Vec::new(),
    }
}

fn range(text: &str, words: &str) -> Vec<CharRange> {
    let at = text.find(words).expect("the words stand in the text");
    let start = text[..at].chars().count() as u32;
    vec![CharRange { start, end: start + words.chars().count() as u32 }]
}

fn act(kind: ActKind, text: &str, trigger: &str) -> Act {
    Act {
        act: kind,
        trigger: trigger.to_owned(),
        actors: vec![ActorCode::new("ARV"), ActorCode::new("HTA")],
        targets: Vec::new(),
        strength: Strength::Plain,
        commitment: kind == ActKind::Commit,
        due: None,
        range: range(text, trigger),
        at: TextRange::default(),
        clause: TextRange::default(),
        rule: RuleId::new("acts.en/approval/welcome"),
    }
}

fn expression(language: Lang, title: &str, translation: Option<Translation>, provisions: Vec<Provision>) -> Expression {
    let id = ExpressionId { document: "arv-hta-2025-05-21".parse().expect("a name"), language };
    Expression {
        record: ExpressionRecord {
            id,
            version: 1,
            title: Some(title.to_owned()),
            translation,
            original: Hash::new([0xab; 32]),
            size: 99,
            format: "markdown".into(),
            encoding: "UTF-8".into(),
            origin: "https://hta.example/statement".to_owned(),
            added_at: "2026-11-22T09:00:00Z".to_owned(),
            provisions: provisions.len() as u32,
            lexicon: "cc91c062fd61".to_owned(),
            program: "0.1.0".into(),
        },
        stored: StoredReading {
            source: provisions.iter().map(|provision| provision.text.as_str()).collect(),
            numbers: provisions.iter().map(|provision| if provision.number == 2 { 7 } else { 1 }).collect(),
            reading: Reading {
                lexicon: "cc91c062fd61".to_owned(),
                program: "0.1.0".into(),
                document: Document {
                    title: Some(title.to_owned()),
                    kind: DocumentKind::JointStatement,
                    date: Some(Edtf::new("2025-05-21")),
                    language,
                    parties: vec![ActorCode::new("ARV"), ActorCode::new("HTA")],
                    place: None,
                    translation,
                    issuer: Some("Harbour Treaty Alliance".to_owned()),
                },
                parts: Vec::new(),
                pages: Vec::new(),
                provisions,
                events: Vec::new(),
                diagnostics: Vec::new(),
            },
        },
    }
}

/// The sample.
pub(crate) fn item() -> Item {
    let mut welcome = provision(1, "We welcome it, \"warmly\".");
    welcome.acts = vec![act(ActKind::Welcome, &welcome.text, "welcome")];
    let mut promise = provision(2, "We will sign the Port & Sea <Pact> by June 2026.");
    promise.section = Some("The way ahead".to_owned());
    promise.acts = vec![Act { due: Some(Edtf::new("2026-06")), ..act(ActKind::Commit, &promise.text, "will") }];
    promise.dates = vec![DateMention {
        text: "June 2026".to_owned(),
        edtf: Edtf::new("2026-06"),
        range: range(&promise.text, "June 2026"),
        rule: RuleId::new("en.calendar-date"),
    }];
    promise.mechanisms = vec![MechanismMention {
        text: "Port & Sea <Pact>".to_owned(),
        range: range(&promise.text, "Port & Sea <Pact>"),
        rule: RuleId::new("en.name"),
    }];
    let mut kangei = provision(1, "我々は、これを歓迎する。");
    kangei.acts = vec![act(ActKind::Welcome, &kangei.text, "歓迎")];
    let mut english = expression(Lang::En, "Joint Statement {of} Arvenia & HTA", None, vec![welcome, promise]);
    english.stored.reading.events = vec![Event {
        date: Edtf::new("2026-06"),
        event_type: EventType::Agreement,
        participants: vec![ActorCode::new("ARV")],
        quote: "sign the Port & Sea <Pact>".to_owned(),
        provision: 2,
        range: Vec::new(),
        rule: RuleId::new("en.event"),
    }];
    let japanese = expression(Lang::Ja, "共同声明（仮訳）", Some(Translation::Provisional), vec![kangei]);
    let description = Description {
        title: None,
        kind: Some(DocumentKind::JointStatement),
        date: Some(Edtf::new("2025-05-21")),
        parties: Some(vec![ActorCode::new("ARV"), ActorCode::new("HTA")]),
        place: Some("Halestone".to_owned()),
        source: Some("https://hta.example/statement".to_owned()),
        note: None,
    };
    let document = DocumentRecord {
        id: "arv-hta-2025-05-21".parse().expect("a name"),
        description,
        said: Description::default(),
        expressions: vec![english.record.clone(), japanese.record.clone()],
        is_removed: false,
        added_at: "2026-11-22T09:00:00Z".to_owned(),
        changed: 2,
        aliases: Vec::new(),
    };
    Item { document, expressions: vec![english, japanese] }
}
