//! The name a new document wishes for: parties and date, `jpn-nato-2023-01-31`.

use seimei_model::code::ActorCode;
use seimei_model::document::{Document, DocumentKind};
use seimei_model::identity::{DocumentId, LONGEST};

/// The most parties that a name lists; of more, the group's name or the first three stand there.
const LISTED: usize = 4;

/// The longest stem before the date, in bytes, so that date, kind and number still fit.
const STEM: usize = LONGEST - 40;

/// Returns the name that a document with these fields wishes for. `is_organisation` tells codes of organisations from
/// codes of states.
///
/// # Panics
/// Never: words of small letters and digits, joined by hyphens, are a name.
pub fn stem(fields: &Document, is_organisation: impl Fn(&ActorCode) -> bool) -> DocumentId {
    let mut words: Vec<String> = match fields.parties.len() {
        0 => vec![speaker(fields)],
        1..=LISTED => fields.parties.iter().map(|party| word(party.as_str())).collect(),
        _ => many(fields, is_organisation),
    };
    words.retain(|word| !word.is_empty());
    let mut who = words.join("-");
    if who.is_empty() {
        who = word(fields.kind.word());
    }
    let who = shortened(&who, STEM);
    let date = fields.date.as_ref().map(|date| date_words(date.as_str())).filter(|date| !date.is_empty());
    let text = format!("{who}-{}", date.as_deref().unwrap_or("undated"));
    text.parse()
        .or_else(|_| "undated".parse())
        .expect("words of small letters and digits, joined by hyphens, are a name")
}

/// Returns the word that tells documents of one kind from another's of the same name.
pub fn kind_word(kind: DocumentKind) -> String {
    word(kind.word())
}

/// Who speaks where no party is known: a Latin name of the issuer, else the kind of document.
fn speaker(fields: &Document) -> String {
    let issuer = fields.issuer.as_deref().unwrap_or_default();
    // A name of few words is a name; a longer one is a sentence about somebody.
    let words: Vec<String> = issuer.split_whitespace().map(word).filter(|word| !word.is_empty()).collect();
    let is_latin = issuer.chars().filter(|c| c.is_alphabetic()).all(|c| c.is_ascii());
    if is_latin && (1..=4).contains(&words.len()) { words.join("-") } else { word(fields.kind.word()) }
}

/// Many parties: the group that the issuer or title names, else the first three and how many more.
fn many(fields: &Document, is_organisation: impl Fn(&ActorCode) -> bool) -> Vec<String> {
    let told = |text: &Option<String>| text.as_deref().and_then(group);
    if let Some(group) = told(&fields.issuer).or_else(|| told(&fields.title)) {
        return vec![group];
    }
    let organisations: Vec<&ActorCode> = fields.parties.iter().filter(|party| is_organisation(party)).collect();
    // An organisation speaks with its members: it stands for all of them.
    if let [one] = organisations[..]
        && fields.parties.len() > 6
    {
        return vec![word(one.as_str())];
    }
    let mut words: Vec<String> = fields.parties[..3].iter().map(|party| word(party.as_str())).collect();
    words.push(format!("and-{}", fields.parties.len() - 3));
    words
}

/// Returns the name of a group: `G7`, `G20`, `ASEAN` are short words of capitals and digits that begin with a letter.
fn group(text: &str) -> Option<String> {
    let text: String = text.chars().map(|c| if ('！'..='～').contains(&c) { narrow(c) } else { c }).collect();
    text.split(|c: char| !c.is_ascii_alphanumeric()).find_map(|word| {
        let is_group = word.len() <= 4
            && word.strip_prefix('G').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
        is_group.then(|| word.to_ascii_lowercase())
    })
}

/// Returns the narrow form of a full-width character.
fn narrow(c: char) -> char {
    char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
}

/// Returns small letters and digits of `text`; hyphens for what stands between.
fn word(text: &str) -> String {
    let plain: String =
        text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    plain.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

/// Returns a date as words: a day, month or year as it stands; of a period its beginning.
fn date_words(edtf: &str) -> String {
    let beginning = edtf.split('/').find(|side| !side.is_empty() && *side != "..").unwrap_or_default();
    let day = beginning.split('T').next().unwrap_or_default();
    word(day)
}

/// Returns `text` cut at a hyphen to at most `most` bytes.
fn shortened(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let cut = &text[..most];
    cut.rfind('-').map_or(cut, |at| &cut[..at])
}

#[cfg(test)]
mod tests {
    use seimei_model::code::Lang;
    use seimei_model::date::Edtf;

    use super::*;

    fn fields(parties: &[&str], date: Option<&str>) -> Document {
        Document {
            title: None,
            kind: DocumentKind::JointStatement,
            date: date.map(Edtf::new),
            language: Lang::En,
            parties: parties.iter().map(ActorCode::new).collect(),
            place: None,
            translation: None,
            issuer: None,
        }
    }

    fn check(parties: &[&str], date: Option<&str>, expected: &str) {
        let is_organisation = |code: &ActorCode| matches!(code.as_str(), "NATO" | "HTA");
        assert_eq!(stem(&fields(parties, date), is_organisation).as_str(), expected);
    }

    #[test]
    fn parties_and_date_make_the_name() {
        check(&["JPN", "NATO"], Some("2023-01-31"), "jpn-nato-2023-01-31");
        check(&["ARV"], Some("2026-05"), "arv-2026-05");
        check(&["ARV", "HTA"], None, "arv-hta-undated");
        check(&["ARV", "HTA"], Some("2023/2026"), "arv-hta-2023");
        check(&["ARV", "HTA"], Some("../2026"), "arv-hta-2026");
        check(&["ARV", "HTA"], Some("2025-09-22T16:05"), "arv-hta-2025-09-22");
        check(&["ARV", "HTA"], Some("199X"), "arv-hta-199x");
        check(&["AUDA-NEPAD"], Some("2026"), "auda-nepad-2026");
    }

    #[test]
    fn of_many_parties_a_few_stand_in_the_name() {
        check(&["A", "B", "C", "D"], Some("2026"), "a-b-c-d-2026");
        check(&["A", "B", "C", "D", "E"], Some("2026"), "a-b-c-and-2-2026");
        check(&["A", "B", "C", "D", "E", "F", "NATO"], Some("2026"), "nato-2026");
        let mut group = fields(&["CAN", "DEU", "FRA", "GBR", "ITA", "JPN", "USA"], Some("2023-05-20"));
        group.title = Some("Ｇ７広島首脳コミュニケ".to_owned());
        assert_eq!(stem(&group, |_| false).as_str(), "g7-2023-05-20");
    }

    #[test]
    fn without_parties_the_issuer_or_the_kind_stands_there() {
        check(&[], Some("2026-01-02"), "joint-statement-2026-01-02");
        check(&[], None, "joint-statement-undated");
        let mut issued = fields(&[], Some("2026"));
        issued.issuer = Some("Harbour Secretariat".to_owned());
        assert_eq!(stem(&issued, |_| false).as_str(), "harbour-secretariat-2026");
        issued.issuer = Some("外務省".to_owned());
        assert_eq!(stem(&issued, |_| false).as_str(), "joint-statement-2026");
        issued.issuer = Some("…".to_owned());
        assert_eq!(stem(&issued, |_| false).as_str(), "joint-statement-2026");
    }

    #[test]
    fn a_name_leaves_room_for_a_suffix() {
        let long = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        let name = stem(&fields(&[long, long, long, long], Some("2026-05-20")), |_| false);
        assert!(name.as_str().len() <= LONGEST - 25, "{name}");
        assert!(name.as_str().ends_with("2026-05-20"));
    }
}
