//! Starts the window's user interface in the page.

fn main() {
    ui::start();
}
