//! Markdown and reStructuredText: prose is a mention, a fence of code or commands is read as such.

use super::atom::{Atom, Hit, Place};
use super::identify::identify;
use super::languages;
use super::{code, json, lines, shell, toml_file, yaml};
use crate::mention::Class;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Programs whose name opens a fence of commands that names no language.
#[rustfmt::skip] // One word a line would hide the rest of the file.
const COMMANDS: &[&str] = &[
    "accelerate", "cargo", "curl", "docker", "export", "git", "helm", "hf", "huggingface-cli", "kubectl", "llama-cli",
    "llama-server", "make", "npm", "npx", "ollama", "pip", "pip3", "python", "python3", "torchrun", "uv", "uvx",
    "vllm", "wget", "brew", "conda", "mlx_lm.generate",
];

/// Finds what a Markdown text names.
pub(super) fn scan(text: &str, file_name: &str, hits: &mut Vec<Hit>) {
    let body = front_matter(text, file_name, hits);
    if file_name.ends_with(".mdx") {
        return scan_components(text, body, hits);
    }
    let mut fence: Option<(String, Option<Range<usize>>)> = None;
    let mut covered: Vec<Range<usize>> = Vec::new();
    for (event, range) in Parser::new_ext(&text[body..], Options::ENABLE_TABLES).into_offset_iter() {
        let range = range.start + body..range.end + body;
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => "text".to_string(),
                };
                fence = Some((info, None));
                covered.push(range);
            }
            Event::Text(_) => {
                if let Some((_, content)) = &mut fence {
                    let start = content.as_ref().map_or(range.start, |content| content.start);
                    *content = Some(start..range.end);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((info, Some(content))) = fence.take() {
                    fenced(&text[content.clone()], content.start, &info, hits);
                }
            }
            _ => {}
        }
    }
    prose_between(text, body, &covered, hits);
}

/// MDX: fences stand inside of components, at any indentation, which is no code block there.
fn scan_components(text: &str, body: usize, hits: &mut Vec<Hit>) {
    let mut covered: Vec<Range<usize>> = Vec::new();
    let mut open: Option<(&str, usize, &str)> = None;
    let mut start = body;
    for line in text[body..].split_inclusive('\n') {
        let trimmed = line.trim();
        let marker = ["```", "~~~"].into_iter().find(|marker| trimmed.starts_with(marker));
        match (open, marker) {
            (None, Some(marker)) => open = Some((marker, start + line.len(), trimmed.trim_start_matches(['`', '~']))),
            (Some((opened, content, info)), Some(marker)) if opened == marker => {
                fenced(&text[content..start], content, info, hits);
                covered.push(content..start);
                open = None;
            }
            _ => {}
        }
        start += line.len();
    }
    prose_between(text, body, &covered, hits);
}

/// Everything outside fences.
fn prose_between(text: &str, body: usize, covered: &[Range<usize>], hits: &mut Vec<Hit>) {
    let mut at = body;
    for range in covered.iter().chain(std::iter::once(&(text.len()..text.len()))) {
        if range.start > at {
            identify(
                &Atom { text: &text[at..range.start], offset: at, place: Place::Prose, naming: None, revision: None },
                hits,
            );
        }
        at = at.max(range.end);
    }
}

/// The YAML between `---` lines at the top. Returns where the body begins.
fn front_matter(text: &str, file_name: &str, hits: &mut Vec<Hit>) -> usize {
    let Some(rest) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else { return 0 };
    let start = text.len() - rest.len();
    let Some(length) = rest.find("\n---") else { return 0 };
    let before = hits.len();
    yaml::scan(&rest[..=length], start, file_name, hits);
    // The card of a Space lists its models for the people who look for it.
    if rest[..length].lines().any(|line| line.starts_with("sdk:")) {
        hits[before..].iter_mut().for_each(|hit| hit.class = Class::Mention);
    }
    start + length + 4
}

