//! The first tokens of an item: what it is and what it is called.

use super::{Ends, Kind, Walk};

/// The item that a keyword begins.
pub(super) fn item<'a>(walk: &Walk<'a, '_>, at: usize) -> Option<(Kind<'a>, Ends)> {
    let next = walk.word(at + 1);
    let named = walk.is_name(at + 1);
    match walk.word(at) {
        "fn" if named => Some((Kind::Function(next), Ends::Block)),
        "enum" | "trait" if named => Some((Kind::Type(next), Ends::Block)),
        "struct" | "union" if named && begins_item(walk, at) => Some((Kind::Type(next), Ends::Block)),
        "mod" if named && walk.is(at + 2, b'{') => Some((Kind::Module(next), Ends::Block)),
        "const" | "static" if named && begins_item(walk, at) => constant(walk, at + 1),
        "impl" if begins_item(walk, at) => Some((implementation(walk, at + 1), Ends::Block)),
        _ => None,
    }
}

/// `const NAME`, not `const fn` nor `*const T`.
fn constant<'a>(walk: &Walk<'a, '_>, at: usize) -> Option<(Kind<'a>, Ends)> {
    match walk.word(at) {
        "fn" | "unsafe" | "async" | "extern" | "move" => None,
        "mut" => Some((Kind::Constant(walk.word(at + 1)), Ends::Semicolon)),
        name => Some((Kind::Constant(name), Ends::Semicolon)),
    }
}

/// Whether an item can begin here, so that `-> impl Trait` and `<const N: usize>` are none.
fn begins_item(walk: &Walk<'_, '_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    matches!(walk.word(before), ";" | "{" | "}" | "]" | ")" | "pub" | "unsafe" | "default")
}

/// `impl<T> Trait<X> for Type<T> where …`
fn implementation<'a>(walk: &Walk<'a, '_>, start: usize) -> Kind<'a> {
    let (mut depth, mut last, mut of_trait) = (0_usize, "", None);
    for at in start..walk.tokens.len() {
        match walk.word(at) {
            "{" | ";" => break,
            "<" => depth += 1,
            ">" if !walk.is(at - 1, b'-') => depth = depth.saturating_sub(1),
            "where" if depth == 0 => break,
            "for" if depth == 0 => of_trait = Some(std::mem::take(&mut last)),
            name if depth == 0 && walk.is_name(at) => last = name,
            _ => {}
        }
    }
    Kind::Impl { of: last, of_trait }
}
