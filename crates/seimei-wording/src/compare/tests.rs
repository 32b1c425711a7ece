//! Comparisons of invented statements, read by the whole pipeline, and what holds for every comparison.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use seimei_ingest::ingest::{Format, ingest};
use seimei_lexicon::builtin;
use seimei_model::act::ActKind;
use seimei_model::code::{ActorCode, Lang};
use seimei_model::date::Edtf;
use seimei_model::document::DocumentKind;
use seimei_model::reading::Reading;
use seimei_reading::read::read;

use super::*;
use crate::changes::Turn;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(builtin::lexicon);

/// Reads a text as a joint statement of `parties` on `date`.
fn statement(text: &str, parties: &[&str], kind: DocumentKind) -> Reading {
    let mut reading = read(&ingest(text.as_bytes(), Format::Text, &LEXICON), &LEXICON);
    reading.document.parties = parties.iter().map(ActorCode::new).collect();
    reading.document.kind = kind;
    reading
}

fn joint_statement(text: &str) -> Reading {
    statement(text, &["AUS", "JPN"], DocumentKind::JointStatement)
}

/// Returns each item as `status a > b` with what counts in it.
fn told(comparison: &Comparison) -> Vec<String> {
    let one = |item: &Item| {
        let numbers = |list: &[usize]| list.iter().map(ToString::to_string).collect::<Vec<_>>().join("+");
        let counts = item.changed.changes.iter().filter(|change| change.matter.counts());
        let counts: Vec<String> =
            counts.map(|change| format!(" {}[{}|{}]", change.matter.word(), change.a, change.b)).collect();
        format!("{} {}>{}{}", item.status.word(), numbers(&item.a), numbers(&item.b), counts.concat())
    };
    comparison.items.iter().map(one).collect()
}

const OLD: &str = "\
我々は、灯台に関する基本的な立場に変更はなく、沿岸の安全に不可欠な要素である北岬水道の平穏の重要性を強調する。
我々は、水道問題の対話による解決を促す。
我々は、機雷の完全な、検証可能な、かつ、不可逆的な廃棄を強く求める。
我々は、500人の救難士を派遣することを決定した。
我々は、漁業資源の共同調査を歓迎する。
我々は、港湾の浚渫に関する作業部会を設置する。
";

const NEW: &str = "\
我々は、漁業資源の共同調査を歓迎する。
我々は、灯台に関する立場に変更はなく、沿岸の安全に不可欠な要素である北岬水道の平穏を維持することの重要性を再確認する。
我々は、水道問題の対話による解決を促す。
我々は、機雷の完全な廃棄を求める。
我々は、300人の救難士を派遣することを決定した。
我々は、気象観測の標準化について議論した。
";

#[test]
fn what_moved_since_last_time() {
    let comparison = compare(&joint_statement(OLD), &joint_statement(NEW), &LEXICON);
    assert_eq!(
        told(&comparison),
        [
            "moved 4>0",
            "altered 0>1 act[強調する|再確認する] qualifier[基本的な|]",
            "kept 1>2",
            "altered 2>3 strength[強く|] qualifier[検証可能な、かつ、不可逆的な|]",
            "altered 3>4 number[500人|300人]",
            "dropped 5>",
            "new >5",
        ]
    );
    assert!(comparison.has_common() && !comparison.differs.is_other_venue());
    // The weightiest first: the strength, then the act, the qualifiers, the number.
    let words: Vec<&str> = comparison
        .highlights()
        .iter()
        .map(|(item, change)| comparison.items[*item].changed.changes[*change].matter.word())
        .collect();
    assert_eq!(words, ["strength", "act", "qualifier", "qualifier", "number"]);
}

#[test]
fn other_parties_are_another_venue() {
    let other =
        "閣僚は、北岬水道の平穏を維持することの重要性を強調した。\n閣僚は、水道問題の対話による解決を促した。\n";
    let b = statement(other, &["JPN", "KOR", "USA"], DocumentKind::JointStatement);
    let comparison = compare(&joint_statement(OLD), &b, &LEXICON);
    assert!(comparison.differs.is_other_venue());
    let parties = comparison.differs.parties.clone().expect("they differ");
    assert_eq!((parties.both.len(), parties.a.len(), parties.b.len()), (1, 1, 2));
    let strait = comparison.items.iter().find(|item| item.b == [0]).expect("the first of B");
    assert_eq!(strait.a, [0]);
    let is_gone = |words: &str| {
        strait.changed.changes.iter().any(|change| change.turn == Turn::Dropped && change.a.contains(words))
    };
    assert!(is_gone("不可欠な要素"), "{:?}", strait.changed.changes);
    // 我々 and 閣僚, 促す and 促した: the same.
    let plea = comparison.items.iter().find(|item| item.b == [1]).expect("the second of B");
    assert_eq!((plea.status, plea.a.as_slice()), (Status::Kept, &[1][..]));
}

