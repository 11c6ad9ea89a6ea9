//! Takes secrets out of what is written: exact values, and the shapes in which they travel.
//!
//! One automaton finds all shapes of all secrets that were opened; it is built anew when another one is. Texts shorter
//! than six characters are left: they would be found in everything.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use parking_lot::RwLock;
use zeroize::Zeroize as _;

/// What stands where a secret stood.
pub const HIDDEN: &str = "[hidden]";
/// Shorter secrets are not looked for.
pub const SHORTEST: usize = 6;

/// Finds and hides secrets. Cloning it gives another hold of the same one.
#[derive(Clone, Default)]
pub struct Redactor(Arc<RwLock<Known>>);

#[derive(Default)]
struct Known {
    shapes: BTreeSet<Vec<u8>>,
    automata: Option<Arc<Automata>>,
}

struct Automata {
    /// Finds the longest shape first.
    texts: AhoCorasick,
    /// Finds in a stream; the library can find only the shape that ends first there.
    streams: AhoCorasick,
}

impl Redactor {
    /// Looks for these secrets too.
    pub fn learn<'s>(&self, secrets: impl IntoIterator<Item = &'s [u8]>) {
        let mut known = self.0.write();
        let before = known.shapes.len();
        for secret in secrets {
            if std::str::from_utf8(secret).map_or(secret.len(), |text| text.chars().count())
                >= SHORTEST
            {
                known.shapes.extend(shapes(secret));
            }
        }
        if known.shapes.len() != before {
            known.automata = build(&known.shapes).map(Arc::new);
        }
    }

    /// Looks for nothing any more.
    pub fn forget(&self) {
        let mut known = self.0.write();
        for mut shape in std::mem::take(&mut known.shapes) {
            shape.zeroize();
        }
        known.automata = None;
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.0.read().automata.is_none()
    }

    /// Whether a secret is in there.
    pub fn finds(&self, bytes: &[u8]) -> bool {
        let automata = self.0.read().automata.clone();
        automata.is_some_and(|automata| automata.texts.is_match(bytes))
    }

    /// A text without its secrets.
    pub fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let automata = self.0.read().automata.clone();
        match automata {
            Some(automata) if automata.texts.is_match(text) => {
                let mut clean = String::with_capacity(text.len());
                automata
                    .texts
                    .replace_all_with(text, &mut clean, |_, _, clean| {
                        clean.push_str(HIDDEN);
                        true
                    });
                Cow::Owned(clean)
            }
            _ => Cow::Borrowed(text),
        }
    }

    /// Bytes without their secrets.
    pub fn bytes<'b>(&self, bytes: &'b [u8]) -> Cow<'b, [u8]> {
        let automata = self.0.read().automata.clone();
        match automata {
            Some(automata) if automata.texts.is_match(bytes) => {
                let mut clean = Vec::with_capacity(bytes.len());
                automata
                    .texts
                    .replace_all_with_bytes(bytes, &mut clean, |_, _, clean| {
                        clean.extend_from_slice(HIDDEN.as_bytes());
                        true
                    });
                Cow::Owned(clean)
            }
            _ => Cow::Borrowed(bytes),
        }
    }

    /// Copies a stream without its secrets; whether there was one.
    ///
    /// # Errors
    /// When the stream cannot be read or written.
    pub fn stream(&self, from: impl io::Read, mut to: impl io::Write) -> io::Result<bool> {
        let automata = self.0.read().automata.clone();
        let Some(automata) = automata else {
            let mut from = from;
            return io::copy(&mut from, &mut to).map(|_| false);
        };
        let mut found = false;
        automata
            .streams
            .try_stream_replace_all_with(from, &mut to, |_, _, to| {
                found = true;
                to.write_all(HIDDEN.as_bytes())
            })?;
        to.flush()?;
        Ok(found)
    }
}

impl std::fmt::Debug for Redactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Redactor").finish_non_exhaustive()
    }
}

fn build(shapes: &BTreeSet<Vec<u8>>) -> Option<Automata> {
    if shapes.is_empty() {
        return None;
    }
    let with = |kind| AhoCorasickBuilder::new().match_kind(kind).build(shapes);
    // It fails only past four thousand million states.
    let texts = with(MatchKind::LeftmostLongest).ok()?;
    let streams = with(MatchKind::Standard).ok()?;
    Some(Automata { texts, streams })
}

/// The shapes in which a secret travels.
fn shapes(secret: &[u8]) -> Vec<Vec<u8>> {
    let mut shapes = vec![
        secret.to_vec(),
        hex::encode(secret).into_bytes(),
        hex::encode_upper(secret).into_bytes(),
        STANDARD.encode(secret).into_bytes(),
        STANDARD_NO_PAD.encode(secret).into_bytes(),
        URL_SAFE.encode(secret).into_bytes(),
        URL_SAFE_NO_PAD.encode(secret).into_bytes(),
    ];
    for lead in 1..3 {
        shapes.extend(within(secret, lead));
    }
    if let Ok(text) = std::str::from_utf8(secret) {
        shapes.extend(in_addresses(secret));
        shapes.extend(in_json(text));
    }
    shapes.retain(|shape| shape.len() >= SHORTEST);
    shapes
}

/// The secret as the middle of a longer Base64 text (`user:password`): without the letters that hold its neighbours' bits.
fn within(secret: &[u8], lead: usize) -> Vec<Vec<u8>> {
    let mut bytes = vec![0; lead];
    bytes.extend_from_slice(secret);
    let first = (lead * 8).div_ceil(6);
    let last = bytes.len() * 8 / 6;
    let cut = |text: String| text.as_bytes().get(first..last).map(<[u8]>::to_vec);
    let texts = [
        STANDARD_NO_PAD.encode(&bytes),
        URL_SAFE_NO_PAD.encode(&bytes),
    ];
    bytes.zeroize();
    texts.into_iter().filter_map(cut).collect()
}

