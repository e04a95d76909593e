//! What a wrong row of `registry/constructs/*.toml` is told: file, row, reason.

use crate::schema::{
    Call, Command, Constant, Constructs, Flag, Implicit, Key, List, LookAlike, Named, Server, ShortName, Text,
};
use std::collections::{BTreeMap, BTreeSet};

const LANGUAGES: &[&str] = &["python", "rust", "javascript", "go", "java", "csharp", "swift", "ruby", "elixir"];

/// Checks every row by itself, then what must be unique over all files.
pub fn check(files: &[(String, Constructs)], ids: &BTreeMap<String, &'static str>, problems: &mut Vec<String>) {
    let mut seen = BTreeMap::new();
    let tables: BTreeSet<&str> =
        files.iter().flat_map(|(_, file)| file.short_names.iter()).map(|short| short.table.0).collect();
    for (name, file) in files {
        let mut check = Checker { file: name, row: String::new(), tables: &tables, ids, seen: &mut seen, problems };
        file.calls.iter().for_each(|call| check.call(call));
        file.keys.iter().for_each(|key| check.key(key));
        file.flags.iter().for_each(|flag| check.flag(flag));
        file.commands.iter().for_each(|command| check.command(command));
        file.constants.iter().for_each(|constant| check.constant(constant));
        file.short_names.iter().for_each(|short| check.short_name(short));
        file.implicits.iter().for_each(|implicit| check.implicit(implicit));
        file.look_alikes.iter().for_each(|look_alike| check.look_alike(look_alike));
        file.servers.iter().for_each(|server| check.server(server));
    }
}

struct Checker<'a> {
    file: &'a str,
    /// The row under check, as a problem names it: `call from_pretrained`.
    row: String,
    tables: &'a BTreeSet<&'a str>,
    /// The known ids by their lower-case spelling.
    ids: &'a BTreeMap<String, &'static str>,
    /// Which file a row stands in, by the name that must be unique.
    seen: &'a mut BTreeMap<String, String>,
    problems: &'a mut Vec<String>,
}

