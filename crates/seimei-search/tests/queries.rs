//! Queries with what they find, and what they nearly but not quite find.

mod fixture;

use fixture::{about, acting, ask, document, found, index_of, provision, put};
use seimei_model::act::ActKind;
use seimei_model::code::Lang;
use seimei_search::facets::Facet;
use seimei_search::index::{Index, IndexError, Plan};
use seimei_search::writer::Pace;

/// Three documents: `a` in both languages, `b` in Japanese, `c` in English.
fn archive(folder: &std::path::Path) -> Index {
    let ja = [
        about(
            acting(
                provision("我々は、兩国のサイハ\u{3099}ー協力を歓迎し、ＨＴＡ加盟國との対話を深める。"),
                ActKind::Welcome,
                &["ARV", "HTA"],
                &["SLM"],
                None,
            ),
            "cyber",
            "サイバー",
            "",
        ),
        acting(
            acting(
                provision("アルヴェニアはトヴァリアの発射を最も強い言葉で非難し、セルマークに自制を求める。"),
                ActKind::Condemn,
                &["ARV"],
                &["TOV"],
                None,
            ),
            ActKind::Urge,
            &["HTA"],
            &["SLM"],
            None,
        ),
        acting(
            provision("我々は、2027年６月までに第5条に基づく協定を締結する。"),
            ActKind::Commit,
            &["ARV"],
            &[],
            Some("2027-06"),
        ),
    ];
    let en = [
        about(
            acting(
                provision("We welcome cyber cooperation between the two sides."),
                ActKind::Welcome,
                &["ARV", "HTA"],
                &["SLM"],
                None,
            ),
            "cyber",
            "Cyber",
            "",
        ),
        acting(
            provision("Arvenia condemns Tovaria’s launch in the strongest terms."),
            ActKind::Condemn,
            &["ARV"],
            &["TOV"],
            None,
        ),
        acting(
            provision("We will conclude the agreement by June 2027."),
            ActKind::Commit,
            &["ARV"],
            &[],
            Some("2027-06"),
        ),
    ];
    let b = [
        about(provision("海洋協力枠組みの会合を開いた。"), "maritime", "海洋", "海洋協力枠組み"),
        provision("力を協せる。"),
    ];
    let c = [
        about(
            provision("The Maritime Dialogue cooperated on ship-to-shore rules."),
            "maritime",
            "At sea",
            "Maritime Dialogue",
        ),
        provision("Policies, not a policy: economic security and rules-based order."),
        provision("The U.S.–Arvenia talks; security, economic and other."),
        provision("両 NATO 協力"),
    ];
    index_of(
        folder,
        &[
            document(
                "a",
                "2025-05-21",
                &["ARV", "HTA"],
                &[(Lang::Ja, "共同声明", &ja), (Lang::En, "Joint Statement", &en)],
            ),
            document("b", "2024", &["ARV"], &[(Lang::Ja, "会談概要", &b)]),
            document("c", "", &["SLM"], &[(Lang::En, "Fact Sheet", &c)]),
        ],
    )
}

