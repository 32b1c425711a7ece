//! An archive of the examples with their programmes, for the tests of what is drawn from it.

use std::sync::OnceLock;

use serde_json::Value;

use crate::support::{Folder, Run, program, root, run, told};

/// The day for which everything is told.
pub(crate) const TODAY: &str = "2026-06-01";

/// Calls the program over an archive with the lexicon of the examples, in a language.
pub(crate) fn over(archive: &str, lang: &str, arguments: &[&str]) -> Run {
    let lexicon = root().join("examples/lexicon").display().to_string();
    let all = [&["--lang", lang], arguments, &["--archive", archive, "--lexicon", &lexicon, "--today", TODAY]].concat();
    told(program(&all).env("COLUMNS", "80").env("SEIMEI_USER", "tester").output().expect("it runs"))
}

/// Returns a file of the examples.
pub(crate) fn example(name: &str) -> String {
    root().join("examples").join(name).display().to_string()
}

/// Makes an archive of the examples in a folder of its own.
pub(crate) fn fresh() -> (Folder, String) {
    let folder = Folder::new();
    let archive = folder.path().join("archive").display().to_string();
    let lexicon = example("lexicon");
    let files: Vec<String> = [
        "2024-05-14-joint-statement.ja.md",
        "2025-03-21-cooperation-programme.en.md",
        "2025-05-21-joint-statement.en.md",
        "2026-05-20-joint-statement.ja.md",
        "2026-05-20-readout.ja.md",
    ]
    .map(example)
    .to_vec();
    let mut arguments = vec!["add"];
    arguments.extend(files.iter().map(String::as_str));
    arguments.extend(["--archive", &archive, "--lexicon", &lexicon]);
    let added = run(&arguments);
    assert_eq!(added.code, 0, "{}", added.err);
    (folder, archive)
}

/// Makes an archive of the examples that holds their programmes too.
pub(crate) fn fresh_with_programmes() -> (Folder, String) {
    let (folder, archive) = fresh();
    // The newer edition is named first: the order does not matter.
    let files = ["programmes/arv-hta-2025.toml", "programmes/arv-hta-2021.toml"].map(example);
    let added = over(&archive, "en", &["register", "programme", "add", &files[0], &files[1]]);
    assert_eq!(added.code, 0, "{}", added.err);
    (folder, archive)
}

/// Returns an archive with programmes that nobody changes, made once.
pub(crate) fn examples() -> &'static str {
    static ARCHIVE: OnceLock<(Folder, String)> = OnceLock::new();
    &ARCHIVE.get_or_init(fresh_with_programmes).1
}

/// Reads what was printed as one value.
pub(crate) fn value(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {} {}", run.out, run.err))
}

/// Reads what was printed as a value a line.
pub(crate) fn lines(run: &Run) -> Vec<Value> {
    let line = |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    run.out.lines().map(line).collect()
}

/// Returns the list under a key.
pub(crate) fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("no list {key}: {value}"))
}

/// Checks that a run did what it was to do and that its page fits.
pub(crate) fn is_page(run: &Run) {
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(!run.out.contains('\u{1b}') && !run.out.contains('\u{a0}'), "{}", run.out);
    for line in run.out.lines() {
        assert_eq!(line, line.trim_end());
        // A name of an area or a provision is not broken.
        assert!(!line.contains('{') && !line.contains("mechanism."), "{line}");
    }
}
