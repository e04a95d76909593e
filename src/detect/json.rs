//! JSON, with comments and trailing commas, to a tree; and JSON lines.

use super::atom::{Atom, Hit, Place};
use super::identify::identify;
use super::languages;
use super::structured::{self, Node, Scalar};
use jsonc_parser::ast::{ObjectPropName, StringLit, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};

/// Finds what a JSON text names.
pub(super) fn scan(text: &str, offset: usize, file_name: &str, hits: &mut Vec<Hit>) {
    let collect = CollectOptions { comments: CommentCollectionStrategy::Separate, tokens: false };
    let Ok(parsed) = parse_to_ast(text, &collect, &ParseOptions::default()) else {
        return scan_broken(text, offset, file_name, hits);
    };
    if let Some(value) = &parsed.value {
        structured::scan(&node(text, offset, value), file_name, hits);
    }
    let mut seen = std::collections::BTreeSet::new();
    for comment in parsed.comments.iter().flat_map(|comments| comments.values()).flat_map(|comments| comments.iter()) {
        let (start, content) = (comment.range().start, comment.text());
        if seen.insert(start) {
            identify(
                &Atom { text: content, offset: offset + start + 2, place: Place::Prose, naming: None, revision: None },
                hits,
            );
        }
    }
}

/// JSON lines, or a text that is no JSON: line by line, and as code where a line is none either.
fn scan_broken(text: &str, offset: usize, file_name: &str, hits: &mut Vec<Hit>) {
    let collect = CollectOptions { comments: CommentCollectionStrategy::Off, tokens: false };
    let mut start = 0;
    let mut documents = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Ok(parsed) = parse_to_ast(line, &collect, &ParseOptions::default()) {
            documents.extend(parsed.value.map(|value| (start, line, value)));
        } else {
            if let Some(language) = languages::by_name("javascript") {
                let before = hits.len();
                super::code::scan(text, language, hits);
                hits[before..].iter_mut().for_each(|hit| hit.range = hit.range.start + offset..hit.range.end + offset);
            }
            return;
        }
        start += line.len();
    }
    for (start, line, value) in &documents {
        structured::scan(&node(line, offset + start, value), file_name, hits);
    }
}

/// A value as a tree of the text as it stands in the file.
pub(super) fn node<'a>(text: &'a str, offset: usize, value: &Value<'_>) -> Node<'a> {
    match value {
        Value::StringLit(literal) => Node::Scalar(scalar(text, offset, literal)),
        Value::Object(object) => {
            let key = |name: &ObjectPropName<'_>| match name {
                ObjectPropName::String(literal) => scalar(text, offset, literal),
                ObjectPropName::Word(word) => Scalar {
                    text: text.get(word.range.start..word.range.end).unwrap_or_default(),
                    offset: offset + word.range.start,
                    block: false,
                },
            };
            Node::Map(
                object
                    .properties
                    .iter()
                    .map(|property| (key(&property.name), node(text, offset, &property.value)))
                    .collect(),
            )
        }
        Value::Array(array) => Node::List(array.elements.iter().map(|value| node(text, offset, value)).collect()),
        _ => Node::Scalar(Scalar { text: "", offset, block: false }),
    }
}

/// A string without its quotes, as it stands in the file.
pub(super) fn scalar<'a>(text: &'a str, offset: usize, literal: &StringLit<'_>) -> Scalar<'a> {
    let (start, end) = (literal.range.start + 1, literal.range.end.saturating_sub(1));
    Scalar { text: text.get(start..end).unwrap_or_default(), offset: offset + start, block: false }
}
