//! Whether an inference server stands beside a place: `registry/constructs/` says how servers are known.

use crate::mention::Mention;
use crate::registry;

/// How many lines of a block are looked at on each side: more is no block but a list.
const LINES: usize = 200;

/// How many bytes of a document are looked at on each side.
const WINDOW: usize = 16 * 1024;

/// Keys that make a block of YAML the description of one program.
const PROGRAM_KEYS: &[&str] = &["image", "command", "args", "entrypoint", "run", "script"];

/// The file that was looked at last: places come in the order of files, and one look serves all of a file.
#[derive(Default)]
pub(super) struct Neighbourhood<'a> {
    path: &'a str,
    /// The text in lower case, where it holds a server at all.
    text: Option<String>,
}

/// What kind of file deploys programs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deployment {
    /// A file starts one thing: a script, an image.
    Whole,
    /// Paragraphs start things of their own.
    Paragraphs,
    /// Blocks by indentation describe programs.
    Blocks,
}

impl<'a> Neighbourhood<'a> {
    /// Whether a server is started or described where the place is.
    pub(super) fn has_a_server(&mut self, mention: &'a Mention) -> bool {
        let path = mention.source.path();
        let Some(deployment) = deployment(path) else { return false };
        if self.path != path {
            let text = mention.source.text().to_ascii_lowercase();
            self.path = path;
            self.text = names_a_server(&text).then_some(text);
        }
        let Some(text) = &self.text else { return false };
        match deployment {
            Deployment::Whole => true,
            Deployment::Paragraphs => names_a_server(paragraph(text, mention.span.start)),
            Deployment::Blocks => block_names_a_server(text, mention.span.start),
        }
    }
}

/// Source code is left out: what it says of a server it says by a call.
fn deployment(path: &str) -> Option<Deployment> {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    match ending {
        "yaml" | "yml" | "tpl" => Some(Deployment::Blocks),
        "sh" | "bash" | "zsh" | "fish" | "ps1" | "bat" | "cmd" | "slurm" | "sbatch" | "service" | "dockerfile"
        | "containerfile" | "container" | "hcl" | "tf" | "env" | "json" | "toml" => Some(Deployment::Whole),
        "mk" | "just" => Some(Deployment::Paragraphs),
        _ => match stem {
            "dockerfile" | "containerfile" => Some(Deployment::Whole),
            _ if name.starts_with("dockerfile") || name.starts_with(".env") => Some(Deployment::Whole),
            "makefile" | "gnumakefile" | "justfile" | "procfile" => Some(Deployment::Paragraphs),
            _ => None,
        },
    }
}

fn names_a_server(text: &str) -> bool {
    registry::servers().iter().flat_map(|server| server.words.iter()).any(|word| text.contains(word.0))
}

/// The lines around an offset up to the nearest empty ones.
fn paragraph(text: &str, at: usize) -> &str {
    let start = text.get(..at).and_then(|before| before.rfind("\n\n")).unwrap_or(0);
    let end = text.get(at..).and_then(|after| after.find("\n\n")).map_or(text.len(), |end| at + end);
    text.get(start..end).unwrap_or_default()
}

/// Climbs from the line of an offset to the blocks around it, up to the first that describes a program
/// (`image`, `command`, …) or names a server; a block that describes another program ends the search,
/// except for what the document as a whole says of itself (`kind: InferenceService`).
fn block_names_a_server(text: &str, at: usize) -> bool {
    let document = document(text, at);
    let lines: Vec<&str> = document.text.lines().collect();
    let row = document.text.get(..at - document.start).map_or(0, |before| before.matches('\n').count());
    let whole_kind = lines.iter().any(|line| indent(line) == Some(0) && names_a_server(line));
    if whole_kind {
        return true;
    }
    let mut depth = lines.get(row).and_then(|line| indent(line)).unwrap_or(0);
    while depth > 0 {
        let (start, end) = block(&lines, row, depth);
        let part = &lines[start..end];
        if part.iter().any(|line| names_a_server(line)) {
            return true;
        }
        if part.iter().any(|line| indent(line) == Some(depth) && describes_a_program(line)) {
            return false;
        }
        let above = lines[..start].iter().rev().filter_map(|line| indent(line));
        depth = above.take(LINES).find(|above| *above < depth).unwrap_or(0);
    }
    false
}

