//! Shell scripts, the shell inside other files, and Dockerfiles: split into commands and words.

use super::atom::{Atom, Hit, Naming, Place};
use super::command::{self, Word};
use super::identify::identify;
use crate::registry::schema::Named;

/// Finds what a script names. `offset` is where it begins in the scanned text.
pub(super) fn scan(text: &str, offset: usize, hits: &mut Vec<Hit>) {
    let mut words = Vec::new();
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if matches!(bytes.get(at + 1), Some(b'\n')) => at += 2,
            b'\\' if bytes[at + 1..].starts_with(b"\r\n") => at += 3,
            b'\n' | b';' | b'|' | b'&' | b'(' | b')' => {
                flush(&mut words, hits);
                at += 1;
            }
            b' ' | b'\t' | b'\r' => at += 1,
            b'#' if at == 0 || bytes[at - 1].is_ascii_whitespace() => {
                let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |found| at + found);
                comment(&text[at..end], offset + at, hits);
                at = end;
            }
            _ => {
                let (word, end) = word(text, at);
                words.push(Word { text: word.text, offset: offset + word.offset });
                at = end.max(at + 1);
            }
        }
    }
    flush(&mut words, hits);
}

/// A comment: prose, even where it holds a command.
fn comment(text: &str, offset: usize, hits: &mut Vec<Hit>) {
    identify(&Atom { text, offset, place: Place::Prose, naming: None, revision: None }, hits);
}

fn flush(words: &mut Vec<Word<'_>>, hits: &mut Vec<Hit>) {
    if !words.is_empty() {
        command::scan(words, hits);
        words.clear();
    }
}

/// The word at an offset: with quotes inside it kept, without those around it.
fn word(text: &str, start: usize) -> (Word<'_>, usize) {
    let bytes = text.as_bytes();
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b' ' | b'\t' | b'\n' | b'\r' | b';' | b'|' | b'&' | b')' => break,
            quote @ (b'"' | b'\'' | b'`') => at = closing(bytes, at, quote),
            b'\\' => at += 2,
            b'$' if bytes.get(at + 1) == Some(&b'{') => {
                at = memchr::memchr(b'}', &bytes[at..]).map_or(bytes.len(), |found| at + found + 1);
            }
            b'<' | b'>' if at > start => break,
            _ => at += 1,
        }
    }
    let mut end = at.min(bytes.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let whole = &text[start..end];
    let unquoted = ['"', '\'', '`']
        .iter()
        .find_map(|quote| whole.strip_prefix(*quote)?.strip_suffix(*quote))
        .filter(|inner| !inner.is_empty());
    // `${NAME:-default}`: the default is what is used.
    let inner = unquoted.unwrap_or(whole);
    let base = start + usize::from(unquoted.is_some());
    if let Some(rest) = inner.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'))
        && let Some(at) = rest.find(":-").or_else(|| rest.find(":="))
    {
        return (Word { text: &rest[at + 2..], offset: base + 2 + at + 2 }, end);
    }
    // `NAME="value"`: the quotes around the value go.
    if let Some((_, value)) = inner.split_once('=')
        && let Some(value) = value.strip_prefix(['"', '\'']).and_then(|value| value.strip_suffix(['"', '\'']))
        && !value.is_empty()
        && !value.contains(['"', '\''])
    {
        return (Word { text: &inner[..inner.len() - 1], offset: base }, end);
    }
    (Word { text: inner, offset: base }, end)
}

fn closing(bytes: &[u8], at: usize, quote: u8) -> usize {
    let mut at = at + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote != b'\'' => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Finds what a Dockerfile names. Images are none of it.
pub(super) fn scan_dockerfile(text: &str, hits: &mut Vec<Hit>) {
    let mut offset = 0;
    let mut continued: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let trimmed = line.trim();
        if trimmed.starts_with('#') {
            comment(line, start, hits);
            continue;
        }
        let begin = continued.take().unwrap_or(start);
        if trimmed.ends_with('\\') {
            continued = Some(begin);
            continue;
        }
        instruction(&text[begin..offset], begin, hits);
    }
    if let Some(begin) = continued {
        instruction(&text[begin..], begin, hits);
    }
}

