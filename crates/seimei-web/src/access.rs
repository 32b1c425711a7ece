//! Who is let in: everybody on this machine, whoever knows the password, or whom a proxy names.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};

use argon2::password_hash::PasswordVerifier as _;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher as _};
use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use sha2::{Digest as _, Sha256};

use crate::office::{Access, Office, Setting};
use crate::visitor::{Visitor, random};

/// The longest name that somebody may have, in characters.
const LONGEST_NAME: usize = 80;

/// So many sessions are kept; the oldest goes first.
const SESSIONS: usize = 10_000;

/// Tries at the password in a minute, from one address.
const TRIES: NonZeroU32 = NonZeroU32::new(10).expect("not zero");

/// Names by session, each with its place in the order in which they came, and how many came.
type Inside = (u64, BTreeMap<Arc<str>, (u64, Arc<str>)>);

/// Who is in, and how often addresses ask.
pub(crate) struct Door {
    /// Who is in.
    inside: Mutex<Inside>,
    /// What a password hashed to that was right once, so that a program that sends it with each request is not slow.
    right: Mutex<Option<[u8; 32]>>,
    requests: Option<DefaultKeyedRateLimiter<IpAddr>>,
    tries: DefaultKeyedRateLimiter<IpAddr>,
}

impl Door {
    pub(crate) fn new(rate: Option<u32>) -> Self {
        let requests = rate.and_then(NonZeroU32::new).map(|rate| RateLimiter::keyed(Quota::per_second(rate)));
        let tries = RateLimiter::keyed(Quota::per_minute(TRIES));
        Self { inside: Mutex::default(), right: Mutex::new(None), requests, tries }
    }
}

impl Setting {
    /// Returns whether people come in with a password.
    pub(crate) fn has_password(&self) -> bool {
        matches!(self.access, Access::Password { .. })
    }

    /// Returns whether the server is called so.
    pub(crate) fn is_host(&self, host: &str) -> bool {
        let is_here = ["localhost", "127.0.0.1", "[::1]"].contains(&host);
        let listens_for_all = !matches!(self.access, Access::Everybody { .. }) && self.hosts.is_empty();
        is_here || listens_for_all || self.hosts.iter().any(|known| known.eq_ignore_ascii_case(host))
    }
}

/// Returns the hash of a password, to be kept in place of it.
pub fn hashed(password: &str) -> Option<String> {
    Argon2::default().hash_password(password.as_bytes()).ok().map(|hash: PasswordHash| hash.to_string())
}

impl Office {
    /// Returns whether an address has not asked too often.
    pub(crate) fn has_patience(&self, address: IpAddr) -> bool {
        self.door.requests.as_ref().is_none_or(|limiter| limiter.check_key(&address).is_ok())
    }

    /// Returns the name of whoever asks, if he is let in.
    pub(crate) fn name_of(&self, visitor: &Visitor, headers: &HeaderMap) -> Option<Arc<str>> {
        match &self.setting.access {
            Access::Everybody { user } => Some(user.as_str().into()),
            Access::Proxy { header } => {
                let mut named = headers.get_all(header.as_str()).iter();
                let name = named.next().and_then(|name| name.to_str().ok()).and_then(name_from)?;
                named.next().is_none().then_some(name)
            }
            Access::Password { .. } => {
                let inside = self.door.inside.lock().unwrap_or_else(PoisonError::into_inner);
                let known = inside.1.get(&visitor.session).map(|(_, name)| Arc::clone(name));
                drop(inside);
                known.or_else(|| self.by_basic(headers))
            }
        }
    }

    /// Lets somebody in who knows the password; returns his new session. `None` where the password is wrong, there is no
    /// name, or the address has tried too often.
    pub(crate) fn let_in(&self, name: &str, password: &str, address: IpAddr) -> Option<Arc<str>> {
        if self.door.tries.check_key(&address).is_err() || !self.is_password(password) {
            return None;
        }
        let name = name_from(name)?;
        let session: Arc<str> = random().into();
        let mut inside = self.door.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, known) = &mut *inside;
        *count += 1;
        known.insert(Arc::clone(&session), (*count, name));
        if known.len() > SESSIONS {
            let oldest = known.iter().min_by_key(|(_, (came, _))| *came).map(|(session, _)| Arc::clone(session));
            oldest.and_then(|oldest| known.remove(&oldest));
        }
        Some(session)
    }

    /// Forgets a session.
    pub(crate) fn let_out(&self, session: &str) {
        self.door.inside.lock().unwrap_or_else(PoisonError::into_inner).1.remove(session);
    }

    /// Returns the name that a program sends with the password.
    fn by_basic(&self, headers: &HeaderMap) -> Option<Arc<str>> {
        let sent = headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Basic ")?;
        let sent = String::from_utf8(STANDARD.decode(sent.trim()).ok()?).ok()?;
        let (name, password) = sent.split_once(':')?;
        let digest: [u8; 32] = Sha256::digest(password.as_bytes()).into();
        let is_right = *self.door.right.lock().unwrap_or_else(PoisonError::into_inner) == Some(digest);
        if !is_right {
            let limited = self.door.tries.check_key(&IpAddr::from([0, 0, 0, 0])).is_err();
            if limited || !self.is_password(password) {
                return None;
            }
            *self.door.right.lock().unwrap_or_else(PoisonError::into_inner) = Some(digest);
        }
        name_from(name)
    }

    fn is_password(&self, password: &str) -> bool {
        let Access::Password { hash } = &self.setting.access else { return false };
        let hash = PasswordHash::new(hash);
        hash.is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    }
}

/// Returns a name as it may stand in the log: one line, not too long, not empty.
fn name_from(text: &str) -> Option<Arc<str>> {
    let name: String = text.trim().chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    if name.is_empty() { None } else { Some(name.into()) }
}
