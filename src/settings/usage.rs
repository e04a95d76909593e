//! What the user does with models: `[usage]`, and `--set` with the same keys.

use super::complaint::{Complaint, Complaints};
use super::countries::country;
use super::date::is_date;
use super::names::{nearest, quoted_list};
use super::toml::{self, Section, Value, wrong_kind};
use super::types::{DeclaredUse, FactValue, Written};
use crate::registry::schema::{Activity, Fact, FactKind};
use crate::registry::{FACTS, LICENSES};
use crate::text::{SourceText, Span};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Keys of `[usage]` itself; all other facts stand in `[usage.facts]`.
const KEYS: [&str; 7] = ["commercial", "activities", "seat", "markets", "organization", "purposes", "facts"];

/// Activities as they are written.
const ACTIVITIES: [&str; 10] = [
    "internal",
    "product",
    "saas",
    "redistribute-weights",
    "fine-tune",
    "redistribute-finetune",
    "train-other-models",
    "publish-outputs",
    "research",
    "evaluate",
];

/// The fact that stands for one number a release date.
const DATED: &str = "mau_at_DATE";

/// Declares that the answer is not known.
const UNKNOWN: &str = "unknown";

/// Reads `[usage]`.
pub(super) fn from_section(section: &Section, usage: &mut DeclaredUse, sink: &mut Complaints) {
    usage.declared = true;
    for entry in section.entries.iter().filter(|entry| entry.key.value != "facts") {
        if KEYS.contains(&entry.key.value.as_str()) {
            declare(usage, &entry.key, &entry.value, sink);
        } else if let Some(fact) = fact_row(&entry.key.value) {
            let what = format!("`{}` stands in [usage.facts], not in [usage]", fact.key);
            sink.error(entry.key.span, what, "move it there");
        } else {
            section.unknown(&entry.key, &KEYS, sink);
        }
    }
    let Some(facts) = section.table("facts", sink) else { return };
    for entry in &facts.entries {
        if KEYS.contains(&entry.key.value.as_str()) {
            sink.error(entry.key.span, format!("`{}` stands in [usage] itself", entry.key.value), "move it there");
        } else {
            declare(usage, &entry.key, &entry.value, sink);
        }
    }
}

/// Reads the `--set KEY=VALUE` options.
pub(super) fn from_command_line(set: &[String], usage: &mut DeclaredUse) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for written in set {
        usage.declared = true;
        let mut sink = Complaints::new(Arc::new(SourceText::new("--set", written.as_bytes())));
        match written.split_once('=') {
            Some((key, value)) => {
                let key = Written { value: key.to_owned(), span: Span { start: 0, end: key.len() } };
                let value = typed(&key.value, value, key.span.end + 1);
                declare(usage, &key, &value, &mut sink);
            }
            None => {
                sink.error(Span { start: 0, end: written.len() }, "--set takes KEY=VALUE", "there is no `=`");
            }
        }
        complaints.extend(sink.sorted());
    }
    complaints
}

/// The value of `--set`, read as its key asks: numbers may be grouped, words are separated by commas.
fn typed(key: &str, text: &str, start: usize) -> Written<Value> {
    let span = Span { start, end: start + text.len() };
    let several = key == "activities" || fact_row(key).is_some_and(|fact| fact.kind == FactKind::Words);
    let digits: String = text.chars().filter(|c| !matches!(c, '_' | ',')).collect();
    let value = match text {
        "true" | "yes" => Value::YesNo(true),
        "false" | "no" => Value::YesNo(false),
        _ if several && text != UNKNOWN => Value::List(words(text, start)),
        _ => digits.parse().map_or_else(|_| Value::Text(text.to_owned()), Value::Number),
    };
    Written { value, span }
}

fn words(text: &str, start: usize) -> Vec<Written<Value>> {
    let mut at = start;
    let mut words = Vec::new();
    for word in text.split(',') {
        let span = Span { start: at, end: at + word.len() };
        words.push(Written { value: Value::Text(word.trim().to_owned()), span });
        at = span.end + 1;
    }
    words
}

