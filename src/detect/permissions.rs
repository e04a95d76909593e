//! Inline permissions: `model-license: allow(rule) reason` in a comment.
//!
//! Only a comment permits: the same words in a string, in documentation or in prose are an example.

use super::languages;
use super::lexer::{TokenKind, tokens};
use crate::report::Permission;
use crate::text::{SourceText, Span};
use std::ops::Range;
use std::sync::Arc;

/// What a file with a permission holds; the prefilter looks for it too.
pub const MARK: &str = "model-license:";

/// What begins a comment in the files that are not read as a programming language.
const OPENERS: &[&str] = &["#", "//", "--", "<!--", "/*", "*", ";", "%", "{{/*", "{#"];

/// The permissions of a file, in the order of the text.
#[must_use]
pub fn permissions(source: &Arc<SourceText>) -> Vec<Permission> {
    let text = source.text();
    if !text.contains(MARK) {
        return Vec::new();
    }
    let comments = Comments::of(source);
    let marks = text.match_indices(MARK).filter(|(start, _)| comments.hold(text, *start));
    let mut found: Vec<(bool, Permission)> = marks.filter_map(|(start, _)| permission(source, start)).collect();
    // Permissions one below the other all speak for the line below the last.
    for at in (1..found.len()).rev() {
        let (line, last) = (found[at].1.line, found[at].1.last_line);
        if found[at].0 && found[at - 1].0 && found[at - 1].1.line + 1 == line {
            found[at - 1].1.last_line = last;
        }
    }
    found.into_iter().map(|(_, permission)| permission).collect()
}

/// A permission, and whether its comment has the line to itself.
fn permission(source: &Arc<SourceText>, start: usize) -> Option<(bool, Permission)> {
    let text = source.text();
    let line = text[start..].lines().next().unwrap_or_default();
    let words = line[MARK.len()..].trim_start().strip_prefix("allow")?.trim_start().strip_prefix('(')?;
    // One that is not closed permits nothing, and is reported for that.
    let (rules, reason) = words.split_once(')').unwrap_or(("", ""));
    let end = start + line.len() - reason.len();
    let number = source.position(start).line;
    let permission = Permission {
        source: Arc::clone(source),
        span: Span { start, end },
        line: number,
        last_line: number + 1,
        rules: rules.split(',').map(|rule| rule.trim().to_string()).filter(|rule| !rule.is_empty()).collect(),
        reason: trimmed(reason).to_string(),
    };
    Some((before(text, start).trim().len() <= 4, permission))
}

/// The reason without what closes the comment, or the string of a notebook.
fn trimmed(reason: &str) -> &str {
    let mut reason = reason.trim();
    for end in ["\",", "\"", "\\n", "*/", "*/}}", "*/ -}}", "#}", "-->"] {
        reason = reason.strip_suffix(end).unwrap_or(reason).trim_end();
    }
    reason.trim_start_matches([':', '-', '—']).trim_start()
}

/// What stands before a place on its line.
fn before(text: &str, at: usize) -> &str {
    &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at]
}

/// Where comments are.
enum Comments {
    /// The ranges of a programming language's comments, as its lexer tells them.
    Ranges(Vec<Range<usize>>),
    /// Only the comments of Markup count: a fence is an example.
    Markup,
    /// Whatever looks like the beginning of a comment.
    ByOpener,
}

impl Comments {
    fn of(source: &SourceText) -> Comments {
        let ending = source.path().rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        if matches!(ending.as_str(), "md" | "mdx" | "markdown" | "qmd" | "rmd" | "rst" | "html" | "txt") {
            return Comments::Markup;
        }
        let Some(language) = languages::by_ending(&ending) else { return Comments::ByOpener };
        let comments = tokens(source.text(), language).into_iter().filter(|token| token.kind == TokenKind::Comment);
        Comments::Ranges(comments.map(|token| token.range).collect())
    }

    /// Whether a mark stands at the beginning of a comment.
    fn hold(&self, text: &str, mark: usize) -> bool {
        let before = before(text, mark).trim_end();
        match self {
            Comments::Markup => before.ends_with("<!--"),
            Comments::ByOpener => OPENERS.iter().any(|opener| before.ends_with(opener)),
            Comments::Ranges(ranges) => ranges.iter().any(|range| {
                let documentation = text[range.start..].starts_with(['/', '!']);
                let begins = range.start <= mark && text[range.start..mark].trim().is_empty();
                let inside = range.contains(&mark) && !documentation;
                begins || (inside && OPENERS.iter().any(|opener| before.ends_with(opener)))
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<Permission> {
        permissions(&Arc::new(SourceText::new(path, text.as_bytes())))
    }

    #[test]
    fn a_permission_names_rules_and_a_reason() {
        let found = found("a.py", "x\n# model-license: allow(forbidden-use, unknown-model) bought a license\n");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].rules, ["forbidden-use", "unknown-model"]);
        assert_eq!((found[0].line, found[0].reason.as_str()), (2, "bought a license"));
    }

    #[test]
    fn every_kind_of_comment_can_permit() {
        for (path, text) in [
            ("a.rs", "load(); // model-license: allow(unknown-model) ours"),
            ("a.ts", "/* model-license: allow(unknown-model) ours */"),
            ("a.lua", "-- model-license: allow(unknown-model) ours"),
            ("a.yaml", "model: x  # model-license: allow(unknown-model) ours"),
            ("README.md", "<!-- model-license: allow(unknown-model) ours -->"),
            ("a.py", "x = 1  # noqa  # model-license: allow(unknown-model) ours"),
            ("a.ipynb", "    \"# model-license: allow(unknown-model) ours\\n\","),
        ] {
            let found = found(path, text);
            assert_eq!(found.len(), 1, "{path}: {text}");
            assert_eq!((found[0].rules[0].as_str(), found[0].reason.as_str()), ("unknown-model", "ours"), "{path}");
        }
    }

    #[test]
    fn an_example_permits_nothing() {
        for (path, text) in [
            ("a.rs", "let text = \"# model-license: allow(unknown-model) ours\";"),
            ("a.rs", "/// # model-license: allow(unknown-model) ours"),
            ("README.md", "```python\n# model-license: allow(unknown-model) ours\n```"),
            ("a.rs", "//! Write `model-license: allow(rule) reason` in a comment."),
        ] {
            assert!(found(path, text).is_empty(), "{path}: {text}");
        }
    }

    #[test]
    fn permissions_one_below_the_other_reach_the_same_line() {
        let text = "# model-license: allow(unknown-model) a\n# model-license: allow(forbidden-use) b\nload()\n";
        let lines: Vec<(usize, usize)> =
            found("a.py", text).iter().map(|found| (found.line, found.last_line)).collect();
        assert_eq!(lines, [(1, 3), (2, 3)]);
    }
}
