//! What sentences do: expectations in one line an act, in sentences about nobody in particular.

use seimei_lexicon::builtin;
use seimei_lexicon::lexicon::{self, Lexicon};
use seimei_model::act::Strength;
use seimei_model::code::{ActorCode, Lang};
use seimei_model::document::DocumentKind;

use crate::context::{Context, Discourse};
use crate::en::English;
use crate::language::Language;
use crate::sentence::Sentence;

/// Reads sentences of one document and compares `act «trigger» actors -> targets !strength C`.
fn check_all(kind: DocumentKind, texts: &[&str], expected: &[&str]) {
    let (lexicon, _) = Lexicon::compile(&builtin::files());
    let context = Context {
        lexicon: lexicon.language(Lang::En).expect("English is built in"),
        kind,
        date: None,
        parties: vec![ActorCode::new("NOR"), ActorCode::new("PRT")],
        persons: std::collections::BTreeMap::new(),
        counterparts: Vec::new(),
        issuer: None,
    };
    let mut discourse = Discourse::default();
    let mut found = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let lower = lexicon::lower(text);
        let hits = context.lexicon.scan(&lower);
        let sentence = Sentence {
            text,
            lower: &lower,
            hits: &hits,
            number: number as u32,
            opens_paragraph: true,
            is_list_item: number > 0,
            section: None,
        };
        let actors = English.actors(&sentence, &context, &mut discourse);
        let dates = English.dates(&sentence, &context, &mut discourse);
        for act in English.acts(&sentence, &actors, &dates, &context, &mut discourse) {
            let join = |codes: &[ActorCode]| codes.iter().map(ActorCode::as_str).collect::<Vec<_>>().join(",");
            let mut line = format!("{} «{}» {}", act.act.word(), sentence.at(act.trigger), join(&act.actors));
            if !act.targets.is_empty() {
                line.push_str(" -> ");
                line.push_str(&join(&act.targets));
            }
            if act.strength != Strength::Plain {
                line.push_str(" !");
                line.push_str(act.strength.word());
            }
            if act.commitment {
                line += " C";
            }
            found.push(line.trim_end().to_owned());
        }
    }
    assert_eq!(found, expected, "{texts:?}");
}

fn check(text: &str, expected: &[&str]) {
    check_all(DocumentKind::JointStatement, &[text], expected);
}

#[test]
fn a_number_alone_stands_for_the_parties() {
    check("The two condemned the storm.", &["condemn «condemned» NOR,PRT"]);
    check("The two have discussed the storm.", &["discuss «discussed» NOR,PRT"]);
}

#[test]
fn the_country_behind_a_fronted_place_does_not_act() {
    check("Today in Lima, Peru, Norway and Portugal met.", &["meet «met» NOR,PRT"]);
    check("In 2031, Peru, Norway, and Portugal met.", &["meet «met» NOR,PER,PRT"]);
}

#[test]
fn a_main_verb_is_an_act_and_its_object_clause_is_none() {
    check("We reaffirm that the harbour treaty binds all who signed it.", &["reaffirm «reaffirm» NOR,PRT"]);
    check("We believe that those who trade share the duty to keep the sea clean.", &["recognise «believe» NOR,PRT"]);
    check(
        "The two leaders reiterated their deep concern over storms that threaten the coast.",
        &["reaffirm «reiterated» NOR,PRT !strong"],
    );
}

#[test]
fn coordinated_verbs_are_acts_of_their_own() {
    check(
        "The two leaders welcomed the harvest, expressed concern over the drought, and agreed to share water.",
        &["welcome «welcomed» NOR,PRT", "concern «expressed concern» NOR,PRT", "agree «agreed» NOR,PRT C"],
    );
    check(
        "We stress the value of the fleet and look forward to its return.",
        &["emphasise «stress» NOR,PRT", "expect «look forward» NOR,PRT"],
    );
}

#[test]
fn infinitives_joined_to_an_act_are_none() {
    check("We commit to protect the forests and support those who live in them.", &["commit «commit» NOR,PRT C"]);
    check(
        "We will open the ports, mend the roads, and call on others to do likewise.",
        &["commit «will open» NOR,PRT C", "urge «call on» NOR,PRT"],
    );
}

#[test]
fn what_leads_in_is_coded() {
    check(
        "Recognising that the glaciers shrink, we resolve to measure them.",
        &["recognise «Recognising» NOR,PRT", "commit «resolve» NOR,PRT C"],
    );
    check(
        "We affirm the importance of lighthouses, noting that the coast is long.",
        &["confirm «affirm» NOR,PRT", "note «noting» NOR,PRT"],
    );
    check("As the ice melts, we stand ready to help.", &["intend «stand ready» NOR,PRT C"]);
}

#[test]
fn the_noun_decides_after_a_light_verb() {
    check("We express our gratitude to Iceland.", &["thank «express our gratitude» NOR,PRT -> ISL"]);
    check("They expressed their intention to meet.", &["intend «expressed their intention» NOR,PRT C"]);
    check("We share a firm commitment to open skies.", &["commit «share a firm commitment» NOR,PRT !strong C"]);
    check("We express solidarity with the people of Chile.", &["support «express solidarity» NOR,PRT -> CHL"]);
}

