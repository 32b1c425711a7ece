//! Changes that words alone show, in both languages.

use std::sync::LazyLock;

use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::Lexicon;

use super::*;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(builtin::lexicon);

/// Checks the changes as `matter: a > b`, parted by `; `.
fn check(lang: Lang, a: &str, b: &str, expected: &str) {
    let changed = Comparer::new(&LEXICON, lang).texts(a, b);
    let told: Vec<String> =
        changed.changes.iter().map(|change| format!("{}: {} > {}", change.matter.word(), change.a, change.b)).collect();
    assert_eq!(told.join("; "), expected, "{:#?}", changed.changes);
}

fn ja(a: &str, b: &str, expected: &str) {
    check(Lang::Ja, a, b, expected);
}

fn en(a: &str, b: &str, expected: &str) {
    check(Lang::En, a, b, expected);
}

#[test]
fn strength_and_act() {
    ja("我々は、この主張に反対する。", "我々は、この主張に強く反対する。", "strength:  > 強く");
    ja("我々は、封鎖を強く非難する。", "我々は、封鎖を最も強い言葉で非難する。", "strength: 強く > 最も強い言葉で");
    ja("我々は、水路の開放の重要性を強調する。", "我々は、水路の開放の重要性を再確認する。", "act: 強調 > 再確認");
    en("We strongly condemn the raid.", "We condemn the raid.", "strength: strongly > ");
    en("We condemn the raid on the pier.", "We note the raid on the pier.", "act: condemn > note");
}

#[test]
fn qualifiers() {
    ja("岬に関する我々の基本的な立場に変更はない。", "岬に関する我々の立場に変更はない。", "qualifier: 基本的な > ");
    ja(
        "機雷の完全な、検証可能な、かつ、不可逆的な廃棄を求める。",
        "機雷の完全な廃棄を求める。",
        "qualifier: 検証可能な、かつ、不可逆的な > ",
    );
    en(
        "They seek the complete, verifiable, and irreversible disposal of mines.",
        "They seek the complete disposal of mines.",
        "qualifier: verifiable, and irreversible > ",
    );
    en(
        "We will consult on the dam.",
        "We will consult on the dam where appropriate.",
        "qualifier:  > where appropriate",
    );
}

#[test]
fn negations() {
    ja("我々は、この境界を認める。", "我々は、この境界を認めない。", "negation: 認める > 認めない");
    ja("両国は、海峡を閉鎖しない。", "両国は、海峡を閉鎖する。", "negation: しない > する");
    ja("対話は前提条件なしに始まる。", "対話は前提条件の下で始まる。", "negation: 条件なしに > 条件の下で");
    en("We do not recognise the border.", "We recognise the border.", "negation: not > ");
    en("The port will be open to ships.", "The port will not be open to ships.", "negation:  > not");
}

#[test]
fn how_binding_it_is() {
    en("All sides must leave the pier.", "All sides should leave the pier.", "modality: must > should");
    en("We will rebuild the pier.", "We could rebuild the pier.", "modality: will > could");
    ja(
        "全ての当事者は、桟橋から退去しなければならない。",
        "全ての当事者は、桟橋から退去すべきである。",
        "modality: なければならない > べきである",
    );
    // A tense is none.
    en("We continue the talks.", "We will continue the talks.", "");
    let directions: Vec<Matter> = Comparer::new(&LEXICON, Lang::En)
        .texts("Ships may enter the port.", "Ships must enter the port.")
        .changes
        .into_iter()
        .map(|change| change.matter)
        .collect();
    assert_eq!(directions, [Matter::Modality { direction: Direction::Firmer }]);
}

#[test]
fn what_only_looks_like_a_negation_is_none() {
    ja("我々は、いわれのない攻撃を非難する。", "我々は、攻撃を非難する。", "qualifier: いわれのない > ");
    // A phrase with a negation of its own negates nothing that both say.
    let told = Comparer::new(&LEXICON, Lang::Ja)
        .texts("立場に変更はなく、我々は、港の平穏を強調する。", "我々は、港の平穏を強調する。");
    assert!(told.changes.iter().all(|change| change.matter != Matter::Negation), "{:?}", told.changes);
    en("We fight COVID-19 in the ports.", "We fight cholera in the ports.", "wording: COVID-19 > cholera");
    en(
        "We seek a resolution of the strike.",
        "We seek a settlement of the strike.",
        "wording: resolution > settlement",
    );
}

#[test]
fn of_two_that_are_alike_the_one_that_went_is_told() {
    let (a, b) = ("港の完全な非軍事化と、機雷の完全な廃棄を求める。", "港の非軍事化と、機雷の完全な廃棄を求める。");
    ja(a, b, "qualifier: 完全な > ");
}

#[test]
fn legal_grounds_that_go_with_a_clause_are_told_beside_it() {
    let told = Comparer::new(&LEXICON, Lang::En).texts(
        "We call for the release of the crew, their ships and their whole cargo in accordance with international law.",
        "We call for the release of the crew.",
    );
    let matters: Vec<&str> = told.changes.iter().map(|change| change.matter.word()).collect();
    assert_eq!(matters, ["basis", "passage"], "{:?}", told.changes);
}

#[test]
fn numbers_and_dates() {
    ja("500人の看護師を派遣する。", "300人の看護師を派遣する。", "number: 500人 > 300人");
    ja("2031年5月20日までに実施する。", "2032年末までに実施する。", "date: 2031年5月20日 > 2032年末");
    en("We will train 500 nurses.", "We will train 300 nurses.", "number: 500 > 300");
    en("The ferry will sail by May 2031.", "The ferry will sail by June 2031.", "date: May > June");
    en("The two bridges are open.", "The three bridges are open.", "number: two > three");
}

#[test]
fn legal_grounds() {
    ja("我々は、国際法に従い、航行の自由を守る。", "我々は、航行の自由を守る。", "basis: 国際法に従い > ");
    en(
        "We uphold freedom of navigation.",
        "We uphold freedom of navigation in accordance with international law.",
        "basis:  > in accordance with international law",
    );
    en(
        "We call for the release of the crew.",
        "We call for the release of the crew consistent with Security Council resolutions.",
        "basis:  > consistent with Security Council resolutions",
    );
    en(
        "We respect it, as reflected in the UN Convention on the Law of the Sea.",
        "We respect it, as reflected in UNCLOS.",
        "wording: the UN Convention on the Law of the Sea > UNCLOS",
    );
}

#[test]
fn actors_and_other_words() {
    ja("我々は、フランスの貢献を歓迎する。", "我々は、ドイツの貢献を歓迎する。", "actor: フランス > ドイツ");
    en("We thank France for the lifeboats.", "We thank Germany for the lifeboats.", "actor: France > Germany");
    en("We thank France for the lifeboats.", "We thank France for the ferries.", "wording: lifeboats > ferries");
    ja("両首脳は、灯台を訪れた。", "両首脳は、灯台を訪れた。", "");
}

#[test]
fn what_only_moved_is_no_change_of_substance() {
    let changed = Comparer::new(&LEXICON, Lang::En).texts(
        "In accordance with international law, we keep the strait open.",
        "We keep the strait open in accordance with international law.",
    );
    assert!(changed.changes.iter().all(|change| change.matter == Matter::Wording), "{:?}", changed.changes);
}
