//! What is traced and what is not, on texts about states that do not exist.

use seimei_lexicon::builtin;
use seimei_model::code::Lang;

use crate::lineage::alike::{Clauses, Leading};
use crate::lineage::{Lineages, Passage, PassageId, Step};

/// A small archive; a passage is named by its place.
const ENGLISH: &[(u32, i32, &str)] = &[
    (
        0,
        2021,
        "We underscore the importance of calm across the Selmark Sound and encourage the peaceful settlement of questions across the Sound.",
    ),
    (0, 2021, "The two Ministers thanked the people of Hartia for their warm hospitality."),
    (
        0,
        2021,
        "We oppose the stationing of patrol vessels near the disputed reefs and the use of fishing fleets as auxiliaries.",
    ),
    (
        1,
        2022,
        "Prime Minister Ilse Brandt and President Oto Mirae reiterated the importance of lasting calm across the Selmark Sound as an indispensable element of prosperity.",
    ),
    (1, 2022, "They welcomed the opening of the Northern Rail Corridor ahead of schedule."),
    (
        1,
        2022,
        "They strongly oppose the stationing of patrol vessels near disputed reefs, the dangerous use of fishing fleets as auxiliaries, and the cutting of cables.",
    ),
    (2, 2023, "The Ministers decided to hold the next meeting of the Commission in Vessby in the spring of 2024."),
    (2, 2023, "The Ministers expressed concern over the shortage of seed grain in the uplands."),
    (2, 2023, "We intend to open the Northern Rail Corridor by the end of 2024."),
];

fn kin(passages: &[(u32, i32, &str)], language: Lang, asked: u32) -> Vec<u32> {
    let lexicon = builtin::lexicon();
    let mut lineages = Lineages::new(&lexicon);
    for &(document, year, text) in passages {
        lineages.add(&Passage { document, year: Some(year), language, text, ..Passage::default() });
    }
    lineages.settle();
    lineages.kin(PassageId(asked)).iter().map(|kin| kin.passage.0).collect()
}

#[test]
fn a_formula_is_found_whoever_speaks_and_whatever_was_added() {
    assert_eq!(kin(ENGLISH, Lang::En, 0), [3]);
    assert_eq!(kin(ENGLISH, Lang::En, 3), [0]);
    assert_eq!(kin(ENGLISH, Lang::En, 2), [5]);
}

#[test]
fn what_stands_alone_has_no_kin() {
    for asked in [1, 6, 7] {
        assert_eq!(kin(ENGLISH, Lang::En, asked), [0; 0], "{asked}");
    }
}

#[test]
fn a_text_that_was_not_added_finds_its_kin() {
    let lexicon = builtin::lexicon();
    let mut lineages = Lineages::new(&lexicon);
    for &(document, year, text) in ENGLISH {
        lineages.add(&Passage { document, year: Some(year), language: Lang::En, text, ..Passage::default() });
    }
    lineages.settle();
    let text = "The importance of calm across the Selmark Sound was stressed.";
    let kin = lineages.kin_of(&Passage { language: Lang::En, text, ..Passage::default() });
    let kin: Vec<u32> = kin.iter().map(|kin| kin.passage.0).collect();
    assert!(kin.contains(&0) && kin.contains(&3), "{kin:?}");
}

#[test]
fn families_hold_each_formula_once_and_their_order_is_fixed() {
    let lexicon = builtin::lexicon();
    let families = |order: &[usize]| {
        let mut lineages = Lineages::new(&lexicon);
        for &index in order {
            let (document, year, text) = ENGLISH[index];
            lineages.add(&Passage { document, year: Some(year), language: Lang::En, text, ..Passage::default() });
        }
        lineages.settle();
        let mut families: Vec<Vec<usize>> = lineages
            .families(2)
            .iter()
            .map(|family| {
                let mut members: Vec<usize> = family.members.iter().map(|id| order[id.0 as usize]).collect();
                members.sort_unstable();
                members
            })
            .collect();
        families.sort();
        families
    };
    let forwards: Vec<usize> = (0..ENGLISH.len()).collect();
    let backwards: Vec<usize> = (0..ENGLISH.len()).rev().collect();
    assert_eq!(families(&forwards), families(&backwards));
    assert!(families(&forwards).contains(&vec![0, 3]), "{:?}", families(&forwards));
}

