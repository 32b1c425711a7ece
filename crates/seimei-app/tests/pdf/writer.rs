//! A writer of PDF files for tests: text set in lines and columns, with the fonts that such documents have.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::format_collect,
    reason = "a writer of small test files: counts are small, and clarity goes before speed"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How text is kept in the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Face {
    /// A Latin font that every reader has; Windows-1252.
    Latin,
    /// A Japanese font that is only named; `Shift_JIS`.
    NamedShiftJis,
    /// A Japanese font that is only named; UCS-2.
    NamedUcs2,
    /// A font within the file, its glyphs numbered, with a table back to Unicode.
    Embedded,
}

/// How a document is laid out.
#[derive(Clone, Debug)]
pub(crate) struct Style {
    pub(crate) face: Face,
    pub(crate) columns: usize,
    /// Stands at the head of every page.
    pub(crate) head: Option<&'static str>,
    /// Whether pages are numbered at the foot.
    pub(crate) numbered: bool,
    /// Notes at the foot of the page of the paragraph of that number, with a mark at its end.
    pub(crate) notes: Vec<(usize, &'static str)>,
    /// Set over the first characters of each paragraph.
    pub(crate) ruby: Option<&'static str>,
    /// Whether words are broken at line ends.
    pub(crate) hyphens: bool,
    /// Whether paragraphs begin with an indent and follow closely; else white space parts them.
    pub(crate) indented: bool,
}

impl Style {
    pub(crate) fn new(face: Face) -> Self {
        Self {
            face,
            columns: 1,
            head: None,
            numbered: false,
            notes: Vec::new(),
            ruby: None,
            hyphens: false,
            indented: false,
        }
    }
}

/// A stretch of a document.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Title(String),
    Heading(String),
    Paragraph(String),
    Item(String),
}

const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;
const MARGIN: f32 = 70.0;
const GUTTER: f32 = 24.0;
const SIZE: f32 = 10.0;
const LEADING: f32 = 15.0;

/// Sets `pieces` and returns the file.
pub(crate) fn pdf(pieces: &[Piece], style: &Style) -> Vec<u8> {
    let mut setter = Setter::new(style);
    for (index, piece) in pieces.iter().enumerate() {
        setter.piece(index, piece);
    }
    setter.end_page();
    let pages = setter.pages;
    file(&pages, style.face, "")
}

/// Returns whether `c` is as wide as it is high.
fn is_wide(c: char) -> bool {
    !c.is_ascii() && !"’‘“”–—é•".contains(c)
}

struct Setter<'s> {
    style: &'s Style,
    /// The text of each page: place, size, words.
    pages: Vec<Vec<Text>>,
    page: Vec<Text>,
    column: usize,
    y: f32,
    notes: Vec<&'static str>,
}

/// Words at a place.
pub(crate) struct Text {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) size: f32,
    pub(crate) words: String,
}

impl<'s> Setter<'s> {
    fn new(style: &'s Style) -> Self {
        Self { style, pages: Vec::new(), page: Vec::new(), column: 0, y: HEIGHT - MARGIN, notes: Vec::new() }
    }

    fn width(&self, text: &str, size: f32) -> f32 {
        let latin = if self.style.face == Face::Latin { 0.6 } else { 0.5 };
        text.chars().map(|c| if is_wide(c) && self.style.face != Face::Latin { size } else { latin * size }).sum()
    }

    fn measure(&self) -> f32 {
        (WIDTH - 2.0 * MARGIN - GUTTER * (self.style.columns - 1) as f32) / self.style.columns as f32
    }

    fn left(&self) -> f32 {
        MARGIN + self.column as f32 * (self.measure() + GUTTER)
    }

    fn floor(&self) -> f32 {
        MARGIN + if self.notes.is_empty() { 0.0 } else { 12.0 * self.notes.len() as f32 + 16.0 }
    }

    fn end_page(&mut self) {
        let number = self.pages.len() + 1;
        let mut page = std::mem::take(&mut self.page);
        for (index, note) in self.notes.drain(..).enumerate() {
            page.push(Text { x: MARGIN, y: MARGIN + 2.0 - 12.0 * index as f32, size: 7.5, words: note.to_owned() });
        }
        if let Some(head) = self.style.head {
            page.push(Text { x: MARGIN, y: HEIGHT - 40.0, size: 8.0, words: head.to_owned() });
        }
        if self.style.numbered {
            page.push(Text { x: WIDTH / 2.0 - 10.0, y: 32.0, size: 9.0, words: format!("- {number} -") });
        }
        self.pages.push(page);
        (self.column, self.y) = (0, HEIGHT - MARGIN);
    }

