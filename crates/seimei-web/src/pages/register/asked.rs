//! Which commitments are asked for: the filters of an address, for the pages and for programs.

use seimei_app::archive::register::{Class, Due, Query, Registry};
use seimei_app::lexicon::actor_code;
use seimei_app::names::TOPICS;
use seimei_locale::refusal;
use seimei_model::code::{ActorCode, Lang, TopicId};
use seimei_model::date::Edtf;
use seimei_model::programme::{AreaId, ProgrammeId};
use serde::Deserialize;

use crate::ask::Ask;
use crate::links;
use crate::pages::form::told;
use crate::wrong::Wrong;

/// Filters of the register. What is empty wants all.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// Of documents in the name of exactly these (codes or names); of any that has the one where it is one.
    #[param(example = json!(["ARV"]))]
    pub(crate) party: Vec<String>,
    /// Owed by all of these (codes or names).
    pub(crate) by: Vec<String>,
    /// About one of these (ids or names).
    pub(crate) topic: Vec<String>,
    /// Through a mechanism whose name contains this.
    pub(crate) mechanism: String,
    /// In one of these classes: `done`, `under_way`, `overdue`, `not_begun`, `unassessed`, `closed`.
    pub(crate) class: Vec<String>,
    /// `1`: only those with a date.
    pub(crate) dated: String,
    /// Only those due on or before this day, month or year.
    pub(crate) due: String,
    /// Only those said on or after this day, month or year.
    pub(crate) since: String,
    /// Only those said on or before this day, month or year.
    pub(crate) until: String,
    /// Belonging to this programme.
    pub(crate) programme: String,
    /// Belonging to this area, as in `arv-hta-2025/2.3`.
    pub(crate) area: String,
    /// `1`: only those that a person confirmed; `0`: only those that nobody looked at.
    pub(crate) confirmed: String,
    /// `1`: only those with evidence that waits for a decision.
    pub(crate) offers: String,
    /// `1`: only those said in more than one document.
    pub(crate) restated: String,
    /// `1`: the ones rejected as no commitments instead.
    pub(crate) rejected: String,
    /// Whose words contain this.
    pub(crate) text: String,
}

/// A filter in use.
pub(crate) struct Used {
    /// What it says.
    pub(crate) label: String,
    /// The list without it.
    pub(crate) address: String,
}

impl Wanted {
    /// Returns what is asked of the register; a value that cannot be is told.
    pub(crate) fn query(&self, ask: &Ask) -> Result<Query, Wrong> {
        let t = ask.t();
        let class = |word: String| {
            let words = t.list(Class::ALL.map(Class::word));
            let wrong = || Wrong::bad(t.fill("register-page.no-class", &[("text", &word), ("words", &words)]));
            Class::from_word(&word).ok_or_else(wrong)
        };
        let programme = told(&self.programme).map(|name| programme(ask, &name)).transpose()?;
        Ok(Query {
            parties: actors(ask, &self.party)?,
            by: actors(ask, &self.by)?,
            topics: topics(ask, &self.topic)?,
            mechanism: told(&self.mechanism),
            classes: parts(&self.class).map(class).collect::<Result<_, _>>()?,
            due: Due {
                dated: flag(ask, "dated", &self.dated)?.unwrap_or(false),
                until: period(ask, &self.due)?.map(|(_, last)| last),
            },
            since: period(ask, &self.since)?.map(|(first, _)| first),
            until: period(ask, &self.until)?.map(|(_, last)| last),
            programme,
            area: told(&self.area).map(|name| area(ask, &name)).transpose()?,
            is_confirmed: flag(ask, "confirmed", &self.confirmed)?,
            has_offers: flag(ask, "offers", &self.offers)?.unwrap_or(false),
            rejected: flag(ask, "rejected", &self.rejected)?.unwrap_or(false),
            restated: flag(ask, "restated", &self.restated)?.unwrap_or(false),
            text: told(&self.text),
            today: ask.office.today(),
        })
    }

    /// Returns the filters in use, each by its name in addresses and its value.
    pub(crate) fn values(&self) -> Vec<(&'static str, String)> {
        let lists = [("party", &self.party), ("by", &self.by), ("topic", &self.topic), ("class", &self.class)];
        let singles = [
            ("mechanism", &self.mechanism),
            ("dated", &self.dated),
            ("due", &self.due),
            ("since", &self.since),
            ("until", &self.until),
            ("programme", &self.programme),
            ("area", &self.area),
            ("confirmed", &self.confirmed),
            ("offers", &self.offers),
            ("restated", &self.restated),
            ("rejected", &self.rejected),
            ("text", &self.text),
        ];
        let lists = lists.into_iter().flat_map(|(name, list)| parts(list).map(move |value| (name, value)));
        lists.chain(singles.into_iter().filter_map(|(name, value)| Some((name, told(value)?)))).collect()
    }

