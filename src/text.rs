//! A scanned file's text with its line index: where byte offsets become lines and columns.
//!
//! Stands between the walk and detection. Implements `miette::SourceCode` itself, because miette's
//! own sources walk the file from its first byte for every report.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use std::sync::OnceLock;

/// A range of bytes in a [`SourceText`], on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset behind the last byte.
    pub end: usize,
}

impl From<Span> for SourceSpan {
    fn from(span: Span) -> Self {
        (span.start, span.end - span.start).into()
    }
}

/// A place in a file. Both counts begin at 1; columns are in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line number.
    pub line: usize,
    /// Column in characters (Unicode scalar values).
    pub column: usize,
}

/// How many bytes of a long line are shown on either side of a span.
const WINDOW: usize = 90;

/// The bytes between two counts of characters.
const STRIDE: usize = 4096;

/// The text of one file.
#[derive(Debug)]
pub struct SourceText {
    path: String,
    text: String,
    /// Made when a position is asked for: most texts name nothing.
    line_starts: OnceLock<Vec<usize>>,
    /// How many characters begin before each block of `STRIDE` bytes.
    marks: OnceLock<Vec<usize>>,
    /// The text as it may be shown, where it differs: same length, control characters replaced.
    shown: OnceLock<Option<String>>,
}

impl SourceText {
    /// Reads bytes as UTF-8; every invalid sequence becomes one U+FFFD, so that columns stay right.
    /// `path` is relative to the root, with `/`.
    #[must_use]
    pub fn new(path: impl Into<String>, bytes: &[u8]) -> Self {
        // Valid text is told by a fast check; only the rest is taken apart sequence by sequence.
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => String::from_utf8_lossy(bytes).into_owned(),
        };
        SourceText {
            path: path.into(),
            text,
            line_starts: OnceLock::new(),
            marks: OnceLock::new(),
            shown: OnceLock::new(),
        }
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let ends = memchr::memchr_iter(b'\n', self.text.as_bytes());
            std::iter::once(0).chain(ends.map(|at| at + 1)).collect()
        })
    }

    /// The path relative to the root, with `/`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte offset.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let line = self.line_index(offset);
        let start = self.line_starts()[line];
        let column = self.characters(start, offset);
        Position { line: line + 1, column: column + 1 }
    }

    /// How many characters begin between two offsets. A long line is not counted from its start for every place.
    fn characters(&self, start: usize, end: usize) -> usize {
        let end = end.min(self.text.len());
        let bytes = self.text.as_bytes();
        if end.saturating_sub(start) <= STRIDE {
            return begun(bytes.get(start..end).unwrap_or_default());
        }
        let marks = self.marks.get_or_init(|| {
            let count = |total: &mut usize, block: &[u8]| {
                let before = *total;
                *total += begun(block);
                Some(before)
            };
            bytes.chunks(STRIDE).scan(0, count).collect()
        });
        let until = |offset: usize| {
            let block = (offset / STRIDE).min(bytes.len().saturating_sub(1) / STRIDE);
            marks[block] + begun(&bytes[block * STRIDE..offset])
        };
        until(end) - until(start)
    }

    /// Column of a byte offset in UTF-16 code units, counted from 1, as SARIF wants it.
    #[must_use]
    pub fn utf16_column(&self, offset: usize) -> usize {
        let start = self.line_starts()[self.line_index(offset)];
        self.text.get(start..offset).map_or(0, |before| before.encode_utf16().count()) + 1
    }

    /// The text of a line counted from 1, without its line end; empty where there is no such line.
    #[must_use]
    pub fn line(&self, number: usize) -> &str {
        let Some(start) = number.checked_sub(1).and_then(|index| self.line_starts().get(index)) else { return "" };
        let end = self.line_starts().get(number).map_or(self.text.len(), |next| next - 1);
        self.text.get(*start..end).unwrap_or_default().trim_end_matches('\r')
    }

    /// How many lines there are.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.line_starts().len()
    }

    fn line_index(&self, offset: usize) -> usize {
        self.line_starts().partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// The bytes that are shown for a span: whole lines, or a window of a long line.
    fn excerpt(&self, start: usize, end: usize, before: usize, after: usize) -> (usize, usize) {
        let (first, last) = (self.line_index(start), self.line_index(end));
        let line_end = |line: usize| self.line_starts().get(line + 1).copied().unwrap_or(self.text.len());
        let from = self.line_starts()[first.saturating_sub(before)];
        let to = line_end((last + after).min(self.line_starts().len() - 1));
        if to - from <= (end - start) + 4 * WINDOW {
            return (from, to);
        }
        let from = self.line_starts()[first].max(floor(&self.text, start.saturating_sub(WINDOW)));
        let to = line_end(last).min(floor(&self.text, end + WINDOW));
        (from, to)
    }
}

