//! Markdown as HTML, in the form of showdown.

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use regex::Regex;
use serde::Deserialize;

use crate::files::loose;

/// How the page comes out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct PageOptions {
    #[serde(deserialize_with = "loose::flag")]
    open_links_in_new_window: bool,
    #[serde(deserialize_with = "loose::flag")]
    simplified_auto_link: bool,
    #[serde(rename = "completeHTMLDocument", deserialize_with = "loose::flag")]
    complete: bool,
    #[serde(deserialize_with = "loose::flag")]
    customized_header_id: bool,
    #[serde(deserialize_with = "loose::flag")]
    gh_compatible_header_id: bool,
    #[serde(deserialize_with = "loose::flag")]
    gh_mentions: bool,
    #[serde(deserialize_with = "loose::some_text")]
    gh_mentions_link: Option<String>,
    #[serde(deserialize_with = "loose::flag")]
    tasklists: bool,
    #[serde(deserialize_with = "loose::some_number")]
    header_level_start: Option<f64>,
    #[serde(deserialize_with = "loose::flag")]
    require_space_before_heading_text: bool,
    #[serde(deserialize_with = "loose::flag")]
    no_header_id: bool,
    #[serde(deserialize_with = "loose::some_text")]
    prefix_header_id: Option<String>,
    #[serde(deserialize_with = "loose::flag")]
    raw_header_id: bool,
    #[serde(deserialize_with = "loose::flag")]
    simple_line_breaks: bool,
    #[serde(deserialize_with = "loose::flag")]
    strikethrough: bool,
    #[serde(deserialize_with = "loose::flag")]
    tables_header_id: bool,
    #[serde(deserialize_with = "loose::flag")]
    tables: bool,
}

/// Turns a text into a page.
pub(super) fn page(markdown: &str, options: &PageOptions) -> String {
    let mut allowed = Options::empty();
    allowed.set(Options::ENABLE_TABLES, options.tables);
    allowed.set(Options::ENABLE_STRIKETHROUGH, options.strikethrough);
    allowed.set(Options::ENABLE_TASKLISTS, options.tasklists);
    let source = prepare(markdown, options);
    let mut writer = Writer::new(options);
    Parser::new_ext(&source, allowed).for_each(|event| writer.event(event));
    let body = writer.out.trim().to_owned();
    match options.complete {
        true => format!(
            "<!DOCTYPE HTML>\n<html>\n<head>\n<meta charset=\"utf-8\">\n</head>\n<body>\n{body}\n</body>\n</html>"
        ),
        false => body,
    }
}

