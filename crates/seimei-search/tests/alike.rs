//! Provisions that are worded alike: both sources of a text put together, filters, the provisions beside.

mod fixture;

use fixture::{document, index_of, provision};
use seimei_model::code::Lang;
use seimei_model::identity::DocumentId;
use seimei_search::alike::{Like, LikeRequest};
use seimei_search::index::Index;

fn archive(folder: &std::path::Path) -> Index {
    let lines = |lines: &[&str]| lines.iter().map(|line| provision(line)).collect::<Vec<_>>();
    let ja = lines(&[
        "我々は、灰色海峡の航行の自由を守る決意を表明する。",
        "両国は、海底ケーブルの防護に関する共同研究を完了する。",
        "次回の会合は、ヘイルストンで開催される。",
    ]);
    let en = lines(&[
        "We are determined to guard the freedom of navigation in the Grey Strait.",
        "Both sides will complete the joint study on the protection of undersea cables.",
        "The next meeting will be held in Halestone.",
    ]);
    let other = lines(&[
        "The lifeboat crews of Port Selen rescued forty sailors in the storm.",
        "Both leaders thanked the crews for their courage.",
    ]);
    index_of(
        folder,
        &[
            document(
                "arv-hta-2031",
                "2031-05-20",
                &["ARV"],
                &[(Lang::Ja, "共同声明", &ja), (Lang::En, "Statement", &en)],
            ),
            document("arv-slm-2032", "2032-05-20", &["ARV"], &[(Lang::En, "Words of thanks", &other)]),
        ],
    )
}

fn request(text: &str) -> LikeRequest<'_> {
    LikeRequest { text, limit: 3, each: 1, language: None, document: None, titles: false }
}

fn places(found: &[Like]) -> Vec<String> {
    found.iter().map(|one| format!("{}/{}#p{}", one.document.as_str(), one.language.tag(), one.provision)).collect()
}

#[test]
fn the_nearest_wording_comes_first() {
    let folder = tempfile::tempdir().expect("a writable folder");
    let index = archive(folder.path());
    let like = |text: &str| places(&index.like(&request(text)).expect("an answer"));
    assert_eq!(like("海底ケーブルの防護の共同研究")[0], "arv-hta-2031/ja#p2");
    assert_eq!(like("to complete a joint study of undersea cables")[0], "arv-hta-2031/en#p2");
    assert_eq!(like("鯨"), [""; 0]);
    assert_eq!(like(""), [""; 0]);
}

#[test]
fn both_sources_of_a_text_are_found() {
    let folder = tempfile::tempdir().expect("a writable folder");
    let index = archive(folder.path());
    let text = "We are determined to guard the freedom of navigation in the storm and the lifeboat crews of Port Selen rescued forty sailors";
    let found = places(&index.like(&LikeRequest { limit: 1, ..request(text) }).expect("an answer"));
    for place in ["arv-hta-2031/en#p1", "arv-slm-2032/en#p1"] {
        assert!(found.iter().any(|known| known == place), "{found:?}");
    }
}

#[test]
fn language_document_and_titles_are_filters() {
    let folder = tempfile::tempdir().expect("a writable folder");
    let index = archive(folder.path());
    let like = |request: LikeRequest| places(&index.like(&request).expect("an answer"));
    let both = "両国は共同研究を完了する。Both leaders thanked the crews";
    assert!(like(LikeRequest { language: Some(Lang::Ja), ..request(both) }).iter().all(|place| place.contains("/ja#")));
    let document: DocumentId = "arv-slm-2032".parse().expect("a name");
    let found = like(LikeRequest { document: Some(&document), ..request("Both sides will complete the joint study") });
    assert!(!found.is_empty() && found.iter().all(|place| place.starts_with("arv-slm-2032/")), "{found:?}");
    let nowhere: DocumentId = "nowhere".parse().expect("a name");
    assert_eq!(like(LikeRequest { document: Some(&nowhere), ..request(both) }), [""; 0]);
    assert_eq!(like(LikeRequest { titles: true, ..request("Words of thanks") })[0], "arv-slm-2032/en#p0");
}

#[test]
fn the_provisions_beside_come_in_the_order_of_the_document() {
    let folder = tempfile::tempdir().expect("a writable folder");
    let index = archive(folder.path());
    let found = index.like(&request("次回の会合は、ヘイルストンで開催される")).expect("an answer");
    let neighbours = index.neighbours(&found[..1], 1).expect("an answer");
    assert_eq!(neighbours.len(), 1);
    let numbers: Vec<u32> = neighbours[0].provisions.iter().map(|(number, _)| *number).collect();
    assert_eq!((numbers, neighbours[0].language), (vec![2, 3], Lang::Ja));
    let title = index.like(&LikeRequest { titles: true, ..request("Words of thanks") }).expect("an answer");
    let alone = index.neighbours(&title[..1], 1).expect("an answer");
    assert_eq!(alone[0].provisions, [(0, "Words of thanks".to_owned())]);
}
