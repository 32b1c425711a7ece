//! What the store says and keeps when files are damaged, disks are full, processes are killed and servers stop.
#![cfg(unix)]

mod common;

use std::fs::{self, OpenOptions};
use std::io::{BufRead as _, BufReader, Seek as _, SeekFrom, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use common::{
    AT, BY, EN, Ground, JA, add, attach, bare, confirm, document, expression, hash, make, note, read, revise, told,
    undo,
};
use seimei_model::code::Lang;
use seimei_store::change::{Change, Write};
use seimei_store::damage::Damage;
use seimei_store::error::StoreError;
use seimei_store::filter::Filter;
use seimei_store::journal::Journal;
use seimei_store::recover::Recovery;
use seimei_store::replay::{Renames, Replay, Replayed};
use seimei_store::store::{Place, Store};

/// What a test that runs itself again as another process is told to do.
const TASK: &str = "SEIMEI_TEST_TASK";

fn check(store: &Store) -> Vec<Damage> {
    store.check(&mut |_, _| {}).expect("a check")
}

fn places(store: &Store) -> Vec<(u64, bool)> {
    let notes = store.notes(&expression("arv/ja")).expect("a store");
    notes.iter().map(|note| (note.id, note.has_place)).collect()
}

/// Fills an archive with enough that a damaged page in the middle meets something.
fn filled(ground: &Ground) {
    let store = ground.create();
    make(&store, add("arv/ja", JA));
    make(&store, note("arv/ja", 2, "注"));
    let writes = (0..60).map(|number| add(&format!("doc-{number}/en"), &format!("Statement {number}\n"))).collect();
    store.commit(writes, AT, BY).expect("a commit");
    make(&store, revise("arv/ja", "改めた\n港の安全を歓迎した。\n", &[4, 2]));
    make(&store, bare(Change::Removed { document: document("doc-7") }));
}

fn flip(file: &Path, at: u64, count: usize) {
    let mut file = OpenOptions::new().write(true).open(file).expect("the file");
    file.seek(SeekFrom::Start(at)).expect("a place");
    file.write_all(&vec![0xa5; count]).expect("a write");
}

/// Makes the database again, as the app does: the originals are read anew.
fn recover(folder: &Path) -> PathBuf {
    let recovery = Recovery::begin(folder).expect("a recovery");
    assert!(recovery.logged().lost.is_empty());
    let store = recovery.store();
    let again = |entry: &seimei_store::change::Entry| {
        let reading = match &entry.change {
            Change::Added { expression, version, .. }
            | Change::Revised { expression, version }
            | Change::Reread { expression, version } => {
                let original = store.original(version.original).expect("a store").expect("the original");
                let text = String::from_utf8(original).expect("UTF-8");
                Some(read(&text, expression.language, &version.numbers))
            }
            _ => None,
        };
        Replay { entry: entry.clone(), reading, original: None }
    };
    let replays = recovery.logged().entries.iter().map(again).collect();
    let replayed = store.replay(replays, &mut Renames::default()).expect("a replay");
    assert!(replayed.iter().all(|one| matches!(one, Replayed::Done(_))), "{replayed:?}");
    recovery.finish().expect("the end of the recovery").expect("a database set aside")
}

#[test]
fn a_damaged_page_is_named_and_the_database_made_again() {
    let ground = Ground::folder();
    filled(&ground);
    let file = ground.path().join("archive.sqlite");
    let before = ground.open().changes(0, usize::MAX).expect("a store");
    let length = fs::metadata(&file).expect("the file").len();
    let whole = fs::read(&file).expect("the file");
    // Each page in turn; the damage must be found wherever it is.
    for page in 0..length / 4096 {
        fs::write(&file, &whole).expect("a whole database");
        flip(&file, page * 4096, 4096);
        let found = match Store::open(ground.place.clone()) {
            Ok(store) => match store.check(&mut |_, _| {}) {
                Ok(damage) => !damage.is_empty(),
                Err(StoreError::Damaged { .. }) => true,
                Err(other) => panic!("page {page}: {other:?}"),
            },
            Err(StoreError::Damaged { .. }) => true,
            Err(other) => panic!("page {page}: {other:?}"),
        };
        assert!(found, "page {page} of {}", length / 4096);
    }
    fs::write(&file, &whole).expect("a whole database");
    flip(&file, length / 2, 4096);
    let aside = recover(ground.path());
    assert!(aside.ends_with("archive.sqlite.damaged-1") && aside.exists());
    let store = ground.open();
    assert_eq!(check(&store), []);
    assert_eq!(store.changes(0, usize::MAX).expect("a store"), before);
    assert_eq!(places(&store), [(2, true)]);
    assert_eq!(told(&make(&store, add("next/ja", "次\n"))), "65 next");
    assert!(!ground.path().join("recovering").exists());
}

#[test]
fn a_truncated_database_is_made_again() {
    let ground = Ground::folder();
    filled(&ground);
    let file = ground.path().join("archive.sqlite");
    let length = fs::metadata(&file).expect("the file").len();
    for left in [length / 2, 4096 * 3 + 100, 100, 0] {
        let open = OpenOptions::new().write(true).open(&file).expect("the file");
        open.set_len(left).expect("a shorter file");
        drop(open);
        let told = match Store::open(ground.place.clone()) {
            Ok(store) => check(&store),
            Err(StoreError::Damaged { what, .. }) => vec![Damage::Database { what }],
            Err(other) => panic!("{left}: {other:?}"),
        };
        assert!(!told.is_empty(), "cut to {left} bytes");
    }
    fs::remove_file(&file).expect("removed");
    assert!(matches!(Store::open(ground.place.clone()), Err(StoreError::Damaged { .. })));
    assert!(
        matches!(Store::create(ground.place.clone()), Err(StoreError::Damaged { .. })),
        "never an empty one instead"
    );
    fs::write(&file, b"no database").expect("a file");
    assert!(matches!(Store::open(ground.place.clone()), Err(StoreError::Damaged { .. })));
    recover(ground.path());
    assert_eq!(check(&ground.open()), []);
}

#[test]
fn a_recovery_broken_off_leaves_the_archive_as_it_was() {
    let ground = Ground::folder();
    filled(&ground);
    let recovery = Recovery::begin(ground.path()).expect("a recovery");
    assert_eq!(recovery.logged().entries.len(), 64);
    drop(recovery);
    let store = ground.open();
    assert_eq!(check(&store), []);
    drop(store);
    recover(ground.path());
    assert_eq!(check(&ground.open()), []);
}

#[test]
fn what_the_journal_lost_the_database_tells() {
    let ground = Ground::folder();
    filled(&ground);
    let path = ground.path().join("journal.jsonl");
    let lines = fs::read_to_string(&path).expect("the journal");
    let mut lines: Vec<&str> = lines.lines().collect();
    lines[9] = "{\"number\":10,\"at\":";
    fs::write(&path, lines[..40].join("\n") + "\n").expect("a shorter journal");
    let recovery = Recovery::begin(ground.path()).expect("a recovery");
    assert_eq!((recovery.logged().entries.len(), recovery.logged().from_database), (64, 25));
    drop(recovery);
    recover(ground.path());
    let store = ground.open();
    assert_eq!(check(&store), []);
    assert_eq!(Journal::new(path).contents().expect("the journal").entries.len(), 64);
    assert!(ground.path().join("journal.jsonl.damaged-1").exists());
}

#[test]
fn a_missing_or_altered_original_is_named() {
    let ground = Ground::folder();
    filled(&ground);
    let name = |bytes: &[u8]| {
        let hash = hash(bytes).to_string();
        ground.path().join("originals").join(&hash[..2]).join(hash)
    };
    fs::remove_file(name(b"Statement 3\n")).expect("removed");
    fs::write(name(b"Statement 5\n"), b"Statement 6\n").expect("altered");
    let store = ground.open();
    let missing = Damage::OriginalMissing { original: hash(b"Statement 3\n"), expression: expression("doc-3/en") };
    let altered = Damage::OriginalAltered { original: hash(b"Statement 5\n"), expression: expression("doc-5/en") };
    assert_eq!(check(&store), [missing, altered]);
    assert_eq!(store.original(hash(b"Statement 3\n")).expect("a store"), None);
    let refusal = store.original(hash(b"Statement 5\n"));
    assert!(matches!(refusal, Err(StoreError::AlteredOriginal(_))));
    // Adding the files again heals them.
    assert_eq!(told(&make(&store, add("x/en", "Statement 3\n"))), "known doc-3/en");
    assert_eq!(told(&make(&store, add("x/en", "Statement 5\n"))), "known doc-5/en");
    assert_eq!(check(&store), []);
}

#[test]
fn records_that_contradict_the_log_are_named() {
    let ground = Ground::folder();
    filled(&ground);
    let found = |sql: &str, undo: &str| {
        alter(&ground, sql);
        let damage = check(&ground.open());
        alter(&ground, undo);
        assert_eq!(check(&ground.open()), [], "{undo}");
        format!("{damage:?}")
    };
    let told = found(
        "UPDATE document SET is_removed = 1 WHERE id = 'doc-3'",
        "UPDATE document SET is_removed = 0 WHERE id = 'doc-3'",
    );
    assert!(told.contains("doc-3 is not what the log says"), "{told}");
    let told = found("UPDATE note SET provision = 3 WHERE id = 2", "UPDATE note SET provision = 2 WHERE id = 2");
    assert!(told.contains("note 2"), "{told}");
    let told = found(
        "UPDATE reading SET document = 'gone' WHERE document = 'doc-4'",
        "UPDATE reading SET document = 'doc-4' WHERE document = 'gone'",
    );
    assert!(told.contains("it is missing") && told.contains("belongs to nothing"), "{told}");
    let told = found(
        "UPDATE expression SET provisions = 9 WHERE document = 'doc-4'",
        "UPDATE expression SET provisions = 1 WHERE document = 'doc-4'",
    );
    assert!(told.contains("the record says 9") && told.contains("versions of doc-4/en"), "{told}");
    let told =
        found("UPDATE change SET number = 1000 WHERE number = 64", "UPDATE change SET number = 64 WHERE number = 1000");
    assert!(told.contains("changes 64 to 999 are missing"), "{told}");
}

#[test]
fn decisions_are_recovered_and_their_tables_checked() {
    let ground = Ground::folder();
    filled(&ground);
    let store = ground.open();
    make(&store, confirm("arv/ja#p2.1", 64));
    make(&store, attach("arv/ja#p2.1", b"minutes", 65));
    make(&store, undo(65, "arv/ja#p2.1", 66));
    let before = store.decisions().expect("a store");
    drop(store);
    let found = |sql: &str| {
        alter(&ground, sql);
        let damage = format!("{:?}", check(&ground.open()));
        recover(ground.path());
        let store = ground.open();
        assert_eq!(check(&store), [], "{sql}");
        assert_eq!(store.decisions().expect("a store"), before);
        damage
    };
    let told = found("DELETE FROM decision WHERE number = 65");
    assert!(told.contains("decision 65 is missing"), "{told}");
    let told = found("UPDATE decision SET original = NULL");
    assert!(told.contains("decision 66 is not what the log says"), "{told}");
    let told = found("INSERT INTO decision (number, word) VALUES (3, 'confirmed')");
    assert!(told.contains("the log does not know decision 3"), "{told}");
    let told = found("UPDATE subject SET changed = 65");
    assert!(told.contains("when arv/ja#p2.1 was last decided on is not what the log says"), "{told}");
    let told = found("INSERT INTO subject (name, changed) VALUES ('x', 2)");
    assert!(told.contains("when x was last decided on"), "{told}");
}

fn alter(ground: &Ground, sql: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let file = ground.path().join("archive.sqlite");
    runtime.block_on(async {
        use sqlx::{Connection as _, Executor as _};
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file).foreign_keys(false);
        let mut connection = sqlx::SqliteConnection::connect_with(&options).await.expect("a connection");
        connection.execute(sqlx::AssertSqlSafe(sql.to_owned())).await.expect("a statement");
        connection.close().await.expect("closed");
    });
}

