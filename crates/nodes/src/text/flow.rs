//! A page as the text a person reads: blocks apart, lists with bullets, links with their address, lines of 80 characters.

use scraper::{ElementRef, Node, Selector};

/// Lines are broken before they get longer than this.
const WIDTH: usize = 80;

/// The text of an element's content; elements that fit one of `skip` are left out.
pub(super) fn text(element: ElementRef<'_>, skip: &[Selector]) -> String {
    let body = element
        .children()
        .filter_map(ElementRef::wrap)
        .find(|child| child.value().name() == "body");
    let writer = Writer {
        skip,
        upper: false,
        width: WIDTH,
    };
    let mut block = Block::default();
    writer.children(body.unwrap_or(element), &mut block);
    block.raw
}

/// Text that grows, with the line ends that are still owed.
#[derive(Default)]
struct Block {
    raw: String,
    /// Line ends wanted before the block.
    lead: usize,
    /// Line ends owed before the next text.
    owed: usize,
    /// Characters in the last line.
    column: usize,
    /// White space seen since the last word.
    space: bool,
}

impl Block {
    fn add_words(&mut self, text: &str, width: usize, change: impl Fn(&str) -> String) {
        let blank = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{c}' | '\u{200b}');
        let mut words = text.split(blank).filter(|word| !word.is_empty()).peekable();
        if words.peek().is_none() {
            self.space |= self.owed == 0 && !text.is_empty();
            return;
        }
        self.settle();
        self.space |= text.starts_with(blank);
        for (at, word) in words.enumerate() {
            self.add_word(&change(word), width, at > 0);
        }
        self.space = text.ends_with(blank);
    }

    fn settle(&mut self) {
        if self.owed > 0 {
            if !self.raw.is_empty() {
                self.raw.push_str(&"\n".repeat(self.owed));
            }
            (self.owed, self.column, self.space) = (0, 0, false);
        }
    }

    fn add_word(&mut self, word: &str, width: usize, apart: bool) {
        let length = word.chars().count();
        if (apart || self.space) && self.column > 0 {
            if self.column + 1 + length > width {
                self.raw.push('\n');
                self.column = 0;
            } else {
                self.raw.push(' ');
                self.column += 1;
            }
        }
        self.space = false;
        self.raw.push_str(word);
        self.column += length;
    }

    fn break_line(&mut self) {
        self.settle();
        self.raw.push('\n');
        (self.column, self.space) = (0, false);
    }

    fn add_block(&mut self, text: &str, lead: usize, trail: usize) {
        let breaks = self.owed.max(lead);
        if self.raw.is_empty() {
            self.lead = breaks;
        } else {
            self.raw.push_str(&"\n".repeat(breaks));
        }
        self.raw.push_str(text);
        self.owed = trail;
        (self.column, self.space) = (0, false);
    }

    fn close(self, into: &mut Block, lead: usize, trail: usize, change: impl Fn(&str) -> String) {
        let lead = lead.max(self.lead);
        into.add_block(&change(&self.raw), lead, trail.max(self.owed));
    }
}

#[derive(Clone, Copy)]
struct Writer<'s> {
    skip: &'s [Selector],
    upper: bool,
    width: usize,
}

