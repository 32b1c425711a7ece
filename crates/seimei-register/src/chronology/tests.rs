//! What is laid together, what is held apart, what is shown as a conflict. The texts are invented.

use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::builtin;
use seimei_model::code::ActorCode;
use seimei_model::date::Edtf;
use seimei_model::event::EventType;
use seimei_model::identity::ExpressionId;
use seimei_model::reading::Reading;
use seimei_reading::read::read;

use super::{Happening, Precision, SourceKind, Wanted, chosen, chronology};
use crate::grounds::{Grounds, Place, Text};

struct Kept {
    id: ExpressionId,
    day: Option<String>,
    reading: Reading,
}

/// Reads texts, each with its document's name, in order of time.
fn keep(texts: &[(&str, &str)]) -> Vec<Kept> {
    let lexicon = builtin::lexicon();
    let mut kept: Vec<Kept> = texts
        .iter()
        .map(|(name, text)| {
            let reading = read(&ingest(text.as_bytes().to_vec(), Format::Markdown, &lexicon), &lexicon);
            let document = name.parse().expect("a name");
            let id = ExpressionId { document, language: reading.document.language };
            let day = reading.document.date.as_ref().and_then(Edtf::period).map(|(first, _)| first);
            Kept { id, day, reading }
        })
        .collect();
    kept.sort_by_key(|kept| (kept.day.clone(), kept.id.clone()));
    kept
}

fn draw(kept: &[Kept], counterparts: &[(Place, Place)]) -> Vec<Happening> {
    let texts: Vec<Text> = kept
        .iter()
        .map(|kept| {
            let document = &kept.reading.document;
            Text {
                id: &kept.id,
                title: document.title.as_deref(),
                kind: document.kind,
                date: document.date.as_ref(),
                day: kept.day.as_deref(),
                parties: &document.parties,
                translation: document.translation,
                reading: &kept.reading,
            }
        })
        .collect();
    chronology(&Grounds { texts: &texts, counterparts, ..Grounds::default() }, &builtin::lexicon())
}

fn chronology_of(texts: &[(&str, &str)]) -> Vec<Happening> {
    draw(&keep(texts), &[])
}

/// Returns the lines in short: date, kind, number of sources, other dates.
fn lines(happenings: &[Happening]) -> Vec<String> {
    let line = |happening: &Happening| {
        let others: Vec<&str> = happening.conflicts.iter().map(|conflict| conflict.date.as_str()).collect();
        let others = if others.is_empty() { String::new() } else { format!(" against {}", others.join(" ")) };
        format!("{} {} {}{others}", happening.date, happening.kind.word(), happening.sources.len())
    };
    happenings.iter().map(line).collect()
}

const STATEMENT: &str = "# Joint Statement by Japan and Peru on Coastal Safety\n\nLima, 4 March 2024\n\n\
    The two leaders welcome the work of the coast guards.\n";

#[test]
fn a_document_is_a_happening_and_what_others_tell_of_it_its_source() {
    let happenings = chronology_of(&[
        ("a", STATEMENT),
        (
            "b",
            "# Joint Statement by Japan and Peru\n\nTokyo, 9 May 2025\n\nJapan and Peru reaffirm the Joint Statement on \
             Coastal Safety issued on 4 March 2024.\n",
        ),
    ]);
    assert_eq!(lines(&happenings), ["2024-03-04 statement 2", "2025-05-09 statement 1"]);
    let first = &happenings[0];
    assert_eq!(first.what, "Joint Statement by Japan and Peru on Coastal Safety");
    let kinds: Vec<SourceKind> = first.sources.iter().map(|source| source.kind).collect();
    assert_eq!(kinds, [SourceKind::Issued, SourceKind::Told]);
    assert_eq!(first.sources[1].provision.to_string(), "b/en#p1");
    assert_eq!(first.precision, Precision::Day);
}

#[test]
fn a_month_supports_the_day_where_there_is_one_candidate() {
    let told = "# Joint Statement by Japan and Peru\n\nTokyo, 9 May 2025\n\nThe leaders of Japan and Peru met in Lima in \
                March 2024.\n";
    let exact = "# Joint Statement by Japan and Peru\n\nLima, 4 March 2024\n\nThe leaders of Japan and Peru met in Lima on \
                 4 March 2024.\n";
    let happenings = chronology_of(&[("a", exact), ("b", told)]);
    assert!(lines(&happenings).contains(&"2024-03-04 meeting 2".to_owned()), "{:?}", lines(&happenings));
    let second = "# Joint Statement by Japan and Peru\n\nLima, 21 March 2024\n\nThe leaders of Japan and Peru met in Lima on \
                  21 March 2024.\n";
    let happenings = chronology_of(&[("a", exact), ("b", told), ("c", second)]);
    let meetings: Vec<String> = lines(&happenings).into_iter().filter(|line| line.contains("meeting")).collect();
    assert_eq!(meetings, ["2024-03 meeting 1", "2024-03-04 meeting 1", "2024-03-21 meeting 1"]);
}

#[test]
fn meetings_of_one_day_are_held_apart_by_office_and_company() {
    let happenings = chronology_of(&[(
        "a",
        "# Joint Statement by Japan and Peru\n\nLima, 5 March 2024\n\nThe Foreign Ministers of Japan and Peru met on \
         4 March 2024. The Defense Ministers of Japan and Peru met on 4 March 2024. The leaders of Japan, Chile and Peru met \
         on 4 March 2024.\n",
    )]);
    let meetings = happenings.iter().filter(|happening| happening.kind == EventType::Meeting).count();
    let shown: Vec<_> = happenings.iter().map(|h| (&h.what, &h.participants, h.sources.len())).collect();
    assert_eq!(meetings, 3, "{shown:?}");
}

