//! The embedded registry: licenses, facts, models, constructs.

pub mod constructs;
pub mod schema;
mod tables;

pub use tables::{CONSTRUCTS, FACTS, LICENSES};
