//! Is a quotation real: candidates from the search index, the comparison by `seimei_wording::verify`, and what the records
//! say of the documents it stands in.

mod answer;
pub mod article;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::Lang;
use seimei_model::identity::DocumentId;
use seimei_model::record::{DocumentRecord, ExpressionRecord};
use seimei_search::alike::{Like, LikeRequest, Neighbours};
use seimei_store::filter::Filter;
use seimei_text::fold::fold;
pub use seimei_text::range::CharRange;
pub use seimei_wording::changes::Change;
pub use seimei_wording::verify::{EditSort, Verdict};
use seimei_wording::verify::{Finding, Passage, Verifier};

pub use self::answer::{Claimed, Counterpart, Nearest, Place, Searched, Source, ToldEdit, Verification};
use crate::align;
use crate::archive::Archive;
use crate::archive::index::{IndexPlace, Progress, SearchError, Searching};

/// An archive that is ready to check quotations.
#[derive(Debug)]
pub struct Verifying<'a> {
    archive: &'a Archive,
    lexicon: &'a Lexicon,
    searching: Searching<'a>,
    verifier: Verifier<'a>,
    documents: Vec<DocumentRecord>,
    by_id: BTreeMap<DocumentId, usize>,
    /// The document that is checked itself: what it quotes stands in it, which proves nothing.
    checked: Option<DocumentId>,
}

/// Provisions that are looked at for the whole quotation, and for each part of it.
const LIMIT: usize = 10;
const EACH: usize = 3;
/// The same in the document claimed.
const LIMIT_CLAIMED: usize = 6;
/// The same for what nothing accounted for at first.
const LIMIT_OPEN: usize = 16;
/// A provision is near where it has so much of a quotation that nothing accounts for.
const NEAR: f32 = 0.25;
/// How many parts that nothing accounts for are looked for by themselves.
const OPEN: usize = 4;

impl Archive {
    /// Makes ready to check quotations: brings the search index level and reads the records.
    pub fn verifying<'a>(
        &'a self,
        place: &IndexPlace,
        lexicon: &'a Lexicon,
        progress: Progress,
    ) -> Result<Verifying<'a>, SearchError> {
        let searching = self.searching(place, progress)?;
        let documents = self.store().documents(&Filter::default())?;
        Ok(self.verifying_with(searching, documents, lexicon))
    }

    /// Makes ready to check quotations with an index that is open and records that were read.
    pub fn verifying_with<'a>(
        &'a self,
        searching: Searching<'a>,
        documents: Vec<DocumentRecord>,
        lexicon: &'a Lexicon,
    ) -> Verifying<'a> {
        let mut by_id = BTreeMap::new();
        for (index, document) in documents.iter().enumerate() {
            by_id.insert(document.id.clone(), index);
        }
        let verifier = Verifier::new(lexicon);
        Verifying { archive: self, lexicon, searching, verifier, documents, by_id, checked: None }
    }
}

impl<'a> Verifying<'a> {
    /// Gives the open index back.
    pub fn into_searching(self) -> Searching<'a> {
        self.searching
    }
}

