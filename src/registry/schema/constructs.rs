//! The shape of `registry/constructs/*.toml`: the calls, keys, flags, commands and constants that name models.

use super::{List, Text};
use serde::Deserialize;

/// One file of `registry/constructs/`, and the whole table after they are joined.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Constructs {
    /// Functions, methods and constructors.
    #[serde(default, rename = "call")]
    pub calls: List<Call>,
    /// Keys of configuration, keyword arguments, fields, variables.
    #[serde(default, rename = "key")]
    pub keys: List<Key>,
    /// Options of commands.
    #[serde(default, rename = "flag")]
    pub flags: List<Flag>,
    /// Commands with a positional id.
    #[serde(default, rename = "command")]
    pub commands: List<Command>,
    /// Library constants that stand for a repository.
    #[serde(default, rename = "constant")]
    pub constants: List<Constant>,
    /// Names that a library maps to a repository.
    #[serde(default, rename = "short-name")]
    pub short_names: List<ShortName>,
    /// Tasks whose library loads a model that the source does not name.
    #[serde(default, rename = "implicit")]
    pub implicits: List<Implicit>,
    /// Catalogues other than the Hub, and the constructs that name their models.
    #[serde(default, rename = "catalogue")]
    pub catalogues: List<Catalogue>,
    /// Ids that look like models of the Hub and are not.
    #[serde(default, rename = "look-alike")]
    pub look_alikes: List<LookAlike>,
    /// Programs that offer models over a network.
    #[serde(default, rename = "server")]
    pub servers: List<Server>,
}

/// What a construct names.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Named {
    /// A model on the Hub.
    HubModel,
    /// A dataset on the Hub.
    HubDataset,
    /// A Space on the Hub.
    HubSpace,
    /// A model of the Ollama library.
    OllamaModel,
    /// A model of another catalogue.
    CatalogueModel,
    /// The repository that a program publishes to.
    PublishedModel,
    /// Something of the same shape that is none of these.
    Nothing,
}

/// A function, method or constructor.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Call {
    /// What a mention calls it: the `construct` of the output.
    pub id: Text,
    /// The last segment of the called path, exactly (`from_pretrained`).
    pub names: List<Text>,
    /// The segment before it; empty means any. A trailing or leading `*` stands for anything.
    #[serde(default)]
    pub receivers: List<Text>,
    /// Languages (`python`, `rust`, `javascript`, `go`, `java`, `csharp`, `swift`, `ruby`, `elixir`); empty means any.
    #[serde(default)]
    pub languages: List<Text>,
    /// Position of the id, counted from 0.
    #[serde(default)]
    pub argument: Option<u8>,
    /// Further positions that hold ids too.
    #[serde(default)]
    pub further_arguments: List<u8>,
    /// The owner stands at `argument` and the name behind it.
    #[serde(default)]
    pub split: bool,
    /// Keyword arguments (or fields of an options object) that hold ids.
    #[serde(default)]
    pub keywords: List<Text>,
    /// What it names.
    pub names_a: Named,
    /// The organisation of a name without one.
    #[serde(default)]
    pub organization: Option<Text>,
    /// The table of short names that the library maps.
    #[serde(default)]
    pub short_names: Option<Text>,
    /// Keyword arguments that pin a revision.
    #[serde(default)]
    pub revisions: List<Text>,
    /// Position of the argument that pins a revision.
    #[serde(default)]
    pub revision_argument: Option<u8>,
    /// Whether the names are rare enough in other code to open a file for close reading.
    #[serde(default)]
    pub rare: bool,
    /// Whether the place configures a server that offers the model over a network.
    #[serde(default)]
    pub serves: bool,
    /// Library, version and place where this was read.
    pub evidence: Text,
}