#[test]
fn a_torn_journal_is_brought_level() {
    let ground = Ground::folder();
    filled(&ground);
    let path = ground.path().join("journal.jsonl");
    let whole = fs::read(&path).expect("the journal");
    let journal = Journal::new(path.clone());
    for left in [whole.len() - 1, whole.len() - 30, whole.len() / 2, 10, 0] {
        fs::write(&path, &whole[..left]).expect("a torn journal");
        let contents = journal.contents().expect("the journal");
        assert_eq!(contents.is_torn, left > 0 && whole[left - 1] != b'\n');
        assert!(contents.illegible.is_empty());
        let store = ground.open();
        assert_eq!(fs::read(&path).expect("the journal"), whole, "cut to {left}");
        assert_eq!(check(&store), []);
    }
    // A last line that cannot be read: the whole is written anew from the log.
    let mut altered = whole.clone();
    let at = altered.len() - 20;
    altered[at] = b'"';
    fs::write(&path, &altered).expect("an altered journal");
    let store = ground.open();
    assert_eq!(fs::read(&path).expect("the journal"), whole);
    drop(store);
    // A line in the middle is named.
    flip(&path, 30, 4);
    let told = check(&ground.open());
    assert!(told.contains(&Damage::Journal { what: "line 1 cannot be read".to_owned() }), "{told:?}");
}

