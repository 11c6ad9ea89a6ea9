//! RSS Read: the entries of a feed, one item each.

use jiff::tz::TimeZone;
use model::spec::Ask;
use sdk::{
    Body, Ctx, Effect, Error, Group, HttpRequest, Item, Map, N8nType, Node, NodeSpec, Origin,
    Outputs, Param, Result, Value, async_trait, json,
};

use super::feed::{Element, snippet};
use super::http::parse_url;
use super::sheet::{Row, Sheet};
use super::{USER_AGENT, decode, status};
use crate::time::{read, zone};

/// Reads the entries of a feed.
pub struct RssRead;

/// From this version on every item is asked for its feed, before only the first.
const EVERY_ITEM: f64 = 1.1;

#[async_trait]
impl Node for RssRead {
    fn spec(&self) -> NodeSpec {
        let options = vec![
            Param::text("customFields", "More fields")
                .help("Names of further fields of the feed to take along, by comma.")
                .example("author, contentEncoded"),
            Param::switch("ignoreSSL", "Accept any certificate", false)
                .help("Whether certificates that cannot be checked are accepted."),
        ];
        NodeSpec {
            help: "Reads a feed (RSS or Atom) and puts out its entries.".to_owned(),
            icon: "rss".to_owned(),
            n8n: N8nType::base(&["rssFeedRead"]),
            versions: vec![1.0, 1.1, 1.2],
            params: vec![
                Param::text("url", "Address")
                    .help("The address of the feed.")
                    .example("https://example.com/feed.xml")
                    .required()
                    .asks(Ask::Host),
                Param::fields("options", "Options", options).more(),
            ],
            effect: Effect::Idempotent,
            ..NodeSpec::new("rss.read", "RSS Read", Group::Network)
        }
        .aliases(&[
            "rssFeedRead",
            "rss feed read",
            "rss",
            "atom",
            "feed",
            "news",
            "blog",
            "podcast",
        ])
        .example(&json!({ "url": "https://example.com/feed.xml" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let sheet = Sheet::read(ctx, &["url", "options"]).await?;
        let items = ctx.items();
        let every = ctx.version() >= EVERY_ITEM;
        let mut out = Vec::new();
        for (at, item) in items
            .iter()
            .enumerate()
            .take(if every { items.len() } else { 1 })
        {
            let origin = match every {
                true => item.origin.clone(),
                false => Origin::join(items.iter().map(|item| &item.origin)),
            };
            match entries(ctx, sheet.row(at)).await {
                Ok(records) => out.extend(records.into_iter().map(|json| Item {
                    origin: origin.clone(),
                    ..Item::new(json)
                })),
                Err(error) => out.push(ctx.recover(at, error)?),
            }
        }
        Ok(out.into())
    }
}

const ACCEPT: &str = "application/rss+xml, application/rdf+xml;q=0.8, application/atom+xml;q=0.6, application/xml;q=0.4, text/xml;q=0.4";

async fn entries(ctx: &Ctx, row: Row<'_>) -> Result<Vec<Map>> {
    let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let request = HttpRequest {
        url: parse_url(&row.text("url")?)?.into(),
        headers: vec![header("accept", ACCEPT), header("user-agent", USER_AGENT)],
        timeout_ms: 60_000,
        insecure: row.flag("options.ignoreSSL")?,
        most_bytes: 64 << 20,
        ..HttpRequest::default()
    };
    let url = request.url.clone();
    let mut answer = ctx.host().http(request).await?;
    if answer.url.is_empty() {
        answer.url = url;
    }
    let bytes = match &answer.body {
        Body::Bytes(bytes) => bytes.clone(),
        Body::Stored(binary) => ctx.host().load_binary(binary).await?,
    };
    let text = decode::xml(&bytes, answer.header("content-type").unwrap_or_default());
    if !status::is_success(answer.status) {
        return Err(status::failure(&answer, &text.into()));
    }
    let custom = row.text("options.customFields")?;
    let custom: Vec<&str> = custom
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    feed(&Element::parse(&text)?, &custom)
}

fn feed(root: &Element, custom: &[&str]) -> Result<Vec<Map>> {
    match root.name.as_str() {
        "feed" => Ok(root.all("entry").map(|entry| atom(entry, custom)).collect()),
        "rdf:RDF" => Ok(root
            .all("item")
            .map(|entry| rss(entry, custom, false))
            .collect()),
        "rss" => {
            let podcast = root.attributes.contains_key("xmlns:itunes");
            let channels = root.all("channel");
            Ok(channels
                .flat_map(|channel| channel.all("item"))
                .map(|entry| rss(entry, custom, podcast))
                .collect())
        }
        other => Err(
            Error::new("feed.invalid", "This address does not lead to a feed.").describe(format!(
                "It leads to a document that begins with <{other}>, not with <rss> or <feed>."
            )),
        ),
    }
}

/// The fields of an RSS entry that are taken over, and what they are called. A later one wins.
const RSS: &[(&str, &str)] = &[
    ("author", "creator"),
    ("dc:creator", "creator"),
    ("dc:date", "date"),
    ("dc:language", "language"),
    ("dc:rights", "rights"),
    ("dc:source", "source"),
    ("dc:title", "title"),
    ("title", "title"),
    ("link", "link"),
    ("pubDate", "pubDate"),
    ("author", "author"),
    ("summary", "summary"),
    ("content:encoded", "content:encoded"),
    ("enclosure", "enclosure"),
    ("dc:creator", "dc:creator"),
    ("dc:date", "dc:date"),
    ("comments", "comments"),
];

const PODCAST: &[&str] = &[
    "author",
    "subtitle",
    "summary",
    "explicit",
    "duration",
    "image",
    "episode",
    "season",
    "keywords",
    "episodeType",
];

fn rss(entry: &Element, custom: &[&str], podcast: bool) -> Map {
    let mut json = Map::new();
    for (from, to) in RSS {
        copy(entry, from, to, &mut json);
    }
    for name in custom {
        copy(entry, name, name, &mut json);
    }
    if let Some(text) = json
        .get("content:encoded")
        .and_then(Value::as_str)
        .map(snippet)
    {
        json.insert("content:encodedSnippet", text);
    }
    if let Some(enclosure) = entry.child("enclosure") {
        json.insert("enclosure", enclosure.attributes.clone());
    }
    if let Some(description) = entry.child("description") {
        set_content(description, "content", "contentSnippet", &mut json);
    }
    if let Some(guid) = entry.child("guid") {
        json.insert("guid", guid.text());
    }
    let categories: Vec<Value> = entry.all("category").map(Element::value).collect();
    if !categories.is_empty() {
        json.insert("categories", categories);
    }
    if podcast {
        json.insert("itunes", itunes(entry));
    }
    set_date(&mut json);
    json
}

/// Copies the first child of a name: its text, or what it is made of.
fn copy(entry: &Element, from: &str, to: &str, json: &mut Map) {
    let Some(child) = entry.child(from) else {
        return;
    };
    json.insert(
        to,
        match child.value() {
            Value::Object(map) => match map.get("_") {
                Some(text) => text.clone(),
                None => Value::Object(map),
            },
            text => text,
        },
    );
}

fn itunes(entry: &Element) -> Map {
    let mut all = Map::new();
    for name in PODCAST {
        copy(entry, &format!("itunes:{name}"), name, &mut all);
    }
    if let Some(image) = entry
        .child("itunes:image")
        .and_then(|image| image.attribute("href"))
    {
        all.insert("image", image);
    }
    all
}

fn set_content(element: &Element, name: &str, short: &str, json: &mut Map) {
    let text = match element.children().next() {
        Some(_) => element.inner(),
        None => element.text(),
    };
    json.insert(short, snippet(&text));
    json.insert(name, text);
}

fn atom(entry: &Element, custom: &[&str]) -> Map {
    let mut json = Map::new();
    for name in custom {
        copy(entry, name, name, &mut json);
    }
    let text = |name: &str| {
        entry
            .child(name)
            .map(Element::text)
            .filter(|text| !text.is_empty())
    };
    if let Some(title) = text("title") {
        json.insert("title", title);
    }
    if let Some(link) = link(entry) {
        json.insert("link", link);
    }
    let dated = text("published")
        .as_deref()
        .and_then(iso)
        .or_else(|| text("updated").as_deref().and_then(iso));
    if let Some(date) = dated {
        json.insert("pubDate", date);
    }
    if let Some(author) = entry
        .child("author")
        .and_then(|author| author.child("name"))
    {
        json.insert("author", author.text());
    }
    if let Some(content) = entry.child("content") {
        set_content(content, "content", "contentSnippet", &mut json);
    }
    if let Some(summary) = entry.child("summary") {
        set_content(summary, "summary", "summarySnippet", &mut json);
    }
    if let Some(id) = entry.child("id") {
        json.insert("id", id.text());
    }
    set_date(&mut json);
    json
}

/// The address of an entry: the link to the page itself, else the first.
fn link(entry: &Element) -> Option<&str> {
    let page = entry
        .all("link")
        .find(|link| link.attribute("rel") == Some("alternate"));
    page.or_else(|| entry.child("link"))
        .and_then(|link| link.attribute("href"))
}

/// Adds the date in ISO's form.
fn set_date(json: &mut Map) {
    let given = ["pubDate", "date"]
        .iter()
        .find_map(|name| json.get(name).and_then(Value::as_str));
    if let Some(date) = given.and_then(iso) {
        json.insert("isoDate", date);
    }
}

fn iso(text: &str) -> Option<String> {
    let epoch = zone::at(0.0, TimeZone::UTC)?;
    read::date(text, &TimeZone::UTC, &epoch).map(|read| zone::iso_utc(&read.time))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::testkit::{self, TestHost, TestOutput};
    use sdk::{HttpAnswer, OnError};

    use super::*;

    async fn run(version: f64, body: &str, options: Value) -> Result<TestOutput> {
        let body = body.to_owned();
        let host = TestHost::new().with_answer(move |_| {
            let body = Body::Bytes(body.clone().into());
            Some(HttpAnswer {
                body,
                headers: Vec::new(),
                ..HttpAnswer::from(json!({}))
            })
        });
        let params = json!({ "url": "https://a.example/feed", "options": options });
        let run = testkit::run(RssRead)
            .version(version)
            .params(params)
            .host(Arc::new(host));
        run.items([json!({}), json!({})]).await
    }

    const RSS2: &str = r#"<?xml version="1.0"?><rss version="2.0" xmlns:itunes="x"><channel><title>T</title>
        <item><title><![CDATA[One & two]]></title><link>https://a.example/1</link><description>&lt;p&gt;Hi &amp;amp; bye&lt;/p&gt;</description>
        <guid isPermaLink="true">g1</guid><dc:creator>Ada</dc:creator><pubDate>Thu, 09 Feb 2023 13:40:00 GMT</pubDate>
        <category>a</category><category domain="d">b</category><enclosure url="https://a.example/a.mp3" type="audio/mpeg"/>
        <content:encoded><![CDATA[<b>full</b>]]></content:encoded><itunes:duration>1:00</itunes:duration><itunes:image href="i.png"/>
        <own>mine</own></item><item/></channel></rss>"#;

    #[tokio::test]
    async fn rss_entries_are_read() {
        let out = run(1.2, RSS2, json!({ "customFields": "own, other" }))
            .await
            .unwrap();
        assert_eq!(out.json(0).len(), 4);
        assert_eq!(
            out.json(0)[0],
            json!({
                "creator": "Ada",
                "dc:creator": "Ada",
                "title": "One & two",
                "link": "https://a.example/1",
                "pubDate": "Thu, 09 Feb 2023 13:40:00 GMT",
                "isoDate": "2023-02-09T13:40:00.000Z",
                "content": "<p>Hi &amp; bye</p>",
                "contentSnippet": "Hi & bye",
                "content:encoded": "<b>full</b>",
                "content:encodedSnippet": "full",
                "guid": "g1",
                "categories": ["a", { "_": "b", "$": { "domain": "d" } }],
                "enclosure": { "url": "https://a.example/a.mp3", "type": "audio/mpeg" },
                "itunes": { "duration": "1:00", "image": "i.png" },
                "own": "mine",
            })
        );
        assert_eq!(out.origins(0), [[(0, 0)], [(0, 0)], [(0, 1)], [(0, 1)]]);
        let first = run(1.0, RSS2, json!({})).await.unwrap();
        assert_eq!(first.origins(0), [[(0, 0), (0, 1)], [(0, 0), (0, 1)]]);
    }

    #[tokio::test]
    async fn atom_and_rdf_entries_are_read() {
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">T</title><link rel="self" href="s"/>
            <link rel="alternate" href="https://a.example/1"/><updated>2024-05-01T10:00:00+02:00</updated><author><name>Ada</name></author>
            <content type="xhtml"><div>x<b>y</b></div></content><summary>s</summary><id>i</id></entry></feed>"#;
        let out = run(1.1, atom, json!({})).await.unwrap();
        assert_eq!(
            out.json(0)[0],
            json!({
                "title": "T",
                "link": "https://a.example/1",
                "pubDate": "2024-05-01T08:00:00.000Z",
                "isoDate": "2024-05-01T08:00:00.000Z",
                "author": "Ada",
                "content": "<div>x<b>y</b></div>",
                "contentSnippet": "xy",
                "summary": "s",
                "summarySnippet": "s",
                "id": "i",
            })
        );
        let rdf = "<rdf:RDF><channel/><item><title>T</title><dc:date>2024-05-01</dc:date></item></rdf:RDF>";
        let out = run(1.2, rdf, json!({})).await.unwrap();
        assert_eq!(
            out.json(0)[0],
            json!({ "title": "T", "date": "2024-05-01", "dc:date": "2024-05-01", "isoDate": "2024-05-01T00:00:00.000Z" })
        );
    }

    #[tokio::test]
    async fn what_is_no_feed_fails() {
        for body in ["<html><body/></html>", "{}", ""] {
            assert_eq!(
                run(1.2, body, json!({})).await.err().unwrap().code,
                "feed.invalid",
                "{body}"
            );
        }
        let wrong = testkit::run(RssRead)
            .params(json!({ "url": "nowhere" }))
            .on_error(OnError::Continue);
        assert!(wrong.await.unwrap().json(0)[0]["error"].is_string());
    }
}
