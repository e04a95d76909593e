//! Precision and recall against labels that people read: `benches/accuracy.sh` obtains the sources and runs this.
//!
//! The policy of the labels is in `README.md` beside this file. Prints the tables of `docs/benchmarks.md`.

// A benchmark that cannot go on should stop at once, and its report is what it prints.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::cast_precision_loss)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// A place that names a model, as a person labelled it.
struct Label {
    class: String,
    form: String,
    /// Present and old names of the same model, in lower case.
    names: Vec<String>,
}

/// A place that the program reports.
struct Found {
    class: String,
    construct: String,
    id: String,
}

/// Path and line; line 0 is the file as a whole.
type Place = (String, u64);

/// Right, wrong and missed places of one row of a table.
#[derive(Default)]
struct Count {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Count {
    fn row(&self, name: &str) {
        let share = |part: usize, rest: usize| match part + rest {
            0 => "–".to_owned(),
            whole => format!("{:.3}", part as f64 / whole as f64),
        };
        let Count { right, wrong, missed } = *self;
        println!("| {name} | {} | {} | {right} | {wrong} | {missed} |", share(right, wrong), share(right, missed));
    }
}

/// The tables, each by the name of a row.
#[derive(Default)]
struct Tables {
    class: BTreeMap<String, Count>,
    form: BTreeMap<String, Count>,
    construct: BTreeMap<String, Count>,
    language: BTreeMap<String, Count>,
    package: BTreeMap<String, Count>,
}

fn main() {
    let Some(sources) = env::var_os("ACCURACY_SOURCES").map(PathBuf::from) else {
        println!("accuracy: set ACCURACY_SOURCES, or run benches/accuracy.sh, which obtains the sources");
        return;
    };
    let mut tables = Tables::default();
    for package in packages() {
        score(&package, &sources.join(&package), &mut tables);
    }
    for (title, table) in
        [("Class", &tables.class), ("Form", &tables.form), ("Language", &tables.language), ("Package", &tables.package)]
    {
        println!("\n| {title} | Precision | Recall | Right | Wrong | Missed |\n|---|---|---|---|---|---|");
        for (name, count) in table {
            count.row(name);
        }
    }
    // What was missed has no construct, so there is no recall to tell.
    println!("\n| Construct | Right | Wrong |\n|---|---|---|");
    for (name, Count { right, wrong, .. }) in &tables.construct {
        println!("| {name} | {right} | {wrong} |");
    }
}

/// The folders of `sources.tsv`.
fn packages() -> Vec<String> {
    let table = fs::read_to_string(here().join("sources.tsv")).unwrap();
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').next().unwrap().to_owned())
        .collect()
}

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/accuracy")
}

fn score(package: &str, folder: &Path, tables: &mut Tables) {
    let labels = labels(package);
    let found = found(folder);
    for (place, finds) in &found {
        let here = labels.get(place).map(Vec::as_slice).unwrap_or_default();
        let mut counted = BTreeSet::new();
        for find in finds.iter().filter(|find| counted.insert(find.id.as_str())) {
            let label = here.iter().find(|label| label.names.contains(&find.id));
            match label.map(|label| label.class.as_str()) {
                Some("ambiguous") => continue,
                None if here.iter().any(|label| label.class == "template") => continue,
                _ => {}
            }
            let right = label.is_some_and(|label| matches!(label.class.as_str(), "use" | "mention"));
            let class = label.filter(|_| right).map_or(find.class.as_str(), |label| label.class.as_str());
            let form = label.filter(|_| right).map(|label| label.form.as_str());
            for count in rows(tables, package, place, class, form, Some(&find.construct)) {
                if right { count.right += 1 } else { count.wrong += 1 }
            }
        }
    }
    for (place, here) in &labels {
        for label in here.iter().filter(|label| matches!(label.class.as_str(), "use" | "mention")) {
            let hit = found.get(place).is_some_and(|finds| finds.iter().any(|find| label.names.contains(&find.id)));
            if !hit {
                for count in rows(tables, package, place, &label.class, Some(&label.form), None) {
                    count.missed += 1;
                }
            }
        }
    }
}

/// The rows that one place counts in.
fn rows<'a>(
    tables: &'a mut Tables,
    package: &str,
    place: &Place,
    class: &str,
    form: Option<&str>,
    construct: Option<&str>,
) -> Vec<&'a mut Count> {
    let mut rows = vec![
        tables.class.entry(class.to_owned()).or_default(),
        tables.language.entry(language(&place.0).to_owned()).or_default(),
        tables.package.entry(package.to_owned()).or_default(),
    ];
    rows.extend(form.map(|form| tables.form.entry(form.to_owned()).or_default()));
    rows.extend(construct.map(|construct| tables.construct.entry(construct.to_owned()).or_default()));
    rows
}

fn language(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "rs" => "Rust",
        "py" | "pyi" => "Python",
        "js" | "ts" | "mjs" | "cjs" | "tsx" | "jsx" => "JavaScript and TypeScript",
        "md" | "rst" | "mdx" | "PKG-INFO" => "documentation",
        "json" | "yaml" | "yml" | "toml" => "configuration",
        _ => "other",
    }
}

fn labels(package: &str) -> BTreeMap<Place, Vec<Label>> {
    let mut labels: BTreeMap<Place, Vec<Label>> = BTreeMap::new();
    let table = fs::read_to_string(here().join("labels").join(format!("{package}.tsv"))).unwrap();
    for line in table.lines() {
        let [path, number, class, form, names] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        labels.entry((path.to_owned(), number.parse().unwrap())).or_default().push(Label {
            class: class.to_owned(),
            form: form.to_owned(),
            names: names.split('|').map(str::to_ascii_lowercase).collect(),
        });
    }
    labels
}

/// What the program reports of models, by place. Datasets, Spaces and other catalogues have no labels of models.
fn found(folder: &Path) -> BTreeMap<Place, Vec<Found>> {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-model-license"))
        .args(["list", "--mentions", "--format", "jsonl", "--root"])
        .arg(folder)
        .output()
        .unwrap();
    let mut found: BTreeMap<Place, Vec<Found>> = BTreeMap::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let mention: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| mention[key].as_str().unwrap().to_owned();
        if !matches!(text("kind").as_str(), "model" | "ollama" | "weights") {
            continue;
        }
        let id = text("id").to_ascii_lowercase();
        let number = if id.starts_with("file:") { 0 } else { mention["line"].as_u64().unwrap() };
        let id = id.strip_suffix(":latest").unwrap_or(&id).to_owned();
        let find = Found { class: text("class"), construct: text("construct"), id };
        found.entry((text("path"), number)).or_default().push(find);
    }
    found
}
