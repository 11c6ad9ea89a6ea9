//! What is kept: workflows and runs, from import to the trash.

use value::json;

use crate::common::{Place, code, node, row, set};

#[test]
fn a_workflow_from_import_to_the_trash() {
    let place = Place::new();
    place.write_row("w.json", "Kept one", &[set("A", "a", "stored")]);
    place
        .run(&["list"])
        .code(0)
        .says(&["No workflow is stored here"]);
    place
        .run(&["import", "w.json", "--save"])
        .code(0)
        .says(&["2 nodes: 2 native", "Kept as "]);
    place.run(&["list"]).code(0).says(&["Kept one", "1 of 1"]);
    let list = place.run(&["list", "--json"]).code(0).json();
    assert_eq!(list[0]["name"], "Kept one");
    let id = list[0]["id"].to_text().to_string();

    place.run(&["run", "Kept one"]).code(0).says(&["stored"]);
    place.run(&["run", &id]).code(0).says(&["stored"]);
    place.run(&["check", "Kept one"]).code(0);

    place
        .run(&["duplicate", "Kept one"])
        .code(0)
        .says(&["“Kept one” was copied to"]);
    place.run(&["list", "kept"]).code(0).says(&["2 of 2"]);
    place
        .run(&["list", "nothing like it"])
        .code(0)
        .says(&["No workflow"]);

    place
        .run(&["delete", &id])
        .code(0)
        .says(&["is in the trash"]);
    place
        .run(&["list"])
        .code(0)
        .says(&["1 of 1"])
        .says_not(&[&id]);
    place.run(&["list", "--trash"]).code(0).says(&[&id]);
    place
        .run(&["run", "Kept one"])
        .code(2)
        .complains(&["Kept one"]);
    place
        .run(&["delete", &id, "--restore"])
        .code(0)
        .says(&["taken out of the trash"]);
    place.run(&["list"]).code(0).says(&["2 of 2"]);
    place.run(&["delete", &id, "--forever"]).code(2);
    place.run(&["delete", &id]).code(0);
    place
        .run(&["delete", &id, "--forever"])
        .code(0)
        .says(&["removed for good"]);
    place.run(&["list", "--trash"]).code(0).says_not(&[&id]);
}

#[test]
fn an_export_is_the_import_again() {
    let place = Place::new();
    place.write_row("w.json", "Out and in", &[set("A", "a", "=x {{ $json.b }}")]);
    place
        .run(&["import", "w.json", "--save", "-o", "own.json"])
        .code(0);
    let own = std::fs::read_to_string(place.path("own.json")).unwrap();
    assert!(own.starts_with("{\n  \"format\": \"millrace/1\","), "{own}");
    let n8n = place.run(&["export", "Out and in"]).code(0).json();
    assert_eq!(n8n["nodes"][1]["type"], "n8n-nodes-base.set");
    place
        .run(&["export", "Out and in", "-o", "n8n.json"])
        .code(0);
    place
        .run(&["import", "n8n.json", "-o", "again.json"])
        .code(0);
    place
        .run(&["export", "n8n.json", "--millrace", "-o", "direct.json"])
        .code(0);
    let again = std::fs::read_to_string(place.path("again.json")).unwrap();
    let direct = std::fs::read_to_string(place.path("direct.json")).unwrap();
    assert_eq!(again, direct);
    assert_eq!(again, own);
}

#[test]
fn the_clipboard_is_a_workflow() {
    let place = Place::new();
    let pasted = json!({ "nodes": [{ "parameters": {}, "type": "n8n-nodes-base.noOp", "typeVersion": 1,
        "position": [0, 0], "id": "x", "name": "Pasted" }], "connections": {} });
    let report = place
        .run_with(&["import", "-", "--json"], &pasted.to_string())
        .code(0)
        .json();
    assert_eq!(report["nodes"][0]["name"], "Pasted");
    assert_eq!(report["nodes"][0]["native"], true);
}

