//! Markdown: HTML to Markdown and back.

use sdk::{
    Column, Ctx, Effect, Group, Item, N8nType, Node, NodeSpec, Outputs, Param, ParamKind, Result,
    Show, Value, async_trait, json,
};
use serde::Deserialize;

use super::render::{self, PageOptions};
use super::to_markdown::{self, TextOptions};
use crate::files::loose;
use crate::path;

/// Turns HTML into Markdown and back.
pub struct Markdown;

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Params {
    #[serde(deserialize_with = "loose::text")]
    mode: String,
    #[serde(deserialize_with = "loose::text")]
    html: String,
    #[serde(deserialize_with = "loose::text")]
    markdown: String,
    #[serde(deserialize_with = "loose::text")]
    destination_key: String,
    options: Value,
}

#[async_trait]
impl Node for Markdown {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Turns HTML into Markdown, the plain text with stars and hashes, or Markdown into HTML.".to_owned(),
            icon: "file-code".to_owned(),
            n8n: N8nType::base(&["markdown"]),
            params: params(),
            effect: Effect::Pure,
            ..NodeSpec::new("markdown", "Markdown", Group::Data)
        }
        .aliases(&["markdown", "md", "html to markdown", "markdown to html", "format text"])
        .example(&json!({ "mode": "markdownToHtml", "markdown": "={{ $json.text }}" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let all = ctx.all_params().await?;
        let mut out = Vec::new();
        for at in 0..ctx.items().len() {
            match one(ctx, &all, at) {
                Ok(item) => out.push(item),
                Err(error) => out.push(ctx.recover(at, error)?),
            }
        }
        Ok(out.into())
    }
}

fn one(ctx: &Ctx, all: &Column, at: usize) -> Result<Item> {
    let params: Params = all.read(at)?;
    let options = if params.options.is_object() {
        params.options
    } else {
        json!({})
    };
    let misfit = |e: value::DeError| sdk::Error::param("options", e.to_string());
    let text = if params.mode == "markdownToHtml" {
        let options: PageOptions = value::from_value(&options).map_err(misfit)?;
        render::page(&params.markdown, &options)
    } else {
        let options: TextOptions = value::from_value(&options).map_err(misfit)?;
        to_markdown::text(&params.html, &options)?
    };
    let mut item = ctx.items()[at].clone();
    path::set(item.json_mut(), &params.destination_key, text);
    Ok(item)
}

fn params() -> Vec<Param> {
    let to_text = || Show::when("mode", &["htmlToMarkdown"]);
    let to_page = || Show::when("mode", &["markdownToHtml"]);
    vec![
        Param::choice(
            "mode",
            "What to do",
            &[
                ("htmlToMarkdown", "HTML to Markdown"),
                ("markdownToHtml", "Markdown to HTML"),
            ],
        )
        .help("From what to what text is turned."),
        Param::new("html", "HTML", ParamKind::LongText)
            .or("")
            .required()
            .help("The page to turn into Markdown.")
            .example("<h1>Title</h1>")
            .show(to_text()),
        Param::new("markdown", "Markdown", ParamKind::LongText)
            .or("")
            .required()
            .help("The text to turn into HTML.")
            .example("# Title")
            .show(to_page()),
        Param::text("destinationKey", "Put it into")
            .or("data")
            .required()
            .help("The field that gets the result; fields below others are written with dots.")
            .example("text"),
        Param::fields("options", "Options", text_fields())
            .help("How the Markdown looks.")
            .show(to_text()),
        Param::fields("options", "Options", page_fields())
            .help("How the HTML looks.")
            .show(to_page()),
    ]
}

fn text_fields() -> Vec<Param> {
    let change = || {
        vec![
            Param::text("pattern", "Pattern")
                .help("A regular expression.")
                .example("foo(.*)"),
            Param::text("replacement", "Replacement")
                .help("What is put in its place; $1 is the first group.")
                .example("$1"),
        ]
    };
    let one = |name: &str, label: &str, help: &str| {
        let groups =
            vec![Param::fields("value", "Change", change()).help("Pattern and replacement.")];
        Param::new(
            name,
            label,
            ParamKind::Groups {
                many: false,
                groups,
            },
        )
        .or(json!({}))
        .help(help)
    };
    let groups =
        vec![Param::fields("values", "Changes", change()).help("Pattern and replacement.")];
    vec![
        Param::text("bulletMarker", "Bullet")
            .or("*")
            .help("What begins an entry of a list.")
            .example("-"),
        Param::text("codeFence", "Code fence")
            .or("```")
            .help("What stands around code.")
            .example("~~~"),
        Param::text("emDelimiter", "Emphasis")
            .or("_")
            .help("What stands around emphasised text.")
            .example("*"),
        one(
            "globalEscape",
            "Escape",
            "Replaces what is escaped everywhere.",
        ),
        Param::text("ignore", "Leave out")
            .help("Elements whose content is left out, in capitals, with commas.")
            .example("NAV, FOOTER"),
        Param::switch("keepDataImages", "Keep embedded images", false)
            .help("Keeps images that are part of the page itself."),
        one(
            "lineStartEscape",
            "Escape at line starts",
            "Replaces what is escaped at the start of a line.",
        ),
        Param::number("maxConsecutiveNewlines", "Most empty lines", 3.0)
            .help("How many line ends may follow each other.")
            .example("2"),
        Param::switch("useLinkReferenceDefinitions", "Addresses at the end", false)
            .help("Lists the addresses of links at the end."),
        Param::text("strongDelimiter", "Strong")
            .or("**")
            .help("What stands around strong text.")
            .example("__"),
        Param::choice(
            "codeBlockStyle",
            "Code",
            &[("fence", "Between fences"), ("indented", "Indented")],
        )
        .help("How blocks of code are written."),
        Param::new(
            "textReplace",
            "Replace text",
            ParamKind::Groups { many: true, groups },
        )
        .or(Vec::<Value>::new())
        .help("Changes text on its way."),
        Param::text("blockElements", "Treat as blocks")
            .help("Elements that get empty lines around them, in capitals, with commas.")
            .example("LABEL, SPAN"),
    ]
}

#[expect(
    clippy::too_many_lines,
    reason = "a form: its fields, one after the other"
)]
fn page_fields() -> Vec<Param> {
    let switch = |name: &str, label: &str, help: &str| Param::switch(name, label, false).help(help);
    vec![
        switch(
            "openLinksInNewWindow",
            "Links open a new window",
            "Adds target=\"_blank\" to links.",
        ),
        switch(
            "simplifiedAutoLink",
            "Link addresses",
            "Makes links of addresses in the text.",
        ),
        switch(
            "backslashEscapesHTMLTags",
            "Backslash before tags",
            "A backslash before a tag makes text of it.",
        ),
        switch(
            "completeHTMLDocument",
            "Whole document",
            "Puts head and body around.",
        ),
        switch(
            "customizedHeaderId",
            "Own heading IDs",
            "Takes {text} behind a heading for its ID.",
        ),
        switch(
            "emoji",
            "Emoji",
            "Kept for workflows from elsewhere; emoji characters work either way.",
        ),
        Param::switch("encodeEmails", "Encode mail addresses", true)
            .help("Kept for workflows from elsewhere; addresses stay as they are."),
        switch(
            "excludeTrailingPunctuationFromURLs",
            "Leave punctuation out of links",
            "Punctuation behind an address is never part of its link.",
        ),
        Param::switch("ghCodeBlocks", "Fenced code", true).help("Code may stand between ```."),
        switch(
            "ghCompatibleHeaderId",
            "Heading IDs like GitHub's",
            "Spaces in heading IDs become dashes.",
        ),
        Param::text("ghMentionsLink", "Address of mentions")
            .or("https://github.com/{u}")
            .help("Where @name leads; {u} is the name.")
            .example("https://example.com/{u}"),
        switch("ghMentions", "Mentions", "Makes links of @name."),
        switch(
            "tasklists",
            "Task lists",
            "Makes check boxes of [ ] and [x].",
        ),
        Param::number("headerLevelStart", "First heading level", 1.0)
            .help("The level that # stands for.")
            .example("2"),
        switch(
            "requireSpaceBeforeHeadingText",
            "Space before heading text",
            "Takes # for a heading only if a space follows.",
        ),
        switch(
            "literalMidWordAsterisks",
            "Stars inside words",
            "Kept for workflows from elsewhere; stars inside words count as in CommonMark.",
        ),
        switch(
            "literalMidWordUnderscores",
            "Underscores inside words",
            "Kept for workflows from elsewhere; underscores inside words stay as they are.",
        ),
        switch("noHeaderId", "No heading IDs", "Headings get no ID."),
        switch(
            "parseImgDimensions",
            "Image sizes",
            "Kept for workflows from elsewhere; sizes behind images are not read.",
        ),
        Param::text("prefixHeaderId", "Prefix of heading IDs")
            .or("section")
            .help("Stands before each heading ID.")
            .example("section"),
        switch(
            "rawHeaderId",
            "Raw heading IDs",
            "Only spaces and quotes are changed in heading IDs.",
        ),
        switch(
            "rawPrefixHeaderId",
            "Raw prefix",
            "The prefix of heading IDs is not changed.",
        ),
        switch(
            "simpleLineBreaks",
            "Line ends count",
            "A line end in the text becomes one on the page.",
        ),
        switch(
            "smartIndentationFix",
            "Fix indentation",
            "Kept for workflows from elsewhere.",
        ),
        switch(
            "disableForced4SpacesIndentedSublists",
            "Lists below lists",
            "Two spaces are enough for a list below another; they always are.",
        ),
        switch(
            "splitAdjacentBlockquotes",
            "Split quotes",
            "Quotes with an empty line between them are apart; they always are.",
        ),
        switch(
            "strikethrough",
            "Strikethrough",
            "~~text~~ is struck through.",
        ),
        switch(
            "tablesHeaderId",
            "IDs of table heads",
            "Gives IDs to the heads of tables.",
        ),
        switch("tables", "Tables", "Reads tables."),
    ]
}

#[cfg(test)]
mod tests {
    use sdk::{OnError, json, testkit};

    use super::Markdown;

    #[tokio::test]
    async fn both_ways() {
        for (params, wanted) in [
            (
                json!({ "html": "={{ $json.data }}" }),
                json!({ "data": "\\# a", "x": 1 }),
            ),
            (
                json!({ "mode": "markdownToHtml", "markdown": "={{ $json.data }}", "destinationKey": "out.html" }),
                json!({ "data": "# a", "x": 1, "out": { "html": "<h1 id=\"a\">a</h1>" } }),
            ),
        ] {
            let out = testkit::run(Markdown)
                .params(params.clone())
                .items([json!({ "data": "# a", "x": 1 })])
                .await
                .unwrap();
            assert_eq!(out.json(0), [wanted], "{params}");
        }
    }

    #[tokio::test]
    async fn a_wrong_pattern_is_an_error() {
        let params = json!({ "html": "x", "options": { "textReplace": { "values": [{ "pattern": "(", "replacement": "" }] } } });
        let out = testkit::run(Markdown)
            .params(params)
            .on_error(OnError::Continue)
            .items([json!({})])
            .await
            .unwrap();
        assert!(out.json(0)[0]["error"].is_string());
    }
}