/// A fence: read by its language, by its looks where it names none.
pub(super) fn fenced(text: &str, offset: usize, info: &str, hits: &mut Vec<Hit>) {
    let name = info
        .split([',', ' ', '{', '}', ':', '\t'])
        .find(|word| !word.is_empty())
        .unwrap_or_default()
        .trim_start_matches('.')
        .to_ascii_lowercase();
    let language = if name.is_empty() { guess(text) } else { name.as_str() };
    let mut found = Vec::new();
    match language {
        "bash" | "sh" | "shell" | "console" | "zsh" | "shell-session" | "shellsession" | "terminal" | "powershell"
        | "ps1" | "cmd" | "bat" | "fish" => {
            session(text, &mut found);
        }
        // Rows that ask for a file's ending mean its syntax.
        "yaml" | "yml" | "helm" => yaml::scan(text, 0, "fence.yaml", &mut found),
        "json" | "jsonc" | "json5" | "jsonl" => json::scan(text, 0, "", &mut found),
        "toml" => toml_file::scan(text, 0, "", &mut found),
        "dockerfile" | "docker" => shell::scan_dockerfile(text, &mut found),
        "modelfile" => shell::scan_modelfile(text, &mut found),
        "env" | "dotenv" | "ini" | "properties" | "conf" | "cfg" => lines::scan(text, 0, "", &mut found),
        _ => match languages::by_name(language) {
            Some(language) => code::scan(text, language, &mut found),
            None => identify(&Atom { text, offset: 0, place: Place::Prose, naming: None, revision: None }, &mut found),
        },
    }
    for hit in &mut found {
        hit.range = hit.range.start + offset..hit.range.end + offset;
    }
    hits.append(&mut found);
}

/// A terminal session: with prompts only the lines behind them are commands, the rest is output.
fn session(text: &str, hits: &mut Vec<Hit>) {
    let prompted = text.lines().any(|line| line.trim_start().starts_with("$ "));
    if !prompted {
        return shell::scan(text, 0, hits);
    }
    let mut start = 0;
    let mut continued = false;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        let command = trimmed.strip_prefix("$ ").or_else(|| continued.then_some(trimmed));
        match command {
            Some(command) => {
                shell::scan(command, start + line.len() - command.len(), hits);
                continued = command.trim_end().ends_with('\\');
            }
            None => {
                identify(&Atom { text: line, offset: start, place: Place::Prose, naming: None, revision: None }, hits);
            }
        }
        start += line.len();
    }
}

/// What a fence without a language holds, by its first lines.
fn guess(text: &str) -> &'static str {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
    let word = first.trim_start_matches("$ ").split_whitespace().next().unwrap_or_default();
    if first.starts_with("$ ") || COMMANDS.contains(&word) || word.starts_with("./") {
        return "bash";
    }
    if first.starts_with("import ") || first.starts_with("from ") || first.starts_with(">>>") {
        return "python";
    }
    if first.ends_with(':') && !first.contains(' ') {
        return "yaml";
    }
    if first.starts_with(['{', '[']) {
        return "json";
    }
    if first.starts_with("FROM ") {
        return "dockerfile";
    }
    "text"
}

/// Finds what a reStructuredText names: `code-block` directives and literal blocks, prose around them.
pub(super) fn scan_rst(text: &str, hits: &mut Vec<Hit>) {
    let mut prose_start = 0;
    let mut start = 0;
    let mut all_lines = text.split_inclusive('\n').peekable();
    while let Some(line) = all_lines.next() {
        start += line.len();
        let Some((indent, language)) = block_opens(line) else { continue };
        let block_start = start;
        while let Some(next) = all_lines.peek() {
            let lead = next.len() - next.trim_start().len();
            if !next.trim().is_empty() && lead <= indent {
                break;
            }
            start += next.len();
            all_lines.next();
        }
        prose(text, prose_start..block_start, hits);
        fenced(&text[block_start..start], block_start, language, hits);
        prose_start = start;
    }
    prose(text, prose_start..text.len(), hits);
}

fn prose(text: &str, range: Range<usize>, hits: &mut Vec<Hit>) {
    identify(
        &Atom { text: &text[range.clone()], offset: range.start, place: Place::Prose, naming: None, revision: None },
        hits,
    );
}

/// Whether a line opens a block: its indentation and the block's language.
fn block_opens(line: &str) -> Option<(usize, &str)> {
    let trimmed = line.trim();
    let indent = line.len() - line.trim_start().len();
    for directive in [".. code-block::", ".. code::", ".. sourcecode::", ".. highlight::"] {
        if let Some(language) = trimmed.strip_prefix(directive) {
            return Some((indent, language.trim()));
        }
    }
    (trimmed.ends_with("::") && !trimmed.starts_with("..")).then_some((indent, ""))
}
