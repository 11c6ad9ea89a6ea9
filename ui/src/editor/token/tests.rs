//! Chips and texts: read, written, shortened.

use super::*;

fn key(name: &str) -> Step {
    Step::Key(name.into())
}

#[test]
fn code_is_read_as_the_field_it_names() {
    let field = |node: Option<&str>, steps: &[Step]| Meaning::Field {
        node: node.map(Text::from),
        steps: steps.to_vec(),
    };
    let cases = [
        ("$json.total", field(None, &[key("total")])),
        ("$json", field(None, &[])),
        ("$json?.a?.[0]", field(None, &[key("a"), Step::Index(0)])),
        (
            "$json[\"two words\"][3].x",
            field(None, &[key("two words"), Step::Index(3), key("x")]),
        ),
        ("$input.item.json.x", field(None, &[key("x")])),
        ("$('It\\'s').item.json.x", field(Some("It's"), &[key("x")])),
        (
            "$(\"A\").first().json.größe",
            field(Some("A"), &[key("größe")]),
        ),
        ("$node['A'].json.x", field(Some("A"), &[key("x")])),
        (
            "$binary.data",
            Meaning::File {
                node: None,
                name: "data".into(),
            },
        ),
        (
            "$('A').item.binary.scan",
            Meaning::File {
                node: Some("A".into()),
                name: "scan".into(),
            },
        ),
        ("$now", Meaning::Word("$now".into())),
    ];
    for (code, wanted) in cases {
        assert_eq!(meaning(code), wanted, "{code}");
    }
    for code in [
        "$json.a + 1",
        "$jsonPath",
        "$json.a.toFixed(2)",
        "$json[name]",
        "$('A').all()",
        "$(x).item.json.a",
        "`${x}`",
        "",
        "$json.",
        "$('A",
        "$json[1",
        "$binary.a.b",
    ] {
        assert_eq!(meaning(code), Meaning::Formula, "{code}");
    }
}

#[test]
fn what_is_written_is_read_again() {
    let ways = [
        vec![key("plain")],
        vec![key("two words"), Step::Index(2), key("it's")],
        vec![key("back\\slash"), key("new\nline")],
    ];
    for steps in ways {
        for node in [None, Some("Read the 'PDF'")] {
            let wanted = Meaning::Field {
                node: node.map(Text::from),
                steps: steps.clone(),
            };
            assert_eq!(meaning(&code_of(node, &steps)), wanted);
        }
    }
}

#[test]
fn stored_texts_come_back_as_they_were() {
    for text in [
        "",
        "plain",
        "=Dear {{ $json.name }}, hello",
        "={{ $now }}",
        "==SUM(A1)",
        "={{ a }}{{ b }}",
        "=never {{ closed",
        "=a \\{{ b",
    ] {
        assert_eq!(stored(&parts(text)), text, "{text}");
    }
    assert_eq!(
        stored(&parts("= ")),
        " ",
        "nothing to compute: no expression"
    );
}

#[test]
fn typing_a_sign_of_equality_means_the_sign() {
    let typed = [Part::Text("=A1".to_owned())];
    assert_eq!(stored(&typed), "==A1");
    assert_eq!(parts("==A1"), typed);
}

#[test]
fn a_line_names_what_will_stand_there() {
    assert_eq!(shortened("=/suppliers/{{ $json.vat }}"), "/suppliers/{vat}");
    assert_eq!(
        shortened("={{ $json.name.trim() }} at {{ $now }}"),
        "{name} at {now}"
    );
    assert_eq!(shortened("={{ 1 + 1 }}"), "{…}");
}
