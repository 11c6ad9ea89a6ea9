//! Values out of HTML by CSS selectors, for the two nodes that do so.

use scraper::{ElementRef, Html as Page, Selector};
use sdk::{Error, Map, Param, ParamKind, Result, Show, ShowRule, Value, json};
use serde::Deserialize;

use super::flow;
use crate::files::loose;

/// HTML with more than this is refused.
const MOST_BYTES: usize = 64 << 20;
/// Elements inside each other deeper than this are refused: no page a person made has them.
const DEEPEST: usize = 2_000;

/// One value to take.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Wanted {
    #[serde(deserialize_with = "loose::text")]
    key: String,
    #[serde(deserialize_with = "loose::text")]
    css_selector: String,
    #[serde(deserialize_with = "loose::text")]
    return_value: String,
    #[serde(deserialize_with = "loose::some_text")]
    attribute: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    skip_selectors: String,
    #[serde(deserialize_with = "loose::flag")]
    return_array: bool,
}

/// The list of values as the parameters hold it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WantedList {
    pub values: Vec<Wanted>,
}

/// How values are brought into form.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Manner {
    pub trim: bool,
    pub clean: bool,
    /// Text is laid out as a person reads the page, instead of joined.
    pub laid_out: bool,
    /// Empty text counts as none.
    pub no_empty: bool,
}

/// Takes all values out of a page.
pub(super) fn extract(html: &str, wanted: &[Wanted], manner: Manner) -> Result<Map> {
    if html.len() > MOST_BYTES {
        return Err(Error::data(format!(
            "The HTML is larger than {} MB.",
            MOST_BYTES >> 20
        )));
    }
    let page = parse(html)?;
    let mut record = Map::new();
    for one in wanted {
        let found = select(&page, &one.css_selector)?;
        if one.return_array {
            let list = found.iter().map(|element| value(&[*element], one, manner));
            let list: Result<Vec<Value>> = list
                .map(|value| value.map(Option::unwrap_or_default))
                .collect();
            record.insert(one.key.as_str(), list?);
        } else if let Some(value) = value(&found, one, manner)? {
            record.insert(one.key.as_str(), value);
        }
    }
    Ok(record)
}

/// Reads a page; one that is nested too deep to be walked is refused.
pub(super) fn parse(html: &str) -> Result<Page> {
    let page = Page::parse_document(html);
    let too_deep = page.tree.nodes().any(|node| {
        node.value().is_element() && !node.has_children() && node.ancestors().nth(DEEPEST).is_some()
    });
    match too_deep {
        true => Err(Error::data("The HTML is nested too deep.")),
        false => Ok(page),
    }
}

/// The elements a selector finds. jQuery's `:first`, `:last` and `:eq(n)` are understood at its end.
fn select<'p>(page: &'p Page, selector: &str) -> Result<Vec<ElementRef<'p>>> {
    let (plain, place) = place_of(selector.trim());
    let parsed = Selector::parse(plain).map_err(|e| {
        Error::param(
            "extractionValues",
            format!("“{selector}” is no CSS selector: {e}"),
        )
    })?;
    let mut found: Vec<_> = page.select(&parsed).collect();
    if let Some(place) = place {
        let index = match place {
            Place::At(index) if index >= 0 => Some(index as usize),
            Place::At(index) => found.len().checked_sub(index.unsigned_abs() as usize),
        };
        found = index
            .and_then(|index| found.get(index).copied())
            .into_iter()
            .collect();
    }
    Ok(found)
}

enum Place {
    At(i64),
}

fn place_of(selector: &str) -> (&str, Option<Place>) {
    if let Some(plain) = selector.strip_suffix(":first") {
        return (plain, Some(Place::At(0)));
    }
    if let Some(plain) = selector.strip_suffix(":last") {
        return (plain, Some(Place::At(-1)));
    }
    let eq = selector
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(":eq("));
    match eq.and_then(|(plain, index)| Some((plain, index.trim().parse().ok()?))) {
        Some((plain, index)) => (plain, Some(Place::At(index))),
        None => (selector, None),
    }
}

