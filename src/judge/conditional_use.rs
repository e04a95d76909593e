//! `conditional-use`: what a license asks of people, beyond files.

use super::Rule;
use super::context::{Context, Judged};
use super::obligations::is_passing_on;
use super::phrases::{about, cite, declare, evidence, exception, explain, milder, served, uses};
use crate::notices::Check;
use crate::registry::schema::Activity;
use crate::report::{Finding, Level};
use crate::verdict::{Decision, Due};

pub(super) const RULE: Rule = Rule {
    id: "conditional-use",
    summary: "a license grants the use on conditions that no file can show to be met",
    level: Level::Warn,
    check,
    docs: "\
# conditional-use

Finds models whose license grants the declared use on conditions.

## What it does
Lists the conditions that no file can show to be met: terms to pass on to users, rules for the name of a
derivative, registrations, limits whose facts are not declared. It is a note where nothing is left to do but
to declare a size.

## Why it matters
A condition that nobody has read is a condition that nobody meets.

## Example
Gemma in a hosted service: the use restrictions go into the terms of service.

## How to fix it
Meet the conditions, then record that as an `[[exception]]` with the reason, so that the next reader knows.
",
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let conditional = context.used().filter(|model| model.judgement.decision == Decision::Conditional);
    conditional.filter_map(finding).collect()
}

fn finding(model: &Judged) -> Option<Finding> {
    let deciding = model.judgement.deciding()?;
    let conditional = || model.judgement.verdicts.iter().filter(|verdict| verdict.decision == Decision::Conditional);
    let under_it = conditional().filter(|verdict| verdict.license.key == deciding.license.key);
    let activities = uses(under_it.map(|verdict| &verdict.activity));
    let what = format!("{} allows {activities} on conditions", deciding.license.name);
    let mut finding = about(&RULE, model, what);
    let duties: Vec<String> = model.checks.iter().filter(|(due, check)| is_left_to_do(due, check)).map(duty).collect();
    let tests: Vec<String> = model.judgement.verdicts.iter().flat_map(open_limits).collect();
    let (has_duties, has_tests) = (!duties.is_empty(), !tests.is_empty());
    let nothing_left = !has_duties && !has_tests;
    if !has_duties {
        // A size that few reach is worth a line, not a warning.
        milder(&mut finding, Level::Note);
    }
    if nothing_left {
        finding.why.push(cite(&deciding.license.name, &deciding.clause, &deciding.why));
    }
    finding.why.extend(duties);
    finding.why.extend(tests);
    finding.why.dedup();
    finding.why.extend(served(model).filter(|_| deciding.activity == Activity::Saas));
    finding.why.push(evidence(&model.usage.resolution));
    finding.help.push(explain(model));
    if has_tests {
        finding.help.extend(declare(&model.judgement.missing));
    }
    if has_duties {
        finding.help.extend(exception(RULE.id, model));
    }
    Some(finding)
}

/// What a publisher may or may not ship is a duty to know of, not one to be warned of; what other rules
/// report as missing from the copies is not said twice.
fn is_left_to_do(due: &Due, check: &Check) -> bool {
    use crate::registry::schema::ObligationKind as Kind;
    let kind = due.obligation.kind;
    let has_rule = matches!(kind, Kind::LicenseCopy | Kind::NoticeSentence | Kind::Attribution | Kind::Display);
    match check {
        Check::NotCheckable => !due.obligation.copied_from_upstream,
        Check::Missing => !(has_rule && due.open.is_empty() && is_passing_on(due)),
        Check::Fulfilled { .. } | Check::Wrong { .. } => false,
    }
}

fn duty((due, _): &(Due, Check)) -> String {
    let condition = due.open.iter().map(|fact| fact.key.as_str()).collect::<Vec<_>>().join(", ");
    let condition = if condition.is_empty() { condition } else { format!(" (depends on {condition})") };
    format!("{}{condition}", cite(&due.license.name, &due.obligation.clause, &due.obligation.summary))
}

fn open_limits(verdict: &crate::verdict::Verdict) -> impl Iterator<Item = String> {
    let facts = verdict.missing.iter().map(|fact| fact.key.as_str()).collect::<Vec<_>>().join(", ");
    verdict
        .open_limits
        .iter()
        .map(move |limit| format!("{} (not declared: {facts})", cite(&verdict.license.name, &limit.clause, &limit.why)))
}
