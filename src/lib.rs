//! x
pub mod registry;
