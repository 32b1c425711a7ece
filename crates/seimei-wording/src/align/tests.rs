//! What holds for every alignment, over texts made at random.

use proptest::prelude::*;
use seimei_lexicon::builtin;
use seimei_model::code::Lang;
use seimei_model::document::{Document, DocumentKind};
use seimei_model::provision::Provision;
use seimei_model::reading::Reading;

use super::*;

/// Returns a reading with these provisions, each with its section, and nothing found in them.
fn reading(language: Lang, provisions: &[(String, u8)]) -> Reading {
    let provision = |(index, (text, section)): (usize, &(String, u8))| Provision {
        number: index as u32 + 1,
        text: text.clone(),
        range: Vec::new(),
        pages: None,
        section: (*section > 0).then(|| format!("Section {section}")),
        part: None,
        acts: Vec::new(),
        topics: Vec::new(),
        topic_words: Vec::new(),
        dates: Vec::new(),
        mechanisms: Vec::new(),
    };
    Reading {
        lexicon: String::new(),
        program: "test".into(),
        document: Document {
            title: None,
            kind: DocumentKind::JointStatement,
            date: None,
            language,
            parties: Vec::new(),
            place: None,
            translation: None,
            issuer: None,
        },
        parts: Vec::new(),
        pages: Vec::new(),
        provisions: provisions.iter().enumerate().map(provision).collect(),
        events: Vec::new(),
        diagnostics: Vec::new(),
    }
}

fn english() -> impl Strategy<Value = Vec<(String, u8)>> {
    let word = prop::sample::select(vec![
        "we",
        "welcome",
        "condemn",
        "the",
        "ceasefire",
        "Japan",
        "NATO",
        "forty",
        "12",
        "ships",
        "ports",
        "cyber",
        "hospital",
        "Kenya",
        "harvest",
        "quantum",
        "2,500",
        "students",
        "of",
        "in",
    ]);
    let sentence = prop::collection::vec(word, 1..14).prop_map(|words| words.join(" ") + ".");
    sections(prop::collection::vec(sentence, 0..40))
}

fn japanese() -> impl Strategy<Value = Vec<(String, u8)>> {
    let word = prop::sample::select(vec![
        "我々は",
        "歓迎する",
        "非難する",
        "停戦",
        "日本",
        "NATO",
        "四十名",
        "12",
        "艦船",
        "港湾",
        "サイバー",
        "病院",
        "ケニア",
        "収穫",
        "量子",
        "2,500",
        "学生",
        "の",
        "を",
        "コミットメント",
    ]);
    let sentence = prop::collection::vec(word, 1..14).prop_map(|words| words.concat() + "。");
    sections(prop::collection::vec(sentence, 0..40))
}

fn sections(texts: impl Strategy<Value = Vec<String>>) -> impl Strategy<Value = Vec<(String, u8)>> {
    texts.prop_map(|texts| texts.into_iter().enumerate().map(|(index, text)| (text, (index / 7) as u8)).collect())
}

fn links(alignment: &Alignment) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut links: Vec<_> = alignment.groups.iter().map(|group| (group.a.clone(), group.b.clone())).collect();
    links.sort();
    links
}

fn check_cover(alignment: &Alignment, a: &Reading, b: &Reading) {
    let all_a: Vec<usize> = alignment.groups.iter().flat_map(|group| group.a.clone()).collect();
    assert_eq!(all_a, (0..a.provisions.len()).collect::<Vec<_>>(), "A is there once, in order");
    let mut all_b: Vec<usize> = alignment.groups.iter().flat_map(|group| group.b.clone()).collect();
    let in_place: Vec<usize> =
        alignment.groups.iter().filter(|group| !group.is_moved).flat_map(|group| group.b.clone()).collect();
    assert!(in_place.is_sorted(), "what did not move is in order");
    all_b.sort_unstable();
    assert_eq!(all_b, (0..b.provisions.len()).collect::<Vec<_>>(), "B is there once");
    for group in &alignment.groups {
        assert!(!(group.a.is_empty() && group.b.is_empty()));
        assert!((0.0..=1.0).contains(&group.score), "{}", group.score);
        assert!(group.rests_on.len() <= GROUNDS && (group.is_link() || group.rests_on.is_empty()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_provision_is_there_exactly_once_and_in_order(a in japanese(), b in english()) {
        let (a, b) = (reading(Lang::Ja, &a), reading(Lang::En, &b));
        check_cover(&align(&a, &b, &builtin::lexicon()), &a, &b);
    }

    #[test]
    fn the_other_way_round_gives_the_same_links(a in japanese(), b in english()) {
        let lexicon = builtin::lexicon();
        let (a, b) = (reading(Lang::Ja, &a), reading(Lang::En, &b));
        let (there, back) = (align(&a, &b, &lexicon), align(&b, &a, &lexicon));
        prop_assert_eq!(links(&back.clone().mirrored()), links(&there));
        check_cover(&back.mirrored(), &a, &b);
    }

    #[test]
    fn a_text_answers_to_itself_one_to_one(a in english()) {
        let a = reading(Lang::En, &a);
        let alignment = align(&a, &a, &builtin::lexicon());
        let own: Vec<_> = (0..a.provisions.len()).map(|index| (vec![index], vec![index])).collect();
        prop_assert_eq!(links(&alignment), own);
    }
}

#[test]
fn long_texts_that_run_apart_are_followed() {
    let lexicon = builtin::lexicon();
    let sentence =
        |index: usize| (format!("We will deliver {} ships to port {}.", index * 7 + 100, index * 3 + 1000), 0);
    let whole: Vec<(String, u8)> = (0..400).map(sentence).collect();
    // Two hundred provisions of the beginning are not in B: the way leaves the first band.
    let (a, b) = (reading(Lang::En, &whole), reading(Lang::En, &whole[200..]));
    let alignment = align(&a, &b, &lexicon);
    check_cover(&alignment, &a, &b);
    let right = alignment.groups.iter().filter(|group| group.is_link() && group.a[0] == group.b[0] + 200).count();
    assert!(right >= 198, "{right}");
}

#[test]
fn a_provision_that_moved_is_found_again() {
    let texts = |order: &[usize]| -> Vec<(String, u8)> {
        let all = [
            "We welcome the 12 ships from Kenya.",
            "Quantum computers will be built in Osaka by 2031.",
            "The hospital received 40 ventilators.",
            "Students from Peru studied the harvest.",
            "The ceasefire holds along the river.",
            "Our navies rescued 250 sailors in a storm.",
        ];
        order.iter().map(|index| (all[*index].to_owned(), 0)).collect()
    };
    let a = reading(Lang::En, &texts(&[0, 1, 2, 3, 4, 5]));
    let b = reading(Lang::En, &texts(&[1, 2, 3, 4, 0, 5]));
    let alignment = align(&a, &b, &builtin::lexicon());
    let moved: Vec<_> = alignment.groups.iter().filter(|group| group.is_moved).collect();
    assert_eq!(moved.len(), 1);
    assert_eq!((moved[0].a.as_slice(), moved[0].b.as_slice()), (&[0][..], &[4][..]));
}

#[test]
fn empty_texts_align_to_nothing() {
    let (none, one) = (reading(Lang::En, &[]), reading(Lang::Ja, &[("我々は歓迎する。".to_owned(), 0)]));
    let lexicon = builtin::lexicon();
    assert!(align(&none, &none, &lexicon).groups.is_empty());
    let alignment = align(&one, &none, &lexicon);
    assert_eq!(links(&alignment), [(vec![0], vec![])]);
    assert_eq!(links(&alignment.mirrored()), [(vec![], vec![0])]);
}
