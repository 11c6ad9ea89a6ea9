//! The pool: results, errors, calls, time, memory, cancelling, replacement.
#![allow(
    clippy::expect_used,
    reason = "a test that cannot go on should fail, loudly"
)]

mod common;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use common::*;
use model::script::{
    BoxFuture, CodeMode, CodeRun, Evaluation, ScriptCall, ScriptError, ScriptFault, ScriptHost,
    Typed,
};
use sandbox::{Pool, PoolConfig};
use value::{Map, Value};

/// What an expression gives, over a record.
async fn check(template: &str, record: &str, expected: Typed) {
    let result = evaluate(&pool(), &scope([json(record)]), template).await;
    assert_eq!(result, Ok(expected), "{template}");
}

/// What plain code returns.
async fn check_code(pool: &Pool, code: &str, expected: Typed) {
    let reply = run(pool, &empty(), code, CodeMode::Plain).await;
    assert_eq!(reply.result, Ok(expected), "{code}");
}

/// How plain code fails.
async fn fails(pool: &Pool, code: &str) -> ScriptError {
    let reply = run(pool, &empty(), code, CodeMode::Plain).await;
    reply.result.expect_err(code)
}

fn items(count: usize) -> Vec<Value> {
    (0..count)
        .map(|at| Map::from_iter([("at", at)]).into())
        .collect()
}

