//! The store on a real database: revisions, trash, lists, executions that stay as they ended, memory, tables.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::sync::Arc;

use model::{Edit, Execution, ExecutionStatus, Item, Node, Step, StepStatus, Workflow};
use store::{
    Appender, ColumnKind, Condition, Deed, Direction, End, Error, ExecutionFilter, Opening, Order,
    PageRequest, SortBy, Store, Test, WorkflowFilter,
};
use value::{Map, json};

fn workflow(name: &str) -> Workflow {
    Workflow {
        name: name.to_owned(),
        nodes: vec![Node::new("Start", "manual", 1.0)],
        ..Workflow::default()
    }
}

fn map(value: value::Value) -> Map {
    value.as_object().cloned().unwrap_or_default()
}

#[tokio::test]
async fn a_save_over_a_newer_one_is_refused_and_every_version_is_kept() {
    let store = Store::memory().await.unwrap();
    let first = store.create_workflow(workflow("A"), 1).await.unwrap();
    let mut changed = first.workflow.clone();
    changed.name = "B".to_owned();
    let second = store
        .save_workflow(changed.clone(), first.revision, 2)
        .await
        .unwrap();
    assert_eq!(second.revision, 2);
    let refused = store
        .save_workflow(first.workflow.clone(), 1, 3)
        .await
        .unwrap_err();
    assert!(
        matches!(
            refused,
            Error::Stale {
                yours: 1,
                current: 2
            }
        ),
        "{refused}"
    );
    let id = &first.workflow.id;
    assert_eq!(store.workflow(id).await.unwrap().workflow.name, "B");
    assert_eq!(
        store.workflow_version(id, 1).await.unwrap().workflow,
        first.workflow
    );
    assert_eq!(
        store
            .workflow_versions(id)
            .await
            .unwrap()
            .iter()
            .map(|v| v.revision)
            .collect::<Vec<_>>(),
        [2, 1]
    );
}

#[tokio::test]
async fn what_is_in_the_trash_is_out_of_sight_until_it_is_restored_or_erased() {
    let store = Store::memory().await.unwrap();
    let id = store
        .create_workflow(workflow("A"), 1)
        .await
        .unwrap()
        .workflow
        .id;
    let copy = store.copy_of_workflow(&id).await.unwrap();
    let copy = store.create_workflow(copy, 2).await.unwrap();
    assert_eq!(copy.workflow.name, "A (copy)");
    assert_ne!(copy.workflow.id, id);
    assert!(
        store.erase_workflow(&id, &Deed::default()).await.is_err(),
        "only the trash is emptied"
    );
    store
        .trash_workflow(&id, 3, &Deed::default())
        .await
        .unwrap();
    assert!(store.find_workflow("A").await.is_err());
    assert!(store.find_workflow(&id).await.is_err());
    let shown = |trash| WorkflowFilter {
        trash,
        ..WorkflowFilter::default()
    };
    let names = |page: store::Page<store::WorkflowSummary>| {
        page.entries.into_iter().map(|w| w.name).collect::<Vec<_>>()
    };
    assert_eq!(
        names(
            store
                .workflows(&shown(true), PageRequest::default())
                .await
                .unwrap()
        ),
        ["A"]
    );
    assert_eq!(
        names(
            store
                .workflows(&shown(false), PageRequest::default())
                .await
                .unwrap()
        ),
        ["A (copy)"]
    );
    store.restore_workflow(&id, &Deed::default()).await.unwrap();
    assert_eq!(store.find_workflow("A").await.unwrap().workflow.id, id);
    store
        .trash_workflow(&id, 4, &Deed::default())
        .await
        .unwrap();
    store.erase_workflow(&id, &Deed::default()).await.unwrap();
    assert!(store.workflow(&id).await.is_err());
}

