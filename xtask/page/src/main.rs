//! Builds the page: `page [--dev] [--names] FOLDER`.
//!
//! The window's WebAssembly is compiled, bound to JavaScript and made small; style, texts, icons and fonts are packed
//! beside it; every file but `index.html` is named by what is in it, so that a browser may keep it for good. There is no
//! inline script and no style attribute in what comes out: the page's policy refuses both.
//!
//! Not here: serving it (that is `gateway`'s and Tauri's).
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a terminal program: what it prints is what it is for"
)]

mod assets;
mod code;
mod dist;
mod program;
mod wasm;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};

use dist::Dist;

/// Most bytes that the release build's WebAssembly may have, packed with gzip.
const LARGEST: usize = 2_500_000;

const CALL: &str = "the call is: page [--dev] [--names] FOLDER";

/// What was asked for.
struct Call {
    /// Built in seconds, and large.
    dev: bool,
    /// Functions keep their names, which a profiler shows.
    names: bool,
    folder: PathBuf,
}

fn main() -> ExitCode {
    match read_call(std::env::args().skip(1)).and_then(|call| build(&call)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("page: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn read_call(arguments: impl Iterator<Item = String>) -> Result<Call> {
    let (mut dev, mut names) = (false, false);
    let mut folder = None;
    for argument in arguments {
        match argument.as_str() {
            "--dev" => dev = true,
            "--names" => names = true,
            flag if flag.starts_with('-') => {
                bail!("`{flag}` is not known; {CALL}")
            }
            path if folder.is_none() => folder = Some(PathBuf::from(path)),
            more => bail!("one folder is enough, `{more}` is a second one"),
        }
    }
    match folder {
        Some(folder) => Ok(Call { dev, names, folder }),
        None => bail!("it has to be said where the page goes; {CALL}"),
    }
}

fn build(call: &Call) -> Result<()> {
    let root = program::root();
    let tools = code::Tools::ready(&root)?;
    let window = wasm::build(&root, &tools, call.dev, call.names)?;
    let mut dist = Dist::default();
    dist.add("ui.wasm", window.wasm);
    dist.add("ui.js", window.script);
    dist.add("code.js", tools.bundle(&root.join("ui/js/code.js"))?);
    assets::add(&root, &tools, &mut dist)?;
    let packed = dist::packed(dist.bytes("ui.wasm")?)?;
    println!(
        "ui.wasm: {} bytes, {packed} packed with gzip",
        dist.bytes("ui.wasm")?.len()
    );
    if !call.dev && !call.names && packed > LARGEST {
        bail!("the WebAssembly has {packed} bytes packed with gzip, and may have {LARGEST}");
    }
    dist.write(&call.folder)
}

#[cfg(test)]
mod tests {
    use super::read_call;

    #[test]
    fn the_call_is_read() {
        let read = |words: &[&str]| read_call(words.iter().map(|word| (*word).to_owned()));
        let call = read(&["--dev", "out"]).unwrap();
        assert!(call.dev && call.folder.ends_with("out"));
        assert!(read(&[]).is_err());
        assert!(read(&["a", "b"]).is_err());
        assert!(read(&["--fast", "a"]).is_err());
    }
}
