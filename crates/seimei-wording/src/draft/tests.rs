//! What is told about a draft and what is not, on texts about states that do not exist.

use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::{ActorCode, Lang, TopicId};
use seimei_model::document::DocumentKind;
use seimei_model::reading::Reading;
use seimei_reading::read::read;

use super::{Checked, FindingKind, Statement, check, suggest};

fn reading(text: &str, lexicon: &Lexicon) -> Reading {
    read(&ingest(text.as_bytes(), Format::Markdown, lexicon), lexicon)
}

fn parties() -> Vec<ActorCode> {
    ["AUS", "JPN"].map(ActorCode::new).to_vec()
}

/// Checks a draft of Australia and Japan against statements of theirs, by year, the oldest first.
fn checked(draft: &str, record: &[(i32, &str)]) -> Checked {
    checked_of(draft, &record.iter().map(|(year, text)| (*year, *text, parties())).collect::<Vec<_>>())
}

fn checked_of(draft: &str, record: &[(i32, &str, Vec<ActorCode>)]) -> Checked {
    let lexicon = builtin::lexicon();
    let mut draft = reading(draft, &lexicon);
    draft.document.kind = DocumentKind::JointStatement;
    let readings: Vec<Reading> = record.iter().map(|(_, text, _)| reading(text, &lexicon)).collect();
    let days: Vec<String> = record.iter().map(|(year, ..)| format!("{year}-05-20")).collect();
    let statements: Vec<Statement> = readings
        .iter()
        .zip(record)
        .zip(&days)
        .map(|((reading, (_, _, parties)), day)| Statement {
            reading,
            parties,
            kind: DocumentKind::JointStatement,
            day: Some(day),
        })
        .collect();
    check(&draft, &parties(), &statements, &lexicon)
}

/// The findings in short: kind, what is written, what it is compared with.
fn told(checked: &Checked) -> Vec<(FindingKind, &str, &str)> {
    checked.findings.iter().map(|one| (one.kind, one.written.as_str(), one.against.as_str())).collect()
}

const ONE: &str = "We strongly oppose the stationing of patrol vessels near the disputed reefs.\n\nWe underscore the importance of calm across the Selmark Sound in accordance with international law.\n\nWe welcome the visit of Prime Minister Ilse Brandt to Vessby.\n\nWe call for the implementation of Security Council resolution 9718.\n";
const TWO: &str = "We strongly oppose the stationing of patrol vessels near the disputed reefs of the north.\n\nWe underscore the importance of lasting calm across the Selmark Sound in accordance with international law.\n\nWe thanked Prime Minister Ilse Brandt.\n\nWe call for the full implementation of Security Council resolution 9718.\n";

#[test]
fn what_stands_in_every_statement_and_not_in_the_draft_is_dropped() {
    let draft = "We underscore the importance of lasting calm across the Selmark Sound in accordance with international law.\n\nWe call for the full implementation of Security Council resolution 9718.\n";
    let checked = checked(draft, &[(2030, ONE), (2031, TWO)]);
    assert_eq!(told(&checked), [(FindingKind::Dropped, "", "")]);
    let dropped = &checked.findings[0];
    assert_eq!((dropped.cited[0].statement, dropped.cited[0].provision), (1, 0), "the newest wording first");
    assert_eq!((dropped.said, dropped.of), (2, 2));
    assert_eq!(checked.same_parties, [1, 0]);
}

#[test]
fn a_lost_intensifier_or_ground_is_a_weakening() {
    let draft = "We oppose the stationing of patrol vessels near the disputed reefs of the north.\n\nWe underscore the importance of lasting calm across the Selmark Sound.\n\nWe call for the full implementation of Security Council resolution 9718.\n";
    let checked = checked(draft, &[(2030, ONE), (2031, TWO)]);
    let kinds: Vec<FindingKind> = checked.findings.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [FindingKind::Weakened; 2], "{checked:?}");
    let matters: Vec<&str> =
        checked.findings.iter().flat_map(|one| &one.changes).map(|change| change.matter.word()).collect();
    assert_eq!(matters, ["strength", "basis"]);
}

#[test]
fn a_lost_part_of_a_formula_is_a_weakening() {
    let one = "We reaffirm our commitment to the defence of the Selmark Sound, including the outer reefs.\n";
    let two = "We reaffirm our firm commitment to the defence of the Selmark Sound, including the outer reefs.\n";
    let draft = "We reaffirm our firm commitment to the defence of the Selmark Sound.\n";
    let checked = checked(draft, &[(2030, one), (2031, two)]);
    let lost: Vec<(FindingKind, &str)> =
        checked.findings.iter().flat_map(|one| one.changes.iter().map(|change| (one.kind, &*change.a))).collect();
    assert_eq!(lost, [(FindingKind::Weakened, "including the outer reefs")], "{checked:?}");
}

#[test]
fn another_name_in_the_same_words_is_a_change() {
    let one = "We oppose any attempt to close the strait near the East Selmark Reef.\n";
    let checked = checked(&one.replace("East", "North"), &[(2030, one), (2031, one)]);
    let changed: Vec<FindingKind> = checked.findings.iter().map(|one| one.kind).collect();
    assert_eq!(changed, [FindingKind::Changed], "{checked:?}");
}

#[test]
fn sums_of_money_and_numbered_meetings_need_no_definition() {
    let record = "We welcome COP29 and EUR 5 million.\n";
    let draft = "We welcome COP30 and EUR5 million for the ports.\n";
    let checked = checked(draft, &[(2030, record), (2031, record)]);
    let undefined = checked.findings.iter().filter(|one| one.kind == FindingKind::Undefined).count();
    assert_eq!(undefined, 0, "{checked:?}");
}

