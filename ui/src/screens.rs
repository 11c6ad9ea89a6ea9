//! The screens but the editor, and what floats over every screen: the palette, the list of keys, importing.

mod credentials;
mod everywhere;
mod import;
mod keys;
mod kinds;
mod palette;
mod picture;
mod run_words;
mod runs;
mod settings;
mod templates;
mod workflows;

pub use credentials::Credentials;
pub use everywhere::Everywhere;
pub use runs::Runs;
pub(crate) use runs::open_inbox;
pub use settings::Settings;
pub(crate) use settings::{Backups, open_backups, set_broken};
pub use templates::Templates;
pub use workflows::Workflows;
pub(crate) use workflows::read_tags;
