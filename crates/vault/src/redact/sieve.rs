//! Takes secrets out of a body on its way to the disk.

use std::sync::Arc;

use super::{Automata, HIDDEN};

/// Takes secrets out of a stream that comes piece by piece.
pub struct Sieve {
    automata: Option<Arc<Automata>>,
    /// Bytes of the longest shape.
    longest: usize,
    /// What may be the begin of one.
    held: Vec<u8>,
}

impl Sieve {
    pub(super) fn new(automata: Option<Arc<Automata>>, longest: usize) -> Self {
        Self {
            automata,
            longest,
            held: Vec::new(),
        }
    }

    /// What can be told of the stream after one more piece.
    pub fn push(&mut self, piece: &[u8]) -> Vec<u8> {
        self.held.extend_from_slice(piece);
        // One that begins before this is there as a whole.
        let sure = (self.held.len() + 1).saturating_sub(self.longest.max(1));
        self.drain(sure)
    }

    /// The rest, at the end of the stream.
    pub fn end(&mut self) -> Vec<u8> {
        self.drain(self.held.len())
    }

    fn drain(&mut self, sure: usize) -> Vec<u8> {
        let Some(automata) = &self.automata else {
            return std::mem::take(&mut self.held);
        };
        let (mut out, mut at) = (Vec::with_capacity(sure), 0);
        let found = automata.texts.find_iter(&self.held);
        for hit in found.take_while(|hit| hit.start() < sure) {
            out.extend_from_slice(&self.held[at..hit.start()]);
            out.extend_from_slice(HIDDEN.as_bytes());
            at = hit.end();
        }
        let end = at.max(sure);
        out.extend_from_slice(&self.held[at..end]);
        self.held.drain(..end);
        out
    }
}

impl std::fmt::Debug for Sieve {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sieve").finish_non_exhaustive()
    }
}
