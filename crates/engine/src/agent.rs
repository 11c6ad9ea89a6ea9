//! `$agentInfo`: what is wired to an AI agent, read off the drawing.

use model::{Node, PortKind};
use value::{Map, Text, Value, json};

use crate::plan::{NodeNumber, Plan, PlanNode};

/// Its tools and whether it has a memory; none where the node is no agent. Tools that are wired to nothing are listed
/// too, behind those that are its own.
pub(crate) fn info(plan: &Plan, node: NodeNumber) -> Option<Value> {
    let agent = &plan.node(node).document;
    if !matches!(short_type(agent), "agent" | "agentTool") {
        return None;
    }
    let mut tools: Vec<Value> = wired(plan, PortKind::Tool, &agent.id)
        .map(|tool| described(tool, true))
        .collect();
    tools.extend(loose(plan).map(|tool| described(tool, false)));
    let memory = wired(plan, PortKind::Memory, &agent.id).next().is_some();
    Some(json!({ "memoryConnectedToAgent": memory, "tools": tools }))
}

/// The nodes that feed an agent's port of a kind, in drawing order.
fn wired<'p>(
    plan: &'p Plan,
    kind: PortKind,
    agent: &'p Text,
) -> impl Iterator<Item = &'p PlanNode> {
    let edges = plan.workflow().edges.iter();
    edges
        .filter(move |edge| edge.from.kind == kind && edge.to.node == *agent)
        .filter_map(|edge| Some(plan.node(plan.by_id(&edge.from.node)?)))
}

/// Tools that no agent has.
fn loose(plan: &Plan) -> impl Iterator<Item = &PlanNode> {
    let taken = |node: &Node| {
        let mut edges = plan.workflow().edges.iter();
        edges.any(|edge| edge.from.kind == PortKind::Tool && edge.from.node == node.id)
    };
    let nodes = plan.workflow().nodes.iter();
    nodes
        .filter(move |node| tool_name(short_type(node)).is_some() && !taken(node))
        .filter_map(|node| Some(plan.node(plan.by_id(&node.id)?)))
}

fn described(tool: &PlanNode, connected: bool) -> Value {
    let node = &tool.document;
    let chosen = |field: &str| {
        node.parameters
            .get(field)
            .and_then(Value::as_str)
            .map(words)
    };
    let kind = short_type(node);
    let label = match node.is_placeholder() {
        true => words(tool_name(kind).unwrap_or(kind)),
        false => tool.spec.label.clone(),
    };
    let by_ai = node
        .parameters
        .iter()
        .filter(|(_, value)| is_given_by_ai(value));
    let fields: Vec<String> = by_ai.map(|(name, _)| field_label(tool, name)).collect();
    let mut about = Map::from_iter([
        ("name", json!(&node.name)),
        ("connected", json!(connected)),
        ("type", json!(label)),
        ("hasCredentials", json!(!node.credentials.is_empty())),
        ("aiDefinedFields", json!(fields)),
    ]);
    for field in ["resource", "operation"] {
        if let Some(value) = chosen(field) {
            about.insert(field, value);
        }
    }
    about.into()
}

/// The last part of a node's type, the peer's for kinds that are missing here.
fn short_type(node: &Node) -> &str {
    let kind = node
        .kind
        .strip_prefix(Node::PLACEHOLDER)
        .unwrap_or(&node.kind);
    kind.rsplit('.').next().unwrap_or(kind)
}

/// What a type does, without the part of its name that says that it is a tool; none for other types.
fn tool_name(kind: &str) -> Option<&str> {
    let first = |rest: &&str| rest.starts_with(|c: char| c.is_ascii_uppercase());
    let tool = kind.strip_prefix("tool").filter(first);
    tool.or_else(|| kind.strip_suffix("Tool").filter(|rest| !rest.is_empty()))
}

fn is_given_by_ai(value: &Value) -> bool {
    let text = value.as_str().filter(|text| text.starts_with('='));
    text.is_some_and(|text| {
        ["$fromAI(", "$fromAi(", "$fromai("]
            .iter()
            .any(|call| text.contains(call))
    })
}

fn field_label(tool: &PlanNode, name: &str) -> String {
    let known = tool.spec.params.iter().find(|param| param.name == name);
    known.map_or_else(|| words(name), |param| param.label.clone())
}

/// `googleCalendar` as a person reads it: `Google Calendar`.
fn words(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut after_small = false;
    for c in name.chars() {
        if c.is_uppercase() && after_small {
            out.push(' ');
        }
        after_small = !c.is_uppercase();
        match out.is_empty() {
            true => out.extend(c.to_uppercase()),
            false => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use model::{Edge, Workflow};
    use sdk::Registry;

    use super::*;

    fn wire(kind: PortKind, from: &str, to: &str) -> Edge {
        let mut edge = Edge::main(from, 0, to, 0);
        (edge.from.kind, edge.to.kind) = (kind.clone(), kind);
        edge
    }

    #[test]
    fn an_agent_knows_its_tools_and_its_memory() {
        let kind = |kind: &str| format!("n8n:@n8n/n8n-nodes-langchain.{kind}");
        let mut calendar = Node::new("My calendar", "n8n:n8n-nodes-base.googleCalendarTool", 1.0);
        calendar.parameters = Map::from_iter([
            ("startTime", json!("={{ $fromAI('Start', ``, 'string') }}")),
            ("note", json!("$fromAI( is only text here")),
            ("operation", json!("getAll")),
        ]);
        let workflow = Workflow {
            nodes: vec![
                Node::new("Agent", kind("agent"), 1.8),
                Node::new("Other", kind("agent"), 1.8),
                Node::new("Loose", kind("toolCalculator"), 1.0),
                Node::new("Taken", kind("toolWikipedia"), 1.0),
                calendar,
                Node::new("Memory", kind("memoryBufferWindow"), 1.3),
            ],
            edges: vec![
                wire(PortKind::Tool, "Taken", "Other"),
                wire(PortKind::Tool, "My calendar", "Agent"),
                wire(PortKind::Memory, "Memory", "Agent"),
            ],
            ..Workflow::default()
        };
        let plan = Plan::new(Arc::new(workflow), &Registry::default()).unwrap();
        let of = |name: &str| info(&plan, plan.by_name(name).unwrap());
        let calendar = json!({
            "name": "My calendar", "connected": true, "type": "Google Calendar", "hasCredentials": false,
            "aiDefinedFields": ["Start Time"], "operation": "Get All"
        });
        let loose = json!({
            "name": "Loose", "connected": false, "type": "Calculator", "hasCredentials": false, "aiDefinedFields": []
        });
        let agent = json!({ "memoryConnectedToAgent": true, "tools": [calendar, loose.clone()] });
        assert_eq!(of("Agent"), Some(agent));
        let other = of("Other").unwrap();
        assert_eq!(other["memoryConnectedToAgent"], false);
        assert_eq!(other["tools"][0]["name"], "Taken");
        assert_eq!(other["tools"][1], loose);
        assert_eq!(of("Loose"), None);
    }
}
