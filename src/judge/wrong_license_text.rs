//! `wrong-license-text`: a file stands where the license should, and holds another text.

use super::Rule;
use super::context::{Context, Judged};
use super::phrases::{about, cite, evidence};
use crate::notices::Check;
use crate::registry::schema::License;
use crate::report::{Finding, Label, Level};
use crate::text::{SourceText, Span};
use crate::verdict::Due;
use std::sync::Arc;

pub(super) const RULE: Rule = Rule {
    id: "wrong-license-text",
    summary: "a license or notice file holds another text",
    level: Level::Deny,
    check,
    docs: "\
# wrong-license-text

Finds license and notice files that hold the text of another license or of another version.

## What it does
Recognises the text of each license file by its wording. A file beside the weights, or one with another text
of the same publisher that no model here uses, is reported when the right text is nowhere.

## Why it matters
A wrong text grants nothing: Llama 3 and Llama 3.1 differ in what outputs may be used for.

## Example
`models/llama-3.1-8b/LICENSE` with the text of Llama 3.

## How to fix it
Replace the file by the right text; the finding says where the official text is.
",
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let wrong = |model: &Judged| {
        let found = |(due, check): &(Due, Check)| match check {
            Check::Wrong { found, at } if due.open.is_empty() => Some((due.clone(), *found, Arc::clone(at))),
            _ => None,
        };
        let (due, license, at) = model.checks.iter().find_map(found)?;
        Some(finding(model, &due, license, at))
    };
    context.used().filter_map(wrong).collect()
}

fn finding(model: &Judged, due: &Due, found: &License, at: Arc<SourceText>) -> Finding {
    let what = format!("{} holds the text of {}, not of {}", at.path(), found.name, due.license.name);
    let mut finding = about(&RULE, model, what);
    finding.why.push(cite(&due.license.name, &due.obligation.clause, &due.obligation.summary));
    finding.why.push(evidence(&model.usage.resolution));
    finding.help.push(format!("replace {} by the text of {}", at.path(), due.license.text_url));
    let text = format!("recognised as {}", found.key);
    finding.labels.push(Label { span: first_line(&at), source: at, text });
    finding
}

/// The first line with a word: a title.
fn first_line(source: &SourceText) -> Span {
    let mut start = 0;
    for line in source.text().split_inclusive('\n') {
        if !line.trim().is_empty() {
            return Span { start, end: start + line.trim_end().len() };
        }
        start += line.len();
    }
    Span { start: 0, end: 0 }
}
