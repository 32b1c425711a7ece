//! What stands around every page: head, navigation, search, foot.

use axum::response::{Html, IntoResponse as _};
use seimei_locale::messages::Messages;

use crate::assets;
use crate::office::Office;
use crate::visitor::{THEMES, Visitor};
use crate::wrong::{Answer, Wrong};

/// Where a page stands in the navigation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    Overview,
    Documents,
    Compare,
    Formula,
    Positions,
    Commitments,
    Evidence,
    Programmes,
    Mechanisms,
    Alignment,
    Stocktake,
    Decisions,
    Chronology,
    Verify,
    Elsewhere,
}

/// The main navigation: address, label, and whether it stands for the page.
const MAIN: &[(&str, &str, &[Place])] = &[
    ("/", "nav.overview", &[Place::Overview]),
    ("/documents", "nav.documents", &[Place::Documents]),
    ("/compare", "nav.compare", &[Place::Compare]),
    ("/formula", "nav.formula", &[Place::Formula]),
    ("/positions", "nav.positions", &[Place::Positions]),
    ("/register", "nav.register", REGISTER),
    ("/chronology", "nav.chronology", &[Place::Chronology]),
    ("/verify", "nav.verify", &[Place::Verify]),
];

const REGISTER: &[Place] = &[
    Place::Commitments,
    Place::Evidence,
    Place::Programmes,
    Place::Mechanisms,
    Place::Alignment,
    Place::Stocktake,
    Place::Decisions,
];

/// The navigation of the register.
const SUB: &[(&str, &str, Place)] = &[
    ("/register", "nav.commitments", Place::Commitments),
    ("/register/evidence", "nav.evidence", Place::Evidence),
    ("/programmes", "nav.programmes", Place::Programmes),
    ("/mechanisms", "nav.mechanisms", Place::Mechanisms),
    ("/alignment", "nav.alignment", Place::Alignment),
    ("/stocktake", "nav.stocktake", Place::Stocktake),
    ("/register/decisions", "nav.decisions", Place::Decisions),
];

/// A link of the navigation.
pub(crate) struct NavLink<'m> {
    pub(crate) address: &'static str,
    pub(crate) label: &'m str,
    pub(crate) is_here: bool,
}

/// What stands around a page; templates know it as `frame`.
pub(crate) struct Frame<'m> {
    /// The messages of the reader's language.
    pub(crate) t: &'m Messages,
    /// The tag of the reader's language.
    pub(crate) lang: &'static str,
    /// The look.
    pub(crate) theme: &'static str,
    /// The page's title, without the product's name.
    pub(crate) title: String,
    /// What a form carries.
    pub(crate) csrf: String,
    /// The page's own address, to come back to.
    pub(crate) path: String,
    /// What is written in the field for searches.
    pub(crate) query: String,
    /// Name of the style sheet, and of the script; they change with their content.
    pub(crate) style: &'static str,
    pub(crate) script: &'static str,
    /// By which rules everything was read and counted.
    pub(crate) rules: String,
    /// In whose name decisions are made, where a password or a proxy tells.
    pub(crate) name: Option<String>,
    /// Whether there is somebody to go out again.
    pub(crate) can_leave: bool,
    place: Place,
}

impl<'m> Frame<'m> {
    /// Makes the frame of a page. `path` is its address with the query.
    pub(crate) fn new(office: &'m Office, visitor: &Visitor, place: Place, title: &str, path: &str) -> Self {
        let t = office.messages(visitor.lang);
        let present = office.present();
        let documents = t.count("count.documents", present.documents.len());
        let rules = present.registry.rules();
        let values =
            [("program", rules.program.as_str()), ("lexicon", rules.lexicon.as_str()), ("documents", &documents)];
        Self {
            t,
            lang: visitor.lang.tag(),
            theme: visitor.theme,
            title: title.to_owned(),
            csrf: visitor.token(),
            path: path.to_owned(),
            query: String::new(),
            style: assets::style_address(),
            script: assets::script_address(),
            rules: t.fill("foot.rules", &values),
            name: visitor.name.as_deref().map(str::to_owned),
            can_leave: office.setting.has_password(),
            place,
        }
    }

    /// Returns the main navigation.
    pub(crate) fn main(&self) -> Vec<NavLink<'m>> {
        let link = |(address, label, places): &(&'static str, &'static str, &[Place])| NavLink {
            address,
            label: self.t.text(label),
            is_here: places.contains(&self.place),
        };
        MAIN.iter().map(link).collect()
    }

    /// Returns the navigation of the register; empty elsewhere.
    pub(crate) fn sub(&self) -> Vec<NavLink<'m>> {
        let is_here = REGISTER.contains(&self.place);
        let link = |(address, label, place): &(&'static str, &'static str, Place)| NavLink {
            address,
            label: self.t.text(label),
            is_here: *place == self.place,
        };
        if is_here { SUB.iter().map(link).collect() } else { Vec::new() }
    }

    /// Returns the looks to choose from, each with its label.
    pub(crate) fn themes(&self) -> Vec<(&'static str, String)> {
        THEMES.into_iter().map(|theme| (theme, self.t.label("theme", theme).to_owned())).collect()
    }
}

/// Renders a page.
pub(crate) fn show(template: &impl askama::Template) -> Answer {
    match template.render() {
        Ok(page) => Ok(Html(page).into_response()),
        Err(error) => {
            Err(Wrong::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "page", format!("template: {error}")))
        }
    }
}
