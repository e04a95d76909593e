//! `denied-license`: the house's own lists.

use super::Rule;
use super::context::{Context, Judged};
use super::phrases::{about, evidence, explain};
use crate::registry::schema::License;
use crate::report::{Finding, Label, Level};
use crate::settings::{Policy, Written};
use crate::verdict::glob_matches;
use std::sync::Arc;

pub(super) const RULE: Rule = Rule {
    id: "denied-license",
    summary: "the lists of the configuration do not welcome a model",
    level: Level::Deny,
    check,
    docs: "\
# denied-license

Finds models that the lists of `model-license.toml` do not welcome, by license, by id or by publisher.

## What it does
`[licenses] deny` and `allow` name license keys or SPDX identifiers, `[models] deny` and `allow` ids,
`[publishers] deny` organisations; all take globs. With an `allow` list for licenses every other license is
denied, an unknown one too. A model on the `allow` list for models passes whatever its license. Licenses of
base models count.

## Why it matters
A house has rules that no license states.

## Example
```toml
[licenses]
deny = [\"*-nc-*\"]
```

## How to fix it
Use another model, or add it to `[models] allow`.
",
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    context.used().filter_map(|model| finding(context, model)).collect()
}

/// Why a model is not welcome, with the entry that says so.
struct Denial<'a> {
    what: String,
    entry: Option<&'a Written<String>>,
}

fn finding(context: &Context<'_>, model: &Judged) -> Option<Finding> {
    let policy = &context.settings.policy;
    let denial = by_id(policy, model).or_else(|| by_license(policy, model))?;
    let mut finding = about(&RULE, model, denial.what);
    // The user wrote the list, so it holds for what dependencies bring too.
    finding.level = RULE.level;
    finding.why.push(evidence(&model.usage.resolution));
    finding.help.push(explain(model));
    finding.help.push("or welcome it in model-license.toml:".to_owned());
    finding.help.push("[models]".to_owned());
    finding.help.push(format!("allow = [\"{}\"]", model.usage.id));
    if let (Some(entry), Some(source)) = (denial.entry, &context.settings.source) {
        let text = "denied here".to_owned();
        finding.labels.push(Label { source: Arc::clone(source), span: entry.span, text });
    }
    Some(finding)
}

fn by_id<'a>(policy: &'a Policy, model: &Judged) -> Option<Denial<'a>> {
    let id = &model.usage.id;
    if let Some(entry) = entry_for(&policy.denied_models, &[id]) {
        return Some(Denial { what: format!("{id} is on the list of denied models"), entry: Some(entry) });
    }
    let (publisher, _) = id.split_once('/')?;
    let entry = entry_for(&policy.denied_publishers, &[publisher])?;
    Some(Denial { what: format!("{publisher} is on the list of denied publishers"), entry: Some(entry) })
}

fn by_license<'a>(policy: &'a Policy, model: &Judged) -> Option<Denial<'a>> {
    let id = &model.usage.id;
    if entry_for(&policy.allowed_models, &[id]).is_some() {
        return None;
    }
    let licenses = model.usage.resolution.all_licenses();
    for license in &licenses {
        if let Some(entry) = entry_for(&policy.denied_licenses, &names(license)) {
            let what = format!("{} of {id} is on the list of denied licenses", license.key);
            return Some(Denial { what, entry: Some(entry) });
        }
    }
    if policy.allowed_licenses.is_empty() {
        return None;
    }
    let stranger = licenses.iter().find(|license| entry_for(&policy.allowed_licenses, &names(license)).is_none());
    let what = match stranger {
        Some(license) => format!("{} of {id} is not on the list of allowed licenses", license.key),
        None if !model.usage.resolution.is_settled() => {
            format!("the license of {id} is unknown, and only listed licenses are allowed")
        }
        None => return None,
    };
    Some(Denial { what, entry: None })
}

/// The words under which a list may name a license.
fn names(license: &'static License) -> [&'static str; 2] {
    [license.key.0, license.spdx.0]
}

fn entry_for<'a>(list: &'a [Written<String>], names: &[&str]) -> Option<&'a Written<String>> {
    list.iter().find(|entry| names.iter().any(|name| glob_matches(&entry.value, name)))
}