/// One statement about the use.
fn declare(usage: &mut DeclaredUse, key: &Written<String>, value: &Written<Value>, sink: &mut Complaints) {
    match key.value.as_str() {
        "commercial" => {
            usage.commercial = toml::yes_no(value, "commercial", sink).unwrap_or(usage.commercial);
        }
        "activities" => activities(usage, value, sink),
        name => {
            let Some(row) = fact_row(name) else { return unknown_fact(key, sink) };
            check_date(key, sink);
            if let Some(value) = fact(row, name, value, sink) {
                usage.facts.insert(name.to_owned(), value);
            }
        }
    }
}

fn activities(usage: &mut DeclaredUse, value: &Written<Value>, sink: &mut Complaints) {
    let mut activities = Vec::new();
    let words = toml::texts(value, "activities", sink);
    for word in &words {
        match activity(&word.value) {
            Some(activity) => activities.push(activity),
            None => unknown_word(word, "activity", &ACTIVITIES, sink),
        }
    }
    if words.is_empty() && matches!(value.value, Value::List(_)) {
        let label = "name at least one, or leave the key out";
        sink.error(value.span, "`activities` is empty", label).help =
            Some(format!("the activities are {}", quoted_list(ACTIVITIES, "and")));
    }
    activities.sort_unstable();
    activities.dedup();
    if !activities.is_empty() {
        usage.activities = activities;
    }
}

fn activity(word: &str) -> Option<Activity> {
    let word = serde::de::value::StrDeserializer::<serde::de::value::Error>::new(word);
    Activity::deserialize(word).ok()
}

fn unknown_word(word: &Written<String>, what: &str, known: &[&str], sink: &mut Complaints) {
    let label = nearest(&word.value, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
    let complaint = sink.error(word.span, format!("unknown {what} `{}`", word.value), label.unwrap_or_default());
    if complaint.label.is_empty() {
        complaint.help = Some(format!("write {}", quoted_list(known.iter().copied(), "or")));
    }
}

/// The row of a key; `mau_at_2024-07-23` is a key of the row `mau_at_DATE`.
fn fact_row(key: &str) -> Option<&'static Fact> {
    let dated = key.strip_prefix("mau_at_").is_some();
    FACTS.iter().find(|fact| *fact.key == *key || (dated && *fact.key == *DATED))
}

fn unknown_fact(key: &Written<String>, sink: &mut Complaints) {
    let known = FACTS.iter().map(|fact| fact.key.0).chain(["activities"]);
    let label = nearest(&key.value, known.clone()).map(|near| format!("did you mean `{near}`?"));
    let complaint = sink.error(key.span, format!("unknown fact `{}`", key.value), label.unwrap_or_default());
    if complaint.label.is_empty() {
        complaint.help = Some(format!("the facts are {}", quoted_list(known, "and")));
    }
}

/// `mau_at_DATE` is asked for the release dates that licenses name, and for no others.
fn check_date(key: &Written<String>, sink: &mut Complaints) {
    let Some(day) = key.value.strip_prefix("mau_at_") else { return };
    if !is_date(day) {
        sink.error(key.span, format!("`{}` names no day", key.value), "write mau_at_YYYY-MM-DD");
        return;
    }
    let asked: BTreeSet<&str> = LICENSES
        .iter()
        .flat_map(|license| license.limits.iter())
        .flat_map(|limit| limit.when.iter().chain(limit.unless.iter()))
        .filter_map(|condition| condition.fact.as_ref().map(|fact| fact.0))
        .filter(|fact| fact.starts_with("mau_at_"))
        .collect();
    if !asked.contains(key.value.as_str()) {
        let complaint = sink.warn(key.span, format!("no license asks for `{}`", key.value), "has no effect");
        complaint.help = Some(format!("licenses ask for {}", quoted_list(asked, "and")));
    }
}

