//! Code inside of comments and documentation: what its calls name is spoken of, not used.

use super::{Walk, scan_at_depth};
use crate::mention::Class;

impl Walk<'_> {
    /// Examples in comments: what their calls name is spoken of.
    pub(super) fn code_in_prose(&mut self, start: usize, text: &str) {
        if self.depth > 0 || !reads_like_code(text) {
            return;
        }
        let mut found = Vec::new();
        // Back-ticks of a fence are none of the language, and prose around it is full of apostrophes.
        let mut at = 0;
        for (index, part) in text.split("```").enumerate() {
            if index % 2 == 1 || !text.contains("```") {
                let before = found.len();
                scan_at_depth(part, self.language, 1, &mut found);
                found[before..].iter_mut().for_each(|hit| hit.range = hit.range.start + at..hit.range.end + at);
            }
            at += part.len() + 3;
        }
        for mut hit in found.into_iter().filter(|hit| !matches!(hit.construct, "id" | "prose")) {
            hit.range = hit.range.start + start..hit.range.end + start;
            hit.class = Class::Mention;
            self.examples.push(hit);
        }
    }
}

/// Whether prose holds a call or an assignment with a string.
fn reads_like_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'"', b'\'', bytes).any(|quote| match &bytes[..quote] {
        [.., b'(' | b'='] | [.., b' ', b'=', b' '] | [.., b',', b' '] => true,
        [before @ .., b':', b' '] => bytes[quote] == b'\'' || before.ends_with(b"\""),
        _ => false,
    })
}
