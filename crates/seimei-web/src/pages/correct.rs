//! Correcting what was read in a provision: the forms, and what they send. It is kept as a person's decision and stands
//! over every later reading.

use axum::extract::Path;
use axum_extra::extract::Form;
use seimei_app::archive::correct::{CorrectionRequest, Corrections};
use seimei_app::archive::register::Refused;
use seimei_app::lexicon::actor_code;
use seimei_app::names::TOPICS;
use seimei_model::act::{Act, ActKind, Strength};
use seimei_model::code::{ActorCode, TopicId};
use seimei_model::correction::{ActCorrection, AddedAct, Due, ReadingCorrection, SaidOfAct};
use seimei_model::date::Edtf;
use seimei_model::identity::ProvisionId;
use seimei_model::provision::Provision;
use seimei_model::record::DocumentRecord;
use serde::Deserialize;

use crate::ask::Ask;
use crate::links;
use crate::pages::documents::parties;
use crate::pages::form::told;
use crate::pages::see;
use crate::wrong::{Answer, Wrong};

/// The value of the field `act` that says that an act is none.
const NONE: &str = "none";

/// An act with the fields that can be corrected.
pub(crate) struct ActForm {
    /// Its number, from 1; 0 for one that was not read.
    pub(crate) number: usize,
    /// What it is, in words.
    pub(crate) summary: String,
    pub(crate) trigger: String,
    pub(crate) kinds: Vec<Choice>,
    pub(crate) strengths: Vec<Choice>,
    pub(crate) by: String,
    pub(crate) to: String,
    pub(crate) is_commitment: bool,
    pub(crate) due: String,
}

/// A value to choose.
pub(crate) struct Choice {
    pub(crate) value: &'static str,
    pub(crate) label: String,
    pub(crate) is_chosen: bool,
}

/// A correction that holds.
pub(crate) struct Made {
    pub(crate) number: u64,
    pub(crate) by: String,
    pub(crate) at: String,
    pub(crate) reason: String,
}

/// What a provision's page shows to correct it with.
pub(crate) struct Corrigible {
    pub(crate) seen: u64,
    pub(crate) wording: String,
    pub(crate) acts: Vec<ActForm>,
    pub(crate) topics: Vec<Choice>,
    pub(crate) made: Vec<Made>,
}

/// Returns what a provision's page shows to correct it with.
pub(crate) fn corrigible(
    ask: &Ask,
    document: &DocumentRecord,
    name: &ProvisionId,
    provision: &Provision,
) -> Corrigible {
    let t = ask.t();
    let decisions = ask.present.registry.decisions();
    let corrections = Corrections::new(decisions);
    let language = name.language.unwrap_or(seimei_model::code::Lang::Und);
    let made = corrections.of(document, language, name.number).into_iter().map(|one| Made {
        number: one.number,
        by: one.by.clone(),
        at: seimei_locale::refusal::moment(&one.at),
        reason: one.reason.clone(),
    });
    let subject = name.to_string();
    let on = decisions.iter().filter(|one| one.subjects.iter().any(|known| *known == subject));
    let mut acts: Vec<ActForm> =
        provision.acts.iter().enumerate().map(|(at, act)| form(ask, at + 1, Some(act))).collect();
    acts.push(form(ask, 0, None));
    let topics = TOPICS.iter().map(|topic| Choice {
        value: topic,
        label: t.label("topic", topic).to_owned(),
        is_chosen: provision.topics.iter().any(|known| known.as_str() == *topic),
    });
    Corrigible {
        seen: on.map(|one| one.number).max().unwrap_or(0),
        wording: provision.text.clone(),
        acts,
        topics: topics.collect(),
        made: made.collect(),
    }
}

fn form(ask: &Ask, number: usize, act: Option<&Act>) -> ActForm {
    let t = ask.t();
    let mut kinds: Vec<Choice> = ActKind::ALL
        .iter()
        .map(|kind| Choice {
            value: kind.word(),
            label: t.label("act", kind.word()).to_owned(),
            is_chosen: act.is_some_and(|act| act.act == *kind),
        })
        .collect();
    if act.is_some() {
        kinds.push(Choice { value: NONE, label: t.text("correct.none").to_owned(), is_chosen: false });
    }
    let strengths = [Strength::Plain, Strength::Strong, Strength::Strongest].map(|strength| Choice {
        value: strength.word(),
        label: t.label("search-strength", strength.word()).split_whitespace().next().unwrap_or_default().to_owned(),
        is_chosen: act.map_or(strength == Strength::Plain, |act| act.strength == strength),
    });
    ActForm {
        number,
        summary: act.map_or_else(|| t.text("correct.add").to_owned(), |act| ask.words().act(act)),
        trigger: act.map(|act| act.trigger.clone()).unwrap_or_default(),
        kinds,
        strengths: strengths.into(),
        by: parties(act.map(|act| act.actors.as_slice()).unwrap_or_default()),
        to: parties(act.map(|act| act.targets.as_slice()).unwrap_or_default()),
        is_commitment: act.is_some_and(|act| act.commitment),
        due: act.and_then(|act| act.due.as_ref()).map(|due| due.as_str().to_owned()).unwrap_or_default(),
    }
}

