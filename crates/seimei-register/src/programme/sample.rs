//! Programmes for tests: any that the rules allow.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use seimei_model::code::{ActorCode, TopicId};
use seimei_model::date::Edtf;
use seimei_model::programme::{Activity, Area, Contact, Goal, Indicator, Names, Priority, Programme};

/// Returns a programme of the text; panics where it has faults.
pub(crate) fn programme(text: &str) -> Programme {
    match super::toml::from_toml(text) {
        Ok(programme) => programme,
        Err(faults) => panic!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
    }
}

/// Any text that is kept: no space at its ends, and what tables and files find hard.
fn text() -> impl Strategy<Value = String> {
    let hard = vec(
        prop_oneof![
            Just("=".to_owned()),
            Just("'".to_owned()),
            Just("+-@＝".to_owned()),
            Just("\"".to_owned()),
            Just("\"\"\"".to_owned()),
            Just(";".to_owned()),
            Just("\\".to_owned()),
            Just(",".to_owned()),
            Just("\n".to_owned()),
            Just("\r\n".to_owned()),
            Just("\r".to_owned()),
            Just("\t".to_owned()),
            Just("1.10".to_owned()),
            Just("2025-03".to_owned()),
            Just("\u{feff}".to_owned()),
            Just("\u{0}\u{1b}".to_owned()),
            Just("港湾 — Ünï".to_owned()),
            "[a-z ]{1,6}",
            "\\PC{1,4}",
        ],
        1..5,
    );
    hard.prop_map(|parts| parts.concat().trim().to_owned()).prop_filter("not empty", |text| !text.is_empty())
}

fn names() -> impl Strategy<Value = Names> {
    (option::of(text()), option::of(text()), text()).prop_map(|(ja, en, other)| match (&ja, &en) {
        (None, None) => Names { ja: None, en: Some(other) },
        _ => Names { ja, en },
    })
}

fn actor() -> impl Strategy<Value = ActorCode> {
    "[A-Z][A-Z0-9-]{0,5}".prop_map(ActorCode::new)
}

/// Different values, in order.
fn set<T: Ord + std::fmt::Debug>(one: impl Strategy<Value = T>, least: usize) -> impl Strategy<Value = Vec<T>> {
    proptest::collection::btree_set(one, least..4).prop_map(|values| values.into_iter().collect())
}

fn date() -> impl Strategy<Value = Edtf> {
    let forms = prop_oneof!["20[0-9]{2}", "20[0-9]{2}-0[1-9]", "20[0-9]{2}-1[0-2]-[0-2][1-8]", "20[0-9]{2}-2[1-4]"];
    forms.prop_map(Edtf::new)
}

fn contacts() -> impl Strategy<Value = Vec<Contact>> {
    vec((actor(), names()).prop_map(|(party, office)| Contact { party, office }), 0..3)
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![(-1000_i32..1000).prop_map(f64::from), any::<f64>().prop_filter("finite", |number| number.is_finite())]
}

fn indicator() -> impl Strategy<Value = Indicator> {
    let unit = option::of(names());
    (names(), unit, option::of(number()), option::of(number()), option::of((number(), date()))).prop_map(
        |(title, unit, baseline, target, measured)| {
            let (actual, date) = measured.unzip();
            Indicator { code: "".into(), title, unit, baseline, target, actual, date }
        },
    )
}

fn goal() -> impl Strategy<Value = Goal> {
    let activity = (names(), option::of(date()), option::of(date())).prop_map(|(title, due, done)| Activity {
        code: "".into(),
        title,
        due,
        done,
    });
    (names(), vec(activity, 0..3), vec(indicator(), 0..3)).prop_map(|(title, activities, indicators)| Goal {
        code: "".into(),
        title,
        activities,
        indicators,
    })
}

fn area() -> impl Strategy<Value = Area> {
    let inherits = option::of("[a-z]{1,4}-1/[0-9]{1,2}\\.[0-9]{1,2}".prop_map(|area| area.parse().expect("an area")));
    let topics = vec("[a-z][a-z-]{0,4}", 0..3).prop_map(|mut topics| {
        let mut seen = std::collections::BTreeSet::new();
        topics.retain(|topic| seen.insert(topic.clone()));
        topics.into_iter().map(TopicId::new).collect::<Vec<_>>()
    });
    (names(), inherits, topics, set(text(), 0), set(actor(), 0), contacts(), vec(goal(), 0..3)).prop_map(
        |(title, inherits, topics, mechanisms, responsible, contacts, goals)| Area {
            code: "".into(),
            title,
            inherits,
            topics,
            mechanisms,
            responsible,
            contacts,
            goals,
        },
    )
}

/// Any programme. Codes are of several fashions, some of which a spreadsheet takes for dates or numbers.
pub(crate) fn any_programme() -> impl Strategy<Value = Programme> {
    let head = ("[a-y][a-z0-9]{0,5}", names(), set(actor(), 1), 2000..2050_i32, 0..9_i32);
    let links = (option::of("z[a-z]{0,5}"), option::of("[a-z]{1,5}-2025-03-21"), set(text(), 0), contacts());
    let priority = (names(), vec(area(), 0..3)).prop_map(|(title, areas)| Priority { code: "".into(), title, areas });
    (head, links, vec(priority, 0..3), 0..5_usize).prop_map(
        |((id, title, parties, from, years), (supersedes, document, called, contacts), priorities, fashion)| {
            let mut programme = Programme {
                id: id.parse().expect("a name"),
                title,
                parties,
                from: Edtf::new(from.to_string()),
                until: Edtf::new((from + years).to_string()),
                supersedes: supersedes.map(|id| id.parse().expect("a name")),
                document: document.map(|id| id.parse().expect("a name")),
                called,
                contacts,
                priorities,
            };
            number_items(&mut programme, fashion);
            programme
        },
    )
}

fn number_items(programme: &mut Programme, fashion: usize) {
    let mut count = 0;
    let mut next = |depth: usize| {
        count += 1;
        match fashion {
            0 => format!("1.{count}0"),
            1 => format!("-{count}"),
            2 => format!("20{count:02}-{depth:02}"),
            3 => format!("0{count}"),
            _ => format!("A{depth}.x{count}"),
        }
        .into()
    };
    for priority in &mut programme.priorities {
        priority.code = next(1);
        for area in &mut priority.areas {
            area.code = next(2);
            for goal in &mut area.goals {
                goal.code = next(3);
                goal.activities.iter_mut().for_each(|activity| activity.code = next(4));
                goal.indicators.iter_mut().for_each(|indicator| indicator.code = next(5));
            }
        }
    }
}
