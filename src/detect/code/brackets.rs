//! Brackets, commas, `=` and `:`: how the stack grows and shrinks, and which key a value belongs to.

use super::{Frame, Walk};
use crate::detect::lexer::TokenKind;
use crate::detect::naming;
use crate::registry::schema::Named;

/// The place of an opening bracket among the counts of open ones.
fn kind(open: u8) -> usize {
    match open {
        b'(' => 0,
        b'[' => 1,
        _ => 2,
    }
}

impl<'a> Walk<'a> {
    pub(super) fn open(&mut self, index: usize, byte: u8) {
        let mut frame = Frame { open: byte, start: self.tokens[index].range.end, ..Frame::default() };
        if byte == b'(' {
            let mut at = self.previous(index);
            while matches!(at.map(|at| self.tokens[at].kind), Some(TokenKind::Punctuation(b'>' | b'!' | b'?'))) {
                at = if self.is(at, b'>') { self.before_generics(at) } else { at.and_then(|at| self.previous(at)) };
            }
            if let Some(at) = at.filter(|at| self.tokens[*at].kind == TokenKind::Name) {
                frame.callee = Some(self.text_of(at));
                frame.receiver = self.receiver(at);
                frame.calls = naming::calls(self.text_of(at), frame.receiver, self.language.id).collect();
            }
        }
        self.opened[kind(byte)] += 1;
        self.stack.push(frame);
    }

    /// The token before `<…>` or `::<…>`.
    pub(super) fn before_generics(&self, close: Option<usize>) -> Option<usize> {
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

    pub(super) fn close(&mut self, index: usize, byte: u8) {
        let open = match byte {
            b')' => b'(',
            b']' => b'[',
            _ => b'{',
        };
        // A bracket that was never opened is passed over; one that was left open is closed with its parent.
        if self.opened[kind(open)] == 0 {
            return;
        }
        let Some(depth) = self.stack.iter().rposition(|frame| frame.open == open) else { return };
        while self.stack.len() > depth.max(1) {
            if let Some(frame) = self.stack.pop() {
                self.implicit(&frame, self.tokens[index].range.start);
                self.leave(frame);
            }
        }
        if byte == b'}' && matches!(self.top().open, 0 | b'{') && !self.language.line_statements {
            self.end_statement();
        }
    }

    /// What the whole call says applies to the ids inside it.
    pub(super) fn leave(&mut self, frame: Frame<'a>) {
        if let Some(revision) = frame.revision {
            self.pinned.extend(frame.variables.iter().map(|name| (*name, revision)));
        }
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

    pub(super) fn equals(&mut self, index: usize) {
        let adjacent = |at: Option<usize>| {
            at.is_some_and(|at| {
                matches!(self.tokens[at].kind, TokenKind::Punctuation(b'=' | b'!' | b'<' | b'>' | b'~'))
            })
        };
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
    pub(super) fn assigned(&self, before: Option<usize>) -> Option<&'a str> {
        let mut at = before?;
        if matches!(self.tokens[at].kind, TokenKind::Punctuation(b':' | b'?' | b'|' | b'+')) {
            at = self.previous(at)?;
        }
        if self.is(Some(at), b']') {
            at = self.previous(at)?;
        }
        matches!(self.tokens[at].kind, TokenKind::Name | TokenKind::Text).then(|| self.text_of(at))
    }

    pub(super) fn colon(&mut self, index: usize) {
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
}