#[tokio::test]
async fn the_audit_log_tells_what_was_done_to_workflows_and_not_what_was_refused() {
    let store = Store::memory().await.unwrap();
    let deed = |action: &str| Deed {
        action: action.to_owned(),
        ..Deed::default()
    };
    let made = store
        .create_workflow_noted(workflow("A"), 1, |made| vec![deed(&made.name)])
        .await
        .unwrap();
    let id = made.workflow.id;
    let mut draft = store.draft(&id).await.unwrap();
    draft.edits = 1;
    let given = [deed("given")];
    store.save_draft(&draft, 0, 2, &given).await.unwrap();
    assert!(store.save_draft(&draft, 0, 2, &given).await.is_err());
    assert!(store.restore_workflow(&id, &deed("no")).await.is_err());
    assert!(store.erase_workflow(&id, &deed("no")).await.is_err());
    store.trash_workflow(&id, 3, &deed("trash")).await.unwrap();
    assert!(store.trash_workflow(&id, 4, &deed("no")).await.is_err());
    store.restore_workflow(&id, &deed("back")).await.unwrap();
    store.trash_workflow(&id, 5, &deed("again")).await.unwrap();
    store.erase_workflow(&id, &deed("gone")).await.unwrap();
    let log = store.audit_after(0).await.unwrap();
    let told: Vec<&str> = log.iter().map(|row| row.deed.action.as_str()).collect();
    assert_eq!(told, ["A", "given", "trash", "back", "again", "gone"]);
}

#[tokio::test]
async fn lists_filter_sort_and_page_whatever_the_names_are() {
    let store = Store::memory().await.unwrap();
    let names = [
        "b'; DROP TABLE workflow; --",
        "Ärger",
        "a%",
        "<img onerror>",
        "zz\u{202e}",
    ];
    for (at, name) in names.iter().enumerate() {
        let mut new = workflow(name);
        new.tags = vec![format!("t{}", at % 2)];
        store.create_workflow(new, at as i64).await.unwrap();
    }
    for name in names {
        let filter = WorkflowFilter {
            text: Some(name.to_owned()),
            ..WorkflowFilter::default()
        };
        assert_eq!(
            store
                .workflows(&filter, PageRequest::default())
                .await
                .unwrap()
                .total,
            1,
            "{name}"
        );
        assert_eq!(store.find_workflow(name).await.unwrap().workflow.name, name);
    }
    let filter = WorkflowFilter {
        tag: Some("t1".to_owned()),
        ..WorkflowFilter::default()
    };
    assert_eq!(
        store
            .workflows(&filter, PageRequest::default())
            .await
            .unwrap()
            .total,
        2
    );
    let filter = WorkflowFilter {
        sort: SortBy::Name,
        direction: Direction::Up,
        ..WorkflowFilter::default()
    };
    let page = store
        .workflows(
            &filter,
            PageRequest {
                offset: 1,
                limit: 2,
            },
        )
        .await
        .unwrap();
    assert_eq!(page.total, 5);
    assert_eq!(
        page.entries
            .iter()
            .map(|w| w.name.as_str())
            .collect::<Vec<_>>(),
        ["a%", names[0]]
    );
}

fn execution(id: &str, status: ExecutionStatus) -> Execution {
    let item = Item::new(map(json!({"a": [1, {"b": "ü"}]})));
    let step = Step {
        node: "Start".into(),
        name: "Start".into(),
        status: StepStatus::Success,
        outputs: vec![Arc::new(vec![item])],
        ..Step::default()
    };
    Execution {
        id: id.to_owned(),
        workflow: Arc::new(workflow("W")),
        status,
        started_ms: 5,
        ended_ms: status.is_final().then_some(9),
        steps: vec![step],
        ..Execution::default()
    }
}

/// Writes an execution down as one that runs does, up to its end if it has ended.
async fn record(store: &Store, execution: &Execution) -> Appender {
    let appender = store.appender(&execution.id, 0);
    let begun = Execution {
        status: ExecutionStatus::Running,
        ended_ms: None,
        steps: Vec::new(),
        ..execution.clone()
    };
    let opening = Opening {
        execution: begun,
        ..Opening::default()
    };
    appender.opened(opening, true).await.unwrap();
    let state = Map::new();
    for (number, step) in (0..).zip(&execution.steps) {
        let written = appender.step_ended(number, step.clone(), &state, String::new());
        written.await.unwrap();
    }
    if let Some(at_ms) = execution.ended_ms {
        appender.ended(end(execution.status, at_ms)).await.unwrap();
    }
    appender
}

