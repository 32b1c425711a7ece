//! The lineage of formulas over an archive: every provision of every present version, ready to be traced.

mod asked;
mod elsewhere;
mod follow;
mod found;
mod lineage;
mod nearest;
mod recurring;
mod taken;
mod vanish;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use seimei_lexicon::lexicon::Lexicon;
use seimei_model::code::{ActorCode, Lang};
use seimei_model::date::Edtf;
use seimei_model::identity::{DocumentId, ProvisionId};
use seimei_model::provision::Provision;
use seimei_model::reading::Reading;
use seimei_model::record::{DocumentRecord, ExpressionRecord};
use seimei_register::grounds::Place;
use seimei_store::error::StoreError;
use seimei_store::filter::Filter;
use seimei_wording::align::{Alignment, align};
use seimei_wording::compare::{self, KindFamily};
pub use seimei_wording::lineage::Family;
pub use seimei_wording::lineage::Kin;
pub use seimei_wording::lineage::PassageId;
use seimei_wording::lineage::across::Across;
use seimei_wording::lineage::{Lineages, Passage};

pub(crate) use self::follow::{Followed, News};
pub use self::found::{Found, language_of};
pub use self::lineage::{Lineage, Member, Usage};
pub use self::nearest::Near;
pub use self::recurring::Recurring;
pub use self::vanish::{Gone, Wanted};
use crate::archive::correct::Corrections;
use crate::archive::verify::file_name;
use crate::archive::{Archive, view};
pub use seimei_wording::changes::{Change, Changed};
pub(crate) use taken::Taken;

/// How texts answer to each other, by their places.
type Alignments = Mutex<BTreeMap<(usize, usize), Arc<Alignment>>>;

/// An archive that is ready to be traced.
pub struct Tracing<'l> {
    lexicon: &'l Lexicon,
    lineages: Arc<Lineages<'l>>,
    /// In order of time, those without a date last.
    texts: Vec<Text>,
    /// The same by their places, in the order in which they were taken in: so passages are numbered.
    order: Vec<usize>,
    /// The text of each passage, and the place of its provision there.
    places: Arc<Vec<(usize, usize)>>,
    /// The documents that were read.
    documents: BTreeSet<DocumentId>,
    /// By what passages mean; made when it is first needed.
    across: Arc<OnceLock<Across<'l>>>,
    /// The words of every passage as they are looked for; made when they are first needed.
    bare: Arc<OnceLock<Vec<String>>>,
    /// How texts answer to each other, by their places; each made when it is first needed.
    alignments: Arc<Alignments>,
}

/// An expression in its present version.
#[derive(Clone, Debug)]
pub struct Text {
    /// Its document.
    pub document: DocumentRecord,
    /// Which expression of it.
    pub expression: ExpressionRecord,
    /// The reading, with lasting numbers and what persons said.
    pub reading: Arc<Reading>,
    /// First day of its date, `YYYY-MM-DD`.
    pub day: Option<String>,
    /// Number of the change that took it in as it is; 0 where the log does not tell.
    pub(crate) taken: u64,
    /// Its first passage.
    first: PassageId,
}

impl Text {
    /// Returns the name of the file it came from, without the folder.
    pub fn file_name(&self) -> &str {
        file_name(&self.expression)
    }

    /// Returns in whose name it speaks.
    pub fn parties(&self) -> &[ActorCode] {
        self.document.description.parties.as_deref().unwrap_or(&self.reading.document.parties)
    }

    /// Returns its date.
    pub fn date(&self) -> Option<&Edtf> {
        self.document.description.date.as_ref()
    }

    /// Returns what family its kind is of: statements of positions, accounts of meetings, ...
    pub fn family(&self) -> KindFamily {
        compare::family(self.document.description.kind.unwrap_or(self.reading.document.kind))
    }

    /// Returns whether the same parties speak in a like kind of document: else another wording is no change of policy.
    pub fn is_like(&self, other: &Self) -> bool {
        self.parties() == other.parties() && self.family() == other.family()
    }

    fn year(&self) -> Option<i32> {
        self.date().and_then(Edtf::year)
    }
}

