//! The stocktake: how the commitments of a partnership stand on a day, as a page to read or print, and as files.

use askama::Template;
use axum::http::header;
use axum::response::IntoResponse as _;
use axum_extra::extract::Query;
use seimei_app::archive::register::Asked;
use seimei_app::fonts;
use seimei_export::stocktake::{self, Form, Look};
use seimei_model::code::ActorCode;
use seimei_model::identity::ProvisionId;
use seimei_model::undertaking::EntryId;
use serde::Deserialize;

use crate::ask::Ask;
use crate::frame::{Frame, Place, show};
use crate::links;
use crate::pages::form::told;
use crate::pages::register::asked;
use crate::wrong::{Answer, Wrong};

/// So many partnerships can be chosen from.
const PARTNERSHIPS: usize = 24;

/// What a stocktake is asked for.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// Documents in the name of exactly these (codes or names, commas between); of any that has the one where it is one.
    parties: Vec<String>,
    /// Only what belongs to this programme; its parties, where none are given.
    programme: String,
    /// First day, month or year of the period.
    since: String,
    /// Last day, month or year of the period: stock is taken for it. Today where it is left out.
    until: String,
}

impl Wanted {
    /// Returns whether anything is asked.
    fn is_asked(&self) -> bool {
        asked::parts(&self.parties).next().is_some() || told(&self.programme).is_some()
    }

    /// Returns what is asked.
    pub(crate) fn asked(&self, ask: &Ask) -> Result<Asked, Wrong> {
        let t = ask.t();
        let mut parties = asked::actors(ask, &self.parties)?;
        let programme = told(&self.programme).map(|name| asked::programme(ask, &name)).transpose()?;
        let kept = programme.as_ref().and_then(|id| ask.present.registry.register().programmes.get(id));
        if let (true, Some(kept)) = (parties.is_empty(), kept) {
            parties.clone_from(&kept.programme.parties);
        }
        let since = asked::period(ask, &self.since)?.map(|(first, _)| first);
        let until = asked::period(ask, &self.until)?.map_or_else(|| ask.office.today(), |(_, last)| last);
        if let Some(since) = since.as_ref().filter(|since| **since > until) {
            return Err(Wrong::bad(t.fill("stocktake.period-order", &[("since", since), ("until", &until)])));
        }
        Ok(Asked { parties, programme, since, until })
    }

    fn values(&self) -> [(&'static str, String); 4] {
        let parties = asked::parts(&self.parties).collect::<Vec<_>>().join(",");
        [
            ("parties", parties),
            ("programme", self.programme.trim().to_owned()),
            ("since", self.since.trim().to_owned()),
            ("until", self.until.trim().to_owned()),
        ]
    }
}

struct Taken {
    as_of: String,
    html: String,
    downloads: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "stocktake.html")]
struct Page<'m> {
    frame: Frame<'m>,
    parties: String,
    programme: String,
    since: String,
    until: String,
    programmes: Vec<(String, String)>,
    partnerships: Vec<(String, String, usize)>,
    nothing: Option<String>,
    taken: Option<Taken>,
}

/// Shows the form, and the stocktake where one is asked for.
pub(crate) async fn page(ask: Ask, Query(wanted): Query<Wanted>) -> Answer {
    ask.answer(move |ask| whole(ask, &wanted)).await
}

fn whole(ask: &Ask, wanted: &Wanted) -> Answer {
    let (t, registry) = (ask.t(), &ask.present.registry);
    let [(_, parties), (_, programme), (_, since), (_, until)] = wanted.values();
    let programmes = registry.programmes().map(|one| (one.id.to_string(), one.title.text(t.lang).to_owned()));
    let mut title = t.text("nav.stocktake").to_owned();
    let (mut nothing, mut taken, mut partnerships) = (None, None, Vec::new());
    if wanted.is_asked() {
        let asked = wanted.asked(ask)?;
        let stocktake = ask.present.ledger.stocktake(&asked, registry);
        if stocktake.counts.all == 0 && stocktake.areas.is_empty() && stocktake.silent.is_empty() {
            let documents = t.count("stocktake.documents", stocktake.coverage.documents);
            let archive = stocktake.coverage.archive.to_string();
            let names = t.list(stocktake.parties.iter().map(|code| ask.words().names.of(code)));
            let values = [("documents", documents.as_str()), ("archive", &archive), ("parties", &names)];
            nothing = Some(t.fill("stocktake.none-of", &values));
        } else {
            let address = |name: &str| address(name);
            let look = Look { address: Some(&address), ..Look::new(ask.visitor.lang, &ask.office.labels) };
            let body = stocktake::body(&stocktake, &look);
            title = body.title;
            let values = wanted.values();
            let forms = [
                ("docx", t.text("stocktake-page.word")),
                ("html", "HTML"),
                ("markdown", "Markdown"),
                ("text", t.text("provision.cite-text")),
                ("json", "JSON"),
            ];
            let download = |(form, label): (&str, &str)| {
                let values = values.iter().map(|(name, value)| (*name, value.as_str()));
                (label.to_owned(), links::with_query("/stocktake/download", values.chain([("format", form)])))
            };
            taken = Some(Taken {
                as_of: body.as_of,
                html: body.html,
                downloads: forms.into_iter().map(download).collect(),
            });
        }
    }
    if taken.is_none() {
        let all = ask.present.ledger.values(registry).partnerships.iter().take(PARTNERSHIPS);
        partnerships = all
            .map(|(of, count)| {
                let codes = of.iter().map(ActorCode::as_str).collect::<Vec<_>>().join(",");
                let names = t.list(of.iter().map(|code| ask.words().names.of(code)));
                (names, links::with_query("/stocktake", [("parties", codes.as_str())]), *count)
            })
            .collect();
    }
    show(&Page {
        frame: ask.frame(Place::Stocktake, &title),
        parties,
        programme,
        since,
        until,
        programmes: programmes.collect(),
        partnerships,
        nothing,
        taken,
    })
}

