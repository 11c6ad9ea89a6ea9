//! An idle canvas costs nothing, and one that runs no more than it must.

use canvas::{EdgeLook, EdgeState, NodeLook, Run, RunState};
use egui::pos2;
use std::time::Duration;

use crate::stand::{FRAME, Stand};

/// Whether the last frame drew the graph: only that asks for another frame from there, which the next one tells.
fn drawn(stand: &mut Stand) -> bool {
    stand.0.step();
    let causes = stand.0.ctx.repaint_causes();
    causes.iter().any(|cause| cause.file.contains("graph_view"))
}

#[test]
fn nothing_new_nothing_drawn() {
    let mut stand = Stand::steps();
    stand.0.run_steps(3);
    for _ in 0..10 {
        stand.0.step();
        assert_eq!(stand.wants_frame_in(), Duration::MAX);
    }
}

#[test]
fn a_pointer_that_passes_over_nothing_new_draws_nothing() {
    let mut stand = Stand::steps();
    stand.hover(pos2(200.0, 90.0));
    stand.settle();
    for step in 0_u8..20 {
        stand.hover(pos2(200.0 + f32::from(step), 90.0));
        assert!(!drawn(&mut stand), "step {step}");
    }
    let over = stand.grip("Fetch");
    stand.hover(over);
    assert!(drawn(&mut stand), "the card under it is marked");
    stand.settle();
    stand.hover(over + egui::vec2(2.0, 0.0));
    assert!(!drawn(&mut stand));
}

#[test]
fn what_is_shown_again_is_what_was_drawn() {
    let mut stand = Stand::steps();
    stand.0.run_steps(3);
    let drawn = stand.0.output().shapes.len();
    stand.0.step();
    assert_eq!(stand.0.output().shapes.len(), drawn);
    assert!(drawn > 50);
}

#[test]
fn a_revision_draws() {
    let mut stand = Stand::steps();
    stand.0.run_steps(3);
    for part in 0..4 {
        let desk = stand.desk();
        match part {
            0 => desk.revision += 1,
            1 => desk.looks.revision += 1,
            2 => desk.mode = canvas::Mode::Dark,
            _ => desk.read_only = true,
        }
        stand.0.step();
        assert!(drawn(&mut stand), "part {part}");
        stand.settle();
    }
}

#[test]
fn a_running_step_moves_thirty_times_a_second_unless_motion_is_off() {
    let mut stand = Stand::steps();
    let run = Run {
        state: RunState::Running,
        ..Run::default()
    };
    let look = NodeLook {
        run: Some(run),
        ..NodeLook::default()
    };
    stand.change(|desk| {
        desk.looks.nodes.insert("Fetch".into(), look);
    });
    for _ in 0..20 {
        stand.0.step();
        assert!(!drawn(&mut stand), "cards and wires lie still");
        let wait = stand.wants_frame_in().as_secs_f32() + FRAME;
        assert!((wait - 1.0 / 30.0).abs() < 0.001, "{wait}");
    }
    stand.change(|desk| desk.still = true);
    stand.0.run_steps(3);
    assert_eq!(stand.wants_frame_in(), Duration::MAX);
    // out of view nothing moves either
    stand.change(|desk| desk.still = false);
    stand.desk().canvas.zoom_to(4.0);
    stand.desk().canvas.center_on(&"Save".into());
    stand.settle();
    stand.0.run_steps(3);
    assert_eq!(stand.wants_frame_in(), Duration::MAX);
}

#[test]
fn items_that_flow_move_and_items_that_flowed_do_not() {
    let mut stand = Stand::steps();
    for (state, rests) in [(EdgeState::Flowing, false), (EdgeState::Done, true)] {
        stand.change(|desk| {
            let edge = desk.workflow.edges[0].clone();
            let label = "3 items".to_owned();
            desk.looks.edges.insert(edge, EdgeLook { label, state });
        });
        stand.0.run_steps(5);
        assert_eq!(stand.wants_frame_in() == Duration::MAX, rests, "{state:?}");
    }
}
