//! Words on lines: colors, wrapping, counting.

use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// Findings that fail the run, forbidden uses.
pub(super) const RED: Style = AnsiColor::BrightRed.on_default().bold();
/// Warnings, conditions.
pub(super) const YELLOW: Style = AnsiColor::BrightYellow.on_default().bold();
/// Notes, headings.
pub(super) const CYAN: Style = AnsiColor::BrightCyan.on_default().bold();
/// What is fine.
pub(super) const GREEN: Style = AnsiColor::BrightGreen.on_default().bold();
/// The sentence that matters.
pub(super) const BOLD: Style = Style::new().bold();
/// What may be overlooked.
pub(super) const DIM: Style = Style::new().dimmed();

/// A text in a style. Colors are always written; the stream removes them where they are not wanted.
pub(super) fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// `1 model`, `2 models`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// How many columns a text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// Writes lines under a name: `  why   first line`, further lines below the first. Lines for reading are
/// wrapped at spaces only, so that ids and paths stay whole, and hang; lines for pasting are left alone.
pub(super) fn notes(out: &mut String, indent: usize, name: &str, lines: &[String], columns: Option<usize>) {
    let mut label = format!("  {}{}", styled(CYAN, name), " ".repeat(indent.saturating_sub(2 + name.len())));
    for line in lines {
        let broken =
            columns.map_or_else(|| vec![line.clone()], |columns| wrap(line, columns.saturating_sub(indent + 2)));
        for (number, part) in broken.into_iter().enumerate() {
            let hang = if number > 0 { "  " } else { "" };
            let _ = writeln!(out, "{label}{hang}{part}");
            label = " ".repeat(indent);
        }
    }
}

/// Breaks a line at spaces.
pub(super) fn wrap(line: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut current = String::new();
    for word in line.split(' ') {
        if !current.is_empty() && width(&current) + 1 + width(word) > columns {
            lines.push(std::mem::take(&mut current));
        }
        if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(word);
    }
    lines.push(current);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_never_inside_of_ids() {
        let broken = wrap("the model meta-llama/Llama-3.1-8B-Instruct is not allowed", 20);
        assert_eq!(broken, ["the model", "meta-llama/Llama-3.1-8B-Instruct", "is not allowed"]);
        assert_eq!(wrap("", 20), [""]);
    }
}
