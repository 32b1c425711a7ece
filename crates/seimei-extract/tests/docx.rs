//! DOCX files of our own making: what comes out of each feature, and what is refused.

mod support;

use seimei_extract::docx::extract;
use seimei_extract::error::{ExtractError, Outside};
use seimei_ingest::block::BlockKind;
use seimei_ingest::flow::{Flow, ingest_flow};
use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::Lexicon;
use support::{Docx, W, item, p, styled, table};

fn flow(body: &str) -> Flow {
    extract(&Docx::new(body).build()).expect("a sound document")
}

/// Checks the paragraphs of a body, each told with its kind.
fn check(body: &str, expected: &[&str]) {
    check_file(Docx::new(body), expected);
}

fn check_file(docx: Docx, expected: &[&str]) {
    let flow = extract(&docx.build()).expect("a sound document");
    let told: Vec<String> = flow
        .paragraphs
        .iter()
        .map(|paragraph| format!("{:?} {}{}", paragraph.kind, paragraph.number, paragraph.text))
        .collect();
    assert_eq!(told, expected);
}

/// A paragraph around the XML of its runs.
fn runs(xml: &str) -> String {
    format!("<w:p>{xml}</w:p>")
}

fn t(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

#[test]
fn headings_are_told_by_name_by_inheritance_and_by_outline() {
    let outline = "<w:p><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr><w:r><w:t>Trade</w:t></w:r></w:p>";
    let body = styled("Title", "Joint Statement")
        + &styled("Heading1", "Security")
        + &styled("own", "Exercises")
        + &styled("ja1", "我々を取り巻く情勢")
        + outline
        + &p("We agree.");
    let expected = [
        "Title Joint Statement",
        "Heading(1) Security",
        "Heading(2) Exercises",
        "Heading(1) 我々を取り巻く情勢",
        "Heading(2) Trade",
        "Body We agree.",
    ];
    check(&body, &expected);
}

#[test]
fn numbers_are_printed_and_lists_hold_together() {
    let body = item(2, 0, "One")
        + &item(2, 1, "One a")
        + &item(2, 0, "Two")
        + &p("Between")
        + &item(2, 0, "Three")
        + &item(1, 0, "Bullet")
        + &item(3, 0, "総則")
        + &item(4, 0, "Roman");
    let expected = [
        "Numbered 1. One",
        "Numbered (a) One a",
        "Numbered 2. Two",
        "Body Between",
        "Numbered 3. Three",
        "Item • Bullet",
        "Numbered 第1条 総則",
        "Numbered I. Roman",
    ];
    check(&body, &expected);
    let together: Vec<bool> = flow(&body).paragraphs.iter().map(|paragraph| paragraph.together).collect();
    assert_eq!(together, [false, true, true, false, false, false, false, false]);
}

#[test]
fn tracked_changes_are_accepted() {
    let body = runs(
        &("<w:pPr><w:rPr><w:b/></w:rPr><w:pPrChange w:id=\"1\"><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr></w:pPrChange></w:pPr>"
            .to_owned()
            + &t("We ")
            + "<w:del w:id=\"2\"><w:r><w:delText>regret</w:delText></w:r></w:del>"
            + "<w:ins w:id=\"3\"><w:r><w:rPr><w:rPrChange w:id=\"4\"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>condemn</w:t></w:r></w:ins>"
            + &t(" the attack")
            + "<w:moveFrom w:id=\"5\"><w:r><w:t> moved</w:t></w:r></w:moveFrom><w:moveTo w:id=\"6\"><w:r><w:t>.</w:t></w:r></w:moveTo>"),
    ) + &runs(&("<w:pPr><w:rPr><w:del w:id=\"7\"/></w:rPr></w:pPr>".to_owned() + &t("First half, ")))
        + &p("second half.");
    check(&body, &["Body We condemn the attack.", "Body First half, second half."]);
    assert!(flow(&body).paragraphs[0].bold.is_empty(), "a paragraph mark's look is not its text's");
    let row = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>\
               <w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    check(row, &["Body a"]);
}

#[test]
fn readings_over_characters_are_dropped() {
    let ruby = "<w:r><w:ruby><w:rubyPr><w:hps w:val=\"10\"/></w:rubyPr><w:rt><w:r><w:t>せいめい</w:t></w:r></w:rt><w:rubyBase><w:r>\
                <w:t>声明</w:t></w:r></w:rubyBase></w:ruby></w:r>";
    check(&runs(&(t("共同") + ruby + &t("を発出した。"))), &["Body 共同声明を発出した。"]);
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>EQ \\* jc2 \\o\\ad(\\s\\up 9(さかい),</w:instrText></w:r>\
                 <w:r><w:instrText>境</w:instrText></w:r><w:r><w:instrText>)</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    check(&runs(&(t("国") + field + &t("を越える。"))), &["Body 国境を越える。"]);
}

#[test]
fn notes_stand_after_the_paragraph_that_carries_their_mark() {
    let mark = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
    let docx = Docx::new(&(runs(&(t("We agree") + mark + &t("."))) + &p("Next."))).footnotes(&[("2", "See Annex.")]);
    let bytes = docx.build();
    let flow = extract(&bytes).expect("sound");
    let told: Vec<&str> = flow.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
    assert_eq!(told, ["We agree[1].", "[1] See Annex.", "Next."]);
    let ingested = ingest_flow(&flow, lexicon());
    let blocks: Vec<(BlockKind, &str)> =
        ingested.blocks.iter().map(|block| (block.kind, block.text.as_str())).collect();
    let expected =
        [(BlockKind::Paragraph, "We agree."), (BlockKind::Note, "[1] See Annex."), (BlockKind::Paragraph, "Next.")];
    assert_eq!(blocks, expected);
}

#[test]
fn marks_that_a_writer_linked_by_hand_are_no_wording() {
    let link = |text: &str| format!("<w:hyperlink w:anchor=\"note\">{}</w:hyperlink>", t(text));
    let body = runs(&(t("We agree.") + &link("[1]") + &t(" We hope, in ") + &link("2031") + &t(".")));
    let ingested = ingest_flow(&flow(&body), lexicon());
    assert_eq!(ingested.blocks[0].text.as_str(), "We agree. We hope, in 2031.");
}

#[test]
fn tables_are_read_row_by_row() {
    let body =
        table(&[&["Area", "Promise"], &["Sea", "Arvenia will send two ships."], &["Air", "Nothing is planned."]]);
    let expected = [
        "Note Area",
        "Note Promise",
        "Cell Sea",
        "Cell Arvenia will send two ships.",
        "Cell Air",
        "Cell Nothing is planned.",
    ];
    check(&body, &expected);
    let ingested = ingest_flow(&flow(&body), lexicon());
    assert!(ingested.source.contains("Sea\tArvenia will send two ships.\n\nAir\t"), "{}", ingested.source);
}

#[test]
fn hidden_text_and_codes_are_left_out_and_results_kept() {
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>DATE \\@ \"yyyy\"</w:instrText></w:r>\
                 <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>2031</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"Hid\"/></w:rPr><w:t>too</w:t></w:r>";
    let simple = "<w:fldSimple w:instr=\"PAGE\"><w:r><w:t xml:space=\"preserve\"> here</w:t></w:r></w:fldSimple>";
    let link = "<w:hyperlink w:anchor=\"x\"><w:r><w:t xml:space=\"preserve\"> linked</w:t></w:r></w:hyperlink>";
    check(&runs(&(t("In ") + field + hidden + simple + link)), &["Body In 2031 here linked"]);
}

#[test]
fn a_field_that_never_ends_hides_no_more_than_some_paragraphs() {
    let open = runs("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>");
    let body = open + &p("a") + &p("b") + &p("c") + &p("We agree.");
    check(&body, &["Body We agree."]);
}

#[test]
fn signs_and_breaks_are_told() {
    let body = runs(
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/><w:t>d</w:t><w:br/><w:t>E</w:t>\
         <w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:sym w:font=\"Symbol\" w:char=\"F061\"/><w:cr/></w:r>",
    );
    check(&body, &["Body a\tb\u{2011}c\u{ad}d\nE✓α\n"]);
    let ingested = ingest_flow(&flow(&body), lexicon());
    assert_eq!(ingested.blocks[0].text.as_str(), "a b\u{2011}cd");
}

#[test]
fn text_boxes_are_read_once_after_their_paragraph() {
    let boxed = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let shape = format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><wps:txbx>{0}</wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox>\
         {0}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        boxed("In the box.")
    );
    check(
        &(runs(&(t("Be") + &shape + &t("fore."))) + &p("After.")),
        &["Body Before.", "Body In the box.", "Body After."],
    );
}

