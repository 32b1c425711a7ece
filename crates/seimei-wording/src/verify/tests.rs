//! Quotations made from invented texts, each with its verdict.

use std::sync::LazyLock;

use proptest::prelude::*;
use seimei_lexicon::builtin;

use super::*;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(builtin::lexicon);

fn passage(document: usize, first: u32, provisions: &[&str]) -> Passage {
    let language = if provisions.concat().chars().any(is_east_asian) { Lang::Ja } else { Lang::En };
    let provisions = provisions.iter().zip(first..).map(|(text, number)| (number, (*text).to_owned())).collect();
    Passage { document, language, provisions }
}

fn find(quotation: &str, passages: &[Passage]) -> Finding {
    Verifier::new(&LEXICON).verify(quotation, passages)
}

fn check(quotation: &str, passages: &[Passage], verdict: Verdict) -> Finding {
    let finding = find(quotation, passages);
    assert_eq!(finding.verdict, verdict, "{quotation}: {finding:?}");
    check_edits(quotation, passages, &finding);
    finding
}

fn cut(text: &str, range: CharRange) -> String {
    text.chars().skip(range.start as usize).take((range.end - range.start) as usize).collect()
}

/// What the stretches say with the edits applied is what the quotation says.
fn check_edits(quotation: &str, passages: &[Passage], finding: &Finding) {
    let count = quotation.chars().count() as u32;
    for stretch in &finding.stretches {
        let (_, text) = &passages[stretch.passage].provisions[stretch.provision];
        assert!(stretch.range.end <= text.chars().count() as u32 && stretch.range.start <= stretch.range.end);
        assert!(stretch.quoted.end <= count && stretch.quoted.start <= stretch.quoted.end);
    }
    for pair in finding.stretches.windows(2) {
        assert!(pair[0].quoted.end <= pair[1].quoted.start, "{finding:?}");
    }
    let glyphs = LEXICON.glyphs();
    let compared = |text: &str| -> String {
        let key = Key::new(text, glyphs);
        key.chars.iter().filter(|c| c.is_alphanumeric()).flat_map(|c| c.to_lowercase()).collect()
    };
    let mut made = String::new();
    for stretch in &finding.stretches {
        let (_, text) = &passages[stretch.passage].provisions[stretch.provision];
        let mut at = stretch.range.start;
        let of_stretch = finding.edits.iter().filter(|edit| {
            edit.place == Some((stretch.passage, stretch.provision))
                && edit.range.start >= stretch.range.start
                && edit.range.end <= stretch.range.end
                && (edit.quoted.start >= stretch.quoted.start && edit.quoted.end <= stretch.quoted.end
                    || edit.quoted.start == edit.quoted.end)
        });
        for edit in of_stretch {
            if edit.range.start >= at {
                made += &compared(&cut(text, CharRange { start: at, end: edit.range.start }));
                made += &compared(&cut(quotation, edit.quoted));
                at = edit.range.end;
            }
        }
        made += &compared(&cut(text, CharRange { start: at, end: stretch.range.end }));
    }
    if finding.verdict != Verdict::NotFound {
        let said: String = finding.stretches.iter().map(|stretch| compared(&cut(quotation, stretch.quoted))).collect();
        assert_eq!(made, said, "{quotation}: {finding:?}");
    }
}

const EN: &[&str] = &[
    "We strongly condemn the attack on the ports of Selmark.",
    "We will not recognise any change of the harbour line made by force, and we call on Tovaria to withdraw its 40 ships.",
    "The third meeting of the working group will take place in Halestone in the spring of 2031.",
    "Both leaders thanked the crews of the lifeboats for their courage.",
];
const JA: &[&str] = &[
    "我々は、セルマークの港に対する攻撃を強く非難する。",
    "両國は、力による一方的な現状変更の試みを認めず、トヴァリアに対し、40隻の艦船を直ちに撤退させるよう求める。",
    "作業部会の第三回会合は、2031年春にヘイルストンで開催される。",
    "両首脳は、救難艇の乗組員の勇気に謝意を表した。",
];

#[test]
fn each_verdict_in_english() {
    let en = [passage(0, 1, EN)];
    check("we strongly condemn the attack on the ports", &en, Verdict::Verbatim);
    check("“[w]e  strongly condemn the attack on the ports of Selmark”", &en, Verdict::Verbatim);
    check("the ports of Selmark. We will not recognise any change", &en, Verdict::Verbatim);
    check("We will not recognise … and we call on Tovaria to withdraw its 40 ships.", &en, Verdict::Elided);
    check("We strongly condemn the attack on the ports [...] the spring of 2031.", &en, Verdict::Elided);
    check(
        "We will not recognise any change of the harbour line, and we call on Tovaria to withdraw",
        &en,
        Verdict::Truncated,
    );
    check("We mildly condemn the attack on the ports of Selmark.", &en, Verdict::Altered);
    check("We will recognise any change of the harbour line made by force", &en, Verdict::Altered);
    check("we call on Tovaria to withdraw its 14 ships", &en, Verdict::Altered);
    check(
        "We strongly condemn the attack on the meeting will take place in Halestone in 2031.",
        &en,
        Verdict::Stitched,
    );
    check(
        "will take place in Halestone in the spring of 2031 … We strongly condemn the attack on the ports",
        &en,
        Verdict::Stitched,
    );
    check("Nobody has ever spoken of whales and orchards in such a tone.", &en, Verdict::NotFound);
    check("", &en, Verdict::NotFound);
}