    fn piece(&mut self, index: usize, piece: &Piece) {
        let (text, size, leading) = match piece {
            Piece::Title(text) => (text.clone(), 16.0, 22.0),
            Piece::Heading(text) => (text.clone(), 12.5, 18.0),
            Piece::Paragraph(text) => (text.clone(), SIZE, LEADING),
            Piece::Item(text) => (format!("• {text}"), SIZE, LEADING),
        };
        let is_text = size <= SIZE;
        if !is_text || !self.style.indented {
            self.y -= 0.6 * leading;
        }
        let indent = if is_text && self.style.indented { SIZE } else { 0.0 };
        let note = self.style.notes.iter().find(|(of, _)| *of == index).map(|(_, note)| *note);
        let lines = self.lines(&text, size, indent);
        let last = lines.len() - 1;
        for (number, line) in lines.into_iter().enumerate() {
            self.y -= leading;
            if number == last {
                self.notes.extend(note);
            }
            if self.y < self.floor() {
                self.column += 1;
                self.y = HEIGHT - MARGIN - leading;
                if self.column == self.style.columns {
                    let waiting = if number == last && note.is_some() { self.notes.pop() } else { None };
                    self.end_page();
                    self.y = HEIGHT - MARGIN - leading;
                    self.notes.extend(waiting);
                }
            }
            let x = self.left() + if number == 0 { indent } else { 0.0 };
            if let Some(ruby) = self.style.ruby.filter(|_| number == 0 && is_text && line.chars().count() > 8) {
                self.page.push(Text { x, y: self.y + 0.95 * size, size: 0.5 * size, words: ruby.to_owned() });
            }
            if let Some(note) = note.filter(|_| number == last) {
                let mark: String = note.chars().take_while(char::is_ascii_digit).collect();
                let x = x + self.width(&line, size);
                self.page.push(Text { x, y: self.y + 4.0, size: 6.0, words: mark });
            }
            self.page.push(Text { x, y: self.y, size, words: line });
        }
    }

    /// Breaks `text` into lines.
    fn lines(&self, text: &str, size: f32, indent: f32) -> Vec<String> {
        let mut lines = vec![String::new()];
        let room = |lines: &[String]| self.measure() - if lines.len() == 1 { indent } else { 0.0 };
        if self.style.face != Face::Latin {
            for c in text.chars() {
                let line = lines.last().expect("there is one");
                let hangs = "、。」）・ー".contains(c);
                if !hangs && self.width(line, size) + self.width(&c.to_string(), size) > room(&lines) {
                    lines.push(String::new());
                }
                lines.last_mut().expect("there is one").push(c);
            }
            return lines;
        }
        for word in text.split(' ') {
            let line = lines.last().expect("there is one");
            let space = if line.is_empty() { "" } else { " " };
            let left = room(&lines) - self.width(line, size) - self.width(space, size);
            if self.width(word, size) <= left {
                let line = lines.last_mut().expect("there is one");
                *line += space;
                *line += word;
                continue;
            }
            let fits = ((left / self.width("x", size)) as usize).saturating_sub(1).min(word.len());
            let own = word.rfind('-').filter(|at| *at < fits && *at > 1).map(|at| at + 1);
            let broken = (self.style.hyphens && word.len() >= 8 && word.bytes().all(|byte| byte.is_ascii_lowercase()))
                .then(|| fits.min(word.len() - 3))
                .filter(|at| *at >= 3);
            match (own, broken) {
                (Some(at), _) | (None, Some(at)) => {
                    let line = lines.last_mut().expect("there is one");
                    *line += space;
                    *line += &word[..at];
                    if own.is_none() {
                        line.push('-');
                    }
                    lines.push(word[at..].to_owned());
                }
                _ => lines.push(word.to_owned()),
            }
        }
        lines
    }
}

/// Writes a file of `pages`; `trailer` is added to the trailer.
pub(crate) fn file(pages: &[Vec<Text>], face: Face, trailer: &str) -> Vec<u8> {
    let mut codes: BTreeMap<char, u16> = BTreeMap::new();
    for c in pages.iter().flatten().flat_map(|text| text.words.chars()) {
        let next = codes.len() as u16 + 1;
        codes.entry(c).or_insert(next);
    }
    let mut objects: Vec<Vec<u8>> = Vec::new();
    let fonts = fonts(face, &codes);
    let first_page = 3 + fonts.len();
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", first_page + 2 * page)).collect();
    objects.push(b"<< /Type /Catalog /Pages 2 0 R >>".to_vec());
    let count = pages.len();
    objects.push(
        format!("<< /Type /Pages /Kids [{kids}] /Count {count} /MediaBox [0 0 {WIDTH} {HEIGHT}] >>").into_bytes(),
    );
    objects.extend(fonts);
    for (index, page) in pages.iter().enumerate() {
        let contents = first_page + 2 * index + 1;
        let resources = "<< /Font << /F1 3 0 R >> >>";
        objects.push(
            format!("<< /Type /Page /Parent 2 0 R /Resources {resources} /Contents {contents} 0 R >>").into_bytes(),
        );
        let mut content = String::new();
        for text in page {
            let _ = writeln!(
                content,
                "BT /F1 {} Tf 1 0 0 1 {:.2} {:.2} Tm <{}> Tj ET",
                text.size,
                text.x,
                text.y,
                hex(&encoded(&text.words, face, &codes))
            );
        }
        objects.push(stream("", content.as_bytes()));
    }
    assemble(&objects, trailer)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

fn encoded(words: &str, face: Face, codes: &BTreeMap<char, u16>) -> Vec<u8> {
    match face {
        Face::Latin => encoding_rs::WINDOWS_1252.encode(words).0.into_owned(),
        Face::NamedShiftJis => encoding_rs::SHIFT_JIS.encode(words).0.into_owned(),
        Face::NamedUcs2 => words.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Face::Embedded => words.chars().flat_map(|c| codes[&c].to_be_bytes()).collect(),
    }
}

fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut object = format!("<< {entries} /Length {} >>\nstream\n", data.len()).into_bytes();
    object.extend_from_slice(data);
    object.extend_from_slice(b"\nendstream");
    object
}

