//! The parts screens are made of: each says its role and name to a screen reader and works without a mouse.
//!
//! What a component does not take as a property is given to its element: `attr:id`, `attr:data-testid`,
//! `class:wide`, …

mod button;
mod dialog;
mod drawn;
mod empty;
mod error;
mod field;
mod file;
pub(crate) mod focus;
mod icon;
mod menu;
mod notice;
mod place;
pub mod pointer;
mod popover;
mod progress;
mod secret;
mod splitter;
mod switch;
mod tabs;
mod virtual_list;

pub use button::{Button, ButtonLook, IconButton};
pub use dialog::{Confirm, Dialog};
pub use drawn::whenever_drawn;
pub use empty::EmptyState;
pub use error::{ErrorPanel, error_hint, error_text};
pub use field::{Field, SearchInput, Select, TextInput};
pub use file::{object_url, save_bytes, save_file, save_parts};
pub use icon::Icon;
pub use menu::{MenuButton, MenuItem, open_menu_at, open_menu_below};
pub use notice::{Notice, notice, notice_about, notice_error, notice_undo};
pub use place::Corner;
pub use popover::Popover;
pub use progress::{Progress, Spinner};
pub use secret::SecretInput;
pub use splitter::{Side, Splitter};
pub use switch::{Checkbox, Switch};
pub use tabs::{Tab, Tabs};
pub use virtual_list::VirtualList;

pub(crate) use file::{read_file, text_file};
pub(crate) use icon::href as icon_href;
pub(crate) use menu::MenuHost;
pub(crate) use notice::{
    NoticeHost, dismiss as dismiss_notice, forget_ways_back, show as show_notice, show_error,
};
