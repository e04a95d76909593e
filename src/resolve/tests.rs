//! How models are resolved, with a small registry of our own.

use super::*;
use crate::settings::DeclaredModel;
use crate::testing::{self, mention, place, weights};
use crate::text::Span;

/// A registry whose rows are written in the ids: tests read as tables.
fn look_up(id: &str) -> Option<Known> {
    let tagged = |tag: &str| Known { id: id.to_owned(), tag: Some(tag.to_owned()), ..Known::default() };
    let based = |known: Known, bases: &[&str]| Known {
        bases: bases.iter().map(|base| ((*base).to_owned(), "finetune".to_owned())).collect(),
        ..known
    };
    let untagged = || Known { id: id.to_owned(), ..Known::default() };
    Some(match id {
        "free/model" => tagged("apache-2.0"),
        "old-name" => Known { id: "free/model".to_owned(), alias_of: Some(id.to_owned()), ..tagged("apache-2.0") },
        "meta/llama" => tagged("llama3.1"),
        "distill/relabelled" => based(tagged("apache-2.0"), &["meta/llama"]),
        "copy/untagged" => based(untagged(), &["meta/llama"]),
        "merge/of-unknown" => based(untagged(), &["free/model", "nobody/knows"]),
        "lost/untagged" => untagged(),
        "other/unnamed" => based(tagged("other"), &["meta/llama"]),
        "read/named" => Known {
            license_name: "vague".to_owned(),
            text: Some(ReadText { licenses: vec![testing::license("llama3.1")], ..ReadText::default() }),
            ..tagged("other")
        },
        "copy/same-name" => based(Known { license_name: "vague".to_owned(), ..tagged("other") }, &["read/named"]),
        "copy/other-name" => based(Known { license_name: "mine".to_owned(), ..tagged("other") }, &["read/named"]),
        "rare/tag" => tagged("artistic-1.0-unheld"),
        "two/tags" => tagged("apache-2.0,llama3.1"),
        "circle/a" => based(tagged("apache-2.0"), &["circle/b"]),
        "circle/b" => based(tagged("apache-2.0"), &["circle/a"]),
        "deep/chain" => based(untagged(), &["deep/chain-1"]),
        "disputed/model" => Known {
            conflicts: vec![Evidence {
                source: "catalogue 1.2".into(),
                date: "2026-01".into(),
                value: "llama3.1".into(),
            }],
            ..tagged("apache-2.0")
        },
        "changed/model" => Known {
            earlier: vec![Evidence { source: "Hub".into(), date: "2024-07-11".into(), value: "llama3.1".into() }],
            ..tagged("apache-2.0")
        },
        "read/model" => Known {
            text: Some(ReadText {
                licenses: vec![testing::license("llama3.1")],
                why: "The README says that the weights derive from Llama 3.1.".to_owned(),
                ..ReadText::default()
            }),
            ..tagged("apache-2.0")
        },
        _ => return None,
    })
}

fn resolver(declared: &[DeclaredModel]) -> Resolver<'_> {
    Resolver { declared, look_up }
}

fn resolved(id: &str) -> Resolution {
    resolver(&[]).resolve(id, None)
}

