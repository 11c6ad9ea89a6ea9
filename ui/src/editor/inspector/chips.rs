//! Words and chips in an editable element: drawn from a field's text, read back as what is stored.
//!
//! A chip is one piece that cannot be written in; a character without width on its sides keeps a place for the caret.

use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, Node, Range};

use crate::editor::token::{self, Part};

/// Keeps a place for the caret beside a chip.
const SIDE: &str = "\u{200b}";
/// Holds a chip's code.
const CODE: &str = "data-code";

/// How a chip is shown: its words.
pub type ChipWords<'f> = &'f dyn Fn(&str, &token::Meaning) -> String;

/// Draws a stored text.
pub fn draw(element: &HtmlElement, stored: &str, words: ChipWords<'_>) {
    element.set_text_content(None);
    let mut after_chip = true;
    for part in token::parts(stored) {
        match part {
            Part::Text(text) => {
                append_text(element, &text);
                after_chip = false;
            }
            Part::Chip { code, meaning } => {
                if after_chip {
                    append_text(element, SIDE);
                }
                if let Some(chip) = chip(&code, &words(&code, &meaning)) {
                    element.append_child(&chip).ok();
                }
                after_chip = true;
            }
        }
    }
    if after_chip && element.child_element_count() > 0 {
        append_text(element, SIDE);
    }
}

fn append_text(element: &HtmlElement, text: &str) {
    element
        .append_child(&document().create_text_node(text))
        .ok();
}

/// Draws one chip.
fn chip(code: &str, words: &str) -> Option<Element> {
    let chip = document().create_element("span").ok()?;
    chip.set_class_name("chip");
    chip.set_attribute("contenteditable", "false").ok()?;
    chip.set_attribute(CODE, code).ok()?;
    chip.set_attribute("title", code).ok()?;
    chip.set_text_content(Some(words));
    Some(chip)
}

/// Reads what is stored for what stands in an element, which may have several `lines` or just one.
pub fn read(element: &HtmlElement, lines: bool) -> String {
    let mut parts: Vec<Part> = Vec::new();
    collect(element, &mut parts);
    drop_filler(&mut parts, lines);
    token::stored(&parts)
}

/// A browser puts a line break at the end of what can be written in, so that an empty line can be stood on: it is not the
/// person's. In one line none is.
fn drop_filler(parts: &mut Vec<Part>, lines: bool) {
    let Some(Part::Text(last)) = parts.last_mut() else {
        return;
    };
    let kept = match lines {
        true => last.strip_suffix('\n').unwrap_or(last),
        false => last.trim_end_matches('\n'),
    };
    last.truncate(kept.len());
    if last.is_empty() {
        parts.pop();
    }
}

fn collect(parent: &Node, parts: &mut Vec<Part>) {
    let children = parent.child_nodes();
    for at in 0..children.length() {
        let Some(node) = children.item(at) else {
            continue;
        };
        if let Some(element) = node.dyn_ref::<Element>() {
            match element.get_attribute(CODE) {
                Some(code) => parts.push(token::chip(&code)),
                None if element.tag_name() == "BR" => push(parts, "\n"),
                None => {
                    // A block that the browser made of a new line.
                    if !parts.is_empty() && element.tag_name() == "DIV" {
                        push(parts, "\n");
                    }
                    collect(element, parts);
                }
            }
        } else if let Some(text) = node.text_content() {
            push(parts, &text.replace(SIDE, "").replace('\u{a0}', " "));
        }
    }
}

fn push(parts: &mut Vec<Part>, text: &str) {
    if text.is_empty() {
        return;
    }
    match parts.last_mut() {
        Some(Part::Text(last)) => last.push_str(text),
        _ => parts.push(Part::Text(text.to_owned())),
    }
}

