//! `forbidden-use`: a license bars what the user declared.

use super::Rule;
use super::context::{Context, Judged};
use super::phrases::{about, clause, evidence, explain, milder, served, shipped, uses};
use super::unknown_license::statement;
use crate::registry::schema::Activity;
use crate::report::{Finding, Level};
use crate::resolve::Exposure;
use crate::verdict::Decision;

pub(super) const RULE: Rule = Rule {
    id: "forbidden-use",
    summary: "a license bars a declared activity",
    level: Level::Deny,
    check,
    docs: "\
# forbidden-use

Finds models whose license forbids a declared activity.

## What it does
Judges every activity of `[usage]` under the model's own license and under the licenses of the models it
derives from. A limit that holds (a country, a purpose, a number of users, a revenue) forbids before the
activity is read. Where only tests, examples, documentation or builds use the model it is a warning that says so,
because the license bars that use all the same; `forbidden-use = \"deny\"` in `[rules]` fails there too.

## Why it matters
Without a grant the use infringes the publisher's rights, and most licenses end at the first breach.

## Example
```python
AutoModelForCausalLM.from_pretrained(\"Qwen/Qwen2.5-Coder-3B-Instruct\")  # research license, in a product
```

## How to fix it
Use another model (`cargo model-license explain MODEL` names allowed relatives), get a license from the
publisher and record it as an `[[exception]]`, or correct `[usage]` where it does not describe you.
",
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let forbidden = context.used().filter(|model| model.judgement.decision == Decision::Forbidden);
    forbidden.filter_map(finding).collect()
}

fn finding(model: &Judged) -> Option<Finding> {
    let deciding = model.judgement.deciding()?;
    let barred = || model.judgement.verdicts.iter().filter(|verdict| verdict.decision == Decision::Forbidden);
    let under_it = barred().filter(|verdict| verdict.license.key == deciding.license.key);
    let what = match deciding.limit {
        Some(_) => format!("{} gives you no right to use {}", deciding.license.name, model.usage.id),
        None => format!("{} forbids {}", deciding.license.name, uses(under_it.map(|verdict| &verdict.activity))),
    };
    let mut finding = about(&RULE, model, what);
    // The same clause often bars several activities: each clause is cited once.
    let mut clauses: Vec<String> = barred().map(clause).collect();
    clauses.dedup();
    finding.why.extend(clauses);
    finding.why.extend(shipped(model).filter(|_| is_passing_on(deciding.activity)));
    finding.why.extend(served(model).filter(|_| deciding.activity == Activity::Saas));
    finding.why.push(evidence(&model.usage.resolution));
    let offer = deciding.license.commercial_offer.map(|link| format!("a license is offered: {link}"));
    finding.help.push(explain(model));
    if model.judgement.contested {
        // Nothing is allowed on a contradiction, and nothing fails on one either.
        finding.why.extend(model.usage.resolution.conflicts.iter().cloned());
        finding.help.extend(statement(&model.usage.id));
        milder(&mut finding, Level::Warn);
    }
    if model.usage.exposure == Exposure::Development {
        // A license knows no tests: the use stays forbidden, and only the haste is less.
        finding.why.push(
            "Only tests, examples, documentation or builds use it, which the license does not exempt.".to_owned(),
        );
        milder(&mut finding, Level::Warn);
    }
    finding.help.extend(deciding.remedy.clone().or(offer));
    Some(finding)
}

fn is_passing_on(activity: Activity) -> bool {
    activity == Activity::RedistributeWeights
}