/// Returns the objects of a font; the first is object 3.
fn fonts(face: Face, codes: &BTreeMap<char, u16>) -> Vec<Vec<u8>> {
    let named = |encoding: &str| {
        let widths = "/DW 1000 /W [1 95 500 231 632 500]";
        vec![
            format!("<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /{encoding} /DescendantFonts [4 0 R] >>")
                .into_bytes(),
            format!(
                "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 {widths} /FontDescriptor 5 0 R \
                 /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>"
            )
            .into_bytes(),
            b"<< /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 4 /FontBBox [0 -200 1000 900] /Ascent 800 \
              /Descent -200 /CapHeight 700 /StemV 80 /ItalicAngle 0 >>"
                .to_vec(),
        ]
    };
    match face {
        Face::Latin => {
            vec![b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>".to_vec()]
        }
        Face::NamedShiftJis => named("90ms-RKSJ-H"),
        Face::NamedUcs2 => named("UniJIS-UCS2-H"),
        Face::Embedded => {
            let mut map = String::from("begincmap\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
            let entries: Vec<String> = codes
                .iter()
                .map(|(c, code)| {
                    let unicode: String =
                        c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("{unit:04X}")).collect();
                    format!("<{code:04X}> <{unicode}>")
                })
                .collect();
            for chunk in entries.chunks(100) {
                let _ = writeln!(map, "{} beginbfchar\n{}\nendbfchar", chunk.len(), chunk.join("\n"));
            }
            map += "endcmap";
            let widths: String =
                codes.iter().map(|(c, code)| format!("{code} [{}] ", if is_wide(*c) { 1000 } else { 500 })).collect();
            let program = true_type(codes.len() as u16 + 1);
            vec![
                b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Ours /Encoding /Identity-H /DescendantFonts [4 0 R] \
                  /ToUnicode 6 0 R >>"
                    .to_vec(),
                format!(
                    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Ours /DW 1000 /W [{widths}] \
                     /CIDToGIDMap /Identity /FontDescriptor 5 0 R \
                     /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
                )
                .into_bytes(),
                b"<< /Type /FontDescriptor /FontName /ABCDEF+Ours /Flags 4 /FontBBox [0 -200 1000 900] /Ascent 800 \
                  /Descent -200 /CapHeight 700 /StemV 80 /ItalicAngle 0 /FontFile2 7 0 R >>"
                    .to_vec(),
                stream("", map.as_bytes()),
                stream(&format!("/Length1 {}", program.len()), &program),
            ]
        }
    }
}

/// Returns a font of `count` empty glyphs.
fn true_type(count: u16) -> Vec<u8> {
    let words = |words: &[u16]| -> Vec<u8> { words.iter().flat_map(|word| word.to_be_bytes()).collect() };
    let count_long = usize::from(count);
    let mut head = words(&[1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, 0, 1000]);
    head.extend([0; 16]);
    head.extend(words(&[0, 0xff38, 1000, 900, 0, 8, 2, 0, 0]));
    let mut hhea = words(&[1, 0, 800, 0xff38, 0, 1000, 0, 0, 1000, 1, 0, 0]);
    hhea.extend(words(&[0, 0, 0, 0, 0, count]));
    let maxp = words(&[1, 0, count, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    let hmtx = words(&[1000, 0]).repeat(count_long);
    let loca = vec![0; 2 * (count_long + 1)];
    let cmap = words(&[0, 1, 3, 1, 0, 12, 4, 24, 0, 2, 2, 0, 0, 0xffff, 0, 0xffff, 1, 0]);
    let tables: [(&[u8; 4], Vec<u8>); 7] = [
        (b"cmap", cmap),
        (b"glyf", vec![0; 4]),
        (b"head", head),
        (b"hhea", hhea),
        (b"hmtx", hmtx),
        (b"loca", loca),
        (b"maxp", maxp),
    ];
    let mut font = words(&[1, 0, 7, 64, 2, 48]);
    let mut at = 12 + 16 * tables.len();
    for (tag, table) in &tables {
        font.extend_from_slice(*tag);
        font.extend(0_u32.to_be_bytes());
        font.extend((at as u32).to_be_bytes());
        font.extend((table.len() as u32).to_be_bytes());
        at += table.len().next_multiple_of(4);
    }
    for (_, table) in &tables {
        font.extend_from_slice(table);
        font.resize(font.len().next_multiple_of(4), 0);
    }
    font
}

/// Puts objects, numbered from 1, into a file. The first is the catalogue.
pub(crate) fn assemble(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n", index + 1).bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let start = out.len();
    let size = objects.len() + 1;
    out.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
    for place in &places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}
