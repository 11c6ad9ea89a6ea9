//! The options of versions 3 and 4.

use model::spec::Ask;
use sdk::{Param, ParamKind, Show, json};

use super::MODERN;
use super::modern::FOLLOWS;

/// All options, hidden under "More" until wanted.
pub(super) fn options() -> Param {
    let fields = vec![
        group("batching", "Batches", "batch", batching()),
        Param::switch("allowUnauthorizedCerts", "Accept any certificate", false)
            .help("Whether certificates that cannot be checked are accepted. Anybody on the way could then listen."),
        Param::choice("queryParameterArrays", "Lists in the query", &[
            ("brackets", "a[]=1&a[]=2"),
            ("repeat", "a=1&a=2"),
            ("indices", "a[0]=1&a[1]=2"),
        ])
        .help("How a list of values is written in the query."),
        Param::switch("lowercaseHeaders", "Headers in small letters", true).help("Whether names of headers are sent in small letters."),
        group("redirect", "Redirects", "redirect", redirects()),
        group("response", "Answer", "response", response()),
        group("pagination", "Pages", "pagination", pagination()),
        Param::text("proxy", "Proxy").help("Address of a proxy to go through.").example("http://proxy.example.com:3128").asks(Ask::Host),
        Param::number("timeout", "Time limit", 10_000.0).help("How long the answer may take, in milliseconds.").example("10000"),
        elsewhere(true).show(Show::before(STAYS)),
        elsewhere(false).show(Show::since(STAYS)),
    ];
    Param::fields("options", "Options", fields)
        .more()
        .show(Show::since(MODERN))
}

/// From this version on a login stays with its host unless that is switched off.
const STAYS: f64 = 4.4;

fn elsewhere(default: bool) -> Param {
    let name = "sendCredentialsOnCrossOriginRedirect";
    let help = "Whether the login is sent on to another host after a redirect. It never is, unless the credential allows that.";
    Param::switch(name, "Login after a redirect", default).help(help)
}

/// One named group of fields that is there once.
fn group(name: &str, label: &str, inner: &str, fields: Vec<Param>) -> Param {
    let groups = vec![Param::fields(inner, label, fields)];
    let kind = ParamKind::Groups {
        many: false,
        groups,
    };
    Param::new(name, label, kind).or(json!({}))
}

fn batching() -> Vec<Param> {
    vec![
        Param::number("batchSize", "Requests at once", 50.0)
            .help("How many requests go out before a pause; -1 for all."),
        Param::number("batchInterval", "Pause", 1000.0)
            .help("The pause between batches, in milliseconds; 0 for none."),
    ]
}

fn redirects() -> Vec<Param> {
    let follow = |default| {
        Param::switch("followRedirects", "Follow", default)
            .help("Whether it goes on where the server sends it.")
    };
    vec![
        follow(false).show(Show::before(FOLLOWS)),
        follow(true).show(Show::since(FOLLOWS)),
        Param::number("maxRedirects", "At most", 21.0)
            .help("How many redirects are followed.")
            .show(Show::flag("followRedirects", true)),
    ]
}

fn response() -> Vec<Param> {
    let formats = &[
        ("autodetect", "What it says it is"),
        ("file", "A file"),
        ("json", "JSON"),
        ("text", "Text"),
    ];
    vec![
        Param::switch("fullResponse", "With status and headers", false)
            .help("Whether status and headers come along, and the body under a field of its own."),
        Param::switch("neverError", "Never fail", false)
            .help("Whether answers that tell of a failure, such as 404, are taken like others."),
        Param::choice("responseFormat", "Answer is", formats).help("What the answer is taken for."),
        Param::text("outputPropertyName", "Put into")
            .or("data")
            .help("The field that gets a text, or the property that gets a file.")
            .show(Show::when("responseFormat", &["file", "text"])),
    ]
}

fn pagination() -> Vec<Param> {
    let mode = |modes: &[&str]| Show::when("paginationMode", modes);
    let until = |ways: &[&str]| {
        mode(&["updateAParameterInEachRequest", "responseContainsNextURL"])
            .and_when("paginationCompleteWhen", ways)
    };
    let places = &[("body", "Body"), ("headers", "Header"), ("qs", "Query")];
    let parameter = vec![
        Param::choice("type", "Goes into", places)
            .or("qs")
            .help("Where the parameter is sent."),
        Param::text("name", "Name")
            .help("Name of the parameter.")
            .example("page"),
        Param::text("value", "Value")
            .help("Its value, which changes from page to page.")
            .example("={{ $pageCount + 1 }}"),
    ];
    vec![
        Param::choice(
            "paginationMode",
            "Next page",
            &[
                ("off", "None"),
                (
                    "updateAParameterInEachRequest",
                    "By a parameter that changes",
                ),
                ("responseContainsNextURL", "By an address in the answer"),
            ],
        )
        .or("updateAParameterInEachRequest")
        .help("How the next page is asked for."),
        Param::text("nextURL", "Next address")
            .help("Where the answer names the next page.")
            .example("={{ $response.body.next }}")
            .show(mode(&["responseContainsNextURL"])),
        Param::list("parameters", "Parameters", "parameters", parameter)
            .or(json!({ "parameters": [{ "type": "qs", "name": "", "value": "" }] }))
            .help("What changes from page to page.")
            .show(mode(&["updateAParameterInEachRequest"])),
        Param::choice(
            "paginationCompleteWhen",
            "Done when",
            &[
                ("responseIsEmpty", "The answer is empty"),
                ("receiveSpecificStatusCodes", "A certain status comes"),
                ("other", "An expression is true"),
            ],
        )
        .help("What tells that there is no more page.")
        .show(mode(&[
            "updateAParameterInEachRequest",
            "responseContainsNextURL",
        ])),
        Param::text("statusCodesWhenComplete", "Status")
            .help("One or more, by comma.")
            .example("404")
            .show(until(&["receiveSpecificStatusCodes"])),
        Param::text("completeExpression", "Expression")
            .help("True when the page that came is the last.")
            .example("={{ $response.body.next == null }}")
            .show(until(&["other"])),
        Param::switch("limitPagesFetched", "Limit pages", false)
            .help("Whether it stops after so many pages at the latest."),
        Param::number("maxRequests", "At most", 100.0)
            .help("How many pages are read.")
            .show(Show::flag("limitPagesFetched", true)),
        Param::number("requestInterval", "Pause", 0.0)
            .help("The pause between pages, in milliseconds."),
    ]
}
