//! What the English date finder reads; the document is of Wednesday 2023-09-20.

use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::{self, Lexicon};
use seimei_model::code::Lang;

use super::read;
use crate::context::CalendarDate;
use crate::dates::frame::Frame;

/// `expected` holds the findings as `text = value`, parted by `; `.
fn check_in(mut frame: Frame, text: &str, expected: &str) {
    let lexicon = Lexicon::compile(&builtin::files()).0;
    let words = lexicon.language(Lang::En).expect("English is built in");
    let lower = lexicon::lower(text);
    let found = read(text, &lower, &words.scan(&lower), words, &mut frame);
    let found: Vec<String> = found.iter().map(|date| format!("{} = {}", &text[date.range], date.edtf)).collect();
    assert_eq!(found.join("; "), expected, "{text}");
}

fn check(text: &str, expected: &str) {
    check_in(Frame { document: CalendarDate::parse("2023-09-20"), ..Frame::default() }, text, expected);
}

fn check_story(last: &str, text: &str, expected: &str) {
    let (document, last) = (CalendarDate::parse("2023-09-20"), CalendarDate::parse(last));
    check_in(Frame { document, last, narrates: true, ..Frame::default() }, text, expected);
}

#[test]
fn days_are_read_in_all_orders() {
    check("They met on 24 February 2022.", "24 February 2022 = 2022-02-24");
    check("They met on February 24, 2022, in Arden.", "February 24, 2022 = 2022-02-24");
    check("They met on Feb. 24, 2022.", "Feb. 24, 2022 = 2022-02-24");
    check("They met on the 24th of February 2022.", "24th of February 2022 = 2022-02-24");
    check("They met on February 24th.", "February 24th = 2023-02-24");
    check("Signed 2022-02-24.", "2022-02-24 = 2022-02-24");
    check("They met on Thursday, February 24, 2022.", "February 24, 2022 = 2022-02-24");
    check("They met on 31 February 2022.", "");
}

#[test]
fn months_and_years_stand_alone() {
    check("In March 2023, they met.", "March 2023 = 2023-03");
    check("In March, they met.", "March = 2023-03");
    check("The exercise held in July was the third.", "July = 2023-07");
    check("They will meet in May in Arden.", "May = 2023-05");
    check("They will meet in November, and next in February.", "November = 2023-11; February = 2024-02");
    check("We may meet, and forces march on.", "");
    check("President August of Arden spoke.", "");
    check("We will finish in 2030 and review since 2017.", "2030 = 2030; 2017 = 2017");
    check("ambitious 2030 targets", "2030 = 2030");
    check("by mid-2025", "2025 = 2025");
    check("by the end of 2030", "2030 = 2030");
    check("in early 2022 and late June", "2022 = 2022; June = 2023-06");
}

#[test]
fn numbers_that_are_no_years_are_left() {
    check("resolutions 1718, 1874 and 1985", "");
    check("Resolution 1718 (2006) and UNSCR 2270", "");
    check("They sent 2000 troops and 1950 vehicles.", "");
    check("It cost $2022 and 2,022 tons and 2022.5 points.", "");
    check("The 2030 Agenda, Vision 2030, Expo 2025 and the 2022 Arden Joint Declaration", "");
    check("F-2022 jets", "");
}

#[test]
fn lists_share_a_month_or_a_year() {
    check("In July and September 2023, ministers met.", "July = 2023-07; September 2023 = 2023-09");
    check("In June 2022, and again in December 2022", "June 2022 = 2022-06; December 2022 = 2022-12");
    check("on 7 and 8 March 2022", "7 = 2022-03-07; 8 March 2022 = 2022-03-08");
    check("on March 7 and 9, 2022", "March 7 = 2022-03-07; 9, 2022 = 2022-03-09");
    check("In 2021 and 2022", "2021 = 2021; 2022 = 2022");
}

#[test]
fn ranges_are_intervals() {
    check("On 7-8 March, they met.", "7-8 March = 2023-03-07/2023-03-08");
    check("June 28-30, 2022", "June 28-30, 2022 = 2022-06-28/2022-06-30");
    check("from 22 to 23 May 2022", "22 to 23 May 2022 = 2022-05-22/2022-05-23");
    check("28 December 2022 to 3 January 2023", "28 December 2022 to 3 January 2023 = 2022-12-28/2023-01-03");
    check("from December to February 2023", "December to February 2023 = 2022-12/2023-02");
    check("from 2023 to 2026", "2023 to 2026 = 2023/2026");
    check("the 2023-2026 plan and the 2023–26 plan", "2023-2026 = 2023/2026; 2023–26 = 2023/2026");
    check("through 2025", "2025 = 2025");
}

#[test]
fn longer_periods_have_their_edtf() {
    check("the 1990s and the 21st century", "1990s = 199X; 21st century = 20XX");
    check("21st-century threats of the twentieth century", "21st-century = 20XX; twentieth century = 19XX");
    check("in FY2024 and fiscal year 2025", "FY2024 = 2024-04/2025-03; fiscal year 2025 = 2025-04/2026-03");
    check("in its 2022-2023 fiscal year", "2022-2023 fiscal year = 2022/2023");
    check("in the second half of 2026", "second half of 2026 = 2026-07/2026-12");
    check(
        "in Q1 2025 and the third quarter of next year",
        "Q1 2025 = 2025-01/2025-03; third quarter of next year = 2024-07/2024-09",
    );
    check("in the fall of 2024 or spring 2025", "fall of 2024 = 2024-23; spring 2025 = 2025-21");
    check("Prices fall. This summer they met.", "This summer = 2023-22");
}

#[test]
fn words_count_from_the_document() {
    check("Today we met; today's launch is illegal.", "Today = 2023-09-20; today = 2023-09-20");
    check("today's world and the challenges of today and tomorrow", "");
    check("Later this year and last month", "this year = 2023; last month = 2023-08");
    check("launches this week", "this week = 2023-09-18/2023-09-24");
    check("Two years ago and 10 years ago", "Two years ago = 2021; 10 years ago = 2013");
    check("They met on Monday and will meet on Friday.", "Monday = 2023-09-18; Friday = 2023-09-22");
    check("in the past year, for decades, over the next decade", "");
}

#[test]
fn times_belong_to_their_day() {
    check("at 4:05 p.m. JST on September 22, 2025", "4:05 p.m. JST on September 22, 2025 = 2025-09-22T16:05");
    check("On September 22, 2025, at 16:05", "September 22, 2025, at 16:05 = 2025-09-22T16:05");
}

#[test]
fn a_story_goes_on_from_the_date_last_told() {
    check_story("2012-05", "In July, the ministers met again.", "July = 2012-07");
    check_story("2012-05", "The following year they signed it.", "following year = 2013");
    check_story("2012-11", "In January they signed it.", "January = 2013-01");
}

#[test]
fn what_is_said_of_the_times_is_no_date() {
    check("Over seventy years ago and nearly 30 years ago", "");
    check("Today, we face many challenges.", "");
}
