//! Item Lists: n8n's older node that does what Split Out, Aggregate, Sort and others do now.

use sdk::{
    Ctx, Effect, Error, Group, N8nType, Node, NodeSpec, Outputs, Param, Result, Show, Value,
    async_trait, json,
};

use super::names::{entry_names, is_on, names, text_or};
use super::split_out::{Include, Split};
use super::{aggregate, limit, remove_duplicates, sort, split_out, summarize};

/// Splits, collects, sorts and counts items, all in one node.
pub struct ItemLists;

#[async_trait]
impl Node for ItemLists {
    fn spec(&self) -> NodeSpec {
        let operations = [
            ("splitOutItems", "Split a list into items"),
            ("aggregateItems", "Collect items in a list"),
            ("concatenateItems", "Collect items in a list"),
            ("removeDuplicates", "Remove duplicates"),
            ("limit", "Limit"),
            ("sort", "Sort"),
            ("summarize", "Summarize"),
        ];
        let mut params = vec![
            Param::choice("resource", "What", &[("itemList", "Items")])
                .help("What is worked on.")
                .show(Show::before(2.0))
                .more(),
            Param::choice("operation", "What to do", &operations)
                .help("What is done with the items."),
        ];
        params.extend(split_params());
        params.extend(aggregate::params(&Show::when(
            "operation",
            &["aggregateItems", "concatenateItems"],
        )));
        params.extend(remove_duplicates::compare_params(&Show::when(
            "operation",
            &["removeDuplicates"],
        )));
        params.extend(limit::params(&Show::when("operation", &["limit"])));
        params.extend(sort::params(&Show::when("operation", &["sort"])));
        params.extend(summarize::params(&Show::when("operation", &["summarize"])));
        params.extend(options());
        NodeSpec {
            help: "Splits lists, collects, sorts, limits and counts items. Newer nodes do each of these by itself.".to_owned(),
            icon: "list".to_owned(),
            versions: vec![1.0, 2.0, 2.1, 2.2, 3.0, 3.1],
            n8n: N8nType::base(&["itemLists"]),
            params,
            effect: Effect::Pure,
            ..NodeSpec::new("item-lists", "Item Lists", Group::Data)
        }
        .aliases(&["item lists", "list", "split", "aggregate", "sort", "limit", "duplicates"])
        .example(&json!({ "fieldToSplitOut": "orders" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let operation = ctx.value("operation", 0).await?;
        match operation.as_str().unwrap_or_default() {
            "splitOutItems" => split(ctx).await,
            "aggregateItems" | "concatenateItems" => aggregate::aggregate(ctx).await,
            "removeDuplicates" => {
                let lenient = ctx.version() >= 3.0;
                remove_duplicates::among_items(ctx, lenient).await
            }
            "limit" => limit::limit(ctx).await,
            "sort" => sort::sort(ctx).await,
            "summarize" => {
                let old = ctx.version() < 3.1;
                summarize::summarize(ctx, old).await
            }
            other => Err(Error::param(
                "operation",
                format!("There is no operation called “{other}”."),
            )),
        }
    }
}

fn split_params() -> Vec<Param> {
    let show = || Show::when("operation", &["splitOutItems"]);
    let some = show().and_when("include", &["selectedOtherFields"]);
    vec![
        Param::text("fieldToSplitOut", "List to split")
            .names_fields()
            .help("Name of the field that holds the list.")
            .example("orders")
            .required()
            .show(show()),
        split_out::include().show(show()),
        Param::text("fieldsToInclude", "Fields to keep")
            .names_fields()
            .help("Names of the other fields to keep.")
            .example("customer")
            .show(some),
    ]
}

fn options() -> Vec<Param> {
    let of = |operations: &[&str], fields: Vec<Param>| {
        Param::fields("options", "More", fields)
            .help("Names, files and empty values.")
            .show(Show::when("operation", operations))
            .more()
    };
    vec![
        of(&["splitOutItems"], split_out::options()),
        of(
            &["aggregateItems", "concatenateItems"],
            aggregate::options(),
        ),
        of(&["removeDuplicates"], remove_duplicates::options()),
        of(&["sort"], sort::options()),
        of(&["summarize"], summarize::options(3.1)),
    ]
}

/// Fields by name: text with commas, a list, or the group of the first versions.
fn chosen(value: &Value) -> Vec<String> {
    if value.is_object() {
        entry_names(value, "fields", "fieldName")
    } else {
        names(value)
    }
}

async fn split(ctx: &mut Ctx) -> Result<Outputs> {
    let strict = ctx.version() < 3.0;
    let columns = [
        ctx.column("fieldToSplitOut").await?,
        ctx.column("include").await?,
        ctx.column("fieldsToInclude").await?,
        ctx.column("options").await?,
    ];
    let read = |at: usize| -> Result<Split> {
        let [field, include, kept, options] = &columns;
        let (field, options) = (field.at(at)?, options.at(at)?);
        let fields = if strict {
            field.as_str().map(str::to_owned).into_iter().collect()
        } else {
            names(field)
        };
        if fields.first().is_none_or(String::is_empty) {
            return Err(Error::param(
                "fieldToSplitOut",
                "Say which field holds the list.",
            ));
        }
        let target = text_or(options, "destinationFieldName", "");
        Split {
            fields,
            include: Include::named(include.at(at)?.as_str().unwrap_or_default()),
            kept: chosen(kept.at(at)?),
            targets: target
                .split(',')
                .map(str::trim)
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
            dotted: !is_on(options, "disableDotNotation"),
            binaries: is_on(options, "includeBinary"),
            strict,
        }
        .checked()
    };
    let items = ctx.items();
    let mut out = Vec::new();
    for (at, item) in items.iter().enumerate() {
        match read(at).and_then(|split| split.apply(item)) {
            Ok(elements) => out.extend(elements),
            Err(error) => out.push(ctx.recover(at, error)?),
        }
    }
    Ok(out.into())
}

#[cfg(test)]
mod tests {
    use sdk::{Value, json, testkit};

    use super::ItemLists;

    async fn check(version: f64, params: Value, records: Vec<Value>, after: Value) {
        let run = testkit::run(ItemLists)
            .version(version)
            .params(params.clone());
        let out = run.items(records).await.unwrap();
        assert_eq!(Value::from(out.json(0)), after, "{version} {params}");
    }

    #[tokio::test]
    async fn does_each_operation() {
        let numbers = || [3, 1, 1].map(|n| json!({ "n": n })).to_vec();
        for (version, params, after) in [
            (1.0, json!({ "operation": "limit" }), json!([{ "n": 3 }])),
            (
                1.0,
                json!({ "operation": "limit", "maxItems": 2, "keep": "lastItems" }),
                json!([{ "n": 1 }, { "n": 1 }]),
            ),
            (
                3.1,
                json!({ "operation": "removeDuplicates" }),
                json!([{ "n": 3 }, { "n": 1 }]),
            ),
            (
                1.0,
                json!({ "operation": "removeDuplicates", "compare": "selectedFields", "fieldsToCompare": { "fields": [{ "fieldName": "n" }] } }),
                json!([{ "n": 3 }, { "n": 1 }]),
            ),
            (
                2.2,
                json!({ "operation": "sort", "sortFieldsUi": { "sortField": [{ "fieldName": "n" }] } }),
                json!([{ "n": 1 }, { "n": 1 }, { "n": 3 }]),
            ),
            (
                1.0,
                json!({ "operation": "aggregateItems", "aggregate": "aggregateAllItemData" }),
                json!([{ "data": [{ "n": 3 }, { "n": 1 }, { "n": 1 }] }]),
            ),
            (
                3.0,
                json!({ "operation": "concatenateItems", "fieldsToAggregate": { "fieldToAggregate": [{ "fieldToAggregate": "n" }] } }),
                json!([{ "n": [3, 1, 1] }]),
            ),
            (
                2.2,
                json!({ "operation": "summarize", "fieldsToSummarize": { "values": [{ "aggregation": "sum", "field": "n" }] } }),
                json!([{ "sum_n": 5 }]),
            ),
        ] {
            check(version, params, numbers(), after).await;
        }
    }

    #[tokio::test]
    async fn splits() {
        let record = || vec![json!({ "l": [{ "a": 1 }, { "a": 2 }], "k": 5 })];
        check(
            1.0,
            json!({ "fieldToSplitOut": "l" }),
            record(),
            json!([{ "a": 1 }, { "a": 2 }]),
        )
        .await;
        let kept = json!({ "fieldToSplitOut": "l", "include": "selectedOtherFields", "fieldsToInclude": { "fields": [{ "fieldName": "k" }] } });
        check(
            2.0,
            kept,
            record(),
            json!([{ "k": 5, "l": { "a": 1 } }, { "k": 5, "l": { "a": 2 } }]),
        )
        .await;
        check(
            3.0,
            json!({ "fieldToSplitOut": "none" }),
            record(),
            json!(Vec::<Value>::new()),
        )
        .await;
    }

    #[tokio::test]
    async fn older_versions_want_a_list() {
        for field in ["none", "k"] {
            let failed = testkit::run(ItemLists)
                .version(2.0)
                .params(json!({ "fieldToSplitOut": field }))
                .items([json!({ "k": 5 })])
                .await;
            assert_eq!(failed.err().unwrap().item, Some(0), "{field}");
        }
        assert!(
            testkit::run(ItemLists)
                .params(json!({ "operation": "dance" }))
                .await
                .is_err()
        );
    }
}
