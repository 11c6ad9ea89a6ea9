//! Numbers in the text of a table, as a person writes them.

use sdk::Value;

/// More digits are not kept by a number: an account's number is text.
const MOST_DIGITS: usize = 15;

/// The number that a field says, if it surely says one: `1200`, `-3.5`, `1,200.50`, and where `comma` stands before
/// decimals `1.200,50` and `3,5`. With a zero before it (`007`), a plus or an exponent it may be a code, and stays text.
pub(crate) fn number(text: &str, comma: bool) -> Option<Value> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let plain = match comma {
        true => split(digits, '.', ',').or_else(|| split(digits, ',', '.'))?,
        false => split(digits, ',', '.')?,
    };
    let (whole, decimals) = plain;
    let fits = whole.len() + decimals.len() <= MOST_DIGITS;
    let coded = whole.len() > 1 && whole.starts_with('0');
    if !fits || coded {
        return None;
    }
    if decimals.is_empty() {
        return format!("{sign}{whole}")
            .parse::<i64>()
            .ok()
            .map(Value::from);
    }
    let number: f64 = format!("{sign}{whole}.{decimals}").parse().ok()?;
    Some(Value::from(number))
}

/// The digits before and behind the point; `group` may stand between thousands.
fn split(digits: &str, group: char, point: char) -> Option<(String, String)> {
    let (whole, decimals) = match digits.split_once(point) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (digits, None),
    };
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if decimals.is_some_and(|decimals| !all_digits(decimals)) {
        return None;
    }
    let mut groups = whole.split(group);
    let first = groups.next().filter(|first| all_digits(first))?;
    let mut joined = first.to_owned();
    for (at, next) in groups.enumerate() {
        if (at == 0 && first.len() > 3) || next.len() != 3 || !all_digits(next) {
            return None;
        }
        joined.push_str(next);
    }
    Some((joined, decimals.unwrap_or_default().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn what_surely_is_a_number_becomes_one() {
        let said = |text: &str, comma| number(text, comma).map(|n| n.to_text().to_string());
        let table = [
            ("1200", false, Some("1200")),
            (" -3.5 ", false, Some("-3.5")),
            ("0.5", false, Some("0.5")),
            ("0", false, Some("0")),
            ("1,200.50", false, Some("1200.5")),
            ("12,34", false, None),
            ("3,5", true, Some("3.5")),
            ("1.200,50", true, Some("1200.5")),
            ("1.200", true, Some("1200")),
            ("310.5", true, Some("310.5")),
            ("007", false, None),
            ("+49", false, None),
            ("1e5", false, None),
            ("", false, None),
            ("-", false, None),
            ("1.", false, None),
            ("12 Main St", false, None),
            ("2026-11-22", false, None),
            ("1234567890123456", false, None),
        ];
        for (text, comma, wanted) in table {
            assert_eq!(said(text, comma).as_deref(), wanted, "{text}");
        }
    }
}
