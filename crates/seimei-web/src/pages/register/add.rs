//! Adding a commitment that was not read.

use askama::Template;
use axum_extra::extract::Form;
use seimei_app::archive::register::Request;
use seimei_model::decision::Decision;

use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::pages::register::decide::decide;
use crate::pages::register::said::{self, Said};
use crate::pages::see;
use crate::wrong::Answer;

#[derive(Template)]
#[template(path = "commitment_add.html")]
struct Adding<'m> {
    frame: Frame<'m>,
    said: Said,
    acts: Vec<(&'static str, String)>,
    topics: Vec<(&'static str, String, bool)>,
    wrong: Option<String>,
}

fn adding(ask: &Ask, said: Said, wrong: Option<String>) -> Adding<'_> {
    let frame = ask.frame(Place::Commitments, ask.t().text("register-page.add"));
    let topics = said::topics(ask, &said.topic);
    Adding { frame, said, acts: said::acts(ask), topics, wrong }
}

/// Shows the form for a commitment that was not read.
pub(crate) async fn form(ask: Ask) -> Answer {
    ask.answer(|ask| show(&adding(ask, Said::default(), None))).await
}

/// Adds a commitment that was not read.
pub(crate) async fn save(ask: Ask, Form(said): Form<Said>) -> Answer {
    ask.check(&said.csrf)?;
    ask.answer(move |ask| {
        let made = (|| {
            let decision =
                Decision::Added { commitment: said::correction(ask, None, &said)?, source: said::source(ask, &said)? };
            decide(ask, vec![Request { decision, reason: said::reason(&said), seen: None, file: None }])
        })();
        match made {
            Ok(numbers) => see(&format!("/register/entries/c-{}", numbers.first().copied().unwrap_or(0))),
            Err(wrong) => {
                let status = wrong.status;
                let mut shown = show(&adding(ask, said.clone(), Some(wrong.detail)))?;
                *shown.status_mut() = status;
                shown.extensions_mut().insert(crate::pages::Shown);
                Ok(shown)
            }
        }
    })
    .await
}
