//! The observed facts of a model: what the Hub said of it, when, and what it was made from.

use super::blob::{self, LICENSE_SETS, SOURCES};
use super::layout::{self, NONE, field};
use super::names::find_alias;
use super::schema::{Alias, License, SourceInfo};
use super::tables::LICENSES;

/// A row of `registry/hub.tsv`. Copied freely: it is a number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModelRecord(u32);

/// What is known of the `license:` of a model card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A tag of the Hub's list, or several with commas between them. It may be `unknown`: the card says so.
    Named(&'static str),
    /// The Hub was asked and the card has none.
    NoTag,
    /// `other`: see [`ModelRecord::license_name`].
    Other,
    /// Nobody looked; only a base model or the name is known.
    NotObserved,
}

/// How a model was made from its base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The source does not say.
    Unstated,
    /// Trained further.
    Finetune,
    /// The same weights with fewer bits.
    Quantized,
    /// Merged from several.
    Merge,
    /// Weights to be added to the base.
    Adapter,
}

/// Another value than the tag, with its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// A tag, `other:` and a name, or `(none)`.
    pub value: &'static str,
    /// The id of the source, see [`source`].
    pub source: &'static str,
    /// The date of the fact.
    pub date: &'static str,
}

/// The answer of [`find_model`].
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// The facts.
    pub model: ModelRecord,
    /// The alias that led to them, if the id is an old one.
    pub alias: Option<&'static Alias>,
}

/// Looks up a Hub id without regard to ASCII case, as the Hub does, and follows renames.
#[must_use]
pub fn find_model(id: &str) -> Option<Found> {
    // Most ids that are asked about are of nobody's: one look into a small table tells.
    if id.split_once('/').is_some_and(|(organization, _)| !blob::has_organization(organization.as_bytes())) {
        return None;
    }
    if let Some(number) = blob::find(id.as_bytes()) {
        return Some(Found { model: ModelRecord(number), alias: None });
    }
    let (alias, number) = find_alias(id)?;
    Some(Found { model: ModelRecord(number), alias: Some(alias) })
}

/// All models, by lower-cased id.
pub fn models() -> impl Iterator<Item = ModelRecord> {
    (0..blob::RECORD_COUNT).map(ModelRecord)
}

/// The most similar known id of the same organisation, for "did you mean".
#[must_use]
pub fn nearest_model(id: &str) -> Option<ModelRecord> {
    let (organization, name) = id.split_once('/')?;
    let prefix = format!("{organization}/");
    let start = blob::first_not_below(prefix.as_bytes());
    let wanted = name.to_ascii_lowercase();
    let same_organization = (start..blob::RECORD_COUNT)
        .map(ModelRecord)
        .take_while(|model| model.id().get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(&prefix)));
    let scored = same_organization.map(|model| {
        let other = model.id().get(prefix.len()..).unwrap_or_default().to_ascii_lowercase();
        (strsim::jaro_winkler(&wanted, &other), model)
    });
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
    (best.0 > 0.9).then_some(best.1)
}

/// The source of an id that a record or a conflict names.
#[must_use]
pub fn source(id: &str) -> Option<&'static SourceInfo> {
    let at = SOURCES.binary_search_by(|source| source.id.0.cmp(id)).ok()?;
    SOURCES.get(at)
}

