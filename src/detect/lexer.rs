//! One tolerant lexer for every programming language: comments, strings, names, punctuation.
//!
//! It never fails: what it does not understand is punctuation, and an unclosed string of one line
//! ends with its line. Its oracle in the tests is a real parser.

use super::languages::{Language, Quote};
use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A name or keyword.
    Name,
    /// The content of a string, without its quotes.
    Text,
    /// A piece of a string that has placeholders, or a whole string that interpolates.
    Template,
    /// A comment, without what begins it.
    Comment,
    /// One punctuation byte.
    Punctuation(u8),
    /// The end of a line, outside comments and strings.
    Newline,
}

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its bytes.
    pub range: Range<usize>,
}

/// Splits a text into tokens.
#[must_use]
pub(super) fn tokens(text: &str, language: &Language) -> Vec<Token> {
    let mut lexer = Lexer {
        text,
        bytes: text.as_bytes(),
        at: 0,
        language,
        tokens: Vec::with_capacity(text.len() / 6),
        regex_possible: true,
        comment_starts: comment_starts(language),
    };
    while lexer.at < lexer.bytes.len() {
        lexer.step();
    }
    lexer.tokens
}

/// For every token the nearest ones that are neither comment nor line end.
pub(super) struct Neighbours {
    /// The one before.
    pub before: Vec<Option<usize>>,
    /// The one after.
    pub after: Vec<Option<usize>>,
}

fn nearest(tokens: &[Token], order: impl Iterator<Item = usize>) -> Vec<Option<usize>> {
    let mut last = None;
    order
        .map(|index| {
            let before = last;
            if !matches!(tokens[index].kind, TokenKind::Comment | TokenKind::Newline) {
                last = Some(index);
            }
            before
        })
        .collect()
}

/// Finds all neighbours in two passes: a search from every token would be quadratic in a long comment.
#[must_use]
pub(super) fn neighbours(tokens: &[Token]) -> Neighbours {
    let before = nearest(tokens, 0..tokens.len());
    let mut after = nearest(tokens, (0..tokens.len()).rev());
    after.reverse();
    Neighbours { before, after }
}

/// The first bytes of everything that begins a comment.
fn comment_starts(language: &Language) -> [bool; 256] {
    let mut starts = [false; 256];
    let openers = language.line_comments.iter().chain(language.block_comments.iter().map(|(open, _)| open));
    for byte in openers.filter_map(|open| open.bytes().next()) {
        starts[usize::from(byte)] = true;
    }
    starts
}

struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    language: &'a Language,
    tokens: Vec<Token>,
    /// The bytes that can begin a comment.
    comment_starts: [bool; 256],
    /// Whether a `/` here begins a regular expression rather than a division.
    regex_possible: bool,
}

