//! Evidence: which later provisions may show that a commitment is carried out, and why.
//!
//! Offered, never taken: a person decides. A later provision is offered when it welcomes, praises, thanks for or reports
//! something (and does not only promise it again), when it is about the same thing, and when those who owe it do it.

use std::collections::BTreeMap;

use seimei_lexicon::lexicon::Lexicon;
use seimei_lexicon::table::TableName;
use seimei_model::act::{Act, ActKind};
use seimei_model::code::{ActorCode, Lang};
use seimei_model::provision::Provision;
use seimei_model::undertaking::EvidenceId;

use crate::entry::{Evidence, Reason, Undertaking};
use crate::grounds::{Alike, Grounds};

/// So much of a clause's weight must stand in a provision that names none of its mechanisms.
const COVERED: f64 = 0.3;
/// So much where it names one.
const COVERED_WITH_MECHANISM: f64 = 0.12;
/// So many words of the clause must stand there.
const WORDS: usize = 3;

/// What makes evidence of provisions, in the languages of the lexicon.
#[derive(Debug)]
pub struct Judge {
    participation: BTreeMap<Lang, Vec<String>>,
    intentions: BTreeMap<Lang, Vec<String>>,
}

impl Judge {
    /// Takes the words that tell participation from the lexicon.
    pub fn new(lexicon: &Lexicon) -> Self {
        let words = |family: &str| {
            let of = |language| {
                let entries = lexicon.entries(language, TableName::Undertakings);
                let forms = entries.into_iter().filter(|entry| entry.family == family).flat_map(|entry| entry.forms);
                (language, forms.map(|form| form.to_string()).collect())
            };
            [Lang::Ja, Lang::En].into_iter().map(of).collect()
        };
        Self { participation: words("participation"), intentions: words("intention") }
    }

    /// Returns the evidence that a later provision may be for an undertaking; `None` where it is none.
    pub fn offer(&self, grounds: &Grounds, undertaking: &Undertaking, alike: &Alike) -> Option<Evidence> {
        let text = grounds.text(alike.later);
        let provision = grounds.provision(alike.later);
        if text.day.is_none() || text.day <= undertaking.day.as_deref() {
            return None;
        }
        let name = same_mechanism(undertaking, provision);
        let least = if name.is_some() { COVERED_WITH_MECHANISM } else { COVERED };
        let is_enough = alike.words.len() >= WORDS || (name.is_some() && !alike.words.is_empty());
        if alike.covered < least || !is_enough {
            return None;
        }
        let language = grounds.language(alike.later);
        let (act, doers) = provision.acts.iter().find_map(|act| {
            let doers = doers(act, undertaking, text.parties)?;
            self.shows(act, provision, language).then_some((act, doers))
        })?;
        let mut reasons = Vec::new();
        let mut score = alike.covered;
        if let Some(name) = name {
            score += 0.3;
            reasons.push(Reason::SameMechanism { name });
        }
        reasons.push(Reason::SameDoer { by: doers });
        reasons.push(Reason::SameObject { words: alike.words.iter().map(ToString::to_string).collect() });
        let takes_part = |text: &str| self.tells_participation(language, text);
        if act.act == ActKind::Welcome && takes_part(&undertaking.clause) && takes_part(act.clause_in(&provision.text))
        {
            score += 0.2;
            reasons.push(Reason::ParticipationWelcomed);
        }
        let trigger = act.trigger.clone();
        reasons.push(match act.act {
            ActKind::Decide | ActKind::Agree => Reason::NextStep { trigger },
            _ => Reason::Done { trigger },
        });
        Some(Evidence {
            id: EvidenceId::Provision(grounds.name(alike.later)),
            day: text.day.map(str::to_owned),
            text: provision.text.clone(),
            reasons,
            score,
            attachment: None,
            decided: None,
        })
    }

    fn tells_participation(&self, language: Lang, text: &str) -> bool {
        self.participation.get(&language).is_some_and(|words| words.iter().any(|word| text.contains(word.as_str())))
    }

    /// Returns whether an act tells that something is done and not that it will be.
    fn shows(&self, act: &Act, provision: &Provision, language: Lang) -> bool {
        match act.act {
            _ if act.commitment => false,
            ActKind::Welcome => !self.is_intended(act, provision, language),
            ActKind::Commend | ActKind::Thank | ActKind::Report | ActKind::Meet | ActKind::Decide | ActKind::Note => {
                true
            }
            _ => false,
        }
    }

    /// Returns whether what is welcomed is an intention: that shows nothing done.
    fn is_intended(&self, act: &Act, provision: &Provision, language: Lang) -> bool {
        let clause = act.clause_in(&provision.text);
        let beside = match language {
            Lang::Ja => clause.rfind('を').map_or(clause, |at| &clause[..at]),
            _ => return false,
        };
        self.intentions.get(&language).is_some_and(|words| words.iter().any(|word| beside.ends_with(word.as_str())))
    }
}

/// Returns a mechanism that both name, as the provision writes it.
fn same_mechanism(undertaking: &Undertaking, provision: &Provision) -> Option<String> {
    let key = |name: &str| name.to_lowercase();
    let named: Vec<String> = undertaking.mechanisms.iter().map(|name| key(name)).collect();
    provision.mechanisms.iter().find(|mention| named.contains(&key(&mention.text))).map(|mention| mention.text.clone())
}

/// Returns who of those that owe the undertaking does what the act tells; `None` where others do it.
fn doers(act: &Act, undertaking: &Undertaking, parties: &[ActorCode]) -> Option<Vec<ActorCode>> {
    let told: Vec<&ActorCode> = act.actors.iter().chain(&act.targets).chain(parties).collect();
    let by: Vec<ActorCode> = undertaking.by.iter().filter(|actor| told.contains(actor)).cloned().collect();
    // Of two or three who owe it together all have a part in it; of many, half.
    let enough = if undertaking.by.len() <= 3 { undertaking.by.len() } else { undertaking.by.len().div_ceil(2) };
    (!by.is_empty() && by.len() >= enough).then_some(by)
}
