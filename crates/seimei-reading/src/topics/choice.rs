//! The choice: from weighed evidence to one to three topics.

use std::sync::LazyLock;

use super::scheme::{COUNT, Topic};

/// A second topic needs at least this weight ...
const SECOND_AT_LEAST: f32 = 1.6;
/// ... and this share of the first one's.
const SECOND_SHARE: f32 = 0.6;
/// A third topic needs at least this weight ...
const THIRD_AT_LEAST: f32 = 1.6;
/// ... and this share of the first one's.
const THIRD_SHARE: f32 = 0.68;

/// A specific topic takes this share from a broad one that it mostly is a case of:
/// (specific, broad, share of the specific topic's weight that is taken off).
const SPECIFIC: &[(&str, &str, f32)] = &[
    ("abductions", "human-rights", 0.8),
    ("abductions", "north-korea", 0.7),
    ("asean", "indo-pacific", 0.3),
    ("asean", "partnership", 0.3),
    ("cyber", "emerging-tech", 0.1),
    ("cyber", "resilience", 0.2),
    ("east-china-sea", "china", 0.7),
    ("east-china-sea", "maritime", 0.3),
    ("hong-kong-xinjiang", "china", 0.8),
    ("hong-kong-xinjiang", "human-rights", 0.8),
    ("myanmar", "human-rights", 0.7),
    ("myanmar", "asean", 0.2),
    ("north-korea", "nonproliferation", 0.6),
    ("nuclear-energy", "energy", 0.5),
    ("nuclear-energy", "nonproliferation", 0.3),
    ("pacific-islands", "indo-pacific", 0.5),
    ("semiconductors", "emerging-tech", 0.5),
    ("semiconductors", "supply-chains", 0.3),
    ("south-china-sea", "china", 0.7),
    ("south-china-sea", "maritime", 0.4),
    ("south-china-sea", "status-quo", 0.2),
    ("taiwan", "china", 0.7),
    ("taiwan", "status-quo", 0.2),
    ("taiwan", "un", 0.5),
    ("ukraine", "euro-atlantic", 0.3),
    ("ukraine", "human-rights", 0.4),
    ("ukraine", "rules-based-order", 0.3),
    ("ukraine", "russia", 0.7),
];

/// The same with topics for their ids.
static SHARES: LazyLock<Vec<(Topic, Topic, f32)>> = LazyLock::new(|| {
    let resolve = |&(specific, broad, share): &(&str, &str, f32)| {
        Some((Topic::from_id(specific)?, Topic::from_id(broad)?, share))
    };
    SPECIFIC.iter().filter_map(resolve).collect()
});

/// Takes off from broad topics what specific ones explain.
pub(super) fn prefer_specific(scores: &mut [f32; COUNT]) {
    for &(specific, broad, share) in SHARES.iter() {
        let taken = scores[specific.index()] * share;
        scores[broad.index()] = (scores[broad.index()] - taken).max(0.0);
    }
}

/// Returns one to three topics, heaviest first; of equal weight, the one that is named first
/// (`first_named` by index). Nothing where no topic has any weight.
pub(super) fn choose(scores: &[f32; COUNT], first_named: &[u32; COUNT]) -> Vec<Topic> {
    // The three heaviest, in order; what comes later is never chosen.
    let mut order: Vec<Topic> = Vec::with_capacity(4);
    for topic in Topic::all().filter(|topic| scores[topic.index()] > 0.0) {
        // Most are lighter than the third so far.
        if order.get(2).is_some_and(|third| scores[topic.index()] < scores[third.index()]) {
            continue;
        }
        let is_before = |other: &Topic| {
            let (left, right) = (other.index(), topic.index());
            scores[right].total_cmp(&scores[left]).then(first_named[left].cmp(&first_named[right])).is_le()
        };
        let place = order.iter().take_while(|other| is_before(other)).count();
        if place < 3 {
            order.insert(place, topic);
            order.truncate(3);
        }
    }
    let Some(top) = order.first().map(|first| scores[first.index()]) else { return order };
    let fits = |place: usize, topic: &Topic| {
        let score = scores[topic.index()];
        match place {
            0 => true,
            1 => score >= SECOND_AT_LEAST && score >= top * SECOND_SHARE,
            _ => score >= THIRD_AT_LEAST && score >= top * THIRD_SHARE,
        }
    };
    let kept = order.iter().enumerate().take_while(|(place, topic)| fits(*place, topic)).count();
    order.truncate(kept);
    order
}
