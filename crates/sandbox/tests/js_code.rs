//! Code nodes: modes, what they return, console, helpers, modules, timers, errors.
#![allow(
    clippy::expect_used,
    reason = "a test that cannot go on should fail, loudly"
)]

mod js_tables;

use js_tables::common::{Refusing, json, pool, program, run, scope};
use js_tables::{answers, check_code, usual};
use model::script::{CodeMode, CodeRun, ScriptCall, ScriptFault, Typed};

const RECORD: &str = r#"{"a":1}"#;

#[tokio::test]
async fn all_items_returns_items() {
    check_code(
        &usual(RECORD),
        CodeMode::AllItems,
        &[
            ("return items", r#"[{"json":{"a":1}}]"#),
            ("return $input.all().map(i => ({ b: i.json.a }))", r#"[{"json":{"b":1}}]"#),
            ("return { b: 1 }", r#"[{"json":{"b":1}}]"#),
            ("return []", "[]"),
            ("return null", "[]"),
            ("items = items.concat({ json: { c: 1 } }); return items", r#"[{"json":{"a":1}},{"json":{"c":1}}]"#),
            ("return [{ json: {}, pairedItem: 0 }]", r#"[{"json":{},"pairedItem":0}]"#),
            ("return [{ binary: { f: { data: 'x' } } }]", r#"[{"binary":{"f":{"data":"x"}},"json":{}}]"#),
            ("return { d: new Date(0), t: $now, n: NaN, f() {} }", r#"[{"json":{"d":"1970-01-01T00:00:00.000Z","t":"2024-06-15T08:00:00.000-04:00","n":null}}]"#),
            ("const a = await Promise.resolve(2); return { a } // done", r#"[{"json":{"a":2}}]"#),
            ("return", "!doesn't return items properly"),
            ("return 'x'", "!doesn't return items properly"),
            ("return [1]", "!doesn't return items properly"),
            ("return [{ json: 1 }]", "!A 'json' property isn't an object [item 0]"),
            ("return [{ json: {} }, { b: 1 }]", "!Unknown top-level item key: b [item 1]"),
            ("return { x: $('Start').all().length, y: $evaluateExpression('{{ [1].first() }}') }", r#"[{"json":{"x":3,"y":1}}]"#),
            ("return { o: Object.defineProperty({}, 'x', { value: 1 }).x === undefined, k: (Object.keys = 1, Object.keys({ a: 1 })) }", r#"[{"json":{"o":true,"k":["a"]}}]"#),
        ],
    )
    .await;
}

#[tokio::test]
async fn each_item_returns_an_item() {
    let scope = scope([json(r#"{"a":1}"#), json(r#"{"a":2}"#)]);
    check_code(
        &scope,
        CodeMode::EachItem,
        &[
            ("return item", r#"[{"json":{"a":1},"pairedItem":{"item":0}},{"json":{"a":2},"pairedItem":{"item":1}}]"#),
            ("return $json.a === 2 ? { b: $itemIndex } : null", r#"[{"json":{"b":1},"pairedItem":{"item":1}}]"#),
            ("item = { json: { b: item.json.a } }; return item", r#"[{"json":{"b":1},"pairedItem":{"item":0}},{"json":{"b":2},"pairedItem":{"item":1}}]"#),
            ("return [item]", "!doesn't return a single object"),
            ("return 5", "!doesn't return an object"),
            ("return { json: [] }", "!A 'json' property isn't an object [item 0]"),
        ],
    )
    .await;
}

#[tokio::test]
async fn old_nodes() {
    let function = [
        (
            "items[0].json.b = 2; return items",
            r#"[{"json":{"a":1,"b":2}}]"#,
        ),
        (
            "return [{ json: { s: getWorkflowStaticData('node').count } }]",
            r#"[{"json":{"s":1}}]"#,
        ),
        ("return 1", "!Always an Array"),
        ("return [{ a: 1 }]", "[{\"json\":{\"a\":1}}]"),
        (
            "return [{ json: {} }, { a: 1 }]",
            "!property named \"json\"",
        ),
        ("", "!No data got returned"),
    ];
    check_code(&usual(RECORD), CodeMode::Function, &function).await;
    let function_item = [
        (
            "item.b = index; return item",
            r#"[{"json":{"a":1,"b":0},"pairedItem":{"item":0}}]"#,
        ),
        (
            "setBinaryData({ f: { data: 'x' } }); return {}",
            r#"[{"json":{},"pairedItem":{"item":0},"binary":{"f":{"data":"x"}}}]"#,
        ),
        ("return [item]", "!has to be an object"),
        ("", "!No data got returned"),
    ];
    check_code(&usual(RECORD), CodeMode::FunctionItem, &function_item).await;
}

#[tokio::test]
async fn plain_functions_see_little() {
    check_code(
        &usual(RECORD),
        CodeMode::Plain,
        &[
            ("return 1 + 1", "2"),
            ("return [1, 'x', null]", "[1,\"x\",null]"),
            (
                "return typeof $json + typeof require + typeof Buffer + typeof setTimeout",
                "\"undefinedundefinedundefinedundefined\"",
            ),
            ("return items", "!items is not defined"),
            ("return (12.5).toLocaleString('de')", "\"12,5\""),
        ],
    )
    .await;
}

#[tokio::test]
async fn what_node_has() {
    check_code(
        &usual(RECORD),
        CodeMode::AllItems,
        &[
            ("return { v: Buffer.from('žluť').toString('hex') + Buffer.concat([Buffer.from('a'), Buffer.alloc(1, 98)]) }", r#"[{"json":{"v":"c5be6c75c5a5ab"}}]"#),
            ("return { v: Buffer.from('aGk', 'base64').readUInt16BE(0), i: Buffer.from('abc').indexOf('c') }", r#"[{"json":{"v":26729,"i":2}}]"#),
            ("return { v: Buffer.from({ type: 'Buffer', data: [104, 105] }).slice(1).toString(), j: Buffer.from('a') }", r#"[{"json":{"v":"i","j":{"type":"Buffer","data":[97]}}}]"#),
            ("return { v: atob(btoa('hé')), w: new TextDecoder().decode(new TextEncoder().encode('€')) }", r#"[{"json":{"v":"hé","w":"€"}}]"#),
            ("const u = new URL('/b?x=1', 'https://a.co:81'); u.searchParams.set('x', 'é&'); u.hash = 'h'; return { v: u.href, h: u.host }", r##"[{"json":{"v":"https://a.co:81/b?x=%C3%A9%26#h","h":"a.co:81"}}]"##),
            ("return { v: String(new URLSearchParams([['a', 'b c'], ['d', '']])), g: new URLSearchParams('?q=%20+x').get('q') }", r#"[{"json":{"v":"a=b+c&d=","g":"  x"}}]"#),
            ("new URL('nope')", "!Invalid URL"),
            ("const c = structuredClone({ d: new Date(0), m: new Map([[1, [2]]]) }); return { v: c.m.get(1), d: c.d }", r#"[{"json":{"v":[2],"d":"1970-01-01T00:00:00.000Z"}}]"#),
            ("const { createHash, createHmac } = require('crypto'); return { v: createHash('md5').update('a').update('b').digest('hex'), h: createHmac('sha256', 'k').update('d').digest('base64') }", r#"[{"json":{"v":"187ef4436122d1cc2f40dc2b92f0eba0","h":"5+ohw7y2Ok2jrXhQMWjTa9ygvmIjgupgoQj61OSWZnk="}}]"#),
            ("return { v: require('path').join('/a', '../b', 'c.txt'), e: require('node:path').extname('x.tar.gz') }", r#"[{"json":{"v":"/b/c.txt","e":".gz"}}]"#),
            ("return { v: require('luxon').DateTime.now().toISO(), u: crypto.randomUUID().length }", r#"[{"json":{"v":"2024-06-15T08:00:00.000-04:00","u":36}}]"#),
            ("require('fs')", "!Module 'fs' is disallowed"),
            ("const order = []; setTimeout(() => order.push(3), 5); setTimeout(() => order.push(2)); queueMicrotask(() => order.push(1)); await new Promise(r => setTimeout(r, 10)); return { order }", r#"[{"json":{"order":[1,2,3]}}]"#),
            ("let n = 0; await new Promise(r => { const t = setInterval(() => { if (++n === 3) { clearInterval(t); r() } }, 1) }); return { n }", r#"[{"json":{"n":3}}]"#),
            ("await new Promise(() => {})", "!never comes"),
        ],
    )
    .await;
}

#[tokio::test]
async fn helpers_ask_the_host() {
    check_code(
        &usual(RECORD),
        CodeMode::AllItems,
        &[
            ("return await this.helpers.httpRequest({ url: new URL('http://a.co'), qs: new URLSearchParams('a=1'), body: new Date(0) })", r#"[{"json":{"sent":{"url":"http://a.co/","qs":{"a":"1"},"body":"1970-01-01T00:00:00.000Z"}}}]"#),
            ("return (await Promise.all([1, 2].map(n => helpers.httpRequest(`http://a.co/${n}`)))).map(r => ({ u: r.sent.url }))", r#"[{"json":{"u":"http://a.co/1"}},{"json":{"u":"http://a.co/2"}}]"#),
            ("return await this.helpers.httpRequestWithAuthentication('x', {})", "!no access to credentials"),
            ("const f = await this.helpers.prepareBinaryData(Buffer.from('x'), 'a.txt'); return [{ json: { t: f.fileType, s: f.fileSize }, binary: { f } }]", r#"[{"json":{"t":"text","s":"2.05 kB"},"binary":{"f":{"sha256":"00","size":2048,"mimeType":"text/plain","fileType":"text","fileSize":"2.05 kB","id":"00"}}}]"#),
            ("return this.helpers.returnJsonArray([{ a: 1 }, { json: { b: 1 } }])", r#"[{"json":{"a":1}},{"json":{"b":1}}]"#),
            ("this.helpers.assertBinaryData(0, 'file')", "!contain a binary file 'file'"),
        ],
    )
    .await;
}

#[tokio::test]
async fn static_data_is_written_back_where_it_changed() {
    let scope = usual(RECORD);
    for (code, written) in [
        ("$getWorkflowStaticData('global'); return []", 0),
        ("$getWorkflowStaticData('global').count += 1; return []", 1),
        (
            "$getWorkflowStaticData('global').count += 1; throw new Error('no')",
            0,
        ),
    ] {
        let host = answers();
        drop(
            pool()
                .run_code(&program(&scope, code, CodeMode::AllItems), &host)
                .await,
        );
        let asked = host.1.lock();
        let writes = asked
            .iter()
            .filter(|call| matches!(call, ScriptCall::SetStaticData { .. }));
        assert_eq!(writes.count(), written, "{code}");
    }
}

#[tokio::test]
async fn the_console_is_kept() {
    let code = "console.log('a', { b: [1, { c: { d: { e: 1 } } }] }, new Date(0), null);
        console.log('%s is %d%%', 'x', 5, 'rest');
        console.group('g'); console.error(new Map([['k', new Set([1])]])); console.groupEnd();
        console.table([{ a: 1 }, { b: 2 }]); console.count(); console.log(Buffer.from('hi'), class A {}, -0, 'tail');
        return []";
    let reply = run(&pool(), &usual(RECORD), code, CodeMode::AllItems).await;
    assert_eq!(
        reply.console,
        [
            "a { b: [ 1, { c: [Object] } ] } 1970-01-01T00:00:00.000Z null",
            "x is 5% rest",
            "g",
            "  Map(1) { 'k' => Set(1) { 1 } }",
            "(index) | a | b\n0 | 1 | \n1 |  | 2",
            "default: 1",
            "<Buffer 68 69> [class A] -0 tail",
        ]
    );
}

#[tokio::test]
async fn errors_know_their_place() {
    let pool = pool();
    let scope = scope([json(r#"{"a":1}"#), json(r#"{"a":null}"#)]);
    let error = |code: &'static str, mode| {
        let run = program(&scope, code, mode);
        let pool = &pool;
        async move { pool.run_code(&run, &Refusing).await.result.expect_err(code) }
    };
    let thrown = error("\n\nreturn { b: $json.a.toFixed() }", CodeMode::EachItem).await;
    assert_eq!(
        (thrown.line, thrown.item, thrown.name.as_str()),
        (Some(3), Some(1), "TypeError")
    );
    assert_eq!(
        thrown.quote.as_deref(),
        Some("return { b: $json.a.toFixed() }")
    );
    let syntax = error("const a = 1\nreturn [", CodeMode::AllItems).await;
    assert_eq!(syntax.kind, ScriptFault::Syntax);
    let refused = error("return $env.PATH", CodeMode::AllItems).await;
    assert_eq!(
        (refused.kind, refused.line),
        (ScriptFault::Refused, Some(1))
    );
    let result = error("return 1", CodeMode::AllItems).await;
    assert_eq!((result.kind, result.line), (ScriptFault::Thrown, None));
    let text = error("throw 'text'", CodeMode::AllItems).await;
    assert_eq!(text.message, "text");
}

#[tokio::test]
async fn a_failing_item_can_be_passed_over() {
    let scope = scope([json(r#"{"a":1}"#), json(r#"{"a":2}"#)]);
    let code = "if ($json.a === 1) throw new Error('no'); return item";
    let run = CodeRun {
        continue_on_fail: true,
        ..program(&scope, code, CodeMode::EachItem)
    };
    let reply = pool().run_code(&run, &Refusing).await;
    let wanted = r#"[{"json":{"error":"no [line 1]"},"pairedItem":{"item":0}},{"json":{"a":2},"pairedItem":{"item":1}}]"#;
    assert_eq!(reply.result.map(Typed::into_json), Ok(Some(json(wanted))));
}

#[tokio::test]
async fn the_nodes_own_state_comes_back_where_it_changed() {
    let reply = run(
        &pool(),
        &usual(RECORD),
        "$input.context.seen = 1; return []",
        CodeMode::AllItems,
    )
    .await;
    assert_eq!(
        reply
            .context
            .map(|context| value::to_string(&context.into())),
        Some(r#"{"seen":1}"#.to_owned())
    );
    let reply = run(&pool(), &usual(RECORD), "return []", CodeMode::AllItems).await;
    assert_eq!(reply.context, None);
}