#[test]
fn an_old_database_does_not_pass_for_the_present_one() {
    let ground = Ground::folder();
    make(&ground.create(), add("a/ja", JA));
    let file = ground.path().join("archive.sqlite");
    let old = fs::read(&file).expect("the database");
    make(&ground.open(), add("b/en", EN));
    fs::write(&file, old).expect("the old one put back");
    let Err(StoreError::Damaged { what, .. }) = Store::open(ground.place.clone()) else { panic!("it was opened") };
    assert_eq!(what, "the journal has 2 changes, the database 1");
    recover(ground.path());
    assert_eq!(ground.open().last_change().expect("a store"), 2);
}

#[test]
fn an_archive_of_a_later_version_is_left_alone() {
    let ground = Ground::folder();
    filled(&ground);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        use sqlx::{Connection as _, Executor as _};
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(ground.path().join("archive.sqlite"));
        let mut connection = sqlx::SqliteConnection::connect_with(&options).await.expect("a connection");
        let sql = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                   VALUES (99, 'later', 1, x'00', 0)";
        connection.execute(sql).await.expect("a statement");
        connection.close().await.expect("closed");
    });
    assert!(matches!(Store::open(ground.place.clone()), Err(StoreError::TooNew { .. })));
}

/// Runs a test of this file again as another process.
fn again(test: &str, task: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args([test, "--exact", "--nocapture", "--test-threads=1"]).env(TASK, task);
    command
}

