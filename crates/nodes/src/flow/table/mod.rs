//! Data Table: works on the tables of rows that the store keeps.
//!
//! A call is made for every item. Columns and conditions are checked by the store, not here.

mod call;
mod form;

use sdk::{Ctx, Item, Map, Node, NodeSpec, Outputs, Result, TableCall, Value, async_trait};

use call::{Ask, Request};

/// Works on tables of rows.
pub struct DataTable;

#[async_trait]
impl Node for DataTable {
    fn spec(&self) -> NodeSpec {
        form::spec()
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let items = ctx.items();
        let params = ctx.all_params().await?;
        let read = |at: usize, item: &Item| Request::read(params.at(at)?, item, ctx.version());
        let first = params.at(0)?;
        if first.path("options.optimizeBulk") == Some(&Value::Bool(true)) && call::is_insert(first)
        {
            let requests = items
                .iter()
                .enumerate()
                .map(|(at, item)| read(at, item))
                .collect::<Result<Vec<_>>>()?;
            return bulk(ctx, &items, requests).await;
        }
        let mut out = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let done = match read(at, item) {
                Ok(request) => work(ctx, request).await,
                Err(error) => Err(error),
            };
            match done {
                Ok(Given::Rows(rows)) => out.extend(rows.into_iter().map(|row| derived(item, row))),
                Ok(Given::Item(true)) => out.push(item.clone()),
                Ok(Given::Item(false)) => {}
                Err(error) => out.push(ctx.recover(at, error)?),
            }
        }
        Ok(out.into())
    }
}

/// What an operation gives for an item.
enum Given {
    Rows(Vec<Value>),
    /// Whether the item itself goes on.
    Item(bool),
}

fn derived(item: &Item, row: Value) -> Item {
    Item::of(row).from_item(item)
}

async fn work(ctx: &Ctx, request: Request) -> Result<Given> {
    let answer = match request.call {
        Some(call) => ctx.host().table(call).await?,
        None => Value::Null,
    };
    let rows = || {
        answer
            .as_array()
            .map_or_else(|| vec![answer.clone()], <[Value]>::to_vec)
    };
    Ok(match request.ask {
        Ask::Rows => Given::Rows(rows()),
        Ask::Deleted => Given::Rows(vec![sdk::json!({ "success": true })]),
        Ask::Exists(wanted) => {
            Given::Item(answer.as_array().is_some_and(<[Value]>::is_empty) != wanted)
        }
        Ask::Tables(listing) => Given::Rows(listing.choose(rows())),
        Ask::Cleared => {
            let count = answer.get("deletedCount").cloned().unwrap_or_default();
            Given::Rows(vec![sdk::json!({ "success": true, "deletedCount": count })])
        }
        Ask::Unless(create) => Given::Rows(vec![existing_or_new(ctx, rows(), create).await?]),
        Ask::Dry(data) => Given::Rows(call::dry(rows(), &data)),
    })
}

/// The table of the name that is to be created, made if there is none.
async fn existing_or_new(ctx: &Ctx, tables: Vec<Value>, create: TableCall) -> Result<Value> {
    let same =
        |table: &Value| table.get("name").and_then(Value::as_str) == Some(create.table.as_str());
    match tables.into_iter().find(same) {
        Some(table) => Ok(table),
        None => ctx.host().table(create).await,
    }
}

/// All rows in as few calls as there are tables.
async fn bulk(ctx: &Ctx, items: &[Item], requests: Vec<Request>) -> Result<Outputs> {
    let mut calls: Vec<TableCall> = Vec::new();
    for call in requests.into_iter().filter_map(|request| request.call) {
        let rows = |call: &TableCall| {
            call.arguments
                .get("rows")
                .and_then(Value::as_array)
                .unwrap_or_default()
                .to_vec()
        };
        match calls.iter_mut().find(|known| known.table == call.table) {
            Some(known) => {
                let all = [rows(known), rows(&call)].concat();
                known.arguments = Map::from_iter([("rows", all)]);
            }
            None => calls.push(call),
        }
    }
    let mut inserted = 0;
    for call in calls {
        let answer = ctx.host().table(call).await?;
        inserted += answer.as_array().map_or(0, <[Value]>::len);
    }
    let record = Map::from_iter([
        ("success", Value::from(true)),
        ("insertedRows", inserted.into()),
    ]);
    Ok(vec![Item::new(record).from_items(items)].into())
}

#[cfg(test)]
mod tests;
