//! Form Trigger and Form: pages that a person fills in. They are not shown yet; they run from what they are given.

use sdk::{
    Ctx, Effect, Group, N8nType, Node, NodeSpec, Outputs, Param, ParamKind, PortRule, Result, Show,
    async_trait, json,
};

use super::started;

/// Starts when somebody sends a form.
pub struct FormTrigger;

/// Shows a further page of the form, or its end.
pub struct Form;

fn fields() -> Param {
    let kinds = [
        ("text", "Text"),
        ("checkbox", "Check boxes"),
        ("html", "Own HTML"),
        ("date", "Date"),
        ("dropdown", "List"),
        ("email", "E-mail"),
        ("file", "File"),
        ("hiddenField", "Hidden"),
        ("number", "Number"),
        ("password", "Password"),
        ("radio", "One of several"),
        ("textarea", "Long text"),
    ];
    let field = vec![
        Param::text("fieldLabel", "Label")
            .help("What stands above the field.")
            .example("Your name")
            .required(),
        Param::choice("fieldType", "Type", &kinds)
            .help("What is entered.")
            .example("text"),
        Param::text("placeholder", "Hint")
            .help("What stands in the empty field.")
            .example("Ada Lovelace"),
        Param::text("fieldName", "Name")
            .help("Name in the item; the label where it is empty.")
            .example("name"),
        Param::text("elementName", "Name of the shown text")
            .help("Under this name the item holds what was shown, where the field only shows HTML.")
            .example("notes"),
        Param::text("defaultValue", "Default")
            .help("What is filled in before.")
            .example("Ada"),
        Param::list(
            "fieldOptions",
            "Choices",
            "values",
            vec![
                Param::text("option", "Choice")
                    .help("An entry.")
                    .example("Yes"),
            ],
        )
        .help("What can be chosen.")
        .example("Yes"),
        Param::switch("multiselect", "Several", false).help("Several entries can be chosen."),
        Param::switch("multipleFiles", "Several files", true).help("Several files can be sent."),
        Param::text("acceptFileTypes", "File types")
            .help("Which files are taken.")
            .example(".pdf"),
        Param::switch("requiredField", "Required", false).help("It must be filled in."),
        Param::new("html", "HTML", ParamKind::Code("html".to_owned()))
            .or("")
            .help("What is shown.")
            .example("<b>Hello</b>"),
    ];
    Param::list("formFields", "Fields", "values", field)
        .help("The fields of the page.")
        .example("Your name")
}

fn options() -> Param {
    let option = vec![
        Param::switch("appendAttribution", "Attribution", true)
            .help("Show a line that names the program."),
        Param::text("buttonLabel", "Button")
            .or("Submit")
            .help("What stands on the button.")
            .example("Send"),
        Param::text("formTitle", "Title")
            .help("Title of the page.")
            .example("Contact"),
        Param::new("formDescription", "Description", ParamKind::LongText)
            .or("")
            .help("What stands below the title.")
            .example("We answer soon."),
        Param::text("path", "Path")
            .help("The last part of the address.")
            .example("contact"),
        Param::switch("ignoreBots", "Ignore bots", false)
            .help("Do not answer link previews and crawlers."),
        Param::switch("useWorkflowTimezone", "Workflow's time zone", false)
            .help("Write the time of sending in the workflow's zone."),
        Param::new("customCss", "Own style", ParamKind::Code("css".to_owned()))
            .or("")
            .help("CSS of the page.")
            .example("body { color: #222 }"),
        Param::fields(
            "respondWithOptions",
            "Answer",
            vec![
                Param::new("values", "Values", ParamKind::Json)
                    .or(json!({}))
                    .help("What is shown after sending.")
                    .example("{}"),
            ],
        )
        .help("What is shown after sending.")
        .example(""),
    ];
    Param::fields("options", "More", option)
        .help("Rarely needed settings.")
        .example("")
}

fn spec(kind: &str, label: &str, n8n: &str) -> NodeSpec {
    NodeSpec {
        icon: "clipboard-list".to_owned(),
        n8n: N8nType::base(&[n8n]),
        effect: Effect::Pure,
        ..NodeSpec::new(kind, label, Group::Trigger)
    }
}

