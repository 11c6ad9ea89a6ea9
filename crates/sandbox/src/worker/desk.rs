//! What the native functions of one request share: the pipe, the input, the clock, the calls under way.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;

use super::heap::Space;
use super::link::{Link, leave};
use super::zones;
use crate::frame::{self, Kind};
use crate::wire::Items;

/// Most lines and bytes of a request's console.
const MOST_LINES: usize = 10_000;
const MOST_LINE_BYTES: usize = 4 << 20;
/// Most bytes of one line.
const LONGEST_LINE: usize = 64 << 10;

/// The state of one request.
pub(super) struct Desk {
    pub link: RefCell<Link>,
    pub space: Rc<Space>,
    /// The input, once there is a request.
    pub items: RefCell<Items>,
    /// When code has to have ended.
    deadline: Cell<Instant>,
    /// Number of the last call.
    last_call: Cell<u32>,
    /// Calls begun whose answer the prelude has not had.
    pub begun: Cell<u32>,
    /// Answers that came while another was waited for.
    answers: RefCell<VecDeque<(u32, Vec<u8>)>>,
    lines_left: Cell<usize>,
    line_bytes_left: Cell<usize>,
    /// The zone asked about last; a batch asks about one.
    zone: RefCell<Option<(String, TimeZone)>>,
    start: Instant,
    /// State of `Math.random`.
    chance: Cell<u64>,
}

impl Desk {
    pub fn new(link: Link, space: Rc<Space>) -> Rc<Desk> {
        Rc::new(Desk {
            link: RefCell::new(link),
            space,
            items: RefCell::default(),
            deadline: Cell::new(Instant::now() + LOADING),
            last_call: Cell::new(0),
            begun: Cell::new(0),
            answers: RefCell::default(),
            lines_left: Cell::new(MOST_LINES),
            line_bytes_left: Cell::new(MOST_LINE_BYTES),
            zone: RefCell::default(),
            start: Instant::now(),
            chance: Cell::new(0),
        })
    }

    /// Forgets the request before.
    pub fn clear(&self) {
        self.end_by(Instant::now() + LOADING);
        self.items.take();
        self.last_call.set(0);
        self.begun.set(0);
        self.answers.take();
        self.lines_left.set(MOST_LINES);
        self.line_bytes_left.set(MOST_LINE_BYTES);
        let mut seed = [0; 8];
        // Without random bytes the clock has to do: this is `Math.random`, not a secret.
        if getrandom::fill(&mut seed).is_err() {
            let now = Instant::now().duration_since(self.start);
            seed = (now.as_nanos() as u64).to_le_bytes();
        }
        self.chance.set(u64::from_le_bytes(seed));
    }

    /// A number from 0 to 1, without 1 (Steele and others, "Fast splittable pseudorandom number generators").
    pub fn chance(&self) -> f64 {
        let state = self.chance.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.chance.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Sets the time by which code has to have ended.
    pub fn end_by(&self, deadline: Instant) {
        self.deadline.set(deadline);
    }

    /// Whether that time has come.
    pub fn is_late(&self) -> bool {
        Instant::now() >= self.deadline.get()
    }

    /// The time until then.
    pub fn time_left(&self) -> Duration {
        self.deadline
            .get()
            .saturating_duration_since(Instant::now())
    }

    /// Sends a call and returns its number.
    pub fn ask(&self, request: &str) -> u32 {
        let number = self.last_call.get().wrapping_add(1);
        self.last_call.set(number);
        self.send(Kind::Call, &[&number.to_le_bytes(), request.as_bytes()]);
        number
    }

    /// Waits for the answer to a call; answers to others are kept.
    pub fn await_answer(&self, number: u32) -> Vec<u8> {
        loop {
            let (of, answer) = self.read_answer();
            if of == number {
                return answer;
            }
            self.answers.borrow_mut().push_back((of, answer));
        }
    }

    /// An answer to a call that was begun, waited for at most so long.
    pub fn next_answer(&self, most: Duration) -> Option<(u32, Vec<u8>)> {
        if let Some(kept) = self.answers.borrow_mut().pop_front() {
            return Some(kept);
        }
        let comes = self.link.borrow().wait(most.min(self.time_left()));
        comes.then(|| self.read_answer())
    }

    /// Whether an answer lies ready without waiting.
    pub fn kept_answer(&self) -> Option<(u32, Vec<u8>)> {
        self.answers.borrow_mut().pop_front()
    }

    fn read_answer(&self) -> (u32, Vec<u8>) {
        match self.link.borrow_mut().read() {
            Ok((Kind::Answer, payload)) => match frame::numbered(&payload) {
                Some((number, answer)) => (number, answer.to_vec()),
                None => leave(BAD_HOST),
            },
            _ => leave(BAD_HOST),
        }
    }

    /// Sends a frame; without a host there is nothing left to do.
    pub fn send(&self, kind: Kind, parts: &[&[u8]]) {
        if self.link.borrow_mut().send(kind, parts).is_err() {
            leave(BAD_HOST);
        }
    }

    /// Sends a line of the console, as long as there is room for one.
    pub fn log(&self, line: &str) {
        let line = &line[..line.floor_char_boundary(LONGEST_LINE)];
        let (lines, bytes) = (self.lines_left.get(), self.line_bytes_left.get());
        if lines == 0 || line.len() > bytes {
            return;
        }
        self.lines_left.set(lines - 1);
        self.line_bytes_left.set(bytes - line.len());
        self.send(Kind::Line, &[line.as_bytes()]);
    }

    /// What holds in a zone at a time.
    pub fn zone_at(&self, name: &str, ms: f64) -> Option<(i32, String, bool)> {
        let mut last = self.zone.borrow_mut();
        if last.as_ref().is_none_or(|(known, _)| known != name) {
            *last = Some((name.to_owned(), zones::find(name)?));
        }
        last.as_ref().and_then(|(_, zone)| zones::at(zone, ms))
    }
}

/// How long the prelude may take to load; a broken one ends the worker, not the machine.
const LOADING: Duration = Duration::from_secs(10);

/// Exit code when the host does not speak as agreed.
pub(super) const BAD_HOST: i32 = 3;
