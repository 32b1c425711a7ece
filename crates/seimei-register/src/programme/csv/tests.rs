use seimei_model::date::Edtf;

use super::*;
use crate::programme::sample;

const SMALL: &str = "\
level,code,parent,title_ja,title_en,parties,from,until,topics,mechanisms,due,baseline,target,actual,date
programme,arv-hta-2025,,計画,Plan,HTA; ARV,2025,2028,,,,,,,
contact,,,外務省,,ARV,,,,,,,,,
priority,1,,,Sea,,,,,,,,,,
indicator,1.1.a.i1,1.1.a,,\"Radars, in
service\",,,,,,,-1,3.5,2,2026/3/31
area,1.1,1,対話,,ARV,,,maritime,Sea Talks;Sea Lantern,,,,,
goal,1.1.a,1.1,,Talk,,,,,,,,,,
activity,1.1.a.1,1.1.a,,Meet,,,,,,'2026-03,,,,
";

/// Checks the faults of a table, one a line.
fn check(text: &str, expected: &[&str]) {
    let told: Vec<String> = from_csv(text).expect_err("faults").iter().map(ToString::to_string).collect();
    assert_eq!(told, expected);
}

#[test]
fn a_table_is_read() {
    let programme = from_csv(SMALL).expect("no fault");
    let area = &programme.priorities[0].areas[0];
    assert_eq!(area.mechanisms, ["Sea Talks", "Sea Lantern"]);
    let goal = &area.goals[0];
    assert_eq!(goal.activities[0].due.as_ref().map(Edtf::as_str), Some("2026-03"));
    let indicator = &goal.indicators[0];
    assert_eq!((indicator.baseline, indicator.target, indicator.actual), (Some(-1.0), Some(3.5), Some(2.0)));
    assert_eq!(indicator.date.as_ref().map(Edtf::as_str), Some("2026-03-31"));
    assert_eq!(indicator.title.en.as_deref(), Some("Radars, in\nservice"));
    assert_eq!(
        from_csv(&SMALL.replace(';', "").replace("HTA ARV", "ARV").replace(',', ";")).map(|p| p.priorities.len()),
        Ok(1)
    );
    let written = to_csv(&programme, true);
    assert!(written.starts_with("\u{feff}level,code,parent,"), "{written}");
    assert_eq!(from_csv(&written).expect("no fault"), programme);
}

#[test]
fn all_faults_are_told_with_their_lines() {
    let text = SMALL
        .replace("2025,2028", "2025,2020")
        .replace("area,1.1,1,", "area,1.1,2,")
        .replace("priority,1,,,Sea,,,,", "priority,1,,,,,,,cyber")
        .replace("'2026-03", "Mar-26")
        .replace("contact,", "kontact,");
    check(
        &text,
        &[
            "line 2: arv-hta-2025: the programme ends (2020) before it begins (2025); correct from or until",
            "line 3: \"kontact\" is no level; one of programme, contact, priority, area, goal, activity, indicator",
            "line 4: 1: topics is filled in, but a row of level priority has none; empty the cell",
            "line 4: 1: title has no text; write title.ja, title.en or both",
            "line 7: 1.1: there is no priority \"2\" for this row to stand in; correct parent",
        ],
    );
    check(
        "",
        &[
            "line 1: the table has no rows; the first names the columns: level, code, parent, title_ja, title_en, parties, from, until, supersedes, document, inherits, topics, mechanisms, due, done, unit_ja, unit_en, baseline, target, actual, date",
        ],
    );
    check("level,code,parent\n", &["line 1: the table needs exactly one row of level programme"]);
    let text = SMALL
        .replace(",3.5,", ",three,")
        .replace("'2026-03", "Mar-26")
        .replace("Sea Talks;Sea Lantern,", "a,b,c,d,e,f,g,");
    check(
        &text,
        &[
            "line 5: 1.1.a.i1: target: \"three\" is no number; write digits, with a full stop before decimals, and the unit under unit",
            "line 7: the row has 21 cells, the table 15 columns; put texts with commas between double quotes",
            "line 9: 1.1.a.1: due: \"Mar-26\" is no date; write 2026, 2026-03 or 2026-03-31",
        ],
    );
}

#[test]
fn no_cell_is_a_formula() {
    let mut programme = from_csv(SMALL).expect("no fault");
    programme.title.en = Some("=HYPERLINK(\"http://x\")".to_owned());
    programme.priorities[0].areas[0].mechanisms = vec!["@cmd".to_owned(), "+1; 2".to_owned()];
    let written = to_csv(&programme, false);
    assert!(written.contains(",\"'=HYPERLINK(\"\"http://x\"\")\",") && written.contains("'@cmd; +1\\; 2"), "{written}");
    assert_eq!(from_csv(&written).expect("no fault"), programme);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(128))]

    #[test]
    fn writing_loses_nothing(programme in sample::any_programme(), with_mark: bool) {
        let text = to_csv(&programme, with_mark);
        proptest::prop_assert_eq!(from_csv(&text).map_err(|faults| faults[0].to_string()), Ok(programme), "{}", text);
    }

    #[test]
    fn no_cell_begins_like_a_formula(programme in sample::any_programme()) {
        let text = to_csv(&programme, false);
        for record in ::csv::Reader::from_reader(text.as_bytes()).records() {
            for cell in &record.expect("a row") {
                let is_formula = cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
                proptest::prop_assert!(!is_formula || cell.parse::<f64>().is_ok(), "{}", cell);
            }
        }
    }

    #[test]
    fn no_text_is_a_panic(text in "\\PC{0,80}", cut in 0..SMALL.len()) {
        let mut broken = SMALL.to_owned();
        broken.insert_str(broken.floor_char_boundary(cut), &text);
        for text in [&text, &broken] {
            if let Err(faults) = from_csv(text) {
                proptest::prop_assert!(!faults.is_empty());
            }
        }
    }
}
