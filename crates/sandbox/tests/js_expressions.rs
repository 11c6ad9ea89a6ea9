//! Expressions as the prelude evaluates them: templates, names, extension functions.
#![allow(
    clippy::expect_used,
    reason = "a test that cannot go on should fail, loudly"
)]

mod js_tables;

use js_tables::{check_expressions, usual};

const RECORD: &str = r#"{"name":"Ann","n":5,"list":[3,1,2],"none":null,"user":{"email":"a@b.co","keys":7},
    "rows":[{"id":1,"tag":"x"},{"id":2,"tag":""}],"when":"2024-03-30T18:49:00Z"}"#;

async fn check(rows: &[(&str, &str)]) {
    check_expressions(&usual(RECORD), rows).await;
}

#[tokio::test]
async fn templates() {
    check(&[
        ("{{ $json.n }}", "5"),
        ("{{ $json.n }} ", "\"5 \""),
        ("a{{ $json.n }}b{{ $json.name }}", "\"a5bAnn\""),
        ("{{ }}", "undefined"),
        ("x{{ }}y", "\"xy\""),
        ("{{ /* nothing */ }}", "undefined"),
        ("{{ $json.n // five\n }}", "5"),
        ("{{ $json.n; }}", "5"),
        ("{{ { a: 1 } }}", r#"{"a":1}"#),
        (r#"{{ {"a": {"b": {"c": 1}}} }}|{{ 2 }}"#, "\"[object Object]|2\""),
        (r#"{{ {"a": {"b": 1}} }}"#, r#"{"a":{"b":1}}"#),
        ("{{ {a:{b:1}}}}", r#"{"a":{"b":1}}"#),
        ("{{ {a:1}}}", r#"{"a":1}"#),
        ("a {{ $json.n", "\"a 5\""),
        ("a {{", "\"a \""),
        ("\\{{ a }} {{ 1 }}", "\"\\\\{{ a }} 1\""),
        ("{{ const a = 2; a * 3 }}", "6"),
        ("{{ if ($json.n > 3) { return 'big' } return 'small' }}", "\"big\""),
        ("{{ (() => { x = 4; return x })() }}", "4"),
        ("{{ '\\}}' }}", "\"}}\""),
        ("{{ `a${ $json.name.toTitleCase() }b` }}", "\"aAnnb\""),
        ("{{ missing.deep.path }}", "undefined"),
        ("{{ $json.missing.deep }}", "undefined"),
        ("[{{ $json.missing.deep }}|{{ null }}|{{ NaN }}|{{ 0 }}|{{ false }}|{{ [1,[2]] }}|{{ ({}) }}]", "\"[|||0|false|1,2|[object Object]]\""),
        ("{{ 1 + }}", "!invalid syntax: it breaks off at its end"),
        ("{{ 1 + ) }}", "!invalid syntax: unexpected token in expression: ')'"),
        ("{{ JSON.parse('{') }}", "!JSON"),
        ("{{ $json.name.trim }}", "!this is a function"),
        ("{{ [() => 1, { f() {} , a: 1 }] }}", r#"[null,{"a":1}]"#),
        ("{{ new Date(0) }}", "\"1970-01-01T00:00:00.000Z\""),
        ("on {{ new Date(0) }}", "\"on Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)\""),
    ])
    .await;
}

#[tokio::test]
async fn built_in_names() {
    check(&[
        ("{{ $now.toISO() }}", "\"2024-06-15T08:00:00.000-04:00\""),
        ("{{ $today.toISO() }}", "\"2024-06-15T00:00:00.000-04:00\""),
        ("{{ Date.now() }}", "1718452800000"),
        ("{{ new Date().getTime() === $now.toMillis() }}", "true"),
        ("{{ new Date() instanceof Date }}", "true"),
        (
            "{{ DateTime.fromISO('2024-01-01').zoneName }}",
            "\"America/New_York\"",
        ),
        (
            "{{ Duration.fromObject({ hours: 2 }).toISO() }}",
            "\"PT2H\"",
        ),
        (
            "{{ $if($json.n > 3, 'a', 'b') }}{{ $ifEmpty($json.none, 'c') }}",
            "\"ac\"",
        ),
        ("{{ $min(3, 1) + $max(3, 1) }}", "4"),
        ("{{ numberList(3, 1) }}", "[3,2,1]"),
        ("{{ zip(['a'], [1]) }}", r#"{"a":1}"#),
        ("{{ $jmespath($json, 'rows[*].id') }}", "[1,2]"),
        ("{{ $jmespath('x', 'y') }}", "!expected two arguments"),
        ("{{ $env.HOME }}", "!env vars denied"),
        ("{{ $evaluateExpression('{{ $json.n \\}}') }}", "5"),
        ("{{ globalThis }}", "{}"),
        (
            "{{ (() => this)() }}",
            r#"{"process":{},"require":{},"module":{},"Buffer":{}}"#,
        ),
        (
            "{{ process }}{{ typeof process.pid }}",
            "\"[object Object]number\"",
        ),
        (
            "{{ (function () { return typeof this.process })() }}",
            "\"undefined\"",
        ),
        (
            "{{ [].constructor.constructor('return typeof process')() }}",
            "\"undefined\"",
        ),
        ("{{ Object.defineProperty }}", "undefined"),
        ("{{ Error.captureStackTrace }}", "undefined"),
        (
            "{{ (Error.prepareStackTrace = (e, s) => s, typeof new Error().stack) }}",
            "\"string\"",
        ),
        ("{{ Number.constructor }}", "!this is a function"),
        ("{{ $ + 'x' }}", "!$ is a function"),
    ])
    .await;
}

#[tokio::test]
async fn calls_of_extension_functions_are_found() {
    check(&[
        ("{{ [1, 2].sum() + [3].first() }}", "6"),
        ("{{ $json?.list?.sum() }}", "6"),
        ("{{ $json.missing?.sum().x.y }}", "undefined"),
        ("{{ $json.missing?.first() ?? 'none' }}", "\"none\""),
        ("{{ [1].sum?.() }}", "1"),
        ("{{ $json.missing.isEmpty() }}", "true"),
        (
            "{{ $json.missing.toDateTime() }}",
            "!toDateTime can't be used on undefined",
        ),
        ("{{ $json.user.keys }}", "7"),
        ("{{ $json.values }}", "undefined"),
        ("{{ 'values' in $json }}", "false"),
        ("{{ ({ first() { return 'own' } }).first() }}", "\"own\""),
        ("{{ new Map([[1, 2]]).keys().next().value }}", "1"),
        ("{{ Object.keys($json.user) }}", r#"["email","keys"]"#),
        ("{{ Math.round(1.6) }}", "2"),
        ("{{ $json.rows.map(r => r.tag.isEmpty()) }}", "[false,true]"),
        ("{{ ((a) => a.last())([1, 2]) }}", "2"),
        ("{{ (1 > 2 ? [1] : [5]).first() }}", "5"),
        ("{{ 'a.first()' + \"b.sum()\" }}", "\"a.first()b.sum()\""),
        ("{{ /x.first()/.test('x.first()') }}", "true"),
        ("{{ 6 / [2].first() / 3 }}", "1"),
        ("{{ `${ `${ [1].sum() }` }` }}", "\"1\""),
        ("{{ [[1, 2], [3]].map((l) => l.sum()).sum() }}", "6"),
    ])
    .await;
}

#[tokio::test]
async fn text() {
    check(&[
        ("{{ 'žluť'.base64Encode().base64Decode() }}", "\"žluť\""),
        ("{{ 'a@b.co is me'.extractEmail() }}", "\"a@b.co\""),
        (
            "{{ 'see https://a.co/x?y=1. ok'.extractUrl() }}",
            "\"https://a.co/x?y=1\"",
        ),
        ("{{ 'https://a.co/x/y?z'.extractUrlPath() }}", "\"/x/y\""),
        ("{{ 'hi'.extractDomain() }}", "undefined"),
        (
            "{{ 'x'.hash('sha1') }}",
            "\"11f6ad8ec52a2984abaafd7c3b516503785c2072\"",
        ),
        ("{{ 'x'.hash('nope') }}", "!Unknown algorithm"),
        ("{{ 'say \"x\"'.quote() }}", r#""\"say \\\"x\\\"\"""#),
        (
            "{{ '# Title\\n**bold** [link](http://x)'.removeMarkdown() }}",
            "\"Title\\nbold link\"",
        ),
        (
            "{{ 'déjà Łódź ß'.replaceSpecialChars() }}",
            "\"deja Lodz ss\"",
        ),
        (
            "{{ 'the lord OF the rings'.toTitleCase() }}",
            "\"The Lord of the Rings\"",
        ),
        ("{{ '$1,234.50'.toFloat() }}", "1234.5"),
        ("{{ 'abc'.toNumber() }}", "!cannot convert"),
        ("{{ 'a b&c'.urlEncode() }}", "\"a%20b%26c\""),
        ("{{ '{\"a\":[1]}'.parseJson().a }}", "[1]"),
        (
            "{{ '2024-05-06 07:08'.toDateTime().toISO() }}",
            "\"2024-05-06T07:08:00.000-04:00\"",
        ),
        (
            "{{ '2024-05-06T07:08:00+02:00'.toDateTime().toISO() }}",
            "\"2024-05-06T07:08:00.000+02:00\"",
        ),
        (
            "{{ '1700000000'.toDateTime('s').toMillis() }}",
            "1700000000000",
        ),
        (
            "{{ 'nothing'.toDateTime() }}",
            "!cannot convert to Luxon DateTime",
        ),
        ("{{ 'No'.toBoolean() }}", "false"),
        ("{{ 'b'.localeCompare('A') }}", "1"),
    ])
    .await;
}

#[tokio::test]
async fn lists_and_objects() {
    check(&[
        ("{{ $json.list.average() }}", "2"),
        ("{{ ['a', 1].sum() }}", "!only works on lists of numbers"),
        ("{{ [].max() }}", "undefined"),
        ("{{ [1, [2]].append([3]) }}", "[1,[2],[3]]"),
        ("{{ [1, 2, 3].chunk(2) }}", "[[1,2],[3]]"),
        ("{{ [1].chunk(0) }}", "!requires the size"),
        ("{{ [null, '', { a: null, b: [undefined, 1] }].compact() }}", r#"[{"b":[1]}]"#),
        ("{{ [{ a: 1 }, { a: 1 }, [1], [1]].unique() }}", r#"[{"a":1},[1]]"#),
        ("{{ [1, 2].union([2, 3]).difference([1]) }}", "[2,3]"),
        ("{{ $json.rows.pluck('id', 'tag') }}", r#"[[1,"x"],[2,""]]"#),
        ("{{ $json.rows.smartJoin('id', 'tag') }}", r#"{"1":"x","2":""}"#),
        ("{{ [{ a: 1 }].renameKeys('a', 'b') }}", r#"[{"b":1}]"#),
        ("{{ [{ a: 1, b: 2 }].merge([{ a: 5, c: 3 }]) }}", r#"[{"a":1,"c":3,"b":2}]"#),
        ("{{ ({ a: 1 }).merge({ a: 2, b: 3 }) }}", r#"{"a":1,"b":3}"#),
        ("{{ ({ a: 'xy', b: 'z' }).keepFieldsContaining('x') }}", r#"{"a":"xy"}"#),
        ("{{ ({ a: 'x y', b: 2 }).urlEncode() }}", "\"a=x+y&b=2\""),
        ("{{ ({ a: { b: null } }).compact() }}", r#"{"a":{}}"#),
        ("{{ ({ constructor: { a: 1 } }).compact() }}", "!Cannot use the key"),
        ("{{ $json.user.hasField('email') && !$json.user.removeField('email').hasField('email') }}", "true"),
    ])
    .await;
}

#[tokio::test]
async fn numbers_and_dates() {
    check(&[
        ("{{ (1.005).round(2) }}", "1.01"),
        ("{{ (-2.5).round() }}", "-2"),
        (
            "{{ (1234.5).format('de-DE', { minimumFractionDigits: 2 }) }}",
            "\"1.234,50\"",
        ),
        ("{{ (3).isOdd() && (4).isEven() }}", "true"),
        ("{{ (1.5).isOdd() }}", "!only callable on integers"),
        (
            "{{ (45292).toDateTime('excel').toISODate() }}",
            "\"2024-01-01\"",
        ),
        ("{{ (1).toDateTime('weeks') }}", "!Unsupported format"),
        ("{{ true.toInt() }}", "1"),
        (
            "{{ $json.when.toDateTime().plus(1, 'month').toISODate() }}",
            "\"2024-04-30\"",
        ),
        (
            "{{ $json.when.toDateTime().plus({ days: 1 }).toISODate() }}",
            "\"2024-03-31\"",
        ),
        (
            "{{ $json.when.toDateTime().format('dd LLL yyyy') }}",
            "\"30 Mar 2024\"",
        ),
        ("{{ $json.when.toDateTime().isWeekend() }}", "true"),
        ("{{ $now.isBetween('2024-01-01', '2025-01-01') }}", "true"),
        ("{{ $now.isBetween('2024-01-01') }}", "!exactly two dates"),
        ("{{ $now.diffTo('2024-06-14T12:00:00Z') }}", "1"),
        ("{{ $now.diffToNow('hours') }}", "0"),
        (
            "{{ $now.diffTo('2024-06-14', 'ages') }}",
            "!Unsupported unit",
        ),
        (
            "{{ new Date(0).beginningOf('year') }}",
            "\"1969-01-01T05:00:00.000Z\"",
        ),
        (
            "{{ new Date('2024-06-15T11:55:00Z').isInLast(10, 'minutes') }}",
            "true",
        ),
        (
            "{{ $now.minus({ days: 3 }).toRelative() }}",
            "\"3 days ago\"",
        ),
        (
            "{{ $now.setZone('Asia/Tokyo').setLocale('fr').toFormat('cccc d LLLL HH:mm ZZZZ') }}",
            "\"samedi 15 juin 21:00 GMT+9\"",
        ),
    ])
    .await;
}
