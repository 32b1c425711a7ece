//! `seimei verify` from outside, over the examples: verdicts, batch, articles, exit codes.

use std::fmt::Write as _;

use serde_json::Value;

use crate::support::{Folder, program, root, run, told};

/// An archive of the examples; what is looked for in it, and its lexicon.
struct Record {
    folder: Folder,
    archive: String,
    lexicon: String,
}

impl Record {
    fn new(files: &[&str]) -> Self {
        let folder = Folder::new();
        let archive = folder.path().join("archive").display().to_string();
        let examples = root().join("examples");
        let lexicon = examples.join("lexicon").display().to_string();
        let mut arguments = vec!["add".to_owned(), "--archive".to_owned(), archive.clone()];
        arguments.extend(["--lexicon".to_owned(), lexicon.clone()]);
        arguments.extend(files.iter().map(|file| examples.join(file).display().to_string()));
        let added = run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(added.code, 0, "{}", added.err);
        Self { folder, archive, lexicon }
    }

    fn verify(&self, arguments: &[&str]) -> crate::support::Run {
        let mut all = vec!["verify", "--archive", &self.archive, "--lexicon", &self.lexicon];
        all.extend(arguments);
        run(&all)
    }

    fn check(&self, quotation: &str, claimed: Option<&str>, verdict: &str, documents: &[&str]) -> Value {
        let mut arguments = vec!["--json", quotation];
        arguments.extend(claimed.iter().flat_map(|claimed| ["--claimed", claimed]));
        let run = self.verify(&arguments);
        let answer: Value =
            serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {} {}", run.out, run.err));
        assert_eq!(answer["verdict"], verdict, "{answer:#}");
        let found: Vec<&str> = answer["sources"]
            .as_array()
            .expect("sources")
            .iter()
            .map(|one| one["document"].as_str().expect("a file"))
            .collect();
        for document in documents {
            assert!(found.contains(document), "{answer:#}");
        }
        let is_faithful = matches!(verdict, "verbatim" | "elided");
        assert_eq!(run.code, i32::from(!is_faithful), "{}", run.err);
        answer
    }
}

const EN: &str = "2025-05-21-joint-statement.en.md";
const JA_2024: &str = "2024-05-14-joint-statement.ja.md";
const JA_2026: &str = "2026-05-20-joint-statement.ja.md";
const READOUT: &str = "2026-05-20-readout.ja.md";

#[test]
fn each_verdict_names_its_source() {
    let record = Record::new(&[EN, JA_2024, JA_2026, READOUT]);
    let strong = "we strongly oppose unilateral attempts to change the status quo by force";
    let answer = record.check(strong, None, "verbatim", &[EN]);
    assert!(answer["changes"].as_array().expect("a list").is_empty());
    assert!(answer["searched"]["documents"] == 4, "{answer:#}");
    record.check(strong, Some(EN), "verbatim", &[EN]);
    record.check(strong, Some(READOUT), "other_document", &[EN]);
    let answer = record.check(strong, Some("nowhere.md"), "other_document", &[EN]);
    assert_eq!(answer["claimed"]["documents"], Value::Array(Vec::new()));
    record.check("We reiterate our serious concern … by Tovarian vessels.", None, "elided", &[EN]);
    record.check(
        "We reiterate our serious concern about the obstruction of navigation by Tovarian vessels.",
        None,
        "truncated",
        &[EN],
    );
    let answer = record.check("HTA pledges to train sixty Arvenian experts in 2025.", None, "altered", &[EN]);
    assert_eq!(answer["changes"][0], "number", "{answer:#}");
    let answer = record.check("We mildly condemn the armed attack of the Tovarian Federation", None, "altered", &[EN]);
    assert_eq!(answer["changes"][0], "strength", "{answer:#}");
    record.check(
        "両者は、力による一方的な現状変更の試みに反対することで一致しました",
        Some(READOUT),
        "verbatim",
        &[READOUT],
    );
    record.check("両者は、次回の会談を2028年にヘイルストンで行うことで一致しました。", None, "altered", &[READOUT]);
    record.check(
        "We urge the countries concerned to stop expanding exchanges of young diplomats.",
        None,
        "stitched",
        &[EN],
    );
    let answer = record.check("鯨の群れは果樹園の上を静かに渡っていった。", None, "not_found", &[]);
    assert_eq!(answer["sources"], Value::Array(Vec::new()));
}

