//! The embedded registry: licenses, facts, models.

mod blob;
mod curated;
// Shared with the build script, which uses the rest of it and has no module above it to restrict it to.
#[allow(unreachable_pub, dead_code)]
mod layout;
mod models;
mod names;
pub mod schema;
mod tables;

pub use blob::{ALIASES, OLLAMA, RENAMED_ORGANIZATIONS, SOURCES};
pub use curated::{CURATED, FoundCurated, curated_history, find_curated};
pub use models::{Conflict, Found, ModelRecord, Relation, Tag, find_model, models, nearest_model, source};
pub use names::{FoundOllama, find_ollama, known_organization};
pub use tables::{FACTS, LICENSES, find_license};
