//! Relatives of a model that the declared use may have instead.

use crate::registry::{ModelRecord, find_model, models};
use crate::resolve::Resolver;
use crate::settings::Settings;
use crate::verdict::{Decision, judge_resolution};
use serde::Serialize;

/// A relative that is allowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alternative {
    /// Its id.
    pub id: &'static str,
    /// The key of its license.
    pub license: &'static str,
}

/// How many relatives are named.
const ALTERNATIVES: usize = 3;
/// How many relatives are judged to find them.
const CANDIDATES: usize = 40;

/// Models of the same organisation and series, of another size, that are allowed for the declared use:
/// the nearest in size first.
pub(super) fn alternatives(id: &str, settings: &Settings) -> Vec<Alternative> {
    let Some(wanted) = find_model(id).and_then(|found| Series::of(found.model)) else { return Vec::new() };
    let siblings = models().filter(|model| model.id().starts_with(wanted.organization));
    let relatives = siblings.filter_map(Series::of).filter(|other| other.is_relative_of(&wanted));
    let mut relatives: Vec<Series> = relatives.collect();
    relatives.sort_by_key(|other| (other.variant != wanted.variant, other.distance(&wanted), other.id));
    let resolver = Resolver::new(settings);
    let allowed = relatives.into_iter().take(CANDIDATES).filter_map(|other| {
        let resolution = resolver.resolve(other.id, None);
        let judgement = judge_resolution(&resolution, &settings.usage, &settings.usage.activities);
        let license = super::key(&resolution)
            .filter(|_| judgement.decision == Decision::Allowed && resolution.conflicts.is_empty())?;
        Some(Alternative { id: other.id, license })
    });
    allowed.take(ALTERNATIVES).collect()
}

/// An id taken apart: `Qwen/` `Qwen2.5-Coder` `-3B` `-Instruct`.
struct Series {
    id: &'static str,
    organization: &'static str,
    name: String,
    size: Option<u64>,
    variant: String,
}

impl Series {
    fn of(model: ModelRecord) -> Option<Series> {
        let id = model.id();
        let (organization, name) = id.split_once('/')?;
        let words: Vec<&str> = name.split(['-', '_']).collect();
        let at = words.iter().position(|word| millions(word).is_some());
        let (series, rest) = words.split_at(at.unwrap_or(words.len()));
        let size = rest.first().and_then(|word| millions(word));
        let variant = rest.get(1..).unwrap_or_default().join("-").to_lowercase();
        Some(Series { id, organization, name: series.join("-").to_lowercase(), size, variant })
    }

    fn is_relative_of(&self, other: &Series) -> bool {
        self.id != other.id && self.organization == other.organization && self.name == other.name
    }

    fn distance(&self, other: &Series) -> u64 {
        match (self.size, other.size) {
            (Some(one), Some(two)) => one.abs_diff(two),
            _ => u64::MAX,
        }
    }
}

/// The number of parameters that a word like `3B`, `1.5b` or `350M` states, in millions.
fn millions(word: &str) -> Option<u64> {
    let (number, unit) = word.split_at(word.len().checked_sub(1).filter(|at| word.is_char_boundary(*at))?);
    let scale = match unit {
        "b" | "B" => 1000,
        "m" | "M" => 1,
        _ => return None,
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() <= 6;
    if whole.is_empty() || !digits(whole) || !digits(part) {
        return None;
    }
    let thousandths: u64 = format!("{part:0<3}").get(..3)?.parse().ok()?;
    Some((whole.parse::<u64>().ok()? * 1000 + thousandths) * scale / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_from_words() {
        assert_eq!(millions("3B"), Some(3000));
        assert_eq!(millions("1.5b"), Some(1500));
        assert_eq!(millions("350M"), Some(350));
        assert_eq!(millions("Instruct"), None);
        assert_eq!(millions("b"), None);
        assert_eq!(millions("ü"), None);
    }
}