/// The value as the fact's row wants it.
fn fact(row: &Fact, key: &str, value: &Written<Value>, sink: &mut Complaints) -> Option<FactValue> {
    if matches!(&value.value, Value::Text(text) if text == UNKNOWN) {
        return Some(FactValue::Unknown);
    }
    match (row.kind, &value.value) {
        (FactKind::Number, Value::Number(number)) => Some(FactValue::Number(*number)),
        (FactKind::YesNo, Value::YesNo(yes)) => Some(FactValue::YesNo(*yes)),
        (FactKind::Word, Value::Text(_)) => {
            let written = toml::text(value, key, sink)?;
            word(row, &written, sink).map(FactValue::Word)
        }
        (FactKind::Words, Value::List(_) | Value::Text(_)) => {
            let written = toml::texts(value, key, sink);
            let words: Vec<String> = written.iter().filter_map(|written| word(row, written, sink)).collect();
            (words.len() == written.len()).then_some(FactValue::Words(words))
        }
        (kind, _) => {
            wrong_kind(value, key, &expected(row, kind), sink);
            None
        }
    }
}

fn expected(row: &Fact, kind: FactKind) -> String {
    match kind {
        FactKind::Number => format!("a whole number ({}), or \"unknown\"", row.unit),
        FactKind::YesNo => "`true`, `false` or \"unknown\"".to_owned(),
        FactKind::Word => "one word in quotes".to_owned(),
        FactKind::Words => "a list of words".to_owned(),
    }
}

fn word(row: &Fact, written: &Written<String>, sink: &mut Complaints) -> Option<String> {
    if matches!(row.key.0, "seat" | "markets") {
        let code = country(&written.value);
        if let Err(help) = code {
            sink.error(written.span, format!("`{}` is not a country code", written.value), help);
        }
        return code.ok();
    }
    let words: Vec<&str> = row.words.iter().map(|word| word.0).collect();
    if words.is_empty() || words.contains(&written.value.as_str()) {
        return Some(written.value.clone());
    }
    unknown_word(written, &format!("word for `{}`:", row.key), &words, sink);
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(statements: &[&str]) -> (DeclaredUse, Vec<Complaint>) {
        let mut usage = DeclaredUse::default();
        let statements: Vec<String> = statements.iter().map(|&text| text.to_owned()).collect();
        let complaints = from_command_line(&statements, &mut usage);
        (usage, complaints)
    }

    #[test]
    fn the_list_of_activities_is_that_of_the_registry() {
        for word in ACTIVITIES {
            assert!(activity(word).is_some(), "{word}");
        }
        assert!(activity("hosting").is_none());
    }

    #[test]
    fn set_takes_the_keys_of_usage() {
        let (usage, complaints) = set(&[
            "commercial=false",
            "activities=saas,internal",
            "seat=de",
            "markets=US,EU",
            "annual_revenue_usd=1,200,000",
            "mau_at_2024-07-23=12",
            "registered=unknown",
        ]);
        assert!(complaints.is_empty(), "{complaints:?}");
        assert!(usage.declared && !usage.commercial);
        assert_eq!(usage.activities, [Activity::Internal, Activity::Saas]);
        assert_eq!(usage.facts["seat"], FactValue::Word("DE".to_owned()));
        assert_eq!(usage.facts["markets"], FactValue::Words(vec!["US".to_owned(), "EU".to_owned()]));
        assert_eq!(usage.facts["annual_revenue_usd"], FactValue::Number(1_200_000));
        assert_eq!(usage.facts["mau_at_2024-07-23"], FactValue::Number(12));
        assert_eq!(usage.facts["registered"], FactValue::Unknown);
    }

    #[test]
    fn mistakes_in_set_are_named() {
        let (_, complaints) = set(&["commercial", "comercial=true", "seat=Germany", "mau=many", "mau_at_2024-13-01=5"]);
        let what: Vec<&str> = complaints.iter().map(|complaint| complaint.what.as_str()).collect();
        assert_eq!(what.len(), 5, "{what:?}");
        assert!(complaints[1].label.contains("`commercial`"));
    }

    #[test]
    fn a_date_that_no_license_names_is_a_warning() {
        let (_, complaints) = set(&["mau_at_1999-01-01=5"]);
        assert!(complaints.len() == 1 && !complaints[0].fatal);
    }
}
