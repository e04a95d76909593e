//! The items of a Rust source, as far as they say what stands around a place: which item encloses it,
//! whether its features are on, and whether it states a default.
//!
//! Not a parser: a walk over the lexer's tokens with a stack of brackets and statements. What it does
//! not understand it passes over.

mod attribute;
mod header;
#[cfg(test)]
mod tests;

use super::languages;
use super::lexer::{Token, TokenKind, tokens};
use crate::text::Span;
use attribute::Gate;
use std::collections::BTreeSet;

/// What encloses a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    /// `impl Type`, `impl Trait for Type`.
    Impl {
        /// The type.
        of: &'a str,
        /// The trait, if there is one.
        of_trait: Option<&'a str>,
    },
    /// A function.
    Function(&'a str),
    /// `enum Name`, `trait Name`: what `Self` means inside.
    Type(&'a str),
    /// A constant or static.
    Constant(&'a str),
    /// A module with its content.
    Module(&'a str),
    /// The arguments of a call.
    Call(&'a str),
    /// An attribute that states a default: `#[arg(default_value = "…")]`.
    DefaultAttribute,
    /// Anything else.
    Other,
}

/// A range of the source and what it is.
#[derive(Debug)]
pub struct Scope<'a> {
    /// What it is.
    pub kind: Kind<'a>,
    /// Its bytes.
    pub span: Span,
    /// Index of the scope around it.
    pub parent: Option<usize>,
    gate: Gate,
}

/// A path of at least two parts (`Type::Name`), or a constant's name alone (then `of` is empty).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Path<'a> {
    /// The part before the last; `Self` is replaced by the type.
    pub of: &'a str,
    /// The last part.
    pub name: &'a str,
    /// Its bytes.
    pub span: Span,
    /// Whether it is the variant that `#[default]` marks.
    pub is_marked_default: bool,
}

/// `mod name;`: the module stands in another file.
#[derive(Debug, PartialEq, Eq)]
pub struct OutsideModule<'a> {
    /// Its name.
    pub name: &'a str,
    /// The value of its `#[path]`.
    pub path: Option<&'a str>,
    /// The modules of this file around it.
    pub inside: Vec<&'a str>,
    /// The feature that it needs.
    pub feature: Option<String>,
}

/// The items of a source.
#[derive(Debug)]
pub struct Outline<'a> {
    /// All ranges, in the order in which they begin.
    pub scopes: Vec<Scope<'a>>,
    /// All paths, in the order of the text.
    pub paths: Vec<Path<'a>>,
    /// The modules in other files that are compiled.
    pub modules: Vec<OutsideModule<'a>>,
}

impl<'a> Outline<'a> {
    /// Reads a source for a set of enabled features.
    #[must_use]
    pub fn of(text: &'a str, features: &BTreeSet<String>) -> Outline<'a> {
        let outline = Outline { scopes: Vec::new(), paths: Vec::new(), modules: Vec::new() };
        let Some(rust) = languages::by_name("rust") else { return outline };
        let mut all = tokens(text, rust);
        all.retain(|token| !matches!(token.kind, TokenKind::Comment | TokenKind::Newline));
        let mut walk =
            Walk { text, tokens: &all, features, outline, open: Vec::new(), pending: attribute::Attributes::default() };
        walk.begin(Kind::Other, 0, Ends::File);
        let mut at = 0;
        while at < all.len() {
            at = walk.step(at);
        }
        walk.finish();
        walk.outline
    }

    /// The scopes around a place, the innermost first.
    pub fn around(&self, offset: usize) -> impl Iterator<Item = &Scope<'a>> {
        // Scopes nest and are sorted by their beginning: what holds the place is the last one or around it.
        let last = self.scopes.partition_point(|scope| scope.span.start <= offset).checked_sub(1);
        let outwards = |scope: &&Scope<'a>| scope.parent.map(|at| &self.scopes[at]);
        std::iter::successors(last.map(|at| &self.scopes[at]), outwards).filter(move |scope| offset < scope.span.end)
    }

    /// Whether a place is compiled: no test, and no feature that is off. What depends on the target counts.
    #[must_use]
    pub fn is_compiled(&self, offset: usize) -> bool {
        self.around(offset).all(|scope| !scope.gate.is_closed)
    }

    /// The feature that the nearest attribute around a place asks for.
    #[must_use]
    pub fn feature(&self, offset: usize) -> Option<&str> {
        self.around(offset).find_map(|scope| scope.gate.feature.as_deref())
    }
}

/// When a scope is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ends {
    /// With the bracket that closes it.
    Bracket,
    /// With `;`, or with its block.
    Block,
    /// With `;` only: `let x = Type { … }.into();`
    Semicolon,
    /// With `,`, `;` or its block: a variant, a field, an arm.
    Comma,
    /// Never before the file does.
    File,
}

struct Walk<'a, 'b> {
    text: &'a str,
    tokens: &'b [Token],
    features: &'b BTreeSet<String>,
    outline: Outline<'a>,
    /// Indices of the open scopes, and what ends each.
    open: Vec<(usize, Ends)>,
    /// The attributes before the next item.
    pending: attribute::Attributes<'a>,
}

