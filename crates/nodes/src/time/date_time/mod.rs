//! Date & Time: formats, moves, rounds, compares and takes apart dates.
//!
//! Version 1 works as moment.js does and takes the machine's zone for UTC; version 2 works as luxon does.

mod calendar;
mod difference;
mod given;
mod spec;
mod v1;
mod v2;

use sdk::{Ctx, Node, NodeSpec, Outputs, Result, async_trait};

/// Formats, moves, rounds, compares and takes apart dates.
pub struct DateTime;

#[async_trait]
impl Node for DateTime {
    fn spec(&self) -> NodeSpec {
        spec::spec()
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let items = if ctx.version() < 2.0 {
            v1::run(ctx).await?
        } else {
            v2::run(ctx).await?
        };
        Ok(items.into())
    }
}
