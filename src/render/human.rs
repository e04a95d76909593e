//! The report for people. `check`: finding by finding what is wrong, where, why, and what to do now.

use super::diagnostic::{FindingDiagnostic, frames};
use super::look::{Drawing, Look};
use super::text::{BOLD, CYAN, RED, YELLOW, notes, styled};
use super::{Format, Output, explain, summary, table};
use crate::judge::Report;
use crate::report::{Finding, Label, Level};
use anstyle::Style;
use miette::NarratableReportHandler;
use std::fmt::Write as _;
use std::io;

pub(super) const FORMAT: Format = Format { id: "human", docs: "for people", write };

/// How many further places are named unless `-v` asks for all.
const ALSO: usize = 3;

/// Where the text behind `why` and `help` begins.
const INDENT: usize = 8;

fn write(output: Output<'_>, look: &Look, to: &mut dyn io::Write) -> io::Result<()> {
    let text = match output {
        Output::Check(report) => check(report, look),
        Output::List(report) => table::models(report, look),
        Output::Mentions(scan) => table::mentions(scan, look),
        Output::Explain(answers, usage) => explain::answers(answers, usage, look),
    };
    to.write_all(text.as_bytes())
}

fn check(report: &Report, look: &Look) -> String {
    let mut out = String::new();
    for finding in report.findings.iter().filter(|finding| is_shown(finding.level, look)) {
        if look.drawing == Drawing::Narrated {
            let _ = NarratableReportHandler::new().render_report(&mut out, &FindingDiagnostic(finding));
        } else {
            draw(&mut out, finding, look);
        }
        out.push('\n');
    }
    if !look.quiet {
        summary::check(&mut out, report, look);
    }
    out
}

fn is_shown(level: Level, look: &Look) -> bool {
    let least = match (look.quiet, look.verbose) {
        (true, _) => Level::Deny,
        (false, false) => Level::Warn,
        (false, true) => Level::Note,
    };
    level >= least
}

fn draw(out: &mut String, finding: &Finding, look: &Look) {
    let (style, word) = word(finding.level);
    let rule = styled(style, &format!("{word}[{}]", finding.rule));
    let _ = writeln!(out, "{rule}{} {}", styled(BOLD, ":"), styled(BOLD, &finding.what));
    frames(out, &finding.labels, look);
    if let Some(also) = also(&finding.also, look) {
        notes(out, INDENT, "also", &[also], Some(look.width));
    }
    notes(out, INDENT, "why", &finding.why, Some(look.width));
    let help: Vec<String> = finding.help.iter().flat_map(|line| pasteable(line, look)).collect();
    notes(out, INDENT, "help", &help, None);
}

/// The word for a level and its color.
pub(super) fn word(level: Level) -> (Style, &'static str) {
    match level {
        Level::Deny => (RED, "error"),
        Level::Warn => (YELLOW, "warning"),
        Level::Note | Level::Allow => (CYAN, "note"),
    }
}

/// `at app.py:3, train.yaml:9 and 12 more`
fn also(labels: &[Label], look: &Look) -> Option<String> {
    let mut places: Vec<String> = labels.iter().map(place).collect();
    places.dedup();
    let most = if look.verbose { places.len() } else { ALSO };
    // Nobody is helped by "and 1 more" where the place itself fits.
    let most = if places.len() == most + 1 { places.len() } else { most };
    match places.len().saturating_sub(most) {
        0 if places.is_empty() => None,
        0 => Some(format!("at {}", places.join(", "))),
        more => Some(format!("at {} and {more} more", places[..most].join(", "))),
    }
}

fn place(label: &Label) -> String {
    if label.span.start == label.span.end {
        return label.source.path().to_owned();
    }
    format!("{}:{}", label.source.path(), label.source.position(label.span.start).line)
}

/// A line that works when it is pasted: only a comment that is too long moves to lines of its own above.
fn pasteable(line: &str, look: &Look) -> Vec<String> {
    let columns = look.width.saturating_sub(INDENT);
    match line.split_once("  # ") {
        Some((code, comment)) if super::text::width(line) > columns => {
            let lines = super::text::wrap(comment, columns.saturating_sub(2));
            lines.into_iter().map(|line| format!("# {line}")).chain([code.to_owned()]).collect()
        }
        _ => vec![line.to_owned()],
    }
}
