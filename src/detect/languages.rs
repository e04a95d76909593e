//! One row a programming language: what the lexer needs to know to tell comments, strings and code apart.

/// How a language writes comments and strings.
#[derive(Debug)]
pub(super) struct Language {
    /// Name, as `registry/constructs/` spells it.
    pub id: &'static str,
    /// File endings, lower case.
    pub endings: &'static [&'static str],
    /// What begins a comment that ends with the line.
    pub line_comments: &'static [&'static str],
    /// Begin and end of other comments.
    pub block_comments: &'static [(&'static str, &'static str)],
    /// Whether block comments nest.
    pub nested_comments: bool,
    /// Quotes of strings, longest first.
    pub strings: &'static [Quote],
    /// Whether a string that stands alone as a statement is documentation.
    pub docstrings: bool,
    /// Whether `'a'` is a character and `'a` a lifetime or label.
    pub lifetimes: bool,
    /// Whether `/…/` can be a regular expression.
    pub regex_literals: bool,
    /// Whether a statement ends with its line (outside brackets).
    pub line_statements: bool,
}

/// A way to write a string.
#[derive(Debug)]
pub(super) struct Quote {
    /// What opens it.
    pub open: &'static str,
    /// What closes it.
    pub close: &'static str,
    /// Whether a backslash takes the next character with it.
    pub escapes: bool,
    /// Whether it may go over several lines.
    pub multiline: bool,
    /// What opens a placeholder inside (`${`, `#{`), closed by `}`.
    pub placeholder: Option<&'static str>,
}

const fn quote(open: &'static str, escapes: bool, multiline: bool, placeholder: Option<&'static str>) -> Quote {
    Quote { open, close: open, escapes, multiline, placeholder }
}

const DOUBLE: Quote = quote("\"", true, false, None);
const SINGLE: Quote = quote("'", true, false, None);
const TRIPLE_DOUBLE: Quote = quote("\"\"\"", true, true, None);
const TRIPLE_SINGLE: Quote = quote("'''", true, true, None);
const C_BLOCK: &[(&str, &str)] = &[("/*", "*/")];

const C_LIKE: Language = Language {
    id: "c",
    endings: &["c", "h", "cc", "cpp", "cxx", "hpp", "cu", "m", "mm"],
    line_comments: &["//"],
    block_comments: C_BLOCK,
    nested_comments: false,
    strings: &[DOUBLE, SINGLE],
    docstrings: false,
    lifetimes: false,
    regex_literals: false,
    line_statements: false,
};