fn end(status: ExecutionStatus, at_ms: i64) -> End {
    End {
        status,
        at_ms,
        ..End::default()
    }
}

#[tokio::test]
async fn an_execution_reads_back_equal_and_its_final_status_never_changes() {
    let store = Store::memory().await.unwrap();
    let done = execution("1", ExecutionStatus::Success);
    record(&store, &done).await;
    assert_eq!(store.execution("1").await.unwrap(), done);
    // Also not by one that knows the number of the next append.
    let other = end(ExecutionStatus::Failed, 9);
    assert!(store.appender("1", 3).ended(other).await.is_err());
    assert_eq!(store.execution("1").await.unwrap(), done);

    let mut running = execution("2", ExecutionStatus::Running);
    let appender = record(&store, &running).await;
    assert!(store.delete_execution("2").await.is_err(), "it still runs");
    appender
        .ended(end(ExecutionStatus::Canceled, 10))
        .await
        .unwrap();
    running.status = ExecutionStatus::Canceled;
    running.ended_ms = Some(10);
    assert_eq!(store.execution("2").await.unwrap(), running);

    let twice = execution("3", ExecutionStatus::Running);
    let appender = record(&store, &twice).await;
    let (first, state) = (&twice.steps[0], Map::new());
    let again = appender.step_ended(0, first.clone(), &state, String::new());
    again.await.unwrap();
    let ended = appender.ended(end(ExecutionStatus::Success, 10)).await;
    assert!(ended.is_err(), "a completed step is written once");
    let filter = ExecutionFilter {
        status: Some(ExecutionStatus::Canceled),
        ..ExecutionFilter::default()
    };
    assert_eq!(
        store
            .executions(&filter, PageRequest::default())
            .await
            .unwrap()
            .total,
        1
    );
    store.delete_execution("2").await.unwrap();
    assert!(store.execution("2").await.is_err());
}

#[tokio::test]
async fn keys_are_new_once_and_the_oldest_are_forgotten() {
    let store = Store::memory().await.unwrap();
    let keys = |list: &[&str]| list.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        store
            .remember_keys("w", "n", &keys(&["a", "b", "a"]), 100)
            .await
            .unwrap(),
        [true, true, false]
    );
    assert_eq!(
        store.remember_largest("w", "n", &[3.0, 1.5]).await.unwrap(),
        [true, true]
    );
    assert_eq!(
        store.remember_largest("w", "n", &[3.0, 3.5]).await.unwrap(),
        [false, true]
    );
    assert_eq!(
        store
            .remember_keys("w", "other", &keys(&["a"]), 100)
            .await
            .unwrap(),
        [true]
    );
    assert_eq!(
        store
            .remember_keys("w", "n", &keys(&["c", "d"]), 2)
            .await
            .unwrap(),
        [true, true]
    );
    assert_eq!(
        store
            .remember_keys("w", "n", &keys(&["c", "a"]), 2)
            .await
            .unwrap(),
        [false, true]
    );
    store.forget_keys("w", "n").await.unwrap();
    assert_eq!(
        store
            .remember_keys("w", "n", &keys(&["c"]), 2)
            .await
            .unwrap(),
        [true]
    );
}

#[tokio::test]
async fn static_data_and_variables_are_kept() {
    let store = Store::memory().await.unwrap();
    assert!(store.static_data("w", "").await.unwrap().is_empty());
    store
        .set_static_data("w", "", map(json!({"last": 1})))
        .await
        .unwrap();
    store
        .set_static_data("w", "", map(json!({"last": 2})))
        .await
        .unwrap();
    assert_eq!(
        store.static_data("w", "").await.unwrap(),
        map(json!({"last": 2}))
    );
    store.set_variable("k", Some("v")).await.unwrap();
    assert_eq!(store.variables().await.unwrap(), map(json!({"k": "v"})));
    store.set_variable("k", None).await.unwrap();
    assert!(store.variables().await.unwrap().is_empty());
}

