//! A page of a PDF file as a picture, to be looked at.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

/// Widest and highest picture in pixels: a file may say that its pages are a kilometre wide.
const MOST_PIXELS: f32 = 2_400.0;

/// A page that was drawn.
#[derive(Clone, Debug)]
pub struct PdfPage {
    /// The picture, as PNG.
    pub png: Vec<u8>,
    /// How many pages the file has.
    pub pages: usize,
}

/// Why a page cannot be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PdfPageError {
    /// It is no PDF.
    #[error("The file is not a PDF, or it is broken.")]
    Broken,
    /// It needs a password.
    #[error("The PDF is encrypted: it needs a password.")]
    Encrypted,
    /// It has fewer pages.
    #[error("The PDF has no such page.")]
    NoPage,
}

/// Draws a page, counted from 0, so wide in pixels. It takes as long as the page is intricate: call it aside.
///
/// # Errors
/// When the bytes are no PDF that can be opened, or have no such page.
pub fn draw_pdf_page(bytes: Vec<u8>, page: usize, width: u32) -> Result<PdfPage, PdfPageError> {
    let pdf = Pdf::new(Arc::new(bytes)).map_err(|error| match error {
        LoadPdfError::Invalid => PdfPageError::Broken,
        LoadPdfError::Decryption(_) => PdfPageError::Encrypted,
    })?;
    let pages = pdf.pages().len();
    let page = pdf.pages().get(page).ok_or(PdfPageError::NoPage)?;
    let (wide, high) = page.render_dimensions();
    let largest = MOST_PIXELS / wide.max(high).max(1.0);
    let scale = (width as f32 / wide.max(1.0)).min(largest).max(0.01);
    let drawn = render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
        },
    );
    let png = drawn.into_png().map_err(|_| PdfPageError::Broken)?;
    Ok(PdfPage { png, pages })
}

#[cfg(test)]
mod tests {
    use super::super::pdf::tests::small;
    use super::{PdfPageError, draw_pdf_page};

    #[test]
    fn a_page_becomes_a_picture() {
        let drawn = draw_pdf_page(small().into_bytes(), 0, 300).unwrap();
        assert_eq!(drawn.pages, 1);
        let picture = image::load_from_memory(&drawn.png).unwrap().to_luma8();
        assert_eq!(picture.dimensions(), (300, 400));
        // White paper with some dark on it, where the text is.
        let dark = picture.enumerate_pixels().filter(|(_, _, p)| p.0[0] < 100);
        let rows: Vec<u32> = dark.map(|(_, row, _)| row).collect();
        assert!(rows.len() > 8, "{}", rows.len());
        assert!(rows.iter().all(|row| (40..70).contains(row)), "{rows:?}");
        let large = draw_pdf_page(small().into_bytes(), 0, u32::MAX).unwrap();
        let large = image::load_from_memory(&large.png).unwrap();
        assert_eq!(large.height(), 2_400);
    }

    #[test]
    fn what_cannot_be_drawn_says_why() {
        let error = |bytes: &str, page| draw_pdf_page(bytes.into(), page, 300).unwrap_err();
        assert_eq!(error("no pdf", 0), PdfPageError::Broken);
        assert_eq!(error(&small(), 1), PdfPageError::NoPage);
    }
}