#[test]
fn a_page_says_the_verdict_first_and_how_much_was_searched() {
    let record = Record::new(&[EN, READOUT]);
    let english = record.verify(&["HTA pledges to train sixty Arvenian experts in 2025."]);
    assert!(english.out.starts_with("Altered"), "{}", english.out);
    for words in ["[-for-]ty", "{+six+}ty", "number  “forty” → “sixty”", "2 documents"] {
        assert!(english.out.contains(words), "{words}: {}", english.out);
    }
    let japanese =
        record.verify(&["--lang", "ja", "両者は、次回の会談を2028年にヘイルストンで行うことで一致しました。"]);
    assert!(japanese.out.starts_with("改変"), "{}", japanese.out);
    assert!(japanese.out.contains("文書 2 件"), "{}", japanese.out);
    for line in english.out.lines().chain(japanese.out.lines()) {
        assert_eq!(line, line.trim_end());
    }
}

#[test]
fn a_batch_is_answered_line_by_line() {
    let record = Record::new(&[EN]);
    let mut lines = String::new();
    for (id, quote) in [
        ("a", "We commend the opening of the HTA Liaison Office"),
        ("b", "Nobody has ever sung of whales in this hall"),
    ] {
        let _ = writeln!(lines, "{}", serde_json::json!({"id": id, "quote": quote, "claimed": null}));
    }
    let file = record.folder.file("quotes.jsonl", &lines);
    let run = record.verify(&["--json", "--batch", &file]);
    let answers: Vec<Value> =
        run.out.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect();
    assert_eq!(run.code, 1);
    assert_eq!((&answers[0]["id"], &answers[0]["verdict"]), (&"a".into(), &"verbatim".into()));
    assert_eq!((&answers[1]["id"], &answers[1]["verdict"]), (&"b".into(), &"not_found".into()));
    let table = record.verify(&["--batch", &file]);
    assert_eq!(table.out.lines().count(), 3, "{}", table.out);
    let wrong = record.folder.file("wrong.jsonl", "{\"id\": 1, \"quote\": \"x\"}\nnonsense\n");
    let run = record.verify(&["--batch", &wrong]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("line 2"), "{}", run.err);
}

#[test]
fn the_quotations_of_an_article_are_found_and_checked() {
    let record = Record::new(&[EN, JA_2026, READOUT]);
    let article = "# Leaders meet\n\n2025-05-22\n\nOn 21 May 2025, President Olsik said: “We firmly condemn cyber attacks on hospitals and water supplies.” \
        The statement reads: “We will complete the joint study on the protection of lighthouses as soon as possible.” \
        The “Sea Lantern” exercise follows.\n";
    let file = record.folder.file("article.md", article);
    let run = record.verify(&["--json", &file]);
    let answer: Value =
        serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {} {}", run.out, run.err));
    let verdicts: Vec<&str> =
        answer["quotations"].as_array().expect("a list").iter().filter_map(|one| one["verdict"].as_str()).collect();
    assert_eq!(verdicts, ["verbatim", "altered"], "{answer:#}");
    assert_eq!(answer["skipped"], 1);
    assert_eq!(run.code, 1);
    let page = record.verify(&[&file]);
    assert!(page.out.starts_with("2 quotations"), "{}", page.out);
}

#[test]
fn the_source_is_what_was_said_on_the_occasion() {
    let record = Record::new(&[EN]);
    let text = |year: u32| {
        let name = format!("{year}.md");
        let body = "We will keep the lighthouse of the Selmark Sound open to all ships in every season.";
        record.folder.file(&name, format!("# Joint Statement by Australia and Japan\n\n20 May {year}\n\n{body}\n"))
    };
    for year in [2031, 2032, 2033] {
        let added = run(&["add", "--archive", &record.archive, "--lexicon", &record.lexicon, &text(year)]);
        assert_eq!(added.code, 0, "{}", added.err);
    }
    let article = record.folder.file(
        "article.md",
        "# Lights\n\nChina protested on Monday.\n\nA year earlier, in their statement of 20 May 2032, the two said: \
         ‘We will keep the lighthouse of the Selmark Sound open to all ships’.\n",
    );
    let run = record.verify(&["--json", &article]);
    let answer: Value = serde_json::from_str(&run.out).expect("JSON");
    let quotation = &answer["quotations"][0];
    assert_eq!(quotation["verdict"], "verbatim", "{answer:#}");
    assert!(quotation["sources"][0]["reference"].as_str().is_some_and(|one| one.contains("2032-05-20")), "{answer:#}");
    // Who was named a paragraph before said something else.
    assert!(!quotation["occasion"]["speakers"].to_string().contains("CHN"), "{answer:#}");
}