#[test]
fn a_read_only_folder_can_be_read() {
    // Root may write anywhere, so another user reads.
    if let Ok(folder) = std::env::var(TASK) {
        let place = Place::Folder(folder.into());
        let store = Store::open(place.clone()).expect("an archive to read");
        assert!(!store.is_writable());
        assert_eq!(store.documents(&Filter::default()).expect("a store").len(), 60);
        assert_eq!(store.reading(&expression("arv/ja"), Some(1)).expect("a store"), Some(read(JA, Lang::Ja, &[])));
        assert_eq!(check(&store), []);
        let refusal = store.commit(vec![add("b/en", EN)], AT, BY);
        assert!(matches!(refusal, Err(StoreError::ReadOnly { .. })), "{refusal:?}");
        assert!(matches!(Store::create(place), Ok(store) if !store.is_writable()));
        return;
    }
    let ground = Ground::folder();
    filled(&ground);
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    let mode = |folder: &Path, mode: u32| {
        fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(mode)).expect("permissions");
    };
    mode(ground.folder.path(), 0o755);
    for entry in fs::read_dir(ground.path()).expect("the folder").flatten() {
        mode(&entry.path(), if entry.path().is_dir() { 0o555 } else { 0o444 });
    }
    mode(ground.path(), 0o555);
    let mut command = again("a_read_only_folder_can_be_read", &ground.path().to_string_lossy());
    if is_root {
        command.uid(65534).gid(65534);
    }
    let output = command.output().expect("another process");
    mode(ground.path(), 0o755);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn a_full_disk_is_named_and_loses_nothing() {
    // A limit on the size of files stands for the end of the disk: the kernel refuses to write beyond it.
    if let Ok(folder) = std::env::var(TASK) {
        let store = Store::open(Place::Folder(folder.into())).expect("an archive");
        let before = store.last_change().expect("a store");
        let mut made = before;
        for number in 0..400 {
            let text = format!("大きな文書 {number}\n{}", incompressible(number, 20_000));
            match store.commit(vec![add(&format!("big-{number}/ja"), &text)], AT, BY) {
                Ok(_) => made += 1,
                Err(StoreError::Full { .. }) => {
                    assert_eq!(store.last_change().expect("a store"), made, "what failed changed nothing");
                    println!("full after {}", made - before);
                    return;
                }
                Err(other) => panic!("{other:?}"),
            }
        }
        panic!("never full");
    }
    let ground = Ground::folder();
    filled(&ground);
    let size = fs::metadata(ground.path().join("archive.sqlite")).expect("the file").len();
    let before = ground.open().changes(0, usize::MAX).expect("a store");
    // In blocks of 1,024 bytes; SIGXFSZ ignored, so that the write fails as it does on a full disk.
    let limit = size / 1024 + 900;
    let own = std::env::current_exe().expect("this program");
    let script = format!(
        "trap '' XFSZ; ulimit -f {limit}; exec '{}' a_full_disk_is_named_and_loses_nothing --exact --nocapture",
        own.display()
    );
    let output = Command::new("bash").args(["-c", &script]).env(TASK, ground.path()).output().expect("bash");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success() && told.contains("full after"),
        "{told}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let store = ground.open();
    assert_eq!(store.changes(0, before.len()).expect("a store"), before);
    assert_eq!(check(&store), []);
    make(&store, add("after/ja", "空きができた後\n"));
}

