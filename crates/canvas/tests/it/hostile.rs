//! Names, texts and places that hurt other programs are drawn inert: inside their card, on one line, leading nowhere.

use canvas::{CanvasEvent, EdgeLook, FrameLook, NodeLook, Problem, Run, Side};
use egui::{Event, Rect, Shape, vec2};
use model::{Edge, Workflow};
use value::{Value, json};

use crate::sample::{node, note};
use crate::stand::{FRAME, Stand, port_ref};

/// Scripts, directions, marks without end, controls, markup, and what a template would read.
fn names() -> Vec<String> {
    let mut names: Vec<String> = [
        "",
        " ",
        "\u{0}\u{1}\u{7f}",
        "a\nb\r\nc\td",
        "__proto__",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "{{ $json.secret }}",
        "'; DROP TABLE workflow; --",
        "\u{202e}gpj.exe",
        "\u{2066}\u{2067}\u{2068}\u{2069}\u{200f}\u{200b}\u{feff}\u{00ad}",
        "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}",
        "שלום עולם, מה שלומך היום בבוקר הזה",
        "مرحبا بالعالم كيف حالك هذا الصباح",
        "नमस्ते दुनिया",
        "你好，世界。今天早上你好吗？请把发票整理好",
        "👩‍👩‍👧‍👦🏳️‍🌈🇩🇪👍🏽",
        "𝕳𝖊𝖑𝖑𝖔 \u{10ffff} \u{e0041}",
        "ﷺ",
    ]
    .map(str::to_owned)
    .into();
    names.push("W".repeat(10_000));
    names.push("wide words ".repeat(2_000));
    names.push(format!("Z{}", "\u{337}\u{353}\u{31a}".repeat(4_000)));
    names.push("ש".repeat(5_000));
    names
}

/// A row of nodes with these names on everything that carries a text.
fn stand(names: &[String]) -> Stand {
    let mut workflow = Workflow::default();
    for (at, name) in names.iter().enumerate() {
        let (x, y) = ((at % 4) as f64 * 320.0, (at / 4) as f64 * 96.0);
        let mut step = node(name, "if", x, y);
        step.id = format!("n{at}").as_str().into();
        workflow.nodes.push(step);
        if at % 4 > 0 {
            let (from, to) = (format!("n{}", at - 1), format!("n{at}"));
            workflow
                .edges
                .push(Edge::main(from.as_str(), 0, to.as_str(), 0));
        }
    }
    let mut stand = Stand::new(workflow);
    stand.change(|desk| {
        for (at, name) in names.iter().enumerate() {
            let look = NodeLook {
                title: Some(name.clone()),
                summary: name.clone(),
                inputs: vec![name.clone()],
                outputs: vec![name.clone(), name.clone()],
                problem: Some(Problem {
                    severe: true,
                    text: name.clone(),
                }),
                run: Some(Run {
                    badge: name.clone(),
                    text: name.clone(),
                    ..Run::default()
                }),
                ..NodeLook::default()
            };
            desk.looks
                .nodes
                .insert(format!("n{at}").as_str().into(), look);
        }
        for (edge, name) in desk.workflow.edges.iter().zip(names) {
            let look = EdgeLook {
                label: name.clone(),
                ..EdgeLook::default()
            };
            desk.looks.edges.insert(edge.clone(), look);
        }
        desk.looks.frames = vec![FrameLook {
            label: names[20].clone(),
            members: vec!["n0".into(), "n5".into()],
            ..FrameLook::default()
        }];
        desk.still = true;
    });
    stand
}

/// Where texts are drawn, and on how many lines.
fn texts(stand: &Stand) -> Vec<(Rect, usize)> {
    let shapes = stand.0.output().shapes.iter();
    shapes
        .filter_map(|clipped| match &clipped.shape {
            Shape::Text(text) => Some((
                text.galley.rect.translate(text.pos.to_vec2()),
                text.galley.rows.len(),
            )),
            _ => None,
        })
        .collect()
}

