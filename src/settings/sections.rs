//! The sections of the configuration: which there are, and those that are short.

use super::complaint::Complaints;
use super::date::is_date;
use super::root::ConfigText;
use super::toml::{self, Section, Value, wrong_kind};
use super::types::{Exception, ScanSettings, Settings, Written};
use super::{levels, policy, usage};
use crate::text::SourceText;

/// The keys at the top.
const KEYS: [&str; 9] = ["usage", "rules", "licenses", "models", "publishers", "exception", "model", "scan", "notices"];

impl ConfigText {
    /// Reads the configuration into the settings.
    pub(super) fn read(&self, sink: &mut Complaints, settings: &mut Settings, rules: &[&str]) {
        let document = toml::parse(&self.source, sink);
        let Some(section) = self.tables.iter().try_fold(&document, |section, key| match section.get(key) {
            Some(Written { value: Value::Table(inner), .. }) => Some(inner),
            _ => None,
        }) else {
            return;
        };
        // Messages call the tables by their short names, also inside of Cargo.toml.
        let section = renamed(section, &section.name);
        section.only(&KEYS, sink);
        read_sections(&section, sink, settings, rules);
    }
}

fn read_sections(top: &Section, sink: &mut Complaints, settings: &mut Settings, rules: &[&str]) {
    if let Some(section) = top.table("usage", sink) {
        usage::from_section(section, &mut settings.usage, sink);
    }
    if let Some(section) = top.table("rules", sink) {
        levels::from_section(section, rules, &mut settings.levels, sink);
    }
    policy::from_sections(top, &mut settings.policy, sink);
    settings.models =
        top.tables("model", sink).into_iter().filter_map(|section| policy::model(section, sink)).collect();
    settings.exceptions =
        top.tables("exception", sink).into_iter().filter_map(|section| exception(section, rules, sink)).collect();
    if let Some(section) = top.table("scan", sink) {
        scan(section, &mut settings.scan, sink);
    }
    if let Some(section) = top.table("notices", sink) {
        section.only(&["files"], sink);
        let files = section.texts("files", sink);
        check_globs(&files, sink);
        settings.notice_files = files.into_iter().map(|file| file.value).collect();
    }
}

fn exception(section: &Section, rules: &[&str], sink: &mut Complaints) -> Option<Exception> {
    section.only(&["model", "rule", "path", "reason", "expires"], sink);
    let model = section.text("model", sink);
    let rule = section.text("rule", sink);
    let path = section.text("path", sink);
    if ["model", "rule", "path"].iter().all(|key| section.get(key).is_none()) {
        let label = "name a `model`, a `rule` or a `path`";
        sink.error(section.span, "[[exception]] accepts every finding", label);
    }
    if let Some(rule) = &rule {
        levels::check_rule(rule, rules, sink);
    }
    check_globs(model.as_slice(), sink);
    check_globs(path.as_slice(), sink);
    let expires = section.text("expires", sink);
    if let Some(day) = expires.as_ref().filter(|day| !is_date(&day.value)) {
        sink.error(day.span, "`expires` is not a day", "write YYYY-MM-DD");
    }
    let reason = section.required("reason", "say why it is accepted", sink)?;
    Some(Exception {
        model: model.map(|written| written.value),
        rule: rule.map(|written| written.value),
        path: path.map(|written| written.value),
        reason: reason.value,
        expires: expires.map(|written| written.value),
        span: section.span,
    })
}

fn scan(section: &Section, settings: &mut ScanSettings, sink: &mut Complaints) {
    section.only(&["exclude", "max-file-size"], sink);
    settings.exclude = section.texts("exclude", sink);
    check_globs(&settings.exclude, sink);
    let Some(value) = section.get("max-file-size") else { return };
    let size = match &value.value {
        Value::Number(bytes) => Some(*bytes),
        Value::Text(text) => bytes(text),
        _ => None,
    };
    match size {
        Some(size) => settings.max_file_size = size,
        None => wrong_kind(value, "max-file-size", "a number of bytes, or text such as \"16 MiB\"", sink),
    }
}

/// Bytes with a unit: `16 MiB`, `500kB`.
fn bytes(text: &str) -> Option<u64> {
    let at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number: u64 = text[..at].parse().ok()?;
    let unit = match text[at..].trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "kb" => 1_000,
        "kib" => 1 << 10,
        "mb" => 1_000_000,
        "mib" => 1 << 20,
        "gb" => 1_000_000_000,
        "gib" => 1 << 30,
        _ => return None,
    };
    number.checked_mul(unit)
}

/// Complains about patterns that are no globs.
pub(super) fn check_globs(patterns: &[Written<String>], sink: &mut Complaints) {
    for pattern in patterns {
        if let Err(error) = glob::Pattern::new(&pattern.value) {
            sink.error(pattern.span, format!("`{}` is not a pattern", pattern.value), error.msg);
        }
    }
}

/// The section with the names of its tables shortened by a prefix.
fn renamed(section: &Section, prefix: &str) -> Section {
    let short = |name: &str| name.strip_prefix(prefix).unwrap_or(name).trim_start_matches('.').to_owned();
    let mut section = Section { name: short(&section.name), ..section.clone() };
    for entry in &mut section.entries {
        match &mut entry.value.value {
            Value::Table(inner) => *inner = renamed(inner, prefix),
            Value::List(items) => {
                for item in items {
                    if let Value::Table(inner) = &mut item.value {
                        *inner = renamed(inner, prefix);
                    }
                }
            }
            _ => {}
        }
    }
    section
}

/// Whether the text of a `Cargo.toml` holds our table, without complaints about the rest.
pub(super) fn holds_table(source: &SourceText, path: &[&str]) -> bool {
    if !source.text().contains("model-license") {
        return false;
    }
    let mut ignored = Complaints::new(std::sync::Arc::new(SourceText::new("", b"")));
    let document = toml::parse(source, &mut ignored);
    path.iter()
        .try_fold(&document, |section, key| match section.get(key) {
            Some(Written { value: Value::Table(inner), .. }) => Some(inner),
            _ => None,
        })
        .is_some()
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes_have_units() {
        assert_eq!(bytes("16 MiB"), Some(16 << 20));
        assert_eq!(bytes("500kB"), Some(500_000));
        assert_eq!(bytes("12"), Some(12));
        assert_eq!(bytes("12 parsecs"), None);
        assert_eq!(bytes("MiB"), None);
    }
}