/// Returns text that does not become smaller when it is packed.
fn incompressible(seed: u64, length: usize) -> String {
    let mut state = seed + 1;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from_u32(0x4e00 + (state >> 40) as u32 % 20_000).unwrap_or('字')
    };
    (0..length).map(|_| next()).collect()
}

#[test]
fn a_process_killed_in_the_middle_leaves_all_or_nothing() {
    if let Ok(folder) = std::env::var(TASK) {
        let store = Store::create(Place::Folder(folder.into())).expect("an archive");
        for batch in 0.. {
            let mut writes: Vec<Write> = (0..9)
                .map(|one| {
                    add(
                        &format!("k-{batch}-{one}/ja"),
                        &format!("声明 {batch} {one}\n{}", incompressible(batch * 10 + one, 500)),
                    )
                })
                .collect();
            writes.push(confirm(&format!("k-{batch}-0/ja#p1.1"), 0));
            store.commit(writes, AT, BY).expect("a commit");
            println!("batch {batch}");
        }
        return;
    }
    let ground = Ground::folder();
    ground.create();
    for round in 0..12_u64 {
        // Each round adds other texts than the one before it.
        let place = ground.folder.path().join(format!("round-{round}"));
        let mut child = again("a_process_killed_in_the_middle_leaves_all_or_nothing", &place.to_string_lossy())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("another process");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let acknowledged = |line: &str| line.rsplit_once("batch ").and_then(|(_, number)| number.parse::<u64>().ok());
        let mut last = None;
        // Killed a little later each time, after at least one batch.
        for line in lines.by_ref() {
            last = acknowledged(&line.expect("a line")).or(last);
            if last >= Some(round % 3) {
                break;
            }
        }
        std::thread::sleep(Duration::from_micros(700 * round));
        child.kill().expect("killed");
        last = lines.map_while(Result::ok).filter_map(|line| acknowledged(&line)).last().or(last);
        child.wait().expect("ended");
        let acknowledged = last.expect("a batch") + 1;
        let store = Store::open(Place::Folder(place)).expect("an archive");
        let changes = store.last_change().expect("a store");
        assert_eq!(changes % 10, 0, "a batch is whole");
        assert!(changes >= acknowledged * 10, "what was acknowledged is there");
        assert_eq!(store.documents(&Filter::default()).expect("a store").len() as u64, changes / 10 * 9);
        assert_eq!(store.decisions().expect("a store").len() as u64, changes / 10);
        assert_eq!(check(&store), []);
    }
}

/// A server of its own, to be stopped.
struct Server {
    folder: tempfile::TempDir,
    programs: PathBuf,
    port: u16,
}

