//! From a piece of text and its place to the models it names: the one place where that is decided.

use super::atom::{Atom, Doubt, Hit, Naming, Place};
use super::catalogue::{self, Answer};
use super::hub_url::{self, Address};
use super::id;
use super::prose::{is_ollama_tag, speaks_of_data, words_of_prose};
use crate::mention::{Certainty, Class, Kind};
use crate::registry;
use crate::registry::schema::Named;
use std::ops::Range;

/// Prefixes with which routers and libraries say where a Hub id is served. What follows is the id.
const PROVIDERS: &[&str] = &[
    "huggingface/",
    "hf/",
    "hf:",
    "models/",
    "local:",
    "hosted_vllm/",
    "vllm/",
    "together_ai/",
    "deepinfra/",
    "fireworks_ai/",
    "nebius/",
    "hugging-face/",
    "huggingface:",
    "hf-inference/",
    "HuggingFace/",
    "text-completion-openai/",
    "litellm_proxy/",
    "tgi/",
    "docker://",
    "hf_hub:",
    "hf-hub:",
];

/// Adds what a piece of text names.
pub(super) fn identify(atom: &Atom<'_>, hits: &mut Vec<Hit>) {
    let text = atom.text;
    if text.len() < 2 {
        return;
    }
    let before = hits.len();
    let addressed = addresses(atom, hits);
    if atom.place == Place::Prose {
        return words_of_prose(atom, &addressed, Class::Mention, hits);
    }
    if hits.len() > before && addressed.iter().any(|range| range.len() * 2 > text.len()) {
        return;
    }
    let whole = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    if whole.bytes().any(|byte| byte.is_ascii_whitespace()) {
        let class = if is_list_of_ids(whole) { Class::Use } else { Class::Mention };
        words_of_prose(atom, &addressed, class, hits);
    } else if hits.len() == before {
        let start = atom.offset + text.find(whole).unwrap_or(0);
        literal(whole, start, atom, hits);
    }
}

/// The addresses of the Hub in a text. Returns the ranges that they cover.
fn addresses(atom: &Atom<'_>, hits: &mut Vec<Hit>) -> Vec<Range<usize>> {
    let mut covered = Vec::new();
    let mut at = 0;
    while let Some(address) = hub_url::next_address(atom.text, at) {
        at = address.whole.end.max(at + 1);
        covered.push(address.whole.clone());
        let class = if atom.place == Place::Prose || reads_like_prose(atom.text) { Class::Mention } else { Class::Use };
        let mut hit = hit_of_address(atom, &address, class);
        // An address of a dataset that its author wrote as one of a model.
        if atom.place == Place::Prose
            && hit.kind == Kind::Model
            && speaks_of_data(&atom.text[..address.whole.start])
            && registry::find_model(&hit.id).is_none()
        {
            hit.kind = Kind::Dataset;
        }
        hits.push(hit);
    }
    covered
}

fn hit_of_address(atom: &Atom<'_>, address: &Address<'_>, class: Class) -> Hit {
    Hit {
        range: atom.offset + address.range.start..atom.offset + address.range.end,
        id: canonical(&address.id),
        kind: address.kind,
        class,
        construct: address.construct,
        revision: address.revision.map(str::to_string).or_else(|| atom.revision.clone()),
        certainty: Certainty::Certain,
        doubt: if address.construct == "cache-path" { cache_doubt(&address.id) } else { Doubt::None },
    }
}

/// A folder of the cache can be made up, as tests do: its name has to speak for itself.
fn cache_doubt(id: &str) -> Doubt {
    let known = registry::find_model(id).is_some()
        || id::split(id).is_some_and(|(owner, name)| id::known_organization(owner) || id::reads_like_a_model(name));
    if known { Doubt::None } else { Doubt::Name }
}

/// A literal of one word.
fn literal(word: &str, start: usize, atom: &Atom<'_>, hits: &mut Vec<Hit>) {
    if memchr::memchr3(b',', b'|', b';', word.as_bytes()).is_some() && word.contains('/') {
        let mut at = start;
        for part in word.split([',', '|', ';']) {
            // `['org/a','org/b']` inside of a string.
            let inner = part.trim_start_matches(['[', '(', '\'', '"']);
            one_literal(inner.trim_end_matches([']', ')', '\'', '"']), at + part.len() - inner.len(), atom, hits);
            at += part.len() + 1;
        }
    } else {
        one_literal(word, start, atom, hits);
    }
}