fn value(found: &[ElementRef<'_>], wanted: &Wanted, manner: Manner) -> Result<Option<Value>> {
    let first = found.first();
    let none_if_empty = |text: String| (!text.is_empty()).then_some(text);
    let text = match wanted.return_value.as_str() {
        "attribute" => match &wanted.attribute {
            Some(name) => first
                .and_then(|element| element.attr(name))
                .map(str::to_owned),
            // Without a name all attributes come.
            None => {
                let all = |element: &ElementRef<'_>| element.value().attrs().collect::<Map>();
                return Ok(first.map(|element| all(element).into()));
            }
        },
        "html" => first.map(ElementRef::inner_html).and_then(none_if_empty),
        "value" => first.and_then(form_value),
        _ if manner.laid_out => {
            let skip = skip_selectors(&wanted.skip_selectors)?;
            Some(first.map_or_else(String::new, |element| flow::text(*element, &skip)))
        }
        _ => {
            let all: String = found.iter().flat_map(ElementRef::text).collect();
            if manner.no_empty {
                none_if_empty(all)
            } else {
                Some(all)
            }
        }
    };
    Ok(text.map(|text| tidy(text, manner).into()))
}

fn skip_selectors(list: &str) -> Result<Vec<Selector>> {
    let names = list
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let parsed = names.map(|name| {
        Selector::parse(name).map_err(|e| {
            Error::param(
                "extractionValues",
                format!("“{name}” is no CSS selector: {e}"),
            )
        })
    });
    parsed.collect()
}

/// What a form field holds.
fn form_value(element: &ElementRef<'_>) -> Option<String> {
    match element.value().name() {
        "textarea" => Some(element.text().collect()),
        "select" => {
            let options = Selector::parse("option").ok()?;
            let mut all = element.select(&options);
            let first = all.clone().next();
            let chosen = all
                .find(|option| option.attr("selected").is_some())
                .or(first)?;
            let own = chosen.attr("value").map(str::to_owned);
            Some(own.unwrap_or_else(|| chosen.text().collect()))
        }
        _ => element.attr("value").map(str::to_owned),
    }
}

fn tidy(text: String, manner: Manner) -> String {
    let text = if manner.trim {
        text.trim().to_owned()
    } else {
        text
    };
    if !manner.clean {
        return text;
    }
    let joined: String = text
        .trim()
        .chars()
        .filter(|c| !matches!(c, '\n' | '\r'))
        .collect();
    let mut out = String::with_capacity(joined.len());
    for c in joined.chars() {
        match c.is_whitespace() {
            true if out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(c),
        }
    }
    out
}

/// The HTML texts at hand: one, or one for each entry of a list.
pub(super) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().map(loose::as_text).collect(),
        other => vec![loose::as_text(other)],
    }
}

/// The field that lists the values to take.
pub(super) fn fields(show: Show, filled: bool, skip: bool) -> Param {
    let kinds = [
        ("text", "Its text"),
        ("html", "Its HTML"),
        ("attribute", "An attribute"),
        ("value", "What a form field holds"),
    ];
    let mut fields = vec![
        Param::text("key", "Name")
            .help("The field of the record that gets the value.")
            .example("price"),
        Param::text("cssSelector", "CSS selector")
            .help("Which elements are meant.")
            .example(".price"),
        Param::choice("returnValue", "What to take", &kinds).help("What of the element is taken."),
        Param::text("attribute", "Attribute")
            .help("Name of the attribute.")
            .example("href")
            .show(Show::when("returnValue", &["attribute"])),
        Param::text("skipSelectors", "Leave out")
            .help("Elements whose text is left out, by CSS selectors with commas.")
            .example("img, .ad, #footer"),
        Param::switch("returnArray", "All, as a list", false)
            .help("Takes every element that fits, instead of all as one."),
    ];
    if !skip {
        fields.remove(4);
    }
    let groups = vec![Param::fields("values", "Values", fields).help("One value to take.")];
    let default = match filled {
        true => {
            json!({ "values": [{ "key": "", "cssSelector": "", "returnValue": "text", "returnArray": false }] })
        }
        false => json!({}),
    };
    Param::new(
        "extractionValues",
        "Values to take",
        ParamKind::Groups { many: true, groups },
    )
    .or(default)
    .help("What is taken out of the page and where it goes.")
    .show(show)
}

/// The fields that say where the HTML is.
pub(super) fn source(show: &Show) -> Vec<Param> {
    let from = |kind: &str| {
        show.clone()
            .and(ShowRule::Is("sourceData".to_owned(), vec![kind.into()]))
    };
    let field = |label: &str, help: &str, kind| {
        Param::text("dataPropertyName", label)
            .or("data")
            .required()
            .help(help)
            .example("data")
            .show(from(kind))
    };
    vec![
        Param::choice(
            "sourceData",
            "Where the HTML is",
            &[("json", "In a field"), ("binary", "In a file")],
        )
        .help("Whether the page is text in a field or a file.")
        .show(show.clone()),
        field(
            "File field",
            "The field of the item that holds the file.",
            "binary",
        ),
        field(
            "Field",
            "The field that holds the HTML, or a list of such texts.",
            "json",
        ),
    ]
}