#[tokio::test]
async fn rows_of_a_table_are_checked_found_changed_and_removed() {
    let store = Store::memory().await.unwrap();
    let columns = vec![
        ("name".to_owned(), ColumnKind::String),
        ("age".to_owned(), ColumnKind::Number),
    ];
    store
        .create_table("people", columns.clone(), 1)
        .await
        .unwrap();
    assert!(store.create_table("people", columns, 1).await.is_err());
    let records = [
        map(json!({"name": "Ada", "age": 36})),
        map(json!({"name": "Bob", "age": "20"})),
        map(json!({})),
    ];
    let rows = store.insert_rows("people", &records, 2).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [1, 2, 3]);
    let refused = store
        .insert_rows(
            "people",
            &[map(json!({"name": "x"})), map(json!({"age": "old"}))],
            2,
        )
        .await;
    assert!(refused.is_err());
    let condition = |column: &str, test, value| {
        vec![Condition {
            column: column.to_owned(),
            test,
            value,
        }]
    };
    let found = async |conditions: Vec<Condition>| {
        let rows = store
            .rows("people", &conditions, true, None, 100)
            .await
            .unwrap();
        rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(
        found(vec![]).await,
        [1, 2, 3],
        "a refused insert adds nothing"
    );
    assert_eq!(found(condition("age", Test::Above, json!(20))).await, [1]);
    assert_eq!(
        found(condition("age", Test::AtLeast, json!(20))).await,
        [1, 2]
    );
    assert_eq!(
        found(condition("name", Test::LikeAnyCase, json!("%D%"))).await,
        [1]
    );
    assert_eq!(
        found(condition("name", Test::Empty, json!(null))).await,
        [3]
    );
    assert_eq!(found(condition("id", Test::Equal, json!(2))).await, [2]);
    let bob = condition("name", Test::Equal, json!("Bob"));
    let changed = store
        .update_rows("people", &bob, true, &map(json!({"age": 21})), 3)
        .await
        .unwrap();
    assert_eq!(changed[0].data, map(json!({"name": "Bob", "age": 21})));
    assert_eq!(
        store.delete_rows("people", &bob, true).await.unwrap().len(),
        1
    );
    assert_eq!(
        store
            .insert_rows("people", &[map(json!({}))], 4)
            .await
            .unwrap()[0]
            .id,
        4,
        "numbers are not used again"
    );
    store.drop_table("people").await.unwrap();
    assert!(store.tables().await.unwrap().is_empty());
}

#[tokio::test]
async fn rows_are_sorted_and_tables_renamed_and_emptied() {
    let store = Store::memory().await.unwrap();
    let columns = vec![
        ("name".to_owned(), ColumnKind::String),
        ("age".to_owned(), ColumnKind::Number),
    ];
    store.create_table("people", columns, 1).await.unwrap();
    let records = [
        map(json!({"name": "Ada", "age": 36})),
        map(json!({"name": "Bob", "age": 20})),
        map(json!({})),
    ];
    store.insert_rows("people", &records, 2).await.unwrap();
    let late = vec![Condition {
        column: "createdAt".to_owned(),
        test: Test::Above,
        value: json!("1970-01-01T00:00:00.001Z"),
    }];
    let found = store.rows("people", &late, true, None, 100).await.unwrap();
    assert_eq!(found.len(), 3);
    let sorted = async |column: &str, direction, limit| {
        let order = Order {
            column: column.to_owned(),
            direction,
        };
        let rows = store.rows("people", &[], true, Some(&order), limit).await;
        rows.map(|rows| rows.into_iter().map(|row| row.id).collect::<Vec<_>>())
    };
    for (column, direction, limit, ids) in [
        ("age", Direction::Up, 9, &[3, 2, 1][..]),
        ("age", Direction::Down, 2, &[1, 2]),
        ("name", Direction::Up, 2, &[3, 1]),
        ("createdAt", Direction::Down, 9, &[1, 2, 3]),
        ("id", Direction::Down, 1, &[3]),
    ] {
        assert_eq!(sorted(column, direction, limit).await.unwrap(), ids);
    }
    assert!(sorted("shoe", Direction::Up, 9).await.is_err());
    let table = store.table("people").await.unwrap();
    assert_eq!((table.created_ms, table.updated_ms), (1, 2));
    store.create_table("others", vec![], 1).await.unwrap();
    assert!(store.rename_table("people", "others").await.is_err());
    let renamed = store.rename_table("people", "guests").await.unwrap();
    assert_eq!((renamed.id, renamed.name.as_str()), (table.id, "guests"));
    assert!(store.table("people").await.is_err());
    assert_eq!(
        store.delete_rows("guests", &[], true).await.unwrap().len(),
        3
    );
    store.drop_table("others").await.unwrap();
    store.drop_table("guests").await.unwrap();
    assert!(store.tables().await.unwrap().is_empty());
}

