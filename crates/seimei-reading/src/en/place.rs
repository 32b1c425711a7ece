//! Where a meeting was held, in English.

use seimei_model::act::ActKind;
use seimei_text::range::TextRange;

use crate::finding::ActFinding;

/// How far from a consultation's verb its place may stand, in bytes; further on stands its subject.
const NEAR: usize = 60;

/// Finds the place of the meeting that an opening sentence tells of: "met today in Brussels",
/// "welcomed the President to Japan", "during his visit to Spain".
pub(super) fn of_meeting(sentence: &str, acts: &[ActFinding]) -> Option<TextRange> {
    let held = acts.iter().find_map(|act| {
        let from = act.trigger.end as usize;
        match act.act {
            ActKind::Meet => first_place(sentence, from, sentence.len(), &[" in ", " at "]),
            ActKind::Welcome => first_place(sentence, from, sentence.len(), &[" to "]),
            ActKind::Discuss => first_place(sentence, from, from + NEAR, &[" in "]),
            _ => None,
        }
    });
    held.or_else(|| {
        first_place(sentence, 0, sentence.len(), &["'s visit to ", " his visit to ", " her visit to ", " visited "])
    })
    .map(|range| city_alone(sentence, range))
}

/// Returns the first place behind one of `prepositions` that begin between `from` and `until`.
fn first_place(sentence: &str, from: usize, until: usize, prepositions: &[&str]) -> Option<TextRange> {
    prepositions.iter().find_map(|preposition| {
        let mut found = sentence.get(from..)?.match_indices(preposition).map(|(at, _)| from + at);
        found.find_map(|at| place_at(sentence, at + preposition.len()).filter(|_| at < until))
    })
}

/// Leaves the country behind a city aside ("Tokyo, Japan"), but not a district ("Washington, D.C.").
fn city_alone(sentence: &str, range: TextRange) -> TextRange {
    match sentence[range].split_once(", ") {
        Some((city, rest)) if !rest.contains('.') => {
            TextRange::new(range.start as usize, range.start as usize + city.len())
        }
        _ => range,
    }
}

/// Finds the place in a line such as "Brussels, 24 March 2022" or "20 May 2023, Hiroshima".
pub(super) fn of_line(line: &str) -> Option<TextRange> {
    if line.len() > 60 || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let start = line
        .find(|c: char| c.is_ascii_digit())
        .filter(|&at| at == 0)
        .and_then(|_| line.rfind(", "))
        .map_or(0, |at| at + 2);
    place_at(line, start)
}

/// Months and days open dates, not places.
const NOT_PLACES: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Indo-Pacific",
    "Prime",
    "President",
    "Asia",
    "Europe",
    "Our",
    "We",
    "Joint",
    "The",
];

/// Returns the capitalised run that begins at `start`, with what follows a comma if it is a part
/// of the place ("Washington, D.C.", "Bali, Indonesia").
fn place_at(text: &str, start: usize) -> Option<TextRange> {
    let mut end = start;
    let mut rest = text.get(start..)?;
    loop {
        let word_length = rest.find([' ', ',', ';', ':', '(', '\u{2014}']).unwrap_or(rest.len());
        let word = &rest[..word_length];
        let bare = word.trim_end_matches(['.', ')']);
        let acronym = bare.len() > 1 && bare.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        if !bare.starts_with(char::is_uppercase) || NOT_PLACES.contains(&bare) || acronym {
            break;
        }
        let abbreviation = word.matches('.').count() > 1 || bare.len() <= 2;
        end = text.len() - rest.len() + if abbreviation { word.len() } else { bare.len() };
        rest = &rest[word_length..];
        match rest.strip_prefix(", ").or_else(|| rest.strip_prefix(' ')) {
            Some(next) => rest = next,
            None => break,
        }
    }
    (end > start).then(|| TextRange::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<&str>) {
        assert_eq!(of_line(line).map(|range| &line[range]), expected, "{line}");
    }

    #[test]
    fn a_date_line_gives_its_place() {
        check("Port Selwyn, 24 March 2031", Some("Port Selwyn"));
        check("Port Selwyn, Arvenia, 24 March 2031", Some("Port Selwyn, Arvenia"));
        check("20 May 2031, Port Selwyn", Some("Port Selwyn"));
        check("24 March 2031", None);
        check("Port Selwyn", None);
    }
}