fn one_literal(word: &str, start: usize, atom: &Atom<'_>, hits: &mut Vec<Hit>) {
    let naming = atom.naming;
    // Hashes, versions, identifiers: nothing speaks for them.
    if naming.is_none() && memchr::memchr3(b'/', b'-', b':', word.as_bytes()).is_none() && !word.starts_with("ollama") {
        return;
    }
    if naming.is_some_and(|naming| naming.named == Named::Nothing) {
        return;
    }
    if let Some(hit) = ollama(word, start, naming) {
        hits.push(hit);
        return;
    }
    match catalogue::ask(word, start, naming) {
        Answer::Has(hit) => return hits.push(hit),
        Answer::HasNot => return,
        Answer::NotAsked => {}
    }
    let stripped = strip_provider(word);
    let offset = start + word.len() - stripped.len();
    // `key=org/name` inside a literal: lists of overrides (`pretrained=org/name,dtype=float16`).
    if let Some((key, value)) = stripped.split_once('=')
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
        && value.contains('/')
    {
        return one_literal(value, offset + key.len() + 1, atom, hits);
    }
    let (base, suffix) = split_suffix(stripped);
    let revision = suffix.strip_prefix(['@', '#']).map(str::to_string).or_else(|| atom.revision.clone());
    let found = if base.contains('/') { with_organization(base, naming) } else { without_organization(base, naming) };
    let found = found.or_else(|| ollama_name(stripped, naming));
    if let Some(Found { id, kind, length, certainty, doubt }) = found {
        hits.push(Hit {
            range: offset..offset + length,
            id,
            kind,
            class: Class::Use,
            construct: naming.map_or("id", |naming| naming.construct),
            revision,
            certainty,
            doubt,
        });
    }
}

fn strip_provider(word: &str) -> &str {
    for prefix in PROVIDERS {
        if let Some(rest) = word.strip_prefix(prefix)
            && (rest.contains('/') || prefix.ends_with(':'))
            && !rest.starts_with('/')
        {
            return rest;
        }
    }
    word
}

/// Cuts `@revision`, `#branch`, `:quantisation` off.
fn split_suffix(word: &str) -> (&str, &str) {
    let cut = word.find(['@', '#', ':', '?']).filter(|at| *at > 0).unwrap_or(word.len());
    word.split_at(cut)
}

/// What a literal names.
struct Found {
    id: String,
    kind: Kind,
    /// How many bytes of the literal name it.
    length: usize,
    certainty: Certainty,
    doubt: Doubt,
}

impl Found {
    fn certain(id: String, kind: Kind, length: usize) -> Self {
        Found { id, kind, length, certainty: Certainty::Certain, doubt: Doubt::None }
    }

    fn likely(id: String, kind: Kind, length: usize) -> Self {
        Found { id, kind, length, certainty: Certainty::Likely, doubt: Doubt::None }
    }
}

/// `org/name`, or `org/name/file` where the registry knows the id or the place names a model.
fn with_organization(base: &str, naming: Option<Naming>) -> Option<Found> {
    let mut parts = base.splitn(3, '/');
    let (organization, name, rest) = (parts.next()?, parts.next()?, parts.next());
    if !id::is_segment(organization) || !id::is_segment(name) || id::is_placeholder(organization, name) {
        return None;
    }
    let id = &base[..organization.len() + 1 + name.len()];
    let lower = id.to_ascii_lowercase();
    let kind = match naming.map(|naming| naming.named) {
        Some(Named::HubDataset) => Kind::Dataset,
        Some(Named::HubSpace) => Kind::Space,
        Some(Named::CatalogueModel) if registry::find_model(id).is_none() => Kind::OtherHub,
        _ => Kind::Model,
    };
    let known = registry::find_model(id).is_some();
    let mut doubt = Doubt::None;
    let named = naming.is_some_and(|naming| matches!(naming.named, Named::HubModel | Named::PublishedModel));
    if kind == Kind::Model {
        if !known && (registry::look_alike(&lower).is_some() || id::is_no_repository(organization, name)) {
            return None;
        }
        if rest.is_some() && !(known && rest.is_some_and(|rest| !rest.contains(' '))) {
            return None;
        }
        if !known {
            let sure = named && (id::known_organization(organization) || !id::is_plain_word(name));
            doubt = if sure { Doubt::None } else { id::doubt(organization, name)? };
        }
        if !known && !named && registry::known_dataset(&lower) {
            return None;
        }
    } else if id::has_file_ending(name) || rest.is_some() || id::is_no_repository(organization, name) {
        return None;
    }
    let certainty = if known || named { Certainty::Certain } else { Certainty::Likely };
    Some(Found { id: canonical(id), kind, length: id.len(), certainty, doubt })
}

/// A name without organisation: a short name of a library, a name with the library's own
/// organisation, or a legacy id of the Hub.
fn without_organization(base: &str, naming: Option<Naming>) -> Option<Found> {
    if !id::is_segment(base) || id::has_file_ending(base) {
        return None;
    }
    let Some(naming) = naming else { return if is_distinctive(base) { legacy(base) } else { None } };
    match naming.named {
        Named::HubModel => {}
        Named::CatalogueModel => return Some(Found::likely(base.to_string(), Kind::OtherHub, base.len())),
        _ => return None,
    }
    if let Some(table) = naming.short_names
        && let Some(short) = registry::short_name(table, base)
    {
        return Some(Found::certain(short.model.to_string(), Kind::Model, base.len()));
    }
    if let Some(found) = legacy(base) {
        return naming.bare.then_some(found).or_else(|| legacy(base).filter(|_| is_distinctive(base)));
    }
    let organization = naming.organization?;
    if id::starts_like_a_placeholder(base) {
        return None;
    }
    let id = format!("{organization}/{base}");
    let known = registry::find_model(&id);
    if known.is_none() && !base.contains('-') {
        return None;
    }
    let id = canonical(&id);
    Some(if known.is_some() {
        Found::certain(id, Kind::Model, base.len())
    } else {
        Found::likely(id, Kind::Model, base.len())
    })
}

