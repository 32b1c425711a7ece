//! What Japanese sentences are read to do. Sentences are the authors' own.

use std::collections::BTreeMap;

use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::{Lexicon, lower};
use seimei_model::act::Strength;
use seimei_model::code::{ActorCode, Lang};
use seimei_model::document::DocumentKind;

use crate::context::{CalendarDate, Context, Discourse};
use crate::sentence::Sentence;

thread_local! {
    static LEXICON: Lexicon = Lexicon::compile(&builtin::files()).0;
}

/// Reads `texts` one after the other in a document of `kind` and `parties`; returns the acts of the
/// last as `act trigger ACTORS -> TARGETS strength binds`, parted by `; `.
fn read(kind: DocumentKind, parties: &[&str], texts: &[&str]) -> String {
    LEXICON.with(|lexicon| {
        let context = Context {
            lexicon: lexicon.language(Lang::Ja).expect("Japanese is built in"),
            kind,
            date: CalendarDate::parse("2031-05-20"),
            parties: parties.iter().map(ActorCode::new).collect(),
            persons: BTreeMap::new(),
            counterparts: Vec::new(),
            issuer: None,
        };
        let mut discourse = Discourse::default();
        let mut last = String::new();
        for (number, text) in texts.iter().enumerate() {
            let lower = lower(text);
            let hits = context.lexicon.scan(&lower);
            let sentence = Sentence {
                text,
                lower: &lower,
                hits: &hits,
                number: number as u32,
                opens_paragraph: true,
                is_list_item: false,
                section: None,
            };
            let actors = crate::ja::actors::find(&sentence, &context, &mut discourse);
            let dates = crate::ja::dates::find(&sentence, &context, &mut discourse);
            let acts = super::find(&sentence, &actors, &dates, &context, &mut discourse);
            let codes = |codes: &[ActorCode]| codes.iter().map(ActorCode::as_str).collect::<Vec<_>>().join(",");
            let lines: Vec<String> = acts
                .iter()
                .map(|act| {
                    let mut line = format!("{} {} {}", act.act.word(), sentence.at(act.trigger), codes(&act.actors));
                    if !act.targets.is_empty() {
                        line = line + " -> " + &codes(&act.targets);
                    }
                    if act.strength != Strength::Plain {
                        line = line + " " + act.strength.word();
                    }
                    line + if act.commitment { " binds" } else { "" }
                })
                .collect();
            last = lines.join("; ");
        }
        last
    })
}

/// A sentence of a joint statement of Japan and the United States.
fn check(text: &str, expected: &str) {
    assert_eq!(read(DocumentKind::JointStatement, &["JPN", "USA"], &[text]), expected, "{text}");
}

/// The last sentence of a report.
fn check_report(texts: &[&str], expected: &str) {
    assert_eq!(read(DocumentKind::Report, &[], texts), expected, "{texts:?}");
}

/// A sentence of a Japanese speech.
fn check_speech(text: &str, expected: &str) {
    assert_eq!(read(DocumentKind::Speech, &["JPN"], &[text]), expected, "{text}");
}

#[test]
fn coordinate_clauses_are_acts_of_their_own() {
    check("両首脳は、合意を歓迎し、情勢に懸念を表明した。", "welcome 歓迎し JPN,USA; concern 懸念を表明した JPN,USA");
    check(
        "我々は、課題を認識しつつ、対話の重要性を強調する。",
        "recognise 認識しつつ JPN,USA; emphasise 強調する JPN,USA",
    );
    check("両首脳は、覚書に署名するとともに、進展を称賛した。", "decide 署名する JPN,USA; commend 称賛した JPN,USA");
}

#[test]
fn objects_of_other_acts_are_none() {
    check("我々は、市民の保護を求める決議を歓迎する。", "welcome 歓迎する JPN,USA");
    check("我々は、緊密に協議し、支援を続けることを確認する。", "confirm 確認する JPN,USA binds");
    check("我々は、封鎖は認められないとの認識を共有する。", "recognise 認識を共有する JPN,USA");
}

#[test]
fn the_noun_decides_the_act_of_a_general_verb() {
    check("両首脳は、連帯を表明した。", "support 連帯を表明した JPN,USA");
    check("両首脳は、謝意を表した。", "thank 謝意を表した JPN,USA");
    check("両首脳は、参加の意向を示した。", "intend 意向を示した JPN,USA binds");
    check("両首脳は、危機感を共有した。", "concern 危機感を共有した JPN,USA");
    check("両首脳は、強い関心を示した。", "say 関心を示した JPN,USA strong");
    check("両外相は、率直に意見交換を行った。", "discuss 意見交換を行った JPN,USA");
}

#[test]
fn a_repeated_position_is_reaffirmed() {
    check("我々は、決意を改めて表明する。", "reaffirm 決意を改めて表明する JPN,USA binds");
    check("我々は、改めて支持を表明する。", "reaffirm 改めて支持を表明する JPN,USA");
    check("我々は、引き続き支持を表明する。", "support 支持を表明する JPN,USA");
    check("我々は、市民への攻撃を改めて非難する。", "condemn 非難する JPN,USA");
}