#[async_trait]
impl Node for FormTrigger {
    fn spec(&self) -> NodeSpec {
        let authentication = [("none", "None"), ("basicAuth", "Name and password")];
        let answers = [
            ("onReceived", "When the form was sent"),
            ("lastNode", "When the workflow has ended"),
            ("responseNode", "With a Respond to Webhook step"),
        ];
        NodeSpec {
            help: "Starts when somebody fills in and sends a form.".to_owned(),
            versions: vec![1.0, 2.0, 2.1, 2.2, 2.3, 2.4, 2.5],
            inputs: PortRule::none(),
            params: vec![
                Param::choice("authentication", "Authentication", &authentication).help("What a visitor must show.").example("none").show(Show::since(2.0)),
                Param::text("path", "Path").help("The last part of the address.").example("contact").more(),
                Param::text("formTitle", "Title").help("Title of the page.").example("Contact").required(),
                Param::new("formDescription", "Description", ParamKind::LongText).or("").help("What stands below the title.").example("We answer soon."),
                fields(),
                Param::choice("responseMode", "Answer", &answers).help("When the visitor sees an answer.").example("onReceived").more(),
                options(),
            ],
            trigger: true,
            ..spec("form.trigger", "When a form is sent", "formTrigger")
        }
        .aliases(&["n8n form trigger", "form trigger", "form", "survey"])
        .example(&json!({ "formTitle": "Contact", "formFields": { "values": [{ "fieldLabel": "Your name" }] } }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        Ok(started(ctx))
    }
}

#[async_trait]
impl Node for Form {
    fn spec(&self) -> NodeSpec {
        let pages = [
            ("page", "A further page"),
            ("completion", "The end of the form"),
        ];
        let sources = [
            ("fields", "The fields below"),
            ("json", "A list written as JSON"),
        ];
        let answers = [
            ("text", "Show a text"),
            ("redirect", "Go to an address"),
            ("showText", "Show HTML"),
            ("returnBinary", "Give a file"),
        ];
        NodeSpec {
            help: "Shows a further page of a form, or its end.".to_owned(),
            versions: vec![1.0, 2.3, 2.4, 2.5],
            params: vec![
                Param::choice("operation", "Page", &pages)
                    .help("What is shown.")
                    .example("page"),
                Param::choice("defineForm", "Fields from", &sources)
                    .help("Where the fields come from.")
                    .example("fields")
                    .show(Show::when("operation", &["page"])),
                fields()
                    .show(Show::when("operation", &["page"]).and_when("defineForm", &["fields"])),
                Param::new("jsonOutput", "Fields as JSON", ParamKind::Json)
                    .or("[]")
                    .help("The fields of the page.")
                    .example("[]")
                    .show(Show::when("defineForm", &["json"])),
                Param::choice("respondWith", "Show", &answers)
                    .help("What stands at the end.")
                    .example("text")
                    .show(Show::when("operation", &["completion"])),
                Param::text("redirectUrl", "Address")
                    .help("Where to go.")
                    .example("https://example.com")
                    .show(Show::when("respondWith", &["redirect"])),
                Param::text("completionTitle", "Title")
                    .help("Title of the end.")
                    .example("Thank you")
                    .show(Show::when("respondWith", &["text", "returnBinary"])),
                Param::text("completionMessage", "Message")
                    .help("What stands below it.")
                    .example("We got your message.")
                    .show(Show::when("respondWith", &["text", "returnBinary"])),
                Param::new("responseText", "HTML", ParamKind::LongText)
                    .or("")
                    .help("What is shown.")
                    .example("<b>Thanks</b>")
                    .show(Show::when("respondWith", &["showText"])),
                Param::text("inputDataFieldName", "File")
                    .or("data")
                    .help("Which file is given.")
                    .example("data")
                    .show(Show::when("respondWith", &["returnBinary"])),
                Param::switch("limitWaitTime", "Limit the wait", false)
                    .help("Go on after a while even if nothing was sent.")
                    .show(Show::when("operation", &["page"])),
                options(),
            ],
            ..spec("form", "Show a form page", "form")
        }
        .aliases(&["n8n form", "form page", "next form page", "form ending"])
        .example(&json!({ "operation": "completion", "completionTitle": "Thank you" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        Ok(started(ctx))
    }
}
