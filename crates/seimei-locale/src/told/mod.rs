//! The register in words: days, parties, classes, reasons, judgements, decisions. Both edges say them alike.

pub mod faults;
pub mod mechanism;
pub mod programme;
pub mod reading;

use seimei_app::archive::register::entry::{Assessment, Entry, Evidence, Reason};
use seimei_app::archive::register::{Class, Count, Rules, shared};
use seimei_app::names::Names;
use seimei_export::date_words::in_words;
use seimei_model::act::{ActKind, Strength};
use seimei_model::code::{ActorCode, TopicId};
use seimei_model::date::Edtf;
use seimei_model::decision::{Correction, Decision, Standpoint};

use crate::messages::Messages;
use crate::printable::printable;

/// What stands between the parts of a line.
pub const BETWEEN: &str = " · ";

/// Who tells: in which language, with which names.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    /// The messages of the reader's language.
    pub messages: &'a Messages,
    /// The names of actors in it.
    pub names: &'a Names,
}

impl Teller<'_> {
    /// Returns the names of actors as a list; a dash for nobody.
    pub fn actors(&self, codes: &[ActorCode]) -> String {
        if codes.is_empty() {
            return "—".to_owned();
        }
        self.messages.list(codes.iter().map(|code| self.names.of(code)))
    }

    /// Returns a date in words.
    pub fn date(&self, date: &Edtf) -> String {
        in_words(date.as_str(), self.messages.lang)
    }

    /// Returns a day in words; "undated" for none.
    pub fn day(&self, day: Option<&str>) -> String {
        day.map_or_else(|| self.messages.text("register.undated").to_owned(), |day| self.date(&Edtf::new(day)))
    }

    /// Returns who owes something, and to whom: `A, B → C`.
    pub fn parties(&self, by: &[ActorCode], to: &[ActorCode]) -> String {
        let by = self.actors(by);
        if to.is_empty() { by } else { format!("{by} → {}", self.actors(to)) }
    }

    /// Returns a judgement in one line: the status, its step, who judged for which day.
    pub fn verdict(&self, assessment: &Assessment) -> String {
        let judgement = &assessment.judgement;
        let day = self.day(Some(&judgement.day));
        let assessor = printable(&judgement.assessor);
        self.messages.fill(
            "register.verdict",
            &[
                ("status", self.messages.label("status", judgement.status.word())),
                ("step", compliance(assessment.compliance)),
                ("assessor", &assessor),
                ("day", &day),
            ],
        )
    }

    /// Returns why a provision of this text is offered as evidence.
    pub fn because(&self, reason: &Reason, text: &str) -> String {
        let messages = self.messages;
        match reason {
            Reason::SameMechanism { name } => messages.fill("because.same-mechanism", &[("name", &printable(name))]),
            Reason::SameDoer { by } => messages.fill("because.same-doer", &[("by", &self.actors(by))]),
            Reason::SameObject { words } => {
                messages.fill("because.same-object", &[("words", &written(&shared(words, text), messages))])
            }
            Reason::ParticipationWelcomed => messages.text("because.participation-welcomed").to_owned(),
            Reason::Done { trigger } => messages.fill("because.done", &[("words", &printable(trigger))]),
            Reason::NextStep { trigger } => messages.fill("because.next-step", &[("words", &printable(trigger))]),
        }
    }

    /// Returns all reasons of an offer in one text.
    pub fn reasons(&self, evidence: &Evidence) -> String {
        let reasons: Vec<String> = evidence.reasons.iter().map(|reason| self.because(reason, &evidence.text)).collect();
        reasons.join(BETWEEN)
    }

    /// Returns what a decision says beside its kind and its entry; empty where that is all.
    pub fn detail(&self, decision: &Decision) -> String {
        let messages = self.messages;
        match decision {
            Decision::Corrected { correction, .. } => self.fields(correction),
            Decision::Added { commitment, source } => {
                let source = source.as_ref().map(|source| format!("{BETWEEN}{source}")).unwrap_or_default();
                format!("{}{source}", self.fields(commitment))
            }
            Decision::Split { off, .. } => {
                let off: Vec<String> = off.iter().map(ToString::to_string).collect();
                messages.list(off.iter().map(String::as_str))
            }
            Decision::Merged { other, .. } => other.to_string(),
            Decision::EvidenceAccepted { provision, .. } | Decision::EvidenceDeclined { provision, .. } => {
                provision.to_string()
            }
            Decision::EvidenceAttached { attachment, .. } => printable(&attachment.text),
            Decision::Assessed { judgement, .. } => {
                let status = messages.label("status", judgement.status.word());
                let standpoint = standpoint(judgement.standpoint, messages);
                let (by, day) = (printable(&judgement.assessor), self.day(Some(&judgement.day)));
                [status, standpoint, &by, &day].join(BETWEEN)
            }
            Decision::Placed { area, .. } | Decision::NotPlaced { area, .. } => area.to_string(),
            Decision::ProgrammeKept { programme } => programme.id.to_string(),
            Decision::ProgrammeRemoved { programme } => programme.to_string(),
            Decision::MechanismsJoined { other, .. } => printable(other),
            Decision::ReadingCorrected { correction, .. } => reading::said(correction, self).join("; "),
            Decision::Undone { number } => messages.fill("register.change", &[("n", &number.to_string())]),
            Decision::Confirmed { .. }
            | Decision::Rejected { .. }
            | Decision::MechanismCorrected { .. }
            | Decision::MechanismRejected { .. } => String::new(),
        }
    }

    /// Returns the fields that a person put in place of what was read.
    fn fields(&self, correction: &Correction) -> String {
        let messages = self.messages;
        let fields: [(&str, Option<String>); 7] = [
            ("what", correction.what.as_ref().map(|what| printable(what))),
            ("by", correction.by.as_ref().map(|by| self.actors(by))),
            ("to", correction.to.as_ref().map(|to| self.actors(to))),
            ("due", correction.due.as_ref().map(|due| due.as_ref().map_or_else(String::new, |due| self.date(due)))),
            ("act", correction.act.map(|act| messages.label("act", act.word()).to_owned())),
            ("topics", correction.topics.as_ref().map(|all| topics(all, messages))),
            ("mechanisms", correction.mechanisms.as_ref().map(|all| written(all, messages))),
        ];
        let said = fields.into_iter().filter_map(|(field, value)| {
            let value = value.map(|value| if value.is_empty() { "—".to_owned() } else { value })?;
            Some(format!("{} = {value}", messages.label("field", field)))
        });
        said.collect::<Vec<_>>().join(BETWEEN)
    }
}

