//! `registry/datasets.tsv`, ids of known datasets, to the sorted static of `datasets.rs`.

use crate::tsv::Table;
use std::fs;
use std::path::Path;

/// Reads and checks the ids: an id that is listed here is not taken for a model.
pub fn compile(registry: &Path, out: &Path, problems: &mut Vec<String>) {
    let table = Table::read(&registry.join("datasets.tsv"), &["id", "source"], problems);
    let mut ids: Vec<String> = Vec::new();
    for row in &table.rows {
        let id = row.cell(0).to_ascii_lowercase();
        if ids.last().is_some_and(|before| *before >= id) {
            table.problem(row, row.cell(0), "is out of order, or stands twice", problems);
        }
        ids.push(id);
    }
    let source =
        format!("/// Ids of known datasets in lower case, sorted.\npub static DATASETS: &[&str] = &{ids:#?};\n");
    if let Err(error) = fs::write(out.join("datasets.rs"), source) {
        problems.push(format!("datasets.rs: {error}"));
    }
}
