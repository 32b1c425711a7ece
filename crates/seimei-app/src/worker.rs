//! The process of its own in which PDF and DOCX are taken apart: a parser that hangs, crashes or eats memory takes
//! down that process, and one document is told to be unreadable.
//!
//! The parent starts its own program with a hidden command, sends the bytes, and gets the outcome as JSON. The child
//! limits itself before it reads a byte; the parent's clock is the last resort.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use seimei_extract::error::ExtractError;
use seimei_extract::{Container, Extracted, extract};

use crate::files::What;

/// The hidden command: the first argument of a program that is to take one document apart.
pub const COMMAND: &str = "parse-worker";

/// What a parser may use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Address space, in bytes.
    pub memory: u64,
    /// Time of the processor, in seconds.
    pub processor: u64,
    /// Time of the clock, in seconds; the parent keeps it.
    pub clock: u64,
    /// What may come out, in bytes.
    pub output: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { memory: 1 << 30, processor: 60, clock: 180, output: 512 << 20 }
    }
}

/// How documents are taken apart.
#[derive(Clone, Debug, Default)]
pub struct Worker {
    program: Option<PathBuf>,
    limits: Limits,
}

impl Worker {
    /// Takes documents apart in processes of `program`, which calls [`serve`] before anything else.
    pub fn new(program: PathBuf, limits: Limits) -> Self {
        Self { program: Some(program), limits }
    }

    /// Takes documents apart in further processes of the running program.
    pub fn of_this_program() -> Self {
        // Where the system does not tell the path, the name it was called by is looked for as a shell would.
        let called = || std::env::args_os().next().map(PathBuf::from);
        Self { program: std::env::current_exe().ok().or_else(called), limits: Limits::default() }
    }

    /// Takes documents apart in this process, without limits: for tests.
    pub fn in_process() -> Self {
        Self::default()
    }

    /// Takes `bytes` of a `container` apart.
    pub fn extract(&self, container: Container, bytes: Vec<u8>) -> Result<Extracted, What> {
        let Some(program) = &self.program else { return extract(container, &bytes).map_err(What::NotExtracted) };
        let limits = &self.limits;
        let mut child = Command::new(program)
            .args([COMMAND, container.word(), &limits.memory.to_string(), &limits.processor.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(What::NoWorker)?;
        let heard = self.listen(&mut child, bytes);
        if heard.is_err() {
            // It may be gone already.
            let _ = child.kill();
        }
        let status = child.wait().map_err(What::NoWorker)?;
        let heard = heard?;
        if heard.answer.len() as u64 > limits.output {
            return Err(What::NotExtracted(ExtractError::TooLarge { limit: limits.output }));
        }
        if !status.success() {
            return Err(self.judge(status, &heard.complaint));
        }
        let answer: Result<Extracted, ExtractError> =
            serde_json::from_slice(&heard.answer).map_err(|_| What::ParserCrashed)?;
        answer.map_err(What::NotExtracted)
    }

    /// Sends `bytes` to the child and hears it out, as long as the clock allows.
    fn listen(&self, child: &mut Child, bytes: Vec<u8>) -> Result<Heard, What> {
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(mut input), Some(output), Some(errors)) = pipes else {
            return Err(What::NoWorker(io::ErrorKind::BrokenPipe.into()));
        };
        thread::spawn(move || {
            // A child that dies of its input stops reading it; its status tells.
            let _ = input.write_all(&bytes);
        });
        let (said, hear) = mpsc::channel();
        let most = self.limits.output + 1;
        thread::spawn(move || {
            let mut complaint = Vec::new();
            let mut answer = Vec::new();
            let all = output.take(most).read_to_end(&mut answer);
            // What it complains of is short, and waits in the pipe.
            let _ = errors.take(1 << 12).read_to_end(&mut complaint);
            let _ = said.send(all.map(|_| Heard { answer, complaint }));
        });
        match hear.recv_timeout(Duration::from_secs(self.limits.clock)) {
            Ok(heard) => heard.map_err(What::NoWorker),
            Err(_) => Err(What::TooSlow(self.limits.clock)),
        }
    }

    /// Tells what a child died of.
    fn judge(&self, status: ExitStatus, complaint: &[u8]) -> What {
        let complaint = String::from_utf8_lossy(complaint);
        if complaint.contains("memory allocation of") || complaint.contains("capacity overflow") {
            return What::TooMuchMemory(self.limits.memory);
        }
        if died_of_processor_limit(status) {
            return What::TooSlow(self.limits.processor);
        }
        What::ParserCrashed
    }
}

/// What a child said.
struct Heard {
    /// On its standard output.
    answer: Vec<u8>,
    /// On its standard error.
    complaint: Vec<u8>,
}

#[cfg(unix)]
fn died_of_processor_limit(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    /// SIGXCPU on every Unix that sets a limit of this kind.
    const PROCESSOR_LIMIT: i32 = 24;
    status.signal() == Some(PROCESSOR_LIMIT)
}

#[cfg(not(unix))]
fn died_of_processor_limit(_status: ExitStatus) -> bool {
    false
}

/// Takes one document from standard input apart and prints the outcome, if `arguments` ask for that. Returns the exit
/// code, or `None` where the program was called for something else.
pub fn serve(mut arguments: impl Iterator<Item = OsString>) -> Option<u8> {
    if arguments.nth(1)? != COMMAND {
        return None;
    }
    let mut word = || arguments.next().and_then(|word| word.into_string().ok()).unwrap_or_default();
    let container = Container::from_word(&word());
    let (memory, processor) = (word().parse(), word().parse());
    let (Some(container), Ok(memory), Ok(processor)) = (container, memory, processor) else { return Some(2) };
    limit(memory, processor);
    let mut bytes = Vec::new();
    if io::stdin().lock().read_to_end(&mut bytes).is_err() {
        return Some(2);
    }
    let outcome = extract(container, &bytes);
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let told = serde_json::to_writer(&mut out, &outcome).map_err(io::Error::from).and_then(|()| out.flush());
    Some(if told.is_ok() { 0 } else { 2 })
}

/// Limits this process. What a system does not know it does not limit; the parent's clock is left.
fn limit(memory: u64, processor: u64) {
    #[cfg(unix)]
    {
        use rlimit::Resource;
        for (resource, most) in [(Resource::AS, memory), (Resource::CPU, processor), (Resource::CORE, 0)] {
            let _ = rlimit::setrlimit(resource, most, most.saturating_add(u64::from(resource == Resource::CPU)));
        }
    }
    #[cfg(not(unix))]
    let _ = (memory, processor);
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::time::Instant;

    use super::*;

    /// Lets a program that does `what` take a document apart, within `clock` seconds.
    fn outcome(what: &str, clock: u64) -> String {
        static NUMBER: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("seimei-worker-{}-{number}", std::process::id()));
        fs::write(&path, format!("#!/bin/sh\n{what}\n")).expect("a writable folder");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a file of ours");
        let limits = Limits { memory: 1 << 30, processor: 1, clock, output: 1000 };
        let begun = Instant::now();
        let answer = Worker::new(path.clone(), limits).extract(Container::Pdf, vec![b'x'; 1 << 20]);
        assert!(begun.elapsed() < Duration::from_secs(clock + 10));
        fs::remove_file(path).expect("the file was just written");
        answer.map_or_else(|what| what.to_string(), |extracted| format!("{extracted:?}"))
    }

