//! The sentences and labels that rules share, so that all findings read alike.

use super::Rule;
use super::context::Judged;
use crate::mention::{Class, Dependency, Kind, Mention};
use crate::report::{Finding, Label, Level};
use crate::resolve::{Evidence, Exposure, Resolution};
use crate::verdict::{MissingFact, Verdict, activity_phrase, find_fact};

/// A finding about a model: its first place is the primary label, the others follow.
pub(super) fn about(rule: &Rule, model: &Judged, what: String) -> Finding {
    let mut places: Vec<_> = model.usage.places().filter(|(mention, _)| mention.class == Class::Use).collect();
    if places.is_empty() {
        places = model.usage.places().collect();
    }
    // A line of code says more than a weights file, which has no line to show; a test says least.
    places.sort_by_key(|(mention, exposure)| (mention.kind == Kind::Weights, *exposure == Exposure::Development));
    let mut labels: Vec<Label> = places.into_iter().map(place).collect();
    let also = labels.split_off(labels.len().min(1));
    let dependency = model.usage.dependency();
    Finding {
        rule: rule.id,
        // Others' code is not the user's to mend, so it fails a run only where the configuration says so.
        level: dependency.map_or(rule.level, |_| rule.level.min(Level::Warn)),
        model: Some(model.usage.id.clone()),
        exposure: Some(model.usage.exposure.word()),
        what,
        why: dependency.map(brought_by).into_iter().collect(),
        help: Vec::new(),
        labels,
        also,
    }
}

/// Makes one finding milder than its rule.
pub(super) fn milder(finding: &mut Finding, level: Level) {
    finding.level = finding.level.min(level);
}

fn place((mention, exposure): (&Mention, Exposure)) -> Label {
    let text = match exposure {
        _ if mention.dependency.is_some() => "loaded by default",
        _ if mention.construct == "git-lfs-pointer" => "a git-lfs pointer to weights",
        _ if mention.kind == Kind::Weights => "weights in the tree",
        Exposure::Shipped => "shipped",
        Exposure::Served => "served",
        Exposure::Loaded => "loaded at run time",
        Exposure::Development => "in a test, an example or a build",
        Exposure::Selectable => "selectable",
        Exposure::Mentioned => "mentioned",
    };
    Label { source: std::sync::Arc::clone(&mention.source), span: mention.span, text: text.to_owned() }
}

/// `brought by fastembed 5.2.0 (features: default, online), required by app`
fn brought_by(dependency: &Dependency) -> String {
    let features = match &dependency.feature {
        Some(feature) => format!(" (feature {feature})"),
        None if dependency.features.is_empty() => String::new(),
        None => format!(" (features on: {})", dependency.features.join(", ")),
    };
    format!("brought by {}{features}, required by {}", dependency.title(), dependency.required_by.join(" > "))
}

/// `Llama 3.1 …, 1.b.i: a product shows …`
pub(super) fn clause(verdict: &Verdict) -> String {
    cite(&verdict.license.name, &verdict.clause, &verdict.why)
}

/// A license, a clause, and what it says.
pub(super) fn cite(license: &str, clause: &str, why: &str) -> String {
    if clause == "-" { format!("{license}: {why}") } else { format!("{license}, {clause}: {why}") }
}

/// Where the license is known from: the deciding source with its date, and how sure that is.
pub(super) fn evidence(resolution: &Resolution) -> String {
    let source = resolution.sources.first().map(source_words).unwrap_or_default();
    let source = if source.is_empty() { source } else { format!(" [{source}]") };
    format!("{}{source}", resolution.why)
}

fn source_words(evidence: &Evidence) -> String {
    if evidence.date.is_empty() { evidence.source.clone() } else { format!("{}, {}", evidence.source, evidence.date) }
}

/// Why passing on the weights is judged at all.
pub(super) fn shipped(model: &Judged) -> Option<String> {
    let path = model.usage.weights().next()?;
    Some(format!("applies because the weights are in the tree: {path}"))
}

/// Why a hosted service is judged although none is declared.
pub(super) fn served(model: &Judged) -> Option<String> {
    let (mention, _) = model.usage.places().find(|(_, exposure)| *exposure == Exposure::Served)?;
    let line = mention.start().line;
    Some(format!("applies because a server is configured with it: {}:{line}", mention.source.path()))
}

/// `a product and a hosted service`
pub(super) fn uses<'a>(activities: impl IntoIterator<Item = &'a crate::registry::schema::Activity>) -> String {
    let words: Vec<&str> = activities.into_iter().map(|activity| activity_phrase(*activity)).collect();
    join_words(&words, "and")
}

/// `a, b and c`
pub(super) fn join_words(words: &[&str], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [others @ .., end] => format!("{} {last} {end}", others.join(", ")),
    }
}

/// The command that shows everything about a model.
pub(super) fn explain(model: &Judged) -> String {
    format!("cargo model-license explain {}", model.usage.id)
}

/// The lines that accept a finding for good, as they stand in `model-license.toml`.
pub(super) fn exception(rule: &str, model: &Judged) -> Vec<String> {
    vec![
        "or accept it in model-license.toml:".to_owned(),
        "[[exception]]".to_owned(),
        format!("model = \"{}\"", model.usage.id),
        format!("rule = \"{rule}\""),
        "reason = \"why this is settled\"".to_owned(),
    ]
}

/// The lines that declare missing facts. The value is `unknown` until the user writes the true one:
/// lines that are pasted unread must not make a model look allowed.
pub(super) fn declare(missing: &[MissingFact]) -> Vec<String> {
    let mut lines = vec!["declare it in model-license.toml:".to_owned()];
    let (top, facts): (Vec<_>, Vec<_>) =
        missing.iter().partition(|fact| matches!(fact.key.as_str(), "seat" | "markets" | "organization" | "purposes"));
    for (table, facts) in [("[usage]", top), ("[usage.facts]", facts)] {
        if !facts.is_empty() {
            lines.push(table.to_owned());
        }
        lines.extend(facts.iter().map(|fact| format!("{} = \"unknown\"  # {}", fact.key, question(fact))));
    }
    lines
}

fn question(fact: &MissingFact) -> String {
    let words = find_fact(&fact.key).map(|row| row.words).unwrap_or_default();
    let words: Vec<&str> = words.iter().map(|word| word.0).collect();
    if words.is_empty() { fact.question.to_owned() } else { format!("{} One of: {}.", fact.question, words.join(", ")) }
}
