//! The stocktake in its forms, against files that a person has read, and as programs take them.

mod sample;

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};
use std::path::Path;

use quick_xml::events::Event;
use seimei_export::stocktake::{Form, Look, docx, html, markdown, render, text};
use seimei_model::code::Lang;
use seimei_register::stocktake::Stocktake;

const LANGS: [Lang; 2] = [Lang::Ja, Lang::En];

fn look(lang: Lang) -> Look<'static> {
    Look::new(lang, &sample::Words)
}

/// Compares with a file of expectations; writes it anew where `SEIMEI_BLESS` is set, to be read before it is kept.
fn check(name: &str, told: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stocktake/expected").join(name);
    if std::env::var_os("SEIMEI_BLESS").is_some() {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(&file, told).expect("written");
    }
    let expected = std::fs::read_to_string(&file).unwrap_or_default();
    for (number, (told, expected)) in told.lines().zip(expected.lines()).enumerate() {
        assert_eq!(told, expected, "{name}, line {}", number + 1);
    }
    assert_eq!(told.len(), expected.len(), "{name}");
}

#[test]
fn terminal_text_is_as_expected() {
    for lang in LANGS {
        for (name, stocktake) in [("full", sample::full()), ("empty", sample::empty())] {
            check(&format!("{name}.{}.txt", lang.tag()), &text(&stocktake, &look(lang)));
        }
    }
}

#[test]
fn markdown_is_as_expected() {
    for lang in LANGS {
        let told = markdown(&sample::full(), &look(lang));
        // Drawings are tried as XML elsewhere.
        let lines: Vec<&str> =
            told.lines().map(|line| if line.starts_with("<svg ") { "<svg>...</svg>" } else { line }).collect();
        check(&format!("full.{}.md", lang.tag()), &(lines.join("\n") + "\n"));
    }
}

/// Reads XML to its end and returns the values of its `id`s, each of which may stand once.
fn ids(xml: &str, what: &str) -> BTreeSet<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut ids = BTreeSet::new();
    let mut depth = 0_i32;
    loop {
        let event =
            reader.read_event().unwrap_or_else(|error| panic!("{what}: {error} at {}", reader.buffer_position()));
        let start = match &event {
            Event::Eof => break,
            Event::Start(start) => {
                depth += 1;
                Some(start)
            }
            Event::Empty(start) => Some(start),
            Event::End(_) => {
                depth -= 1;
                None
            }
            _ => None,
        };
        for attribute in start.into_iter().flat_map(|start| start.attributes()) {
            let attribute = attribute.unwrap_or_else(|error| panic!("{what}: {error}"));
            if attribute.key.as_ref() == "id" {
                let id = attribute.value.clone().into_owned();
                assert!(ids.insert(id.clone()), "{what}: {id} stands twice");
            }
        }
    }
    assert_eq!(depth, 0, "{what} ends inside an element");
    ids
}

fn all() -> [(&'static str, Stocktake); 3] {
    [("full", sample::full()), ("long", sample::long()), ("empty", sample::empty())]
}

#[test]
fn html_is_well_formed_and_its_links_lead_somewhere() {
    for lang in LANGS {
        for (name, stocktake) in all() {
            let page = html(&stocktake, &look(lang));
            let (_, style) = page.split_once("<style>").expect("a style");
            let (_, after) = style.split_once("</style>").expect("an end of it");
            let without_style = format!("<html><head>{after}");
            let ids = ids(&without_style, name);
            for link in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(ids.contains(link), "{name}: nothing is called {link}");
            }
            assert!(page.contains(&format!("<html lang=\"{}\">", lang.tag())));
            assert!(!page.contains("<script") && !page.contains("src="), "{name} asks for something");
        }
    }
}

#[test]
fn drawings_are_well_formed_and_say_what_they_show() {
    for lang in LANGS {
        let page = html(&sample::long(), &look(lang));
        let drawings: Vec<String> = page
            .split("<svg ")
            .skip(1)
            .filter_map(|rest| rest.split_once("</svg>").map(|(svg, _)| format!("<svg {svg}</svg>")))
            .collect();
        assert_eq!(drawings.len(), 4, "two charts, each wide and narrow");
        for svg in &drawings {
            ids(svg, "a drawing");
            assert!(svg.contains("role=\"img\"") && svg.contains("<title ") && svg.contains("<desc "), "{svg}");
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        }
    }
}

