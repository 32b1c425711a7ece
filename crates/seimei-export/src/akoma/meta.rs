//! What an Akoma Ntoso document says of itself: identification, topics, references, and in our own namespace the acts,
//! events and the source that the text was read from.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use jiff::civil::Date;
use quick_xml::writer::Writer;
use seimei_model::act::ActKind;
use seimei_model::code::{ActorCode, TopicId};
use seimei_model::document::Translation;

use super::body;
use super::names::{self, paragraph, slug, sound};
use crate::edtf;
use crate::item::{Expression, Item};
use crate::labels::Labels;

/// Who the metadata come from.
const PROGRAM: &str = "#seimei";

/// The mechanisms that an expression names, each once, with identifiers.
pub(super) struct Mechanisms<'a>(BTreeMap<&'a str, usize>);

impl<'a> Mechanisms<'a> {
    /// Gathers them in the order of their names.
    pub(super) fn of(expression: &'a Expression) -> Self {
        let provisions = &expression.stored.reading.provisions;
        let names: BTreeSet<&str> =
            provisions.iter().flat_map(|one| &one.mechanisms).map(|mechanism| mechanism.text.as_str()).collect();
        Self(names.into_iter().zip(1..).collect())
    }

    /// Returns the identifier of one.
    pub(super) fn id(&self, name: &str) -> String {
        format!("mechanism_{}", self.0.get(name).copied().unwrap_or_default())
    }
}

/// Writes the metadata.
pub(super) fn write<W: Write>(
    xml: &mut Writer<W>,
    item: &Item,
    expression: &Expression,
    labels: &dyn Labels,
) -> io::Result<()> {
    let mechanisms = Mechanisms::of(expression);
    xml.create_element("meta").write_inner_content(|xml| {
        identification(xml, item, expression)?;
        classification(xml, expression, labels)?;
        references(xml, item, expression, labels, &mechanisms)?;
        proprietary(xml, item, expression, &mechanisms)
    })?;
    Ok(())
}

fn empty<W: Write>(xml: &mut Writer<W>, element: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    let sound: Vec<_> = attributes.iter().map(|(name, value)| (*name, sound(value))).collect();
    let attributes = sound.iter().map(|(name, value)| (*name, value.as_ref()));
    xml.create_element(element).with_attributes(attributes).write_empty()?;
    Ok(())
}

fn identification<W: Write>(xml: &mut Writer<W>, item: &Item, expression: &Expression) -> io::Result<()> {
    let description = &item.document.description;
    let record = &expression.record;
    let (work, own) = (names::work(item, expression), names::expression(item, expression));
    let kind = description.kind.unwrap_or(expression.stored.reading.document.kind);
    let issued = description.date.as_ref().and_then(|date| {
        let name = if edtf::exact_day(date).is_some() { "issued" } else { "not-before" };
        Some((edtf::first_day(date)?, name))
    });
    let added = |time: &str| names::day_of(time).map(|day| (day, "added"));
    // The schema wants a date everywhere; a file that stands in no archive may have none.
    let unknown = (Date::constant(1, 1, 1), "unknown");
    let of_work = issued.or_else(|| added(&item.document.added_at)).unwrap_or(unknown);
    let of_text = added(&record.added_at).or(issued).unwrap_or(unknown);
    let date = |xml: &mut Writer<W>, (day, name): (Date, &str)| {
        empty(xml, "FRBRdate", &[("date", &day.to_string()), ("name", name)])
    };
    let authors = |xml: &mut Writer<W>| -> io::Result<()> {
        let parties = description.parties.as_deref().unwrap_or_default();
        for party in parties {
            empty(xml, "FRBRauthor", &[("href", &format!("#{}", organization(party))), ("as", "#author")])?;
        }
        if parties.is_empty() {
            empty(xml, "FRBRauthor", &[("href", "#unsaid"), ("as", "#author")])?;
        }
        Ok(())
    };
    xml.create_element("identification").with_attribute(("source", PROGRAM)).write_inner_content(|xml| {
        xml.create_element("FRBRWork").write_inner_content(|xml| {
            empty(xml, "FRBRthis", &[("value", &format!("{work}/!main"))])?;
            empty(xml, "FRBRuri", &[("value", &work)])?;
            empty(xml, "FRBRalias", &[("value", item.document.id.as_str()), ("name", "seimei")])?;
            date(xml, of_work)?;
            authors(xml)?;
            empty(xml, "FRBRcountry", &[("value", "xx")])?;
            empty(xml, "FRBRsubtype", &[("value", &kind.word().replace('_', "-"))])?;
            empty(xml, "FRBRnumber", &[("value", item.document.id.as_str())])?;
            if let Some(title) = item.title() {
                empty(xml, "FRBRname", &[("value", title)])?;
            }
            Ok(())
        })?;
        xml.create_element("FRBRExpression").write_inner_content(|xml| {
            empty(xml, "FRBRthis", &[("value", &format!("{own}/!main"))])?;
            empty(xml, "FRBRuri", &[("value", &own)])?;
            empty(xml, "FRBRalias", &[("value", &record.id.to_string()), ("name", "seimei")])?;
            date(xml, of_text)?;
            authors(xml)?;
            empty(xml, "FRBRversionNumber", &[("value", &record.version.to_string())])?;
            let language = names::language(expression.language());
            empty(xml, "FRBRlanguage", &[("language", language)])?;
            translation(xml, item, expression)
        })?;
        xml.create_element("FRBRManifestation").write_inner_content(|xml| {
            empty(xml, "FRBRthis", &[("value", &format!("{own}/!main.xml"))])?;
            empty(xml, "FRBRuri", &[("value", &format!("{own}.akn"))])?;
            date(xml, of_text)?;
            empty(xml, "FRBRauthor", &[("href", PROGRAM), ("as", "#editor")])?;
            xml.create_element("preservation").write_inner_content(|xml| {
                let size = record.size.to_string();
                let attributes = [
                    ("sha256", record.original.to_string()),
                    ("format", record.format.to_string()),
                    ("encoding", record.encoding.to_string()),
                    ("bytes", size),
                    ("origin", record.origin.clone()),
                ];
                let attributes: Vec<(&str, &str)> =
                    attributes.iter().map(|(key, value)| (*key, value.as_str())).collect();
                empty(xml, "seimei:original", &attributes)
            })?;
            empty(xml, "FRBRformat", &[("value", "application/akn+xml")])
        })?;
        Ok(())
    })?;
    Ok(())
}

