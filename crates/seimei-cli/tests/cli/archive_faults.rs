//! What may go wrong with an archive: killed in the middle, several at once, damage on the disk.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use seimei_app::archive::intake::hash;
use serde_json::Value;

use crate::archive::Home;
use crate::support::{program, told};

/// How often `add` is killed.
const KILLS: u32 = 200;

/// How many documents are added between two kills.
const DOCUMENTS: u32 = 8;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Numbers without order, the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most.max(1)
    }
}

/// A document unlike any other.
fn document(number: u32, dice: &mut Dice) -> String {
    let (day, month) = (1 + number % 28, MONTHS[number as usize / 28 % 12]);
    let year = 2030 + number / 336;
    let mut text = format!("Joint Statement by Japan and Australia\n{day} {month} {year}\n\n");
    for sentence in 0..3 + dice.below(12) {
        let (verb, count) = (["welcome", "reaffirm", "will continue"][dice.below(3) as usize], dice.below(9999));
        let _ = writeln!(text, "We {verb} the cooperation in field {count} of programme {number}, point {sentence}.");
    }
    text
}

#[test]
fn killed_at_any_moment_an_add_leaves_everything_it_acknowledged_and_nothing_half_done() {
    let home = Home::in_folder();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut usual = Duration::from_millis(150);
    let mut acknowledged: BTreeMap<String, String> = BTreeMap::new();
    let mut last = String::new();
    for kill in 0..KILLS {
        let folder = home.folder.path().join(format!("in/{kill}"));
        for number in 0..DOCUMENTS {
            home.folder.file(&format!("in/{kill}/{number}.txt"), document(kill * DOCUMENTS + number, &mut dice));
        }
        last = folder.display().to_string();
        let mut command = program(&["add", "--json", &last]);
        command.env("SEIMEI_ARCHIVE", &home.place).stdout(Stdio::piped()).stderr(Stdio::piped());
        let begun = Instant::now();
        let mut child = command.spawn().expect("the program starts");
        let mut pipe = child.stdout.take().expect("a pipe");
        let reader = thread::spawn(move || {
            let mut out = String::new();
            pipe.read_to_string(&mut out).map(|_| out)
        });
        // Some are let live, to know how long one takes.
        if kill % 20 == 0 {
            assert!(child.wait().expect("it ends").success());
            usual = begun.elapsed();
        } else {
            thread::sleep(Duration::from_micros(dice.below(usual.as_micros() as u64)));
            child.kill().expect("it can be killed");
            child.wait().expect("it ends");
        }
        let out = reader.join().expect("the reader ends").expect("results are UTF-8");
        // A line is acknowledged when it is whole.
        for line in out.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
            let line: Value = serde_json::from_str(line).expect("a JSON object a line");
            assert_eq!(line["outcome"], "added", "{line}");
            let name = |key: &str| line[key].as_str().expect("a name").to_owned();
            assert!(
                acknowledged.insert(name("expression"), name("source")).is_none(),
                "a name was given twice: {line}"
            );
        }
        if kill % 40 == 39 {
            verify(&home, &acknowledged);
        }
    }
    assert!(acknowledged.len() > KILLS as usize, "{} were acknowledged: the kills came too early", acknowledged.len());
    // The same command again adds what the kill left out.
    let rest = home.lines(&["add", "--json", &last]);
    assert_eq!(rest.len(), DOCUMENTS as usize);
    verify(&home, &acknowledged);
}

/// Finds everything that was acknowledged whole, and nothing half done.
fn verify(home: &Home, acknowledged: &BTreeMap<String, String>) {
    let check = home.run(&["check"]);
    assert_eq!((check.code, check.out.as_str()), (0, ""), "{}", check.err);
    let mut kept: BTreeMap<String, String> = BTreeMap::new();
    for record in home.lines(&["list", "--json"]) {
        let expressions = record["expressions"].as_array().expect("expressions");
        assert_eq!(expressions.len(), 1, "{record}");
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        assert!(expressions[0]["provisions"].as_u64() > Some(0), "{record}");
        kept.insert(text(&expressions[0]["id"]), text(&expressions[0]["original"]));
    }
    for (expression, source) in acknowledged {
        let bytes = fs::read(source).expect("the source");
        assert_eq!(kept.get(expression), Some(&hash(&bytes).to_string()), "{expression}");
    }
    let (expression, source) = acknowledged.last_key_value().expect("one at least");
    assert_eq!(sought(home, source), [expression.split('/').next().expect("a name")]);
    assert_eq!(home.done(&["show", expression, "--original", "-"]), fs::read_to_string(source).expect("the source"));
    assert!(home.done(&["show", expression]).contains("We"));
}