/// One document of a YAML stream.
struct Document<'t> {
    text: &'t str,
    start: usize,
}

/// The document of a place, as far as [`WINDOW`] goes: a list of thousands of models takes no longer for it.
fn document(text: &str, at: usize) -> Document<'_> {
    let text_start = text.floor_char_boundary(at.saturating_sub(WINDOW));
    let text_end = text.ceil_char_boundary((at + WINDOW).min(text.len()));
    let before = text.get(text_start..at).unwrap_or_default();
    let start = before.rfind("\n---").map_or(text_start, |found| text_start + found + 1);
    let after = text.get(at..text_end).unwrap_or_default();
    let end = after.find("\n---").map_or(text_end, |end| at + end);
    Document { text: text.get(start..end).unwrap_or_default(), start }
}

/// The lines around a row that are at least as deep; an item of a list begins its block.
fn block(lines: &[&str], row: usize, depth: usize) -> (usize, usize) {
    let inside = |line: &str| indent(line).is_none_or(|indent| indent >= depth);
    let first = row.saturating_sub(LINES);
    let mut start = row;
    while start > first && !begins_item(lines[start], depth) && inside(lines[start - 1]) {
        start -= 1;
    }
    let last = lines.len().min(row + LINES);
    let mut end = row + 1;
    while end < last && inside(lines[end]) && !begins_item(lines[end], depth) {
        end += 1;
    }
    (start, end)
}

/// The column of a line's content; an item's content stands behind its dash. None for empty lines and comments.
fn indent(line: &str) -> Option<usize> {
    let content = line.trim_start().trim_start_matches("- ").trim_start();
    (!content.is_empty() && !content.starts_with('#') && !content.starts_with("{{")).then(|| line.len() - content.len())
}

fn begins_item(line: &str, depth: usize) -> bool {
    line.trim_start().starts_with("- ") && indent(line) == Some(depth) && line.contains(':')
}

fn describes_a_program(line: &str) -> bool {
    let content = line.trim_start().trim_start_matches("- ");
    content.split_once(':').is_some_and(|(key, _)| PROGRAM_KEYS.contains(&key.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_served(text: &str) -> bool {
        block_names_a_server(text, text.find("org/name").unwrap())
    }

    #[test]
    fn a_container_of_a_server_serves_what_its_arguments_name() {
        assert!(is_served(
            "services:\n  llm:\n    image: vllm/vllm-openai:v0.9\n    command:\n      - --model\n      - org/name\n"
        ));
        assert!(is_served(
            "    containers:\n      - name: tgi\n        image: ghcr.io/huggingface/text-generation-inference:3\n        env:\n          - name: MODEL_ID\n            value: org/name\n"
        ));
    }

    #[test]
    fn the_container_beside_it_does_not() {
        let compose = "services:\n  llm:\n    image: vllm/vllm-openai\n  app:\n    image: acme/app\n    environment:\n      MODEL: org/name\n";
        assert!(!is_served(compose));
        let pod = "containers:\n  - name: llm\n    image: vllm/vllm-openai\n  - name: app\n    image: acme/app\n    args: [\"--model\", \"org/name\"]\n";
        assert!(!is_served(pod));
    }

    #[test]
    fn a_resource_of_a_server_speaks_for_its_whole_document_and_no_other() {
        assert!(is_served(
            "kind: inferenceservice\nspec:\n  predictor:\n    model:\n      args:\n        - --model_id=org/name\n"
        ));
        assert!(!is_served("kind: inferenceservice\n---\nkind: configmap\ndata:\n  model: org/name\n"));
    }
}
