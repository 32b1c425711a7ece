//! The text of a document: runs to paragraphs, with what was deleted, hidden or only said to the program left out.
//!
//! One pass without recursion over the nodes of a part. What an open element means stands on a stack; text boxes, which
//! hold paragraphs inside a paragraph, set the reading aside and take it up again after them.

use std::collections::BTreeMap;

use seimei_ingest::flow::{FlowKind, FlowParagraph};

use super::numbering::Numbering;
use super::paragraph::{NoteKind, Open, Setting, WRITTEN};
use super::properties::{self, RowProperties};
use super::styles::{Look, Purpose, Styles};
use super::xml::{Element, Node, Nodes, Space};
use super::{fields, symbols};
use crate::error::{ExtractError, Outside};

/// White space between paragraphs, in twentieths of a point, from which they are seen to stand apart.
const GAP: u32 = 60;
/// Paragraphs over which the code of a field may run before it is taken for one that was never ended.
const CODE_PARAGRAPHS: u8 = 4;

/// Texts of notes by kind and identifier.
pub(super) type Notes = BTreeMap<(NoteKind, String), String>;

/// What an open element means for what it holds.
enum Role {
    /// Nothing.
    Plain,
    Paragraph,
    Run,
    /// Text that counts.
    Text {
        preserve: bool,
    },
    /// The code of a field.
    Code,
    /// Alternatives, one of which is read.
    Alternatives {
        taken: bool,
    },
    /// A link inside the document, with where its text begins.
    Link(usize),
    /// A table of contents.
    Contents,
    TextBox,
    Table,
    Row,
    Cell,
    Note(NoteKind, String),
}

/// A field that is open.
#[derive(Default)]
struct Field {
    code: String,
    /// Whether its code is over and its result shown.
    shows: bool,
    has_result: bool,
    paragraphs: u8,
}

#[derive(Default)]
struct Run {
    look: Look,
    font: Option<String>,
    superscript: bool,
    /// Whether the mark of a note follows in it.
    mark_follows: bool,
}

#[derive(Default)]
struct Table {
    /// Whether its style sets the first row off.
    heads: bool,
    rows: usize,
    /// Where the row and its cells begin and end in the sink.
    row: usize,
    cells: Vec<(usize, usize)>,
    properties: RowProperties,
    /// Cells of the first row, if all of it is bold.
    bold_head: Vec<usize>,
    /// Whether the cell that is open was deleted.
    cell_deleted: bool,
    cell: usize,
}

/// What of a paragraph tells whether the next one goes with it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Last {
    list: Option<u32>,
    kind: FlowKind,
    centred: bool,
    bold: bool,
    below: u32,
}

/// What is set aside while a text box is read.
#[derive(Default)]
struct State {
    sink: Vec<FlowParagraph>,
    open: Option<Open>,
    /// A paragraph whose end was deleted.
    carried: Option<Open>,
    run: Run,
    fields: Vec<Field>,
    tables: Vec<Table>,
    /// Pages that began in paragraphs without text.
    pages: Vec<u32>,
    /// Whether the last paragraph was blank, or something else parts the next one from it.
    parted: bool,
    /// The last paragraph.
    last: Option<Last>,
}

/// Reads the text of a part.
pub(super) struct Reader<'d> {
    styles: &'d Styles,
    numbering: Numbering,
    notes: &'d Notes,
    roles: Vec<Role>,
    now: State,
    outer: Vec<State>,
    /// How many tables of contents are open.
    contents: usize,
    /// What the content control that begins holds.
    control: properties::Control,
    text: String,
    counts: BTreeMap<NoteKind, u32>,
    read_notes: Notes,
}

impl<'d> Reader<'d> {
    pub(super) fn new(styles: &'d Styles, numbering: Numbering, notes: &'d Notes) -> Self {
        Self {
            styles,
            numbering,
            notes,
            roles: Vec::new(),
            now: State { parted: true, ..State::default() },
            outer: Vec::new(),
            contents: 0,
            control: properties::Control::default(),
            text: String::new(),
            counts: BTreeMap::new(),
            read_notes: Notes::new(),
        }
    }

