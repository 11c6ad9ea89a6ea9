//! Filter: lets through the items that meet conditions.

use sdk::{
    Ctx, Effect, Group, N8nType, Node, NodeSpec, Outputs, Param, Result, Show, async_trait, json,
};

use crate::conditions::{Conditions, form};

/// Lets through the items that meet conditions.
pub struct Filter;

#[async_trait]
impl Node for Filter {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Lets through only the items that meet your conditions.".to_owned(),
            icon: "filter".to_owned(),
            versions: vec![1.0, 2.0, 2.1, 2.2, 2.3],
            n8n: N8nType::base(&["filter"]),
            params: vec![
                form::old_conditions(),
                Param::choice("combineConditions", "Which must hold", &[("AND", "All"), ("OR", "One is enough")])
                    .help("Whether all conditions must hold, or one is enough.")
                    .show(Show::before(2.0)),
                form::conditions("conditions").show(Show::since(2.0)),
                form::loose_types(2.1),
                Param::fields("options", "More", form::options(2.0, 2.1)).help("Case and types.").show(Show::since(2.0)).more(),
            ],
            effect: Effect::Pure,
            ..NodeSpec::new("filter", "Filter", Group::Data)
        }
        .aliases(&["filter", "where", "only", "remove", "condition"])
        .example(&json!({ "conditions": {
            "combinator": "and",
            "conditions": [{ "id": "1", "leftValue": "={{ $json.age }}", "rightValue": 18, "operator": { "type": "number", "operation": "gte" } }],
            "options": { "caseSensitive": true, "leftValue": "", "typeValidation": "strict", "version": 3 },
        } }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let conditions = Conditions::of_item(ctx.version(), "combineConditions")
            .resolve(ctx)
            .await?;
        let items = ctx.items();
        let mut kept = Vec::new();
        for (at, item) in items.iter().enumerate() {
            match conditions.hold(at) {
                Ok(true) => kept.push(item.clone()),
                Ok(false) => {}
                Err(error) => kept.push(ctx.recover(at, error)?),
            }
        }
        Ok(kept.into())
    }
}

#[cfg(test)]
mod tests {
    use model::OnError;
    use sdk::{Value, json, testkit};

    use super::Filter;

    fn people() -> [Value; 3] {
        [
            json!({ "name": "Ann", "age": 30 }),
            json!({ "name": "bob", "age": 12 }),
            json!({ "name": "Cid" }),
        ]
    }

    async fn check(version: f64, params: Value, kept: &[&str]) {
        let out = testkit::run(Filter)
            .version(version)
            .params(params.clone())
            .items(people())
            .await
            .unwrap();
        let names: Vec<_> = out
            .json(0)
            .iter()
            .map(|record| record["name"].to_text())
            .collect();
        assert_eq!(names, kept, "{version} {params}");
        let places = kept.iter().map(|name| {
            people()
                .iter()
                .position(|person| person["name"] == *name)
                .unwrap() as u32
        });
        assert_eq!(
            out.origins(0),
            places.map(|at| vec![(0, at)]).collect::<Vec<_>>()
        );
    }

    #[tokio::test]
    async fn first_version() {
        let old = |combine: &str| {
            json!({ "combineConditions": combine, "conditions": {
            "number": [{ "value1": "={{ $json.age }}", "operation": "larger", "value2": 20 }],
            "string": [{ "value1": "={{ $json.name }}", "operation": "startsWith", "value2": "b" }],
        } })
        };
        check(1.0, old("AND"), &[]).await;
        check(1.0, old("OR"), &["Ann", "bob"]).await;
        check(1.0, json!({ "conditions": { "string": [{ "value1": "={{ $json.name }}", "value2": "Cid" }] } }), &["Cid"]).await;
        check(1.0, json!({}), &["Ann", "bob", "Cid"]).await;
    }

    fn by(left: &str, kind: &str, operation: &str, right: Value, options: Value) -> Value {
        json!({ "conditions": {
            "combinator": "and",
            "conditions": [{ "leftValue": left, "rightValue": right, "operator": { "type": kind, "operation": operation } }],
            "options": options,
        } })
    }

    #[tokio::test]
    async fn typed_conditions() {
        let strict = json!({ "caseSensitive": true, "typeValidation": "strict", "version": 2 });
        let loose = json!({ "caseSensitive": false, "typeValidation": "loose", "version": 2 });
        check(
            2.2,
            by(
                "={{ $json.age }}",
                "number",
                "gte",
                json!(30),
                strict.clone(),
            ),
            &["Ann"],
        )
        .await;
        check(
            2.2,
            by(
                "={{ $json.age }}",
                "number",
                "notExists",
                json!(null),
                strict.clone(),
            ),
            &["Cid"],
        )
        .await;
        check(
            2.2,
            by(
                "={{ $json.name }}",
                "string",
                "equals",
                json!("ANN"),
                strict.clone(),
            ),
            &[],
        )
        .await;
        check(
            2.2,
            by(
                "={{ $json.name }}",
                "string",
                "equals",
                json!("ANN"),
                loose.clone(),
            ),
            &["Ann"],
        )
        .await;
        check(
            2.2,
            by(
                "={{ $json.name }}",
                "string",
                "regex",
                json!("/^[a-c]/i"),
                strict.clone(),
            ),
            &["Ann", "bob", "Cid"],
        )
        .await;
        check(
            2.2,
            by("={{ $json.age }}", "number", "lt", json!("20"), loose),
            &["bob"],
        )
        .await;
    }

    #[tokio::test]
    async fn the_nodes_own_switches_win() {
        let mut params = by(
            "={{ $json.name }}",
            "string",
            "equals",
            json!("ANN"),
            json!({ "caseSensitive": true, "typeValidation": "strict" }),
        );
        params
            .as_object_mut()
            .unwrap()
            .insert("options", json!({ "ignoreCase": true }));
        check(2.2, params, &["Ann"]).await;
    }

    #[tokio::test]
    async fn a_wrong_type_is_an_error_of_the_item() {
        let strict = json!({ "caseSensitive": true, "typeValidation": "strict", "version": 3 });
        let params = by("={{ $json.name }}", "number", "gt", json!(1), strict);
        let failed = testkit::run(Filter)
            .params(params.clone())
            .items(people())
            .await
            .err()
            .unwrap();
        assert_eq!(
            (failed.code.as_str(), failed.item, failed.field.as_deref()),
            ("condition.type", Some(0), Some("conditions.0"))
        );
        let out = testkit::run(Filter)
            .params(params)
            .on_error(OnError::ErrorOutput)
            .items(people())
            .await
            .unwrap();
        assert!(out.items(0).iter().all(|item| item.error.is_some()));
    }

    #[tokio::test]
    async fn conditions_of_the_first_version_are_known_in_later_ones() {
        check(2.0, json!({ "conditions": { "number": [{ "value1": "={{ $json.age }}", "operation": "larger", "value2": 20 }] } }), &["Ann"]).await;
    }
}
