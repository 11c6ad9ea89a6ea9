//! What code refers to, and renaming it.

use expr::{Kind, identifier, quote, references, rename_node, template_references};

/// Nodes, whether computed, and paths as `node:step.step`.
fn seen(code: &str) -> (Vec<String>, bool, Vec<String>) {
    let found = references(code);
    let path = |path: &expr::DataPath| {
        format!(
            "{}:{}",
            path.node.as_deref().unwrap_or_default(),
            path.steps.join(".")
        )
    };
    (
        found.nodes.iter().map(ToString::to_string).collect(),
        found.computed,
        found.paths.iter().map(path).collect(),
    )
}

#[test]
fn finds_nodes_and_paths() {
    for (code, nodes, computed, paths) in [
        (
            "$json.a.b + $json['c d'][0].e",
            &[][..],
            false,
            &[":a.b", ":c d.0.e"][..],
        ),
        ("$json.name.toUpperCase()", &[], false, &[":name"]),
        ("$json?.a?.['b']?.c?.()", &[], false, &[":a.b"]),
        ("$json", &[], false, &[":"]),
        ("$json.list.map(x => x.$json.no)", &[], false, &[":list"]),
        ("$('A').item.json.x.y", &["A"], false, &["A:x.y"]),
        (
            "$(\"B c\").first().json.z.trim()",
            &["B c"],
            false,
            &["B c:z"],
        ),
        ("$(`A`).all()[0].json['k']", &["A"], false, &["A:k"]),
        (
            "$('A').itemMatching(1).json.k + $('A').all().length",
            &["A"],
            false,
            &["A:k"],
        ),
        (
            "$node[\"A\"].json.x + $node.B.data.y",
            &["A", "B"],
            false,
            &["A:x", "B:y"],
        ),
        (
            "$items('A')[0].json.x + $items().length + $items('B', 0, 1).length",
            &["A", "B"],
            false,
            &[],
        ),
        ("$item(0).$node['A'].json.x", &["A"], false, &["A:x"]),
        ("$item(0).$json.q", &[], false, &[":q"]),
        ("$(name).item.json.x", &[], true, &[]),
        ("$('A' + i).item", &[], true, &[]),
        ("$(`A${i}`).item", &[], true, &[]),
        ("$node[x].json", &[], true, &[]),
        ("for (const n of Object.keys($node)) {}", &[], true, &[]),
        (
            "// $('A')\n/* $('B') */ '$(\"C\")' + `$('D') ${$('E').item.json.e}`",
            &["E"],
            false,
            &["E:e"],
        ),
        (
            "/$('A')/.test(x) ? 1 / $json.a / 2 : 0",
            &[],
            false,
            &[":a"],
        ),
        ("if (x) /[$('A')/]/.exec($json.b)", &[], false, &[":b"]),
        ("jq.$('A'); a.$node.B; foo.$json.x", &[], false, &[]),
        ("$('It\\'s').item.json.a", &["It's"], false, &["It's:a"]),
        (
            "$input.item.json.a + $input.first().json.b + $input.all().length",
            &[],
            false,
            &[":a", ":b"],
        ),
        ("const $ = 1; return $;", &[], false, &[]),
        ("$('A", &[], true, &[]),
        ("`${`${$('A').isExecuted}`}`", &["A"], false, &[]),
        ("a ? {} : {b: $json.x}", &[], false, &[":x"]),
        ("}}}}) $json.x ] ((({{{", &[], false, &[":x"]),
    ] {
        let (found_nodes, found_computed, found_paths) = seen(code);
        assert_eq!(found_nodes, nodes, "{code}");
        assert_eq!(found_computed, computed, "{code}");
        assert_eq!(found_paths, paths, "{code}");
    }
}

#[test]
fn finds_variables() {
    let found =
        references("$json.a + $now.toISO() + x.$no + $env['KEY'] + `${$vars.v}` + '$today'");
    assert_eq!(
        found
            .variables
            .iter()
            .map(value::Text::as_str)
            .collect::<Vec<_>>(),
        ["$env", "$json", "$now", "$vars"]
    );
    assert!(found.uses("$env") && !found.uses("$today"));
    let found =
        template_references("=text $('No') {{ $json.a }} \\{{ $('No') }} {{ $('Yes').item.json.b");
    assert_eq!(found.nodes, ["Yes"]);
    assert!(template_references("{{ $('No').item }}").nodes.is_empty());
}

