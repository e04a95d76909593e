//! Tab-separated tables: one header, one row a line, trailing empty columns may be left out.

use std::fs;
use std::path::Path;

/// A table with the place of every row, for messages.
pub struct Table {
    path: String,
    /// The rows in the order of the file.
    pub rows: Vec<Row>,
}

/// A line of a table.
pub struct Row {
    /// Its number in the file, from 1.
    pub line: usize,
    cells: Vec<&'static str>,
}

impl Row {
    /// The cell of a column, empty where the line ends before it.
    pub fn cell(&self, column: usize) -> &'static str {
        self.cells.get(column).copied().unwrap_or_default()
    }
}

impl Table {
    /// Reads a table whose header is exactly `columns`.
    pub fn read(path: &Path, columns: &[&str], problems: &mut Vec<String>) -> Table {
        let shown = path.display().to_string();
        let mut table = Table { path: shown, rows: Vec::new() };
        let text: &'static str = match fs::read_to_string(path) {
            Ok(text) => text.leak(),
            Err(error) => {
                problems.push(format!("{}: {error}", table.path));
                return table;
            }
        };
        let mut lines = text.lines().enumerate();
        let header = lines.next().map(|(_, line)| line).unwrap_or_default();
        if header != columns.join("\t") {
            problems.push(format!("{}:1: header: is not \"{}\"", table.path, columns.join(" ")));
            return table;
        }
        for (number, line) in lines {
            let row = Row { line: number + 1, cells: line.split('\t').collect() };
            if row.cells.len() > columns.len() {
                table.problem(
                    &row,
                    "columns",
                    &format!("{} instead of at most {}", row.cells.len(), columns.len()),
                    problems,
                );
            }
            if row.cells.iter().any(|cell| cell.trim() != *cell) {
                table.problem(&row, "columns", "a value has spaces around it", problems);
            }
            table.rows.push(row);
        }
        table
    }

    /// Records what is wrong with a row.
    pub fn problem(&self, row: &Row, key: &str, reason: &str, problems: &mut Vec<String>) {
        problems.push(format!("{}:{}: {key}: {reason}", self.path, row.line));
    }
}

/// Whether a text is a date, to the day, the month or the year.
pub fn is_rough_date(text: &str) -> bool {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    matches!(shape.as_str(), "0000" | "0000-00" | "0000-00-00")
}

/// What is wrong with a Hub id `org/name`, if anything: the rules of the Hub's own client.
pub fn id_fault(id: &str) -> Option<&'static str> {
    let Some((organization, name)) = id.split_once('/') else { return Some("has no organisation") };
    for segment in [organization, name] {
        if segment.is_empty() || segment.len() > 96 {
            return Some("a segment has no or more than 96 characters");
        }
        if !segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')) {
            return Some("has a character that the Hub does not allow");
        }
        if segment.starts_with(['-', '.']) || segment.ends_with(['-', '.']) {
            return Some("a segment starts or ends with - or .");
        }
    }
    if id.contains("--") || id.contains("..") || id.to_ascii_lowercase().ends_with(".git") {
        return Some("contains -- or .., or ends with .git");
    }
    None
}
