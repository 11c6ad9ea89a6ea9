//! What is hard on a data folder: many programs at once, one that stands still, one step that puts out very much.

#[cfg(unix)]
use std::io::{BufRead as _, BufReader, Write as _};
#[cfg(unix)]
use std::net::{TcpListener, TcpStream};
use std::process::Child;

#[cfg(unix)]
use value::json;

#[cfg(unix)]
use crate::common::node;
use crate::common::{Ended, Place, code, set};

#[test]
fn fifty_that_start_at_once_all_find_the_data() {
    let place = Place::new();
    place.write_row("w.json", "Same", &[set("A", "a", "b")]);
    let arguments = ["import", "w.json", "--save"];
    // The data folder is made by the first of them, whichever that is.
    let started: Vec<Child> = (0..50)
        .map(|_| place.command(&arguments).spawn().unwrap())
        .collect();
    for child in started {
        Ended::of(child.wait_with_output().unwrap(), &arguments).code(0);
    }
    let kept = place.run(&["list", "--json"]).code(0).json();
    assert_eq!(kept.as_array().unwrap().len(), 50);
}

#[test]
fn an_output_of_64_megabytes_is_kept_whole() {
    let place = Place::new();
    let large = "return [{ text: 'x'.repeat(64 * 1024 * 1024) + 'end' }];";
    place.write_row("w.json", "Large", &[code("Large", large)]);
    place.run(&["run", "w.json"]).code(0);
    let runs = place.run(&["runs", "--json"]).code(0).json();
    let id = runs[0]["id"].as_str().unwrap().to_owned();
    let run = place.run(&["runs", &id, "--json"]).code(0).json();
    let text = &run["steps"][1]["outputs"][0][0]["json"]["text"];
    let text = text.as_str().unwrap();
    assert_eq!(text.len(), 64 * 1024 * 1024 + 3);
    assert!(text.ends_with("xend"));
}

/// A request that a step has sent, and that nobody has answered yet.
#[cfg(unix)]
fn asked(listener: &TcpListener) -> TcpStream {
    let (stream, _) = listener.accept().unwrap();
    let mut line = String::new();
    BufReader::new(&stream).read_line(&mut line).unwrap();
    assert!(line.starts_with("POST "), "{line}");
    stream
}

/// `serve` over the folder, once it has taken up what others left.
#[cfg(unix)]
fn serve(place: &Place) -> Child {
    let mut server = place
        .command(&["serve", "--listen", "127.0.0.1:0"])
        .spawn()
        .unwrap();
    let mut greeting = String::new();
    let mut out = BufReader::new(server.stdout.take().unwrap());
    while !greeting.contains("http://") {
        assert_ne!(out.read_line(&mut greeting).unwrap(), 0, "{greeting}");
    }
    server
}

#[cfg(unix)]
#[test]
fn what_a_program_runs_that_stands_still_is_taken_from_it_by_nobody() {
    use rustix::process::{Pid, Signal, kill_process};

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = listener.local_addr().unwrap();
    let place = Place::new();
    let letter = json!({ "method": "POST", "url": format!("http://{host}/letter") });
    place.write_row(
        "w.json",
        "Letter",
        &[node("Send", "httpRequest", 4.2, letter)],
    );
    let allow = format!("host:{host}");
    let arguments = ["run", "w.json", "--allow", &allow];
    let child = place.command(&arguments).spawn().unwrap();
    let mut waiting = asked(&listener);
    let pid = Pid::from_child(&child);
    kill_process(pid, Signal::STOP).unwrap();

    let mut server = serve(&place);
    place
        .run(&["runs"])
        .code(0)
        .says(&["running", "1 of 1"])
        .says_not(&["review"]);
    kill_process(Pid::from_child(&server), Signal::TERM).unwrap();
    assert_eq!(server.wait().unwrap().code(), Some(0));

    kill_process(pid, Signal::CONT).unwrap();
    waiting
        .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}")
        .unwrap();
    drop(waiting);
    Ended::of(child.wait_with_output().unwrap(), &arguments)
        .code(0)
        .says(&["Done."]);
    place.run(&["runs"]).code(0).says(&["success", "1 of 1"]);
    listener.set_nonblocking(true).unwrap();
    assert!(listener.accept().is_err(), "the letter was sent once");
}
