//! Tests of HTML as Markdown.

use sdk::{Value, json};

use super::{TextOptions, text};

fn check(html: &str, options: Value, wanted: &str) {
    let options: TextOptions = value::from_value(&options).unwrap();
    assert_eq!(text(html, &options).unwrap(), wanted, "{html}");
}

#[test]
fn as_people_write_it() {
    check(
        "<h1>A</h1> <p>b <b>c</b> <i>d</i> e</p>",
        json!({}),
        "# A\n\nb **c** _d_ e",
    );
    check(
        "<!doctype html> <html> <head> <title>T</title> </head> <body> <div> <h1>A</h1> </div> </body> </html>",
        json!({}),
        " \n\n# A",
    );
    check(
        "<p><a href=\"http://x/y\">t</a> <a href=\"http://x\">http://x</a></p>",
        json!({}),
        "[t](http://x/y) <http://x>",
    );
    check(
        "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
        json!({}),
        "* a\n  * b\n* c",
    );
    check(
        "<ul><li>a</li></ul><ol start=3><li>x</li></ol>",
        json!({ "bulletMarker": "-" }),
        "- a\n\n3. x",
    );
    check(
        "<pre><code class=\"language-js\">a\nb</code></pre>",
        json!({}),
        "```js\na\nb\n```",
    );
    check(
        "<pre>a</pre>",
        json!({ "codeBlockStyle": "indented" }),
        "    a",
    );
    check(
        "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>x|y</td></tr></table>",
        json!({}),
        "| a | b |\n| --- | --- |\n| 1 | x\\|y |",
    );
    check(
        "<blockquote><p>a</p><p>b</p></blockquote>",
        json!({}),
        "> a\n>\n> b",
    );
    check(
        "<p>1. not a list * really_</p>",
        json!({}),
        "1\\. not a list \\* really\\_",
    );
    check(
        "<p>one</p>",
        json!({ "textReplace": { "values": [{ "pattern": "o(n)e", "replacement": "$1!" }] } }),
        "n!",
    );
    check("<h1>x</h1><p>y</p>", json!({ "ignore": "H1" }), "y");
    check(
        "<p><a href=\"u\">a</a></p>",
        json!({ "useLinkReferenceDefinitions": true }),
        "[a][1]\n\n[1]: u",
    );
    check("a<br>b", json!({}), "a  \nb");
    check("", json!({}), "");
}
