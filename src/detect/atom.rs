//! What the readers of all kinds of file hand to identification: a piece of text and what its place says of it.

use crate::mention::{Certainty, Class, Kind};
use crate::registry::schema::{Call, Key, Named};
use std::ops::Range;

/// What the place of a text says about what it names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Naming {
    /// What is named there.
    pub named: Named,
    /// The construct's name.
    pub construct: &'static str,
    /// The organisation of a name without one.
    pub organization: Option<&'static str>,
    /// The table of short names.
    pub short_names: Option<&'static str>,
    /// Whether a legacy name without organisation can stand there.
    pub bare: bool,
}

impl Naming {
    /// What a call says of its argument.
    #[must_use]
    pub(super) fn of_call(call: &'static Call) -> Self {
        Naming {
            named: call.names_a,
            construct: call.id.0,
            organization: call.organization.map(|text| text.0),
            short_names: call.short_names.map(|text| text.0),
            bare: true,
        }
    }

    /// What a key says of its value.
    #[must_use]
    pub(super) fn of_key(key: &'static Key) -> Self {
        Naming {
            named: key.names_a,
            construct: key.id.0,
            organization: key.organization.map(|text| text.0),
            short_names: key.short_names.map(|text| text.0),
            bare: key.bare,
        }
    }

    /// A naming without defaults.
    #[must_use]
    pub(super) fn plain(named: Named, construct: &'static str) -> Self {
        Naming { named, construct, organization: None, short_names: None, bare: false }
    }
}

/// How a text is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A string of code or a value of configuration.
    Literal,
    /// Prose: documentation, comments, recorded output.
    Prose,
}

/// A piece of text and what its place says of it.
#[derive(Clone, Debug)]
pub(super) struct Atom<'a> {
    /// The text.
    pub text: &'a str,
    /// Where it begins in the scanned text.
    pub offset: usize,
    /// How it is to be read.
    pub place: Place,
    /// What the place says, if anything.
    pub naming: Option<Naming>,
    /// The revision that the place pins.
    pub revision: Option<String>,
}

/// An identified mention, in offsets of the scanned text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// The bytes that name it.
    pub range: Range<usize>,
    /// Canonical id.
    pub id: String,
    /// What is named.
    pub kind: Kind,
    /// Used or mentioned.
    pub class: Class,
    /// The construct's name.
    pub construct: &'static str,
    /// The pinned revision.
    pub revision: Option<String>,
    /// How sure it is.
    pub certainty: Certainty,
    /// What the rest of the file has to confirm.
    pub doubt: Doubt,
}

/// What speaks against a hit as long as it stands alone: `settle` asks the rest of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Nothing.
    None,
    /// The registry does not know the organisation; the name reads like a model's.
    Organization,
    /// The registry knows the organisation; the name does not read like a model's.
    Name,
    /// The name is one of the Ollama library, and nothing near it says Ollama.
    Ollama,
    /// The name is a short one of sentence-transformers, and nothing near it loads it.
    ShortName,
}

/// Whether a text is worth asking what it stands for: most are sentences or numbers, without any id.
#[must_use]
pub(super) fn may_hold_an_id(text: &str) -> bool {
    (2..=200).contains(&text.len()) && !text.bytes().any(|byte| byte.is_ascii_whitespace())
        || memchr::memchr(b'/', text.as_bytes()).is_some()
        || text.contains("models--")
}
