//! The embedded registry: licenses, facts, models.

pub mod schema;
mod tables;

pub use tables::{FACTS, LICENSES};
