//! The archive as the server holds it: open, its register in memory, level with the log of changes.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use seimei_app::archive::index::{IndexPlace, SearchError, Searching};
use seimei_app::archive::{self, Archive};
use seimei_app::lexicon::Lexicon;
use seimei_app::names::Names;
use seimei_app::worker::Worker;
use seimei_locale::labels::Words;
use seimei_locale::messages::Messages;
use seimei_model::code::Lang;
use seimei_search::search::{Answer, Request};
use seimei_store::error::StoreError;

use crate::access::Door;
use crate::jobs::Jobs;
use crate::present::Present;

/// The most bytes of a request that brings no files.
pub(crate) const BODY: usize = 2 << 20;

/// Who may come in, and as whom.
#[derive(Clone, Debug)]
pub enum Access {
    /// Whoever can reach it: for an address of this machine only. Decisions are made in this name.
    Everybody {
        /// The name.
        user: String,
    },
    /// Whoever knows the password; everybody tells a name.
    Password {
        /// The password's Argon2 hash, in the PHC form.
        hash: String,
    },
    /// Whom a proxy in front of it has let in and names in a header.
    Proxy {
        /// The header's name.
        header: String,
    },
}

/// How the server is set up.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Who may come in.
    pub access: Access,
    /// How documents are taken apart.
    pub worker: Worker,
    /// Where the search index lies.
    pub index: IndexPlace,
    /// The most requests a second from one address; `None` for no limit.
    pub rate: Option<u32>,
    /// The most bytes of a request that brings files.
    pub upload: usize,
    /// The names it is called by, besides those of this machine: what a request's `Host` may say. Empty for any, where it
    /// listens for others.
    pub hosts: Vec<String>,
    /// The day for which pages are made, `YYYY-MM-DD`; `None` for the present one.
    pub today: Option<String>,
}

/// An open archive with what is kept in memory of it. It lives as long as the process.
pub struct Office {
    /// The archive.
    pub(crate) archive: &'static Archive,
    /// The lexicon it is read with.
    pub(crate) lexicon: &'static Lexicon,
    /// How the server is set up.
    pub(crate) setting: Setting,
    /// Long work.
    pub(crate) jobs: Jobs,
    /// Who is in.
    pub(crate) door: Door,
    /// What codes are called.
    pub(crate) labels: Words,
    present: RwLock<Arc<Present>>,
    /// Held while what is in memory is brought level.
    following: Mutex<()>,
    /// Open search indexes, each with the change it is level with.
    searching: Mutex<Vec<(u64, Searching<'static>)>>,
}

impl Office {
    /// Takes over an archive and reads it into memory. Archive and lexicon are kept until the process ends. `progress` is
    /// called with (done, all) while readings are fetched. About 4 ms a document.
    pub fn open(
        archive: Archive,
        lexicon: Lexicon,
        setting: Setting,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Self, StoreError> {
        let archive: &'static Archive = Box::leak(Box::new(archive));
        let lexicon: &'static Lexicon = Box::leak(Box::new(lexicon));
        let registry = archive.registry(lexicon, progress)?;
        let present = Present::new(registry, archive, None)?;
        Ok(Self {
            archive,
            lexicon,
            door: Door::new(setting.rate),
            setting,
            jobs: Jobs::default(),
            labels: Words::new(lexicon),
            present: RwLock::new(Arc::new(present)),
            following: Mutex::new(()),
            searching: Mutex::new(Vec::new()),
        })
    }

    /// Returns the most bytes that a request to an address may bring.
    pub(crate) fn most(&self, path: &str) -> u64 {
        const BRINGING: [&str; 3] = ["/documents/add", "/api/v1/documents", "/api/v1/register/evidence"];
        let brings_files = BRINGING.contains(&path) || path.ends_with("/attach");
        (if brings_files { self.setting.upload } else { BODY }) as u64
    }

    /// Returns the day for which pages are made, `YYYY-MM-DD`.
    pub(crate) fn today(&self) -> String {
        self.setting.today.clone().unwrap_or_else(archive::today)
    }

    /// Returns what is in memory.
    pub(crate) fn present(&self) -> Arc<Present> {
        Arc::clone(&self.present.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Brings what is in memory level with the archive, and returns it.
    pub(crate) fn follow(&self) -> Result<Arc<Present>, StoreError> {
        let _turn = self.following.lock().unwrap_or_else(PoisonError::into_inner);
        let present = self.present();
        let Some(registry) = self.archive.follow(&present.registry)? else { return Ok(present) };
        let present = Arc::new(Present::new(registry, self.archive, Some(&present))?);
        *self.present.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&present);
        Ok(present)
    }

    /// Returns the messages of a language; English for every language but Japanese.
    pub(crate) fn messages(&self, lang: Lang) -> &Messages {
        self.labels.messages(lang)
    }

    /// Returns the names of actors in a language; the English ones for every language but Japanese.
    pub(crate) fn names(&self, lang: Lang) -> &Names {
        self.labels.names(lang)
    }

    /// Asks the search index, level with the archive.
    pub(crate) fn search(&self, request: &Request) -> Result<Answer, SearchError> {
        self.with_index(|searching| searching.search(request))
    }

    /// Calls `ask` with an open index that is level with what is in memory. Opens one where none is free.
    pub(crate) fn with_index<T>(
        &self,
        ask: impl FnOnce(&mut Searching<'static>) -> Result<T, SearchError>,
    ) -> Result<T, SearchError> {
        let (level, mut searching) = self.take_index()?;
        let answer = ask(&mut searching);
        self.give_index(level, searching);
        answer
    }

    /// Returns an open index that is level with what is in memory, and the change it is level with: a free one, or another.
    pub(crate) fn take_index(&self) -> Result<(u64, Searching<'static>), SearchError> {
        let change = self.present().change;
        let mut pool = self.searching.lock().unwrap_or_else(PoisonError::into_inner);
        pool.retain(|(level, _)| *level >= change);
        let free = pool.pop();
        drop(pool);
        match free {
            Some(free) => Ok(free),
            None => Ok((change, self.archive.searching(&self.setting.index, &mut |_, _| {})?)),
        }
    }

    /// Keeps an index for whoever asks next.
    pub(crate) fn give_index(&self, level: u64, searching: Searching<'static>) {
        self.searching.lock().unwrap_or_else(PoisonError::into_inner).push((level, searching));
    }
}
