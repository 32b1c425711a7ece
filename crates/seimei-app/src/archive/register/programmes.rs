//! Programmes of the archive: finding one, reading its file, changing it, and what follows from a change.

use std::path::Path;

use seimei_model::code::TopicId;
use seimei_model::decision::Decision;
use seimei_model::programme::{AreaId, Programme, ProgrammeId};
use seimei_register::entry::Entry;
use seimei_register::overlay::Kept;
use seimei_register::programme::check::Known;
use seimei_register::programme::edit::{self, Edit, EditError, Edited};
use seimei_register::programme::editions::{self, Editions};
use seimei_register::programme::fault::Fault;
use seimei_register::programme::{csv, toml};
use smol_str::SmolStr;

use crate::archive::register::Registry;
use crate::files::{self, Problem};
use crate::names::TOPICS;

/// In which form a programme is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProgrammeForm {
    /// One TOML file.
    Toml,
    /// One table.
    Csv,
}

impl ProgrammeForm {
    /// Returns the form that the name of a file tells: `.toml`, else `.csv` or `.tsv`; `None` for others.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "toml" => Some(Self::Toml),
            "csv" | "tsv" => Some(Self::Csv),
            _ => None,
        }
    }
}

/// Why a file gives no programme.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NoProgrammeFile {
    /// It is not there, or cannot be read.
    #[error(transparent)]
    File(#[from] Problem),
    /// Its name tells no form.
    #[error("the name of the file ends in none of .toml, .csv, .tsv")]
    Form,
    /// It is not UTF-8.
    #[error("the file is not UTF-8")]
    NotText,
    /// What it says has faults.
    #[error("{} faults", .0.len())]
    Faults(Vec<Fault>),
}

/// Returns the text of a file of a programme and its form.
pub fn programme_text(path: &Path) -> Result<(String, ProgrammeForm), NoProgrammeFile> {
    let form = ProgrammeForm::of(path).ok_or(NoProgrammeFile::Form)?;
    let text = String::from_utf8(files::bytes(path)?).map_err(|_| NoProgrammeFile::NotText)?;
    Ok((text, form))
}

/// Reads a programme; what it inherits is not looked at.
pub fn read_programme(text: &str, form: ProgrammeForm) -> Result<Programme, Vec<Fault>> {
    read_knowing(text, form, None)
}

fn read_knowing(text: &str, form: ProgrammeForm, editions: Option<&[Programme]>) -> Result<Programme, Vec<Fault>> {
    let topics = topics();
    let known = Known { editions, topics: &topics };
    match form {
        ProgrammeForm::Toml => toml::from_toml_knowing(text, &known),
        ProgrammeForm::Csv => csv::from_csv_knowing(text, &known),
    }
}

fn topics() -> Vec<TopicId> {
    TOPICS.iter().map(|topic| TopicId::new(*topic)).collect()
}