impl Checker<'_> {
    fn problem(&mut self, reason: &str) {
        self.problems.push(format!("{}: {}: {reason}", self.file, self.row));
    }

    fn demand(&mut self, holds: bool, reason: &str) {
        if !holds {
            self.problem(reason);
        }
    }

    /// Names the row and demands that no other row has this name.
    fn begin(&mut self, row: String) {
        self.row = row;
        if let Some(other) = self.seen.insert(self.row.clone(), self.file.to_owned()) {
            self.problem(&format!("stands in {other} already"));
        }
    }

    fn id(&mut self, kind: &str, id: Text, evidence: Text) {
        self.begin(format!("{kind} {id}"));
        self.demand(is_construct_id(&id), "id: lower-case letters and digits, joined by single `-` or `_`");
        self.demand(!evidence.trim().is_empty(), "evidence: is empty");
    }

    /// What names no model to use serves none.
    fn serves(&mut self, serves: bool, named: Named) {
        let model = matches!(named, Named::HubModel | Named::OllamaModel | Named::CatalogueModel);
        self.demand(!serves || model, "serves: the row names no model that could be served");
    }

    fn server(&mut self, server: &Server) {
        self.id("server", server.id, server.evidence);
        self.demand(!server.words.is_empty(), "words: is empty");
        self.distinct("words", server.words);
        for word in server.words.iter() {
            self.demand(word.to_lowercase() == **word, &format!("words: \"{word}\" is not lower case"));
            self.demand(word.len() >= 6, &format!("words: \"{word}\" is so short that it stands in other files too"));
        }
    }

    fn call(&mut self, call: &Call) {
        self.id("call", call.id, call.evidence);
        self.serves(call.serves, call.names_a);
        self.names("names", call.names, is_identifier);
        for receiver in call.receivers.iter() {
            self.glob("receivers", receiver);
        }
        for language in call.languages.iter() {
            self.language("languages", language);
        }
        let named = call.argument.is_some() || !call.keywords.is_empty();
        self.demand(named, "argument: neither a position nor a keyword holds the id");
        let needless = call.argument.is_none() && (call.split || !call.further_arguments.is_empty());
        self.demand(!needless, "argument: is missing, but `split` or `further-arguments` count from it");
        let short = call.names.iter().find(|name| call.rare && name.len() < 4);
        self.demand(short.is_none(), "rare: a name this short stands in every other file");
        let twice = call.argument.is_some_and(|at| call.further_arguments.contains(&at));
        self.demand(!twice, "further-arguments: repeats `argument`");
        let same = call.argument.is_some() && call.argument == call.revision_argument;
        self.demand(!same, "revision-argument: is the position of the id");
        self.distinct("keywords", call.keywords);
        self.distinct("revisions", call.revisions);
        self.organization(call.organization);
        self.table(call.short_names);
    }

    fn key(&mut self, key: &Key) {
        self.id("key", key.id, key.evidence);
        self.serves(key.serves, key.names_a);
        self.demand(!key.keys.is_empty(), "keys: is empty");
        self.distinct("keys", key.keys);
        let spelt = key.keys.iter().map(|name| ("keys", name)).chain(key.under.iter().map(|name| ("under", name)));
        for (field, name) in spelt.chain(key.revisions.iter().map(|name| ("revisions", name))) {
            self.glob(field, name);
            let folded = name.to_lowercase().replace('-', "_");
            self.demand(folded == **name, &format!("{field}: \"{name}\" is spelt \"{folded}\" here"));
        }
        for file in key.files.iter() {
            self.demand(file.to_lowercase() == **file, &format!("files: \"{file}\" is not lower case"));
        }
        self.organization(key.organization);
        self.table(key.short_names);
    }

    fn flag(&mut self, flag: &Flag) {
        self.id("flag", flag.id, flag.evidence);
        self.serves(flag.serves, flag.names_a);
        self.names("flags", flag.flags, is_flag);
        self.names_if_any("revisions", flag.revisions, is_flag);
        for command in flag.commands.iter() {
            self.glob("commands", command);
            let word = !command.contains(char::is_whitespace) && !command.starts_with('*');
            self.demand(word, &format!("commands: \"{command}\" is one word, with `*` at its end at most"));
        }
    }

    fn command(&mut self, command: &Command) {
        self.id("command", command.id, command.evidence);
        self.serves(command.serves, command.names_a);
        self.names("words", command.words, |word| !word.is_empty() && !word.contains(char::is_whitespace));
        self.names_if_any("revisions", command.revisions, is_flag);
        self.names_if_any("value-flags", command.value_flags, is_flag);
    }

    fn constant(&mut self, constant: &Constant) {
        self.begin(format!("constant {}::{}", constant.of, constant.name));
        self.demand(is_identifier(&constant.of) && is_identifier(&constant.name), "is no identifier");
        self.model(&constant.model);
        self.demand(!constant.library.trim().is_empty(), "library: is empty");
    }

    fn short_name(&mut self, short: &ShortName) {
        self.begin(format!("short-name {}:{}", short.table, short.name));
        self.demand(is_construct_id(&short.table), "table: is named after its library, in kebab case");
        self.demand(!short.name.trim().is_empty(), "name: is empty");
        self.model(&short.model);
    }

    fn implicit(&mut self, implicit: &Implicit) {
        self.begin(format!("implicit {} {} {}", implicit.language, implicit.call, implicit.task).trim_end().to_owned());
        self.language("language", &implicit.language);
        self.demand(is_identifier(&implicit.call), "call: is no identifier");
        self.model(&implicit.model);
        self.demand(!implicit.library.trim().is_empty(), "library: is empty");
    }

    fn look_alike(&mut self, look_alike: &LookAlike) {
        self.begin(format!("look-alike {}", look_alike.id));
        self.demand(look_alike.id.to_lowercase() == *look_alike.id, "id: is not lower case");
        self.glob("id", &look_alike.id);
        self.demand(!look_alike.reason.trim().is_empty(), "reason: is empty");
        if let Some(known) = self.denied(&look_alike.id) {
            self.problem(&format!("id: denies {known}, which registry/hub.tsv knows as a model"));
        }
    }

    /// A known id that a look-alike denies.
    fn denied(&self, pattern: &str) -> Option<&'static str> {
        let inner = pattern.trim_matches('*');
        let fits = |id: &str| match (pattern.starts_with('*'), pattern.ends_with('*')) {
            (false, false) => id == inner,
            (false, true) => id.starts_with(inner),
            (true, false) => id.ends_with(inner),
            (true, true) => id.contains(inner),
        };
        // Ids are sorted: a pattern with a fixed start denies a run of them.
        let start = if pattern.starts_with('*') { "" } else { inner };
        let candidates = self.ids.range(start.to_owned()..).take_while(|(id, _)| id.starts_with(start));
        candidates.filter(|(id, _)| fits(id)).map(|(_, id)| *id).next()
    }

    fn names(&mut self, field: &str, names: List<Text>, good: impl Fn(&str) -> bool) {
        self.demand(!names.is_empty(), &format!("{field}: is empty"));
        self.names_if_any(field, names, good);
    }

    fn names_if_any(&mut self, field: &str, names: List<Text>, good: impl Fn(&str) -> bool) {
        for name in names.iter() {
            self.demand(good(name), &format!("{field}: \"{name}\" is not well formed"));
        }
        self.distinct(field, names);
    }

    fn distinct(&mut self, field: &str, names: List<Text>) {
        let mut seen = BTreeSet::new();
        for name in names.iter().filter(|name| !seen.insert(**name)) {
            self.problem(&format!("{field}: \"{name}\" stands twice"));
        }
    }

    /// `*` stands for anything, at the beginning or at the end only.
    fn glob(&mut self, field: &str, pattern: &str) {
        let inner = pattern.strip_prefix('*').unwrap_or(pattern);
        let inner = inner.strip_suffix('*').unwrap_or(inner);
        self.demand(!inner.contains('*'), &format!("{field}: \"{pattern}\" has a `*` that is neither first nor last"));
        self.demand(!inner.trim().is_empty(), &format!("{field}: \"{pattern}\" stands for everything"));
    }

    fn language(&mut self, field: &str, language: &str) {
        self.demand(LANGUAGES.contains(&language), &format!("{field}: \"{language}\" is none of {LANGUAGES:?}"));
    }

    fn organization(&mut self, organization: Option<Text>) {
        if let Some(organization) = organization {
            self.demand(is_hub_name(&organization), &format!("organization: \"{organization}\" is no name on the Hub"));
        }
    }

    fn model(&mut self, model: &str) {
        let parts: Vec<&str> = model.split('/').collect();
        let good = parts.len() <= 2 && parts.iter().all(|part| is_hub_name(part));
        self.demand(good, &format!("model: \"{model}\" has not the shape of an id on the Hub"));
    }

    fn table(&mut self, table: Option<Text>) {
        if let Some(table) = table {
            self.demand(self.tables.contains(table.0), &format!("short-names: no table \"{table}\""));
        }
    }
}

/// Lower-case words joined by single `-` or `_`.
fn is_construct_id(id: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    id.split(['-', '_']).all(word)
}

fn is_identifier(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '?' | '!'))
}

fn is_flag(flag: &str) -> bool {
    let name = flag.trim_start_matches('-');
    name.len() < flag.len() && !name.is_empty() && !name.contains([' ', '='])
}

/// One half of an id on the Hub: letters, digits, `-`, `_`, `.`.
fn is_hub_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}