#[test]
fn controls_formulas_and_smart_tags_are_read_through() {
    let control = |properties: &str, text: &str| {
        format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", p(text))
    };
    let body = control("<w:alias w:val=\"x\"/>", "Kept.")
        + &control("<w:showingPlcHdr/>", "Click here to enter text.")
        + &control("<w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj>", "Security 3")
        + &styled("TOC1", "Trade 4")
        + &runs(&("<w:smartTag w:uri=\"u\" w:element=\"place\">".to_owned() + &t("Halestone") + "</w:smartTag>"))
        + &runs(
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
        );
    check(&body, &["Body Kept.", "Note Security 3", "Note Trade 4", "Body Halestone", "Body 1/2"]);
}

#[test]
fn strict_namespaces_and_other_names_of_the_main_part_are_read() {
    let strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    let document = format!(
        "<x:document xmlns:x=\"{strict}\"><x:body><x:p><x:r><x:t>We agree.</x:t></x:r></x:p></x:body></x:document>"
    );
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" \
                     Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" Target=\"/word/document2.xml\"/></Relationships>";
    let docx =
        Docx::new("").without("word/document.xml").part("word/document2.xml", document).part("_rels/.rels", relations);
    check_file(docx, &["Body We agree."]);
}

#[test]
fn utf_16_parts_are_read() {
    let document = format!("<w:document xmlns:w=\"{W}\"><w:body>{}</w:body></w:document>", p("我々は協力する。"));
    let wide: Vec<u8> = "\u{feff}".encode_utf16().chain(document.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    check_file(Docx::new("").part("word/document.xml", wide), &["Body 我々は協力する。"]);
}

#[test]
fn pages_are_told_where_the_file_tells_them() {
    let noted = "<w:r><w:lastRenderedPageBreak/></w:r>";
    let body = p("One.") + &runs(&(t("Two a, ") + noted + &t("two b."))) + &runs(&(noted.to_owned() + &t("Three.")));
    let ingested = ingest_flow(&flow(&body), lexicon());
    let pages: Vec<&str> = ingested.pages.iter().map(|&at| &ingested.source[at as usize..][..3]).collect();
    assert_eq!(pages, ["One", "two", "Thr"]);
    // Breaks that the writer set are believed only where the file counts as many pages.
    let set = p("One.") + &runs("<w:r><w:br w:type=\"page\"/></w:r>") + &p("Two.");
    assert!(ingest_flow(&flow(&set), lexicon()).pages.is_empty());
    let counted = Docx::new(&set).part("docProps/app.xml", "<Properties><Pages>2</Pages></Properties>").build();
    assert_eq!(ingest_flow(&extract(&counted).expect("sound"), lexicon()).pages.len(), 2);
}

#[test]
fn the_files_title_counts_where_the_text_has_none() {
    let core = |title: &str| {
        format!("<c:coreProperties xmlns:c=\"c\" xmlns:dc=\"d\"><dc:title>{title}</dc:title></c:coreProperties>")
    };
    let read = |title: &str, body: &str| {
        let bytes = Docx::new(body).part("docProps/core.xml", core(title)).build();
        let ingested = ingest_flow(&extract(&bytes).expect("sound"), lexicon());
        ingested.fields.iter().map(|field| field.value.clone()).collect::<Vec<_>>()
    };
    let bare = p("We welcome the steady progress made since the last meeting in Halestone.");
    assert_eq!(read("Joint Statement of Arvenia and Selmark", &bare), ["Joint Statement of Arvenia and Selmark"]);
    assert!(read("Microsoft Word - statement.docx", &bare).is_empty());
    assert!(read("An older title", &(styled("Title", "Joint Statement of Arvenia") + &bare)).is_empty());
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::compile(&builtin::files()).0)
}

