//! What Japanese words for actors are read as. Sentences are the authors' own.

use std::collections::BTreeMap;

use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::{Lexicon, lower};
use seimei_lexicon::table::TableName;
use seimei_model::code::{ActorCode, Lang};
use seimei_model::document::DocumentKind;

use crate::context::{Context, Discourse};
use crate::sentence::Sentence;

/// Reads `texts` one after the other in a document of `parties`; checks the mentions of the last,
/// written `words=CODES:Kind`, parted by spaces.
fn check_after(parties: &[&str], texts: &[&str], expected: &str) {
    let (lexicon, _) = Lexicon::compile(&builtin::files());
    let context = Context {
        lexicon: lexicon.language(Lang::Ja).expect("Japanese is built in"),
        kind: DocumentKind::JointStatement,
        date: None,
        parties: parties.iter().map(ActorCode::new).collect(),
        persons: BTreeMap::new(),
        counterparts: Vec::new(),
        issuer: None,
    };
    let mut discourse = Discourse::default();
    let mut last = String::new();
    for text in texts {
        let lower = lower(text);
        let hits = context.lexicon.scan(&lower);
        let sentence = Sentence {
            text,
            lower: &lower,
            hits: &hits,
            number: 0,
            opens_paragraph: true,
            is_list_item: false,
            section: None,
        };
        last = super::find(&sentence, &context, &mut discourse)
            .iter()
            .map(|mention| {
                let codes: Vec<&str> = mention.codes.iter().map(ActorCode::as_str).collect();
                format!("{}={}:{:?}", sentence.at(mention.range), codes.join(","), mention.kind)
            })
            .collect::<Vec<_>>()
            .join(" ");
    }
    assert_eq!(last, expected, "{texts:?}");
}

fn check(text: &str, expected: &str) {
    check_after(&[], &[text], expected);
}

#[test]
fn names_of_states_and_organisations_are_found() {
    check("日本とグルジアは合意した。", "日本=JPN:Name グルジア=GEO:Name");
    check("タイは北大西洋条約機構(NATO)と会談した。", "タイ=THA:Name 北大西洋条約機構(NATO)=NATO:Name");
    check("全ての国連加盟国に求める。", "全ての国連加盟国=UN:Name");
    check("国連安保理決議を履行する。", "国連安保理=UNSC:Modifier");
}

#[test]
fn names_inside_other_words_are_none() {
    check("タイミングとサイバーを東シナ海、日本海、インド太平洋、朝鮮半島、台湾海峡、中東で論じた。", "");
    check("日本語とパリ協定と国連憲章を学んだ。", "");
    check("会議の開催中に、昨日参加した追加の調印と独自の単独の比較を今日中に、12日中に行う。", "");
}

#[test]
fn short_names_count_in_compounds() {
    check("日米韓は強調した。", "日米韓=JPN,KOR,USA:Name");
    check("日・EUと日NATO協力", "日・EU=EU,JPN:Name 日NATO=JPN,NATO:Modifier");
    check("露朝軍事協力と米ソ双方", "露朝=PRK,RUS:Modifier 米ソ双方=SUN,USA:Person");
    check("日ウクライナ首脳会談", "日ウクライナ首脳=JPN,UKR:Modifier");
    check("日中国交正常化", "日中=CHN,JPN:Modifier");
    check("同日ウクライナは述べた。", "ウクライナ=UKR:Name");
}

#[test]
fn short_names_count_after_a_prefix() {
    check("対露制裁を訪米中に論じ、在日米軍が参加した。", "露=RUS:Modifier 米=USA:Modifier 在日米軍=USA:Person");
    check("駐日米国大使", "日=JPN:Modifier 米国大使=USA:Person");
}

