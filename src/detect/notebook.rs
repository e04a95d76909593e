//! Jupyter notebooks: code cells as code, shell lines as shell, Markdown cells as Markdown, outputs as prose.

use super::atom::{Atom, Hit, Place};
use super::identify::identify;
use super::json;
use super::languages;
use super::structured::{Node, Scalar};
use super::view::View;
use super::{code, markdown, shell};
use crate::mention::Class;
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};

/// Finds what a notebook names.
pub(super) fn scan(text: &str, hits: &mut Vec<Hit>) {
    let collect = CollectOptions { comments: CommentCollectionStrategy::Off, tokens: false };
    let tree = parse_to_ast(text, &collect, &ParseOptions::default()).ok().and_then(|parsed| parsed.value);
    let Some(Node::Map(pairs)) = tree.map(|value| json::node(text, 0, &value)) else {
        return identify(&Atom { text, offset: 0, place: Place::Prose, naming: None, revision: None }, hits);
    };
    let Some(Node::List(cells)) = value_of(&pairs, "cells") else { return };
    for cell in cells {
        if let Node::Map(cell) = cell {
            one_cell(cell, hits);
        }
    }
}

fn value_of<'n, 'a>(pairs: &'n [(Scalar<'a>, Node<'a>)], key: &str) -> Option<&'n Node<'a>> {
    pairs.iter().find(|(name, _)| name.text == key).map(|(_, value)| value)
}

fn one_cell(cell: &[(Scalar<'_>, Node<'_>)], hits: &mut Vec<Hit>) {
    let kind = match value_of(cell, "cell_type") {
        Some(Node::Scalar(scalar)) => scalar.text,
        _ => "code",
    };
    let Some(source) = value_of(cell, "source") else { return };
    let view = view_of(source);
    let mut found = Vec::new();
    match kind {
        "code" => code_cell(&view.text, &mut found),
        _ => markdown::scan(&view.text, "", &mut found),
    }
    for hit in &mut found {
        hit.range = view.range(&hit.range);
    }
    hits.append(&mut found);
    if let Some(outputs) = value_of(cell, "outputs") {
        output(outputs, hits);
    }
}

/// The source of a cell: one string, or a list of lines.
fn view_of(source: &Node<'_>) -> View {
    let mut view = View::default();
    match source {
        Node::Scalar(scalar) => view.push_json(scalar.text, scalar.offset),
        Node::List(lines) => {
            for line in lines {
                if let Node::Scalar(scalar) = line {
                    view.push_json(scalar.text, scalar.offset);
                }
            }
        }
        Node::Map(_) => {}
    }
    view
}

/// Python with `!shell` lines and `%%magic` cells.
fn code_cell(text: &str, hits: &mut Vec<Hit>) {
    let first = text.lines().next().unwrap_or_default().trim();
    if ["%%bash", "%%sh", "%%shell", "%%script"].iter().any(|magic| first.starts_with(magic)) {
        return shell::scan(text, 0, hits);
    }
    if first.starts_with("%%writefile") && (first.ends_with(".yaml") || first.ends_with(".yml")) {
        let start = first.len();
        return super::yaml::scan(&text[start.min(text.len())..], start.min(text.len()), "", hits);
    }
    // Shell lines are read as shell and blanked, so that the rest keeps its places.
    let mut python = String::with_capacity(text.len());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        if trimmed.starts_with('!')
            || trimmed.starts_with("%sx ")
            || python_ends_with_continued_shell(&python, text, start)
        {
            let lead = line.len() - trimmed.len() + usize::from(trimmed.starts_with(['!', '%']));
            shell::scan(&line[lead..], start + lead, hits);
            python.extend(line.chars().map(|c| if c == '\n' { "\n".to_string() } else { " ".repeat(c.len_utf8()) }));
        } else {
            python.push_str(line);
        }
        start += line.len();
    }
    if let Some(language) = languages::by_name("python") {
        code::scan(&python, language, hits);
    }
}

/// Whether the line before was a shell line that a backslash continues.
fn python_ends_with_continued_shell(python: &str, text: &str, start: usize) -> bool {
    let Some(before) = text[..start].strip_suffix('\n').or_else(|| text[..start].strip_suffix("\r\n")) else {
        return false;
    };
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    before.ends_with('\\') && python[line_start..].trim().is_empty() && !before[line_start..].trim().is_empty()
}

/// Recorded output is a mention, whatever it looks like.
fn output(node: &Node<'_>, hits: &mut Vec<Hit>) {
    match node {
        Node::Scalar(scalar) => {
            let before = hits.len();
            identify(
                &Atom { text: scalar.text, offset: scalar.offset, place: Place::Prose, naming: None, revision: None },
                hits,
            );
            hits[before..].iter_mut().for_each(|hit| hit.class = Class::Mention);
        }
        Node::List(items) => items.iter().for_each(|item| output(item, hits)),
        Node::Map(pairs) => {
            pairs.iter().filter(|(key, _)| !key.text.starts_with("image/")).for_each(|(_, value)| output(value, hits));
        }
    }
}