#[test]
fn docx_is_a_package_whose_parts_are_well_formed() {
    let picture = |_: &str| Some(b"picture".to_vec());
    for lang in LANGS {
        for (name, stocktake) in all() {
            let look = Look { picture: Some(&picture), ..look(lang) };
            let bytes = docx(&stocktake, &look).expect("a DOCX");
            let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a container");
            let mut parts = BTreeSet::new();
            let mut relationships = String::new();
            let mut document = String::new();
            for index in 0..zip.len() {
                let mut file = zip.by_index(index).expect("a part");
                let part = file.name().expect("a name").into_owned();
                parts.insert(part.clone());
                let kind = part.rsplit('.').next().unwrap_or_default();
                if kind == "png" {
                    continue;
                }
                let mut xml = String::new();
                file.read_to_string(&mut xml).expect("UTF-8");
                // Drawings of text number by kind, so only those of XML are unique here.
                if kind == "svg" || !part.contains("document.xml") {
                    ids(&xml, &part);
                } else {
                    well_formed(&xml, &part);
                }
                match part.as_str() {
                    "word/_rels/document.xml.rels" => relationships = xml,
                    "word/document.xml" => document = xml,
                    _ => {}
                }
            }
            for id in document.split("r:embed=\"").chain(document.split("r:id=\"")).skip(1) {
                let id = id.split('"').next().unwrap_or_default();
                if id.starts_with("rId") {
                    assert!(relationships.contains(&format!("Id=\"{id}\"")), "{name}: {id} leads nowhere");
                }
            }
            for target in relationships.split("Target=\"media/").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(parts.contains(&format!("word/media/{target}")), "{name}: no {target}");
            }
            assert!(document.contains("w:val=\"Heading1\"") && document.contains("<w:footerReference "));
            assert_eq!(document.contains("asvg:svgBlip "), name != "empty");
        }
    }
}

fn well_formed(xml: &str, what: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return,
            Ok(_) => {}
            Err(error) => panic!("{what}: {error} at {}", reader.buffer_position()),
        }
    }
}

#[test]
fn the_same_stocktake_gives_the_same_bytes() {
    for lang in LANGS {
        for form in Form::ALL {
            let [once, again] = [(); 2].map(|()| render(&sample::long(), &look(lang), *form).expect("a page"));
            assert_eq!(once, again, "{form:?}");
        }
    }
}

#[test]
fn what_a_document_says_is_no_markup() {
    let page = html(&sample::full(), &look(Lang::En));
    assert!(page.contains("Readout of the &lt;Third&gt; Cyber Dialogue &amp; &quot;Talks&quot;"));
    assert!(!page.contains("<Third>") && !page.contains("<案>"));
    let told = markdown(&sample::full(), &look(Lang::Ja));
    assert!(told.contains("Readout of the &lt;Third&gt; Cyber Dialogue &amp; \"Talks\""));
}

#[test]
fn long_lists_are_complete_everywhere_but_on_a_terminal() {
    let stocktake = sample::long();
    let measures = |page: &str| {
        let (_, unassessed) = page.split_once("100)").expect("the section of a hundred");
        (1..=100).filter(|number| unassessed.contains(&format!("measure {number} of"))).count()
    };
    let plain = text(&stocktake, &look(Lang::En));
    let (_, of_section) = plain.split_once("Unassessed (100)").expect("the section");
    let (of_section, _) = of_section.split_once("Lapsed or superseded (2)").expect("the next");
    assert_eq!(of_section.matches("out measure ").count(), 20);
    assert!(of_section.contains("80 more are not shown here."), "{of_section}");
    assert_eq!(measures(&html(&stocktake, &look(Lang::En))), 100);
    assert_eq!(measures(&markdown(&stocktake, &look(Lang::En))), 100);
    let all = text(&stocktake, &Look { most: usize::MAX, ..look(Lang::En) });
    assert!(all.contains("[maritime security (44)]") && all.contains("[No topic (14)]"), "{all}");
}

#[test]
fn lines_of_a_terminal_are_no_wider_than_it() {
    use unicode_width::UnicodeWidthStr as _;
    for lang in LANGS {
        for columns in [60, 80, 132] {
            let told = text(&sample::long(), &Look { columns, ..look(lang) });
            for line in told.lines() {
                assert!(line.width() <= columns, "{columns}: {line}");
            }
        }
    }
}
