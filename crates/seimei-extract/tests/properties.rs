//! What comes out of any DOCX, however odd: stretches within their text, pages in order, ranges that hold.

mod support;

use proptest::prelude::*;
use seimei_extract::docx::extract;
use seimei_ingest::flow::ingest_flow;
use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::Lexicon;
use seimei_text::range::TextRange;
use support::Docx;

fn lexicon() -> &'static Lexicon {
    static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::compile(&builtin::files()).0)
}

fn check(bytes: &[u8]) {
    let Ok(flow) = extract(bytes) else { return };
    for paragraph in &flow.paragraphs {
        for stretches in [&paragraph.bold, &paragraph.italic, &paragraph.asides] {
            let mut last = 0;
            for &(start, end) in stretches {
                assert!(start >= last && paragraph.text.get(start as usize..end as usize).is_some(), "{paragraph:?}");
                last = end;
            }
        }
        assert!(paragraph.pages.is_sorted(), "{paragraph:?}");
    }
    let ingested = ingest_flow(&flow, lexicon());
    assert!(ingested.pages.is_sorted());
    assert!(ingested.pages.iter().all(|&at| ingested.source.is_char_boundary(at as usize)));
    for block in &ingested.blocks {
        // Within a block: a note may stand between the two halves of a sentence that were joined before it.
        let mut last = 0;
        for piece in block.text.pieces(TextRange::new(0, block.text.as_str().len())) {
            assert!(piece.start >= last && ingested.source.get(piece.bounds()).is_some(), "{block:?}");
            last = piece.start;
        }
    }
}

/// An element of a body, of any sort, around others.
fn element() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("<w:t>We agree.</w:t>".to_owned()),
        Just("<w:t xml:space=\"preserve\"> 1. 我々は、 </w:t>".to_owned()),
        Just("<w:instrText>EQ \\o(a,b)</w:instrText>".to_owned()),
        Just("<w:t>Aims:</w:t>".to_owned()),
        prop::sample::select(vec![
            "tab",
            "br",
            "cr",
            "lastRenderedPageBreak",
            "softHyphen",
            "br w:type=\"page\"",
            "fldChar w:fldCharType=\"begin\"",
            "fldChar w:fldCharType=\"separate\"",
            "fldChar w:fldCharType=\"end\"",
            "footnoteReference w:id=\"2\"",
            "sym w:font=\"Symbol\" w:char=\"F0B7\"",
            "p",
            "rPr",
        ])
        .prop_map(|name| format!("<w:{name}/>")),
        Just("<w:rPr><w:b/></w:rPr>".to_owned()),
        Just("<w:rPr><w:i/><w:vertAlign w:val=\"superscript\"/></w:rPr>".to_owned()),
        Just("<w:pPr><w:pStyle w:val=\"Heading1\"/><w:rPr><w:del/></w:rPr></w:pPr>".to_owned()),
        Just("<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/></w:numPr></w:pPr>".to_owned()),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        let names = vec![
            "p",
            "r",
            "p",
            "r",
            "tbl",
            "tr",
            "tc",
            "ins",
            "del",
            "ruby",
            "rt",
            "rubyBase",
            "sdt",
            "sdtContent",
            "txbxContent",
            "footnote w:id=\"2\"",
            "hyperlink w:anchor=\"a\"",
            "trPr",
            "pPr",
        ];
        (prop::sample::select(names), prop::collection::vec(inner, 0..6)).prop_map(|(name, inside)| {
            let end = name.split(' ').next().unwrap_or(name);
            format!("<w:{name}>{}</w:{end}>", inside.concat())
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_body_is_read(elements in prop::collection::vec(element(), 0..8)) {
        check(&Docx::new(&elements.concat()).footnotes(&[("2", "A note.")]).build());
    }

    #[test]
    fn any_document_part_is_read_or_refused(part in any::<Vec<u8>>(), at in 0_usize..2) {
        let name = ["word/document.xml", "word/styles.xml"][at];
        check(&Docx::new(&support::p("We agree.")).part(name, part).build());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in any::<Vec<u8>>(), flips in prop::collection::vec(any::<(u16, u8)>(), 1..4)) {
        check(&bytes);
        let mut file = Docx::new(&support::p("We agree.")).build();
        for (at, value) in flips {
            let at = usize::from(at) % file.len();
            file[at] = value;
        }
        check(&file);
    }
}
