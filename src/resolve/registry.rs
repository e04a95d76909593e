//! The embedded tables of models, as resolution asks them.

use super::lookup::{Known, ReadText};
use super::types::{Evidence, Gated};
use crate::registry::schema::{Confidence, OtherModel, Quality, SourceInfo};
use crate::registry::{
    Conflict, FoundCurated, ModelRecord, Relation, Tag, find_curated, find_license, find_model, find_ollama,
    find_other_model, source,
};

/// What the tables know of an id: a Hub id, or a name of the Ollama library.
#[must_use]
pub(super) fn look_up(id: &str) -> Option<Known> {
    if let Some(name) = id.strip_prefix("ollama:") {
        return ollama(id, name);
    }
    if let Some((catalogue, name)) = id.split_once(':') {
        return find_other_model(catalogue, name).map(|row| other(id, row));
    }
    let found = find_model(id);
    let curated = find_curated(id);
    if found.is_none() && curated.is_none() {
        return None;
    }
    let mut known =
        found.map_or_else(|| Known { id: id.to_owned(), ..Known::default() }, |found| of_record(found.model));
    known.alias_of = found.and_then(|found| found.alias).map(|_| id.to_owned());
    known.text = curated.map(of_curated);
    Some(known)
}

/// The weights of a library name are those of a Hub id: everything is known through that.
fn ollama(id: &str, name: &str) -> Option<Known> {
    let (name, tag) = name.split_once(':').map_or((name, None), |(name, tag)| (name, Some(tag)));
    let row = find_ollama(name, tag)?.row;
    let mut known = look_up(row.model)?;
    known.alias_of = Some(id.to_owned());
    let value = format!("{id} is {}", row.model);
    known.sources.push(Evidence { source: row.evidence.to_string(), date: row.date.to_string(), value });
    Some(known)
}

/// A model of another catalogue. Nobody but the row says anything of it.
fn other(id: &str, row: &OtherModel) -> Known {
    let known = Known { id: id.to_owned(), ..Known::default() };
    let said = |value: String| Evidence { source: row.evidence.to_owned(), date: row.date.to_owned(), value };
    if row.license == "?" {
        return Known { not_observed: true, sources: vec![said("no license of its own".to_owned())], ..known };
    }
    let license = find_license(row.license);
    let text = ReadText {
        licenses: license.into_iter().collect(),
        unheld: license.is_none().then(|| row.license.to_owned()),
        why: format!("{} publishes it under {}.", row.catalogue, row.license),
        evidence: vec![said(format!("license {}", row.license))],
        of_family: row.name.contains('*'),
        second_hand: false,
    };
    Known { text: Some(text), ..known }
}

fn of_record(model: ModelRecord) -> Known {
    let tag = match model.tag() {
        Tag::Named(tag) => Some(tag.to_owned()),
        Tag::Other => Some("other".to_owned()),
        Tag::NoTag | Tag::NotObserved => None,
    };
    let source = model.source();
    Known {
        id: model.id().to_owned(),
        alias_of: None,
        license_name: model.license_name().to_owned(),
        text: None,
        not_observed: model.tag() == Tag::NotObserved,
        second_hand: source.is_some_and(|source| source.quality == Quality::HandMade),
        gated: model.gated().map(|(gated, as_of)| Gated {
            value: if gated { "yes" } else { "no" }.to_owned(),
            as_of: as_of.to_owned(),
        }),
        bases: model
            .bases()
            .map(|(base, relation)| (base.id().to_owned(), relation_words(relation).to_owned()))
            .collect(),
        sources: source.map(|source| of_tag(model, source)).into_iter().collect(),
        conflicts: conflicts(model, false),
        earlier: conflicts(model, true),
        tag,
    }
}

fn of_tag(model: ModelRecord, source: &SourceInfo) -> Evidence {
    let value = match model.tag() {
        Tag::Named(tag) => tag.to_owned(),
        Tag::Other => super::lookup::tag_words("other", model.license_name()),
        Tag::NoTag => "no license tag".to_owned(),
        Tag::NotObserved => "base model only".to_owned(),
    };
    Evidence { source: words(source), date: model.date().to_owned(), value }
}

/// The source as a reader finds it again; a copy of the Hub says that it is one.
fn words(source: &SourceInfo) -> String {
    match source.quality {
        Quality::HubCopy => format!("the Hub, copied by {}", source.name),
        Quality::HandMade => source.name.to_string(),
    }
}

/// What sources say against the record: copies of the Hub's own metadata of an earlier date, or others.
fn conflicts(model: ModelRecord, earlier: bool) -> Vec<Evidence> {
    let copied = |source: Option<&SourceInfo>| source.is_some_and(|source| source.quality == Quality::HubCopy);
    let is_earlier =
        |conflict: &Conflict| copied(model.source()) && copied(source(conflict.source)) && conflict.date < model.date();
    model.conflicts().filter(|conflict| is_earlier(conflict) == earlier).map(of_conflict).collect()
}

fn of_conflict(conflict: Conflict) -> Evidence {
    let from = source(conflict.source).map_or_else(|| conflict.source.to_owned(), words);
    Evidence { source: from, date: conflict.date.to_owned(), value: conflict.value.to_owned() }
}

fn relation_words(relation: Relation) -> &'static str {
    match relation {
        Relation::Unstated => "",
        Relation::Finetune => "finetune",
        Relation::Quantized => "quantized",
        Relation::Merge => "merge",
        Relation::Adapter => "adapter",
    }
}

fn of_curated(found: FoundCurated) -> ReadText {
    let entry = found.entry;
    let also: Vec<_> = entry.also().collect();
    let unheld = also.iter().find(|(_, license)| license.is_none()).map(|(key, _)| (*key).to_owned());
    let what = entry.evidence.first().map_or("The publisher's text was read.", |evidence| evidence.what.0);
    let why = match entry.note {
        Some(note) => format!("{} {}", sentence(what), sentence(&note)),
        None => sentence(what),
    };
    ReadText {
        licenses: entry.license().into_iter().chain(also.iter().filter_map(|(_, license)| *license)).collect(),
        unheld: entry.other_text.map(|name| name.to_string()).or(unheld),
        why,
        evidence: entry
            .evidence
            .iter()
            .map(|read| Evidence {
                source: read.at.to_string(),
                date: read.date.to_string(),
                value: read.what.to_string(),
            })
            .collect(),
        of_family: found.by_pattern,
        second_hand: entry.confidence == Confidence::Reported,
    }
}

/// With a full stop.
fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}
