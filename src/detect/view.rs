//! A text that stands in a file in another spelling (JSON strings of a notebook), with the way back.

use std::ops::Range;

/// A decoded text and where its pieces stand in the file.
#[derive(Debug, Default)]
pub(super) struct View {
    /// The decoded text.
    pub text: String,
    /// Offset in `text`, offset in the file: each pair holds up to the next.
    pieces: Vec<(usize, usize)>,
}

impl View {
    /// Appends text that stands in the file as it is.
    pub(super) fn push(&mut self, text: &str, offset: usize) {
        self.pieces.push((self.text.len(), offset));
        self.text.push_str(text);
    }

    /// Appends the content of a JSON string, decoding its escapes.
    pub(super) fn push_json(&mut self, raw: &str, offset: usize) {
        let mut at = 0;
        while at < raw.len() {
            let Some(escape) = raw[at..].find('\\').map(|found| at + found) else {
                return self.push(&raw[at..], offset + at);
            };
            self.push(&raw[at..escape], offset + at);
            let (decoded, length) = decode(&raw[escape..]);
            self.push(decoded.encode_utf8(&mut [0; 4]), offset + escape);
            at = escape + length;
        }
    }

    /// Where an offset of the view stands in the file.
    #[must_use]
    pub(super) fn offset(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.pieces.get(index).map_or(at, |(start, offset)| offset + (at - start))
    }

    /// Where a range of the view stands in the file.
    #[must_use]
    pub(super) fn range(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.offset(range.start);
        let end = self.offset(range.end.saturating_sub(1).max(range.start)) + usize::from(range.end > range.start);
        start..end.max(start)
    }
}

/// The character of an escape and the bytes it takes.
fn decode(raw: &str) -> (char, usize) {
    match raw.as_bytes().get(1) {
        Some(b'n') => ('\n', 2),
        Some(b't') => ('\t', 2),
        Some(b'r') => ('\r', 2),
        Some(b'u') => {
            let code = raw.get(2..6).and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
            code.map_or((char::REPLACEMENT_CHARACTER, 2), |c| (c, 6))
        }
        Some(byte) if byte.is_ascii() => (char::from(*byte), 2),
        _ => ('\\', 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoded_ranges_find_their_way_back() {
        let raw = r#"a = \"org/name\"\n"#;
        let mut view = View::default();
        view.push_json(raw, 100);
        assert_eq!(view.text, "a = \"org/name\"\n");
        let start = view.text.find("org").expect("it is there");
        assert_eq!(view.range(&(start..start + 8)), 106..114);
    }
}
