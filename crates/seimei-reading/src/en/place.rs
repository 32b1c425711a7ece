//! Where a meeting was held, in English.

use seimei_model::act::ActKind;
use seimei_text::range::TextRange;

use crate::finding::ActFinding;

/// Finds the place of the meeting that an opening sentence tells of: "met today in Brussels",
/// "welcomed the President to Japan", "during his visit to Spain".
pub(super) fn of_meeting(sentence: &str, acts: &[ActFinding], _dates: &[TextRange]) -> Option<TextRange> {
    let meeting = acts.iter().find(|act| matches!(act.act, ActKind::Meet | ActKind::Welcome | ActKind::Discuss))?;
    let from = meeting.trigger.end as usize;
    let prepositions: &[&str] =
        if meeting.act == ActKind::Welcome { &[" to ", " visit to "] } else { &[" in ", " visit to ", " visited "] };
    prepositions.iter().find_map(|preposition| {
        sentence[from..]
            .match_indices(preposition)
            .find_map(|(at, _)| place_at(sentence, from + at + preposition.len()))
    })
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
        if !bare.starts_with(char::is_uppercase) || NOT_PLACES.contains(&bare) {
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
