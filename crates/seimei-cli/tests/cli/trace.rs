//! `seimei trace` and `seimei vanished` from outside: one formula through the years on one page, in four formats, in batch;
//! all families; what was left out; what is misused. With the corpus beside the repository: a formula through the seeds.

use std::io::Write as _;
use std::process::Stdio;
use std::sync::OnceLock;

use serde_json::Value;

use crate::support::{Folder, Run, program, root, run, told};

const FORMULA: &str = "力による一方的な現状変更の試みに強く反対する";

/// Calls the program over an archive with the lexicon of the examples.
fn over(archive: &str, arguments: &[&str]) -> Run {
    let lexicon = root().join("examples/lexicon").display().to_string();
    run(&[arguments, &["--archive", archive, "--lexicon", &lexicon]].concat())
}

/// Returns the archive of the examples, made once.
fn examples() -> &'static str {
    static ARCHIVE: OnceLock<(Folder, String)> = OnceLock::new();
    let (_, archive) = ARCHIVE.get_or_init(|| {
        let folder = Folder::new();
        let archive = folder.path().join("archive").display().to_string();
        let names =
            ["2024-05-14-joint-statement.ja.md", "2025-05-21-joint-statement.ja.txt", "2026-05-20-readout.ja.md"];
        let mut files: Vec<String> =
            names.iter().map(|name| root().join("examples").join(name).display().to_string()).collect();
        files.push(root().join("examples/2026-05-20-joint-statement.ja.md").display().to_string());
        let mut arguments = vec!["add"];
        arguments.extend(files.iter().map(String::as_str));
        let added = over(&archive, &arguments);
        assert_eq!(added.code, 0, "{}", added.err);
        (folder, archive)
    });
    archive
}

fn value(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {} {}", run.out, run.err))
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("no list {key}: {value}"))
}

#[test]
fn a_formula_is_told_in_order_of_time() {
    let page = value(&over(examples(), &["trace", FORMULA, "--json"]));
    let dates: Vec<&str> = list(&page, "members").iter().filter_map(|one| one["date"].as_str()).collect();
    assert_eq!(dates, ["2024-05-14", "2025-05-21", "2026-05-20", "2026-05-20"], "{page}");
    assert_eq!((&page["first"], &page["last"]), (&dates[0].into(), &dates[3].into()));
    assert_eq!(page["searched"]["documents"], 4);
    for member in list(&page, "members").iter().filter(|member| member["difference"].is_array()) {
        // The stretches of a difference together are the text.
        let text: String = list(member, "difference").iter().filter_map(|part| part["b"].as_str()).collect();
        assert_eq!(member["text"].as_str(), Some(text.as_str()));
    }
    // What the partnership itself left out, whatever the account of the meeting said in between.
    let of_2026 = list(&page, "members")
        .iter()
        .find(|one| one["date"] == "2026-05-20" && one["parties"].as_array().is_some_and(|parties| parties.len() == 2));
    let of_2026 = of_2026.expect("the statement of 2026");
    assert_eq!(of_2026["other_venue"], false, "{of_2026}");
    assert!(of_2026["before"].as_str().is_some_and(|before| before.contains("2025")), "{of_2026}");
    assert!(list(of_2026, "changes").iter().any(|one| one["a"] == "強く" && one["turn"] == "dropped"), "{of_2026}");
}

#[test]
fn a_provision_is_traced_by_its_name() {
    let page = value(&over(examples(), &["trace", FORMULA, "--json"]));
    let reference = list(&page, "members")[1]["reference"].as_str().expect("a reference").to_owned();
    let same = value(&over(examples(), &["trace", &reference, "--format", "json"]));
    assert_eq!(same["asked"]["reference"], reference.as_str());
    assert_eq!(list(&same, "members").len(), 4, "{same}");
    let short = reference.replace("/ja", "");
    assert_eq!(
        over(examples(), &["trace", &short, "--json"]).out,
        over(examples(), &["trace", &reference, "--json"]).out
    );
}

