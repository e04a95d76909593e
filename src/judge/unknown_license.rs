//! `unknown-license`: the model is known, or lies in the tree, and no license is on record.

use super::Rule;
use super::context::{Context, Judged};
use super::phrases::{about, evidence, explain};
use crate::mention::Kind;
use crate::report::{Finding, Level};
use crate::resolve::NonAnswer;

pub(super) const RULE: Rule = Rule {
    id: "unknown-license",
    summary: "no license is on record for a model",
    level: Level::Warn,
    check,
    docs: "\
# unknown-license

Finds models without a license on record: the Hub has no tag, the tag is `other` without a name, the terms
behind the tag are not in the registry, or nothing beside a weights file says what it is.

## What it does
Keeps the ways of not knowing apart, because the way out differs. A base model with a license is named.

## Why it matters
No license means no permission. About one in twelve of the most downloaded models has no tag.

## Example
`deepseek-ai/DeepSeek-V3` has no license tag; its license stands in a file of its repository.

## How to fix it
Read the publisher's text and state what it is in a `[[model]]` entry of `model-license.toml`, with the
reason.
",
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    context.used().filter_map(finding).collect()
}

fn finding(model: &Judged) -> Option<Finding> {
    let resolution = &model.usage.resolution;
    let id = &model.usage.id;
    let what = match resolution.non_answer? {
        NonAnswer::NoTag => format!("the Hub has no license tag for {id}"),
        NonAnswer::OtherWithoutName => {
            format!(
                "the Hub's tag for {id} is {}, which names no license",
                resolution.hub_tag.as_deref().unwrap_or("other")
            )
        }
        NonAnswer::KnownTagWithoutTerms => {
            let tag = resolution.hub_tag.as_deref().unwrap_or("its license");
            format!("the terms of {id} ({tag}) are not in the registry")
        }
        NonAnswer::NotInRegistry if model.usage.kind == Kind::Weights => {
            format!("nothing says what model {id} holds")
        }
        NonAnswer::NotInRegistry => return None,
    };
    let mut finding = about(&RULE, model, what);
    finding.why.push(evidence(resolution));
    for base in &resolution.bases {
        finding.why.push(format!("derives from {} ({})", base.id, base.resolution.license_words()));
    }
    finding.why.extend(resolution.conflicts.iter().cloned());
    finding.help.push(explain(model));
    finding.help.extend(statement(id));
    Some(finding)
}

/// The lines that state a license, as they stand in `model-license.toml`.
pub(super) fn statement(id: &str) -> Vec<String> {
    vec![
        "or state it in model-license.toml:".to_owned(),
        "[[model]]".to_owned(),
        format!("id = \"{id}\""),
        "license = \"the key or SPDX identifier\"".to_owned(),
        "reason = \"where you read it, and when\"".to_owned(),
    ]
}
