//! What forms say of a mechanism: corrected, joined with another, none at all.

use axum::extract::Path;
use axum_extra::extract::Form;
use seimei_app::archive::register::Request;
use seimei_app::archive::register::directory::Mechanism;
use seimei_app::printed::mechanisms::rhythm;
use seimei_model::decision::{Decision, MechanismCorrection};
use serde::Deserialize;

use crate::ask::Ask;
use crate::links;
use crate::pages::form::told;
use crate::pages::register::decide::decide as decided;
use crate::pages::register::{asked, refused};
use crate::pages::see;
use crate::wrong::{Answer, Wrong};

/// What the forms send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Said {
    csrf: String,
    seen: String,
    reason: String,
    aliases: String,
    kind: String,
    parties: String,
    rhythm: String,
    held: String,
    other: String,
}

/// Takes a decision on a mechanism: the last part of the address says which.
pub(super) async fn decide(ask: Ask, Path(name): Path<String>, Form(said): Form<Said>) -> Answer {
    let verbs = ["correct", "join", "reject"];
    let Some((name, verb)) = name.rsplit_once('/').filter(|(_, verb)| verbs.contains(verb)) else {
        return Err(Wrong::new(axum::http::StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", ""));
    };
    ask.check(&said.csrf)?;
    let (name, verb) = (name.to_owned(), verb.to_owned());
    ask.answer(move |ask| {
        let one = refused::mechanism(ask, &name)?;
        let mechanism = one.id.clone();
        let address = format!("/mechanisms/{}", links::part(&one.id));
        let decision = match verb.as_str() {
            "correct" => Decision::MechanismCorrected { mechanism, correction: correction(ask, one, &said)? },
            "join" => {
                let other = refused::mechanism(ask, said.other.trim())?.id.clone();
                Decision::MechanismsJoined { mechanism, other }
            }
            _ => Decision::MechanismRejected { mechanism },
        };
        let wrong = |text: &str| Wrong::bad(ask.t().fill("register-page.no-number", &[("text", text)]));
        let seen = told(&said.seen).map(|text| text.parse().map_err(|_| wrong(&text))).transpose()?;
        let is_rejected = matches!(decision, Decision::MechanismRejected { .. });
        decided(ask, vec![Request { decision, reason: said.reason.trim().to_owned(), seen, file: None }])?;
        see(if is_rejected { "/mechanisms" } else { &address })
    })
    .await
}

/// Returns what the form says otherwise than the directory does.
fn correction(ask: &Ask, one: &Mechanism, said: &Said) -> Result<MechanismCorrection, Wrong> {
    let t = ask.t();
    let is_new = |alias: &String| one.names.iter().all(|name| name.text != *alias);
    let rhythm = told(&said.rhythm)
        .map(|text| rhythm(&text).map_err(|_| Wrong::refused(t.fill("mechanisms-page.no-rhythm", &[("text", &text)]))));
    let mut parties = asked::actors(ask, std::slice::from_ref(&said.parties))?;
    parties.sort();
    Ok(MechanismCorrection {
        aliases: said.aliases.lines().filter_map(told).filter(is_new).collect(),
        kind: told(&said.kind).filter(|kind| *kind != one.kind.as_str()).map(Into::into),
        parties: (parties != one.parties).then_some(parties),
        rhythm: rhythm.transpose()?.filter(|rhythm| Some(*rhythm) != one.rhythm),
        held: asked::date(ask, &said.held)?,
    })
}
