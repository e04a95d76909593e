//! Which of the models that a crate names it loads by default.
//!
//! A default is what an `impl Default`, a `#[default]` variant, a `const DEFAULT…`, a function
//! `default_…`, a fallback (`unwrap_or`) or a default of an argument states, directly or through one of the
//! crate's own constants; and the model of a crate that names a single one.

use crate::detect::rust_items::{Kind as ItemKind, Outline, Path, Scope};
use crate::mention::{Certainty, Class, IMPLICIT, Kind, Mention, Standing};
use crate::registry;
use crate::text::{SourceText, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Calls whose argument is what holds when nothing else is said.
const FALLBACKS: [&str; 7] =
    ["unwrap_or", "unwrap_or_else", "map_or", "map_or_else", "or_else", "get_or_insert", "get_or_insert_with"];

/// A compiled file, read.
#[derive(Debug)]
pub(super) struct File<'a> {
    pub(super) source: Arc<SourceText>,
    pub(super) mentions: Vec<Mention>,
    pub(super) outline: &'a Outline<'a>,
    /// The feature that compiles the file, where one does.
    pub(super) feature: Option<&'a str>,
}

/// A place of a crate that names a model.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) mention: Mention,
    pub(super) standing: Standing,
    pub(super) feature: Option<String>,
}

/// (type, name) to the models that it stands for.
type Names<'a> = BTreeMap<(&'a str, &'a str), BTreeSet<(&'a str, Kind)>>;

/// What a crate's own names stand for.
#[derive(Default)]
struct Labels<'a> {
    /// Variants before a model: they stand for it where it is the only one.
    variants: Names<'a>,
    /// Functions and constants around models: they stand for all of them.
    items: Names<'a>,
}