impl Registry<'_> {
    /// Returns the programme of a name, in any case of letters; else the names of those that are near it, or of all where
    /// none is.
    pub fn programme(&self, name: &str) -> Result<&Kept, Vec<&ProgrammeId>> {
        let wanted = name.trim().to_lowercase();
        let all = &self.register.programmes;
        if let Some(kept) = all.values().find(|kept| kept.programme.id.as_str() == wanted) {
            return Ok(kept);
        }
        let is_near = |id: &&ProgrammeId| {
            let id = id.as_str();
            id.starts_with(&wanted) || wanted.starts_with(id) || strsim::damerau_levenshtein(id, &wanted) <= 2
        };
        let near: Vec<&ProgrammeId> = all.keys().filter(is_near).collect();
        Err(if near.is_empty() { all.keys().collect() } else { near })
    }

    /// Returns the programmes, by name.
    pub fn programmes(&self) -> impl Iterator<Item = &Programme> {
        self.register.programmes.values().map(|kept| &kept.programme)
    }

    /// Returns the chains of editions and what is wrong between them, some programmes put in place of what is kept.
    pub fn editions(&self, instead: &[Programme]) -> Editions {
        editions::editions(&self.with(instead))
    }

    /// Reads a programme where those of the archive and `beside` are known.
    pub fn read_programme(
        &self,
        text: &str,
        form: ProgrammeForm,
        beside: &[Programme],
    ) -> Result<Programme, Vec<Fault>> {
        let read = read_knowing(text, form, None)?;
        let others: Vec<Programme> = self.with(beside).into_iter().filter(|other| other.id != read.id).collect();
        read_knowing(text, form, Some(&others))
    }

    /// Makes changes to a programme, one after another. Of a change that cannot be made, tells its position.
    pub fn edited(&self, programme: &Programme, edits: &[Edit]) -> Result<Edited, (usize, EditError)> {
        let others: Vec<Programme> = self.programmes().filter(|other| other.id != programme.id).cloned().collect();
        let topics = topics();
        let known = Known { editions: Some(&others), topics: &topics };
        let mut edited = Edited { programme: programme.clone(), renamed: Vec::new() };
        for (position, edit) in edits.iter().enumerate() {
            let next = edit::apply(&edited.programme, edit, &known).map_err(|error| (position, error))?;
            edited.programme = next.programme;
            edited.renamed.extend(next.renamed);
        }
        Ok(edited)
    }

    /// Returns the decisions that keep a changed programme: the programme; later editions whose areas carry on one that
    /// has another code now; and the entries of such areas placed anew.
    pub fn keeping(&self, edited: &Edited) -> Vec<Decision> {
        let id = &edited.programme.id;
        let mut decisions = vec![Decision::ProgrammeKept { programme: Box::new(edited.programme.clone()) }];
        let now = |area: &AreaId| -> Option<AreaId> {
            let code = renamed(&area.code, &edited.renamed).filter(|_| area.programme == *id)?;
            edited.programme.area(&code)?;
            Some(AreaId { programme: id.clone(), code })
        };
        for other in self.programmes().filter(|other| other.id != *id) {
            let mut changed = other.clone();
            let areas = changed.priorities.iter_mut().flat_map(|priority| &mut priority.areas);
            for area in areas {
                if let Some(moved) = area.inherits.as_ref().and_then(now) {
                    area.inherits = Some(moved);
                }
            }
            if changed != *other {
                decisions.push(Decision::ProgrammeKept { programme: Box::new(changed) });
            }
        }
        for entry in self.register.entries.iter().chain(&self.register.rejected) {
            for area in &entry.areas {
                if let Some(moved) = now(area) {
                    decisions.push(Decision::NotPlaced { entry: entry.id.clone(), area: area.clone() });
                    decisions.push(Decision::Placed { entry: entry.id.clone(), area: moved });
                }
            }
            for area in &entry.not_areas {
                if let Some(moved) = now(area) {
                    decisions.push(Decision::NotPlaced { entry: entry.id.clone(), area: moved });
                }
            }
        }
        decisions
    }

    /// Returns the entries that belong to areas of a programme which that programme, as it is now or is to be, does not have.
    pub fn stranded(&self, id: &ProgrammeId, programme: Option<&Programme>) -> Vec<&Entry> {
        let is_gone = |area: &AreaId| {
            area.programme == *id && programme.is_none_or(|programme| programme.area(&area.code).is_none())
        };
        self.register.entries.iter().filter(|entry| entry.areas.iter().any(is_gone)).collect()
    }

    /// Returns the entries of an area, in the register's order.
    pub fn in_area(&self, area: &AreaId) -> Vec<&Entry> {
        self.register.entries.iter().filter(|entry| entry.areas.contains(area)).collect()
    }

    fn with(&self, instead: &[Programme]) -> Vec<Programme> {
        let is_kept = |programme: &&Programme| instead.iter().all(|other| other.id != programme.id);
        instead.iter().cloned().chain(self.programmes().filter(is_kept).cloned()).collect()
    }
}

/// Returns the code that one has after all renamings, or `None` where it keeps its own.
fn renamed(code: &SmolStr, renamings: &[(SmolStr, SmolStr)]) -> Option<SmolStr> {
    let last = renamings.iter().fold(code, |code, (from, to)| if from == code { to } else { code });
    (last != code).then(|| last.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_tells_its_form() {
        let check = |name: &str, form| assert_eq!(ProgrammeForm::of(Path::new(name)), form, "{name}");
        check("plan.toml", Some(ProgrammeForm::Toml));
        check("a/計画.CSV", Some(ProgrammeForm::Csv));
        check("plan.tsv", Some(ProgrammeForm::Csv));
        check("plan.xlsx", None);
        check("plan", None);
    }

    #[test]
    fn renamings_follow_one_another() {
        let all: Vec<(SmolStr, SmolStr)> =
            [("1.1", "2.1"), ("2.1", "3.1")].map(|(from, to)| (from.into(), to.into())).to_vec();
        assert_eq!(renamed(&"1.1".into(), &all), Some("3.1".into()));
        assert_eq!(renamed(&"2.1".into(), &all), Some("3.1".into()));
        assert_eq!(renamed(&"1.2".into(), &all), None);
    }
}
