//! The last lines: how much there is of what, and how much was read.

use super::look::Look;
use super::text::{GREEN, RED, YELLOW, count, styled};
use crate::judge::{Judged, Report};
use crate::registry::schema::Risk;
use crate::report::{Level, Scan, SkipReason, Skipped};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

/// Numbers of a report.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub(super) struct Numbers {
    /// Models in use.
    pub(super) models: usize,
    /// Licenses of models in use.
    pub(super) licenses: usize,
    /// Findings that fail the run.
    pub(super) errors: usize,
    /// Findings that do not.
    pub(super) warnings: usize,
    /// Findings to know of.
    pub(super) notes: usize,
    /// Findings that are accepted by exceptions and inline permissions.
    pub(super) accepted: usize,
    /// Files that were read.
    pub(super) files_read: usize,
    /// Files that were not.
    pub(super) files_skipped: usize,
}

impl Numbers {
    /// Counts.
    pub(super) fn of(report: &Report) -> Self {
        let level = |level| report.findings.iter().filter(|finding| finding.level == level).count();
        let used = || report.models.iter().filter(|model| model.usage.is_used());
        let models: BTreeSet<&str> = used().map(|model| model.usage.id.as_str()).collect();
        let licenses: BTreeSet<&str> =
            used().flat_map(|model| &model.usage.resolution.licenses).map(|license| license.key.0).collect();
        Numbers {
            models: models.len(),
            licenses: licenses.len(),
            errors: level(Level::Deny),
            warnings: level(Level::Warn),
            notes: level(Level::Note),
            accepted: report.accepted,
            files_read: report.scan.files_read,
            files_skipped: report.scan.skipped.len(),
        }
    }
}

/// The end of `check`.
pub(super) fn check(out: &mut String, report: &Report, look: &Look) {
    let numbers = Numbers::of(report);
    let reading = reading(&report.scan, look);
    if look.verbose {
        skipped(out, &report.scan.skipped);
    }
    if numbers.models == 0 && report.findings.is_empty() {
        let only = report.models.len();
        let spoken = if only > 0 { format!(" in use, {only} only mentioned") } else { String::new() };
        let _ = writeln!(out, "no model{spoken}{}{reading}", look.dot());
        return;
    }
    let mut parts = vec![count(numbers.models, "model", "models"), count(numbers.licenses, "license", "licenses")];
    parts.extend(findings(&numbers, look));
    if report.findings.is_empty() {
        parts.push(reading);
        let _ = writeln!(out, "{}", parts.join(look.dot()));
        return;
    }
    let _ = writeln!(out, "{}", parts.join(look.dot()));
    let parts = [risks(report), reading];
    let _ =
        writeln!(out, "{}", parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(look.dot()));
}

fn findings(numbers: &Numbers, look: &Look) -> Vec<String> {
    let mut parts = Vec::new();
    if numbers.errors > 0 {
        parts.push(styled(RED, &count(numbers.errors, "error", "errors")));
    }
    if numbers.warnings > 0 {
        parts.push(styled(YELLOW, &count(numbers.warnings, "warning", "warnings")));
    }
    if numbers.notes > 0 {
        let hidden = if look.verbose { "" } else { " (-v shows them)" };
        parts.push(format!("{}{hidden}", count(numbers.notes, "note", "notes")));
    }
    if parts.is_empty() {
        parts.push(styled(GREEN, "nothing to object"));
    }
    if numbers.accepted > 0 {
        parts.push(format!("{} accepted", numbers.accepted));
    }
    parts
}

/// `risk: high 1, medium 1, low 4`
fn risks(report: &Report) -> String {
    let used: Vec<Option<Risk>> = report.models.iter().filter(|model| model.usage.is_used()).map(risk).collect();
    let words =
        [(Some(Risk::High), "high"), (Some(Risk::Medium), "medium"), (Some(Risk::Low), "low"), (None, "unknown")];
    let counted = words.iter().map(|(risk, word)| (used.iter().filter(|other| *other == risk).count(), word));
    let parts: Vec<String> =
        counted.filter(|(number, _)| *number > 0).map(|(number, word)| format!("{word} {number}")).collect();
    if parts.is_empty() { String::new() } else { format!("risk: {}", parts.join(", ")) }
}

/// The highest risk among the licenses of a model, disputed ones included; none where no license is known.
pub(super) fn risk(model: &Judged) -> Option<Risk> {
    let resolution = &model.usage.resolution;
    resolution.all_licenses().iter().chain(&resolution.all_rivals()).map(|license| license.risk).max()
}

/// `214 files read, 3 skipped, 31 ms`
pub(super) fn reading(scan: &Scan, look: &Look) -> String {
    let mut parts = vec![format!("{} read", count(scan.files_read, "file", "files"))];
    for (reason, word) in REASONS {
        let number = scan.skipped.iter().filter(|skipped| skipped.reason == reason).count();
        if number > 0 {
            parts.push(format!("{number} {word}"));
        }
    }
    if scan.skipped.iter().any(|skipped| skipped.reason != SkipReason::Binary)
        && !look.verbose
        && let Some(last) = parts.last_mut()
    {
        last.push_str(" (-v names them)");
    }
    parts.extend(look.elapsed.map(duration));
    parts.join(", ")
}

/// Why files were not read, in words.
const REASONS: [(SkipReason, &str); 5] = [
    (SkipReason::Binary, "binary"),
    (SkipReason::TooLarge, "too large"),
    (SkipReason::Unreadable, "unreadable"),
    (SkipReason::LinkOutside, "linked from outside"),
    (SkipReason::Ignored, "named but ignored"),
];

fn duration(elapsed: Duration) -> String {
    match elapsed.as_millis() {
        millis @ 0..10_000 => format!("{millis} ms"),
        _ => format!("{:.1} s", elapsed.as_secs_f64()),
    }
}

/// Names each file that was not read.
pub(super) fn skipped(out: &mut String, skipped: &[Skipped]) {
    for file in skipped {
        let word = REASONS.iter().find(|(reason, _)| *reason == file.reason).map_or("", |(_, word)| *word);
        let detail = if file.detail.is_empty() { String::new() } else { format!(" ({})", file.detail) };
        let _ = writeln!(out, "not read  {}  {word}{detail}", file.path);
    }
    if !skipped.is_empty() {
        out.push('\n');
    }
}