    /// Reads `part`. Returns its paragraphs, and its notes if it is a part of notes.
    pub(super) fn read(mut self, part: &str) -> Result<(Vec<FlowParagraph>, Notes), ExtractError> {
        let mut nodes = Nodes::new(part);
        while let Some(node) = nodes.next()? {
            match node {
                Node::Start(element) => self.start(&element, &mut nodes)?,
                Node::End => self.end(),
                Node::Text(text) => {
                    if let Some(Role::Text { .. } | Role::Code) = self.roles.last() {
                        self.text.push_str(&text);
                    }
                }
            }
        }
        self.flush();
        Ok((self.now.sink, self.read_notes))
    }

    fn start(&mut self, element: &Element, nodes: &mut Nodes) -> Result<(), ExtractError> {
        let role = match element.space {
            Space::Word => self.word(element, nodes)?,
            Space::Math => self.math(element, nodes)?,
            Space::Compatibility => self.alternative(element, nodes)?,
            Space::Other => Some(Role::Plain),
        };
        self.roles.extend(role);
        Ok(())
    }

    /// Heeds an element of the word processor. Returns its role, or `None` if it was read to its end.
    fn word(&mut self, element: &Element, nodes: &mut Nodes) -> Result<Option<Role>, ExtractError> {
        let role = match element.name() {
            "p" => {
                self.begin_paragraph();
                Role::Paragraph
            }
            "pPr" => {
                let properties = properties::paragraph(nodes)?;
                let look = properties.look.or(self.styles.look(properties.style.as_deref()));
                let open = self.now.open.get_or_insert_default();
                open.look = look;
                open.style = properties.style;
                open.goes_on = properties.deleted;
                open.ends_section = properties.ends_section;
                return Ok(None);
            }
            "r" => {
                self.now.run = Run::default();
                Role::Run
            }
            "rPr" => {
                let properties = properties::run(nodes)?;
                let style = properties.style.map(|style| self.styles.run_look(&style)).unwrap_or_default();
                self.now.run.look = properties.look.or(style);
                self.now.run.font = properties.font;
                self.now.run.superscript = properties.superscript;
                return Ok(None);
            }
            "t" => {
                let preserve = element.attribute("space").is_some_and(|space| space == "preserve");
                self.text.clear();
                Role::Text { preserve }
            }
            "instrText" => {
                self.text.clear();
                Role::Code
            }
            "tbl" => {
                self.flush();
                self.now.tables.push(Table::default());
                self.now.parted = true;
                Role::Table
            }
            "tr" => {
                let at = self.now.sink.len();
                if let Some(table) = self.now.tables.last_mut() {
                    table.row = at;
                    table.cells.clear();
                    table.properties = RowProperties::default();
                }
                Role::Row
            }
            "tc" => {
                self.flush();
                let at = self.now.sink.len();
                if let Some(table) = self.now.tables.last_mut() {
                    table.cell = at;
                    table.cell_deleted = false;
                }
                self.now.parted = true;
                Role::Cell
            }
            "tblPr" => {
                let (style, first_row) = properties::table(nodes)?;
                if let Some(table) = self.now.tables.last_mut() {
                    table.heads = first_row && self.styles.heads(style.as_deref());
                }
                return Ok(None);
            }
            "trPr" => {
                let properties = properties::row(nodes)?;
                if let Some(table) = self.now.tables.last_mut() {
                    table.properties = properties;
                }
                return Ok(None);
            }
            "tcPr" => {
                let deleted = properties::cell_is_deleted(nodes)?;
                if let Some(table) = self.now.tables.last_mut() {
                    table.cell_deleted |= deleted;
                }
                return Ok(None);
            }
            "sdt" => {
                self.control = properties::Control::default();
                Role::Plain
            }
            "sdtPr" => {
                self.control = properties::control(nodes)?;
                return Ok(None);
            }
            "sdtContent" => match std::mem::take(&mut self.control) {
                // The prompt that stands where nobody has written.
                properties::Control { placeholder: true, .. } => {
                    nodes.skip()?;
                    return Ok(None);
                }
                properties::Control { contents: true, .. } => {
                    self.contents += 1;
                    Role::Contents
                }
                _ => Role::Plain,
            },
            "txbxContent" => {
                self.outer.push(std::mem::replace(&mut self.now, State { parted: true, ..State::default() }));
                Role::TextBox
            }
            "footnote" | "endnote" => {
                let separator = element.attribute("type").is_some_and(|kind| kind != "normal");
                if separator {
                    nodes.skip()?;
                    return Ok(None);
                }
                let kind = if element.name() == "footnote" { NoteKind::Foot } else { NoteKind::End };
                Role::Note(kind, element.attribute("id").unwrap_or_default().into_owned())
            }
            "hyperlink" if element.attribute("anchor").is_some() => {
                Role::Link(self.now.open.as_ref().map_or(0, |open| open.read.text.len()))
            }
            "altChunk" | "subDoc" => {
                let target = element.attribute("id").unwrap_or_default().into_owned();
                return Err(ExtractError::Outside { what: Outside::Text, target });
            }
            "del" | "moveFrom" | "rt" | "rubyPr" | "sdtEndPr" | "smartTagPr" | "customXmlPr" | "sectPr" | "tblGrid"
            | "tblPrEx" | "delText" | "delInstrText" | "fldData" | "binData" => {
                nodes.skip()?;
                return Ok(None);
            }
            name => {
                self.sign(name, element);
                Role::Plain
            }
        };
        Ok(Some(role))
    }