fn keys(licenses: &[&'static crate::registry::schema::License]) -> Vec<&'static str> {
    licenses.iter().map(|license| license.key.0).collect()
}

#[test]
fn a_tag_that_means_a_text_is_exact() {
    let resolution = resolved("free/model");
    assert_eq!(keys(&resolution.licenses), ["apache-2.0"]);
    assert_eq!(resolution.certainty, Certainty::Exact);
    assert_eq!(resolution.hub_tag.as_deref(), Some("apache-2.0"));
}

#[test]
fn the_ways_of_not_knowing_stay_apart() {
    assert_eq!(resolved("lost/untagged").non_answer, Some(NonAnswer::NoTag));
    assert_eq!(resolved("other/unnamed").non_answer, Some(NonAnswer::OtherWithoutName));
    assert_eq!(resolved("nobody/knows").non_answer, Some(NonAnswer::NotInRegistry));
    assert_eq!(resolved("rare/tag").non_answer, Some(NonAnswer::KnownTagWithoutTerms));
}

#[test]
fn an_untagged_copy_follows_its_base_and_says_that_this_is_inferred() {
    let resolution = resolved("copy/untagged");
    assert_eq!(keys(&resolution.licenses), ["llama3.1"]);
    assert_eq!(resolution.certainty, Certainty::Inferred);
    assert_eq!(resolution.non_answer, None);
}

#[test]
fn a_merge_follows_its_bases_only_where_all_are_known() {
    assert_eq!(resolved("merge/of-unknown").non_answer, Some(NonAnswer::NoTag));
}

#[test]
fn a_copy_tagged_other_does_not_follow_its_base() {
    let resolution = resolved("other/unnamed");
    assert!(resolution.licenses.is_empty());
    assert_eq!(keys(&resolution.all_licenses()), ["llama3.1"]);
}

#[test]
fn a_name_that_means_several_texts_is_told_by_the_base_that_bears_it_too() {
    assert_eq!(keys(&resolved("copy/same-name").licenses), ["llama3.1"]);
    assert_eq!(resolved("copy/same-name").certainty, Certainty::Inferred);
    assert_eq!(resolved("copy/other-name").non_answer, Some(NonAnswer::OtherWithoutName));
}

#[test]
fn a_free_tag_on_a_restricted_base_is_a_conflict_and_both_apply() {
    let resolution = resolved("distill/relabelled");
    assert_eq!(keys(&resolution.all_licenses()), ["apache-2.0", "llama3.1"]);
    assert_eq!(resolution.conflicts.len(), 1, "{:?}", resolution.conflicts);
}

#[test]
fn several_tags_all_apply() {
    assert_eq!(keys(&resolved("two/tags").licenses), ["apache-2.0", "llama3.1"]);
}

#[test]
fn a_circle_of_bases_ends() {
    let resolution = resolved("circle/a");
    assert_eq!(resolution.model_ids(), ["circle/a", "circle/b"]);
}

#[test]
fn the_text_that_was_read_outweighs_the_tag_which_stays_a_rival() {
    let resolution = resolved("read/model");
    assert_eq!(keys(&resolution.licenses), ["llama3.1"]);
    assert_eq!(keys(&resolution.rivals), ["apache-2.0"]);
    assert_eq!(resolution.conflicts.len(), 1);
}

#[test]
fn sources_that_differ_are_kept() {
    let resolution = resolved("disputed/model");
    assert_eq!(keys(&resolution.licenses), ["apache-2.0"]);
    assert_eq!(keys(&resolution.rivals), ["llama3.1"]);
    assert!(resolution.conflicts[0].contains("catalogue 1.2 (2026-01)"));
}

#[test]
fn the_users_statement_settles_the_license_and_leaves_the_base_in_place() {
    let declared = [DeclaredModel {
        id: "Disputed/Model".to_owned(),
        license: "Apache-2.0".to_owned(),
        reason: "asked the publisher".to_owned(),
        text: None,
        span: Span { start: 0, end: 0 },
    }];
    let resolution = resolver(&declared).resolve("disputed/model", None);
    assert_eq!(keys(&resolution.licenses), ["apache-2.0"]);
    assert!(resolution.rivals.is_empty());
    assert!(resolution.why.contains("asked the publisher"));
}

fn settings() -> Settings {
    let package = |name: &str, folder: &str| Package {
        name: name.to_owned(),
        folder: folder.to_owned(),
        license: None,
        published: false,
    };
    Settings { packages: vec![package("inner", "crates/inner"), package("outer", "")], ..testing::settings() }
}

fn usages(mentions: &[Mention]) -> Vec<Usage> {
    resolve_with(mentions, &settings(), &resolver(&[]))
}

#[test]
fn places_of_one_package_are_one_usage_under_the_present_name() {
    let usages = usages(&[
        place("crates/inner/a.rs", "free/model"),
        place("crates/inner/b.rs", "old-name"),
        place("crates/innermost/c.rs", "free/model"),
    ]);
    let summary: Vec<_> =
        usages.iter().map(|usage| (usage.id.as_str(), usage.package.as_deref(), usage.mentions.len())).collect();
    assert_eq!(summary, [("free/model", Some("inner"), 2), ("free/model", Some("outer"), 1)]);
}

#[test]
fn datasets_are_no_usages() {
    assert!(usages(&[mention("a.py", "", "org/data", Kind::Dataset, "load_dataset")]).is_empty());
}

#[test]
fn weights_whose_header_names_a_model_ship_that_model() {
    let mut mentions = vec![place("app.py", "meta/llama")];
    mentions.extend(testing::weights_of("models/m.gguf", "meta/llama"));
    let usages = usages(&mentions);
    assert_eq!(usages.len(), 1);
    assert_eq!((usages[0].id.as_str(), usages[0].exposure), ("meta/llama", Exposure::Shipped));
}

#[test]
fn the_card_beside_the_weights_states_license_and_base() {
    let card = "---\nlicense: \"apache-2.0\"\nbase_model: meta/llama\n---\n# Mine\n";
    let usages = usages(&[
        mention("models/README.md", card, "meta/llama", Kind::Model, "model-card"),
        weights("models/m-00001-of-00002.safetensors"),
        weights("models/m-00002-of-00002.safetensors"),
    ]);
    let weights = usages.iter().find(|usage| usage.id == "file:models/m.safetensors").expect("one model");
    assert_eq!(weights.mentions.len(), 2);
    assert_eq!(weights.exposure, Exposure::Shipped);
    assert_eq!(keys(&weights.resolution.all_licenses()), ["apache-2.0", "llama3.1"]);
}

#[test]
fn an_adapter_follows_the_model_that_it_adapts() {
    let usages = usages(&[
        mention("lora/adapter_config.json", "{}", "meta/llama", Kind::Model, "adapter-config"),
        weights("lora/adapter_model.safetensors"),
    ]);
    let adapter = &usages[0];
    assert_eq!(adapter.resolution.certainty, Certainty::Inferred);
    assert_eq!(keys(&adapter.resolution.licenses), ["llama3.1"]);
}

#[test]
fn an_earlier_tag_of_the_hub_is_history_and_no_rival() {
    let resolution = resolved("changed/model");
    assert!(resolution.rivals.is_empty());
    assert!(resolution.conflicts.is_empty());
    assert_eq!(resolution.changes, ["The Hub's tag was llama3.1 on 2024-07-11, and is apache-2.0."]);
}

/// Weights whose header states a license, and names models by the construct of their key.
fn header(path: &str, license: &str, named: &[(&str, &'static str)]) -> Vec<Mention> {
    let mut file = weights(path);
    file.declared_license = Some(license.to_owned());
    let named = named.iter().map(|(id, construct)| mention(path, "", id, Kind::Model, construct));
    std::iter::once(file).chain(named).collect()
}

#[test]
fn a_header_that_states_license_and_base_binds_by_both_and_the_conflict_is_shown() {
    let usages = usages(&header("models/m.gguf", "Apache-2.0", &[("meta/llama", "weights-base")]));
    let weights = usages.iter().find(|usage| usage.id == "file:models/m.gguf").expect("the file");
    assert_eq!(weights.resolution.certainty, Certainty::Exact);
    assert_eq!(keys(&weights.resolution.licenses), ["apache-2.0"]);
    assert_eq!(keys(&weights.resolution.all_licenses()), ["apache-2.0", "llama3.1"]);
    assert_eq!(weights.resolution.conflicts.len(), 1, "{:?}", weights.resolution.conflicts);
    assert_eq!(weights.resolution.sources[0].source, "models/m.gguf");
}

#[test]
fn a_header_that_differs_from_the_registry_about_its_source_leaves_both_answers() {
    let usages = usages(&header("m.gguf", "apache-2.0", &[("meta/llama", "weights-source")]));
    assert_eq!(usages.len(), 1);
    let resolution = &usages[0].resolution;
    assert_eq!((usages[0].id.as_str(), usages[0].exposure), ("meta/llama", Exposure::Shipped));
    assert_eq!((keys(&resolution.licenses), keys(&resolution.rivals)), (vec!["apache-2.0"], vec!["llama3.1"]));
    assert!(resolution.conflicts[0].contains("header"), "{:?}", resolution.conflicts);
}

#[test]
fn a_header_that_agrees_with_the_registry_is_no_conflict() {
    let usages = usages(&header("m.gguf", "llama3.1", &[("meta/llama", "weights-source")]));
    assert!(usages[0].resolution.rivals.is_empty() && usages[0].resolution.conflicts.is_empty());
    assert_eq!(keys(&usages[0].resolution.licenses), ["llama3.1"]);
}

#[test]
fn a_header_that_names_other_is_decided_by_the_name_beside_it() {
    let named = usages(&header("m.gguf", "other:llama3.1", &[]));
    let alone = usages(&header("m.gguf", "other", &[]));
    assert_eq!(alone[0].resolution.non_answer, Some(NonAnswer::OtherWithoutName));
    assert_eq!(named[0].resolution.sources[0].value, "license other (llama3.1)");
}

#[test]
fn a_card_that_contradicts_the_header_stays_a_rival() {
    let card = "---\nlicense: llama3.1\n---\n";
    let mut mentions = header("m-00001-of-00002.safetensors", "mit", &[]);
    mentions.push(mention("README.md", card, "free/model", Kind::Model, "model-card"));
    let usages = usages(&mentions);
    let weights = usages.iter().find(|usage| usage.kind == Kind::Weights).expect("the file");
    assert_eq!(keys(&weights.resolution.licenses), ["mit"]);
    assert_eq!(keys(&weights.resolution.rivals), ["llama3.1"]);
}

#[test]
fn the_strongest_place_is_the_exposure_of_the_model() {
    let exposure = |places: &[Mention]| usages(places)[0].exposure;
    assert_eq!(exposure(&[place("tests/a.py", "mit/a")]), Exposure::Development);
    assert_eq!(exposure(&[place("src/a.py", "mit/a"), place("tests/a.py", "mit/a")]), Exposure::Loaded);
    let mut spoken = place("src/a.py", "mit/a");
    spoken.class = crate::mention::Class::Mention;
    assert_eq!(exposure(&[spoken.clone(), place("tests/a.py", "mit/a")]), Exposure::Development);
    assert_eq!(exposure(&[spoken]), Exposure::Mentioned);
    let served = mention("run.sh", "vllm serve mit/a\n", "mit/a", Kind::Model, "vllm_serve");
    assert_eq!(exposure(&[served, place("src/a.py", "mit/a")]), Exposure::Served);
}