impl Archive {
    /// Makes ready to trace: reads the present version of every expression. `progress` is called with (done, all).
    /// Linear; about 0.1 ms a page.
    pub fn tracing<'l>(
        &self,
        lexicon: &'l Lexicon,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Tracing<'l>, StoreError> {
        let corrections = self.corrections()?;
        self.tracing_with(&corrections, &self.taken_after(0)?, lexicon, progress)
    }

    /// Makes ready to trace with corrections, and by which changes texts were taken in, fetched before.
    pub(crate) fn tracing_with<'l>(
        &self,
        corrections: &Corrections,
        taken: &Taken,
        lexicon: &'l Lexicon,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Tracing<'l>, StoreError> {
        let documents = self.store().documents(&Filter::default())?;
        let mut texts = Vec::with_capacity(documents.len());
        let all = documents.len();
        for (done, document) in documents.iter().enumerate() {
            progress(done, all);
            texts.extend(self.texts_of(document, corrections, taken)?);
        }
        progress(all, all);
        let documents = documents.into_iter().map(|document| document.id).collect();
        Ok(Tracing::new(texts, documents, lexicon))
    }

    /// Fetches the present versions of a document's expressions, which were taken in by these changes.
    pub(super) fn texts_of(
        &self,
        document: &DocumentRecord,
        corrections: &Corrections,
        taken: &Taken,
    ) -> Result<Vec<Text>, StoreError> {
        let mut texts = Vec::with_capacity(document.expressions.len());
        for expression in &document.expressions {
            let Some(stored) = self.store().reading(&expression.id, None)? else { continue };
            let reading = Arc::new(view::shown(stored, document, corrections));
            let day = document.description.date.as_ref().and_then(Edtf::period).map(|(first, _)| first);
            let taken = taken.get(&expression.id).copied().unwrap_or(0);
            let (document, expression) = (document.clone(), expression.clone());
            texts.push(Text { document, expression, reading, day, taken, first: PassageId(0) });
        }
        Ok(texts)
    }
}

impl<'l> Tracing<'l> {
    fn new(mut texts: Vec<Text>, documents: BTreeSet<DocumentId>, lexicon: &'l Lexicon) -> Self {
        texts.sort_by(order_in_time);
        let order = taken::order(&texts);
        let places = taken::places(&mut texts, &order);
        let mut lineages = Lineages::new(lexicon);
        for (rank, number) in order.iter().enumerate() {
            let text = &texts[*number];
            for provision in &text.reading.provisions {
                lineages.add(&passage(rank, text, provision));
            }
        }
        lineages.settle_by(taken::reference(&texts, &order));
        Self::of(lexicon, lineages, texts, order, places, documents)
    }

    /// Makes it of its parts.
    fn of(
        lexicon: &'l Lexicon,
        lineages: Lineages<'l>,
        texts: Vec<Text>,
        order: Vec<usize>,
        places: Vec<(usize, usize)>,
        documents: BTreeSet<DocumentId>,
    ) -> Self {
        let (lineages, places, across) = (Arc::new(lineages), Arc::new(places), Arc::default());
        let (bare, alignments) = (Arc::default(), Arc::default());
        Self { lexicon, lineages, texts, order, places, documents, across, bare, alignments }
    }

