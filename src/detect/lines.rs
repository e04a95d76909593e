//! Line-wise configuration: `.env`, INI, properties, and what is left of a broken YAML file.

use super::atom::{Atom, Hit, Place};
use super::identify::identify;
use super::naming;

/// Finds what lines of `key = value` name. `offset` is where the text begins in the scanned text.
pub(super) fn scan(text: &str, offset: usize, file_name: &str, hits: &mut Vec<Hit>) {
    let mut start = offset;
    let mut section = "";
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if let Some(name) = trimmed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name;
        }
        one_line(line, start, section, file_name, hits);
        start += line.len();
    }
}

fn one_line(line: &str, start: usize, section: &str, file_name: &str, hits: &mut Vec<Hit>) {
    let trimmed = line.trim_start();
    let lead = line.len() - trimmed.len();
    if trimmed.starts_with(['#', ';']) || trimmed.starts_with("//") {
        return identify(
            &Atom { text: trimmed, offset: start + lead, place: Place::Prose, naming: None, revision: None },
            hits,
        );
    }
    let body = trimmed.trim_start_matches("- ").trim_start_matches("export ");
    let lead = line.len() - body.len();
    let (key, value_at) = match body.find(['=', ':']) {
        Some(at) if !body[at..].starts_with("://") => (body[..at].trim().trim_matches(['"', '\'']), at + 1),
        _ => ("", 0),
    };
    let rest = &body[value_at..];
    let value = rest.trim();
    let at = start + lead + value_at + (rest.len() - rest.trim_start().len());
    if matches!(value.as_bytes().first(), Some(b'[' | b'{' | b'`')) {
        return embedded_value(value, at, file_name, hits);
    }
    let unquoted = value.trim_end_matches(',').trim_matches(['"', '\'']);
    let shift = value.find(unquoted).unwrap_or(0);
    let naming = if key.is_empty() {
        naming::of_key(section, &[], file_name)
    } else {
        naming::of_key(key, &[section], file_name)
    };
    identify(&Atom { text: unquoted, offset: at + shift, place: Place::Literal, naming, revision: None }, hits);
}

/// JSON inside a value, as in `MODELS=[{"name": "org/name"}]`, with or without back-ticks.
fn embedded_value(value: &str, at: usize, file_name: &str, hits: &mut Vec<Hit>) {
    let inner = value.trim_matches('`');
    let shift = value.find(inner).unwrap_or(0);
    super::json::scan(inner, at + shift, file_name, hits);
}