    /// Heeds the elements that stand for a sign, a break, a mark, or a step of a field.
    fn sign(&mut self, name: &str, element: &Element) {
        match name {
            "tab" | "ptab" => self.add("\t"),
            "cr" => self.add("\n"),
            "br" => match element.attribute("type").as_deref() {
                Some("page") => self.begin_page(WRITTEN),
                Some("column") => self.add(" "),
                _ => self.add("\n"),
            },
            "lastRenderedPageBreak" => self.begin_page(0),
            "noBreakHyphen" => self.add("\u{2011}"),
            "softHyphen" => self.add("\u{ad}"),
            "sym" => {
                let code = element.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                let font = element.attribute("font").unwrap_or_default();
                if let Some(sign) = code.and_then(|code| symbols::of_font(code, &font)) {
                    self.add(sign.encode_utf8(&mut [0; 4]));
                }
            }
            "footnoteReference" => self.note(NoteKind::Foot, element),
            "endnoteReference" => self.note(NoteKind::End, element),
            "fldChar" => match element.attribute("fldCharType").as_deref() {
                Some("begin") => self.now.fields.push(Field::default()),
                Some("separate") => {
                    if let Some(field) = self.now.fields.last_mut() {
                        field.shows = true;
                        field.has_result = true;
                    }
                }
                Some("end") => {
                    if let Some(field) = self.now.fields.pop()
                        && !field.has_result
                    {
                        self.add(&fields::shown(&field.code));
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }

    fn math(&mut self, element: &Element, nodes: &mut Nodes) -> Result<Option<Role>, ExtractError> {
        Ok(Some(match element.name() {
            "r" => {
                self.now.run = Run::default();
                Role::Run
            }
            "t" => {
                self.text.clear();
                Role::Text { preserve: true }
            }
            "den" => {
                self.add("/");
                Role::Plain
            }
            "rPr" | "ctrlPr" => {
                nodes.skip()?;
                return Ok(None);
            }
            _ => Role::Plain,
        }))
    }

    fn alternative(&mut self, element: &Element, nodes: &mut Nodes) -> Result<Option<Role>, ExtractError> {
        match (element.name(), self.roles.last_mut()) {
            ("AlternateContent", _) => Ok(Some(Role::Alternatives { taken: false })),
            ("Choice" | "Fallback", Some(Role::Alternatives { taken })) => {
                if std::mem::replace(taken, true) {
                    nodes.skip()?;
                    return Ok(None);
                }
                Ok(Some(Role::Plain))
            }
            _ => Ok(Some(Role::Plain)),
        }
    }

    fn end(&mut self) {
        match self.roles.pop() {
            Some(Role::Paragraph) => self.end_paragraph(),
            Some(Role::Text { preserve }) => {
                let text = std::mem::take(&mut self.text);
                self.words(if preserve { &text } else { text.trim_matches([' ', '\t', '\r', '\n']) });
            }
            Some(Role::Code) => {
                let text = std::mem::take(&mut self.text);
                if let Some(field) = self.now.fields.last_mut().filter(|field| !field.shows) {
                    field.code.push_str(&text);
                }
            }
            Some(Role::Link(start)) => {
                if let Some(open) = &mut self.now.open {
                    open.set_aside_mark(start);
                }
            }
            Some(Role::Contents) => self.contents -= 1,
            Some(Role::TextBox) => {
                self.flush();
                let outer = self.outer.pop().unwrap_or_default();
                let inner = std::mem::replace(&mut self.now, outer);
                let open = self.now.open.get_or_insert_default();
                open.boxes.extend(inner.sink);
            }
            Some(Role::Table) => {
                self.flush();
                self.now.tables.pop();
                self.now.parted = true;
            }
            Some(Role::Row) => self.end_row(),
            Some(Role::Cell) => {
                self.flush();
                let at = self.now.sink.len();
                if let Some(table) = self.now.tables.last_mut() {
                    if table.cell_deleted {
                        self.now.sink.truncate(table.cell);
                    } else {
                        table.cells.push((table.cell, at));
                    }
                }
            }
            Some(Role::Note(kind, id)) => {
                self.flush();
                let lines: Vec<String> =
                    self.now.sink.drain(..).map(|line| format!("{}{}", line.number, line.text.trim())).collect();
                self.read_notes.insert((kind, id), lines.join("\n"));
            }
            Some(Role::Run) => self.now.run = Run::default(),
            Some(Role::Plain | Role::Alternatives { .. }) | None => {}
        }
    }

    /// Adds the text of an element of text: line ends in it are white space.
    fn words(&mut self, text: &str) {
        let told = symbols::told(text, self.now.run.font.as_deref());
        let text = told.as_deref().unwrap_or(text);
        if text.contains(['\n', '\r']) {
            self.add(&text.replace("\r\n", " ").replace(['\n', '\r'], " "));
        } else {
            self.add(text);
        }
    }

    /// Adds text to the paragraph, or to the code of the field that is open.
    fn add(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if let Some(field) = self.now.fields.iter_mut().rfind(|field| !field.shows) {
            field.code.push_str(text);
            return;
        }
        let open = self.now.open.get_or_insert_default();
        let look = self.now.run.look;
        if look.hidden.or(open.look.hidden).unwrap_or(false) {
            return;
        }
        let mark = self.now.run.superscript
            && text.chars().all(|c| c.is_numeric() || c.is_ascii_punctuation() || matches!(c, '※' | '注'));
        let setting = Setting {
            bold: look.bold.or(open.look.bold).unwrap_or(false),
            italic: look.italic.or(open.look.italic).unwrap_or(false),
            aside: mark || self.now.run.mark_follows,
        };
        open.push(text, setting);
    }

    /// Writes the mark of a note.
    fn note(&mut self, kind: NoteKind, element: &Element) {
        if self.now.fields.iter().any(|field| !field.shows) || self.now.run.look.hidden == Some(true) {
            return;
        }
        let id = element.attribute("id").unwrap_or_default().into_owned();
        let own_mark = element.attribute("customMarkFollows").is_some_and(|value| !matches!(&*value, "0" | "false"));
        let mark = if own_mark {
            self.now.run.mark_follows = true;
            "*".to_owned()
        } else {
            let count = self.counts.entry(kind).or_default();
            *count += 1;
            let number = count.to_string();
            let open = self.now.open.get_or_insert_default();
            open.push(&format!("[{number}]"), Setting { aside: true, ..Setting::default() });
            number
        };
        self.now.open.get_or_insert_default().notes.push((kind, id, mark));
    }

    fn begin_page(&mut self, flag: u32) {
        match &mut self.now.open {
            Some(open) => open.begin_page(flag),
            None => self.now.pages.push(flag),
        }
    }

    fn begin_paragraph(&mut self) {
        if self.now.open.is_some() {
            self.end_paragraph();
        }
        let mut open = self.now.carried.take().unwrap_or_default();
        open.style = None;
        open.look = self.styles.look(None);
        open.goes_on = false;
        self.now.open = Some(open);
        self.now.run = Run::default();
    }

    /// Ends what is open.
    fn flush(&mut self) {
        if self.now.open.is_some() {
            self.end_paragraph();
        }
        if let Some(carried) = self.now.carried.take() {
            self.push(carried);
        }
    }

    fn end_paragraph(&mut self) {
        for field in &mut self.now.fields {
            field.paragraphs = field.paragraphs.saturating_add(u8::from(!field.shows));
        }
        self.now.fields.retain(|field| field.paragraphs < CODE_PARAGRAPHS);
        let Some(open) = self.now.open.take() else { return };
        if open.goes_on {
            self.now.carried = Some(open);
        } else {
            self.push(open);
        }
    }

    /// Settles what a paragraph is and puts it into the sink.
    fn push(&mut self, mut open: Open) {
        let in_contents = self.contents > 0
            || self.now.fields.iter().any(|field| {
                let name = field.code.trim_start().split([' ', '\\']).next().unwrap_or_default();
                matches!(name, "TOC" | "INDEX" | "TOA")
            });
        if open.look.page == Some(true) {
            open.read.pages.insert(0, WRITTEN);
        }
        let ends_section = open.ends_section;
        let boxes = std::mem::take(&mut open.boxes);
        if open.is_blank() {
            self.now.pages.extend(open.read.pages.iter().map(|at| at & WRITTEN));
            self.now.parted = true;
            self.now.last = None;
        } else {
            let list = open.look.list.filter(|list| list.list.is_some_and(|list| list != 0));
            let printed = list.and_then(|list| self.numbering.next(list, open.style.as_deref()));
            let purpose = self.styles.purpose(open.style.as_deref());
            let heading = match (purpose, open.look.outline) {
                (Some(Purpose::Heading(level)), None | Some(0..=8)) => Some(level),
                (None, Some(level @ 0..=8)) => Some(level + 1),
                _ => None,
            };
            open.read.kind = match (purpose, heading, &printed) {
                _ if in_contents => FlowKind::Note,
                (Some(Purpose::Note), ..) => FlowKind::Note,
                (Some(Purpose::Title), ..) => FlowKind::Title,
                (_, Some(level), _) => FlowKind::Heading(level),
                (.., Some(printed)) if printed.is_bullet => FlowKind::Item,
                (.., Some(_)) => FlowKind::Numbered,
                _ => FlowKind::Body,
            };
            open.read.number = printed.map(|printed| printed.text).unwrap_or_default();
            let list = list.and_then(|list| list.list).filter(|_| !open.read.number.is_empty());
            let this = Last {
                list,
                kind: open.read.kind,
                centred: open.look.centred == Some(true),
                bold: open.is_bold(),
                below: open.look.below.unwrap_or(0),
            };
            let above = open.look.above.unwrap_or(0);
            let goes_with = |last: Last| {
                list.is_some() && last.list == list
                    || this.kind == FlowKind::Body
                        && above.max(last.below) < GAP
                        && (last.kind, last.centred, last.bold) == (this.kind, this.centred, this.bold)
            };
            open.read.centred = this.centred;
            open.read.together = !self.now.parted && self.now.last.is_some_and(goes_with);
            self.now.last = Some(this);
            self.now.parted = false;
            let late = std::mem::take(&mut self.now.pages);
            if !late.is_empty() {
                open.read.pages.splice(0..0, late);
            }
            let notes = std::mem::take(&mut open.notes);
            self.now.sink.push(open.read);
            for (kind, id, mark) in notes {
                let text = self.notes.get(&(kind, id)).map(|text| text.trim()).filter(|text| !text.is_empty());
                if let Some(text) = text {
                    let text = format!("[{mark}] {text}");
                    self.now.sink.push(FlowParagraph { kind: FlowKind::Note, text, ..FlowParagraph::default() });
                }
            }
        }
        if !boxes.is_empty() {
            self.now.sink.extend(boxes);
            self.now.parted = true;
        }
        if ends_section {
            self.now.pages.push(WRITTEN);
            self.now.parted = true;
        }
    }

    fn end_row(&mut self) {
        self.flush();
        let State { sink, tables, parted, last, .. } = &mut self.now;
        *parted = true;
        *last = None;
        let Some(table) = tables.last_mut() else { return };
        if table.properties.deleted {
            sink.truncate(table.row);
            return;
        }
        table.rows += 1;
        let is_row = table.cells.len() > 1;
        let mut single = Vec::new();
        let mut all_bold = is_row && table.rows == 1;
        for &(start, end) in &table.cells {
            if start >= end || end > sink.len() {
                continue;
            }
            let wording = sink[start..end].iter().filter(|paragraph| paragraph.kind != FlowKind::Note).count();
            let cell = &mut sink[start];
            if wording == 1 && cell.kind == FlowKind::Body && is_row {
                cell.kind = FlowKind::Cell;
                cell.together = !single.is_empty();
                single.push(start);
                let open = Open { read: cell.clone(), ..Open::default() };
                all_bold &= open.is_bold();
            } else {
                all_bold = false;
            }
        }
        let is_head = table.properties.is_head || table.heads && table.rows == 1;
        if is_head && is_row {
            for &at in &single {
                sink[at].kind = FlowKind::Note;
            }
        } else if all_bold {
            table.bold_head.clone_from(&single);
        }
        // A bold row that others follow heads them.
        if table.rows == 2 {
            for at in table.bold_head.drain(..) {
                sink[at].kind = FlowKind::Note;
            }
        }
    }
}
