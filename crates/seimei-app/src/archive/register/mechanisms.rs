//! The directory of mechanisms as a person asks for it: by name, by what it is, by how long nothing was heard of it.

use seimei_model::code::ActorCode;
use seimei_model::decision::Decision;
use seimei_register::mechanism::Mechanism;
use seimei_register::overlay::holding;
use smol_str::SmolStr;

use crate::archive::register::Registry;

/// So many near names are told.
const NEAR: usize = 5;
/// From here on two names are near, from 0 to 1.
const LIKENESS: f64 = 0.85;

/// Why a name leads to no mechanism.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NoMechanism {
    /// There is none of that name.
    #[error("no mechanism {wanted:?}")]
    Unknown {
        /// What was asked for.
        wanted: String,
        /// Names in the register of near ones, the nearest first; at most five.
        near: Vec<SmolStr>,
    },
    /// Several are called so.
    #[error("several mechanisms are called {wanted:?}")]
    Several {
        /// What was asked for.
        wanted: String,
        /// Their names in the register.
        ids: Vec<SmolStr>,
    },
}

/// Which mechanisms are wanted. Empty lists and `None` want all.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct WantedMechanisms {
    /// All of these take part.
    pub parties: Vec<ActorCode>,
    /// Of one of these kinds.
    pub kinds: Vec<String>,
    /// One of whose names contains this, in any case of letters.
    pub text: Option<String>,
    /// Only those that meet and that nobody heard of for so many months.
    pub silent: Option<u32>,
    /// Only those whose next meeting was expected before the day.
    pub overdue: bool,
    /// The day, `YYYY-MM-DD`.
    pub today: String,
}

impl Registry<'_> {
    /// Returns the mechanism that a person names, in any case of letters: by its name in the register, or by one that
    /// documents use for it alone. The name of one that was joined to another leads to that.
    pub fn find_mechanism(&self, name: &str) -> Result<&Mechanism, NoMechanism> {
        let mut wanted = name.trim().to_lowercase();
        for record in holding(&self.decisions) {
            if let Decision::MechanismsJoined { mechanism, other } = &record.decision
                && other.to_lowercase() == wanted
            {
                wanted = mechanism.to_lowercase();
            }
        }
        if let Some(found) = self.mechanisms().iter().find(|one| one.id.to_lowercase() == wanted) {
            return Ok(found);
        }
        let is_called = |one: &&Mechanism| one.names.iter().any(|name| name.text.to_lowercase() == wanted);
        let found: Vec<&Mechanism> = self.mechanisms().iter().filter(is_called).collect();
        let asked = name.trim().to_owned();
        match found.as_slice() {
            [one] => Ok(one),
            [] => Err(NoMechanism::Unknown { wanted: asked, near: self.near_mechanisms(&wanted) }),
            several => {
                Err(NoMechanism::Several { wanted: asked, ids: several.iter().map(|one| one.id.clone()).collect() })
            }
        }
    }

    /// Returns the mechanisms that are wanted: those longest silent first where silence is asked for, else by name.
    pub fn wanted_mechanisms(&self, wanted: &WantedMechanisms) -> Vec<&Mechanism> {
        let today = wanted.today.as_str();
        let text = wanted.text.as_ref().map(|text| text.to_lowercase());
        let is_called = |one: &Mechanism, text: &str| {
            one.id.to_lowercase().contains(text) || one.names.iter().any(|name| name.text.to_lowercase().contains(text))
        };
        let is_wanted = |one: &&Mechanism| {
            wanted.parties.iter().all(|party| one.parties.contains(party))
                && (wanted.kinds.is_empty() || wanted.kinds.iter().any(|kind| one.kind == *kind))
                && text.as_ref().is_none_or(|text| is_called(one, text))
                && wanted.silent.is_none_or(|months| one.meets() && one.is_silent(today, months))
                && (!wanted.overdue || one.is_overdue(today))
        };
        let mut found: Vec<&Mechanism> = self.mechanisms().iter().filter(is_wanted).collect();
        if wanted.silent.is_some() {
            found.sort_by_key(|one| std::cmp::Reverse(one.silent_for(today)));
        }
        found
    }

    fn near_mechanisms(&self, wanted: &str) -> Vec<SmolStr> {
        let likeness = |name: &str| {
            let name = name.to_lowercase();
            let contains = !wanted.is_empty() && (name.contains(wanted) || wanted.contains(&name));
            if contains { 1.0 } else { strsim::jaro_winkler(&name, wanted) }
        };
        let best = |one: &Mechanism| {
            let names = one.names.iter().map(|name| name.text.as_str()).chain([one.id.as_str()]);
            names.map(likeness).fold(0.0, f64::max)
        };
        let all = self.mechanisms().iter().map(|one| (best(one), one));
        let mut near: Vec<(f64, &Mechanism)> = all.filter(|(likeness, _)| *likeness >= LIKENESS).collect();
        near.sort_by(|(a, one), (b, other)| {
            b.total_cmp(a)
                .then_with(|| other.sightings.len().cmp(&one.sightings.len()))
                .then_with(|| one.id.cmp(&other.id))
        });
        near.into_iter().take(NEAR).map(|(_, one)| one.id.clone()).collect()
    }
}
