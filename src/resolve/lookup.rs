//! What the registry says of a model, in the shape that resolution needs; and which licenses a word means.
//!
//! The one place where resolution touches the tables: tests put their own function in its stead.

use super::types::{Evidence, Gated};
use crate::registry::schema::License;
use crate::registry::{LICENSES, find_license};

/// What the registry knows of an id.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The present id.
    pub id: String,
    /// The name that was asked for, where it differs.
    pub alias_of: Option<String>,
    /// The Hub's tag, if the Hub has one.
    pub tag: Option<String>,
    /// The name beside the tag `other`; may be empty.
    pub license_name: String,
    /// Licenses of the publisher's text, where it was read, with the finding in words.
    pub text: Option<ReadText>,
    /// The registry has a row for the id but nobody looked at its license.
    pub not_observed: bool,
    /// The row comes from neither the Hub nor the publisher.
    pub second_hand: bool,
    /// Whether the Hub gates it.
    pub gated: Option<Gated>,
    /// Base ids with relation.
    pub bases: Vec<(String, String)>,
    /// Where the tag is known from.
    pub sources: Vec<Evidence>,
    /// What other sources say instead: the value as a tag.
    pub conflicts: Vec<Evidence>,
    /// What the Hub itself said before: the value as a tag.
    pub earlier: Vec<Evidence>,
}

/// The publisher's text, as someone read it.
#[derive(Clone, Debug, Default)]
pub struct ReadText {
    /// The licenses it amounts to; all apply.
    pub licenses: Vec<&'static License>,
    /// The name of a text that binds and that the registry does not hold.
    pub unheld: Option<String>,
    /// What was read, and what the tag hides.
    pub why: String,
    /// Where and when.
    pub evidence: Vec<Evidence>,
    /// It was read for the series, not for this very model.
    pub of_family: bool,
    /// Others report it.
    pub second_hand: bool,
}

/// How resolution asks the registry.
pub type LookUp = fn(&str) -> Option<Known>;

/// The licenses that a Hub tag means. Several tags (`apache-2.0,bsd-3-clause`) all apply, so that all
/// must be known. The tag `other` is decided by the name beside it.
#[must_use]
pub fn licenses_of_tag(tag: &str, license_name: &str) -> Vec<&'static License> {
    let licenses: Vec<_> = tag.split(',').map(|tag| license_of_one_tag(tag.trim(), license_name)).collect();
    licenses.into_iter().collect::<Option<Vec<_>>>().unwrap_or_default()
}

fn license_of_one_tag(tag: &str, license_name: &str) -> Option<&'static License> {
    let means =
        |words: &[crate::registry::schema::Text], word: &str| words.iter().any(|w| w.eq_ignore_ascii_case(word));
    if tag.eq_ignore_ascii_case("other") {
        return LICENSES.iter().find(|license| !license_name.is_empty() && means(&license.license_names, license_name));
    }
    LICENSES.iter().find(|license| means(&license.hub_tags, tag))
}

/// As [`licenses_of_tag`]; headers and cards also state SPDX identifiers and names of licenses.
#[must_use]
pub(super) fn licenses_of_statement(stated: &str, license_name: &str) -> Vec<&'static License> {
    let tagged = licenses_of_tag(stated, license_name);
    if !tagged.is_empty() {
        return tagged;
    }
    let by_name = || LICENSES.iter().find(|license| license.name.eq_ignore_ascii_case(stated));
    license_by_word(stated).or_else(by_name).into_iter().collect()
}

/// The license that a user's word means: a registry key, an SPDX identifier, or a Hub tag.
#[must_use]
pub fn license_by_word(word: &str) -> Option<&'static License> {
    find_license(&word.to_ascii_lowercase())
        .or_else(|| LICENSES.iter().find(|license| license.spdx.eq_ignore_ascii_case(word)))
        .or_else(|| license_of_one_tag(word, word))
}

/// The tag as it is printed.
#[must_use]
pub(super) fn tag_words(tag: &str, license_name: &str) -> String {
    if license_name.is_empty() { tag.to_owned() } else { format!("{tag} ({license_name})") }
}
