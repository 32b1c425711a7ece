//! PDF files made from the examples read as the examples do.

#![expect(clippy::cast_precision_loss, reason = "counts of a small test file")]

mod writer;

use std::ops::ControlFlow;

use seimei_app::demo::example_lexicon;
use seimei_app::files::Opened;
use seimei_app::formats::FileFormat;
use seimei_app::read::{ReadDocument, Taker, ingest_opened, read_opened};
use seimei_app::worker::Worker;
use seimei_extract::Container;
use seimei_ingest::block::BlockKind;
use seimei_ingest::ingest::Format;
use seimei_lexicon::lexicon::Lexicon;
use seimei_model::provision::Provision;

use crate::writer::{Face, Piece, Style, Text, file, pdf};

const JA: &str = include_str!("../../../../examples/2026-05-20-joint-statement.ja.md");
const EN: &str = include_str!("../../../../examples/2025-05-21-joint-statement.en.md");

#[derive(Default)]
struct Kept(Vec<Provision>);

impl Taker for Kept {
    fn begin(&mut self, _head: &ReadDocument) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn provision(&mut self, provision: Provision) -> ControlFlow<()> {
        self.0.push(provision);
        ControlFlow::Continue(())
    }
}

fn read(bytes: Vec<u8>, format: FileFormat, lexicon: &Lexicon) -> (ReadDocument, Vec<Provision>) {
    let mut kept = Kept::default();
    let opened = Opened { bytes, format };
    let head = read_opened("example", opened, lexicon, &Worker::in_process(), None, &mut kept).expect("a document");
    (head, kept.0)
}

/// Returns the stretches of an example.
fn pieces(text: &str, lexicon: &Lexicon) -> Vec<Piece> {
    let ingested = seimei_ingest::ingest::ingest(text.as_bytes(), Format::Markdown, lexicon);
    let piece = |block: &seimei_ingest::block::Block| {
        let text = block.text.as_str().replace('\n', " ");
        match block.kind {
            BlockKind::Title => Some(Piece::Title(text)),
            BlockKind::Heading(_) => Some(Piece::Heading(text)),
            BlockKind::Paragraph => Some(Piece::Paragraph(text)),
            BlockKind::ListItem => Some(Piece::Item(text)),
            BlockKind::Note => None,
        }
    };
    ingested.blocks.iter().filter_map(piece).collect()
}

/// Expects the provisions of `text` from the PDF that is made of it.
fn check(text: &str, style: &Style) -> Vec<Provision> {
    let lexicon = example_lexicon();
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let told = |provisions: &[Provision]| -> Vec<String> {
        let section = |provision: &Provision| bare(provision.section.as_deref().unwrap_or_default());
        provisions.iter().map(|provision| format!("{} < {}", bare(&provision.text), section(provision))).collect()
    };
    let (_, wanted) = read(text.as_bytes().to_vec(), FileFormat::Text(Format::Markdown), &lexicon);
    let bytes = pdf(&pieces(text, &lexicon), style);
    let (head, found) = read(bytes, FileFormat::Parsed(Container::Pdf), &lexicon);
    for (found, wanted) in told(&found).iter().zip(&told(&wanted)) {
        assert_eq!(found, wanted, "{style:?}");
    }
    assert_eq!(found.len(), wanted.len(), "{style:?}");
    assert!(found.iter().all(|provision| provision.pages.is_some_and(|[first, last]| 1 <= first && first <= last)));
    let last = found.last().and_then(|provision| provision.pages).expect("pages")[1] as usize;
    assert!(head.reading.pages.len() >= last && head.reading.pages.is_sorted());
    found
}

#[test]
fn japanese_fonts_are_read_whether_they_are_in_the_file_or_not() {
    for face in [Face::NamedShiftJis, Face::NamedUcs2, Face::Embedded] {
        check(JA, &Style::new(face));
        check(JA, &Style { columns: 2, indented: true, ..Style::new(face) });
    }
}

