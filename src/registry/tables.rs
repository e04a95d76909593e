//! What `build.rs` compiled from `registry/`: static tables, nothing is parsed at start-up.

// What is included here was printed by a program.
#![allow(missing_docs, unreachable_pub, clippy::enum_glob_use, clippy::unreadable_literal)]

use super::schema::{
    Activities,
    Activity::{
        Evaluate, FineTune, Internal, Product, PublishOutputs, RedistributeFinetune, RedistributeWeights, Research,
        Saas, TrainOtherModels,
    },
    Answer::{Allowed, Conditional, Forbidden, Silent, Unsettled},
    Call, Catalogue,
    Class::{Copyleft, NonCommercial, Permissive, ResearchOnly, Threshold, UseRestricted},
    Command, Condition,
    Confidence::{Interpreted, Read, Reported},
    Constant, Constructs, Contradiction, Fact,
    FactKind::{Number, Word, Words, YesNo},
    Fingerprint, Flag, Implicit, Key, License, Limit,
    LimitKind::{Eligibility, FieldOfUse, Numeric, Precondition, Territory},
    List, LookAlike, ModelAttribute,
    Named::{CatalogueModel, HubDataset, HubModel, HubSpace, Nothing, OllamaModel, PublishedModel},
    NoncommercialTerms, Obligation,
    ObligationKind::{
        Attribution, ChangeMarks, Display, FlowDown, LicenseCopy, Naming, NoticeSentence, OutputLabel, Registration,
        SourceOffer,
    },
    OtherModel,
    Place::{
        AttributionFile, ChangedFiles, LicenseFile, ModelName, NoticeFile, Outputs, Records, TermsOfService, UserFacing,
    },
    Provision,
    Risk::{High, Low, Medium},
    Server, ShortName, Source, Terms, Text,
    Topic::{Geography, Government, Other, OutputRights, Patent, ShareAlike, Termination, Trademark, UsePolicy},
};

include!(concat!(env!("OUT_DIR"), "/licenses.rs"));
include!(concat!(env!("OUT_DIR"), "/constructs.rs"));
include!(concat!(env!("OUT_DIR"), "/datasets.rs"));
include!(concat!(env!("OUT_DIR"), "/other_hubs.rs"));

/// The license of a key.
#[must_use]
pub fn find_license(key: &str) -> Option<&'static License> {
    let at = LICENSES.binary_search_by(|license| license.key.0.cmp(key)).ok()?;
    LICENSES.get(at)
}