/// All languages, the first matching row serves.
pub(super) static LANGUAGES: &[Language] = &[
    Language {
        id: "python",
        endings: &["py", "pyi", "pyw", "bzl", "star", "sage"],
        line_comments: &["#"],
        block_comments: &[],
        strings: &[TRIPLE_DOUBLE, TRIPLE_SINGLE, DOUBLE, SINGLE],
        docstrings: true,
        line_statements: true,
        ..C_LIKE
    },
    Language {
        id: "rust",
        endings: &["rs", "ron"],
        nested_comments: true,
        strings: &[quote("\"", true, true, None)],
        lifetimes: true,
        ..C_LIKE
    },
    Language {
        id: "javascript",
        endings: &[
            "js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts", "vue", "svelte", "astro", "html", "htm", "xhtml",
        ],
        block_comments: &[("/*", "*/"), ("<!--", "-->")],
        strings: &[quote("`", true, true, Some("${")), DOUBLE, SINGLE],
        regex_literals: true,
        line_statements: true,
        ..C_LIKE
    },
    Language {
        id: "go",
        endings: &["go", "templ"],
        strings: &[quote("`", false, true, None), DOUBLE, SINGLE],
        line_statements: true,
        ..C_LIKE
    },
    Language {
        id: "java",
        endings: &["java", "kt", "kts", "scala", "groovy", "gradle", "dart"],
        strings: &[TRIPLE_DOUBLE, TRIPLE_SINGLE, DOUBLE, SINGLE],
        ..C_LIKE
    },
    Language {
        id: "csharp",
        endings: &["cs", "fs", "vb", "razor", "cshtml"],
        strings: &[
            TRIPLE_DOUBLE,
            Quote { open: "@\"", close: "\"", escapes: false, multiline: true, placeholder: None },
            DOUBLE,
            SINGLE,
        ],
        ..C_LIKE
    },
    Language {
        id: "swift",
        endings: &["swift"],
        nested_comments: true,
        strings: &[TRIPLE_DOUBLE, DOUBLE],
        line_statements: true,
        ..C_LIKE
    },
    Language {
        id: "ruby",
        endings: &["rb", "rake", "gemspec", "cr"],
        line_comments: &["#"],
        block_comments: &[("\n=begin", "\n=end")],
        strings: &[quote("\"", true, true, Some("#{")), quote("'", true, true, None)],
        line_statements: true,
        ..C_LIKE
    },
    Language {
        id: "elixir",
        endings: &["ex", "exs", "heex", "livemd"],
        line_comments: &["#"],
        block_comments: &[],
        strings: &[TRIPLE_DOUBLE, quote("\"", true, true, Some("#{")), SINGLE],
        line_statements: true,
        ..C_LIKE
    },
    Language { id: "php", endings: &["php"], line_comments: &["//", "#"], ..C_LIKE },
    Language {
        id: "r",
        endings: &["r", "jl", "nim", "pl", "pm", "tf", "hcl", "nix", "cmake", "gd", "bicep"],
        line_comments: &["#"],
        block_comments: &[],
        line_statements: true,
        strings: &[TRIPLE_DOUBLE, DOUBLE, SINGLE],
        ..C_LIKE
    },
    Language {
        id: "lua",
        endings: &["lua"],
        line_comments: &["--"],
        block_comments: &[("--[[", "]]")],
        strings: &[
            Quote { open: "[[", close: "]]", escapes: false, multiline: true, placeholder: None },
            DOUBLE,
            SINGLE,
        ],
        line_statements: true,
        ..C_LIKE
    },
    Language {
        id: "sql",
        endings: &["sql", "hs", "elm"],
        line_comments: &["--"],
        strings: &[DOUBLE, SINGLE],
        ..C_LIKE
    },
    Language {
        id: "lisp",
        endings: &["clj", "cljs", "edn", "el", "lisp", "scm"],
        line_comments: &[";"],
        block_comments: &[],
        strings: &[DOUBLE],
        ..C_LIKE
    },
    C_LIKE,
];

/// The language of a file ending.
#[must_use]
pub(super) fn by_ending(ending: &str) -> Option<&'static Language> {
    LANGUAGES.iter().find(|language| language.endings.contains(&ending))
}

/// The language that a code fence or a notebook names.
#[must_use]
pub(super) fn by_name(name: &str) -> Option<&'static Language> {
    let name = name.to_ascii_lowercase();
    let id = match name.as_str() {
        "python" | "py" | "python3" | "ipython" | "ipython3" | "pycon" | "python-console" => "python",
        "rust" | "rs" => "rust",
        "javascript" | "js" | "jsx" | "typescript" | "ts" | "tsx" | "vue" | "svelte" | "html" | "mjs" => "javascript",
        "golang" | "go" => "go",
        "java" | "kotlin" | "kt" | "scala" | "groovy" | "dart" => "java",
        "csharp" | "cs" | "c#" => "csharp",
        "swift" => "swift",
        "ruby" | "rb" => "ruby",
        "elixir" | "ex" => "elixir",
        "php" => "php",
        "r" | "julia" | "hcl" | "terraform" | "nix" => "r",
        "lua" => "lua",
        "c" | "cpp" | "c++" => "c",
        _ => return None,
    };
    LANGUAGES.iter().find(|language| language.id == id)
}
