//! One license, one activity, one declared use: the order in which a lawyer would read.
//!
//! Limits first (territory, purpose, size), then the row of the activity, then what is due in return.

use super::facts::{MissingFact, Profile, Truth, all, any};
use super::words::{activity_phrase, terms};
use super::{Decision, Due, Verdict};
use crate::registry::schema::{Activity, Answer, Class, Condition, License, Limit, Obligation, Text};

/// A limit that neither holds nor fails: facts are missing.
struct OpenLimit {
    limit: &'static Limit,
    missing: Vec<MissingFact>,
}

/// The limits of a license for one activity, sorted by what they came to.
#[derive(Default)]
struct Limits {
    holding: Vec<&'static Limit>,
    open: Vec<OpenLimit>,
}

/// Judges one activity under one license.
#[must_use]
pub fn judge_license(profile: Profile<'_>, activity: Activity) -> Verdict {
    let limits = test_limits(profile, activity);
    let row = Row::of(profile, activity);
    let holding = |then: Answer| limits.holding.iter().copied().find(|limit| limit.then == then);
    if let Some(limit) = holding(Answer::Forbidden) {
        return from_limit(Decision::Forbidden, limit, profile, activity);
    }
    if row.decision == Decision::Forbidden {
        return row.verdict(profile, activity);
    }
    if let Some(limit) = holding(Answer::Unsettled) {
        return from_limit(Decision::Unknown, limit, profile, activity);
    }
    let mut verdict = match holding(Answer::Conditional) {
        Some(limit) if row.decision < Decision::Conditional => {
            from_limit(Decision::Conditional, limit, profile, activity)
        }
        _ => row.verdict(profile, activity),
    };
    verdict.obligations = obligations(profile, activity, &limits);
    weigh_conditional_duties(&mut verdict);
    leave_open(&mut verdict, limits.open);
    verdict
}

fn test_limits(profile: Profile<'_>, activity: Activity) -> Limits {
    let mut limits = Limits::default();
    for limit in profile.license.limits.iter() {
        if !limit.activities.is_empty() && !limit.activities.contains(&activity) {
            continue;
        }
        match applies(&limit.when, &limit.unless, profile) {
            Truth::Yes => limits.holding.push(limit),
            Truth::No => {}
            Truth::Open(missing) => limits.open.push(OpenLimit { limit, missing }),
        }
    }
    limits
}

fn applies(when: &[Condition], unless: &[Condition], profile: Profile<'_>) -> Truth {
    match (all(when, profile), any(unless, profile)) {
        (Truth::No, _) | (_, Truth::Yes) => Truth::No,
        (Truth::Yes, Truth::No) => Truth::Yes,
        (Truth::Open(mut missing), Truth::Open(more)) => {
            missing.extend(more);
            Truth::Open(missing)
        }
        (Truth::Open(missing), Truth::No) | (Truth::Yes, Truth::Open(missing)) => Truth::Open(missing),
    }
}

/// The row of the activity, with the verdict that it alone gives.
struct Row {
    decision: Decision,
    clause: Text,
    why: String,
}

impl Row {
    fn of(profile: Profile<'_>, activity: Activity) -> Row {
        let terms = terms(profile.license, activity);
        let (answer, clause, why) = match terms.noncommercial {
            Some(row) if !profile.usage.commercial => (row.answer, row.clause, row.why),
            _ => (terms.answer, terms.clause, terms.why),
        };
        let decision = decide(answer, profile.license);
        let why = match answer {
            Answer::Silent if decision == Decision::Unknown => {
                format!("{why} The grant is limited, so silence is no permission for {}.", activity_phrase(activity))
            }
            _ => why.to_string(),
        };
        Row { decision, clause, why }
    }

    fn verdict(self, profile: Profile<'_>, activity: Activity) -> Verdict {
        verdict(self.decision, profile, activity, self.clause.to_string(), self.why)
    }
}