/// Makes chips of every closed `{{ … }}` that was written out. The caret goes behind the one that was just closed.
pub fn fold_written(element: &HtmlElement, words: ChipWords<'_>) {
    let children = element.child_nodes();
    let written: Vec<Node> = (0..children.length())
        .filter_map(|at| children.item(at))
        .filter(|node| node.node_type() == Node::TEXT_NODE)
        .filter(|node| node.text_content().is_some_and(|text| is_written(&text)))
        .collect();
    let caret = caret(element).and_then(|range| {
        let node = range.start_container().ok()?;
        Some((node, range.start_offset().ok()? as usize))
    });
    for node in written {
        let at = caret
            .as_ref()
            .filter(|(own, _)| own.is_same_node(Some(&node)))
            .map(|(_, at)| *at);
        fold(element, &node, at, words);
    }
}

fn is_written(text: &str) -> bool {
    text.find("{{")
        .is_some_and(|open| text[open..].contains("}}"))
}

fn fold(element: &HtmlElement, node: &Node, caret: Option<usize>, words: ChipWords<'_>) {
    let text = node.text_content().unwrap_or_default().replace(SIDE, "");
    let mut behind: Option<Node> = None;
    let mut passed = 0;
    let mut last: Option<Node> = None;
    for part in token::parts(&format!("={text}")) {
        let (new, length) = match part {
            Part::Text(text) => {
                let length = text.encode_utf16().count();
                (Node::from(document().create_text_node(&text)), length)
            }
            Part::Chip { code, meaning } => {
                let Some(chip) = chip(&code, &words(&code, &meaning)) else {
                    continue;
                };
                if element.insert_before(&chip, Some(node)).is_err() {
                    return;
                }
                let side = document().create_text_node(SIDE);
                // The braces and what is between them, as they were written.
                (Node::from(side), code.encode_utf16().count() + 4)
            }
        };
        if element.insert_before(&new, Some(node)).is_err() {
            return;
        }
        passed += length;
        last = Some(new.clone());
        if behind.is_none() && caret.is_some_and(|caret| caret <= passed + 2) {
            behind = Some(new);
        }
    }
    element.remove_child(node).ok();
    if caret.is_some()
        && let Some(behind) = behind.or(last)
    {
        caret_behind(&behind);
    }
}

/// Where the caret is, if it is in the element.
pub fn caret(element: &HtmlElement) -> Option<Range> {
    let selection = leptos::prelude::window().get_selection().ok().flatten()?;
    let range = (selection.range_count() > 0).then(|| selection.get_range_at(0).ok())??;
    let inside = range.common_ancestor_container().ok()?;
    element.contains(Some(&inside)).then_some(range)
}

/// Puts a chip where the caret was, or at the end; the caret goes behind it.
pub fn insert(element: &HtmlElement, at: Option<&Range>, code: &str, words: &str) {
    let Some(chip) = chip(code, words) else {
        return;
    };
    let side = document().create_text_node(SIDE);
    let own = |range: &&Range| {
        range
            .start_container()
            .is_ok_and(|node| element.contains(Some(&node)))
    };
    match at.filter(own) {
        Some(range) => {
            range.delete_contents().ok();
            range.insert_node(&side).ok();
            range.insert_node(&chip).ok();
        }
        None => {
            element.append_child(&chip).ok();
            element.append_child(&side).ok();
        }
    }
    if chip.previous_sibling().is_none() {
        let before = document().create_text_node(SIDE);
        element.insert_before(&before, Some(&chip)).ok();
    }
    caret_behind(&side);
}

fn caret_behind(node: &Node) {
    let Ok(range) = document().create_range() else {
        return;
    };
    range.select_node_contents(node).ok();
    range.collapse();
    if let Ok(Some(selection)) = leptos::prelude::window().get_selection() {
        selection.remove_all_ranges().ok();
        selection.add_range(&range).ok();
    }
}

/// The code of the chip that an event hit.
pub fn chip_of(target: Option<web_sys::EventTarget>) -> Option<String> {
    let element = target?.dyn_into::<Element>().ok()?;
    element.closest(".chip").ok().flatten()?.get_attribute(CODE)
}
