//! Invented stocktakes of invented states: one with every section filled, one long, one empty.

use seimei_export::labels::Labels;
use seimei_model::act::{ActKind, Strength};
use seimei_model::code::{ActorCode, Lang, TopicId};
use seimei_model::date::Edtf;
use seimei_model::decision::{Standpoint, Status};
use seimei_model::document::{DocumentKind, Translation};
use seimei_model::programme::Names;
use seimei_register::stocktake::{
    AreaLine, Citation, Counts, Coverage, Direction, DirectionLine, Line, Mark, MarkKind, Move, MovedLine,
    ProgrammeHead, Rules, Shown, SilentLine, Stocktake, Verdict,
};

/// Names a few codes.
pub(crate) struct Words;

impl Labels for Words {
    fn actor<'a>(&'a self, actor: &'a ActorCode, lang: Lang) -> &'a str {
        match (actor.as_str(), lang) {
            ("ARV", Lang::Ja) => "アルヴァニア",
            ("ARV", _) => "Arvania",
            ("HTA", Lang::Ja) => "ハルティア",
            ("HTA", _) => "Hartia",
            ("SLM", Lang::Ja) => "セルマーク",
            ("SLM", _) => "Selmark",
            (code, _) => code,
        }
    }

    fn topic<'a>(&'a self, topic: &'a TopicId, lang: Lang) -> &'a str {
        match (topic.as_str(), lang) {
            ("cyber", Lang::Ja) => "サイバー",
            ("maritime", Lang::Ja) => "海洋安全保障",
            ("maritime", _) => "maritime security",
            ("exercises", Lang::Ja) => "共同訓練・演習",
            ("people", Lang::Ja) => "人的交流",
            ("people", _) => "people-to-people exchange",
            ("space", Lang::Ja) => "宇宙",
            (code, _) => code,
        }
    }

    fn kind(&self, kind: DocumentKind, _lang: Lang) -> &str {
        kind.word()
    }
}

#[expect(clippy::unnecessary_wraps, reason = "short for the many fields that may be missing")]
fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn names(ja: &str, en: &str) -> Names {
    Names { ja: some(ja), en: some(en) }
}

fn actors(codes: &[&str]) -> Vec<ActorCode> {
    codes.iter().map(ActorCode::new).collect()
}

fn topics(codes: &[&str]) -> Vec<TopicId> {
    codes.iter().map(TopicId::new).collect()
}

fn cite(provision: &str, words: &str) -> Citation {
    let (title, translation) = match provision.split('#').next().unwrap_or_default() {
        "arv-hta-2024-05-14/ja" => ("アルヴァニア・ハルティア共同声明", None),
        "arv-hta-2025-05-21/en" => ("Joint Statement by Arvania and Hartia", None),
        "arv-hta-2026-05-20/ja" => ("アルヴァニア・ハルティア首脳共同声明", Some(Translation::Provisional)),
        "arv-hta-2025-11-03/en" => ("Readout of the <Third> Cyber Dialogue & \"Talks\"", None),
        _ => ("Fact Sheet", Some(Translation::Official)),
    };
    let day = provision.split('/').next().unwrap_or_default();
    Citation {
        provision: provision.parse().expect("a provision"),
        day: day.get(8..).map(str::to_owned),
        title: some(title),
        translation,
        words: words.to_owned(),
    }
}

fn verdict(status: Status, standpoint: Standpoint, assessor: &str, day: &str, reason: &str) -> Verdict {
    Verdict {
        status,
        standpoint,
        assessor: assessor.to_owned(),
        day: day.to_owned(),
        compliance: status.compliance(),
        reason: reason.to_owned(),
    }
}

fn line(entry: &str, what: &str, topic: &[&str], due: Option<&str>) -> Line {
    let provision = entry.rsplit_once('.').map_or(entry, |(provision, _)| provision);
    let cites = if provision.contains('#') { vec![cite(provision, what)] } else { Vec::new() };
    let day = cites.first().and_then(|cite| cite.day.clone());
    Line {
        entry: entry.parse().expect("an entry"),
        what: what.to_owned(),
        by: actors(&["ARV", "HTA"]),
        to: Vec::new(),
        act: ActKind::Commit,
        strength: Strength::Plain,
        topics: topics(topic),
        due: due.map(Edtf::new),
        is_confirmed: false,
        said: usize::from(day.is_some()),
        first: day.clone(),
        last: day,
        own: None,
        independent: None,
        evidence: Vec::new(),
        offers: 0,
        cites,
    }
}

