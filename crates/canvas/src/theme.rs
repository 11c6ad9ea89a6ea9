//! The colours, made from the style sheet that the panels use too.

use egui::Color32;
use model::Group;

use crate::scene::Mode;

macro_rules! theme {
    ($($name:ident),* $(,)?) => {
        /// The colours of a mode, named as in `assets/theme/theme.css`.
        #[derive(Clone, Debug, PartialEq)]
        #[allow(missing_docs, reason = "each is the token of the same name in theme.css")]
        pub struct Theme {
            $(pub $name: Color32,)*
        }
    };
}

theme! {
    bg, panel, raised, sunken, line, line_strong, text, muted, faint, accent, accent_ink, accent_soft, ok, warn, bad,
    run, state_ink, trigger, flow, data, files, network, code, tools, service, tile_ink, dot, port, wire, wire_live,
    guide, path, note_1, note_2, note_3, note_4, note_5, note_6, note_7, shadow_near, shadow_far,
}

include!(concat!(env!("OUT_DIR"), "/theme.rs"));

impl Theme {
    /// The colours of a mode.
    pub fn of(mode: Mode) -> &'static Self {
        match mode {
            Mode::Light => &LIGHT,
            Mode::Dark => &DARK,
        }
    }

    /// The colour of a group of nodes.
    pub fn group(&self, group: Group) -> Color32 {
        match group {
            Group::Trigger => self.trigger,
            Group::Flow => self.flow,
            Group::Data => self.data,
            Group::Files => self.files,
            Group::Network => self.network,
            Group::Code => self.code,
            Group::Tools => self.tools,
            Group::Service => self.service,
        }
    }

    /// The paper of a note, by its number from 1.
    pub fn note(&self, number: u8) -> Color32 {
        match number {
            2 => self.note_2,
            3 => self.note_3,
            4 => self.note_4,
            5 => self.note_5,
            6 => self.note_6,
            7 => self.note_7,
            _ => self.note_1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance as WCAG defines it.
    fn luminance(color: Color32) -> f32 {
        let linear = |part: u8| {
            let part = f32::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
    }

    fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Every ink can be read on every ground.
    fn check(mode: Mode, least: f32, inks: &[(&str, Color32)], grounds: &[(&str, Color32)]) {
        for (ink, color) in inks {
            for (ground, under) in grounds {
                let ratio = contrast(*color, *under);
                assert!(
                    ratio >= least,
                    "{mode:?}: {ink} on {ground} has {ratio:.2}:1"
                );
            }
        }
    }

    #[test]
    fn texts_and_signs_have_contrast() {
        for mode in [Mode::Light, Mode::Dark] {
            let theme = Theme::of(mode);
            let surfaces = [
                ("bg", theme.bg),
                ("panel", theme.panel),
                ("raised", theme.raised),
                ("sunken", theme.sunken),
            ];
            let texts = [
                ("text", theme.text),
                ("muted", theme.muted),
                ("faint", theme.faint),
                ("accent", theme.accent),
                ("bad", theme.bad),
            ];
            check(mode, 4.5, &texts, &surfaces);
            let tiles = [
                Group::Trigger,
                Group::Flow,
                Group::Data,
                Group::Files,
                Group::Network,
                Group::Code,
                Group::Tools,
                Group::Service,
            ]
            .map(|group| ("tile", theme.group(group)));
            check(mode, 4.5, &[("tile_ink", theme.tile_ink)], &tiles);
            let states = [
                ("ok", theme.ok),
                ("warn", theme.warn),
                ("bad", theme.bad),
                ("run", theme.run),
            ];
            check(mode, 4.5, &[("state_ink", theme.state_ink)], &states);
            let accent = [("accent", theme.accent)];
            check(mode, 4.5, &[("accent_ink", theme.accent_ink)], &accent);
            let notes = [1, 2, 3, 4, 5, 6, 7].map(|number| ("note", theme.note(number)));
            check(mode, 4.5, &[("text", theme.text)], &notes);
            // lines that say something
            let lines = [
                ("wire", theme.wire),
                ("port", theme.port),
                ("wire_live", theme.wire_live),
                ("path", theme.path),
            ];
            check(
                mode,
                3.0,
                &lines,
                &[("bg", theme.bg), ("raised", theme.raised)],
            );
        }
    }
}