/// A key of configuration, a keyword argument, a field or a variable.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Key {
    /// What a mention calls it.
    pub id: Text,
    /// Lower case, `-` written as `_`. A leading or trailing `*` stands for anything.
    pub keys: List<Text>,
    /// One of these keys must enclose it; empty means no such demand. Same spelling as `keys`.
    #[serde(default)]
    pub under: List<Text>,
    /// File names (globs, lower case) in which it holds; empty means any file.
    #[serde(default)]
    pub files: List<Text>,
    /// What it names.
    pub names_a: Named,
    /// The organisation of a name without one.
    #[serde(default)]
    pub organization: Option<Text>,
    /// The table of short names that the library maps.
    #[serde(default)]
    pub short_names: Option<Text>,
    /// Sibling keys that pin a revision.
    #[serde(default)]
    pub revisions: List<Text>,
    /// Whether a name without an organisation is a legacy Hub name here (`bert-base-uncased`).
    #[serde(default)]
    pub bare: bool,
    /// Whether the keys are rare enough in other files to open a file for close reading.
    #[serde(default)]
    pub rare: bool,
    /// Whether the place configures a server that offers the model over a network.
    #[serde(default)]
    pub serves: bool,
    /// Library, version and place where this was read.
    pub evidence: Text,
}

/// An option of a command.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Flag {
    /// What a mention calls it.
    pub id: Text,
    /// The options, with their dashes.
    pub flags: List<Text>,
    /// One of these words must stand before it in the command (compared by last path segment and as
    /// prefix before a space-free suffix `*`); empty means any command.
    #[serde(default)]
    pub commands: List<Text>,
    /// What it names.
    pub names_a: Named,
    /// Options that pin a revision.
    #[serde(default)]
    pub revisions: List<Text>,
    /// Whether the place configures a server that offers the model over a network.
    #[serde(default)]
    pub serves: bool,
    /// Library, version and place where this was read.
    pub evidence: Text,
}

/// A command with a positional id.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Command {
    /// What a mention calls it.
    pub id: Text,
    /// The words of the command (`["ollama", "pull"]`); the id is the next word that is no option.
    pub words: List<Text>,
    /// What it names.
    pub names_a: Named,
    /// Words that turn it into a dataset (`--repo-type dataset`).
    #[serde(default)]
    pub dataset_words: List<Text>,
    /// Options that pin a revision.
    #[serde(default)]
    pub revisions: List<Text>,
    /// Options that take a value, so that the value is not taken for the id.
    #[serde(default)]
    pub value_flags: List<Text>,
    /// Whether every following word that is no option is an id too.
    #[serde(default)]
    pub several: bool,
    /// Whether the place configures a server that offers the model over a network.
    #[serde(default)]
    pub serves: bool,
    /// Library, version and place where this was read.
    pub evidence: Text,
}

/// A library constant that stands for a repository.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Constant {
    /// The type (`EmbeddingModel`).
    pub of: Text,
    /// The variant, constant or constructor (`AllMiniLML6V2`).
    pub name: Text,
    /// The repository that is really downloaded.
    pub model: Text,
    /// Library and version.
    pub library: Text,
}

/// A name that a library maps to a repository.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ShortName {
    /// The table, named after its library.
    pub table: Text,
    /// The name.
    pub name: Text,
    /// The repository that is really downloaded.
    pub model: Text,
}

/// A task whose library loads a model that the source does not name.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Implicit {
    /// The language of the library.
    pub language: Text,
    /// The called function (`pipeline`) or constructor.
    pub call: Text,
    /// The first argument (`sentiment-analysis`); empty where the call takes none.
    #[serde(default)]
    pub task: Text,
    /// The repository that is really downloaded.
    pub model: Text,
    /// The revision that the library pins.
    #[serde(default)]
    pub revision: Option<Text>,
    /// Library and version.
    pub library: Text,
}

/// An id that looks like a model of the Hub and is not.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LookAlike {
    /// Lower case; a leading or trailing `*` stands for anything.
    pub id: Text,
    /// What it is.
    pub reason: Text,
}

/// A program that offers models over a network.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Server {
    /// Its name.
    pub id: Text,
    /// What a script, an image or a manifest that starts it holds, in lower case: a command, an image, a kind.
    pub words: List<Text>,
    /// Library, version and place where this was read.
    pub evidence: Text,
}

/// A catalogue other than the Hub.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Catalogue {
    /// Its name in `registry/other-hubs.tsv`, and before the `:` of its ids.
    pub id: Text,
    /// The ids of the calls, commands, keys and options that name its models.
    pub constructs: List<Text>,
    /// The organisation under which the Hub has models of the same names.
    #[serde(default)]
    pub hub_organization: Option<Text>,
}
