//! What goes wrong on our side, in the look of findings: `error: …`, the place, the help.

use super::diagnostic::frame;
use super::look::{Drawing, Look};
use super::text::{BOLD, RED, YELLOW, notes, styled, wrap};
use miette::{Diagnostic, NarratableReportHandler, Severity};
use std::fmt::Write as _;

/// A diagnostic with all that is related to it.
#[must_use]
pub fn complaint(diagnostic: &dyn Diagnostic, look: &Look) -> String {
    let mut out = String::new();
    if look.drawing == Drawing::Narrated {
        let _ = NarratableReportHandler::new().render_report(&mut out, diagnostic);
        return out;
    }
    let mut related = diagnostic.related().into_iter().flatten().peekable();
    if related.peek().is_none() {
        single(&mut out, diagnostic, look);
    }
    // A diagnostic with parts is only their sum: the parts say what is wrong.
    for (number, part) in related.enumerate() {
        if number > 0 {
            out.push('\n');
        }
        out.push_str(&complaint(part, look));
    }
    out
}

fn single(out: &mut String, diagnostic: &dyn Diagnostic, look: &Look) {
    let (style, word) = match diagnostic.severity() {
        Some(Severity::Warning | Severity::Advice) => (YELLOW, "warning"),
        Some(Severity::Error) | None => (RED, "error"),
    };
    let lines = wrap(&format!("{word}: {diagnostic}"), look.width.saturating_sub(2)).join("\n  ");
    let what = lines.get(word.len() + 1..).unwrap_or_default();
    let _ = writeln!(out, "{}{}{}", styled(style, word), styled(BOLD, ":"), styled(BOLD, what));
    if let (Some(source), Some(labels)) = (diagnostic.source_code(), diagnostic.labels()) {
        frame(out, source, labels.collect(), look);
    }
    if let Some(help) = diagnostic.help() {
        notes(out, 8, "help", &[help.to_string()], Some(look.width));
    }
}
