//! Detection: from the text of a file to the models it names.
//!
//! Two stages. `prefilter` decides in one pass over the bytes whether a file can name a model at
//! all; only then the reader of its kind ([`DETECTORS`]) takes it apart and hands every string with
//! what its place says of it to `identify`. What calls, keys and flags mean is data
//! (`registry/constructs/`), not code.

mod atom;
mod catalogue;
mod code;
mod command;
mod hub_url;
mod id;
mod identify;
mod json;
mod languages;
mod lexer;
mod lines;
mod markdown;
mod naming;
mod notebook;
pub mod permissions;
pub mod prefilter;
mod prose;
pub mod rust_items;
mod settle;
mod shell;
mod structured;
mod toml_file;
mod view;
pub mod weights;
mod yaml;

use crate::mention::{Class, Mention};
use crate::registry::schema::Named;
use crate::text::{SourceText, Span};
use atom::{Atom, Hit, Naming, Place};
use std::sync::Arc;

/// A kind of file and how it is read.
pub struct Detector {
    /// Name, kebab-case.
    pub id: &'static str,
    /// What it reads, for the documentation.
    pub docs: &'static str,
    /// Whether it reads a file of this name (last segment, lower case) and ending.
    reads: fn(&str, &str) -> bool,
    /// Finds what the text names.
    scan: fn(&str, &str, &mut Vec<Hit>),
}

/// All kinds of file. The first that reads a file's name serves.
pub static DETECTORS: &[Detector] = &[
    Detector {
        id: "lock-file",
        docs: "Lock files of package managers: addresses of the Hub, nothing else; packages look like models.",
        reads: |name, ending| {
            ending == "lock"
                || matches!(name, "package-lock.json" | "pnpm-lock.yaml" | "npm-shrinkwrap.json" | "go.sum")
        },
        scan: scan_lock_file,
    },
    Detector {
        id: "notebook",
        docs: "Jupyter notebooks: code cells, shell lines, Markdown cells; outputs are mentions.",
        reads: |_, ending| ending == "ipynb",
        scan: |text, _, hits| notebook::scan(text, hits),
    },
    Detector {
        id: "markdown",
        docs: "Markdown: prose is a mention; fences are read as the language they name; front matter as YAML.",
        reads: |name, ending| {
            matches!(ending, "md" | "mdx" | "markdown" | "qmd" | "rmd" | "mdown") || name == "pkg-info"
        },
        scan: markdown::scan,
    },
    Detector {
        id: "restructured-text",
        docs: "reStructuredText: prose is a mention; code blocks are read as their language.",
        reads: |_, ending| matches!(ending, "rst" | "rest"),
        scan: |text, _, hits| markdown::scan_rst(text, hits),
    },
    Detector {
        id: "dockerfile",
        docs: "Dockerfiles: commands, ENV and ARG; images are no models.",
        reads: |name, ending| {
            name.starts_with("dockerfile") || name.starts_with("containerfile") || ending == "dockerfile"
        },
        scan: |text, _, hits| shell::scan_dockerfile(text, hits),
    },
    Detector {
        id: "modelfile",
        docs: "Ollama Modelfiles: FROM and ADAPTER.",
        reads: |name, ending| name.starts_with("modelfile") || ending == "modelfile",
        scan: |text, _, hits| shell::scan_modelfile(text, hits),
    },
    Detector {
        id: "yaml",
        docs: "YAML, with Helm and Jinja templates: keys, lists of arguments, scripts in blocks.",
        reads: |_, ending| matches!(ending, "yaml" | "yml" | "cff"),
        scan: |text, name, hits| yaml::scan(text, 0, name, hits),
    },
    Detector {
        id: "json",
        docs: "JSON, JSON with comments, JSON lines.",
        reads: |_, ending| matches!(ending, "json" | "jsonc" | "json5" | "jsonl" | "ndjson" | "webmanifest"),
        scan: |text, name, hits| json::scan(text, 0, name, hits),
    },
    Detector {
        id: "toml",
        docs: "TOML.",
        reads: |name, ending| ending == "toml" || name == "pipfile",
        scan: |text, name, hits| toml_file::scan(text, 0, name, hits),
    },
    Detector {
        id: "shell",
        docs: "Shell scripts, makefiles, procfiles: commands and assignments.",
        reads: |name, ending| {
            matches!(
                ending,
                "sh" | "bash" | "zsh" | "fish" | "ps1" | "bat" | "cmd" | "mk" | "slurm" | "sbatch" | "service" | "just"
            ) || matches!(
                name,
                "makefile" | "gnumakefile" | "justfile" | "procfile" | "envrc" | ".envrc" | "pre-commit"
            )
        },
        scan: |text, _, hits| shell::scan(text, 0, hits),
    },
    Detector {
        id: "lines",
        docs: "Files of `key = value` lines: .env, INI, properties.",
        reads: |name, ending| {
            matches!(ending, "env" | "ini" | "cfg" | "conf" | "properties" | "config" | "dvc" | "gitmodules" | "tfvars")
                || name.starts_with(".env")
        },
        scan: |text, name, hits| lines::scan(text, 0, name, hits),
    },
    Detector {
        id: "code",
        docs: "Programming languages: calls, arguments, constants, variables; comments and docstrings are mentions.",
        reads: |_, ending| languages::by_ending(ending).is_some(),
        scan: |text, name, hits| {
            if let Some(language) = languages::by_ending(ending_of(name)) {
                code::scan(text, language, hits);
            }
        },
    },
    Detector {
        id: "text",
        docs: "Any other text: prose. Scripts without an ending are read by their first line.",
        reads: |_, _| true,
        scan: scan_other,
    },
];

