//! Sticky Note: text on the canvas. It has no ports and never runs in a workflow.

use sdk::{
    Ctx, Effect, Group, N8nType, Node, NodeSpec, Outputs, Param, ParamKind, PortRule, Result,
    async_trait, json,
};

/// Text on the canvas.
pub struct Note;

#[async_trait]
impl Node for Note {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "A note on the canvas, in Markdown. It changes nothing.".to_owned(),
            icon: "sticky-note".to_owned(),
            n8n: N8nType::base(&["stickyNote"]),
            inputs: PortRule::none(),
            outputs: PortRule::none(),
            params: vec![
                Param::new("content", "Text", ParamKind::LongText)
                    .or("")
                    .literal()
                    .help("What the note says, in Markdown.")
                    .example("## First fetch, then filter"),
                Param::number("height", "Height", 160.0)
                    .help("Height on the canvas, in pixels.")
                    .more(),
                Param::number("width", "Width", 240.0)
                    .help("Width on the canvas, in pixels.")
                    .more(),
                Param::new("color", "Colour", ParamKind::Text)
                    .or(1)
                    .help("One of n8n's colours, 1 to 7, or a colour such as #ffd233."),
            ],
            effect: Effect::Pure,
            ..NodeSpec::new("note", "Sticky Note", Group::Flow)
        }
        .aliases(&["sticky note", "comment", "text", "remark", "documentation"])
        .example(&json!({ "content": "## First fetch, then filter" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        Ok(ctx.items().to_vec().into())
    }
}

#[cfg(test)]
mod tests {
    use sdk::{Node as _, json, testkit};

    #[tokio::test]
    async fn changes_nothing() {
        let run = testkit::run(super::Note).params(json!({ "content": "={{ $json.a" }));
        assert_eq!(
            run.items([json!({"a": 1})]).await.unwrap().json(0),
            [json!({"a": 1})]
        );
        let spec = super::Note.spec();
        let node = model::Node::new("Note", "note", 1.0);
        assert!(spec.inputs_of(&node).is_empty() && spec.outputs_of(&node).is_empty());
    }
}