#[test]
fn one_provision_may_answer_to_two() {
    let a = "The parties will rebuild the lighthouse at North Cape. The parties will train forty keepers for the lighthouse each year.\n\nWe thank the harbour pilots for their service.\n";
    let b = "The parties will rebuild the lighthouse at North Cape and will train forty keepers for the lighthouse each year.\n\nWe thank the harbour pilots for their service.\n";
    let comparison = compare(&joint_statement(a), &joint_statement(b), &LEXICON);
    let merged = comparison.items.iter().find(|item| item.b == [0]).expect("the first of B");
    assert_eq!(merged.a, [0, 1], "{:?}", told(&comparison));
    let back = compare(&joint_statement(b), &joint_statement(a), &LEXICON);
    assert!(back.items.iter().any(|item| item.a == [0] && item.b == [0, 1]), "{:?}", told(&back));
}

#[test]
fn across_languages_the_reading_is_compared() {
    let a = "我々は、2032年末までに協定を締結することを決意する。\n我々は、攻撃を強く非難する。\n";
    let b = "We are committed to concluding the agreement by the end of 2032.\n\nWe condemn the attack.\n";
    let comparison = compare(&joint_statement(a), &joint_statement(b), &LEXICON);
    assert_eq!(comparison.differs.language, Some([Lang::Ja, Lang::En]));
    let condemned = comparison.items.iter().find(|item| item.b == [1]).expect("the second of B");
    let strength = condemned.changed.changes.iter().find(|change| change.matter.word() == "strength");
    assert_eq!(strength.map(|change| change.turn), Some(Turn::Dropped), "{:?}", condemned.changed.changes);
    let agreed = comparison.items.iter().find(|item| item.b == [0]).expect("the first of B");
    assert_eq!(agreed.status, Status::Kept, "{:?}", agreed.changed.changes);
}

#[test]
fn rewritten_words_are_not_kept() {
    let a = "We commit to protect the seabed cables and to champion the marine parks of the north.\n";
    let b = "We commit to protect the seabed cables and to help other harbours with their pilots.\n";
    let comparison = compare(&joint_statement(a), &joint_statement(b), &LEXICON);
    assert_eq!(comparison.count(Status::Altered), 1, "{comparison:?}");
    assert!(!comparison.items[0].changed.changes.is_empty());
}

#[test]
fn two_works_in_two_languages_are_paired_wherever_they_say_alike() {
    let a = "我々は、オーストラリアの港湾の浚渫を歓迎する。\n我々は、学生の交流を2,500人に拡大することで一致した。\n\
        我々は、北朝鮮に対し、全ての国連安保理決議を完全に履行するよう求める。\n我々は、女性の起業家への支援を確認する。\n";
    let b = "We urge North Korea to fully implement all UN Security Council resolutions.\n\nThe ministers thanked the city for \
        its hospitality.\n\nOur navies met at sea.\n\nThe summit of mayors begins in the autumn of next year.\n";
    let (mut one, mut other) = (joint_statement(a), statement(b, &["KOR", "USA"], DocumentKind::JointStatement));
    one.document.date = Some(Edtf::new("2031-05-20"));
    other.document.date = Some(Edtf::new("2033-09-01"));
    let comparison = compare(&one, &other, &LEXICON);
    let pairs: Vec<_> =
        comparison.items.iter().filter(|item| item.is_pair()).map(|item| (item.a.clone(), item.b.clone())).collect();
    assert_eq!(pairs, [(vec![2], vec![0])], "{comparison:?}");
    // Nobody knows that another work says it in the same words.
    assert_eq!(comparison.count(Status::Kept), 0);
}

#[test]
fn a_firmer_act_is_told_as_such() {
    let (a, b) = ("We are concerned about the blockade of the canal.\n", "We condemn the blockade of the canal.\n");
    let comparison = compare(&joint_statement(a), &joint_statement(b), &LEXICON);
    let change = &comparison.items[0].changed.changes[0];
    assert_eq!(
        change.matter,
        Matter::Act {
            before: Some(ActKind::Concern),
            after: Some(ActKind::Condemn),
            direction: crate::changes::Direction::Firmer
        }
    );
}

