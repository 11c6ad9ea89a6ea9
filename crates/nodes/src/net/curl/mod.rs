//! Reads a cURL command and makes the parameters of an HTTP Request of it.
//!
//! A pure function: nothing is run, no file is read. What it does not know it leaves out and says so.

mod words;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sdk::{Error, Map, Result, Value, json};

/// The parameters of an HTTP Request (its newest version) that does what the command does.
///
/// # Errors
/// When the text is no cURL command, or names no address.
pub fn parse(text: &str) -> Result<Map> {
    let words = words::split(text)?;
    let mut words = words
        .into_iter()
        .skip_while(|word| word.contains('=') && !word.contains("://"));
    match words.next().as_deref() {
        Some("curl" | "curl.exe") => {}
        _ => {
            return Err(Error::data(
                "This is no cURL command: it does not begin with “curl”.",
            ));
        }
    }
    let mut command = Command::default();
    let mut plain = false;
    while let Some(word) = words.next() {
        match word.as_str() {
            "--" => plain = true,
            option if option.len() > 1 && option.starts_with('-') && !plain => {
                command.option(option, &mut words)?;
            }
            _ => command.urls.push(word),
        }
    }
    command.parameters()
}

/// What a command asks for.
#[derive(Default)]
struct Command {
    urls: Vec<String>,
    method: Option<String>,
    headers: Vec<(String, String)>,
    data: Vec<String>,
    query: Vec<String>,
    parts: Vec<(String, String, bool)>,
    is_json: bool,
    as_query: bool,
    options: Map,
}

impl Command {
    fn option(&mut self, option: &str, words: &mut impl Iterator<Item = String>) -> Result<()> {
        let (name, attached) = match option.strip_prefix("--") {
            Some(long) => match long.split_once('=') {
                Some((name, value)) => (format!("--{name}"), Some(value.to_owned())),
                None => (option.to_owned(), None),
            },
            None => {
                let end = 1 + option[1..].chars().next().map_or(0, char::len_utf8);
                let rest = &option[end..];
                (
                    option[..end].to_owned(),
                    Some(rest.to_owned()).filter(|rest| !rest.is_empty()),
                )
            }
        };
        if self.switch(&name) {
            // Switches may stand together: -sSL.
            if let Some(rest) = attached.filter(|_| !option.starts_with("--")) {
                self.option(&format!("-{rest}"), words)?;
            }
            return Ok(());
        }
        let mut value = || {
            let found = attached.clone().or_else(|| words.next());
            found.ok_or_else(|| {
                Error::data(format!("The option {name} of the command has no value."))
            })
        };
        match name.as_str() {
            "-X" | "--request" => self.method = Some(value()?),
            "--url" => self.urls.push(value()?),
            "-H" | "--header" => self.header(&value()?),
            "-A" | "--user-agent" => self.set_header("User-Agent", value()?),
            "-e" | "--referer" => self.set_header("Referer", value()?),
            "-b" | "--cookie" => self.set_header("Cookie", value()?),
            "-u" | "--user" => self.user(&value()?),
            "--oauth2-bearer" => {
                let token = value()?;
                self.set_header("Authorization", format!("Bearer {token}"));
            }
            "-d" | "--data" | "--data-ascii" => self.data.push(value()?.replace(['\r', '\n'], "")),
            "--data-raw" | "--data-binary" => self.data.push(value()?),
            "--data-urlencode" => self.data.push(encoded(&value()?)),
            "--url-query" => self.query.push(encoded(&value()?)),
            "--json" => {
                self.data.push(value()?);
                self.is_json = true;
            }
            "-F" | "--form" => self.part(&value()?, true),
            "--form-string" => self.part(&value()?, false),
            "-m" | "--max-time" | "--connect-timeout" => self.timeout(&value()?),
            "-x" | "--proxy" => {
                let proxy = value()?;
                let proxy = if proxy.contains("://") {
                    proxy
                } else {
                    format!("http://{proxy}")
                };
                self.options.insert("proxy", proxy);
            }
            "--max-redirs" => self.follow(value()?.parse().ok()),
            // Where the answer goes and how much is told is no business of a request.
            name if WITH_VALUE.contains(&name) => drop(value()?),
            _ => {}
        }
        Ok(())
    }