#[test]
fn one_look_tells_how_the_wording_moved() {
    let lexicon = root().join("examples/lexicon").display().to_string();
    let call = ["--lang", "ja", "trace", FORMULA, "--archive", examples(), "--lexicon", &lexicon];
    let run = told(program(&call).env("COLUMNS", "80").output().expect("it runs"));
    assert_eq!(run.code, 0, "{}", run.err);
    let (top, rest) = run.out.split_once("各文書の文言").expect("a list of wordings");
    assert!(top.contains("初出") && top.contains("−強く") && top.contains('≠'), "{top}");
    let (members, users) = rest.split_once("使用している当事者").expect("who uses it");
    assert!(members.contains("[-強く-]") && members.contains("仮訳"), "{members}");
    assert!(users.contains("3 文書") && users.contains("照合した範囲"), "{users}");
    assert!(run.out.lines().all(|line| line == line.trim_end()), "{}", run.out);
    assert!(!run.out.contains('\u{1b}') && !run.out.contains('\u{a0}'));
}

#[test]
fn the_page_can_be_sent() {
    for lang in ["ja", "en"] {
        let page = over(examples(), &["--lang", lang, "trace", FORMULA, "--format", "html"]).out;
        assert!(page.starts_with("<!DOCTYPE html>") && page.contains(&format!("<html lang=\"{lang}\">")), "{page}");
        for foreign in ["<script", "http://", "https://", "src=", "@import", "url("] {
            assert!(!page.contains(foreign), "{foreign}");
        }
        assert!(page.contains("<del>強く</del>"), "{page}");
        for tag in ["article", "table", "ul", "li", "p", "del", "ins", "main"] {
            let own = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
            assert_eq!(own, page.matches(&format!("</{tag}>")).count(), "{tag}");
        }
    }
    let page = over(examples(), &["trace", FORMULA, "--format", "markdown"]).out;
    assert!(
        page.starts_with("# ") && page.contains("<del>強く</del>") && page.contains("| --") | page.contains("|---|")
    );
}

#[test]
fn what_a_document_says_is_no_markup() {
    let folder = Folder::new();
    let archive = folder.path().join("archive").display().to_string();
    let text = |date: &str, word: &str| {
        format!("# 日豪共同声明\n\n{date}\n\n我々は、<北岬>水道の平穏と{word}灯台の点灯の重要性を強調する。\n")
    };
    let (a, b) = (text("2031年5月20日", "伝統ある"), text("2032年5月20日", ""));
    let files = [folder.file("a.md", a), folder.file("b.md", b)];
    assert_eq!(over(&archive, &["add", &files[0], &files[1]]).code, 0);
    let asked = "<北岬>水道の平穏と灯台の点灯の重要性を強調する";
    let page = over(&archive, &["trace", asked, "--format", "html"]);
    assert_eq!(page.code, 0, "{}", page.err);
    assert!(page.out.contains("&lt;北岬&gt;") && !page.out.contains("<北岬>"), "{}", page.out);
    let page = over(&archive, &["trace", asked, "--format", "markdown"]).out;
    assert!(!page.contains("<北岬>"), "{page}");
}

#[test]
fn what_is_not_there_and_what_is_misused() {
    let nothing = over(examples(), &["trace", "The lighthouse keepers sang all night."]);
    assert_eq!((nothing.code, nothing.out.as_str()), (1, ""), "{}", nothing.err);
    assert!(nothing.err.contains("4 documents"), "{}", nothing.err);
    let page = value(&over(examples(), &["trace", FORMULA, "--json"]));
    let reference = list(&page, "members")[0]["reference"].as_str().expect("a reference").to_owned();
    let document = reference.split('/').next().expect("a document").to_owned();
    for (asked, code) in
        [(document.clone(), 2), (format!("{document}#p4711"), 1), (format!("{document}x#p1"), 1), (" ".to_owned(), 2)]
    {
        let run = over(examples(), &["trace", &asked]);
        assert_eq!((run.code, run.out.as_str()), (code, ""), "{asked}: {}", run.err);
        assert_eq!(run.err.trim_end().lines().count(), 1, "{asked}: {}", run.err);
    }
    for wrong in [vec!["trace"], vec!["trace", "x", "--all"], vec!["trace", "--all", "--min", "x"]] {
        assert_eq!(over(examples(), &wrong).code, 2, "{wrong:?}");
    }
}