impl Verifying<'_> {
    /// Checks a quotation; `claimed` names the document it is said to be of: by the name of its file without the folder, by
    /// its name in the archive, or by its title.
    pub fn verify(&mut self, quotation: &str, claimed: Option<&str>) -> Result<Verification, SearchError> {
        let claimed = claimed.map(|name| self.claimed(name));
        let mut found = Vec::new();
        for document in claimed.iter().flat_map(|claimed| &claimed.documents) {
            let request = LikeRequest { document: Some(document), ..request(quotation, LIMIT_CLAIMED, EACH) };
            found.extend(self.like(&request)?);
        }
        found.extend(self.like(&request(quotation, LIMIT, EACH))?);
        let is_claimed = |passage: &Neighbours| {
            claimed.as_ref().is_some_and(|claimed| claimed.documents.contains(&passage.document))
        };
        let mut passages = self.searching.neighbours(&found, 1)?;
        // Ties go to the claimed document.
        passages.sort_by_key(|passage| !is_claimed(passage));
        let claim = passages.iter().take_while(|passage| is_claimed(passage)).cloned().collect::<Vec<_>>();
        let own = (!claim.is_empty()).then(|| self.compare(quotation, &claim));
        let is_settled = own.as_ref().is_some_and(|own| own.verdict.is_faithful());
        let mut finding = match &own {
            Some(own) if is_settled => own.clone(),
            _ => self.compare(quotation, &passages),
        };
        if !is_settled && !finding.open.is_empty() {
            let more = self.for_open_parts(quotation, &finding, &found)?;
            let mut wider = self.searching.neighbours(&more, 1)?;
            wider.sort_by_key(|passage| !is_claimed(passage));
            let second = self.compare(quotation, &wider);
            if second.cost < finding.cost {
                (finding, passages) = (second, wider);
            }
        }
        let chosen = match own {
            Some(own) if prefers(&own, &finding) => Chosen { finding: own, passages: claim, is_of_claim: true },
            _ => {
                let is_of_claim = finding.stretches.iter().all(|stretch| is_claimed(&passages[stretch.passage]));
                Chosen { finding, passages, is_of_claim }
            }
        };
        Ok(self.told(quotation, &chosen, claimed))
    }

    /// Returns what the archive has of the documents.
    pub fn searched(&self) -> Searched {
        let of =
            |document: &DocumentRecord| document.expressions.iter().map(|one| u64::from(one.provisions)).sum::<u64>();
        Searched {
            documents: self.documents.len(),
            provisions: self.documents.iter().map(of).sum(),
            is_behind: self.searching.is_behind,
        }
    }

    /// Returns the documents of the archive.
    pub fn documents(&self) -> &[DocumentRecord] {
        &self.documents
    }

    /// Returns a document of the archive.
    pub fn document(&self, id: &DocumentId) -> Option<&DocumentRecord> {
        self.by_id.get(id).map(|index| &self.documents[*index])
    }

    /// Returns what says the same as a source in the other expression of its document, if it has one.
    pub fn counterpart(&self, source: &Source) -> Result<Option<Counterpart>, SearchError> {
        let Some(document) = self.document(&source.place.document) else { return Ok(None) };
        let own = document.expressions.iter().find(|one| one.id.language == source.place.language);
        let other = document.expressions.iter().find(|one| one.id.language != source.place.language);
        let (Some(own), Some(other)) = (own, other) else { return Ok(None) };
        let corrections = self.archive.corrections()?;
        let read = |language: Lang| self.archive.corrected(document, language, None, &corrections);
        let (Some(a), Some(b)) = (read(own.id.language)?, read(other.id.language)?) else { return Ok(None) };
        let links = align::counterparts(&a, &b, self.lexicon);
        let Some(link) = links.of_a(source.place.provision).filter(|link| !link.b.is_empty()) else { return Ok(None) };
        let texts =
            link.b.iter().filter_map(|number| b.position(*number)).map(|at| b.reading.provisions[at].text.as_str());
        let text = texts.collect::<Vec<_>>().join(if other.id.language == Lang::Ja { "" } else { " " });
        let place = place(document, Some(other), other.id.language, link.b[0]);
        Ok(Some(Counterpart { place, text, score: link.score }))
    }

    /// Returns the candidates, the claimed document's first, with those for the parts that nothing accounts for.
    fn for_open_parts(&mut self, quotation: &str, finding: &Finding, found: &[Like]) -> Result<Vec<Like>, SearchError> {
        let mut more = found.to_vec();
        for open in finding.open.iter().take(OPEN) {
            let part: String = chars(quotation, *open);
            more.extend(self.like(&request(&part, LIMIT_OPEN, LIMIT_OPEN))?);
        }
        Ok(more)
    }

    /// Returns the provisions that are worded alike, those of the document that is checked left out.
    fn like(&mut self, request: &LikeRequest) -> Result<Vec<Like>, SearchError> {
        let mut found = self.searching.like(request)?;
        found.retain(|like| self.checked.as_ref() != Some(&like.document));
        Ok(found)
    }

    fn compare(&self, quotation: &str, neighbours: &[Neighbours]) -> Finding {
        let mut numbers: BTreeMap<(&DocumentId, Lang), usize> = BTreeMap::new();
        let mut passages = Vec::with_capacity(neighbours.len());
        for one in neighbours {
            let next = numbers.len();
            let document = *numbers.entry((&one.document, one.language)).or_insert(next);
            passages.push(Passage { document, language: one.language, provisions: one.provisions.clone() });
        }
        self.verifier.verify(quotation, &passages)
    }

    /// Finds the documents that a claim may mean.
    fn claimed(&self, name: &str) -> Claimed {
        let wanted = name.trim();
        let is_file = |one: &ExpressionRecord| file_name(one) == wanted;
        let by_file = |document: &&DocumentRecord| document.expressions.iter().any(is_file);
        let mut documents: Vec<&DocumentRecord> = self.documents.iter().filter(by_file).collect();
        if documents.is_empty() {
            let id = wanted.split(['/', '#']).next().unwrap_or_default().to_ascii_lowercase();
            let by_id = |document: &&DocumentRecord| {
                document.id.as_str() == id || document.aliases.iter().any(|alias| alias.as_str() == id)
            };
            documents = self.documents.iter().filter(by_id).collect();
        }
        if documents.is_empty() && !wanted.is_empty() {
            let same = |title: &Option<String>| title.as_deref().is_some_and(|title| is_title(title, wanted));
            let by_title = |document: &&DocumentRecord| {
                same(&document.description.title) || document.expressions.iter().any(|one| same(&one.title))
            };
            documents = self.documents.iter().filter(by_title).collect();
        }
        let has = documents.iter().flat_map(|document| &document.expressions);
        Claimed {
            name: name.to_owned(),
            documents: documents.iter().map(|document| document.id.clone()).collect(),
            has: has.map(|one| (one.id.language, one.translation)).collect(),
        }
    }

    fn told(&self, quotation: &str, chosen: &Chosen, claimed: Option<Claimed>) -> Verification {
        let Chosen { finding, passages, .. } = chosen;
        let is_found = finding.verdict != Verdict::NotFound;
        let source = |passage: usize, provision: usize, range, quoted| {
            let neighbours = &passages[passage];
            let (number, text) = &neighbours.provisions[provision];
            Source { place: self.place_of(neighbours, *number), text: text.clone(), range, quoted }
        };
        let stretches = finding.stretches.iter().filter(|_| is_found);
        let sources: Vec<Source> =
            stretches.map(|one| source(one.passage, one.provision, one.range, one.quoted)).collect();
        let edits = finding.edits.iter().filter(|_| is_found).map(|edit| {
            let text = edit.place.map(|(passage, provision)| passages[passage].provisions[provision].1.as_str());
            let of = edit.place.and_then(|(passage, provision)| {
                finding.stretches.iter().position(|one| (one.passage, one.provision) == (passage, provision))
            });
            ToldEdit {
                source: of,
                sort: edit.sort,
                range: edit.range,
                quoted: edit.quoted,
                before: text.map(|text| chars(text, edit.range)).unwrap_or_default(),
                after: chars(quotation, edit.quoted),
            }
        });
        let stands = finding.verdict;
        let is_elsewhere = claimed.is_some() && !chosen.is_of_claim;
        let verdict = match stands {
            Verdict::Verbatim | Verdict::Elided | Verdict::Truncated if is_elsewhere => Verdict::OtherDocument,
            verdict => verdict,
        };
        let also = if stands == Verdict::Verbatim { self.also(quotation, passages, &sources) } else { Vec::new() };
        Verification {
            verdict,
            stands,
            edits: edits.collect(),
            changes: if is_found { finding.changes.clone() } else { Vec::new() },
            accounted: finding.accounted,
            also,
            sources,
            claimed,
            nearest: if is_found { None } else { self.nearest(quotation, passages) },
            searched: self.searched(),
        }
    }

    /// Returns the candidate that shares most pairs of characters with the quotation; `None` where that is next to nothing.
    fn nearest(&self, quotation: &str, passages: &[Neighbours]) -> Option<Nearest> {
        let pairs = |text: &str| -> BTreeSet<(char, char)> {
            let folded = fold(text, self.lexicon.glyphs());
            let small = folded.as_str().to_lowercase();
            let letters: Vec<char> = small.chars().filter(|c| c.is_alphanumeric()).collect();
            letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
        };
        let wanted = pairs(quotation);
        let mut best: Option<(usize, &Neighbours, usize)> = None;
        for passage in passages {
            for (index, (_, text)) in passage.provisions.iter().enumerate() {
                let shared = wanted.intersection(&pairs(text)).count();
                if best.is_none_or(|(most, ..)| shared > most) {
                    best = Some((shared, passage, index));
                }
            }
        }
        let (shared, passage, index) = best?;
        #[expect(clippy::cast_precision_loss, reason = "a quotation has few pairs of characters")]
        let share = shared as f32 / wanted.len().max(1) as f32;
        let (number, text) = &passage.provisions[index];
        let place = self.place_of(passage, *number);
        (share >= NEAR).then(|| Nearest { place, text: text.clone(), share })
    }

    /// Returns the other documents among the candidates that have the quotation word for word.
    fn also(&self, quotation: &str, passages: &[Neighbours], sources: &[Source]) -> Vec<Place> {
        let mut also: Vec<Place> = Vec::new();
        for passage in passages {
            if sources.iter().any(|source| source.place.document == passage.document) {
                continue;
            }
            let has = passage.provisions.iter().find(|(_, text)| self.verifier.holds(text, quotation));
            if let Some((number, _)) = has
                && also.iter().all(|known| known.document != passage.document)
            {
                also.push(self.place_of(passage, *number));
            }
        }
        also.sort_by(|one, other| (&one.date, &one.document).cmp(&(&other.date, &other.document)));
        also
    }

    fn place_of(&self, neighbours: &Neighbours, number: u32) -> Place {
        let document = self.document(&neighbours.document);
        let expression = document
            .and_then(|document| document.expressions.iter().find(|one| one.id.language == neighbours.language));
        match document {
            Some(document) => place(document, expression, neighbours.language, number),
            // Added after the records were read.
            None => Place {
                document: neighbours.document.clone(),
                file: String::new(),
                language: neighbours.language,
                translation: None,
                title: None,
                date: None,
                provision: number,
            },
        }
    }
}

