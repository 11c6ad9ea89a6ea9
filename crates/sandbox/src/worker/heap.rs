//! The JavaScript heap: one stretch of memory of our own, with a limit, that can be put back as it was.
//!
//! A request must find nothing of the one before. Making a runtime, a context and the whole prelude anew costs a
//! millisecond; so it is done once, the heap is saved, and after each request every byte of it is put back. That is as
//! thorough as a new process, and costs a copy of two megabytes while nobody waits. It also lets the prelude load all of
//! luxon ahead.
//!
//! Why it is sound: everything QuickJS has lives in this heap, at the same addresses ever after; what Rust holds of it
//! when it is saved (context, functions of the prelude) it holds when it is put back, and nothing more.
//!
//! Where memory cannot be reserved without being used, the heap is the system's, there is only the limit, and the caller
//! makes a new runtime each time.
#![allow(unsafe_code, reason = "an allocator, and the memory under it")]

use std::alloc::Layout;
use std::cell::{Cell, RefCell};
use std::ptr;
use std::rc::Rc;

use rquickjs::allocator::Allocator;

use super::region::Region;

/// Before each block: how many bytes it can hold.
const HEADER: usize = 16;
/// Four sizes between two powers of two, up to 2^40.
const CLASSES: usize = 4 * 41;
/// Smaller blocks QuickJS cuts from its own; from here on all sizes are multiples of 16.
const SMALLEST: usize = 128;
/// Bytes that a context and the prelude may take before a request sets the limit.
pub(super) const ROOM_FOR_PRELUDE: usize = 64 << 20;
/// A free block from this size on gives its pages back.
const LARGE: usize = 1 << 20;

/// The heap's books.
#[derive(Clone, Copy)]
struct Books {
    /// Bytes in blocks that are in use.
    used: usize,
    /// Where the part begins that was never handed out.
    top: usize,
    /// The first free block of each size, by offset; 0 for none.
    free: [usize; CLASSES],
}

/// The heap of this process.
pub(super) struct Space {
    region: Option<Region>,
    books: RefCell<Books>,
    /// From here on the region is still zero.
    clean: Cell<usize>,
    limit: Cell<usize>,
    refused: Cell<bool>,
    saved: RefCell<Option<(Books, Vec<u8>)>>,
}

impl Space {
    /// Reserves it.
    pub fn reserve() -> Rc<Space> {
        let books = Books {
            used: 0,
            top: HEADER,
            free: [0; CLASSES],
        };
        Rc::new(Space {
            region: Region::reserve(),
            books: RefCell::new(books),
            clean: Cell::new(0),
            limit: Cell::new(0),
            refused: Cell::new(false),
            saved: RefCell::default(),
        })
    }

    /// From now on so many bytes more than are used, and nothing was refused yet.
    pub fn allow(&self, more: usize) {
        self.limit
            .set(self.books.borrow().used.saturating_add(more));
        self.refused.set(false);
    }

    /// Makes sure that there is room for so many bytes more, and keeps in mind what was refused.
    pub fn allow_at_least(&self, more: usize) {
        let enough = self.books.borrow().used.saturating_add(more);
        self.limit.set(self.limit.get().max(enough));
    }

    /// Whether something was refused.
    pub fn was_full(&self) -> bool {
        self.refused.get()
    }

    /// Saves the heap as it is; says whether it can be put back.
    pub fn save(&self) -> bool {
        let Some(region) = &self.region else {
            return false;
        };
        let books = *self.books.borrow();
        // SAFETY: up to `top` the region is in use, and nothing writes to it meanwhile.
        let image = unsafe { std::slice::from_raw_parts(region.start(), books.top) }.to_vec();
        self.saved.replace(Some((books, image)));
        true
    }

    /// Puts the heap back as it was saved.
    ///
    /// # Safety
    /// There was a `save` that said yes, and Rust holds of the heap exactly what it held then.
    pub unsafe fn put_back(&self) {
        let saved = self.saved.borrow();
        let (Some(region), Some((books, image))) = (&self.region, &*saved) else {
            return;
        };
        // SAFETY: the image fits where it came from; what Rust holds, the caller has promised.
        unsafe {
            ptr::copy_nonoverlapping(image.as_ptr(), region.start(), image.len());
            region.clear(books.top, self.clean.get());
        }
        self.clean.set(books.top);
        self.books.replace(*books);
    }

