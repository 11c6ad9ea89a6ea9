//! Merge: puts the items of several inputs together.

mod combine;
mod old;
mod spec;
mod sql;

use std::sync::Arc;

use sdk::{Ctx, Error, Item, Map, Node, NodeSpec, Outputs, Result, async_trait};

use super::origins::joined;

/// Puts the items of several inputs together.
pub struct Merge;

#[async_trait]
impl Node for Merge {
    fn spec(&self) -> NodeSpec {
        spec::spec()
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let inputs: Vec<Arc<Vec<Item>>> = (0..ctx.input_count().max(2))
            .map(|port| ctx.input(port))
            .collect();
        let mode = ctx.value("mode", 0).await?;
        let items = match mode.as_str().unwrap_or("append") {
            "append" => inputs
                .iter()
                .flat_map(|input| input.iter().cloned())
                .collect(),
            "chooseBranch" => choose(ctx, &inputs).await?,
            "combine" => combine::combine(ctx, &inputs).await?,
            "combineBySql" => sql::combine(ctx, &inputs).await?,
            other => old::merge(ctx, other, &inputs[0], &inputs[1]).await?,
        };
        Ok(items.into())
    }
}

/// The items of one input, or a single empty item.
async fn choose(ctx: &Ctx, inputs: &[Arc<Vec<Item>>]) -> Result<Vec<Item>> {
    let output = ctx.value("output", 0).await?;
    let input = match output.as_str() {
        Some("empty") => return Ok(vec![nothing(inputs)]),
        Some("input2") => 1,
        Some("specifiedInput") => {
            let wanted = ctx.value("useDataOfInput", 0).await?;
            let number = crate::fields::js::number(&wanted);
            let fits = number.fract() == 0.0 && number >= 1.0 && number <= inputs.len() as f64;
            if !fits {
                return Err(Error::param(
                    "useDataOfInput",
                    format!("There is no input {}.", wanted.to_text()),
                ));
            }
            number as usize - 1
        }
        _ => 0,
    };
    Ok(inputs
        .get(input)
        .map(|items| items.to_vec())
        .unwrap_or_default())
}

/// One empty item that comes from all others.
fn nothing(inputs: &[Arc<Vec<Item>>]) -> Item {
    let mut item = Item::new(Map::new());
    item.origin = joined(inputs.iter().flat_map(|input| input.iter()));
    item
}

#[cfg(test)]
mod tests;
