//! Longer texts: which of their words name models.
//!
//! Serves comments, documentation and sentences in strings; nothing found here loads anything.

use super::atom::{Atom, Doubt, Hit};
use super::id;
use super::identify::{canonical, is_distinctive};
use crate::mention::{Certainty, Class, Kind};
use crate::registry;
use crate::registry::schema::Named;
use std::ops::Range;

/// Commands whose next word is a tag of the Ollama library.
const OLLAMA_COMMANDS: &[&[u8]] = &[b"ollama pull ", b"ollama run "];

/// The organisation of the short names that sentence-transformers loads.
const SHORT_NAMES: &str = "sentence-transformers/";

/// Adds the ids among the words of a text. `addressed` are the ranges that are understood already.
pub(super) fn words_of_prose(atom: &Atom<'_>, addressed: &[Range<usize>], class: Class, hits: &mut Vec<Hit>) {
    if atom.naming.is_some_and(|naming| naming.named == Named::Nothing) {
        return;
    }
    ids_with_organization(atom, addressed, class, hits);
    names_without_organization(atom, addressed, hits);
    let bytes = atom.text.as_bytes();
    for at in memchr::memmem::find_iter(bytes, b"ollama ") {
        if let Some(command) = OLLAMA_COMMANDS.iter().find(|command| bytes[at..].starts_with(command)) {
            pulled(atom, at + command.len(), hits);
        }
    }
}

fn ids_with_organization(atom: &Atom<'_>, addressed: &[Range<usize>], class: Class, hits: &mut Vec<Hit>) {
    let bytes = atom.text.as_bytes();
    let mut last_end = 0;
    for slash in memchr::memchr_iter(b'/', bytes) {
        if slash < last_end || addressed.iter().any(|range| range.contains(&slash)) {
            continue;
        }
        let Some(range) = word_around(bytes, slash) else { continue };
        last_end = range.end;
        let word = &atom.text[range.clone()];
        let Some((organization, name)) = id::split(word) else { continue };
        if id::is_placeholder(organization, name) {
            continue;
        }
        let known = registry::find_model(word).is_some();
        let lower = word.to_ascii_lowercase();
        let mut doubt = Doubt::None;
        if !known {
            match id::doubt(organization, name) {
                Some(found) => doubt = found,
                None if is_introduced(&atom.text[..range.start])
                    && !id::is_plain_word(name)
                    && !id::is_no_repository(organization, name) => {}
                None => continue,
            }
            if registry::look_alike(&lower).is_some() {
                continue;
            }
        }
        let dataset = !known && (registry::known_dataset(&lower) || speaks_of_data(&atom.text[..range.start]));
        hits.push(Hit {
            range: atom.offset + range.start..atom.offset + range.end,
            id: canonical(word),
            kind: if dataset { Kind::Dataset } else { Kind::Model },
            class,
            construct: if class == Class::Use { "id" } else { "prose" },
            revision: None,
            certainty: if known { Certainty::Certain } else { Certainty::Likely },
            doubt,
        });
    }
}

/// `model: org/name`, ``model `org/name` ``: the words before say what it is.
fn is_introduced(before: &str) -> bool {
    let word = before.trim_end_matches(['`', '"', '\'', '*', ' ', ':']);
    let marks = &before[word.len()..];
    marks.contains(['`', '"', '\'', ':']) && ["model", "Model", "checkpoint"].iter().any(|known| word.ends_with(known))
}

/// Whether the line before a word calls it a dataset, or loads it as one.
pub(super) fn speaks_of_data(before: &str) -> bool {
    // A line may be the whole file, so the window comes before the search for its beginning.
    let start = (before.len().saturating_sub(200)..=before.len()).find(|at| before.is_char_boundary(*at));
    let near = &before[start.unwrap_or(before.len())..];
    let line = near.rsplit('\n').next().unwrap_or(near).to_ascii_lowercase();
    line.rfind("dataset").is_some_and(|at| !line[at..].contains("model"))
}

