//! Fonts of this machine that have the characters which the window's own lack.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use api::{Error, FontsFor, SystemFont, code};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fontdb::{Database, FaceInfo, Style, Weight};
use skrifa::{FontRef, MetadataProvider as _};

use super::Answer;
use crate::App;

/// So many characters are looked for.
const MOST_CHARACTERS: usize = 1_000;
/// So many fonts are handed over: scripts that are mixed on one canvas.
const MOST_FONTS: usize = 4;
/// Larger files are left out, in bytes: the page keeps what it gets.
const LARGEST: usize = 24 << 20;

/// The fonts there are. Looking for them reads folders, so it is done once.
static FONTS: OnceLock<Database> = OnceLock::new();

impl App {
    pub(crate) async fn fonts_for(&self, request: FontsFor) -> Answer<Vec<SystemFont>> {
        let found = tokio::task::spawn_blocking(move || {
            let wanted = request.characters.chars().take(MOST_CHARACTERS);
            fonts_for(wanted.collect())
        });
        found
            .await
            .map_err(|_| Error::new(code::ENGINE, "Looking for a font broke off."))
    }
}

/// The font that has most of the characters, then the one that has most of what is left, and so on.
fn fonts_for(mut wanted: BTreeSet<char>) -> Vec<SystemFont> {
    let fonts = FONTS.get_or_init(|| {
        let mut fonts = Database::new();
        fonts.load_system_fonts();
        fonts
    });
    let mut chosen = Vec::new();
    while chosen.len() < MOST_FONTS && !wanted.is_empty() {
        let plain = fonts.faces().filter(|face| is_plain(face));
        let best = plain
            .filter_map(|face| Some((face, read(fonts, face, &wanted)?)))
            .filter(|(_, had)| !had.is_empty())
            .max_by_key(|(_, had)| had.len());
        let Some((face, had)) = best else { break };
        let Some(font) = handed_over(fonts, face) else {
            break;
        };
        chosen.push(font);
        wanted.retain(|one| !had.contains(one));
    }
    chosen
}

/// Neither bold nor slanted, nor for code.
fn is_plain(face: &FaceInfo) -> bool {
    face.style == Style::Normal && face.weight == Weight::NORMAL && !face.monospaced
}

/// Which of the characters a font can draw as outlines; nothing of what is no font or too large.
fn read(fonts: &Database, face: &FaceInfo, wanted: &BTreeSet<char>) -> Option<BTreeSet<char>> {
    fonts
        .with_face_data(face.id, |bytes, index| {
            if bytes.len() > LARGEST {
                return None;
            }
            let font = FontRef::from_index(bytes, index).ok()?;
            let (map, outlines) = (font.charmap(), font.outline_glyphs());
            let draws = |one: &&char| {
                map.map(**one)
                    .is_some_and(|glyph| outlines.get(glyph).is_some())
            };
            Some(wanted.iter().filter(draws).copied().collect())
        })
        .flatten()
}

fn handed_over(fonts: &Database, face: &FaceInfo) -> Option<SystemFont> {
    fonts.with_face_data(face.id, |bytes, index| SystemFont {
        name: face.post_script_name.clone(),
        index,
        file: STANDARD.encode(bytes),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_is_only_given_for_what_it_has() {
        // A machine may have no fonts at all; one that is given has what was asked for.
        let asked = BTreeSet::from(['a', '\u{10ffff}']);
        for font in fonts_for(asked) {
            let bytes = STANDARD.decode(&font.file).unwrap();
            let read = FontRef::from_index(&bytes, font.index).unwrap();
            assert!(read.charmap().map('a').is_some(), "{}", font.name);
        }
        assert!(fonts_for(BTreeSet::from(['\u{10ffff}'])).is_empty());
    }
}
