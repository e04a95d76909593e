//! Commands: words with their places, wherever they come from (shell, Dockerfile, lists of arguments).

use super::atom::{Atom, Hit, Naming, Place};
use super::identify::identify;
use super::naming;
use super::{code, languages, shell};
use crate::mention::{Class, Kind};
use crate::registry;
use crate::registry::schema::{Command, Flag, Named};

/// One word of a command, without its quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// The word.
    pub text: &'a str,
    /// Where it begins.
    pub offset: usize,
}

/// Finds what one command names.
pub(super) fn scan(words: &[Word<'_>], hits: &mut Vec<Hit>) {
    // Folders look like ids.
    if words.first().is_some_and(|word| matches!(word.text, "cd" | "pushd" | "mkdir" | "ls")) {
        return;
    }
    let before = hits.len();
    let positional = positional_ids(words);
    let mut index = 0;
    while index < words.len() {
        let word = &words[index];
        if let Some(naming) = assigned(words, index) {
            emit(&words[index + 2], Some(naming), hits);
            index += 3;
            continue;
        }
        if index > 0 && script(&words[index - 1], word, words, hits) {
            index += 1;
            continue;
        }
        let (naming, consumed) = if let Some((_, naming)) = positional.iter().find(|(at, _)| *at == index) {
            (Some(*naming), 0)
        } else {
            flag_value(words, index)
        };
        match consumed {
            0 => emit(word, naming, hits),
            1 => {
                let value = &words[index + 1];
                emit(value, naming, hits);
            }
            _ => {
                // `--flag=value`
                let cut = word.text.find('=').map_or(word.text.len(), |at| at + 1);
                emit(&Word { text: &word.text[cut..], offset: word.offset + cut }, naming, hits);
            }
        }
        index += 1 + usize::from(consumed == 1);
    }
    revisions(words, &mut hits[before..]);
}

/// `NAME ?= value`, `NAME := value`: an assignment of a makefile.
fn assigned(words: &[Word<'_>], index: usize) -> Option<Naming> {
    let sign = words.get(index + 1)?.text;
    words.get(index + 2)?;
    matches!(sign, "=" | "?=" | ":=" | "::=" | "+=").then(|| naming::of_key(words[index].text, &[], "")).flatten()
}

/// `bash -c "…"`, `python -c "…"`: a program in a word.
fn script(before: &Word<'_>, word: &Word<'_>, words: &[Word<'_>], hits: &mut Vec<Hit>) -> bool {
    if !matches!(before.text, "-c" | "-lc" | "-ec" | "-xc") || !word.text.contains(' ') {
        return false;
    }
    let is_python = words.iter().any(|word| last_segment(word.text).starts_with("python"));
    let start = hits.len();
    match languages::by_name("python").filter(|_| is_python) {
        Some(language) => {
            code::scan(word.text, language, hits);
            for hit in &mut hits[start..] {
                hit.range = hit.range.start + word.offset..hit.range.end + word.offset;
            }
        }
        None => shell::scan(word.text, word.offset, hits),
    }
    true
}

/// A word of one character more than it holds is no id; the rest is decided by its place.
fn emit(word: &Word<'_>, naming: Option<Naming>, hits: &mut Vec<Hit>) {
    let atom = Atom { text: word.text, offset: word.offset, place: Place::Literal, naming, revision: None };
    identify(&atom, hits);
}

/// What a flag says of its value, and whether the value is the next word (1) or in the same one (2).
fn flag_value(words: &[Word<'_>], index: usize) -> (Option<Naming>, u8) {
    let text = words[index].text;
    if !text.starts_with('-') {
        return match text.split_once('=') {
            // `KEY=value`: an environment assignment or an override.
            Some((key, _))
                if !key.is_empty()
                    && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'+')) =>
            {
                (naming::of_key(key, &[], ""), 2)
            }
            _ => (None, 0),
        };
    }
    let (flag, joined) = text.split_once('=').map_or((text, false), |(flag, _)| (flag, true));
    let naming = flag_naming(words, index, flag);
    if joined {
        return (naming, 2);
    }
    let takes_next = naming.is_some() && words.get(index + 1).is_some_and(|next| !next.text.starts_with('-'));
    (naming, u8::from(takes_next))
}

fn flag_naming(words: &[Word<'_>], index: usize, flag: &str) -> Option<Naming> {
    let fits = |row: &Flag| {
        row.flags.iter().any(|known| **known == *flag)
            && (row.commands.is_empty()
                || words[..index].iter().any(|word| {
                    row.commands.iter().any(|command| registry::glob_fits(command, last_segment(word.text)))
                }))
    };
    let row = registry::flags().iter().find(|row| fits(row) && !row.commands.is_empty());
    let row = row.or_else(|| registry::flags().iter().find(|row| fits(row)));
    match row {
        Some(row) => Some(Naming::plain(row.names_a, row.id.0)),
        // Programs name their options after their fields.
        None if flag.starts_with("--") => naming::of_key(flag.trim_start_matches('-'), &[], ""),
        None => None,
    }
}

/// The words that are ids by their position, with what they name.
fn positional_ids(words: &[Word<'_>]) -> Vec<(usize, Naming)> {
    let mut found = Vec::new();
    for row in registry::commands() {
        let Some(start) = position_of(words, row) else { continue };
        let dataset = words[start..].iter().any(|word| row.dataset_words.iter().any(|known| **known == *word.text));
        let named = if dataset { Named::HubDataset } else { row.names_a };
        let mut index = start;
        while index < words.len() {
            let text = words[index].text;
            if matches!(text, "&&" | "||" | "|" | ";" | ">" | ">>" | "<") {
                break;
            }
            if text.starts_with('-') {
                index += 1 + usize::from(takes_value(row, text, words.get(index + 1)));
                continue;
            }
            found.push((index, Naming::plain(named, row.id.0)));
            if !row.several {
                break;
            }
            index += 1;
        }
    }
    found
}

fn takes_value(row: &Command, flag: &str, next: Option<&Word<'_>>) -> bool {
    let known = row.value_flags.iter().chain(row.revisions.iter()).any(|known| **known == *flag);
    known && !flag.contains('=') && next.is_some()
}

/// Where the arguments of a command begin, if its words stand here.
fn position_of(words: &[Word<'_>], row: &Command) -> Option<usize> {
    let (first, rest) = row.words.split_first()?;
    let mut at = words.iter().position(|word| *last_segment(word.text) == **first)? + 1;
    for expected in rest {
        while words.get(at).is_some_and(|word| word.text.starts_with('-')) {
            at += 1;
        }
        if words.get(at).is_none_or(|word| *word.text != **expected) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

fn last_segment(word: &str) -> &str {
    word.rsplit('/').next().unwrap_or(word)
}

/// A revision option pins the ids of its command; a repository type changes what they are.
fn revisions(words: &[Word<'_>], hits: &mut [Hit]) {
    for (index, word) in words.iter().enumerate() {
        let (flag, value) = match word.text.split_once('=') {
            Some((flag, value)) => (flag, Some(value)),
            None => (word.text, words.get(index + 1).map(|next| next.text)),
        };
        let Some(value) = value else { continue };
        match flag {
            "--revision" | "--model-revision" | "--model_revision" | "--hf-revision" => {
                for hit in hits.iter_mut().filter(|hit| hit.revision.is_none()) {
                    hit.revision = Some(value.to_string());
                }
            }
            "--repo-type" | "--repo_type" => {
                let kind = match value {
                    "dataset" => Kind::Dataset,
                    "space" => Kind::Space,
                    _ => continue,
                };
                hits.iter_mut()
                    .filter(|hit| hit.class == Class::Use && hit.kind == Kind::Model)
                    .for_each(|hit| hit.kind = kind);
            }
            _ => {}
        }
    }
}
