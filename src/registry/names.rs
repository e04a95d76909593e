//! Other names of models: old Hub ids, the names of the Ollama library, and the organisations of all of them.

use super::blob::{self, ALIASES, OLLAMA, RENAMED_ORGANIZATIONS};
use super::layout;
use super::models::{Found, find_model};
use super::schema::{Alias, OllamaModel};
use super::tables::DATASETS;

/// The tag that the Ollama library means where none is given.
const DEFAULT_TAG: &str = "latest";

/// The answer of [`find_ollama`].
#[derive(Clone, Copy, Debug)]
pub struct FoundOllama {
    /// The row that fits, with its evidence.
    pub row: &'static OllamaModel,
    /// The facts of the weights on the Hub.
    pub found: Found,
}

/// The present record of an old id. An organisation's rename counts only where the present id is known.
pub(super) fn find_alias(id: &str) -> Option<(&'static Alias, u32)> {
    if let Ok(at) = ALIASES.binary_search_by(|alias| layout::compare_ids(alias.old.as_bytes(), id.as_bytes())) {
        let alias = ALIASES.get(at)?;
        return Some((alias, blob::find(alias.new.as_bytes())?));
    }
    let (organization, name) = id.split_once('/')?;
    let alias = RENAMED_ORGANIZATIONS.iter().find(|alias| alias.old.eq_ignore_ascii_case(organization))?;
    Some((alias, blob::find(format!("{}/{name}", alias.new).as_bytes())?))
}

/// Looks up a model of the Ollama library by name and tag, as in `ollama run name:tag`.
///
/// A namespace (`user/name`) is no library name. A tag that no row names is answered only where
/// the library's rows say that every tag is of the same model.
#[must_use]
pub fn find_ollama(name: &str, tag: Option<&str>) -> Option<FoundOllama> {
    let name = name.strip_prefix("library/").unwrap_or(name);
    let tag = tag.filter(|tag| !tag.is_empty()).unwrap_or(DEFAULT_TAG);
    let start = OLLAMA.partition_point(|row| layout::compare_ids(row.name.as_bytes(), name.as_bytes()).is_lt());
    let rows = OLLAMA.get(start..)?.iter().take_while(|row| row.name.eq_ignore_ascii_case(name));
    // An exact tag before a pattern, a longer pattern before a shorter one.
    let row = rows
        .filter(|row| layout::fits(row.tag.as_bytes(), tag.as_bytes()))
        .max_by_key(|row| (!row.tag.contains('*'), row.tag.len()))?;
    Some(FoundOllama { row, found: find_model(row.model)? })
}

/// Whether a name is the first segment of a known Hub id, without regard to ASCII case.
///
/// Costs a few nanoseconds: the scanner asks it for every `/` of every file.
#[must_use]
#[inline]
pub fn known_organization(organization: &[u8]) -> bool {
    blob::has_organization(organization)
}

/// Whether a lower-case id is one of a known dataset.
#[must_use]
pub fn known_dataset(id: &str) -> bool {
    DATASETS.binary_search(&id).is_ok()
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::super::models::models;
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_alias_leads_to_its_target_in_any_case() {
        for alias in ALIASES {
            for old in [alias.old.to_owned(), alias.old.to_uppercase(), alias.old.to_lowercase()] {
                let found = find_model(&old).expect(&old);
                assert_eq!(found.model.id(), alias.new);
                assert_eq!(found.alias.map(|alias| alias.old), Some(alias.old));
            }
        }
        assert!(find_model("bert-base-uncased").is_some());
    }

    #[test]
    fn a_renamed_organisation_counts_only_where_the_present_id_is_known() {
        let mut followed = 0;
        for alias in RENAMED_ORGANIZATIONS {
            assert!(find_model(&format!("{}/no-such-model", alias.old)).is_none());
            let prefix = format!("{}/", alias.new);
            for model in models().filter(|model| model.id().starts_with(&prefix)) {
                let old = model.id().replace(&prefix, &format!("{}/", alias.old));
                let found = find_model(&old).expect(&old);
                assert!(found.model == model || found.alias.is_none_or(|used| used.old != alias.old), "{old}");
                followed += 1;
            }
        }
        assert!(followed > 100);
    }

    #[test]
    fn organisations_are_those_of_the_table() {
        let mut known: BTreeSet<String> =
            models().filter_map(|model| Some(model.id().split_once('/')?.0.to_ascii_lowercase())).collect();
        known.extend(ALIASES.iter().filter_map(|alias| Some(alias.old.split_once('/')?.0.to_ascii_lowercase())));
        known.extend(RENAMED_ORGANIZATIONS.iter().map(|alias| alias.old.to_ascii_lowercase()));
        for name in &known {
            assert!(known_organization(name.as_bytes()), "{name}");
            assert!(known_organization(name.to_uppercase().as_bytes()), "{name}");
        }
        let words = include_str!("models.rs").split(|c: char| !c.is_alphanumeric());
        let shortened = known.iter().map(|name| &name[1..]);
        for name in words.chain(shortened).chain(["", "/", "google/", "\u{e4}", "bert-base-uncased"]) {
            assert_eq!(known_organization(name.as_bytes()), known.contains(&name.to_ascii_lowercase()), "{name}");
        }
        assert!(!known_organization(&[b'a'; 5000]));
        assert!(!known_organization(&[0xff, 0, 0x80]));
    }

    #[test]
    fn every_ollama_row_is_found_by_its_own_tag() {
        for row in OLLAMA {
            let tag = row.tag.replace('*', "");
            let found = find_ollama(row.name, Some(tag.as_str()));
            if !row.tag.contains('*') {
                assert_eq!(found.expect(row.name).row.model, row.model);
            }
        }
        assert!(find_ollama("no-such-model", None).is_none());
        assert!(find_ollama("", Some("")).is_none());
    }

    #[test]
    fn sizes_of_one_name_are_different_models() {
        for (name, tag, model) in [
            ("qwen2.5-coder", None, "Qwen/Qwen2.5-Coder-7B-Instruct"),
            ("qwen2.5-coder", Some("3b"), "Qwen/Qwen2.5-Coder-3B-Instruct"),
            ("qwen2.5-coder", Some("3b-instruct-q4_K_M"), "Qwen/Qwen2.5-Coder-3B-Instruct"),
            ("qwen2.5-coder", Some("3b-base-q4_K_M"), "Qwen/Qwen2.5-Coder-3B"),
            ("library/mistral-small", Some("22b"), "mistralai/Mistral-Small-Instruct-2409"),
            ("Mistral-Small", Some("latest"), "mistralai/Mistral-Small-24B-Instruct-2501"),
            ("deepseek-r1", Some("8b"), "deepseek-ai/DeepSeek-R1-0528-Qwen3-8B"),
            ("deepseek-r1", Some("8b-llama-distill-q8_0"), "deepseek-ai/DeepSeek-R1-Distill-Llama-8B"),
            ("mistral-nemo", Some("anything"), "mistralai/Mistral-Nemo-Instruct-2407"),
        ] {
            assert_eq!(find_ollama(name, tag).map(|found| found.row.model), Some(model), "{name} {tag:?}");
        }
        for (name, tag) in [("qwen2.5-coder", "99b"), ("someone/qwen2.5", "3b"), ("qwen2.5-code", "3b")] {
            assert!(find_ollama(name, Some(tag)).is_none(), "{name}:{tag}");
        }
    }
}
