//! `unpinned-revision`: what is loaded tomorrow may be something else.

use super::Rule;
use super::context::{Context, Judged};
use super::phrases::about;
use crate::mention::{Class, Kind, Mention};
use crate::report::{Finding, Level};

pub(super) const RULE: Rule = Rule {
    id: "unpinned-revision",
    summary: "a model is loaded without naming a commit",
    level: Level::Note,
    check,
    docs: "\
# unpinned-revision

Finds places that load a model of the Hub without naming a commit.

## What it does
Accepts a hexadecimal commit as the revision. A branch or tag moves, so it does not pin.

## Why it matters
Publishers change weights and licenses in place. A commit keeps what was reviewed.

## Example
```python
from_pretrained(\"org/model\", revision=\"main\")
```

## How to fix it
Name the commit: `revision=\"5f0b02c75b57c5855da9ae460ce51323ea669d8a\"`.
",
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    // Where a dependency loads it, there is no place to name one.
    context.used().filter(|model| model.usage.dependency().is_none()).filter_map(finding).collect()
}

fn finding(model: &Judged) -> Option<Finding> {
    let loose = |mention: &&Mention| mention.kind == Kind::Model && mention.class == Class::Use && !is_pinned(mention);
    let loose: Vec<&Mention> = model.usage.mentions.iter().filter(loose).collect();
    let first = loose.first()?;
    let what = match &first.revision {
        Some(revision) => format!("{} is loaded at `{revision}`, which moves", model.usage.id),
        None => format!("{} is loaded without a revision", model.usage.id),
    };
    let mut finding = about(&RULE, model, what);
    let is_loose = |label: &crate::report::Label| {
        loose.iter().any(|mention| mention.span == label.span && mention.source.path() == label.source.path())
    };
    let mut places: Vec<_> = finding.labels.drain(..).chain(finding.also.drain(..)).filter(is_loose).collect();
    finding.also = places.split_off(places.len().min(1));
    finding.labels = places;
    finding.why.push("Publishers change weights and licenses in place; a commit keeps what was reviewed.".to_owned());
    finding.help.push(format!("name a commit of https://huggingface.co/{}/commits/main", model.usage.id));
    Some(finding)
}

/// Whether a revision is a commit. Shortened ones are accepted: the Hub resolves them.
fn is_pinned(mention: &Mention) -> bool {
    mention.revision.as_ref().is_some_and(|revision| {
        (7..=64).contains(&revision.len()) && revision.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}
