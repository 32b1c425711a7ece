use super::*;
use crate::programme::check::Known;
use crate::programme::sample;

const SMALL: &str = r#"# Ours.
id = "arv-hta-2025" # its name
title = { en = "Plan" }
parties = ["HTA", "ARV"]
from = 2025
until = 2028-12-31

# The sea comes first.
[[priorities]]
code = "1"
title.en = "Sea"

# To be talked about.
[[priorities.areas]]
code = "1.1"
title.ja = "海洋"
topics = ["maritime"]   # one for now

[[priorities.areas.goals]]
code = "1.1.a"
title.en = "See more"

[[priorities.areas.goals.indicators]]
code = "1.1.a.i1"
title.en = "Radars"
baseline = 0
target = 3.5
"#;

/// Checks the faults of a text, one a line.
fn check(text: &str, expected: &[&str]) {
    let told: Vec<String> = from_toml(text).expect_err("faults").iter().map(ToString::to_string).collect();
    assert_eq!(told, expected);
}

#[test]
fn a_file_is_read() {
    let programme = from_toml(SMALL).expect("no fault");
    assert_eq!(programme.parties.iter().map(seimei_model::code::ActorCode::as_str).collect::<Vec<_>>(), ["ARV", "HTA"]);
    assert_eq!((programme.from.as_str(), programme.until.as_str()), ("2025", "2028-12-31"));
    let indicator = &programme.priorities[0].areas[0].goals[0].indicators[0];
    assert_eq!((indicator.baseline, indicator.target, indicator.actual), (Some(0.0), Some(3.5), None));
    assert_eq!(from_toml(&to_toml(&programme)).expect("no fault"), programme);
}

#[test]
fn all_faults_are_told_at_once() {
    let text = r#"id = "ARV"
title.fr = "Plan"
parties = ["arv", "HTA", "HTA"]
from = "2028"
until = "2025"
colour = "blue"

[[priorities]]
code = "1"
title.en = "Sea"

[[priorities.areas]]
code = "1"
title = "Dialogue"
topics = "maritime"

[[priorities.areas.goals]]
title.ja = " "

[[priorities.areas.goals.activities]]
code = "1.1.a/1"
title.ja = "協議"
due = "March"

[[priorities.areas.goals.indicators]]
code = "1.1.a.i1"
title.ja = "基数"
target = "three"
actual = 3
"#;
    check(
        text,
        &[
            "line 1, column 6: ARV: id: \"ARV\" is no name (small letters, digits and hyphens; an area as in arv-hta-2026/2.3)",
            "line 2, column 7: ARV: there is no key \"title.fr\" here; one of ja, en",
            "line 2, column 12: ARV: title has no text; write title.ja, title.en or both",
            "line 3, column 12: ARV: parties: \"arv\" is no code of a state or an organisation (capitals, as in JPN or NATO)",
            "line 3, column 26: ARV: parties has \"HTA\" twice; take one out",
            "line 5, column 9: ARV: the programme ends (2025) before it begins (2028); correct from or until",
            "line 6, column 1: ARV: there is no key \"colour\" here; one of id, title, parties, from, until, supersedes, document, called, contacts, priorities",
            "line 13, column 8: 1: the code 1 is already given to priority (line 9); every item needs a code of its own",
            "line 14, column 9: 1: title is to be texts by language, as in { ja = \"…\", en = \"…\" }",
            "line 15, column 10: 1: topics is to be a list of texts, as in [\"cyber\", \"space\"]",
            "line 17, column 1: code is missing; add it",
            "line 18, column 12: title has no text; write title.ja, title.en or both",
            "line 21, column 8: 1.1.a/1: \"1.1.a/1\" is no code; use Latin letters, digits, full stops and hyphens, at most 40",
            "line 23, column 7: 1.1.a/1: due: \"March\" is no date; write 2026, 2026-03 or 2026-03-31",
            "line 28, column 10: 1.1.a.i1: target is to be a number",
            "line 29, column 10: 1.1.a.i1: actual has no date; say under date when it was measured",
        ],
    );
}

#[test]
fn a_text_that_is_no_toml_is_told_with_every_place() {
    let faults = from_toml("id = \"a\ntitle.en = \"Plan\"\nparties = [\"ARV\"\nfrom = 2025\nuntil = = 2026\n")
        .expect_err("faults");
    assert!(faults.len() >= 2, "{faults:?}");
    assert!(faults.iter().all(|fault| fault.line.is_some() && fault.column.is_some()), "{faults:?}");
}

#[test]
fn columns_are_told_in_characters() {
    check(
        "id = \"a\"\ntitle.ja = \"計画\"\nparties = [\"ARV\"]\nfrom = 2025\nuntil = 2026\ncalled = [\"海洋計画\", \"海洋計画\"]\n",
        &["line 6, column 19: a: called has \"海洋計画\" twice; take one out"],
    );
}