fn check_cover(comparison: &Comparison, a: &Reading, b: &Reading) {
    for (is_a, reading) in [(true, a), (false, b)] {
        let mut all: Vec<usize> =
            comparison.items.iter().flat_map(|item| if is_a { item.a.clone() } else { item.b.clone() }).collect();
        all.sort_unstable();
        assert_eq!(all, (0..reading.provisions.len()).collect::<Vec<_>>(), "each provision once");
    }
    for item in &comparison.items {
        assert_eq!(item.is_pair(), !matches!(item.status, Status::Dropped | Status::New));
        assert!((0.0..=1.0).contains(&item.score), "{}", item.score);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_provision_is_there_once(a in "([我々は強く反対する水道の海港を歓迎]{1,12}。\n){0,12}", b in "([我々は強く反対する水道の海港を歓迎]{1,12}。\n){0,12}") {
        let (a, b) = (joint_statement(&a), joint_statement(&b));
        let comparison = compare(&a, &b, &LEXICON);
        check_cover(&comparison, &a, &b);
        let own = compare(&a, &a, &LEXICON);
        prop_assert!(own.items.iter().all(|item| matches!(item.status, Status::Kept | Status::Moved)));
    }
}

/// Returns a seed of the shared corpus whose name begins with `number`, if the corpus is there.
fn seed(number: &str) -> Option<Reading> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/seeds");
    let mut paths: Vec<_> = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let path = paths
        .into_iter()
        .find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(number)))?;
    Some(read(&ingest(&fs::read(path).ok()?, Format::Text, &LEXICON), &LEXICON))
}

#[test]
fn the_strait_through_the_seeds() {
    let (Some(first), Some(second), Some(page)) = (seed("000_"), seed("001_"), seed("003_")) else {
        eprintln!("skipped: the shared corpus is not there");
        return;
    };
    let strait = |comparison: &Comparison, b: &Reading| -> Item {
        let is_it = |item: &&Item| {
            item.b.iter().any(|position| {
                let text = &b.provisions[*position].text;
                text.contains("台湾海峡") && text.contains("重要性を強調")
            })
        };
        comparison.items.iter().find(is_it).expect("the sentence").clone()
    };
    let later = compare(&first, &second, &LEXICON);
    let item = strait(&later, &second);
    let lost: Vec<&str> = item
        .changed
        .changes
        .iter()
        .filter(|change| change.matter == Matter::Qualifier)
        .map(|change| &*change.a)
        .collect();
    assert_eq!((item.status, lost), (Status::Altered, vec!["基本的な"]));
    assert!(!later.differs.is_other_venue());
    let statement = (0..page.parts.len()).filter_map(|index| part(&page, index));
    let statement = statement.into_iter().find(|part| part.document.kind == DocumentKind::JointStatement);
    let statement = statement.expect("the page holds a statement");
    for (before, name) in [(&first, "000"), (&second, "001")] {
        let comparison = compare(before, &statement, &LEXICON);
        assert!(comparison.differs.is_other_venue(), "{name}: the parties differ");
        let item = strait(&comparison, &statement);
        let is_gone = |change: &crate::changes::Change| change.turn != Turn::Added && change.a.contains("不可欠な要素");
        assert!(item.is_pair() && item.changed.changes.iter().any(is_gone), "{name}: {:?}", item.changed.changes);
    }
}

#[test]
fn a_readout_beside_the_statement_of_the_same_meeting() {
    let Some(page) = seed("003_") else {
        eprintln!("skipped: the shared corpus is not there");
        return;
    };
    let (readout, statement) = (part(&page, 0).expect("a readout"), part(&page, 1).expect("a statement"));
    let comparison = compare(&readout, &statement, &LEXICON);
    assert!(comparison.differs.kind.is_some() && comparison.differs.is_other_venue());
    let thanks = |item: &&Item| {
        item.a.iter().any(|position| readout.provisions[*position].acts.iter().any(|act| act.act == ActKind::Thank))
    };
    let item = comparison.items.iter().find(thanks).expect("thanks in the readout");
    assert_eq!(item.status, Status::Dropped, "thanks on abductions stand in the readout only");
    assert!(comparison.count(Status::New) > comparison.count(Status::Dropped));
}
