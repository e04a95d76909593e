//! The model that this permission was written for is gone.

// model-license: allow(forbidden-use) written permission of 2025-01-01
fn load() {}

/// An example in documentation permits nothing, and is not unused:
/// `// model-license: allow(forbidden-use) reason`
fn explain() -> &'static str {
    "# model-license: allow(forbidden-use) reason"
}