#[test]
fn names_stay_in_their_cards() {
    let names = names();
    let mut stand = stand(&names);
    let rects = stand.rects();
    let texts = texts(&stand);
    assert!(texts.len() > names.len());
    for (text, rows) in &texts {
        assert!(*rows <= 2, "{text:?}");
        assert!(text.width() < 600.0, "no wider than a frame: {text:?}");
    }
    for (id, card) in &rects.nodes {
        let left = card.left() + 40.0 * stand.desk().canvas.zoom();
        // the texts that begin inside of a card end inside of it
        let own = texts.iter().filter(|(text, _)| {
            card.shrink(6.0).contains(text.left_center()) && text.left() >= left
        });
        for (text, _) in own {
            assert!(
                text.right() <= card.right() + 0.5,
                "{id}: {text:?} in {card:?}"
            );
            assert!(
                text.top() >= card.top() && text.bottom() <= card.bottom(),
                "{id}: {text:?} in {card:?}"
            );
        }
    }
}

#[test]
fn names_of_any_kind_can_be_worked_with() {
    let names = names();
    let mut stand = stand(&names);
    for (id, rect) in stand.rects().nodes {
        stand.click(rect.left_center() + vec2(20.0, 0.0));
        assert_eq!(stand.selected().0, [id.as_str()]);
    }
    // its problem is told by a tip of a bounded size
    let first = stand.rects().nodes[19].1;
    stand.hover(first.left_top() + vec2(4.0, 0.0));
    stand.0.run_steps((1.0 / FRAME) as usize);
    let tip = texts(&stand).into_iter().map(|(text, _)| text.width());
    assert!(tip.fold(0.0, f32::max) < 700.0);
    for zoom in [0.02, 0.2, 0.45, 1.0, 4.0] {
        stand.desk().canvas.zoom_to(zoom);
        stand.settle();
    }
}

#[test]
fn names_of_the_cases_are_drawn() {
    let set = std::env::var_os("MILLRACE_CASES").map(std::path::PathBuf::from);
    let beside = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases");
    let file = set.unwrap_or(beside).join("corpus/hostile_names.tsv");
    let Ok(table) = std::fs::read_to_string(&file) else {
        println!("skipped: no {}", file.display());
        return;
    };
    let rows = table.lines().skip(1);
    let names: Vec<String> = rows
        .filter_map(|row| row.split('\t').nth(1))
        .map(unescape)
        .collect();
    assert!(names.len() > 20);
    let mut stand = stand(&names);
    assert_eq!(stand.rects().nodes.len(), names.len());
    assert!(texts(&stand).iter().all(|(text, _)| text.width() < 600.0));
}

/// Reads the `\xNN`, `\uNNNN` and `\UNNNNNNNN` of Python's `unicode_escape`.
fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let digits = match rest.as_bytes().get(at + 1) {
            Some(b'x') => 2,
            Some(b'u') => 4,
            Some(b'U') => 8,
            _ => 0,
        };
        let end = (at + 2 + digits).min(rest.len());
        let code = rest.get(at + 2..end).unwrap_or_default();
        out.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
        rest = &rest[end..];
    }
    out + rest
}

#[test]
fn notes_of_any_kind_stay_on_their_paper() {
    let texts_of_notes = [
        "# ".repeat(5_000),
        "[a](javascript:alert(1)) <script>x</script> ![](http://x/y.png)".to_owned(),
        "> ".repeat(5_000),
        "- ".repeat(3_000) + "deep",
        "W".repeat(50_000),
        "שלום ".repeat(3_000),
        "```\n".to_owned() + &"code\n".repeat(2_000),
        "\u{202e}\u{0}\u{7}".to_owned(),
    ];
    let mut workflow = Workflow::default();
    for (at, text) in texts_of_notes.iter().enumerate() {
        let name = format!("note {at}");
        let place = [(at % 4) as f64 * 300.0, (at / 4) as f64 * 250.0];
        workflow
            .nodes
            .push(note(&name, text, place, [240.0, 200.0], at as f64));
    }
    let mut stand = Stand::new(workflow);
    let notes = stand.rects().nodes;
    for clipped in &stand.0.output().shapes {
        if let Shape::Text(text) = &clipped.shape {
            let seen = text.visual_bounding_rect().intersect(clipped.clip_rect);
            let inside = |note: &Rect| note.contains_rect(seen);
            let buttons = seen.top() > 740.0;
            assert!(
                buttons || !seen.is_positive() || notes.iter().any(|(_, note)| inside(note)),
                "{seen:?}"
            );
        }
    }
    // a click on a link selects the note and leads nowhere
    let at = stand.card("note 1").left_top() + vec2(20.0, 24.0);
    stand.click(at);
    assert_eq!(stand.selected().0, ["note 1"]);
    assert!(stand.0.output().platform_output.commands.is_empty());
}

