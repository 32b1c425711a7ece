//! `seimei compare` from outside: versions and years, drafts on standard input, the archive's previous text, a readout beside
//! its statement, the four formats, what is misused.

use std::io::Write as _;
use std::process::Stdio;

use serde_json::Value;

use crate::support::{EN, Folder, JA, Run, program, root, run, told};

const OLD: &str = "# 日豪共同声明\n\n2031年5月20日\n\n我々は、灯台に関する基本的な立場に変更はなく、北岬水道の平穏の重要性を強調する。\n\n我々は、機雷の完全な、検証可能な、かつ、不可逆的な廃棄を強く求める。\n\n我々は、500人の救難士を派遣することを決定した。\n\n我々は、漁業資源の共同調査を歓迎する。\n";
const NEW: &str = "# 日豪共同声明\n\n2032年5月20日\n\n我々は、漁業資源の共同調査を歓迎する。\n\n我々は、灯台に関する立場に変更はなく、北岬水道の平穏の重要性を再確認する。\n\n我々は、機雷の完全な廃棄を求める。\n\n我々は、300人の救難士を派遣することを決定した。\n\n我々は、<気象>観測の標準化について議論した。\n";
const OTHERS: &str = "# 日韓共同声明\n\n2031年9月1日\n\n両首脳は、北岬水道の平穏の重要性を強調した。\n";

fn example(name: &str) -> String {
    root().join("examples").join(name).display().to_string()
}

fn json(arguments: &[&str]) -> Value {
    let run = run(arguments);
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {} {}", run.out, run.err))
}

