//! What an edge needs of `seimei_wording::draft`: findings, and what an officer may have meant by a topic or a party.

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::{ActorCode, Lang, TopicId};

use seimei_model::reading::Reading;
use seimei_reading::read::read;

use crate::files::{self, Problem, Source};
use crate::formats::FileFormat;
use crate::names::{Names, TOPICS};
use crate::read::ingest_opened;
use crate::worker::Worker;

pub use seimei_wording::draft::{Cited, Finding, FindingKind, Place, Suggestion};

/// How near two words must be for one to be proposed for the other; 1 is the same word.
const NEAR: f64 = 0.72;
/// The most words that are proposed.
const MOST: usize = 5;

/// A draft with what was read in it.
#[derive(Clone, PartialEq, Debug)]
pub struct Draft {
    /// What it is called: its path, or `-`.
    pub name: String,
    /// What was read in it.
    pub reading: Reading,
    /// The line of the file on which each provision begins, from 1; empty where the file is not of lines (PDF, DOCX).
    pub lines: Vec<u32>,
}

/// Reads a draft.
pub fn read_draft(source: &Source, lexicon: &Lexicon, worker: &Worker) -> Result<Draft, Problem> {
    read_as(source, None, lexicon, worker)
}

/// Reads a text that somebody pasted; in `language`, where the program is not to judge.
pub fn read_pasted(name: &str, text: &str, language: Option<Lang>, lexicon: &Lexicon) -> Result<Draft, Problem> {
    read_as(&Source::pasted(name.to_owned(), text.to_owned()), language, lexicon, &Worker::in_process())
}

fn read_as(source: &Source, language: Option<Lang>, lexicon: &Lexicon, worker: &Worker) -> Result<Draft, Problem> {
    let opened = files::open(source)?;
    let has_lines = matches!(opened.format, FileFormat::Text(_));
    let mut ingested = ingest_opened(&source.name, opened, lexicon, worker)?;
    ingested.language = language.unwrap_or(ingested.language);
    let reading = read(&ingested, lexicon);
    let lines = if has_lines { lines(&ingested.source, &reading) } else { Vec::new() };
    Ok(Draft { name: source.name.clone(), reading, lines })
}

/// Returns the line on which each provision begins. Linear: provisions stand in the order of the source, or nearly.
fn lines(source: &str, reading: &Reading) -> Vec<u32> {
    let breaks: Vec<u32> = (0_u32..).zip(source.chars()).filter(|(_, c)| *c == '\n').map(|(at, _)| at).collect();
    let starts = reading.provisions.iter().map(|provision| provision.range.first().map_or(0, |range| range.start));
    starts.map(|start| breaks.partition_point(|at| *at < start) as u32 + 1).collect()
}

/// A word that names nothing known, with the words that may have been meant, the nearest first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unknown {
    /// What was given.
    pub given: String,
    /// What may have been meant: ids of topics, codes of parties.
    pub near: Vec<String>,
}

/// Returns the topic that `given` names: by its id, or by one of `labels` (id and name in a language of the reader).
pub fn topic(given: &str, labels: &[(&str, &str)]) -> Result<TopicId, Unknown> {
    let word = given.trim().to_lowercase();
    let named = |name: &str| name.to_lowercase() == word;
    let by_id = TOPICS.iter().find(|id| named(id));
    let by_label = || labels.iter().find(|(_, label)| named(label)).map(|(id, _)| id);
    if let Some(id) = by_id.or_else(by_label) {
        return Ok(TopicId::new(id));
    }
    let all = TOPICS.iter().map(|id| (*id, *id)).chain(labels.iter().map(|(id, label)| (*id, *label)));
    Err(Unknown { given: given.to_owned(), near: near(&word, all) })
}

/// Returns the party that `given` names: by its code, or by a name of the lexicon in any language.
pub fn party(given: &str, lexicon: &Lexicon) -> Result<ActorCode, Unknown> {
    let word = given.trim();
    let mut all: Vec<(String, String)> = Names::forms(lexicon, Lang::En);
    all.extend(Names::forms(lexicon, Lang::Ja));
    let code = word.to_uppercase();
    if all.iter().any(|(of, _)| *of == code) {
        return Ok(ActorCode::new(code));
    }
    let small = word.to_lowercase();
    if let Some((of, _)) = all.iter().find(|(_, name)| name.to_lowercase() == small) {
        return Ok(ActorCode::new(of));
    }
    let pairs = all.iter().flat_map(|(of, name)| [(of.as_str(), of.as_str()), (of.as_str(), name.as_str())]);
    Err(Unknown { given: given.to_owned(), near: near(&small, pairs) })
}

/// Returns the values whose names are nearest to a word, the nearest first, each once. A name that begins with the word is
/// near, however long it is.
fn near<'n>(word: &str, names: impl Iterator<Item = (&'n str, &'n str)>) -> Vec<String> {
    let mut scored: Vec<(f64, &str)> = names
        .filter_map(|(value, name)| {
            let name = name.to_lowercase();
            let likeness = strsim::jaro_winkler(word, &name);
            let begins = word.chars().count() >= 2
                && (name.starts_with(word) || name.split([' ', '-']).any(|part| part == word));
            let score = if begins { likeness.max(0.95) } else { likeness };
            (score >= NEAR).then_some((score, value))
        })
        .collect();
    scored.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    let mut near: Vec<String> = Vec::new();
    for (_, value) in scored {
        if near.len() < MOST && !near.iter().any(|known| known == value) {
            near.push(value.to_owned());
        }
    }
    near
}

#[cfg(test)]
mod tests {
    use seimei_lexicon::builtin;

    use super::*;

    #[test]
    fn topics_are_named_by_id_or_label() {
        let labels = [("cyber", "サイバー"), ("maritime", "海洋")];
        assert_eq!(topic("CYBER", &labels).map(|id| id.to_string()), Ok("cyber".to_owned()));
        assert_eq!(topic("サイバー", &labels).map(|id| id.to_string()), Ok("cyber".to_owned()));
        let unknown = topic("cybr", &labels).expect_err("no topic");
        assert_eq!(unknown.near.first().map(String::as_str), Some("cyber"));
    }

    #[test]
    fn parties_are_named_by_code_or_name() {
        let lexicon = builtin::lexicon();
        for (given, code) in [("jpn", "JPN"), ("Japan", "JPN"), ("日本", "JPN"), ("nato", "NATO")] {
            assert_eq!(party(given, &lexicon).map(|code| code.to_string()), Ok(code.to_owned()), "{given}");
        }
        let unknown = party("Japn", &lexicon).expect_err("no party");
        assert!(unknown.near.contains(&"JPN".to_owned()), "{:?}", unknown.near);
    }
}