/// What the forms send: one act, or the topics.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Sent {
    csrf: String,
    seen: u64,
    wording: String,
    reason: String,
    /// Which act, from 1; 0 for a new one; missing where the topics are meant.
    number: Option<usize>,
    act: String,
    by: String,
    to: String,
    strength: String,
    commitment: String,
    due: String,
    trigger: String,
    topics: Vec<String>,
}

/// Keeps a correction.
pub(crate) async fn save(
    ask: Ask,
    Path((document, language, number)): Path<(String, String, u32)>,
    Form(sent): Form<Sent>,
) -> Answer {
    ask.check(&sent.csrf)?;
    ask.answer(move |ask| {
        let t = ask.t();
        let expression = ask.find(&format!("{document}/{language}"))?.1.expression.id;
        let language = Some(expression.language);
        let provision = ProvisionId { document: expression.document, language, number };
        let reason = told(&sent.reason).ok_or_else(|| Wrong::refused(t.text("correct.no-reason")))?;
        let known = ask.present.provision(&provision).map(|(_, known)| known);
        let correction = correction(ask, &sent, known.ok_or_else(|| Wrong::missing(""))?)?;
        let request = CorrectionRequest { provision: provision.clone(), correction, reason, seen: Some(sent.seen) };
        let made = ask.office.archive.correct_reading(request, ask.by());
        made.map_err(|error| match error {
            Refused::NothingCorrected => Wrong::refused(t.text("correct.nothing")),
            Refused::NotBinding => Wrong::refused(t.text("correct.not-binding")),
            other => Wrong::of_decision(&other, &ask.present.registry, t),
        })?;
        ask.follow()?;
        see(&format!("{}#reading", links::provision(&provision)))
    })
    .await
}

/// Returns what a form says otherwise than what is known.
fn correction(ask: &Ask, sent: &Sent, known: &Provision) -> Result<ReadingCorrection, Wrong> {
    let t = ask.t();
    let mut correction = ReadingCorrection { wording: sent.wording.clone(), ..ReadingCorrection::default() };
    let Some(number) = sent.number else {
        let unknown = sent.topics.iter().find(|topic| !TOPICS.contains(&topic.as_str()));
        if let Some(unknown) = unknown {
            return Err(Wrong::refused(t.fill("correct.no-topic", &[("text", unknown)])));
        }
        let topics: Vec<TopicId> = sent.topics.iter().map(TopicId::new).collect();
        let is_same = topics.len() == known.topics.len() && topics.iter().all(|topic| known.topics.contains(topic));
        correction.topics = (!is_same).then_some(topics);
        return Ok(correction);
    };
    let before = number.checked_sub(1).and_then(|at| known.acts.get(at));
    if sent.act == NONE {
        correction.acts = vec![ActCorrection { number: number as u32, none: true, ..ActCorrection::default() }];
        return Ok(correction);
    }
    let kind = ActKind::from_word(&sent.act);
    let kind = kind.ok_or_else(|| Wrong::refused(t.fill("correct.no-kind", &[("text", &sent.act)])))?;
    let strength = [Strength::Plain, Strength::Strong, Strength::Strongest].into_iter();
    let strength = strength.into_iter().find(|one| one.word() == sent.strength).unwrap_or_default();
    let (by, to) = (codes(ask, &sent.by)?, codes(ask, &sent.to)?);
    let binds = sent.commitment == "yes";
    let due = told(&sent.due).map(Edtf::new);
    if let Some(due) = &due
        && due.period().is_none()
    {
        return Err(Wrong::refused(t.fill("edit.no-date", &[("text", due.as_str())])));
    }
    let said = SaidOfAct {
        act: Some(kind).filter(|kind| before.is_none_or(|act| act.act != *kind)),
        actors: Some(by).filter(|by| before.is_none_or(|act| act.actors != *by)),
        targets: Some(to).filter(|to| before.is_none_or(|act| act.targets != *to)),
        strength: Some(strength).filter(|strength| before.is_none_or(|act| act.strength != *strength)),
        commitment: Some(binds).filter(|binds| before.is_none_or(|act| act.commitment != *binds)),
        due: match (due, before.and_then(|act| act.due.as_ref())) {
            (Some(due), known) if Some(&due) != known => Some(Due::By(due)),
            (None, Some(_)) if binds => Some(Due::Open),
            _ => None,
        },
    };
    if number == 0 {
        let trigger = told(&sent.trigger).ok_or_else(|| Wrong::refused(t.text("correct.no-trigger")))?;
        correction.added = vec![AddedAct { trigger, at: 0, said }];
    } else if said != SaidOfAct::default() {
        correction.acts = vec![ActCorrection { number: number as u32, said, ..ActCorrection::default() }];
    }
    Ok(correction)
}

/// Returns the codes of actors that are named in a field.
pub(crate) fn codes(ask: &Ask, text: &str) -> Result<Vec<ActorCode>, Wrong> {
    let mut codes = Vec::new();
    for name in text.split([',', '、', '，', ';']).filter_map(told) {
        let code = actor_code(ask.office.lexicon, &name);
        let wrong = || Wrong::refused(ask.t().fill("described.no-party", &[("text", &name)]));
        codes.push(code.ok_or_else(wrong)?);
    }
    codes.sort();
    codes.dedup();
    Ok(codes)
}
