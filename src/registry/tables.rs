//! What `build.rs` compiled from `registry/`: static tables, nothing is parsed at start-up.

use super::schema::{
    Activities, Activity::*, Answer::*, Class::*, Condition, Confidence::*, Contradiction, Fact, FactKind::*,
    Fingerprint, License, Limit, LimitKind::*, List, ModelAttribute, NoncommercialTerms, Obligation,
    ObligationKind::*, Place::*, Provision, Risk::*, Source, Terms, Text, Topic::*,
};

include!(concat!(env!("OUT_DIR"), "/licenses.rs"));

/// The license of a key.
#[must_use]
pub fn find_license(key: &str) -> Option<&'static License> {
    let at = LICENSES.binary_search_by(|license| license.key.0.cmp(key)).ok()?;
    LICENSES.get(at)
}
