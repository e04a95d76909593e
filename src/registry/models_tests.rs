use super::*;
use std::collections::BTreeMap;

const TABLE: &str = include_str!("../../registry/hub.tsv");

fn rows() -> impl Iterator<Item = Vec<&'static str>> {
    TABLE.lines().skip(1).map(|line| {
        let mut cells: Vec<_> = line.split('\t').collect();
        cells.resize(12, "");
        cells
    })
}

fn word(relation: Relation) -> &'static str {
    match relation {
        Relation::Unstated => "",
        Relation::Finetune => "finetune",
        Relation::Quantized => "quantized",
        Relation::Merge => "merge",
        Relation::Adapter => "adapter",
    }
}

#[test]
fn every_row_is_found_again_with_equal_fields() {
    assert_eq!(rows().count(), models().count());
    for (cells, model) in rows().zip(models()) {
        let id = cells[0];
        let found = find_model(id).expect(id);
        assert_eq!((found.model, found.alias.is_none()), (model, true), "{id}");
        assert_eq!(model.id(), id);
        let tag = match cells[1] {
            "" => Tag::NoTag,
            "?" => Tag::NotObserved,
            "other" => Tag::Other,
            named => Tag::Named(named),
        };
        assert_eq!(model.tag(), tag, "{id}");
        assert_eq!((model.license_name(), model.license_link()), (cells[2], cells[3]), "{id}");
        let gated = (!cells[4].is_empty()).then(|| (cells[4] == "yes", cells[5]));
        assert_eq!(model.gated(), gated, "{id}");
        let source = model.source().expect(id).id;
        assert_eq!((source.0, model.date()), (cells[9], cells[10]), "{id}");
        let base_source = if cells[8].is_empty() { cells[9] } else { cells[8] };
        assert_eq!(*model.base_source().expect(id).id, *base_source, "{id}");
    }
}

#[test]
fn bases_and_conflicts_are_those_of_the_row() {
    for (cells, model) in rows().zip(models()) {
        let bases: Vec<_> = model.bases().collect();
        let names: Vec<_> = bases.iter().map(|(base, _)| base.id()).collect();
        assert_eq!(names.join(","), cells[6], "{}", cells[0]);
        let relations: Vec<_> = cells[7].split(',').collect();
        for (position, (_, relation)) in bases.iter().enumerate() {
            assert_eq!(word(*relation), *relations.get(position).unwrap_or(&relations[0]), "{}", cells[0]);
        }
        let conflicts: Vec<_> = model.conflicts().map(|c| format!("{}<={}@{}", c.value, c.source, c.date)).collect();
        assert_eq!(conflicts.join("; "), cells[11], "{}", cells[0]);
        assert!(model.conflicts().all(|conflict| source(conflict.source).is_some()), "{}", cells[0]);
    }
}

#[test]
fn licenses_are_those_that_claim_the_tag() {
    for model in models() {
        for (value, license) in model.terms() {
            let named = |license: &&License| {
                let tags = license.hub_tags.iter().any(|tag| tag.eq_ignore_ascii_case(value));
                tags || model.tag() == Tag::Other
                    && license.license_names.iter().any(|name| name.eq_ignore_ascii_case(value))
            };
            assert_eq!(license.map(|l| l.key), LICENSES.iter().find(named).map(|l| l.key), "{model:?}");
        }
    }
    let llama = find_model("meta-llama/Llama-3.1-8B-Instruct").expect("a known model").model;
    assert_eq!(llama.licenses().map(|license| license.key.0).collect::<Vec<_>>(), ["llama3.1"]);
}

#[test]
fn case_does_not_matter_and_the_unknown_is_not_found() {
    for model in models().step_by(97) {
        for id in [model.id().to_uppercase(), model.id().to_lowercase()] {
            assert_eq!(find_model(&id).map(|found| found.model), Some(model));
        }
        assert!(find_model(&format!("{}-not-there", model.id())).is_none());
        assert!(find_model(&model.id()[1..]).is_none_or(|found| found.model != model));
    }
    for id in ["", "/", "nobody/nothing", "\u{10ffff}", "zzzzzzzz/zzzz", "a"] {
        assert!(find_model(id).is_none(), "{id}");
    }
}

#[test]
fn a_number_outside_the_table_has_empty_fields() {
    for number in [blob::RECORD_COUNT, u32::MAX] {
        let outside = ModelRecord(number);
        assert_eq!((outside.id(), outside.tag(), outside.date()), ("", Tag::NoTag, ""));
        assert_eq!((outside.bases().count(), outside.conflicts().count(), outside.gated()), (0, 0, None));
    }
}

#[test]
fn a_misspelt_name_leads_to_its_neighbour() {
    let near = nearest_model("meta-llama/Llama-3.1-8B-Instrukt").expect("a neighbour");
    assert_eq!(near.id(), "meta-llama/Llama-3.1-8B-Instruct");
    assert_eq!(nearest_model("meta-llama/zzzz"), None);
    assert_eq!(nearest_model("nobody/nothing"), None);
    assert_eq!(nearest_model("no-slash"), None);
}

#[test]
fn chains_of_bases_end() {
    let mut longest = BTreeMap::new();
    for model in models() {
        let mut level = vec![model];
        let mut depth = 0;
        while !level.is_empty() && depth < 40 {
            level = level.iter().flat_map(|model| model.bases().map(|(base, _)| base)).take(64).collect();
            depth += 1;
        }
        *longest.entry(depth).or_insert(0) += 1;
    }
    assert!(!longest.contains_key(&40), "base models in a circle: {longest:?}");
}