impl Lexer<'_> {
    fn push(&mut self, kind: TokenKind, range: Range<usize>) {
        self.regex_possible = match kind {
            TokenKind::Name => self.language.regex_literals && comes_before_an_expression(&self.text[range.clone()]),
            TokenKind::Punctuation(byte) => !matches!(byte, b')' | b']' | b'}' | b'<' | b'>'),
            TokenKind::Newline => true,
            _ => false,
        };
        self.tokens.push(Token { kind, range });
    }

    fn starts(&self, prefix: &str) -> bool {
        self.bytes[self.at..].starts_with(prefix.as_bytes())
    }

    fn step(&mut self) {
        let byte = self.bytes[self.at];
        match byte {
            b'\n' if !self.comment() => {
                self.push(TokenKind::Newline, self.at..self.at + 1);
                self.at += 1;
            }
            b'\n' => {}
            b' ' | b'\t' | b'\r' => {
                let blank = |byte: &&u8| matches!(**byte, b' ' | b'\t' | b'\r');
                self.at += self.bytes[self.at..].iter().take_while(blank).count();
            }
            _ if self.comment() => {}
            _ if is_name_byte(byte) => self.name(),
            b'\'' if self.language.lifetimes => self.character_or_lifetime(),
            b'/' if self.language.regex_literals && self.regex_possible && self.regex() => {}
            _ => {
                if !self.string(self.at) {
                    self.push(TokenKind::Punctuation(byte), self.at..self.at + 1);
                    self.at += 1;
                }
            }
        }
    }

    fn comment(&mut self) -> bool {
        if !self.comment_starts[usize::from(self.bytes[self.at])] {
            return false;
        }
        for (open, close) in self.language.block_comments {
            if self.starts(open) {
                self.block_comment(open, close);
                return true;
            }
        }
        let Some(open) = self.language.line_comments.iter().find(|open| self.starts(open)) else { return false };
        // `https://` in code outside strings (JSX text, labels) begins no comment.
        if *open == "//" && self.at > 0 && self.bytes[self.at - 1] == b':' && self.language.regex_literals {
            return false;
        }
        let start = self.at + open.len();
        let end = memchr::memchr(b'\n', &self.bytes[start..]).map_or(self.bytes.len(), |offset| start + offset);
        self.push(TokenKind::Comment, start..end);
        self.at = end;
        true
    }

    fn block_comment(&mut self, open: &str, close: &str) {
        let start = self.at + open.len();
        let mut depth = 1;
        let mut at = start;
        while at < self.bytes.len() {
            if self.bytes[at..].starts_with(close.as_bytes()) {
                depth -= 1;
                if depth == 0 {
                    break;
                }
                at += close.len();
            } else if self.language.nested_comments && self.bytes[at..].starts_with(open.as_bytes()) {
                depth += 1;
                at += open.len();
            } else {
                at += 1;
            }
        }
        let end = at.min(self.bytes.len());
        self.push(TokenKind::Comment, start.min(end)..end);
        self.at = (end + close.len()).min(self.bytes.len());
    }

    fn name(&mut self) {
        let start = self.at;
        self.at += self.bytes[start..].iter().take_while(|byte| is_name_byte(**byte)).count();
        let name = &self.text[start..self.at];
        if name.len() <= 3 && self.prefixed_string(start, name) {
            return;
        }
        self.push(TokenKind::Name, start..self.at);
    }

    /// `r"…"`, `f'…'`, `b"""…"""`, `r#"…"#`: a name that is the prefix of a string.
    fn prefixed_string(&mut self, start: usize, prefix: &str) -> bool {
        let next = self.bytes.get(self.at).copied();
        match self.language.id {
            "python" if matches!(next, Some(b'"' | b'\'')) => {
                let known =
                    prefix.bytes().all(|byte| matches!(byte.to_ascii_lowercase(), b'r' | b'b' | b'f' | b'u' | b't'));
                if !known {
                    return false;
                }
                let interpolates = prefix.bytes().any(|byte| matches!(byte.to_ascii_lowercase(), b'f' | b't'));
                let before = self.tokens.len();
                let found = self.string(self.at);
                if found && interpolates && self.tokens.len() > before {
                    self.mark_template(before);
                }
                found
            }
            "rust" if matches!(prefix, "r" | "br" | "cr") && matches!(next, Some(b'"' | b'#')) => self.raw_rust(start),
            "rust" if matches!(prefix, "b" | "c") && next == Some(b'"') => self.string(self.at),
            _ => false,
        }
    }

    /// A string with `{…}` placeholders becomes a template when it has any.
    fn mark_template(&mut self, index: usize) {
        let range = self.tokens[index].range.clone();
        if self.text[range].contains('{') {
            self.tokens[index].kind = TokenKind::Template;
        }
    }

    fn raw_rust(&mut self, start: usize) -> bool {
        let hashes = self.bytes[self.at..].iter().take_while(|byte| **byte == b'#').count();
        if self.bytes.get(self.at + hashes) != Some(&b'"') {
            return false;
        }
        let content = self.at + hashes + 1;
        let close = format!("\"{}", "#".repeat(hashes));
        let end = self.text[content..].find(&close).map_or(self.bytes.len(), |offset| content + offset);
        self.push(TokenKind::Text, content..end);
        self.at = (end + close.len()).min(self.bytes.len()).max(start);
        true
    }

    fn character_or_lifetime(&mut self) {
        let rest = &self.bytes[self.at + 1..];
        let length = if let [b'\\', ..] = rest {
            memchr::memchr(b'\'', rest.get(2..).unwrap_or_default()).map(|offset| offset + 4)
        } else {
            let first = self.text[self.at + 1..].chars().next().map_or(0, char::len_utf8);
            (first > 0 && rest.get(first) == Some(&b'\'')).then_some(first + 2)
        };
        self.at += length.unwrap_or(1).min(self.bytes.len() - self.at);
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
    }

    /// A regular expression ends on its line; otherwise the slash was a division.
    fn regex(&mut self) -> bool {
        let mut at = self.at + 1;
        let mut in_class = false;
        loop {
            match self.bytes.get(at) {
                None | Some(b'\n') => return false,
                Some(b'\\') => at += 1,
                Some(b'[') => in_class = true,
                Some(b']') => in_class = false,
                Some(b'/') if !in_class => break,
                Some(_) => {}
            }
            at += 1;
        }
        if at == self.at + 1 {
            return false;
        }
        self.at = at + 1;
        self.regex_possible = false;
        true
    }

    fn string(&mut self, at: usize) -> bool {
        let quotes: &'static [Quote] = self.language.strings;
        let Some(quote) = quotes.iter().find(|quote| self.bytes[at..].starts_with(quote.open.as_bytes())) else {
            return false;
        };
        let start = at + quote.open.len();
        let (end, closed) = self.string_end(quote, start);
        let has_placeholder = quote.placeholder.is_some_and(|open| self.text[start..end].contains(open));
        let kind = if has_placeholder { TokenKind::Template } else { TokenKind::Text };
        self.push(kind, start..end);
        self.at = if closed { end + quote.close.len() } else { end };
        true
    }

    fn string_end(&self, quote: &Quote, start: usize) -> (usize, bool) {
        let close = quote.close.as_bytes();
        let mut at = start;
        while let Some(next) = self.bytes.get(at..).and_then(|rest| memchr::memchr3(close[0], b'\\', b'\n', rest)) {
            at += next;
            if self.bytes[at..].starts_with(close) {
                return (at, true);
            }
            match self.bytes[at] {
                b'\\' if quote.escapes => at += 2,
                b'\n' if !quote.multiline => return (at, false),
                _ => at += 1,
            }
        }
        (self.bytes.len(), false)
    }
}

