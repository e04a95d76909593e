//! `unknown-verdict`: the license is known, the answer is not.

use super::Rule;
use super::context::{Context, Judged};
use super::phrases::{about, clause, declare, evidence, explain, uses};
use crate::report::{Finding, Level};
use crate::verdict::Decision;

pub(super) const RULE: Rule = Rule {
    id: "unknown-verdict",
    summary: "a fact or a clause is missing for an answer",
    level: Level::Warn,
    check,
    docs: "\
# unknown-verdict

Finds models whose license is known while the answer is not: a fact about you is missing, or the text is
unclear.

## What it does
Reports a model when a limit of its license asks for a fact that `[usage]` does not state, when the license
does not speak of an activity and its grant is limited, or when its text contradicts itself.

## Why it matters
`allowed` would be a guess. One declared number usually settles it.

## Example
Llama 3.1 for internal use, without the number of monthly users before its release date.

## How to fix it
Add the fact that the message names to `[usage.facts]`. Where the text itself is unclear, ask the publisher
and record the answer as an `[[exception]]`.
",
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let settled = |model: &&Judged| model.usage.resolution.is_settled();
    let unknown = context.used().filter(settled).filter(|model| model.judgement.decision == Decision::Unknown);
    unknown.filter_map(finding).collect()
}

fn finding(model: &Judged) -> Option<Finding> {
    let deciding = model.judgement.deciding()?;
    let open = || model.judgement.verdicts.iter().filter(|verdict| verdict.decision == Decision::Unknown);
    let missing = &model.judgement.missing;
    let what = if deciding.missing.is_empty() {
        let under_it = open().filter(|verdict| verdict.license.key == deciding.license.key);
        let activities = uses(under_it.map(|verdict| &verdict.activity));
        format!("{} does not settle {activities} for {}", deciding.license.name, model.usage.id)
    } else {
        let keys = deciding.missing.iter().map(|fact| fact.key.as_str()).collect::<Vec<_>>().join(", ");
        format!("{} asks for a fact that is not known: {keys}", deciding.license.name)
    };
    let mut finding = about(&RULE, model, what);
    let mut clauses: Vec<String> = open().map(clause).collect();
    clauses.dedup();
    finding.why.extend(clauses);
    finding.why.push(evidence(&model.usage.resolution));
    if missing.is_empty() {
        finding.help.push(explain(model));
    } else {
        finding.help.extend(declare(missing));
    }
    Some(finding)
}
