//! The report for people. `check`: finding by finding what is wrong, where, why, and what to do now.

use super::diagnostic::{FindingDiagnostic, frames};
use super::look::{Drawing, Look};
use super::text::{BOLD, CYAN, RED, YELLOW, notes, styled, width, wrap};
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

fn write(output: &Output<'_>, look: &Look, to: &mut dyn io::Write) -> io::Result<()> {
    let text = match *output {
        Output::Check(report) => check(report, look),
        Output::List(report) => table::models(report, look),
        Output::Mentions(scan) => table::mentions(scan, look),
        Output::Explain(answers, usage) => explain::answers(answers, usage, look),
    };
    to.write_all(text.as_bytes())
}

fn check(report: &Report, look: &Look) -> String {
    let mut out = String::new();
    let mut before: Option<&Finding> = None;
    for finding in report.findings.iter().filter(|finding| is_shown(finding.level, look)) {
        if look.drawing == Drawing::Narrated {
            let _ = NarratableReportHandler::new().render_report(&mut out, &FindingDiagnostic(finding));
        } else {
            draw(&mut out, finding, before, look);
        }
        out.push('\n');
        before = Some(finding);
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

/// Draws a finding. Where the one before points to the same place, its lines of source are not repeated.
fn draw(out: &mut String, finding: &Finding, before: Option<&Finding>, look: &Look) {
    headline(out, finding, look);
    if before.is_some_and(|before| same_places(before, finding)) {
        let places: Vec<String> = finding.labels.iter().map(place).collect();
        notes(out, INDENT, "at", &[format!("{}, as above", places.join(", "))], Some(look.width));
    } else {
        frames(out, &finding.labels, look);
        if let Some(also) = also(&finding.also, look) {
            notes(out, INDENT, "also", &[also], Some(look.width));
        }
    }
    notes(out, INDENT, "why", &finding.why, Some(look.width));
    let help: Vec<String> = finding.help.iter().flat_map(|line| help_lines(line, look)).collect();
    notes(out, INDENT, "help", &help, None);
}

/// `error[rule]: what is wrong`, broken at spaces.
fn headline(out: &mut String, finding: &Finding, look: &Look) {
    let (style, word) = word(finding.level);
    let rule = format!("{word}[{}]", finding.rule);
    // The rule takes part in the layout as one word of its width.
    let whole = format!("{}: {}", "x".repeat(width(&rule)), finding.what);
    let lines = wrap(&whole, look.width.saturating_sub(2)).join("\n  ");
    let what = lines.get(rule.len() + 1..).unwrap_or_default();
    let _ = writeln!(out, "{}{}{}", styled(style, &rule), styled(BOLD, ":"), styled(BOLD, what));
}

fn same_places(one: &Finding, other: &Finding) -> bool {
    let key = |label: &Label| (std::sync::Arc::as_ptr(&label.source), label.span, label.text.clone());
    !one.labels.is_empty() && one.labels.iter().map(key).eq(other.labels.iter().map(key))
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

/// Prose is broken at spaces. A line to paste works as it is: only a comment that is too long moves to
/// lines of its own above.
fn help_lines(line: &str, look: &Look) -> Vec<String> {
    let columns = look.width.saturating_sub(INDENT);
    let is_code = line.starts_with("cargo ") || line.starts_with(['[', '#', '"']) || line.contains(" = ");
    if !is_code {
        return wrap(line, columns);
    }
    match line.split_once("  # ") {
        Some((code, comment)) if width(line) > columns => {
            let lines = wrap(comment, columns.saturating_sub(2));
            lines.into_iter().map(|line| format!("# {line}")).chain([code.to_owned()]).collect()
        }
        _ => vec![line.to_owned()],
    }
}
