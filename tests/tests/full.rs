//! A disk that is full, or fails, while Millrace is open: what its windows are told, and that it goes on by itself.
#![allow(clippy::expect_used, reason = "where a test cannot look, it fails")]

use api::{
    Command, Error, EventKind, NoticeLevel, SessionOpen, WorkflowCreate, WorkflowList, code,
};
use app::{App, Follower, Options};
use tests::chaos::vfs::{Call, Disk, Failure, Fault};

async fn call<C: Command>(app: &App, request: C) -> Result<C::Answer, Error> {
    let payload = serde_json::to_vec(&request).expect("a request");
    let answer = app::dispatch(app, C::NAME, &payload).await?;
    Ok(serde_json::from_slice(&answer).expect("an answer"))
}

async fn create(app: &App, name: &str) -> Result<(), Error> {
    let request = WorkflowCreate {
        name: name.to_owned(),
        ..WorkflowCreate::default()
    };
    call(app, request).await.map(drop)
}

async fn names(app: &App) -> Vec<String> {
    let list = call(app, WorkflowList::default()).await.expect("a list");
    let mut names: Vec<String> = list.rows.into_iter().map(|row| row.name).collect();
    names.sort();
    names
}

/// Waits until a window is told this.
async fn told(follower: &mut Follower, code: &str, level: NoticeLevel) {
    loop {
        for event in follower.next().await.expect("events go on") {
            if let EventKind::Notice(notice) = &event.what
                && notice.code == code
            {
                assert_eq!(notice.level, level, "{notice:?}");
                return;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_and_a_failing_disk_are_told_and_passed() {
    let disk = Disk::of_every_store().expect("a disk");
    let folder = tempfile::tempdir().expect("a folder");
    let app = App::open(Options {
        data: Some(folder.path().to_owned()),
        keep: true,
        worker: "no-worker-is-needed".into(),
    })
    .expect("an app");
    let keeper = tokio::spawn(app.clone().keep_safe());
    // A window is there, which is what is told.
    call(&app, SessionOpen {}).await.expect("a session");
    create(&app, "Early").await.expect("space");

    let full = Fault {
        at: 0,
        how: Failure::Full,
        lasting: true,
        only: None,
    };
    let failing = Fault {
        how: Failure::Broken,
        only: Some(Call::Sync),
        ..full
    };
    for (fault, refusal, notice) in [
        (full, code::FULL, "store.full"),
        (failing, code::STORE, "store.disk"),
    ] {
        let mut follower = app.bus().after(app.bus().newest());
        disk.fail(fault);
        let refused = create(&app, "Refused").await.expect_err("no space");
        assert_eq!(refused.code, refusal, "{refused:?}");
        told(&mut follower, notice, NoticeLevel::Error).await;
        assert_eq!(names(&app).await, ["Early"], "what is kept can be read");
        disk.mend();
        told(&mut follower, "store.ready", NoticeLevel::Info).await;
    }
    create(&app, "Late").await.expect("space again");
    assert_eq!(names(&app).await, ["Early", "Late"]);
    app.close().await;
    keeper.await.expect("it ends with the store");
}