    /// Returns the lexicon it works with.
    pub fn lexicon(&self) -> &'l Lexicon {
        self.lexicon
    }

    /// Returns how many documents were read, and how many provisions.
    pub fn searched(&self) -> (usize, usize) {
        (self.documents.len(), self.places.len())
    }

    /// Returns all texts, in order of time; those without a date last.
    pub fn texts(&self) -> &[Text] {
        &self.texts
    }

    /// Returns the text that a passage stands in, and its provision.
    pub fn at(&self, passage: PassageId) -> (&Text, &Provision) {
        let (text, place) = self.places[passage.0 as usize];
        let text = &self.texts[text];
        (text, &text.reading.provisions[place])
    }

    /// Returns the place of a passage's text in [`Self::texts`].
    pub fn text_of(&self, passage: PassageId) -> usize {
        self.places[passage.0 as usize].0
    }

    /// Returns what a passage is called: document, language, lasting number.
    pub fn reference(&self, passage: PassageId) -> ProvisionId {
        let (text, provision) = self.at(passage);
        let id = &text.expression.id;
        ProvisionId { document: id.document.clone(), language: Some(id.language), number: provision.number }
    }

    /// Returns the passages of a text, by its place in [`Self::texts`].
    pub fn passages(&self, text: usize) -> impl Iterator<Item = PassageId> + use<> {
        let text = &self.texts[text];
        let first = text.first.0;
        (first..first + text.reading.provisions.len() as u32).map(PassageId)
    }

    /// Returns how two texts of a document answer to each other, by their places in [`Self::texts`]. Kept once asked; some
    /// milliseconds.
    pub fn aligned(&self, a: usize, b: usize) -> Arc<Alignment> {
        let known = || self.alignments.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known().get(&(a, b)) {
            return Arc::clone(known);
        }
        let made = Arc::new(align(&self.texts[a].reading, &self.texts[b].reading, self.lexicon));
        Arc::clone(known().entry((a, b)).or_insert(made))
    }

    /// Returns the places of the other expressions of a text's document.
    pub fn others(&self, text: usize) -> impl Iterator<Item = usize> {
        let own = &self.texts[text].expression.id;
        (0..self.texts.len()).filter(move |other| {
            let other = &self.texts[*other].expression.id;
            other.document == own.document && other.language != own.language
        })
    }

    /// Makes what the first question would otherwise wait for.
    pub fn warm(&self) {
        self.across();
        self.bare_texts();
        for text in 0..self.texts.len() {
            for other in self.others(text) {
                self.aligned(text, other);
            }
        }
    }

    /// Returns the kin of a passage, the likeliest first.
    pub fn kin(&self, passage: PassageId) -> Vec<Kin> {
        self.lineages.kin(passage)
    }

    /// Returns the kin of a text that the archive may not have, the likeliest first.
    pub fn kin_of(&self, text: &str, language: Lang) -> Vec<Kin> {
        self.lineages.kin_of(&Passage { text, language, ..Passage::default() })
    }

    /// Returns the kin of a provision of a draft, with what was read in it.
    pub fn kin_of_provision(&self, provision: &Provision, language: Lang, parties: &[ActorCode]) -> Vec<Kin> {
        let Provision { text, acts, topics, .. } = provision;
        self.lineages.kin_of(&Passage { text, language, acts, topics, parties, ..Passage::default() })
    }

    /// Returns all families of formulas, their members in order of time. About linear in the number of provisions.
    pub fn families(&self) -> Vec<Family> {
        let mut families = self.lineages.families(threads());
        for family in &mut families {
            family.members.sort_by_key(|member| self.in_time(*member));
        }
        families.sort_by_cached_key(|family| family.members.iter().map(|one| self.in_time(*one)).collect::<Vec<_>>());
        families
    }

    /// Returns the place of a passage in the order of time: that of its text, then where it stands there.
    pub fn in_time(&self, passage: PassageId) -> (usize, usize) {
        self.places[passage.0 as usize]
    }

    /// Returns the lineages.
    pub(crate) fn lineages(&self) -> &Lineages<'l> {
        &self.lineages
    }

    /// Returns the passage at a place.
    pub(crate) fn passage_at(&self, place: Place) -> PassageId {
        PassageId(self.texts[place.text as usize].first.0 + place.provision)
    }

    /// Returns where a passage stands, as the register counts texts and provisions.
    pub(crate) fn place_of(&self, passage: PassageId) -> Place {
        let (text, provision) = self.places[passage.0 as usize];
        Place { text: text as u32, provision: provision as u32 }
    }
}

/// The order of texts: of time, those without a date last; then by name.
fn order_in_time(one: &Text, other: &Text) -> Ordering {
    let key = |text: &Text| (text.day.is_none(), text.day.clone());
    key(one).cmp(&key(other)).then_with(|| one.expression.id.cmp(&other.expression.id))
}

/// Many requests of a server ask one [`Tracing`] at once.
const _: () = {
    const fn is_shared<T: Send + Sync>() {}
    is_shared::<Tracing<'static>>();
};

/// Returns how many threads the machine runs at once.
pub(crate) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Returns a provision as it is traced; `rank` is that of its text in the order in which texts were taken in.
fn passage<'p>(rank: usize, text: &'p Text, provision: &'p Provision) -> Passage<'p> {
    Passage {
        document: rank as u32,
        year: text.year(),
        language: text.expression.id.language,
        text: &provision.text,
        acts: &provision.acts,
        topics: &provision.topics,
        parties: text.parties(),
    }
}
