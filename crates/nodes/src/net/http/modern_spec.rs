//! The form of versions 3 and 4.

use model::spec::Ask;
use sdk::{CredentialSlot, Param, ParamKind, Show, ShowRule, json};

use super::MODERN;
use super::options_spec::options;

fn since() -> Show {
    Show::since(MODERN)
}

fn on(switch: &str) -> Show {
    since().and(ShowRule::Is(switch.to_owned(), vec![true.into()]))
}

pub(super) fn params() -> Vec<Param> {
    let mut params = address();
    params.extend(authorization());
    params.extend(query());
    params.extend(headers());
    params.extend(body());
    params.push(options());
    params
}

const METHODS: &[(&str, &str)] = &[
    ("DELETE", "DELETE"),
    ("GET", "GET"),
    ("HEAD", "HEAD"),
    ("OPTIONS", "OPTIONS"),
    ("PATCH", "PATCH"),
    ("POST", "POST"),
    ("PUT", "PUT"),
];

fn address() -> Vec<Param> {
    vec![
        Param::choice("method", "Method", METHODS)
            .or("GET")
            .help("GET reads, POST sends something new, PUT and PATCH change, DELETE removes.")
            .show(since()),
        Param::text("url", "Address")
            .help("The address to call, with https:// in front.")
            .example("https://api.example.com/users")
            .required()
            .asks(Ask::Host)
            .show(since()),
    ]
}

fn authorization() -> Vec<Param> {
    let generic = &[
        ("httpBasicAuth", "Name and password"),
        ("httpBearerAuth", "Bearer token"),
        ("httpCustomAuth", "Custom (JSON)"),
        ("httpDigestAuth", "Name and password (digest)"),
        ("httpHeaderAuth", "Header"),
        ("httpQueryAuth", "Query"),
        ("oAuth1Api", "OAuth 1"),
        ("oAuth2Api", "OAuth 2"),
    ];
    let mut generic = Param::choice("genericAuthType", "Kind of login", generic)
        .imported_only(&["oAuth1Api", "oAuth2Api"])
        .or("");
    generic = generic.help("How the service wants to be shown who asks.");
    vec![
        Param::choice(
            "authentication",
            "Login",
            &[
                ("none", "None"),
                ("predefinedCredentialType", "That of a known service"),
                ("genericCredentialType", "A general one"),
            ],
        )
        .imported_only(&["predefinedCredentialType"])
        .help("How the request shows who asks. The secret stays in the credential.")
        .show(since()),
        Param::text("nodeCredentialType", "Service")
            .help("The kind of credential, such as openAiApi.")
            .example("openAiApi")
            .show(since().and_when("authentication", &["predefinedCredentialType"])),
        generic.show(since().and_when("authentication", &["genericCredentialType"])),
        Param::switch("provideSslCertificates", "Own certificates", false)
            .help("Whether a certificate of your own is shown to the server.")
            .more()
            .show(Show::since(4.0)),
    ]
}

/// The general credentials, each asked for where it is chosen, in all versions.
pub(super) fn credentials() -> Vec<CredentialSlot> {
    let generic = [
        ("httpBasicAuth", "basicAuth"),
        ("httpBearerAuth", ""),
        ("httpCustomAuth", "customAuth"),
        ("httpDigestAuth", "digestAuth"),
        ("httpHeaderAuth", "headerAuth"),
        ("httpQueryAuth", "queryAuth"),
        ("oAuth1Api", "oAuth1"),
        ("oAuth2Api", "oAuth2"),
    ];
    let slot = |slot: &str, show| CredentialSlot {
        slot: slot.to_owned(),
        required: true,
        show,
    };
    generic
        .iter()
        .flat_map(|(name, old)| {
            let chosen = Show::when("authentication", &["genericCredentialType"])
                .and_when("genericAuthType", &[name]);
            let before = Show::before(MODERN).and_when("authentication", &[old]);
            [slot(name, chosen)]
                .into_iter()
                .chain((!old.is_empty()).then(|| slot(name, before)))
        })
        .collect()
}

fn query() -> Vec<Param> {
    vec![
        Param::switch("sendQuery", "With query", false)
            .help("Whether something is added to the address after a ?.")
            .show(since()),
        pairs_or_json("specifyQuery", "Query as").show(on("sendQuery")),
        named_values("queryParameters", "Query", "limit", "10")
            .show(on("sendQuery").and_when("specifyQuery", &["keypair"])),
        json_text("jsonQuery", "Query as JSON", "{ \"limit\": 10 }")
            .show(on("sendQuery").and_when("specifyQuery", &["json"])),
    ]
}

