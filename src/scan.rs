//! From files to mentions: everything that is meant is read, in the order of paths.
//!
//! Stands between detection and resolution. Brings together what files are read (`walk`, `changes`), what
//! is made of each (`detect`), and what crates bring (`dependencies`).

use crate::changes::{Changed, changes, read_blobs};
use crate::dependencies::{self, Graph};
use crate::detect::permissions::permissions;
use crate::detect::{detect, prefilter, weights};
use crate::mention::{Class, Kind, Mention};
use crate::report::{Permission, Scan};
use crate::settings::{ChangedSince, Settings, SettingsError};
use crate::text::SourceText;
use crate::walk::{Content, Single, Walked, walk};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What one file yields.
type Found = (Vec<Mention>, Vec<Permission>);

/// What the old side names, each with the strongest way in which it does.
type Known = BTreeMap<(Kind, String), Class>;

/// Reads the files that the settings mean, every mention and every inline permission; then the crates.
pub fn scan(settings: &Settings, graph: &Graph) -> Result<Scan, SettingsError> {
    let mut scan = own_files(settings)?;
    scan.mentions.retain(|mention| !graph.holds(mention.source.path()));
    let brought = dependencies::read(&graph.crates, settings.scan.max_file_size, settings.scan.threads);
    scan.mentions.extend(brought.mentions);
    scan.files_read += brought.files_read;
    Ok(scan)
}

fn own_files(settings: &Settings) -> Result<Scan, SettingsError> {
    let Some(since) = &settings.scan.changed else {
        return Ok(gather(walk(settings, weights::WEIGHTS, &read)));
    };
    let changed = changes(settings, since)?;
    let (walked, known) = read_changes(settings, since, &changed)?;
    let mut scan = gather(walked);
    scan.mentions.retain(|mention| !is_known(mention, &known));
    Ok(scan)
}

fn gather(walked: Walked<Found>) -> Scan {
    let mut scan = Scan { skipped: walked.skipped, files_read: walked.files_read, ..Scan::default() };
    for (_, (mentions, permissions)) in walked.found {
        scan.mentions.extend(mentions);
        scan.permissions.extend(permissions);
    }
    scan
}

/// One file.
fn read(path: &str, content: Content<'_>) -> Option<Found> {
    match content {
        Content::Weights(file) => Some((weights::read(path, &file), Vec::new())),
        Content::Text(bytes) if prefilter::may_name_a_model(bytes) => {
            let source = Arc::new(SourceText::new(path, bytes));
            let (mentions, permissions) = (detect(&source), permissions(&source));
            (!mentions.is_empty() || !permissions.is_empty()).then_some((mentions, permissions))
        }
        Content::Text(_) => None,
    }
}

/// The new side of the changes, and what their old side names if that was asked for.
fn read_changes(
    settings: &Settings,
    since: &ChangedSince,
    changed: &[Changed],
) -> Result<(Walked<Found>, Known), SettingsError> {
    let mut new = Single::new(settings, weights::WEIGHTS);
    let mut old = Single::new(settings, weights::WEIGHTS);
    if *since != ChangedSince::Head {
        for path in changed.iter().filter_map(|file| file.path.as_deref()) {
            new.read(path, read);
        }
    }
    // Contents to ask git for: whether old, path, name.
    let staged = changed.iter().filter_map(|file| Some((false, file.path.as_deref()?, file.staged.as_deref()?)));
    let before = changed.iter().filter_map(|file| file.old.as_ref()).filter(|_| settings.scan.new_only);
    let wanted: Vec<(bool, &str, &str)> =
        staged.chain(before.map(|(path, name)| (true, path.as_str(), name.as_str()))).collect();
    let names: Vec<&str> = wanted.iter().map(|(_, _, name)| *name).collect();
    read_blobs(&settings.root, &names, settings.scan.max_file_size, &mut |index, blob| {
        let (is_old, path, _) = wanted[index];
        let side = if is_old { &mut old } else { &mut new };
        match blob {
            Some(blob) => side.read_bytes(path, &blob.bytes, blob.size, read),
            None => side.unreadable(path, "git does not hold its content"),
        }
    })?;
    Ok((new.finish(), known(old.finish())))
}

fn known(old: Walked<Found>) -> Known {
    let mut known = Known::new();
    for mention in old.found.into_iter().flat_map(|(_, (mentions, _))| mentions) {
        let class = known.entry(key(&mention)).or_insert(mention.class);
        // A use is the first of the two.
        *class = mention.class.min(*class);
    }
    known
}

fn key(mention: &Mention) -> (Kind, String) {
    (mention.kind, mention.id.to_lowercase())
}

/// Whether the old side names it already. What was only spoken of and is now used is new.
fn is_known(mention: &Mention, known: &Known) -> bool {
    known.get(&key(mention)).is_some_and(|class| *class <= mention.class)
}
