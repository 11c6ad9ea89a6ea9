//! Frames, the unit of talk on the two pipes between host and worker: a length, a kind, a payload.
//!
//! Not here: what payloads mean, and any belief in a length that the other side sent; readers bring their own cap.

/// Bytes before the payload: its length (little endian), then the kind.
pub(crate) const HEAD: usize = 5;

/// The largest payload that either side may send at all.
pub(crate) const LARGEST: usize = 1 << 30;

/// What a frame is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    /// To the host: a context is made and the prelude loaded; a request may come.
    Ready = 1,
    /// To the host: the prelude cannot be loaded; the payload says why.
    Broken = 2,
    /// To the worker: a request (see `wire`).
    Request = 3,
    /// To the host: a call; number (four bytes), then JSON.
    Call = 4,
    /// To the worker: what a call gave; number, then JSON.
    Answer = 5,
    /// To the host: a line of the console.
    Line = 6,
    /// To the host: the batch goes on.
    Beat = 7,
    /// To the host: the result; a byte that says whether it holds marks, then JSON.
    Done = 8,
    /// To the host: a `ScriptError`; no result.
    Failed = 9,
}

impl Kind {
    fn of(byte: u8) -> Option<Kind> {
        use Kind::*;
        [
            Ready, Broken, Request, Call, Answer, Line, Beat, Done, Failed,
        ]
        .into_iter()
        .find(|kind| *kind as u8 == byte)
    }
}

/// The head of a frame.
pub(crate) fn head(kind: Kind, length: usize) -> [u8; HEAD] {
    let [a, b, c, d] = (length as u32).to_le_bytes();
    [a, b, c, d, kind as u8]
}

/// Reads a head; `None` for an unknown kind.
pub(crate) fn read_head(bytes: [u8; HEAD]) -> Option<(Kind, usize)> {
    let [a, b, c, d, kind] = bytes;
    Some((Kind::of(kind)?, u32::from_le_bytes([a, b, c, d]) as usize))
}

/// Splits the number off the payload of a call or an answer.
pub(crate) fn numbered(payload: &[u8]) -> Option<(u32, &[u8])> {
    let (number, rest) = payload.split_first_chunk::<4>()?;
    Some((u32::from_le_bytes(*number), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_come_back() {
        for (kind, length) in [(Kind::Ready, 0), (Kind::Failed, 1), (Kind::Done, LARGEST)] {
            assert_eq!(read_head(head(kind, length)), Some((kind, length)));
        }
        assert_eq!(read_head([0, 0, 0, 0, 0]), None);
        assert_eq!(read_head([0, 0, 0, 0, 99]), None);
    }
}
