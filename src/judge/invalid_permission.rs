//! `invalid-permission`: inline permissions that permit nothing because of how they are written.

use super::Rule;
use super::context::Context;
use crate::report::{Finding, Label, Level, Permission};
use crate::settings::nearest;
use std::sync::Arc;

pub(super) const RULE: Rule = Rule {
    id: "invalid-permission",
    summary: "an inline permission has no reason, or names no rule",
    level: Level::Warn,
    check,
    docs: "\
# invalid-permission

Finds inline permissions that give no reason or name a rule that does not exist.

## What it does
Reads every `model-license: allow(rule, rule) reason` in a comment. Without a reason it accepts nothing.

## Why it matters
The next reader has to know why a finding was accepted, and a misspelt rule accepts nothing.

## Example
```python
# model-license: allow(forbiden-use)
```

## How to fix it
Write the reason behind the parenthesis, and the rule as `cargo model-license` prints it.
",
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    context.scan.permissions.iter().flat_map(faults).collect()
}

fn faults(permission: &Permission) -> Vec<Finding> {
    let mut findings = Vec::new();
    if permission.rules.is_empty() {
        let help = "write model-license: allow(RULE) and the reason";
        findings.push(fault(permission, "the inline permission names no rule".to_owned(), "no rule", help));
        return findings;
    }
    if permission.reason.is_empty() {
        let help = "write the reason behind the parenthesis: without one nothing is accepted";
        findings.push(fault(permission, "the inline permission gives no reason".to_owned(), "no reason", help));
    }
    for rule in permission.rules.iter().filter(|rule| super::find_rule(rule).is_none()) {
        let near = nearest(rule, super::RULES.iter().map(|rule| rule.id));
        let label = near.map_or_else(|| "unknown rule".to_owned(), |near| format!("did you mean `{near}`?"));
        let what = format!("the inline permission names `{rule}`, and no rule is called so");
        findings.push(fault(permission, what, &label, "docs/rules.md lists the rules"));
    }
    findings
}

fn fault(permission: &Permission, what: String, label: &str, help: &str) -> Finding {
    let source = Arc::clone(&permission.source);
    Finding {
        rule: RULE.id,
        level: RULE.level,
        model: None,
        exposure: None,
        what,
        why: Vec::new(),
        help: vec![help.to_owned()],
        labels: vec![Label { source, span: permission.span, text: label.to_owned() }],
        also: Vec::new(),
    }
}
