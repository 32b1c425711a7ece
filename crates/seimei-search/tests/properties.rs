//! What holds of any text: runs are found wherever they stand, and no query makes the parser panic.

mod fixture;

use fixture::{ask, document, index_of, provision, vocabulary};
use proptest::prelude::*;
use seimei_model::code::Lang;
use seimei_search::parse::{Wrong, parse};
use seimei_text::fold::{fold, is_east_asian};

/// Texts of the register, and beside them characters that folding, cutting and marking must stand.
const TEXTS: &[&str] = &[
    "我々は、ルールに基づく国際秩序の重要性を再確認し、ＨＴＡとの協力を2027年６月までに深める。",
    "兩國の首脳は、サイハ\u{3099}ー・宇宙・ＡＩ等の領域横断的な課題（G7広島サミットを含む。）を議論した。",
    "U.S.-Arvenia alliance「自由で開かれた海」第5条・令和5年1月31日",
    "日",
    "NATO加盟国 café 協力 İstanbul 𠮷野家",
];

/// Returns the runs of 2 to 8 characters with an East Asian one among them.
fn runs(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let runs = (2..=8).flat_map(|length| characters.windows(length));
    let is_run = |run: &&[char]| run.iter().any(|c| is_east_asian(*c)) && run[0] != ' ' && run[run.len() - 1] != ' ';
    runs.filter(is_run).map(|run| run.iter().collect()).collect()
}

#[test]
fn every_run_of_two_to_eight_characters_is_found() {
    let folder = tempfile::tempdir().expect("a writable folder");
    let provisions: Vec<_> = TEXTS.iter().map(|text| provision(text)).collect();
    let index = index_of(folder.path(), &[document("a", "2025", &[], &[(Lang::Ja, "題", &provisions)])]);
    let glyphs = fixture::plan().glyphs;
    let spelled: Vec<String> = TEXTS.iter().map(|text| fold(text, &glyphs).as_str().to_lowercase()).collect();
    for (number, text) in TEXTS.iter().enumerate() {
        let as_written = runs(text);
        for run in runs(fold(text, &glyphs).as_str()).into_iter().chain(as_written) {
            // A quotation mark inside would end the quotation.
            if run.contains(['"', '「', '」']) {
                continue;
            }
            // As written a run may be Latin in wide letters, or end inside a character that is written in two.
            let needle = fold(&run, &glyphs).as_str().trim().to_lowercase();
            if !needle.contains(is_east_asian) || !spelled[number].contains(&needle) {
                continue;
            }
            let answer = ask(&index, &format!("\"{run}\""), false);
            let found: Vec<u32> = answer.hits.iter().map(|hit| hit.passages[0].provision).collect();
            assert!(found.contains(&(number as u32 + 1)), "{run:?} in {text:?}: {found:?}");
            // And nothing that does not hold it.
            let holders = (1..).zip(&spelled).filter(|(_, text)| text.contains(&needle)).map(|(number, _)| number);
            let mut found = found;
            found.sort_unstable();
            assert_eq!(found, holders.collect::<Vec<u32>>(), "{run:?}");
            assert!(answer.hits.iter().all(|hit| !hit.passages[0].marks.is_empty()), "{run:?} is not marked");
        }
    }
}

#[test]
fn mistakes_have_their_place() {
    let wrong = |query: &str| {
        let mistake = parse(query, &vocabulary()).expect_err(query);
        (mistake.what, mistake.range.start, mistake.range.end)
    };
    assert_eq!(wrong(""), (Wrong::Empty, 0, 0));
    assert_eq!(wrong("　"), (Wrong::Empty, 0, 1));
    assert_eq!(wrong("協力 「連携"), (Wrong::UnclosedQuote, 3, 4));
    assert_eq!(wrong("a (b"), (Wrong::UnclosedBracket, 2, 3));
    assert_eq!(wrong("a) b"), (Wrong::UnopenedBracket, 1, 2));
    assert_eq!(wrong("a () b"), (Wrong::NothingToFind, 2, 4));
    assert_eq!(wrong("a OR"), (Wrong::Dangling { operator: "OR" }, 2, 4));
    assert_eq!(wrong("OR a"), (Wrong::Dangling { operator: "OR" }, 0, 2));
    assert_eq!(wrong("AND a"), (Wrong::Dangling { operator: "AND" }, 0, 3));
    assert_eq!(wrong("a AND OR b"), (Wrong::Dangling { operator: "AND" }, 2, 5));
    assert_eq!(wrong("a NOT"), (Wrong::Dangling { operator: "NOT" }, 2, 5));
    assert_eq!(wrong("NOT a"), (Wrong::NotAlone, 0, 5));
    assert_eq!(wrong("a OR NOT b"), (Wrong::NotAlone, 0, 10));
    assert_eq!(wrong("date:yesterday"), (Wrong::NoDate { value: "yesterday".to_owned() }, 5, 14));
    assert_eq!(wrong("date:2024..2022"), (Wrong::Backwards, 5, 15));
    let nearest = Some(seimei_search::query::Field::Actor);
    assert_eq!(wrong("x aktor:ARV"), (Wrong::UnknownField { name: "aktor".to_owned(), nearest }, 2, 7));
    let (what, ..) = wrong("act:condem");
    assert!(matches!(what, Wrong::UnknownValue { nearest, .. } if nearest[0] == "condemn"));
    let field = seimei_search::query::Field::Act;
    assert_eq!(wrong("act:"), (Wrong::NoValue { field }, 0, 4));
    assert!(matches!(wrong(&"(".repeat(500)).0, Wrong::TooDeep));
    assert!(matches!(wrong(&"NOT ".repeat(500)).0, Wrong::TooDeep | Wrong::Dangling { .. }));
}

proptest! {
    #[test]
    fn no_query_makes_the_parser_panic(query in r#"([()"「」:=*\-  　ａ協力a-z0-9.]|AND |OR |NOT |act:|date:2022|\PC){0,40}"#) {
        if let Err(mistake) = parse(&query, &vocabulary()) {
            let length = query.chars().count() as u32;
            prop_assert!(mistake.range.start <= mistake.range.end && mistake.range.end <= length);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_query_makes_the_search_fail(query in r#"([()"「」:=*\- 　協力日米a-z0-9.]|AND |OR |NOT |act:welcome|date:2022|\PC){0,20}"#) {
        let folder = tempfile::tempdir().expect("a writable folder");
        let provisions: Vec<_> = TEXTS.iter().map(|text| provision(text)).collect();
        let index = index_of(folder.path(), &[document("a", "2025", &[], &[(Lang::Ja, "題", &provisions)])]);
        if parse(&query, &vocabulary()).is_ok() {
            let one = ask(&index, &query, false);
            prop_assert_eq!(one.total, one.hits.len());
            ask(&index, &query, true);
        }
    }
}
