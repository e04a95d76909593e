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
    hits.retain(|hit| evidence.confirms(hit) && !evidence.is_code_repository(hit));
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
    /// Repositories of code, in lower case; looked for only where a hit may be one.
    code: BTreeSet<String>,
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
            code: if hits.iter().any(|hit| hit.certainty == Certainty::Likely) {
                code_repositories(text)
            } else {
                BTreeSet::new()
            },
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
            Doubt::Organization => self.ids.contains(&lower) || self.names(organization(), 0, usize::MAX),
            Doubt::Name => {
                let place = hit.range.start;
                self.ids.contains(&lower)
                    || (hit.class == Class::Use
                        && self.names(organization(), place.saturating_sub(NEAR), place.saturating_add(NEAR)))
            }
        }
    }

    /// Whether the organisation is named between two places.
    fn names(&self, organization: &str, from: usize, to: usize) -> bool {
        let at = self.organizations.partition_point(|(known, place)| (known.as_str(), *place) < (organization, from));
        self.organizations.get(at).is_some_and(|(known, place)| known == organization && *place <= to)
    }

    /// Prose about what the file loads as a dataset.
    fn is_dataset(&self, hit: &Hit) -> bool {
        hit.kind == Kind::Model
            && hit.construct == "prose"
            && !self.datasets.is_empty()
            && self.datasets.contains(&hit.id.to_ascii_lowercase())
            && registry::find_model(&hit.id).is_none()
    }

    /// An id that only reads like a model's, and that the file says is a repository of code.
    fn is_code_repository(&self, hit: &Hit) -> bool {
        hit.kind == Kind::Model
            && hit.certainty == Certainty::Likely
            && self.code.contains(&hit.id.to_ascii_lowercase())
            && registry::find_model(&hit.id).is_none()
    }
}

/// The repositories of code that a text links to, in lower case.
fn code_repositories(text: &str) -> BTreeSet<String> {
    let host = "github.com/";
    let word = |at: usize| {
        let rest = &text[at + host.len()..];
        let length = rest.bytes().take_while(|byte| id::is_id_byte(*byte) || *byte == b'/').count();
        let mut segments = rest[..length].split('/');
        let (owner, name) = (segments.next()?, segments.next()?);
        let name = name.trim_end_matches('.');
        Some(format!("{owner}/{}", name.strip_suffix(".git").unwrap_or(name)).to_ascii_lowercase())
    };
    memchr::memmem::find_iter(text.as_bytes(), host.as_bytes()).filter_map(word).collect()
}
