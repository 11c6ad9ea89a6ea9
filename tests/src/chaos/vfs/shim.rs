//! The calls between SQLite and the system's file system.
//!
//! The one place outside `sandbox` with `unsafe`: SQLite takes a file system as a table of C functions. Every pointer in
//! here comes from SQLite, which promises in its documentation of `sqlite3_vfs` and `sqlite3_io_methods` that it is
//! valid during the call, and that a file's memory is `szOsFile` bytes, aligned to eight, which nobody else touches.
#![allow(unsafe_code, reason = "SQLite takes a file system as C functions")]
#![allow(non_snake_case, reason = "SQLite's names")]

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::mem::size_of;
use std::ptr;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context as _, Result, bail};
use libsqlite3_sys::{
    SQLITE_CANTOPEN, SQLITE_FULL, SQLITE_IOERR, SQLITE_IOERR_DELETE, SQLITE_IOERR_FSYNC,
    SQLITE_IOERR_LOCK, SQLITE_IOERR_READ, SQLITE_IOERR_SHMMAP, SQLITE_IOERR_SHMSIZE,
    SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE, SQLITE_OK, sqlite3_file, sqlite3_filename,
    sqlite3_int64, sqlite3_io_methods, sqlite3_vfs, sqlite3_vfs_find, sqlite3_vfs_register,
};

use super::{Call, Failure, Fate, Inner};

/// A file of ours. The memory behind it is the system's file.
#[repr(C)]
struct File {
    base: sqlite3_file,
    inner: *const Inner,
    /// The path; null for files without a name.
    path: *mut c_char,
}

/// What our file system needs of the one below.
struct Below {
    real: *mut sqlite3_vfs,
    inner: &'static Inner,
}

/// Registers a file system for a disk, perhaps as the usual one; its name.
pub(super) fn register(inner: &'static Inner, usual: bool) -> Result<String> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let name = format!("chaos-{}", COUNT.fetch_add(1, Ordering::Relaxed));
    let c_name = CString::new(name.clone()).context("a name without a zero")?;
    // SAFETY: asks for the default file system, which lives as long as the program.
    let real = unsafe { sqlite3_vfs_find(ptr::null()) };
    if real.is_null() {
        bail!("SQLite has no file system");
    }
    let below = Box::leak(Box::new(Below { real, inner }));
    // SAFETY: the default file system was found above; its table is plain data.
    let mut ours = unsafe { ptr::read(real) };
    ours.zName = c_name.into_raw();
    ours.pNext = ptr::null_mut();
    ours.pAppData = ptr::from_mut(below).cast();
    ours.szOsFile += size_of::<File>() as c_int;
    ours.xOpen = Some(open);
    ours.xDelete = Some(delete);
    ours.xAccess = Some(access);
    ours.xFullPathname = Some(full_pathname);
    let ours = Box::leak(Box::new(ours));
    // SAFETY: the table was leaked, so it lives as long as SQLite may call it.
    let code = unsafe { sqlite3_vfs_register(ours, usual.into()) };
    if code != SQLITE_OK {
        bail!("SQLite refused the file system: {code}");
    }
    Ok(name)
}

unsafe fn below(vfs: *mut sqlite3_vfs) -> &'static Below {
    // SAFETY: set in `register`, leaked.
    unsafe { &*(*vfs).pAppData.cast::<Below>() }
}

unsafe fn ours(file: *mut sqlite3_file) -> &'static File {
    // SAFETY: SQLite calls these methods with the files that `open` filled.
    unsafe { &*file.cast::<File>() }
}

/// The system's file behind ours.
unsafe fn real(file: *mut sqlite3_file) -> *mut sqlite3_file {
    // SAFETY: `szOsFile` has room for both.
    unsafe { file.cast::<u8>().add(size_of::<File>()).cast() }
}

impl File {
    fn inner(&self) -> &Inner {
        // SAFETY: leaked in `Disk::new`.
        unsafe { &*self.inner }
    }

    fn path(&self) -> Option<String> {
        if self.path.is_null() {
            return None;
        }
        // SAFETY: made of a C string in `open`.
        let path = unsafe { CStr::from_ptr(self.path) };
        Some(path.to_string_lossy().into_owned())
    }

