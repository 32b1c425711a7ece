//! Taking stock of an archive's register, and its chronology and programmes.

use seimei_model::code::Lang;
use seimei_model::identity::ProvisionId;
use seimei_model::programme::{Names, Programme};
use seimei_register::chronology::{self, Happening};
use seimei_register::grounds::{Grounds, Place};
use seimei_register::mechanism::Mechanism;
use seimei_register::programme::proposals::{Proposals, proposals};
use seimei_register::stocktake::{Asked, Citation, Heard, SilentLine, Stocktake, take};

use crate::archive::register::Registry;

/// A mechanism without a promised rhythm counts as silent after so many months.
pub const SILENT: u32 = 18;

impl Registry<'_> {
    /// Takes stock of a partnership.
    pub fn stocktake(&self, asked: &Asked) -> Stocktake {
        self.with_grounds(|grounds| {
            let silent = self.silent(grounds, asked);
            let archive = self.tracing.searched().0;
            take(&self.register, grounds, asked, Heard { silent, rules: self.rules(), archive })
        })
    }

    /// Returns all that happened, in order of time.
    pub fn chronology(&self) -> Vec<Happening> {
        self.with_grounds(|grounds| chronology::chronology(grounds, self.lexicon()))
    }

    /// Returns what a programme's areas are proposed.
    pub fn proposals(&self, programme: &Programme) -> Proposals {
        let named = |name: &str| self.mechanism(name).map(|mechanism| mechanism.id.to_string());
        self.with_grounds(|grounds| proposals(programme, &self.register.entries, grounds, &named))
    }

    /// Returns the mechanism of a name, in any case of letters: its name in the register, or one that documents use.
    pub fn mechanism(&self, name: &str) -> Option<&Mechanism> {
        let wanted = name.trim().to_lowercase();
        let by_id = self.mechanisms().iter().find(|mechanism| mechanism.id.to_lowercase() == wanted);
        by_id.or_else(|| {
            let is_called =
                |mechanism: &&Mechanism| mechanism.names.iter().any(|one| one.text.to_lowercase() == wanted);
            self.mechanisms().iter().find(is_called)
        })
    }

    /// Returns the mechanisms that meet and that nobody heard of for so many months on a day.
    pub fn silent_mechanisms(&self, today: &str, months: u32) -> Vec<&Mechanism> {
        self.mechanisms().iter().filter(|one| one.meets() && one.is_silent(today, months)).collect()
    }

    fn silent(&self, grounds: &Grounds, asked: &Asked) -> Vec<SilentLine> {
        let today = asked.until.as_str();
        let is_of = |mechanism: &&&Mechanism| {
            let is_asked = |place: Place| asked.is_of(grounds.text(place).parties);
            mechanism.sightings.iter().any(|sighting| is_asked(sighting.place))
        };
        let silent = self.silent_mechanisms(today, SILENT);
        let line = |mechanism: &&Mechanism| -> Option<SilentLine> {
            let called = |language: Lang| {
                let named = mechanism.names.iter().find(|one| one.language == language);
                named.map(|one| one.text.clone())
            };
            let last = mechanism.sightings.iter().rfind(|one| one.day.as_deref().is_some_and(|day| day <= today))?;
            let cite = |place: Place, provision: &ProvisionId| {
                let text = grounds.text(place);
                Citation {
                    provision: provision.clone(),
                    day: text.day.map(str::to_owned),
                    title: text.title.map(str::to_owned),
                    translation: text.translation,
                    words: grounds.provision(place).text.clone(),
                }
            };
            let mut cites = vec![cite(last.place, &last.provision)];
            let promised = mechanism.promises.last().and_then(|promise| {
                let sighting = mechanism.sightings.iter().find(|one| one.provision == promise.provision)?;
                Some(cite(sighting.place, &promise.provision))
            });
            cites.extend(promised.filter(|promise| promise.provision != last.provision));
            Some(SilentLine {
                name: Names { ja: called(Lang::Ja), en: called(Lang::En) },
                parties: mechanism.parties.clone(),
                held: mechanism.last_held().map(str::to_owned),
                seen: last.day.clone()?,
                months: i32::try_from(mechanism.silent_for(today)?).unwrap_or(i32::MAX),
                expected: mechanism.next_expected(),
                cites,
            })
        };
        silent.iter().filter(is_of).filter_map(line).collect()
    }
}
