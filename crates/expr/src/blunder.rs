//! What is surely no JavaScript, found without a parser of all of it: literals and brackets that never close, operators
//! without something to work on.
//!
//! Finding nothing says nothing: the sandbox has the last word on what runs. Not here: judging what code does.

use crate::lex::{Kind, tokens};

/// Something that no JavaScript engine would take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blunder {
    /// A bracket that is never closed, or was never opened
    Bracket(char),
    /// A text, template or regular expression that is never closed, or a sign that is none of JavaScript's
    Literal(String),
    /// An operator with nothing on its right
    Operator(String),
}

/// Longest piece of code that is quoted.
const MOST_QUOTED: usize = 20;
/// Operators that need something on both sides. A `/` may open a regular expression, so it is none of them.
const BOTH_SIDES: [&str; 17] = [
    "*", "%", "**", "===", "!==", "==", "!=", "&&", "||", "??", "<=", ">=", "&", "|", "^", "<<",
    ">>",
];
/// These need something on their right at least.
const RIGHT_SIDE: [&str; 2] = ["+", "-"];
/// Nothing that could be worked on begins with these.
const NO_OPERAND: [&str; 6] = [")", "]", "}", ",", ":", ";"];

/// The first blunder in an expression or a program.
pub fn blunder(code: &str) -> Option<Blunder> {
    let mut open: Vec<char> = Vec::new();
    let mut before = None;
    let mut templates = 0_usize;
    for token in tokens(code) {
        let text = token.text(code);
        let operator = before.take();
        match (token.kind, operator) {
            (Kind::Broken, _) => {
                let quoted = text.chars().take(MOST_QUOTED).collect();
                return Some(Blunder::Literal(quoted));
            }
            (Kind::Punct, Some(operator)) if !begins(text) => {
                return Some(Blunder::Operator(operator));
            }
            (Kind::Punct, _) => {
                if let Some(wrong) = bracket(&mut open, text) {
                    return Some(Blunder::Bracket(wrong));
                }
                let works = BOTH_SIDES.contains(&text) || RIGHT_SIDE.contains(&text);
                before = works.then(|| text.to_owned());
            }
            (Kind::Template { head, tail }, _) => {
                templates = (templates + usize::from(head)).saturating_sub(usize::from(tail));
            }
            _ => {}
        }
    }
    match before {
        Some(operator) => Some(Blunder::Operator(operator)),
        None if templates > 0 => Some(Blunder::Literal("`".to_owned())),
        None => open.pop().map(Blunder::Bracket),
    }
}

/// Whether an operand may begin with a sign. After the star of a generator its name or its parentheses come.
fn begins(text: &str) -> bool {
    !BOTH_SIDES.contains(&text) && !NO_OPERAND.contains(&text)
}

/// Opens or closes a bracket; the one that does not fit.
fn bracket(open: &mut Vec<char>, text: &str) -> Option<char> {
    let sign = text.chars().next()?;
    let opened_by = match sign {
        '(' | '[' | '{' if text.len() == 1 => {
            open.push(sign);
            return None;
        }
        ')' => '(',
        ']' => '[',
        '}' => '{',
        _ => return None,
    };
    match open.pop() {
        Some(last) if last == opened_by => None,
        _ => Some(sign),
    }
}

#[cfg(test)]
mod tests {
    use super::{Blunder, blunder};

    #[test]
    fn what_no_engine_takes() {
        let operator = |sign: &str| Some(Blunder::Operator(sign.to_owned()));
        for (code, found) in [
            ("$json.a +*", operator("+")),
            ("$json.a + * 2", operator("+")),
            ("$json.a &&", operator("&&")),
            ("f(a ===)", operator("===")),
            ("return [ {json: {a: 1} ;", Some(Blunder::Bracket('{'))),
            ("f(a]", Some(Blunder::Bracket(']'))),
            ("a)", Some(Blunder::Bracket(')'))),
            ("f(\"a", Some(Blunder::Literal("\"a".to_owned()))),
            ("`a ${b", Some(Blunder::Literal("`".to_owned()))),
        ] {
            assert_eq!(blunder(code), found, "{code}");
        }
    }

    #[test]
    fn what_engines_take() {
        for code in [
            "$json.a + -1",
            "a ? b : c",
            "a++ + ++b",
            "i++; --j",
            "x => ({ ...x, [k]: `a ${x.b + '}'} c` })",
            "/[)(]/.test(a) && !b",
            "function* all() { yield* others(); }",
            "class A { *b() {} static #c = 1; get d() { return this.#c } }",
            "a\n  // comment )\n  .map(x => x * 2) /* ] */",
            "a ** -b | ~c & (d ^ e)",
            "for (const x of y) { if (x < 1 || x > 2) continue; }",
            "a ?? b?.c?.[d]?.(e)",
            "const { a, ...rest } = b; label: for (;;) break label;",
            "'it\\'s' + \"\\\"\"",
            "",
        ] {
            assert_eq!(blunder(code), None, "{code}");
        }
    }
}
