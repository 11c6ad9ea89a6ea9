//! HTTP's digest (RFC 7616, and RFC 2069 before it): the answer to a server's challenge. The password is not sent.

use md5::Md5;
use sha2::{Digest as _, Sha256};

/// What a server asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Challenge {
    realm: String,
    nonce: String,
    opaque: Option<String>,
    algorithm: Option<String>,
    qop: bool,
}

impl Challenge {
    /// The challenge in a `WWW-Authenticate` header, if it is one that can be answered.
    pub fn read(header: &str) -> Option<Self> {
        let at = header.to_ascii_lowercase().find("digest ")?;
        let mut found = Self::default();
        for (name, value) in pairs(&header[at + 7..]) {
            match name.to_ascii_lowercase().as_str() {
                "realm" => found.realm = value,
                "nonce" => found.nonce = value,
                "opaque" => found.opaque = Some(value),
                "algorithm" => found.algorithm = Some(value),
                "qop" => found.qop = value.split(',').any(|way| way.trim() == "auth"),
                _ => {}
            }
        }
        let known = matches!(
            found
                .algorithm
                .as_deref()
                .map(str::to_ascii_uppercase)
                .as_deref(),
            None | Some("MD5" | "MD5-SESS" | "SHA-256" | "SHA-256-SESS")
        );
        (known && !found.nonce.is_empty()).then_some(found)
    }

    /// The `Authorization` header.
    pub fn answer(&self, user: &str, password: &str, method: &str, uri: &str, own: &str) -> String {
        let hash = |text: String| match self.is_sha() {
            true => hex::encode(Sha256::digest(text)),
            false => hex::encode(Md5::digest(text)),
        };
        let mut who = hash(format!("{user}:{}:{password}", self.realm));
        let session = self.algorithm.as_deref();
        if session.is_some_and(|name| name.to_ascii_uppercase().ends_with("-SESS")) {
            who = hash(format!("{who}:{}:{own}", self.nonce));
        }
        let what = hash(format!("{method}:{uri}"));
        let nonce = &self.nonce;
        let response = match self.qop {
            true => hash(format!("{who}:{nonce}:00000001:{own}:auth:{what}")),
            false => hash(format!("{who}:{nonce}:{what}")),
        };
        let mut out = format!(
            "Digest username=\"{}\", realm=\"{}\", nonce=\"{}\", uri=\"{}\", response=\"{response}\"",
            quoted(user),
            quoted(&self.realm),
            quoted(nonce),
            quoted(uri)
        );
        if let Some(name) = &self.algorithm {
            out.push_str(&format!(", algorithm={name}"));
        }
        if self.qop {
            out.push_str(&format!(", qop=auth, nc=00000001, cnonce=\"{own}\""));
        }
        if let Some(opaque) = &self.opaque {
            out.push_str(&format!(", opaque=\"{}\"", quoted(opaque)));
        }
        out
    }

    fn is_sha(&self) -> bool {
        let name = self.algorithm.as_deref().unwrap_or_default();
        name.to_ascii_uppercase().starts_with("SHA-256")
    }
}

fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// `name=value` and `name="value"`, between commas.
fn pairs(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((name, after)) = rest.split_once('=') {
        let name = name.trim_matches([' ', ',', '\t']).to_owned();
        let (value, left) = match after.strip_prefix('"') {
            Some(quoted) => until_quote(quoted),
            None => {
                let end = after.find(',').unwrap_or(after.len());
                (after[..end].trim().to_owned(), &after[end..])
            }
        };
        found.push((name, value));
        rest = left;
    }
    found
}

fn until_quote(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (value, &text[at + 1..]),
            '\\' => value.extend(letters.next().map(|(_, letter)| letter)),
            _ => value.push(letter),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::Challenge;

    /// The examples of RFC 7616 (section 3.9.1) and RFC 2069 (with its erratum).
    #[test]
    fn the_examples_of_the_standards() {
        let common = r#"realm="http-auth@example.org", qop="auth, auth-int", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS""#;
        let own = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        for (algorithm, response) in [
            ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
            (
                "SHA-256",
                "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
            ),
        ] {
            let challenge =
                Challenge::read(&format!("Digest {common}, algorithm={algorithm}")).unwrap();
            let answer =
                challenge.answer("Mufasa", "Circle of Life", "GET", "/dir/index.html", own);
            assert!(
                answer.contains(&format!("response=\"{response}\"")),
                "{answer}"
            );
            assert!(!answer.contains("Circle of Life"));
        }
        let old = r#"Basic realm="x", Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093""#;
        let answer = Challenge::read(old).unwrap().answer(
            "Mufasa",
            "CircleOfLife",
            "GET",
            "/dir/index.html",
            "",
        );
        assert!(
            answer.contains("1949323746fe6a43ef61f9606e7febea"),
            "{answer}"
        );
    }

    #[test]
    fn what_cannot_be_answered_is_left() {
        for header in [
            "",
            "Basic realm=\"a\"",
            "Digest realm=\"a\"",
            "Digest nonce=\"a\", algorithm=SHA-512-256",
            "Digest nonce=",
        ] {
            assert_eq!(Challenge::read(header), None, "{header}");
        }
    }
}
