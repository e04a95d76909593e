//! Conditions of a license against the declared facts, in three values: yes, no, and open.
//!
//! An open test names the facts that would close it, so that a message can ask for them.

use crate::registry::FACTS;
use crate::registry::schema::{Condition, Fact, License, Text};
use crate::settings::{DeclaredUse, FactValue};

/// What conditions are tested against.
#[derive(Clone, Copy, Debug)]
pub struct Profile<'a> {
    /// What the user declared.
    pub usage: &'a DeclaredUse,
    /// The license whose conditions are tested: its `model_attribute`s give `model` tests their meaning.
    pub license: &'static License,
    /// The model and the models it derives from.
    pub models: &'a [&'a str],
}

/// A fact that a test asks for and that is not known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MissingFact {
    /// The key to declare, `mau_at_DATE` with its date.
    pub key: String,
    /// What is asked.
    pub question: &'static str,
    /// Declared as `unknown`, not merely left out.
    pub declared_unknown: bool,
}

/// The answer of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// Facts are missing.
    Open(Vec<MissingFact>),
}

/// Whether all conditions hold. One that does not settles it, whatever is missing elsewhere.
#[must_use]
pub(super) fn all(conditions: &[Condition], profile: Profile<'_>) -> Truth {
    let mut missing = Vec::new();
    for condition in conditions {
        match test(condition, profile) {
            Truth::Yes => {}
            Truth::No => return Truth::No,
            Truth::Open(more) => missing.extend(more),
        }
    }
    if missing.is_empty() { Truth::Yes } else { Truth::Open(missing) }
}

/// Whether any condition holds. One that does settles it, whatever is missing elsewhere.
#[must_use]
pub(super) fn any(conditions: &[Condition], profile: Profile<'_>) -> Truth {
    let mut missing = Vec::new();
    for condition in conditions {
        match test(condition, profile) {
            Truth::Yes => return Truth::Yes,
            Truth::No => {}
            Truth::Open(more) => missing.extend(more),
        }
    }
    if missing.is_empty() { Truth::No } else { Truth::Open(missing) }
}

/// The registry's row for a fact; `mau_at_DATE` answers for every date.
#[must_use]
pub fn find_fact(key: &str) -> Option<&'static Fact> {
    let row = if key.starts_with("mau_at_") { "mau_at_DATE" } else { key };
    FACTS.iter().find(|fact| *fact.key == *row)
}

fn test(condition: &Condition, profile: Profile<'_>) -> Truth {
    if let Some(attribute) = condition.model {
        return truth(has_attribute(profile, attribute));
    }
    let Some(key) = condition.fact else { return Truth::No };
    match value(&key, profile.usage) {
        Ok(FactValue::Number(number)) => truth(number_holds(number, condition)),
        Ok(FactValue::YesNo(answer)) => truth(condition.is == Some(answer)),
        Ok(FactValue::Word(word)) => word_holds(&key, &word, &condition.any_of),
        Ok(FactValue::Words(words)) => {
            truth(words.iter().any(|word| one_of_words_holds(&key, word, &condition.any_of)))
        }
        Ok(FactValue::Unknown) => Truth::Open(vec![missing(&key, true)]),
        Err(missing) => Truth::Open(vec![missing]),
    }
}

fn truth(holds: bool) -> Truth {
    if holds { Truth::Yes } else { Truth::No }
}

/// The declared value, or what leaving it out means.
fn value(key: &str, usage: &DeclaredUse) -> Result<FactValue, MissingFact> {
    if key == "commercial" {
        return Ok(FactValue::YesNo(usage.commercial));
    }
    if let Some(declared) = usage.facts.get(key) {
        return Ok(declared.clone());
    }
    match key {
        // `registry/facts.toml` says so to the user: these two need no declaration in the ordinary case.
        "purposes" => Ok(FactValue::Words(Vec::new())),
        "organization" => Ok(FactValue::Word("company".to_owned())),
        _ => find_fact(key).and_then(|fact| fact.assumed).map(FactValue::YesNo).ok_or_else(|| missing(key, false)),
    }
}

fn missing(key: &str, declared_unknown: bool) -> MissingFact {
    let question = find_fact(key).map_or("", |fact| fact.question.0);
    MissingFact { key: key.to_owned(), question, declared_unknown }
}

fn number_holds(number: u64, condition: &Condition) -> bool {
    condition.over.is_none_or(|limit| number > limit)
        && condition.at_least.is_none_or(|limit| number >= limit)
        && condition.under.is_none_or(|limit| number < limit)
        && condition.at_most.is_none_or(|limit| number <= limit)
        && condition.equals.is_none_or(|limit| number == limit)
}

fn word_holds(key: &str, word: &str, wanted: &[Text]) -> Truth {
    match key {
        "seat" => seat_holds(word, wanted),
        "organization" => truth(contains(wanted, word) || contains(wanted, broader_organization(word))),
        _ => truth(contains(wanted, word)),
    }
}

fn contains(wanted: &[Text], word: &str) -> bool {
    wanted.iter().any(|candidate| candidate.eq_ignore_ascii_case(word))
}

/// What kind of organisation a special kind also is.
fn broader_organization(word: &str) -> &str {
    match word {
        "cloud-provider" | "software-provider" => "company",
        "defense" | "immigration-agency" => "government",
        _ => word,
    }
}

fn one_of_words_holds(key: &str, word: &str, wanted: &[Text]) -> bool {
    if key == "markets" { market_holds(word, wanted) } else { contains(wanted, word) }
}

/// The organisation sits in one country: declared as `EU` it is one of the member states, which one is open.
fn seat_holds(seat: &str, wanted: &[Text]) -> Truth {
    let seat = country(seat);
    if lies_in(&seat, wanted) {
        return Truth::Yes;
    }
    if seat == "EU" && names_member_state(wanted) { Truth::Open(vec![missing("seat", false)]) } else { Truth::No }
}

/// A market declared as `EU` is all member states at once.
fn market_holds(market: &str, wanted: &[Text]) -> bool {
    let market = country(market);
    lies_in(&market, wanted) || (market == "EU" && names_member_state(wanted))
}

fn lies_in(place: &str, wanted: &[Text]) -> bool {
    wanted.iter().map(|code| country(code)).any(|code| code == place || (code == "EU" && is_member_state(place)))
}

fn names_member_state(wanted: &[Text]) -> bool {
    wanted.iter().any(|code| is_member_state(&country(code)))
}

/// A country code in upper case; the United Kingdom's common short name is not its code.
fn country(code: &str) -> String {
    match code.to_ascii_uppercase() {
        code if code == "UK" => "GB".to_owned(),
        code => code,
    }
}

fn is_member_state(code: &str) -> bool {
    const MEMBER_STATES: [&str; 27] = [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
        "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    ];
    MEMBER_STATES.contains(&code)
}

fn has_attribute(profile: Profile<'_>, name: Text) -> bool {
    let ids = profile.license.model_attributes.iter().filter(|attribute| attribute.name == name);
    ids.flat_map(|attribute| attribute.ids.iter()).any(|glob| profile.models.iter().any(|id| glob_matches(glob, id)))
}

/// Whether a glob matches, without regard to case.
#[must_use]
pub fn glob_matches(glob: &str, text: &str) -> bool {
    let options = glob::MatchOptions { case_sensitive: false, ..glob::MatchOptions::default() };
    glob::Pattern::new(glob).is_ok_and(|pattern| pattern.matches_with(text, options))
}

#[cfg(test)]
#[path = "facts_tests.rs"]
mod tests;