    /// Whether so many bytes more are allowed.
    fn admit(&self, bytes: usize) -> bool {
        let used = self.books.borrow().used;
        let admitted = used
            .checked_add(bytes)
            .is_some_and(|sum| sum <= self.limit.get());
        if !admitted {
            self.refused.set(true);
        }
        admitted
    }

    /// A block, and whether it is known to be zero.
    fn alloc(&self, size: usize) -> (*mut u8, bool) {
        let (class, capacity) = class_of(size);
        if !self.admit(capacity) {
            return (ptr::null_mut(), false);
        }
        let (block, zero) = match &self.region {
            Some(region) => self.take(region, class, capacity),
            None => (system_alloc(capacity), false),
        };
        if block.is_null() {
            self.refused.set(true);
            return (block, false);
        }
        self.books.borrow_mut().used += capacity;
        // SAFETY: the block has room for its header before what is handed out.
        unsafe {
            block.cast::<usize>().write(capacity);
            (block.add(HEADER), zero)
        }
    }

    /// A free block of a class, or a new one from the top.
    fn take(&self, region: &Region, class: usize, capacity: usize) -> (*mut u8, bool) {
        let mut books = self.books.borrow_mut();
        let at = books.free[class];
        if at != 0 {
            // SAFETY: offsets in the lists are of blocks in the region, and a free block holds the next one's offset.
            unsafe {
                let block = region.start().add(at);
                books.free[class] = block.add(HEADER).cast::<usize>().read();
                return (block, false);
            }
        }
        let at = books.top;
        let end = at + HEADER + capacity;
        if end > region.size() {
            return (ptr::null_mut(), false);
        }
        books.top = end;
        let zero = at >= self.clean.get();
        self.clean.set(self.clean.get().max(end));
        // SAFETY: within the region.
        (unsafe { region.start().add(at) }, zero)
    }

    /// # Safety
    /// `data` was given by `alloc` and is in use.
    unsafe fn release(&self, data: *mut u8) {
        // SAFETY: as promised; the header lies before the data.
        unsafe {
            let block = data.sub(HEADER);
            let capacity = block.cast::<usize>().read();
            let mut books = self.books.borrow_mut();
            books.used = books.used.saturating_sub(capacity);
            let Some(region) = &self.region else {
                drop(books);
                return system_free(block, capacity);
            };
            let (class, _) = class_of(capacity);
            data.cast::<usize>().write(books.free[class]);
            books.free[class] = block.offset_from_unsigned(region.start());
            if capacity >= LARGE {
                let from = books.free[class] + HEADER + size_of::<usize>();
                region.give_pages_back(from, from - size_of::<usize>() + capacity);
            }
        }
    }
}

/// The class of a size, and how many bytes blocks of that class hold.
fn class_of(size: usize) -> (usize, usize) {
    let size = size.max(SMALLEST);
    let bits = (usize::BITS - (size - 1).leading_zeros()) as usize;
    let (half, step) = (1 << (bits - 1), (1 << bits) / 8);
    let quarter = (size - half).div_ceil(step).max(1);
    (4 * bits + quarter - 1, half + quarter * step)
}

fn system_layout(capacity: usize) -> Option<Layout> {
    Layout::from_size_align(capacity.checked_add(HEADER)?, HEADER).ok()
}

fn system_alloc(capacity: usize) -> *mut u8 {
    // SAFETY: the layout is not empty.
    system_layout(capacity).map_or(ptr::null_mut(), |layout| unsafe {
        std::alloc::alloc(layout)
    })
}

/// # Safety
/// `block` is of `system_alloc` with this capacity.
unsafe fn system_free(block: *mut u8, capacity: usize) {
    if let Some(layout) = system_layout(capacity) {
        // SAFETY: as promised.
        unsafe { std::alloc::dealloc(block, layout) }
    }
}

/// The allocator that QuickJS is given.
pub(super) struct Heap(pub Rc<Space>);

/// Larger than anything QuickJS may ask for; keeps the sums below from running over.
const ABSURD: usize = 1 << 39;