fn headers() -> Vec<Param> {
    vec![
        Param::switch("sendHeaders", "With headers", false)
            .help("Whether headers are sent.")
            .show(since()),
        pairs_or_json("specifyHeaders", "Headers as").show(on("sendHeaders")),
        named_values("headerParameters", "Headers", "accept", "text/csv")
            .show(on("sendHeaders").and_when("specifyHeaders", &["keypair"])),
        json_text(
            "jsonHeaders",
            "Headers as JSON",
            "{ \"accept\": \"text/csv\" }",
        )
        .show(on("sendHeaders").and_when("specifyHeaders", &["json"])),
    ]
}

fn body() -> Vec<Param> {
    let of = |kinds: &[&str]| on("sendBody").and_when("contentType", kinds);
    vec![
        Param::switch("sendBody", "With body", false)
            .help("Whether something is sent along.")
            .show(since()),
        Param::choice(
            "contentType",
            "Body is",
            &[
                ("form-urlencoded", "A simple form"),
                ("multipart-form-data", "A form with files"),
                ("json", "JSON"),
                ("binaryData", "A file"),
                ("raw", "Text as it is"),
            ],
        )
        .or("json")
        .help("What is sent.")
        .show(on("sendBody")),
        pairs_or_json("specifyBody", "Body as").show(of(&["json"])),
        Param::choice(
            "specifyBody",
            "Body as",
            &[("keypair", "Names and values"), ("string", "One text")],
        )
        .help("Whether the fields are listed or written as a=1&b=2.")
        .show(of(&["form-urlencoded"])),
        named_values("bodyParameters", "Fields", "name", "Ada")
            .show(of(&["json", "form-urlencoded"]).and_when("specifyBody", &["keypair"])),
        json_text("jsonBody", "JSON", "{ \"name\": \"Ada\" }")
            .show(of(&["json"]).and_when("specifyBody", &["json"])),
        parts().show(of(&["multipart-form-data"])),
        Param::text("body", "Body")
            .help("The fields, written as a=1&b=2.")
            .example("name=Ada&age=36")
            .show(of(&["form-urlencoded"]).and_when("specifyBody", &["string"])),
        Param::text("inputDataFieldName", "File")
            .help("The property of the item that holds the file.")
            .example("data")
            .show(of(&["binaryData"])),
        Param::text("rawContentType", "Content type")
            .help("What kind of text it is.")
            .example("text/xml")
            .show(of(&["raw"])),
        Param::new("body", "Text", ParamKind::LongText)
            .or("")
            .help("What is sent, as it is.")
            .example("<a/>")
            .show(of(&["raw"])),
    ]
}

fn pairs_or_json(name: &str, label: &str) -> Param {
    Param::choice(
        name,
        label,
        &[("keypair", "Names and values"), ("json", "JSON")],
    )
    .help("Whether names and values are listed or written as JSON.")
}

fn named_values(name: &str, label: &str, key: &str, value: &str) -> Param {
    let fields = vec![
        Param::text("name", "Name")
            .help("Name of the field.")
            .example(key),
        Param::text("value", "Value")
            .help("Its value.")
            .example(value),
    ];
    Param::list(name, label, "parameters", fields)
        .or(json!({ "parameters": [{ "name": "", "value": "" }] }))
        .help("One name and value a line.")
}

fn parts() -> Param {
    let kinds = &[("formBinaryData", "File"), ("formData", "Text")];
    let fields = vec![
        Param::choice("parameterType", "Kind", kinds)
            .or("formData")
            .help("Whether this part is a file or a text."),
        Param::text("name", "Name")
            .help("Name of the part.")
            .example("file"),
        Param::text("value", "Value")
            .help("Its text.")
            .show(Show::when("parameterType", &["formData"])),
        Param::text("inputDataFieldName", "File")
            .help("The property of the item that holds the file.")
            .example("data")
            .show(Show::when("parameterType", &["formBinaryData"])),
    ];
    Param::list("bodyParameters", "Parts", "parameters", fields)
        .or(json!({ "parameters": [{ "name": "", "value": "" }] }))
        .help("One part of the form a line.")
}

fn json_text(name: &str, label: &str, example: &str) -> Param {
    Param::new(name, label, ParamKind::Json)
        .or("")
        .help("JSON; expressions may stand in it.")
        .example(example)
}
