//! The packages of the Cargo workspace at the root, asked from cargo.

use super::types::Package;
use cargo_metadata::MetadataCommand;
use std::path::Path;

/// The members of the workspace, deepest folder first; none where there is no `Cargo.toml`. The error is
/// what cargo said: a workspace that cargo cannot read is a note, not a stop.
pub fn packages(root: &Path) -> Result<Vec<Package>, String> {
    let manifest = root.join("Cargo.toml");
    if !manifest.is_file() {
        return Ok(Vec::new());
    }
    let metadata = MetadataCommand::new()
        .manifest_path(manifest)
        .current_dir(root)
        .no_deps()
        .other_options(vec!["--offline".to_owned()])
        // A `rust-toolchain.toml` must not make rustup reach for the network.
        .env("RUSTUP_AUTO_INSTALL", "0")
        .exec()
        .map_err(|error| error.to_string().trim().to_owned())?;
    let mut packages: Vec<Package> =
        metadata.workspace_packages().into_iter().filter_map(|package| member(root, package)).collect();
    packages.sort_by(|a, b| (b.folder.len(), &a.folder).cmp(&(a.folder.len(), &b.folder)));
    Ok(packages)
}

fn member(root: &Path, package: &cargo_metadata::Package) -> Option<Package> {
    let folder = package.manifest_path.parent()?.as_std_path();
    let folder = folder.strip_prefix(root).ok()?;
    let parts: Vec<_> = folder.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    Some(Package {
        name: package.name.to_string(),
        folder: parts.join("/"),
        license: package.license.clone(),
        published: package.publish.as_ref().is_none_or(|registries| !registries.is_empty()),
    })
}
