//! TOML to a tree; comments apart.

use super::atom::{Atom, Hit, Place};
use super::identify::identify;
use super::lines;
use super::structured::{self, Node, Scalar};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// Finds what a TOML text names.
pub(super) fn scan(text: &str, offset: usize, file_name: &str, hits: &mut Vec<Hit>) {
    // A broken file still gives the keys that could be read.
    let (table, mistakes) = DeTable::parse_recoverable(text);
    structured::scan(&map(text, offset, table.get_ref()), file_name, hits);
    // What stands behind a mistake is read line by line as well; what was found twice is joined later.
    let first = mistakes.iter().filter_map(toml::de::Error::span).map(|span| span.start).min();
    if let Some(rest) = first.map(|at| text.get(..at).unwrap_or(text).rfind('\n').map_or(0, |line| line + 1)) {
        lines::scan(&text[rest..], offset + rest, file_name, hits);
    }
    comments(text, offset, hits);
}

fn map<'a>(text: &'a str, offset: usize, table: &DeTable<'_>) -> Node<'a> {
    Node::Map(table.iter().map(|(key, value)| (scalar(text, offset, key), node(text, offset, value))).collect())
}

fn node<'a>(text: &'a str, offset: usize, value: &Spanned<DeValue<'_>>) -> Node<'a> {
    match value.get_ref() {
        DeValue::String(_) => Node::Scalar(raw(text, offset, value.span())),
        DeValue::Array(items) => Node::List(items.iter().map(|item| node(text, offset, item)).collect()),
        DeValue::Table(table) => map(text, offset, table),
        _ => Node::Scalar(Scalar { text: "", offset, block: false }),
    }
}

fn scalar<'a>(text: &'a str, offset: usize, key: &Spanned<DeString<'_>>) -> Scalar<'a> {
    raw(text, offset, key.span())
}

/// The text of a span, without its quotes.
fn raw(text: &str, offset: usize, span: std::ops::Range<usize>) -> Scalar<'_> {
    let whole = text.get(span.clone()).unwrap_or_default();
    for quote in ["\"\"\"", "'''", "\"", "'"] {
        if let Some(inner) = whole.strip_prefix(quote).and_then(|inner| inner.strip_suffix(quote)) {
            return Scalar { text: inner, offset: offset + span.start + quote.len(), block: quote.len() == 3 };
        }
    }
    Scalar { text: whole, offset: offset + span.start, block: false }
}

/// Comments begin at a `#` outside quotes.
fn comments(text: &str, offset: usize, hits: &mut Vec<Hit>) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(at) = comment_start(line) {
            identify(
                &Atom {
                    text: &line[at..],
                    offset: offset + start + at,
                    place: Place::Prose,
                    naming: None,
                    revision: None,
                },
                hits,
            );
        }
        start += line.len();
    }
}

fn comment_start(line: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in line.bytes().enumerate() {
        match (quote, byte) {
            (None, b'#') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}