#[test]
fn a_file_may_say_anything_about_places_and_wires() {
    let mut workflow = Workflow::default();
    let places = [
        [f64::NAN, 0.0],
        [f64::INFINITY, f64::NEG_INFINITY],
        [1.0e300, -1.0e300],
        [0.0, 0.0],
        [0.0, 0.0],
    ];
    for (at, [x, y]) in places.into_iter().enumerate() {
        workflow.nodes.push(node(&format!("n{at}"), "if", x, y));
    }
    // twice the same id, and one that is empty
    workflow.nodes.push(node("n3", "edit", 500.0, 0.0));
    workflow.nodes.push(node("", "", 700.0, 0.0));
    let mut odd = note("odd", "text", [0.0, 300.0], [240.0, 160.0], 1.0);
    odd.parameters.insert("width", Value::from(-1.0e12));
    odd.parameters.insert("height", json!({ "no": "number" }));
    odd.parameters.insert("content", Value::from(12.0));
    odd.parameters.insert("color", Value::from("#zzzzzz"));
    workflow.nodes.push(odd);
    workflow.edges = vec![
        Edge::main("n3", 0, "n3", 0),
        Edge::main("n3", 0, "gone", 0),
        Edge::main("n0", 65_535, "n4", 65_535),
        Edge::main("n4", 0, "n0", 0),
        Edge::main("odd", 0, "n3", 0),
        Edge::main("n3", 1, "n4", 0),
        Edge::main("n3", 1, "n4", 0),
    ];
    let mut stand = Stand::new(workflow);
    for zoom in [0.02, 0.5, 1.0, 4.0] {
        stand.desk().canvas.zoom_to(zoom);
        stand.desk().canvas.center_on(&"n3".into());
        stand.settle();
    }
    let rects = stand.rects();
    assert!(rects.nodes.iter().all(|(_, rect)| rect.is_finite()));
    // a wire to a port that is not there is drawn to one made for it
    assert!(rects.port(&port_ref("n4", Side::Input, 65_535)).is_some());
    stand.desk().canvas.focus();
    stand.settle();
    stand.key(egui::Modifiers::COMMAND, egui::Key::A);
    stand.key(egui::Modifiers::COMMAND, egui::Key::ArrowDown);
    let deeds = stand.deeds();
    let [CanvasEvent::MoveNodes(moved)] = &deeds[..] else {
        panic!("all are moved: {deeds:?}");
    };
    let finite = |place: &[f64; 2]| place.iter().all(|value| value.is_finite());
    assert!(moved.iter().all(|(_, place)| finite(place)));
}

#[test]
fn hundreds_of_ports_are_bounded() {
    let mut workflow = Workflow::default();
    workflow.nodes.push(node("many", "if", 0.0, 0.0));
    workflow.nodes.push(node("end", "edit", 500.0, 0.0));
    for port in 0..2_000 {
        workflow.edges.push(Edge::main("many", port, "end", 0));
    }
    let mut stand = Stand::new(workflow);
    let ports = stand.rects().ports;
    let outputs = ports
        .iter()
        .filter(|(port, _)| port.side == Side::Output && port.end.node == *"many");
    assert_eq!(outputs.count(), 128);
    assert!(stand.card("many").height() < 4_000.0);
}

#[test]
fn a_window_of_any_size_is_drawn_in() {
    for size in [vec2(1.0, 1.0), vec2(60.0, 3_000.0), vec2(5_000.0, 20.0)] {
        let mut stand = Stand::sized(crate::sample::steps(), size);
        stand.send(Event::PointerMoved(egui::pos2(0.5, 0.5)));
        stand.send(Event::Zoom(3.0));
        stand.settle();
        assert!(stand.desk().canvas.zoom().is_finite());
    }
}
