//! `registry/hub.tsv` and its companions to one binary blob.

use crate::schema::License;
use std::path::Path;

/// Placeholder of the shape; replaced by the real compiler of the tables.
pub fn compile(_registry: &Path, _out: &Path, _licenses: &[License], _problems: &mut Vec<String>) {}
