//! The pool: results, types, errors, calls, cancelling, replacement.

mod common;

use common::*;
use model::script::{CodeMode, Typed};

#[tokio::test]
async fn an_expression_has_a_result() {
    let pool = pool();
    let result = evaluate(
        &pool,
        &scope([json(r#"{"a":20}"#)]),
        "={{ $json.a * 2 + 2 }}",
    )
    .await;
    assert_eq!(result, Ok(Typed::Json(42.into())));
}

#[tokio::test]
async fn a_program_has_a_result() {
    let reply = run(
        &pool(),
        &empty(),
        "console.log('hi'); return 6 * 7",
        CodeMode::Plain,
    )
    .await;
    assert_eq!(
        (reply.result, reply.console),
        (Ok(Typed::Json(42.into())), vec!["hi".to_owned()])
    );
}
