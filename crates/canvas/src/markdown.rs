//! The markdown of notes: headings, bold, italic, code, lists, quotes, links. Links are drawn and lead nowhere; pictures
//! and HTML are not drawn.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::text::clean;

/// A paragraph, heading or list entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Block {
    /// 1 to 6 for headings, 0 for text.
    pub heading: u8,
    /// How deep in lists.
    pub indent: u8,
    /// The sign before it, in a list.
    pub mark: Option<String>,
    pub quote: bool,
    /// A line across instead of text.
    pub rule: bool,
    pub spans: Vec<Span>,
}

/// A piece of text in one style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    pub code: bool,
    pub link: bool,
    pub strike: bool,
}

const MOST_CHARS: usize = 20_000;
const MOST_BLOCKS: usize = 300;

pub(crate) fn parse(text: &str) -> Vec<Block> {
    let text = clean(text, MOST_CHARS);
    let mut reader = Reader::default();
    for event in Parser::new_ext(
        &text,
        Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS,
    ) {
        reader.read(event);
        if reader.blocks.len() > MOST_BLOCKS {
            break;
        }
    }
    reader.end();
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    block: Block,
    style: Span,
    /// The next number of each open list; none has dots.
    lists: Vec<Option<u64>>,
    quotes: usize,
    image: bool,
}

impl Reader {
    fn read(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.stop(tag),
            Event::Text(text) if !self.image => self.push(&text),
            Event::Code(text) => {
                self.style.code = true;
                self.push(&text);
                self.style.code = false;
            }
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            Event::Rule => {
                self.end();
                self.blocks.push(Block {
                    rule: true,
                    ..Block::default()
                });
            }
            Event::TaskListMarker(done) => {
                self.block.mark = Some(if done { "✓" } else { "○" }.to_owned())
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.end();
                self.block.heading = depth(*level);
            }
            Tag::BlockQuote(_) => {
                self.end();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.end();
                self.style.code = true;
            }
            Tag::List(first) => {
                self.end();
                self.lists.push(*first);
            }
            Tag::Item => {
                self.end();
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}.", *number - 1)
                    }
                    _ => "•".to_owned(),
                };
                self.block.mark = Some(mark);
            }
            Tag::Strong => self.style.bold = true,
            Tag::Emphasis => self.style.italic = true,
            Tag::Strikethrough => self.style.strike = true,
            Tag::Link { .. } => self.style.link = true,
            Tag::Image { .. } => self.image = true,
            _ => {}
        }
    }

    fn stop(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item => self.end(),
            TagEnd::BlockQuote(_) => {
                self.end();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.style.code = false;
                self.end();
            }
            TagEnd::List(_) => {
                self.end();
                self.lists.pop();
            }
            TagEnd::Strong => self.style.bold = false,
            TagEnd::Emphasis => self.style.italic = false,
            TagEnd::Strikethrough => self.style.strike = false,
            TagEnd::Link => self.style.link = false,
            TagEnd::Image => self.image = false,
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        let span = Span {
            text: text.to_owned(),
            ..self.style.clone()
        };
        self.block.spans.push(span);
    }

    fn end(&mut self) {
        let mut block = std::mem::take(&mut self.block);
        if block.spans.is_empty() {
            self.block.mark = block.mark;
            return;
        }
        block.indent = u8::try_from(self.lists.len()).unwrap_or(u8::MAX).min(6);
        block.quote = self.quotes > 0;
        self.blocks.push(block);
    }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each block as `#heading`, `-indent mark`, `>` and its spans with their styles' letters.
    fn check(text: &str, wanted: &[&str]) {
        let blocks: Vec<String> = parse(text).iter().map(print).collect();
        assert_eq!(blocks, wanted);
    }

    fn print(block: &Block) -> String {
        if block.rule {
            return "---".to_owned();
        }
        let mut out = "#".repeat(block.heading.into());
        if block.quote {
            out.push('>');
        }
        if let Some(mark) = &block.mark {
            out.push_str(&format!("{}{mark} ", "-".repeat(block.indent.into())));
        }
        for span in &block.spans {
            let styles = [
                (span.bold, 'b'),
                (span.italic, 'i'),
                (span.code, 'c'),
                (span.link, 'l'),
                (span.strike, 's'),
            ];
            let styles: String = styles
                .iter()
                .filter(|(on, _)| *on)
                .map(|(_, letter)| *letter)
                .collect();
            if styles.is_empty() {
                out.push_str(&span.text);
            } else {
                out.push_str(&format!("{styles}[{}]", span.text));
            }
        }
        out
    }

    #[test]
    fn notes_are_read() {
        check(
            "# Title\nSome **bold** and *it*",
            &["#Title", "Some b[bold] and i[it]"],
        );
        check(
            "- a\n- b\n  - c\n\n1. x\n2. y",
            &["-• a", "-• b", "--• c", "-1. x", "-2. y"],
        );
        check("[go](javascript:alert(1)) `x` ~~y~~", &["l[go] c[x] s[y]"]);
        check(
            "> said\n\n---\n\n![alt](http://x/y.png) seen",
            &[">said", "---", " seen"],
        );
        check("<script>alert(1)</script>", &[]);
        check("- [x] done\n- [ ] open", &["-✓ done", "-○ open"]);
        check("", &[]);
    }

    #[test]
    fn endless_notes_end() {
        assert!(parse(&"# a\n\n".repeat(100_000)).len() <= MOST_BLOCKS + 2);
        assert!(!parse(&"> ".repeat(10_000)).iter().any(|block| block.rule));
    }
}
