//! What ingestion keeps whatever the bytes are.

use proptest::prelude::*;
use seimei_ingest::block::BlockKind;
use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::Lexicon;
use seimei_text::fold::fold;
use seimei_text::range::TextRange;

const FORMATS: [Format; 3] = [Format::Text, Format::Markdown, Format::Html];

fn lexicon() -> &'static Lexicon {
    static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::compile(&builtin::files()).0)
}

/// Reads the bytes in every format and checks what must hold of the result.
fn check(bytes: &[u8]) {
    for format in FORMATS {
        let ingested = ingest(bytes, format, lexicon());
        let source = &ingested.source;
        for field in &ingested.fields {
            assert!(source.get(field.range.bounds()).is_some(), "{format:?} {field:?}");
        }
        let mut last = 0;
        for block in &ingested.blocks {
            let text = block.text.as_str();
            let whole = TextRange::new(0, text.len());
            let pieces = block.text.pieces(whole);
            // A note may stand where a paragraph breaks off that goes on behind it.
            let is_note = block.kind == BlockKind::Note;
            let mut before = if is_note { 0 } else { last };
            for piece in &pieces {
                assert!(source.get(piece.bounds()).is_some(), "{format:?} {piece:?} of {text:?}");
                assert!(piece.start >= before, "{format:?} {pieces:?} after {before}");
                before = piece.start;
            }
            last = if is_note { last } else { before };
            // A text that stands in the source in one piece and of the same length stands there as it is.
            if let [piece] = pieces.as_slice()
                && piece.len() == text.len()
                && !text.contains(' ')
                && !source[*piece].contains(['&', '\n', '\r', '\u{c}'])
            {
                assert_eq!(&source[*piece], text, "{format:?}");
            }
            let folded = fold(text, lexicon().glyphs());
            for (at, c) in folded.as_str().char_indices() {
                let under = folded.under(TextRange::new(at, at + c.len_utf8()));
                assert!(text.get(under.bounds()).is_some(), "{text:?} {under:?}");
            }
        }
    }
}

#[test]
fn a_note_stands_within_a_paragraph_that_goes_on_behind_it() {
    let page =
        "<h1></h1>We agree to act.\n両首脳は<p>[文書名]\u{3000}<p>2031年5月2日に会談し、協力を歓迎した。\n力を尽くす。";
    check(page.as_bytes());
}

/// Pieces that mean something to one of the formats.
fn fragments() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        Just("\n"),
        Just("\n\n"),
        Just("\r\n"),
        Just("  \n"),
        Just("\u{c}"),
        Just("\u{3000}"),
        Just("\u{a0}"),
        Just(" "),
        Just("\0"),
        Just("**"),
        Just("*"),
        Just("_"),
        Just("["),
        Just("]"),
        Just("](x)"),
        Just("# "),
        Just("- "),
        Just("1. "),
        Just("\\"),
        Just("|"),
        Just("---\n"),
        Just("title: \"a\\_"),
        Just("\""),
        Just("<p>"),
        Just("</p>"),
        Just("<br>"),
        Just("<rt>"),
        Just("</rt>"),
        Just("<sup>1"),
        Just("</sup>"),
        Just("<!--"),
        Just("-->"),
        Just("<pre>"),
        Just("</pre>"),
        Just("<td>"),
        Just("<li>"),
        Just("<h1>"),
        Just("</h1>"),
        Just("<script>"),
        Just("<a b='"),
        Just("&amp;"),
        Just("&#x3042;"),
        Just("&"),
        Just("<title>"),
        Just("<main>"),
        Just("<div class=nav>"),
        Just("我々は、協力を歓迎する。"),
        Just("共同声明"),
        Just("両首脳は"),
        Just("エネル"),
        Just("ギー"),
        Just("か\u{3099}"),
        Just("ﾊﾞ"),
        Just("⼈"),
        Just("行なつた"),
        Just("「"),
        Just("」"),
        Just("（"),
        Just("）"),
        Just("[文書名]　"),
        Just("[全文]"),
        Just("[年月日] "),
        Just("(了)"),
        Just("2031年5月2日"),
        Just("２ ０ ３ １ 年"),
        Just("We agree to act. "),
        Just("the U.S. and "),
        Just("rules-"),
        Just("May 2, 2031"),
        Just("関連記事"),
        Just("(仮訳)"),
        Just("3　"),
        Just("第一条　"),
        Just("\u{fffd}"),
        Just("\u{301}"),
        Just("𠮷"),
    ];
    prop::collection::vec(fragment, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn arbitrary_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes);
    }

    #[test]
    fn arbitrary_text_is_read(text in "\\PC{0,200}") {
        check(text.as_bytes());
    }

    #[test]
    fn fragments_of_every_format_are_read(text in fragments()) {
        check(text.as_bytes());
    }
}

#[test]
fn odd_sources_are_read() {
    for bytes in [&b""[..], b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\n\n\n", b"---\n---\n", b"<", b"\x1b$B", b"&#xD800;"]
    {
        check(bytes);
    }
    let deep = format!("{}声明である。{}", "<div>".repeat(10_000), "</div>".repeat(10_000));
    check(deep.as_bytes());
}
