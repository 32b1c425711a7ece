//! Language and look, as a reader chooses them; coming in with the password and going out.

use std::net::{IpAddr, SocketAddr};

use askama::Template;
use axum::Form;
use axum::extract::{ConnectInfo, Extension};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect};
use serde::Deserialize;

use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::guard::session_cookie;
use crate::links;
use crate::pages::form::Press;
use crate::visitor::{LANGUAGE, THEME, THEMES};
use crate::wrong::{Answer, Wrong};

/// A year, in seconds.
const YEAR: u32 = 31_536_000;

/// What a reader chose.
#[derive(Debug, Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    csrf: String,
    language: Option<String>,
    theme: Option<String>,
    #[serde(default)]
    back: String,
}

/// Keeps what a reader chose, and sends him back to where he was.
pub(crate) async fn save(ask: Ask, Form(chosen): Form<Chosen>) -> Answer {
    ask.check(&chosen.csrf)?;
    let is_wrong = chosen.language.as_deref().is_some_and(|language| !["ja", "en"].contains(&language))
        || chosen.theme.as_deref().is_some_and(|theme| !THEMES.contains(&theme));
    if is_wrong {
        return Err(Wrong::refused(ask.t().text("settings.wrong")));
    }
    let Chosen { language, theme, .. } = &chosen;
    let mut response = Redirect::to(links::back(&chosen.back)).into_response();
    for (name, value) in [(LANGUAGE, language), (THEME, theme)] {
        let Some(value) = value else { continue };
        let cookie = format!("{name}={value}; Path=/; Max-Age={YEAR}; HttpOnly; SameSite=Lax");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    Ok(response)
}

#[derive(Template)]
#[template(path = "login.html")]
struct Login<'m> {
    frame: Frame<'m>,
    wrong: Option<&'m str>,
    name: String,
}

/// Asks for the password.
pub(crate) async fn login(ask: Ask) -> Answer {
    if ask.visitor.name.is_some() {
        return Ok(Redirect::to("/").into_response());
    }
    let title = ask.t().text("login.title");
    show(&Login { frame: ask.frame(Place::Elsewhere, title), wrong: None, name: String::new() })
}

/// Who wants to come in.
#[derive(Deserialize)]
pub(crate) struct Entering {
    #[serde(default)]
    csrf: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
}

/// Lets somebody in.
pub(crate) async fn let_in(
    ask: Ask,
    address: Option<Extension<ConnectInfo<SocketAddr>>>,
    Form(entering): Form<Entering>,
) -> Answer {
    ask.check(&entering.csrf)?;
    let address = address.map_or(IpAddr::from([127, 0, 0, 1]), |Extension(info)| info.0.ip());
    ask.answer(move |ask| {
        let Some(session) = ask.office.let_in(&entering.name, &entering.password, address) else {
            let t = ask.t();
            let frame = ask.frame(Place::Elsewhere, t.text("login.title"));
            let mut page = show(&Login { frame, wrong: Some(t.text("login.wrong")), name: entering.name })?;
            *page.status_mut() = StatusCode::FORBIDDEN;
            page.extensions_mut().insert(Shown);
            return Ok(page);
        };
        let mut response = Redirect::to("/").into_response();
        let cookie = HeaderValue::from_str(&session_cookie(&session));
        let cookie = cookie.map_err(|_| Wrong::bad(""))?;
        response.headers_mut().append(header::SET_COOKIE, cookie);
        Ok(response)
    })
    .await
}

/// Marks an answer that is a page already, though it refuses.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown;

/// Lets somebody out.
pub(crate) async fn let_out(ask: Ask, Form(press): Form<Press>) -> Answer {
    ask.check(&press.csrf)?;
    ask.office.let_out(&ask.visitor.session);
    Ok(Redirect::to("/login").into_response())
}
