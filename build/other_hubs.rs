//! `registry/other-hubs.tsv`, models of catalogues other than the Hub and Ollama, to `other_hubs.rs`.

use crate::schema::{License, OtherModel};
use crate::tsv::{Table, is_rough_date};
use std::fs;
use std::path::Path;

/// Reads and checks the rows.
pub fn compile(registry: &Path, out: &Path, licenses: &[License], problems: &mut Vec<String>) {
    let table =
        Table::read(&registry.join("other-hubs.tsv"), &["catalogue", "name", "license", "evidence", "date"], problems);
    let mut models: Vec<OtherModel> = Vec::new();
    for row in &table.rows {
        let model = OtherModel {
            catalogue: row.cell(0),
            name: row.cell(1),
            license: row.cell(2),
            evidence: row.cell(3),
            date: row.cell(4),
        };
        if models.last().is_some_and(|last| (last.catalogue, last.name) >= (model.catalogue, model.name)) {
            table.problem(row, model.name, "the rows are sorted by catalogue and name, and unique", problems);
        }
        let unheld = model.license == "?" || model.license.bytes().any(|byte| byte.is_ascii_uppercase());
        if !unheld && !licenses.iter().any(|license| license.key.0 == model.license) {
            table.problem(
                row,
                "license",
                "is no key of registry/licenses, no name of another text, and not ?",
                problems,
            );
        }
        if model.evidence.is_empty() || !is_rough_date(model.date) {
            table.problem(row, "evidence", "is missing, or its date is none", problems);
        }
        models.push(model);
    }
    let source = format!(
        "/// Models of other catalogues, by catalogue and name.\npub static OTHER_MODELS: &[OtherModel] = &{models:#?};\n"
    );
    if let Err(error) = fs::write(out.join("other_hubs.rs"), source) {
        problems.push(format!("other_hubs.rs: {error}"));
    }
}
