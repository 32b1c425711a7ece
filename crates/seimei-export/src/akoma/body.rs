//! The text: preface, sections, provisions as numbered paragraphs with acts, dates and mechanisms marked.

use std::io::{self, Write};
use std::ops::Range;

use quick_xml::events::{BytesText, Event};
use quick_xml::writer::Writer;
use seimei_model::provision::Provision;

use super::meta::Mechanisms;
use super::names::{paragraph, sound};
use crate::edtf;
use crate::item::{Expression, Item};
use crate::place;

/// Writes title and date.
pub(super) fn preface<W: Write>(xml: &mut Writer<W>, item: &Item, expression: &Expression) -> io::Result<()> {
    let Some(title) = expression.record.title.as_deref().or(item.title()) else { return Ok(()) };
    xml.create_element("preface").write_inner_content(|xml| {
        let line = xml.create_element("p");
        line.write_inner_content(|xml| {
            xml.create_element("docTitle").write_text_content(BytesText::new(&sound(title)))?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

/// Writes the provisions under their headings, and under the documents of the page where there are several.
pub(super) fn main<W: Write>(xml: &mut Writer<W>, expression: &Expression) -> io::Result<()> {
    let provisions: Vec<(u32, &Provision)> = expression.provisions().collect();
    let mechanisms = Mechanisms::of(expression);
    let mut sections = 0;
    xml.create_element("mainBody").write_inner_content(|xml| {
        if provisions.is_empty() {
            xml.create_element("p").write_empty()?;
        }
        for part in provisions.chunk_by(|(_, one), (_, next)| one.part == next.part) {
            let Some(index) = part[0].1.part else {
                write_sections(xml, part, &mechanisms, &mut sections)?;
                continue;
            };
            let head = expression.stored.reading.parts.get(index as usize);
            // The parts of a page follow one another; should one come back, it is told apart by its first provision.
            let id = format!("part_{}_{}", index + 1, part[0].0);
            xml.create_element("part").with_attribute(("eId", id.as_str())).write_inner_content(|xml| {
                if let Some(title) = head.and_then(|head| head.title.as_deref()) {
                    xml.create_element("heading").write_text_content(BytesText::new(&sound(title)))?;
                }
                write_sections(xml, part, &mechanisms, &mut sections)
            })?;
        }
        Ok(())
    })?;
    Ok(())
}

fn write_sections<W: Write>(
    xml: &mut Writer<W>,
    provisions: &[(u32, &Provision)],
    mechanisms: &Mechanisms,
    sections: &mut usize,
) -> io::Result<()> {
    for section in provisions.chunk_by(|(_, one), (_, next)| one.section == next.section) {
        let Some(heading) = &section[0].1.section else {
            section.iter().try_for_each(|(number, one)| write_paragraph(xml, *number, one, mechanisms))?;
            continue;
        };
        *sections += 1;
        let id = format!("sec_{sections}");
        xml.create_element("section").with_attribute(("eId", id.as_str())).write_inner_content(|xml| {
            xml.create_element("heading").write_text_content(BytesText::new(&sound(heading)))?;
            section.iter().try_for_each(|(number, one)| write_paragraph(xml, *number, one, mechanisms))
        })?;
    }
    Ok(())
}

fn write_paragraph<W: Write>(
    xml: &mut Writer<W>,
    number: u32,
    provision: &Provision,
    mechanisms: &Mechanisms,
) -> io::Result<()> {
    let id = paragraph(number);
    xml.create_element("paragraph").with_attribute(("eId", id.as_str())).write_inner_content(|xml| {
        xml.create_element("num").write_text_content(BytesText::new(&number.to_string()))?;
        xml.create_element("content").write_inner_content(|xml| {
            let line = xml.create_element("p");
            line.write_inner_content(|xml| write_text(xml, &id, provision, mechanisms))?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

/// A marked run of the text.
struct Mark {
    at: Range<usize>,
    element: &'static str,
    attributes: Vec<(&'static str, String)>,
    /// The act that is marked, by its place in the provision.
    act: Option<usize>,
}

/// Writes the text of a provision. Where marks overlap the earlier one wins; acts before dates before mechanisms.
fn write_text<W: Write>(
    xml: &mut Writer<W>,
    id: &str,
    provision: &Provision,
    mechanisms: &Mechanisms,
) -> io::Result<()> {
    let mut at = 0;
    let text = &provision.text;
    let raw = |xml: &mut Writer<W>, text: &str| xml.write_event(Event::Text(BytesText::new(&sound(text))));
    for mark in marks(id, provision, mechanisms) {
        raw(xml, &text[at..mark.at.start])?;
        let attributes = mark.attributes.iter().map(|(name, value)| (*name, value.as_str()));
        let run = xml.create_element(mark.element).with_attributes(attributes);
        run.write_text_content(BytesText::new(&sound(&text[mark.at.clone()])))?;
        at = mark.at.end;
    }
    raw(xml, &text[at..])
}

fn marks(id: &str, provision: &Provision, mechanisms: &Mechanisms) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut add = |at: Option<Range<usize>>, element, attributes, act| {
        let is_free = |at: &Range<usize>| {
            !at.is_empty() && marks.iter().all(|mark| mark.at.end <= at.start || at.end <= mark.at.start)
        };
        if let Some(at) = at.filter(is_free) {
            marks.push(Mark { at, element, attributes, act });
        }
    };
    for (index, act) in provision.acts.iter().enumerate() {
        let attributes =
            vec![("eId", format!("{id}__concept_{}", index + 1)), ("refersTo", format!("#act_{}", act.act.word()))];
        add(place::in_text(provision, &act.range, &act.trigger), "concept", attributes, Some(index));
    }
    for date in &provision.dates {
        if let Some(day) = edtf::exact_day(&date.edtf) {
            let at = place::in_text(provision, &date.range, &date.text);
            add(at, "date", vec![("date", day.to_string())], None);
        }
    }
    for mechanism in &provision.mechanisms {
        let at = place::in_text(provision, &mechanism.range, &mechanism.text);
        add(at, "object", vec![("refersTo", format!("#{}", mechanisms.id(&mechanism.text)))], None);
    }
    marks.sort_by_key(|mark| mark.at.start);
    marks
}

/// Returns the places, from 0, of the acts that are marked in the text of a provision.
pub(super) fn marked_acts(provision: &Provision, mechanisms: &Mechanisms) -> Vec<usize> {
    marks("", provision, mechanisms).into_iter().filter_map(|mark| mark.act).collect()
}
