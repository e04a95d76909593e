//! Addresses of the Hub inside any text: `https://huggingface.co/…`, `hf.co/…`, `hf://…`, cache folders, purls.

use super::id::{is_id_byte, is_no_repository, is_placeholder, is_segment};
use crate::mention::Kind;
use crate::registry;
use aho_corasick::{AhoCorasick, Input};
use std::ops::Range;
use std::sync::LazyLock;

/// An address found in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address<'a> {
    /// The bytes of the id inside the text.
    pub range: Range<usize>,
    /// The whole address, for skipping what was understood.
    pub whole: Range<usize>,
    /// `org/name`, or a name without organisation.
    pub id: String,
    /// What it addresses.
    pub kind: Kind,
    /// The revision that the address pins.
    pub revision: Option<&'a str>,
    /// The construct's name.
    pub construct: &'static str,
}

/// First segments of the Hub's own pages.
const PAGES: &[&str] = &[
    "account",
    "api",
    "apps",
    "assets",
    "blog",
    "brand",
    "bucket",
    "buckets",
    "chat",
    "collections",
    "companies",
    "contact",
    "course",
    "datasets",
    "dashboard",
    "docs",
    "enterprise",
    "front",
    "help",
    "hub",
    "huggingface",
    "inference-api",
    "inference",
    "inference-endpoints",
    "inference-providers",
    "instant-search",
    "join",
    "kernels",
    "landing",
    "languages",
    "learn",
    "login",
    "logout",
    "metrics",
    "models",
    "models-json",
    "new",
    "notifications",
    "openai-detector",
    "organizations",
    "papers",
    "playground",
    "posts",
    "pricing",
    "privacy",
    "resolve",
    "robots.txt",
    "search",
    "security",
    "settings",
    "shop",
    "spaces",
    "storage",
    "subscribe",
    "support",
    "tasks",
    "terms-of-service",
    "transformers",
    "welcome",
    "jobs",
    "join/discord",
    "agents-course",
    "auth",
    "oauth",
    "mcp",
    "mcp-course",
    "llms.txt",
    "changelog",
    "avatars",
    "sso",
    "gradio",
];

/// Segments that follow the id of a repository.
const INSIDE: &[&str] = &[
    "resolve",
    "blob",
    "tree",
    "raw",
    "commit",
    "commits",
    "discussions",
    "edit",
    "upload",
    "delete",
    "settings",
    "revision",
];

/// What every address begins with.
static BEGINNINGS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(["huggingface", "hf.co/", "hf://", "hf-mirror.com/", "models--"]).ok());

/// The next address at or behind an offset.
#[must_use]
pub(super) fn next_address(text: &str, from: usize) -> Option<Address<'_>> {
    // Every address has one of the two; most literals have neither.
    memchr::memchr2(b'/', b'-', text.as_bytes().get(from..)?)?;
    let beginnings = BEGINNINGS.as_ref()?;
    let mut at = from;
    loop {
        let found = beginnings.find(Input::new(text).range(at.min(text.len())..))?.start();
        if let Some(address) = address_at(text, found) {
            return Some(address);
        }
        at = found + 1;
    }
}

fn address_at(text: &str, at: usize) -> Option<Address<'_>> {
    let rest = text.get(at..)?;
    if let Some(path) = rest.strip_prefix("hf://") {
        return uri(text, at, text.len() - path.len());
    }
    for host in ["huggingface.co/", "hf.co/", "hf-mirror.com/"] {
        if rest.starts_with(host) && !continues_word(text, at) {
            return web(text, at, at + host.len());
        }
    }
    if rest.starts_with("models--") && !continues_word(text, at) {
        return cache_folder(text, at);
    }
    if rest.starts_with("huggingface/") && text[..at].ends_with("pkg:") {
        return purl(text, at);
    }
    None
}

/// Whether the text before continues into this word, as `cdn-` does into `cdn-huggingface.co`.
fn continues_word(text: &str, at: usize) -> bool {
    let before = &text.as_bytes()[..at];
    match before.last() {
        None => false,
        Some(b'.') => !before.ends_with(b"www.") && !before.ends_with(b"cdn."),
        Some(byte) => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'),
    }
}

/// The segments of a path from an offset on, each with its range.
fn segments(text: &str, from: usize) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = from;
    while found.len() < 6 {
        let start = at;
        while at < bytes.len() && (is_id_byte(bytes[at])) {
            at += 1;
        }
        if at == start {
            break;
        }
        found.push(start..at);
        if bytes.get(at) != Some(&b'/') {
            break;
        }
        at += 1;
    }
    found
}

