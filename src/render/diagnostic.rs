//! Findings as miette diagnostics, and the frame with the source that miette draws.
//!
//! miette draws the snippets. The words around them are written here, because its own layout has no
//! place for `why`, and joins help into one paragraph.

use super::look::{Drawing, Look};
use super::text::CYAN;
use crate::report::{Finding, Label, Level};
use crate::text::SourceText;
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode, ThemeStyles};
use std::fmt::{self, Display, Write as _};
use std::sync::Arc;

/// A finding as any miette handler can show it.
#[derive(Debug)]
pub struct FindingDiagnostic<'a>(pub &'a Finding);

impl Display for FindingDiagnostic<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.what)
    }
}

impl std::error::Error for FindingDiagnostic<'_> {}

impl Diagnostic for FindingDiagnostic<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        Some(Box::new(self.0.rule))
    }

    fn severity(&self) -> Option<Severity> {
        Some(match self.0.level {
            Level::Deny => Severity::Error,
            Level::Warn => Severity::Warning,
            Level::Note | Level::Allow => Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        let why = self.0.why.iter().map(|line| format!("why: {line}"));
        let lines: Vec<String> = why.chain(self.0.help.iter().cloned()).collect();
        (!lines.is_empty()).then(|| Box::new(lines.join("\n")) as Box<dyn Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.0.labels.first().map(|label| label.source.as_ref() as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let first = self.0.labels.first()?;
        let here = self.0.labels.iter().filter(|label| Arc::ptr_eq(&label.source, &first.source));
        Some(Box::new(here.map(labeled)))
    }
}

fn labeled(label: &Label) -> LabeledSpan {
    LabeledSpan::new_with_span((!label.text.is_empty()).then(|| label.text.clone()), label.span)
}

/// Draws the labels, one frame a file, in the order in which the files first appear.
pub(super) fn frames(out: &mut String, labels: &[Label], look: &Look) {
    let mut files: Vec<&Arc<SourceText>> = Vec::new();
    for label in labels {
        if files.iter().any(|file| Arc::ptr_eq(file, &label.source)) {
            continue;
        }
        files.push(&label.source);
        let here = labels.iter().filter(|other| Arc::ptr_eq(&other.source, &label.source));
        let (whole, parts): (Vec<&Label>, Vec<&Label>) = here.partition(|label| label.span.start == label.span.end);
        if !parts.is_empty() {
            frame(out, &label.source, parts.into_iter().map(labeled).collect(), look);
        }
        for label in whole {
            file_frame(out, label, look);
        }
    }
}

/// Draws some lines of a file with labels.
pub(super) fn frame(out: &mut String, source: &dyn SourceCode, labels: Vec<LabeledSpan>, look: &Look) {
    let handler = GraphicalReportHandler::new_themed(theme(look))
        .with_width(look.width)
        .with_context_lines(0)
        .with_wrap_lines(false)
        .with_links(false)
        .without_syntax_highlighting();
    let mut drawn = String::new();
    if handler.render_report(&mut drawn, &Snippet { source, labels }).is_ok() {
        // The first line is miette's message, empty here.
        out.push_str(drawn.split_once('\n').map_or("", |(_, frame)| frame));
    }
}

/// A file as a whole: weights have no line to show.
fn file_frame(out: &mut String, label: &Label, look: &Look) {
    let theme = theme(look);
    let drawn = &theme.characters;
    let path = super::text::styled(CYAN.underline(), label.source.path());
    let _ = writeln!(out, "   {}{}[{path}]", drawn.ltop, drawn.hbar);
    if !label.text.is_empty() {
        let _ = writeln!(out, "   {} {}", drawn.vbar_break, label.text);
    }
    let _ = writeln!(out, "   {}{}", drawn.lbot, drawn.hbar.to_string().repeat(4));
}

fn theme(look: &Look) -> GraphicalTheme {
    let theme = if look.drawing == Drawing::Unicode { GraphicalTheme::unicode() } else { GraphicalTheme::ascii() };
    GraphicalTheme { styles: ThemeStyles::ansi(), ..theme }
}

/// Only the source and its labels.
struct Snippet<'a> {
    source: &'a dyn SourceCode,
    labels: Vec<LabeledSpan>,
}

impl fmt::Debug for Snippet<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Snippet").field("labels", &self.labels).finish_non_exhaustive()
    }
}

impl Display for Snippet<'_> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Snippet<'_> {}

impl Diagnostic for Snippet<'_> {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