#[tokio::test]
async fn expressions_have_results() {
    check(
        "={{ $json.a * 2 + 2 }}",
        r#"{"a":20}"#,
        Typed::Json(42.into()),
    )
    .await;
    check(
        "={{ $json }}",
        r#"{"a":[{"b":null}]}"#,
        Typed::Json(json(r#"{"a":[{"b":null}]}"#)),
    )
    .await;
    check("=a {{ 1 }} b", "{}", Typed::Json("a 1 b".into())).await;
    check("={{ undefined }}", "{}", Typed::Undefined).await;
}

#[tokio::test]
async fn results_keep_their_types() {
    let pool = pool();
    for (code, expected) in [
        ("return undefined", Typed::Undefined),
        ("return new Date(5)", Typed::Date(5.0)),
        ("return -Infinity", Typed::NotFinite(f64::NEG_INFINITY)),
        (
            "return 2n ** 70n",
            Typed::BigInt("1180591620717411303424".into()),
        ),
        ("return /a+/gi", Typed::RegExp("/a+/gi".into())),
        (
            "return function named() {}",
            Typed::Function("named".into()),
        ),
        (
            "return new TypeError('no')",
            Typed::Error {
                name: "TypeError".into(),
                message: "no".into(),
            },
        ),
        (
            "return [undefined, 1]",
            Typed::Array(vec![Typed::Undefined, Typed::Json(1.into())]),
        ),
        ("return [new Date(1)]", Typed::Array(vec![Typed::Date(1.0)])),
        (
            "return { a: 1, u: undefined }",
            Typed::Json(json(r#"{"a":1}"#)),
        ),
        (
            "return { a: 1, d: new Date(1) }",
            Typed::Object(vec![
                ("a".into(), Typed::Json(1.into())),
                ("d".into(), Typed::Date(1.0)),
            ]),
        ),
        (
            "return new Set([1, null])",
            Typed::Collection {
                class: "Set".into(),
                members: vec![Typed::Json(1.into()), Typed::Json(Value::Null)],
            },
        ),
        ("return -0", Typed::Json(0.into())),
        ("return 1e21", Typed::Json(1e21.into())),
        ("return '\\ud800a'", Typed::Json("\u{fffd}a".into())),
        (
            "return 'a\\u0000\"\\n😀'",
            Typed::Json("a\u{0}\"\n😀".into()),
        ),
        ("return Symbol('x')", Typed::Undefined),
        (
            "return { toJSON() { return [1] } }",
            Typed::Json(json("[1]")),
        ),
        ("return new Proxy([1, 2], {})", Typed::Json(json("[1,2]"))),
        ("return Object.create(null)", Typed::Json(json("{}"))),
    ] {
        check_code(&pool, code, expected).await;
    }
}

#[tokio::test]
async fn nothing_returned_is_mistaken_for_a_mark() {
    let pool = pool();
    let date = Typed::Json(json(r#"["date",5]"#));
    for (code, key) in [
        ("return { '\\u0000': ['date', 5] }", "\u{0}"),
        ("return { '\\u0000\\u0000': ['date', 5] }", "\u{0}\u{0}"),
        ("return JSON.parse('{\"\\\\u0000\":[\"date\",5]}')", "\u{0}"),
    ] {
        check_code(&pool, code, Typed::Object(vec![(key.into(), date.clone())])).await;
    }
}

#[tokio::test]
async fn a_result_that_is_no_data_is_an_error() {
    let pool = pool();
    for (code, message) in [
        ("const a = {}; a.a = a; return a", "circular"),
        (
            "let a = []; for (let i = 0; i < 101; i++) a = [a]; return a",
            "nested too deeply",
        ),
        (
            "return { get a() { throw new Error('from a getter') } }",
            "from a getter",
        ),
        (
            "return new Proxy({}, { ownKeys() { throw new Error('from a trap') } })",
            "from a trap",
        ),
    ] {
        let error = fails(&pool, code).await;
        assert!(error.message.contains(message), "{code}: {error:?}");
    }
}

#[tokio::test]
async fn a_batch_is_a_table() {
    let (pool, scope) = (pool(), scope(items(3)));
    let templates = [
        "={{ $json.at }}",
        "={{ $json.at === 1 ? $('nowhere').first() : 'x' }}",
        "={{ ( }}",
    ];
    let table = evaluate_all(&pool, &scope, &templates)
        .await
        .expect("evaluates");
    let numbers: Vec<_> = (0..3).map(|at| Ok(Typed::Json(at.into()))).collect();
    assert_eq!(table[0], numbers);
    assert_eq!(
        (&table[1][0], &table[1][2]),
        (&Ok(Typed::Json("x".into())), &Ok(Typed::Json("x".into())))
    );
    let error = table[1][1].as_ref().expect_err("throws");
    assert_eq!(error.item, Some(1));
    assert!(
        table[2]
            .iter()
            .all(|cell| matches!(cell, Err(error) if error.kind == ScriptFault::Syntax)),
        "{table:?}"
    );

    let part = Evaluation {
        items: vec![2, 0],
        ..evaluation(&scope, &["={{ $json.at }}"])
    };
    let table = pool
        .evaluate(&part, 1000, &Refusing)
        .await
        .expect("evaluates");
    assert_eq!(
        table,
        [[Ok(Typed::Json(2.into())), Ok(Typed::Json(0.into()))]]
    );
}

#[tokio::test]
async fn an_empty_batch_is_empty() {
    let none = Evaluation {
        items: Vec::new(),
        ..evaluation(&empty(), &["={{ 1 }}"])
    };
    assert_eq!(
        pool().evaluate(&none, 1000, &Refusing).await,
        Ok(vec![Vec::new()])
    );
}

#[tokio::test]
async fn a_batch_may_take_longer_than_one() {
    let (pool, scope) = (pool(), scope(items(40)));
    let slow =
        "={{ (() => { const end = Date.now() + 15; while (Date.now() < end); return 1 })() }}";
    let table = pool
        .evaluate(&evaluation(&scope, &[slow]), 300, &Refusing)
        .await;
    assert_eq!(table.map(|table| table[0].len()), Ok(40));
}

#[tokio::test]
async fn lines_of_the_console_arrive() {
    let host = Answers::new(|_: &ScriptCall| Ok(Value::Null));
    let run = program(
        &empty(),
        "console.log('one'); console.log('two', 3); return 1",
        CodeMode::Plain,
    );
    let reply = pool().run_code(&run, &host).await;
    assert_eq!(reply.console, ["one", "two 3"]);
    assert_eq!(
        host.1.lock().len(),
        2,
        "each line is also a call, while the code still runs"
    );

    let flood = program(
        &empty(),
        "for (let i = 0; i < 20000; i++) console.log('x'.repeat(1000)); return 1",
        CodeMode::Plain,
    );
    let reply = pool()
        .run_code(
            &CodeRun {
                timeout_ms: 20_000,
                ..flood
            },
            &host,
        )
        .await;
    let bytes: usize = reply.console.iter().map(String::len).sum();
    assert!(
        reply.result.is_ok() && bytes <= 4 << 20,
        "{bytes} bytes, {:?}",
        reply.result
    );
}

#[tokio::test]
async fn time_is_limited() {
    let pool = pool();
    for code in [
        "for (;;);",
        "for (;;) { try { for (;;); } catch { } }",
        "await (async () => { for (;;) await null })()",
        "new Array(1e9) + ''",
        "return { get a() { for (;;); } }",
        "return { then() { for (;;); } }",
        "throw { get message() { for (;;); } }",
        "await new Promise(done => setTimeout(done, 60000))",
    ] {
        let start = Instant::now();
        let run = CodeRun {
            timeout_ms: 300,
            ..program(&empty(), code, CodeMode::AllItems)
        };
        let error = pool.run_code(&run, &Refusing).await.result.expect_err(code);
        assert_eq!(error.kind, ScriptFault::Timeout, "{code}: {error:?}");
        assert!(
            start.elapsed() < Duration::from_secs(5),
            "{code} took {:?}",
            start.elapsed()
        );
    }
    check_code(&pool, "return 1", Typed::Json(1.into())).await;
}

#[tokio::test]
async fn an_expression_that_never_ends_is_named_among_others() {
    let pool = pool();
    let scope = scope(items(50));
    // The first is stopped from within; the second never listens, so that its worker is killed.
    for endless in [
        "={{ (() => { while ($json.at === 31) {} })() }}",
        "={{ $json.at === 31 ? new Array(1e9) + '' : 1 }}",
    ] {
        for others in [&["={{ $json.at }}"][..], &[]] {
            let mut templates = others.to_vec();
            templates.push(endless);
            let batch = evaluation(&scope, &templates);
            let error = pool.evaluate(&batch, 200, &Refusing).await;
            let error = error.expect_err(endless);
            assert_eq!(error.kind, ScriptFault::Timeout, "{error:?}");
            assert_eq!(error.item, Some(31), "{error:?}");
            assert_eq!(error.quote.as_deref(), Some(endless), "{error:?}");
        }
    }
    check("={{ $json.a }}", r#"{"a":1}"#, Typed::Json(1.into())).await;
}

#[tokio::test]
async fn memory_is_limited() {
    let pool = pool();
    for code in [
        "const a = []; for (;;) a.push(new Array(1000).fill(0))",
        "let s = 'a'; for (;;) s += s",
        "return new Uint8Array(2e9)",
        "return 'x'.repeat(2 ** 29)",
    ] {
        let run = CodeRun {
            timeout_ms: 20_000,
            ..program(&empty(), code, CodeMode::AllItems)
        };
        let error = pool.run_code(&run, &Refusing).await.result.expect_err(code);
        // A string longer than the engine can name is its own error, before memory is asked for.
        let expected = error.kind == ScriptFault::Memory || error.message.contains("string");
        assert!(expected, "{code}: {error:?}");
    }
    let error = fails(&pool, "throw null").await;
    assert_eq!(error.kind, ScriptFault::Thrown, "{error:?}");
}

#[tokio::test]
async fn the_size_of_a_result_is_limited() {
    let pool = Pool::new(PoolConfig {
        expression_reply: 1 << 20,
        ..config()
    });
    for template in ["={{ new Array(1e8) }}", "={{ 'x'.repeat(2e6) }}"] {
        let error = evaluate(&pool, &empty(), template)
            .await
            .expect_err(template);
        assert_eq!(error.kind, ScriptFault::Memory, "{template}: {error:?}");
    }
}

#[tokio::test]
async fn calls_are_answered() {
    let host = Answers::new(|call: &ScriptCall| match call {
        ScriptCall::Node { name } => {
            Ok(Map::from_iter([("name", name.as_str()), ("exists", "yes")]).into())
        }
        ScriptCall::HttpRequest { options } => {
            Ok(Map::from_iter([("sent", Value::from(options.clone()))]).into())
        }
        _ => Err(ScriptError::new(
            ScriptFault::Refused,
            "NodeApiError",
            "not granted",
        )),
    });
    let code = "const answers = await Promise.all([1, 2].map(n => this.helpers.httpRequest({ url: 'http://' + n })));
        return answers.map(answer => answer.sent.url)";
    let reply = pool()
        .run_code(&program(&empty(), code, CodeMode::Plain), &host)
        .await;
    // Plain code has no helpers; what it is given, it may use.
    let code = program(
        &empty(),
        &format!("return [{{ json: {{ urls: await (async () => {{ {code} }}).call(this) }} }}]"),
        CodeMode::AllItems,
    );
    assert!(reply.result.is_err());
    let reply = pool().run_code(&code, &host).await;
    let urls = reply.result.expect("runs").into_json().expect("is data")[0]["json"]["urls"].clone();
    assert_eq!(urls, json(r#"["http://1","http://2"]"#));
    assert_eq!(host.1.lock().len(), 2);
}

/// A program that calls without end is held up, not the host: it has a bounded number of calls at a time, and is stopped.
#[tokio::test]
async fn calls_without_end_end() {
    struct Counting(AtomicUsize, AtomicUsize);
    impl ScriptHost for Counting {
        fn call(&self, _: ScriptCall) -> BoxFuture<'_, Result<Value, ScriptError>> {
            let now = self.0.fetch_add(1, Ordering::Relaxed) + 1;
            self.1.fetch_max(now, Ordering::Relaxed);
            Box::pin(async move {
                tokio::task::yield_now().await;
                self.0.fetch_sub(1, Ordering::Relaxed);
                Ok("x".repeat(1000).into())
            })
        }
    }
    let host = Counting(AtomicUsize::new(0), AtomicUsize::new(0));
    let code = "for (;;) this.helpers.httpRequest({ url: 'http://1' })";
    let run = CodeRun {
        timeout_ms: 700,
        ..program(&empty(), code, CodeMode::AllItems)
    };
    let start = Instant::now();
    let error = pool().run_code(&run, &host).await.result.expect_err(code);
    assert_eq!(error.kind, ScriptFault::Timeout, "{error:?}");
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
    assert!(
        host.1.load(Ordering::Relaxed) <= 64,
        "{}",
        host.1.load(Ordering::Relaxed)
    );
}

/// An answer that comes when the code is done belongs to nobody, and not to the next request either.
#[tokio::test]
async fn an_answer_that_nobody_awaits_is_lost() {
    let pool = Pool::new(PoolConfig {
        size: 1,
        ..config()
    });
    let host = Answers::new(|_: &ScriptCall| Ok(json(r#"{"late":true}"#)));
    for round in 0..20 {
        let code = "this.helpers.httpRequest({ url: 'http://1' }); return [{ json: { a: 1 } }]";
        let reply = pool
            .run_code(&program(&empty(), code, CodeMode::AllItems), &host)
            .await;
        assert!(reply.result.is_ok(), "round {round}: {:?}", reply.result);
    }
}

#[tokio::test]
async fn an_expression_may_only_read() {
    let host = Answers::new(|_: &ScriptCall| Ok(Value::Null));
    let template = "={{ $execution.customData.set('a', 'b') }}";
    let _ = pool()
        .evaluate(&evaluation(&empty(), &[template]), 1000, &host)
        .await;
    assert!(
        host.1
            .lock()
            .iter()
            .all(|call| !matches!(call, ScriptCall::SetCustomData { .. })),
        "{:?}",
        host.1.lock()
    );
}

/// A host that never answers.
struct Silent;

impl ScriptHost for Silent {
    fn call(&self, _: ScriptCall) -> BoxFuture<'_, Result<Value, ScriptError>> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_host_that_is_silent_costs_the_time_limit() {
    let pool = pool();
    let start = Instant::now();
    let error = pool
        .evaluate(
            &evaluation(&empty(), &["={{ $('x').first() }}"]),
            300,
            &Silent,
        )
        .await;
    assert_eq!(error.expect_err("is late").kind, ScriptFault::Timeout);
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
    check_code(&pool, "return 1", Typed::Json(1.into())).await;
}

/// Whether a process is there.
fn runs(pid: u32) -> bool {
    let state = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    state
        .rsplit(')')
        .next()
        .is_some_and(|rest| !rest.trim_start().starts_with('Z') && !rest.is_empty())
}

async fn until(what: impl Fn() -> bool) -> bool {
    for _ in 0..500 {
        if what() {
            return true;
        }
        tokio::time::timeout(Duration::from_millis(10), std::future::pending::<()>())
            .await
            .ok();
    }
    false
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn dropping_the_future_kills_the_worker() {
    let pool = Pool::new(PoolConfig {
        size: 1,
        ..config()
    });
    check_code(&pool, "return 1", Typed::Json(1.into())).await;
    let pid = pool.idle_workers()[0];
    let run = CodeRun {
        timeout_ms: 60_000,
        ..program(&empty(), "for (;;);", CodeMode::Plain)
    };
    let late =
        tokio::time::timeout(Duration::from_millis(100), pool.run_code(&run, &Refusing)).await;
    assert!(late.is_err());
    assert!(until(|| !runs(pid)).await, "worker {pid} lives on");
    check_code(&pool, "return 2", Typed::Json(2.into())).await;
    assert_ne!(pool.idle_workers(), [pid]);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn dropping_the_pool_kills_all_workers() {
    let pool = Pool::new(PoolConfig {
        size: 2,
        warm: 2,
        ..config()
    });
    assert!(until(|| pool.idle_workers().len() == 2).await);
    let pids = pool.idle_workers();
    drop(pool);
    assert!(until(|| pids.iter().all(|pid| !runs(*pid))).await);
}

#[cfg(unix)]
#[tokio::test]
#[allow(
    clippy::disallowed_methods,
    reason = "kills a worker from outside, as the system may"
)]
async fn a_worker_that_was_killed_is_replaced() {
    let pool = Pool::new(PoolConfig {
        size: 1,
        ..config()
    });
    for round in 0..5 {
        check_code(&pool, "return 1", Typed::Json(1.into())).await;
        let pid = pool.idle_workers()[0];
        let killed = std::process::Command::new("kill")
            .args(["-9", &pid.to_string()])
            .status();
        assert!(killed.is_ok_and(|status| status.success()), "round {round}");
    }
}

#[tokio::test]
async fn a_worker_that_dies_at_work_is_an_error_and_replaced() {
    let pool = Pool::new(PoolConfig {
        size: 1,
        ..config()
    });
    let run = CodeRun {
        timeout_ms: 60_000,
        ..program(&empty(), "for (;;);", CodeMode::Plain)
    };
    check_code(&pool, "return 1", Typed::Json(1.into())).await;
    let pid = pool.idle_workers()[0];
    #[allow(
        clippy::disallowed_methods,
        reason = "kills a worker from outside, as the system may"
    )]
    let kill = async {
        tokio::time::timeout(Duration::from_millis(200), std::future::pending::<()>())
            .await
            .ok();
        std::process::Command::new("kill")
            .args(["-9", &pid.to_string()])
            .status()
            .expect("kills")
    };
    let (reply, _) = tokio::join!(pool.run_code(&run, &Refusing), kill);
    assert_eq!(reply.result.expect_err("dies").kind, ScriptFault::Killed);
    check_code(&pool, "return 2", Typed::Json(2.into())).await;
}

#[tokio::test]
async fn a_program_that_is_no_worker_is_an_error() {
    for program in ["/bin/true", "/bin/cat", "/nowhere/at-all"] {
        let pool = Pool::new(PoolConfig {
            program: program.into(),
            warm: 0,
            ..config()
        });
        if program == "/bin/cat" {
            // It echoes the request, which is no reply; but it never says that it is ready.
            let scope = empty();
            let run = evaluate(&pool, &scope, "={{ 1 }}");
            assert!(
                tokio::time::timeout(Duration::from_millis(200), run)
                    .await
                    .is_err()
            );
            continue;
        }
        let error = evaluate(&pool, &empty(), "={{ 1 }}")
            .await
            .expect_err(program);
        assert_eq!(error.kind, ScriptFault::Killed, "{program}: {error:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_callers_share_few_workers() {
    // Several pools: while the first workers start, one that was used already may go to who waits for a new one.
    for _ in 0..5 {
        let pool = Pool::new(PoolConfig {
            size: 2,
            ..config()
        });
        let callers = (0..100).map(|at| {
            let pool = pool.clone();
            tokio::spawn(async move {
                let scope = scope([Map::from_iter([("at", at)]).into()]);
                (at, evaluate(&pool, &scope, "={{ $json.at }}").await)
            })
        });
        for caller in callers.collect::<Vec<_>>() {
            let (at, result) = caller.await.expect("ends");
            assert_eq!(result, Ok(Typed::Json(at.into())));
        }
        assert!(pool.idle_workers().len() <= 2);
    }
}

#[tokio::test]
async fn the_queue_is_bounded() {
    let pool = Pool::new(PoolConfig {
        size: 1,
        waiting: 1,
        ..config()
    });
    let slow = || async {
        run(
            &pool,
            &empty(),
            "await new Promise(done => setTimeout(done, 100)); return 1",
            CodeMode::AllItems,
        )
        .await
    };
    let (first, second, third) = tokio::join!(slow(), slow(), slow());
    let refused = [first, second, third]
        .into_iter()
        .filter_map(|reply| reply.result.err());
    let kinds: Vec<_> = refused
        .filter(|error| error.kind == ScriptFault::Refused)
        .collect();
    assert_eq!(kinds.len(), 1, "{kinds:?}");
}

#[tokio::test]
async fn nothing_of_one_request_is_in_the_next() {
    let pool = Pool::new(PoolConfig {
        size: 1,
        ..config()
    });
    let deeds = [
        "globalThis.left = 1; return 1",
        "Object.prototype.left = 1; return 1",
        "Math.random = () => 4; delete Math.max; return 1",
        "Array.prototype.map = () => 'left'; return 1",
        "String.prototype.trim = () => 'left'; return 1",
        "Promise.prototype.then = () => 'left'; return 1",
        "globalThis.Date = class {}; return 1",
        "setTimeout(() => { globalThis.left = 1 }, 1); Promise.resolve().then(() => { globalThis.left = 1 }); return 1",
        "JSON.stringify = JSON.parse = () => 'left'; return 1",
        "globalThis.big = new Array(1e6).fill('left'); return 1",
        "throw new Error('left')",
    ];
    let look = "return [typeof left, ({}).left, Math.max(1, 2), [1].map(x => x)[0], ' a '.trim(), typeof big,
        await Promise.resolve(5), JSON.stringify({ a: 1 }), new Date(5).getTime(), Math.random() === 4]";
    let expected = Typed::Json(json(
        r#"["undefined",null,2,1,"a","undefined",5,"{\"a\":1}",5,false]"#,
    ));
    for deed in deeds {
        let _ = run(&pool, &empty(), deed, CodeMode::Plain).await;
        let found = run(&pool, &empty(), look, CodeMode::Plain)
            .await
            .result
            .expect(deed);
        assert_eq!(
            found.into_json(),
            expected.clone().into_json(),
            "after {deed}"
        );
    }
    assert_eq!(pool.idle_workers().len(), 1);
}

#[tokio::test]
async fn random_numbers_differ_from_request_to_request() {
    let pool = Pool::new(PoolConfig {
        size: 1,
        ..config()
    });
    let mut seen = Vec::new();
    for _ in 0..20 {
        let result = evaluate(&pool, &empty(), "={{ Math.random() }}")
            .await
            .expect("evaluates");
        let number = result
            .into_json()
            .and_then(|number| number.as_f64())
            .expect("is a number");
        assert!(
            (0.0..1.0).contains(&number) && !seen.contains(&number),
            "{number} after {seen:?}"
        );
        seen.push(number);
    }
}

/// A data-driven result is data: it comes back as it went in, whatever it looks like.
#[tokio::test]
async fn a_result_is_never_evaluated_again() {
    let pool = pool();
    let texts = [
        "={{ 1 + 1 }}",
        "{{ 1 + 1 }}",
        "${1 + 1}",
        "={{ $json.x }}",
        "}}{{",
        "\\u007b{ 1 }}",
        "={{ '={{ 2 }}' }}",
    ];
    for text in texts {
        let scope = scope([Map::from_iter([("x", text)]).into()]);
        let expected = Ok(Typed::Json(text.into()));
        assert_eq!(evaluate(&pool, &scope, "={{ $json.x }}").await, expected);
        assert_eq!(
            evaluate(&pool, &scope, "={{ [$json].map(r => r.x)[0] }}").await,
            expected
        );
        let mixed = evaluate(&pool, &scope, "=<{{ $json.x }}>").await;
        assert_eq!(mixed, Ok(Typed::Json(format!("<{text}>").into())));
    }
}

#[tokio::test]
async fn many_items_go_and_come() {
    let (pool, scope) = (pool(), scope(items(10_000)));
    let run = CodeRun {
        timeout_ms: 20_000,
        ..program(&scope, "return $input.all()", CodeMode::AllItems)
    };
    let result = pool
        .run_code(&run, &Refusing)
        .await
        .result
        .expect("runs")
        .into_json()
        .expect("is data");
    assert_eq!(result.as_array().map(<[Value]>::len), Some(10_000));
    assert_eq!(result[9_999]["json"]["at"], 9_999);
    let all = evaluation(&scope, &["={{ $json.at + $input.all().length }}"]);
    let table = pool.evaluate(&all, 1000, &Refusing).await;
    assert_eq!(
        table.map(|table| table[0][7].clone()),
        Ok(Ok(Typed::Json(10_007.into())))
    );
}
