//! Models of other catalogues than the Hub: a name counts where a construct of the catalogue's library
//! holds it and the registry's table of the catalogue has it.

use super::atom::{Doubt, Hit, Naming};
use crate::mention::{Certainty, Class, Kind};
use crate::registry;
use crate::registry::schema::Catalogue;
use std::ops::Range;

/// What a construct of a catalogue says of a word.
pub(super) enum Answer {
    /// The catalogue has it.
    Has(Hit),
    /// It is a file or a folder of the user.
    HasNot,
    /// No catalogue is asked here.
    NotAsked,
}

/// Weights of Ultralytics keep their name in every place: commands, configuration, defaults.
const YOLO: &str = "ultralytics";

/// Asks the catalogue of the construct that holds a word.
pub(super) fn ask(word: &str, start: usize, naming: Option<Naming>) -> Answer {
    let Some(naming) = naming else { return Answer::NotAsked };
    let range = start..start + word.len();
    let Some(catalogue) = registry::catalogue_of(naming.construct) else {
        let yolo = word.ends_with(".pt").then(|| find(word, range, YOLO, naming.construct)).flatten();
        return yolo.map_or(Answer::NotAsked, Answer::Has);
    };
    // What is written as an address of the Hub, or is a model there, is for the general rules to judge.
    let of_hub = catalogue.hub_organization.is_none() && registry::find_model(word).is_some();
    if word.starts_with("hf") || (of_hub && word.contains('/')) {
        return Answer::NotAsked;
    }
    on_the_hub(word, start, catalogue, naming.construct)
        .or_else(|| find(word, range, &catalogue.id, naming.construct))
        .map_or(Answer::HasNot, Answer::Has)
}

/// A name of a catalogue that keeps its weights on the Hub under the same name.
fn on_the_hub(word: &str, start: usize, catalogue: &Catalogue, construct: &'static str) -> Option<Hit> {
    let id = format!("{}/{word}", catalogue.hub_organization?);
    registry::find_model(&id)?;
    Some(Hit {
        range: start..start + word.len(),
        id,
        kind: Kind::Model,
        class: Class::Use,
        construct,
        revision: None,
        certainty: Certainty::Certain,
        doubt: Doubt::None,
    })
}

/// A model of a catalogue. `:` before a branch or a tag (`owner/repository:v1.0`) pins a revision.
pub(super) fn find(word: &str, range: Range<usize>, catalogue: &str, construct: &'static str) -> Option<Hit> {
    let (name, revision) = word.split_once(':').map_or((word, None), |(name, tag)| (name, Some(tag)));
    let name = name.strip_suffix(".pt").unwrap_or(name);
    // A pattern may stand for many names, never for a path.
    let segments = name.split('/').count();
    if !name.split('/').all(super::id::is_segment) || (catalogue == "torch-hub" && segments != 2) {
        return None;
    }
    registry::find_other_model(catalogue, name)?;
    Some(Hit {
        range: range.start..range.start + name.len().min(range.len()),
        id: format!("{catalogue}:{name}"),
        kind: Kind::OtherHub,
        class: Class::Use,
        construct,
        revision: revision.map(str::to_owned),
        certainty: Certainty::Certain,
        doubt: Doubt::None,
    })
}

/// Where spaCy publishes its packages; requirement lines, lock files and commands name them by address.
const SPACY_RELEASES: &str = "explosion/spacy-models/releases/download/";

/// The packages of spaCy that a text names by address: `…/en_core_web_sm-3.8.0/…`.
pub(super) fn spacy_packages(text: &str, class: Class, hits: &mut Vec<Hit>) {
    for at in memchr::memmem::find_iter(text.as_bytes(), SPACY_RELEASES.as_bytes()) {
        let start = at + SPACY_RELEASES.len();
        let Some((release, _)) = text.get(start..).and_then(|rest| rest.split_once('/')) else { continue };
        let Some((name, version)) = release.split_once('-').filter(|_| release.len() < 100) else { continue };
        if let Some(hit) = find(name, start..start + name.len(), "spacy", "spacy-package") {
            hits.push(Hit { class, revision: Some(version.to_owned()), ..hit });
        }
    }
}
