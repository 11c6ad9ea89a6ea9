//! What holds for any text.

use expr::{
    Fault, Kind, Program, Template, join, references, rename_node, split, template_references,
    testing,
};
use proptest::prelude::*;

/// Text made of what the lexer and the splitter look for.
fn any_text() -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "{{", "}}", "{", "}", "\\", "\\}}", "\\{{", "`", "${", "'", "\"", "/", "//", "/*", "*/",
        "\n", "\r", " ", "(", ")", "[", "]", "$", "$('", "')", "$json", ".", "?.", "a", "A", "é",
        "😀", "1", "0x", "1e", "_", "+", "-", "**", "??", "||", "?", ":", ",", "=>", "in",
        "typeof", "return", "$node", "$node.A", "$('A')", ".item", ".json", "\\u0041", "\u{2028}",
        "\0", "#", "@", "...", "=", "n",
    ]);
    prop_oneof![
        prop::collection::vec(token, 0..40).prop_map(|tokens| tokens.concat()),
        any::<String>()
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_panic(text in any_text()) {
        let _ = Program::parse(&text).map(|program| program.eval(&value::json!({ "a": 1 })));
        let parameter = format!("={text}");
        let template = Template::parse(&parameter);
        let _ = template.eval(&value::Value::Null);
        prop_assert_eq!(template.references(), template_references(&parameter));
        for code in template.codes() {
            prop_assert_eq!(parameter[code.span.clone()].replace("\\}}", "}}"), code.source.as_str());
        }
        references(&text);
    }

    #[test]
    fn splitting_joins_again(text in any_text()) {
        let pieces = split(&text);
        let joined = join(&pieces);
        let parts = |pieces: &[expr::Piece]| pieces.iter().map(|p| (p.kind, p.text.clone())).collect::<Vec<_>>();
        prop_assert_eq!(parts(&split(&joined)), parts(&pieces), "{:?}", joined);
        if !text.contains('\\') {
            prop_assert_eq!(joined, text);
        }
    }

    // In broken code a stray slash and one in the new name could make a regular expression.
    #[test]
    fn renaming_is_done_once(text in any_text(), new in "[ -.0-~é😀]{0,8}") {
        prop_assume!(new != "A");
        for (kind, text) in [(Kind::Code, text.clone()), (Kind::Template, format!("={text}"))] {
            let named = |text: &str| match kind {
                Kind::Code => references(text),
                Kind::Template => template_references(text),
            };
            let Some(renamed) = rename_node(&text, "A", &new, kind) else {
                prop_assert!(!named(&text).nodes.contains(&"A".into()));
                continue;
            };
            prop_assert!(named(&renamed).nodes.contains(&new.as_str().into()), "{:?}", renamed);
            prop_assert_eq!(rename_node(&renamed, "A", &new, kind), None);
        }
    }

    #[test]
    fn generated_expressions_are_native((source, json) in testing::any_expression()) {
        let program = Program::parse(&source);
        prop_assert!(program.is_ok(), "{}: {:?}", source, program.err());
        let found = program.unwrap().eval(&json);
        // The same data give the same answer, and a template gives it too, but for what it swallows.
        let template = Template::parse(&format!("={{{{ {} }}}}", source.replace("}}", "\\}}")));
        match found {
            Err(Fault::Throw { .. }) => prop_assert_eq!(template.eval(&json), Ok(expr::Js::Undefined)),
            found => prop_assert_eq!(format!("{:?}", template.eval(&json)), format!("{found:?}")),
        }
    }
}

/// What reading could be quadratic in would take minutes here.
#[test]
fn long_hostile_text_is_read_in_linear_time() {
    for part in [
        "\\u{",
        "$('a').first(",
        "$json.a",
        "`${",
        "{{",
        "{{ $('A') ",
        "\\}}",
        "{{\\}}$('A')}}",
        "/*",
        "/",
        "/[",
        "'",
        "\\\\",
        "{",
        "(",
        "$node.A ",
        "a?.",
        "1_",
        "é",
        "\u{2028}",
        "{{ }}",
    ] {
        let text = part.repeat(60_000 / part.len());
        references(&text);
        rename_node(&text, "A", "B c", Kind::Code);
        let parameter = format!("=x{text}");
        rename_node(&parameter, "A", "B c", Kind::Template);
        Template::parse(&parameter).references();
        join(&split(&text));
    }
}
