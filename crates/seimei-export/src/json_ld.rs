//! JSON-LD with its context inlined: no reader need fetch anything.
//!
//! The context is docs/context.jsonld; docs/export.md tells the terms.

use std::collections::BTreeSet;
use std::io::{self, Write};

use seimei_model::act::Act;
use seimei_model::code::{ActorCode, Lang, TopicId};
use seimei_model::provision::Provision;
use seimei_text::range::CharRange;
use serde_json::{Map, Value, json};

use crate::item::{Expression, Item};
use crate::labels::Labels;
use crate::writer::{Care, Writer};

const CONTEXT: &str = include_str!("../../../docs/context.jsonld");

/// Writes a graph of documents, and behind them the actors, topics and programs they name.
pub struct JsonLd<'l, W> {
    out: W,
    labels: &'l dyn Labels,
    is_begun: bool,
    actors: BTreeSet<ActorCode>,
    topics: BTreeSet<TopicId>,
    programs: BTreeSet<String>,
}

impl<'l, W: Write> JsonLd<'l, W> {
    /// Makes a writer to `out`.
    pub fn new(labels: &'l dyn Labels, out: W) -> Self {
        let (actors, topics, programs) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        Self { out, labels, is_begun: false, actors, topics, programs }
    }

    fn node(&mut self, node: &Value) -> io::Result<()> {
        if self.is_begun {
            self.out.write_all(b",\n")?;
        } else {
            let context: Value = serde_json::from_str(CONTEXT)?;
            write!(self.out, "{{\"@context\":{},\n\"@graph\":[\n", context["@context"])?;
            self.is_begun = true;
        }
        Ok(serde_json::to_writer(&mut self.out, node)?)
    }

    fn remember(&mut self, item: &Item) {
        self.actors.extend(item.document.description.parties.iter().flatten().cloned());
        for expression in &item.expressions {
            let reading = &expression.stored.reading;
            self.programs.insert(reading.program.to_string());
            for provision in &reading.provisions {
                self.topics.extend(provision.topics.iter().cloned());
                for act in &provision.acts {
                    self.actors.extend(act.actors.iter().chain(&act.targets).cloned());
                }
            }
            self.actors.extend(reading.events.iter().flat_map(|event| &event.participants).cloned());
        }
    }
}

impl<W: Write> Writer for JsonLd<'_, W> {
    fn item(&mut self, item: &Item) -> io::Result<()> {
        self.remember(item);
        self.node(&document(item))
    }

    fn finish(mut self: Box<Self>) -> io::Result<Care> {
        for actor in std::mem::take(&mut self.actors) {
            let name = |lang| self.labels.actor(&actor, lang);
            let name = json!({ "ja": name(Lang::Ja), "en": name(Lang::En) });
            self.node(&json!({ "id": actor_id(&actor), "type": "Actor", "code": actor.as_str(), "name": name }))?;
        }
        for topic in std::mem::take(&mut self.topics) {
            let name = |lang| self.labels.topic(&topic, lang);
            let label = json!({ "ja": name(Lang::Ja), "en": name(Lang::En) });
            self.node(&json!({ "id": topic_id(&topic), "type": "Topic", "code": topic.as_str(), "label": label }))?;
        }
        for program in std::mem::take(&mut self.programs) {
            self.node(&json!({ "id": program_id(&program), "type": "Program", "program": program }))?;
        }
        if self.is_begun {
            self.out.write_all(b"\n]}\n")?;
        } else {
            let context: Value = serde_json::from_str(CONTEXT)?;
            writeln!(self.out, "{{\"@context\":{},\n\"@graph\":[]}}", context["@context"])?;
        }
        self.out.flush()?;
        Ok(Care::default())
    }
}

fn actor_id(actor: &ActorCode) -> String {
    format!("actor/{actor}")
}

fn topic_id(topic: &TopicId) -> String {
    format!("topic/{topic}")
}

fn program_id(version: &str) -> String {
    format!("program/{version}")
}

/// A word of the model as a name in our own namespace; the family keeps the act `note` and the key `note` apart.
fn own(family: &str, word: &str) -> String {
    format!("seimei:{family}/{word}")
}

fn actor_ids(actors: &[ActorCode]) -> Value {
    actors.iter().map(actor_id).collect()
}

/// Builds an object of the values that are there.
fn object<const N: usize>(pairs: [(&str, Value); N]) -> Map<String, Value> {
    let is_there = |value: &Value| !value.is_null() && *value != json!([]);
    pairs.into_iter().filter(|(_, value)| is_there(value)).map(|(key, value)| (key.to_owned(), value)).collect()
}

/// A text with its language, which `und` is not.
fn in_language(text: &str, lang: Lang) -> Value {
    match lang {
        Lang::Und => json!(text),
        lang => json!({ "@value": text, "@language": lang.tag() }),
    }
}

fn document(item: &Item) -> Value {
    let description = &item.document.description;
    let lang = item.expressions.first().map_or(Lang::Und, Expression::language);
    Value::from(object([
        ("id", json!(item.document.id)),
        ("type", json!(["Document", "schema:CreativeWork"])),
        ("title", item.title().map_or(Value::Null, |title| in_language(title, lang))),
        ("kind", json!(description.kind.map(|kind| own("kind", kind.word())))),
        ("date", json!(description.date)),
        ("parties", actor_ids(description.parties.as_deref().unwrap_or_default())),
        ("issued_at", json!(description.place)),
        ("source", json!(description.source)),
        ("note", json!(description.note)),
        ("added_at", Some(&item.document.added_at).filter(|at| !at.is_empty()).map_or(Value::Null, |at| json!(at))),
        ("expressions", item.expressions.iter().map(expression_node).collect()),
    ]))
}

