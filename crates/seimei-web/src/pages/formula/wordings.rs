//! The wordings of a formula: provisions in the same words share a letter, and each wording stands beside the one it
//! followed.

use std::collections::BTreeMap;

use seimei_app::archive::trace::{Found, Lineage, Member, PassageId, Tracing};
use seimei_locale::wording::{Table, counting};

use super::words::{day, parties, span};
use crate::ask::Ask;
use crate::differences::{self, Told};
use crate::links;

/// Sayings of a wording that are named.
const NAMED: usize = 12;

/// Which wording each member has.
pub(super) struct Letters {
    /// The wording of each member, from 0 in order of time.
    of: Vec<usize>,
    /// The first member of each wording.
    first: Vec<usize>,
}

impl Letters {
    /// Tells wordings apart. What differs only in what is no difference of words (width, spelling variants, marks) is one.
    pub(super) fn of(lineage: &Lineage, tracing: &Tracing) -> Self {
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        let (mut of, mut first) = (Vec::new(), Vec::new());
        for (place, member) in lineage.members.iter().enumerate() {
            let bare = tracing.bare_text(member.passage);
            let same = is_same(member).then_some(member.before).flatten().and_then(|before| of.get(before)).copied();
            let letter = *known.entry(bare).or_insert_with(|| {
                same.unwrap_or_else(|| {
                    first.push(place);
                    first.len() - 1
                })
            });
            of.push(letter);
        }
        Self { of, first }
    }

    /// Returns the number of the wording of a member.
    pub(super) fn number(&self, place: usize) -> usize {
        self.of.get(place).copied().unwrap_or_default()
    }

    /// Returns the letters of a wording: A to Z, then AA.
    pub(super) fn name(number: usize) -> String {
        let mut name = String::new();
        let mut rest = number + 1;
        while rest > 0 {
            let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
            name.insert(0, char::from(b'A' + digit));
            rest = (rest - 1) / 26;
        }
        name
    }
}

fn is_same(member: &Member) -> bool {
    member.changed.as_ref().is_some_and(|changed| changed.difference.is_none())
}

/// A wording as shown.
pub(super) struct Wording {
    pub(super) letter: String,
    pub(super) id: String,
    pub(super) html: String,
    pub(super) language: &'static str,
    /// Which wording it is compared with.
    pub(super) versus: String,
    /// Whether that one is of other parties or another kind of document.
    pub(super) is_other_table: bool,
    pub(super) changes: Vec<Told>,
    /// Whose, and from when to when.
    pub(super) about: String,
    pub(super) sayings: Vec<Saying>,
    pub(super) more: usize,
    pub(super) is_asked: bool,
}

/// A provision in these words.
pub(super) struct Saying {
    pub(super) address: String,
    pub(super) label: String,
    pub(super) title: String,
}

/// Returns all wordings in order of time.
pub(super) fn all(ask: &Ask, found: &Found, letters: &Letters) -> Vec<Wording> {
    (0..letters.first.len()).map(|number| wording(ask, found, letters, number)).collect()
}

fn wording(ask: &Ask, found: &Found, letters: &Letters, number: usize) -> Wording {
    let t = ask.t();
    let tracing = ask.present.registry.tracing();
    let lineage = &found.lineage;
    let member = &lineage.members[letters.first[number]];
    let (text, provision) = tracing.at(member.passage);
    let before = member.before.filter(|_| !found.is_phrase);
    let changed = member.changed.as_ref().filter(|_| !found.is_phrase);
    let is_other_table = before
        .and_then(|before| lineage.members.get(before))
        .is_some_and(|one| !tracing.at(one.passage).0.is_like(text));
    let html = match (before.and_then(|before| lineage.members.get(before)), changed) {
        (Some(before), Some(changed)) => {
            let words = &tracing.at(before.passage).1.text;
            differences::inline(words, &provision.text, &changed.difference.segments)
        }
        _ => differences::escaped(&provision.text),
    };
    let table = if is_other_table { Table::OtherThanBefore } else { Table::Same };
    let counted = counting(changed.map_or(&[], |changed| changed.changes.as_slice()));
    let members: Vec<PassageId> = lineage
        .members
        .iter()
        .enumerate()
        .filter(|(place, _)| letters.number(*place) == number)
        .map(|(_, member)| member.passage)
        .collect();
    let texts: Vec<_> = members.iter().map(|passage| tracing.at(*passage).0).collect();
    let saying = |passage: &PassageId| {
        let (text, id) = (tracing.at(*passage).0, tracing.reference(*passage));
        let undated = || t.text("trace.undated").to_owned();
        let date = text.date().map_or_else(undated, |date| date.as_str().to_owned());
        let codes = crate::pages::documents::parties(text.parties());
        Saying {
            address: links::passage(&id),
            label: format!("{date} {codes}").trim_end().to_owned(),
            title: format!("{id} · {} · {}", day(ask, text), parties(ask, text.parties())),
        }
    };
    Wording {
        letter: Letters::name(number),
        id: format!("w{}", number + 1),
        html,
        language: text.expression.id.language.tag(),
        versus: before.map_or_else(String::new, |before| {
            t.fill("tracing.versus", &[("letter", Letters::name(letters.number(before)).as_str())])
        }),
        is_other_table,
        changes: counted.map(|change| differences::told(change, table, &ask.words())).collect(),
        about: format!("{} · {}", t.count("room.times", members.len()), span(ask, &texts)),
        sayings: members.iter().take(NAMED).map(saying).collect(),
        more: members.len().saturating_sub(NAMED),
        is_asked: lineage.asked.is_some_and(|asked| members.contains(&asked)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_have_letters() {
        let names: Vec<String> = [0, 1, 25, 26, 27, 51, 52, 701, 702].map(Letters::name).into();
        assert_eq!(names, ["A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]);
    }
}
