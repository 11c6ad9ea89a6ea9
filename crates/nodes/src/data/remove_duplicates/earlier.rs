//! Items that earlier runs have seen, by the host's memory.

use rustc_hash::FxHashMap;
use sdk::{Ctx, Dedup, DedupAction, Error, Outputs, Result, Value};

use crate::data::names::text_or;
use crate::fields::{Clock, get_value_description, js, parse_date_time};

/// Asks the memory of earlier runs.
pub(super) async fn ask(ctx: &Ctx, action: DedupAction<'_>) -> Result<Vec<bool>> {
    let options = ctx.value("options", 0).await?;
    let whole = text_or(&options, "scope", "node") == "workflow";
    let history = options
        .get("historySize")
        .and_then(Value::as_u64)
        .unwrap_or(10_000) as usize;
    let node = (!whole).then(|| ctx.node().id.as_str());
    ctx.host()
        .deduplicate(Dedup {
            node,
            action,
            history,
        })
        .await
}

/// Keeps the items that no earlier run has seen; the others go to the second output.
pub(super) async fn seen(ctx: &mut Ctx) -> Result<Outputs> {
    let items = ctx.items();
    let fresh = match ctx.value("logic", 0).await?.as_str() {
        Some("removeItemsUpToStoredIncrementalKey") => {
            above(ctx, "incrementalDedupeValue", number).await?
        }
        Some("removeItemsUpToStoredDate") => {
            let clock = Clock::of(ctx);
            above(ctx, "dateDedupeValue", |value| date(value, &clock)).await?
        }
        _ => unknown(ctx, items.len()).await?,
    };
    let mut out = Outputs::empty(2);
    for (item, fresh) in items.iter().zip(fresh) {
        out.push(usize::from(!fresh), item.clone());
    }
    Ok(out)
}

/// Whether each item's value is new. Items of one run that share a value are all new.
async fn unknown(ctx: &Ctx, count: usize) -> Result<Vec<bool>> {
    let column = ctx.column("dedupeValue").await?;
    let mut keys: Vec<String> = Vec::new();
    let mut places: FxHashMap<String, usize> = FxHashMap::default();
    let mut of_item = Vec::with_capacity(count);
    for at in 0..count {
        let value = column
            .at(at)
            .map_err(|e| e.on_item(at).in_field("dedupeValue"))?;
        let key = match value {
            Value::Array(_) | Value::Object(_) => value::to_string(value),
            other => js::text(other).to_string(),
        };
        let place = *places.entry(key.clone()).or_insert_with(|| {
            keys.push(key);
            keys.len() - 1
        });
        of_item.push(place);
    }
    let fresh = ask(ctx, DedupAction::New(&keys)).await?;
    Ok(of_item
        .into_iter()
        .map(|place| fresh.get(place).copied().unwrap_or(true))
        .collect())
}

async fn above(ctx: &Ctx, param: &str, read: impl Fn(&Value) -> Option<f64>) -> Result<Vec<bool>> {
    let column = ctx.column(param).await?;
    let one = |at: usize| {
        let value = column.at(at)?;
        let wrong = || {
            Error::param(
                param,
                format!(
                    "{} cannot be used to tell items apart here.",
                    get_value_description(value)
                ),
            )
        };
        read(value).ok_or_else(wrong).map_err(|e| e.on_item(at))
    };
    let numbers = (0..ctx.items().len())
        .map(one)
        .collect::<Result<Vec<_>>>()?;
    ask(ctx, DedupAction::Above(&numbers)).await
}

fn number(value: &Value) -> Option<f64> {
    if value.is_null() || value == "" {
        return None;
    }
    let number = js::number(value);
    number.is_finite().then_some(number)
}

fn date(value: &Value, clock: &Clock) -> Option<f64> {
    parse_date_time(value.as_str()?, clock).map(|moment| moment.ms() as f64)
}
