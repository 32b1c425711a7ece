//! The text of a DOCX.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use seimei_model::code::Lang;

use super::super::page::{Block, Chart, Drawing, Page, Para, Row, Section, Span, Table, TableKind, Tone, escaped};
use super::super::words::Words;
use super::parts::{R, W};

/// Width of the text on A4 with margins of 20 mm, in twentieths of a point.
const WIDTH: u32 = 9638;

/// Width of the column of numbers.
const NUMBERS: u32 = 560;

/// EMU of `DrawingML` in a twentieth of a point.
const EMU: u64 = 635;

/// The text, and what it refers to.
pub(super) struct Body<'a> {
    /// The part `word/document.xml`.
    pub(super) xml: String,
    /// The drawings: media `chart1.svg`, `chart2.svg` ...
    pub(super) drawings: Vec<&'a Drawing>,
    /// Addresses of the web, each with its number.
    links: BTreeMap<String, usize>,
    /// Names on the page that links lead to, each with its number.
    places: BTreeMap<&'a str, usize>,
    lang: Lang,
    words: Words,
}

impl<'a> Body<'a> {
    /// Writes the text of a page.
    pub(super) fn of(page: &'a Page) -> Self {
        let mut body = Self {
            xml: String::new(),
            drawings: Vec::new(),
            links: BTreeMap::new(),
            places: BTreeMap::new(),
            lang: page.lang,
            words: Words::new(page.lang),
        };
        let tables = page.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Chart(_) => None,
        });
        let ids = tables.flat_map(|table| &table.rows).filter_map(|row| row.id.as_deref());
        for id in ids.filter(|id| id.starts_with("source-")) {
            let number = body.places.len() + 1;
            body.places.entry(id).or_insert(number);
        }
        body.write(page);
        body
    }

    fn write(&mut self, page: &'a Page) {
        let _ = write!(
            self.xml,
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"{W}\" xmlns:r=\"{R}\" \
             xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
             xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
             xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" \
             xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\"><w:body>"
        );
        self.paragraph("Title", &page.title);
        self.paragraph("Note", &page.as_of);
        for (at, line) in page.sum.iter().enumerate() {
            let tone = if at == 0 { Tone::Strong } else { Tone::Plain };
            self.para("Sum", &Para::default().with(tone, line), "");
        }
        self.paragraph("Normal", "");
        for (label, value) in &page.about {
            let label = format!("{label}{}", self.words.text("list.colon"));
            self.para("Normal", &Para::plain(&label).with(Tone::Plain, value), "");
        }
        for (at, section) in page.sections.iter().enumerate() {
            self.section(section, at + 1);
        }
        let (heading, notes) = &page.notes;
        self.paragraph("Heading1", heading);
        for (at, note) in notes.iter().enumerate() {
            self.paragraph("Note", &format!("{}. {note}", at + 1));
        }
        self.xml += "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rIdFooter\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
            <w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>\
            </w:sectPr></w:body></w:document>\n";
    }

    fn section(&mut self, section: &'a Section, number: usize) {
        self.paragraph("Heading1", &format!("{number}. {}", section.heading));
        for note in &section.notes {
            self.paragraph("Note", note);
        }
        for block in &section.blocks {
            match block {
                Block::Table(table) => {
                    if let Some(caption) = &table.caption {
                        self.paragraph("Heading2", caption);
                    }
                    self.table(table, &section.heading);
                }
                Block::Chart(chart) => self.chart(chart),
            }
        }
    }

    fn chart(&mut self, chart: &'a Chart) {
        self.paragraph("Heading2", &chart.title);
        self.drawings.push(&chart.wide);
        let number = self.drawings.len();
        let width = u64::from(WIDTH) * EMU;
        let height = width * u64::from(chart.wide.height) / u64::from(chart.wide.width.max(1));
        let (title, description) = (escaped(&chart.title), escaped(&chart.description));
        let _ = write!(
            self.xml,
            "<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
             <wp:extent cx=\"{width}\" cy=\"{height}\"/><wp:docPr id=\"{number}\" name=\"chart{number}\" descr=\"{description}\" title=\"{title}\"/>\
             <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>\
             <pic:cNvPr id=\"{number}\" name=\"chart{number}.svg\" descr=\"{description}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>\
             <a:blip r:embed=\"rIdPng{number}\"><a:extLst><a:ext uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\">\
             <asvg:svgBlip r:embed=\"rIdSvg{number}\"/></a:ext></a:extLst></a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
             <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/>\
             </a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        );
        if let Some(note) = &chart.note {
            self.paragraph("Note", note);
        }
        self.paragraph("Note", &chart.table_title);
        self.table(&chart.table, &chart.title);
    }

    fn table(&mut self, table: &'a Table, name: &str) {
        let is_numbered = table.rows.iter().any(|row| row.number.is_some());
        let room = if is_numbered { WIDTH - NUMBERS } else { WIDTH };
        let shares: u32 = table.columns.iter().map(|column| column.share).sum::<u32>().max(1);
        let mut widths: Vec<u32> = table.columns.iter().map(|column| room * column.share / shares).collect();
        if is_numbered {
            widths.insert(0, NUMBERS);
        }
        // Columns of numbers are many and narrow: their headings need the room.
        let margins = if table.kind == TableKind::Figures {
            "<w:tblCellMar><w:left w:w=\"40\" w:type=\"dxa\"/><w:right w:w=\"40\" w:type=\"dxa\"/></w:tblCellMar>"
        } else {
            ""
        };
        let _ = write!(
            self.xml,
            "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblBorders><w:top w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"1B1B1B\"/>\
             <w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"1B1B1B\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"C3C7CE\"/>\
             </w:tblBorders><w:tblLayout w:type=\"fixed\"/>{margins}<w:tblLook w:val=\"0620\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" \
             w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/><w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>",
            widths.iter().sum::<u32>(),
            escaped(name)
        );
        for width in &widths {
            let _ = write!(self.xml, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.xml += "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
        let mut at = 0;
        if is_numbered {
            let text = self.words.text("column.number").to_owned();
            self.cell(widths[at], "CellHead", &[Para::plain(&text)], "", None);
            at += 1;
        }
        for (column, width) in table.columns.iter().zip(&widths[at..]) {
            let jc = if column.is_number { "<w:jc w:val=\"right\"/>" } else { "" };
            let style = if column.is_number { "CellNumber" } else { "CellHead" };
            self.cell(*width, style, &[Para::plain(&column.heading)], jc, None);
        }
        self.xml += "</w:tr>";
        for row in &table.rows {
            self.row(row, table, &widths, is_numbered);
        }
        // Two tables without a paragraph between them would become one.
        self.xml += "</w:tbl><w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"160\" w:lineRule=\"exact\"/></w:pPr></w:p>";
    }

    fn row(&mut self, row: &'a Row, table: &'a Table, widths: &[u32], is_numbered: bool) {
        self.xml += "<w:tr>";
        // A row of numbers stays together; one told in words may be longer than a page.
        if table.kind == TableKind::Figures {
            self.xml += "<w:trPr><w:cantSplit/></w:trPr>";
        }
        let mut at = 0;
        if is_numbered {
            let number = row.number.map_or_else(String::new, |number| number.to_string());
            self.cell(widths[at], "Cell", &[Para::plain(&number)], "", None);
            at += 1;
        }
        let mut place = row.id.as_deref().and_then(|id| self.places.get(id)).copied();
        for ((cell, column), width) in row.cells.iter().zip(&table.columns).zip(&widths[at..]) {
            let jc = if column.is_number { "<w:jc w:val=\"right\"/>" } else { "" };
            self.cell(*width, "Cell", cell, jc, place.take());
        }
        self.xml += "</w:tr>";
    }

    fn cell(&mut self, width: u32, style: &str, cell: &[Para], properties: &str, place: Option<usize>) {
        let _ = write!(self.xml, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>");
        let mut place = place;
        for para in cell {
            let mark = place.take().map(|number| {
                format!(
                    "<w:bookmarkStart w:id=\"{number}\" w:name=\"source{number}\"/><w:bookmarkEnd w:id=\"{number}\"/>"
                )
            });
            self.begin(style, properties);
            self.xml += &mark.unwrap_or_default();
            self.runs(para);
            self.xml += "</w:p>";
        }
        if cell.is_empty() {
            self.begin(style, properties);
            self.xml += "</w:p>";
        }
        self.xml += "</w:tc>";
    }

    fn begin(&mut self, style: &str, properties: &str) {
        let _ = write!(self.xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>");
    }

    fn paragraph(&mut self, style: &str, text: &str) {
        self.para(style, &Para::plain(text), "");
    }

    fn para(&mut self, style: &str, para: &Para, properties: &str) {
        self.begin(style, properties);
        self.runs(para);
        self.xml += "</w:p>";
    }

    fn runs(&mut self, para: &Para) {
        for span in para.0.iter().filter(|span| !span.text.is_empty()) {
            let run = self.run(span);
            let target = span.link.as_deref().and_then(|link| self.target(link));
            let _ = match target {
                Some(target) => write!(self.xml, "<w:hyperlink {target} w:history=\"1\">{run}</w:hyperlink>"),
                None => write!(self.xml, "{run}"),
            };
        }
    }

    /// Returns the attribute that leads where a link leads; `None` for a place that is not in the document.
    fn target(&mut self, link: &str) -> Option<String> {
        if let Some(id) = link.strip_prefix('#') {
            return self.places.get(id).map(|number| format!("w:anchor=\"source{number}\""));
        }
        let next = self.links.len() + 1;
        let number = *self.links.entry(link.to_owned()).or_insert(next);
        Some(format!("r:id=\"rIdLink{number}\""))
    }

    fn run(&self, span: &Span) -> String {
        let lang = span.lang.unwrap_or(self.lang);
        let mut properties = String::new();
        // Quotation marks and dashes are in both scripts: the hint says whose they are here.
        if lang == Lang::Ja {
            properties += "<w:rFonts w:hint=\"eastAsia\"/>";
        }
        if span.tone == Tone::Strong {
            properties += "<w:b/>";
        }
        if span.link.is_some() {
            properties += "<w:color w:val=\"0B4F9E\"/>";
        } else if span.tone == Tone::Faint {
            properties += "<w:color w:val=\"4F535A\"/>";
        }
        if span.tone == Tone::Faint {
            properties += "<w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/>";
        }
        properties += match span.lang {
            Some(Lang::En) => "<w:lang w:val=\"en-GB\"/>",
            Some(Lang::Ja) => "<w:lang w:val=\"ja-JP\" w:eastAsia=\"ja-JP\"/>",
            _ => "",
        };
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(&span.text))
    }

    /// Returns the part `word/_rels/document.xml.rels`.
    pub(super) fn relationships(&self) -> String {
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
        );
        let mut put = |id: &str, kind: &str, target: &str, mode: &str| {
            let target = escaped(target);
            let _ = write!(out, "<Relationship Id=\"{id}\" Type=\"{R}/{kind}\" Target=\"{target}\"{mode}/>");
        };
        put("rIdStyles", "styles", "styles.xml", "");
        put("rIdSettings", "settings", "settings.xml", "");
        put("rIdFooter", "footer", "footer1.xml", "");
        for number in 1..=self.drawings.len() {
            put(&format!("rIdPng{number}"), "image", &format!("media/chart{number}.png"), "");
            put(&format!("rIdSvg{number}"), "image", &format!("media/chart{number}.svg"), "");
        }
        for (link, number) in &self.links {
            // Spaces and quotation marks have no place in an address.
            let link: String = link.chars().filter(|c| !c.is_whitespace() && !matches!(c, '<' | '>' | '"')).collect();
            put(&format!("rIdLink{number}"), "hyperlink", &link, " TargetMode=\"External\"");
        }
        out + "</Relationships>\n"
    }
}
