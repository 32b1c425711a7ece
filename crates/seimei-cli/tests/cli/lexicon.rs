//! `seimei lexicon`: faults with file and line, the version, the list.

use crate::support::{Folder, root, run};

#[test]
fn a_sound_folder_has_no_fault() {
    let folder = root().join("examples/lexicon").display().to_string();
    let run = run(&["lexicon", "check", &folder]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert!(run.err.contains("No fault"));
}

#[test]
fn faults_are_listed_and_fail_the_check() {
    let folder = Folder::new();
    let table = folder.file("acts.en.tsv", "hug\tx\tverb\thug\t-\nagree\n");
    folder
        .file("acts.en.tests.tsv", "text\texpect\nThe two sides agreed to cooperate.\twelcome\nThe sky is blue.\t-\n");
    let run = run(&["lexicon", "check", &folder.path().display().to_string()]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains(&format!("{table}:1: `hug` is no act")), "{}", run.out);
    assert!(run.out.contains(&format!("{table}:2: expected 4 or 5 columns")), "{}", run.out);
    assert!(run.out.contains("acts.en.tests.tsv:2: expected welcome in this text, found agree"), "{}", run.out);
    let table = folder.file("nonsense.en.tsv", "x\n");
    let check = crate::support::run(&["lexicon", "check", &folder.path().display().to_string()]);
    assert!(check.out.contains(&format!("{table}:1: no table has this name")), "{}", check.out);
    let file = folder.file("a.txt", crate::support::EN);
    let read = crate::support::run(&["read", "--lexicon", &folder.path().display().to_string(), &file]);
    assert_eq!((read.code, read.out.as_str()), (2, ""), "a faulty lexicon reads nothing");
}

#[test]
fn what_cannot_be_checked_is_a_failure() {
    let folder = Folder::new();
    assert_eq!(run(&["lexicon", "check", &folder.path().display().to_string()]).code, 2);
    assert_eq!(run(&["lexicon", "check", "/nowhere/at/all"]).code, 2);
    assert_eq!(run(&["lexicon"]).code, 2);
}

#[test]
fn version_and_list_tell_what_is_in_use() {
    let version = run(&["lexicon", "version"]);
    assert_eq!((version.code, version.out.trim().len()), (0, 12));
    let own = root().join("examples/lexicon").display().to_string();
    assert_ne!(run(&["lexicon", "version", "--lexicon", &own]).out, version.out);
    let list = run(&["lexicon", "list"]);
    assert!(list.out.contains("acts.ja") && list.out.contains("actors.en"), "{}", list.out);
}
