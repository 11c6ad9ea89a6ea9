//! Any text through everything that reads expressions: no panic, no exhausted stack, and what is promised of them.
//!
//! Not here: whether the values are right; the tables and the cross-check with the sandbox say that.

#![no_main]

use expr::{Kind, Template, join, references, rename_node, split, template_references};
use libfuzzer_sys::fuzz_target;
use value::json;

fuzz_target!(|text: &str| {
    let json = json!({ "a": 1, "name": "Anna", "list": [1, null, "x"], "o": { "a": { "b": null } } });
    let parameter = format!("={text}");
    let template = Template::parse(&parameter);
    let _ = template.eval(&json);
    assert_eq!(template.references(), template_references(&parameter));

    let pieces = split(text);
    let again = split(&join(&pieces));
    assert_eq!(pieces.len(), again.len());
    assert!(pieces.iter().zip(&again).all(|(a, b)| a.kind == b.kind && a.text == b.text));

    references(text);
    for kind in [Kind::Template, Kind::Code] {
        if let Some(renamed) = rename_node(text, "A", "New name", kind) {
            assert_eq!(rename_node(&renamed, "A", "New name", kind), None);
        }
    }
});
