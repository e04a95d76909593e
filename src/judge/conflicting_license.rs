//! `conflicting-license`: sources say different things of a model.

use super::Rule;
use super::context::{Context, Judged};
use super::phrases::{about, evidence, explain, milder};
use super::unknown_license::statement;
use crate::report::{Finding, Level};

pub(super) const RULE: Rule = Rule {
    id: "conflicting-license",
    summary: "sources say different things of a model",
    level: Level::Warn,
    check,
    docs: "\
# conflicting-license

Finds models of which sources say different things: the Hub's tag and the publisher's text, two sources, or a
free tag on a base model with restrictions.

## What it does
Shows both sides with their dates. The stricter one is judged until the user settles it.

## Why it matters
One in sixteen derivatives puts a permissive tag on a restricted base. The tag does not lift the restriction.

## Example
`deepseek-ai/DeepSeek-R1-Distill-Llama-8B` is tagged MIT and derives from Llama 3.1.

## How to fix it
Read the publisher's text, and state the license in a `[[model]]` entry of `model-license.toml`, with the
reason.
",
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    context.used().filter_map(finding).collect()
}

fn finding(model: &Judged) -> Option<Finding> {
    let resolution = &model.usage.resolution;
    let what = match (resolution.conflicts.as_slice(), resolution.changes.as_slice()) {
        ([], []) => return None,
        ([], _) => format!("{} had another license before", model.usage.id),
        _ => format!("{} has more than one license on record", model.usage.id),
    };
    let mut finding = about(&RULE, model, what);
    finding.why.extend(resolution.conflicts.iter().chain(&resolution.changes).cloned());
    finding.why.push(evidence(resolution));
    finding.help.push(explain(model));
    if resolution.declared || !matters(model) {
        // The user or the publisher has settled it, or others say less than the record does.
        milder(&mut finding, Level::Note);
    } else {
        finding.why.push(format!("The stricter counts: {}.", model.judgement.decision.word()));
        finding.help.extend(statement(&model.usage.id));
    }
    Some(finding)
}

/// Whether a license that the record itself does not name makes the answer stricter.
fn matters(model: &Judged) -> bool {
    let resolution = &model.usage.resolution;
    let own = resolution.licenses.iter().map(|license| license.class).max();
    let judged = model.judgement.verdicts.iter().map(|verdict| verdict.license.class).max();
    !resolution.conflicts.is_empty() && (judged > own || model.judgement.contested)
}
