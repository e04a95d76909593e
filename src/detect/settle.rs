//! What single places leave open, the whole file decides.
//!
//! Runs when a file has been read, before its hits become mentions: an organisation that a file loads
//! from elsewhere is one, a name that the file links to another place is no model.

use super::atom::{Doubt, Hit};
use super::id;
use crate::mention::{Certainty, Class, Kind};
use crate::registry;
use std::collections::BTreeSet;

/// How far apart, in bytes, two ids of one organisation may stand to vouch for each other.
const NEAR: usize = 600;

/// Drops the hits that nothing in the file confirms.
pub(super) fn settle(text: &str, path: &str, hits: &mut Vec<Hit>) {
    let evidence = Evidence::new(text, path, hits);
    hits.retain(|hit| evidence.confirms(hit) && !is_code_repository(text, hit));
    for hit in hits.iter_mut().filter(|hit| evidence.is_dataset(hit)) {
        hit.kind = Kind::Dataset;
    }
}

/// What the undoubted hits of a file show.
struct Evidence {
    /// Ids of models, in lower case.
    ids: BTreeSet<String>,
    /// Ids of datasets, in lower case.
    datasets: BTreeSet<String>,
    /// Organisations of models with the places that name them, in lower case, sorted.
    organizations: Vec<(String, usize)>,
    speaks_of_ollama: bool,
    speaks_of_sentence_transformers: bool,
}

impl Evidence {
    fn new(text: &str, path: &str, hits: &[Hit]) -> Self {
        let doubted = |wanted: Doubt| hits.iter().any(|hit| hit.doubt == wanted);
        let sure = || hits.iter().filter(|hit| hit.doubt == Doubt::None);
        let ids_of = |kind: Kind| sure().filter(move |hit| hit.kind == kind).map(|hit| hit.id.to_ascii_lowercase());
        let mut organizations: Vec<(String, usize)> = sure()
            .filter(|hit| hit.kind == Kind::Model)
            .filter_map(|hit| Some((id::split(&hit.id)?.0.to_ascii_lowercase(), hit.range.start)))
            .collect();
        organizations.sort();
        Evidence {
            ids: ids_of(Kind::Model).collect(),
            datasets: ids_of(Kind::Dataset).collect(),
            organizations,
            speaks_of_ollama: doubted(Doubt::Ollama)
                && (path.to_ascii_lowercase().contains("ollama")
                    || ["ollama", "Ollama", "OLLAMA"].iter().any(|word| text.contains(word))),
            speaks_of_sentence_transformers: doubted(Doubt::ShortName)
                && ["SentenceTransformer", "sentence-transformers", "sentence_transformers", "SBERT"]
                    .iter()
                    .any(|word| text.contains(word)),
        }
    }

    fn confirms(&self, hit: &Hit) -> bool {
        let lower = hit.id.to_ascii_lowercase();
        let organization = || lower.split('/').next().unwrap_or_default();
        match hit.doubt {
            Doubt::None => true,
            Doubt::Ollama => self.speaks_of_ollama,
            Doubt::ShortName => self.speaks_of_sentence_transformers,
            Doubt::Organization => self.ids.contains(&lower) || self.places_of(organization()).next().is_some(),
            Doubt::Name => {
                let near = |place: usize| place.abs_diff(hit.range.start) <= NEAR;
                self.ids.contains(&lower) || (hit.class == Class::Use && self.places_of(organization()).any(near))
            }
        }
    }

    /// The places of an organisation.
    fn places_of<'a>(&'a self, organization: &'a str) -> impl Iterator<Item = usize> + 'a {
        let start = self.organizations.partition_point(|(known, _)| known.as_str() < organization);
        self.organizations[start..].iter().take_while(move |(known, _)| known == organization).map(|(_, place)| *place)
    }

    /// Prose about what the file loads as a dataset.
    fn is_dataset(&self, hit: &Hit) -> bool {
        hit.kind == Kind::Model
            && hit.construct == "prose"
            && !self.datasets.is_empty()
            && self.datasets.contains(&hit.id.to_ascii_lowercase())
            && registry::find_model(&hit.id).is_none()
    }
}

/// An id that only reads like a model's, and that the file says is a repository of code.
fn is_code_repository(text: &str, hit: &Hit) -> bool {
    hit.kind == Kind::Model
        && hit.certainty == Certainty::Likely
        && hit.id.contains('/')
        && text.contains(&format!("github.com/{}", hit.id))
        && registry::find_model(&hit.id).is_none()
}
