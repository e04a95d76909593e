//! Models whose license text was looked up, where the Hub's tag is missing, vague or contradicted.

use super::layout;
use super::models::find_model;
use super::schema::{Confidence, Curated, Evidence, License, List, Text};
use super::tables::find_license;

use Confidence::{Interpreted, Read, Reported};

include!(concat!(env!("OUT_DIR"), "/curated.rs"));

/// The answer of [`find_curated`].
#[derive(Clone, Copy, Debug)]
pub struct FoundCurated {
    /// The entry.
    pub entry: &'static Curated,
    /// Whether a pattern led to it: then the answer is one for a family, not for this model.
    pub by_pattern: bool,
}

/// The present terms of a model. Old ids are followed; an exact id comes before a pattern.
#[must_use]
pub fn find_curated(id: &str) -> Option<FoundCurated> {
    let present = find_model(id).and_then(|found| found.alias.map(|_| found.model.id()));
    let exact = curated_history(id).chain(present.into_iter().flat_map(curated_history));
    if let Some(entry) = exact.into_iter().find(|entry| entry.until.is_none()) {
        return Some(FoundCurated { entry, by_pattern: false });
    }
    let id = present.unwrap_or(id);
    let fits = |entry: &&Curated| entry.pattern.is_some_and(|pattern| layout::fits(pattern.as_bytes(), id.as_bytes()));
    CURATED.iter().find(fits).map(|entry| FoundCurated { entry, by_pattern: true })
}

/// All terms that a model had: the present ones first, then those with an `until`.
pub fn curated_history(id: &str) -> impl Iterator<Item = &'static Curated> {
    let start = CURATED_IDS.partition_point(|(known, _)| layout::compare_ids(known.as_bytes(), id.as_bytes()).is_lt());
    let same = CURATED_IDS
        .get(start..)
        .unwrap_or_default()
        .iter()
        .take_while(move |(known, _)| known.eq_ignore_ascii_case(id));
    same.filter_map(|(_, number)| CURATED.get(usize::from(*number)))
}

impl Curated {
    /// The license of the weights, where the registry holds its text.
    #[must_use]
    pub fn license(&self) -> Option<&'static License> {
        find_license(&self.license?)
    }

    /// Further licenses that bind, each with its key.
    pub fn also(&self) -> impl Iterator<Item = (&'static str, Option<&'static License>)> {
        let keys: List<Text> = self.also;
        keys.0.iter().map(|key| (key.0, find_license(key)))
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn every_curated_id_is_found() {
        for entry in CURATED {
            for id in entry.ids.iter() {
                assert!(curated_history(&id.to_uppercase()).any(|found| std::ptr::eq(found, entry)), "{id}");
                if entry.until.is_none() {
                    assert!(std::ptr::eq(find_curated(id).expect(id).entry, entry), "{id}");
                }
            }
        }
        assert!(find_curated("nobody/nothing").is_none());
        assert!(find_curated("").is_none());
    }

    #[test]
    fn the_text_is_another_than_the_tag() {
        let license = |id: &str| find_curated(id).and_then(|found| found.entry.license).map(|key| key.0);
        assert_eq!(license("deepseek-ai/deepseek-v3"), Some("deepseek-model-1.0"));
        assert_eq!(license("MiniMaxAI/MiniMax-M2.5"), Some("minimax-model-license"));
        assert_eq!(license("THUDM/chatglm3-6b"), Some("chatglm3"));
        assert_eq!(license("black-forest-labs/FLUX.1-dev"), Some("flux-1-dev-nc-1.1.1"));
        assert_eq!(curated_history("black-forest-labs/FLUX.1-dev").count(), 2);
        let kimi = find_curated("moonshotai/Kimi-K2-Base").and_then(|found| found.entry.license());
        assert_eq!(kimi.map(|license| license.key.0), Some("kimi-k2-modified-mit"));
        let distilled = find_curated("deepseek-ai/DeepSeek-R1-Distill-Llama-8B").expect("a curated model").entry;
        assert_eq!(
            distilled.also().map(|(key, license)| (key, license.is_some())).collect::<Vec<_>>(),
            [("llama3.1", true)]
        );
    }
}