fn expression_node(expression: &Expression) -> Value {
    let (record, reading) = (&expression.record, &expression.stored.reading);
    let lang = expression.language();
    let original = json!({
        "id": format!("original/{}", record.original),
        "type": "Original",
        "format": record.format,
        "encoding": record.encoding,
        "bytes": record.size,
        "seimei:sha256": record.original,
    });
    let events = reading.events.iter().enumerate().map(|(index, event)| {
        let number = expression.lasting(event.provision);
        Value::from(object([
            ("id", json!(format!("{}#e{}", record.id, index + 1))),
            ("type", json!("Event")),
            ("event", json!(own("event", event.event_type.word()))),
            ("when", json!(event.date)),
            ("participants", actor_ids(&event.participants)),
            ("quote", in_language(&event.quote, lang)),
            ("told_in", json!(expression.provision_id(number))),
            ("place", places(&event.range)),
            ("rule", json!(event.rule)),
        ]))
    });
    Value::from(object([
        ("id", json!(record.id)),
        ("type", json!(["Expression", "schema:CreativeWork"])),
        ("title", record.title.as_deref().map_or(Value::Null, |title| in_language(title, lang))),
        ("language", json!(lang.tag())),
        ("version", json!(record.version)),
        ("translation", json!(record.translation.map(|status| own("translation", status.word())))),
        ("issuer", json!(reading.document.issuer)),
        ("original", original),
        ("read_by", json!(program_id(&reading.program))),
        ("lexicon", json!(reading.lexicon)),
        ("provisions", expression.provisions().map(|(number, one)| provision_node(expression, number, one)).collect()),
        ("events", events.collect()),
    ]))
}

fn provision_node(expression: &Expression, number: u32, provision: &Provision) -> Value {
    let id = expression.provision_id(number).to_string();
    let acts = provision.acts.iter().enumerate();
    Value::from(object([
        ("id", json!(id)),
        ("type", json!("Provision")),
        ("number", json!(number)),
        ("section", json!(provision.section)),
        ("text", in_language(&provision.text, expression.language())),
        ("place", places(&provision.range)),
        ("topics", provision.topics.iter().map(topic_id).collect()),
        ("dates", provision.dates.iter().map(|date| json!(date.edtf)).collect()),
        ("mechanisms", provision.mechanisms.iter().map(|mechanism| json!(mechanism.text)).collect()),
        ("acts", acts.map(|(index, act)| act_node(&format!("{id}.{}", index + 1), act)).collect()),
    ]))
}

fn act_node(id: &str, act: &Act) -> Value {
    Value::from(object([
        ("id", json!(id)),
        ("type", json!("Act")),
        ("act", json!(own("act", act.act.word()))),
        ("trigger", json!(act.trigger)),
        ("actors", actor_ids(&act.actors)),
        ("targets", actor_ids(&act.targets)),
        ("strength", json!(own("strength", act.strength.word()))),
        ("commitment", json!(act.commitment)),
        ("due", json!(act.due)),
        ("place", places(&act.range)),
        ("rule", json!(act.rule)),
    ]))
}

fn places(range: &[CharRange]) -> Value {
    range.iter().map(|range| json!({ "type": "Place", "start": range.start, "end": range.end })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, Names};

    fn graph(items: &[Item]) -> Value {
        let text = sample::written_of(items, |out| Box::new(JsonLd::new(&Names, out)));
        serde_json::from_str(&text).expect("JSON")
    }

    #[test]
    fn documents_hold_provisions_that_hold_acts() {
        let graph = graph(&[sample::item()]);
        let document = &graph["@graph"][0];
        assert_eq!(document["id"], "arv-hta-2025-05-21");
        let english = &document["expressions"][0];
        assert_eq!(english["provisions"][1]["id"], "arv-hta-2025-05-21/en#p7");
        assert_eq!(english["provisions"][1]["acts"][0]["due"], "2026-06");
        assert_eq!(english["provisions"][1]["place"][0]["end"], 48);
        assert_eq!(english["events"][0]["told_in"], "arv-hta-2025-05-21/en#p7");
    }

    #[test]
    fn what_is_named_stands_in_the_graph() {
        let graph = graph(&[sample::item()]);
        let nodes = graph["@graph"].as_array().expect("nodes");
        let ids: Vec<&str> = nodes.iter().filter_map(|node| node["id"].as_str()).collect();
        assert_eq!(ids, ["arv-hta-2025-05-21", "actor/ARV", "actor/HTA", "topic/partnership", "program/0.1.0"]);
        assert_eq!(nodes[1]["name"]["ja"], "アルヴェニア");
    }

    #[test]
    fn every_key_is_a_term_of_the_context_and_nothing_is_fetched() {
        fn keys<'v>(value: &'v Value, found: &mut BTreeSet<&'v str>) {
            match value {
                Value::Object(pairs) => pairs.iter().for_each(|(key, value)| {
                    found.insert(key);
                    keys(value, found);
                }),
                Value::Array(values) => values.iter().for_each(|value| keys(value, found)),
                _ => {}
            }
        }
        let graph = graph(&[sample::item()]);
        let context = graph["@context"].as_object().expect("an inlined context");
        let mut found = BTreeSet::new();
        keys(&graph["@graph"], &mut found);
        for key in found {
            let is_term = key.starts_with('@') || key.starts_with("seimei:") || ["ja", "en"].contains(&key);
            assert!(is_term || context.contains_key(key), "{key} is no term");
        }
    }

    #[test]
    fn no_document_is_an_empty_graph() {
        assert_eq!(graph(&[])["@graph"], json!([]));
    }
}