/// A finding, and whether it is about the document claimed.
struct Chosen {
    finding: Finding,
    passages: Vec<Neighbours>,
    is_of_claim: bool,
}

/// Returns whether the finding in the claimed document stands: what is left out there is told of it, and what is altered is
/// compared with it, unless the quotation is much nearer to something else.
fn prefers(own: &Finding, all: &Finding) -> bool {
    match (own.verdict, all.verdict) {
        (Verdict::Verbatim | Verdict::Elided, _) => true,
        (Verdict::Truncated, _) => own.accounted > 0.8,
        (_, Verdict::Verbatim | Verdict::Elided | Verdict::Truncated) | (Verdict::NotFound, _) => false,
        _ => own.cost <= all.cost * 1.5 + 2.0,
    }
}

fn request(text: &str, limit: usize, each: usize) -> LikeRequest<'_> {
    LikeRequest { text, limit, each, language: None, document: None, titles: true }
}

fn place(document: &DocumentRecord, expression: Option<&ExpressionRecord>, language: Lang, provision: u32) -> Place {
    Place {
        document: document.id.clone(),
        file: expression.map(file_name).unwrap_or_default().to_owned(),
        language,
        translation: expression.and_then(|one| one.translation),
        title: expression.and_then(|one| one.title.clone()).or_else(|| document.description.title.clone()),
        date: document.description.date.as_ref().map(|date| date.as_str().to_owned()),
        provision,
    }
}

/// Returns the name of the file that an expression came from, without its folder.
pub fn file_name(expression: &ExpressionRecord) -> &str {
    Path::new(&expression.origin).file_name().and_then(|name| name.to_str()).unwrap_or(&expression.origin)
}

fn is_title(title: &str, wanted: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(title) == plain(wanted)
}

/// Returns a range of a text, in scalar values.
fn chars(text: &str, range: CharRange) -> String {
    text.chars().skip(range.start as usize).take(range.end.saturating_sub(range.start) as usize).collect()
}