/// Runs the program with `text` on standard input.
fn fed(arguments: &[&str], text: &str) -> Run {
    let mut child = program(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("it reads");
    told(child.wait_with_output().expect("it ends"))
}

#[test]
fn what_matters_stands_on_top() {
    let folder = Folder::new();
    let (a, b) = (folder.file("a.md", OLD), folder.file("b.md", NEW));
    let run = told(program(&["--lang", "ja", "compare", &a, &b]).env("COLUMNS", "80").output().expect("it runs"));
    assert_eq!(run.code, 0, "{}", run.err);
    let (matters, provisions) = run.out.split_once("条項").expect("a list of provisions");
    for word in ["[-強く-]", "[-基本的な-]", "不可逆的な-]", "[-500人-]", "{+300人+}", "再確認"] {
        assert!(matters.contains(word), "{word}: {}", run.out);
    }
    assert!(provisions.contains("灯台に関する[-基本的な-]立場"), "the difference in the text: {}", run.out);
    assert!(run.out.lines().all(|line| line == line.trim_end()), "{}", run.out);
    // Whoever has no colour misses nothing, and a pipe gets none.
    assert!(!run.out.contains('\u{1b}'));
    let wide = told(program(&["compare", &a, &b]).env("COLUMNS", "120").output().expect("it runs"));
    assert!(wide.out.contains(" │ ") && wide.out.contains("What matters"), "{}", wide.out);
    let again = told(program(&["compare", &a, &b]).env("COLUMNS", "120").output().expect("it runs"));
    assert_eq!(wide.out, again.out, "the same every time");
}

#[test]
fn json_holds_every_provision_once() {
    let folder = Folder::new();
    let (a, b) = (folder.file("a.md", OLD), folder.file("b.md", NEW));
    let page = json(&["compare", &a, &b, "--json"]);
    assert_eq!(page, json(&["compare", &a, &b, "--format", "json"]));
    assert_eq!(page["other_venue"], false);
    assert_eq!(page["counts"]["altered"], 3);
    assert_eq!(page["counts"]["moved"], 1);
    assert_eq!(page["counts"]["only_b"], 1);
    let items = page["items"].as_array().expect("a list");
    for (side, count) in [("a", page["a"]["provisions"].as_u64()), ("b", page["b"]["provisions"].as_u64())] {
        let all: usize = items.iter().map(|item| item[side].as_array().expect("a list").len()).sum();
        assert_eq!(Some(all as u64), count, "{side}");
        // The stretches of a difference together are the text.
        for item in items.iter().filter(|item| item["difference"].is_array()) {
            let parts = item["difference"].as_array().expect("a list");
            let text: String = parts.iter().filter_map(|part| part[side].as_str()).collect();
            let provisions: Vec<&str> =
                item[side].as_array().expect("a list").iter().filter_map(|one| one["text"].as_str()).collect();
            assert_eq!(text, provisions.concat());
        }
    }
    let matters: Vec<&str> =
        page["highlights"].as_array().expect("a list").iter().filter_map(|one| one["matter"].as_str()).collect();
    assert_eq!(matters, ["strength", "act", "qualifier", "qualifier", "number"]);
}

#[test]
fn a_page_of_html_needs_nothing_else() {
    let folder = Folder::new();
    let (a, b) = (folder.file("a.md", OLD), folder.file("b.md", NEW));
    for lang in ["ja", "en"] {
        let page = run(&["--lang", lang, "compare", &a, &b, "--format", "html"]).out;
        assert!(page.starts_with("<!DOCTYPE html>") && page.contains(&format!("<html lang=\"{lang}\">")));
        for foreign in ["<script", "http://", "https://", "src=", "@import", "url("] {
            assert!(!page.contains(foreign), "{foreign}");
        }
        assert!(page.contains("&lt;気象&gt;") && !page.contains("<気象>"), "what a document says is no markup");
        assert!(page.contains("<del>基本的な</del>"), "{page}");
        for tag in ["article", "section", "table", "ul", "p", "del", "ins", "details"] {
            let (opened, closed) =
                (page.matches(&format!("<{tag}")).count(), page.matches(&format!("</{tag}>")).count());
            let own = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
            assert_eq!(own, closed, "{tag}: {opened}");
        }
    }
    let page = run(&["compare", &a, &b, "--format", "markdown"]).out;
    assert!(
        page.contains("<del>基本的な</del>") && page.contains("| qualifier |") && page.contains("&lt;気象&gt;"),
        "{page}"
    );
}

#[test]
fn a_change_of_venue_is_no_change_of_policy() {
    let folder = Folder::new();
    let (a, b) = (folder.file("a.md", OLD), folder.file("b.md", OTHERS));
    let page = json(&["compare", &a, &b, "--json"]);
    assert_eq!(page["other_venue"], true, "{page}");
    assert!(page["items"].as_array().expect("a list").iter().all(|item| item["status"] != "dropped"));
    let run = run(&["compare", &a, &b]);
    assert!(run.out.contains("The parties differ") && run.out.contains("in A only"), "{}", run.out);
    let body = run.out.split_once("Provisions").map_or(run.out.as_str(), |(_, body)| body);
    assert!(!body.contains("dropped"), "{}", run.out);
}

#[test]
fn a_readout_and_the_statement_of_one_meeting() {
    let run = run(&["compare", &example("2026-05-20-readout.ja.md"), &example("2026-05-20-joint-statement.ja.md")]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("The kinds of document differ"), "{}", run.out);
    let single = run_readout(&example("2026-05-20-readout.ja.md"));
    assert_eq!(single.code, 2, "{}", single.out);
    assert_eq!(single.err.trim_end().lines().count(), 1);
}

fn run_readout(file: &str) -> Run {
    run(&["compare", file, "--readout"])
}

#[test]
fn across_languages_the_reading_is_compared() {
    let (en, ja) = (example("2025-05-21-joint-statement.en.md"), example("2025-05-21-joint-statement.ja.txt"));
    let lexicon = root().join("examples/lexicon").display().to_string();
    let page = json(&["compare", &en, &ja, "--json", "--lexicon", &lexicon]);
    assert!(page["differs"]["language"].is_array());
    let (kept, altered) = (page["counts"]["kept"].as_u64(), page["counts"]["altered"].as_u64());
    assert!(kept > Some(25) && altered < Some(6), "{}", page["counts"]);
}

#[test]
fn the_archive_knows_what_was_said_last() {
    let folder = Folder::new();
    let archive = folder.path().join("archive").display().to_string();
    let lexicon = root().join("examples/lexicon").display().to_string();
    let call = |arguments: &[&str]| {
        let mut all = arguments.to_vec();
        all.extend(["--archive", &archive, "--lexicon", &lexicon]);
        run(&all)
    };
    let files: Vec<String> =
        ["2024-05-14-joint-statement.ja.md", "2025-05-21-joint-statement.ja.txt", "2026-05-20-readout.ja.md"]
            .iter()
            .map(|name| example(name))
            .collect();
    let added = call(&["add", &files[0], &files[1], &files[2]]);
    assert_eq!(added.code, 0, "{}", added.err);
    // A draft: the same parties' previous statement is that of 2025, not the readout of 2026.
    let draft = std::fs::read_to_string(example("2026-05-20-joint-statement.ja.md")).expect("an example");
    let against = ["compare", "-", "--against", "last", "--json", "--archive", &archive, "--lexicon", &lexicon];
    let run = fed(&against, &draft);
    assert_eq!(run.code, 0, "{}", run.err);
    let page: Value = serde_json::from_str(&run.out).expect("an object");
    assert_eq!(page["a"]["date"], "2025-05-21", "{}", page["a"]);
    assert_eq!(page["b"]["name"], "-");
    let found = call(&["compare", page["a"]["name"].as_str().expect("a name"), "--against", "last", "--json"]);
    let earlier: Value = serde_json::from_str(&found.out).expect("an object");
    assert_eq!(earlier["a"]["date"], "2024-05-14", "{}", found.err);
    let first = call(&["compare", earlier["a"]["name"].as_str().expect("a name"), "--against", "last"]);
    assert_eq!((first.code, first.out.as_str()), (1, ""), "{}", first.err);
    let each = call(&["compare", earlier["a"]["name"].as_str().expect("a name"), "--against", "each-party"]);
    assert_eq!(each.code, 1, "{}", each.err);
}

#[test]
fn a_duty_made_advice_is_told_as_weaker() {
    let folder = Folder::new();
    let text =
        |word: &str| format!("# Joint Statement\n\nAll states {word} keep the strait of Selmark open to ships.\n");
    let files = [folder.file("a.md", text("must")), folder.file("b.md", text("should"))];
    for (language, words) in [("en", "how binding  weaker"), ("ja", "拘束の度合い  弱化")] {
        let page = run(&["--lang", language, "compare", &files[0], &files[1]]);
        assert!(page.out.contains(words), "{}", page.out);
    }
}

#[test]
fn the_last_statement_is_one_of_like_length() {
    let folder = Folder::new();
    let archive = folder.path().join("archive").display().to_string();
    let statement = |year: u32, sentences: u32| {
        let body: Vec<String> =
            (0..sentences).map(|at| format!("We will rebuild {} piers of the port.", at + 20)).collect();
        let text = format!("# Joint Statement by Australia and Japan\n\n20 May {year}\n\n{}\n", body.join("\n\n"));
        folder.file(&format!("{year}.md"), text)
    };
    let [leaders, group, now] = [statement(2031, 12), statement(2032, 2), statement(2033, 14)];
    assert_eq!(run(&["add", "--archive", &archive, &leaders, &group]).code, 0);
    let run = run(&["compare", &now, "--against", "last", "--json", "--archive", &archive]);
    let page: Value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.err));
    assert_eq!(page["a"]["date"], "2031-05-20", "{}", page["a"]);
}

