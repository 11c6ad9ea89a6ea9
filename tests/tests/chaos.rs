//! Slices of the chaos that `cargo xtask chaos` does at length, and what a failed sync does.
#![allow(clippy::expect_used, reason = "where a test cannot look, it fails")]

use store::State;
use tests::chaos::ground::{add_number, copy_files, fill, numbers, open};
use tests::chaos::vfs::{Call, Disk, Failure, Fault};
use tests::chaos::{Plan, Verdict, corrupt, io, kill, powercut};

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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_power_cut_loses_nothing_that_was_acknowledged() {
    assert_kept(&powercut::run(plan(40)).await.expect("a try"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_fails_damages_nothing() {
    assert_kept(&io::run(plan(40)).await.expect("a try"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn damage_is_told_and_nothing_wrong_is_shown() {
    assert_kept(&corrupt::run(plan(60)).await.expect("a try"));
}

#[tokio::test]
async fn a_failed_sync_fails_its_change_and_is_never_tried_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let (disk, store) = on_disk(folder.path()).await;
    add_number(&store, 1).await.expect("a change");
    let before = disk.opens();
    disk.fail(Fault {
        at: 0,
        how: Failure::Broken,
        lasting: false,
        only: Some(Call::Sync),
    });
    let refused = add_number(&store, 2).await.expect_err("no sync, no change");
    assert_eq!(refused.code(), "store.disk", "{refused}");
    assert_eq!(disk.opens(), before, "nothing went on by itself");
    add_number(&store, 3).await.expect("the next change");
    assert!(disk.opens() > before, "on a new connection");
    assert_eq!(numbers(&store).await.expect("numbers"), [1, 3]);
    store.close().await;
}

#[tokio::test]
async fn a_full_disk_is_told_and_so_is_that_it_is_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let (disk, store) = on_disk(folder.path()).await;
    let mut state = store.state();
    add_number(&store, 1).await.expect("a change");
    disk.fail(Fault {
        at: 0,
        how: Failure::Full,
        lasting: true,
        only: None,
    });
    let refused = add_number(&store, 2).await.expect_err("no room");
    assert_eq!(refused.code(), "store.full", "{refused}");
    assert_eq!(*state.borrow_and_update(), State::Full);
    assert_eq!(numbers(&store).await.expect("it can be read"), [1]);
    disk.mend();
    // Nobody asks for a change: the store finds out by itself.
    state.changed().await.expect("the store is open");
    assert_eq!(*state.borrow_and_update(), State::Ready);
    add_number(&store, 3).await.expect("a change");
    assert_eq!(numbers(&store).await.expect("numbers"), [1, 3]);
    store.close().await;
}

#[tokio::test]
async fn a_start_on_a_full_disk_takes_the_space_that_was_held() {
    let folder = tempfile::tempdir().expect("a folder");
    let (disk, store) = on_disk(folder.path()).await;
    add_number(&store, 1).await.expect("a change");
    store.close().await;
    let held = folder.path().join("millrace.reserve");
    assert!(held.exists(), "space is held");
    disk.fill_beside(held.clone());
    let store = open(folder.path(), Some(disk.name())).await;
    let store = store.expect("it opens on a full disk");
    assert_eq!(numbers(&store).await.expect("it can be read"), [1]);
    // What was held is held again, which nothing on this disk refuses; and now there is no room for a change.
    assert!(held.exists());
    let refused = add_number(&store, 2).await.expect_err("no room");
    assert_eq!(refused.code(), "store.full", "{refused}");
    store.close().await;
}

async fn on_disk(folder: &std::path::Path) -> (Disk, store::Store) {
    let template = tempfile::tempdir().expect("a folder");
    let store = open(template.path(), None).await.expect("a store");
    fill(&store, 1).await.expect("its content");
    store.close().await;
    copy_files(template.path(), folder).expect("a copy");
    let disk = Disk::new().expect("a disk");
    let store = open(folder, Some(disk.name())).await.expect("a store");
    (disk, store)
}
