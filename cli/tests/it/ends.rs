//! How commands end where something outside of them gives way: their reader, their disk, their data folder, their time.

#[cfg(unix)]
use std::io::{BufRead as _, Read as _};

use value::json;

use crate::common::{Ended, Place, code, node, set};

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let place = Place::new();
    let many = "return Array.from({ length: 300 }, (_, n) => ({ n, text: 'x'.repeat(50) }));";
    place.write_row("w.json", "Read by nobody", &[code("Many", many)]);
    place.write_row(
        "fails.json",
        "Fails",
        &[code("Break", "throw new Error('no');")],
    );
    for (expected, arguments) in [
        (0, &["nodes"][..]),
        (0, &["nodes", "--json"]),
        (0, &["import", "w.json"]),
        (0, &["check", "w.json"]),
        (0, &["export", "w.json"]),
        (0, &["run", "w.json", "--json"]),
        (0, &["run", "w.json"]),
        (1, &["run", "fails.json"]),
        (0, &["runs"]),
        (0, &["list", "--json"]),
    ] {
        let ended = place.run_unread(arguments).code(expected);
        assert_eq!(ended.err, "", "{}", ended.text());
    }
    let runs = place.run(&["runs", "--json"]).code(0).json();
    assert_eq!(runs.as_array().unwrap().len(), 3, "the runs were kept");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let place = Place::new();
    place.write_row("w.json", "W", &[set("A", "a", "b")]);
    for arguments in [&["nodes"][..], &["run", "w.json"], &["export", "w.json"]] {
        let full = std::fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let output = place.command(arguments).stdout(full).output().unwrap();
        Ended::of(output, arguments)
            .code(3)
            .complains(&["error: the output could not be written"]);
    }
    place.run(&["runs"]).code(0).says(&["1 of 1"]);
}

#[test]
fn a_stored_workflow_runs_and_nothing_of_it_is_kept() {
    let place = Place::new();
    let count = "const kept = $getWorkflowStaticData('global'); kept.n = (kept.n ?? 0) + 1; return [{ n: kept.n }];";
    place.write_row("w.json", "Counts", &[code("Count", count)]);
    place.run(&["import", "w.json", "--save"]).code(0);
    place.run(&["run", "Counts"]).code(0);
    for _ in 0..2 {
        let run = place
            .run(&["run", "Counts", "--no-save", "--json"])
            .code(0)
            .json();
        assert_eq!(run["steps"][1]["outputs"][0][0]["json"], json!({ "n": 2 }));
    }
    place.run(&["runs"]).code(0).says(&["1 of 1"]);
    place
        .run(&["run", "Nobody", "--no-save"])
        .code(2)
        .complains(&["neither a file nor a stored workflow “Nobody”"]);
}

#[test]
fn many_that_end_at_once_are_all_kept() {
    let place = Place::new();
    let many = "return Array.from({ length: 20000 }, (_, n) => ({ n, text: 'x'.repeat(100) }));";
    place.write_row("w.json", "Many", &[code("Many", many)]);
    let arguments = ["run", "w.json"];
    // The data folder is made by the first of them, whichever that is.
    let started: Vec<_> = (0..6)
        .map(|_| place.command(&arguments).spawn().unwrap())
        .collect();
    for child in started {
        Ended::of(child.wait_with_output().unwrap(), &arguments)
            .code(0)
            .says(&["Many put out:", "Done."]);
    }
    place.run(&["runs"]).code(0).says(&["6 of 6"]);
}

#[test]
fn a_data_folder_that_cannot_be_used_is_said_before_anything_runs() {
    let place = Place::new();
    place.write("file", "not a folder");
    place.write_row("w.json", "W", &[code("Say", "console.log('ran');")]);
    place
        .run(&["run", "w.json", "--data", "file"])
        .code(3)
        .complains(&["the data folder file cannot be used"])
        .says_not(&["ran", "✓"]);
}

/// Starts the workflow in a group of its own, as a terminal does; once `began` returns, all of the group gets the signal.
#[cfg(unix)]
fn check_stopped(
    place: &Place,
    signal: rustix::process::Signal,
    began: &dyn Fn(&mut dyn std::io::BufRead),
) {
    use std::os::unix::process::CommandExt as _;
    let arguments = ["run", "w.json", "--allow", "command:*"];
    let mut command = place.command(&arguments);
    let mut child = command.process_group(0).spawn().unwrap();
    let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
    began(&mut out);
    let id = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process_group(id, signal).unwrap();
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    let ended = Ended::of(child.wait_with_output().unwrap(), &arguments).code(1);
    assert!(rest.contains("Stopped."), "{rest}\n{}", ended.text());
    assert!(!rest.contains("✗"), "{rest}");
}

#[cfg(unix)]
#[test]
fn a_program_that_is_stopped_is_not_blamed() {
    let place = Place::new();
    place.write_row(
        "w.json",
        "W",
        &[code("Spin", "console.log('begun'); while (true) {}")],
    );
    check_stopped(&place, rustix::process::Signal::INT, &|out| {
        let mut lines = out.lines();
        while !lines.next().unwrap().unwrap().contains("│ begun") {}
    });
    place
        .run(&["runs"])
        .code(0)
        .says(&["canceled", "1 of 1"])
        .says_not(&["failed"]);
}

#[cfg(unix)]
#[test]
fn every_way_to_stop_a_run_ends_its_commands() {
    use rustix::process::Signal;
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        // Elsewhere it cannot be seen whether the signal is to be heeded.
        if signal == Signal::HUP && cfg!(not(target_os = "linux")) {
            continue;
        }
        let place = Place::new();
        let hold = json!({ "command": "mkfifo pipe && echo > made && sh -c 'exec 3>pipe; sleep 600; true'; true" });
        place.write_row("w.json", "W", &[node("Hold", "executeCommand", 1.0, hold)]);
        let pipe = place.path("pipe");
        let held = std::cell::RefCell::new(None);
        check_stopped(&place, signal, &|out| {
            let mut line = String::new();
            // The step before has ended, so the command is about to make the pipe.
            while !line.contains("✓ Start") {
                line.clear();
                assert_ne!(out.read_line(&mut line).unwrap(), 0);
            }
            while !place.path("made").exists() {
                std::thread::yield_now();
            }
            // Opens when the command has opened its end.
            *held.borrow_mut() = Some(std::fs::File::open(&pipe).unwrap());
        });
        let mut read = String::new();
        held.take().unwrap().read_to_string(&mut read).unwrap();
        assert_eq!(read, "", "whoever held the pipe open is gone");
        place.run(&["runs"]).code(0).says(&["canceled", "1 of 1"]);
    }
}
