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
    context.used().filter(|model| !model.usage.resolution.conflicts.is_empty()).map(finding).collect()
}

fn finding(model: &Judged) -> Finding {
    let resolution = &model.usage.resolution;
    let mut finding = about(&RULE, model, format!("{} has more than one license on record", model.usage.id));
    finding.why.extend(resolution.conflicts.iter().cloned());
    finding.why.push(evidence(resolution));
    finding.why.push(format!("Judged by the stricter: {}.", model.judgement.decision.word()));
    finding.help.push(explain(model));
    if resolution.declared {
        // The user has settled it; what others say stays on record.
        milder(&mut finding, Level::Note);
    } else {
        finding.help.extend(statement(&model.usage.id));
    }
    finding
}