#[test]
fn all_families_are_found() {
    let run = over(examples(), &["trace", "--all", "--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let families: Vec<Value> =
        run.out.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect();
    assert!(families.len() > 10, "{}", families.len());
    let counts: Vec<u64> = families.iter().filter_map(|one| one["documents"].as_u64()).collect();
    assert!(counts.windows(2).all(|pair| pair[0] >= pair[1]), "the largest first: {counts:?}");
    let few = over(examples(), &["trace", "--all", "--min", "3", "--party", "HTA", "--json", "--limit", "2"]);
    assert_eq!(few.out.lines().count(), 2, "{}", few.out);
    let page = over(examples(), &["trace", "--all", "--limit", "1"]).out;
    let command = page.lines().find_map(|line| line.trim().strip_prefix("seimei trace ")).expect("how to go on");
    assert_eq!(over(examples(), &["trace", command]).code, 0, "{command}");
    let mistyped = over(examples(), &["trace", "--all", "--party", "JPNN"]);
    assert!(mistyped.code == 2 && mistyped.err.contains("JPN,"), "{}", mistyped.err);
    assert_eq!(over(examples(), &["trace", "--all", "--min", "99"]).code, 1);
}

#[test]
fn a_batch_is_read_from_standard_input() {
    let lexicon = root().join("examples/lexicon").display().to_string();
    let line = "{\"id\": 7, \"document\": \"2025-05-21-joint-statement.ja.txt\", \"text\": \"我々は、力による一方的な現状変更の試みに強く\"}\n";
    let call = ["trace", "--batch", "-", "--json", "--archive", examples(), "--lexicon", &lexicon];
    let mut child = program(&call)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(line.as_bytes()).expect("it reads");
    let run = told(child.wait_with_output().expect("it ends"));
    let printed = value(&run);
    assert_eq!(printed["id"], 7, "{}", run.err);
    assert_eq!(list(&printed, "members").len(), 3, "the one asked for is not among them: {printed}");
}

#[test]
fn words_are_looked_for_as_whole_words() {
    let folder = Folder::new();
    let archive = folder.path().join("archive").display().to_string();
    let texts =
        ["We back the two-state plan for the harbour.", "A two State plan for food was told of, and lighthouses."];
    for (at, text) in texts.iter().enumerate() {
        let year = 2031 + at;
        let file = folder.file(
            &format!("{year}.md"),
            format!("# Joint Statement by Australia and Japan\n\n20 May {year}\n\n{text}\n"),
        );
        assert_eq!(over(&archive, &["add", &file]).code, 0, "{year}");
    }
    let found = |words: &str| {
        let run = over(&archive, &["trace", words, "--json"]);
        if run.code == 1 { 0 } else { list(&value(&run), "members").len() }
    };
    assert_eq!((found("two-state plan"), found("foo"), found("lighthouse"), found("house")), (2, 0, 1, 0));
}

#[test]
fn a_text_on_another_subject_leaves_nothing_out() {
    let folder = Folder::new();
    let archive = folder.path().join("archive").display().to_string();
    let fishing = "We will survey the fish stocks of the northern reefs together each year.";
    let others = "We condemn the cyber attacks on hospitals.\n\nWe welcome the exchange of students and teachers.\n\n\
        We reaffirm our commitment to human rights and democracy.\n\nWe support the reform of the World Trade Organization.";
    let add = |year: u32, body: &str| {
        let text = format!("# Joint Statement by Australia and Japan\n\n20 May {year}\n\n{body}\n");
        let file = folder.file(&format!("{year}.md"), text);
        assert_eq!(over(&archive, &["add", &file]).code, 0, "{year}");
    };
    add(2031, &format!("{fishing}\n\n{others}"));
    add(2032, &format!("{others}\n\n{fishing}"));
    let one = "We condemn the cyber attacks on hospitals.\n\nCyber attacks on water supplies threaten all.\n\nOur cyber \
        centres exchange warnings.\n\nWe train cyber experts.";
    add(2033, one);
    let gone = over(&archive, &["vanished", "--json"]);
    assert!(!gone.out.contains("fish stocks"), "{}", gone.out);
    add(2034, &others.replace("students", "nurses"));
    let gone = over(&archive, &["vanished", "--json"]);
    assert!(gone.out.contains("fish stocks") && gone.out.contains("2034-05-20"), "{}", gone.out);
}

#[test]
fn what_was_said_each_time_and_then_no_more() {
    let folder = Folder::new();
    let archive = folder.path().join("archive").display().to_string();
    let fishing = "我々は、漁業資源の共同調査を毎年実施することの意義を改めて確認する。";
    let light = "我々は、北岬水道の灯台を共同で維持することの重要性を強調する。";
    let add = |year: u32, body: &str| {
        let text = format!("# 日豪共同声明\n\n{year}年5月20日\n\n{body}\n");
        let file = folder.file(&format!("{year}.md"), text);
        assert_eq!(over(&archive, &["add", &file]).code, 0, "{year}");
    };
    add(2031, &format!("{light}\n\n{fishing}"));
    add(2032, &format!("{fishing}\n\n{light}"));
    assert_eq!(over(&archive, &["vanished"]).code, 1);
    add(2033, fishing);
    let run = over(&archive, &["vanished", "--party", "JPN,AUS", "--json"]);
    let gone = value(&run);
    assert!(gone["last"]["text"].as_str().is_some_and(|text| text.contains("灯台")), "{gone}");
    assert_eq!((&gone["has"], &gone["of"], &gone["lacking"]), (&2.into(), &2.into(), &1.into()));
    assert_eq!(gone["first_lacking"]["date"], "2033-05-20");
    let page = over(&archive, &["--lang", "ja", "vanished", "--since", "2033"]);
    assert!(page.out.contains("2033年5月20日の文書で初めて消えた") && page.out.contains("言い換え"), "{}", page.out);
    assert_eq!(over(&archive, &["vanished", "--since", "2034"]).code, 1);
    assert_eq!(over(&archive, &["vanished", "--party", "NATO"]).code, 1);
    assert_eq!(over(&archive, &["vanished", "--party", "JPNN"]).code, 2);
    assert_eq!(over(&archive, &["vanished", "--since", "yesterday"]).code, 2);
    // Who stopped is told with the formula too.
    let page = over(&archive, &["--lang", "en", "trace", light]);
    assert!(page.out.contains("1 later text lacks it") && page.out.contains("20 May 2033"), "{}", page.out);
}

#[test]
fn all_languages_are_one_history_where_that_is_wanted() {
    let folder = Folder::new();
    let archive = folder.path().join("archive").display().to_string();
    let example = |name: &str| root().join("examples").join(name).display().to_string();
    let (english, japanese) = ("2025-05-21-joint-statement.en.md", "2025-05-21-joint-statement.ja.txt");
    let (before, after) = ("2024-05-14-joint-statement.ja.md", "2026-05-20-joint-statement.ja.md");
    let files = [english, japanese, before, after].map(example);
    assert_eq!(over(&archive, &["add", &files[0], &files[1], &files[2], &files[3]]).code, 0);
    let apart = value(&over(&archive, &["trace", FORMULA, "--json"]));
    assert!(list(&apart, "members").iter().all(|one| one["language"] == "ja"), "{apart}");
    assert!(list(&apart, "other_languages").iter().any(|one| one["language"] == "en"), "{apart}");

    let together = value(&over(&archive, &["trace", FORMULA, "--across", "--json"]));
    assert!(list(&together, "other_languages").is_empty(), "{together}");
    let members = list(&together, "members");
    assert_eq!(members.len(), list(&apart, "members").len() + list(&apart, "other_languages").len());
    let dates: Vec<&str> = members.iter().filter_map(|one| one["date"].as_str()).collect();
    assert!(dates.is_sorted(), "{dates:?}");
    for one in members.iter().filter(|one| one["before"].is_string()) {
        // Words are set beside words of their own language only.
        let tag = format!("/{}#", one["language"].as_str().unwrap_or_default());
        assert!(one["before"].as_str().is_some_and(|before| before.contains(&tag)), "{one}");
    }
    assert_eq!(members.iter().filter(|one| one["before"].is_null()).count(), 2, "the first of each language");
    let page = over(&archive, &["--lang", "en", "trace", FORMULA, "--across"]).out;
    assert!(page.contains("first in this language") && page.contains("All languages together"), "{page}");
    assert!(!page.contains("In other languages"), "{page}");
    for format in ["html", "markdown"] {
        let page = over(&archive, &["--lang", "ja", "trace", FORMULA, "--across", "--format", format]).out;
        assert!(page.contains("この言語での初出") && page.contains("status quo"), "{page}");
    }
    let theirs = value(&over(&archive, &["trace", FORMULA, "--across", "--party", "ARV,HTA", "--json"]));
    assert!(list(&theirs, "members").iter().any(|one| one["language"] == "en"), "{theirs}");
    assert_eq!(over(&archive, &["trace", "--all", "--across"]).code, 2);
}

#[test]
fn a_wording_is_set_beside_the_one_most_like_of_an_earlier_document() {
    let folder = Folder::new();
    let archive = folder.path().join("archive").display().to_string();
    let light = "We reaffirm the importance of keeping the lighthouse of the Selmark Sound lit for all vessels";
    let (a, b) = (format!("{light}, day and night."), format!("{light}, in every season of the year."));
    for (year, body) in [(2031, format!("{a}\n\n{b}")), (2032, format!("{b}\n\n{a}"))] {
        let text = format!("# Joint Statement of Japan and Australia\n\nMay 20, {year}\n\n{body}\n");
        let file = folder.file(&format!("{year}.md"), text);
        assert_eq!(over(&archive, &["add", &file]).code, 0, "{year}");
    }
    let page = value(&over(&archive, &["trace", &a, "--json"]));
    let members = list(&page, "members");
    assert_eq!(members.len(), 4, "{page}");
    for member in members {
        let before = members.iter().find(|one| one["reference"] == member["before"]);
        match member["date"].as_str() {
            Some("2031-05-20") => assert!(member["before"].is_null(), "{member}"),
            _ => assert_eq!(before.map(|one| &one["text"]), Some(&member["text"]), "{member}"),
        }
    }
    let page = over(&archive, &["--lang", "en", "trace", &a]).out;
    assert!(page.contains("in the same document as 1") && page.contains("same words"), "{page}");
}

/// A formula through four seeds of the corpus: two statements of the same parties, where a qualifier went, one of others
/// before, and one of others after that lacks an element. Named by their words, which are the public's.
#[test]
fn through_the_seeds() {
    let seeds = root().join("../shared/corpus/seeds");
    let files: Vec<String> = ["000_", "001_", "003_", "004_"]
        .iter()
        .filter_map(|begin| {
            let entries = std::fs::read_dir(&seeds).ok()?.flatten();
            let mut paths = entries.map(|entry| entry.path());
            paths.find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(begin)))
        })
        .map(|path| path.display().to_string())
        .collect();
    let [first, second, others, before] = files.as_slice() else {
        eprintln!("skipped: no corpus at {}", seeds.display());
        return;
    };
    let folder = Folder::new();
    let archive = folder.path().join("archive").display().to_string();
    let added = run(&["add", first, second, others, before, "--archive", &archive]);
    assert_eq!(added.code, 0, "{}", added.err);
    let page = value(&run(&["trace", "台湾海峡の平和と安定の重要性", "--json", "--archive", &archive]));
    let of = |file: &str| {
        let member = list(&page, "members").iter().find(|one| {
            one["document"].as_str().is_some_and(|name| file.ends_with(name))
                && one["text"].as_str().is_some_and(|text| text.contains("台湾海峡"))
        });
        member.unwrap_or_else(|| panic!("{file}: {page}"))
    };
    assert!(list(of(second), "changes").iter().any(|one| one["a"] == "基本的な" && one["turn"] == "dropped"), "{page}");
    assert_eq!(of(second)["other_venue"], false);
    let (last, element) = (of(others), "不可欠な要素");
    assert!(last["text"].as_str().is_some_and(|text| !text.contains(element)), "{last}");
    for file in [first, second, before] {
        assert!(of(file)["text"].as_str().is_some_and(|text| text.contains(element)), "{file}");
    }
    assert_eq!(last["other_venue"], true, "{last}");
    assert!(list(last, "changes").iter().any(|one| one["a"].as_str().is_some_and(|a| a.contains(element))), "{last}");
}