#[tokio::test]
async fn an_imported_workflow_is_found_by_the_id_it_had_in_n8n() {
    let store = Store::memory().await.unwrap();
    let imported = |name: &str, origin: value::Value| Workflow {
        name: name.to_owned(),
        origin: map(json!({ "id": origin })),
        ..Workflow::default()
    };
    let first = store
        .create_workflow(imported("Old", json!("AbC\"1")), 1)
        .await
        .unwrap();
    // Another one that only speaks of the id, and one whose id is a number.
    store.create_workflow(workflow("AbC1"), 2).await.unwrap();
    let number = store
        .create_workflow(imported("Number", json!(12)), 3)
        .await
        .unwrap();
    let found = async |id: &str| store.find_workflow(id).await.map(|saved| saved.workflow.id);
    assert_eq!(found("12").await.unwrap(), number.workflow.id);
    assert!(found("AbC").await.is_err(), "a part of an id is no id");
    assert!(found("").await.is_err());

    let id = json!("AbC123n8n");
    let old = store.create_workflow(imported("Sub", id.clone()), 4).await;
    let old = old.unwrap().workflow.id;
    assert_eq!(found("AbC123n8n").await.unwrap(), old);
    let copy = store.copy_of_workflow(&old).await.unwrap();
    let copy = store.create_workflow(copy, 5).await.unwrap();
    assert_eq!(found("AbC123n8n").await.unwrap(), old, "not the copy");
    assert_ne!(copy.workflow.id, old);
    let new = store.create_workflow(imported("Sub", id), 6).await;
    let new = new.unwrap().workflow.id;
    assert_eq!(found("AbC123n8n").await.unwrap(), new, "the newest import");
    store
        .trash_workflow(&new, 7, &Deed::default())
        .await
        .unwrap();
    assert_eq!(found("AbC123n8n").await.unwrap(), old, "not the trash");
    assert_eq!(found(&first.workflow.id).await.unwrap(), first.workflow.id);
}

#[tokio::test]
async fn a_misspelt_column_in_a_condition_finds_changes_and_removes_nothing() {
    let store = Store::memory().await.unwrap();
    let columns = vec![("age".to_owned(), ColumnKind::Number)];
    store.create_table("people", columns, 1).await.unwrap();
    let records = [1, 2, 3].map(|age| map(json!({ "age": age })));
    store.insert_rows("people", &records, 2).await.unwrap();
    for test in [Test::Empty, Test::NotEqual, Test::Like, Test::Above] {
        let misspelt = [Condition {
            column: "aeg".to_owned(),
            test,
            value: json!(1),
        }];
        let change = map(json!({ "age": 9 }));
        for refused in [
            store.rows("people", &misspelt, true, None, 9).await,
            store
                .update_rows("people", &misspelt, false, &change, 3)
                .await,
            store.delete_rows("people", &misspelt, true).await,
        ] {
            let said = refused.unwrap_err().to_string();
            assert!(said.contains("no column “aeg”"), "{test:?}: {said}");
        }
    }
    let rows = store.rows("people", &[], true, None, 9).await.unwrap();
    let ages: Vec<_> = rows
        .iter()
        .map(|row| row.data.get("age").cloned())
        .collect();
    assert_eq!(ages, [1, 2, 3].map(|age| Some(json!(age))));
}

