//! Words on sentences of a joint statement, and what holds for any text.

use std::sync::LazyLock;

use proptest::prelude::*;
use seimei_lexicon::builtin;
use seimei_model::code::Lang;

use super::*;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(builtin::lexicon);

fn cut(lang: Lang, text: &str) -> Vec<String> {
    let cut = Cutter::new(&LEXICON, lang).cut(text);
    cut.words().iter().map(|word| cut.text_of(word).to_owned()).collect()
}

fn check(lang: Lang, text: &str, expected: &str) {
    assert_eq!(cut(lang, text).join("|"), expected);
}

#[test]
fn japanese_words_keep_their_endings_and_lose_their_particles() {
    check(Lang::Ja, "我々は、この主張に強く反対する。", "我々|は|、|この|主張|に|強く|反対|する|。");
    check(
        Lang::Ja,
        "両首脳は、力による一方的な現状変更の試みに断固として反対した。",
        "両首脳|は|、|力|による|一方的な|現状変更|の|試み|に|断固として|反対|した|。",
    );
    check(
        Lang::Ja,
        "対話を促すとともに、透明性を高めることを求める。",
        "対話|を|促す|とともに|、|透明性|を|高める|ことを|求める|。",
    );
    check(Lang::Ja, "完全な、検証可能な、かつ、不可逆的な廃棄", "完全な|、|検証可能な|、|かつ|、|不可逆的な|廃棄");
    check(Lang::Ja, "自由で開かれた海洋への取り組みを進める", "自由|で|開かれた|海洋|への|取り組み|を|進める");
    check(Lang::Ja, "不透明な活動及び安定を損なう行為", "不透明な|活動|及び|安定|を|損なう|行為");
}

#[test]
fn numbers_and_dates_are_one_word_with_what_they_count() {
    check(Lang::Ja, "三か国は2031年5月20日、約3,000人を派遣した", "三か国|は|2031年5月20日|、|約3,000人|を|派遣|した");
    check(Lang::Ja, "第２０回会合で一致した", "第20回|会合|で|一致|した");
    check(
        Lang::En,
        "We sent 2,500 volunteers and 20% of the U.S. fleet.",
        "we|sent|2,500|volunteers|and|20%|of|the|u.s.|fleet|.",
    );
}

#[test]
fn english_parts_the_possessive_and_keeps_names_whole() {
    check(
        Lang::En,
        "The United States' and Arvania\u{2019}s like-minded partners don\u{2019}t agree.",
        "the|united states|'|and|arvania|'s|like-minded|partners|don't|agree|.",
    );
}

#[test]
fn folded_forms_are_the_same_words() {
    assert_eq!(cut(Lang::Ja, "兩國は協力て\u{3099}一致"), cut(Lang::Ja, "両国は協力で一致"));
}

fn check_contract(lang: Lang, text: &str) {
    let cut = Cutter::new(&LEXICON, lang).cut(text);
    let mut at = 0;
    let mut small = 0;
    for word in cut.words() {
        assert_eq!(word.range.start, at, "in order and without gaps: {text:?}");
        assert!(word.range.end > at && text.get(word.range.bounds()).is_some(), "{text:?} {word:?}");
        assert!(word.small.start >= small && !cut.text_of(word).is_empty(), "{text:?} {word:?}");
        assert_eq!(cut.text_of(word).trim(), cut.text_of(word));
        (at, small) = (word.range.end, word.small.end);
    }
    assert!(cut.words().is_empty() || at as usize == text.len(), "{text:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn words_together_are_the_text(text in "[我々国際法の第三か月は促す的なをに強くァーA-Za-z0-9 .,'、。㎞ﾊﾟ兩\u{3099}\u{3000}]{0,40}") {
        check_contract(Lang::Ja, &text);
        check_contract(Lang::En, &text);
    }

    #[test]
    fn any_text_is_cut(text in "\\PC{0,40}") {
        check_contract(Lang::Ja, &text);
        check_contract(Lang::En, &text);
    }
}
