//! What kinds of nodes look like in lists: their tile and their name.

use leptos::prelude::*;
use model::{Group, Node};

use crate::session;
use crate::text::{spec_text, t};
use crate::widgets::Icon;

/// Name of a kind's icon, and of the colour of its group.
pub(super) fn look(kind: &str) -> (String, &'static str) {
    match session::specs().get(kind) {
        Some(spec) => (spec.icon.clone(), colour(spec.group)),
        None if kind == Node::NOTE => ("sticky-note".to_owned(), "flow"),
        None => ("box".to_owned(), "code"),
    }
}

/// What a kind is called, in the person's language.
pub(super) fn name(kind: &str) -> String {
    match session::specs().get(kind) {
        Some(spec) => spec_text(&spec.label),
        None => kind.trim_start_matches(Node::PLACEHOLDER).to_owned(),
    }
}

/// Name of a group's colour among the tokens.
pub(super) fn colour(group: Group) -> &'static str {
    match group {
        Group::Trigger => "trigger",
        Group::Flow => "flow",
        Group::Data => "data",
        Group::Files => "files",
        Group::Network => "network",
        Group::Code => "code",
        Group::Tools => "tools",
        Group::Service => "service",
    }
}

/// The tile of a kind: its icon on its group's colour.
#[component]
pub(super) fn Tile(
    /// The kind.
    #[prop(into)]
    kind: String,
    /// Width and height in points.
    #[prop(default = 26)]
    size: u32,
) -> impl IntoView {
    let (icon, colour) = look(&kind);
    let class = format!("tile tile-{colour}");
    let side = format!("{size}px");
    view! {
        <span class=class style:width=side.clone() style:height=side>
            <Icon name=icon size=size * 6 / 10/>
        </span>
    }
}

/// What starts a workflow, in words.
pub(super) fn starts(triggers: &[String]) -> String {
    match triggers {
        [] => t("starts-nothing"),
        [one] => name(one),
        [first, more @ ..] => format!("{} +{}", name(first), more.len()),
    }
}
