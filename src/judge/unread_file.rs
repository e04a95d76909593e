//! `unread-file`: what the answer does not cover.

use super::Rule;
use super::context::Context;
use crate::report::{Finding, Label, Level, SkipReason, Skipped};
use crate::text::{SourceText, Span};
use std::sync::Arc;

pub(super) const RULE: Rule = Rule {
    id: "unread-file",
    summary: "a file was not read",
    level: Level::Note,
    check,
    docs: "\
# unread-file

Finds files that were not read: too large, refused by the system, or links that lead out of the repository.

## What it does
Says once for each reason which files the answer does not cover. Binary files are not mentioned.

## Why it matters
A model reference in a file that was not read is not in the report.

## Example
A notebook of 40 MB, above `scan.max-file-size`.

## How to fix it
Raise `max-file-size` in `[scan]`, make the file readable, or name it in `exclude` so that its absence is on
purpose.
",
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let reasons = [SkipReason::TooLarge, SkipReason::Unreadable, SkipReason::LinkOutside];
    reasons.into_iter().filter_map(|reason| finding(reason, &context.scan.skipped)).collect()
}

fn finding(reason: SkipReason, skipped: &[Skipped]) -> Option<Finding> {
    let files: Vec<&Skipped> = skipped.iter().filter(|file| file.reason == reason).collect();
    let (words, help) = match reason {
        SkipReason::TooLarge => ("larger than the limit", "raise max-file-size in [scan] of model-license.toml"),
        SkipReason::Unreadable => ("not readable", "make it readable, or name it in exclude of [scan]"),
        SkipReason::LinkOutside => ("a link out of the repository", "scan its target, or name it in exclude of [scan]"),
        SkipReason::Binary | SkipReason::Ignored => return None,
    };
    let what = match files.as_slice() {
        [] => return None,
        [only] => format!("{} was not read: it is {words}", only.path),
        [first, others @ ..] => format!("{} and {} more were not read: {words}", first.path, others.len()),
    };
    let mut labels: Vec<Label> = files.iter().map(|file| label(file)).collect();
    let also = labels.split_off(1);
    let why = vec!["What stands in them is not in this report.".to_owned()];
    let help = vec![help.to_owned()];
    Some(Finding { rule: RULE.id, level: RULE.level, model: None, exposure: None, what, why, help, labels, also })
}

fn label(file: &Skipped) -> Label {
    let source = Arc::new(SourceText::new(file.path.as_str(), b""));
    Label { source, span: Span { start: 0, end: 0 }, text: file.detail.clone() }
}