/// Searches for words of a source that no other has, and returns the names of the documents that have them.
fn sought(home: &Home, source: &str) -> Vec<String> {
    let text = fs::read_to_string(source).expect("the source");
    let words = text.split("of programme ").nth(1).and_then(|rest| rest.split(',').next()).expect("a number");
    let found = home.object(&["search", "--json", "--documents", &format!("\"programme {words}\"")]);
    let hits = found["hits"].as_array().expect("hits").iter();
    hits.filter_map(|hit| hit["document"].as_str()).map(str::to_owned).collect()
}

#[test]
fn an_index_that_is_deleted_or_damaged_is_made_again() {
    let home = Home::in_folder();
    let mut dice = Dice(13);
    let source = home.folder.file("in/1.txt", document(1, &mut dice));
    home.folder.file("in/2.txt", document(2, &mut dice));
    home.done(&["add", &home.folder.path().join("in").display().to_string()]);
    let found = sought(&home, &source);
    assert_eq!(found.len(), 1);
    let index = Path::new(&home.place).join("index");
    fs::remove_dir_all(&index).expect("an index");
    assert_eq!(sought(&home, &source), found);
    for entry in walk(&index) {
        let bytes = fs::read(&entry).expect("a file");
        fs::write(&entry, vec![0x5a; bytes.len() / 2]).expect("it can be written");
    }
    assert_eq!(sought(&home, &source), found);
    for entry in walk(&index) {
        let mut bytes = fs::read(&entry).expect("a file");
        let middle = bytes.len() / 2;
        if let Some(byte) = bytes.get_mut(middle) {
            *byte ^= 0xff;
        }
        fs::write(&entry, bytes).expect("it can be written");
    }
    home.done(&["reindex"]);
    assert_eq!(sought(&home, &source), found);
    assert_eq!(home.run(&["check"]).code, 0);
}

/// Returns the files in a folder and its folders.
fn walk(folder: &Path) -> Vec<PathBuf> {
    let (mut folders, mut files) = (vec![folder.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            if entry.path().is_dir() { &mut folders } else { &mut files }.push(entry.path());
        }
    }
    files
}

#[test]
fn two_adds_at_once_keep_everything_once() {
    let home = Home::in_folder();
    let mut dice = Dice(7);
    for number in 0..60 {
        home.folder.file(&format!("in/{number}.txt"), document(number, &mut dice));
    }
    let folder = home.folder.path().join("in").display().to_string();
    let start = || {
        let mut command = program(&["add", "--json", &folder]);
        command.env("SEIMEI_ARCHIVE", &home.place).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("the program starts")
    };
    let both = [start(), start()];
    let mut added = 0;
    for child in both {
        let run = told(child.wait_with_output().expect("it ends"));
        assert_eq!(run.code, 0, "{}", run.err);
        assert_eq!(run.out.lines().count(), 60);
        added += run.out.lines().filter(|line| line.contains("\"outcome\":\"added\"")).count();
    }
    assert_eq!(added, 60);
    assert_eq!(home.lines(&["list", "--json"]).len(), 60);
    assert_eq!(home.run(&["check"]).code, 0);
}

/// Writes nonsense over the middle of the database, its log folded in first.
fn damage(place: &str) {
    let path = Path::new(place).join("archive.sqlite");
    let mut bytes = fs::read(&path).expect("the database");
    let length = bytes.len();
    assert!(length > 16_384, "{length}");
    for (at, byte) in bytes[4096..length - 4096].iter_mut().enumerate() {
        *byte = (at * 31 % 251) as u8;
    }
    fs::write(&path, bytes).expect("the database");
}

