//! What the user's command line and configuration mean, validated.
//!
//! Stands between `cli` (what was typed) and everything that needs to know the user's wishes. All
//! mistakes are collected before anything is reported, each with its place:
//! `root` finds the folder and the file, `toml` reads values with their spans, `sections`,
//! `policy`, `usage` and `levels` say what they mean.

mod complaint;
mod countries;
mod date;
mod levels;
mod names;
mod packages;
mod policy;
mod root;
mod sections;
mod toml;
mod types;
mod usage;

pub use complaint::{Complaint, SettingsError};
pub use date::is_date;
pub use names::nearest;
pub use packages::packages;
pub use types::*;

use crate::cli::Options;
use complaint::Complaints;
use root::Found;
use std::path::PathBuf;
use std::sync::Arc;

/// Names of configuration files, in the order in which they are looked for.
pub const CONFIG_FILES: [&str; 2] = ["model-license.toml", ".model-license.toml"];

/// The record of models in use.
pub const LOCK_FILE: &str = "model-license.lock";

/// Settings, and what should be said about them although it stops nothing.
#[derive(Debug)]
pub struct Loaded {
    /// What the user wants.
    pub settings: Settings,
    /// Warnings, in the order of the configuration.
    pub warnings: Vec<Complaint>,
}

/// Reads the configuration and joins it with the command line. `rules` are the ids of all rules.
pub fn load(options: &Options, paths: &[PathBuf], rules: &[&str]) -> Result<Loaded, SettingsError> {
    let changed = changed(options)?;
    let found = root::find(options, paths)?;
    let mut settings = defaults(options, &found);
    settings.scan.changed = changed;
    settings.scan.new_only = options.new;
    let mut complaints = found.warnings;
    if let Some(config) = found.config {
        settings.source = Some(Arc::clone(&config.source));
        let mut sink = Complaints::new(Arc::clone(&config.source));
        config.read(&mut sink, &mut settings, rules);
        complaints.extend(sink.sorted());
    }
    complaints.extend(levels::from_command_line(options, rules, &mut settings.levels));
    complaints.extend(usage::from_command_line(&options.set, &mut settings.usage));
    complaints.extend(date::from_command_line(options.today.as_deref(), &mut settings.today));
    if complaints.iter().any(|complaint| complaint.fatal) {
        return Err(SettingsError::Mistakes { mistakes: complaints });
    }
    Ok(Loaded { settings, warnings: complaints })
}

/// Which changes are meant. Options before and behind the command meet here, so clap cannot tell.
fn changed(options: &Options) -> Result<Option<ChangedSince>, SettingsError> {
    let mistake = |what: &str, help: &str| SettingsError::Changes { what: what.to_owned(), help: help.to_owned() };
    match (options.staged, &options.since) {
        (true, Some(_)) => Err(mistake("--staged and --since exclude each other", "--staged counts from HEAD")),
        (true, None) => Ok(Some(ChangedSince::Head)),
        (false, Some(revision)) => Ok(Some(ChangedSince::Revision(revision.clone()))),
        (false, None) if options.new => {
            Err(mistake("--new needs something to compare with", "add --staged or --since"))
        }
        (false, None) => Ok(None),
    }
}

/// What holds where nothing is declared: a commercial product that loads models at run time.
fn defaults(options: &Options, found: &Found) -> Settings {
    Settings {
        root: found.root.clone(),
        source: None,
        usage: DeclaredUse::default(),
        levels: std::collections::BTreeMap::new(),
        policy: Policy::default(),
        exceptions: Vec::new(),
        models: Vec::new(),
        scan: ScanSettings { paths: found.paths.clone(), threads: options.threads, ..ScanSettings::default() },
        notice_files: Vec::new(),
        today: None,
        packages: Vec::new(),
    }
}
