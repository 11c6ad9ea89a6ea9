//! Writes elements as Markdown.

use scraper::{ElementRef, Node};

use super::{Change, TextOptions};

/// Where text stands.
#[derive(Clone, Default)]
pub(super) struct Place {
    depth: usize,
    raw: bool,
}

pub(super) struct Writer<'o> {
    pub options: &'o TextOptions,
    pub changes: Vec<Change>,
    pub global: Option<Change>,
    pub start: Option<Change>,
    pub ignored: Vec<String>,
    pub blocks: Vec<String>,
    pub links: Vec<String>,
}

impl Writer<'_> {
    pub(super) fn children(&mut self, element: ElementRef<'_>, out: &mut String, place: &Place) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) if place.raw => out.push_str(text),
                Node::Text(text) => self.words(text, out),
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child, out, place);
                    }
                }
                _ => {}
            }
        }
    }

    /// Text with its white space drawn together, special characters escaped.
    fn words(&self, text: &str, out: &mut String) {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let fresh = out.is_empty() || out.ends_with(char::is_whitespace);
        if words.is_empty() {
            if !fresh && !text.is_empty() {
                out.push(' ');
            }
            return;
        }
        if text.starts_with(char::is_whitespace) && !fresh {
            out.push(' ');
        }
        let at_start = out.is_empty() || out.ends_with('\n');
        out.push_str(&self.changed(&words, at_start));
        if text.ends_with(char::is_whitespace) {
            out.push(' ');
        }
    }

    fn changed(&self, text: &str, at_start: bool) -> String {
        let mut text = match &self.global {
            Some(change) => change.apply(text),
            None => escape(text),
        };
        if at_start {
            text = match &self.start {
                Some(change) => change.apply(&text),
                None => escape_start(&text),
            };
        }
        for change in &self.changes {
            text = change.apply(&text);
        }
        text
    }

    fn element(&mut self, element: ElementRef<'_>, out: &mut String, place: &Place) {
        let name = element.value().name();
        let upper = name.to_ascii_uppercase();
        if self.ignored.contains(&upper) {
            return;
        }
        if self.blocks.contains(&upper) {
            return self.block(element, out, place, "");
        }
        let options = self.options;
        match name {
            "head" | "script" | "style" | "template" | "noscript" | "title" | "meta" | "link" => {}
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = usize::from(name.as_bytes()[1] - b'0');
                self.block(element, out, place, &format!("{} ", "#".repeat(level)));
            }
            "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "nav"
            | "aside" | "form" | "figure" | "figcaption" | "fieldset" | "address" | "details"
            | "summary" | "dl" | "dd" | "dt" => {
                self.block(element, out, place, "");
            }
            "br" => {
                trim_spaces(out);
                out.push_str("  \n");
            }
            "hr" => blocked(out, "---"),
            "strong" | "b" => self.wrapped(
                element,
                out,
                place,
                options.strong_delimiter.as_deref().unwrap_or("**"),
            ),
            "em" | "i" => self.wrapped(
                element,
                out,
                place,
                options.em_delimiter.as_deref().unwrap_or("_"),
            ),
            "del" | "s" | "strike" => self.wrapped(element, out, place, "~~"),
            "code" | "kbd" | "samp" | "tt" if !place.raw => {
                let text: String = element.text().collect();
                let fence = if text.contains('`') { "``" } else { "`" };
                out.push_str(&format!("{fence}{}{fence}", text.trim()));
            }
            "pre" => self.code(element, out),
            "a" => self.link(element, out, place),
            "img" => self.image(element, out),
            "blockquote" => self.quote(element, out, place),
            "ul" | "ol" => self.list(element, out, place),
            "table" => self.table(element, out),
            _ => self.children(element, out, place),
        }
    }

    fn block(&mut self, element: ElementRef<'_>, out: &mut String, place: &Place, mark: &str) {
        let mut inner = String::new();
        self.children(element, &mut inner, place);
        let inner = inner.trim_matches(['\n', ' ']);
        if inner.is_empty() {
            separate(out);
        } else {
            blocked(out, &format!("{mark}{inner}"));
        }
    }

    fn wrapped(&mut self, element: ElementRef<'_>, out: &mut String, place: &Place, mark: &str) {
        let mut inner = String::new();
        self.children(element, &mut inner, place);
        let text = inner.trim();
        if text.is_empty() {
            return self.words(&inner, out);
        }
        let space = |yes: bool| if yes { " " } else { "" };
        let before = space(inner.starts_with(char::is_whitespace));
        let after = space(inner.ends_with(char::is_whitespace));
        out.push_str(&format!("{before}{mark}{text}{mark}{after}"));
    }

    fn code(&self, element: ElementRef<'_>, out: &mut String) {
        let text: String = element.text().collect();
        let text = text.trim_matches('\n');
        if self.options.code_block_style.as_deref() == Some("indented") {
            let lines = text.split('\n').map(|line| format!("    {line}"));
            return blocked(out, &lines.collect::<Vec<_>>().join("\n"));
        }
        let fence = self.options.code_fence.as_deref().unwrap_or("```");
        let classes = element
            .descendants()
            .filter_map(ElementRef::wrap)
            .flat_map(|inner| inner.value().classes());
        let language = classes
            .filter_map(|class| {
                class
                    .strip_prefix("language-")
                    .or_else(|| class.strip_prefix("lang-"))
            })
            .next();
        blocked(
            out,
            &format!("{fence}{}\n{text}\n{fence}", language.unwrap_or_default()),
        );
    }

    fn link(&mut self, element: ElementRef<'_>, out: &mut String, place: &Place) {
        let mut inner = String::new();
        self.children(element, &mut inner, place);
        let text = inner.trim().replace('\n', " ");
        let Some(href) = element.attr("href").filter(|href| !href.is_empty()) else {
            return out.push_str(&inner);
        };
        if text.is_empty() {
            return;
        }
        if text == href && element.attr("title").is_none() {
            return out.push_str(&format!("<{href}>"));
        }
        let href = href
            .replace('(', "%28")
            .replace(')', "%29")
            .replace(' ', "%20");
        let title = element
            .attr("title")
            .map(|title| format!(" \"{}\"", title.replace('"', "\\\"")))
            .unwrap_or_default();
        if self.options.use_link_reference_definitions {
            let known = self.links.iter().position(|link| *link == href);
            let number = known.unwrap_or_else(|| {
                self.links.push(href);
                self.links.len() - 1
            });
            return out.push_str(&format!("[{text}][{}]", number + 1));
        }
        out.push_str(&format!("[{text}]({href}{title})"));
    }

    fn image(&self, element: ElementRef<'_>, out: &mut String) {
        let source = element.attr("src").unwrap_or_default();
        if source.is_empty() || (source.starts_with("data:") && !self.options.keep_data_images) {
            return;
        }
        let alt = element.attr("alt").unwrap_or_default();
        let title = element
            .attr("title")
            .map(|title| format!(" \"{title}\""))
            .unwrap_or_default();
        out.push_str(&format!("![{alt}]({source}{title})"));
    }

    fn quote(&mut self, element: ElementRef<'_>, out: &mut String, place: &Place) {
        let mut inner = String::new();
        self.children(element, &mut inner, place);
        let lines = inner
            .trim()
            .split('\n')
            .map(|line| format!("> {line}").trim_end().to_owned());
        blocked(out, &lines.collect::<Vec<_>>().join("\n"));
    }

    fn list(&mut self, element: ElementRef<'_>, out: &mut String, place: &Place) {
        let ordered = element.value().name() == "ol";
        let first: usize = element
            .attr("start")
            .and_then(|start| start.parse().ok())
            .unwrap_or(1);
        let bullet = self
            .options
            .bullet_marker
            .clone()
            .unwrap_or_else(|| "*".to_owned());
        let below = Place {
            depth: place.depth + 1,
            ..place.clone()
        };
        let mut lines = Vec::new();
        let items = element
            .children()
            .filter_map(ElementRef::wrap)
            .filter(|child| child.value().name() == "li");
        for (at, item) in items.enumerate() {
            let mark = if ordered {
                format!("{}.", first.saturating_add(at))
            } else {
                bullet.clone()
            };
            let mut inner = String::new();
            self.children(item, &mut inner, &below);
            let indent = " ".repeat(mark.len() + 1);
            let shifted = inner.trim().replace('\n', &format!("\n{indent}"));
            lines.push(format!("{mark} {shifted}"));
        }
        let text = lines.join("\n");
        if place.depth > 0 {
            trim_spaces(out);
            if !out.ends_with('\n') && !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&text);
            out.push('\n');
        } else {
            blocked(out, &text);
        }
    }

    fn table(&mut self, element: ElementRef<'_>, out: &mut String) {
        let mut rows: Vec<Vec<String>> = Vec::new();
        for row in element
            .descendants()
            .filter_map(ElementRef::wrap)
            .filter(|inner| inner.value().name() == "tr")
        {
            let mut cells = Vec::new();
            for cell in row
                .children()
                .filter_map(ElementRef::wrap)
                .filter(|cell| matches!(cell.value().name(), "td" | "th"))
            {
                let mut inner = String::new();
                self.children(cell, &mut inner, &Place::default());
                let inner = inner.split_whitespace().collect::<Vec<_>>().join(" ");
                cells.push(inner.replace('|', "\\|"));
            }
            rows.push(cells);
        }
        let width = rows.iter().map(Vec::len).max().unwrap_or_default();
        if width == 0 {
            return;
        }
        let line = |row: &[String]| {
            let cells = (0..width).map(|at| row.get(at).map_or("", String::as_str));
            format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
        };
        let mut lines: Vec<String> = rows.iter().map(|row| line(row)).collect();
        lines.insert(1, format!("| {} |", vec!["---"; width].join(" | ")));
        blocked(out, &lines.join("\n"));
    }
}

fn trim_spaces(out: &mut String) {
    let length = out.trim_end_matches(' ').len();
    out.truncate(length);
}

/// Sees to an empty line before what comes next. A lone space at the very start stays.
fn separate(out: &mut String) {
    if out != " " {
        trim_spaces(out);
    }
    if out.is_empty() {
        return;
    }
    let ends = out.len() - out.trim_end_matches('\n').len();
    out.push_str(&"\n".repeat(2usize.saturating_sub(ends)));
}

fn blocked(out: &mut String, text: &str) {
    separate(out);
    out.push_str(text);
    out.push_str("\n\n");
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '~' | '[' | ']') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// What would begin a list, a quote or a heading at the start of a line.
fn escape_start(text: &str) -> String {
    let marks = text.bytes().take_while(|b| *b == b'#').count();
    let heading = (1..=6).contains(&marks) && text[marks..].starts_with(' ');
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = digits > 0 && text[digits..].starts_with(". ");
    if numbered {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    match text.starts_with("+ ") || text.starts_with(['=', '>', '-']) || heading {
        true => format!("\\{text}"),
        false => text.to_owned(),
    }
}
