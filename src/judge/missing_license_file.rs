//! `missing-license-file`: a license asks for a copy of its text.

use super::Rule;
use super::context::Context;
use super::obligations::missing;
use crate::registry::schema::ObligationKind;
use crate::report::{Finding, Level};
use crate::verdict::Due;

pub(super) const RULE: Rule = Rule {
    id: "missing-license-file",
    summary: "no file holds the text of a license that must accompany the model",
    level: Level::Deny,
    check,
    docs: "\
# missing-license-file

Finds models whose license must accompany them and whose text no file holds.

## What it does
Looks beside the weights, at the roots of the package and of the repository, in the customary folders
(`licenses/`, `third_party/`, `legal/`, `models/<name>/`) and in `files` of `[notices]`. A file counts by its text:
the right license, in the right version. It denies where weights are passed on and is a note elsewhere.

## Why it matters
Passing on weights without their license is the most common breach, and the easiest to mend.

## Example
`models/llama-8b.gguf` in the tree, and no Llama 3.1 license anywhere.

## How to fix it
Put the text beside the weights or into `LICENSES/`; the finding says where the official text is.
",
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    missing(context, &RULE, ObligationKind::LicenseCopy, what, "license texts")
}

fn what(due: &Due) -> String {
    format!("{} asks for a copy of its text, and none is here", due.license.name)
}
