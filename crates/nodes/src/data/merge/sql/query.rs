//! Turns what n8n's dialect of SQL writes otherwise into SQLite's: division, fields of records, the order of joined rows.

/// The query for SQLite. Text, names in quotes and comments stay as they are.
pub(super) fn translate(query: &str) -> String {
    let mut out = String::with_capacity(query.len() + 16);
    let mut rest = query;
    let mut before = String::new();
    while let Some(c) = rest.chars().next() {
        if c.is_alphabetic() || c == '_' {
            let (word, after) = rest.split_at(
                rest.find(|c: char| !(c.is_alphanumeric() || c == '_'))
                    .unwrap_or(rest.len()),
            );
            let upper = word.to_uppercase();
            out.push_str(in_order(&before, &upper).unwrap_or(word));
            rest = if upper == "FROM" {
                scanned(after, &mut out)
            } else {
                after
            };
            before = upper;
            continue;
        }
        let length = match c {
            '\'' | '"' | '`' => quoted(rest, c),
            '[' => quoted(rest, ']'),
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest[2..].find("*/").map_or(rest.len(), |end| end + 4),
            // Whole numbers divide without a rest in SQLite only.
            '/' => {
                out.push_str("*1.0/");
                rest = &rest[1..];
                continue;
            }
            '-' if rest.starts_with("->") && !rest.starts_with("->>") => {
                rest = field(&rest[2..], &mut out);
                continue;
            }
            other => other.len_utf8(),
        };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out
}

/// A join whose rows come in the order of its left side: SQLite is free to turn any other round.
fn in_order(before: &str, word: &str) -> Option<&'static str> {
    const KINDS: [&str; 7] = [
        "LEFT", "RIGHT", "FULL", "OUTER", "INNER", "CROSS", "NATURAL",
    ];
    match word {
        "INNER" => Some("CROSS"),
        "JOIN" if !KINDS.contains(&before) => Some("CROSS JOIN"),
        _ => None,
    }
}

/// Writes the table behind `FROM`, which is gone through in its own order, not in that of an index. Gives what follows.
fn scanned<'q>(after: &'q str, out: &mut String) -> &'q str {
    const NO_ALIAS: &str = " JOIN LEFT RIGHT FULL OUTER INNER CROSS NATURAL ON USING WHERE GROUP HAVING ORDER LIMIT UNION EXCEPT INTERSECT WINDOW NOT INDEXED ";
    let (table, mut rest) = word(after);
    if !table.trim().to_lowercase().starts_with("input") || rest.starts_with('.') {
        return after;
    }
    out.push_str(table);
    let (next, beyond) = word(rest);
    let upper = next.trim().to_uppercase();
    if upper == "AS" {
        let (alias, beyond) = word(beyond);
        out.push_str(next);
        out.push_str(alias);
        rest = beyond;
    } else if !upper.is_empty() && !NO_ALIAS.contains(&format!(" {upper} ")) {
        out.push_str(next);
        rest = beyond;
    }
    out.push_str(" NOT INDEXED");
    rest
}

/// White space and the word after it, if one follows.
fn word(text: &str) -> (&str, &str) {
    let begin = text.len() - text.trim_start().len();
    let length = text[begin..]
        .find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .unwrap_or(text.len() - begin);
    if length == 0 {
        text.split_at(0)
    } else {
        text.split_at(begin + length)
    }
}

/// How long what is in quotes is; the closing quote doubled stands for itself.
fn quoted(text: &str, close: char) -> usize {
    let begin = text.chars().next().map_or(0, char::len_utf8);
    let mut at = begin;
    while let Some(end) = text[at..].find(close) {
        at += end + close.len_utf8();
        if !text[at..].starts_with(close) {
            return at;
        }
        at += close.len_utf8();
    }
    text.len()
}

/// Writes `->field` as `->>'field'`, and says what follows it.
fn field<'q>(after: &'q str, out: &mut String) -> &'q str {
    let name = after.trim_start();
    let end = name
        .find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .unwrap_or(name.len());
    out.push_str("->>");
    if end == 0 {
        return name;
    }
    let (name, rest) = name.split_at(end);
    if name.bytes().all(|b| b.is_ascii_digit()) {
        out.push_str(name);
    } else {
        out.push('\'');
        out.push_str(name);
        out.push('\'');
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::translate;

    #[test]
    fn rewrites_what_differs() {
        for (query, after) in [
            ("SELECT a/b FROM t", "SELECT a*1.0/b FROM t"),
            (
                "SELECT 'a/b', \"c/d\", `e/f`, [g/h]",
                "SELECT 'a/b', \"c/d\", `e/f`, [g/h]",
            ),
            (
                "SELECT 'it''s /' -- 1/2\n, 1/2 /* 3/4 */",
                "SELECT 'it''s /' -- 1/2\n, 1*1.0/2 /* 3/4 */",
            ),
            (
                "SELECT a->b->c, a->>'d', a->0, a->'x'",
                "SELECT a->>'b'->>'c', a->>'d', a->>0, a->>'x'",
            ),
            ("SELECT 'open", "SELECT 'open"),
            (
                "FROM input1 a JOIN b",
                "FROM input1 a NOT INDEXED CROSS JOIN b",
            ),
            (
                "from input1 AS x\nwhere 1",
                "from input1 AS x NOT INDEXED\nwhere 1",
            ),
            ("FROM input1, input2", "FROM input1 NOT INDEXED, input2"),
            ("FROM (SELECT 1)", "FROM (SELECT 1)"),
            (
                "a join b inner join c left outer JOIN d",
                "a CROSS JOIN b CROSS join c left outer JOIN d",
            ),
        ] {
            assert_eq!(translate(query), after);
        }
    }
}