#[test]
fn what_only_a_translation_is_there_of_cannot_be_checked() {
    let record = Record::new(&[JA_2026]);
    let other = record.folder.file(
        "other.md",
        "# Joint Statement by Australia and Japan\n\n20 May 2031\n\nWe condemn in the strongest terms the raid on the piers of Selmark.\n",
    );
    assert_eq!(run(&["add", "--archive", &record.archive, "--lexicon", &record.lexicon, &other]).code, 0);
    let quotation = "We condemn in the strongest terms the raid on the piers of Selmark.";
    let name = JA_2026.rsplit('/').next().unwrap_or(JA_2026);
    let page = record.verify(&["--lang", "en", "--claimed", name, quotation]);
    assert!(page.out.contains("as a provisional translation"), "{}", page.out);
}

#[test]
fn misuse_is_told_in_one_line() {
    let record = Record::new(&[EN]);
    for arguments in
        [vec![], vec!["--batch", "/nowhere.jsonl"], vec!["--article", "/nowhere.md"], vec!["x", "--batch", "y"]]
    {
        let run = record.verify(&arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?} {}", run.err);
        assert_eq!(run.err.trim_end().lines().count(), 1, "{}", run.err);
    }
    let run = told(program(&["verify", "x"]).current_dir(record.folder.path()).output().expect("it runs"));
    assert_eq!(run.code, 2, "no archive is named: {}", run.err);
}

#[test]
fn what_an_article_of_the_archive_quotes_is_looked_for_in_the_others() {
    let record = Record::new(&[EN]);
    let article = record.folder.file(
        "essay.md",
        "# The Consultations a year on\n\nIn May the two sides said that they \u{201c}strongly condemn the armed attack of the \
         Tovarian Federation against the Kingdom of Selmark\u{201d}.\n\nThe Minister said that \u{201c}the harbour of Vessby will be \
         dredged before the first storms of autumn\u{201d}.\n",
    );
    let added = run(&["add", "--archive", &record.archive, "--lexicon", &record.lexicon, &article]);
    assert_eq!(added.code, 0, "{}", added.err);
    let run = record.verify(&["--json", &article]);
    let answer: Value = serde_json::from_str(&run.out).expect("JSON");
    let verdicts: Vec<&str> = answer["quotations"]
        .as_array()
        .expect("quotations")
        .iter()
        .map(|one| one["verdict"].as_str().unwrap_or(""))
        .collect();
    assert_eq!(verdicts, ["verbatim", "not_found"], "{answer:#}");
}

/// The essay of the seeds quotes what the statement of 2023 says in other words.
#[test]
fn a_phrase_quoted_in_the_seeds_is_shown_beside_the_wording_of_the_statement() {
    let seeds = root().join("../shared/corpus/seeds");
    if !seeds.exists() {
        eprintln!("skipped: ../shared is not there");
        return;
    }
    let folder = Folder::new();
    let archive = folder.path().join("archive").display().to_string();
    let added = run(&["add", "--archive", &archive, &seeds.display().to_string()]);
    assert_eq!(added.code, 0, "{}", added.err);
    let essay = seeds.join("002_43eb130a1dbe7ee1.txt").display().to_string();
    let run = run(&["verify", "--archive", &archive, "--json", &essay]);
    let answer: Value = serde_json::from_str(&run.out).expect("JSON");
    let quotations = answer["quotations"].as_array().expect("quotations");
    let one = quotations
        .iter()
        .find(|one| one["quote"].as_str().is_some_and(|quote| quote.contains("高みに引き上げて")))
        .unwrap_or_else(|| panic!("{answer:#}"));
    assert_eq!(one["verdict"], "not_found", "{one:#}");
    assert_eq!(one["nearest"]["document"], "000_9aa9b3b61c704374.txt", "{one:#}");
    assert!(one["nearest"]["text"].as_str().expect("a text").contains("新たな高み"), "{one:#}");
}
