//! Answers that come in pages: asks for the next one until it is told that there is none.

use sdk::{Ctx, Error, HttpAnswer, Map, Result, Value, json};
use sha2::{Digest, Sha256};

use super::answer::{self, Page};
use super::draft::{Content, Draft, Field, parse_url};
use super::plan::{Format, Plan};
use super::send::{Failure, pause, send};
use crate::fields::js;
use crate::path;

/// How more pages are asked for, as it is written; expressions are evaluated page by page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Paging {
    next: Next,
    until: Until,
    limited: bool,
}

/// What changes from page to page.
#[derive(Clone, Debug, PartialEq)]
enum Next {
    /// These parameters: where each goes, and its name.
    Parameters(Vec<(Place, String)>),
    /// The address.
    Address,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Query,
    Headers,
    Body,
}

/// What tells that there is no more page.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Until {
    Empty,
    Status,
    Expression,
}

const AT: &str = "options.pagination.pagination";
/// So many answers alike in a row are a mistake in the parameters.
const ALIKE: u32 = 5;
/// Nobody reads on past so many pages.
const MOST_PAGES: u32 = 100_000;

impl Paging {
    /// What the node says about pages.
    ///
    /// # Errors
    /// When what should change from page to page is not said.
    pub fn of(ctx: &Ctx) -> Result<Option<Self>> {
        let Some(Value::Object(given)) = ctx.raw(AT) else {
            return Ok(None);
        };
        let text = |name: &str| given.get(name).and_then(Value::as_str).unwrap_or_default();
        let next = match text("paginationMode") {
            "off" => return Ok(None),
            "responseContainsNextURL" => Next::Address,
            _ => Next::Parameters(parameters(&given)?),
        };
        let until = match text("paginationCompleteWhen") {
            "receiveSpecificStatusCodes" => Until::Status,
            "other" if !text("completeExpression").starts_with('=') => {
                return Err(Error::param(
                    format!("{AT}.completeExpression"),
                    "It is not said which answer is the last page.",
                )
                .describe("Write an expression such as {{ $response.body.next == null }}."));
            }
            "other" => Until::Expression,
            _ => Until::Empty,
        };
        let limited = given.get("limitPagesFetched").is_some_and(js::truthy);
        Ok(Some(Self {
            next,
            until,
            limited,
        }))
    }
}

fn parameters(given: &Map) -> Result<Vec<(Place, String)>> {
    let list = given
        .get("parameters")
        .and_then(|group| group.get("parameters"))
        .and_then(Value::as_array);
    let wrong = |message: String| Error::param(format!("{AT}.parameters"), message);
    let list = list.unwrap_or_default();
    if list.is_empty() {
        return Err(wrong(
            "No parameter is named that changes from page to page.".to_owned(),
        ));
    }
    let parameter = |(at, entry): (usize, &Value)| {
        let name = js::text(&entry["name"]);
        let missing =
            |what: &str| wrong(format!("Parameter {} for the pages has no {what}.", at + 1));
        if entry["name"].is_null() || name.is_empty() {
            return Err(missing("name"));
        }
        if entry["value"].is_null() || entry["value"] == "" {
            return Err(missing("value, so that all pages would be the same"));
        }
        let place = match entry["type"].as_str() {
            Some("headers") => Place::Headers,
            Some("body") => Place::Body,
            _ => Place::Query,
        };
        Ok((place, name.to_string()))
    };
    list.iter().enumerate().map(parameter).collect()
}

/// All pages, in order.
pub(super) async fn fetch(
    ctx: &Ctx,
    item: usize,
    plan: &Plan,
    paging: &Paging,
) -> Result<Vec<Page>, Failure> {
    let mut walk = Walk {
        ctx,
        item,
        plan,
        paging,
        seen: Map::from_iter([
            ("$request", plan.draft.shown()),
            ("$response", Map::new().into()),
            ("$pageCount", 0.into()),
        ]),
        alike: (String::new(), 0),
        count: 0,
    };
    let mut pages = Vec::new();
    loop {
        let Some(draft) = walk.next_request().await? else {
            return Ok(pages);
        };
        let answer = send(
            ctx,
            &draft,
            (item, walk.count),
            plan.wanted.format == Format::File,
        )
        .await?;
        let page = Page::read(ctx, answer).await?;
        walk.compare(&page)?;
        walk.count += 1;
        walk.seen.insert("$response", page.shown());
        walk.seen.insert("$pageCount", walk.count);
        let last = walk.is_last().await?;
        walk.check_status(&page).await?;
        pages.push(page);
        if last {
            return Ok(pages);
        }
        let interval = walk.number("requestInterval").await?.unwrap_or(0.0);
        pause(ctx, interval as i64).await?;
    }
}

struct Walk<'w> {
    ctx: &'w Ctx,
    item: usize,
    plan: &'w Plan,
    paging: &'w Paging,
    /// What expressions see.
    seen: Map,
    /// The last answer's fingerprint, and how often it came in a row.
    alike: (String, u32),
    count: u32,
}