#[tokio::test]
async fn a_file_is_kept_backed_up_and_refused_when_it_is_newer_or_foreign() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let id = store
        .create_workflow(workflow("A"), 1)
        .await
        .unwrap()
        .workflow
        .id;
    store.close().await;
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(store.workflow(&id).await.unwrap().workflow.name, "A");
    store.close().await;

    let path = folder.path().join(Store::FILE);
    let mut bytes = std::fs::read(&path).unwrap();
    // The schema version stands at byte 60 of the file, big endian (sqlite.org/fileformat2.html).
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    std::fs::write(&path, &bytes).unwrap();
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert!(
        matches!(refused, Error::Newer { found: 99, .. }),
        "{refused}"
    );
    assert_eq!(std::fs::read(&path).unwrap(), bytes, "nothing was changed");

    std::fs::write(
        &path,
        "this is no database, it is a letter of more than a hundred bytes".repeat(20),
    )
    .unwrap();
    assert!(Store::open(folder.path()).await.is_err());
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let refused = Store::open(&file.join("below")).await.unwrap_err();
    assert_eq!(refused.code(), "store.folder");
    assert!(refused.to_string().contains("below"), "{refused}");
}

#[tokio::test]
async fn a_draft_keeps_every_edit_and_refuses_one_that_missed_some() {
    let store = Store::memory().await.unwrap();
    let id = store
        .create_workflow(workflow("A"), 1)
        .await
        .unwrap()
        .workflow
        .id;
    let mut draft = store.draft(&id).await.unwrap();
    assert_eq!((draft.edits, draft.revision, draft.changed), (0, 1, false));
    assert!(store.stored_text(&id).await.unwrap().contains("\"A\""));

    let edit = Edit::add(Node::new("Next", "set", 3.4));
    draft.history.perform(&mut draft.workflow, edit).unwrap();
    draft.workflow.name = "B".to_owned();
    (draft.edits, draft.changed) = (1, true);
    store.save_draft(&draft, 0, 2, &[]).await.unwrap();
    assert_eq!(store.draft(&id).await.unwrap(), draft);

    let late = store.save_draft(&draft, 0, 3, &[]).await.unwrap_err();
    assert!(
        matches!(
            late,
            Error::Stale {
                yours: 0,
                current: 1
            }
        ),
        "{late}"
    );
    // The version is what it was, the list shows the draft.
    assert_eq!(store.workflow(&id).await.unwrap().workflow.name, "A");
    let text = store.stored_text(&id).await.unwrap();
    assert!(
        text.contains("\"B\""),
        "what is stored is the draft: {text}"
    );
    assert!(store.stored_text("none").await.is_err());
    let list = store
        .workflows(&WorkflowFilter::default(), PageRequest::default())
        .await
        .unwrap();
    assert_eq!(
        (list.entries[0].name.as_str(), list.entries[0].nodes),
        ("B", 2)
    );
}

#[tokio::test]
async fn a_checkpoint_makes_a_version_of_the_draft() {
    let store = Store::memory().await.unwrap();
    let id = store
        .create_workflow(workflow("A"), 1)
        .await
        .unwrap()
        .workflow
        .id;
    let mut draft = store.draft(&id).await.unwrap();
    draft.workflow.name = "B".to_owned();
    (draft.edits, draft.changed) = (1, true);
    store.save_draft(&draft, 0, 2, &[]).await.unwrap();

    assert_eq!(
        store
            .checkpoint(&id, Some("before lunch"), 3, &Deed::default())
            .await
            .unwrap(),
        2
    );
    assert_eq!(store.workflow(&id).await.unwrap().workflow.name, "B");
    let names: Vec<_> = store
        .workflow_versions(&id)
        .await
        .unwrap()
        .into_iter()
        .map(|v| v.name)
        .collect();
    assert_eq!(names, [Some("before lunch".to_owned()), None]);
    let draft = store.draft(&id).await.unwrap();
    assert_eq!((draft.edits, draft.revision, draft.changed), (1, 2, false));
}

