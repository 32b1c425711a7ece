//! Programmes as programs get them: in a list, and whole.

use seimei_model::programme::ProgrammeId;
use seimei_register::overlay::Kept;
use seimei_register::programme::progress::Progress;
use serde_json::json;

use super::register::joined;
use crate::archive::register::Registry;

/// The columns; the words of the JSON keys.
pub const COLUMNS: &[&str] = &[
    "id",
    "title_ja",
    "title_en",
    "parties",
    "from",
    "until",
    "supersedes",
    "document",
    "priorities",
    "areas",
    "activities",
    "indicators",
    "entries",
    "changed",
];

/// Returns how many entries belong to areas of a programme.
pub fn placed(id: &ProgrammeId, registry: &Registry) -> usize {
    let entries = &registry.register().entries;
    entries.iter().filter(|entry| entry.areas.iter().any(|area| area.programme == *id)).count()
}

fn counts(id: &ProgrammeId, registry: &Registry) -> Option<[usize; 4]> {
    let programme = &registry.register().programmes.get(id)?.programme;
    let goals = || programme.areas().flat_map(|(_, area)| &area.goals);
    let activities = goals().map(|goal| goal.activities.len()).sum();
    let indicators = goals().map(|goal| goal.indicators.len()).sum();
    Some([programme.priorities.len(), programme.areas().count(), activities, indicators])
}

/// Returns a programme as it stands in lists.
pub fn listed(id: &ProgrammeId, registry: &Registry) -> Option<serde_json::Value> {
    let kept = registry.register().programmes.get(id)?;
    let programme = &kept.programme;
    let [priorities, areas, activities, indicators] = counts(id, registry)?;
    Some(json!({
        "id": id, "title": programme.title, "parties": programme.parties, "from": programme.from,
        "until": programme.until, "supersedes": programme.supersedes, "document": programme.document,
        "priorities": priorities, "areas": areas, "activities": activities, "indicators": indicators,
        "entries": placed(id, registry), "changed": kept.changed,
    }))
}

/// Returns a programme as a row under [`COLUMNS`].
pub fn row(id: &ProgrammeId, registry: &Registry) -> Option<Vec<String>> {
    let kept = registry.register().programmes.get(id)?;
    let programme = &kept.programme;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut cells = vec![
        id.to_string(),
        text(&programme.title.ja),
        text(&programme.title.en),
        joined(&programme.parties),
        programme.from.to_string(),
        programme.until.to_string(),
        programme.supersedes.as_ref().map(ToString::to_string).unwrap_or_default(),
        programme.document.as_ref().map(ToString::to_string).unwrap_or_default(),
    ];
    cells.extend(counts(id, registry)?.map(|count| count.to_string()));
    cells.extend([placed(id, registry).to_string(), kept.changed.to_string()]);
    Some(cells)
}

/// Returns a programme whole, with how far it is and which entries belong to its areas.
pub fn shown(kept: &Kept, progress: &Progress, registry: &Registry) -> serde_json::Value {
    let areas: serde_json::Map<String, serde_json::Value> = kept
        .programme
        .areas()
        .map(|(_, area)| {
            let entries = registry.in_area(&kept.programme.area_id(area));
            (area.code.to_string(), json!(entries.iter().map(|entry| &entry.id).collect::<Vec<_>>()))
        })
        .collect();
    json!({ "programme": kept.programme, "progress": progress, "entries": areas, "changed": kept.changed })
}
