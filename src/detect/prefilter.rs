//! Stage one: whether the bytes of a file can name a model at all.

use super::id::is_id_byte;
use crate::registry;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use std::sync::LazyLock;

/// The names of constructs that are rare elsewhere, in one automaton.
static NEEDLES: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(needles()).ok());

/// What constructs call for, and what a permission calls for: one that nothing needs any more is found too.
fn needles() -> impl Iterator<Item = &'static str> {
    registry::needles().iter().copied().chain([super::permissions::MARK])
}

/// Whether a file is worth close reading: it names an organisation of the Hub before a slash, a construct, or holds
/// an inline permission.
#[must_use]
pub fn may_name_a_model(bytes: &[u8]) -> bool {
    names_an_organization(bytes) || NEEDLES.as_ref().is_none_or(|needles| needles.is_match(bytes))
}

/// Looks at the word before every slash.
fn names_an_organization(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'/', bytes).any(|slash| {
        if !bytes.get(slash + 1).is_some_and(u8::is_ascii_alphanumeric) {
            return false;
        }
        let mut start = slash;
        while start > 0 && slash - start < 64 && is_id_byte(bytes[start - 1]) {
            start -= 1;
        }
        // A path segment (`/google/…`) is no organisation, an address is found by the needles.
        let joined = start > 0 && matches!(bytes[start - 1], b'/' | b'@' | b'~');
        slash - start >= 2 && !joined && registry::known_organization(&bytes[start..slash])
    })
}
