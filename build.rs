//! Reads the registry, checks it, and compiles it into tables that the binary uses in place.
//!
//! A wrong entry stops the build with the file, the key and the reason.

// The modules share their items with `src/`, where the same rule holds as written.
#![allow(unreachable_pub)]

#[path = "build/blob.rs"]
mod blob;
#[path = "build/construct_checks.rs"]
mod construct_checks;
#[path = "build/construct_needles.rs"]
mod construct_needles;
#[path = "build/constructs.rs"]
mod constructs;
#[path = "build/curated.rs"]
mod curated;
#[path = "build/datasets.rs"]
mod datasets;
#[path = "build/hub.rs"]
mod hub;
#[path = "src/registry/layout.rs"]
#[allow(dead_code)]
mod layout;
#[path = "build/licenses.rs"]
mod licenses;
#[path = "build/names.rs"]
mod names;
#[path = "build/other_hubs.rs"]
mod other_hubs;
#[path = "src/registry/schema/mod.rs"]
#[allow(dead_code)]
mod schema;
#[path = "build/tsv.rs"]
mod tsv;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=registry");
    println!("cargo::rerun-if-changed=build");
    let Some(out) = std::env::var_os("OUT_DIR").map(PathBuf::from) else {
        println!("cargo::error=OUT_DIR is not set: run this through cargo");
        return ExitCode::FAILURE;
    };
    let mut problems = Vec::new();
    let licenses = licenses::compile(Path::new("registry"), &out, &mut problems);
    let ids = hub::compile(Path::new("registry"), &out, &licenses, &mut problems);
    curated::compile(Path::new("registry"), &out, &licenses, &ids, &mut problems);
    other_hubs::compile(Path::new("registry"), &out, &licenses, &mut problems);
    constructs::compile(Path::new("registry"), &out, &ids, &mut problems);
    datasets::compile(Path::new("registry"), &out, &mut problems);
    for problem in &problems {
        println!("cargo::error={problem}");
    }
    if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
