//! What the Japanese date finder reads; the document is of 2025-09-24.

use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::{self, Lexicon};
use seimei_model::code::Lang;

use super::read;
use crate::context::CalendarDate;
use crate::dates::frame::Frame;

/// `expected` holds the findings as `text = value`, parted by `; `.
fn check_in(mut frame: Frame, text: &str, expected: &str) {
    let lexicon = Lexicon::compile(&builtin::files()).0;
    let words = lexicon.language(Lang::Ja).expect("Japanese is built in");
    let found = read(text, &words.scan(&lexicon::lower(text)), words, &mut frame);
    let found: Vec<String> = found.iter().map(|date| format!("{} = {}", &text[date.range], date.edtf)).collect();
    assert_eq!(found.join("; "), expected, "{text}");
}

fn check(text: &str, expected: &str) {
    check_in(Frame { document: CalendarDate::parse("2025-09-24"), ..Frame::default() }, text, expected);
}

fn check_story(last: &str, text: &str, expected: &str) {
    let (document, last) = (CalendarDate::parse("2025-09-24"), CalendarDate::parse(last));
    check_in(Frame { document, last, narrates: true, ..Frame::default() }, text, expected);
}

#[test]
fn years_are_read_in_every_writing() {
    check("2025年4月9日に会談した。", "2025年4月9日 = 2025-04-09");
    check("二〇二五年四月に会談した。", "二〇二五年四月 = 2025-04");
    check("千九百五十一年九月八日の条約", "千九百五十一年九月八日 = 1951-09-08");
    check("昭和四十七年九月二十九日", "昭和四十七年九月二十九日 = 1972-09-29");
    check("令和7(2025)年9月22日(月)、会談した。", "令和7(2025)年9月22日 = 2025-09-22");
    check("令和7年(2025年)9月、2025(令和7)年10月", "令和7年(2025年)9月 = 2025-09; 2025(令和7)年10月 = 2025-10");
    check("令和元年と平成29、30年", "令和元年 = 2019; 平成29 = 2017; 30年 = 2018");
    check("'23年度に", "'23年度 = 2023-04/2024-03");
    check("06年11月", "06年11月 = 2006-11");
}

#[test]
fn durations_are_no_dates() {
    check("10年間、99日間、3か月、戦後80年、20年にわたり、50年を迎え、5年ぶり、一日も早く、三年連続", "");
    check_story("2014-05", "今後10年、約20年、75年を迎えた。19年には参加した。", "19年 = 2019");
    check("第2回会合に28カ国が集まり、3日の日程で", "");
}

#[test]
fn longer_periods_have_their_edtf() {
    check("1990年代から2000年代にかけて", "1990年代から2000年代 = 199X/200X");
    check("20世紀の冷戦", "20世紀 = 19XX");
    check("2023年度予算と23年度", "2023年度 = 2023-04/2024-03; 23年度 = 2023-04/2024-03");
    check("2026年上半期に、2026年後半に", "2026年上半期 = 2026-01/2026-06; 2026年後半 = 2026-07/2026-12");
    check("2026年度第1四半期", "2026年度第1四半期 = 2026-04/2026-06");
    check("2025年春、2026年の秋", "2025年春 = 2025-21; 2026年の秋 = 2026-23");
}

#[test]
fn words_count_from_the_document() {
    check("本日、昨日の発射", "本日 = 2025-09-24; 昨日 = 2025-09-23");
    check(
        "昨年12月、来年度、今秋、今週",
        "昨年12月 = 2024-12; 来年度 = 2026-04/2027-03; 今秋 = 2025-23; 今週 = 2025-09-22/2025-09-28",
    );
    check("今日の世界では、より良い明日のために", "");
    check("日本日系人、基本日程", "");
    check("年内に、本年中に、本年末までに", "年内 = 2025; 本年 = 2025; 本年末 = 2025");
    check("15年前に始まり", "15年前 = 2010");
}

#[test]
fn words_count_from_the_date_last_told() {
    check_story("2001", "同年秋、翌年には", "同年秋 = 2001-23; 翌年 = 2002");
    check("2023年1月の会談と前年12月の決定", "2023年1月 = 2023-01; 前年12月 = 2022-12");
    check_story("2012-05-20", "7月に東京で会合を開いた。", "7月 = 2012-07");
    check_story("2012-11", "1月に再会した。", "1月 = 2013-01");
}

#[test]
fn lists_and_ranges_share_their_units() {
    check("2015、16年に", "2015 = 2015; 16年 = 2016");
    check("2023~26年の計画、2023年-2026年", "2023~26年 = 2023/2026; 2023年-2026年 = 2023/2026");
    check("2003年から08年まで", "2003年から08年 = 2003/2008");
    check("2027年4月17日から19日まで", "2027年4月17日から19日 = 2027-04-17/2027-04-19");
    check("十月十二日及び十三日", "十月十二日 = 2025-10-12; 十三日 = 2025-10-13");
    check("昭和五十八年十月十一日から同月十六日まで", "昭和五十八年十月十一日から同月十六日 = 1983-10-11/1983-10-16");
    check("2024年6、7月に", "2024年6 = 2024-06; 7月 = 2024-07");
}

#[test]
fn times_belong_to_their_day() {
    check(
        "9月22日午後4時5分(日本時間23日午前5時5分)から",
        "9月22日午後4時5分 = 2025-09-22T16:05; 23日午前5時5分 = 2025-09-23T05:05",
    );
    check("本24日午前6時48分頃、", "本24日午前6時48分 = 2025-09-24T06:48");
}

#[test]
fn a_year_that_begins_the_name_of_an_instrument_is_no_date() {
    check("2022年戦略概念と1982年海洋法条約", "");
    check("2022年の首脳会合", "2022年 = 2022");
}

#[test]
fn a_han_day_goes_on_from_a_day_of_its_sentence() {
    check("九月三日に会談し、五日に署名した。", "九月三日 = 2025-09-03; 五日 = 2025-09-05");
    check("九月に会談し、三日の日程を終えた。", "九月 = 2025-09");
}
