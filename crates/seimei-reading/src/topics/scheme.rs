//! The controlled vocabulary of topics, and how topics bear on each other.
//!
//! Topic ids only; no word of any language.

use seimei_model::code::TopicId;

/// The topics in alphabetical order. A [`Topic`] is an index into this table.
///
/// # Source
/// The coding manual's `topics.tsv`.
pub const IDS: [&str; 54] = [
    "abductions",
    "afghanistan",
    "africa",
    "alliance",
    "asean",
    "basing",
    "china",
    "climate",
    "counter-terrorism",
    "cyber",
    "defence-industry",
    "development",
    "disaster-relief",
    "disinformation",
    "east-china-sea",
    "economic-security",
    "emerging-tech",
    "energy",
    "euro-atlantic",
    "exercises",
    "food",
    "health",
    "hong-kong-xinjiang",
    "human-rights",
    "human-security",
    "indo-pacific",
    "information-sharing",
    "latin-america",
    "maritime",
    "middle-east",
    "migration",
    "myanmar",
    "nonproliferation",
    "north-korea",
    "nuclear-energy",
    "pacific-islands",
    "partnership",
    "peace-operations",
    "people",
    "procedure",
    "resilience",
    "rules-based-order",
    "russia",
    "sanctions",
    "semiconductors",
    "shared-values",
    "south-china-sea",
    "space",
    "status-quo",
    "supply-chains",
    "taiwan",
    "trade",
    "ukraine",
    "un",
];

/// How many topics there are.
pub const COUNT: usize = IDS.len();

/// A topic, as its place in [`IDS`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Topic(u8);

impl Topic {
    /// Returns the topic of an id, or `None`.
    pub fn from_id(id: &str) -> Option<Self> {
        IDS.binary_search(&id).ok().map(|index| Self(index as u8))
    }

    /// Returns its place in [`IDS`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Returns its id.
    pub fn id(self) -> TopicId {
        TopicId::new(IDS[self.index()])
    }

    /// Returns all topics.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..COUNT as u8).map(Self)
    }
}

/// How much the mention of a state says for the region it belongs to, where the region is a topic.
const REGION_WEIGHTS: &[(&str, f32)] =
    &[("africa", 2.5), ("euro-atlantic", 1.2), ("latin-america", 2.5), ("middle-east", 3.0), ("pacific-islands", 3.0)];