/// Names the expression that a translation was made from, where the archive has it.
fn translation<W: Write>(xml: &mut Writer<W>, item: &Item, expression: &Expression) -> io::Result<()> {
    let Some(status) = expression.record.translation else { return Ok(()) };
    let original = item.expressions.iter().find(|other| other.record.translation.is_none());
    let Some(original) = original else { return Ok(()) };
    let authoritative = if status == Translation::Official { "true" } else { "false" };
    empty(
        xml,
        "FRBRtranslation",
        &[
            ("href", &names::expression(item, original)),
            ("fromLanguage", names::language(original.language())),
            ("authoritative", authoritative),
            ("by", "#unsaid"),
        ],
    )
}

fn topics(expression: &Expression) -> BTreeSet<&TopicId> {
    expression.stored.reading.provisions.iter().flat_map(|one| &one.topics).collect()
}

fn topic(topic: &TopicId) -> String {
    format!("topic_{}", slug(topic.as_str()))
}

fn organization(actor: &ActorCode) -> String {
    format!("org_{}", slug(actor.as_str()))
}

fn classification<W: Write>(xml: &mut Writer<W>, expression: &Expression, labels: &dyn Labels) -> io::Result<()> {
    let topics = topics(expression);
    if topics.is_empty() {
        return Ok(());
    }
    xml.create_element("classification").with_attribute(("source", PROGRAM)).write_inner_content(|xml| {
        for one in topics {
            let attributes = [
                ("value", one.as_str()),
                ("showAs", labels.topic(one, expression.language())),
                ("refersTo", &format!("#{}", topic(one))),
                ("dictionary", "#topics"),
            ];
            empty(xml, "keyword", &attributes)?;
        }
        Ok(())
    })?;
    Ok(())
}

