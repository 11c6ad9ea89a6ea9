//! Answers that tell of a failure, as errors and as the items that stand for them.

use sdk::{Error, HttpAnswer, Map, Value, json};

/// The status codes that are no failure.
pub(super) fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

/// The failure that an answer tells of; `body` is what it says.
pub(super) fn failure(answer: &HttpAnswer, body: &Value) -> Error {
    let reason = match answer.status_text.as_str() {
        "" => String::new(),
        text => format!(" {text}"),
    };
    let message = format!("{} answered {}{reason}.", place(&answer.url), answer.status);
    let said = said(body).map(|said| shorten(&said)).unwrap_or_default();
    let description = [said.as_str(), advice(answer.status)].join("\n");
    let mut error = Error::new("http.status", message).describe(description.trim());
    error.http_status = Some(answer.status);
    error.details = json!({ "body": shorten_value(body) });
    error
}

/// The failure as an item holds it where the workflow goes on, with the fields that expressions look for.
pub(super) fn shown(error: &Error, body: &Value) -> Value {
    let Some(status) = error.http_status else {
        return told(error, "NodeApiError");
    };
    let code = if status < 500 {
        "ERR_BAD_REQUEST"
    } else {
        "ERR_BAD_RESPONSE"
    };
    json!({
        "message": format!("{status} - {}", value::to_string(body)),
        "name": "AxiosError",
        "code": code,
        "status": status,
        "statusCode": status,
        "isAxiosError": true,
        "error": body,
    })
}

/// A failure that is no answer, as an item holds it.
pub(super) fn told(error: &Error, name: &str) -> Value {
    let mut map = Map::from_iter([("message", error.message.as_str()), ("name", name)]);
    if let Some(description) = &error.description {
        map.insert("description", description);
    }
    map.insert("context", Map::new());
    map.into()
}

fn place(url: &str) -> String {
    let host = url::Url::parse(url)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned));
    host.unwrap_or_else(|| "The server".to_owned())
}

/// The sentence in an answer that says what is wrong.
fn said(body: &Value) -> Option<String> {
    match body {
        Value::String(text) => {
            let text = text.trim();
            let page = text.starts_with('<');
            (!text.is_empty() && !page).then(|| text.to_owned())
        }
        Value::Array(list) => said(list.first()?),
        Value::Object(map) => {
            let keys = [
                "message",
                "error_description",
                "detail",
                "details",
                "error",
                "errors",
                "title",
                "reason",
                "msg",
            ];
            keys.iter().find_map(|key| said(map.get(key)?))
        }
        _ => None,
    }
}

fn advice(status: u16) -> &'static str {
    match status {
        300..400 => {
            "It sent on to another address. Switch on following redirects in the options to go there."
        }
        400 | 422 => {
            "Something in the request is not as it expects; compare the fields with its documentation."
        }
        401 => "The credential is missing or not accepted.",
        403 => "The credential does not allow this.",
        404 => "There is nothing at this address; check it for mistakes.",
        405 => "Choose another method.",
        408 | 504 => "It took too long; try again later.",
        413 => "What was sent is too large.",
        429 => {
            "Too many requests in a short time; send them in batches with a pause, or try again later."
        }
        500..600 => "The trouble is on the other side; a retry may help.",
        _ => "",
    }
}

const MOST: usize = 2000;

fn shorten(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

fn shorten_value(body: &Value) -> Value {
    let text = value::to_string(body);
    if text.len() <= MOST {
        body.clone()
    } else {
        shorten(&text).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_say_what_the_server_said() {
        for (status, body, description) in [
            (
                404,
                json!({ "error": { "message": "no such user" } }),
                "no such user\nThere is nothing",
            ),
            (
                400,
                json!({ "errors": ["bad name", "x"] }),
                "bad name\nSomething",
            ),
            (500, json!("<html>"), "The trouble"),
            (418, json!("I am a teapot"), "I am a teapot"),
            (418, json!(null), ""),
        ] {
            let mut answer = HttpAnswer::from(body.clone());
            answer.status = status;
            answer.url = "https://api.example.com/users".to_owned();
            let error = failure(&answer, &body);
            assert_eq!(
                error.message,
                format!("api.example.com answered {status} OK.")
            );
            assert!(
                error.description.unwrap().starts_with(description),
                "{status}"
            );
            assert_eq!(error.http_status, Some(status));
        }
    }

    #[test]
    fn long_answers_are_cut() {
        let body = json!({ "message": "x".repeat(10_000) });
        let mut answer = HttpAnswer::from(body.clone());
        answer.status = 400;
        let error = failure(&answer, &body);
        assert!(error.description.unwrap().len() < 2200);
        assert!(value::to_string(&error.details).len() < 2200);
    }
}