    fn fate(&self, call: Call, broken: c_int) -> c_int {
        code(self.inner().fate(call), broken)
    }
}

fn code(fate: Fate, broken: c_int) -> c_int {
    match fate {
        Fate::Done => SQLITE_OK,
        Fate::Dark => SQLITE_IOERR,
        Fate::Fails(Failure::Full) => SQLITE_FULL,
        Fate::Fails(Failure::Broken) => broken,
    }
}

unsafe extern "C" fn open(
    vfs: *mut sqlite3_vfs,
    name: sqlite3_filename,
    file: *mut sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: as the module says.
    unsafe {
        let below = below(vfs);
        let ours = file.cast::<File>();
        (*ours).base.pMethods = ptr::null();
        let failed = code(below.inner.fate(Call::Open), SQLITE_CANTOPEN);
        if failed != SQLITE_OK {
            return failed;
        }
        (*ours).inner = below.inner;
        (*ours).path = match name.is_null() {
            true => ptr::null_mut(),
            false => CStr::from_ptr(name).to_owned().into_raw(),
        };
        if let Some(path) = (*ours).path() {
            // Before it is opened: what was there is what is durable of it.
            below.inner.image(&path, |_| {});
        }
        let Some(open) = (*below.real).xOpen else {
            return SQLITE_CANTOPEN;
        };
        let done = open(below.real, name, real(file), flags, out);
        if (*real(file)).pMethods.is_null() {
            return done;
        }
        (*ours).base.pMethods = &METHODS;
        done
    }
}

unsafe extern "C" fn delete(vfs: *mut sqlite3_vfs, name: *const c_char, sync: c_int) -> c_int {
    // SAFETY: as the module says.
    unsafe {
        let below = below(vfs);
        let failed = code(below.inner.fate(Call::Delete), SQLITE_IOERR_DELETE);
        if failed != SQLITE_OK {
            return failed;
        }
        let path = CStr::from_ptr(name).to_string_lossy().into_owned();
        below.inner.image(&path, |image| {
            image.delete();
            if sync != 0 {
                image.sync();
            }
        });
        match (*below.real).xDelete {
            Some(delete) => delete(below.real, name, sync),
            None => SQLITE_IOERR_DELETE,
        }
    }
}

unsafe extern "C" fn access(
    vfs: *mut sqlite3_vfs,
    name: *const c_char,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: as the module says.
    unsafe {
        let real = below(vfs).real;
        (*real)
            .xAccess
            .map_or(SQLITE_IOERR, |call| call(real, name, flags, out))
    }
}

unsafe extern "C" fn full_pathname(
    vfs: *mut sqlite3_vfs,
    name: *const c_char,
    room: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: as the module says.
    unsafe {
        let real = below(vfs).real;
        (*real)
            .xFullPathname
            .map_or(SQLITE_IOERR, |call| call(real, name, room, out))
    }
}

/// Hands a call on to the system's file.
macro_rules! hand_on {
    ($file:ident, $method:ident($($argument:expr),*)) => {{
        let real = real($file);
        match (*(*real).pMethods).$method {
            Some(call) => call(real, $($argument),*),
            None => SQLITE_IOERR,
        }
    }};
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    // SAFETY: as the module says; the path came from `into_raw`, and is given back once.
    unsafe {
        let path = ours(file).path;
        if !path.is_null() {
            drop(CString::from_raw(path));
        }
        hand_on!(file, xClose())
    }
}