impl Writer<'_> {
    fn children(self, element: ElementRef<'_>, into: &mut Block) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => into.add_words(text, self.width, |word| self.case(word)),
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child, into);
                    }
                }
                _ => {}
            }
        }
    }

    fn case(self, word: &str) -> String {
        if self.upper {
            word.to_uppercase()
        } else {
            word.to_owned()
        }
    }

    fn element(self, element: ElementRef<'_>, into: &mut Block) {
        if self.skip.iter().any(|selector| selector.matches(&element)) {
            return;
        }
        let heading = Self {
            upper: true,
            ..self
        };
        match element.value().name() {
            "script" | "style" | "head" | "template" | "noscript" => {}
            "br" => into.break_line(),
            "wbr" => into.space = false,
            "a" => self.anchor(element, into),
            "img" => self.image(element, into),
            "hr" => into.add_block(&"-".repeat(self.width.min(WIDTH)), 2, 2),
            "h1" | "h2" | "h3" => heading.block(element, into, 3, 2),
            "h4" | "h5" | "h6" => heading.block(element, into, 2, 2),
            "p" | "table" => self.block(element, into, 2, 2),
            "pre" => {
                let text: String = element.text().collect();
                into.add_block(text.trim_end_matches('\n'), 2, 2);
            }
            "article" | "aside" | "div" | "footer" | "form" | "header" | "main" | "nav"
            | "section" => {
                self.block(element, into, 1, 1);
            }
            "tr" => self.block(element, into, 1, 1),
            "blockquote" => self.quote(element, into),
            "ul" | "ol" => self.list(element, into),
            _ => self.children(element, into),
        }
    }

    fn block(self, element: ElementRef<'_>, into: &mut Block, lead: usize, trail: usize) {
        let mut block = Block::default();
        self.children(element, &mut block);
        block.close(into, lead, trail, str::to_owned);
    }

    fn anchor(self, element: ElementRef<'_>, into: &mut Block) {
        let href = element.attr("href").unwrap_or_default();
        let href = href.strip_prefix("mailto:").unwrap_or(href);
        let before = into.raw.len();
        self.children(element, into);
        if href.is_empty() || href.starts_with('#') {
            return;
        }
        let link = match into.raw.len() == before {
            true => format!("[{href}]"),
            false => format!(" [{href}]"),
        };
        into.add_words(&link, self.width, str::to_owned);
    }

    fn image(self, element: ElementRef<'_>, into: &mut Block) {
        let alt = element.attr("alt").unwrap_or_default();
        let text = match (alt, element.attr("src").unwrap_or_default()) {
            (alt, "") => alt.to_owned(),
            ("", source) => format!("[{source}]"),
            (alt, source) => format!("{alt} [{source}]"),
        };
        into.add_words(&text, self.width, str::to_owned);
    }

    fn quote(self, element: ElementRef<'_>, into: &mut Block) {
        let mut block = Block::default();
        let narrow = Self {
            width: self.width.saturating_sub(2).max(1),
            ..self
        };
        narrow.children(element, &mut block);
        let quoted = |text: &str| {
            let lines = text
                .trim_matches('\n')
                .split('\n')
                .map(|line| format!("> {line}"));
            lines.collect::<Vec<_>>().join("\n")
        };
        block.close(into, 2, 2, quoted);
    }

    fn list(self, element: ElementRef<'_>, into: &mut Block) {
        let nested = element
            .ancestors()
            .filter_map(ElementRef::wrap)
            .any(|outer| outer.value().name() == "li");
        let breaks = if nested { 1 } else { 2 };
        let items: Vec<_> = element
            .children()
            .filter_map(ElementRef::wrap)
            .filter(|child| child.value().name() == "li")
            .collect();
        let ordered = element.value().name() == "ol";
        let first: i64 = element
            .attr("start")
            .and_then(|start| start.parse().ok())
            .unwrap_or(1);
        let prefix = |at: usize| match ordered {
            true => format!(" {}. ", first.saturating_add(at as i64)),
            false => " * ".to_owned(),
        };
        let indent = (0..items.len())
            .map(|at| prefix(at).len())
            .max()
            .unwrap_or_default();
        let narrow = Self {
            width: self.width.saturating_sub(indent).max(1),
            ..self
        };
        let mut list = Block::default();
        for (at, item) in items.into_iter().enumerate() {
            let mut block = Block::default();
            narrow.children(item, &mut block);
            let shifted = block
                .raw
                .replace('\n', &format!("\n{}", " ".repeat(indent)));
            list.add_block(&format!("{:<indent$}{shifted}", prefix(at)), 1, 1);
        }
        let text = list.raw;
        into.add_block(&text, breaks, breaks);
    }
}

#[cfg(test)]
mod tests {
    use scraper::{Html, Selector};

    fn check(html: &str, skip: &str, wanted: &str) {
        let page = Html::parse_document(html);
        let skip: Vec<_> = skip
            .split(',')
            .filter_map(|name| Selector::parse(name).ok())
            .collect();
        assert_eq!(super::text(page.root_element(), &skip), wanted, "{html}");
    }

    #[test]
    fn as_a_person_reads_it() {
        check(
            "<h1>My Page</h1>\n<p>Hello <b>World</b>!</p>",
            "",
            "MY PAGE\n\nHello World!",
        );
        check("<div>a<br>b</div><div>c</div>", "", "a\nb\nc");
        check(
            "<p>x</p><img src='s' alt='a'> <a href='h'>l</a>",
            "",
            "x\n\na [s] l [h]",
        );
        check(
            "<p>x</p><img src='s' alt='a'> <a href='h'>l</a>",
            "img,a",
            "x",
        );
        check(
            "<ul><li>one<ul><li>deep</li></ul></li><li>two</li></ul>",
            "",
            " * one\n    * deep\n * two",
        );
        check(
            "<ol start=9><li>a</li><li>b</li></ol>",
            "",
            " 9.  a\n 10. b",
        );
        check(
            "<blockquote>wise<br>words</blockquote>",
            "",
            "> wise\n> words",
        );
        check(
            "<a href='#top'>up</a> <a href='mailto:a@b.c'>mail</a>",
            "",
            "up mail [a@b.c]",
        );
        check("<script>no</script><style>no</style>yes", "", "yes");
    }

    #[test]
    fn long_lines_are_broken() {
        let words = "word ".repeat(20);
        let text = format!("<p>{words}</p>");
        let line = "word ".repeat(16).trim().to_owned();
        check(&text, "", &format!("{line}\nword word word word"));
    }
}
