//! The files that users see: where a line like "Built with Llama" may stand.

use super::find::{NoticeFile, NoticeFiles, Role, read};
use ignore::WalkBuilder;

/// Pages, documents, user interface code.
const EXTENSIONS: [&str; 17] = [
    "adoc", "astro", "dart", "htm", "html", "js", "jsx", "md", "mdx", "py", "rst", "svelte", "swift", "ts", "tsx",
    "txt", "vue",
];
/// Translations hold what users see.
const TRANSLATIONS: [&str; 5] = ["arb", "ftl", "json", "po", "yml"];
const TRANSLATION_FOLDERS: [&str; 5] = ["i18n", "l10n", "lang", "locales", "translations"];
/// How many files are read at most.
const FILES: usize = 5_000;

impl NoticeFiles {
    /// The files that users see, in the order of their paths; read once, when a license first asks.
    pub(super) fn user_facing(&self) -> &[NoticeFile] {
        self.user_facing.get_or_init(|| {
            let mut walk = WalkBuilder::new(&self.root);
            walk.follow_links(false).sort_by_file_path(std::cmp::Ord::cmp);
            let paths = walk.build().flatten().filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
            let relative = paths.filter_map(|entry| {
                let path = entry.path().strip_prefix(&self.root).ok()?;
                Some(path.to_string_lossy().replace('\\', "/"))
            });
            let shown = relative.filter(|path| is_user_facing(path)).take(FILES);
            shown.filter_map(|path| read(&self.root, &path, Role::Readme, String::new())).collect()
        })
    }
}

fn is_user_facing(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let Some((_, extension)) = name.rsplit_once('.') else { return name.eq_ignore_ascii_case("readme") };
    let extension = extension.to_lowercase();
    let translated = || path.split('/').any(|folder| TRANSLATION_FOLDERS.contains(&folder.to_lowercase().as_str()));
    EXTENSIONS.contains(&extension.as_str()) || (TRANSLATIONS.contains(&extension.as_str()) && translated())
}
