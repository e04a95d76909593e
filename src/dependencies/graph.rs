//! The crates that the workspace is built from, asked from cargo.

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Node, Package, PackageId, TargetKind};
use miette::Diagnostic;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

/// A crate whose sources lie outside of the repository's own code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crate {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The features that are on.
    pub features: BTreeSet<String>,
    /// The shortest way to it: a member of the workspace, then crate by crate, without itself.
    pub required_by: Vec<String>,
    /// The folder of its manifest.
    pub folder: PathBuf,
    /// The files that compilation begins with: the library and the build script.
    pub roots: Vec<PathBuf>,
}

/// The dependency graph as far as it concerns us.
#[derive(Debug, Default)]
pub struct Graph {
    /// The crates, sorted by name and version.
    pub crates: Vec<Crate>,
    /// Folders inside of the root that hold crates of a registry or git (`cargo vendor`), relative to the
    /// root: they are dependencies, not the repository's own code.
    pub vendored: Vec<String>,
}

impl Graph {
    /// Whether a path of the tree belongs to a vendored crate.
    #[must_use]
    pub fn holds(&self, path: &str) -> bool {
        let inside = |folder: &String| path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'));
        self.vendored.iter().any(inside)
    }
}

/// Why the crates cannot be read.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub enum DependencyError {
    /// There is nothing that has dependencies.
    #[error("--deps reads the crates of a Cargo workspace, and `{}` is not there", manifest.display())]
    #[diagnostic(help("run it in the folder of the workspace, or name that with --root"))]
    NoManifest {
        /// The file that was looked for.
        manifest: PathBuf,
    },
    /// Cargo could not tell the dependency graph without the network.
    #[error("the dependency graph cannot be resolved: {error}")]
    #[diagnostic(help(
        "run `cargo fetch`: it writes Cargo.lock and downloads the sources; --deps itself never uses the network"
    ))]
    Unresolved {
        /// What cargo said.
        error: String,
    },
    /// Cargo knows a crate, and its sources are not where it says.
    #[error("the sources of {name} are not there: `{}`", path.display())]
    #[diagnostic(help("run `cargo fetch` to download them"))]
    NoSources {
        /// The crate.
        name: String,
        /// The file that is missing.
        path: PathBuf,
    },
}

/// Asks cargo which crates the workspace at the root is built from: normal and build dependencies with
/// the default features of its members, for every target.
pub fn crates(root: &Path) -> Result<Graph, DependencyError> {
    let manifest = root.join("Cargo.toml");
    if !manifest.is_file() {
        return Err(DependencyError::NoManifest { manifest });
    }
    let metadata = MetadataCommand::new()
        .manifest_path(manifest)
        .current_dir(root)
        // The lock file is the record of what is built; without it, cargo would write one.
        .other_options(vec!["--locked".to_owned(), "--offline".to_owned()])
        // A `rust-toolchain.toml` must not make rustup reach for the network.
        .env("RUSTUP_AUTO_INSTALL", "0")
        .exec()
        .map_err(|error| DependencyError::Unresolved { error: cause(&error.to_string()) })?;
    graph(root, &metadata)
}

/// What cargo said, on one line, without the words that repeat.
fn cause(error: &str) -> String {
    let lines = error.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "Caused by:");
    let text = lines.collect::<Vec<_>>().join("; ");
    text.replace("`cargo metadata` exited with an error: ", "").replacen("error: ", "", 1)
}

fn graph(root: &Path, metadata: &Metadata) -> Result<Graph, DependencyError> {
    let nodes = metadata.resolve.iter().flat_map(|resolve| &resolve.nodes).map(|node| (&node.id, node)).collect();
    let mut found = Graph::default();
    for (id, required_by) in reached(metadata, &nodes) {
        let (Some(package), Some(node)) = (metadata.packages.iter().find(|package| package.id == *id), nodes.get(id))
        else {
            continue;
        };
        let folder = package.manifest_path.parent().map(|folder| folder.as_std_path().to_owned()).unwrap_or_default();
        let inside = folder.strip_prefix(root).ok();
        if metadata.workspace_members.contains(id) || (inside.is_some() && package.source.is_none()) {
            continue;
        }
        if let Some(inside) = inside {
            let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            found.vendored.push(parts.join("/"));
        }
        found.crates.push(one(package, node, required_by, folder)?);
    }
    found.crates.sort_by(|a, b| (&a.name, &a.version, &a.folder).cmp(&(&b.name, &b.version, &b.folder)));
    Ok(found)
}

fn one(package: &Package, node: &Node, required_by: Vec<String>, folder: PathBuf) -> Result<Crate, DependencyError> {
    let name = package.name.to_string();
    let compiled = |kind: &TargetKind| {
        !matches!(kind, TargetKind::Bin | TargetKind::Example | TargetKind::Test | TargetKind::Bench)
    };
    let targets = package.targets.iter().filter(|target| target.kind.iter().any(compiled));
    let roots: Vec<PathBuf> = targets.map(|target| target.src_path.as_std_path().to_owned()).collect();
    if let Some(path) = roots.iter().find(|path| !path.is_file()) {
        return Err(DependencyError::NoSources { name, path: path.clone() });
    }
    let features = node.features.iter().map(ToString::to_string).collect();
    Ok(Crate { name, version: package.version.to_string(), features, required_by, folder, roots })
}

/// Every package that is built, with the shortest way to it. Development dependencies are not built.
fn reached<'a>(
    metadata: &'a Metadata,
    nodes: &BTreeMap<&'a PackageId, &'a Node>,
) -> BTreeMap<&'a PackageId, Vec<String>> {
    let names: BTreeMap<&PackageId, String> =
        metadata.packages.iter().map(|package| (&package.id, title(metadata, package))).collect();
    let mut members: Vec<&PackageId> = metadata.workspace_members.iter().collect();
    members.sort_by_key(|id| names.get(id));
    let mut ways: BTreeMap<&PackageId, Vec<String>> = members.iter().map(|id| (*id, Vec::new())).collect();
    let mut waiting: VecDeque<&PackageId> = members.into();
    while let Some(id) = waiting.pop_front() {
        let mut way = ways.get(id).cloned().unwrap_or_default();
        way.extend(names.get(id).cloned());
        for dependency in nodes.get(id).iter().flat_map(|node| &node.deps) {
            let built = |kind: &DependencyKind| matches!(kind, DependencyKind::Normal | DependencyKind::Build);
            if dependency.dep_kinds.iter().any(|info| built(&info.kind)) && !ways.contains_key(&dependency.pkg) {
                ways.insert(&dependency.pkg, way.clone());
                waiting.push_back(&dependency.pkg);
            }
        }
    }
    ways
}

/// `app` for a member of the workspace, `wrapper 1.2.0` for others.
fn title(metadata: &Metadata, package: &Package) -> String {
    if metadata.workspace_members.contains(&package.id) {
        return package.name.to_string();
    }
    format!("{} {}", package.name, package.version)
}
