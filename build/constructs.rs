//! `registry/constructs/*.toml` to the Rust source `constructs.rs`: one checked table and its indexes.

use crate::construct_checks;
use crate::construct_needles::needles;
use crate::licenses::{read, toml_files};
use crate::schema::{Call, Constructs, Key, List};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Reads, joins and checks the constructs, and writes `constructs.rs`.
///
/// `ids` are the known ids by their lower-case spelling: no look-alike may deny one of them.
pub fn compile(registry: &Path, out: &Path, ids: &BTreeMap<String, &'static str>, problems: &mut Vec<String>) {
    let mut files = Vec::new();
    for path in toml_files(&registry.join("constructs"), problems) {
        if let Some(file) = read::<Constructs>(&path, problems) {
            files.push((path.display().to_string(), file));
        }
    }
    construct_checks::check(&files, ids, problems);
    let constructs = join(&files);
    if let Err(error) = fs::write(out.join("constructs.rs"), source(&constructs)) {
        problems.push(format!("constructs.rs: {error}"));
    }
}

/// One table of all files, in the order of the files; what is looked up by name is sorted by it.
fn join(files: &[(String, Constructs)]) -> Constructs {
    fn all<T: Copy + 'static>(files: &[(String, Constructs)], part: impl Fn(&Constructs) -> List<T>) -> Vec<T> {
        files.iter().flat_map(|(_, file)| part(file).0).copied().collect()
    }
    let mut constants = all(files, |file| file.constants);
    constants.sort_by_key(|constant| (constant.of, constant.name));
    let mut short_names = all(files, |file| file.short_names);
    short_names.sort_by_key(|short| (short.table, short.name));
    let mut implicits = all(files, |file| file.implicits);
    implicits.sort_by_key(|implicit| (implicit.language, implicit.call, implicit.task));
    Constructs {
        calls: List(all(files, |file| file.calls).leak()),
        keys: List(all(files, |file| file.keys).leak()),
        flags: List(all(files, |file| file.flags).leak()),
        commands: List(all(files, |file| file.commands).leak()),
        constants: List(constants.leak()),
        short_names: List(short_names.leak()),
        implicits: List(implicits.leak()),
        catalogues: List(all(files, |file| file.catalogues).leak()),
        look_alikes: List(all(files, |file| file.look_alikes).leak()),
        servers: List(all(files, |file| file.servers).leak()),
    }
}

fn source(constructs: &Constructs) -> String {
    let mut source = String::new();
    let mut table = |name: &str, kind: &str, value: &dyn std::fmt::Debug| {
        let _ = writeln!(source, "pub(super) static {name}: &[{kind}] = &{value:?};");
    };
    table("CALLS_BY_NAME", "(&str, &[u16])", &Borrowed(&calls_by_name(constructs.calls.0)));
    table("EXACT_KEYS", "(&str, &[u16])", &Borrowed(&exact_keys(constructs.keys.0)));
    table("GLOB_KEYS", "(u16, &[&str])", &Globs(&glob_keys(constructs.keys.0)));
    let (exact, globs) = look_alikes(constructs);
    table("EXACT_LOOK_ALIKES", "(&str, u16)", &exact);
    table("GLOB_LOOK_ALIKES", "(&str, u16)", &globs);
    table("NEEDLES", "&str", &needles(constructs));
    table("SERVING", "&str", &serving(constructs));
    let _ = writeln!(
        source,
        "/// All constructs, joined and checked.\npub static CONSTRUCTS: Constructs = {constructs:#?};"
    );
    source
}

type Index = BTreeMap<&'static str, Vec<u16>>;

/// Call indexes by name: those that demand a receiver first, then those of one language, then the rest.
fn calls_by_name(calls: &'static [Call]) -> Index {
    let mut index = Index::new();
    for (at, call) in (0..).zip(calls) {
        for name in call.names.iter() {
            index.entry(name.0).or_default().push(at);
        }
    }
    for rows in index.values_mut() {
        rows.sort_by_key(|at| {
            let call = &calls[usize::from(*at)];
            (call.receivers.is_empty(), call.languages.is_empty(), *at)
        });
    }
    index
}

/// Key indexes by key: those that demand a parent or a file first.
fn exact_keys(keys: &'static [Key]) -> Index {
    let mut index = Index::new();
    for (at, key) in (0..).zip(keys) {
        for name in key.keys.iter().filter(|name| !name.contains('*')) {
            index.entry(name.0).or_default().push(at);
        }
    }
    for rows in index.values_mut() {
        rows.sort_by_key(|at| {
            let key = &keys[usize::from(*at)];
            (key.under.is_empty(), key.files.is_empty(), *at)
        });
    }
    index
}

fn glob_keys(keys: &'static [Key]) -> Vec<(u16, Vec<&'static str>)> {
    let globs = |key: &'static Key| key.keys.iter().map(|name| name.0).filter(|name| name.contains('*')).collect();
    let rows = (0..).zip(keys).map(|(at, key)| (at, globs(key)));
    rows.filter(|(_, globs): &(u16, Vec<&str>)| !globs.is_empty()).collect()
}

/// The names of the constructs whose place configures a server, sorted: mentions know their construct by name.
fn serving(constructs: &Constructs) -> Vec<&'static str> {
    let calls = constructs.calls.iter().filter(|row| row.serves).map(|row| row.id.0);
    let keys = constructs.keys.iter().filter(|row| row.serves).map(|row| row.id.0);
    let flags = constructs.flags.iter().filter(|row| row.serves).map(|row| row.id.0);
    let commands = constructs.commands.iter().filter(|row| row.serves).map(|row| row.id.0);
    let names: BTreeSet<&str> = calls.chain(keys).chain(flags).chain(commands).collect();
    names.into_iter().collect()
}

type LookAlikes = Vec<(&'static str, u16)>;

fn look_alikes(constructs: &Constructs) -> (LookAlikes, LookAlikes) {
    let rows = (0..).zip(constructs.look_alikes.0).map(|(at, row)| (row.id.0, at));
    let (mut globs, mut exact): (LookAlikes, LookAlikes) = rows.partition(|(id, _)| id.contains('*'));
    exact.sort_unstable();
    globs.sort_by_key(|(id, _)| (std::cmp::Reverse(id.len()), *id));
    (exact, globs)
}

/// An index printed as a list of pairs whose second part is a slice.
struct Borrowed<'a>(&'a Index);

impl std::fmt::Debug for Borrowed<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rows = self.0.iter().map(|(name, rows)| format!("({name:?}, &{rows:?})"));
        write!(f, "[{}]", rows.collect::<Vec<_>>().join(", "))
    }
}

/// Rows of globs printed as a list of pairs whose second part is a slice.
struct Globs<'a>(&'a [(u16, Vec<&'static str>)]);

impl std::fmt::Debug for Globs<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rows = self.0.iter().map(|(at, globs)| format!("({at}, &{globs:?})"));
        write!(f, "[{}]", rows.collect::<Vec<_>>().join(", "))
    }
}