impl Server {
    /// Starts a server, where PostgreSQL is installed.
    fn start() -> Option<Self> {
        let versions = fs::read_dir("/usr/lib/postgresql").ok()?.flatten().map(|entry| entry.path().join("bin"));
        let programs = versions.filter(|bin| bin.join("pg_ctl").exists()).max()?;
        let folder = tempfile::tempdir().expect("a folder");
        fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o777)).expect("permissions");
        let port =
            std::net::TcpListener::bind("127.0.0.1:0").and_then(|port| port.local_addr()).expect("a port").port();
        let server = Self { folder, programs, port };
        let data = server.data();
        let made = server.run(
            "initdb",
            &["-D", &data, "-U", "seimei", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        );
        assert!(made, "no cluster");
        assert!(server.up(), "no server");
        Some(server)
    }

    fn data(&self) -> String {
        self.folder.path().join("data").to_string_lossy().into_owned()
    }

    fn up(&self) -> bool {
        let options = format!("-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''", self.port);
        let log = format!("{}/log", self.folder.path().display());
        self.run("pg_ctl", &["-w", "-D", &self.data(), "-l", &log, "-o", &options, "start"])
    }

    fn stop(&self) -> bool {
        self.run("pg_ctl", &["-D", &self.data(), "-m", "immediate", "stop"])
    }

    fn run(&self, program: &str, arguments: &[&str]) -> bool {
        let mut command = Command::new(self.programs.join(program));
        command.args(arguments).current_dir(self.folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
        if fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
            command.uid(65534).gid(65534);
        }
        command.status().is_ok_and(|status| status.success())
    }

    fn place(&self) -> Place {
        Place::Postgres(format!("postgres://seimei:secret-word@127.0.0.1:{}/postgres?schema=archive", self.port))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

#[test]
fn a_server_that_stops_in_the_middle_is_named_and_loses_nothing() {
    let Some(server) = Server::start() else {
        println!("skipped: PostgreSQL is not installed");
        return;
    };
    let store = Store::create(server.place()).expect("an archive");
    let acknowledged = std::sync::atomic::AtomicU64::new(0);
    let failure = std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for batch in 0.. {
                let writes: Vec<Write> =
                    (0..5).map(|one| add(&format!("s-{batch}-{one}/ja"), &format!("声明 {batch} {one}\n"))).collect();
                match store.commit(writes, AT, BY) {
                    Ok(_) => acknowledged.fetch_add(5, std::sync::atomic::Ordering::SeqCst),
                    Err(failure) => return failure,
                };
            }
            unreachable!("the server is stopped")
        });
        while acknowledged.load(std::sync::atomic::Ordering::SeqCst) < 20 {
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(server.stop(), "it stops");
        writer.join().expect("a thread")
    });
    let told = format!("{failure:?} {failure}");
    assert!(matches!(failure, StoreError::Unreachable { .. }), "{told}");
    assert!(!told.contains("secret-word"), "{told}");
    let refusal = store.last_change().expect_err("no server");
    assert!(matches!(refusal, StoreError::Unreachable { .. }), "{refusal:?}");
    let refusal = Store::open(server.place()).expect_err("no server");
    assert!(matches!(refusal, StoreError::Unreachable { .. }), "{refusal:?}");
    assert!(server.up(), "it starts again");
    // The same store goes on.
    let changes = store.last_change().expect("a store");
    let acknowledged = acknowledged.into_inner();
    assert!(changes == acknowledged || changes == acknowledged + 5, "{changes} of {acknowledged}");
    assert_eq!(store.documents(&Filter::default()).expect("a store").len() as u64, changes);
    assert_eq!(check(&store), []);
    make(&store, add("after/ja", "再開後\n"));
}

#[test]
fn a_server_that_is_not_there_is_named_at_once() {
    let place = Place::Postgres("postgres://desk:secret-word@127.0.0.1:1/record".to_owned());
    let start = std::time::Instant::now();
    let refusal = Store::create(place.clone()).expect_err("no server");
    assert!(matches!(refusal, StoreError::Unreachable { .. }), "{refusal:?}");
    assert!(!format!("{refusal:?} {refusal} {place}").contains("secret-word"));
    assert!(start.elapsed() < Duration::from_secs(5));
}
