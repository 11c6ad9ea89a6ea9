//! `cargo xtask`: every chore of this house behind one word, so that a newcomer
//! and CI type the same thing.
//!
//! It only runs programs. It refuses to depend on any crate of ours: it has to
//! build in seconds, and to work while they do not.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a terminal program: what it prints is what it is for"
)]

mod bundle;
mod chaos;
mod ci;
mod command;
mod e2e;
mod needs;
mod places;
mod runners;
mod setup;
mod steps;
mod test;
mod window;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;

/// One word after `cargo xtask`.
struct Chore {
    name: &'static str,
    arguments: &'static str,
    help: &'static str,
    run: fn(&[OsString]) -> Result<()>,
}

/// The chores, in the order a newcomer needs them; the help text is made from this list.
const CHORES: &[Chore] = &[
    Chore {
        name: "setup",
        arguments: "",
        help: "say what this machine lacks, and install it",
        run: setup::run,
    },
    Chore {
        name: "run",
        arguments: "[--release] [--browser]",
        help: "set up, build, and open the window",
        run: window::open,
    },
    Chore {
        name: "test",
        arguments: "",
        help: "set up, and run everything that must pass",
        run: test::run,
    },
    Chore {
        name: "ci",
        arguments: "",
        help: "format, lints, licences and docs, then `test`",
        run: ci::run,
    },
    Chore {
        name: "bundle",
        arguments: "",
        help: "make the .deb and the .rpm",
        run: bundle::run,
    },
    Chore {
        name: "bench",
        arguments: "[ui] [ARGS]",
        help: "time the engine beside plain Node.js, or the window",
        run: runners::bench,
    },
    Chore {
        name: "screenshots",
        arguments: "DIR",
        help: "write a picture of every screen, in both themes",
        run: e2e::screenshots,
    },
    Chore {
        name: "canary",
        arguments: "[--n N] [--seed S]",
        help: "look for leaked secrets, tamper with the vault, lose its keys",
        run: runners::canary,
    },
    Chore {
        name: "conformance",
        arguments: "DIR [--failures] [--group G]",
        help: "run the cases in DIR and print a line a group",
        run: runners::conformance,
    },
    Chore {
        name: "chaos",
        arguments: "KIND [--n N] [--seed S] [--round R]",
        help: "kill the program, cut power, fail calls, damage files: kill, powercut, io, corrupt",
        run: chaos::run,
    },
];

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let Some(word) = arguments.next() else {
        print!("{}", help());
        return ExitCode::SUCCESS;
    };
    let rest: Vec<OsString> = arguments.collect();
    let Some(chore) = CHORES.iter().find(|chore| word == chore.name) else {
        return refuse(&word);
    };
    match (chore.run)(&rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask {}: {error:#}", chore.name);
            ExitCode::FAILURE
        }
    }
}

fn refuse(word: &OsString) -> ExitCode {
    if word == "--help" || word == "-h" || word == "help" {
        print!("{}", help());
        return ExitCode::SUCCESS;
    }
    eprint!("xtask: no chore is called {}\n\n{}", word.display(), help());
    ExitCode::from(2)
}

fn help() -> String {
    let mut text = String::from("cargo xtask CHORE\n\n");
    for chore in CHORES {
        let call = format!("{} {}", chore.name, chore.arguments);
        text.push_str(&format!("  {call:<42}{}\n", chore.help));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chore_is_in_the_help_once() {
        let help = help();
        for chore in CHORES {
            let lines = help
                .lines()
                .filter(|line| line.split_whitespace().next() == Some(chore.name));
            assert_eq!(lines.count(), 1, "{} in:\n{help}", chore.name);
        }
    }
}