/// Whether a `/` behind this keyword begins a regular expression.
fn comes_before_an_expression(name: &str) -> bool {
    matches!(name, "return" | "typeof" | "case" | "in" | "of")
}

fn is_name_byte(byte: u8) -> bool {
    NAME_BYTES[usize::from(byte)]
}

/// One look-up for a byte: the lexer asks for every byte of every name.
static NAME_BYTES: [bool; 256] = {
    let mut known = [false; 256];
    let mut byte: u8 = 0;
    while byte < u8::MAX {
        known[byte as usize] = byte >= 0x80 || byte == b'_' || byte.is_ascii_alphanumeric();
        byte += 1;
    }
    known[u8::MAX as usize] = true;
    known
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::languages::by_name;

    fn texts(source: &str, language: &str) -> Vec<String> {
        let language = by_name(language).expect("a language");
        let kept = |token: &Token| matches!(token.kind, TokenKind::Text | TokenKind::Template);
        tokens(source, language)
            .iter()
            .filter(|token| kept(token))
            .map(|token| source[token.range.clone()].to_string())
            .collect()
    }

    #[test]
    fn python_strings_of_every_kind() {
        let source = "a = 'x' # 'no'\nc = f'''z\n{q}''' + b'w'\n";
        assert_eq!(texts(source, "python"), ["x", "z\n{q}", "w"]);
    }

    #[test]
    fn rust_lifetimes_characters_and_raw_strings() {
        let source = "fn f<'a>(c: char) { if c == '\"' || c == '\\'' { g(\"x\", r#\"y\"z\"#) } } // \"no\"\n/* \"no\" /* \"no\" */ \"no\" */ \"yes\"";
        assert_eq!(texts(source, "rust"), ["x", "y\"z", "yes"]);
    }

    #[test]
    fn javascript_templates_and_regular_expressions() {
        let source = "const r = /[\"'/]/g; const a = `x/${b}`; const c = 1 / 2 / 'y'; // 'no'";
        assert_eq!(texts(source, "js"), ["x/${b}", "y"]);
    }

    #[test]
    fn an_unclosed_string_ends_with_its_line() {
        assert_eq!(texts("let a = \"x\nlet b = 'y'", "js"), ["x", "y"]);
    }

    #[test]
    fn nothing_panics() {
        for language in crate::detect::languages::LANGUAGES {
            for text in ["'", "\"", "\\", "r#\"", "'\\", "/*", "`${", "\"\\", "ä'ä", "'ä", "b'\\'"] {
                let _ = tokens(text, language);
            }
        }
    }
}
