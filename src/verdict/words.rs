//! The words of the report for the registry's enums, and the rows of a license by activity.

use crate::registry::schema::{Activity, License, ObligationKind, Terms};

/// What a license says of an activity.
#[must_use]
pub fn terms(license: &'static License, activity: Activity) -> &'static Terms {
    let rows = &license.activities;
    match activity {
        Activity::Internal => &rows.internal,
        Activity::Product => &rows.product,
        Activity::Saas => &rows.saas,
        Activity::RedistributeWeights => &rows.redistribute_weights,
        Activity::FineTune => &rows.fine_tune,
        Activity::RedistributeFinetune => &rows.redistribute_finetune,
        Activity::TrainOtherModels => &rows.train_other_models,
        Activity::PublishOutputs => &rows.publish_outputs,
        Activity::Research => &rows.research,
        Activity::Evaluate => &rows.evaluate,
    }
}

/// The activity as it is written in the configuration.
#[must_use]
pub fn activity_key(activity: Activity) -> &'static str {
    match activity {
        Activity::Internal => "internal",
        Activity::Product => "product",
        Activity::Saas => "saas",
        Activity::RedistributeWeights => "redistribute-weights",
        Activity::FineTune => "fine-tune",
        Activity::RedistributeFinetune => "redistribute-finetune",
        Activity::TrainOtherModels => "train-other-models",
        Activity::PublishOutputs => "publish-outputs",
        Activity::Research => "research",
        Activity::Evaluate => "evaluate",
    }
}

/// The activity inside a sentence: "… for a product".
#[must_use]
pub fn activity_phrase(activity: Activity) -> &'static str {
    match activity {
        Activity::Internal => "internal use",
        Activity::Product => "a product",
        Activity::Saas => "a hosted service",
        Activity::RedistributeWeights => "passing on the weights",
        Activity::FineTune => "fine-tuning",
        Activity::RedistributeFinetune => "passing on a fine-tuned model",
        Activity::TrainOtherModels => "training other models with its outputs",
        Activity::PublishOutputs => "publishing outputs",
        Activity::Research => "research",
        Activity::Evaluate => "evaluation",
    }
}

/// The obligation's kind as the registry spells it.
#[must_use]
pub fn obligation_key(kind: ObligationKind) -> &'static str {
    match kind {
        ObligationKind::LicenseCopy => "license-copy",
        ObligationKind::NoticeSentence => "notice-sentence",
        ObligationKind::Attribution => "attribution",
        ObligationKind::Display => "display",
        ObligationKind::Naming => "naming",
        ObligationKind::ChangeMarks => "change-marks",
        ObligationKind::FlowDown => "flow-down",
        ObligationKind::OutputLabel => "output-label",
        ObligationKind::Registration => "registration",
        ObligationKind::SourceOffer => "source-offer",
    }
}