/// Finds everything that a text file names, in the order of the text.
#[must_use]
pub fn detect(source: &Arc<SourceText>) -> Vec<Mention> {
    let name = source.path().rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let ending = ending_of(&name);
    let mut hits = Vec::new();
    if let Some(detector) = DETECTORS.iter().find(|detector| (detector.reads)(&name, ending)) {
        (detector.scan)(source.text(), &name, &mut hits);
        let prose = matches!(detector.id, "markdown" | "restructured-text") || name.starts_with("readme");
        catalogue::spacy_packages(source.text(), if prose { Class::Mention } else { Class::Use }, &mut hits);
    }
    settle::settle(source.text(), source.path(), &mut hits);
    if is_record(&name) {
        for hit in &mut hits {
            hit.class = Class::Mention;
        }
    }
    let mut mentions: Vec<Mention> = hits.into_iter().filter_map(|hit| mention(source, hit)).collect();
    mentions.sort_by(|a, b| (a.span, &a.id, a.class).cmp(&(b.span, &b.id, b.class)));
    // The same bytes can be read twice (a command inside a string): a use outranks a mention.
    mentions.dedup_by(|later, earlier| {
        later.id == earlier.id && later.kind == earlier.kind && later.span.start < earlier.span.end
    });
    mentions
}

/// Files that programs write about what they did: they name models and load none.
fn is_record(name: &str) -> bool {
    matches!(ending_of(name), "json" | "jsonl" | "yaml" | "yml")
        && (name.contains("metrics") || name.contains("results"))
}

fn mention(source: &Arc<SourceText>, hit: Hit) -> Option<Mention> {
    let text = source.text();
    (text.is_char_boundary(hit.range.start) && text.is_char_boundary(hit.range.end) && hit.range.end <= text.len())
        .then(|| Mention {
            source: Arc::clone(source),
            span: Span { start: hit.range.start, end: hit.range.end },
            id: hit.id,
            kind: hit.kind,
            class: hit.class,
            construct: hit.construct,
            revision: hit.revision,
            certainty: hit.certainty,
            declared_license: None,
            dependency: None,
        })
}

fn ending_of(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// What a lock file installs from the Hub. No place in it says `model`, so only addresses count.
fn scan_lock_file(text: &str, _name: &str, hits: &mut Vec<Hit>) {
    // Most lock files have none, and they are long.
    if memchr::memmem::find(text.as_bytes(), b"huggingface.co/").is_none()
        && memchr::memmem::find(text.as_bytes(), b"hf.co/").is_none()
    {
        return;
    }
    let nothing = Some(Naming::plain(Named::Nothing, "lock-file"));
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.contains("huggingface.co/") || line.contains("hf.co/") {
            let atom = Atom { text: line, offset: start, place: Place::Literal, naming: nothing, revision: None };
            identify::identify(&atom, hits);
        }
        start += line.len();
    }
}

/// Scripts by their first line, everything else as prose.
fn scan_other(text: &str, _name: &str, hits: &mut Vec<Hit>) {
    let first = text.lines().next().unwrap_or_default();
    if first.starts_with("#!") {
        let interpreter =
            ["python", "node", "ruby", "lua", "php"].iter().find(|interpreter| first.contains(**interpreter));
        let language =
            interpreter.and_then(|name| languages::by_name(if *name == "node" { "javascript" } else { name }));
        return match language {
            Some(language) => code::scan(text, language, hits),
            None => shell::scan(text, 0, hits),
        };
    }
    identify::identify(&Atom { text, offset: 0, place: Place::Prose, naming: None, revision: None }, hits);
}

/// Text inside a value of configuration: a script, or a file whose name is the key.
fn embedded(text: &str, offset: usize, key: &str, script: bool, hits: &mut Vec<Hit>) {
    let before = hits.len();
    let ending = ending_of(key);
    if text.trim_start().starts_with("FROM ") {
        // A Modelfile or a Dockerfile: only a key of Ollama's holds the former.
        if matches!(key, "template" | "modelfile" | "Modelfile") {
            shell::scan_modelfile(text, hits);
            hits[before..].iter_mut().for_each(|hit| hit.range = hit.range.start + offset..hit.range.end + offset);
            return;
        }
    }
    match ending {
        "yaml" | "yml" => return yaml::scan(text, offset, key, hits),
        "json" => return json::scan(text, offset, key, hits),
        "toml" => return toml_file::scan(text, offset, key, hits),
        _ => {}
    }
    match languages::by_ending(ending).filter(|_| ending != key) {
        Some(language) => {
            code::scan(text, language, hits);
            hits[before..].iter_mut().for_each(|hit| hit.range = hit.range.start + offset..hit.range.end + offset);
        }
        None if text.trim_start().starts_with(['{', '[']) => json::scan(text, offset, key, hits),
        None if script || text.trim_start().starts_with("#!") => shell::scan(text, offset, hits),
        None => lines::scan(text, offset, key, hits),
    }
}
