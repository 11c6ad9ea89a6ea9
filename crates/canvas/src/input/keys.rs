//! Which key does what.

use egui::{Key, Modifiers};

use super::{Command, Direction};

/// The keys of the canvas. They work while it has the keyboard.
#[derive(Clone, Debug)]
pub struct Keys(pub Vec<(Modifiers, Key, Command)>);

impl Default for Keys {
    fn default() -> Self {
        let (none, ctrl, shift) = (Modifiers::NONE, Modifiers::COMMAND, Modifiers::SHIFT);
        Self(vec![
            (none, Key::Enter, Command::Open),
            (none, Key::F2, Command::Rename),
            (none, Key::D, Command::ToggleDisabled),
            (none, Key::Delete, Command::Delete),
            (none, Key::Backspace, Command::Delete),
            (ctrl, Key::Delete, Command::DeleteWires),
            (ctrl, Key::Backspace, Command::DeleteWires),
            (ctrl, Key::D, Command::Duplicate),
            (ctrl, Key::A, Command::SelectAll),
            (ctrl, Key::G, Command::Group),
            (shift, Key::S, Command::AddNote),
            (none, Key::N, Command::AddNode),
            (none, Key::Num1, Command::Fit),
            (none, Key::Num0, Command::ActualSize),
            (none, Key::Plus, Command::ZoomIn),
            (none, Key::Equals, Command::ZoomIn),
            (none, Key::Minus, Command::ZoomOut),
            (none, Key::Escape, Command::Cancel),
            (none, Key::ArrowLeft, Command::Walk(Direction::Left)),
            (none, Key::ArrowRight, Command::Walk(Direction::Right)),
            (none, Key::ArrowUp, Command::Walk(Direction::Up)),
            (none, Key::ArrowDown, Command::Walk(Direction::Down)),
            (ctrl, Key::ArrowLeft, Command::Nudge(Direction::Left)),
            (ctrl, Key::ArrowRight, Command::Nudge(Direction::Right)),
            (ctrl, Key::ArrowUp, Command::Nudge(Direction::Up)),
            (ctrl, Key::ArrowDown, Command::Nudge(Direction::Down)),
        ])
    }
}

impl Keys {
    pub(crate) fn find(&self, key: Key, modifiers: Modifiers) -> Option<Command> {
        // plus is typed with shift on some keyboards and without on others
        let signs = matches!(key, Key::Plus | Key::Equals | Key::Minus);
        let same = |wanted: Modifiers| {
            let ctrl = modifiers.command || modifiers.ctrl;
            wanted.command == ctrl
                && wanted.alt == modifiers.alt
                && (signs || wanted.shift == modifiers.shift)
        };
        self.0
            .iter()
            .find(|(wanted, known, _)| *known == key && same(*wanted))
            .map(|(_, _, command)| *command)
    }
}
