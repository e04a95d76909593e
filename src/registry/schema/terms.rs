//! What a license tests before it grants, and what it asks for in return: limits, obligations, provisions.

use super::{Activity, Answer, List, Text};
use serde::Deserialize;

/// A test that comes before the activities. The order in the file is the order of evaluation.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Unique within the license, kebab-case.
    pub id: Text,
    /// What is tested.
    pub kind: LimitKind,
    /// The activities it concerns; empty means all.
    #[serde(default)]
    pub activities: List<Activity>,
    /// The limit applies when all of these hold.
    pub when: List<Condition>,
    /// It is lifted when any of these holds.
    #[serde(default)]
    pub unless: List<Condition>,
    /// What follows when it applies: `forbidden`, `conditional` or `unsettled`.
    pub then: Answer,
    /// Ids of obligations that become due when it applies.
    #[serde(default)]
    pub obligations: List<Text>,
    /// The clause.
    pub clause: Text,
    /// The clause in our words, one sentence.
    pub why: Text,
    /// What the licensee can do beyond it.
    #[serde(default)]
    pub remedy: Option<Text>,
}

/// What a limit tests.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum LimitKind {
    /// Where the licensee is, or where its users are.
    Territory,
    /// A purpose that is excluded, such as military use.
    FieldOfUse,
    /// A kind of licensee that is excluded or favoured.
    Eligibility,
    /// A number of users or an amount of revenue.
    Numeric,
    /// Something the licensee must have done before, such as registering.
    Precondition,
}

/// A test of one fact, or of one property of the model. Exactly one comparison is given.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// A key of `registry/facts.toml`.
    #[serde(default)]
    pub fact: Option<Text>,
    /// A `model_attribute` of this license that the model has.
    #[serde(default)]
    pub model: Option<Text>,
    /// The number is greater.
    #[serde(default)]
    pub over: Option<u64>,
    /// The number is greater or equal.
    #[serde(default)]
    pub at_least: Option<u64>,
    /// The number is smaller.
    #[serde(default)]
    pub under: Option<u64>,
    /// The number is smaller or equal.
    #[serde(default)]
    pub at_most: Option<u64>,
    /// The number is exactly this.
    #[serde(default)]
    pub equals: Option<u64>,
    /// The yes-or-no fact has this value.
    #[serde(default)]
    pub is: Option<bool>,
    /// The word is (or the list of words contains) one of these. `EU` stands for its member states.
    #[serde(default)]
    pub any_of: List<Text>,
}

/// Something that must be shown, kept or passed on.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Obligation {
    /// Unique within the license, kebab-case.
    pub id: Text,
    /// What it is.
    pub kind: ObligationKind,
    /// The activities that make it due; empty where only a limit does.
    #[serde(default)]
    pub on: List<Activity>,
    /// It is due only when all of these hold as well.
    #[serde(default)]
    pub when: List<Condition>,
    /// Where it must stand.
    pub place: Place,
    /// The exact sentence, compared with white space folded.
    #[serde(default)]
    pub text: Option<Text>,
    /// A regular expression that a fulfilled obligation matches.
    #[serde(default)]
    pub pattern: Option<Text>,
    /// Due only where the publisher ships such a file (a NOTICE, a copyright line): its content is copied.
    #[serde(default)]
    pub copied_from_upstream: bool,
    /// The clause.
    pub clause: Text,
    /// What to do, in our words, one sentence in the imperative.
    pub summary: Text,
}

/// What an obligation is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "kebab-case")]
pub enum ObligationKind {
    /// A copy of the license text.
    LicenseCopy,
    /// A notice sentence in a notice file.
    NoticeSentence,
    /// Credit to the creator, with a link to the license.
    Attribution,
    /// A line shown to users.
    Display,
    /// A rule for the name of a published derivative.
    Naming,
    /// A statement of what was changed.
    ChangeMarks,
    /// Terms that must be passed on to recipients or users.
    FlowDown,
    /// A label on outputs that are made public.
    OutputLabel,
    /// A registration with, or an approval by, the publisher.
    Registration,
    /// An offer of the source.
    SourceOffer,
}

/// Where an obligation must be fulfilled.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// A license file beside the weights or at the package root.
    LicenseFile,
    /// A notice file (`NOTICE`, `THIRD_PARTY_NOTICES`, …).
    NoticeFile,
    /// An attribution file or the README.
    AttributionFile,
    /// A file that users see: README, documentation, site, user interface.
    UserFacing,
    /// Terms of service or the like.
    TermsOfService,
    /// The name under which a derivative is published.
    ModelName,
    /// The files that were changed, or a document about the changes.
    ChangedFiles,
    /// The outputs themselves.
    Outputs,
    /// The organisation's own records.
    Records,
}

/// A clause for the reader of the report.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provision {
    /// What it is about.
    pub topic: Topic,
    /// The clause.
    pub clause: Text,
    /// The clause in our words, one sentence.
    pub summary: Text,
}

/// What a provision is about.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// Patents.
    Patent,
    /// How the grant ends.
    Termination,
    /// The use policy and where it stands.
    UsePolicy,
    /// Whether derivatives carry the same terms.
    ShareAlike,
    /// Names and marks of the publisher.
    Trademark,
    /// Where the grant holds.
    Geography,
    /// Military and government use.
    Government,
    /// Who owns outputs and what may be done with them.
    OutputRights,
    /// Anything else.
    Other,
}

/// A contradiction inside the text.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contradiction {
    /// The two clauses.
    pub clauses: List<Text>,
    /// What they say against each other.
    pub summary: Text,
    /// The activities it makes uncertain.
    #[serde(default)]
    pub activities: List<Activity>,
}

/// A property of some models under the license.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelAttribute {
    /// The name that conditions use.
    pub name: Text,
    /// Hub ids that have it, as `glob` patterns compared without regard to case.
    pub ids: List<Text>,
}

/// How a license text is recognised. Compared in lower case with every run of characters other
/// than letters and digits folded to one space, so punctuation and layout do not matter.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fingerprint {
    /// Any of these stands near the beginning of the text.
    #[serde(default)]
    pub titles: List<Text>,
    /// All of these stand in the text. Short facts of wording, chosen to tell versions apart.
    #[serde(default)]
    pub phrases: List<Text>,
    /// None of these stands in the text: what tells a sibling text apart.
    #[serde(default)]
    pub absent: List<Text>,
}
