//! A small writer of DOCX files, for tests.

// Each test binary uses a part of it.
#![allow(dead_code, clippy::unwrap_used, clippy::format_push_string)]

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

/// The transitional namespace of the word processor.
pub(crate) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A DOCX in the making.
pub(crate) struct Docx {
    parts: Vec<(String, Vec<u8>)>,
    relations: String,
}

impl Docx {
    /// Begins with the XML inside `w:body`.
    pub(crate) fn new(body: &str) -> Self {
        Self::of_document(&format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"{W}\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
             xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
             xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
             xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
             xmlns:v=\"urn:schemas-microsoft-com:vml\"><w:body>{body}</w:body></w:document>"
        ))
    }

    /// Begins with a whole `word/document.xml`.
    pub(crate) fn of_document(document: &str) -> Self {
        let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
        let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/\
             officeDocument\" Target=\"word/document.xml\"/></Relationships>";
        Self { parts: Vec::new(), relations: String::new() }
            .part("[Content_Types].xml", types)
            .part("_rels/.rels", relations)
            .part("word/document.xml", document)
            .part("word/styles.xml", styles())
            .part("word/numbering.xml", numbering())
    }

    /// Adds a part, or replaces the one of that name.
    pub(crate) fn part(mut self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.parts.retain(|(known, _)| known != name);
        self.parts.push((name.to_owned(), content.as_ref().to_vec()));
        self
    }

    /// Adds an empty part without looking whether there is one of that name.
    pub(crate) fn part_unchecked(mut self, name: &str) -> Self {
        self.parts.push((name.to_owned(), Vec::new()));
        self
    }

    /// Leaves a part out.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.parts.retain(|(known, _)| known != name);
        self
    }

    /// Adds a relationship of the document.
    pub(crate) fn relation(mut self, kind: &str, target: &str, external: bool) -> Self {
        let mode = if external { " TargetMode=\"External\"" } else { "" };
        let kind = format!("http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}");
        let id = self.relations.len();
        self.relations += &format!("<Relationship Id=\"x{id}\" Type=\"{kind}\" Target=\"{target}\"{mode}/>");
        self
    }

    /// Adds `word/footnotes.xml` with a note of each text.
    pub(crate) fn footnotes(self, notes: &[(&str, &str)]) -> Self {
        let mut part = format!(
            "<w:footnotes xmlns:w=\"{W}\"><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r>\
             </w:p></w:footnote>"
        );
        for (id, text) in notes {
            part += &format!(
                "<w:footnote w:id=\"{id}\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> {text}</w:t></w:r></w:p></w:footnote>"
            );
        }
        self.part("word/footnotes.xml", part + "</w:footnotes>")
    }

    /// Returns the file.
    pub(crate) fn build(self) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default();
        let relations = format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>",
            self.relations
        );
        let has_own = self.parts.iter().any(|(name, _)| name == "word/_rels/document.xml.rels");
        let own = [("word/_rels/document.xml.rels".to_owned(), relations.into_bytes())];
        for (name, content) in self.parts.iter().chain(own.iter().filter(|_| !has_own)) {
            zip.start_file(name.as_str(), options).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }
}

/// Returns a paragraph of one run.
pub(crate) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escaped(text))
}

/// Returns a paragraph in a style.
pub(crate) fn styled(style: &str, text: &str) -> String {
    let text = escaped(text);
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// Returns an item of the list `list` at `level`.
pub(crate) fn item(list: u32, level: u32, text: &str) -> String {
    let text = escaped(text);
    let place = format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
    format!("<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// Returns a table; each cell is a paragraph.
pub(crate) fn table(rows: &[&[&str]]) -> String {
    let mut out = "<w:tbl><w:tblPr/><w:tblGrid/>".to_owned();
    for (index, row) in rows.iter().enumerate() {
        out += if index == 0 { "<w:tr><w:trPr><w:tblHeader/></w:trPr>" } else { "<w:tr>" };
        for cell in *row {
            out += &format!("<w:tc><w:tcPr/>{}</w:tc>", p(cell));
        }
        out += "</w:tr>";
    }
    out + "</w:tbl>"
}

/// Returns the body that says what a Markdown text of headings, items, tables and paragraphs says.
pub(crate) fn of_markdown(markdown: &str) -> String {
    let text =
        markdown.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(markdown, |(_, it)| it);
    let mut body = String::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in text.lines().chain(std::iter::once("")) {
        if let Some(cells) = line.strip_prefix('|') {
            let cells = cells.trim_end_matches('|').split('|').map(|cell| cell.trim().to_owned());
            let cells: Vec<String> = cells.collect();
            if !cells.iter().all(|cell| cell.chars().all(|c| c == '-' || c == ':')) {
                rows.push(cells);
            }
            continue;
        }
        if !rows.is_empty() {
            let rows: Vec<Vec<&str>> =
                rows.drain(..).map(|row| row.leak().iter().map(String::as_str).collect()).collect();
            body += &table(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
        }
        let level = line.bytes().take_while(|&byte| byte == b'#').count();
        if level > 0 {
            body += &styled(&format!("Heading{level}"), line[level..].trim());
        } else if let Some(text) = line.strip_prefix("- ") {
            body += &item(1, 0, text);
        } else if !line.trim().is_empty() {
            body += &p(line);
        }
    }
    body
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn styles() -> String {
    let mut part = format!(
        "<w:styles xmlns:w=\"{W}\"><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\">\
        <w:name w:val=\"Normal\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/>\
        <w:basedOn w:val=\"a\"/></w:style><w:style w:type=\"character\" w:styleId=\"Hid\"><w:name w:val=\"Hid\"/><w:rPr>\
        <w:vanish/></w:rPr></w:style><w:style w:type=\"paragraph\" w:styleId=\"TOC1\"><w:name w:val=\"toc 1\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"ja1\"><w:name w:val=\"見出し 1\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"own\"><w:name w:val=\"House heading\"/><w:basedOn w:val=\"Heading2\"/>\
        </w:style>"
    );
    for level in 1..=4 {
        part += &format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"Heading{level}\"><w:name w:val=\"heading {level}\"/>\
             <w:basedOn w:val=\"a\"/><w:pPr><w:outlineLvl w:val=\"{}\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>",
            level - 1
        );
    }
    part + "</w:styles>"
}

/// List 1 has bullets; 2 has numbers 1., (a); 3 has 第1条; 4 has Roman numbers.
fn numbering() -> String {
    let level = |at: u32, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let lists = [
        level(0, "bullet", "\u{f0b7}") + &level(1, "bullet", "o"),
        level(0, "decimal", "%1.") + &level(1, "lowerLetter", "(%2)"),
        level(0, "decimal", "第%1条"),
        level(0, "upperRoman", "%1."),
    ];
    let mut part = format!("<w:numbering xmlns:w=\"{W}\">");
    for (index, levels) in lists.iter().enumerate() {
        part += &format!("<w:abstractNum w:abstractNumId=\"{index}\">{levels}</w:abstractNum>");
    }
    for index in 0..lists.len() {
        let id = index + 1;
        part += &format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{index}\"/></w:num>");
    }
    part + "</w:numbering>"
}