#[test]
fn heads_page_numbers_notes_and_ruby_are_no_text() {
    let furnished =
        Style {
            head: Some("アルヴェニア共和国外務省　仮訳"), numbered: true, ..Style::new(Face::Embedded)
        };
    let provisions = check(JA, &furnished);
    assert!(provisions.iter().any(|provision| provision.pages == Some([2, 2])), "more than one page");
    check(JA, &Style { columns: 2, ..furnished.clone() });
    let notes = vec![(2, "1 湾岸条約同盟は、二〇〇一年に設立された。"), (4, "2 別添一を参照。")];
    let annotated = Style { notes, ruby: Some("ともに"), ..furnished };
    check(JA, &annotated);
    check(JA, &Style { columns: 2, ..annotated });
}

#[test]
fn english_lines_are_joined_and_hyphens_undone() {
    let style =
        Style { head: Some("Joint Statement, Hailstone, 21 May 2025"), numbered: true, ..Style::new(Face::Latin) };
    check(EN, &style);
    check(EN, &Style { columns: 2, ..style.clone() });
    check(EN, &Style { columns: 2, hyphens: true, indented: true, ..style.clone() });
    check(EN, &Style { notes: vec![(3, "1 The Alliance was founded in 2001.")], hyphens: true, ..style });
}

#[test]
fn tables_are_read_row_by_row() {
    let row = |y: f32, cells: [&str; 3]| {
        let place = |(index, words): (usize, &str)| Text {
            x: 70.0 + 150.0 * index as f32,
            y,
            size: 10.0,
            words: words.to_owned(),
        };
        cells.into_iter().enumerate().map(place).collect::<Vec<_>>()
    };
    let page: Vec<Text> = [
        row(700.0, ["Area", "Goal", "Year"]),
        row(680.0, ["Ports", "open two more", "2027"]),
        row(660.0, ["Cables", "lay one", "2028"]),
        row(640.0, ["Schools", "send teachers", "2029"]),
    ]
    .into_iter()
    .flatten()
    .collect();
    let opened = Opened { bytes: file(&[page], Face::Latin, ""), format: FileFormat::Parsed(Container::Pdf) };
    let ingested = ingest_opened("table", opened, &example_lexicon(), &Worker::in_process()).expect("a document");
    let cells: Vec<&str> = ingested.source.split(['\t', '\n']).filter(|cell| !cell.is_empty()).collect();
    let expected = "Area Goal Year Ports|open two more|2027|Cables|lay one|2028|Schools|send teachers|2029";
    assert_eq!(cells.join("|"), expected.replacen("Area Goal Year Ports", "Area|Goal|Year|Ports", 1));
}

#[test]
fn what_gives_no_text_is_told() {
    let told = |bytes: Vec<u8>| {
        let opened = Opened { bytes, format: FileFormat::Parsed(Container::Pdf) };
        ingest_opened("x", opened, &example_lexicon(), &Worker::in_process()).expect_err("no text").what.to_string()
    };
    let text = || vec![Text { x: 70.0, y: 700.0, size: 10.0, words: "We welcome it.".to_owned() }];
    let whole = file(&[text()], Face::Latin, "");
    assert_eq!(told(file(&[Vec::new()], Face::Latin, "")), "empty pages");
    let secret = "/Encrypt << /Filter /Standard /V 1 /R 2 /O <00> /U <00> /P -44 >> /ID [<00> <00>]";
    assert_eq!(told(file(&[text()], Face::Latin, secret)), "protected by a password");
    assert!(told(whole[..40].to_vec()).starts_with("damaged"), "{}", told(whole[..40].to_vec()));
    assert!(told(b"%PDF-1.4\n".to_vec()).starts_with("damaged"));
    let image = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 \
                  /Length 1 >>\nstream\n0\nendstream";
    let scanned = writer::assemble(
        &[
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>".to_vec(),
            b"<< /Type /Page /Parent 2 0 R /Resources << /XObject << /I 4 0 R >> >> /Contents 5 0 R >>".to_vec(),
            image.to_vec(),
            b"<< /Length 31 >>\nstream\nq 595 0 0 842 0 0 cm /I Do Q   \nendstream".to_vec(),
        ],
        "",
    );
    assert_eq!(told(scanned), "pictures of 1 pages without text");
}
