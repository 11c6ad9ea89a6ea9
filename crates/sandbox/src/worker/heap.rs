//! The JavaScript heap: the program's allocator with a limit, and a note of when it said no.
//!
//! QuickJS has a limit of its own, but code cannot be told from a `throw null` when it is reached.

use std::cell::Cell;
use std::rc::Rc;

use rquickjs::allocator::{Allocator, RustAllocator};

/// How much of the heap is used, and how much may be.
#[derive(Default)]
pub(super) struct Gauge {
    used: Cell<usize>,
    limit: Cell<usize>,
    refused: Cell<bool>,
}

impl Gauge {
    /// A heap with room for the prelude.
    pub fn new() -> Rc<Gauge> {
        let gauge = Gauge::default();
        gauge.limit.set(ROOM_FOR_PRELUDE);
        Rc::new(gauge)
    }

    /// From now on so many bytes more than are used, and nothing was refused yet.
    pub fn allow(&self, more: usize) {
        self.limit.set(self.used.get().saturating_add(more));
        self.refused.set(false);
    }

    /// Makes sure that there is room for so many bytes more, and keeps in mind what was refused.
    pub fn allow_at_least(&self, more: usize) {
        self.limit
            .set(self.limit.get().max(self.used.get().saturating_add(more)));
    }

    /// Whether something was refused.
    pub fn was_full(&self) -> bool {
        self.refused.get()
    }

    fn admit(&self, bytes: usize) -> bool {
        let admitted = self
            .used
            .get()
            .checked_add(bytes)
            .is_some_and(|sum| sum <= self.limit.get());
        if !admitted {
            self.refused.set(true);
        }
        admitted
    }

    fn add(&self, bytes: usize) {
        self.used.set(self.used.get().saturating_add(bytes));
    }

    fn remove(&self, bytes: usize) {
        self.used.set(self.used.get().saturating_sub(bytes));
    }
}

/// Bytes that a context and the prelude may take before a request sets the limit.
const ROOM_FOR_PRELUDE: usize = 64 << 20;

/// An allocator that keeps to a [`Gauge`].
pub(super) struct Heap(pub Rc<Gauge>);

#[allow(
    unsafe_code,
    reason = "an allocator cannot be written otherwise; all memory is RustAllocator's"
)]
// SAFETY: every pointer comes from RustAllocator or is null, and goes back to it; only the counting is ours.
unsafe impl Allocator for Heap {
    fn alloc(&mut self, size: usize) -> *mut u8 {
        if !self.0.admit(size) {
            return std::ptr::null_mut();
        }
        self.count(RustAllocator.alloc(size))
    }

    fn calloc(&mut self, count: usize, size: usize) -> *mut u8 {
        match count.checked_mul(size) {
            Some(bytes) if self.0.admit(bytes) => {}
            _ => return std::ptr::null_mut(),
        }
        self.count(RustAllocator.calloc(count, size))
    }

    unsafe fn dealloc(&mut self, ptr: *mut u8) {
        // SAFETY: the caller hands back what this allocator gave.
        unsafe {
            self.0.remove(RustAllocator::usable_size(ptr));
            RustAllocator.dealloc(ptr);
        }
    }

    unsafe fn realloc(&mut self, ptr: *mut u8, new_size: usize) -> *mut u8 {
        if ptr.is_null() {
            return self.alloc(new_size);
        }
        // SAFETY: the caller hands back what this allocator gave; on failure the old block stays as it was.
        unsafe {
            let old = RustAllocator::usable_size(ptr);
            if !self.0.admit(new_size.saturating_sub(old)) {
                return std::ptr::null_mut();
            }
            let new = RustAllocator.realloc(ptr, new_size);
            if !new.is_null() {
                self.0.remove(old);
            }
            self.count(new)
        }
    }

    unsafe fn usable_size(ptr: *mut u8) -> usize {
        // SAFETY: the caller asks about what this allocator gave.
        unsafe { RustAllocator::usable_size(ptr) }
    }
}

impl Heap {
    fn count(&self, ptr: *mut u8) -> *mut u8 {
        if ptr.is_null() {
            self.0.refused.set(true);
        } else {
            #[allow(
                unsafe_code,
                reason = "asks for the size of a block that was just made"
            )]
            // SAFETY: `ptr` was just given by RustAllocator.
            self.0.add(unsafe { RustAllocator::usable_size(ptr) });
        }
        ptr
    }
}
