//! Sends the requests of all items, many at once, and keeps the answers in the order of the items.

use std::sync::Arc;

use futures::{StreamExt, stream};
use sdk::{Ctx, Error, HttpAnswer, Item, Map, Result, Suspend, Value};

use super::super::{sign, status};
use super::answer::{self, Page};
use super::draft::Draft;
use super::pages;
use super::plan::{Format, Plan, Plans};

/// How many requests of a node are out at once.
const AT_ONCE: usize = 50;

/// Why an item has no answer.
#[derive(Debug)]
pub(super) struct Failure {
    pub error: Error,
    /// What the item that stands for it holds under `error`; none is the message alone.
    pub shown: Option<Value>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { error, shown: None }
    }
}

impl Failure {
    /// A mistake in how the request is set up, found while it was sent.
    pub fn operation(error: Error) -> Self {
        let shown = status::told(&error, "NodeOperationError");
        Self {
            error,
            shown: Some(shown),
        }
    }

    /// No answer came at all.
    fn unanswered(error: Error) -> Self {
        let mut shown = status::told(&error, "NodeApiError");
        if let Some(map) = shown.as_object_mut() {
            map.insert("code", error.code.as_str());
        }
        Self {
            error,
            shown: Some(shown),
        }
    }

    fn recover(self, ctx: &Ctx, item: usize) -> Result<Item> {
        let mut failed = ctx.recover(item, self.error)?;
        if let Some(shown) = self.shown {
            failed.json = Arc::new(Map::from_iter([("error", shown)]));
        }
        Ok(failed)
    }
}

/// Sends all requests and returns the items of all answers.
pub(super) async fn run(ctx: &Ctx, plans: &Plans) -> Result<Vec<Item>> {
    let size = plans.batches.size.unwrap_or(plans.items.len()).max(1);
    let mut out = Vec::new();
    for (batch, some) in plans.items.chunks(size).enumerate() {
        if batch > 0 {
            pause(ctx, plans.batches.pause_ms).await?;
        }
        let first = batch * size;
        let mut sent = Vec::with_capacity(some.len());
        for (at, plan) in some.iter().enumerate() {
            sent.push(one(ctx, first + at, plan));
        }
        let answered: Vec<_> = stream::iter(sent).buffered(AT_ONCE).collect().await;
        for (at, result) in answered.into_iter().enumerate() {
            match result {
                Ok(items) => out.extend(items),
                Err(failure) => out.push(failure.recover(ctx, first + at)?),
            }
        }
    }
    Ok(out)
}

async fn one(ctx: &Ctx, item: usize, plan: &Result<Plan>) -> Result<Vec<Item>, Failure> {
    let plan = plan
        .as_ref()
        .map_err(|error| Failure::from(error.clone()))?;
    let pages = match &plan.paging {
        Some(paging) => pages::fetch(ctx, item, plan, paging).await?,
        None => {
            let answer = send(
                ctx,
                &plan.draft,
                (item, 0),
                plan.wanted.format == Format::File,
            )
            .await?;
            let page = Page::read(ctx, answer).await?;
            answer::check(&page, &plan.wanted)?;
            vec![page]
        }
    };
    let mut items = Vec::new();
    for page in pages {
        items.extend(answer::items(ctx, item, page, &plan.wanted).await?);
    }
    Ok(items)
}

/// Sends one request, for an item and one of its pages.
pub(super) async fn send(
    ctx: &Ctx,
    draft: &Draft,
    (item, page): (usize, u32),
    to_file: bool,
) -> Result<HttpAnswer, Failure> {
    let mut request = draft.request(to_file)?;
    sign(ctx, &mut request, item, page);
    let url = request.url.clone();
    let mut answer = ctx
        .host()
        .http(request)
        .await
        .map_err(Failure::unanswered)?;
    if answer.url.is_empty() {
        answer.url = url;
    }
    Ok(answer)
}

/// Waits so many milliseconds by the host's clock.
pub(super) async fn pause(ctx: &Ctx, ms: i64) -> Result<()> {
    if ms > 0 {
        let until = ctx.host().now_ms().saturating_add(ms);
        ctx.host().suspend(Suspend::Until(until)).await?;
    }
    Ok(())
}
