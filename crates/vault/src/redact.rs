//! Takes secrets out of what is written: exact values, and the shapes in which they travel.
//!
//! One automaton finds all shapes of all secrets that were opened; it is built anew when another one is. Texts shorter
//! than six characters are left: they would be found in everything.

mod shapes;
mod sieve;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use parking_lot::RwLock;

use self::shapes::{Shape, shapes};
pub use self::sieve::Sieve;

/// What stands where a secret stood.
pub const HIDDEN: &str = "[hidden]";
/// Shorter secrets are not looked for.
pub const SHORTEST: usize = 6;

/// Finds and hides secrets. Cloning it gives another hold of the same one.
#[derive(Clone, Default)]
pub struct Redactor(Arc<RwLock<Known>>);

#[derive(Default)]
struct Known {
    shapes: BTreeSet<Shape>,
    automata: Option<Arc<Automata>>,
    /// How many still need what is known.
    holds: usize,
    /// Whether it is to be forgotten once nobody needs it.
    leaving: bool,
}

impl Known {
    fn wipe(&mut self) {
        self.shapes.clear();
        (self.automata, self.leaving) = (None, false);
    }
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
        known.leaving = false;
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

    /// Looks for nothing any more, once nobody holds it: what was sent before may still come back.
    pub fn forget(&self) {
        let mut known = self.0.write();
        match known.holds {
            0 => known.wipe(),
            _ => known.leaving = true,
        }
    }

    /// Nothing is forgotten until this is dropped.
    pub fn hold(&self) -> Hold {
        self.0.write().holds += 1;
        Hold(self.clone())
    }

    /// Takes secrets out of a stream that comes piece by piece: those that are known now.
    pub fn sieve(&self) -> Sieve {
        let known = self.0.read();
        let longest = known.shapes.iter().map(Shape::len).max();
        Sieve::new(known.automata.clone(), longest.unwrap_or_default())
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

/// As long as this is there, a redactor forgets nothing.
#[derive(Debug)]
pub struct Hold(Redactor);

impl Drop for Hold {
    fn drop(&mut self) {
        let mut known = self.0.0.write();
        known.holds -= 1;
        if known.holds == 0 && known.leaving {
            known.wipe();
        }
    }
}

impl std::fmt::Debug for Redactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Redactor").finish_non_exhaustive()
    }
}

fn build(shapes: &BTreeSet<Shape>) -> Option<Automata> {
    if shapes.is_empty() {
        return None;
    }
    let with = |kind| {
        AhoCorasickBuilder::new()
            .match_kind(kind)
            // It keeps the shapes as they are, and would not wipe them; an automaton knows them by its states.
            .prefilter(false)
            .build(shapes)
    };
    // It fails only past four thousand million states.
    let texts = with(MatchKind::LeftmostLongest).ok()?;
    let streams = with(MatchKind::Standard).ok()?;
    Some(Automata { texts, streams })
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};

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
    fn what_other_programs_make_of_it_is_hidden() {
        let redactor = knowing("a/b\"c\\d&e<f>'gé+h");
        for shape in [
            r#"a/b\"c\\d&e<f>'gé+h"#,
            r#"a\/b\"c\\d&e<f>'g\u00e9+h"#,
            r#"a/b\"c\\d\u0026e\u003cf\u003e'gé+h"#,
            r#"a/b\u0022c\\d\u0026e\u003Cf\u003E\u0027g\u00E9\u002Bh"#,
            r#"a\u002fb\u0022c\u005cd\u0026e\u003cf\u003e\u0027g\u00e9\u002bh"#,
            "a/b&quot;c\\d&amp;e&lt;f&gt;&#39;gé+h",
            r#"a/b\"c\\d&e<f>\'g\xc3\xa9+h"#,
            r#"a/b\\\"c\\\\d&e<f>'gé+h"#,
            r#"a/b\\\\\\\"c\\\\\\\\d&e<f>'gé+h"#,
        ] {
            assert_eq!(redactor.text(shape), HIDDEN, "{shape}");
        }
    }

    #[test]
    fn a_secret_in_the_middle_of_a_longer_base64_is_hidden() {
        for secret in ["correct horse", "correct horse!", "correct horse!!"] {
            let redactor = knowing(secret);
            for before in ["", "a", "ab"] {
                for after in ["", "x", "xy and more"] {
                    let text = STANDARD.encode(format!("{before}{secret}{after}"));
                    let told = redactor.text(&text);
                    assert!(told.contains(HIDDEN), "{before}{secret}{after}: {told}");
                }
            }
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
    fn nothing_is_forgotten_that_somebody_holds() {
        let redactor = knowing("first secret");
        let (one, two) = (redactor.hold(), redactor.hold());
        redactor.forget();
        drop(one);
        assert_eq!(redactor.text("first secret"), HIDDEN);
        drop(two);
        assert!(redactor.is_empty());
        redactor.learn([b"second secret".as_slice()]);
        let hold = redactor.hold();
        redactor.forget();
        redactor.learn([b"third secret".as_slice()]);
        drop(hold);
        assert_eq!(
            redactor.text("third secret"),
            HIDDEN,
            "it was opened again meanwhile"
        );
    }

    #[test]
    fn a_sieve_finds_what_stands_across_pieces() {
        let redactor = knowing(SECRET);
        let hex = hex::encode(SECRET);
        let text = format!("{SECRET} and {hex}{SECRET}, and the rest: {}", &SECRET[..5]);
        for size in 1..60 {
            let (mut sieve, mut out) = (redactor.sieve(), Vec::new());
            for piece in text.as_bytes().chunks(size) {
                out.extend(sieve.push(piece));
            }
            out.extend(sieve.end());
            assert_eq!(
                String::from_utf8(out).unwrap(),
                redactor.text(&text),
                "{size}"
            );
        }
        let mut nothing = Redactor::default().sieve();
        assert_eq!(nothing.push(b"at once"), b"at once");
        assert_eq!(nothing.end(), b"");
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
                prop_assert!(!redactor.bytes(shape.as_ref()).windows(shape.len()).any(|part| part == shape.as_ref()));
            }
        }
    }
}
