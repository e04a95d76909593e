//! The embedded registry: licenses, facts, models, constructs.

mod blob;
pub mod constructs;
mod curated;
// Shared with the build script, which uses the rest of it and has no module above it to restrict it to.
#[allow(unreachable_pub, dead_code)]
mod layout;
mod models;
mod name_filter;
mod names;
mod other_hubs;
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
pub use other_hubs::{catalogue_of, find_other_model};
pub use tables::{CONSTRUCTS, FACTS, LICENSES, OTHER_MODELS, find_license};
