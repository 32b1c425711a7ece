//! `seimei register programme show` and `progress`: a programme with how far it is on a day, whole or area by area.

use clap::Command;
use seimei_app::archive::register::programme::progress::{
    self, ActivityProgress, ActivityState, AreaProgress, Gap, IndicatorProgress, Progress,
};
use seimei_app::archive::register::{Kept, Registry};
use seimei_model::programme::{Area, Indicator};
use serde_json::json;

use super::super::open;
use super::super::told::{BETWEEN, rows};
use super::{asked, id_argument, told};
use crate::Outcome;
use crate::commands::common::{self, Stop, option};
use crate::commands::{Call, filter, trace};
use crate::messages::Messages;
use crate::report::Look;
use crate::style::Tone;
use crate::wrap::{Rich, printable};

/// Adds the arguments.
pub(super) fn grammar(command: Command, messages: &Messages) -> Command {
    let date = option("date", "programme.date", messages).value_name(messages.text("filter.date").to_owned());
    open::with_register(command.arg(id_argument(messages)).arg(date.value_parser(filter::day)), messages)
}

/// Shows a programme whole.
pub(super) fn run(call: &Call) -> Result<Outcome, Stop> {
    open::opened(call, |_, registry| {
        let kept = asked(call, registry)?;
        let progress = progress::progress(&kept.programme, &day(call));
        if call.matches.get_flag("json") {
            let areas: serde_json::Map<String, serde_json::Value> = kept
                .programme
                .areas()
                .map(|(_, area)| {
                    let entries = registry.in_area(&kept.programme.area_id(area));
                    (area.code.to_string(), json!(entries.iter().map(|entry| &entry.id).collect::<Vec<_>>()))
                })
                .collect();
            let value = json!({
                "programme": kept.programme, "progress": progress, "entries": areas, "changed": kept.changed,
            });
            common::print_json(&value)?;
            return Ok(Outcome::Done);
        }
        let names = open::names(registry, call);
        let look = open::look(call, &names);
        trace::print(&whole(kept, &progress, registry, &look))?;
        Ok(Outcome::Done)
    })
}

/// Shows how far a programme is, area by area.
pub(super) fn progress(call: &Call) -> Result<Outcome, Stop> {
    open::opened(call, |_, registry| {
        let kept = asked(call, registry)?;
        let progress = progress::progress(&kept.programme, &day(call));
        if call.matches.get_flag("json") {
            common::print_json(&progress)?;
            return Ok(Outcome::Done);
        }
        let names = open::names(registry, call);
        let look = open::look(call, &names);
        let mut out = head(kept, &progress, &look);
        for area in &progress.areas {
            let mut line = Rich::new(Tone::Heading, format!("{} {}", area.area.code, told::text(&area.title, &look)));
            for (tone, part) in in_short(area, &look) {
                line.push(Tone::Faint, BETWEEN);
                line.push(tone, part);
            }
            out += &look.lines(&line, 0, 4);
        }
        trace::print(&out)?;
        Ok(Outcome::Done)
    })
}

/// Returns the day for which it is told: that of `--date`, else today.
fn day(call: &Call) -> String {
    call.matches.get_one::<String>("date").cloned().unwrap_or_else(|| open::today(call))
}

fn head(kept: &Kept, progress: &Progress, look: &Look) -> String {
    let messages = look.messages;
    let programme = &kept.programme;
    let plain = |text: String| Rich::new(Tone::Plain, text);
    let mut all = vec![
        (messages.text("programme.is"), plain(programme.id.to_string())),
        (messages.text("programme.parties"), plain(look.actors(&programme.parties))),
        (messages.text("programme.time"), plain(told::period(programme, look))),
    ];
    let day = look.date(&seimei_model::date::Edtf::new(&progress.day));
    if let Some(countdown) = &progress.countdown {
        let text = format!(
            "{}{BETWEEN}{}",
            told::countdown(countdown, look),
            messages.fill("programme.as-of", &[("day", &day)])
        );
        all.push((messages.text("programme.left-label"), plain(text)));
    }
    if let Some(older) = &programme.supersedes {
        all.push((messages.text("programme.older"), plain(older.to_string())));
    }
    if let Some(document) = &programme.document {
        all.push((messages.text("programme.document"), plain(document.to_string())));
    }
    if !programme.called.is_empty() {
        let called: Vec<String> = programme.called.iter().map(|name| printable(name)).collect();
        all.push((messages.text("programme.called"), plain(messages.list(called.iter().map(String::as_str)))));
    }
    if !programme.contacts.is_empty() {
        all.push((messages.text("programme.contacts"), plain(told::contacts(&programme.contacts, look))));
    }
    all.push((messages.text("programme.change"), plain(kept.changed.to_string())));
    let title = look.lines(&Rich::new(Tone::Heading, told::text(&programme.title, look)), 0, 2);
    format!("{title}{}\n", rows(&all, look))
}

