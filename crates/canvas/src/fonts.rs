//! The fonts: Inter, regular and semibold, for Latin, Greek and Cyrillic; everything else from fonts that the program
//! hands over.

use std::sync::Arc;

use egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily};
use egui::{Context, FontData, FontFamily, FontId};
use rustc_hash::FxHashSet;
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

const REGULAR_NAME: &str = "canvas";
const SEMIBOLD_NAME: &str = "canvas-semibold";

/// What everything is written with.
#[derive(Clone, Debug)]
pub struct Fonts {
    regular: Arc<FontData>,
    semibold: Arc<FontData>,
}

impl Fonts {
    /// Fonts from their files. None where one cannot be read: egui would panic.
    pub fn new(regular: Vec<u8>, semibold: Vec<u8>) -> Option<Self> {
        let readable = is_font(&regular, 0) && is_font(&semibold, 0);
        readable.then(|| Self {
            regular: Arc::new(FontData::from_owned(regular)),
            semibold: Arc::new(FontData::from_owned(semibold)),
        })
    }

    /// Those within the program.
    #[cfg(feature = "bundled-fonts")]
    pub fn bundled() -> Self {
        let font = |bytes: &'static [u8]| Arc::new(FontData::from_static(bytes));
        Self {
            regular: font(include_bytes!("../../../assets/fonts/Inter-Regular.otf")),
            semibold: font(include_bytes!("../../../assets/fonts/Inter-SemiBold.otf")),
        }
    }
}

/// Makes the fonts known to a context: call it once, before the first frame. The regular one becomes egui's proportional
/// font too, so that tips look the same.
pub fn install_fonts(ctx: &Context, inter: Fonts) {
    let mut fonts = egui::FontDefinitions::empty();
    let both = [
        (REGULAR_NAME, inter.regular),
        (SEMIBOLD_NAME, inter.semibold),
    ];
    for (name, font) in both {
        fonts.font_data.insert(name.to_owned(), font);
        fonts
            .families
            .insert(FontFamily::Name(name.into()), vec![name.to_owned()]);
    }
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        fonts.families.insert(family, vec![REGULAR_NAME.to_owned()]);
    }
    ctx.set_fonts(fonts);
}

/// Whether the fonts can be used.
pub(crate) fn are_installed(ctx: &Context) -> bool {
    ctx.fonts(|fonts| {
        fonts
            .definitions()
            .families
            .contains_key(&FontFamily::Name(SEMIBOLD_NAME.into()))
    })
}

/// Adds a font for characters that those before it lack. What cannot be read as a font is left out: egui would panic.
pub(crate) fn add_fallback(ctx: &Context, name: &str, bytes: Vec<u8>, index: u32) {
    if !is_font(&bytes, index) {
        return;
    }
    let families = [
        FontFamily::Name(REGULAR_NAME.into()),
        FontFamily::Name(SEMIBOLD_NAME.into()),
        FontFamily::Proportional,
        FontFamily::Monospace,
    ];
    let families = families.map(|family| InsertFontFamily {
        family,
        priority: FontPriority::Lowest,
    });
    ctx.add_font(FontInsert::new(
        name,
        FontData {
            index,
            ..FontData::from_owned(bytes)
        },
        families.to_vec(),
    ));
}

/// Whether egui's reader will take it: it has what that asks for at once.
fn is_font(bytes: &[u8], index: u32) -> bool {
    FontRef::from_index(bytes, index).is_ok_and(|font| {
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        metrics.units_per_em > 0 && font.charmap().has_map()
    })
}

/// More are not told: by then it is known which scripts are meant.
const MOST_LACKING: usize = 512;

/// Those of some characters that no font has, in their order.
pub(crate) fn lacking(ctx: &Context, found: FxHashSet<char>) -> Vec<char> {
    if found.is_empty() {
        return Vec::new();
    }
    // not egui's `has_glyph`: it denies all of the font that has the sign for what is missing
    let mut lacking: Vec<char> = ctx.fonts(|fonts| {
        let known = fonts.definitions();
        let names = known.families.get(&FontFamily::Name(REGULAR_NAME.into()));
        let data = names
            .into_iter()
            .flatten()
            .filter_map(|name| known.font_data.get(name));
        let maps: Vec<Charmap<'_>> = data
            .filter_map(|data| FontRef::from_index(&data.font, data.index).ok())
            .map(|font| font.charmap())
            .collect();
        let absent = |c: &char| maps.iter().all(|map| map.map(*c).is_none());
        let seen = found.into_iter().filter(|c| !c.is_whitespace());
        seen.filter(absent).collect()
    });
    lacking.sort_unstable();
    lacking.truncate(MOST_LACKING);
    lacking
}

pub(crate) fn font(size: f32, bold: bool) -> FontId {
    let name = if bold { SEMIBOLD_NAME } else { REGULAR_NAME };
    FontId::new(size, FontFamily::Name(name.into()))
}