fn mark(day: &str, line: &Line, kind: MarkKind) -> Mark {
    Mark { day: day.to_owned(), entry: line.entry.clone(), kind }
}

/// Returns a stocktake in which every section is filled.
pub(crate) fn full() -> Stocktake {
    let mut dialogue =
        line("arv-hta-2024-05-14/ja#p4.1", "両国は、年1回、サイバー対話を開催する。", &["cyber"], Some("2025"));
    dialogue.said = 3;
    dialogue.last = some("2026-05-20");
    dialogue.is_confirmed = true;
    dialogue.what = String::from("サイバー対話の年1回の開催");
    dialogue.cites = vec![
        cite("arv-hta-2026-05-20/ja#p3", "両首脳は、サイバー対話を引き続き毎年行うことで一致した。"),
        cite("arv-hta-2025-05-21/en#p3", "We will hold the Cyber Dialogue every year."),
    ];
    dialogue.own = Some(verdict(
        Status::Complete,
        Standpoint::Own,
        "アルヴァニア外務省北方課",
        "2026-04-01",
        "2024年及び2025年に開催。",
    ));
    dialogue.independent = Some(verdict(
        Status::Substantial,
        Standpoint::Independent,
        "Institute for Treaty Studies",
        "2026-03-15",
        "Held in both years; no communiqué in 2024.",
    ));
    dialogue.evidence = vec![
        Shown {
            day: some("2025-11-03"),
            text: "The Third Cyber Dialogue was held in Port Selmark on 3 November 2025.".to_owned(),
            cite: Some(cite("arv-hta-2025-11-03/en#p1", "The Third Cyber Dialogue was held in Port Selmark.")),
            link: None,
        },
        Shown {
            day: some("2024-12-10"),
            text: "第2回対話の議事概要 <案> & 別添".to_owned(),
            cite: None,
            link: some("https://www.example/dialogue?year=2024&lang=ja"),
        },
    ];

    let mut patrol = line(
        "arv-hta-2025-05-21/en#p5.1",
        "Arvania will hand over two patrol vessels to Selmark.",
        &["maritime"],
        Some("2026-12"),
    );
    patrol.by = actors(&["ARV"]);
    patrol.to = actors(&["SLM"]);
    patrol.act = ActKind::Intend;
    patrol.own = Some(verdict(Status::Limited, Standpoint::Own, "海上保安部", "2026-05-01", "1隻を引渡済み。"));
    patrol.evidence = vec![Shown {
        day: some("2026-02-11"),
        text: "引渡式の記録".to_owned(),
        cite: None,
        link: some("handover-2026.pdf"),
    }];

    let mut exercise = line(
        "arv-hta-2024-05-14/ja#p7.1",
        "2025年末までに共同捜索救難訓練を実施する。",
        &["exercises"],
        Some("2025-12-31"),
    );
    exercise.strength = Strength::Strong;
    exercise.offers = 2;

    let mut students =
        line("arv-hta-2026-05-20/ja#p9.1", "学生交流の規模を2030年までに倍増させる。", &["people"], Some("2030"));
    students.offers = 1;
    let space = line("arv-hta-2026-05-20/ja#p11.2", "宇宙状況把握に関する情報の共有を検討する。", &["space"], None);

    let mut lapsed = line("c-118", "<旧>覚書 & 附属書に基づく\"連絡官\"の派遣", &[], Some("2024"));
    lapsed.by = Vec::new();
    lapsed.is_confirmed = true;
    lapsed.own = Some(verdict(Status::Lapsed, Standpoint::Own, "条約課", "2025-01-15", "覚書の失効による。"));
    let mut superseded = line("arv-hta-2024-05-14/ja#p12.1", "連絡窓口を設置する。", &["cyber"], None);
    superseded.independent = Some(verdict(Status::Superseded, Standpoint::Independent, "監査院", "2025-06-30", ""));

    let timeline = vec![
        mark("2024-05-14", &dialogue, MarkKind::Said),
        mark("2024-05-14", &exercise, MarkKind::Said),
        mark("2024-12-10", &dialogue, MarkKind::Evidence),
        mark("2025-01-15", &lapsed, MarkKind::Assessed),
        mark("2025-05-21", &dialogue, MarkKind::Said),
        mark("2025-05-21", &patrol, MarkKind::Said),
        mark("2025-11-03", &dialogue, MarkKind::Evidence),
        mark("2025-12-31", &dialogue, MarkKind::Due),
        mark("2025-12-31", &exercise, MarkKind::Due),
        mark("2026-02-11", &patrol, MarkKind::Evidence),
        mark("2026-03-15", &dialogue, MarkKind::Assessed),
        mark("2026-04-01", &dialogue, MarkKind::Assessed),
        mark("2026-05-01", &patrol, MarkKind::Assessed),
        mark("2026-05-20", &dialogue, MarkKind::Said),
        mark("2026-05-20", &students, MarkKind::Said),
        mark("2026-05-20", &space, MarkKind::Said),
        mark("2026-12-31", &patrol, MarkKind::Due),
        mark("2030-12-31", &students, MarkKind::Due),
    ];
    let area = |code: &str, priority: (&str, &str), title: (&str, &str), counts: [usize; 6], pairs: [[usize; 2]; 2]| {
        AreaLine {
            area: format!("arv-hta-2023/{code}").parse().expect("an area"),
            priority: names(priority.0, priority.1),
            title: names(title.0, title.1),
            entries: counts[0],
            done: counts[1],
            under_way: counts[2],
            overdue: counts[3],
            not_begun: counts[0] - counts[1..].iter().sum::<usize>(),
            unassessed: counts[4],
            closed: counts[5],
            indicators: pairs[0],
            activities: pairs[1],
        }
    };
    let security = ("安全で安定した海洋", "Safe and stable seas");
    let people = ("人と知のつながり", "People and knowledge");
    Stocktake {
        parties: actors(&["ARV", "HTA"]),
        programme: Some(ProgrammeHead {
            id: "arv-hta-2023".parse().expect("a programme"),
            title: names("アルヴァニア・ハルティア協力計画", "Arvania–Hartia Cooperation Programme"),
            from: Edtf::new("2023"),
            until: Edtf::new("2026"),
            days_left: Some(225),
        }),
        since: some("2024-05-01"),
        until: "2026-05-20".to_owned(),
        rules: Rules { lexicon: "3f9a0c1d22ab".to_owned(), program: "0.1.0".into() },
        coverage: Coverage { documents: 5, archive: 1204, first: some("2024-05-14"), last: some("2026-05-20") },
        counts: Counts {
            all: 7,
            new: 2,
            confirmed: 2,
            assessed: 4,
            done: 1,
            under_way: 1,
            overdue: 1,
            not_begun: 1,
            unassessed: 1,
            closed: 2,
            offers: 3,
        },
        promised: vec![dialogue.clone(), exercise.clone(), patrol.clone(), students.clone(), space.clone()],
        done: vec![dialogue.clone()],
        under_way: vec![patrol.clone()],
        overdue: vec![exercise],
        not_begun: vec![students.clone()],
        unassessed: vec![space],
        closed: vec![lapsed, superseded],
        silent: vec![SilentLine {
            name: names("海洋対話", "Maritime Dialogue"),
            parties: actors(&["ARV", "HTA", "SLM"]),
            held: some("2024-06-18"),
            seen: "2024-09-02".to_owned(),
            months: 20,
            expected: some("2025-06-18"),
            cites: vec![cite("arv-hta-2024-05-14/ja#p6", "両国は、海洋対話を毎年開催する。")],
        }],
        moved: vec![MovedLine {
            entry: "arv-hta-2024-05-14/ja#p4.1".parse().expect("an entry"),
            before: cite("arv-hta-2024-05-14/ja#p4", "両国は、年1回、サイバー対話を開催する意向である。"),
            after: cite("arv-hta-2026-05-20/ja#p3", "両首脳は、サイバー対話を引き続き毎年行うことで一致した。"),
            changes: vec![
                Move::Act { from: ActKind::Intend, to: ActKind::Agree },
                Move::Strength { from: Strength::Plain, to: Strength::Strong },
                Move::Due { from: Some(Edtf::new("2025")), to: None },
                Move::By { from: actors(&["ARV"]), to: actors(&["ARV", "HTA"]) },
            ],
        }],
        due_next: vec![patrol, students],
        direction: vec![
            DirectionLine {
                kind: Direction::New,
                act: ActKind::Commit,
                by: actors(&["ARV", "HTA"]),
                topics: topics(&["people"]),
                cite: cite("arv-hta-2026-05-20/ja#p9", "学生交流の規模を2030年までに倍増させる。"),
            },
            DirectionLine {
                kind: Direction::Explored,
                act: ActKind::Explore,
                by: actors(&["ARV", "HTA"]),
                topics: topics(&["space"]),
                cite: cite("arv-hta-2026-05-20/ja#p11", "宇宙状況把握に関する情報の共有を検討する。"),
            },
            DirectionLine {
                kind: Direction::Expected,
                act: ActKind::Expect,
                by: actors(&["HTA"]),
                topics: Vec::new(),
                cite: cite("arv-hta-2025-05-21/en#p14", "Hartia looks forward to the next summit in Arvania."),
            },
        ],
        areas: vec![
            area(
                "1.1",
                security,
                ("海上法執行能力の向上", "Capacity for maritime law enforcement"),
                [2, 0, 1, 1, 0, 0],
                [[1, 2], [3, 5]],
            ),
            area("1.2", security, ("サイバー空間の安全", "A secure cyberspace"), [14, 6, 5, 0, 2, 1], [[2, 2], [4, 4]]),
            area(
                "2.1",
                people,
                ("学生及び研究者の交流", "Exchange of students and researchers"),
                [3, 0, 0, 0, 2, 0],
                [[0, 1], [0, 2]],
            ),
            area("2.2", people, ("宇宙状況把握", "Space situational awareness"), [0; 6], [[0, 0], [0, 0]]),
        ],
        timeline,
    }
}