#[test]
fn nothing_in_common_and_misuse_are_told_in_one_line() {
    let folder = Folder::new();
    let (a, b) = (folder.file("a.txt", JA), folder.file("b.txt", "灯台守は猫を飼っている。\n鯨が岬の沖を泳いだ。\n"));
    let run_of = run(&["compare", &a, &b]);
    assert_eq!(run_of.code, 1, "{}", run_of.out);
    assert_eq!(run_of.err.trim_end().lines().count(), 1, "{}", run_of.err);
    let en = folder.file("en.txt", EN);
    let place = folder.path().display().to_string();
    for arguments in [
        vec!["compare"],
        vec!["compare", &en],
        vec!["compare", &en, &en, &en],
        vec!["compare", &en, &place],
        vec!["compare", &en, "/nowhere/b.txt"],
        vec!["compare", &en, &en, "--against", "last"],
        vec!["compare", &en, "--against", "never"],
        vec!["compare", &en, "--readout"],
        vec!["compare", "-", "-"],
        vec!["compare", &en, &en, "--format", "html", "--json"],
    ] {
        let run = told(program(&arguments).current_dir(folder.path()).output().expect("it runs"));
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}: {}", run.err);
        assert_eq!(run.err.trim_end().lines().count(), 1, "{}", run.err);
    }
}
