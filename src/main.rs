//! `cargo model-license`: see the library of the same package.

use std::process::ExitCode;

fn main() -> ExitCode {
    let argv = std::env::args_os().collect();
    // A mistake of ours is no verdict: it must not look like one.
    std::panic::catch_unwind(|| cargo_model_license::run::run(argv)).unwrap_or(ExitCode::from(2))
}
