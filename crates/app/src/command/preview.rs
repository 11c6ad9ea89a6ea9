//! What a field is worth with real data, while it is written.

use api::{Error, ExpressionPreview, PREVIEW_LIMIT, Preview, PreviewValue};
use engine::{Facts, Glance};
use value::Value;

use super::Answer;
use super::error::of_store;
use crate::App;

/// For so many items at once.
const MOST: u32 = 100;

impl App {
    pub(crate) async fn expression_preview(&self, request: ExpressionPreview) -> Answer<Preview> {
        let store = self.store().await?;
        let workflow = store
            .draft(&request.workflow)
            .await
            .map_err(of_store)?
            .workflow;
        let earlier = self.last_execution(&workflow.id).await?;
        let first = request.item as usize;
        let glance = Glance {
            workflow: &workflow,
            node: &request.node,
            text: &request.text,
            earlier: earlier.as_ref().map(|found| &*found.execution),
            items: first..first + request.count.clamp(1, MOST) as usize,
            facts: Facts {
                timezone: self.zone_of(&workflow),
                ..Facts::default()
            },
            host: self.plain_host(std::sync::Arc::default()).await,
        };
        let seen = self.engine().preview(glance).await;
        let seen = seen.map_err(|error| Error::from(crate::Error::from(error)))?;
        let one = |item| match seen.column.at(item) {
            Ok(value) => shown(value),
            Err(error) => PreviewValue::Failed(error),
        };
        Ok(Preview {
            values: (0..seen.count).map(one).collect(),
            items: seen.items as u32,
            ran: seen.ran,
        })
    }
}

fn shown(value: &Value) -> PreviewValue {
    let (kind, text) = match value {
        Value::Null => ("null", String::new()),
        Value::Bool(yes) => ("boolean", yes.to_string()),
        Value::Number(_) => ("number", value.to_string()),
        Value::String(text) => ("string", text.to_string()),
        Value::Array(_) => ("array", value::to_string(value)),
        Value::Object(_) => ("object", value::to_string(value)),
    };
    let end = text.char_indices().nth(PREVIEW_LIMIT).map(|(end, _)| end);
    PreviewValue::Value {
        text: end.map_or(text.clone(), |end| format!("{}…", &text[..end])),
        kind: kind.to_owned(),
    }
}
