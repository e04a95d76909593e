//! Answers of `explain` for people: a model, a license or a rule on one screen.

use super::data::risk_word;
use super::look::Look;
use super::table::color;
use super::text::{BOLD, notes, styled, wrap};
use crate::explain::{ACTIVITIES, Explained, ExplainedActivity, ExplainedBase, ExplainedModel};
use crate::judge::{RULES, Rule};
use crate::registry::schema::{Answer, License};
use crate::registry::{LICENSES, find_license};
use crate::settings::{DeclaredUse, nearest};
use crate::verdict::{Decision, activity_key, activity_phrase, terms};
use std::fmt::Write as _;

/// Where the text behind the names begins.
const INDENT: usize = 14;

/// All answers, with an empty line between them.
pub(super) fn answers(answers: &[Explained], usage: &DeclaredUse, look: &Look) -> String {
    let each = answers.iter().map(|answer| match answer {
        Explained::Model(model) => self::model(model, usage, look),
        Explained::License(license) => self::license(license, look),
        Explained::Rule(rule) => self::rule(rule, look),
    });
    each.collect::<Vec<_>>().join("\n")
}

/// A sheet of named lines.
struct Sheet<'a> {
    out: String,
    look: &'a Look,
}

impl Sheet<'_> {
    fn lines(&mut self, name: &str, lines: impl IntoIterator<Item = String>) {
        let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        notes(&mut self.out, INDENT, name, &lines, Some(self.look.width));
    }
}

fn model(model: &ExplainedModel, usage: &DeclaredUse, look: &Look) -> String {
    let decision = model.verdict.verdict;
    let word = styled(color(decision), decision.word());
    let mut sheet = Sheet { out: format!("{}  {word} {}\n", styled(BOLD, &model.id), for_use(usage)), look };
    if let Some(old) = &model.alias_of {
        sheet.lines("asked for", [format!("{old}, which is the same model under another name")]);
    }
    sheet.lines("license", [license_words(model)]);
    sheet.lines("known from", [model.why.clone()]);
    sheet.lines("evidence", model.sources.iter().map(|source| dated(&source.source, &source.date, &source.value)));
    sheet.lines("conflicts", model.conflicts.iter().cloned());
    sheet.lines("gated", model.gated.iter().map(|gated| format!("{} (as of {})", gated.value, gated.as_of)));
    sheet.lines("base", model.base_models.iter().map(base));
    sheet.lines("decided by", deciding(model));
    // Without a license every activity is unknown; saying so ten times helps nobody.
    for decision in [Decision::Allowed, Decision::Conditional, Decision::Unknown, Decision::Forbidden] {
        sheet.lines(decision.word(), model.license.map(|_| activities(&model.activities, decision)));
    }
    let missing = model.verdict.missing_facts.iter();
    sheet.lines("missing", missing.map(|fact| format!("{}: {}", fact.key, fact.question)));
    let due = model.obligations.iter();
    sheet.lines("you must", due.map(|due| format!("{} ({}, {})", due.summary, due.license, due.clause)));
    sheet.lines("instead", model.alternatives.iter().map(|other| format!("{} ({}, allowed)", other.id, other.license)));
    if !model.found {
        sheet.lines("help", [not_found(&model.id)]);
    }
    sheet.out
}

/// `for a product, commercial`
fn for_use(usage: &DeclaredUse) -> String {
    let phrases: Vec<&str> = usage.activities.iter().map(|activity| activity_phrase(*activity)).collect();
    let commercial = if usage.commercial { "commercial" } else { "not commercial" };
    format!("for {} ({commercial})", phrases.join(", "))
}

fn license_words(model: &ExplainedModel) -> String {
    let name =
        |key: &&str| find_license(key).map_or_else(|| (*key).to_owned(), |known| format!("{} ({key})", known.name));
    match model.license {
        Some(key) => name(&key),
        None => match &model.hub_tag {
            Some(tag) => format!("unknown (the Hub's tag is {tag})"),
            None => "unknown".to_owned(),
        },
    }
}

fn dated(source: &str, date: &str, value: &str) -> String {
    if date.is_empty() { format!("{source}: {value}") } else { format!("{source}, {date}: {value}") }
}

fn base(base: &ExplainedBase) -> String {
    let license = base.license.unwrap_or("license unknown");
    if base.relation.is_empty() {
        format!("{} ({license})", base.id)
    } else {
        format!("{} ({license}), {}", base.id, base.relation)
    }
}

