//! Pictures of the canvas, compared with those kept in `tests/pictures`; `UPDATE_SNAPSHOTS=1` writes them anew.

use canvas::{Looks, Mode};
use egui::{Vec2, vec2};
use egui_kittest::SnapshotOptions;
use model::{Edge, Workflow};

use crate::sample;
use crate::stand::Stand;

const SMALL: Vec2 = vec2(1280.0, 800.0);
const LARGE: Vec2 = vec2(1440.0, 900.0);

fn stand(workflow: &Workflow, looks: &Looks, mode: Mode, size: Vec2) -> Stand {
    let mut stand = Stand::sized(workflow.clone(), size);
    let looks = looks.clone();
    stand.change(|desk| {
        desk.looks = looks;
        desk.mode = mode;
        desk.still = true;
    });
    stand
}

/// Compares with the picture of a name, in which a few pixels may differ: the last bit of a sine is the machine's own.
fn check(stand: &mut Stand, name: &str) {
    let options = SnapshotOptions::new()
        .output_path("tests/pictures")
        .max_failed_pixels(20_usize);
    stand.0.snapshot_options(name, &options);
}

fn rests(mode: Mode, size: Vec2, name: &str) {
    let (workflow, looks) = sample::invoices();
    check(&mut stand(&workflow, &looks, mode, size), name);
}

fn runs(mode: Mode, size: Vec2, name: &str) {
    let (workflow, mut looks) = sample::invoices();
    sample::running(&workflow, &mut looks);
    check(&mut stand(&workflow, &looks, mode, size), name);
}

#[test]
fn a_workflow_at_rest_in_light() {
    rests(Mode::Light, SMALL, "rest-light-1280");
}

#[test]
fn a_workflow_at_rest_in_dark() {
    rests(Mode::Dark, LARGE, "rest-dark-1440");
}

#[test]
fn a_workflow_that_runs_in_light() {
    runs(Mode::Light, LARGE, "runs-light-1440");
}

#[test]
fn a_workflow_that_runs_in_dark() {
    runs(Mode::Dark, SMALL, "runs-dark-1280");
}

#[test]
fn a_wire_being_drawn() {
    let mut stand = stand(&sample::steps(), &Looks::default(), Mode::Light, SMALL);
    let from = stand.port("Check", canvas::Side::Output, 1);
    let to = stand.port("Loose", canvas::Side::Input, 0);
    stand.press(from);
    stand.pull(from, to + vec2(-10.0, 4.0));
    check(&mut stand, "connecting-light");
}

#[test]
fn a_card_being_moved_into_a_wire() {
    let mut stand = stand(&sample::steps(), &Looks::default(), Mode::Dark, SMALL);
    let grip = stand.grip("Loose");
    let by = stand.wire(&Edge::main("Fetch", 0, "Check", 0)) - stand.card("Loose").center();
    stand.press(grip);
    stand.pull(grip, grip + by);
    check(&mut stand, "moving-dark");
}

#[test]
fn where_a_value_came_from() {
    let (workflow, looks) = sample::invoices();
    let mut stand = stand(&workflow, &looks, Mode::Dark, SMALL);
    let names = ["New invoice", "Read the PDF", "Find total"];
    let edges: Vec<Edge> = workflow.edges[..2].to_vec();
    stand
        .desk()
        .canvas
        .set_highlight(&names.map(Into::into), &edges);
    stand.settle();
    check(&mut stand, "path-dark");
}

#[test]
fn a_branch_that_is_selected() {
    let (workflow, looks) = sample::invoices();
    let mut stand = stand(&workflow, &looks, Mode::Light, SMALL);
    let names = ["Over 1,000 €?"];
    stand.desk().canvas.select(&names.map(Into::into), &[]);
    stand.settle();
    check(&mut stand, "branches-light");
}

#[test]
fn from_near() {
    let (workflow, looks) = sample::invoices();
    let mut stand = stand(&workflow, &looks, Mode::Light, vec2(900.0, 560.0));
    stand.desk().canvas.zoom_to(2.0);
    stand.desk().canvas.center_on(&"Over 1,000 €?".into());
    stand.settle();
    check(&mut stand, "near-light");
}

#[test]
fn from_afar() {
    let mut stand = stand(&sample::large(400), &Looks::default(), Mode::Dark, SMALL);
    stand.desk().canvas.zoom_to(0.3);
    stand.settle();
    check(&mut stand, "afar-dark");
}