/// States and organisations of regions that are topics, by code.
const REGIONS: &[(&str, &str)] = &[
    ("AGO", "africa"),
    ("ALB", "euro-atlantic"),
    ("ARE", "middle-east"),
    ("ARG", "latin-america"),
    ("ARM", "euro-atlantic"),
    ("ATG", "latin-america"),
    ("AU", "africa"),
    ("AUT", "euro-atlantic"),
    ("AZE", "euro-atlantic"),
    ("BDI", "africa"),
    ("BEL", "euro-atlantic"),
    ("BEN", "africa"),
    ("BFA", "africa"),
    ("BGR", "euro-atlantic"),
    ("BHR", "middle-east"),
    ("BHS", "latin-america"),
    ("BIH", "euro-atlantic"),
    ("BLZ", "latin-america"),
    ("BOL", "latin-america"),
    ("BRA", "latin-america"),
    ("BRB", "latin-america"),
    ("BWA", "africa"),
    ("CAF", "africa"),
    ("CARICOM", "latin-america"),
    ("CHE", "euro-atlantic"),
    ("CHL", "latin-america"),
    ("CIV", "africa"),
    ("CMR", "africa"),
    ("COD", "africa"),
    ("COG", "africa"),
    ("COK", "pacific-islands"),
    ("COL", "latin-america"),
    ("COM", "africa"),
    ("CPV", "africa"),
    ("CRI", "latin-america"),
    ("CUB", "latin-america"),
    ("CYP", "euro-atlantic"),
    ("CZE", "euro-atlantic"),
    ("DJI", "africa"),
    ("DMA", "latin-america"),
    ("DNK", "euro-atlantic"),
    ("DOM", "latin-america"),
    ("DZA", "africa"),
    ("ECOWAS", "africa"),
    ("ECU", "latin-america"),
    ("EGY", "middle-east"),
    ("ERI", "africa"),
    ("ESP", "euro-atlantic"),
    ("EST", "euro-atlantic"),
    ("ETH", "africa"),
    ("FIN", "euro-atlantic"),
    ("FJI", "pacific-islands"),
    ("FSM", "pacific-islands"),
    ("GAB", "africa"),
    ("GCC", "middle-east"),
    ("GEO", "euro-atlantic"),
    ("GHA", "africa"),
    ("GIN", "africa"),
    ("GMB", "africa"),
    ("GNB", "africa"),
    ("GNQ", "africa"),
    ("GRC", "euro-atlantic"),
    ("GRD", "latin-america"),
    ("GTM", "latin-america"),
    ("GUY", "latin-america"),
    ("HND", "latin-america"),
    ("HRV", "euro-atlantic"),
    ("HTI", "latin-america"),
    ("HUN", "euro-atlantic"),
    ("IRL", "euro-atlantic"),
    ("IRN", "middle-east"),
    ("IRQ", "middle-east"),
    ("ISL", "euro-atlantic"),
    ("ISR", "middle-east"),
    ("JAM", "latin-america"),
    ("JOR", "middle-east"),
    ("KEN", "africa"),
    ("KIR", "pacific-islands"),
    ("KNA", "latin-america"),
    ("KWT", "middle-east"),
    ("LBN", "middle-east"),
    ("LBR", "africa"),
    ("LBY", "africa"),
    ("LCA", "latin-america"),
    ("LSO", "africa"),
    ("LTU", "euro-atlantic"),
    ("LUX", "euro-atlantic"),
    ("LVA", "euro-atlantic"),
    ("MAR", "africa"),
    ("MDA", "euro-atlantic"),
    ("MDG", "africa"),
    ("MEX", "latin-america"),
    ("MHL", "pacific-islands"),
    ("MKD", "euro-atlantic"),
    ("MLI", "africa"),
    ("MLT", "euro-atlantic"),
    ("MNE", "euro-atlantic"),
    ("MOZ", "africa"),
    ("MRT", "africa"),
    ("MUS", "africa"),
    ("MWI", "africa"),
    ("NAM", "africa"),
    ("NER", "africa"),
    ("NGA", "africa"),
    ("NIC", "latin-america"),
    ("NIU", "pacific-islands"),
    ("NLD", "euro-atlantic"),
    ("NOR", "euro-atlantic"),
    ("NRU", "pacific-islands"),
    ("OAS", "latin-america"),
    ("OMN", "middle-east"),
    ("OSCE", "euro-atlantic"),
    ("PAN", "latin-america"),
    ("PER", "latin-america"),
    ("PIF", "pacific-islands"),
    ("PLW", "pacific-islands"),
    ("PNG", "pacific-islands"),
    ("POL", "euro-atlantic"),
    ("PRT", "euro-atlantic"),
    ("PRY", "latin-america"),
    ("PSE", "middle-east"),
    ("QAT", "middle-east"),
    ("ROU", "euro-atlantic"),
    ("RWA", "africa"),
    ("SAU", "middle-east"),
    ("SDN", "africa"),
    ("SEN", "africa"),
    ("SLB", "pacific-islands"),
    ("SLE", "africa"),
    ("SLV", "latin-america"),
    ("SOM", "africa"),
    ("SRB", "euro-atlantic"),
    ("SSD", "africa"),
    ("STP", "africa"),
    ("SUR", "latin-america"),
    ("SVK", "euro-atlantic"),
    ("SVN", "euro-atlantic"),
    ("SWE", "euro-atlantic"),
    ("SWZ", "africa"),
    ("SYC", "africa"),
    ("SYR", "middle-east"),
    ("TCD", "africa"),
    ("TGO", "africa"),
    ("TON", "pacific-islands"),
    ("TTO", "latin-america"),
    ("TUN", "africa"),
    ("TUV", "pacific-islands"),
    ("TZA", "africa"),
    ("UGA", "africa"),
    ("URY", "latin-america"),
    ("VCT", "latin-america"),
    ("VEN", "latin-america"),
    ("VUT", "pacific-islands"),
    ("WSM", "pacific-islands"),
    ("XKX", "euro-atlantic"),
    ("YEM", "middle-east"),
    ("ZAF", "africa"),
    ("ZMB", "africa"),
    ("ZWE", "africa"),
];

/// Returns the region that is a topic to which a state belongs, with how much its mention says.
pub fn region(code: &str) -> Option<(Topic, f32)> {
    let place = REGIONS.binary_search_by_key(&code, |(code, _)| code).ok()?;
    let (_, id) = REGIONS.get(place)?;
    let (_, weight) = REGION_WEIGHTS.iter().find(|(topic, _)| topic == id)?;
    Some((Topic::from_id(id)?, *weight))
}

#[cfg(test)]
mod tests {
    use super::{IDS, REGION_WEIGHTS, REGIONS, Topic, region};

    #[test]
    fn tables_are_sorted_and_name_topics() {
        assert!(IDS.is_sorted());
        assert!(REGIONS.is_sorted_by_key(|(code, _)| code));
        for (_, id) in REGIONS {
            assert!(Topic::from_id(id).is_some(), "{id}");
            assert!(REGION_WEIGHTS.iter().any(|(topic, _)| topic == id), "{id}");
        }
    }

    #[test]
    fn states_of_other_regions_speak_for_none() {
        assert_eq!(region("KEN").map(|(topic, _)| topic), Topic::from_id("africa"));
        assert_eq!(region("JPN"), None);
    }
}