    /// Whether an option has no value, and what it means.
    fn switch(&mut self, name: &str) -> bool {
        match name {
            "-k" | "--insecure" => {
                self.options.insert("allowUnauthorizedCerts", true);
            }
            "-L" | "--location" | "--location-trusted" => self.follow(None),
            "-G" | "--get" => self.as_query = true,
            "-I" | "--head" => self.method = Some("HEAD".to_owned()),
            "-O" | "--remote-name" => {
                self.options.insert(
                    "response",
                    json!({ "response": { "responseFormat": "file" } }),
                );
            }
            name => return SWITCHES.contains(&name),
        }
        true
    }

    fn header(&mut self, line: &str) {
        if let Some((name, value)) = line.split_once(':') {
            let value = value.trim();
            if !value.is_empty() {
                self.headers
                    .push((name.trim().to_owned(), value.to_owned()));
            }
        }
    }

    fn set_header(&mut self, name: &str, value: String) {
        self.headers.push((name.to_owned(), value));
    }

    fn user(&mut self, login: &str) {
        let login = if login.contains(':') {
            login.to_owned()
        } else {
            format!("{login}:")
        };
        self.set_header("Authorization", format!("Basic {}", STANDARD.encode(login)));
    }

    fn part(&mut self, text: &str, files: bool) {
        let (name, value) = text.split_once('=').unwrap_or((text, ""));
        let file = files && value.starts_with(['@', '<']);
        let value = if files {
            value.split(";type=").next().unwrap_or(value)
        } else {
            value
        };
        self.parts.push((name.to_owned(), value.to_owned(), file));
    }

    fn timeout(&mut self, seconds: &str) {
        if let Ok(seconds) = seconds.parse::<f64>() {
            self.options.insert("timeout", (seconds * 1000.0).round());
        }
    }

    fn follow(&mut self, most: Option<u32>) {
        let mut redirect = match self
            .options
            .get("redirect")
            .and_then(|group| group.get("redirect"))
        {
            Some(Value::Object(map)) => (**map).clone(),
            _ => Map::new(),
        };
        if let Some(most) = most {
            redirect.insert("maxRedirects", most);
        } else {
            redirect.insert("followRedirects", true);
        }
        self.options
            .insert("redirect", json!({ "redirect": redirect }));
    }

    fn parameters(mut self) -> Result<Map> {
        let url = self
            .urls
            .first()
            .cloned()
            .ok_or_else(|| Error::data("The command names no address."))?;
        let url = if url.contains("://") {
            url
        } else {
            format!("http://{url}")
        };
        if self.as_query {
            self.query.append(&mut self.data);
        }
        let has_body = !self.data.is_empty() || !self.parts.is_empty();
        let method = self
            .method
            .take()
            .unwrap_or_else(|| if has_body { "POST" } else { "GET" }.to_owned());
        let mut out = Map::new();
        out.insert("method", method.to_ascii_uppercase());
        let (address, query) = split_query(&url, &self.query);
        out.insert("url", address);
        if !query.is_empty() {
            out.insert("sendQuery", true);
            out.insert("queryParameters", named(query));
        }
        self.body(&mut out);
        if !self.headers.is_empty() {
            out.insert("sendHeaders", true);
            out.insert("headerParameters", named(self.headers));
        }
        if !self.options.is_empty() {
            out.insert("options", self.options);
        }
        Ok(out)
    }