#[test]
fn a_damaged_database_is_named_and_recovered() {
    let home = Home::in_folder();
    let mut dice = Dice(11);
    for number in 0..12 {
        home.folder.file(&format!("in/{number}.txt"), document(number, &mut dice));
    }
    let folder = home.folder.path().join("in").display().to_string();
    home.done(&["add", &folder]);
    let names = |home: &Home| -> Vec<String> {
        home.lines(&["list", "--json"]).iter().map(|line| line["id"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let known = names(&home);
    let first = known[0].clone();
    home.done(&["note", &format!("{first}#p2"), "keep this"]);
    home.folder.file("in/3.txt", document(3, &mut dice) + "We will meet again in Sydney next year.\n");
    home.done(&["add", &folder]);
    home.done(&["remove", &known[1]]);
    let before = (names(&home), home.done(&["show", "--json", &first]), home.done(&["history", &first]));
    let shown = before.1.clone();
    damage(&home.place);
    let run = home.run(&["list"]);
    assert!(run.code == 2 && run.err.contains("seimei recover"), "{}{}", run.out, run.err);
    let run = home.run(&["list", "--lang", "ja"]);
    assert!(run.err.contains("seimei recover"), "{}", run.err);
    let run = home.run(&["recover"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("Recovered") && run.err.contains("damaged"), "{}", run.err);
    assert_eq!(names(&home), before.0);
    assert_eq!(home.done(&["history", &first]), before.2);
    let (old, new): (Value, Value) = (
        serde_json::from_str(&shown).expect("JSON"),
        serde_json::from_str(&home.done(&["show", "--json", &first])).expect("JSON"),
    );
    assert_eq!(old, new);
    assert_eq!(home.lines(&["list", "--json", "--removed"]).len(), 1);
    assert_eq!(home.run(&["check"]).code, 0);
}

#[test]
fn lost_and_altered_originals_are_found() {
    let home = Home::in_folder();
    let file = home.folder.file("a.txt", document(1, &mut Dice(3)));
    home.done(&["add", &file]);
    let originals = walk(&Path::new(&home.place).join("originals"));
    assert_eq!(originals.len(), 1);
    let bytes = fs::read(&originals[0]).expect("the original");
    fs::remove_file(&originals[0]).expect("it can be removed");
    let check = home.run(&["check"]);
    assert!(check.code == 1 && check.out.contains("original is missing"), "{}", check.out);
    fs::write(&originals[0], [&bytes[..], b"x"].concat()).expect("it can be written");
    let check = home.run(&["check", "--lang", "ja"]);
    assert!(check.code == 1 && check.out.contains("書き換えられています"), "{}", check.out);
    fs::write(&originals[0], bytes).expect("it can be written");
    assert_eq!(home.run(&["check"]).code, 0);
}

#[cfg(unix)]
#[test]
fn a_folder_that_takes_no_writing_can_still_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::in_folder();
    let file = home.folder.file("a.txt", document(1, &mut Dice(3)));
    home.done(&["add", &file]);
    let place = Path::new(&home.place);
    let allow = |folder: u32, files: u32| {
        for entry in fs::read_dir(place).expect("the archive").flatten().filter(|entry| entry.path().is_file()) {
            fs::set_permissions(entry.path(), fs::Permissions::from_mode(files)).expect("the owner may");
        }
        fs::set_permissions(place, fs::Permissions::from_mode(folder)).expect("the owner may");
    };
    allow(0o555, 0o444);
    let is_root = fs::write(place.join("probe"), "x").is_ok();
    let other = home.folder.file("b.txt", document(2, &mut Dice(5)));
    let (list, add) = (home.run(&["list"]), home.run(&["add", &other]));
    allow(0o755, 0o644);
    assert_eq!(list.code, 0, "{}", list.err);
    // Nothing is locked to the superuser.
    if !is_root {
        assert!(add.code == 2 && add.err.contains("cannot be written"), "{}", add.err);
    }
}
