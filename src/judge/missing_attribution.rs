//! `missing-attribution`: a license asks for credit.

use super::Rule;
use super::context::Context;
use super::obligations::missing;
use crate::registry::schema::ObligationKind;
use crate::report::{Finding, Level};
use crate::verdict::Due;

pub(super) const RULE: Rule = Rule {
    id: "missing-attribution",
    summary: "no file gives the credit that a license asks for",
    level: Level::Warn,
    check,
    docs: "\
# missing-attribution

Finds models whose license asks for credit to the creators that no file gives.

## What it does
Searches attribution and notice files, the README and the documentation for what the license prescribes.

## Why it matters
Credit is the price of the Creative Commons licenses; without it the grant ends.

## Example
A `cc-by-4.0` model in the tree, and no line that names its authors and the license.

## How to fix it
Add the lines that the finding shows to `ATTRIBUTION.md` beside the weights.
",
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    missing(context, &RULE, ObligationKind::Attribution, what, "credits")
}

fn what(due: &Due) -> String {
    format!("{} asks for credit to the creators, and none is here", due.license.name)
}
