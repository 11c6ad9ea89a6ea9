//! Webhook: starts when somebody calls an address. It does not listen yet; it runs from what it is given.

use sdk::{
    Choice, CredentialSlot, Ctx, Effect, Group, N8nType, Node, NodeSpec, Outputs, Param, ParamKind,
    Port, PortRule, PortSet, Result, Show, Value, async_trait, json,
};

use super::started;

/// Starts when somebody calls an address.
pub struct Webhook;

const METHODS: &[&str] = &["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"];

#[async_trait]
impl Node for Webhook {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Starts when somebody calls its address.".to_owned(),
            icon: "webhook".to_owned(),
            versions: vec![1.0, 1.1, 2.0, 2.1],
            n8n: N8nType::base(&["webhook"]),
            inputs: PortRule::none(),
            outputs: outputs(),
            params: params(),
            credentials: credentials(),
            effect: Effect::Pure,
            trigger: true,
            ..NodeSpec::new("webhook", "When an address is called", Group::Trigger)
        }
        .aliases(&["webhook", "http", "call", "url", "endpoint"])
        .example(&json!({ "path": "orders", "httpMethod": "POST" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let items = started(ctx).0.into_iter().next().unwrap_or_default();
        let mut outputs = Outputs::empty(ctx.spec().outputs_of(ctx.node()).len().max(1));
        let output = method_output(ctx, items.first().and_then(|item| item.get("method")));
        outputs.0[output] = items;
        Ok(outputs)
    }
}

/// Several methods have an output each; one method, or none that is known, is the first.
fn method_output(ctx: &Ctx, method: Option<&Value>) -> usize {
    let methods = ctx.raw("httpMethod").unwrap_or_default();
    let place = methods
        .as_array()
        .and_then(|list| list.iter().position(|known| Some(known) == method));
    place.unwrap_or(0)
}

fn outputs() -> Vec<PortRule> {
    let many = PortSet::List {
        param: "httpMethod".to_owned(),
        label: String::new(),
        extra: None,
    };
    vec![
        PortRule {
            show: Show::flag("multipleMethods", true),
            ports: many,
        },
        PortRule {
            show: Show::default(),
            ports: PortSet::Fixed(vec![Port::default()]),
        },
    ]
}

fn credentials() -> Vec<CredentialSlot> {
    let slot = |slot: &str, when: &str| CredentialSlot {
        slot: slot.to_owned(),
        required: true,
        show: Show::when("authentication", &[when]),
    };
    vec![
        slot("httpBasicAuth", "basicAuth"),
        slot("httpHeaderAuth", "headerAuth"),
        slot("jwtAuth", "jwtAuth"),
    ]
}

fn params() -> Vec<Param> {
    let methods: Vec<(&str, &str)> = METHODS.iter().map(|method| (*method, *method)).collect();
    let several = METHODS
        .iter()
        .map(|method| Choice::new(method, method))
        .collect();
    let authentication = [
        ("none", "None"),
        ("basicAuth", "Name and password"),
        ("headerAuth", "A header"),
        ("jwtAuth", "JWT"),
    ];
    let answers = [
        ("onReceived", "At once"),
        ("lastNode", "When the workflow has ended"),
        ("responseNode", "With a Respond to Webhook step"),
        ("streaming", "Piece by piece"),
    ];
    let data = [
        ("allEntries", "All items"),
        ("firstEntryJson", "The first item"),
        ("firstEntryBinary", "A file of the first item"),
        ("noData", "Nothing"),
    ];
    vec![
        Param::switch("multipleMethods", "Several methods", false)
            .help("Take calls of several methods, each on its own output.")
            .more(),
        Param::choice("httpMethod", "Method", &methods)
            .or("GET")
            .help("Which HTTP method is taken.")
            .example("POST")
            .show(Show::flag("multipleMethods", false)),
        Param::new("httpMethod", "Methods", ParamKind::Choices(several))
            .or(json!(["GET", "POST"]))
            .help("Which HTTP methods are taken.")
            .example("GET, POST")
            .show(Show::flag("multipleMethods", true)),
        Param::text("path", "Path")
            .help("The last part of the address; parts that begin with : are parameters.")
            .example("orders/:id")
            .required(),
        Param::choice("authentication", "Authentication", &authentication)
            .help("What a caller must show.")
            .example("headerAuth"),
        Param::choice("responseMode", "Answer", &answers)
            .help("When the caller gets an answer.")
            .example("lastNode"),
        Param::number("responseCode", "Status", 200.0)
            .help("HTTP status of the answer.")
            .example("200")
            .more()
            .show(Show::before(2.0)),
        Param::choice("responseData", "Answer with", &data)
            .or("firstEntryJson")
            .help("What the answer holds.")
            .example("allEntries")
            .show(Show::when("responseMode", &["lastNode"])),
        Param::text("responseBinaryPropertyName", "File")
            .or("data")
            .help("Which file of the item is sent.")
            .example("data")
            .show(Show::when("responseData", &["firstEntryBinary"])),
        Param::fields("options", "More", options())
            .help("Rarely needed settings.")
            .example(""),
    ]
}

fn options() -> Vec<Param> {
    vec![
        Param::text("allowedOrigins", "Allowed origins")
            .or("*")
            .help("Web sites whose pages may call the address.")
            .example("https://example.com"),
        Param::switch("binaryData", "Body is a file", false)
            .help("Keep the body as a file.")
            .show(Show::before(2.0)),
        Param::text("binaryPropertyName", "Name of the file")
            .or("data")
            .help("Under which name the file is kept.")
            .example("data"),
        Param::switch("ignoreBots", "Ignore bots", false)
            .help("Do not answer link previews and crawlers."),
        Param::text("ipWhitelist", "Allowed addresses")
            .help("IP addresses that may call, separated by commas.")
            .example("127.0.0.1"),
        Param::switch("noResponseBody", "Empty answer", false).help("Answer without a body."),
        Param::switch("rawBody", "Raw body", false).help("Keep the body as it came."),
        Param::number("responseCode", "Status", 200.0)
            .help("HTTP status of the answer.")
            .example("201"),
        Param::text("responseData", "Text of the answer")
            .help("What the answer says.")
            .example("ok"),
        Param::text("responseContentType", "Content type")
            .help("Media type of the answer.")
            .example("text/plain"),
        Param::list(
            "responseHeaders",
            "Headers of the answer",
            "entries",
            vec![
                Param::text("name", "Name")
                    .help("Name of the header.")
                    .example("X-Version"),
                Param::text("value", "Value")
                    .help("Value of the header.")
                    .example("1"),
            ],
        )
        .help("Headers that are added to the answer.")
        .example("X-Version: 1"),
        Param::text("responsePropertyName", "Field")
            .or("data")
            .help("Answer with this field of the item only.")
            .example("result"),
    ]
}

#[cfg(test)]
mod tests {
    use sdk::{json, testkit};

    use super::Webhook;

    #[tokio::test]
    async fn hands_on_the_call_on_the_output_of_its_method() {
        let call = json!({"headers": {}, "query": {}, "body": {"a": 1}});
        let out = testkit::run(Webhook).items([call.clone()]).await.unwrap();
        assert_eq!(out.json(0), [call]);
        let many = json!({"multipleMethods": true, "httpMethod": ["GET", "POST"]});
        let out = testkit::run(Webhook)
            .params(many)
            .items([json!({"method": "POST"})])
            .await
            .unwrap();
        assert_eq!((out.items(0).len(), out.items(1).len()), (0, 1));
    }
}