#[test]
fn lineages_that_follow_are_those_made_anew() {
    let lexicon = builtin::lexicon();
    let japanese = [
        (3, 2021, "我々は、セルマーク海峡の平穏が地域の繁栄に不可欠であることを改めて強調した。"),
        (4, 2023, "両首脳は、地域の繁栄に不可欠な要素であるセルマーク海峡の平穏の重要性を再確認した。"),
    ];
    let passage = |index: usize| {
        let english = |index: usize| (Lang::En, ENGLISH[index]);
        let (language, (document, year, text)) =
            index.checked_sub(ENGLISH.len()).map_or_else(|| english(index), |index| (Lang::Ja, japanese[index]));
        Passage { document, year: Some(year), language, text, ..Passage::default() }
    };
    let made = |order: &[usize]| {
        let mut lineages = Lineages::new(&lexicon);
        for index in order {
            lineages.add(&passage(*index));
        }
        lineages.settle();
        lineages
    };
    // At the end, at the beginning, in between, taken away, in another language, all at once, nothing left.
    let orders: [&[usize]; 7] =
        [&[1, 3, 5], &[1, 3, 5, 7], &[0, 1, 3, 5, 7], &[0, 2, 3, 5, 9], &[10, 5, 3, 0, 9], &[4, 6, 8], &[]];
    let mut before = orders[0];
    let mut followed = made(before);
    for order in orders {
        let step = |index: &usize| match before.iter().position(|known| known == index) {
            Some(at) => Step::Kept { passage: PassageId(at as u32), document: passage(*index).document },
            None => Step::New(passage(*index)),
        };
        followed = followed.following(order.iter().map(step), order.len());
        let anew = made(order);
        assert_eq!(followed.len(), anew.len());
        for asked in (0..order.len() as u32).map(PassageId) {
            assert_eq!(followed.kin(asked), anew.kin(asked), "{order:?} {asked:?}");
        }
        assert_eq!(followed.families(2), anew.families(2));
        let asked = Passage { language: Lang::En, text: ENGLISH[0].2, ..Passage::default() };
        assert_eq!(followed.kin_of(&asked), anew.kin_of(&asked));
        before = order;
    }
}

#[test]
fn what_comes_behind_changes_nothing_about_what_was_there() {
    let lexicon = builtin::lexicon();
    let passage = |index: usize| {
        let (document, year, text) = ENGLISH[index % ENGLISH.len()];
        let document = document + (index / ENGLISH.len()) as u32 * 3;
        Passage { document, year: Some(year), language: Lang::En, text, ..Passage::default() }
    };
    let count = 2 * ENGLISH.len();
    let made = |until: usize, reference: usize| {
        let mut lineages = Lineages::new(&lexicon);
        for index in 0..until {
            lineages.add(&passage(index));
        }
        lineages.settle_by(reference);
        lineages
    };
    // A word of the second clause stands in no passage at first.
    let clauses = ["the use of fishing fleets as auxiliaries", "to hold the next meeting of the Commission in Vessby"];
    for (reference, until) in [(0, 0), (3, 4), (5, 5), (4, 11), (9, count - 1)] {
        let before = made(until, reference);
        let (followed, anew) = (before.with((until..count).map(passage)), made(count, reference));
        let all = |_| true;
        for asked in (0..count as u32).map(PassageId) {
            assert_eq!(followed.kin(asked), anew.kin(asked), "{until} {asked:?}");
        }
        let mut links = before.links(2, PassageId(0), &all);
        links.extend(followed.links(2, PassageId(until as u32), &all));
        assert_eq!(links, anew.links(1, PassageId(0), &all), "{until}");
        for text in clauses {
            let asked = Passage { text, language: Lang::En, ..Passage::default() };
            let kept = Clauses::new(&before).clause(&asked);
            let ready = Clauses::new(&anew).clause(&asked);
            let found = Clauses::new(&anew).alike(&ready, 0.05, &all);
            let passages: Vec<PassageId> = found.iter().map(|alike| alike.passage).collect();
            let mut clauses = Clauses::new(&followed);
            let asked = clauses.clause(&asked);
            assert_eq!(clauses.alike(&asked, 0.05, &all), found, "{text}");
            // What leads from a clause to passages leads back.
            let leading = Leading::new([(7, &ready)]);
            for alike in (0..count as u32).map(PassageId) {
                let is_led_to = leading.to(alike, &followed) == [7];
                let compared = followed.compared(&ready, alike, 0.05).filter(|_| is_led_to);
                assert_eq!(compared.is_some(), passages.contains(&alike), "{text} {alike:?}");
            }
            if !kept.is_outdated(&followed) {
                assert_eq!(clauses.alike(&kept, 0.05, &all), found, "{until} {text}");
            }
        }
    }
}

#[test]
fn japanese_formulas_meet_across_the_words_for_those_who_speak() {
    let passages = [
        (0, 2021, "我々は、セルマーク海峡の平穏が地域の繁栄に不可欠であることを改めて強調した。"),
        (0, 2021, "両大臣は、北部鉄道回廊の開通を歓迎した。"),
        (1, 2023, "両首脳は、地域の繁栄に不可欠な要素であるセルマーク海峡の平穏の重要性を再確認した。"),
        (1, 2023, "閣僚は、次回の会合を2024年春にヴェスビーで開催することを決定した。"),
    ];
    assert_eq!(kin(&passages, Lang::Ja, 0), [2]);
    assert_eq!(kin(&passages, Lang::Ja, 3), [0; 0]);
}

#[test]
fn nothing_and_endless_text_do_no_harm() {
    let long = "calm ".repeat(20_000);
    let passages = [(0, 2021, ""), (0, 2021, "。"), (1, 2022, long.as_str()), (1, 2022, "\u{0}\u{feff}…")];
    for asked in 0..4 {
        let _ = kin(&passages, Lang::En, asked);
        let _ = kin(&passages, Lang::Und, asked);
    }
    assert_eq!(kin(&[], Lang::En, 0), [0; 0]);
}