#[test]
fn a_commitment_needs_conduct_of_ones_own() {
    check("We reaffirm our commitment to fair fishing.", &["reaffirm «reaffirm» NOR,PRT C"]);
    check("We reaffirm the importance of fair fishing.", &["reaffirm «reaffirm» NOR,PRT"]);
    check("They confirmed that they will meet each year.", &["confirm «confirmed» NOR,PRT C"]);
    check("We underline our commitment to fair fishing.", &["emphasise «underline» NOR,PRT"]);
}

#[test]
fn obligations_of_others_urge_them() {
    check("Iceland must release the ship.", &["urge «must release» NOR,PRT -> ISL"]);
    check("Such raids by Iceland are unacceptable.", &["oppose «unacceptable» NOR,PRT -> ISL"]);
    check("We will not accept any change by force.", &["oppose «will not accept» NOR,PRT"]);
}

#[test]
fn strength_is_said_of_the_act_itself() {
    check("We strongly condemn the raid by Iceland.", &["condemn «condemn» NOR,PRT -> ISL !strong"]);
    check(
        "We condemn in the strongest possible terms Iceland's raid.",
        &["condemn «condemn» NOR,PRT -> ISL !strongest"],
    );
    check("We welcome strong growth.", &["welcome «welcome» NOR,PRT"]);
    check("We are deeply grateful to Iceland.", &["thank «grateful» NOR,PRT -> ISL !strong"]);
}

#[test]
fn descriptions_are_not_coded_beside_acts() {
    check("The sea is wide and covers much of the world.", &["state «covers»"]);
    check("The sea is wide, and we welcome its calm.", &["welcome «welcome» NOR,PRT"]);
    check("Norway has a long coast.", &["state «has» NOR"]);
}

#[test]
fn items_take_up_their_introduction() {
    check_all(
        DocumentKind::FactSheet,
        &["Norway and Portugal will:", "Expand the fleet.", "Support projects on the coast."],
        &["commit «will» NOR,PRT C", "commit «Expand» NOR,PRT C", "commit «Support» NOR,PRT C"],
    );
    check_all(
        DocumentKind::FactSheet,
        &["Establishing a joint school of navigation.", "Maintaining two lighthouses in the north."],
        &["decide «Establishing» NOR,PRT", "report «Maintaining» NOR,PRT"],
    );
}

#[test]
fn odd_input_is_read_as_something() {
    check("...", &["state «.»"]);
    check("We", &["state «We»"]);
    check("\"", &["state «\"»"]);
}

/// Reads one sentence and returns its acts and the highest strength.
fn read(text: &str) -> (String, Strength) {
    let (lexicon, _) = Lexicon::compile(&builtin::files());
    let context = Context {
        lexicon: lexicon.language(Lang::En).expect("English is built in"),
        kind: DocumentKind::JointStatement,
        date: None,
        parties: vec![ActorCode::new("NOR"), ActorCode::new("PRT")],
        persons: std::collections::BTreeMap::new(),
        counterparts: Vec::new(),
        issuer: None,
    };
    let lower = lexicon::lower(text);
    let sentence = Sentence {
        text,
        lower: &lower,
        hits: &[],
        number: 0,
        opens_paragraph: true,
        is_list_item: false,
        section: None,
    };
    let acts = super::find(&sentence, &[], &[], &context, &mut Discourse::default());
    let words: Vec<&str> = acts.iter().filter(|act| act.act.word() != "state").map(|act| act.act.word()).collect();
    let strength = acts.iter().map(|act| act.strength).max().unwrap_or_default();
    (if words.is_empty() { "-".to_owned() } else { words.join(",") }, strength)
}

/// Returns the columns `text` and `expect` of a file of tests.
fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?, columns.next()?))
    })
}

#[test]
fn the_lexicon_finds_what_its_tests_expect() {
    for (text, expected) in rows(include_str!("../../../../../lexicon/acts.en.tests.tsv")) {
        assert_eq!(read(text).0, expected, "{text}");
    }
    for (text, expected) in rows(include_str!("../../../../../lexicon/intensifiers.en.tests.tsv")) {
        let strength = read(text).1;
        let found = if strength == Strength::Plain { "-" } else { strength.word() };
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn every_pattern_begins_with_a_known_verb() {
    let (lexicon, _) = Lexicon::compile(&builtin::files());
    let lexicon = lexicon.language(Lang::En).expect("English is built in");
    let grammar = crate::en::grammar::Grammar::compile(lexicon);
    for entry in lexicon.table(seimei_lexicon::table::TableName::Acts) {
        if matches!(&*entry.kind, "noun" | "nominal" | "predicate" | "predicate-through" | "subject") {
            continue;
        }
        for form in &entry.forms {
            let verb = form.split(' ').next().unwrap_or_default();
            assert!(grammar.verb(verb).is_some(), "{verb} of {form} stands in grammar.en.tsv as no verb");
        }
    }
}