fn refused(bytes: &[u8]) -> ExtractError {
    extract(bytes).expect_err("a file to be refused")
}

fn is_damaged(bytes: &[u8]) -> bool {
    matches!(refused(bytes), ExtractError::Damaged { .. })
}

#[test]
fn damaged_files_are_refused() {
    let sound = Docx::new(&p("We agree.").repeat(200)).build();
    for cut in [5, sound.len() / 3, sound.len() / 2, sound.len() - 1, sound.len() - 30] {
        assert!(is_damaged(&sound[..cut]), "cut at {cut}");
    }
    for at in (30..sound.len()).step_by(7) {
        let mut flipped = sound.clone();
        flipped[at] ^= 0x55;
        // Whatever comes out, it comes out.
        let _ = extract(&flipped);
    }
    assert!(is_damaged(&Docx::new("").without("word/document.xml").build()));
    assert!(is_damaged(&Docx::of_document("<w:document").build()));
    assert!(is_damaged(&Docx::new("").part("word/document.xml", b"<d>\xff\xfe</d>").build()));
    assert!(is_damaged(&Docx::new(&"<w:sdt>".repeat(1_000_000)).build()));
    assert_eq!(refused(&Docx::new(&p("  ")).build()), ExtractError::NoText);
    assert!(is_damaged(b"PK\x03\x04"));
    assert!(is_damaged(b""));
}