#[test]
fn a_numbered_order_with_two_dates_is_a_conflict() {
    let text = |place: &str, day: &str, date: &str| {
        format!(
            "# Joint Statement by the United States and Peru on Trade\n\n{place}, {day}\n\nThe United States will keep the \
             duties set forth in Executive Order 91234 of {date}.\n"
        )
    };
    let (one, other) = (text("Lima", "9 May 2025", "April 2, 2025"), text("Lima", "10 May 2025", "April 2, 2005"));
    let third = text("Lima", "11 May 2025", "April 2, 2025");
    let happenings = chronology_of(&[("a", &one), ("b", &other), ("c", &third)]);
    assert_eq!(lines(&happenings)[0], "2025-04-02 decision 2 against 2005-04-02");
    assert_eq!(happenings[0].conflicts[0].sources[0].provision.to_string(), "b/en#p1");
}

#[test]
fn a_numbered_meeting_with_two_dates_is_a_conflict_and_the_next_meeting_is_none() {
    let text = |day: &str, ordinal: &str, date: &str| {
        format!(
            "# Joint Statement by Japan and Peru\n\nLima, {day}\n\nJapan and Peru recall the {ordinal} Japan-Peru Harbour \
             Safety Dialogue held in Lima on {date}.\n"
        )
    };
    let (one, other) = (text("1 May 2024", "second", "4 March 2024"), text("1 June 2024", "second", "5 March 2024"));
    let happenings = chronology_of(&[("a", &one), ("b", &other)]);
    assert_eq!(lines(&happenings)[0], "2024-03-04 meeting 1 against 2024-03-05");
    let next = text("1 June 2024", "third", "5 March 2024");
    assert!(chronology_of(&[("a", &one), ("b", &next)]).iter().all(|happening| happening.conflicts.is_empty()));
}

#[test]
fn both_languages_of_a_document_are_one_source_each_of_one_line() {
    let en = "# Joint Statement by Japan and Peru\n\nLima, 4 March 2024\n\nThe leaders of Japan and Peru signed the \
              agreement on 2 March 2024.\n";
    let ja = "# 日本・ペルー共同声明\n\n2024年3月4日\n\n日本とペルーは、2024年3月2日に協定に署名した。\n";
    let kept = keep(&[("a", en), ("a", ja)]);
    let places = (Place { text: 0, provision: 0 }, Place { text: 1, provision: 0 });
    let happenings = draw(&kept, &[places]);
    assert_eq!(lines(&happenings), ["2024-03-02 agreement 2", "2024-03-04 statement 2"]);
    let languages: Vec<_> = happenings[0].sources.iter().map(|source| source.provision.to_string()).collect();
    assert_eq!(languages, ["a/ja#p1", "a/en#p1"]);
}

#[test]
fn japanese_tellings_are_laid_together() {
    let happenings = chronology_of(&[
        ("a", "# 日本・ペルー共同声明\n\n2024年3月4日\n\n両首脳は、2024年3月4日、リマにおいて会談した。\n"),
        ("b", "# 日本・ペルー共同声明\n\n2025年5月9日\n\n日本とペルーの首脳は、2024年3月4日にリマで会談した。\n"),
    ]);
    assert!(lines(&happenings).contains(&"2024-03-04 meeting 2".to_owned()), "{:?}", lines(&happenings));
}

#[test]
fn what_was_still_to_come_is_marked() {
    let mut kept = keep(&[(
        "a",
        "# Joint Statement by Japan and Peru\n\nLima, 4 March 2024\n\nThe leaders of Japan and Peru met in Lima on 4 March \
         2024.\n",
    )]);
    // The finders leave plans out; a document's date that a person set may still lie before what it tells.
    kept[0].reading.document.date = Some(Edtf::new("2024-03-01"));
    let happenings = draw(&kept, &[]);
    let planned: Vec<bool> = happenings.iter().map(|happening| happening.planned).collect();
    assert_eq!(lines(&happenings), ["2024-03-01 statement 1", "2024-03-04 meeting 1"]);
    assert_eq!(planned, [false, true]);
}

#[test]
fn happenings_are_chosen_by_party_time_and_kind() {
    let happenings = chronology_of(&[
        ("a", STATEMENT),
        (
            "b",
            "# Joint Statement by Japan and Chile\n\nTokyo, 9 May 2025\n\nJapan and Chile signed the agreement in 2023.\n",
        ),
    ]);
    assert_eq!(lines(&happenings), ["2023 agreement 1", "2024-03-04 statement 1", "2025-05-09 statement 1"]);
    let count = |wanted: &Wanted| chosen(&happenings, wanted).len();
    assert_eq!(count(&Wanted::default()), 3);
    assert_eq!(count(&Wanted { parties: vec![ActorCode::new("CHL"), ActorCode::new("JPN")], ..Wanted::default() }), 2);
    assert_eq!(count(&Wanted { since: Some("2023-06-01".into()), ..Wanted::default() }), 3);
    assert_eq!(count(&Wanted { since: Some("2024-01-01".into()), ..Wanted::default() }), 2);
    assert_eq!(count(&Wanted { until: Some("2024-12-31".into()), ..Wanted::default() }), 2);
    assert_eq!(count(&Wanted { kinds: vec![EventType::Agreement], ..Wanted::default() }), 1);
}

#[test]
fn an_empty_archive_has_no_chronology() {
    assert!(chronology_of(&[]).is_empty());
}
