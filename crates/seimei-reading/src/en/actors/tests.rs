//! What English words for actors are read as. Sentences are the authors' own.

use std::collections::BTreeMap;

use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::{Lexicon, lower};
use seimei_lexicon::table::TableName;
use seimei_model::code::{ActorCode, Lang};
use seimei_model::document::DocumentKind;

use crate::context::{Context, Discourse};
use crate::sentence::Sentence;

/// Reads `texts` one after the other in a document of `kind` and `parties`; checks the mentions of
/// the last, written `words=CODES:Kind`, parted by ` | `.
fn check_after(kind: DocumentKind, parties: &[&str], texts: &[&str], expected: &str) {
    let (lexicon, _) = Lexicon::compile(&builtin::files());
    let context = Context {
        issuer: None,
        lexicon: lexicon.language(Lang::En).expect("English is built in"),
        kind,
        date: None,
        parties: parties.iter().map(ActorCode::new).collect(),
        persons: BTreeMap::new(),
        counterparts: vec![ActorCode::new("KEN")],
    };
    let mut discourse = Discourse::default();
    let mut last = String::new();
    for text in texts {
        let lower = lower(text);
        let hits = context.lexicon.scan(&lower);
        let sentence = Sentence {
            text,
            lower: &lower,
            hits: &hits,
            number: 0,
            opens_paragraph: true,
            is_list_item: false,
            section: None,
        };
        last = super::find(&sentence, &context, &mut discourse)
            .iter()
            .map(|mention| {
                let codes: Vec<&str> = mention.codes.iter().map(ActorCode::as_str).collect();
                format!("{}={}:{:?}", sentence.at(mention.range), codes.join(","), mention.kind)
            })
            .collect::<Vec<_>>()
            .join(" | ");
    }
    assert_eq!(last, expected, "{texts:?}");
}

fn check(text: &str, expected: &str) {
    check_after(DocumentKind::Report, &[], &[text], expected);
}

#[test]
fn names_and_adjectives_are_told_apart() {
    check("Kenya welcomes Peruvian support.", "Kenya=KEN:Name | Peruvian=PER:Modifier");
    check("The U.S. will join the U.S. commitment.", "U.S.=USA:Name | U.S.=USA:Modifier");
    check("The EU supports EU sanctions on Chad.", "EU=EU:Name | EU=EU:Modifier | Chad=TCD:Name");
    check("the NATO Summit", "NATO=NATO:Modifier");
}

#[test]
fn names_inside_other_names_are_none() {
    check("the East China Sea, the Korean Peninsula, the Indian Ocean and the Indo-Pacific", "");
    check("turkey with Michael Jordan in Atlanta, Georgia, and New Mexico", "");
    // A mark of three bytes before the name.
    check("a port – Georgia", "Georgia=GEO:Name");
    check("Join them who may polish china.", "");
    check("the World Health Organization", "World Health Organization=WHO:Name");
}

#[test]
fn hyphens_join_names() {
    check(
        "the U.S.-Japan Alliance and the Japan-ROK-U.S. summit",
        "U.S.-Japan=JPN,USA:Modifier | Japan-ROK-U.S.=JPN,KOR,USA:Modifier",
    );
    check("DPRK-related and non-NATO troops", "DPRK=PRK:Modifier");
}

#[test]
fn a_person_is_read_by_the_office() {
    check("President Ann B. Doe of Kenya met", "President Ann B. Doe of Kenya=KEN:Person");
    check(
        "the President of the Republic of Korea, Kim Chul Soo, said",
        "President of the Republic of Korea, Kim Chul Soo=KOR:Person",
    );
    check(
        "Peruvian Foreign Minister Ann Doe and NATO Secretary General Bob Roe",
        "Peruvian Foreign Minister Ann Doe=PER:Person | NATO Secretary General Bob Roe=NATO:Person",
    );
    check(
        "Ann Doe, Prime Minister of Peru, and Secretary of State Roe",
        "Ann Doe, Prime Minister of Peru=PER:Person | Secretary of State Roe=USA:Person",
    );
    check(
        "the Foreign Ministers of Japan, Kenya, and Peru met",
        "the Foreign Ministers of Japan, Kenya, and Peru=JPN,KEN,PER:Person",
    );
    check_after(DocumentKind::JointStatement, &["KEN", "PER"], &["President Roe spoke."], "");
}