impl Walk<'_> {
    /// A value of the paging's, evaluated over the last answer.
    async fn value(&self, name: &str) -> Result<Value> {
        let range = self.item..self.item + 1;
        let path = format!("{AT}.{name}");
        let column = self
            .ctx
            .parameters()
            .resolve(&path, range, &self.seen)
            .await?;
        column
            .at(0)
            .cloned()
            .map_err(|e| e.in_field(path).on_item(self.item))
    }

    async fn number(&self, name: &str) -> Result<Option<f64>> {
        let value = self.value(name).await?;
        let empty = value.is_null() || value == "";
        Ok(Some(js::number(&value)).filter(|number| number.is_finite() && !empty))
    }

    /// The request for the next page; none where the last answer named no next address.
    async fn next_request(&self) -> Result<Option<Draft>, Failure> {
        let mut draft = self.plan.draft.clone();
        match &self.paging.next {
            Next::Address => {
                let written = self.ctx.raw(&format!("{AT}.nextURL")).unwrap_or_default();
                let is_expression = written.as_str().is_some_and(|text| text.starts_with('='));
                let first = self.count == 0;
                let value = match self.value("nextURL").await {
                    // Before the first answer there is nothing to read an address from.
                    Err(_) if first && is_expression => Value::Null,
                    value => value?,
                };
                match value {
                    Value::Null if !first => return Ok(None),
                    Value::Null if is_expression => {}
                    Value::String(text) if text.is_empty() && first && is_expression => {}
                    value => draft.url = self.address(&value)?,
                }
            }
            Next::Parameters(names) => {
                for (at, (place, name)) in names.iter().enumerate() {
                    let value = self
                        .value(&format!("parameters.parameters.{at}.value"))
                        .await?;
                    set(&mut draft, *place, name, value);
                }
            }
        }
        Ok(Some(draft))
    }

    fn address(&self, value: &Value) -> Result<String, Failure> {
        let text = match value {
            Value::Null => "".into(),
            value => js::text(value),
        };
        let text = text.trim();
        match parse_url(text) {
            Ok(_) => Ok(text.to_owned()),
            Err(_) => {
                let error = Error::param(
                    format!("{AT}.nextURL"),
                    format!("'{text}' is not a valid URL."),
                )
                .describe("Make sure the \"Next URL\" parameter evaluates to a valid URL.");
                Err(Failure::operation(error.on_item(self.item)))
            }
        }
    }

    /// Stops a walk that gets the same answer again and again.
    fn compare(&mut self, page: &Page) -> Result<(), Failure> {
        let print = page.fingerprint();
        self.alike.1 = if self.alike.0 == print {
            self.alike.1 + 1
        } else {
            1
        };
        self.alike.0 = print;
        if self.alike.1 < ALIKE && self.count < MOST_PAGES {
            return Ok(());
        }
        let message = format!(
            "The same answer came {ALIKE} times in a row, so no further page was asked for."
        );
        let error = Error::new("http.pages", message)
            .describe("Check when the pages end, and that something changes from page to page.")
            .on_item(self.item);
        Err(Failure::operation(error))
    }

    async fn is_last(&self) -> Result<bool> {
        if self.paging.limited {
            let most = self.number("maxRequests").await?.unwrap_or(100.0);
            if most > 0.0 && f64::from(self.count) >= most {
                return Ok(true);
            }
        }
        Ok(match self.paging.until {
            Until::Empty => match self.answered("body") {
                Value::Array(list) => list.is_empty(),
                body => !js::truthy(body),
            },
            Until::Status => self.is_awaited_status().await?,
            Until::Expression => js::truthy(&self.value("completeExpression").await?),
        })
    }

    /// A part of the last answer.
    fn answered(&self, part: &str) -> &Value {
        static NOTHING: Value = Value::Null;
        let answer = self.seen.get("$response");
        answer
            .and_then(|answer| answer.get(part))
            .unwrap_or(&NOTHING)
    }

    async fn is_awaited_status(&self) -> Result<bool> {
        let codes = js::text(&self.value("statusCodesWhenComplete").await?);
        let status = js::number(self.answered("statusCode"));
        Ok(codes
            .split(',')
            .any(|code| code.trim().parse() == Ok(status)))
    }

    /// An answer that tells of a failure is one, unless it was waited for.
    async fn check_status(&self, page: &Page) -> Result<(), Failure> {
        let awaited = self.paging.until == Until::Status && self.is_awaited_status().await?;
        if awaited {
            return Ok(());
        }
        answer::check(page, &self.plan.wanted)
    }
}

fn set(draft: &mut Draft, place: Place, name: &str, value: Value) {
    match place {
        Place::Query => {
            draft.query.insert(name, value);
        }
        Place::Headers => draft.set_header(name, &js::text(&value)),
        Place::Body => match &mut draft.body {
            Content::Form(fields) => {
                fields.insert(name, value);
            }
            Content::Multipart(fields) => {
                match fields.iter_mut().find(|(own, _)| own.as_str() == name) {
                    Some((_, field)) => *field = Field::Value(value),
                    None => fields.push((name.into(), Field::Value(value))),
                }
            }
            Content::Json(Value::Object(fields)) => {
                path::set(std::sync::Arc::make_mut(fields), name, value);
            }
            Content::Text(_) | Content::File(_) => {}
            other => *other = Content::Json(json!({ name: value })),
        },
    }
}

impl Page {
    /// The page as expressions see it: `$response`.
    fn shown(&self) -> Value {
        json!({
            "body": self.body(),
            "headers": answer::headers(&self.answer),
            "statusCode": self.answer.status,
            "statusMessage": self.answer.status_text.as_str(),
        })
    }

    /// Something that is the same for the same answers only.
    fn fingerprint(&self) -> String {
        let HttpAnswer { status, .. } = self.answer;
        match (&self.answer.body, self.answer.header("etag")) {
            (_, Some(etag)) => format!("{status} {etag}"),
            (sdk::Body::Stored(binary), None) => format!("{status} {}", binary.sha256),
            (sdk::Body::Bytes(bytes), None) => {
                let digest: [u8; 32] = Sha256::digest(bytes).into();
                format!("{status} {digest:?}")
            }
        }
    }
}
