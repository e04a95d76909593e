//! Code: a walk over the tokens that keeps a stack of brackets, so that every string knows which
//! call, argument, key or variable it belongs to.

mod brackets;
mod built;
mod constants;
mod examples;
mod implicit;
mod meaning;

use super::atom::{Atom, Hit, Naming, Place, may_hold_an_id};
use super::identify::identify;
use super::languages::Language;
use super::lexer::{Neighbours, Token, TokenKind, neighbours, tokens};
use super::naming;
use crate::registry;
use crate::registry::schema::{Call, Named};
use std::collections::{BTreeMap, BTreeSet};

/// Words that pass a value on without saying anything about it.
const NEUTRAL_KEYS: &[&str] =
    &["default", "default_value", "default_factory", "value", "const", "fallback", "init", "examples"];

/// How many brackets outwards a string may take its meaning from.
const REACH: usize = 6;

/// Finds what code names.
pub(super) fn scan(text: &str, language: &'static Language, hits: &mut Vec<Hit>) {
    scan_at_depth(text, language, 0, hits);
}

/// The same for the code inside comments (depth 1), whose own comments are left alone.
fn scan_at_depth(text: &str, language: &'static Language, depth: u8, hits: &mut Vec<Hit>) {
    let tokens = tokens(text, language);
    let mut walk = Walk {
        text,
        language,
        tokens: &tokens,
        neighbours: neighbours(&tokens),
        stack: vec![Frame::default()],
        opened: [0; 3],
        atoms: Vec::new(),
        flows: BTreeMap::new(),
        pinned: BTreeMap::new(),
        declared: BTreeSet::new(),
        constants: Vec::new(),
        memory: naming::KeyMemory::default(),
        in_import: false,
        depth,
        examples: Vec::new(),
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
    /// Where its content begins.
    start: usize,
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
    /// The owner and the name of an id whose parts stand in two fields.
    fields: built::Fields,
}

struct Pending<'a> {
    atom: Atom<'a>,
    key: Option<&'a str>,
    /// Whether a call says what the text names: a key only suggests it.
    by_call: bool,
}

struct Walk<'a> {
    text: &'a str,
    language: &'static Language,
    tokens: &'a [Token],
    neighbours: Neighbours,
    stack: Vec<Frame<'a>>,
    /// How many brackets of each kind are open: one that was never opened is not searched for.
    opened: [usize; 3],
    atoms: Vec<Pending<'a>>,
    /// Variables that are passed where a model (or a dataset) is named, and where that happens.
    flows: BTreeMap<&'a str, Vec<(usize, Naming)>>,
    /// The revisions that calls pin for the variables they are passed.
    pinned: BTreeMap<&'a str, &'a str>,
    /// Types that this file declares: its constants are the mapping, not uses of it.
    declared: BTreeSet<&'a str>,
    constants: Vec<(&'a str, Hit)>,
    memory: naming::KeyMemory<'a>,
    in_import: bool,
    /// 1 inside of a comment.
    depth: u8,
    /// What the code in comments and documentation names.
    examples: Vec<Hit>,
}

impl<'a> Walk<'a> {
    fn text_of(&self, index: usize) -> &'a str {
        &self.text[self.tokens[index].range.clone()]
    }

    /// The index of the next token that is neither comment nor line end.
    fn next(&self, index: usize) -> Option<usize> {
        self.neighbours.after[index]
    }

    fn previous(&self, index: usize) -> Option<usize> {
        self.neighbours.before[index]
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
        self.code_in_prose(start, text);
        let atom = Atom { text, offset: start, place: Place::Prose, naming: None, revision: None };
        self.atoms.push(Pending { atom, key: None, by_call: false });
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
            let place = self.tokens[index].range.start;
            self.flows.entry(name).or_default().push((place, naming));
            self.stack[frame].variables.push(name);
        }
    }

    /// What the variable is passed as next: functions of one file share the names of their variables.
    fn flow_behind(&self, name: &str, offset: usize) -> Option<Naming> {
        let flows = self.flows.get(name)?;
        let next = flows.partition_point(|(place, _)| *place <= offset);
        flows.get(next).or(flows.last()).map(|(_, naming)| *naming)
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
        if self.built_id(index, keyword, text) || !may_hold_an_id(text) {
            return;
        }
        if self.is_prefix_test() && registry::find_model(text).is_none() {
            return;
        }
        let label = keyword.is_some_and(|key| key.rsplit_once('/').is_some_and(|(_, name)| name == text));
        if label || (self.is_compared(index) && !text.contains('/')) {
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
        let by_call = matches!(found, Some((_, Some(_))));
        self.atoms.push(Pending { atom, key, by_call });
    }

    /// `== "gpt2"`, `!= "gpt2"`: asks for a kind of tokenizer or architecture more often than for a model.
    fn is_compared(&self, index: usize) -> bool {
        let Some(sign) = self.previous(index).filter(|at| self.is(Some(*at), b'=')) else { return false };
        matches!(sign.checked_sub(1).map(|at| self.tokens[at].kind), Some(TokenKind::Punctuation(b'=' | b'!')))
    }

    /// `startswith("org/family")`: asks for a family.
    fn is_prefix_test(&self) -> bool {
        let callee = self.stack.last().and_then(|frame| frame.callee);
        matches!(callee, Some("startswith" | "starts_with" | "startsWith" | "StartsWith" | "HasPrefix" | "hasPrefix"))
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
            b')' | b']' | b'}' => self.close(index, byte),
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
        for mut pending in std::mem::take(&mut self.atoms) {
            if !pending.by_call && pending.atom.place == Place::Literal {
                let flow = pending.key.and_then(|key| self.flow_behind(key, pending.atom.offset));
                // The call that receives a variable knows more than the variable's name.
                if pending.atom.naming.is_none() || flow.is_some_and(|flow| flow.named != Named::HubModel) {
                    pending.atom.naming = flow.or(pending.atom.naming);
                }
            }
            if pending.atom.revision.is_none() {
                pending.atom.revision = pending.key.and_then(|key| self.pinned.get(key)).map(ToString::to_string);
            }
            identify(&pending.atom, hits);
        }
        hits.append(&mut self.examples);
        hits.extend(self.constants.into_iter().filter(|(of, _)| !self.declared.contains(of)).map(|(_, hit)| hit));
    }
}