/// Returns a stocktake without a programme and with a hundred commitments that nobody judged.
pub(crate) fn long() -> Stocktake {
    let mut stocktake = full();
    stocktake.programme = None;
    stocktake.areas = Vec::new();
    stocktake.unassessed.clear();
    for number in 1..=100 {
        let topic: &[&str] = match number % 7 {
            0..=2 => &["maritime"],
            3 | 4 => &["cyber"],
            5 => &["people", "cyber"],
            _ => &[],
        };
        let name = format!("arv-hta-2025-05-21/en#p{}.1", 20 + number);
        let what = format!("Both sides will carry out measure {number} of the joint action list.");
        let line = line(&name, &what, topic, (number % 10 == 0).then_some("2027"));
        stocktake.timeline.push(mark("2025-05-21", &line, MarkKind::Said));
        stocktake.unassessed.push(line);
    }
    stocktake.counts.all = 104;
    stocktake.counts.unassessed = 100;
    stocktake
}

/// Returns a stocktake of nothing.
pub(crate) fn empty() -> Stocktake {
    Stocktake {
        parties: Vec::new(),
        programme: None,
        since: None,
        until: "2026-05-20".to_owned(),
        rules: Rules { lexicon: "3f9a0c1d22ab".to_owned(), program: "0.1.0".into() },
        coverage: Coverage { documents: 0, archive: 0, first: None, last: None },
        counts: Counts::default(),
        promised: Vec::new(),
        done: Vec::new(),
        under_way: Vec::new(),
        overdue: Vec::new(),
        not_begun: Vec::new(),
        unassessed: Vec::new(),
        closed: Vec::new(),
        silent: Vec::new(),
        moved: Vec::new(),
        due_next: Vec::new(),
        direction: Vec::new(),
        areas: Vec::new(),
        timeline: Vec::new(),
    }
}
