//! The form of versions 1 and 2.

use model::spec::Ask;
use sdk::{Param, ParamKind, Show, ShowRule, json};

use super::MODERN;

fn old() -> Show {
    Show::before(MODERN)
}

fn flag(name: &str, on: bool) -> ShowRule {
    ShowRule::Is(name.to_owned(), vec![on.into()])
}

const WITH_BODY: &[&str] = &["PATCH", "POST", "PUT"];

pub(super) fn params() -> Vec<Param> {
    let mut params = request();
    params.extend(answer());
    params.extend(as_json());
    params.extend(as_fields());
    params.push(options());
    params
}

fn request() -> Vec<Param> {
    let first = &[
        ("none", "None"),
        ("basicAuth", "Name and password"),
        ("customAuth", "Custom (JSON)"),
        ("digestAuth", "Name and password (digest)"),
        ("headerAuth", "Header"),
        ("oAuth1", "OAuth 1"),
        ("oAuth2", "OAuth 2"),
        ("queryAuth", "Query"),
    ];
    let second = &[
        ("none", "None"),
        ("predefinedCredentialType", "That of a known service"),
        ("genericCredentialType", "A general one"),
    ];
    let methods = &["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
        .map(|method| (method, method));
    let help = "How the request shows who asks. The secret stays in the credential.";
    let version_2 = || old().and(ShowRule::Since(2.0));
    vec![
        Param::choice("authentication", "Login", first)
            .imported_only(&["oAuth1", "oAuth2"])
            .help(help)
            .show(Show::before(2.0)),
        Param::choice("authentication", "Login", second)
            .imported_only(&["predefinedCredentialType"])
            .help(help)
            .show(version_2()),
        Param::text("nodeCredentialType", "Service")
            .help("The kind of credential.")
            .show(version_2().and_when("authentication", &["predefinedCredentialType"])),
        Param::text("genericAuthType", "Kind of login")
            .help("The kind of credential.")
            .show(version_2().and_when("authentication", &["genericCredentialType"])),
        Param::choice("requestMethod", "Method", methods)
            .or("GET")
            .help("GET reads, POST sends something new, PUT and PATCH change, DELETE removes.")
            .show(old()),
        Param::text("url", "Address")
            .help("The address to call, with https:// in front.")
            .example("https://api.example.com/users")
            .required()
            .asks(Ask::Host)
            .show(old()),
        Param::switch("allowUnauthorizedCerts", "Accept any certificate", false)
            .help("Whether certificates that cannot be checked are accepted.")
            .show(old()),
    ]
}

fn answer() -> Vec<Param> {
    vec![
        Param::choice(
            "responseFormat",
            "Answer is",
            &[("file", "A file"), ("json", "JSON"), ("string", "Text")],
        )
        .or("json")
        .help("What the answer is taken for.")
        .show(old()),
        Param::text("dataPropertyName", "Put into")
            .or("data")
            .help("The field that gets a text, or the property that gets a file.")
            .example("data")
            .show(old().and_when("responseFormat", &["string", "file"])),
        Param::switch("jsonParameters", "Parameters as JSON", false)
            .help("Whether query, headers and body are written as JSON.")
            .show(old()),
    ]
}

fn as_json() -> Vec<Param> {
    let json = || old().and(flag("jsonParameters", true));
    let text = |name: &str, label: &str| {
        Param::new(name, label, ParamKind::Json)
            .or("")
            .help("JSON; expressions may stand in it.")
            .example("{ \"a\": 1 }")
    };
    vec![
        Param::switch("sendBinaryData", "Send a file", false)
            .help("Whether a file of the item is sent.")
            .show(json().and_when("requestMethod", WITH_BODY)),
        Param::text("binaryPropertyName", "File")
            .or("data")
            .help("The property that holds the file; several as name1:property1,name2:property2.")
            .example("data")
            .show(
                json()
                    .and(flag("sendBinaryData", true))
                    .and_when("requestMethod", WITH_BODY),
            ),
        text("bodyParametersJson", "Body").show(json().and(ShowRule::Not(
            "requestMethod".to_owned(),
            vec!["GET".into(), "HEAD".into(), "OPTIONS".into()],
        ))),
        text("headerParametersJson", "Headers").show(json()),
        text("queryParametersJson", "Query").show(json()),
    ]
}

fn as_fields() -> Vec<Param> {
    let fields = || old().and(flag("jsonParameters", false));
    let list = |name: &str, label: &str| {
        let pair = vec![
            Param::text("name", "Name")
                .help("Name of the field.")
                .example("limit"),
            Param::text("value", "Value")
                .help("Its value.")
                .example("10"),
        ];
        Param::list(name, label, "parameter", pair).help("One name and value a line.")
    };
    let with_body = ["PATCH", "POST", "PUT", "DELETE"];
    vec![
        list("bodyParametersUi", "Body").show(fields().and_when("requestMethod", &with_body)),
        list("headerParametersUi", "Headers").show(fields()),
        list("queryParametersUi", "Query").show(fields()),
    ]
}

fn options() -> Param {
    let fields = vec![
        Param::number("batchInterval", "Pause", 1000.0)
            .help("The pause between batches, in milliseconds; 0 for none."),
        Param::number("batchSize", "Requests at once", 50.0)
            .help("How many requests go out before a pause; -1 for all."),
        Param::choice(
            "bodyContentType",
            "Body is",
            &[
                ("json", "JSON"),
                ("raw", "Text or a file as it is"),
                ("form-urlencoded", "A simple form"),
                ("multipart-form-data", "A form with files"),
            ],
        )
        .help("What is sent."),
        Param::text("bodyContentCustomMimeType", "Content type")
            .help("What kind of body it is.")
            .example("text/xml"),
        Param::switch("fullResponse", "With status and headers", false)
            .help("Whether status and headers come along, and the body under a field of its own."),
        Param::switch("followAllRedirects", "Follow all redirects", false)
            .help("Whether it goes on where the server sends it, whatever the method."),
        Param::switch("followRedirect", "Follow redirects of GET", true)
            .help("Whether it goes on where the server sends it, if it only reads."),
        Param::switch("ignoreResponseCode", "Never fail", false)
            .help("Whether answers that tell of a failure, such as 404, are taken like others."),
        Param::text("proxy", "Proxy")
            .help("Address of a proxy to go through.")
            .asks(Ask::Host),
        Param::switch("splitIntoItems", "One item for each entry", false)
            .help("Whether a list in the answer becomes one item each."),
        Param::number("timeout", "Time limit", 10_000.0)
            .help("How long the answer may take, in milliseconds."),
        Param::switch("useQueryString", "Repeat names in the query", false)
            .help("Whether a list is written as a=1&a=2."),
    ];
    Param::fields("options", "Options", fields)
        .or(json!({}))
        .more()
        .show(old())
}
