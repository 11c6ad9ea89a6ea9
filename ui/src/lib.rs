//! The window: screens, panels and widgets around the canvas. One code for the desktop and for a browser.
//!
//! [`rpc`] asks Millrace for something and [`events`] hears what it tells; [`session`] is what every screen knows;
//! [`route`] says which screen is shown; [`action`] is everything a person can do by key; [`text`] speaks the person's
//! language; [`widgets`] are the parts. All of these are the page's own and not a component's: they can be asked anywhere,
//! also after an await.
//!
//! Not here: anything that runs a workflow, and anything about one kind of nodes (forms and ports come from its NodeSpec).

pub mod action;
pub mod editor;
pub mod events;
pub mod places;
pub mod route;
pub mod rpc;
pub mod session;
pub mod text;
pub mod theme;
pub mod widgets;

mod credentials;
mod grants;
mod inbox;
mod missing;
mod screens;
mod shell;
mod storage;

/// Draws the window into the page.
pub fn start() {
    std::panic::set_hook(Box::new(|fault| {
        console_error_panic_hook::hook(fault);
        say_crashed();
    }));
    rpc::take_token();
    leptos::mount::mount_to_body(shell::Page);
}

/// Lets the page say that the window has stopped, which the window itself no longer can.
fn say_crashed() {
    let window = leptos::prelude::window();
    if let Ok(event) = web_sys::Event::new("millrace-crashed") {
        // Nobody is left to hear of a failure here.
        let _ = window.dispatch_event(&event);
    }
}
