//! A cURL command as a workflow: what a person copies from a browser or a manual becomes a request to press Run on.

use model::n8n::{ImportError, Imported};
use model::{Edge, Node, Workflow, file};
use nodes::net::curl;

use crate::app::App;

/// Whether a text is meant as a cURL command.
pub(crate) fn is_command(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    let rest = start
        .strip_prefix(b"curl.exe")
        .or_else(|| start.strip_prefix(b"curl"));
    rest.and_then(<[u8]>::first)
        .is_some_and(u8::is_ascii_whitespace)
}

impl App {
    /// Makes a workflow of a cURL command: a manual trigger and a request. Nothing is sent.
    ///
    /// # Errors
    /// When it is no cURL command, or names no address.
    pub fn read_curl(&self, text: &str, name: Option<&str>) -> Result<Imported, ImportError> {
        let parameters = curl::parse(text).map_err(|e| ImportError::Curl { what: e.message })?;
        let version = |kind: &str| {
            let known = |specs: &model::Specs| specs.get(kind).map(|spec| spec.latest());
            self.with_specs(known).unwrap_or(1.0)
        };
        let node = |id: &str, name: &str, kind: &str, x: f64| Node {
            id: id.into(),
            position: [x, 0.0],
            ..Node::new(name, kind, version(kind))
        };
        let start = node("start", "Start", "manual", 0.0);
        let request = Node {
            parameters,
            ..node("request", "HTTP Request", "http.request", 224.0)
        };
        let workflow = Workflow {
            name: name.unwrap_or("Request from cURL").to_owned(),
            edges: vec![Edge::main(start.id.clone(), 0, request.id.clone(), 0)],
            nodes: vec![start, request],
            ..Workflow::default()
        };
        let report = self.with_specs(|specs| file::report(&workflow, specs));
        Ok(Imported { workflow, report })
    }
}