#[test]
fn an_area_inherits_from_what_is_there() {
    let older = from_toml(SMALL).expect("no fault");
    let text = |inherits: &str| {
        SMALL
            .replace("arv-hta-2025\"", "arv-hta-2029\"")
            .replace("topics", &format!("inherits = \"{inherits}\"\ntopics"))
    };
    let editions = [older];
    let known = Known { editions: Some(&editions), topics: &[] };
    assert!(from_toml_knowing(&text("arv-hta-2025/1.1"), &known).is_ok());
    let told = |inherits: &str| from_toml_knowing(&text(inherits), &known).expect_err("a fault")[0].to_string();
    assert_eq!(told("arv-hta-2025/1.2"), "line 17, column 12: 1.1: arv-hta-2025 has no area 1.2; it has 1.1");
    assert_eq!(
        told("arv-hta-2021/1.2"),
        "line 17, column 12: 1.1: there is no programme arv-hta-2021 to inherit arv-hta-2021/1.2 from; add that edition first"
    );
    assert_eq!(
        told("arv-hta-2029/1.1"),
        "line 17, column 12: 1.1: arv-hta-2029/1.1 is of this programme; name an area of an earlier edition"
    );
    let topics = [seimei_model::code::TopicId::new("cyber")];
    let faults = from_toml_knowing(SMALL, &Known { editions: None, topics: &topics }).expect_err("a fault");
    assert_eq!(
        faults[0].to_string(),
        "line 17, column 11: 1.1: \"maritime\" is no topic of the vocabulary; `seimei lexicon` lists them"
    );
}

#[test]
fn an_update_leaves_comments_and_layout_alone() {
    let mut programme = from_toml(SMALL).expect("no fault");
    assert_eq!(update(SMALL, &programme).expect("TOML"), SMALL, "nothing differs");
    programme.until = seimei_model::date::Edtf::new("2029");
    programme.title.ja = Some("計画".to_owned());
    let area = &mut programme.priorities[0].areas[0];
    area.code = "1.2".into();
    area.topics.push(seimei_model::code::TopicId::new("cyber"));
    area.goals[0].indicators[0].actual = Some(3.0);
    area.goals[0].indicators[0].date = Some(seimei_model::date::Edtf::new("2026"));
    let mut second = area.clone();
    second.code = "1.0".into();
    second.title.ja = Some("協議".to_owned());
    second.goals.clear();
    programme.priorities[0].areas.insert(0, second);
    let updated = update(SMALL, &programme).expect("TOML");
    assert_eq!(from_toml(&updated).expect("no fault"), programme, "{updated}");
    for kept in [
        "# Ours.\n",
        "# its name\n",
        "# The sea comes first.\n[[priorities]]",
        "# To be talked about.",
        "# one for now",
    ] {
        assert!(updated.contains(kept), "{kept}: {updated}");
    }
    assert!(updated.contains("title = { en = \"Plan\", ja = \"計画\" }"), "{updated}");
    programme.priorities.clear();
    let updated = update(&updated, &programme).expect("TOML");
    assert!(updated.starts_with("# Ours.\nid") && !updated.contains("[["), "{updated}");
    assert_eq!(from_toml(&updated).expect("no fault"), programme);
}

#[test]
fn numbers_and_dates_are_understood_in_every_spelling() {
    let number = |text: &str| {
        let text = SMALL.replace("3.5", text);
        from_toml(&text).map(|programme| programme.priorities[0].areas[0].goals[0].indicators[0].target)
    };
    assert_eq!(number("1_000"), Ok(Some(1000.0)));
    assert_eq!(number("-1_000.5"), Ok(Some(-1000.5)));
    assert_eq!(number("0x10"), Ok(Some(16.0)));
    assert!(number("nan").is_err() && number("inf").is_err() && number("99999999999999999999").is_err());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(128))]

    #[test]
    fn writing_loses_nothing(programme in sample::any_programme()) {
        let text = to_toml(&programme);
        proptest::prop_assert_eq!(from_toml(&text).map_err(|faults| faults[0].to_string()), Ok(programme), "{}", text);
    }

    #[test]
    fn an_update_brings_any_file_to_any_state(one in sample::any_programme(), two in sample::any_programme()) {
        let text = update(&to_toml(&one), &two).expect("TOML");
        proptest::prop_assert_eq!(from_toml(&text).map_err(|faults| faults[0].to_string()), Ok(two), "{}", text);
    }

    #[test]
    fn no_text_is_a_panic(text in "\\PC{0,80}", cut in 0..SMALL.len()) {
        let mut broken = SMALL.to_owned();
        broken.insert_str(broken.floor_char_boundary(cut), &text);
        for text in [&text, &broken] {
            if let Err(faults) = from_toml(text) {
                proptest::prop_assert!(!faults.is_empty());
            }
            let _ = update(text, &sample::programme(SMALL));
        }
    }
}