fn instruction(text: &str, offset: usize, hits: &mut Vec<Hit>) {
    let trimmed = text.trim_start();
    let lead = text.len() - trimmed.len();
    let keyword_length = trimmed.find(char::is_whitespace).unwrap_or(trimmed.len());
    let (keyword, rest) = trimmed.split_at(keyword_length);
    let rest_offset = offset + lead + keyword_length;
    match keyword.to_ascii_uppercase().as_str() {
        "FROM" => {}
        "CMD" | "ENTRYPOINT" | "RUN" | "SHELL" | "HEALTHCHECK" if rest.trim_start().starts_with('[') => {
            exec_form(rest, rest_offset, hits);
        }
        "ENV" | "ARG" | "LABEL" => environment(rest, rest_offset, hits),
        _ => scan(rest, rest_offset, hits),
    }
}

/// `["program", "--model", "org/name"]`.
fn exec_form(text: &str, offset: usize, hits: &mut Vec<Hit>) {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('"').map(|found| at + found + 1) {
        let close = text[open..].find('"').map_or(text.len(), |found| open + found);
        words.push(Word { text: &text[open..close], offset: offset + open });
        at = (close + 1).min(text.len());
    }
    command::scan(&words, hits);
}

/// `ENV NAME=value NAME=value` and the older `ENV NAME value`.
fn environment(text: &str, offset: usize, hits: &mut Vec<Hit>) {
    let trimmed = text.trim();
    let first = trimmed.split_whitespace().next().unwrap_or_default();
    if first.contains('=') {
        return scan(text, offset, hits);
    }
    let value_at = text.find(first).map_or(0, |at| at + first.len());
    let value = text[value_at..].trim();
    let start = value_at + text[value_at..].find(value).unwrap_or(0);
    let naming = super::naming::of_key(first, &[], "");
    identify(
        &Atom {
            text: value.trim_matches('"'),
            offset: offset + start + usize::from(value.starts_with('"')),
            place: Place::Literal,
            naming,
            revision: None,
        },
        hits,
    );
}

/// Finds what an Ollama Modelfile names: `FROM` and `ADAPTER`.
pub(super) fn scan_modelfile(text: &str, hits: &mut Vec<Hit>) {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let mut words = line.split_whitespace();
        let keyword = words.next().unwrap_or_default();
        if (keyword.eq_ignore_ascii_case("FROM") || keyword.eq_ignore_ascii_case("ADAPTER"))
            && let Some(value) = words.next()
            && !value.starts_with(['.', '/', '~'])
        {
            let start = offset + line.find(value).unwrap_or(0);
            let naming = Some(Naming::plain(Named::OllamaModel, "modelfile"));
            identify(&Atom { text: value, offset: start, place: Place::Literal, naming, revision: None }, hits);
        } else {
            comment(line, offset, hits);
        }
        offset += line.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let (word, end) = word(text, at);
            found.push(word.text);
            at = end.max(at + 1);
            while text.as_bytes().get(at) == Some(&b' ') {
                at += 1;
            }
        }
        found
    }

    #[test]
    fn words_lose_their_quotes_and_show_their_defaults() {
        assert_eq!(
            words_of("vllm serve \"a/b\" 'c d' ${M:-e/f} \"${M:-g/h}\""),
            ["vllm", "serve", "a/b", "c d", "e/f", "g/h"]
        );
    }

    #[test]
    fn nothing_panics() {
        for text in ["\"", "'", "\\", "${", "`", "a\\", "ENV", "ENV A", "FROM", "CMD [\"", "#", "\u{e4}\\"] {
            let mut hits = Vec::new();
            scan(text, 0, &mut hits);
            scan_dockerfile(text, &mut hits);
            scan_modelfile(text, &mut hits);
        }
    }
}