#[test]
fn what_is_confirmed_decides_whether_it_binds() {
    check("我々は、協力を強化することを確認する。", "confirm 確認する JPN,USA binds");
    check("我々は、協力の重要性を確認する。", "confirm 確認する JPN,USA");
    check("我々は、揺るぎないコミットメントを再確認する。", "reaffirm 再確認する JPN,USA strong binds");
    check("我々は、条約が有効であることを確認する。", "confirm 確認する JPN,USA");
    check("我々は、定期的に会合することで一致した。", "agree 一致した JPN,USA binds");
    check("我々は、対話が不可欠であるとの見解で一致した。", "agree 一致した JPN,USA");
}

#[test]
fn plain_verbs_of_the_parties_are_promises_or_reports() {
    check("我々は、共同の取組を加速させる。", "commit 加速させる JPN,USA binds");
    check("我々は、対話を続けていく。", "commit 続けていく JPN,USA binds");
    check("我々は、情報の共有を強化している。", "report 強化している JPN,USA");
    check("国際秩序は岐路に立っている。", "state 立っている ");
    check("専門家の交流の拡大", "commit 拡大 JPN,USA binds");
}

#[test]
fn each_clause_has_its_own_subject() {
    check(
        "日本は、用意があると表明し、米国は、これを強く支持した。",
        "intend 用意があると表明し JPN binds; support 支持した USA -> JPN strong",
    );
    check("日本側から、支援に謝意を表明した。", "thank 謝意を表明した JPN");
    check("イランは、査察に応じるべきである。", "urge 応じるべきである JPN,USA -> IRN");
}

#[test]
fn targets_are_those_whose_conduct_is_meant_or_who_are_addressed() {
    check("我々は、ロシアによるウクライナに対する侵略を非難する。", "condemn 非難する JPN,USA -> RUS");
    check("我々は、北朝鮮に対し、対話に応じるよう強く求める。", "urge 求める JPN,USA -> PRK strong");
    check("我々は、中国が合意を履行することを求める。", "urge 求める JPN,USA -> CHN");
    check("我々は、ウクライナの主権への揺るぎない支持を表明する。", "support 支持を表明する JPN,USA -> UKR strong");
    check("我々は、豪州の国家防衛戦略の策定を歓迎する。", "welcome 歓迎する JPN,USA -> AUS");
    check("我々は、二国間協力の進展を歓迎する。", "welcome 歓迎する JPN,USA");
}

#[test]
fn strength_is_said_of_the_act_itself() {
    check("我々は、これに断固として反対する。", "oppose 反対する JPN,USA strong");
    check("我々は、攻撃を最も強い言葉で非難する。", "condemn 非難する JPN,USA strongest");
    check("我々は、強固な同盟の重要性を確認する。", "confirm 確認する JPN,USA");
    check("我々は、深刻かつ継続する懸念を共有する。", "concern 懸念を共有する JPN,USA strong");
}

#[test]
fn reports_tell_what_named_actors_did() {
    check_report(&["日本は、部隊を派遣し、給水に従事した。"], "report 派遣し JPN; report 従事した JPN");
    check_report(&["日本は会議を主催した。", "その後、調査団を派遣した。"], "report 派遣した JPN");
    check_report(&["情勢は複雑さを増している。"], "state 増している ");
    check_report(&["ここで経緯に触れることとする。"], "state 触れることとする ");
    check_report(&["フランスは「対話を続ける」と強調。"], "emphasise 強調 FRA");
}

#[test]
fn sentences_of_a_quotation_are_the_speakers_words() {
    check_report(&["日本は経緯を説明した。", "「我々は掃海艇を派遣しました。"], "state 派遣しました JPN");
}

#[test]
fn speeches_promise_mourn_and_wish() {
    check_speech("犠牲者の御霊に対し、哀悼の誠を捧げます。", "say 哀悼の誠を捧げます JPN");
    check_speech("今後とも、全力で取り組んでまいります。", "commit 取り組んでまいります JPN binds");
    check_speech("平和の実現に努めることをお誓い申し上げます。", "commit お誓い申し上げます JPN binds");
    check_speech("皆様の御多幸をお祈り申し上げます。", "expect お祈り申し上げます JPN");
    check_speech("復興に尽力された皆様に深い敬意を表します。", "commend 敬意を表します JPN strong");
}

#[test]
fn older_wording_is_read() {
    check("双方は、国際情勢につき意見を交換した。", "discuss 意見を交換した JPN,USA");
    check("双方は、憲章の原則を遵守することを声明した。", "say 声明した JPN,USA");
    check("双方は、事態に深い憂慮の念を披瀝した。", "concern 憂慮の念を披瀝した JPN,USA strong");
    check("双方は、進展を多とした。", "welcome 多とした JPN,USA");
    check("双方は、交渉を継続することに意見の一致を見た。", "agree 意見の一致を見た JPN,USA binds");
}

#[test]
fn nothing_stops_the_reading() {
    for text in
        ["", "。", "「", "」", "は", "を、し、", "し", "(", "我々は", "、、、", "ことを", "する", "に対し、求める"]
    {
        read(DocumentKind::JointStatement, &["JPN"], &[text]);
        read(DocumentKind::Report, &[], &[text]);
    }
    let long = "歓迎し、".repeat(4000);
    read(DocumentKind::JointStatement, &["JPN"], &[&long]);
}