/// The places of a crate that name models for use, in the order of files and spans.
pub(super) fn places(files: &[File<'_>]) -> Vec<Place> {
    let labels = labels(files);
    let mut places = Vec::new();
    for file in files {
        let named = named(file).map(|mention| (mention.clone(), is_stated(file, mention)));
        let mut found: Vec<(Mention, bool)> = named.collect();
        found.extend(chosen(file, &labels).into_iter().map(|mention| (mention, true)));
        found.sort_by(|(a, a_default), (b, b_default)| (a.span, &a.id, b_default).cmp(&(b.span, &b.id, a_default)));
        found.dedup_by(|(later, _), (earlier, _)| later.id == earlier.id && later.span == earlier.span);
        places.extend(found.into_iter().map(|(mention, is_default)| Place {
            feature: file.outline.feature(mention.span.start).or(file.feature).map(ToOwned::to_owned),
            standing: if is_default { Standing::Default } else { Standing::Selectable },
            mention,
        }));
    }
    let ids: BTreeSet<&str> = places.iter().map(|place| place.mention.id.as_str()).collect();
    // There is nothing to select from.
    if ids.len() == 1 {
        for place in &mut places {
            place.standing = Standing::Default;
        }
    }
    places
}

/// What compiled code of a file names to use it.
fn named<'a>(file: &'a File<'_>) -> impl Iterator<Item = &'a Mention> {
    file.mentions.iter().filter(|mention| {
        let is_model = matches!(mention.kind, Kind::Model | Kind::Ollama | Kind::OtherHub);
        is_model && mention.class == Class::Use && file.outline.is_compiled(mention.span.start)
    })
}

/// Whether a mention is a default itself. What another library loads for a task, nobody chose either.
fn is_stated(file: &File<'_>, mention: &Mention) -> bool {
    mention.construct == IMPLICIT || is_default(file.outline, mention.span.start)
}

fn is_default(outline: &Outline<'_>, offset: usize) -> bool {
    outline.around(offset).any(|scope| match scope.kind {
        ItemKind::Impl { of_trait: Some("Default"), .. } | ItemKind::DefaultAttribute => true,
        ItemKind::Constant(name) => name.contains("DEFAULT"),
        ItemKind::Function(name) => name.starts_with("default_") || name.ends_with("_default"),
        ItemKind::Call(name) => FALLBACKS.contains(&name),
        _ => false,
    })
}

/// The models that defaults state by a name: `Self::Small`, `Model::SMALL`, `MODEL_ID`.
fn chosen(file: &File<'_>, labels: &Labels<'_>) -> Vec<Mention> {
    let compiled = |path: &&Path<'_>| file.outline.is_compiled(path.span.start);
    let states = |path: &&Path<'_>| path.is_marked_default || is_default(file.outline, path.span.start);
    let mut chosen = Vec::new();
    for path in file.outline.paths.iter().filter(states).filter(compiled) {
        for (id, kind) in models_of(path, file.source.text(), labels) {
            chosen.push(Mention {
                source: Arc::clone(&file.source),
                span: path.span,
                id,
                kind,
                class: Class::Use,
                construct: "constant",
                revision: None,
                certainty: Certainty::Certain,
                declared_license: None,
                dependency: None,
            });
        }
    }
    chosen
}

/// The crate's own mapping, for it is of this very version; the registry where that has no single answer.
fn models_of(path: &Path<'_>, text: &str, labels: &Labels<'_>) -> BTreeSet<(String, Kind)> {
    let name = (path.of, path.name);
    let sole = labels.variants.get(&name).filter(|models| models.len() == 1);
    // What a function does depends on what it is given.
    let behind = text[path.span.end..].trim_start();
    let is_fixed = !behind.starts_with('(') || behind.starts_with("()");
    if let Some(models) = labels.items.get(&name).filter(|_| is_fixed).or(sole) {
        return models.iter().map(|(id, kind)| ((*id).to_owned(), *kind)).collect();
    }
    registry::constant(path.of, path.name)
        .map(|constant| (constant.model.to_string(), Kind::Model))
        .into_iter()
        .collect()
}

/// What the crate's own names stand for.
fn labels<'a>(files: &'a [File<'a>]) -> Labels<'a> {
    let mut labels = Labels::default();
    for file in files {
        for mention in named(file).filter(|mention| !is_pattern(file.source.text(), mention.span)) {
            let model = (mention.id.as_str(), mention.kind);
            for name in variants_before(file, mention.span) {
                labels.variants.entry(name).or_default().insert(model);
            }
            if let Some(name) = items_around(file, mention.span) {
                labels.items.entry(name).or_default().insert(model);
            }
        }
    }
    labels
}

/// `"org/name" => Model::Small`: reads a name, maps nothing to it.
fn is_pattern(text: &str, span: Span) -> bool {
    let behind = text[span.end..].trim_start_matches('"').trim_start();
    behind.starts_with("=>") || behind.starts_with('|')
}

/// `Model::Small => "org/name"`, `Info { model: Model::Small, code: "org/name" }`: the variants nearest before
/// a place, inside of the same item. Several where they are alternatives.
fn variants_before<'a>(file: &File<'a>, span: Span) -> Vec<(&'a str, &'a str)> {
    let paths = &file.outline.paths;
    let text = file.source.text();
    let begin = item(file.outline, span.start).map_or(0, |scope| scope.span.start);
    let before = paths.partition_point(|path| path.span.start < span.start);
    let is_variant = |path: &&Path<'_>| path.name.starts_with(|c: char| c.is_ascii_uppercase()) && !path.of.is_empty();
    let mut found: Vec<(&'a str, &'a str)> = Vec::new();
    let mut next: Option<Span> = None;
    for path in paths[..before].iter().rev().take_while(|path| path.span.start >= begin).filter(is_variant) {
        if next.is_some_and(|next| text.get(path.span.end..next.start).is_none_or(|between| between.trim() != "|")) {
            break;
        }
        next = Some(path.span);
        found.push((path.of, path.name));
    }
    found
}

/// The function or constant that holds a place.
fn item<'o, 'a>(outline: &'o Outline<'a>, offset: usize) -> Option<&'o Scope<'a>> {
    outline.around(offset).find(|scope| matches!(scope.kind, ItemKind::Function(_) | ItemKind::Constant(_)))
}

/// `fn small()` and `const SMALL` around a place, of a type or free.
fn items_around<'a>(file: &File<'a>, span: Span) -> Option<(&'a str, &'a str)> {
    let of = file.outline.around(span.start).find_map(|scope| match scope.kind {
        ItemKind::Impl { of, .. } | ItemKind::Type(of) => Some(of),
        _ => None,
    });
    match item(file.outline, span.start)?.kind {
        ItemKind::Function(name) | ItemKind::Constant(name) => Some((of.unwrap_or_default(), name)),
        _ => None,
    }
}
