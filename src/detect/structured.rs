//! Configuration of every syntax, once it is a tree: keys, values, siblings, lists of arguments.

use super::atom::{Atom, Hit, Naming, Place, may_hold_an_id};
use super::command::{self, Word};
use super::identify::identify;
use super::naming;
use super::shell;
use crate::registry::schema::Named;

/// A tree of configuration. Texts are as they stand in the file, without quotes.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// A value.
    Scalar(Scalar<'a>),
    /// A list.
    List(Vec<Node<'a>>),
    /// Keys with their values.
    Map(Vec<(Scalar<'a>, Node<'a>)>),
}

/// A piece of text in the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scalar<'a> {
    /// The text.
    pub text: &'a str,
    /// Where it begins.
    pub offset: usize,
    /// Whether it is a block of several lines.
    pub block: bool,
}

/// Keys whose value is a script.
const SCRIPTS: &[&str] = &[
    "run",
    "script",
    "command",
    "commands",
    "args",
    "entrypoint",
    "cmd",
    "before_script",
    "after_script",
    "postStart",
    "shell",
    "extraArgs",
];

/// Keys whose value is for people to read.
const PROSE: &[&str] = &[
    "description",
    "summary",
    "help",
    "title",
    "comment",
    "comments",
    "notes",
    "note",
    "message",
    "doc",
    "documentation",
    "output",
    "outputs",
    "stdout",
    "tagline",
    "text",
];

/// How deep a tree may be.
const DEPTH: usize = 64;

/// Finds what a tree names.
pub(super) fn scan(node: &Node<'_>, file_name: &str, hits: &mut Vec<Hit>) {
    let mut walk = Walk { keys: Vec::new(), file_name, memory: naming::KeyMemory::default(), hits };
    walk.node(node, None, None);
}

struct Walk<'a, 'h> {
    /// Keys from the outside in.
    keys: Vec<&'a str>,
    file_name: &'a str,
    memory: naming::KeyMemory<'a>,
    hits: &'h mut Vec<Hit>,
}

impl<'a> Walk<'a, '_> {
    fn node(&mut self, node: &Node<'a>, naming: Option<Naming>, revision: Option<&str>) {
        if self.keys.len() > DEPTH {
            return;
        }
        match node {
            Node::Scalar(scalar) => self.scalar(*scalar, naming, revision),
            Node::List(items) => self.list(items, naming, revision),
            Node::Map(pairs) => self.map(pairs),
        }
    }

    fn list(&mut self, items: &[Node<'a>], naming: Option<Naming>, revision: Option<&str>) {
        let words: Option<Vec<Word<'a>>> = items
            .iter()
            .map(|item| match item {
                Node::Scalar(scalar) => Some(Word { text: scalar.text, offset: scalar.offset }),
                _ => None,
            })
            .collect();
        match words {
            Some(words)
                if words.iter().any(|word| word.text.starts_with('-') && word.text.len() > 1)
                    || (naming.is_none() && self.in_script()) =>
            {
                self.command(&words);
            }
            _ => items.iter().for_each(|item| self.node(item, naming, revision)),
        }
    }

    fn in_script(&self) -> bool {
        self.keys.last().is_some_and(|key| SCRIPTS.contains(key))
    }

    /// A list of arguments, or a list of whole command lines.
    fn command(&mut self, words: &[Word<'a>]) {
        if words.iter().any(|word| word.text.contains(' ')) {
            for word in words {
                shell::scan(word.text, word.offset, self.hits);
            }
        }
        let single: Vec<Word<'a>> = words.iter().filter(|word| !word.text.contains(' ')).cloned().collect();
        command::scan(&single, self.hits);
    }

    fn map(&mut self, pairs: &[(Scalar<'a>, Node<'a>)]) {
        let text_of = |wanted: &[&str]| {
            pairs.iter().find_map(|(key, value)| match value {
                Node::Scalar(scalar) if wanted.contains(&&*naming::fold(key.text)) => Some(scalar.text),
                _ => None,
            })
        };
        let revision =
            text_of(&["revision", "model_revision", "hf_revision"]).filter(|text| !text.is_empty() && *text != "null");
        let repository_kind = text_of(&["repo_type", "repotype"]);
        // Kubernetes and its kin write `name: KEY` beside `value: …`.
        let named_value = text_of(&["name", "key"]);
        for (key, value) in pairs {
            // Most values are numbers, switches and sentences.
            if matches!(value, Node::Scalar(scalar) if !is_worth_reading(*scalar)) && !key.text.contains('/') {
                continue;
            }
            let key_text = match named_value {
                Some(name) if key.text == "value" => name,
                _ => key.text,
            };
            let outer: Vec<&str> = self.keys.iter().rev().copied().collect();
            self.key(*key, &outer);
            let mut naming = self
                .memory
                .of_key(key_text, &outer, self.file_name)
                .or_else(|| self.inherited(key_text, value, &outer));
            if let (Some(kind), Some(naming)) = (repository_kind, naming.as_mut())
                && naming.named == Named::HubModel
            {
                match kind {
                    "dataset" => naming.named = Named::HubDataset,
                    "space" => naming.named = Named::HubSpace,
                    _ => {}
                }
            }
            self.keys.push(key_text);
            self.node(value, naming, revision);
            self.keys.pop();
        }
    }

    /// A list of maps under `models:` or `datasets:` gives its meaning to the neutral keys inside.
    fn inherited(&self, key: &str, value: &Node<'_>, outer: &[&str]) -> Option<Naming> {
        let neutral = matches!(
            key,
            "id" | "name" | "path" | "repo" | "repository" | "uri" | "url" | "source" | "default" | "value"
        );
        if !neutral || !matches!(value, Node::Scalar(_)) {
            return None;
        }
        let parent = outer.first()?;
        naming::of_key(parent, outer.get(1..).unwrap_or_default(), self.file_name)
    }

    /// A key can be an id itself: `dataset_mixer: { org/name: 1.0 }`.
    fn key(&mut self, key: Scalar<'a>, outer: &[&str]) {
        if key.text.contains('/') {
            let naming = outer
                .first()
                .and_then(|parent| naming::of_key(parent, outer.get(1..).unwrap_or_default(), self.file_name));
            self.scalar(key, naming, None);
        }
    }

    fn scalar(&mut self, scalar: Scalar<'a>, naming: Option<Naming>, revision: Option<&str>) {
        let key = self.keys.last().copied().unwrap_or_default();
        if scalar.block || (scalar.text.contains(' ') && SCRIPTS.contains(&key)) {
            return self.block(scalar, key);
        }
        let place = if PROSE.contains(&key) { Place::Prose } else { Place::Literal };
        let atom =
            Atom { text: scalar.text, offset: scalar.offset, place, naming, revision: revision.map(str::to_string) };
        identify(&atom, self.hits);
    }

    fn block(&mut self, scalar: Scalar<'a>, key: &str) {
        if PROSE.contains(&key) {
            let atom =
                Atom { text: scalar.text, offset: scalar.offset, place: Place::Prose, naming: None, revision: None };
            return identify(&atom, self.hits);
        }
        super::embedded(scalar.text, scalar.offset, key, SCRIPTS.contains(&key), self.hits);
    }
}

/// Whether a value can name a model, or be a script that does.
fn is_worth_reading(scalar: Scalar<'_>) -> bool {
    scalar.block
        || (may_hold_an_id(scalar.text) && !scalar.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
}
