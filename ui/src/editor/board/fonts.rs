//! The canvas' fonts: the page's own, and those of the system for what they lack.

use std::cell::RefCell;
use std::collections::BTreeSet;

use api::FontsFor;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use leptos::task::spawn_local;

use super::Board;
use crate::rpc::{self, fetch_beside};

/// A font's name, its file, and which of the fonts in the file it is.
type Font = (String, Vec<u8>, u32);

thread_local! {
    /// Those that Millrace found so far: a canvas that is made anew wants them too.
    static FOUND: RefCell<Vec<Font>> = const { RefCell::new(Vec::new()) };
    static GIVEN: RefCell<Given> = RefCell::default();
}

/// What the canvas was given.
#[derive(Default)]
struct Given {
    /// The characters that a font was looked for.
    asked: BTreeSet<char>,
    /// How many of the found ones it has.
    fonts: usize,
}

/// The fonts that the page has beside it for its own text: `<link data-font="regular" href="…">`.
pub async fn of_page() -> Option<canvas::Fonts> {
    let regular = fetch_beside("link[data-font='regular']").await?;
    let semibold = fetch_beside("link[data-font='semibold']").await?;
    let (regular, semibold) = (regular.binary().await.ok()?, semibold.binary().await.ok()?);
    canvas::Fonts::new(regular, semibold)
}

/// A canvas is made anew and has none of them.
pub fn forget() {
    GIVEN.take();
}

/// Sees to it that the canvas gets fonts for these characters. Where the system has none, a box stays in their place.
pub fn find(board: &Board, lacking: &[char]) {
    if lacking.is_empty() {
        return;
    }
    let more = GIVEN.with_borrow_mut(|given| {
        let more = FOUND.with_borrow(|found| found[given.fonts..].to_vec());
        given.fonts += more.len();
        more
    });
    if !more.is_empty() {
        give(board, more);
        return;
    }
    let characters: String = GIVEN.with_borrow_mut(|given| {
        let fresh = lacking.iter().filter(|one| given.asked.insert(**one));
        fresh.collect()
    });
    if characters.is_empty() {
        return;
    }
    let board = board.clone();
    spawn_local(async move {
        let Ok(fonts) = rpc::call(FontsFor { characters }).await else {
            return;
        };
        let read = fonts.into_iter().filter_map(|font| {
            let file = STANDARD.decode(&font.file).ok()?;
            Some((font.name, file, font.index))
        });
        FOUND.with_borrow_mut(|found| found.extend(read));
        board.repaint();
    });
}

/// The canvas may be drawing just now: it is given them after that.
fn give(board: &Board, fonts: Vec<Font>) {
    let board = board.clone();
    spawn_local(async move {
        board.with(|canvas| {
            for (name, file, index) in fonts {
                canvas.add_fallback_font(&name, file, index);
            }
        });
    });
}
