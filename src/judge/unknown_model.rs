//! `unknown-model`: an id that the registry does not have.

use super::Rule;
use super::context::{Context, Judged};
use super::phrases::{about, evidence, milder};
use super::unknown_license::statement;
use crate::mention::{Certainty, Kind};
use crate::report::{Finding, Level};
use crate::resolve::NonAnswer;

pub(super) const RULE: Rule = Rule {
    id: "unknown-model",
    summary: "the registry does not know an id",
    level: Level::Warn,
    check,
    docs: "\
# unknown-model

Finds models that the registry does not know: private ones, new ones, misspelt ones.

## What it does
Reports ids that no table of the registry holds and whose base model is not known either. Where only the shape
of the text speaks for a model, it is a note.

## Why it matters
Nothing can be said of such a model, so nothing is.

## Example
```yaml
model: acme/private-tuned
```

## How to fix it
State its license in a `[[model]]` entry of `model-license.toml`, with the reason.
",
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    let unknown = |model: &&Judged| {
        model.usage.kind != Kind::Weights && model.usage.resolution.non_answer == Some(NonAnswer::NotInRegistry)
    };
    context.used().filter(unknown).map(finding).collect()
}

fn finding(model: &Judged) -> Finding {
    let id = &model.usage.id;
    let mut finding = about(&RULE, model, format!("{id} is not in the registry"));
    finding.why.push(evidence(&model.usage.resolution));
    if model.usage.mentions.iter().all(|mention| mention.certainty == Certainty::Likely) {
        finding.why.push("Only the shape of the text says that it names a model.".to_owned());
        milder(&mut finding, Level::Note);
    }
    if model.usage.kind == Kind::Model {
        finding.help.push(format!("read https://huggingface.co/{id}"));
    }
    finding.help.extend(statement(id));
    finding
}