/// Headings may stand right behind their `#`, and addresses be links without `<>`, outside of code.
fn prepare(markdown: &str, options: &PageOptions) -> String {
    let address = options
        .simplified_auto_link
        .then(|| Regex::new(r#"(^|[\s(])(https?://[^\s<>()"']+[^\s<>()"'.,;:!?])"#));
    let address = address.and_then(Result::ok);
    let mention = options
        .gh_mentions
        .then(|| Regex::new(r"(^|\s)@([a-zA-Z0-9][a-zA-Z0-9-]{0,38})"));
    let mention = mention.and_then(Result::ok);
    let link = options
        .gh_mentions_link
        .as_deref()
        .unwrap_or("https://github.com/{u}");
    let mut fenced = false;
    let lines = markdown.split('\n').map(|line| {
        let start = line.trim_start();
        fenced ^= start.starts_with("```") || start.starts_with("~~~");
        if fenced || line.starts_with("    ") || line.starts_with('\t') {
            return line.to_owned();
        }
        let mut line = line.to_owned();
        if let Some(address) = &address {
            line = address.replace_all(&line, "$1<$2>").into_owned();
        }
        if let Some(mention) = &mention {
            let linked = |found: &regex::Captures<'_>| {
                format!(
                    "{}[@{}]({})",
                    &found[1],
                    &found[2],
                    link.replace("{u}", &found[2])
                )
            };
            line = mention.replace_all(&line, linked).into_owned();
        }
        match options.require_space_before_heading_text {
            true => line,
            false => space_heading(line),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn space_heading(line: String) -> String {
    let marks = line.bytes().take_while(|b| *b == b'#').count();
    let glued = (1..=6).contains(&marks) && line[marks..].starts_with(|c: char| !c.is_whitespace());
    if glued {
        format!("{} {}", &line[..marks], &line[marks..])
    } else {
        line
    }
}

struct Writer<'o> {
    options: &'o PageOptions,
    out: String,
    /// Where the content of the open heading begins.
    heading: usize,
    /// Text of the open heading or image.
    plain: Option<String>,
    ids: Vec<String>,
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl<'o> Writer<'o> {
    fn new(options: &'o PageOptions) -> Self {
        Self {
            options,
            out: String::new(),
            heading: 0,
            plain: None,
            ids: Vec::new(),
            columns: Vec::new(),
            column: 0,
            in_head: false,
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => {
                if let Some(plain) = &mut self.plain {
                    plain.push_str(&code);
                }
                self.out
                    .push_str(&format!("<code>{}</code>", escape(&code)));
            }
            Event::Html(html) | Event::InlineHtml(html) => self.out.push_str(&html),
            Event::SoftBreak if self.options.simple_line_breaks => self.out.push_str("<br />\n"),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br />\n"),
            Event::Rule => self.line("<hr />\n"),
            Event::TaskListMarker(done) => {
                let checked = if done { " checked" } else { "" };
                self.out.push_str(&format!("<input type=\"checkbox\" disabled style=\"margin: 0px 0.35em 0.25em -1.6em; vertical-align: middle;\"{checked}> "));
            }
            _ => {}
        }
    }

    fn line(&mut self, text: &str) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.out.push_str(text);
    }

    fn text(&mut self, text: &str) {
        if let Some(plain) = &mut self.plain {
            plain.push_str(text);
        }
        let text = text.replace("...", "…");
        self.out.push_str(&escape(&text));
    }

    fn open(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.line("<p>"),
            Tag::Heading { .. } => {
                self.line("");
                self.heading = self.out.len();
                self.plain = Some(String::new());
            }
            Tag::BlockQuote(_) => self.line("<blockquote>\n"),
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) if !language.is_empty() => {
                let name = escape(language.split_whitespace().next().unwrap_or_default());
                self.line(&format!("<pre><code class=\"{name} language-{name}\">"));
            }
            Tag::CodeBlock(_) => self.line("<pre><code>"),
            Tag::List(Some(1)) => self.line("<ol>\n"),
            Tag::List(Some(first)) => self.line(&format!("<ol start=\"{first}\">\n")),
            Tag::List(None) => self.line("<ul>\n"),
            Tag::Item => self.line("<li>"),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link {
                dest_url, title, ..
            } => {
                let target = if self.options.open_links_in_new_window {
                    " rel=\"noopener noreferrer\" target=\"_blank\""
                } else {
                    ""
                };
                self.out.push_str(&format!(
                    "<a href=\"{}\"{}{target}>",
                    escape_attribute(&dest_url),
                    titled(&title)
                ));
            }
            Tag::Image {
                dest_url, title, ..
            } => {
                // The text inside becomes the `alt` when the image is closed.
                self.out.push_str(&format!(
                    "<img src=\"{}\"{} alt=\"",
                    escape_attribute(&dest_url),
                    titled(&title)
                ));
                self.heading = self.out.len();
                self.plain.get_or_insert_default();
            }
            Tag::Table(columns) => {
                self.columns = columns;
                self.line("<table>\n");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.column = 0;
                self.line("<thead>\n<tr>\n");
            }
            Tag::TableRow => {
                self.column = 0;
                self.line("<tr>\n");
            }
            Tag::TableCell => self.open_cell(),
            Tag::HtmlBlock => self.line(""),
            _ => {}
        }
    }

    fn open_cell(&mut self) {
        let style = match self.columns.get(self.column) {
            Some(Alignment::Left) => " style=\"text-align:left;\"",
            Some(Alignment::Center) => " style=\"text-align:center;\"",
            Some(Alignment::Right) => " style=\"text-align:right;\"",
            _ => "",
        };
        let name = if self.in_head { "th" } else { "td" };
        self.line(&format!("<{name}{style}>"));
        self.heading = self.out.len();
        self.column += 1;
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(level) => self.close_heading(level),
            TagEnd::BlockQuote(_) => self.line("</blockquote>\n"),
            TagEnd::CodeBlock => self.out.push_str("</code></pre>\n"),
            TagEnd::List(true) => self.line("</ol>\n"),
            TagEnd::List(false) => self.line("</ul>\n"),
            TagEnd::Item => {
                // A paragraph of an item ends right before the item does.
                while self.out.ends_with('\n') {
                    self.out.pop();
                }
                self.out.push_str("</li>\n");
            }
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link => self.out.push_str("</a>"),
            TagEnd::Image => {
                self.out.truncate(self.heading);
                let alt = self.plain.take().unwrap_or_default();
                self.out
                    .push_str(&format!("{}\" />", escape_attribute(&alt)));
            }
            TagEnd::Table => self.line("</tbody>\n</table>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.line("</tr>\n</thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.line("</tr>\n"),
            TagEnd::TableCell => self.close_cell(),
            _ => {}
        }
    }

    fn close_cell(&mut self) {
        let name = if self.in_head { "th" } else { "td" };
        if self.in_head && self.options.tables_header_id {
            let id = self.out[self.heading..].replace(' ', "_").to_lowercase();
            let at = self.heading - 1;
            self.out
                .insert_str(at, &format!(" id=\"{}\"", escape_attribute(&id)));
        }
        self.out.push_str(&format!("</{name}>\n"));
    }

    fn close_heading(&mut self, level: HeadingLevel) {
        let first = self
            .options
            .header_level_start
            .unwrap_or(1.0)
            .clamp(1.0, 6.0) as usize;
        let level = (level as usize + first - 1).min(6);
        let content = self.out.split_off(self.heading);
        let plain = self.plain.take().unwrap_or_default();
        let (content, id) = self.id(content, &plain);
        let id = if self.options.no_header_id {
            String::new()
        } else {
            format!(" id=\"{id}\"")
        };
        self.out
            .push_str(&format!("<h{level}{id}>{content}</h{level}>\n"));
    }

    fn id(&mut self, content: String, plain: &str) -> (String, String) {
        let own = content
            .strip_suffix('}')
            .and_then(|rest| rest.rsplit_once('{'));
        if let Some((shown, id)) = own.filter(|_| self.options.customized_header_id) {
            return (shown.trim_end().to_owned(), escape_attribute(id.trim()));
        }
        let prefix = self.options.prefix_header_id.as_deref().unwrap_or_default();
        let text = format!("{prefix}{plain}");
        let lower = text.to_lowercase();
        let base: String = if self.options.gh_compatible_header_id {
            lower
                .replace(' ', "-")
                .chars()
                .filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
                .collect()
        } else if self.options.raw_header_id {
            lower.replace([' ', '"', '\''], "-")
        } else {
            lower
                .chars()
                .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect()
        };
        let count = self.ids.iter().filter(|id| **id == base).count();
        self.ids.push(base.clone());
        let id = if count == 0 {
            base
        } else {
            format!("{base}-{count}")
        };
        (content, escape_attribute(&id))
    }
}

fn titled(title: &str) -> String {
    match title {
        "" => String::new(),
        title => format!(" title=\"{}\"", escape_attribute(title)),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn escape_attribute(text: &str) -> String {
    escape(text).replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use sdk::{Value, json};

    use super::{PageOptions, page};

    fn check(markdown: &str, options: Value, wanted: &str) {
        let options: PageOptions = value::from_value(&options).unwrap();
        assert_eq!(page(markdown, &options), wanted, "{markdown}");
    }

    #[test]
    fn as_showdown_has_it() {
        check(
            "# Example Domain\n\ntext...",
            json!({}),
            "<h1 id=\"exampledomain\">Example Domain</h1>\n<p>text…</p>",
        );
        check("##Glued", json!({}), "<h2 id=\"glued\">Glued</h2>");
        check(
            "# A\n# A",
            json!({}),
            "<h1 id=\"a\">A</h1>\n<h1 id=\"a-1\">A</h1>",
        );
        check(
            "# A b",
            json!({ "noHeaderId": true, "headerLevelStart": 3 }),
            "<h3>A b</h3>",
        );
        check(
            "# A b",
            json!({ "ghCompatibleHeaderId": true }),
            "<h1 id=\"a-b\">A b</h1>",
        );
        check(
            "* a\n* b\n\n1. c",
            json!({}),
            "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<ol>\n<li>c</li>\n</ol>",
        );
        check(
            "[t](http://x \"y\") ![alt](i.png)",
            json!({}),
            "<p><a href=\"http://x\" title=\"y\">t</a> <img src=\"i.png\" alt=\"alt\" /></p>",
        );
        check(
            "```js\na < b\n```",
            json!({}),
            "<pre><code class=\"js language-js\">a &lt; b\n</code></pre>",
        );
        check(
            "a\nb  \nc",
            json!({ "simpleLineBreaks": true }),
            "<p>a<br />\nb<br />\nc</p>",
        );
        check(
            "~~x~~ **y** _z_",
            json!({ "strikethrough": true }),
            "<p><del>x</del> <strong>y</strong> <em>z</em></p>",
        );
        check(
            "|a|b|\n|-|:-:|\n|1|2|",
            json!({ "tables": true }),
            "<table>\n<thead>\n<tr>\n<th>a</th>\n<th style=\"text-align:center;\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td style=\"text-align:center;\">2</td>\n</tr>\n</tbody>\n</table>",
        );
        check(
            "see http://x.y/z.",
            json!({ "simplifiedAutoLink": true, "openLinksInNewWindow": true }),
            "<p>see <a href=\"http://x.y/z\" rel=\"noopener noreferrer\" target=\"_blank\">http://x.y/z</a>.</p>",
        );
        check("<div>raw</div>", json!({}), "<div>raw</div>");
        check(
            "x",
            json!({ "completeHTMLDocument": true }),
            "<!DOCTYPE HTML>\n<html>\n<head>\n<meta charset=\"utf-8\">\n</head>\n<body>\n<p>x</p>\n</body>\n</html>",
        );
    }
}
