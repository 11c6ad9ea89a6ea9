//! Data of the run as code finds it: input, other nodes, parameters, what the host is asked.
#![allow(
    clippy::expect_used,
    reason = "a test that cannot go on should fail, loudly"
)]

mod js_tables;

use std::sync::Arc;

use js_tables::common::{Refusing, json, pool};
use js_tables::{answers, check_expressions, usual};
use model::Item;
use model::script::{Evaluation, Scope, ScriptCall, ScriptFault};

fn full() -> Arc<Scope> {
    let mut scope = (*usual(r#"{"name":"Ann"}"#)).clone();
    let map = |text: &str| json(text).as_object().expect("is an object").clone();
    scope.workflow = map(r#"{"id":"w","name":"Flow","active":true}"#);
    scope.execution = map(r#"{"id":"e","mode":"test","resumeUrl":"http://r"}"#);
    scope.node = map(r#"{"name":"Me","id":"m1","type":"set","version":3.4}"#);
    scope.parameters = map(
        r#"{"a":"={{ $json.name }}","b":{"__rl":true,"value":"={{ 2 }}"},"loop":"={{ $parameter.loop }}","&key":"k"}"#,
    );
    scope.previous = Some(map(r#"{"name":"Start","outputIndex":0,"runIndex":0}"#));
    scope.vars = map(r#"{"v":1}"#);
    scope.env = Some(map(r#"{"HOME":"/h"}"#));
    scope.context = map(r#"{"mine":1}"#);
    scope.extra = map(r#"{"$response":{"status":200}}"#);
    scope.run_index = 3;
    Arc::new(scope)
}

#[tokio::test]
async fn everything_has_its_name() {
    check_expressions(
        &full(),
        &[
            ("{{ $input.item.json.name + $input.first().json.name + $input.last().json.name }}", "\"AnnAnnAnn\""),
            ("{{ $input.all().length }}{{ $items().length }}", "\"11\""),
            ("{{ $input.first(1) }}", "!no arguments"),
            ("{{ $input.params.plain }}", "1"),
            ("{{ $input.context.mine }}", "1"),
            ("{{ $binary }}", "{}"),
            ("{{ $data.name }}", "\"Ann\""),
            ("{{ [$itemIndex, $runIndex, $position] }}", "[0,3,0]"),
            ("{{ [$nodeId, $nodeVersion, $workflow.name, $execution.mode, $vars.v, $prevNode.name] }}", r#"["m1",3.4,"Flow","test",1,"Start"]"#),
            ("{{ [$env.HOME, $env.NOPE, Object.keys($env).length] }}", r#"["/h",null,0]"#),
            ("{{ $response.status }}", "200"),
            ("{{ $parameter.a }}{{ $parameter.b }}{{ $parameter['&key'] }}", "\"Ann2k\""),
            ("{{ $parameter.loop }}", "!circle"),
            ("{{ $rawParameter.a }}{{ $rawParameter.b }}", "\"={{ $json.name }}={{ 2 }}\""),
            ("{{ $execution.customData.getAll() }}", r#"{"k":"v"}"#),
            ("{{ $execution.customData.set('a b', 1) }}", "!can only contain"),
            ("{{ $fromAI('city') }}", "\"Oslo\""),
            ("{{ $fromAI('other', '', 'string', 'Rome') }}", "\"Rome\""),
            ("{{ $fromAI('two words') }}", "!Invalid parameter key"),
            ("{{ $tool.name }}{{ $agentInfo }}", "\"sum\""),
            ("{{ $getWorkflowStaticData('global').count }}", "1"),
        ],
    )
    .await;
}

#[tokio::test]
async fn other_nodes() {
    check_expressions(
        &full(),
        &[
            ("{{ $('Start').first().json.n }}{{ $('Start').last().json.n }}{{ $('Start').all().length }}", "\"133\""),
            ("{{ $('Start').all(1) }}", "[]"),
            ("{{ $('Start').first(1) }}", "undefined"),
            ("{{ $('Start').all(0, 9) }}", "!no such run"),
            ("{{ $('Start').item.json.n }}", "2"),
            ("{{ $('Start').pairedItem(0).json.n }}{{ $('Start').itemMatching(0).json.n }}", "\"22\""),
            ("{{ $('Start').pairedItem(1) }}", "!no way back"),
            ("{{ $('Start').itemMatching() }}", "!Missing item index"),
            ("{{ $('Start').itemMatching(7) }}", "undefined"),
            ("{{ $('Start').isExecuted }}{{ $('Idle').isExecuted }}", "\"truefalse\""),
            ("{{ $('Idle').first() }}", "!hasn't been executed"),
            ("{{ $('Nope') }}", "!doesn't exist"),
            ("{{ $('Start').params.told + $('Start').params.deep.told }}", "\"Ann!2\""),
            ("{{ $('Start').context.done }}", "false"),
            ("{{ $node['Start'].json.n }}{{ $node.Start.data.n }}{{ $node.Start.runIndex }}", "\"111\""),
            ("{{ $node['Start'].parameter.told }}", "\"Ann!\""),
            ("{{ $item(0).$node['Start'].json.n }}{{ $item(0).$json.name }}", "\"1Ann\""),
            ("{{ $item(2).$json }}", "!there is no item 2"),
            ("{{ $items('Start')[2].json.n }}", "3"),
        ],
    )
    .await;
}

#[tokio::test]
async fn without_strictness_missing_data_is_undefined() {
    let mut scope = (*full()).clone();
    scope.input = Arc::default();
    scope.strict = false;
    check_expressions(
        &Arc::new(scope.clone()),
        &[
            ("{{ $json }}", "undefined"),
            ("{{ $('Idle').first() }}", "undefined"),
            ("{{ $node.Idle.json }}", "undefined"),
        ],
    )
    .await;
    scope.strict = true;
    check_expressions(
        &Arc::new(scope),
        &[("{{ $json }}", "!no input data"), ("{{ 1 + 1 }}", "2")],
    )
    .await;
}

#[tokio::test]
async fn combined_items_are_their_records() {
    let mut scope = (*full()).clone();
    scope.combined = true;
    check_expressions(
        &Arc::new(scope),
        &[
            ("{{ $input.item.name }}", "\"Ann\""),
            ("{{ $input.all()[0].name }}", "\"Ann\""),
            ("{{ $item.name }}", "\"Ann\""),
            ("{{ $('Start').first().n }}", "1"),
            ("{{ $('Start', true).first().json.n }}", "1"),
        ],
    )
    .await;
}

/// A node is asked about once, whatever number of items and expressions look at it.
#[tokio::test]
async fn the_host_is_asked_once() {
    let mut scope = (*full()).clone();
    scope.input = Arc::new(
        (0..50)
            .map(|n| Item::of(json(&format!(r#"{{"n":{n}}}"#))))
            .collect(),
    );
    let evaluation = Evaluation {
        scope: Arc::new(scope),
        templates: vec![
            "={{ $('Start').first().json.n }}".into(),
            "={{ $('Start').item }}".into(),
        ],
        items: (0..50).collect(),
    };
    let host = answers();
    pool()
        .evaluate(&evaluation, 20_000, &host)
        .await
        .expect("is answered");
    let asked = host.1.lock();
    let paired = asked
        .iter()
        .filter(|call| matches!(call, ScriptCall::Paired { items, .. } if items.len() == 50));
    assert_eq!((asked.len(), paired.count()), (3, 1), "{asked:?}");
}

#[tokio::test]
async fn a_refusal_of_the_host_is_reported() {
    let evaluation = Evaluation {
        scope: full(),
        templates: vec!["={{ $('Start').first() }}".into()],
        items: vec![0],
    };
    let mut results = pool()
        .evaluate(&evaluation, 20_000, &Refusing)
        .await
        .expect("is answered");
    let error = results.remove(0).remove(0).expect_err("is refused");
    assert_eq!(
        (error.kind, error.message.as_str()),
        (ScriptFault::Refused, "not in this test")
    );
}