#[test]
fn queries_find_what_they_ask_for_and_nothing_near() {
    let folder = tempfile::tempdir().expect("a writable folder");
    let index = archive(folder.path());
    for (query, expected) in [
        // Runs of characters: any length, any place, in every spelling.
        ("協力", "a/ja#p1 b/ja#p1 c/en#p4"),
        ("力", "a/ja#p1 b/ja#p1 b/ja#p2 c/en#p4"),
        ("。", "a/ja#p1 a/ja#p2 a/ja#p3 b/ja#p1 b/ja#p2"),
        ("協力枠", "b/ja#p1"),
        ("力協", ""),
        ("海洋枠組み", ""),
        ("両国", "a/ja#p1"),
        ("兩國", "a/ja#p1"),
        ("サイバー", "a/ja#p1"),
        ("ｻｲﾊﾞｰ", "a/ja#p1"),
        ("イバ", "a/ja#p1"),
        ("サイハー", ""),
        ("HTA加盟国", "a/ja#p1"),
        ("ｈｔａ加盟", "a/ja#p1"),
        ("hta", "a/ja#p1"),
        ("ht", ""),
        ("2027年6月", "a/ja#p3"),
        ("27年6", "a/ja#p3"),
        ("第５条", "a/ja#p3"),
        ("「NATO 協力」", "c/en#p4"),
        ("nato協", "c/en#p4"),
        ("日米", ""),
        // Words: any form; as they stand behind = and in quotation marks.
        ("cooperation", "a/en#p1 c/en#p1"),
        ("COOPERATE", "a/en#p1 c/en#p1"),
        ("=cooperation", "a/en#p1"),
        ("=cooperate", ""),
        ("coop*", "a/en#p1 c/en#p1"),
        ("cooperati*", "a/en#p1"),
        ("policy", "c/en#p2"),
        ("\"economic security\"", "c/en#p2"),
        ("“security economic”", "c/en#p3"),
        ("\"economic order\"", ""),
        ("economic security", "c/en#p2 c/en#p3"),
        ("rules-based", "c/en#p2"),
        ("ship-to-shore", "c/en#p1"),
        ("\"U.S.-Arvenia talks\"", "c/en#p3"),
        ("tovaria", "a/en#p2"),
        ("tovarias", "a/en#p2"),
        ("launches", "a/en#p2"),
        // Joined.
        ("協力 AND 海洋", "b/ja#p1"),
        ("協力　海洋", "b/ja#p1"),
        ("協力 NOT 海洋", "a/ja#p1 c/en#p4"),
        ("協力 -海洋", "a/ja#p1 c/en#p4"),
        ("launch OR 発射", "a/en#p2 a/ja#p2"),
        ("（launch OR 発射） lang:ja", "a/ja#p2"),
        ("協力 NOT 「海洋協力枠」", "a/ja#p1 c/en#p4"),
        ("協力 NOT (海洋 OR HTA)", "c/en#p4"),
        // Fields.
        ("party:SLM", "c/en#p1 c/en#p2 c/en#p3 c/en#p4"),
        ("act:condemn", "a/en#p2 a/ja#p2"),
        ("act：非難", "a/en#p2 a/ja#p2"),
        ("主体：アルヴェニア act:非難 lang:ja", "a/ja#p2"),
        ("act:(welcome OR commit) lang:en", "a/en#p1 a/en#p3"),
        // One act, not two of one provision.
        ("act:condemn target:SLM", ""),
        ("act:condemn target:TOV", "a/en#p2 a/ja#p2"),
        ("act:urge actor:HTA target:SLM", "a/ja#p2"),
        ("(act:condemn) (target:SLM)", ""),
        ("strength:strongest actor:HTA", ""),
        ("commitment:yes", "a/en#p3 a/ja#p3"),
        ("commitment:no target:TOV", "a/en#p2 a/ja#p2"),
        ("due:2027", "a/en#p3 a/ja#p3"),
        ("due:..2027-05", ""),
        ("due:2027-06-30..", "a/en#p3 a/ja#p3"),
        ("topic:maritime", "b/ja#p1 c/en#p1"),
        ("mechanism:枠組", "b/ja#p1"),
        ("mechanism:海洋協力枠組み", "b/ja#p1"),
        ("mechanism:dialogues", "c/en#p1"),
        ("mechanism:\"dialogue maritime\"", ""),
        ("mechanism:ship", ""),
        ("section:cyber", "a/en#p1"),
        ("section:サイ", "a/ja#p1"),
        ("section:\"at sea\"", "c/en#p1"),
        ("doc:b", "b/ja#p1 b/ja#p2"),
        ("doc:zz*", ""),
        ("kind:joint-statement topic:cyber", "a/en#p1 a/ja#p1"),
        // A date that may lie there; without a date nothing does.
        ("date:2024-03 力", "b/ja#p1 b/ja#p2"),
        ("date:2025.. topic:cyber", "a/en#p1 a/ja#p1"),
        ("date:..2024 力", "b/ja#p1 b/ja#p2"),
        ("date:2026..", ""),
        ("security NOT date:1900..2100", "c/en#p2 c/en#p3"),
    ] {
        assert_eq!(found(&index, query).join(" "), expected, "{query}");
    }
}