// SAFETY: blocks are aligned to 16, hold at least what was asked for, do not overlap, and `usable_size` reads what `alloc`
// wrote before each.
unsafe impl Allocator for Heap {
    fn alloc(&mut self, size: usize) -> *mut u8 {
        if size > ABSURD {
            self.0.refused.set(true);
            return ptr::null_mut();
        }
        self.0.alloc(size).0
    }

    fn calloc(&mut self, count: usize, size: usize) -> *mut u8 {
        let Some(bytes) = count.checked_mul(size).filter(|bytes| *bytes <= ABSURD) else {
            self.0.refused.set(true);
            return ptr::null_mut();
        };
        let (data, zero) = self.0.alloc(bytes);
        if !data.is_null() && !zero {
            // SAFETY: the block holds at least so many bytes.
            unsafe { data.write_bytes(0, bytes) };
        }
        data
    }

    unsafe fn dealloc(&mut self, ptr: *mut u8) {
        // SAFETY: the caller hands back what this allocator gave.
        unsafe { self.0.release(ptr) }
    }

    unsafe fn realloc(&mut self, ptr: *mut u8, new_size: usize) -> *mut u8 {
        if ptr.is_null() {
            return Allocator::alloc(self, new_size);
        }
        // SAFETY: the caller hands back what this allocator gave; on failure the old block stays as it was.
        unsafe {
            let old = Self::usable_size(ptr);
            if new_size <= old && new_size >= old / 2 {
                return ptr;
            }
            let new = Allocator::alloc(self, new_size);
            if !new.is_null() {
                ptr::copy_nonoverlapping(ptr, new, old.min(new_size));
                self.0.release(ptr);
            }
            new
        }
    }

    unsafe fn usable_size(ptr: *mut u8) -> usize {
        // SAFETY: the header lies before what this allocator gave.
        unsafe { ptr.sub(HEADER).cast::<usize>().read() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_fit() {
        for size in (1..100_000).chain([1 << 20, (1 << 30) + 1]) {
            let (class, capacity) = class_of(size);
            assert!(
                capacity >= size && capacity <= (size + size / 4).max(SMALLEST),
                "{size}: {capacity}"
            );
            assert_eq!(class_of(capacity), (class, capacity), "{size}");
            assert!(class < CLASSES);
        }
        assert_eq!(class_of(4096).1, 4096);
    }

    /// Fills blocks, frees some, saves, tampers, puts back.
    #[test]
    fn a_heap_is_put_back() {
        let space = Space::reserve();
        space.allow(ROOM_FOR_PRELUDE);
        let mut heap = Heap(space.clone());
        let blocks: Vec<*mut u8> = (1..200)
            .map(|n| Allocator::alloc(&mut heap, n * 37))
            .collect();
        // SAFETY: the blocks are this heap's, and used within their sizes.
        unsafe {
            for (n, block) in blocks.iter().enumerate() {
                block.write_bytes(n as u8, (n + 1) * 37);
            }
            heap.dealloc(blocks[50]);
            if !space.save() {
                return;
            }
            let used = space.books.borrow().used;
            let again = Allocator::alloc(&mut heap, 51 * 37);
            assert_eq!(again, blocks[50]);
            again.write_bytes(0xee, 51 * 37);
            blocks[7].write_bytes(0xee, 8 * 37);
            heap.dealloc(blocks[9]);
            let large = Allocator::alloc(&mut heap, 5 << 20);
            large.write_bytes(0xee, 5 << 20);
            heap.dealloc(large);
            space.put_back();
            assert_eq!(space.books.borrow().used, used);
            assert_eq!(blocks[7].read(), 7);
            assert_eq!(blocks[9].add(9 * 37).read(), 9);
            let zero = heap.calloc(1 << 20, 5);
            assert!((0..5 << 20).all(|at| zero.add(at).read() == 0));
        }
    }

    #[test]
    fn the_limit_holds() {
        let space = Space::reserve();
        let mut heap = Heap(space.clone());
        space.allow(1 << 20);
        assert!(Allocator::alloc(&mut heap, 2 << 20).is_null());
        assert!(space.was_full());
        space.allow(1 << 20);
        let block = Allocator::alloc(&mut heap, 1 << 19);
        assert!(!block.is_null() && !space.was_full());
        // SAFETY: the block is this heap's.
        assert!(unsafe { heap.realloc(block, 1 << 21) }.is_null());
        assert!(heap.calloc(usize::MAX / 2, 3).is_null());
    }
}
