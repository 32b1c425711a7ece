//! Lists as programs get them: a stretch of all there is, as JSON in an envelope or as CSV, and where to go on.

use axum::Json;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
pub(crate) use seimei_app::printed::register::joined;
use seimei_export::csv::{Line, MARK};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::ask::Ask;
use crate::links;
use crate::wrong::{Answer, Wrong};

/// Items of an answer where no other number is asked for.
const USUAL: usize = 50;

/// The most items of an answer.
const MOST: usize = 200;

/// The media type of CSV.
pub(crate) const CSV: &str = "text/csv; charset=utf-8";

/// Which stretch of a list is wanted, and in which form.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(crate) struct Page {
    /// How many items at most; as JSON 50 where nothing is said, as CSV all.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<usize>,
    /// Where to go on: as the answer before said in `next`.
    #[param(min_length = 1, max_length = 300)]
    after: Option<String>,
    /// The form, whatever `Accept` says.
    #[param(inline)]
    format: Option<Format>,
}

/// The form of a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Format {
    /// JSON in an envelope.
    Json,
    /// Rows for a spreadsheet.
    Csv,
}

/// A stretch of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct List<T> {
    /// The items.
    pub(crate) items: Vec<T>,
    /// How many there are in all.
    pub(crate) total: usize,
    /// The address of the items that follow; null at the end.
    pub(crate) next: Option<String>,
}

/// A stretch of a list as it is wanted: which items, in which form, and where the list goes on.
#[derive(Debug)]
pub(crate) struct Stretch {
    /// The places of the items.
    pub(crate) range: std::ops::Range<usize>,
    form: Format,
    total: usize,
    next: Option<String>,
}

impl Stretch {
    /// Answers with the items of the stretch: as rows, or as JSON shows them.
    pub(crate) fn answer<'i, T, V: Serialize>(
        &self,
        items: &'i [T],
        sheet: &Sheet<T>,
        shown: impl Fn(&'i T) -> V,
    ) -> Response {
        match self.form {
            Format::Csv => csv(sheet, items, self.next.as_deref()),
            Format::Json => {
                let items = items.iter().map(shown).collect();
                let list = List { items, total: self.total, next: self.next.clone() };
                with_next(Json(list).into_response(), self.next.as_deref())
            }
        }
    }
}

/// How a list is written as CSV.
pub(crate) struct Sheet<'s, T> {
    /// The columns' names: the words of the JSON keys.
    pub(crate) columns: &'s [&'s str],
    /// Returns an item's cells.
    pub(crate) row: &'s dyn Fn(&T) -> Vec<String>,
}

impl Page {
    /// Returns where to go on, as asked.
    pub(crate) fn after(&self) -> Option<&str> {
        self.after.as_deref()
    }

    /// Returns how many items are wanted.
    pub(crate) fn limit(&self, ask: &Ask, form: Format) -> Result<usize, Wrong> {
        match self.limit {
            Some(limit) if (1..=MOST).contains(&limit) => Ok(limit),
            Some(limit) => {
                let values = [("n", limit.to_string()), ("most", MOST.to_string())];
                let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
                Err(Wrong::bad(ask.t().fill("wrong.limit", &values)))
            }
            None if form == Format::Csv => Ok(usize::MAX),
            None => Ok(USUAL),
        }
    }