    /// Returns an address with these filters and some more values.
    pub(crate) fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        address(path, &self.values(), more)
    }

    /// Returns the filters in use with their names, each with the address of the list without it.
    pub(crate) fn used(&self, ask: &Ask, path: &str, more: &[(&str, &str)]) -> Vec<Used> {
        let all = self.values();
        let t = ask.t();
        let used = all.iter().enumerate().map(|(place, (name, value))| {
            let mut rest = all.clone();
            rest.remove(place);
            let shown = match *name {
                "party" | "by" => {
                    let code = actor_code(ask.office.lexicon, value).unwrap_or_else(|| ActorCode::new(value));
                    ask.words().names.of(&code).to_owned()
                }
                "topic" => t.label("topic", value).to_owned(),
                "class" => t.label("class", value).to_owned(),
                "dated" | "confirmed" | "offers" | "restated" | "rejected" => {
                    t.label("register-flag", if value == "0" { "no" } else { "yes" }).to_owned()
                }
                _ => value.clone(),
            };
            Used {
                label: format!("{}: {shown}", t.label("register-filter", name)),
                address: address(path, &rest, more),
            }
        });
        used.collect()
    }
}

fn address(path: &str, values: &[(&'static str, String)], more: &[(&str, &str)]) -> String {
    let values = values.iter().map(|(name, value)| (*name, value.as_str()));
    links::with_query(path, values.chain(more.iter().copied()))
}

/// Returns the values of a filter that takes several: given one after the other, or with commas between.
pub(crate) fn parts(values: &[String]) -> impl Iterator<Item = String> {
    values.iter().flat_map(|value| value.split([',', '、', '，', ';'])).filter_map(told)
}

/// Returns the actors of these codes or names, each once.
pub(crate) fn actors(ask: &Ask, names: &[String]) -> Result<Vec<ActorCode>, Wrong> {
    let mut codes = Vec::new();
    for name in parts(names) {
        let code = actor_code(ask.office.lexicon, &name);
        let code = code.ok_or_else(|| Wrong::bad(ask.t().fill("described.no-party", &[("text", &name)])))?;
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    Ok(codes)
}

/// Returns the topics of these ids or names in either language, each once.
pub(crate) fn topics(ask: &Ask, names: &[String]) -> Result<Vec<TopicId>, Wrong> {
    let mut ids = Vec::new();
    for name in parts(names) {
        let is_called = |topic: &&&str| {
            let labels = [Lang::Ja, Lang::En].map(|lang| ask.office.messages(lang).label("topic", topic));
            topic.eq_ignore_ascii_case(&name) || labels.iter().any(|label| label.eq_ignore_ascii_case(&name))
        };
        let topic = TOPICS.iter().find(is_called);
        let topic = topic.ok_or_else(|| Wrong::bad(ask.t().fill("register-page.no-topic", &[("text", &name)])))?;
        let id = TopicId::new(*topic);
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// Returns the first and the last day of a day, month, year or period; `None` for nothing.
pub(crate) fn period(ask: &Ask, text: &str) -> Result<Option<(String, String)>, Wrong> {
    Ok(date(ask, text)?.and_then(|date| date.period()))
}

/// Returns a date; `None` for nothing.
pub(crate) fn date(ask: &Ask, text: &str) -> Result<Option<Edtf>, Wrong> {
    let Some(text) = told(text) else { return Ok(None) };
    let date = Edtf::new(&text);
    match date.period() {
        Some(_) => Ok(Some(date)),
        None => Err(Wrong::bad(ask.t().fill("edit.no-date", &[("text", &text)]))),
    }
}

/// Returns yes or no; `None` for nothing.
pub(crate) fn flag(ask: &Ask, name: &str, text: &str) -> Result<Option<bool>, Wrong> {
    match text.trim() {
        "" => Ok(None),
        "1" | "on" | "true" | "yes" => Ok(Some(true)),
        "0" | "false" | "no" => Ok(Some(false)),
        other => Err(Wrong::bad(ask.t().fill("register-page.no-flag", &[("name", name), ("text", other)]))),
    }
}

/// Returns the programme of a name.
pub(crate) fn programme(ask: &Ask, name: &str) -> Result<ProgrammeId, Wrong> {
    let registry: &Registry = &ask.present.registry;
    match registry.programme(name) {
        Ok(kept) => Ok(kept.programme.id.clone()),
        Err(_) => Err(Wrong::missing(refusal::no_programme(name, registry, ask.t()))),
    }
}

/// Returns the area of a name; it is there.
pub(crate) fn area(ask: &Ask, name: &str) -> Result<AreaId, Wrong> {
    let t = ask.t();
    let wrong = || Wrong::bad(t.fill("register-page.no-area-name", &[("text", name)]));
    let area: AreaId = name.trim().parse().map_err(|_| wrong())?;
    let kept = ask.present.registry.register().programmes.get(&area.programme);
    match kept {
        None => Err(Wrong::missing(refusal::no_programme(area.programme.as_str(), &ask.present.registry, t))),
        Some(kept) if kept.programme.area(&area.code).is_none() => {
            Err(Wrong::missing(t.fill("register.no-area", &[("name", &area.to_string())])))
        }
        Some(_) => Ok(area),
    }
}