#[test]
fn runs_are_kept_and_shown() {
    let place = Place::new();
    place.write_row(
        "good.json",
        "Good",
        &[code("Say", "console.log('hi'); return [{ n: 41 + 1 }];")],
    );
    place.write_row(
        "fails.json",
        "Fails",
        &[code("Break", "throw new Error('no');")],
    );
    place
        .run(&["runs"])
        .code(0)
        .says(&["There are no runs yet"]);
    place.run(&["run", "good.json"]).code(0).says(&["run "]);
    place.run(&["run", "fails.json"]).code(1);
    place
        .run(&["runs"])
        .code(0)
        .says(&["Good", "success", "Fails", "failed", "2 of 2"]);
    place
        .run(&["runs", "--status", "failed"])
        .code(0)
        .says(&["Fails"])
        .says_not(&["Good"]);
    let runs = place
        .run(&["runs", "--json", "--status", "success"])
        .code(0)
        .json();
    let id = runs[0]["id"].to_text().to_string();
    place
        .run(&["runs", &id])
        .code(0)
        .says(&["Workflow Good: success", "✓ Say", "│ hi", "42"]);
    let run = place.run(&["runs", &id, "--json"]).code(0).json();
    assert_eq!(run["steps"][1]["outputs"][0][0]["json"], json!({ "n": 42 }));

    place
        .run(&["errors"])
        .code(0)
        .says(&[
            "Fails",
            "Break",
            "run failed 1×",
            "1 failed attempt in the last 30 days",
        ])
        .says_not(&["Good"]);
    place
        .run(&["errors", "--workflow", "Good", "--days", "7"])
        .code(0)
        .says(&["No errors in “Good” in the last 7 days"]);
    let errors = place.run(&["errors", "--json"]).code(0).json();
    assert_eq!(errors[0]["name"], "Break");
    assert_eq!(errors[0]["recoveries"][0]["recovery"], "failed");
    place.run(&["errors", "--days", "0"]).code(2);
}

#[test]
fn nothing_is_kept_where_nothing_shall_be() {
    let place = Place::new();
    place.write_row("good.json", "Good", &[set("A", "a", "b")]);
    place
        .run(&["run", "good.json", "--no-save"])
        .code(0)
        .says(&["Done."]);
    place.run(&["import", "good.json"]).code(0);
    assert!(!place.path("data").exists(), "a data folder was made");
}

#[test]
fn what_a_workflow_remembers_is_there_next_time() {
    let place = Place::new();
    let count = "const kept = $getWorkflowStaticData('global'); kept.n = (kept.n ?? 0) + 1; return [{ n: kept.n }];";
    place.write_row("w.json", "Counts", &[code("Count", count)]);
    place.run(&["import", "w.json", "--save"]).code(0);
    for _ in 0..2 {
        place.run(&["run", "Counts"]).code(0);
    }
    let run = place.run(&["run", "Counts", "--json"]).code(0).json();
    assert_eq!(run["steps"][1]["outputs"][0][0]["json"]["n"], 3);
}

#[test]
fn kinds_are_found_by_the_words_of_n8n() {
    let place = Place::new();
    place
        .run(&["nodes"])
        .code(0)
        .says(&["http.request", "loop", "data-table"]);
    place
        .run(&["nodes", "set"])
        .code(0)
        .says(&["Edit Fields", "versions", "assignments"]);
    for (word, kind) in [
        ("splitInBatches", "loop"),
        ("httpRequest", "http.request"),
        ("executeWorkflow", "execute-workflow"),
        ("HTTP", "http.request"),
    ] {
        place.run(&["nodes", word]).code(0).says(&[kind]);
    }
    let found = place.run(&["nodes", "limit", "--json"]).code(0).json();
    assert_eq!(found[0]["kind"], "limit");
    place
        .run(&["nodes", "no such thing"])
        .code(2)
        .complains(&["no such thing", "`millrace nodes` lists them all"]);
}

#[test]
fn a_missing_workflow_is_told_before_and_after_it_is_missed() {
    let place = Place::new();
    let fails = node(
        "Give up",
        "stopAndError",
        1.0,
        json!({ "errorMessage": "boom" }),
    );
    let mut workflow = row("Fails", &[fails]);
    let settings = json!({ "executionOrder": "v1", "errorWorkflow": "n8nErr1" });
    workflow
        .as_object_mut()
        .unwrap()
        .insert("settings", settings);
    place.write("w.json", value::to_string(&workflow));
    let missing = "`n8nErr1` is not stored here";
    place.run(&["check", "w.json"]).code(0).says(&[missing]);
    let told = place.run(&["check", "w.json", "--json"]).code(0).json();
    assert!(told["problems"][0]["message"].to_text().contains(missing));
    assert!(told["problems"][0]["advice"].to_text().contains("--save"));
    place
        .run(&["import", "w.json", "--save"])
        .code(0)
        .says(&[missing]);
    place
        .run(&["run", "w.json"])
        .code(1)
        .says(&["boom", "“n8nErr1” was not started"]);
}

#[test]
fn a_curl_command_is_imported_like_a_file() {
    let place = Place::new();
    place
        .run_with(&["import", "-", "--save"], "curl -s http://localhost:9/x\n")
        .code(0)
        .says(&["2 nodes: 2 native", "Kept as "]);
    place
        .run(&["check", "Request from cURL"])
        .code(0)
        .says(&["--allow host:localhost:9"]);
}
