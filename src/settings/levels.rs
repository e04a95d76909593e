//! Levels of rules: `[rules]`, and `-D`, `-W`, `-A`, `--note` of the command line, which win.

use super::complaint::{Complaint, Complaints};
use super::names::{nearest, quoted_list};
use super::toml::Section;
use super::types::Written;
use crate::cli::Options;
use crate::report::Level;
use crate::text::{SourceText, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Every rule at once. A rule that is named itself wins, so the order does not matter.
const ALL: &str = "all";

/// Reads `[rules]`.
pub(super) fn from_section(
    section: &Section,
    rules: &[&str],
    levels: &mut BTreeMap<String, Level>,
    sink: &mut Complaints,
) {
    let mut stated = Vec::new();
    for entry in &section.entries {
        let known = entry.key.value == ALL || check_rule(&entry.key, rules, sink);
        let Some(word) = super::toml::text(&entry.value, &entry.key.value, sink) else { continue };
        match level(&word.value) {
            Some(level) if known => stated.push((entry.key.value.clone(), level)),
            Some(_) => {}
            None => {
                let words = ["deny", "warn", "note", "allow"];
                let label = match nearest(&word.value, words) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("write {}", quoted_list(words, "or")),
                };
                sink.error(word.span, format!("unknown level `{}`", word.value), label);
            }
        }
    }
    apply(&stated, rules, levels);
}

/// Reads the options.
pub(super) fn from_command_line(
    options: &Options,
    rules: &[&str],
    levels: &mut BTreeMap<String, Level>,
) -> Vec<Complaint> {
    let by_option = [
        ("--deny", Level::Deny, &options.deny),
        ("--warn", Level::Warn, &options.warn),
        ("--note", Level::Note, &options.note),
        ("--allow", Level::Allow, &options.allow),
    ];
    let mut stated: Vec<(String, Level)> = Vec::new();
    let mut complaints = Vec::new();
    for (option, level, names) in by_option {
        for name in names {
            match stated.iter().find(|(other, _)| other == name) {
                Some((_, other)) if *other != level => complaints.push(contradiction(option, name)),
                _ => stated.push((name.clone(), level)),
            }
        }
    }
    apply(&stated, rules, levels);
    complaints
}

fn contradiction(option: &str, name: &str) -> Complaint {
    let source = Arc::new(SourceText::new(option, name.as_bytes()));
    let mut sink = Complaints::new(source);
    let span = Span { start: 0, end: name.len() };
    sink.error(span, format!("the command line gives `{name}` two levels"), "and another option names it too");
    sink.sorted().remove(0)
}

/// Rules that are named win over `all`.
fn apply(stated: &[(String, Level)], rules: &[&str], levels: &mut BTreeMap<String, Level>) {
    for (_, level) in stated.iter().filter(|(name, _)| name == ALL) {
        levels.extend(rules.iter().map(|rule| ((*rule).to_owned(), *level)));
    }
    levels.extend(stated.iter().filter(|(name, _)| name != ALL).cloned());
}

fn level(word: &str) -> Option<Level> {
    match word {
        "deny" => Some(Level::Deny),
        "warn" => Some(Level::Warn),
        "note" => Some(Level::Note),
        "allow" => Some(Level::Allow),
        _ => None,
    }
}

/// Whether there is such a rule; complains if not.
pub(super) fn check_rule(rule: &Written<String>, rules: &[&str], sink: &mut Complaints) -> bool {
    if rules.contains(&rule.value.as_str()) {
        return true;
    }
    let what = format!("unknown rule `{}`", rule.value);
    if let Some(near) = nearest(&rule.value, rules.iter().copied()) {
        sink.error(rule.span, what, format!("did you mean `{near}`?"));
    } else {
        let help = format!("the rules are {}", quoted_list(rules.iter().copied(), "and"));
        sink.error(rule.span, what, "").help = Some(help);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_rule_wins_over_all_in_any_order() {
        let options = Options { deny: vec!["b".into()], warn: vec!["all".into()], ..Options::default() };
        let mut levels = BTreeMap::from([("a".to_owned(), Level::Allow)]);
        assert!(from_command_line(&options, &["a", "b"], &mut levels).is_empty());
        assert_eq!(levels, BTreeMap::from([("a".to_owned(), Level::Warn), ("b".to_owned(), Level::Deny)]));
    }

    #[test]
    fn two_levels_for_one_rule_are_a_mistake() {
        let options = Options { deny: vec!["a".into()], allow: vec!["a".into()], ..Options::default() };
        let complaints = from_command_line(&options, &["a"], &mut BTreeMap::new());
        assert_eq!(complaints.len(), 1);
    }
}
