//! `unused-configuration`: entries that no longer mean anything.

use super::Rule;
use super::context::Context;
use crate::report::{Finding, Label, Level};
use crate::settings::{Settings, Written};
use crate::text::Span;
use crate::verdict::glob_matches;
use std::sync::Arc;

pub(super) const RULE: Rule = Rule {
    id: "unused-configuration",
    summary: "an entry of the configuration met nothing",
    level: Level::Warn,
    check,
    docs: "\
# unused-configuration

Finds entries of `model-license.toml` that met nothing: exceptions, `[[model]]` statements, `allow` entries
and inline permissions.

## What it does
Looks at a run over the whole repository; a run over named paths or changes cannot tell. A permission that names several
rules is looked at rule by rule. `deny` entries are meant to meet
nothing.

## Why it matters
A forgotten exception waits to hide the next finding.

## Example
An exception for a model that was removed last year.

## How to fix it
Delete the entry.
",
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let settings = context.settings;
    if !is_full_run(settings) {
        return Vec::new();
    }
    let ids: Vec<&str> = context.models.iter().flat_map(|model| model.usage.names()).collect();
    let licenses: Vec<&str> = context
        .models
        .iter()
        .flat_map(|model| model.usage.resolution.all_licenses())
        .flat_map(|license| [license.key.0, license.spdx.0])
        .collect();
    let policy = &settings.policy;
    let mut unused = Vec::new();
    unused.extend(unmet(&policy.allowed_licenses, &licenses).map(|entry| ("no model here has the license", entry)));
    unused.extend(unmet(&policy.allowed_models, &ids).map(|entry| ("no file here names the model", entry)));
    let mut findings: Vec<Finding> =
        unused.into_iter().map(|(what, entry)| at(settings, format!("{what} {}", entry.value), entry.span)).collect();
    let unstated = settings.models.iter().filter(|model| !ids.iter().any(|id| id.eq_ignore_ascii_case(&model.id)));
    findings
        .extend(unstated.map(|model| at(settings, format!("no file here names the model {}", model.id), model.span)));
    findings
}

fn unmet<'a>(list: &'a [Written<String>], names: &'a [&str]) -> impl Iterator<Item = &'a Written<String>> {
    list.iter().filter(|entry| !names.iter().any(|name| glob_matches(&entry.value, name)))
}

/// Whether the run saw everything that an entry could be about.
pub(super) fn is_full_run(settings: &Settings) -> bool {
    settings.scan.is_whole()
}

/// A finding about an entry of the configuration.
pub(super) fn at(settings: &Settings, what: String, span: Span) -> Finding {
    let label = |source| Label { source, span, text: "unused".to_owned() };
    Finding {
        rule: RULE.id,
        level: RULE.level,
        model: None,
        exposure: None,
        what,
        why: Vec::new(),
        help: vec!["delete the entry".to_owned()],
        labels: settings.source.iter().map(Arc::clone).map(label).collect(),
        also: Vec::new(),
    }
}
