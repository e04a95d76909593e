//! The embedded registry: licenses, facts, models, constructs.

mod blob;
pub mod constructs;
mod curated;
// Shared with the build script, which uses the rest of it and has no module above it to restrict it to.
#[allow(unreachable_pub, dead_code)]
mod layout;
mod models;
mod names;
pub mod schema;
mod tables;

pub use blob::{ALIASES, OLLAMA, RENAMED_ORGANIZATIONS, SOURCES};
pub use constructs::{
    calls_named, commands, constant, flags, glob_fits, implicit, keys_matching, look_alike, needles, servers, serves,
    short_name,
};
pub use curated::{CURATED, FoundCurated, curated_history, find_curated};
pub use models::{Conflict, Found, ModelRecord, Relation, Tag, find_model, models, nearest_model, source};
pub use names::{FoundOllama, find_ollama, known_dataset, known_organization};
pub use tables::{CONSTRUCTS, FACTS, LICENSES, find_license};
