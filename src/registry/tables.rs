//! What `build.rs` compiled from `registry/`: static tables, nothing is parsed at start-up.

use super::schema::{
    Activities, Activity::*, Answer::*, Call, Class::*, Command, Condition, Confidence::*, Constant, Constructs,
    Contradiction, Fact, FactKind::*, Fingerprint, Flag, Implicit, Key, License, Limit, LimitKind::*, List,
    LookAlike, ModelAttribute, Named::*, NoncommercialTerms, Obligation, ObligationKind::*, Place::*, Provision,
    Risk::*, ShortName, Source, Terms, Text, Topic::*,
};

include!(concat!(env!("OUT_DIR"), "/licenses.rs"));
include!(concat!(env!("OUT_DIR"), "/constructs.rs"));
include!(concat!(env!("OUT_DIR"), "/datasets.rs"));

/// The license of a key.
#[must_use]
pub fn find_license(key: &str) -> Option<&'static License> {
    let at = LICENSES.binary_search_by(|license| license.key.0.cmp(key)).ok()?;
    LICENSES.get(at)
}