    /// Returns the form that is wanted: as `format` says, else what `Accept` likes better.
    pub(crate) fn form(&self, headers: &HeaderMap) -> Format {
        self.format.unwrap_or_else(|| {
            let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
            let weight = |kinds: &[&str]| {
                let of = |one: &str| {
                    let mut parts = one.split(';');
                    let kind = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
                    let weight = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse::<f32>().ok());
                    kinds.contains(&kind.as_str()).then_some(weight.unwrap_or(1.0))
                };
                accepted.split(',').filter_map(of).fold(0.0_f32, f32::max)
            };
            let csv = weight(&["text/csv", "text/*"]);
            if csv > 0.0 && csv > weight(&["application/json", "application/*", "*/*"]) {
                Format::Csv
            } else {
                Format::Json
            }
        })
    }

    /// Returns which stretch of `total` items is wanted. `behind` finds where a list goes on after a name, `name` names the
    /// item at a place.
    pub(crate) fn stretch(
        &self,
        ask: &Ask,
        headers: &HeaderMap,
        total: usize,
        behind: impl FnOnce(&str) -> Result<usize, Wrong>,
        name: impl FnOnce(usize) -> String,
    ) -> Result<Stretch, Wrong> {
        let form = self.form(headers);
        let limit = self.limit(ask, form)?;
        let begin = self.after().map_or(Ok(0), behind)?;
        let end = begin.saturating_add(limit).min(total);
        let next = (begin < end && end < total).then(|| go_on(&ask.path, &name(end - 1)));
        Ok(Stretch { range: begin..end, form, total, next })
    }

    /// Answers with the stretch of `all` that is wanted. `key` names an item, so that a list can go on after it.
    pub(crate) fn answer<T: Serialize>(
        &self,
        ask: &Ask,
        headers: &HeaderMap,
        all: &[T],
        key: impl Fn(&T) -> String,
        sheet: &Sheet<T>,
    ) -> Answer {
        let behind = |after: &str| behind(ask, all, &key, after);
        let stretch = self.stretch(ask, headers, all.len(), behind, |place| key(&all[place]))?;
        Ok(stretch.answer(&all[stretch.range.clone()], sheet, |item| item))
    }
}

/// Returns the place behind the item of this name.
pub(crate) fn behind<T>(ask: &Ask, all: &[T], key: impl Fn(&T) -> String, after: &str) -> Result<usize, Wrong> {
    let at = all.iter().position(|item| key(item) == after);
    at.map(|at| at + 1).ok_or_else(|| Wrong::bad(ask.t().fill("wrong.after-item", &[("text", after)])))
}

/// Returns the address of a list that goes on after an item.
pub(crate) fn go_on(path: &str, after: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("after=")).collect();
    let path = if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) };
    links::with_query(&path, [("after", after)])
}

/// Returns rows for a spreadsheet, below the names of their columns.
pub(crate) fn csv<T>(sheet: &Sheet<T>, items: &[T], next: Option<&str>) -> Response {
    let mut out = MARK.as_bytes().to_vec();
    let mut write = |cells: &mut dyn Iterator<Item = &str>| {
        let mut line = Line::default();
        cells.for_each(|cell| line.cell(cell));
        // Writing to memory never fails.
        let _ = line.write(&mut out);
    };
    write(&mut sheet.columns.iter().copied());
    for item in items {
        write(&mut (sheet.row)(item).iter().map(String::as_str));
    }
    with_next(([(header::CONTENT_TYPE, HeaderValue::from_static(CSV))], out).into_response(), next)
}

/// Tells in a header where the list goes on, and that its form depends on what is accepted.
pub(crate) fn with_next(mut response: Response, next: Option<&str>) -> Response {
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("accept"));
    let link = next.and_then(|next| HeaderValue::from_str(&format!("<{next}>; rel=\"next\"")).ok());
    if let Some(link) = link {
        headers.insert(HeaderName::from_static("link"), link);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_what_is_liked_better() {
        let check = |accepted: &'static str, expected| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, HeaderValue::from_static(accepted));
            assert_eq!(Page::default().form(&headers), expected, "{accepted}");
        };
        check("*/*", Format::Json);
        check("text/csv", Format::Csv);
        check("text/csv, */*;q=0.5", Format::Csv);
        check("application/json, text/csv;q=0.9", Format::Json);
        check("text/html,application/xhtml+xml,*/*;q=0.8", Format::Json);
        check("", Format::Json);
    }

    #[test]
    fn a_list_goes_on_under_its_own_address() {
        assert_eq!(go_on("/a", "x#1"), "/a?after=x%231");
        assert_eq!(go_on("/a?after=w&limit=2&party=ARV", "x"), "/a?limit=2&party=ARV&after=x");
    }
}