#[test]
fn each_verdict_in_japanese() {
    let ja = [passage(0, 1, JA)];
    check("両国は、力による一方的な現状変更の試みを認めず", &ja, Verdict::Verbatim);
    check("「トヴァリアに対し、４０ 隻の艦船を直ちに撤退させるよう求める」", &ja, Verdict::Verbatim);
    check("強く非難する。両国は、力による一方的な現状変更の試みを認めず、", &ja, Verdict::Verbatim);
    check("両国は、（中略）40隻の艦船を直ちに撤退させるよう求める", &ja, Verdict::Elided);
    check("両国は、トヴァリアに対し、40隻の艦船を直ちに撤退させるよう求める。", &ja, Verdict::Truncated);
    check("我々は、セルマークの港に対する攻撃を非難する。", &ja, Verdict::Truncated);
    check("我々は、セルマークの港に対する攻撃を強く歓迎する。", &ja, Verdict::Altered);
    check("両国は、力による一方的な現状変更の試みを認め、トヴァリアに対し、", &ja, Verdict::Altered);
    check("作業部会の第三回会合は、2032年春にヘイルストンで開催される", &ja, Verdict::Altered);
    check(
        "両首脳は、救難艇の乗組員のヘイルストンで開催される。",
        &[passage(0, 1, &JA[2..3]), passage(1, 9, &JA[3..])],
        Verdict::Stitched,
    );
    check("鯨の群れは果樹園の上を静かに渡っていった。", &ja, Verdict::NotFound);
}

#[test]
fn numbers_of_items_and_punctuation_are_no_words() {
    let en = [passage(0, 1, EN)];
    check("3 We strongly condemn the attack on the ports of Selmark.", &en, Verdict::Verbatim);
    check("Both leaders thanked the crews of the lifeboats for their courage. 5.", &en, Verdict::Verbatim);
    check(
        "We will not recognise any change of the harbour line made by force and we call on Tovaria",
        &en,
        Verdict::Verbatim,
    );
    let number = [passage(0, 1, &["The fund will hold 1.5 million crowns for the harbour towns."])];
    check("The fund will hold 15 million crowns for the harbour towns.", &number, Verdict::Altered);
}

#[test]
fn a_part_of_a_word_is_another_word() {
    let en = [passage(0, 1, &["We support the Arvenians and their 2031 programme."])];
    check("We support the Arvenian", &en, Verdict::Altered);
    check("ort the Arvenians and their", &en, Verdict::Altered);
    check("the Arvenians and their 203", &en, Verdict::Altered);
    check("we support the Arvenians and their 2031", &en, Verdict::Verbatim);
}

#[test]
fn what_was_left_out_is_told_by_whole_words() {
    let en = [passage(0, 1, EN)];
    let quotation = "We will not recognise any change of the harbour line, and we call on Tovaria";
    let finding = find(quotation, &en);
    let told: Vec<String> = finding.edits.iter().map(|edit| cut(EN[1], edit.range)).collect();
    assert_eq!(told, [" made by force"]);
    let told = find("両国は、トヴァリアに対し、40隻の艦船を", &[passage(0, 1, JA)]);
    let told: Vec<String> = told.edits.iter().map(|edit| cut(JA[1], edit.range)).collect();
    assert_eq!(told, ["力による一方的な現状変更の試みを認めず、"]);
}

fn check_changes(quotation: &str, passages: &[Passage], expected: &str) {
    let finding = find(quotation, passages);
    let told: Vec<String> =
        finding.changes.iter().map(|one| format!("{}: {} > {}", one.matter.word(), one.a, one.b)).collect();
    assert_eq!(told.join("; "), expected, "{quotation}: {finding:?}");
}

#[test]
fn what_changed_is_told() {
    let (en, ja) = ([passage(0, 1, EN)], [passage(0, 1, JA)]);
    check_changes("We mildly condemn the attack on the ports of Selmark.", &en, "strength: strongly > ");
    check_changes("We will recognise any change of the harbour line made by force", &en, "negation: not > ");
    check_changes("we call on Tovaria to withdraw its 14 ships", &en, "number: 40 > 14");
    check_changes("両国は、力による一方的な現状変更の試みを認め、トヴァリアに対し、", &ja, "negation: 認めず > 認め");
    check_changes("作業部会の第三回会合は、2032年春にヘイルストンで開催される", &ja, "date: 2031年春 > 2032年春");
    check_changes("We will … recognise any change of the harbour line", &en, "negation: not > …");
    check_changes("We will … and we call on Tovaria", &en, "");
    check_changes("We will not recognise … and we call on Tovaria", &en, "");
}

#[test]
fn what_nothing_accounts_for_is_told() {
    let quotation = "The third meeting of the working group will take place with whales and orchards and a song";
    let finding = find(quotation, &[passage(0, 1, EN)]);
    let open: Vec<String> = finding.open.iter().map(|range| cut(quotation, *range)).collect();
    assert_eq!(open.len(), 1, "{finding:?}");
    assert!(open[0].ends_with("whales and orchards and a song"), "{open:?}");
}

proptest! {
    #[test]
    fn any_text_has_a_verdict(quotation in "(?s)[ a-c。、….\\[\\]「」強非難0-9\\n]{0,80}", one in "[ a-c。、強非難0-9.]{0,60}", other in "[ a-c。、強非難0-9.]{0,60}") {
        let passages = [passage(0, 1, &[&one, &other]), passage(1, 1, &[&other])];
        let finding = find(&quotation, &passages);
        check_edits(&quotation, &passages, &finding);
    }

    #[test]
    fn any_stretch_of_a_text_is_verbatim(start in 0_usize..150, length in 4_usize..40) {
        let text = EN.join(" ");
        let words: Vec<&str> = text.split(' ').collect();
        let start = start % (words.len() - 4);
        let quotation = words[start..words.len().min(start + length)].join(" ");
        prop_assert_eq!(find(&quotation, &[passage(0, 1, EN)]).verdict, Verdict::Verbatim, "{}", quotation);
    }
}
