//! One model: from its id to its licenses, in the order in which evidence counts.
//!
//! The user's statement, then what lies in the repository, then the publisher's text as it was read,
//! then the Hub's tag, then the base model of a copy that has none.

use super::evidence::RepositoryEvidence;
use super::lookup::{Known, LookUp, ReadText, license_by_word, licenses_of_statement, licenses_of_tag, tag_words};
use super::types::{Base, Certainty, DEPTH, Evidence, NonAnswer, Resolution};
use crate::registry::schema::{Class, License};
use crate::settings::{DeclaredModel, Settings};

/// How many models one resolution may look up: the depth is capped, and so is the breadth of merges.
const BUDGET: usize = 64;

/// Resolves ids; what it was told to know.
pub struct Resolver<'a> {
    /// The user's statements.
    pub declared: &'a [DeclaredModel],
    /// How to ask the registry.
    pub look_up: LookUp,
}

/// Where a resolution stands in the tree of bases.
struct Walk {
    path: Vec<String>,
    left: usize,
}

impl<'a> Resolver<'a> {
    /// With the user's statements and the embedded registry.
    #[must_use]
    pub fn new(settings: &'a Settings) -> Resolver<'a> {
        Resolver { declared: &settings.models, look_up: super::registry::look_up }
    }

    /// Resolves an id, with what the repository itself says of it.
    #[must_use]
    pub fn resolve(&self, id: &str, evidence: Option<&RepositoryEvidence>) -> Resolution {
        self.step(id, evidence, &mut Walk { path: Vec::new(), left: BUDGET })
    }

    fn step(&self, id: &str, evidence: Option<&RepositoryEvidence>, walk: &mut Walk) -> Resolution {
        walk.left = walk.left.saturating_sub(1);
        let known = (self.look_up)(id);
        let present = known.as_ref().map_or(id, |known| &known.id).to_owned();
        let mut resolution = own_license(&present, known.as_ref(), evidence);
        resolution.alias_of = known.as_ref().and_then(|known| known.alias_of.clone());
        resolution.gated = known.as_ref().and_then(|known| known.gated.clone());
        if let Some(declared) = self.declared.iter().find(|model| names(&model.id, id) || names(&model.id, &present)) {
            apply_declared(&mut resolution, declared);
        }
        let bases = base_ids(known.as_ref(), evidence);
        walk.path.push(present);
        resolution.bases = self.bases(bases, walk);
        walk.path.pop();
        infer_from_bases(&mut resolution, known.as_ref());
        note_base_conflicts(&mut resolution);
        resolution
    }

    fn bases(&self, ids: Vec<(String, String)>, walk: &mut Walk) -> Vec<Base> {
        let mut bases = Vec::new();
        for (id, relation) in ids {
            let circle = walk.path.iter().any(|on_path| names(on_path, &id));
            if circle || walk.path.len() > DEPTH || walk.left == 0 {
                continue;
            }
            let resolution = self.step(&id, None, walk);
            // A circle may close under an old name only after the look-up.
            if !walk.path.contains(&resolution.id) {
                bases.push(Base { id: resolution.id.clone(), relation, resolution });
            }
        }
        bases
    }
}

fn names(id: &str, other: &str) -> bool {
    id.eq_ignore_ascii_case(other)
}

fn base_ids(known: Option<&Known>, evidence: Option<&RepositoryEvidence>) -> Vec<(String, String)> {
    let mut bases = evidence.map(|evidence| evidence.bases.clone()).unwrap_or_default();
    for base in known.iter().flat_map(|known| &known.bases) {
        if !bases.iter().any(|(id, _)| names(id, &base.0)) {
            bases.push(base.clone());
        }
    }
    bases
}

/// The repository states the license itself. Where it also says another one, or the registry does,
/// that stays on record as a rival.
fn from_evidence(id: &str, known: Option<&Known>, evidence: &RepositoryEvidence) -> Resolution {
    let stated = evidence.license.as_deref().unwrap_or_default();
    let mut resolution = from_words(
        id,
        licenses_of_statement(stated, &evidence.license_name),
        stated,
        &evidence.license_name,
        evidence.who,
    );
    resolution.sources.clone_from(&evidence.sources);
    let own = if resolution.is_settled() { resolution.license_words() } else { stated.to_owned() };
    for conflict in &evidence.conflicts {
        let (tag, name) = conflict.value.split_once(':').unwrap_or((&conflict.value, ""));
        let rivals = licenses_of_statement(tag, name);
        if rivals.is_empty() || !same(&rivals, &resolution.licenses) {
            resolution
                .conflicts
                .push(format!("{} says {}, {} says {own}.", conflict.source, conflict.value, evidence.who));
            resolution.rivals.extend(rivals);
        }
    }
    let registered = known.map(|known| own_license(id, Some(known), None)).filter(Resolution::is_settled);
    let Some(registered) = registered else { return resolution };
    resolution.sources.extend(registered.sources.iter().cloned());
    resolution.hub_tag.clone_from(&registered.hub_tag);
    if !same(&registered.licenses, &resolution.licenses) {
        let says = registered.license_words();
        resolution.conflicts.push(format!("The registry says {says}, {} says {own}.", evidence.who));
        resolution.rivals.extend(registered.licenses);
    }
    resolution
}

/// The license from the repository's or the registry's word, bases aside.
fn own_license(id: &str, known: Option<&Known>, evidence: Option<&RepositoryEvidence>) -> Resolution {
    let stated = evidence.filter(|evidence| evidence.license.is_some());
    if let Some(evidence) = stated {
        return from_evidence(id, known, evidence);
    }
    let Some(known) = known else {
        if id.starts_with("file:") {
            let why = "Neither its header nor a file beside it says what it is.".to_owned();
            return Resolution::unknown(id, NonAnswer::NotInRegistry, why);
        }
        return Resolution::unknown(id, NonAnswer::NotInRegistry, "The registry has no entry for this id.".to_owned());
    };
    let mut resolution = match (&known.tag, &known.text) {
        (tag, Some(text)) => from_text(id, tag.as_deref(), known, text),
        (Some(tag), None) => {
            from_words(id, licenses_of_tag(tag, &known.license_name), tag, &known.license_name, "the Hub")
        }
        (None, None) if known.not_observed => {
            let why = "The registry has the id, but no source states its license.".to_owned();
            Resolution::unknown(id, NonAnswer::NotInRegistry, why)
        }
        (None, None) => {
            Resolution::unknown(id, NonAnswer::NoTag, "The Hub has no license tag for this model.".to_owned())
        }
    };
    resolution.hub_tag = known.tag.as_deref().map(|tag| tag_words(tag, &known.license_name));
    resolution.sources.extend(known.sources.iter().cloned());
    resolution.second_hand = known.text.as_ref().map_or(known.second_hand, |text| text.second_hand);
    if resolution.second_hand && !resolution.licenses.is_empty() {
        resolution.why.push_str(" The source is neither the Hub nor the publisher.");
    }
    if known.text.is_none() {
        add_rivals(&mut resolution, &known.conflicts);
        note_changes(&mut resolution, &known.earlier);
    }
    resolution
}

/// The publisher's text was read. A tag that means another license stays on record as its rival.
fn from_text(id: &str, tag: Option<&str>, known: &Known, text: &ReadText) -> Resolution {
    let mut resolution = with_licenses(id, text.licenses.clone(), text.why.clone());
    resolution.sources.clone_from(&text.evidence);
    if text.of_family {
        resolution.certainty = Certainty::Family;
    }
    if let Some(name) = &text.unheld {
        resolution.why = format!("{} The registry does not hold the terms of {name}.", text.why);
    }
    if text.unheld.is_some() || text.licenses.is_empty() {
        resolution.certainty = Certainty::Unknown;
        resolution.non_answer = Some(NonAnswer::KnownTagWithoutTerms);
    }
    let tagged = tag.map(|tag| licenses_of_tag(tag, &known.license_name)).unwrap_or_default();
    if let (Some(tag), false) = (tag, tagged.is_empty() || same(&tagged, &text.licenses)) {
        let tag = tag_words(tag, &known.license_name);
        let own = text.unheld.clone().unwrap_or_else(|| resolution.license_words());
        resolution.conflicts.push(format!("The Hub's tag is {tag}, the publisher's text is {own}."));
        resolution.rivals = tagged;
    }
    resolution
}

/// A tag or a statement, and the licenses that it means.
fn from_words(id: &str, licenses: Vec<&'static License>, tag: &str, license_name: &str, who: &str) -> Resolution {
    let words = tag_words(tag, license_name);
    if !licenses.is_empty() {
        return with_licenses(id, licenses, format!("{} tags it {words}.", capital(who)));
    }
    if tag.eq_ignore_ascii_case("unknown") {
        return Resolution::unknown(id, NonAnswer::OtherWithoutName, format!("{} tags it unknown.", capital(who)));
    }
    if tag.eq_ignore_ascii_case("other") {
        let name = if license_name.is_empty() { "no name" } else { "a name that means no text on record" };
        let why = format!("{} tags it {words}, with {name}.", capital(who));
        return Resolution::unknown(id, NonAnswer::OtherWithoutName, why);
    }
    let why = format!("{} tags it {words}; the registry does not hold the terms of all that names.", capital(who));
    let mut resolution = Resolution::unknown(id, NonAnswer::KnownTagWithoutTerms, why);
    // Of several tags the known ones bind all the same.
    resolution.licenses = tag.split(',').flat_map(|tag| licenses_of_tag(tag.trim(), license_name)).collect();
    resolution
}

fn with_licenses(id: &str, licenses: Vec<&'static License>, why: String) -> Resolution {
    let mut resolution = Resolution::unknown(id, NonAnswer::NotInRegistry, why);
    resolution.non_answer = None;
    resolution.certainty = Certainty::Exact;
    resolution.licenses = licenses;
    resolution
}

/// Sources that differ are stored, never voted on.
fn add_rivals(resolution: &mut Resolution, conflicts: &[Evidence]) {
    for conflict in conflicts {
        let (tag, name) = conflict.value.split_once(':').unwrap_or((&conflict.value, ""));
        let rivals = licenses_of_tag(tag, name);
        if rivals.is_empty() || same(&rivals, &resolution.licenses) {
            continue;
        }
        let own = resolution.hub_tag.clone().unwrap_or_else(|| resolution.license_words());
        resolution.conflicts.push(format!(
            "{} says {}, the record says {own}.",
            source_words(conflict),
            conflict.value
        ));
        resolution.rivals.extend(rivals);
    }
}

/// A tag that the Hub had before is history, not a rival.
fn note_changes(resolution: &mut Resolution, earlier: &[Evidence]) {
    for evidence in earlier {
        let (tag, name) = evidence.value.split_once(':').unwrap_or((&evidence.value, ""));
        let before = licenses_of_tag(tag, name);
        if before.is_empty() || resolution.licenses.is_empty() || same(&before, &resolution.licenses) {
            continue;
        }
        let now = resolution.hub_tag.clone().unwrap_or_else(|| resolution.license_words());
        resolution.changes.push(format!("The Hub's tag was {} on {}, and is {now}.", evidence.value, evidence.date));
    }
}

fn source_words(evidence: &Evidence) -> String {
    if evidence.date.is_empty() { evidence.source.clone() } else { format!("{} ({})", evidence.source, evidence.date) }
}

/// Whether two answers are the same licenses.
pub(super) fn same(one: &[&'static License], other: &[&'static License]) -> bool {
    one.len() == other.len() && one.iter().all(|license| other.iter().any(|candidate| candidate.key == license.key))
}

/// The user's statement settles the model's own license; what the registry had stays on record.
fn apply_declared(resolution: &mut Resolution, declared: &DeclaredModel) {
    let own: Option<Vec<_>> = declared.license.split(" AND ").map(|word| license_by_word(word.trim())).collect();
    if let Some(own) = &own
        && !resolution.licenses.is_empty()
        && !same(own, &resolution.licenses)
    {
        let registry = resolution.license_words();
        resolution
            .conflicts
            .push(format!("The configuration says {}, the registry says {registry}.", declared.license));
    }
    let value = declared.license.clone();
    resolution.sources.insert(0, Evidence { source: "the configuration".to_owned(), date: String::new(), value });
    resolution.why = format!("The configuration states {}: {}", declared.license, declared.reason);
    resolution.rivals.clear();
    resolution.declared = true;
    resolution.second_hand = false;
    let unheld = own.is_none();
    resolution.licenses = own.unwrap_or_default();
    resolution.non_answer = unheld.then_some(NonAnswer::KnownTagWithoutTerms);
    resolution.certainty = if unheld { Certainty::Unknown } else { Certainty::Exact };
}

/// A copy without a tag, or one that nobody looked at, follows its base. One that says `other` does
/// not, because its publisher says that the license is another one; unless its base bears the very same
/// name: names that mean several texts are told apart by the model that they stand on.
fn infer_from_bases(resolution: &mut Resolution, known: Option<&Known>) {
    if known.is_some_and(|known| known.text.is_some()) {
        return;
    }
    let no_word = matches!(resolution.non_answer, Some(NonAnswer::NoTag | NonAnswer::NotInRegistry));
    // Of a merge with a base that nobody knows, too little is known.
    let untagged = no_word && resolution.bases.iter().all(|base| base.resolution.is_settled());
    let named = resolution.non_answer == Some(NonAnswer::OtherWithoutName)
        && known.is_some_and(|known| !known.license_name.is_empty());
    let leads = |base: &&Base| {
        base.resolution.is_settled() && (untagged || (named && base.resolution.hub_tag == resolution.hub_tag))
    };
    let Some(base) = resolution.bases.iter().find(leads) else { return };
    resolution.why = format!("{} It derives from {}, whose license it follows.", resolution.why, base.id);
    resolution.licenses.clone_from(&base.resolution.licenses);
    resolution.certainty = Certainty::Inferred;
    resolution.non_answer = None;
}

/// A free license on a restricted base: the base's terms bind all the same.
fn note_base_conflicts(resolution: &mut Resolution) {
    let free = |license: &License| matches!(license.class, Class::Permissive | Class::Copyleft);
    if resolution.licenses.is_empty() || !resolution.licenses.iter().all(|license| free(license)) {
        return;
    }
    let mut conflicts = Vec::new();
    for base in &resolution.bases {
        for license in base.resolution.all_licenses().into_iter().filter(|license| !free(license)) {
            let own = resolution.license_words();
            conflicts.push(format!("It is tagged {own}, but derives from {} under {}.", base.id, license.name));
        }
    }
    resolution.conflicts.extend(conflicts);
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
