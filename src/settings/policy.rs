//! What is welcome and what is not: `[licenses]`, `[models]`, `[publishers]`; and `[[model]]`, where the
//! user states a model's license.

use super::complaint::Complaints;
use super::names::nearest;
use super::sections::check_globs;
use super::toml::Section;
use super::types::{DeclaredModel, Policy, Written};
use crate::registry::LICENSES;

/// Reads the lists.
pub(super) fn from_sections(top: &Section, policy: &mut Policy, sink: &mut Complaints) {
    if let Some(section) = top.table("licenses", sink) {
        section.only(&["allow", "deny"], sink);
        policy.allowed_licenses = licenses(section, "allow", sink);
        policy.denied_licenses = licenses(section, "deny", sink);
    }
    if let Some(section) = top.table("models", sink) {
        section.only(&["allow", "deny"], sink);
        policy.allowed_models = globs(section, "allow", sink);
        policy.denied_models = globs(section, "deny", sink);
    }
    if let Some(section) = top.table("publishers", sink) {
        section.only(&["deny"], sink);
        policy.denied_publishers = globs(section, "deny", sink);
    }
}

fn globs(section: &Section, key: &str, sink: &mut Complaints) -> Vec<Written<String>> {
    let patterns = section.texts(key, sink);
    check_globs(&patterns, sink);
    patterns
}

/// License keys and globs; other names of a license become its key.
fn licenses(section: &Section, key: &str, sink: &mut Complaints) -> Vec<Written<String>> {
    let mut patterns = globs(section, key, sink);
    for pattern in &mut patterns {
        if let Some(license) = license_key(&pattern.value) {
            license.clone_into(&mut pattern.value);
        } else if !matches_any(&pattern.value) {
            unknown_license(pattern, sink);
        }
    }
    patterns
}

/// A name that is near to a known one is a slip; any other may be a license we do not carry.
fn unknown_license(pattern: &Written<String>, sink: &mut Complaints) {
    let what = format!("`{}` matches no license of the registry", pattern.value);
    if pattern.value.contains(['*', '?', '[']) {
        sink.warn(pattern.span, what, "has no effect");
    } else if let Some(near) = nearest(&pattern.value, names()) {
        sink.error(pattern.span, what, format!("did you mean `{near}`?"));
    } else {
        sink.warn(pattern.span, what, "has no effect on models whose license is in the registry");
    }
}

/// Reads one `[[model]]`.
pub(super) fn model(section: &Section, sink: &mut Complaints) -> Option<DeclaredModel> {
    section.only(&["id", "license", "reason", "text"], sink);
    let id = section.required("id", "name the model: org/name", sink);
    let license = section.required("license", "name its license", sink);
    let reason = section.required("reason", "say where you know it from", sink);
    let text = section.text("text", sink);
    let license = license?;
    let Some(key) = license_key(&license.value) else {
        let what = format!("the registry has no license `{}`", license.value);
        let label = match nearest(&license.value, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => String::new(),
        };
        sink.error(license.span, what, label).help =
            Some("write a key that `cargo model-license explain` knows, or an SPDX identifier".to_owned());
        return None;
    };
    Some(DeclaredModel {
        id: id?.value,
        license: key.to_owned(),
        reason: reason?.value,
        text: text.map(|text| text.value),
        span: section.span,
    })
}

/// The key of a license by any of its names.
fn license_key(name: &str) -> Option<&'static str> {
    let same = |other: &str| other.eq_ignore_ascii_case(name);
    let by_key = LICENSES.iter().find(|license| same(&license.key));
    let by_name = || {
        LICENSES.iter().find(|license| {
            same(&license.spdx) || license.hub_tags.iter().chain(license.license_names.iter()).any(|tag| same(tag))
        })
    };
    by_key.or_else(by_name).map(|license| license.key.0)
}

fn names() -> impl Iterator<Item = &'static str> {
    LICENSES.iter().flat_map(|license| [license.key.0, license.spdx.0])
}

fn matches_any(pattern: &str) -> bool {
    let Ok(pattern) = glob::Pattern::new(&pattern.to_lowercase()) else { return true };
    LICENSES.iter().any(|license| pattern.matches(&license.key.to_lowercase()))
}
