//! `missing-notice`: a license asks for a notice sentence.

use super::Rule;
use super::context::Context;
use super::obligations::missing;
use crate::registry::schema::ObligationKind;
use crate::report::{Finding, Level};
use crate::verdict::Due;

pub(super) const RULE: Rule = Rule {
    id: "missing-notice",
    summary: "no notice file holds the sentence that a license prescribes",
    level: Level::Deny,
    check,
    docs: "\
# missing-notice

Finds models whose license prescribes a notice that no notice file holds.

## What it does
Searches `NOTICE`, `THIRD_PARTY*`, `ATTRIBUTION*` and the `files` of `[notices]` for the prescribed sentence. White
space does not matter; every other character does, `©` and `(c)` included, because the licenses quote the
sentence. It denies where weights are passed on and is a note elsewhere.

## Why it matters
The notice tells recipients whose terms bind them.

## Example
Llama 3.1 weights in the tree, without \"Llama 3.1 is licensed under the Llama 3.1 Community License, …\".

## How to fix it
Add the sentence that the finding shows to `NOTICE`.
",
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    missing(context, &RULE, ObligationKind::NoticeSentence, what, "notices")
}

fn what(due: &Due) -> String {
    format!("{} asks for a notice, and none is here", due.license.name)
}