/// A legacy id without organisation that the Hub still answers to.
fn legacy(base: &str) -> Option<Found> {
    let found = registry::find_model(base)?;
    Some(Found::certain(found.model.id().to_string(), Kind::Model, base.len()))
}

/// Whether a legacy name can hardly mean anything else: `bert-base-uncased`, not `gpt2` or `ctrl`.
pub(super) fn is_distinctive(base: &str) -> bool {
    base.bytes().filter(|byte| *byte == b'-').count() >= 2
        || (base.contains('-') && base.bytes().any(|byte| byte.is_ascii_digit()))
}

/// The present id of a legacy name without organisation. Ids with one stay as they are spelt: what a
/// rename means is for resolution to say.
#[must_use]
pub(super) fn canonical(id: &str) -> String {
    if id.contains('/') {
        return id.to_string();
    }
    registry::find_model(id).map_or_else(|| id.to_string(), |found| found.model.id().to_string())
}

/// A name of the Ollama library in a place that says `model`, or with a tag: the file has to speak of Ollama.
fn ollama_name(word: &str, naming: Option<Naming>) -> Option<Found> {
    let named = naming.is_some_and(|naming| naming.named == Named::HubModel);
    let (name, tag) = word.split_once(':').map_or((word, None), |(name, tag)| (name, Some(tag)));
    let known = match tag {
        Some(tag) => is_ollama_tag(name, tag),
        None => named && name.bytes().any(|byte| byte.is_ascii_digit()) && registry::find_ollama(name, None).is_some(),
    };
    let doubt = Doubt::Ollama;
    known.then(|| Found { doubt, ..Found::likely(format!("ollama:{word}"), Kind::Ollama, word.len()) })
}

/// A tag of the Ollama library, where the place or the spelling says so.
fn ollama(word: &str, start: usize, naming: Option<Naming>) -> Option<Hit> {
    let named = naming.is_some_and(|naming| naming.named == Named::OllamaModel);
    let rest = ["ollama://", "ollama:", "ollama/", "ollama_chat/"].iter().find_map(|prefix| word.strip_prefix(prefix));
    let name = match (rest, named) {
        (Some(rest), _) => rest,
        (None, true) => word,
        (None, false) => return None,
    };
    let name = name.strip_prefix("library/").unwrap_or(name);
    // `ollama://name:tag?pull=false`
    let name = name.split('?').next().unwrap_or(name);
    let (base, tag) = name.split_once(':').map_or((name, None), |(base, tag)| (base, Some(tag)));
    let shaped =
        |text: &str| !text.is_empty() && text.bytes().all(id::is_id_byte) && text.as_bytes()[0].is_ascii_alphanumeric();
    let parts_shaped = base.split('/').count() <= 2 && base.split('/').all(shaped) && tag.is_none_or(shaped);
    if !parts_shaped || id::has_file_ending(base) || !base.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    // Images of the Ollama server and of other tools stand in the same places. The library's names are in lower case.
    let not_a_model =
        matches!(base, "ollama" | "ollama/ollama" | "latest" | "true" | "false" | "none" | "null" | "model");
    let placeholder = ["test-", "any-", "my-", "some-", "your-", "non-existent", "nonexistent", "fake-", "example-"]
        .iter()
        .any(|start| base.starts_with(start));
    let shouted = !base.contains('/') && base.bytes().any(|byte| byte.is_ascii_uppercase());
    if not_a_model || placeholder || shouted {
        return None;
    }
    let offset = start + word.find(name).unwrap_or(0);
    Some(Hit {
        range: offset..offset + name.len(),
        id: format!("ollama:{name}"),
        kind: Kind::Ollama,
        class: Class::Use,
        construct: naming.filter(|_| named).map_or("ollama-uri", |naming| naming.construct),
        revision: None,
        certainty: Certainty::Certain,
        doubt: Doubt::None,
    })
}

/// Whether every word of a text is an id: a list, not a sentence.
fn is_list_of_ids(text: &str) -> bool {
    let mut words = text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| id::split(word).is_some())
}

/// Whether a text is a sentence around an address rather than the address itself.
fn reads_like_prose(text: &str) -> bool {
    text.split_whitespace()
        .filter(|word| {
            word.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b',' | b'.' | b'\'' | b':' | b'`'))
        })
        .take(3)
        .count()
        == 3
}