/// Returns the days of the first and the last saying, `YYYY-MM-DD`.
pub fn days(entry: &Entry) -> [Option<&str>; 2] {
    let days = || entry.undertakings.iter().filter_map(|one| one.day.as_deref());
    [days().min(), days().max()]
}

/// Returns how something binds: the act, and how strongly where that is more than plainly.
pub fn act(act: ActKind, strength: Strength, messages: &Messages) -> String {
    let act = messages.label("act", act.word());
    match strength {
        Strength::Plain => act.to_owned(),
        strong => messages.list([act, messages.label("strength", strong.word())]),
    }
}

/// Returns the labels of topics.
pub fn topics(topics: &[TopicId], messages: &Messages) -> String {
    messages.list(topics.iter().map(|topic| messages.label("topic", topic.as_str())))
}

/// Returns names as written in documents.
pub fn written(names: &[String], messages: &Messages) -> String {
    let names: Vec<String> = names.iter().map(|name| printable(name)).collect();
    messages.list(names.iter().map(String::as_str))
}

/// Returns a step on the scale used for summit compliance as it is written.
pub fn compliance(step: Option<i8>) -> &'static str {
    match step {
        Some(step) if step < 0 => "−1",
        Some(0) => "0",
        Some(_) => "+1",
        None => "—",
    }
}

/// Returns from where it was judged.
pub fn standpoint(standpoint: Standpoint, messages: &Messages) -> &str {
    messages.label("standpoint", standpoint.word())
}

/// Returns the link or file of a piece of evidence.
pub fn attachment(evidence: &Evidence, messages: &Messages) -> Option<String> {
    let attachment = evidence.attachment.as_ref()?;
    let file = attachment.file.as_ref().map(|file| {
        let (name, size, hash) = (printable(&file.name), file.size.to_string(), file.original.to_string());
        messages.fill("register.kept-file", &[("name", &name), ("size", &size), ("hash", &hash)])
    });
    let link = attachment.link.as_ref().map(|link| printable(link));
    let parts: Vec<String> = link.into_iter().chain(file).collect();
    Some(parts.join(BETWEEN))
}

/// Returns whether a text leads to a page; anything else would be shown as a link and do something else.
pub fn is_link(link: &str) -> bool {
    let small = link.to_ascii_lowercase();
    let rest = small.strip_prefix("https://").or_else(|| small.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty()) && !link.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// Returns the line that sums commitments up: how many in which class, how many judged, by which rules. A class without
/// entries is not named.
pub fn sum(count: &Count, by: &Rules, messages: &Messages) -> String {
    let told = |class: Class| {
        let n = count.in_class(class);
        let label = messages.label("class", class.word());
        (n > 0).then(|| messages.fill("register.of-class", &[("class", label), ("n", &n.to_string())]))
    };
    let classes: Vec<String> = Class::ALL.into_iter().filter_map(told).collect();
    let classes = messages.list(classes.iter().map(String::as_str));
    let commitments = messages.count("count.commitments", count.all);
    let (assessed, share) = (count.assessed.to_string(), count.per_cent_assessed().to_string());
    let values = [
        ("commitments", commitments.as_str()),
        ("classes", classes.as_str()),
        ("assessed", assessed.as_str()),
        ("share", share.as_str()),
        ("rules", &rules(by, messages)),
    ];
    messages.fill("register.sum", &values)
}

/// Returns by which rules something was read and counted.
pub fn rules(rules: &Rules, messages: &Messages) -> String {
    messages.fill("register.rules", &[("lexicon", &rules.lexicon), ("program", &rules.program)])
}