#[test]
fn a_person_is_read_by_the_office() {
    check("甲野太郎日本国総理大臣は述べた。", "甲野太郎日本国総理大臣=JPN:Person");
    check(
        "カルロス・ペレア北大西洋条約機構(NATO)事務総長は",
        "カルロス・ペレア北大西洋条約機構(NATO)事務総長=NATO:Person",
    );
    check("ロバート米大統領とスミス米国務次官は", "ロバート米大統領=USA:Person スミス米国務次官=USA:Person");
    check("アメリカのスミス政権は", "アメリカのスミス政権=USA:Person");
    check("李某(リ・ボウ)韓国外交部長官は", "李某(リ・ボウ)韓国外交部長官=KOR:Person");
    check("スミス国務長官と甲野外相は", "スミス国務長官=USA:Person 甲野外相=JPN:Person");
    check("日米両政府と日米韓三か国の首脳は", "日米両政府=JPN,USA:Person 日米韓三か国の首脳=JPN,KOR,USA:Person");
    check("ロバート大統領は述べた。", "");
}

#[test]
fn a_person_introduced_is_known_later() {
    check_after(
        &[],
        &["ポーランドのアンナ・ノヴァク大統領は会談した。", "ノヴァク大統領とノヴァク氏は述べた。"],
        "ノヴァク大統領=POL:Person ノヴァク氏=POL:Person",
    );
    check_after(
        &[],
        &["ポーランドのアンナ・ノヴァク大統領は会談した。", "同大統領は同国を訪れた。"],
        "同大統領=POL:Pronoun 同国=POL:Pronoun",
    );
}

#[test]
fn a_name_may_follow_the_office() {
    check("トルコ共和国大統領ケマル・アルスラン閣下は", "トルコ共和国大統領ケマル・アルスラン=TUR:Person");
    check("日本国内閣総理大臣甲野太郎は", "日本国内閣総理大臣甲野太郎=JPN:Person");
    check("内閣総理大臣甲野太郎と", "内閣総理大臣甲野太郎=JPN:Person");
    check("米国大統領選挙は", "米国大統領=USA:Modifier");
    check("ヤン・ノヴァク・ポーランド共和国首相は", "ヤン・ノヴァク・ポーランド共和国首相=POL:Person");
    check("中国外務省の報道官は", "中国外務省の報道官=CHN:Person");
    check("滞在中に歴訪中の外相間の協議", "");
}

#[test]
fn bodies_act_for_their_state() {
    check("ロシア軍と米側と海上自衛隊は", "ロシア軍=RUS:Person 米側=USA:Person 海上自衛隊=JPN:Person");
    check("米軍事力と韓国軍備", "韓国=KOR:Modifier");
    check("核兵器と北朝鮮の核兵器", "北朝鮮=PRK:Name");
}

#[test]
fn collectives_are_all_the_parties_or_a_number_of_them() {
    let three = &["JPN", "KOR", "USA"];
    check_after(three, &["我々は三か国の閣僚に求める。"], "我々=JPN,KOR,USA:Collective 三か国=JPN,KOR,USA:Collective");
    check_after(three, &["閣僚は米韓両国を称賛した。"], "閣僚=JPN,KOR,USA:Collective 米韓両国=KOR,USA:Name");
    check_after(three, &["全ての加盟国の閣僚級会合"], "");
    check_after(
        &[],
        &["ロシアを挟み、日本とNATOは近づき、両者は合意した。"],
        "ロシア=RUS:Name 日本=JPN:Name NATO=NATO:Name 両者=JPN,NATO:Collective",
    );
    check_after(&["JPN", "NATO"], &["原子炉の双方は"], "");
    check("国際社会は", "国際社会=:Abstract");
}

#[test]
fn the_tables_are_sorted_and_no_form_stands_twice_in_one() {
    for table in [TableName::Actors, TableName::Titles, TableName::Collectives] {
        let (lexicon, _) = Lexicon::compile(&builtin::files());
        let entries = lexicon.language(Lang::Ja).expect("built in").table(table);
        assert!(entries.is_sorted_by_key(|entry| &entry.value), "{table:?}");
        let mut forms: Vec<_> = entries.iter().flat_map(|entry| &entry.forms).collect();
        let count = forms.len();
        forms.sort_unstable();
        forms.dedup();
        assert_eq!(forms.len(), count, "{table:?}");
    }
}
