//! Inline permissions: `model-license: allow(rule) reason` in a comment.

use crate::report::Permission;
use crate::text::{SourceText, Span};
use std::sync::Arc;

const MARK: &str = "model-license: allow(";

/// The permissions of a file, in the order of the text.
#[must_use]
pub fn permissions(source: &Arc<SourceText>) -> Vec<Permission> {
    let text = source.text();
    text.match_indices(MARK).filter_map(|(start, _)| permission(source, start)).collect()
}

fn permission(source: &Arc<SourceText>, start: usize) -> Option<Permission> {
    let rest = &source.text()[start + MARK.len()..];
    let line = rest.lines().next().unwrap_or_default();
    let (rules, reason) = line.split_once(')')?;
    let reason = reason.trim().trim_end_matches("*/").trim_end_matches("-->").trim_end_matches(['"', '\'']).trim();
    Some(Permission {
        source: Arc::clone(source),
        span: Span { start, end: start + MARK.len() + rules.len() + 1 },
        line: source.position(start).line,
        rules: rules.split(',').map(|rule| rule.trim().to_string()).filter(|rule| !rule.is_empty()).collect(),
        reason: reason.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permission_names_rules_and_a_reason() {
        let source = Arc::new(SourceText::new(
            "a.py",
            b"x\n# model-license: allow(forbidden-use, unknown-model) bought a license\n",
        ));
        let found = permissions(&source);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].rules, ["forbidden-use", "unknown-model"]);
        assert_eq!((found[0].line, found[0].reason.as_str()), (2, "bought a license"));
    }
}