fn check_rename(kind: Kind, new: &str, rows: &[(&str, Option<&str>)]) {
    for (before, after) in rows {
        let renamed = rename_node(before, "Old", new, kind);
        assert_eq!(renamed.as_deref(), *after, "{before}");
        if let Some(renamed) = renamed {
            assert_eq!(
                rename_node(&renamed, "Old", new, kind),
                None,
                "{before}: once is enough"
            );
            assert_eq!(
                references(&renamed).nodes.len(),
                references(before).nodes.len(),
                "{before}"
            );
        }
    }
}

#[test]
fn renames_in_code() {
    check_rename(
        Kind::Code,
        "New",
        &[
            ("$('Old').item.json.a", Some("$('New').item.json.a")),
            ("$(\"Old\").all()", Some("$(\"New\").all()")),
            ("$(`Old`)", Some("$(`New`)")),
            ("$ ( 'Old' )", Some("$ ( 'New' )")),
            (
                "$node['Old'].json + $node.Old.json",
                Some("$node['New'].json + $node.New.json"),
            ),
            ("$items('Old', 0)", Some("$items('New', 0)")),
            ("$item(0).$node.Old.json", Some("$item(0).$node.New.json")),
            ("$('\\u004fld')", Some("$('New')")),
            ("$('Older')", None),
            ("'Old' // $('Old')", None),
            ("x = \"$('Old')\"; /$('Old')/", None),
            ("$('Old' + 1)", None),
            ("foo('Old')", None),
            ("$json.Old", None),
            (
                "`$('Old') ${ $('Old').item }`",
                Some("`$('Old') ${ $('New').item }`"),
            ),
            ("a.$('Old')", None),
        ],
    );
    check_rename(
        Kind::Code,
        "It's \"new\" \\ `x` ${y} }}\n",
        &[
            ("$('Old')", Some("$('It\\'s \"new\" \\\\ `x` ${y} }}\\n')")),
            (
                "$(\"Old\")",
                Some("$(\"It's \\\"new\\\" \\\\ `x` ${y} }}\\n\")"),
            ),
            (
                "$(`Old`)",
                Some("$(`It's \"new\" \\\\ \\`x\\` \\${y} }}\\n`)"),
            ),
            (
                "$node.Old.json",
                Some("$node[\"It's \\\"new\\\" \\\\ `x` ${y} }}\\n\"].json"),
            ),
            (
                "$node?.Old?.json",
                Some("$node?.[\"It's \\\"new\\\" \\\\ `x` ${y} }}\\n\"]?.json"),
            ),
        ],
    );
    assert_eq!(rename_node("$('Old')", "Old", "Old", Kind::Code), None);
    assert_eq!(
        rename_node("$node['Old 1'].json", "Old 1", "Neu", Kind::Code).as_deref(),
        Some("$node['Neu'].json")
    );
}

#[test]
fn renames_in_templates() {
    for (before, new, after) in [
        (
            "={{ $('Old').item.json.a }}",
            "New",
            Some("={{ $('New').item.json.a }}"),
        ),
        (
            "=$('Old') {{ $('Old').item }} \\{{ $('Old') }}{{ $node.Old.json",
            "N w",
            Some("=$('Old') {{ $('N w').item }} \\{{ $('Old') }}{{ $node[\"N w\"].json"),
        ),
        (
            "={{ '\\}}' + $('Old').item + '\\}}' + $('Old').item }}!",
            "New",
            Some("={{ '\\}}' + $('New').item + '\\}}' + $('New').item }}!"),
        ),
        (
            "={{ $('Old').item }}",
            "a }} b",
            Some("={{ $('a \\}} b').item }}"),
        ),
        (
            "={{ '\\}}\\}}' + $('Old') }}",
            "{{}}}",
            Some("={{ '\\}}\\}}' + $('{{}\\}}') }}"),
        ),
        ("{{ $('Old').item }}", "New", None),
        ("={{ 'Old' }} Old", "New", None),
        ("Old", "New", None),
    ] {
        let renamed = rename_node(before, "Old", new, Kind::Template);
        assert_eq!(renamed.as_deref(), after, "{before}");
        if let Some(renamed) = renamed {
            assert!(
                template_references(&renamed).nodes.contains(&new.into()),
                "{renamed}"
            );
        }
    }
}

#[test]
fn knows_identifiers_and_quotes() {
    for (name, expected) in [
        ("a", true),
        ("$a_1", true),
        ("größe", true),
        ("名前", true),
        ("", false),
        ("1a", false),
        ("a b", false),
        ("a-b", false),
        ("a\u{200d}", true),
        ("😀", false),
    ] {
        assert_eq!(identifier(name), expected, "{name}");
    }
    assert_eq!(quote("a\u{2028}\u{1}'", '\''), "'a\\u2028\\u0001\\''");
}
