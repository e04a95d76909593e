//! Attributes: whether the item behind them is compiled, and what they say of it.

use super::{Ends, Kind, Walk};
use crate::detect::lexer::TokenKind;
use std::collections::BTreeSet;

/// Whether an item is compiled.
#[derive(Clone, Debug, Default)]
pub(super) struct Gate {
    /// It is not: a test, or a feature that is off.
    pub(super) is_closed: bool,
    /// The feature that it asks for, where it asks for one.
    pub(super) feature: Option<String>,
}

impl Gate {
    fn join(&mut self, other: Gate) {
        self.is_closed |= other.is_closed;
        self.feature = self.feature.take().or(other.feature);
    }
}

/// The attributes before an item.
#[derive(Debug, Default)]
pub(super) struct Attributes<'a> {
    /// Whether there are any.
    pub(super) any: bool,
    pub(super) gate: Gate,
    /// The value of `#[path = "…"]`.
    pub(super) path: Option<&'a str>,
    /// `#[default]`.
    pub(super) marks_default: bool,
}

impl Walk<'_, '_> {
    /// Reads `#[…]` or `#![…]`; returns the index behind it.
    pub(super) fn attribute(&mut self, at: usize) -> usize {
        let inner = self.is(at + 1, b'!');
        let first = at + 2 + usize::from(inner);
        let last = self.end_of_brackets(first);
        let start = self.tokens[at].range.start;
        let gate = self.gate(first, last);
        if inner {
            if let Some((scope, _)) = self.open.last() {
                self.outline.scopes[*scope].gate.join(gate);
            }
            return last + 1;
        }
        self.state_default(start, first, last);
        self.pending.any = true;
        self.pending.gate.join(gate);
        self.pending.marks_default |= self.word(first) == "default" && last == first + 1;
        if self.word(first) == "path" && self.is(first + 1, b'=') {
            self.pending.path = Some(self.word(first + 2));
        }
        last + 1
    }

    /// The index of the `]` that closes the attribute.
    fn end_of_brackets(&self, first: usize) -> usize {
        let mut depth = 1_usize;
        for at in first..self.tokens.len() {
            match self.tokens[at].kind {
                TokenKind::Punctuation(b'(' | b'[' | b'{') => depth += 1,
                TokenKind::Punctuation(b')' | b']' | b'}') => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return at;
            }
        }
        self.tokens.len()
    }

    /// `#[arg(default_value = "…")]`: its strings are defaults, so it is a scope of its own.
    fn state_default(&mut self, start: usize, first: usize, last: usize) {
        let states = (first..last).any(|at| self.is_name(at) && self.word(at).starts_with("default"));
        if !states {
            return;
        }
        let pending = std::mem::take(&mut self.pending);
        self.begin(Kind::DefaultAttribute, start, Ends::Bracket);
        let end = self.tokens.get(last).map_or(self.text.len(), |token| token.range.end);
        self.end(end);
        self.pending = pending;
    }

    fn gate(&self, first: usize, last: usize) -> Gate {
        match self.word(first) {
            "test" | "bench" if last == first + 1 => Gate { is_closed: true, feature: None },
            "cfg" if self.is(first + 1, b'(') => {
                let mut feature = None;
                let (holds, _) = self.condition(first + 2, last, &mut feature);
                Gate { is_closed: holds == Some(false), feature: feature.filter(|name| self.features.contains(name)) }
            }
            _ => Gate::default(),
        }
    }

    /// One condition of `cfg` and the index behind it. None where the target decides.
    fn condition(&self, at: usize, last: usize, feature: &mut Option<String>) -> (Option<bool>, usize) {
        let word = self.word(at);
        if self.is(at + 1, b'(') {
            return self.conditions(word, at + 2, last, feature);
        }
        if self.is(at + 1, b'=') {
            let value = self.word(at + 2);
            let holds = (word == "feature").then(|| is_on(self.features, value));
            if word == "feature" {
                feature.get_or_insert_with(|| value.to_owned());
            }
            return (holds, at + 3);
        }
        let holds = match word {
            "test" | "doctest" | "doc" | "docsrs" | "false" => Some(false),
            "true" => Some(true),
            _ => None,
        };
        (holds, at + 1)
    }

    /// `all(…)`, `any(…)`, `not(…)`.
    fn conditions(&self, word: &str, at: usize, last: usize, feature: &mut Option<String>) -> (Option<bool>, usize) {
        let (mut at, mut parts) = (at, Vec::new());
        // What must be off is no feature that brings anything.
        let mut unwanted = None;
        let feature = if word == "not" { &mut unwanted } else { feature };
        while at < last && !self.is(at, b')') {
            let (holds, behind) = self.condition(at, last, feature);
            parts.push(holds);
            at = behind + usize::from(self.is(behind, b','));
        }
        let holds = match word {
            "not" => parts.first().copied().flatten().map(|holds| !holds),
            "all" => join(&parts, false),
            "any" => join(&parts, true),
            _ => None,
        };
        (holds, at + 1)
    }
}

/// One part that is `decisive` decides; where a part is not known, the whole is not.
fn join(parts: &[Option<bool>], decisive: bool) -> Option<bool> {
    if parts.contains(&Some(decisive)) {
        return Some(decisive);
    }
    (!parts.contains(&None)).then_some(!decisive)
}

fn is_on(features: &BTreeSet<String>, feature: &str) -> bool {
    features.contains(feature)
}
