//! Code: a walk over the tokens that keeps a stack of brackets, so that every string knows which
//! call, argument, key or variable it belongs to.

use super::atom::{Atom, Hit, Naming, Place};
use super::identify::identify;
use super::languages::Language;
use super::lexer::{Token, TokenKind, tokens};
use super::naming;
use crate::mention::{Certainty, Class, Kind};
use crate::registry;
use crate::registry::schema::{Call, Named};
use std::collections::{BTreeMap, BTreeSet};

/// Words that pass a value on without saying anything about it.
const NEUTRAL_KEYS: &[&str] = &["default", "default_value", "default_factory", "value", "const", "fallback", "init", "examples"];

/// How many brackets outwards a string may take its meaning from.
const REACH: usize = 6;

/// Finds what code names.
pub fn scan(text: &str, language: &'static Language, hits: &mut Vec<Hit>) {
    let tokens = tokens(text, language);
    let mut walk = Walk {
        text,
        language,
        tokens: &tokens,
        stack: vec![Frame::default()],
        atoms: Vec::new(),
        flows: BTreeMap::new(),
        declared: BTreeSet::new(),
        constants: Vec::new(),
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
    /// Types that this file declares: its constants are the mapping, not uses of it.
    declared: BTreeSet<&'a str>,
    constants: Vec<(&'a str, Hit)>,
    in_import: bool,
}

impl<'a> Walk<'a> {
    fn text_of(&self, index: usize) -> &'a str {
        &self.text[self.tokens[index].range.clone()]
    }

    /// The index of the next token that is neither comment nor line end.
    fn next(&self, index: usize) -> Option<usize> {
        (index + 1..self.tokens.len()).find(|at| !matches!(self.tokens[*at].kind, TokenKind::Comment | TokenKind::Newline))
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
            matches!(self.tokens[before].kind, TokenKind::Punctuation(b'=' | b':' | b',' | b'(' | b'[' | b'+' | b'|' | b'>' | b'?' | b'\\'))
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
            "use" | "import" if before.is_none_or(|at| !self.is(Some(at), b'.')) && !self.is(self.next(index), b'(') => self.in_import = true,
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
                self.top().repository_kind = repository_kind(name);
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

    /// `Type::CONSTANT` that a library maps to a repository.
    fn constant(&mut self, index: usize, of: &'a str, name: &'a str) {
        if self.in_import {
            return;
        }
        if let Some(constant) = registry::constant(of, name) {
            let end = self.tokens[index].range.end;
            let start = self.text[..end].rfind(of).unwrap_or(self.tokens[index].range.start);
            self.constants.push((of, constant_hit(start..end, &constant.model, Class::Use)));
        }
    }

    fn constants_in_prose(&mut self, offset: usize, text: &'a str) {
        for (at, _) in text.match_indices("::") {
            let of_start = text[..at].rfind(|c: char| !c.is_alphanumeric() && c != '_').map_or(0, |before| before + 1);
            let of_start = (of_start..=at).find(|start| text.is_char_boundary(*start)).unwrap_or(at);
            let rest = &text[at + 2..];
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            if let Some(constant) = registry::constant(&text[of_start..at], &rest[..length]) {
                let range = offset + of_start..offset + at + 2 + length;
                self.constants.push((&text[of_start..at], constant_hit(range, &constant.model, Class::Mention)));
            }
        }
    }

    /// A variable that is passed where a model is named.
    fn flow(&mut self, index: usize, name: &'a str) {
        let after = self.next(index);
        let passed = after.is_none_or(|after| matches!(self.tokens[after].kind, TokenKind::Punctuation(b',' | b')' | b'.')));
        if !passed || self.stack.len() < 2 || self.receiver(index).is_some_and(|receiver| receiver != "self" && receiver != "args") {
            return;
        }
        if let Some((naming, Some(_))) = self.naming(true) {
            self.flows.entry(name).or_insert(naming);
        }
    }

    fn string(&mut self, index: usize) {
        let range = self.tokens[index].range.clone();
        let text = &self.text[range.clone()];
        if self.is_docstring(index) {
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
        let found = self.naming(!is_key);
        let mut atom = Atom { text, offset: range.start, place: Place::Literal, naming: found.map(|(naming, _)| naming), revision: None };
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
        let line_end = |at: Option<usize>| at.is_none_or(|at| matches!(self.tokens[at].kind, TokenKind::Newline | TokenKind::Comment));
        let after = (index + 1 < self.tokens.len()).then_some(index + 1);
        line_end(index.checked_sub(1)) && line_end(after)
    }

    fn is_arrow(&self, index: Option<usize>) -> bool {
        matches!(self.language.id, "ruby" | "php" | "elixir") && self.is(index, b'=') && self.is(index.and_then(|at| self.next(at)), b'>')
    }

    /// `revision="…"`, `repo_type="dataset"`.
    fn revision_or_kind(&mut self, keyword: Option<&'a str>, text: &'a str) {
        let top = self.top();
        match keyword.map(naming::fold).as_deref() {
            Some("revision" | "model_revision" | "hf_revision") => top.revision = Some(text),
            Some("repo_type" | "repotype") => top.repository_kind = repository_kind(text),
            None => {
                let (callee, receiver, argument) = (top.callee, top.receiver, top.argument);
                let pins = callee.is_some_and(|callee| {
                    naming::calls(callee, receiver, self.language.id).any(|call| call.revision_argument == Some(argument))
                });
                if pins {
                    self.top().revision = Some(text);
                }
            }
            _ => {}
        }
    }

    /// `model("owner", "name")`: joins the two parts. Says whether the string was one of them.
    fn split_id(&mut self, frame: usize, start: usize, end: usize, atom: &mut Atom<'a>) -> bool {
        let Some(call) = self.call_of(frame).filter(|call| call.split) else { return false };
        if atom.text.contains('/') {
            return false;
        }
        let frame = &mut self.stack[frame];
        if Some(frame.argument) == call.argument {
            frame.owner = Some((start, end));
            return true;
        }
        if let Some((owner_start, owner_end)) = frame.owner.take() {
            let id = format!("{}/{}", &self.text[owner_start..owner_end], atom.text);
            if super::id::split(&id).is_some_and(|(owner, name)| !super::id::is_no_repository(owner, name)) {
                let hit = Hit {
                    range: owner_start..end,
                    id,
                    kind: Kind::Model,
                    class: Class::Use,
                    construct: call.id.0,
                    revision: None,
                    certainty: Certainty::Certain,
                };
                self.constants.push(("", hit));
            }
        }
        true
    }

    fn call_of(&self, frame: usize) -> Option<&'static Call> {
        let frame = &self.stack[frame];
        naming::calls(frame.callee?, frame.receiver, self.language.id).next()
    }

    /// What the brackets around the present place say of a value, and which call says it.
    fn naming(&self, with_key: bool) -> Option<(Naming, Option<usize>)> {
        let mut use_key = with_key;
        for (depth, frame) in self.stack.iter().enumerate().rev().take(REACH) {
            let key = frame.key.filter(|_| use_key);
            if let Some(callee) = frame.callee {
                for call in naming::calls(callee, frame.receiver, self.language.id) {
                    if naming::takes(call, frame.argument, key) {
                        return Some((Naming::of_call(call), Some(depth)));
                    }
                }
                if let Some(first) = frame.first
                    && frame.argument > 0
                    && let Some(naming) = default_of(callee, first, frame.argument, key)
                {
                    return Some((naming, None));
                }
            }
            if let Some(key) = key.filter(|key| !NEUTRAL_KEYS.contains(&key.to_ascii_lowercase().as_str())) {
                let outer: Vec<&str> = self.stack[..depth].iter().rev().filter_map(|frame| frame.key).collect();
                if let Some(naming) = naming::of_key(key, &outer, "") {
                    return Some((naming, None));
                }
            }
            use_key = true;
        }
        None
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

    fn open(&mut self, index: usize, byte: u8) {
        let mut frame = Frame { open: byte, ..Frame::default() };
        if byte == b'(' {
            let mut at = self.previous(index);
            while matches!(at.map(|at| self.tokens[at].kind), Some(TokenKind::Punctuation(b'>' | b'!' | b'?'))) {
                at = if self.is(at, b'>') { self.before_generics(at) } else { at.and_then(|at| self.previous(at)) };
            }
            if let Some(at) = at.filter(|at| self.tokens[*at].kind == TokenKind::Name) {
                frame.callee = Some(self.text_of(at));
                frame.receiver = self.receiver(at);
            }
        }
        self.stack.push(frame);
    }

    /// The token before `<…>` or `::<…>`.
    fn before_generics(&self, close: Option<usize>) -> Option<usize> {
        let mut at = close?;
        for _ in 0..24 {
            at = self.previous(at)?;
            if self.is(Some(at), b'<') {
                at = self.previous(at)?;
                while self.is(Some(at), b':') {
                    at = self.previous(at)?;
                }
                return Some(at);
            }
        }
        None
    }

    fn close(&mut self, byte: u8) {
        let open = match byte {
            b')' => b'(',
            b']' => b'[',
            _ => b'{',
        };
        // A bracket that was never opened is passed over; one that was left open is closed with its parent.
        let Some(depth) = self.stack.iter().rposition(|frame| frame.open == open) else { return };
        while self.stack.len() > depth.max(1) {
            if let Some(frame) = self.stack.pop() {
                self.leave(frame);
            }
        }
        if byte == b'}' && matches!(self.top().open, 0 | b'{') && !self.language.line_statements {
            self.end_statement();
        }
    }

    /// What the whole call says applies to the ids inside it.
    fn leave(&mut self, frame: Frame<'a>) {
        for index in frame.atoms {
            let atom = &mut self.atoms[index].atom;
            if let Some(revision) = frame.revision {
                atom.revision = Some(revision.to_string());
            }
            if let (Some(named), Some(naming)) = (frame.repository_kind, atom.naming.as_mut())
                && naming.named == Named::HubModel
            {
                naming.named = named;
            }
        }
    }

    fn equals(&mut self, index: usize) {
        let adjacent = |at: Option<usize>| at.is_some_and(|at| matches!(self.tokens[at].kind, TokenKind::Punctuation(b'=' | b'!' | b'<' | b'>' | b'~')));
        let before = self.previous(index);
        if adjacent(before) || adjacent(self.next(index)) {
            return;
        }
        let name = self.assigned(before);
        let top = self.top();
        if !(top.annotated && top.key.is_some()) {
            top.key = name;
        }
        top.annotated = false;
    }

    /// The name that is assigned to: the last one before the sign, or the string of `x["key"] =`.
    fn assigned(&self, before: Option<usize>) -> Option<&'a str> {
        let mut at = before?;
        if matches!(self.tokens[at].kind, TokenKind::Punctuation(b':' | b'?' | b'|' | b'+')) {
            at = self.previous(at)?;
        }
        if self.is(Some(at), b']') {
            at = self.previous(at)?;
        }
        matches!(self.tokens[at].kind, TokenKind::Name | TokenKind::Text).then(|| self.text_of(at))
    }

    fn colon(&mut self, index: usize) {
        let before = self.previous(index);
        if self.is(before, b':') || self.is(Some(index + 1).filter(|at| *at < self.tokens.len()), b':') {
            return;
        }
        let Some(at) = before else { return };
        if matches!(self.tokens[at].kind, TokenKind::Name | TokenKind::Text) {
            let key = self.text_of(at);
            let top = self.top();
            (top.key, top.annotated) = (Some(key), true);
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
            identify(&pending.atom, hits);
        }
        hits.extend(self.constants.into_iter().filter(|(of, _)| !self.declared.contains(of)).map(|(_, hit)| hit));
    }
}

/// `getenv("MODEL_ID", "org/name")`, `add_argument("--model", default="org/name")`: the name says what the default is.
fn default_of(callee: &str, first: &str, argument: u8, key: Option<&str>) -> Option<Naming> {
    let takes_default = matches!(callee, "get" | "getenv" | "env" | "config" | "setdefault" | "getattr" | "pop" | "env_or" | "GetEnv" | "getEnv" | "unwrap_or");
    let option = first.trim_start_matches('-');
    if (takes_default && argument == 1) || (first.starts_with('-') && key.is_some_and(|key| NEUTRAL_KEYS.contains(&key))) {
        return naming::of_key(option, &[], "");
    }
    None
}

fn repository_kind(word: &str) -> Option<Named> {
    match word.to_ascii_lowercase().as_str() {
        "dataset" | "datasets" => Some(Named::HubDataset),
        "space" | "spaces" => Some(Named::HubSpace),
        _ => None,
    }
}

fn constant_hit(range: std::ops::Range<usize>, model: &str, class: Class) -> Hit {
    Hit {
        range,
        id: super::identify::canonical(model),
        kind: Kind::Model,
        class,
        construct: "constant",
        revision: None,
        certainty: Certainty::Certain,
    }
}