#[test]
fn what_others_say_is_not_dropped() {
    let others = ["KOR", "NZL"].map(ActorCode::new).to_vec();
    let checked = checked_of("We welcome the fair.\n", &[(2030, ONE, others.clone()), (2031, TWO, others)]);
    assert!(checked.findings.is_empty() && checked.same_parties.is_empty(), "{checked:?}");
}

#[test]
fn slips_are_told_and_new_names_are_not() {
    let draft = format!(
        "{TWO}\nWe thank Prime Minister Ilse Brant and Minister Odo Krell.\n\nWe recall resolution 9781 and resolution 9002.\n"
    );
    let checked = checked(&draft, &[(2030, ONE), (2031, TWO)]);
    assert_eq!(told(&checked), [(FindingKind::Resolution, "9781", "9718"), (FindingKind::Name, "Brant", "Brandt")]);
    assert_eq!(checked.findings[0].places[0].words, "9781");
}

#[test]
fn a_title_that_the_record_never_gives_is_told() {
    let draft = format!("{TWO}\nWe thank President Ilse Brandt.\n");
    let checked = checked(&draft, &[(2030, ONE), (2031, TWO)]);
    assert_eq!(told(&checked), [(FindingKind::Title, "President Ilse Brandt", "Prime Minister")]);
}

#[test]
fn abbreviations_are_held_to_their_definitions() {
    let draft = "We launch the Sound Lights Group (SLG). The SLG meets in spring. We fund the Reef Fund (RFD) and the QXT. NATO and the UN know the Shore Lamps Group (SLG).\n";
    let checked = checked(draft, &[]);
    let told = told(&checked);
    assert!(told.contains(&(FindingKind::Undefined, "QXT", "")), "{told:?}");
    assert!(told.contains(&(FindingKind::DefinedTwice, "Shore Lamps Group", "Sound Lights Group")), "{told:?}");
    assert!(told.iter().any(|one| one.0 == FindingKind::Unused && one.1 == "RFD"), "{told:?}");
    assert_eq!(told.len(), 3, "{told:?}");
}

#[test]
fn terms_used_two_ways_are_told_with_both() {
    let draft = "We recognise the programme. We urge North Korea to talk. We commend co-operation with the DPRK and emphasize cooperation.\n";
    let told: Vec<(String, String)> =
        checked(draft, &[]).findings.into_iter().map(|one| (one.written, one.against)).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    let has = |one: &str, other: &str| told.iter().any(|(a, b)| (a == one && b == other) || (a == other && b == one));
    assert!(has("DPRK", "North Korea") && has("co-operation", "cooperation"), "{told:?}");
    assert!(has("emphasize", "recognise, programme"), "{told:?}");
}

#[test]
fn japanese_slips_and_ways() {
    let record = "我々は、ブラント首相の訪問を歓迎する。我々は、安保理決議第9718号の完全な履行を求める。\n";
    let draft = "我々は、ブラソト首相の訪問を歓迎する。我々は、安保理決議第9781号の完全な履行を求める。\n\n我々は、北朝鮮に対し対話を求める。我々は、兩国の絆と両国の繁栄を確認する。我々は、朝鮮民主主義人民共和国の行動を憂慮する。\n";
    let checked = checked(draft, &[(2030, record), (2031, record)]);
    let told = told(&checked);
    assert!(told.contains(&(FindingKind::Resolution, "9781", "9718")), "{told:?}");
    assert!(told.contains(&(FindingKind::Name, "ブラソト首相", "ブラント首相")), "{told:?}");
    let between = "我々は、ブラソト日本国首相の訪問を歓迎する。\n";
    let checked_between = self::checked(between, &[(2030, record), (2031, record)]);
    let slip = checked_between.findings.iter().find(|one| one.kind == FindingKind::Name);
    assert_eq!(slip.map(|one| one.places[0].words.as_str()), Some("ブラソト"), "the state may stand between");
    let ways = |words: &str| told.iter().any(|one| one.0 == FindingKind::TwoWays && (one.1 == words || one.2 == words));
    assert!(ways("北朝鮮") && ways("兩国"), "{told:?}");
}

#[test]
fn agreed_language_comes_most_shared_and_newest_first() {
    let lexicon = builtin::lexicon();
    let texts = [
        "We reaffirm the importance of maritime security and freedom of navigation across the Selmark Sound.\n",
        "We welcome the harvest fair.\n\nWe reaffirm the importance of maritime security and of freedom of navigation across the Selmark Sound.\n",
    ];
    let readings = texts.map(|text| reading(text, &lexicon));
    let (both, one) = (parties(), vec![ActorCode::new("JPN")]);
    let statement = |reading, parties, day| Statement { reading, parties, kind: DocumentKind::JointStatement, day };
    let record = [
        statement(&readings[0], both.as_slice(), Some("2030-01-01")),
        statement(&readings[1], &one, Some("2031-01-01")),
    ];
    let found = suggest(&TopicId::new("maritime"), &parties(), Lang::En, &record, &lexicon);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].texts, found[0].together, found[0].parties.len()), (2, 1, 2));
    // The wording to take is the one that both agreed to.
    assert_eq!((found[0].cited[0].statement, found[0].last.as_deref()), (0, Some("2030-01-01")));
    assert!(suggest(&TopicId::new("maritime"), &parties(), Lang::Ja, &record, &lexicon).is_empty());
}

#[test]
fn nothing_and_odd_text_do_no_harm() {
    for text in ["", "(", "U.S. (", "resolution", "決議第", "（以下「", "\u{0}\u{feff}…", "President of the ", "首相"]
    {
        let _ = checked(text, &[(2030, text), (2031, ONE)]);
        let _ = checked(ONE, &[(2030, text)]);
    }
}
