//! YAML to a tree, with templates (Helm, Jinja) masked so that the parser sees plain YAML.

use super::atom::{Atom, Hit, Place};
use super::identify::identify;
use super::lines;
use super::structured::{self, Node, Scalar};
use granit_parser::{Event, Parser, ScalarStyle};

/// Finds what a YAML text names. `offset` is where it begins in the scanned text.
pub(super) fn scan(text: &str, offset: usize, file_name: &str, hits: &mut Vec<Hit>) {
    let masked = mask_templates(text);
    let mut builder = Builder { text, offset, stack: Vec::new(), documents: Vec::new(), comments: Vec::new() };
    let reached = builder.read(masked.as_deref().unwrap_or(text));
    builder.close_all();
    for document in &builder.documents {
        structured::scan(document, file_name, hits);
    }
    for (start, comment) in &builder.comments {
        identify(&Atom { text: comment, offset: *start, place: Place::Prose, naming: None, revision: None }, hits);
    }
    if masked.is_some() {
        template_literals(text, offset, hits);
    }
    // What stands behind a mistake is read line by line: a broken file still loads models.
    if let Some(rest) = reached.and_then(|at| text.get(at..)) {
        lines::scan(rest, offset + text.len() - rest.len(), file_name, hits);
    }
}

/// Same length, without `{{…}}` and `{%…%}`: alone on their line they become spaces, elsewhere `x`.
fn mask_templates(text: &str) -> Option<String> {
    if !text.contains("{{") && !text.contains("{%") {
        return None;
    }
    let mut bytes = text.as_bytes().to_vec();
    let mut at = 0;
    while at + 1 < bytes.len() {
        let close: &[u8] = match &bytes[at..at + 2] {
            b"{{" => b"}}",
            b"{%" => b"%}",
            _ => {
                at += 1;
                continue;
            }
        };
        let Some(length) = bytes[at..].windows(2).position(|pair| pair == close) else { break };
        let end = at + length + 2;
        // Stops at the first word: a long line of templates would be read once for each.
        let in_line = |byte: &&u8| **byte != b'\n';
        let alone = bytes[..at].iter().rev().take_while(in_line).all(u8::is_ascii_whitespace)
            && bytes[end..].iter().take_while(in_line).all(u8::is_ascii_whitespace);
        let fill = if alone { b' ' } else { b'x' };
        for byte in &mut bytes[at..end] {
            if *byte != b'\n' {
                *byte = fill;
            }
        }
        at = end;
    }
    String::from_utf8(bytes).ok()
}

/// The literals inside template actions: `{{ .Values.model | default "org/name" }}`.
fn template_literals(text: &str, offset: usize, hits: &mut Vec<Hit>) {
    let mut at = 0;
    while let Some(open) = text[at..].find("{{").map(|found| at + found) {
        let close = text[open..].find("}}").map_or(text.len(), |found| open + found);
        let mut quote = open;
        while let Some(start) = text[quote..close].find('"').map(|found| quote + found + 1) {
            let Some(length) = text[start..close].find('"') else { break };
            let literal = &text[start..start + length];
            identify(
                &Atom { text: literal, offset: offset + start, place: Place::Literal, naming: None, revision: None },
                hits,
            );
            quote = start + length + 1;
        }
        at = close.max(open + 2);
    }
}

/// A collection that is not closed yet.
enum Open<'a> {
    List(Vec<Node<'a>>),
    Map(Vec<(Scalar<'a>, Node<'a>)>, Option<Scalar<'a>>),
}

struct Builder<'a> {
    text: &'a str,
    offset: usize,
    stack: Vec<Open<'a>>,
    documents: Vec<Node<'a>>,
    comments: Vec<(usize, &'a str)>,
}

impl<'a> Builder<'a> {
    /// Reads events up to the first mistake; returns the offset of the mistake.
    fn read(&mut self, masked: &str) -> Option<usize> {
        let mut parser = Parser::new_from_str(masked);
        let mut last = 0;
        while let Some(event) = parser.next_event() {
            let Ok((event, span)) = event else {
                let line = self.text[..last].rfind('\n').map_or(0, |at| at + 1);
                return Some(line);
            };
            let range = span.byte_range().unwrap_or(last..last);
            last = range.end.clamp(last, self.text.len());
            self.event(&event, range);
        }
        None
    }

    fn event(&mut self, event: &Event<'_>, range: std::ops::Range<usize>) {
        match event {
            Event::Comment(..) => {
                if let Some(comment) = self.text.get(range.clone()) {
                    self.comments.push((self.offset + range.start, comment));
                }
            }
            Event::Scalar(_, style, ..) => {
                let scalar = self.scalar(range, *style);
                self.value(Node::Scalar(scalar), Some(scalar));
            }
            Event::Alias(..) => {
                let scalar = Scalar { text: "", offset: self.offset + range.start, block: false };
                self.value(Node::Scalar(scalar), Some(scalar));
            }
            Event::SequenceStart(..) => self.stack.push(Open::List(Vec::new())),
            Event::MappingStart(..) => self.stack.push(Open::Map(Vec::new(), None)),
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            _ => {}
        }
    }

    /// The scalar as it stands in the file, without its quotes.
    fn scalar(&self, range: std::ops::Range<usize>, style: ScalarStyle) -> Scalar<'a> {
        let raw = self.text.get(range.clone()).unwrap_or_default();
        let block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let quote = match style {
            ScalarStyle::SingleQuoted => '\'',
            ScalarStyle::DoubleQuoted => '"',
            _ => return Scalar { text: raw, offset: self.offset + range.start, block },
        };
        let inner = raw.strip_prefix(quote).and_then(|inner| inner.strip_suffix(quote)).unwrap_or(raw);
        let lead = usize::from(inner.len() != raw.len());
        Scalar { text: inner, offset: self.offset + range.start + lead, block }
    }

    fn value(&mut self, node: Node<'a>, as_key: Option<Scalar<'a>>) {
        match self.stack.last_mut() {
            None => self.documents.push(node),
            Some(Open::List(items)) => items.push(node),
            Some(Open::Map(pairs, key)) => match key.take() {
                Some(key) => pairs.push((key, node)),
                None => *key = Some(as_key.unwrap_or(Scalar { text: "", offset: self.offset, block: false })),
            },
        }
    }

    fn close(&mut self) {
        let node = match self.stack.pop() {
            Some(Open::List(items)) => Node::List(items),
            Some(Open::Map(pairs, _)) => Node::Map(pairs),
            None => return,
        };
        self.value(node, None);
    }

    fn close_all(&mut self) {
        while !self.stack.is_empty() {
            self.close();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masking_keeps_every_offset() {
        let text = "a:\n  {{- if .x }}\n  b: {{ .Values.y }}/z\n  {{- end }}\n";
        let masked = mask_templates(text).expect("it has templates");
        assert_eq!(masked.len(), text.len());
        assert!(!masked.contains('{'));
        assert_eq!(masked.find("b:"), text.find("b:"));
    }

    #[test]
    fn nothing_panics() {
        for text in ["{{", "{{ \"", "a: [", "- - -", "&a *a", "? a", "\u{feff}a: b", "a: |\n  x", "%"] {
            scan(text, 0, "x.yaml", &mut Vec::new());
        }
    }
}
