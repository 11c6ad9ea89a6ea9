//! Slices of the chaos that `cargo xtask chaos` does at length.
#![allow(clippy::expect_used, reason = "where a test cannot look, it fails")]

use tests::chaos::{Plan, Verdict, kill};

fn plan(rounds: u64) -> Plan {
    Plan {
        rounds,
        seed: 4,
        only: None,
    }
}

fn assert_kept(verdict: &Verdict) {
    assert!(
        verdict.losses.is_empty(),
        "{}: {:#?}",
        verdict.text,
        verdict.losses
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_loses_nothing_and_repeats_nothing() {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_chaos"));
    assert_kept(&kill::run(plan(20), program).await.expect("a try"));
}
