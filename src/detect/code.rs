//! Code: a walk over the tokens that keeps a stack of brackets, so that every string knows which
//! call, argument, key or variable it belongs to.

mod brackets;
mod constants;
mod meaning;

use super::atom::{Atom, Hit, Naming, Place, may_hold_an_id};
use super::identify::identify;
use super::languages::Language;
use super::lexer::{Token, TokenKind, tokens};
use super::naming;
use crate::registry::schema::{Call, Named};
use std::collections::{BTreeMap, BTreeSet};

/// Words that pass a value on without saying anything about it.
const NEUTRAL_KEYS: &[&str] =
    &["default", "default_value", "default_factory", "value", "const", "fallback", "init", "examples"];

/// How many brackets outwards a string may take its meaning from.
const REACH: usize = 6;

/// Finds what code names.
pub(super) fn scan(text: &str, language: &'static Language, hits: &mut Vec<Hit>) {
    let tokens = tokens(text, language);
    let mut walk = Walk {
        text,
        language,
        tokens: &tokens,
        stack: vec![Frame::default()],
        atoms: Vec::new(),
        flows: BTreeMap::new(),
        pinned: BTreeMap::new(),
        declared: BTreeSet::new(),
        constants: Vec::new(),
        memory: naming::KeyMemory::default(),
        in_import: false,
    };
    for index in 0..tokens.len() {
        walk.token(index);
    }
    walk.finish(hits);
}

/// One open bracket, or the statement level.
#[derive(Default)]
struct Frame<'a> {
    open: u8,
    receiver: Option<&'a str>,
    callee: Option<&'a str>,
    /// What the tables know of the call.
    calls: Vec<&'static Call>,
    argument: u8,
    /// The keyword, dictionary key or variable that the value belongs to.
    key: Option<&'a str>,
    /// Whether the key was set by a type annotation or a colon: a later `=` keeps it.
    annotated: bool,
    /// The first string argument, for calls that take a name and a default.
    first: Option<&'a str>,
    /// Value of an argument that pins a revision.
    revision: Option<&'a str>,
    /// Whether an argument says that the repository is a dataset or a Space.
    repository_kind: Option<Named>,
    /// The atoms that take their meaning from this call.
    atoms: Vec<usize>,
    /// The variables that are passed where a model is named.
    variables: Vec<&'a str>,
    /// The owner of an id whose parts stand in two arguments.
    owner: Option<(usize, usize)>,
}

struct Pending<'a> {
    atom: Atom<'a>,
    key: Option<&'a str>,
}

struct Walk<'a> {
    text: &'a str,
    language: &'static Language,
    tokens: &'a [Token],
    stack: Vec<Frame<'a>>,
    atoms: Vec<Pending<'a>>,
    /// Variables that are passed where a model (or a dataset) is named.
    flows: BTreeMap<&'a str, Naming>,
    /// The revisions that calls pin for the variables they are passed.
    pinned: BTreeMap<&'a str, &'a str>,
    /// Types that this file declares: its constants are the mapping, not uses of it.
    declared: BTreeSet<&'a str>,
    constants: Vec<(&'a str, Hit)>,
    memory: naming::KeyMemory<'a>,
    in_import: bool,
}