    fn body(&mut self, out: &mut Map) {
        if !self.parts.is_empty() {
            self.headers
                .retain(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
            let part = |(name, value, file): &(String, String, bool)| match file {
                true => {
                    json!({ "parameterType": "formBinaryData", "name": name, "inputDataFieldName": "data" })
                }
                false => json!({ "parameterType": "formData", "name": name, "value": value }),
            };
            let parts: Vec<Value> = self.parts.iter().map(part).collect();
            out.extend([
                ("sendBody", json!(true)),
                ("contentType", json!("multipart-form-data")),
                ("bodyParameters", json!({ "parameters": parts })),
            ]);
            return;
        }
        if self.data.is_empty() {
            return;
        }
        out.insert("sendBody", true);
        let file = self.data.len() == 1 && self.data[0].starts_with('@');
        if file {
            out.extend([
                ("contentType", "binaryData"),
                ("inputDataFieldName", "data"),
            ]);
            return;
        }
        let text = self.data.join("&");
        let mime = self
            .headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let mime = mime
            .map(|(_, value)| value.to_lowercase())
            .unwrap_or_default();
        let json = value::from_str(&text).is_ok() && text.trim_start().starts_with(['{', '[']);
        if self.is_json || mime.contains("json") || mime.is_empty() && json {
            out.extend([
                ("contentType", "json"),
                ("specifyBody", "json"),
                ("jsonBody", text.as_str()),
            ]);
        } else if mime.is_empty() || mime.contains("x-www-form-urlencoded") {
            self.headers
                .retain(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
            let pairs = url::form_urlencoded::parse(text.as_bytes())
                .into_owned()
                .collect();
            out.insert("contentType", "form-urlencoded");
            out.insert("bodyParameters", named(pairs));
        } else {
            out.extend([
                ("contentType", "raw"),
                ("rawContentType", mime.as_str()),
                ("body", text.as_str()),
            ]);
            self.headers
                .retain(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
        }
    }
}

/// Options without a value that mean nothing to a request.
const SWITCHES: &[&str] = &[
    "-s",
    "-S",
    "-v",
    "-i",
    "-f",
    "-g",
    "-j",
    "-N",
    "-#",
    "-0",
    "-1",
    "-2",
    "-3",
    "-4",
    "-6",
    "-a",
    "-l",
    "-n",
    "-q",
    "-R",
    "-J",
    "-Z",
    "--silent",
    "--show-error",
    "--verbose",
    "--include",
    "--fail",
    "--fail-with-body",
    "--globoff",
    "--compressed",
    "--http1.0",
    "--http1.1",
    "--http2",
    "--http3",
    "--ipv4",
    "--ipv6",
    "--no-buffer",
    "--progress-bar",
    "--digest",
    "--basic",
    "--ntlm",
    "--anyauth",
    "--tlsv1.2",
    "--tlsv1.3",
    "--path-as-is",
    "--raw",
    "--no-keepalive",
    "--remote-header-name",
];

/// Options with a value that mean nothing to a request.
const WITH_VALUE: &[&str] = &[
    "-o",
    "--output",
    "-w",
    "--write-out",
    "-c",
    "--cookie-jar",
    "-K",
    "--config",
    "-D",
    "--dump-header",
    "-T",
    "--upload-file",
    "-E",
    "--cert",
    "--key",
    "--cacert",
    "--capath",
    "--ciphers",
    "--resolve",
    "--retry",
    "--retry-delay",
    "--retry-max-time",
    "--limit-rate",
    "--interface",
    "-r",
    "--range",
    "-y",
    "-Y",
    "-z",
    "--time-cond",
    "--trace",
    "--trace-ascii",
    "--stderr",
    "--proxy-user",
    "-U",
    "--noproxy",
    "--connect-to",
    "--dns-servers",
    "--cert-type",
    "--key-type",
    "--pass",
];

/// `name=value` with the value encoded, as --data-urlencode does it.
fn encoded(text: &str) -> String {
    let encode =
        |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    match text.split_once('=') {
        Some(("", value)) => encode(value),
        Some((name, value)) => format!("{name}={}", encode(value)),
        None => encode(text),
    }
}

/// The address without its query, and the query.
fn split_query(url: &str, more: &[String]) -> (String, Vec<(String, String)>) {
    let (address, own) = url.split_once('?').unwrap_or((url, ""));
    let own = own.split('#').next().unwrap_or_default();
    let all = [own]
        .into_iter()
        .chain(more.iter().map(String::as_str))
        .filter(|part| !part.is_empty());
    let text = all.collect::<Vec<_>>().join("&");
    (
        address.to_owned(),
        url::form_urlencoded::parse(text.as_bytes())
            .into_owned()
            .collect(),
    )
}

fn named(pairs: Vec<(String, String)>) -> Value {
    let pair = |(name, value): (String, String)| json!({ "name": name, "value": value });
    json!({ "parameters": pairs.into_iter().map(pair).collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Commands and the parameters that come out of them.
    #[rustfmt::skip]
    const COMMANDS: &[(&str, &str)] = &[
        ("curl https://a.example", r#"{"method": "GET", "url": "https://a.example"}"#),
        ("curl a.example/x?b=1\\&c=%202", r#"{"method": "GET", "url": "http://a.example/x", "sendQuery": true, "queryParameters": {"parameters": [{"name": "b", "value": "1"}, {"name": "c", "value": " 2"}]}}"#),
        ("curl -X delete 'https://a.example' -k", r#"{"method": "DELETE", "url": "https://a.example", "options": {"allowUnauthorizedCerts": true}}"#),
        ("curl https://a.example \\\n  -H 'Accept: a/b' \\\n  -H \"X: \\\"q\\\"\" --compressed", r#"{"method": "GET", "url": "https://a.example", "sendHeaders": true, "headerParameters": {"parameters": [{"name": "Accept", "value": "a/b"}, {"name": "X", "value": "\"q\""}]}}"#),
        ("curl https://a.example -d a=1 -d 'b=x y'", r#"{"method": "POST", "url": "https://a.example", "sendBody": true, "contentType": "form-urlencoded", "bodyParameters": {"parameters": [{"name": "a", "value": "1"}, {"name": "b", "value": "x y"}]}}"#),
        ("curl https://a.example --data-raw $'{\"a\": \"it\\'s\"}'", r#"{"method": "POST", "url": "https://a.example", "sendBody": true, "contentType": "json", "specifyBody": "json", "jsonBody": "{\"a\": \"it's\"}"}"#),
        ("curl https://a.example -H 'content-type: application/json' -d '{{x'", r#"{"method": "POST", "url": "https://a.example", "sendBody": true, "contentType": "json", "specifyBody": "json", "jsonBody": "{{x", "sendHeaders": true, "headerParameters": {"parameters": [{"name": "content-type", "value": "application/json"}]}}"#),
        ("curl https://a.example -H 'Content-Type: text/xml' --data '<a/>'", r#"{"method": "POST", "url": "https://a.example", "sendBody": true, "contentType": "raw", "rawContentType": "text/xml", "body": "<a/>"}"#),
        ("curl -XPUT https://a.example --data-binary @file.bin", r#"{"method": "PUT", "url": "https://a.example", "sendBody": true, "contentType": "binaryData", "inputDataFieldName": "data"}"#),
        ("curl https://a.example -F 'a=1' -F 'f=@x.pdf;type=application/pdf'", r#"{"method": "POST", "url": "https://a.example", "sendBody": true, "contentType": "multipart-form-data", "bodyParameters": {"parameters": [{"parameterType": "formData", "name": "a", "value": "1"}, {"parameterType": "formBinaryData", "name": "f", "inputDataFieldName": "data"}]}}"#),
        ("curl -u user:pass -b 'a=1' -sSL https://a.example", r#"{"method": "GET", "url": "https://a.example", "sendHeaders": true, "headerParameters": {"parameters": [{"name": "Authorization", "value": "Basic dXNlcjpwYXNz"}, {"name": "Cookie", "value": "a=1"}]}, "options": {"redirect": {"redirect": {"followRedirects": true}}}}"#),
        ("curl -G https://a.example --data-urlencode 'q=a b' -m 2.5 -x p:3128 -o out.txt", r#"{"method": "GET", "url": "https://a.example", "sendQuery": true, "queryParameters": {"parameters": [{"name": "q", "value": "a b"}]}, "options": {"timeout": 2500, "proxy": "http://p:3128"}}"#),
        ("curl --request=POST --url=https://a.example --json '[1]'", r#"{"method": "POST", "url": "https://a.example", "sendBody": true, "contentType": "json", "specifyBody": "json", "jsonBody": "[1]"}"#),
        ("curl ^\n  -I ^\"https://a.example^\"", r#"{"method": "HEAD", "url": "https://a.example"}"#),
    ];

    #[test]
    fn commands_become_parameters() {
        for (command, parameters) in COMMANDS {
            let read = parse(command).unwrap_or_else(|error| panic!("{command}: {error}"));
            assert_eq!(
                Value::from(read),
                value::from_str(parameters).unwrap(),
                "{command}"
            );
        }
    }

    #[test]
    fn what_is_no_command_is_refused() {
        for text in [
            "",
            "wget https://a.example",
            "curl",
            "curl -s",
            "curl 'https://a.example",
            "curl https://a.example -H",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn hostile_commands_do_no_harm() {
        for text in [
            "curl -",
            "curl -é https://a",
            "curl $'\\u' x",
            "curl --",
            "curl ^",
            "curl \\",
            "=x curl https://a.example",
        ] {
            let _ = parse(text);
        }
    }
}
