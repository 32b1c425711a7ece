//! Long work: files that are added one after the other, told of while it goes on, and stopped when somebody wants.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use seimei_app::archive::add::{Acknowledged, Became, Order};
use seimei_locale::messages::Messages;
use seimei_locale::{problem, refusal};
use seimei_model::code::Lang;
use seimei_model::identity::ExpressionId;
use serde::Serialize;
use tempfile::TempDir;
use utoipa::ToSchema;

use crate::office::Office;

/// So many ended jobs are remembered.
const REMEMBERED: usize = 100;

/// All jobs.
#[derive(Default)]
pub(crate) struct Jobs {
    last: AtomicU64,
    all: Mutex<BTreeMap<u64, Arc<Job>>>,
}

/// Files that are added.
pub(crate) struct Job {
    /// Its number.
    pub(crate) number: u64,
    lang: Lang,
    is_cancelled: AtomicBool,
    state: Mutex<State>,
}

/// How far a job is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct State {
    /// How many files there are.
    pub(crate) files: usize,
    /// Whether it is at its end, by itself or because somebody stopped it.
    pub(crate) has_ended: bool,
    /// Whether somebody stopped it.
    pub(crate) was_cancelled: bool,
    /// Why it ended before its end.
    pub(crate) failure: Option<String>,
    /// What became of each file so far, in order.
    pub(crate) outcomes: Vec<Outcome>,
}

/// What became of a file.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Outcome {
    /// Its name.
    pub(crate) file: String,
    /// `added`, `revised`, `unchanged`, `in_bin`, `has_language` or `unread`.
    #[serde(rename = "outcome")]
    pub(crate) became: &'static str,
    /// The expression it became or is.
    #[schema(value_type = Option<String>)]
    pub(crate) expression: Option<ExpressionId>,
    /// How many provisions were read.
    pub(crate) provisions: usize,
    /// What was odd, or why it was not read.
    pub(crate) remarks: Vec<String>,
}

impl Job {
    /// Returns how far it is.
    pub(crate) fn state(&self) -> State {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Stops it after the file it is at.
    pub(crate) fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Jobs {
    /// Returns the job of a number.
    pub(crate) fn job(&self, number: u64) -> Option<Arc<Job>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).get(&number).cloned()
    }

    /// Stops all.
    pub(crate) fn cancel_all(&self) {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).values().for_each(|job| job.cancel());
    }

    fn begin(&self, files: usize, lang: Lang) -> Arc<Job> {
        let number = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let state = State { files, has_ended: false, was_cancelled: false, failure: None, outcomes: Vec::new() };
        let job = Arc::new(Job { number, lang, is_cancelled: AtomicBool::new(false), state: Mutex::new(state) });
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(number, Arc::clone(&job));
        let ended: Vec<u64> = all.iter().filter(|(_, job)| job.state().has_ended).map(|(number, _)| *number).collect();
        for number in ended.iter().take(all.len().saturating_sub(REMEMBERED)) {
            all.remove(number);
        }
        job
    }
}

/// Begins to add what an order names, with its uploads lying in `folder`, and returns the job. It is told in `lang`.
pub(crate) fn add(office: &Arc<Office>, order: Order, folder: TempDir, lang: Lang) -> Arc<Job> {
    let job = office.jobs.begin(order.uploads.len(), lang);
    let (office, running) = (Arc::clone(office), Arc::clone(&job));
    std::thread::spawn(move || {
        run(&office, &order, &running);
        drop(folder);
    });
    job
}

fn run(office: &Office, order: &Order, job: &Job) {
    let messages = office.messages(job.lang);
    let added = office.archive.add(order, office.lexicon, &office.setting.worker, |acknowledged, files| {
        let outcome = outcome(&acknowledged, messages);
        job.change(|state| {
            state.files = files;
            state.outcomes.push(outcome);
        });
        if job.is_cancelled.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    // What was added is to be there when the job says that it has ended.
    let followed = office.follow().map(|_| ());
    let failure = added.and(followed).err().map(|error| refusal::of_store(&error, messages));
    job.change(|state| {
        state.failure = failure;
        state.was_cancelled = job.is_cancelled.load(Ordering::Relaxed) && state.outcomes.len() < state.files;
        state.has_ended = true;
    });
}

fn outcome(acknowledged: &Acknowledged, messages: &Messages) -> Outcome {
    let Acknowledged { source, what } = acknowledged;
    let told = |outcome, expression: Option<&ExpressionId>, provisions, remarks| Outcome {
        file: source.clone(),
        became: outcome,
        expression: expression.cloned(),
        provisions,
        remarks,
    };
    match what {
        Became::Unread(why) => told("unread", None, 0, vec![problem::of_source(why, messages)]),
        Became::Unchanged(id) => told("unchanged", Some(id), 0, Vec::new()),
        Became::InBin(id) => {
            let remark = messages.fill("archive.in-bin", &[("id", id.document.as_str())]);
            told("in_bin", Some(id), 0, vec![remark])
        }
        Became::HasLanguage(id) => {
            let remark = messages.fill("add.has-language", &[("file", source), ("id", &id.to_string())]);
            told("has_language", Some(id), 0, vec![remark])
        }
        Became::Kept(kept) => {
            let mut remarks: Vec<String> =
                kept.diagnostics.iter().filter_map(|one| problem::text_of_diagnostic(one, messages)).collect();
            if kept.provisions == 0 {
                remarks.push(messages.text("add.no-provision").to_owned());
            }
            let outcome = if kept.version > 1 { "revised" } else { "added" };
            told(outcome, Some(&kept.expression), kept.provisions, remarks)
        }
    }
}