/// Legacy ids (`bert-base-uncased`), short names of sentence-transformers and Ollama tags with a colon.
fn names_without_organization(atom: &Atom<'_>, addressed: &[Range<usize>], hits: &mut Vec<Hit>) {
    let bytes = atom.text.as_bytes();
    let mut last_end = 0;
    for at in memchr::memchr2_iter(b'-', b':', bytes) {
        if at < last_end || addressed.iter().any(|range| range.contains(&at)) {
            continue;
        }
        let start = at - bytes[..at].iter().rev().take_while(|byte| id::is_id_byte(**byte)).count();
        let mut end = at + bytes[at..].iter().take_while(|byte| id::is_id_byte(**byte)).count();
        last_end = end.max(at + 1);
        let joined =
            |byte: Option<&u8>| byte.is_some_and(|byte| matches!(byte, b'/' | b'\\' | b'{' | b'}' | b'$' | b'@'));
        if start == at || joined(start.checked_sub(1).and_then(|before| bytes.get(before))) {
            continue;
        }
        if bytes[at] == b':' {
            tagged(atom, start, at, hits);
            continue;
        }
        if joined(bytes.get(end)) {
            continue;
        }
        while end > start && matches!(bytes[end - 1], b'.' | b'-' | b'_') {
            end -= 1;
        }
        if let Some((id, doubt)) = name_without_organization(&atom.text[start..end]) {
            hits.push(mention(atom, start..end, id, Kind::Model, doubt));
        }
    }
}

fn name_without_organization(word: &str) -> Option<(String, Doubt)> {
    if !is_distinctive(word) || !id::is_segment(word) {
        return None;
    }
    if let Some(found) = registry::find_model(word) {
        return Some((found.model.id().to_string(), Doubt::None));
    }
    let found = registry::find_model(&format!("{SHORT_NAMES}{word}"))?;
    Some((found.model.id().to_string(), Doubt::ShortName))
}

/// `name:tag` of the Ollama library; `colon` is where the colon stands.
fn tagged(atom: &Atom<'_>, start: usize, colon: usize, hits: &mut Vec<Hit>) {
    let bytes = atom.text.as_bytes();
    let mut end = colon + 1 + bytes[colon + 1..].iter().take_while(|byte| id::is_id_byte(**byte)).count();
    while end > colon + 1 && !bytes[end - 1].is_ascii_alphanumeric() {
        end -= 1;
    }
    let (name, tag) = (&atom.text[start..colon], &atom.text[colon + 1..end]);
    if is_ollama_tag(name, tag) {
        hits.push(mention(atom, start..end, format!("ollama:{name}:{tag}"), Kind::Ollama, Doubt::Ollama));
    }
}

/// Whether the library has a model of this name, and the tag is one that it uses.
pub(super) fn is_ollama_tag(name: &str, tag: &str) -> bool {
    tag.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric())
        && tag.bytes().any(|byte| byte.is_ascii_alphabetic())
        && registry::find_ollama(name, Some(tag)).is_some()
}

/// The word behind `ollama pull`.
fn pulled(atom: &Atom<'_>, start: usize, hits: &mut Vec<Hit>) {
    let rest = &atom.text[start..];
    let length = rest.bytes().take_while(|byte| id::is_id_byte(*byte) || *byte == b':').count();
    let word = rest[..length].trim_end_matches(['.', ':', '-']);
    let (name, tag) = word.split_once(':').map_or((word, None), |(name, tag)| (name, Some(tag)));
    if registry::find_ollama(name, tag).is_some() {
        hits.push(mention(atom, start..start + word.len(), format!("ollama:{word}"), Kind::Ollama, Doubt::None));
    }
}

fn mention(atom: &Atom<'_>, range: Range<usize>, id: String, kind: Kind, doubt: Doubt) -> Hit {
    Hit {
        range: atom.offset + range.start..atom.offset + range.end,
        id,
        kind,
        class: Class::Mention,
        construct: "prose",
        revision: None,
        certainty: if doubt == Doubt::None { Certainty::Certain } else { Certainty::Likely },
        doubt,
    }
}

/// The word around a slash, if it stands alone: not part of a path, an address or a template.
fn word_around(bytes: &[u8], slash: usize) -> Option<Range<usize>> {
    let mut start = slash;
    while start > 0 && id::is_id_byte(bytes[start - 1]) {
        start -= 1;
    }
    let mut end = slash + 1;
    while end < bytes.len() && id::is_id_byte(bytes[end]) {
        end += 1;
    }
    // An escape ends the word (`org/name\n`), any other backslash makes it a path.
    let escape = matches!((bytes.get(end), bytes.get(end + 1)), (Some(b'\\'), Some(b'n' | b'r' | b't' | b'"' | b'\'')));
    if !escape && matches!(bytes.get(end), Some(b'/' | b'{' | b'$' | b'%' | b'\\' | b'*')) {
        return None;
    }
    while end > slash + 1 && matches!(bytes[end - 1], b'.' | b'-' | b'_') {
        end -= 1;
    }
    let joined =
        start > 0 && matches!(bytes[start - 1], b'/' | b'@' | b'~' | b'\\' | b'}' | b'%' | b'$' | b'#' | b'&' | 0x80..);
    (!joined && start < slash && end > slash + 1).then_some(start..end)
}