fn references<W: Write>(
    xml: &mut Writer<W>,
    item: &Item,
    expression: &Expression,
    labels: &dyn Labels,
    mechanisms: &Mechanisms,
) -> io::Result<()> {
    let reading = &expression.stored.reading;
    let lang = expression.language();
    let acts = || reading.provisions.iter().flat_map(|provision| &provision.acts);
    let mut actors: BTreeSet<&ActorCode> = item.document.description.parties.iter().flatten().collect();
    actors.extend(acts().flat_map(|act| act.actors.iter().chain(&act.targets)));
    actors.extend(reading.events.iter().flat_map(|event| &event.participants));
    let kinds: BTreeSet<ActKind> = acts().map(|act| act.act).collect();
    xml.create_element("references").with_attribute(("source", PROGRAM)).write_inner_content(|xml| {
        let mut reference = |element: &str, id: &str, class: &str, name: &str, show: &str| {
            let href = format!("/akn/ontology/{class}/{name}");
            empty(xml, element, &[("eId", id), ("href", &href), ("showAs", show)])
        };
        for actor in actors {
            let (id, name) = (organization(actor), slug(actor.as_str()));
            reference("TLCOrganization", &id, "organization", &name, labels.actor(actor, lang))?;
        }
        reference("TLCOrganization", "unsaid", "organization", "unsaid", "not said")?;
        for kind in kinds {
            reference(
                "TLCConcept",
                &format!("act_{}", kind.word()),
                "concept",
                &format!("act/{}", kind.word()),
                kind.word(),
            )?;
        }
        for one in topics(expression) {
            let name = format!("topic/{one}");
            reference("TLCConcept", &topic(one), "concept", &name, labels.topic(one, lang))?;
        }
        reference("TLCConcept", "topics", "concept", "topic", "topics of Seimei")?;
        for name in mechanisms.0.keys() {
            let id = mechanisms.id(name);
            reference("TLCObject", &id, "object", &format!("{}/{id}", item.document.id), name)?;
        }
        for (index, event) in reading.events.iter().enumerate() {
            let id = format!("event_{}", index + 1);
            reference("TLCEvent", &id, "event", &format!("{}/{id}", expression.record.id), &event.quote)?;
        }
        for role in ["author", "editor"] {
            reference("TLCRole", role, "role", role, role)?;
        }
        let program = format!("Seimei {} (lexicon {})", reading.program, reading.lexicon);
        reference("TLCProcess", &PROGRAM[1..], "process", "seimei", &program)
    })?;
    Ok(())
}

/// Writes what was read and has no place in the schema: acts with actors and due dates, events, the date as read.
fn proprietary<W: Write>(
    xml: &mut Writer<W>,
    item: &Item,
    expression: &Expression,
    mechanisms: &Mechanisms,
) -> io::Result<()> {
    let reading = &expression.stored.reading;
    xml.create_element("proprietary").with_attribute(("source", PROGRAM)).write_inner_content(|xml| {
        let id = expression.record.id.to_string();
        let mut attributes = vec![("id", id.as_str()), ("lexicon", &reading.lexicon), ("program", &reading.program)];
        attributes.extend(item.document.description.date.as_ref().map(|date| ("date", date.as_str())));
        attributes.extend(item.document.description.place.as_deref().map(|place| ("place", place)));
        attributes.extend(item.document.description.source.as_deref().map(|source| ("source", source)));
        attributes.extend(reading.document.issuer.as_deref().map(|issuer| ("issuer", issuer)));
        attributes.extend(expression.record.translation.map(|status| ("translation", status.word())));
        empty(xml, "seimei:document", &attributes)?;
        for (number, provision) in expression.provisions() {
            let topics: Vec<String> = provision.topics.iter().map(|one| format!("#{}", topic(one))).collect();
            let place = provision.range.iter().map(|range| format!("{}-{}", range.start, range.end));
            let place = place.collect::<Vec<_>>().join(" ");
            let of = format!("#{}", paragraph(number));
            empty(xml, "seimei:provision", &[("of", &of), ("topics", &topics.join(" ")), ("range", &place)])?;
            let marked = body::marked_acts(provision, mechanisms);
            for (index, act) in provision.acts.iter().enumerate() {
                let of = if marked.contains(&index) { format!("{of}__concept_{}", index + 1) } else { of.clone() };
                let (actors, targets) = (organizations(&act.actors), organizations(&act.targets));
                let mut attributes = vec![
                    ("of", of.as_str()),
                    ("act", act.act.word()),
                    ("actors", &actors),
                    ("targets", &targets),
                    ("strength", act.strength.word()),
                    ("commitment", if act.commitment { "true" } else { "false" }),
                    ("trigger", &act.trigger),
                    ("rule", act.rule.as_str()),
                ];
                attributes.extend(act.due.as_ref().map(|due| ("due", due.as_str())));
                empty(xml, "seimei:act", &attributes)?;
            }
        }
        for (index, event) in reading.events.iter().enumerate() {
            let attributes = [
                ("of", format!("#event_{}", index + 1)),
                ("type", event.event_type.word().to_owned()),
                ("date", event.date.to_string()),
                ("participants", organizations(&event.participants)),
                ("told_in", format!("#{}", paragraph(expression.lasting(event.provision)))),
                ("rule", event.rule.to_string()),
            ];
            let attributes: Vec<(&str, &str)> = attributes.iter().map(|(key, value)| (*key, value.as_str())).collect();
            empty(xml, "seimei:event", &attributes)?;
        }
        Ok(())
    })?;
    Ok(())
}

fn organizations(actors: &[ActorCode]) -> String {
    actors.iter().map(|actor| format!("#{}", organization(actor))).collect::<Vec<_>>().join(" ")
}
