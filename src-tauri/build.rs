//! Makes the window's context: configuration at the top of the project, and one command that pages may call.

use tauri_build::{AppManifest, Attributes};

fn main() {
    let attributes = Attributes::new()
        .config_path("../tauri.conf.json")
        .app_manifest(AppManifest::new().commands(&["rpc"]));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
