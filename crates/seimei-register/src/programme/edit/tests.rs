use super::*;
use crate::programme::{sample, toml};

const PLAN: &str = r#"
id = "arv-hta-2025"
title.en = "Plan"
parties = ["ARV", "HTA"]
from = "2025"
until = "2028"
[[priorities]]
code = "2"
title.en = "Cyber"
[[priorities.areas]]
code = "2.3"
title.en = "Response"
topics = ["cyber"]
[[priorities.areas.goals]]
code = "2.3.a"
title.en = "Recover"
[[priorities.areas.goals.activities]]
code = "2.3.a.1"
title.en = "Exercise"
[[priorities.areas.goals.indicators]]
code = "2.3.a.i1"
title.en = "Exercises"
"#;

fn plan() -> Programme {
    sample::programme(PLAN)
}

fn edited(edits: &[Edit]) -> Programme {
    edits.iter().fold(plan(), |programme, edit| match apply(&programme, edit, &Known::default()) {
        Ok(edited) => edited.programme,
        Err(error) => panic!("{error}"),
    })
}

fn set(assignment: &str) -> Edit {
    Edit::Set { assignment: assignment.to_owned() }
}

fn add(level: Level, parent: &str, code: &str, before: Option<&str>) -> Edit {
    let title = Names { ja: None, en: Some("New".to_owned()) };
    Edit::Add { level, parent: parent.into(), code: code.into(), title, before: before.map(SmolStr::new) }
}

/// Checks what the file of the changed programme has that the old one had not.
fn check(edits: &[Edit], expected: &[&str]) {
    let before = toml::to_toml(&plan());
    let after = toml::to_toml(&edited(edits));
    let new: Vec<&str> = after.lines().filter(|line| !before.lines().any(|other| other == *line)).collect();
    assert_eq!(new, expected);
}

fn refused(edit: &Edit, expected: &str) {
    let error = apply(&plan(), edit, &Known::default()).expect_err("refused");
    assert_eq!(error.to_string(), expected);
}

#[test]
fn fields_are_set_by_their_paths() {
    check(&[set("2.3.title.ja=対応")], &["title.ja = \"対応\""]);
    check(&[set("2.3.topics = cyber, space")], &["topics = [\"cyber\", \"space\"]"]);
    check(&[set("2.3.topics+=space,cyber")], &["topics = [\"cyber\", \"space\"]"]);
    check(&[set("2.3.topics-=cyber")], &[]);
    check(
        &[set("2.3.mechanisms=Cyber Talks, the; Sea Lantern")],
        &["mechanisms = [\"Cyber Talks, the\", \"Sea Lantern\"]"],
    );
    check(
        &[set("2.3.a.i1.actual=4@2026-03-31"), set("2.3.a.i1.target=4.5")],
        &["target = 4.5", "actual = 4", "date = \"2026-03-31\""],
    );
    check(&[set("2.3.a.i1.actual=4@2026"), set("2.3.a.i1.actual=")], &[]);
    check(&[set("2.3.a.i1.unit.ja=回")], &["unit.ja = \"回\""]);
    check(
        &[set("until=2029"), set("document=arv-hta-2025-03-21")],
        &["until = \"2029\"", "document = \"arv-hta-2025-03-21\""],
    );
    check(
        &[set("contacts.HTA.en=Cyber = Division"), set("contacts.HTA.ja=サイバー課")],
        &[
            "contacts = [",
            "    { party = \"HTA\", office.ja = \"サイバー課\", office.en = \"Cyber = Division\" },",
            "]",
        ],
    );
    check(&[set("2.3.contacts.HTA.en=Desk"), set("2.3.contacts.HTA.en=")], &[]);
    check(&[Edit::Done { code: "2.3.a.1".into(), date: Edtf::new("2026-05") }], &["done = \"2026-05\""]);
}

#[test]
fn items_are_added_removed_and_renamed() {
    let programme = edited(&[
        add(Level::Priority, "", "1", Some("2")),
        add(Level::Area, "1", "1.1", None),
        add(Level::Goal, "1.1", "1.1.a", None),
        add(Level::Activity, "1.1.a", "1.1.a.1", None),
        add(Level::Indicator, "1.1.a", "1.1.a.i1", None),
        Edit::Rename { from: "2".into(), to: "3".into() },
        Edit::Remove { code: "3.3.a.1".into() },
    ]);
    let codes: Vec<String> = check::codes(&programme).values().map(ToString::to_string).collect();
    assert_eq!(codes, ["arv-hta-2025", "1", "3", "1.1", "3.3", "1.1.a", "3.3.a", "1.1.a.1", "1.1.a.i1", "3.3.a.i1"]);
    let edit = Edit::Rename { from: "2.3".into(), to: "2.4".into() };
    let renamed = apply(&plan(), &edit, &Known::default()).expect("renamed").renamed;
    assert_eq!(renamed[0], ("2.3".into(), "2.4".into()));
    assert_eq!(renamed.len(), 4);
}

#[test]
fn what_cannot_be_done_says_why() {
    refused(&set("2.4.title.en=X"), "the programme has no item \"2.4\"");
    refused(
        &set("2.3.colour=X"),
        "area has no field \"colour\"; one of title.ja, title.en, inherits, topics, mechanisms, responsible, contacts, contacts.PARTY.ja, contacts.PARTY.en",
    );
    refused(
        &set("2.3.title.en"),
        "\"2.3.title.en\" sets nothing; write a path, = and a value, as in 2.3.title.en=Training",
    );
    refused(&set("2.3.title.en="), "2.3: title has no text; write title.ja, title.en or both");
    refused(&set("2.3.title.en+=X"), "title.en is no list; use =");
    refused(&set("2.3.topics-=space"), "topics has no \"space\"");
    refused(&set("2.3.a.i1.actual=4"), "say when it was measured: 2.3.a.i1.actual=4@2026-03-31");
    refused(
        &set("2.3.a.i1.target=four"),
        "2.3.a.i1.target: target: \"four\" is no number; write digits, with a full stop before decimals, and the unit under unit",
    );
    refused(
        &set("until=2024"),
        "arv-hta-2025: the programme ends (2024) before it begins (2025); correct from or until",
    );
    refused(&set("2.3.a.1.due=soon"), "2.3.a.1: due: \"soon\" is no date; write 2026, 2026-03 or 2026-03-31");
    refused(&add(Level::Area, "2.3", "2.4", None), "2.3 is of level area; priority is wanted");
    refused(&add(Level::Area, "2", "2.3.a", None), "the code 2.3.a is already given to goal");
    refused(
        &add(Level::Contact, "2", "x", None),
        "a contact is not added like this; set contacts by their path, and keep a new programme whole",
    );
    refused(
        &Edit::Rename { from: "2.3".into(), to: "2".into() },
        "2: the code 2 is already given to priority; every item needs a code of its own",
    );
    refused(&Edit::Done { code: "2.3".into(), date: Edtf::new("2026") }, "2.3 is of level area; activity is wanted");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn no_assignment_is_a_panic(assignment in "(2|2\\.3|2\\.3\\.a\\.i1|contacts|)\\.?[a-z.=+-]{0,12}=\\PC{0,8}") {
        if let Ok(edited) = apply(&plan(), &set(&assignment), &Known::default()) {
            proptest::prop_assert_eq!(toml::from_toml(&toml::to_toml(&edited.programme)).ok(), Some(edited.programme));
        }
    }
}