#[test]
fn a_person_introduced_is_known_later() {
    let first = "President Ann B. Doe of Kenya met";
    check_after(
        DocumentKind::Report,
        &[],
        &[first, "Doe thanked President Doe."],
        "Doe=KEN:Person | President Doe=KEN:Person",
    );
    check_after(DocumentKind::Report, &[], &[first, "She thanked Peru."], "She=KEN:Pronoun | Peru=PER:Name");
}

#[test]
fn who_is_left_holds_the_office() {
    let joint = DocumentKind::JointStatement;
    let first = "President Ann DOE of Kenya met President Roe.";
    check_after(joint, &["KEN", "PER"], &[first], "President Ann DOE of Kenya=KEN:Person | President Roe=PER:Person");
    check_after(
        joint,
        &["KEN", "PER"],
        &[first, "President Doe and Roe met."],
        "President Doe=KEN:Person | Roe=PER:Person",
    );
    check("Assistant to the President Bob Roe", "");
    check(
        "the governments of Peru, New Caledonia, and Kenya",
        "the governments of Peru, New Caledonia, and Kenya=KEN,PER:Person",
    );
}

#[test]
fn bodies_act_for_their_state() {
    check("Russian forces and the Kremlin", "Russian forces=RUS:Person | the Kremlin=RUS:Person");
    check("the government and people of Ukraine", "government and people of Ukraine=UKR:Person");
    check("American and Japanese people", "American and Japanese people=JPN,USA:Person");
    check("Japan's government", "Japan's government=JPN:Person");
}

#[test]
fn collectives_are_all_the_parties_or_a_number_of_them() {
    let two = &["JPN", "PER"];
    let joint = DocumentKind::JointStatement;
    check_after(
        joint,
        two,
        &["We thank the two leaders of our nations."],
        "We=JPN,PER:Collective | the two leaders=JPN,PER:Collective | our nations=JPN,PER:Collective",
    );
    check_after(
        joint,
        two,
        &["The Ministers and the United States urge all countries."],
        "The Ministers=JPN,PER:Collective | United States=USA:Name | all countries=:Abstract",
    );
    check_after(joint, two, &["Both agreed that both bridges stand."], "Both=JPN,PER:Collective");
    check_after(
        joint,
        two,
        &["The United Nations and all Member States"],
        "United Nations=UN:Name | all Member States=UN:Collective",
    );
    check_after(joint, two, &["Join us, not the US."], "us=JPN,PER:Collective | US=USA:Name");
    check_after(
        DocumentKind::Readout,
        &["USA"],
        &["The two leaders agreed. They met."],
        "The two leaders=KEN,USA:Collective | They=KEN,USA:Pronoun",
    );
    check_after(
        joint,
        &["JPN", "USA"],
        &["The President met Prime Minister Ito."],
        "President=USA:Person | Prime Minister Ito=JPN:Person",
    );
}

#[test]
fn the_tables_are_sorted_and_no_form_stands_twice_in_one() {
    for table in [TableName::Actors, TableName::Titles, TableName::Collectives] {
        let (lexicon, _) = Lexicon::compile(&builtin::files());
        let entries = lexicon.language(Lang::En).expect("built in").table(table);
        assert!(entries.is_sorted_by_key(|entry| &entry.value), "{table:?}");
        let mut forms: Vec<_> = entries.iter().flat_map(|entry| &entry.forms).collect();
        let count = forms.len();
        forms.sort_unstable();
        forms.dedup();
        assert_eq!(forms.len(), count, "{table:?}");
    }
}