impl<'a> Walk<'a> {
    fn text_of(&self, index: usize) -> &'a str {
        &self.text[self.tokens[index].range.clone()]
    }

    /// The index of the next token that is neither comment nor line end.
    fn next(&self, index: usize) -> Option<usize> {
        (index + 1..self.tokens.len())
            .find(|at| !matches!(self.tokens[*at].kind, TokenKind::Comment | TokenKind::Newline))
    }

    fn previous(&self, index: usize) -> Option<usize> {
        (0..index).rev().find(|at| !matches!(self.tokens[*at].kind, TokenKind::Comment | TokenKind::Newline))
    }

    fn is(&self, index: Option<usize>, byte: u8) -> bool {
        index.is_some_and(|index| self.tokens[index].kind == TokenKind::Punctuation(byte))
    }

    fn top(&mut self) -> &mut Frame<'a> {
        if self.stack.is_empty() {
            self.stack.push(Frame::default());
        }
        let last = self.stack.len() - 1;
        &mut self.stack[last]
    }

    fn token(&mut self, index: usize) {
        match self.tokens[index].kind {
            TokenKind::Comment => self.comment(index),
            TokenKind::Newline => self.newline(index),
            TokenKind::Name => self.name(index),
            TokenKind::Text | TokenKind::Template => self.string(index),
            TokenKind::Punctuation(byte) => self.punctuation(index, byte),
        }
    }

    fn prose(&mut self, start: usize, text: &'a str) {
        self.constants_in_prose(start, text);
        let atom = Atom { text, offset: start, place: Place::Prose, naming: None, revision: None };
        self.atoms.push(Pending { atom, key: None });
    }

    fn comment(&mut self, index: usize) {
        let range = self.tokens[index].range.clone();
        self.prose(range.start, &self.text[range]);
    }

    fn newline(&mut self, index: usize) {
        self.in_import &= self.stack.len() > 1 || !self.language.line_statements;
        if !self.language.line_statements || !matches!(self.top().open, 0 | b'{') {
            return;
        }
        let continues = self.previous(index).is_some_and(|before| {
            matches!(
                self.tokens[before].kind,
                TokenKind::Punctuation(b'=' | b':' | b',' | b'(' | b'[' | b'+' | b'|' | b'>' | b'?' | b'\\')
            )
        });
        if !continues {
            self.end_statement();
        }
    }

    fn end_statement(&mut self) {
        let top = self.top();
        (top.key, top.annotated) = (None, false);
        self.in_import = false;
    }

    fn name(&mut self, index: usize) {
        let name = self.text_of(index);
        let before = self.previous(index);
        match name {
            "use" | "import"
                if before.is_none_or(|at| !self.is(Some(at), b'.')) && !self.is(self.next(index), b'(') =>
            {
                self.in_import = true;
            }
            "enum" | "struct" | "impl" | "class" | "trait" | "interface" => {
                if let Some(next) = self.next(index)
                    && self.tokens[next].kind == TokenKind::Name
                {
                    self.declared.insert(self.text_of(next));
                }
            }
            "in" => self.loop_variable(before),
            _ => {}
        }
        let receiver = self.receiver(index);
        if let Some(receiver) = receiver {
            if receiver == "RepoType" {
                self.top().repository_kind = meaning::repository_kind(name);
            }
            self.constant(index, receiver, name);
        }
        self.flow(index, name);
    }

    /// `for NAME in […]`: the list's strings are values of NAME.
    fn loop_variable(&mut self, before: Option<usize>) {
        if let Some(before) = before
            && self.tokens[before].kind == TokenKind::Name
        {
            self.top().key = Some(self.text_of(before));
        }
    }

    /// The name before `.`, `::`, `?.` or `->`.
    fn receiver(&self, index: usize) -> Option<&'a str> {
        let mut at = self.previous(index)?;
        if !matches!(self.tokens[at].kind, TokenKind::Punctuation(b'.' | b':' | b'>')) {
            return None;
        }
        if self.tokens[at].kind == TokenKind::Punctuation(b':') && !self.is(self.previous(at), b':') {
            return None;
        }
        while matches!(self.tokens[at].kind, TokenKind::Punctuation(b'.' | b':' | b'?' | b'-' | b'>' | b'<' | b'_')) {
            at = self.previous(at)?;
        }
        (self.tokens[at].kind == TokenKind::Name).then(|| self.text_of(at))
    }

    /// A variable that is passed where a model is named.
    fn flow(&mut self, index: usize, name: &'a str) {
        let after = self.next(index);
        let passed =
            after.is_none_or(|after| matches!(self.tokens[after].kind, TokenKind::Punctuation(b',' | b')' | b'.')));
        if !passed
            || self.stack.len() < 2
            || self.receiver(index).is_some_and(|receiver| receiver != "self" && receiver != "args")
        {
            return;
        }
        if let Some((naming, frame)) = self.call_naming() {
            self.flows.entry(name).or_insert(naming);
            self.stack[frame].variables.push(name);
        }
    }

    fn string(&mut self, index: usize) {
        let range = self.tokens[index].range.clone();
        let text = &self.text[range.clone()];
        // A link in markup is for people to follow.
        if self.is_docstring(index) || self.stack.last().is_some_and(|frame| frame.key == Some("href")) {
            return self.prose(range.start, text);
        }
        let after = self.next(index);
        let is_key = self.top().open == b'{' && (self.is(after, b':') || self.is_arrow(after));
        let top = self.top();
        let keyword = top.key;
        if top.first.is_none() {
            top.first = Some(text);
        }
        if !is_key {
            self.revision_or_kind(keyword, text);
        }
        if !may_hold_an_id(text) {
            return;
        }
        let found = self.naming(!is_key);
        let mut atom = Atom {
            text,
            offset: range.start,
            place: Place::Literal,
            naming: found.map(|(naming, _)| naming),
            revision: None,
        };
        if let Some((_, Some(frame))) = found {
            if self.split_id(frame, range.start, range.end, &mut atom) {
                return;
            }
            let index = self.atoms.len();
            self.stack[frame].atoms.push(index);
        }
        let key = self.stack.iter().rev().take(REACH).find_map(|frame| frame.key);
        self.atoms.push(Pending { atom, key });
    }

    /// A string that is a statement of its own.
    fn is_docstring(&self, index: usize) -> bool {
        if !self.language.docstrings || self.stack.len() > 1 {
            return false;
        }
        let line_end = |at: Option<usize>| {
            at.is_none_or(|at| matches!(self.tokens[at].kind, TokenKind::Newline | TokenKind::Comment))
        };
        let after = (index + 1 < self.tokens.len()).then_some(index + 1);
        line_end(index.checked_sub(1)) && line_end(after)
    }

    fn is_arrow(&self, index: Option<usize>) -> bool {
        matches!(self.language.id, "ruby" | "php" | "elixir")
            && self.is(index, b'=')
            && self.is(index.and_then(|at| self.next(at)), b'>')
    }

    fn punctuation(&mut self, index: usize, byte: u8) {
        match byte {
            b'(' | b'[' | b'{' => self.open(index, byte),
            b')' | b']' | b'}' => self.close(byte),
            b',' => {
                let top = self.top();
                top.argument = top.argument.saturating_add(1);
                (top.key, top.annotated) = (None, false);
            }
            b';' => self.end_statement(),
            b'=' => self.equals(index),
            b':' => self.colon(index),
            _ => {}
        }
    }

    fn finish(mut self, hits: &mut Vec<Hit>) {
        while let Some(frame) = self.stack.pop() {
            self.leave(frame);
        }
        for mut pending in self.atoms {
            if pending.atom.naming.is_none() && pending.atom.place == Place::Literal {
                pending.atom.naming = pending.key.and_then(|key| self.flows.get(key)).copied();
            }
            if pending.atom.revision.is_none() {
                pending.atom.revision = pending.key.and_then(|key| self.pinned.get(key)).map(ToString::to_string);
            }
            identify(&pending.atom, hits);
        }
        hits.extend(self.constants.into_iter().filter(|(of, _)| !self.declared.contains(of)).map(|(_, hit)| hit));
    }
}