fn deciding(model: &ExplainedModel) -> Vec<String> {
    let verdict = &model.verdict;
    let (Some(license), Some(clause), Some(why)) = (verdict.license, &verdict.clause, &verdict.why) else {
        return Vec::new();
    };
    let cited = if clause == "-" { license.to_owned() } else { format!("{license}, {clause}") };
    let mut lines = vec![format!("{cited}: {why}")];
    lines.extend(verdict.remedy.clone());
    lines
}

/// `product (2.b), saas (2.b)`
fn activities(all: &[ExplainedActivity], decision: Decision) -> String {
    let words = all.iter().filter(|activity| activity.verdict == decision).map(|activity| match &activity.clause {
        Some(clause) if clause != "-" => format!("{} ({clause})", activity.activity),
        _ => activity.activity.to_owned(),
    });
    words.collect::<Vec<_>>().join(", ")
}

fn not_found(term: &str) -> String {
    let rules = RULES.iter().map(|rule| rule.id);
    let names = rules.chain(LICENSES.iter().flat_map(|license| [license.key.0, license.spdx.0]));
    match nearest(term, names).filter(|_| !term.contains('/')) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "state its license in a [[model]] entry of model-license.toml".to_owned(),
    }
}

fn license(license: &'static License, look: &Look) -> String {
    let mut sheet = Sheet { out: format!("{}  {}\n", styled(BOLD, &license.key), license.name), look };
    sheet.lines("publisher", [license.publisher.to_string()]);
    sheet.lines("version", [license.version.to_string()]);
    sheet.lines("spdx", [license.spdx.to_string()]);
    sheet.lines("risk", [format!("{}: {}", risk_word(license.risk), license.risk_reason)]);
    let answers = [
        (Answer::Allowed, "allowed"),
        (Answer::Silent, "silent"),
        (Answer::Conditional, "conditional"),
        (Answer::Unsettled, "unsettled"),
        (Answer::Forbidden, "forbidden"),
    ];
    for (answer, word) in answers {
        sheet.lines(word, granted(license, answer));
    }
    sheet.lines("limits", license.limits.iter().map(|limit| format!("{}: {}", limit.clause, limit.why)));
    sheet.lines("asks for", license.obligations.iter().map(|due| format!("{}: {}", due.clause, due.summary)));
    sheet.lines("besides", license.provisions.iter().map(|other| format!("{}: {}", other.clause, other.summary)));
    sheet.lines("contradicts", license.contradictions.iter().map(|other| other.summary.to_string()));
    sheet.lines("notes", license.notes.iter().map(ToString::to_string));
    sheet.lines("text", [license.text_url.to_string()]);
    sheet.lines("offer", license.commercial_offer.iter().map(ToString::to_string));
    sheet.lines("read", license.sources.iter().map(|source| format!("{}, {}", source.text, source.read)));
    sheet.out
}

/// The activities with one answer, for a commercial licensee.
fn granted(license: &'static License, answer: Answer) -> Vec<String> {
    let rows = ACTIVITIES.iter().map(|activity| (activity_key(*activity), terms(license, *activity)));
    let line = |(key, terms): (&str, &crate::registry::schema::Terms)| match (answer, &*terms.clause) {
        (Answer::Silent, _) => key.to_owned(),
        (_, "-") => format!("{key}: {}", terms.why),
        (_, clause) => format!("{key} ({clause}): {}", terms.why),
    };
    rows.filter(|(_, terms)| terms.answer == answer).map(line).collect()
}

/// A rule's docs are Markdown that reads well as it is; paragraphs are laid out for the terminal.
fn rule(rule: &Rule, look: &Look) -> String {
    let paragraphs = rule.docs.split("\n\n").map(|paragraph| self::paragraph(paragraph.trim_end(), look));
    paragraphs.collect::<Vec<_>>().join("\n")
}

fn paragraph(text: &str, look: &Look) -> String {
    let mut out = String::new();
    let mut rest = text;
    if text.starts_with('#') {
        let (heading, body) = text.split_once('\n').unwrap_or((text, ""));
        let _ = writeln!(out, "{}", styled(BOLD, heading.trim_start_matches('#').trim_start()));
        rest = body;
    }
    let is_prose = !rest.lines().any(|line| line.starts_with([' ', '-', '`', '|']));
    let lines = if is_prose { vec![rest.replace('\n', " ")] } else { rest.lines().map(ToOwned::to_owned).collect() };
    for line in lines.iter().filter(|line| !line.is_empty()).flat_map(|line| wrap(line, look.width)) {
        let _ = writeln!(out, "{line}");
    }
    out
}
