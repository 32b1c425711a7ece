//! Akoma Ntoso 3.0: one XML document an expression.
//!
//! # Source
//! OASIS, Akoma Ntoso Version 1.0 (29 August 2018), Part 2: the schema `akomantoso30.xsd`; names and addresses after the
//! Naming Convention 1.0 as far as it fits texts that no single country has issued.

mod body;
mod meta;
mod names;

use std::io::{self, Write};

use quick_xml::events::{BytesDecl, Event};
use quick_xml::writer::Writer;
use seimei_model::document::DocumentKind;

use crate::item::{Expression, Item};
use crate::labels::Labels;

/// The namespace of Akoma Ntoso.
const AKN: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

/// The namespace of what Akoma Ntoso has no place for.
const OWN: &str = "https://seimei.example/ns#";

/// Writes an expression of a document.
pub fn write(out: impl Write, item: &Item, expression: &Expression, labels: &dyn Labels) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = xml.create_element("akomaNtoso").with_attributes([("xmlns", AKN), ("xmlns:seimei", OWN)]);
    root.write_inner_content(|xml| {
        let kind = item.document.description.kind.unwrap_or(expression.stored.reading.document.kind);
        let text = xml.create_element(element(kind)).with_attribute(("name", kind.word()));
        text.write_inner_content(|xml| {
            meta::write(xml, item, expression, labels)?;
            body::preface(xml, item, expression)?;
            body::main(xml, expression)
        })?;
        Ok(())
    })?;
    let mut out = xml.into_inner();
    out.write_all(b"\n")?;
    out.flush()
}

/// Returns the name of the file that an expression is written to.
pub fn file_name(expression: &Expression) -> String {
    format!("{}.{}.akn.xml", expression.record.id.document, expression.language().tag())
}

/// Returns the element for a kind: what is said in somebody's name is a statement, the rest a document.
fn element(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::JointStatement
        | DocumentKind::Declaration
        | DocumentKind::Communique
        | DocumentKind::PressRelease
        | DocumentKind::Resolution
        | DocumentKind::Speech => "statement",
        DocumentKind::Readout
        | DocumentKind::FactSheet
        | DocumentKind::Programme
        | DocumentKind::Agreement
        | DocumentKind::Report
        | DocumentKind::News => "doc",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, Names};

    fn written(item: &Item, index: usize) -> String {
        let mut bytes = Vec::new();
        write(&mut bytes, item, &item.expressions[index], &Names).expect("memory takes all");
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[test]
    fn a_statement_has_its_work_expression_and_manifestation() {
        let text = written(&sample::item(), 0);
        for part in [
            "<statement name=\"joint_statement\">",
            "<FRBRthis value=\"/akn/xx/statement/joint-statement/2025-05-21/arv-hta-2025-05-21/!main\"/>",
            "<FRBRuri value=\"/akn/xx/statement/joint-statement/2025-05-21/arv-hta-2025-05-21/eng@\"/>",
            "<FRBRlanguage language=\"eng\"/>",
            "<FRBRauthor href=\"#org_arv\" as=\"#author\"/>",
            "<TLCOrganization eId=\"org_hta\" href=\"/akn/ontology/organization/hta\" showAs=\"Harbour Treaty Alliance\"/>",
            "sha256=\"abababababababababababababababababababababababababababababababab\"",
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
    }

    #[test]
    fn provisions_keep_their_lasting_numbers_and_acts_are_marked() {
        let text = written(&sample::item(), 0);
        for part in [
            "<section eId=\"sec_1\">",
            "<heading>The way ahead</heading>",
            "<paragraph eId=\"para_7\">",
            "<num>7</num>",
            "We <concept eId=\"para_7__concept_1\" refersTo=\"#act_commit\">will</concept> sign the \
             <object refersTo=\"#mechanism_1\">Port &amp; Sea &lt;Pact&gt;</object> by June 2026.",
            "<seimei:act of=\"#para_7__concept_1\" act=\"commit\" actors=\"#org_arv #org_hta\"",
            "due=\"2026-06\"",
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
    }

    #[test]
    fn a_translation_names_its_original() {
        let text = written(&sample::item(), 1);
        assert!(text.contains("<FRBRtranslation href=\"/akn/xx/statement/joint-statement/2025-05-21/arv-hta-2025-05-21/eng@\" fromLanguage=\"eng\" authoritative=\"false\""), "{text}");
        assert!(text.contains("これを<concept"), "{text}");
    }

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        let mut item = sample::item();
        item.expressions[0].stored.reading.provisions[0].text = "We\u{1} welcome\u{b}it\u{fffe}".to_owned();
        let text = written(&item, 0);
        assert!(text.contains("We\u{fffd} ") && text.contains("\u{fffd}it\u{fffd}"), "{text}");
    }

    #[test]
    fn a_document_without_provisions_has_an_empty_body() {
        let mut item = sample::item();
        item.expressions[0].stored.reading.provisions.clear();
        item.expressions[0].stored.reading.events.clear();
        item.document.description.parties = None;
        item.document.description.date = None;
        let text = written(&item, 0);
        assert!(text.contains("<mainBody>") && text.contains("<p/>"), "{text}");
        assert!(text.contains("href=\"#unsaid\""), "{text}");
    }
}