/// As part of an address or of a form.
fn in_addresses(secret: &[u8]) -> Vec<Vec<u8>> {
    let encode = |plain: &dyn Fn(u8) -> bool, upper: bool, space: &str| {
        let mut out = String::with_capacity(secret.len() * 3);
        for byte in secret {
            match byte {
                b' ' if !plain(b' ') => out.push_str(space),
                byte if plain(*byte) => out.push(char::from(*byte)),
                byte if upper => out.push_str(&format!("%{byte:02X}")),
                byte => out.push_str(&format!("%{byte:02x}")),
            }
        }
        out.into_bytes()
    };
    let strict = |b: u8| b.is_ascii_alphanumeric() || b"-_.~".contains(&b);
    // What JavaScript's encodeURIComponent, its encodeURI, forms, and the parser of addresses leave as it is.
    let component = |b: u8| b.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&b);
    let address = |b: u8| b.is_ascii_alphanumeric() || b"-_.!~*'();/?:@&=+$,#".contains(&b);
    let form = |b: u8| b.is_ascii_alphanumeric() || b"*-._".contains(&b);
    let query = |b: u8| b.is_ascii_graphic() && !b"\"#<>'".contains(&b);
    let mut all = Vec::new();
    for upper in [true, false] {
        all.push(encode(&strict, upper, "%20"));
        all.push(encode(&component, upper, "%20"));
        all.push(encode(&address, upper, "%20"));
        all.push(encode(&form, upper, "+"));
        all.push(encode(&query, upper, "%20"));
    }
    all
}

/// As part of a JSON text, once and twice.
fn in_json(text: &str) -> Vec<Vec<u8>> {
    let escaped = |text: &str| {
        let quoted = serde_json::to_string(text).unwrap_or_default();
        quoted
            .get(1..quoted.len().saturating_sub(1))
            .unwrap_or_default()
            .to_owned()
    };
    let once = escaped(text);
    let slashes = once.replace('/', "\\/");
    let mut ascii = String::with_capacity(once.len());
    let mut units = [0; 2];
    for letter in once.chars() {
        if letter.is_ascii() {
            ascii.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut units) {
            ascii.push_str(&format!("\\u{unit:04x}"));
        }
    }
    let twice = escaped(&once);
    [once, slashes, ascii, twice]
        .into_iter()
        .map(String::into_bytes)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SECRET: &str = "pä\"ss/wo+rd=&? 42\n";

    fn knowing(secret: &str) -> Redactor {
        let redactor = Redactor::default();
        redactor.learn([secret.as_bytes()]);
        redactor
    }

    #[test]
    fn every_shape_is_hidden() {
        let redactor = knowing(SECRET);
        let shapes = [
            SECRET.to_owned(),
            STANDARD.encode(SECRET),
            URL_SAFE.encode(SECRET),
            URL_SAFE_NO_PAD.encode(SECRET),
            hex::encode(SECRET),
            hex::encode_upper(SECRET),
            serde_json::to_string(SECRET).unwrap(),
            "p%C3%A4%22ss%2Fwo%2Brd%3D%26%3F%2042%0A".to_owned(),
            "p%C3%A4%22ss%2Fwo%2Brd%3D%26%3F+42%0A".to_owned(),
            "p%c3%a4%22ss%2fwo%2brd%3d%26%3f%2042%0a".to_owned(),
        ];
        for shape in shapes {
            let written = format!("before {shape} after");
            let clean = redactor.text(&written);
            assert!(clean.contains(HIDDEN), "{shape}");
            assert!(!clean.contains(&shape), "{shape}");
            assert!(clean.starts_with("before ") && clean.ends_with(" after"));
            let mut streamed = Vec::new();
            assert!(redactor.stream(written.as_bytes(), &mut streamed).unwrap());
            assert!(String::from_utf8_lossy(&streamed).contains(HIDDEN));
        }
    }

    #[test]
    fn a_password_in_a_basic_header_is_hidden() {
        let redactor = knowing("correct horse");
        for user in ["a", "ab", "abc", "abcd"] {
            let header = STANDARD.encode(format!("{user}:correct horse"));
            assert!(redactor.text(&header).contains(HIDDEN), "{user}");
        }
    }

    #[test]
    fn short_ones_and_forgotten_ones_are_left() {
        let redactor = knowing("short");
        assert!(redactor.is_empty());
        assert_eq!(redactor.text("short"), "short");
        redactor.learn([b"longer secret".as_slice()]);
        assert_eq!(redactor.text("a longer secret!"), "a [hidden]!");
        redactor.forget();
        assert_eq!(redactor.text("a longer secret!"), "a longer secret!");
    }

    proptest! {
        #[test]
        fn nothing_but_the_secret_is_changed(before in "[a-f]{0,40}", after in "[a-f]{0,40}", secret in "[k-z ]{6,20}") {
            let redactor = knowing(&secret);
            prop_assert_eq!(redactor.text(&before), before.clone());
            let clean = redactor.text(&format!("{before}{secret}{after}")).into_owned();
            prop_assert_eq!(clean, format!("{before}{HIDDEN}{after}"));
        }

        #[test]
        fn no_shape_survives(secret in "\\PC{6,40}") {
            let redactor = knowing(&secret);
            for shape in shapes(secret.as_bytes()) {
                prop_assert!(!redactor.bytes(&shape).windows(shape.len()).any(|part| part == shape));
            }
        }
    }
}
