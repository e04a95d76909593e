//! What `build.rs` compiled from `registry/`: static tables, nothing is parsed at start-up.

use super::schema::{
    Activities, Activity::*, Answer::*, Call, Class::*, Command, Condition, Confidence::*,
    Constant, Constructs, Contradiction, Fact, FactKind::*, Fingerprint, Flag, Implicit, Key,
    License, Limit, LimitKind::*, List, LookAlike, ModelAttribute, Named::*, NoncommercialTerms,
    Obligation, ObligationKind::*, Place::*, Provision, Risk::*, ShortName, Source, Terms, Text,
    Topic::*,
};

include!(concat!(env!("OUT_DIR"), "/licenses.rs"));
include!(concat!(env!("OUT_DIR"), "/constructs.rs"));