impl ModelRecord {
    /// The id in its canonical spelling.
    #[must_use]
    pub fn id(self) -> &'static str {
        blob::id(self.0)
    }

    /// What the Hub says of the license.
    #[must_use]
    pub fn tag(self) -> Tag {
        match self.raw_tag() {
            "" => Tag::NoTag,
            "other" => Tag::Other,
            layout::NOT_OBSERVED => Tag::NotObserved,
            named => Tag::Named(named),
        }
    }

    fn raw_tag(self) -> &'static str {
        self.text(field::TAG)
    }

    fn text(self, field: usize) -> &'static str {
        blob::string(blob::field_u16(self.0, field))
    }

    /// The `license_name` beside the tag `other`; empty where there is none.
    #[must_use]
    pub fn license_name(self) -> &'static str {
        self.text(field::NAME)
    }

    /// The `license_link`; empty where there is none, or where it leads into the repository itself.
    #[must_use]
    pub fn license_link(self) -> &'static str {
        self.text(field::LINK)
    }

    /// Each tag, or the license name where the tag is `other`, with the license that it means.
    ///
    /// None as license: the registry has no text for it. Nothing at all: there is no tag, or `other` has no name.
    pub fn terms(self) -> impl Iterator<Item = (&'static str, Option<&'static License>)> {
        let values = match self.tag() {
            Tag::NoTag | Tag::NotObserved => "",
            Tag::Other => self.license_name(),
            Tag::Named(tags) => tags,
        };
        let set = LICENSE_SETS.get(usize::from(blob::field_u16(self.0, field::LICENSES))).copied().unwrap_or_default();
        values.split(',').filter(|value| !value.is_empty()).enumerate().map(|(position, value)| {
            let number = set.get(position).copied().unwrap_or(NONE);
            (value, LICENSES.get(usize::from(number)))
        })
    }

    /// The licenses among [`Self::terms`]. Fewer than terms means that the registry does not hold all texts.
    pub fn licenses(self) -> impl Iterator<Item = &'static License> {
        self.terms().filter_map(|(_, license)| license)
    }

    /// Whether the repository was gated, and as of when.
    #[must_use]
    pub fn gated(self) -> Option<(bool, &'static str)> {
        match blob::field_u8(self.0, field::GATED) {
            layout::GATED_NO => Some((false, self.text(field::GATED_AS_OF))),
            layout::GATED_YES => Some((true, self.text(field::GATED_AS_OF))),
            _ => None,
        }
    }

    /// The models it was made from, with how. A base may name this model as its own: limit the depth.
    pub fn bases(self) -> impl Iterator<Item = (ModelRecord, Relation)> {
        let first = blob::field_u32(self.0, field::EDGES_AT);
        let count = u32::from(blob::field_u8(self.0, field::EDGES_LEN));
        (0..count).filter_map(move |number| {
            let (base, relation) = blob::edge(first.checked_add(number)?)?;
            Some((ModelRecord(base), Relation::of(relation)))
        })
    }

    /// Where the tag is from; for a model that nobody looked at, where its name or base is from.
    #[must_use]
    pub fn source(self) -> Option<&'static SourceInfo> {
        SOURCES.get(usize::from(blob::field_u8(self.0, field::SOURCE)))
    }

    /// Where the base models are from.
    #[must_use]
    pub fn base_source(self) -> Option<&'static SourceInfo> {
        SOURCES.get(usize::from(blob::field_u8(self.0, field::BASE_SOURCE)))
    }

    /// The date of the tag: a day, a month or a year.
    #[must_use]
    pub fn date(self) -> &'static str {
        self.text(field::DATE)
    }

    /// Other values than the tag, newest first.
    pub fn conflicts(self) -> impl Iterator<Item = Conflict> {
        self.text(field::CONFLICTS).split("; ").filter_map(|conflict| {
            let (value, from) = conflict.split_once("<=")?;
            let (source, date) = from.split_once('@')?;
            Some(Conflict { value, source, date })
        })
    }
}

impl std::fmt::Debug for ModelRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ModelRecord({}, {:?})", self.id(), self.tag())
    }
}

impl Relation {
    fn of(number: u8) -> Relation {
        match layout::RELATIONS.get(usize::from(number)) {
            Some(&"finetune") => Relation::Finetune,
            Some(&"quantized") => Relation::Quantized,
            Some(&"merge") => Relation::Merge,
            Some(&"adapter") => Relation::Adapter,
            _ => Relation::Unstated,
        }
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
#[path = "models_tests.rs"]
mod tests;
