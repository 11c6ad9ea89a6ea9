//! A stretch of address space: reserved once, backed by memory only where it is written to.
#![allow(unsafe_code, reason = "std cannot reserve memory without using it")]

#[cfg(not(unix))]
pub(super) use other::Region;
#[cfg(unix)]
pub(super) use unix::Region;

#[cfg(unix)]
mod unix {
    use std::ptr;

    /// Address space, four times the largest heap: blocks are reused by size, so some lie idle.
    const SIZE: usize = if usize::BITS < 64 { 512 << 20 } else { 4 << 30 };
    /// At least the size of a page, on any system.
    const PAGE: usize = 64 << 10;

    /// The stretch.
    pub(in crate::worker) struct Region(*mut u8);

    impl Region {
        /// Reserves it, where the system lets us.
        pub fn reserve() -> Option<Region> {
            let (protection, kind) = (
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
            );
            // SAFETY: a new mapping, of nothing, anywhere.
            let start = unsafe { libc::mmap(ptr::null_mut(), SIZE, protection, kind, -1, 0) };
            (start != libc::MAP_FAILED).then(|| Region(start.cast()))
        }

        /// Where it begins.
        pub fn start(&self) -> *mut u8 {
            self.0
        }

        /// Its length.
        pub fn size(&self) -> usize {
            SIZE
        }

        /// Makes the part between two offsets zero.
        ///
        /// # Safety
        /// Nobody holds anything in that part.
        pub unsafe fn clear(&self, from: usize, to: usize) {
            let edge = from.next_multiple_of(PAGE).min(to);
            // SAFETY: within the region; nobody looks at it.
            unsafe {
                self.0.add(from).write_bytes(0, edge.saturating_sub(from));
                self.give_pages_back(edge, to.next_multiple_of(PAGE).min(SIZE));
            }
        }

        /// Gives the whole pages between two offsets back; what was in them is lost.
        ///
        /// # Safety
        /// Nobody holds anything in that part.
        pub unsafe fn give_pages_back(&self, from: usize, to: usize) {
            let (from, to) = (from.next_multiple_of(PAGE), to / PAGE * PAGE);
            if from < to {
                // SAFETY: whole pages within the region.
                unsafe { discard(self.0.add(from), to - from) };
            }
        }
    }

    /// On Linux pages that were given back read as zero.
    #[cfg(target_os = "linux")]
    unsafe fn discard(start: *mut u8, length: usize) {
        // SAFETY: as the caller promises.
        unsafe { libc::madvise(start.cast(), length, libc::MADV_DONTNEED) };
    }

    /// Elsewhere `madvise` only suggests; a new mapping in the old one's place is zero for certain.
    #[cfg(not(target_os = "linux"))]
    unsafe fn discard(start: *mut u8, length: usize) {
        let kind = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE | libc::MAP_FIXED;
        // SAFETY: as the caller promises; the place is ours.
        unsafe {
            libc::mmap(
                start.cast(),
                length,
                libc::PROT_READ | libc::PROT_WRITE,
                kind,
                -1,
                0,
            )
        };
    }

    impl Drop for Region {
        fn drop(&mut self) {
            // SAFETY: the mapping is ours.
            unsafe { libc::munmap(self.0.cast(), SIZE) };
        }
    }
}

#[cfg(not(unix))]
mod other {
    /// There is none here.
    pub(in crate::worker) enum Region {}

    impl Region {
        pub fn reserve() -> Option<Region> {
            None
        }

        pub fn start(&self) -> *mut u8 {
            match *self {}
        }

        pub fn size(&self) -> usize {
            match *self {}
        }

        /// # Safety
        /// Cannot be called.
        pub unsafe fn clear(&self, _: usize, _: usize) {
            match *self {}
        }

        /// # Safety
        /// Cannot be called.
        pub unsafe fn give_pages_back(&self, _: usize, _: usize) {
            match *self {}
        }
    }
}