#[tokio::test]
async fn what_was_chosen_and_allowed_is_kept() {
    let store = Store::memory().await.unwrap();
    assert_eq!(store.preference("settings").await.unwrap(), None);
    store.set_preference("settings", "1").await.unwrap();
    store.set_preference("settings", "2").await.unwrap();
    assert_eq!(
        store.preference("settings").await.unwrap().as_deref(),
        Some("2")
    );

    let id = store
        .create_workflow(workflow("A"), 1)
        .await
        .unwrap()
        .workflow
        .id;
    let grants = ["dir:/tmp".to_owned()];
    store.allow(&id, &grants, &Deed::default()).await.unwrap();
    assert_eq!(store.allowed(&id).await.unwrap(), grants);
    assert!(store.allowed("another").await.unwrap().is_empty());
    assert!(
        store
            .allow("nobody", &grants, &Deed::default())
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_store_apart_holds_the_same_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("a folder? 100%#");
    let store = Store::open(&folder).await.unwrap();
    let id = store
        .create_workflow(workflow("A"), 1)
        .await
        .unwrap()
        .workflow
        .id;
    store
        .set_static_data(&id, "", map(json!({ "n": 1 })))
        .await
        .unwrap();
    record(&store, &execution("e", ExecutionStatus::Success)).await;
    let apart = Store::apart(&folder).await.unwrap();
    assert_eq!(apart.find_workflow("A").await.unwrap().workflow.id, id);
    let runs = |store: Store| async move {
        let page = PageRequest::default();
        let found = store.executions(&ExecutionFilter::default(), page).await;
        found.unwrap().total
    };
    assert_eq!(runs(apart.clone()).await, 0);
    apart
        .set_static_data(&id, "", map(json!({ "n": 2 })))
        .await
        .unwrap();
    apart
        .trash_workflow(&id, 2, &Deed::default())
        .await
        .unwrap();
    assert_eq!(
        store.static_data(&id, "").await.unwrap(),
        map(json!({ "n": 1 }))
    );
    assert!(store.find_workflow("A").await.is_ok());
    assert_eq!(runs(store.clone()).await, 1);
    assert!(store.assert_writable().await.is_ok());
}

#[tokio::test]
async fn many_open_a_new_folder_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    let open = (0..8).map(|_| {
        let path = path.clone();
        tokio::spawn(async move { Store::open(&path).await.map(|_| ()) })
    });
    for opened in open.collect::<Vec<_>>() {
        opened.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_person_may_cut_an_id_short_and_copies_are_told_apart() {
    let store = Store::memory().await.unwrap();
    let ids = ["aaaa-1", "aaaa-2", "bbbb-1"];
    for id in ids {
        let named = Workflow {
            id: id.to_owned(),
            ..workflow(&format!("W {id}"))
        };
        store.create_workflow(named, 1).await.unwrap();
    }
    let picked = async |text: &str| {
        store
            .pick_workflow(text)
            .await
            .map(|saved| saved.workflow.id)
    };
    assert_eq!(picked("bbbb").await.unwrap(), "bbbb-1");
    assert_eq!(picked("aaaa-2").await.unwrap(), "aaaa-2");
    assert_eq!(picked("W aaaa-1").await.unwrap(), "aaaa-1");
    assert!(matches!(picked("aaaa").await, Err(Error::Invalid(_))));
    assert!(matches!(picked("bbb").await, Err(Error::Missing { .. })));
    assert!(matches!(
        store.find_workflow("bbbb").await,
        Err(Error::Missing { .. })
    ));

    let copy = async || {
        let copy = store.copy_of_workflow("bbbb-1").await.unwrap();
        store.create_workflow(copy, 2).await.unwrap().workflow.name
    };
    assert_eq!(copy().await, "W bbbb-1 (copy)");
    assert_eq!(copy().await, "W bbbb-1 (copy 2)");
    assert_eq!(copy().await, "W bbbb-1 (copy 3)");
}
