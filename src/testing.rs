//! What unit tests of several modules build on: settings, mentions and models made by hand.

use crate::mention::{Certainty, Class, Kind, Mention};
use crate::registry::schema::{Activity, License};
use crate::resolve::{Known, Resolver, Usage, resolve_with};
use crate::settings::{DeclaredUse, Policy, ScanSettings, Settings};
use crate::text::{SourceText, Span};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The license of a key that the registry has.
pub(crate) fn license(key: &str) -> &'static License {
    crate::registry::find_license(key).expect("a license of the registry")
}

/// What a run without configuration assumes.
pub(crate) fn settings() -> Settings {
    Settings {
        root: PathBuf::new(),
        source: None,
        usage: DeclaredUse {
            declared: false,
            commercial: true,
            activities: vec![Activity::Product],
            facts: BTreeMap::new(),
        },
        levels: BTreeMap::new(),
        policy: Policy::default(),
        exceptions: Vec::new(),
        models: Vec::new(),
        scan: ScanSettings::default(),
        notice_files: Vec::new(),
        today: Some("2026-11-24".to_owned()),
        packages: Vec::new(),
    }
}

/// A place that uses a model of the Hub.
pub(crate) fn place(path: &str, id: &str) -> Mention {
    mention(path, "model = load()\n", id, Kind::Model, "from_pretrained")
}

/// A weights file.
pub(crate) fn weights(path: &str) -> Mention {
    mention(path, "", &format!("file:{path}"), Kind::Weights, "gguf")
}

/// A weights file whose header names a model.
pub(crate) fn weights_of(path: &str, id: &str) -> [Mention; 2] {
    [weights(path), mention(path, "", id, Kind::Model, "gguf")]
}

/// Any place.
pub(crate) fn mention(path: &str, text: &str, id: &str, kind: Kind, construct: &'static str) -> Mention {
    Mention {
        source: Arc::new(SourceText::new(path, text.as_bytes())),
        span: Span { start: 0, end: text.len().min(5) },
        id: id.to_owned(),
        kind,
        class: Class::Use,
        construct,
        revision: None,
        certainty: Certainty::Certain,
        declared_license: None,
        dependency: None,
    }
}

/// A registry in which the name of the organisation is the tag of all its models: `llama3.1/any`;
/// `untagged/any` has no tag, `unknown/any` is not known.
pub(crate) fn by_organization(id: &str) -> Option<Known> {
    let (organization, _) = id.split_once('/')?;
    let known = Known { id: id.to_owned(), ..Known::default() };
    match organization {
        "unknown" => None,
        "untagged" => Some(known),
        tag => Some(Known { tag: Some(tag.to_owned()), ..known }),
    }
}

/// The usages of mentions, resolved by [`by_organization`].
pub(crate) fn usages(mentions: &[Mention], settings: &Settings) -> Vec<Usage> {
    resolve_with(mentions, settings, &Resolver { declared: &settings.models, look_up: by_organization })
}

/// Writes a file of a scratch repository.
pub(crate) fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders are made");
    std::fs::write(path, text).expect("the file is written");
}

/// Enough of the Llama 3.1 license to be recognised.
pub(crate) const LLAMA_TEXT: &str =
    "LLAMA 3.1 COMMUNITY LICENSE AGREEMENT\nLlama 3.1 Version Release Date: July 23, 2024\n";

/// Enough of the Apache license to be recognised.
pub(crate) const APACHE_TEXT: &str = "Apache License\nVersion 2.0, January 2004\n\
    You must give any other recipients of the Work or Derivative Works a copy of this License\n";

/// The notice of Llama 3.1, wrapped as people wrap it.
pub(crate) const LLAMA_NOTICE: &str = "Llama 3.1 is licensed under the Llama 3.1 Community License,\n\
    Copyright © Meta Platforms, Inc. All Rights Reserved.\n";