fn whole(kept: &Kept, progress: &Progress, registry: &Registry, look: &Look) -> String {
    let mut out = head(kept, progress, look);
    let mut areas = progress.areas.iter();
    for priority in &kept.programme.priorities {
        let title = format!("{}  {}", priority.code, told::text(&priority.title, look));
        out += &look.lines(&Rich::new(Tone::Heading, title), 0, 4);
        out += &look.rule("─");
        for (area, progress) in priority.areas.iter().zip(areas.by_ref()) {
            out += &self::area(area, progress, look);
            let entries = registry.in_area(&kept.programme.area_id(area));
            if !entries.is_empty() {
                let names: Vec<String> = entries.iter().map(|entry| entry.id.to_string()).collect();
                let names = look.messages.list(names.iter().map(String::as_str));
                let count = look.messages.count("stocktake.commitments", entries.len());
                let line = look.messages.fill("programme.entries", &[("count", &count), ("names", &names)]);
                out += &look.lines(&Rich::new(Tone::Promise, line), 4, 4);
            }
        }
        out.push('\n');
    }
    out
}

fn area(area: &Area, progress: &AreaProgress, look: &Look) -> String {
    let messages = look.messages;
    let mut line = Rich::new(Tone::Heading, format!("{}  {}", area.code, told::text(&area.title, look)));
    if let Some(from) = &area.inherits {
        line.push(
            Tone::Faint,
            format!("{BETWEEN}{}", messages.fill("programme.inherits", &[("area", &from.to_string())])),
        );
    }
    let mut out = look.lines(&line, 2, 6);
    let topics: Vec<&str> = area.topics.iter().map(|topic| messages.label("topic", topic.as_str())).collect();
    let mechanisms: Vec<String> = area.mechanisms.iter().map(|name| printable(name)).collect();
    let about = [
        messages.list(topics),
        messages.list(mechanisms.iter().map(String::as_str)),
        if area.responsible.is_empty() { String::new() } else { look.actors(&area.responsible) },
        told::contacts(&area.contacts, look),
    ];
    let about: Vec<String> = about.into_iter().filter(|part| !part.is_empty()).collect();
    if !about.is_empty() {
        out += &look.lines(&Rich::new(Tone::Faint, about.join(BETWEEN)), 4, 4);
    }
    let mut activities = progress.activities.iter();
    let mut indicators = progress.indicators.iter();
    for goal in &area.goals {
        out += &look.lines(&Rich::new(Tone::Plain, format!("{}  {}", goal.code, told::text(&goal.title, look))), 4, 8);
        for activity in activities.by_ref().take(goal.activities.len()) {
            out += &look.lines(&activity_line(activity, look), 6, 10);
        }
        for (indicator, of) in indicators.by_ref().take(goal.indicators.len()).zip(&goal.indicators) {
            out += &look.lines(&indicator_line(indicator, of, look), 6, 10);
        }
    }
    for gap in &progress.gaps {
        out += &look.lines(&Rich::new(Tone::Warning, gap_in_words(*gap, messages).to_owned()), 4, 4);
    }
    out
}