/// Whether something follows that makes the last segment unfinished: a placeholder of a template.
fn is_template(text: &str, end: usize) -> bool {
    matches!(text.as_bytes().get(end), Some(b'{' | b'$' | b'<' | b'%' | b'*'))
}

fn trimmed(text: &str, range: &Range<usize>) -> Range<usize> {
    let segment = &text[range.clone()];
    range.start..range.start + segment.trim_end_matches(['.', '-', '_', ',']).len()
}

fn web(text: &str, at: usize, path: usize) -> Option<Address<'_>> {
    let mut parts = segments(text, path);
    let mut kind = Kind::Model;
    let mut offset = 0;
    if parts.first().is_some_and(|part| &text[part.clone()] == "api") {
        offset = 1;
    }
    match parts.get(offset).map(|part| &text[part.clone()]) {
        Some("datasets") => (kind, offset) = (Kind::Dataset, offset + 1),
        Some("spaces") => (kind, offset) = (Kind::Space, offset + 1),
        Some("models") if offset == 1 => offset += 1,
        _ if offset == 1 => return None,
        _ => {}
    }
    parts.drain(..offset);
    repository(text, at, &parts, kind)
}

/// `ORG/NAME[/resolve/REV/…]`, or the legacy `NAME/resolve/…`.
fn repository<'a>(text: &'a str, at: usize, parts: &[Range<usize>], kind: Kind) -> Option<Address<'a>> {
    let first = trimmed(text, parts.first()?);
    let first_text = &text[first.clone()];
    // The Hub's own organisation shares its name with a page.
    let own = first_text == "huggingface" && parts.get(2).is_some_and(|part| INSIDE.contains(&&text[part.clone()]));
    if (PAGES.contains(&first_text) && !own) || is_template(text, first.end) || !is_segment(first_text) {
        return None;
    }
    let inside = |index: usize| parts.get(index).is_some_and(|part| INSIDE.contains(&&text[part.clone()]));
    let (range, next) = match parts.get(1) {
        Some(_) if inside(1) => (first, 1),
        Some(second) if is_template(text, second.end) => return None,
        Some(second) => {
            let second = trimmed(text, second);
            (first.start..second.end, 2)
        }
        None => (first, 1),
    };
    if next == 1 && parts.len() == 1 && text[..at].ends_with("cdn.") {
        return flat_file(text, at, range);
    }
    let id = &text[range.clone()];
    if is_template(text, range.end) {
        return None;
    }
    match id.split_once('/') {
        Some((organization, name)) => {
            if !is_segment(name) || is_placeholder(organization, name) {
                return None;
            }
        }
        None if next == 1 && inside(1) => {}
        None => {
            registry::find_model(id)?;
            if text.as_bytes().get(range.end) == Some(&b'/') {
                return None;
            }
        }
    }
    let revision = (inside(next)).then(|| parts.get(next + 1).map(|part| &text[part.clone()])).flatten();
    let whole_end = parts.last().map_or(range.end, |part| part.end);
    Some(Address { id: id.to_string(), whole: at..whole_end, range, kind, revision, construct: "hub-url" })
}

/// `cdn.huggingface.co/NAME-FILE`, the address of files before there were repositories.
fn flat_file(text: &str, at: usize, range: Range<usize>) -> Option<Address<'_>> {
    let name = &text[range.clone()];
    let (length, found) =
        name.rmatch_indices('-').find_map(|(length, _)| Some((length, registry::find_model(&name[..length])?)))?;
    Some(Address {
        id: found.model.id().to_string(),
        whole: at..range.end,
        range: range.start..range.start + length,
        kind: Kind::Model,
        revision: None,
        construct: "hub-url",
    })
}

/// `hf://[models/|datasets/|spaces/]ORG/NAME[@REV][/PATH]`.
fn uri(text: &str, at: usize, path: usize) -> Option<Address<'_>> {
    let mut parts = segments(text, path);
    let mut kind = Kind::Model;
    match parts.first().map(|part| &text[part.clone()]) {
        Some("datasets") => kind = Kind::Dataset,
        Some("spaces") => kind = Kind::Space,
        Some("models") => {}
        Some("kernels" | "buckets") => return None,
        _ => return uri_repository(text, at, &parts, kind),
    }
    parts.remove(0);
    uri_repository(text, at, &parts, kind)
}