/// Returns the page of a provision or an entry.
fn address(name: &str) -> Option<String> {
    if let Ok(entry) = name.parse::<EntryId>() {
        return Some(links::entry(&entry));
    }
    name.parse::<ProvisionId>().ok().map(|provision| links::passage(&provision))
}

/// In which form it is wanted.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wish {
    /// `json`, `text`, `markdown`, `html` or `docx`.
    pub(crate) format: String,
}

/// Gives the stocktake as a file.
pub(crate) async fn download(ask: Ask, Query(wanted): Query<Wanted>, Query(wish): Query<Wish>) -> Answer {
    ask.answer(move |ask| {
        let asked = wanted.asked(ask)?;
        let t = ask.t();
        let stocktake = ask.present.ledger.stocktake(&asked, &ask.present.registry);
        let name = named(&asked);
        let internal = |error: String| Wrong::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "internal", error);
        let (bytes, kind, ending) = if wish.format == "json" {
            let bytes = serde_json::to_vec_pretty(&*stocktake).map_err(|error| internal(error.to_string()))?;
            (bytes, "application/json", "json")
        } else {
            let word = if wish.format.is_empty() { "html" } else { wish.format.as_str() };
            let wrong = || Wrong::bad(t.fill("register-page.no-format", &[("text", word)]));
            let form = Form::from_word(word).ok_or_else(wrong)?;
            // Fonts are large: they are looked for only where pictures are made.
            let raster = (form == Form::Docx).then(fonts::raster);
            let picture = |svg: &str| raster.as_ref().and_then(|raster| raster.png(svg));
            let look =
                Look { most: usize::MAX, picture: Some(&picture), ..Look::new(ask.visitor.lang, &ask.office.labels) };
            let bytes = stocktake::render(&stocktake, &look, form).map_err(|error| internal(error.to_string()))?;
            let kind = match form {
                Form::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                Form::Html => "text/html; charset=utf-8",
                Form::Markdown => "text/markdown; charset=utf-8",
                Form::Text => "text/plain; charset=utf-8",
            };
            (bytes, kind, form.ending())
        };
        let disposition = format!("attachment; filename=\"{name}.{ending}\"");
        Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
            .into_response())
    })
    .await
}

/// Returns a name for the file: small Latin letters, digits and hyphens only.
fn named(asked: &Asked) -> String {
    let parties = asked.parties.iter().take(6).map(|code| code.as_str().to_ascii_lowercase());
    let programme = asked.programme.iter().map(ToString::to_string);
    let parts = ["stocktake".to_owned()].into_iter().chain(programme).chain(parties).chain([asked.until.clone()]);
    let name = parts.collect::<Vec<_>>().join("-");
    name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_lead_nowhere_else() {
        let parties = vec![ActorCode::new("ARV"), ActorCode::new("../x\"y")];
        let asked = Asked { parties, until: "2026-05-20".to_owned(), ..Asked::default() };
        assert_eq!(named(&asked), "stocktake-arv----x-y-2026-05-20");
    }

    #[test]
    fn names_lead_to_their_pages() {
        assert_eq!(address("arv-hta-2026/en#p12.1").as_deref(), Some("/register/entries/arv-hta-2026/en/p12.1"));
        assert_eq!(address("arv-hta-2026/en#p12").as_deref(), Some("/documents/arv-hta-2026/en#p12"));
        assert_eq!(address("c-7").as_deref(), Some("/register/entries/c-7"));
        assert_eq!(address("e 7"), None);
    }
}
