//! XML: to records and back.

use sdk::{
    Ctx, Effect, Error, Group, Item, Map, N8nType, Node, NodeSpec, Outputs, Param, Result, Show,
    Value, async_trait, json,
};
use serde::Deserialize;

use super::xml_read::{self, ReadOptions};
use super::xml_write::{self, WriteOptions};
use crate::files::loose;

/// Turns XML into records and back.
pub struct Xml;

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Params {
    #[serde(deserialize_with = "loose::text")]
    mode: String,
    #[serde(deserialize_with = "loose::text")]
    data_property_name: String,
    options: Value,
}

#[async_trait]
impl Node for Xml {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Turns XML text into a record, or a record into XML text.".to_owned(),
            icon: "file-code-2".to_owned(),
            n8n: N8nType::base(&["xml"]),
            params: params(),
            effect: Effect::Pure,
            ..NodeSpec::new("xml", "XML", Group::Data)
        }
        .aliases(&["xml to json", "json to xml", "parse xml"])
        .example(&json!({ "mode": "xmlToJson", "dataPropertyName": "body" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let params: Params = ctx.params(0).await?;
        for key in ["attrkey", "charkey"] {
            let name = params
                .options
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default();
            if matches!(name, "__proto__" | "constructor" | "prototype") {
                return Err(Error::param(
                    format!("options.{key}"),
                    format!("“{name}” is not allowed as a name here."),
                ));
            }
        }
        let options = if params.options.is_object() {
            params.options
        } else {
            json!({})
        };
        let misfit = |e: value::DeError| Error::param("options", e.to_string());
        let read: ReadOptions = value::from_value(&options).map_err(misfit)?;
        let write: WriteOptions = value::from_value(&options).map_err(misfit)?;
        let name = params.data_property_name.as_str();
        let mut out = Vec::new();
        for (at, item) in ctx.items().iter().enumerate() {
            let record = match params.mode.as_str() {
                "jsonToxml" => {
                    xml_write::write(&item.json, &write).map(|xml| Map::from_iter([(name, xml)]))
                }
                _ => to_record(item, name, &read),
            };
            match record {
                Ok(record) => out.push(Item::new(record).from_item(item)),
                Err(error) => out.push(ctx.recover(at, error)?),
            }
        }
        Ok(out.into())
    }
}

fn to_record(item: &Item, name: &str, options: &ReadOptions) -> Result<Map> {
    let text = item.get(name).ok_or_else(|| {
        Error::data(format!("The item has no field “{name}”.")).in_field("dataPropertyName")
    })?;
    Ok(match xml_read::read(&loose::as_text(text), options)? {
        Value::Object(map) => (*map).clone(),
        other => Map::from_iter([("data", other)]),
    })
}

fn params() -> Vec<Param> {
    let to_record = || Show::when("mode", &["xmlToJson"]);
    let to_xml = || Show::when("mode", &["jsonToxml"]);
    let attributes = || {
        Param::text("attrkey", "Attributes in")
            .or("$")
            .help("The field that holds the attributes of an element.")
            .example("$")
    };
    let characters = || {
        Param::text("charkey", "Text in")
            .or("_")
            .help("The field that holds the text of an element that has more than text.")
            .example("_")
    };
    vec![
        Param::choice(
            "mode",
            "What to do",
            &[
                ("xmlToJson", "XML to record"),
                ("jsonToxml", "Record to XML"),
            ],
        )
        .help("From what to what data is turned."),
        Param::text("dataPropertyName", "Field")
            .names_fields()
            .or("data")
            .required()
            .help("The field that holds the XML, or gets it.")
            .example("body"),
        Param::fields(
            "options",
            "Options",
            vec![
                Param::switch("allowSurrogateChars", "Allow rare characters", false)
                    .help("Kept for workflows from elsewhere; all characters are allowed."),
                attributes(),
                Param::switch("cdata", "CDATA", false)
                    .help("Wraps text with special characters instead of escaping it."),
                characters(),
                Param::switch("headless", "No XML line", false)
                    .help("Leaves out the line that begins XML files."),
                Param::text("rootName", "Root")
                    .or("root")
                    .help("Name of the outermost element.")
                    .example("orders"),
            ],
        )
        .help("How the XML looks.")
        .show(to_xml()),
        Param::fields(
            "options",
            "Options",
            vec![
                attributes(),
                characters(),
                Param::switch("explicitArray", "Always lists", false)
                    .help("Makes a list of an element that stands alone, too."),
                Param::switch("explicitRoot", "Keep the root", true)
                    .help("The outermost element is a field of its own."),
                Param::switch("ignoreAttrs", "Leave out attributes", false)
                    .help("Takes only elements and their text."),
                Param::switch("mergeAttrs", "Merge attributes", true)
                    .help("Attributes become fields like elements."),
                Param::switch("normalize", "One space", false)
                    .help("Makes one space of several inside of text."),
                Param::switch("normalizeTags", "Small letters", false)
                    .help("Writes the names of elements in small letters."),
                Param::switch("trim", "Trim", false).help("Drops white space around text."),
            ],
        )
        .help("How the record looks.")
        .show(to_record()),
    ]
}

#[cfg(test)]
mod tests {
    use sdk::{OnError, json, testkit};

    use super::Xml;

    #[tokio::test]
    async fn there_and_back() {
        let record = json!({ "a": { "b": { "c": "1" } } });
        let out = testkit::run(Xml)
            .params(json!({ "mode": "jsonToxml" }))
            .items([record.clone()])
            .await
            .unwrap();
        assert!(
            out.json(0)[0]["data"].as_str().unwrap().starts_with(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<a>\n"
            )
        );
        let back = testkit::run(Xml)
            .input(out.items(0).to_vec())
            .await
            .unwrap();
        assert_eq!(back.json(0), [record]);
    }

    #[tokio::test]
    async fn errors_name_the_field() {
        for params in [json!({}), json!({ "dataPropertyName": "gone" })] {
            let run = testkit::run(Xml)
                .params(params)
                .on_error(OnError::Continue)
                .items([json!({ "data": "<a>" })]);
            assert!(run.await.unwrap().json(0)[0]["error"].is_string());
        }
        assert!(
            testkit::run(Xml)
                .params(json!({ "options": { "attrkey": "__proto__" } }))
                .await
                .is_err()
        );
    }
}