fn uri_repository<'a>(text: &'a str, at: usize, parts: &[Range<usize>], kind: Kind) -> Option<Address<'a>> {
    let organization = parts.first()?.clone();
    let name = trimmed(text, parts.get(1)?);
    if is_template(text, name.end) || is_placeholder(&text[organization.clone()], &text[name.clone()]) {
        return None;
    }
    let range = organization.start..name.end;
    let revision = text.get(name.end..).and_then(|rest| rest.strip_prefix(['@', ':'])).map(|rest| {
        let end = rest.bytes().position(|byte| !is_id_byte(byte)).unwrap_or(rest.len());
        &rest[..end]
    });
    let id = text[range.clone()].to_string();
    let whole = at..range.end + revision.map_or(0, |revision| revision.len() + 1);
    Some(Address {
        id,
        range,
        whole,
        kind,
        revision: revision.filter(|revision| !revision.is_empty()),
        construct: "hf-uri",
    })
}

/// `models--ORG--NAME`, the folder of the Hub's cache.
fn cache_folder(text: &str, at: usize) -> Option<Address<'_>> {
    let start = at + "models--".len();
    let bytes = text.as_bytes();
    let end = start + bytes[start..].iter().position(|byte| !is_id_byte(*byte)).unwrap_or(bytes.len() - start);
    let (organization, name) = text[start..end].split_once("--")?;
    if !is_segment(organization) || !is_segment(name) || is_no_repository(organization, name) {
        return None;
    }
    let rest = text.get(end..)?;
    let revision = rest.strip_prefix("/snapshots/").map(|rest| {
        let end = rest.bytes().position(|byte| !byte.is_ascii_hexdigit()).unwrap_or(rest.len());
        &rest[..end]
    });
    Some(Address {
        id: format!("{organization}/{name}"),
        range: at..end,
        whole: at..end,
        kind: Kind::Model,
        revision: revision.filter(|revision| !revision.is_empty()),
        construct: "cache-path",
    })
}

/// `pkg:huggingface/ORG/NAME@COMMIT`.
fn purl(text: &str, at: usize) -> Option<Address<'_>> {
    let parts = segments(text, at + "huggingface/".len());
    let range = parts.first()?.start..parts.get(1)?.end;
    let revision = text.get(range.end..).and_then(|rest| rest.strip_prefix('@')).map(|rest| {
        let end = rest.bytes().position(|byte| !byte.is_ascii_hexdigit()).unwrap_or(rest.len());
        &rest[..end]
    });
    let id = text[range.clone()].to_string();
    Some(Address { id, whole: at..range.end, range, kind: Kind::Model, revision, construct: "purl" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str) -> (String, Kind, Option<&str>) {
        let address = next_address(text, 0).expect("an address");
        (address.id, address.kind, address.revision)
    }

    #[test]
    fn addresses_of_models() {
        assert_eq!(only("see https://huggingface.co/google/gemma-2b."), ("google/gemma-2b".into(), Kind::Model, None));
        assert_eq!(
            only("https://huggingface.co/a1/b2/resolve/0123abcd/model.bin"),
            ("a1/b2".into(), Kind::Model, Some("0123abcd"))
        );
        assert_eq!(only("huggingface.co/gpt2/resolve/main/vocab.json"), ("gpt2".into(), Kind::Model, Some("main")));
        assert_eq!(only("hf://models/a1/b2@v1/x"), ("a1/b2".into(), Kind::Model, Some("v1")));
        assert_eq!(only("https://huggingface.co/api/models/a1/b2"), ("a1/b2".into(), Kind::Model, None));
        assert_eq!(only("~/.cache/hub/models--a1--b2/snapshots/ab12/"), ("a1/b2".into(), Kind::Model, Some("ab12")));
    }

    #[test]
    fn addresses_of_datasets_and_spaces_are_told_apart() {
        assert_eq!(only("https://huggingface.co/datasets/a1/b2/resolve/main/x").1, Kind::Dataset);
        assert_eq!(only("https://huggingface.co/spaces/a1/b2").1, Kind::Space);
        assert_eq!(only("hf://datasets/a1/b2").1, Kind::Dataset);
    }

    #[test]
    fn pages_organisations_and_templates_are_no_models() {
        for text in [
            "https://huggingface.co/docs/transformers/index",
            "https://huggingface.co/blog/some/post",
            "https://huggingface.co/some-organisation",
            "https://huggingface.co/{org}/{name}",
            "https://huggingface.co/org/name",
            "https://huggingface.co/a1/b-${x}",
            "https://not-huggingface.co/a1/b2",
        ] {
            assert_eq!(next_address(text, 0), None, "{text}");
        }
    }
}
