//! The peer's cases for these nodes, where they are: each pinned node is run on what stands before it.
//!
//! Only chains of these nodes, of triggers and of the cases' test data are followed; the rest is the conformance run's.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sdk::testkit::{self, TestHost};
use sdk::{Authorization, Ctx, Item, Node, NodeSpec, Outputs, Result, Value, async_trait};

struct Shared(Arc<dyn Node>);

#[async_trait]
impl Node for Shared {
    fn spec(&self) -> NodeSpec {
        self.0.spec()
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        self.0.run(ctx).await
    }
}

fn folder() -> Option<PathBuf> {
    let root = std::env::var("MILLRACE_CASES").unwrap_or_else(|_| {
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/cases").to_owned()
    });
    let folder = Path::new(&root).join("n8n");
    folder.is_dir().then_some(folder)
}

fn read(path: &Path) -> Option<Value> {
    value::from_slice(&std::fs::read(path).ok()?).ok()
}

/// The items a node puts out; none where something on the way is not of here.
async fn output(case: &Value, host: &Arc<TestHost>, name: &str) -> Option<Vec<Item>> {
    let nodes = case["nodes"].as_array()?;
    let node = nodes.iter().find(|node| node["name"] == name)?;
    let kind = node["type"].as_str()?;
    match kind.rsplit('.').next()? {
        "manualTrigger" => return Some(vec![Item::default()]),
        "testData" => {
            let data = &node["parameters"]["data"];
            let data = match data.as_str() {
                Some(text) => value::from_str(text).ok()?,
                None => data.clone(),
            };
            return Some(data.as_array()?.iter().cloned().map(Item::of).collect());
        }
        _ => {}
    }
    let wires = case["connections"].as_object()?;
    let leads_here = |outputs: &Value| {
        let first = outputs["main"][0].as_array().unwrap_or_default();
        first.iter().any(|wire| wire["node"] == name)
    };
    let before = wires.iter().find(|(_, outputs)| leads_here(outputs))?.0;
    let input = Box::pin(output(case, host, before)).await?;
    if kind.ends_with(".noOp") {
        return Some(input);
    }
    let ours = [
        super::ALL,
        crate::text::ALL,
        crate::crypto::ALL,
        crate::system::ALL,
    ];
    let registry: sdk::Registry = ours.concat().into_iter().map(|make| make()).collect();
    let (spec, _) = registry.specs().of_n8n(kind)?;
    let run = testkit::run(Shared(registry.node(&spec.kind)?.clone()))
        .version(node["typeVersion"].as_f64()?)
        .params(node["parameters"].clone())
        .host(host.clone())
        .input(input);
    match run.await {
        Ok(out) => Some(out.items(0).to_vec()),
        Err(error) if error.code == "expression" || error.code == "test.absent" => None,
        Err(error) => panic!("{name}: {error:?}"),
    }
}

fn host(folder: &Path, case: &Value) -> Arc<TestHost> {
    let mut host = TestHost::new().at(case["frozen_now"].as_i64().unwrap_or(1_700_000_000_000));
    for (path, from) in case["files"]
        .as_object()
        .into_iter()
        .flat_map(sdk::Map::iter)
    {
        if let Some(bytes) = from
            .as_str()
            .and_then(|from| std::fs::read(folder.join(from)).ok())
        {
            host = host.with_file(path, bytes);
        }
    }
    host = host.with_file("/test/binary.data", "test");
    for (slot, fields) in case["credentials"]
        .as_object()
        .into_iter()
        .flat_map(sdk::Map::iter)
    {
        let fields = fields.as_object().cloned().unwrap_or_default();
        host = host.with_credential(
            slot,
            Authorization {
                fields,
                ..Authorization::default()
            },
        );
    }
    Arc::new(host)
}

fn plain(item: &Value) -> Value {
    let json = item.get("json").unwrap_or(item);
    json.get("$match")
        .map_or_else(|| json.clone(), |_| json["value"].clone())
}

fn fits(found: &Value, wanted: &Value, part: bool) -> bool {
    match (found, wanted) {
        (Value::Object(found), Value::Object(wanted)) if part => wanted
            .iter()
            .all(|(key, value)| found.get(key) == Some(value)),
        _ => found == wanted,
    }
}

#[tokio::test]
async fn pinned_nodes() {
    let Some(folder) = folder() else {
        println!("skipped: no shared cases");
        return;
    };
    let index = std::fs::read_to_string(folder.join("manifest.jsonl")).unwrap();
    let (mut compared, mut wrong) = (0, Vec::new());
    for line in index.lines().filter_map(|line| value::from_str(line).ok()) {
        let file = line["file"].as_str().unwrap_or_default().to_owned();
        if !(file.starts_with("core-nodes") || file.starts_with("testdata-variants")) {
            continue;
        }
        let Some(whole) = read(&folder.join(&file)) else {
            continue;
        };
        let case = if whole["workflow"].is_object() {
            &whole["workflow"]
        } else {
            &whole
        };
        let host = host(&folder, &line);
        let expected = line["expect_file"]
            .as_str()
            .and_then(|path| read(&folder.join(path)));
        let wanted = expected
            .as_ref()
            .map_or(&case["pinData"], |expected| &expected["nodeData"]);
        for (name, pinned) in wanted.as_object().into_iter().flat_map(sdk::Map::iter) {
            let pinned = if expected.is_some() {
                &pinned[0]
            } else {
                pinned
            };
            let Some(found) = output(case, &host, name).await else {
                continue;
            };
            let part = pinned[0]["json"]["$match"].is_string();
            let wanted: Vec<Value> = pinned
                .as_array()
                .unwrap_or_default()
                .iter()
                .map(plain)
                .collect();
            let same = found.len() == wanted.len()
                && found
                    .iter()
                    .zip(&wanted)
                    .all(|(item, wanted)| fits(&item.to_value(), wanted, part));
            compared += 1;
            if !same && !value::to_string(&Value::from(wanted.clone())).contains("TMPDIR") {
                let found: Value = found.iter().map(Item::to_value).collect();
                wrong.push(format!(
                    "{file}, {name}:\n  {found}\n  {}",
                    Value::from(wanted)
                ));
            }
        }
    }
    println!("{compared} pinned nodes compared");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a form shows must be said in words.
#[test]
fn every_field_is_explained() {
    fn walk(kind: &str, params: &[sdk::Param]) {
        for param in params {
            assert!(
                !param.label.is_empty(),
                "{kind}: {} has no label",
                param.name
            );
            assert!(!param.help.is_empty(), "{kind}: {} has no help", param.name);
            match &param.kind {
                sdk::ParamKind::Fields(fields) | sdk::ParamKind::Groups { groups: fields, .. } => {
                    walk(kind, fields);
                }
                _ => {}
            }
        }
    }
    for make in [
        super::ALL,
        crate::text::ALL,
        crate::crypto::ALL,
        crate::system::ALL,
    ]
    .concat()
    {
        let spec = make().spec();
        assert!(
            !spec.help.is_empty() && !spec.icon.is_empty(),
            "{}",
            spec.kind
        );
        assert!(!spec.example.is_empty(), "{} has no example", spec.kind);
        assert!(
            !spec.aliases.is_empty() && !spec.n8n.is_empty(),
            "{}",
            spec.kind
        );
        walk(&spec.kind, &spec.params);
    }
}