#[test]
fn documents_are_found_by_what_different_provisions_say() {
    let folder = tempfile::tempdir().expect("a writable folder");
    let index = archive(folder.path());
    let documents = |query: &str| -> String {
        let hits = ask(&index, query, true).hits;
        hits.iter().map(|hit| format!("{}/{}", hit.document, hit.language.tag())).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(documents("協力 協定"), "a/ja");
    assert_eq!(documents("(協力 協定)"), "");
    assert_eq!(documents("共同声明"), "a/ja", "by its title");
    assert_eq!(documents("協力 NOT 協定 lang:ja"), "b/ja");
    assert_eq!(documents("act:condemn target:SLM"), "");
    assert_eq!(documents("cyber agreement"), "a/en");
    let answer = ask(&index, "協力 協定", true);
    let numbers: Vec<u32> = answer.hits[0].passages.iter().map(|passage| passage.provision).collect();
    assert_eq!((answer.total, answer.hits[0].provisions, numbers), (1, 2, vec![1, 3]));
}

#[test]
fn what_is_found_is_marked_in_the_text_as_written() {
    let folder = tempfile::tempdir().expect("a writable folder");
    let index = archive(folder.path());
    let marked = |query: &str| -> Vec<String> {
        let answer = ask(&index, query, false);
        let passage = &answer.hits[0].passages[0];
        let characters: Vec<char> = passage.text.chars().collect();
        let text = |from: u32, to: u32| characters[from as usize..to as usize].iter().collect();
        passage.marks.iter().map(|mark| text(mark.start, mark.end)).collect()
    };
    assert_eq!(marked("両国 サイバー hta加盟国"), ["兩国", "サイハ\u{3099}ー", "ＨＴＡ加盟國"]);
    assert_eq!(marked("cooperate ship*"), ["cooperated", "ship"]);
    assert_eq!(marked("launch tovaria NOT june"), ["Tovaria", "launch"]);
}

#[test]
fn facets_count_provisions_and_documents() {
    let folder = tempfile::tempdir().expect("a writable folder");
    let index = archive(folder.path());
    let counts = |query: &str, documents: bool, facet: Facet| -> String {
        let answer = ask(&index, query, documents);
        let (_, counts) = answer.facets.iter().find(|(of, _)| *of == facet).expect("a facet").clone();
        counts.iter().map(|(value, count)| format!("{value} {count}")).collect::<Vec<_>>().join(", ")
    };
    let all = "act:(welcome OR condemn OR urge OR commit)";
    assert_eq!(counts(all, false, Facet::Act), "commit 2, condemn 2, welcome 2, urge 1");
    assert_eq!(counts(all, false, Facet::Language), "en 3, ja 3");
    assert_eq!(counts("力 OR security", false, Facet::Year), "2024 2, 2025 1");
    assert_eq!(counts("力 OR security", false, Facet::Party), "ARV 3, SLM 3, HTA 1");
    assert_eq!(counts("力 OR security", true, Facet::Party), "ARV 2, HTA 1, SLM 1");
    assert_eq!(counts("力", false, Facet::Kind), "joint_statement 4");
    assert_eq!(counts("topic:cyber", true, Facet::Topic), "cyber 1");
}

#[test]
fn a_document_is_replaced_and_removed_as_a_whole() {
    let folder = tempfile::tempdir().expect("a writable folder");
    let index = archive(folder.path());
    put(&index, &[document("b", "2024", &["ARV"], &[(Lang::Ja, "会談概要", &[provision("新しい協定")])])], 2);
    assert_eq!(found(&index, "協定").join(" "), "a/ja#p3 b/ja#p1");
    assert_eq!(found(&index, "海洋").join(" "), "");
    assert_eq!(index.last_change().expect("a number"), 2);
    let mut writer = index.writer(Pace::Few).expect("a writer");
    assert!(matches!(index.writer(Pace::Few), Err(IndexError::Busy(_))));
    writer.remove(&"b".parse().expect("a name"));
    writer.commit(3).expect("a commit");
    writer.finish().expect("joined");
    assert_eq!(found(&index, "協定").join(" "), "a/ja#p3");
    let again = Index::open(folder.path(), &fixture::plan()).expect("an index");
    assert_eq!((again.last_change().expect("a number"), found(&again, "協定").len()), (3, 1));
}

#[test]
fn pages_follow_each_other_without_gap_or_overlap() {
    let folder = tempfile::tempdir().expect("a writable folder");
    let index = archive(folder.path());
    for order in [
        seimei_search::search::Order::Relevance,
        seimei_search::search::Order::Newest,
        seimei_search::search::Order::Oldest,
    ] {
        let page = |offset: usize, limit: usize| {
            let query = seimei_search::parse::parse("力 OR security OR we", &fixture::vocabulary()).expect("a query");
            let request = seimei_search::search::Request {
                query,
                documents: false,
                order,
                offset,
                limit,
                facets: false,
                room: 100,
            };
            let answer = index.search(&request).expect("an answer");
            let names =
                answer.hits.iter().map(|hit| (hit.document.to_string(), hit.passages[0].provision, hit.language));
            (answer.total, names.collect::<Vec<_>>())
        };
        let (total, all) = page(0, 100);
        assert_eq!(total, all.len());
        let paged: Vec<_> = (0..total + 2).flat_map(|offset| page(offset, 1).1).collect();
        assert_eq!(paged, all, "{order:?}");
        assert_eq!(page(0, 0).1, []);
    }
}

#[test]
fn an_index_that_does_not_fit_is_told_apart() {
    let folder = tempfile::tempdir().expect("a writable folder");
    let place = folder.path().join("index");
    assert!(matches!(Index::open(&place, &fixture::plan()), Err(IndexError::Absent(_))));
    drop(archive(&place));
    assert!(Index::open(&place, &fixture::plan()).is_ok_and(|index| index.check().is_ok()));
    let other = Plan { archive: "other".to_owned(), ..fixture::plan() };
    assert!(matches!(Index::open(&place, &other), Err(IndexError::Foreign(_))));
    let glyphs = std::sync::Arc::new(seimei_text::glyphs::Glyphs::from([('兩', '両')]));
    assert!(matches!(Index::open(&place, &Plan { glyphs, ..fixture::plan() }), Err(IndexError::Outdated(_))));
    let files = || std::fs::read_dir(&place).expect("the index").map(|file| file.expect("a file").path());
    let stored = files().find(|file| file.extension().is_some_and(|ending| ending == "store")).expect("texts");
    let mut bytes = std::fs::read(&stored).expect("texts");
    bytes[10] ^= 0xff;
    std::fs::write(&stored, bytes).expect("a writable file");
    let opened = Index::open(&place, &fixture::plan()).expect("it opens");
    assert!(matches!(opened.check(), Err(IndexError::Damaged { .. })));
    std::fs::write(&stored, b"").expect("a writable file");
    assert!(matches!(Index::open(&place, &fixture::plan()), Err(IndexError::Damaged { .. })));
    std::fs::write(place.join("meta.json"), "{").expect("a writable file");
    assert!(matches!(Index::open(&place, &fixture::plan()), Err(IndexError::Damaged { .. })));
}