unsafe extern "C" fn read(
    file: *mut sqlite3_file,
    to: *mut c_void,
    amount: c_int,
    offset: sqlite3_int64,
) -> c_int {
    // SAFETY: as the module says.
    unsafe {
        match ours(file).fate(Call::Read, SQLITE_IOERR_READ) {
            SQLITE_OK => hand_on!(file, xRead(to, amount, offset)),
            failed => failed,
        }
    }
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    from: *const c_void,
    amount: c_int,
    offset: sqlite3_int64,
) -> c_int {
    // SAFETY: as the module says: `from` holds `amount` bytes.
    unsafe {
        let failed = ours(file).fate(Call::Write, SQLITE_IOERR_WRITE);
        if failed != SQLITE_OK {
            return failed;
        }
        if let Some(path) = ours(file).path() {
            let bytes = std::slice::from_raw_parts(from.cast::<u8>(), amount as usize);
            ours(file)
                .inner()
                .image(&path, |image| image.write(offset as u64, bytes));
        }
        hand_on!(file, xWrite(from, amount, offset))
    }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, size: sqlite3_int64) -> c_int {
    // SAFETY: as the module says.
    unsafe {
        let failed = ours(file).fate(Call::Truncate, SQLITE_IOERR_TRUNCATE);
        if failed != SQLITE_OK {
            return failed;
        }
        if let Some(path) = ours(file).path() {
            ours(file)
                .inner()
                .image(&path, |image| image.truncate(size as u64));
        }
        hand_on!(file, xTruncate(size))
    }
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, _flags: c_int) -> c_int {
    // SAFETY: as the module says.
    unsafe {
        let failed = ours(file).fate(Call::Sync, SQLITE_IOERR_FSYNC);
        if failed != SQLITE_OK {
            return failed;
        }
        // The real disk is not asked: what is durable is what this one says.
        if let Some(path) = ours(file).path() {
            ours(file).inner().image(&path, |image| image.sync());
        }
        SQLITE_OK
    }
}

unsafe extern "C" fn file_size(file: *mut sqlite3_file, out: *mut sqlite3_int64) -> c_int {
    // SAFETY: as the module says.
    unsafe { hand_on!(file, xFileSize(out)) }
}

unsafe extern "C" fn lock(file: *mut sqlite3_file, level: c_int) -> c_int {
    // SAFETY: as the module says.
    unsafe {
        match ours(file).fate(Call::Lock, SQLITE_IOERR_LOCK) {
            SQLITE_OK => hand_on!(file, xLock(level)),
            failed => failed,
        }
    }
}

unsafe extern "C" fn unlock(file: *mut sqlite3_file, level: c_int) -> c_int {
    // SAFETY: as the module says.
    unsafe { hand_on!(file, xUnlock(level)) }
}

unsafe extern "C" fn check_reserved_lock(file: *mut sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: as the module says.
    unsafe { hand_on!(file, xCheckReservedLock(out)) }
}

unsafe extern "C" fn file_control(
    file: *mut sqlite3_file,
    operation: c_int,
    argument: *mut c_void,
) -> c_int {
    // SAFETY: as the module says.
    unsafe { hand_on!(file, xFileControl(operation, argument)) }
}

unsafe extern "C" fn sector_size(file: *mut sqlite3_file) -> c_int {
    // SAFETY: as the module says.
    unsafe { hand_on!(file, xSectorSize()) }
}

/// None: nothing is promised of how this disk writes.
unsafe extern "C" fn device_characteristics(_file: *mut sqlite3_file) -> c_int {
    0
}

unsafe extern "C" fn shm_map(
    file: *mut sqlite3_file,
    region: c_int,
    size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: as the module says.
    unsafe {
        let failed = match extend {
            0 => SQLITE_OK,
            _ => ours(file).fate(Call::Share, SQLITE_IOERR_SHMMAP),
        };
        match failed {
            SQLITE_OK => hand_on!(file, xShmMap(region, size, extend, out)),
            // As the system's own file system says it.
            SQLITE_FULL => SQLITE_IOERR_SHMSIZE,
            failed => failed,
        }
    }
}

unsafe extern "C" fn shm_lock(
    file: *mut sqlite3_file,
    offset: c_int,
    count: c_int,
    flags: c_int,
) -> c_int {
    // SAFETY: as the module says.
    unsafe { hand_on!(file, xShmLock(offset, count, flags)) }
}

unsafe extern "C" fn shm_barrier(file: *mut sqlite3_file) {
    // SAFETY: as the module says.
    unsafe {
        let real = real(file);
        if let Some(call) = (*(*real).pMethods).xShmBarrier {
            call(real);
        }
    }
}

unsafe extern "C" fn shm_unmap(file: *mut sqlite3_file, delete: c_int) -> c_int {
    // SAFETY: as the module says.
    unsafe { hand_on!(file, xShmUnmap(delete)) }
}

/// Version 2: with shared memory for the log, without mapped reads, which could not be counted.
static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};
