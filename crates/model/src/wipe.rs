//! Memory that secrets were in.

use std::io::{self, Write};

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// As deep as ciphers and readers go, in programs that are not optimised too.
const DEPTH: usize = 64 << 10;

/// Bytes that are wiped when they go, and leave nothing behind where they grow.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Zeroize, ZeroizeOnDrop)]
pub struct Wiped(Vec<u8>);

impl Wiped {
    /// Room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
    }

    /// Adds bytes.
    pub fn push(&mut self, bytes: impl AsRef<[u8]>) {
        let bytes = bytes.as_ref();
        let length = self.0.len() + bytes.len();
        if length > self.0.capacity() {
            let mut larger = Self::with_capacity(2 * length);
            larger.0.extend_from_slice(&self.0);
            // The smaller one is wiped as it goes.
            *self = larger;
        }
        self.0.extend_from_slice(bytes);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bytes alone.
    pub fn into_bytes(mut self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(std::mem::take(&mut self.0))
    }
}

impl AsRef<[u8]> for Wiped {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<String> for Wiped {
    fn from(text: String) -> Self {
        Self(text.into_bytes())
    }
}

impl From<&[u8]> for Wiped {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl Write for Wiped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.push(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl std::fmt::Debug for Wiped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Wiped")
    }
}

/// Does something with a secret, and wipes what it left on the stack: ciphers work on pieces of the text there, and the
/// next call may not reach as deep.
pub fn on_wiped_stack<T>(work: impl FnOnce() -> T) -> T {
    let done = apart(work);
    wipe();
    done
}

/// Its frames begin where those of [`wipe`] do.
#[inline(never)]
fn apart<T>(work: impl FnOnce() -> T) -> T {
    work()
}

#[inline(never)]
fn wipe() {
    let mut room = [0_u8; DEPTH];
    room.zeroize();
    std::hint::black_box(&room);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_grows_and_gives_what_was_written() {
        let mut bytes = Wiped::default();
        for part in ["a", "", "bc", "defghijklmnop"] {
            bytes.push(part);
        }
        write!(bytes, "{}", 7).unwrap();
        assert_eq!((bytes.len(), bytes.is_empty()), (17, false));
        assert_eq!(*bytes.into_bytes(), b"abcdefghijklmnop7");
    }

    #[test]
    fn what_worked_gives_what_it_gave() {
        assert_eq!(on_wiped_stack(|| 7), 7);
    }
}
