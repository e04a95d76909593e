//! Tables for people: `list` and `list --mentions`. Ids and paths are never cut: where a row is wider
//! than the terminal, it goes on below.

use super::look::Look;
use super::summary::reading;
use super::text::{BOLD, DIM, GREEN, RED, YELLOW, count, styled, width};
use crate::judge::{Judged, Report};
use crate::mention::{Class, Kind, Mention};
use crate::report::Scan;
use crate::resolve::{Certainty, Resolution};
use crate::verdict::Decision;
use anstyle::Style;
use std::fmt::Write as _;

/// Between two columns.
const GAP: usize = 3;

/// Before what goes on below.
const FOLD: usize = 4;

/// A cell and its color.
type Cell = (String, Style);

fn plain(text: impl Into<String>) -> Cell {
    (text.into(), Style::new())
}

/// The table of `list`.
pub(super) fn models(report: &Report, look: &Look) -> String {
    let mut out = String::new();
    if report.models.is_empty() {
        let _ = writeln!(out, "no model{}{}", look.dot(), reading(&report.scan, look));
        return out;
    }
    let rows: Vec<Vec<Cell>> = report.models.iter().map(|model| model_row(model, look)).collect();
    write_rows(&mut out, &["MODEL", "LICENSE", "VERDICT", "EXPOSURE", "WHERE"], &rows, look);
    if !look.quiet {
        let _ = writeln!(out, "\n{}", others(report, look));
    }
    out
}

fn model_row(model: &Judged, look: &Look) -> Vec<Cell> {
    let usage = &model.usage;
    let license = license_words(&usage.resolution);
    let decision = model.judgement.decision;
    vec![
        (usage.id.clone(), BOLD),
        plain(license),
        (decision.word().to_owned(), color(decision)),
        plain(usage.exposure.word()),
        plain(place(model, look)),
    ]
}

/// `apache-2.0`; `a + b` where both apply; `a or b` where sources differ.
fn license_words(resolution: &Resolution) -> String {
    let all: Vec<&str> = resolution.licenses.iter().map(|license| license.key.0).collect();
    let known = if all.is_empty() { "unknown".to_owned() } else { all.join(" + ") };
    let rivals = resolution.rivals.iter().map(|license| license.key.0);
    let mut words = vec![known.as_str()];
    for rival in rivals {
        if !words.contains(&rival) {
            words.push(rival);
        }
    }
    words.join(" or ")
}

/// The color of a verdict.
pub(super) fn color(decision: Decision) -> Style {
    match decision {
        Decision::Allowed => GREEN,
        Decision::Conditional | Decision::Unknown => YELLOW,
        Decision::Forbidden => RED,
    }
}

/// `src/chat.py:14 (+3)`, and what the license was taken from where it is not the model's own.
fn place(model: &Judged, look: &Look) -> String {
    let mentions = &model.usage.mentions;
    let first = mentions.iter().find(|mention| mention.class == Class::Use).or_else(|| mentions.first());
    let mut text = first.map(position).unwrap_or_default();
    if mentions.len() > 1 {
        let _ = write!(text, " (+{})", mentions.len() - 1);
    }
    let resolution = &model.usage.resolution;
    if let Some(base) = resolution.bases.first().filter(|_| resolution.certainty == Certainty::Inferred) {
        let arrow = if look.dot() == ", " { "->" } else { "→" };
        let _ = write!(text, " {arrow} base {}", base.id);
    }
    text
}

fn position(mention: &Mention) -> String {
    match mention.kind {
        Kind::Weights => mention.source.path().to_owned(),
        _ => format!("{}:{}", mention.source.path(), mention.start().line),
    }
}

/// What else was found and how much was read.
fn others(report: &Report, look: &Look) -> String {
    let named = |kind| report.scan.mentions.iter().filter(|mention| mention.kind == kind).count();
    let mut parts = vec![count(report.models.len(), "model", "models")];
    for (kind, one, many) in
        [(Kind::Dataset, "place names a dataset", "places name datasets"), (Kind::Space, "a Space", "Spaces")]
    {
        if named(kind) > 0 {
            parts.push(count(named(kind), one, many));
        }
    }
    parts.push(reading(&report.scan, look));
    styled(DIM, &parts.join(look.dot()))
}

/// The table of `list --mentions`.
pub(super) fn mentions(scan: &Scan, look: &Look) -> String {
    let mut out = String::new();
    if scan.mentions.is_empty() {
        let _ = writeln!(out, "no model is named{}{}", look.dot(), reading(scan, look));
        return out;
    }
    let rows: Vec<Vec<Cell>> = scan.mentions.iter().map(mention_row).collect();
    write_rows(&mut out, &["WHERE", "ID", "KIND", "CLASS", "CONSTRUCT"], &rows, look);
    if !look.quiet {
        let places = count(scan.mentions.len(), "place", "places");
        let _ = writeln!(out, "\n{}", styled(DIM, &format!("{places}{}{}", look.dot(), reading(scan, look))));
    }
    out
}

fn mention_row(mention: &Mention) -> Vec<Cell> {
    let kind = match mention.kind {
        Kind::Model => "model",
        Kind::Dataset => "dataset",
        Kind::Space => "space",
        Kind::Ollama => "ollama",
        Kind::Weights => "weights",
        Kind::OtherHub => "other-hub",
    };
    let class = if mention.class == Class::Use { plain("use") } else { ("mention".to_owned(), DIM) };
    let start = mention.start();
    let place = format!("{}:{}:{}", mention.source.path(), start.line, start.column);
    vec![plain(place), (mention.id.clone(), BOLD), plain(kind), class, plain(mention.construct)]
}

/// Writes rows under headings. Columns that do not fit go on to further lines, for all rows alike.
fn write_rows(out: &mut String, headings: &[&str], rows: &[Vec<Cell>], look: &Look) {
    let headings: Vec<Cell> = headings.iter().map(|heading| ((*heading).to_owned(), BOLD)).collect();
    let all = || std::iter::once(&headings).chain(rows);
    let widest = |column: usize| all().map(|row| width(&row[column].0)).max().unwrap_or_default();
    let columns: Vec<usize> = (0..headings.len()).map(widest).collect();
    let folds = folds(&columns, look.table_width.unwrap_or(usize::MAX));
    for row in all() {
        let mut line = String::new();
        for (at, (cell, columns)) in row.iter().zip(&columns).enumerate() {
            if folds.contains(&at) {
                let _ = writeln!(out, "{}", line.trim_end());
                line = " ".repeat(FOLD);
            } else if at > 0 {
                line.push_str(&" ".repeat(GAP));
            }
            line.push_str(&padded(cell, *columns));
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

/// The columns that begin a line of their own.
fn folds(columns: &[usize], most: usize) -> Vec<usize> {
    let mut folds = Vec::new();
    let mut used = 0;
    for (at, columns) in columns.iter().enumerate() {
        if at > 0 && used + GAP + columns > most {
            folds.push(at);
            used = FOLD + columns;
        } else {
            used += columns + if at > 0 { GAP } else { 0 };
        }
    }
    folds
}

fn padded((text, style): &Cell, columns: usize) -> String {
    format!("{}{}", styled(*style, text), " ".repeat(columns.saturating_sub(width(text))))
}