#[test]
fn bombs_are_refused() {
    let blank = " ".repeat(20 << 20);
    assert!(matches!(refused(&Docx::new(&blank).build()), ExtractError::TooLarge { .. }));
    let styles = Docx::new(&p("We agree.")).part("word/styles.xml", format!("<s>{blank}</s>"));
    assert!(matches!(refused(&styles.build()), ExtractError::TooLarge { .. }));
    // A part that is not read may be as large as it likes.
    let picture = Docx::new(&p("We agree.")).part("word/media/image1.bmp", vec![0; 20 << 20]);
    check_file(picture, &["Body We agree."]);
    // A long document of even text packs well, and is none.
    let long = p("We reaffirm our commitment to the security of navigation.").repeat(20_000);
    assert_eq!(flow(&long).paragraphs.len(), 20_000);
    let mut many = Docx::new(&p("We agree."));
    for entry in 0..20_001 {
        many = many.part_unchecked(&format!("word/{entry}"));
    }
    assert!(is_damaged(&many.build()));
}

#[test]
fn what_rests_on_something_outside_is_refused() {
    let outside = |what: Outside, docx: Docx| {
        let refused = refused(&docx.build());
        assert!(matches!(&refused, ExtractError::Outside { what: found, .. } if *found == what), "{refused:?}");
    };
    let agree = || Docx::new(&p("We agree."));
    let settings = |target: &str| {
        agree().relation("settings", "settings.xml", false).part("word/settings.xml", "<s/>").part(
            "word/_rels/settings.xml.rels",
            format!("<Relationships><Relationship Id=\"r\" Type=\"x/attachedTemplate\" Target=\"{target}\" TargetMode=\"External\"/></Relationships>"),
        )
    };
    outside(Outside::Template, settings("https://a.example/t.dotm"));
    check_file(settings("file:///C:\\Users\\a\\Normal.dotm"), &["Body We agree."]);
    outside(Outside::Object, agree().relation("oleObject", "https://a.example/x", true));
    outside(Outside::Text, agree().relation("subDocument", "part2.docx", true));
    outside(Outside::Text, Docx::new("<w:altChunk r:id=\"x\"/>"));
    // Links and pictures are not fetched, and nothing of the text is missing without them.
    check_file(agree().relation("hyperlink", "https://a.example", true), &["Body We agree."]);
    check_file(agree().relation("image", "https://a.example/a.png", true), &["Body We agree."]);
    let laughs = "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]><d>&b;&c;</d>";
    outside(Outside::Declaration, Docx::of_document(laughs));
    outside(Outside::Declaration, agree().part("word/styles.xml", laughs));
}

#[test]
fn names_of_entries_lead_nowhere() {
    let tricks = Docx::new(&p("We agree."))
        .part("../../../../tmp/evil.xml", "x")
        .part("/etc/passwd", "x")
        .part("word\\a.xml", "x");
    check_file(tricks, &["Body We agree."]);
    let relations = "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"../../../etc/passwd\"/></Relationships>";
    assert!(is_damaged(&Docx::new(&p("x")).part("_rels/.rels", relations).build()));
}

#[test]
fn protected_and_other_files_are_told() {
    let mut compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    compound.resize(512, 0);
    assert_eq!(refused(&compound), ExtractError::Other { name: "Word (DOC)".to_owned() });
    compound.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(refused(&compound), ExtractError::Encrypted);
    let zip = |name: &str| {
        let docx = Docx::new("").without("word/document.xml").without("word/styles.xml").without("word/numbering.xml");
        refused(&docx.without("_rels/.rels").without("[Content_Types].xml").part(name, "x").build())
    };
    assert!(matches!(zip("xl/workbook.xml"), ExtractError::Other { name } if name == "Excel (XLSX)"));
    assert!(matches!(zip("ppt/presentation.xml"), ExtractError::Other { name } if name == "PowerPoint (PPTX)"));
}
