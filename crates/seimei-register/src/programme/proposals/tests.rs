use seimei_model::act::{ActKind, Strength};

use super::*;
use crate::programme::sample;

const PLAN: &str = r#"
id = "arv-hta-2025"
title.en = "Individual Cooperation Programme"
parties = ["ARV", "HTA"]
from = "2025"
until = "2028"
called = ["アルヴェニア・HTA個別協力計画"]
[[priorities]]
code = "1"
title.en = "P"
[[priorities.areas]]
code = "1.1"
title.en = "Exercises"
topics = ["exercises"]
mechanisms = ["シー・ランタン", "Exercise Sea Lantern"]
[[priorities.areas]]
code = "1.2"
title.en = "Courses"
topics = ["cyber", "space"]
responsible = ["HTA"]
[[priorities.areas.goals]]
code = "g"
title.en = "Experts know the procedures"
title.ja = "専門家が沿岸監視の手順を習得する。"
"#;

fn entry(number: u64, by: &[&str], topics: &[&str], mechanisms: &[&str]) -> Entry {
    Entry {
        id: EntryId::Added(number),
        standing: Standing::Read,
        what: "do something".to_owned(),
        by: by.iter().map(ActorCode::new).collect(),
        to: Vec::new(),
        due: None,
        act: ActKind::Commit,
        strength: Strength::Plain,
        topics: topics.iter().map(TopicId::new).collect(),
        mechanisms: mechanisms.iter().map(|name| (*name).to_owned()).collect(),
        corrected: Vec::new(),
        undertakings: Vec::new(),
        source: None,
        offers: Vec::new(),
        evidence: Vec::new(),
        declined: Vec::new(),
        assessments: Vec::new(),
        areas: Vec::new(),
        not_areas: Vec::new(),
        changed: 0,
    }
}

/// Checks the proposals of every area: `c-1 10.5`.
fn check(entries: &[Entry], expected: [&str; 2], unplaced: &str) {
    let name_of = |name: &str| (name == "Lantern Drill").then(|| "sea-lantern".to_owned());
    let found = proposals(&sample::programme(PLAN), entries, &Grounds::default(), &name_of);
    let told = |area: &AreaProposals| {
        area.entries.iter().map(|p| format!("{} {}", p.what, p.score)).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(found.areas.iter().map(told).collect::<Vec<_>>(), expected);
    assert_eq!(found.unplaced.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "), unplaced);
}

#[test]
fn mechanisms_weigh_more_than_topics_and_central_topics_more_than_others() {
    check(
        &[
            entry(1, &["ARV"], &["people", "trade", "exercises"], &[]),
            entry(2, &["ARV"], &["people"], &["シー・ランタン26"]),
            entry(3, &["ARV", "HTA"], &["exercises"], &["exercise  SEA LANTERN"]),
            entry(4, &["ARV"], &["exercises", "cyber"], &[]),
            entry(5, &["HTA"], &["cyber", "space"], &["アルヴェニア・ＨＴＡ個別協力計画"]),
            entry(6, &["HTA"], &["people"], &["Individual Cooperation Programme"]),
            entry(7, &["HTA"], &["people"], &["Port Drill"]),
        ],
        ["c-3 13, c-2 10, c-4 3, c-1 1", "c-5 12.5, c-4 2"],
        "c-6",
    );
}

#[test]
fn what_is_decided_or_of_others_is_left_out() {
    let plain = || entry(1, &["HTA"], &["cyber"], &[]);
    let area = |text: &str| text.parse::<AreaId>().expect("an area");
    check(&[plain()], ["", "c-1 3.5"], "");
    check(&[Entry { areas: vec![area("arv-hta-2025/1.1")], ..plain() }], ["", ""], "");
    check(&[Entry { areas: vec![area("arv-hta-2021/1.1")], ..plain() }], ["", "c-1 3.5"], "");
    check(&[Entry { not_areas: vec![area("arv-hta-2025/1.2")], ..plain() }], ["", ""], "");
    check(&[Entry { standing: Standing::Rejected, ..plain() }], ["", ""], "");
    check(&[Entry { due: Some(Edtf::new("2024-12")), ..plain() }], ["", ""], "");
    check(&[entry(1, &["HTA", "SEL"], &["cyber"], &[])], ["", ""], "");
    check(&[entry(1, &[], &["cyber"], &[])], ["", ""], "");
}

#[test]
fn words_of_an_area_alone_put_it_first() {
    let with = |number, what: &str| Entry { what: what.to_owned(), ..entry(number, &["ARV"], &["cyber"], &[]) };
    check(
        &[with(1, "train pilots"), with(2, "train Experts in procedures"), with(3, "沿岸監視要員を養成する")],
        ["", "c-2 5, c-3 4, c-1 3"],
        "",
    );
}

#[test]
fn what_names_a_mechanism_of_one_area_is_not_proposed_for_another() {
    check(&[entry(1, &["ARV"], &["cyber"], &["Exercise Sea Lantern 26"])], ["c-1 10", ""], "");
}

#[test]
fn names_of_one_mechanism_are_one() {
    let forms = |name: &str| {
        let programme = sample::programme(PLAN);
        let name_of = |name: &str| (name == "Drill" || name == "演習").then(|| "drill".to_owned());
        Rules::new(&programme, &name_of).forms(name)
    };
    let check = |one: &str, other: &str, expected: bool| {
        assert_eq!(is_same(&forms(one), &forms(other)), expected, "{one} {other}");
    };
    check("Exercise Sea Lantern", "exercise “Sea Lantern 26”", true);
    check("Sea Lantern 25", "Sea Lantern 26", false);
    check("Sea Lantern 25", "Sea Lantern", false);
    check("Drill", "演習", true);
    check("Drill", "Lantern", false);
}
