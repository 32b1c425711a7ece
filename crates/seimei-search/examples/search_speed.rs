//! Builds an index of `FOLDER/provisions.tsv` (language, tab, text) and times the queries of `FOLDER/runs8.txt` and
//! `FOLDER/runs2.txt`. Prints JSON; `benches/search.py` calls it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use std::{env, fs};

use seimei_lexicon::builtin;
use seimei_model::act::{Act, ActKind, Strength};
use seimei_model::code::{ActorCode, Lang, RuleId, TopicId};
use seimei_model::date::Edtf;
use seimei_model::document::{Document, DocumentKind};
use seimei_model::identity::{DocumentId, ExpressionId};
use seimei_model::provision::Provision;
use seimei_model::reading::Reading;
use seimei_model::record::{Description, DocumentRecord, ExpressionRecord, Hash, StoredReading};
use seimei_search::index::{Index, Plan};
use seimei_search::parse::parse;
use seimei_search::search::{Order, Request};
use seimei_search::vocabulary::Vocabulary;
use seimei_search::writer::Pace;
use seimei_text::range::TextRange;

/// Provisions of a document: about what a joint statement has.
const PROVISIONS: usize = 40;

fn main() {
    let folder = PathBuf::from(env::args().nth(1).expect("a folder"));
    let lines = fs::read_to_string(folder.join("provisions.tsv")).expect("provisions.tsv");
    let rows: Vec<(Lang, &str)> = lines
        .lines()
        .map(|line| line.split_once('\t').expect("language, tab, text"))
        .map(|(tag, text)| (Lang::from_tag(tag).expect("ja or en"), text))
        .collect();
    let documents: Vec<_> = rows
        .chunk_by(|one, other| one.0 == other.0)
        .flat_map(|rows| rows.chunks(PROVISIONS))
        .enumerate()
        .map(|(number, rows)| document(number, rows))
        .collect();
    let place = folder.join("index");
    let plan = Plan { archive: "bench".to_owned(), glyphs: Arc::new(builtin::lexicon().glyphs().clone()) };
    let index = Index::create(&place, &plan).expect("an index");
    let start = Instant::now();
    let mut writer = index.writer(Pace::Bulk).expect("a writer");
    for (record, language, reading) in &documents {
        writer.put(record, &[(*language, reading)]).expect("a document");
    }
    writer.commit(1).expect("a commit");
    let build_seconds = start.elapsed().as_secs_f64();
    writer.finish().expect("joined");
    let bytes: u64 = files(&place);
    println!("{{\"build_seconds\": {build_seconds}, \"bytes\": {bytes},");
    println!("\"runs8\": {},", queries(&index, &folder.join("runs8.txt")));
    println!("\"runs2\": {}}}", queries(&index, &folder.join("runs2.txt")));
}

/// Times each query of a file, the best of five; returns medians in milliseconds and the counts.
fn queries(index: &Index, file: &Path) -> String {
    let lines = fs::read_to_string(file).expect("queries");
    let vocabulary = Vocabulary::new();
    let (mut times, mut counts) = (Vec::new(), Vec::new());
    for line in lines.lines() {
        let mut best = f64::MAX;
        let mut count = 0;
        for _ in 0..5 {
            let start = Instant::now();
            let query = parse(&format!("\"{line}\""), &vocabulary).expect("a query");
            let request = Request {
                query,
                documents: false,
                order: Order::Relevance,
                offset: 0,
                limit: 10,
                facets: false,
                room: 300,
            };
            count = index.search(&request).expect("an answer").total;
            best = best.min(start.elapsed().as_secs_f64() * 1000.0);
        }
        times.push(best);
        counts.push(count);
    }
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    format!("{{\"median\": {:.4}, \"p95\": {:.4}, \"worst\": {:.4}, \"counts\": {counts:?}}}", at(50), at(95), at(100))
}

fn files(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).expect("the index").map(|entry| entry.expect("a file"));
    entries.map(|entry| entry.metadata().expect("its size").len()).sum()
}

/// Makes a document of some provisions, with as much read in them as statements have.
fn document(number: usize, rows: &[(Lang, &str)]) -> (DocumentRecord, Lang, StoredReading) {
    let language = rows[0].0;
    let date = Edtf::new(format!("{:04}-{:02}-{:02}", 1990 + number % 36, 1 + number % 12, 1 + number % 28));
    let id: DocumentId = format!("arv-hta-{date}-{number}").parse().expect("a name");
    let parties = vec![ActorCode::new("ARV"), ActorCode::new("HTA")];
    let description = Description {
        title: Some(format!("Joint Statement {number} 共同声明")),
        kind: Some(DocumentKind::JointStatement),
        date: Some(date.clone()),
        parties: Some(parties.clone()),
        ..Description::default()
    };
    let provisions: Vec<Provision> =
        rows.iter().enumerate().map(|(place, (_, text))| provision(place, text, &parties)).collect();
    let expression = ExpressionRecord {
        id: ExpressionId { document: id.clone(), language },
        version: 1,
        title: description.title.clone(),
        translation: None,
        original: Hash::new([0; 32]),
        size: 0,
        format: "text".into(),
        encoding: "UTF-8".into(),
        origin: "-".to_owned(),
        added_at: "2026-11-22T00:00:00Z".to_owned(),
        provisions: provisions.len() as u32,
        lexicon: String::new(),
        program: "0".into(),
    };
    let record = DocumentRecord {
        id,
        said: Description::default(),
        description: description.clone(),
        expressions: vec![expression],
        is_removed: false,
        added_at: "2026-11-22T00:00:00Z".to_owned(),
        changed: 1,
        aliases: Vec::new(),
    };
    let reading = Reading {
        lexicon: String::new(),
        program: "0".into(),
        document: Document {
            title: description.title,
            kind: DocumentKind::JointStatement,
            date: Some(date),
            language,
            parties,
            place: None,
            translation: None,
            issuer: None,
        },
        parts: Vec::new(),
        pages: Vec::new(),
        provisions,
        events: Vec::new(),
        diagnostics: Vec::new(),
    };
    let numbers = (1..=rows.len() as u32).collect();
    (record, language, StoredReading { source: String::new(), reading, numbers })
}

fn provision(place: usize, text: &str, parties: &[ActorCode]) -> Provision {
    let act = Act {
        act: ActKind::ALL[place % ActKind::ALL.len()],
        trigger: String::new(),
        actors: parties.to_vec(),
        targets: Vec::new(),
        strength: Strength::Plain,
        commitment: place.is_multiple_of(7),
        due: None,
        range: Vec::new(),
        at: TextRange::default(),
        clause: TextRange::default(),
        rule: RuleId::new("bench"),
    };
    Provision {
        number: place as u32 + 1,
        text: text.to_owned(),
        range: Vec::new(),
        pages: None,
        section: None,
        part: None,
        acts: vec![act],
        topics: vec![TopicId::new(["partnership", "cyber", "maritime"][place % 3])],
        topic_words: Vec::new(),
        dates: Vec::new(),
        mechanisms: Vec::new(),
    }
}
