use super::{Kind, Outline};
use std::collections::BTreeSet;

fn outline<'a>(text: &'a str, features: &[&str]) -> Outline<'a> {
    Outline::of(text, &features.iter().map(ToString::to_string).collect::<BTreeSet<String>>())
}

/// Whether the place of `X` is compiled.
fn compiled(text: &str, features: &[&str]) -> bool {
    outline(text, features).is_compiled(text.find('X').expect("an X"))
}

#[test]
fn features_and_tests_decide_what_is_compiled() {
    assert!(compiled("#[cfg(feature = \"a\")] fn f() { X }", &["a"]));
    assert!(!compiled("#[cfg(feature = \"a\")] pub(crate) fn f() { X }", &[]));
    assert!(!compiled("#[cfg(not(feature = \"a\"))] const Y: &str = X;", &["a"]));
    assert!(!compiled("#[cfg(all(unix, feature = \"a\"))] mod m { fn f() { X } }", &[]));
    assert!(compiled("#[cfg(any(feature = \"a\", feature = \"b\"))] mod m { fn f() { X } }", &["b"]));
    assert!(!compiled("#[cfg(test)] mod tests { fn f() { X } }", &[]));
    assert!(!compiled("#[test] fn f() { X }", &[]));
    assert!(!compiled("#![cfg(feature = \"a\")] fn f() { X }", &[]));
}

#[test]
fn what_the_target_decides_counts_as_compiled() {
    assert!(compiled("#[cfg(windows)] fn f() { X }", &[]));
    assert!(compiled("#[cfg(not(target_os = \"linux\"))] fn f() { X }", &[]));
}

#[test]
fn an_attribute_ends_with_its_item() {
    for text in [
        "#[cfg(test)] fn f() {} fn g() { X }",
        "#[cfg(test)] use a::b; fn g() { X }",
        "#[cfg(test)] extern \"C\" fn f() {} fn g() { X }",
        "enum E { #[cfg(test)] A, X }",
        "fn f() { #[cfg(test)] let a = B { c: 1 }.d(); X }",
        "struct S { #[cfg(test)] a: u8, b: X }",
    ] {
        assert!(compiled(text, &[]), "{text}");
    }
}

#[test]
fn the_nearest_feature_is_named() {
    let text = "#[cfg(feature = \"a\")] mod m { #[cfg(feature = \"b\")] fn f() { X } fn g() { Y } }";
    let outline = outline(text, &["a", "b"]);
    assert_eq!(outline.feature(text.find('X').expect("X")), Some("b"));
    assert_eq!(outline.feature(text.find('Y').expect("Y")), Some("a"));
}

#[test]
fn implementations_are_told_by_trait_and_type() {
    let text =
        "impl<T: Into<String>> std::default::Default for Wrapper<T> where T: Clone { fn f() -> impl Fn() { X } }";
    let outline = outline(text, &[]);
    let kinds: Vec<&Kind<'_>> = outline.around(text.find('X').expect("X")).map(|scope| &scope.kind).collect();
    assert!(kinds.contains(&&Kind::Function("f")), "{kinds:?}");
    assert!(kinds.contains(&&Kind::Impl { of: "Wrapper", of_trait: Some("Default") }), "{kinds:?}");
}

#[test]
fn modules_in_other_files_are_found_where_they_are_compiled() {
    let text =
        "mod a; #[cfg(test)] mod tests; #[cfg(feature = \"x\")] pub mod b; #[path = \"d.rs\"] mod c; mod i { mod j; }";
    let found = outline(text, &["x"]);
    let modules: Vec<_> =
        found.modules.iter().map(|module| (module.name, module.path, module.feature.as_deref())).collect();
    assert_eq!(modules, [("a", None, None), ("b", None, Some("x")), ("c", Some("d.rs"), None), ("j", None, None)]);
    assert_eq!(found.modules[3].inside, ["i"]);
}

#[test]
fn broken_source_is_read_to_its_end() {
    for text in ["#[", "#[cfg(", "impl", "}}} fn", "fn f( {", "mod", "#![cfg(all(", "a::", "enum E { #[default]"] {
        let _ = outline(text, &[]);
    }
}