impl<'a> Walk<'a, '_> {
    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.range.clone()])
    }

    fn is_name(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Name)
    }

    fn is(&self, at: usize, byte: u8) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Punctuation(byte))
    }

    /// Opens a scope; what attributes before it say counts for it.
    fn begin(&mut self, kind: Kind<'a>, start: usize, ends: Ends) {
        let pending = std::mem::take(&mut self.pending);
        let span = Span { start, end: self.text.len() };
        let parent = self.open.last().map(|(scope, _)| *scope);
        self.open.push((self.outline.scopes.len(), ends));
        self.outline.scopes.push(Scope { kind, span, parent, gate: pending.gate });
    }

    fn end(&mut self, end: usize) -> Option<Ends> {
        let (scope, ends) = self.open.pop()?;
        self.outline.scopes[scope].span.end = end;
        Some(ends)
    }

    fn step(&mut self, at: usize) -> usize {
        let token = &self.tokens[at];
        let (start, end) = (token.range.start, token.range.end);
        match token.kind {
            TokenKind::Punctuation(b'#') if self.is(at + 1, b'[') || self.is(at + 2, b'[') => {
                return self.attribute(at);
            }
            TokenKind::Punctuation(byte @ (b'(' | b'[' | b'{')) => self.open_bracket(at, byte),
            TokenKind::Punctuation(b')' | b']') => self.close_bracket(end, false),
            TokenKind::Punctuation(b'}') => self.close_bracket(end, true),
            TokenKind::Punctuation(b';') => {
                self.end_statements(end, &[Ends::Block, Ends::Semicolon, Ends::Comma]);
            }
            TokenKind::Punctuation(b',') => self.end_statements(end, &[Ends::Comma]),
            TokenKind::Name => self.name(at),
            _ => {}
        }
        if self.pending.any && !self.is_visibility(at) {
            let ends = if self.word(at) == "let" { Ends::Semicolon } else { Ends::Comma };
            self.begin(Kind::Other, start, ends);
        }
        at + 1
    }

    /// `pub(crate)`, `unsafe`, `async`, `default` before an item: its attributes wait for the item itself.
    fn is_visibility(&self, at: usize) -> bool {
        matches!(self.word(at), "pub" | "unsafe" | "async" | "extern" | "default" | "crate" | "(" | ")" | "super")
            || (self.word(at) == "const" && matches!(self.word(at + 1), "fn" | "unsafe" | "async"))
    }

    fn open_bracket(&mut self, at: usize, byte: u8) {
        let kind = match byte {
            b'(' if at > 0 && self.is_name(at - 1) => Kind::Call(self.word(at - 1)),
            _ => Kind::Other,
        };
        let attributes = std::mem::take(&mut self.pending);
        self.begin(kind, self.tokens[at].range.start, Ends::Bracket);
        self.pending = attributes;
    }

    fn close_bracket(&mut self, end: usize, is_block: bool) {
        while let Some((_, ends)) = self.open.last() {
            let ends = *ends;
            if ends == Ends::File {
                return;
            }
            self.end(end);
            if ends == Ends::Bracket {
                break;
            }
        }
        if is_block {
            self.end_statements(end, &[Ends::Block, Ends::Comma]);
        }
    }

    fn end_statements(&mut self, end: usize, which: &[Ends]) {
        while self.open.last().is_some_and(|(_, ends)| which.contains(ends)) {
            self.end(end);
        }
    }

    /// The type that `Self` means here.
    fn own_type(&self) -> Option<&'a str> {
        self.open.iter().rev().find_map(|(scope, _)| match self.outline.scopes[*scope].kind {
            Kind::Impl { of, .. } | Kind::Type(of) => Some(of),
            _ => None,
        })
    }

    fn name(&mut self, at: usize) {
        let start = self.tokens[at].range.start;
        if let Some((kind, ends)) = header::item(self, at) {
            return self.begin(kind, start, ends);
        }
        if self.word(at) == "mod" && self.is_name(at + 1) && self.is(at + 2, b';') {
            self.outside_module(at);
        }
        if self.pending.marks_default
            && let Some(of) = self.own_type()
        {
            self.path(at, of, true);
        }
        if at >= 3 && self.is(at - 1, b':') && self.is(at - 2, b':') && self.is_name(at - 3) {
            let of = self.word(at - 3);
            let of = if of == "Self" { self.own_type().unwrap_or(of) } else { of };
            self.path(at, of, false);
        } else if is_constant_name(self.word(at)) && !self.is(at + 1, b':') {
            self.path(at, "", false);
        }
    }

    fn path(&mut self, at: usize, of: &'a str, is_marked_default: bool) {
        let range = &self.tokens[at].range;
        let start = if of.is_empty() || is_marked_default { range.start } else { self.tokens[at - 3].range.start };
        let span = Span { start, end: range.end };
        self.outline.paths.push(Path { of, name: self.word(at), span, is_marked_default });
    }

    fn outside_module(&mut self, at: usize) {
        let scopes = || self.open.iter().map(|(scope, _)| &self.outline.scopes[*scope]);
        let closed = self.pending.gate.is_closed || scopes().any(|scope| scope.gate.is_closed);
        if closed {
            return;
        }
        let feature = self.pending.gate.feature.clone();
        let feature = feature.or_else(|| scopes().rev().find_map(|scope| scope.gate.feature.clone()));
        let inside = scopes()
            .filter_map(|scope| match scope.kind {
                Kind::Module(name) => Some(name),
                _ => None,
            })
            .collect();
        let module = OutsideModule { name: self.word(at + 1), path: self.pending.path, inside, feature };
        self.outline.modules.push(module);
    }

    fn finish(&mut self) {
        while self.end(self.text.len()).is_some() {}
    }
}

/// `DEFAULT_MODEL`, `MODEL_ID`.
fn is_constant_name(word: &str) -> bool {
    word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}
