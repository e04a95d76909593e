//! The models that dependencies bring: reads the sources of the crates that the workspace is built from.
//!
//! Stands between `detect` and `resolve`, and only in runs that ask for it (`--deps`). Of each crate only
//! what is compiled is read: the modules of its library and its build script, without tests and without
//! features that are off. A model counts as used where the crate loads it unless told otherwise; the rest
//! of a catalogue is listed as selectable.

mod defaults;
mod graph;
mod modules;
#[cfg(test)]
mod tests;

pub use graph::{Crate, DependencyError, Graph, crates};

use crate::detect::{detect, prefilter};
use crate::mention::{Class, Dependency, Mention, Standing};
use crate::text::SourceText;
use defaults::File;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What reading the crates brought.
#[derive(Debug, Default)]
pub struct Found {
    /// The places, in the order of crates, files and spans.
    pub mentions: Vec<Mention>,
    /// How many files of how many crates were read.
    pub files_read: usize,
}

/// Reads all crates; `threads` as in the settings, 0 means one a core.
#[must_use]
pub fn read(crates: &[Crate], max_file_size: u64, threads: usize) -> Found {
    let threads = if threads == 0 { std::thread::available_parallelism().map_or(1, NonZero::get) } else { threads };
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..threads.min(crates.len()) {
            scope.spawn(|| {
                while let Some(one) = crates.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let brought = read_one(one, max_file_size);
                    found.lock().unwrap_or_else(PoisonError::into_inner).push((one, brought));
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    // The same result however the threads ran.
    found.sort_by_key(|(one, _)| (&one.name, &one.version, &one.folder));
    let files_read = found.iter().map(|(_, brought)| brought.files_read).sum();
    Found { mentions: found.into_iter().flat_map(|(_, brought)| brought.mentions).collect(), files_read }
}

/// One crate.
fn read_one(one: &Crate, max_file_size: u64) -> Found {
    let sources = modules::sources(one, max_file_size);
    let files_read = sources.len();
    // Which module is compiled takes close reading; most crates name nothing.
    if !sources.iter().any(|source| prefilter::may_name_a_model(source.text.as_bytes())) {
        return Found { mentions: Vec::new(), files_read };
    }
    let compiled = modules::compiled(one, &sources);
    let files: Vec<File<'_>> = compiled
        .iter()
        .map(|module| {
            let path = format!("{} {}: {}", one.name, one.version, module.source.path);
            let source = Arc::new(SourceText::new(&path, module.source.text.as_bytes()));
            let mentions = detect(&source);
            File { source, mentions, outline: &module.outline, feature: module.feature.as_deref() }
        })
        .collect();
    let places = defaults::places(&files);
    let mentions = places.into_iter().map(|place| {
        let dependency = Dependency {
            name: one.name.clone(),
            version: one.version.clone(),
            features: one.features.iter().cloned().collect(),
            feature: place.feature,
            required_by: one.required_by.clone(),
            standing: place.standing,
        };
        let class = if place.standing == Standing::Default { Class::Use } else { Class::Mention };
        Mention { class, dependency: Some(Arc::new(dependency)), ..place.mention }
    });
    Found { mentions: mentions.collect(), files_read }
}
