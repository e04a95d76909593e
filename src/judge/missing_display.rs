//! `missing-display`: a license asks for a line on screen.

use super::Rule;
use super::context::Context;
use super::obligations::missing;
use crate::registry::schema::ObligationKind;
use crate::report::{Finding, Level};
use crate::verdict::Due;

pub(super) const RULE: Rule = Rule {
    id: "missing-display",
    summary: "no page shows the line that a license asks for",
    level: Level::Warn,
    check,
    docs: "\
# missing-display

Finds models whose license asks for a line that users see, such as \"Built with Llama\".

## What it does
Searches the README, the documentation, pages, user interface code and translations for the line.

## Why it matters
The line is a condition of the grant, and it is not in the license file.

## Example
A product with Llama 3.1 whose pages nowhere say \"Built with Llama\".

## How to fix it
Show the line where the license wants it; the message quotes the clause. If it stands where this tool cannot
read it, record that as an `[[exception]]`.
",
};

fn check(context: &Context<'_>) -> Vec<Finding> {
    missing(context, &RULE, ObligationKind::Display, what, "display lines")
}

fn what(due: &Due) -> String {
    match due.obligation.text {
        Some(text) => format!("{} asks to show \"{text}\", and no page here does", due.license.name),
        None => format!("{} asks for a line that users see, and none is here", due.license.name),
    }
}