fn activity_line(activity: &ActivityProgress, look: &Look) -> Rich {
    let messages = look.messages;
    let date = |date: &Option<seimei_model::date::Edtf>| date.as_ref().map(|date| look.date(date)).unwrap_or_default();
    let (tone, state) = match activity.state {
        ActivityState::Done => {
            let key = if activity.is_late { "programme.done-late" } else { "programme.done-on" };
            (Tone::Come, messages.fill(key, &[("date", &date(&activity.done))]))
        }
        ActivityState::Due => (Tone::Promise, messages.fill("programme.due", &[("date", &date(&activity.due))])),
        ActivityState::Overdue => {
            (Tone::Warning, messages.fill("programme.overdue", &[("date", &date(&activity.due))]))
        }
        ActivityState::Undated => (Tone::Faint, messages.text("programme.undated").to_owned()),
    };
    let mut line = Rich::new(Tone::Plain, format!("{}  {}", activity.code, told::text(&activity.title, look)));
    line.push(Tone::Faint, BETWEEN);
    line.push(tone, state);
    line
}

fn indicator_line(progress: &IndicatorProgress, indicator: &Indicator, look: &Look) -> Rich {
    let messages = look.messages;
    let mut line = Rich::new(Tone::Plain, format!("{}  {}", progress.code, told::text(&progress.title, look)));
    let number = |number: Option<f64>| number.map_or_else(|| "—".to_owned(), told::number);
    let unit = indicator.unit.as_ref().map(|unit| told::text(unit, look)).unwrap_or_default();
    let actual = indicator.actual.filter(|_| progress.measured.is_some());
    let values = [
        ("baseline", number(indicator.baseline)),
        ("actual", number(actual)),
        ("target", number(indicator.target)),
        ("unit", unit),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    let said = messages.fill("programme.measured", &values);
    line.push(Tone::Plain, format!("{BETWEEN}{}", said.trim_end()));
    match (progress.is_reached, progress.share) {
        (Some(true), _) => line.push(Tone::Come, format!("{BETWEEN}{}", messages.text("programme.reached"))),
        (_, Some(share)) => {
            let share = told::share(share);
            line.push(Tone::Plain, format!("{BETWEEN}{}", messages.fill("programme.share", &[("share", &share)])));
        }
        _ => {}
    }
    match &progress.measured {
        Some(date) => {
            let (tone, key) = if progress.is_stale {
                (Tone::Warning, "programme.stale")
            } else {
                (Tone::Faint, "programme.measured-on")
            };
            line.push(tone, format!("{BETWEEN}{}", messages.fill(key, &[("date", &look.date(date))])));
        }
        None => line.push(Tone::Faint, format!("{BETWEEN}{}", messages.text("programme.unmeasured"))),
    }
    line
}

/// Returns how an area stands: activities, indicators, what is stale, what is missing.
fn in_short(area: &AreaProgress, look: &Look) -> Vec<(Tone, String)> {
    let messages = look.messages;
    let counts = &area.counts;
    let mut parts = Vec::new();
    if counts.all > 0 {
        let values = [("done", counts.done.to_string()), ("all", counts.all.to_string())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        parts.push((Tone::Plain, messages.fill("programme.activities-done", &values)));
    }
    if counts.overdue > 0 {
        parts.push((Tone::Warning, messages.count("programme.activities-overdue", counts.overdue)));
    }
    let reached = area.indicators.iter().filter(|one| one.is_reached == Some(true)).count();
    if !area.indicators.is_empty() {
        let values = [("reached", reached.to_string()), ("all", area.indicators.len().to_string())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        parts.push((Tone::Plain, messages.fill("programme.indicators-reached", &values)));
    }
    let stale = area.indicators.iter().filter(|one| one.is_stale).count();
    if stale > 0 {
        parts.push((Tone::Warning, messages.count("programme.indicators-stale", stale)));
    }
    parts.extend(area.gaps.iter().map(|gap| (Tone::Warning, gap_in_words(*gap, messages).to_owned())));
    parts
}

fn gap_in_words(gap: Gap, messages: &Messages) -> &'static str {
    let word = match gap {
        Gap::NoGoal => "no_goal",
        Gap::NoActivity => "no_activity",
        Gap::NoIndicator => "no_indicator",
    };
    messages.find(&format!("gap.{word}")).unwrap_or(word)
}