    #[test]
    fn whatever_a_parser_does_there_is_an_outcome() {
        assert_eq!(
            outcome("cat >/dev/null; echo '{\"Ok\":{\"Pages\":{\"pages\":[]}}}'", 60),
            "Pages(Pages { pages: [], unread: 0 })"
        );
        assert_eq!(outcome("cat >/dev/null; echo '{\"Err\":\"Encrypted\"}'", 60), "protected by a password");
        assert_eq!(outcome("exec sleep 600", 1), "its parser was stopped after 1 seconds");
        assert_eq!(outcome("ulimit -S -t 1; while :; do :; done", 60), "its parser was stopped after 1 seconds");
        assert_eq!(outcome("kill -SEGV $$", 60), "its parser crashed");
        assert_eq!(outcome("exit 101", 60), "its parser crashed");
        assert_eq!(outcome("echo nonsense", 60), "its parser crashed");
        let out_of_memory = "echo 'memory allocation of 9 bytes failed' >&2; kill -ABRT $$";
        assert_eq!(outcome(out_of_memory, 60), "its parser wanted more than 1073741824 bytes of memory");
        assert_eq!(outcome("yes", 60), "unpacks to more than 1000 bytes");
        // Here and not beside: a second thread that forks could hold the file that this one is about to run.
        let worker = Worker::new("/nowhere/seimei".into(), Limits::default());
        let told = worker.extract(Container::Docx, Vec::new()).expect_err("no such program");
        assert_eq!(told.to_string(), "the process that parses it cannot be started");
    }

    #[test]
    fn a_program_called_for_something_else_goes_on() {
        assert_eq!(serve(["seimei", "read", "x.pdf"].map(OsString::from).into_iter()), None);
        assert_eq!(serve(["seimei"].map(OsString::from).into_iter()), None);
        assert_eq!(serve(["seimei", COMMAND, "odt", "1", "1"].map(OsString::from).into_iter()), Some(2));
    }
}