impl SourceCode for SourceText {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        if end > self.text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let (from, to) = self.excerpt(start, end, lines_before, lines_after);
        let line = self.line_index(from);
        // Without context miette asks for the place it prints as `path:line:column`.
        let column = if lines_before + lines_after == 0 {
            self.position(start).column - 1
        } else {
            from - self.line_starts()[line]
        };
        let shown = self.shown.get_or_init(|| neutralise(&self.text)).as_deref().unwrap_or(&self.text).as_bytes();
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            &shown[from..to],
            (from, to - from).into(),
            line,
            column,
            self.line_index(to.saturating_sub(1).max(from)) - line + 1,
        )))
    }
}

/// How many characters begin in these bytes.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xc0) != 0x80).count()
}

/// The nearest character boundary at or before an offset.
fn floor(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset)
}

/// The text with everything that could steer a terminal or reorder a line replaced by characters
/// of the same length; nothing where there is nothing to replace.
fn neutralise(text: &str) -> Option<String> {
    if !text.chars().any(is_steering) {
        return None;
    }
    let replaced = |c: char| match c.len_utf8() {
        _ if !is_steering(c) => c,
        1 => '?',
        2 => '\u{b7}',
        _ => char::REPLACEMENT_CHARACTER,
    };
    Some(text.chars().map(replaced).collect())
}

/// Control characters, and the characters that change the direction of writing.
#[must_use]
pub fn is_steering(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_utf16_counts_code_units() {
        let source = SourceText::new("a.py", "x\nä𝄞 = 1\n".as_bytes());
        let offset = 2 + "ä𝄞 ".len();
        assert_eq!(source.position(offset), Position { line: 2, column: 4 });
        assert_eq!(source.utf16_column(offset), 5);
        assert_eq!(source.line(2), "ä𝄞 = 1");
        assert_eq!(source.line(9), "");
    }

    #[test]
    fn columns_of_long_lines_are_exact() {
        let text = format!("x\n{}", "ä𝄞a".repeat(4000));
        let source = SourceText::new("a.py", text.as_bytes());
        for (column, (offset, _)) in text[2..].char_indices().enumerate() {
            assert_eq!(source.position(offset + 2), Position { line: 2, column: column + 1 });
        }
    }

    #[test]
    fn invalid_utf8_is_one_character() {
        let source = SourceText::new("a.py", b"\xff\xfe = 1");
        assert_eq!(source.position("\u{fffd}\u{fffd}".len()), Position { line: 1, column: 3 });
    }

    #[test]
    fn control_characters_are_not_shown() {
        let source = SourceText::new("a.py", "a\u{1b}[31mb\u{202e}c\u{9b}d".as_bytes());
        let contents = source.read_span(&(0, 1).into(), 0, 0).expect("in bounds");
        assert_eq!(contents.data(), "a?[31mb\u{fffd}c\u{b7}d".as_bytes());
    }

    #[test]
    fn long_lines_are_windowed() {
        let text = format!("{}org/name{}", "ä".repeat(2000), "x".repeat(2000));
        let source = SourceText::new("a.json", text.as_bytes());
        let contents = source.read_span(&(4000, 8).into(), 1, 1).expect("in bounds");
        assert!(contents.data().len() < 4 * WINDOW);
        assert!(std::str::from_utf8(contents.data()).is_ok_and(|data| data.contains("org/name")));
    }

    #[test]
    fn spans_out_of_bounds_are_refused() {
        assert!(SourceText::new("a", b"abc").read_span(&(2, 9).into(), 0, 0).is_err());
    }
}