/// The verdict word of a row. Silence permits only where the grant has no limits, and a text that
/// was not read in full permits nothing.
fn decide(answer: Answer, license: &License) -> Decision {
    let unlimited = matches!(license.class, Class::Permissive | Class::Copyleft);
    match answer {
        Answer::Allowed | Answer::Silent if !license.complete => Decision::Unknown,
        Answer::Silent if !unlimited => Decision::Unknown,
        Answer::Allowed | Answer::Silent => Decision::Allowed,
        Answer::Conditional => Decision::Conditional,
        Answer::Unsettled => Decision::Unknown,
        Answer::Forbidden => Decision::Forbidden,
    }
}

/// What is due: by the activity, and by the limits that hold.
fn obligations(profile: Profile<'_>, activity: Activity, limits: &Limits) -> Vec<Due> {
    let by_limit = |id: &Text| limits.holding.iter().any(|limit| limit.obligations.contains(id));
    let due = |obligation: &'static Obligation| {
        if !obligation.on.contains(&activity) && !by_limit(&obligation.id) {
            return None;
        }
        let open = match all(&obligation.when, profile) {
            Truth::No => return None,
            Truth::Yes => Vec::new(),
            Truth::Open(missing) => missing,
        };
        Some(Due { license: profile.license, obligation, activities: vec![activity], open })
    };
    profile.license.obligations.iter().filter_map(due).collect()
}

/// The row describes the ordinary case. A duty that only some licensees have, and that this one has or
/// may have, changes an answer that asks for nothing.
fn weigh_conditional_duties(verdict: &mut Verdict) {
    let Some(due) = verdict.obligations.iter().find(|due| !due.obligation.when.is_empty()) else { return };
    if verdict.decision == Decision::Allowed {
        verdict.decision = if due.open.is_empty() { Decision::Conditional } else { Decision::Unknown };
        verdict.clause = due.obligation.clause.to_string();
        verdict.why = due.obligation.summary.to_string();
    }
    verdict.missing.extend(verdict.obligations.iter().flat_map(|due| due.open.iter().cloned()));
}

/// Takes the open limits into the verdict. An answer that asks for nothing becomes `unknown`, because
/// the limit may ask for something; `conditional` stays, with one condition more, unless the user
/// declared that the fact is not known.
fn leave_open(verdict: &mut Verdict, open: Vec<OpenLimit>) {
    for OpenLimit { limit, missing } in open {
        if verdict.decision >= Decision::Conditional && changes_nothing(limit, &verdict.obligations) {
            continue;
        }
        let declared_unknown = missing.iter().any(|fact| fact.declared_unknown);
        if verdict.decision == Decision::Allowed || (verdict.decision == Decision::Conditional && declared_unknown) {
            verdict.decision = Decision::Unknown;
            verdict.clause = limit.clause.to_string();
            verdict.why = limit.why.to_string();
        }
        verdict.open_limits.push(limit);
        verdict.missing.extend(missing);
    }
    verdict.missing.sort();
    verdict.missing.dedup();
}

/// A limit that would only make due what is due already.
fn changes_nothing(limit: &Limit, due: &[Due]) -> bool {
    limit.then == Answer::Conditional
        && !limit.obligations.is_empty()
        && limit.obligations.iter().all(|id| due.iter().any(|due| due.obligation.id == *id))
}

fn from_limit(decision: Decision, limit: &'static Limit, profile: Profile<'_>, activity: Activity) -> Verdict {
    let mut verdict = verdict(decision, profile, activity, limit.clause.to_string(), limit.why.to_string());
    verdict.remedy = limit.remedy.map(|remedy| remedy.to_string());
    verdict.limit = Some(limit);
    verdict
}

fn verdict(decision: Decision, profile: Profile<'_>, activity: Activity, clause: String, why: String) -> Verdict {
    Verdict {
        decision,
        license: profile.license,
        activity,
        clause,
        why,
        remedy: None,
        limit: None,
        open_limits: Vec::new(),
        missing: Vec::new(),
        obligations: Vec::new(),
    }
}
