//! What held a secret is wiped before it is given back: an allocator looks into each block that goes.
//!
//! Left out is what others hold on the way: the HTTP client of a request, and the sealer of an export.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(unsafe_code, reason = "an allocator that looks")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::backtrace::Backtrace;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use api::{
    Command, CredentialAbout, CredentialCreate, CredentialCreated, CredentialRead,
    CredentialUpdate, SealKey, SealKeyRead, SecretText, VaultExport, VaultImport, VaultLock,
    VaultRotate, VaultUnlock,
};
use app::{App, NoKeychain, Options};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use parking_lot::Mutex;

const SECRET: &str = "typed \"0123/4567<89>abcdefghij\"";

/// The secret, and some of the ways to write it.
static NEEDLES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    vec![
        SECRET.into(),
        serde_json::to_vec(SECRET).unwrap(),
        STANDARD.encode(SECRET).into(),
        hex::encode(SECRET).into(),
    ]
});

/// What seals an export does not wipe its piece of 64 KiB.
const SEALER: &str = "age::primitives::stream";

/// Larger blocks hold no secret.
const LARGEST: usize = 4 << 20;

static WATCHES: AtomicBool = AtomicBool::new(false);
/// Where blocks that held the secret were given back.
static LEAKS: Mutex<Vec<String>> = Mutex::new(Vec::new());

thread_local! {
    /// Telling takes memory, too.
    static TELLS: Cell<bool> = const { Cell::new(false) };
}

struct Watched;

// SAFETY: all is the system's.
unsafe impl GlobalAlloc for Watched {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller promises. Zeros, so that no block is read that was never written.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if WATCHES.load(Ordering::Relaxed) {
            // SAFETY: the block is whole until it is given back.
            let bytes = unsafe { std::slice::from_raw_parts(block, layout.size()) };
            tell_if_secret(bytes);
        }
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static WATCHED: Watched = Watched;

fn tell_if_secret(bytes: &[u8]) {
    // Keys are made of passphrases in blocks of many megabytes.
    let found = bytes.len() < LARGEST
        && NEEDLES
            .iter()
            .any(|needle| bytes.windows(needle.len()).any(|part| part == needle));
    if found && !TELLS.try_with(|tells| tells.replace(true)).unwrap_or(true) {
        let trace = Backtrace::force_capture().to_string();
        if !trace.contains(SEALER) {
            LEAKS.lock().push(ours(&trace));
        }
        TELLS.set(false);
    }
}

/// The lines of our own code in a backtrace.
fn ours(trace: &str) -> String {
    let lines = trace.lines().map(str::trim);
    let ours = lines.filter(|line| line.starts_with("at .") && !line.contains("wiped.rs"));
    ours.take(4).collect::<Vec<_>>().join("\n")
}

/// Sends a request as the page does; only what Millrace does with it is watched.
async fn call<C: Command>(app: &App, request: &C) -> C::Answer {
    let mut payload = serde_json::to_vec(request).unwrap();
    if C::SECRET {
        let key = app::dispatch(app, SealKeyRead::NAME, b"{}").await.unwrap();
        let key: SealKey = serde_json::from_slice(&key).unwrap();
        payload = api::seal(C::NAME, &payload, &key).unwrap().into_bytes();
    }
    LazyLock::force(&NEEDLES);
    WATCHES.store(true, Ordering::Relaxed);
    let answer = app::dispatch(app, C::NAME, &payload).await;
    WATCHES.store(false, Ordering::Relaxed);
    serde_json::from_slice(&answer.unwrap()).unwrap()
}

fn open() -> (App, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let options = Options {
        data: Some(folder.path().to_owned()),
        keep: true,
        worker: std::env::current_exe().unwrap(),
    };
    let app = App::open(options).unwrap();
    app.credentials().use_keychain(Arc::new(NoKeychain));
    (app, folder)
}

/// From its making to its move to another machine.
async fn live() {
    let (app, _folder) = open();
    let create = CredentialCreate {
        name: "Door".to_owned(),
        kind: "httpBasicAuth".to_owned(),
        about: CredentialAbout {
            hosts: vec!["door.example".to_owned()],
            ..CredentialAbout::default()
        },
        fields: fields(),
    };
    let made: CredentialCreated = call(&app, &create).await;
    let update = CredentialUpdate {
        id: made.credential.id.clone(),
        fields: fields(),
        ..CredentialUpdate::default()
    };
    call(&app, &update).await;
    call(&app, &VaultLock {}).await;
    let recovery = made.recovery.map(|recovery| recovery.code);
    let unlock = VaultUnlock {
        recovery: recovery.clone(),
        ..VaultUnlock::default()
    };
    call(&app, &unlock).await;
    let read = CredentialRead {
        id: made.credential.id,
    };
    call(&app, &read).await;
    let rotate = VaultRotate {
        recovery,
        passphrase: None,
    };
    call(&app, &rotate).await;
    let export = VaultExport {
        passphrase: "eight letters".into(),
        credentials: Vec::new(),
    };
    let import = VaultImport {
        base64: call(&app, &export).await.base64,
        passphrase: "eight letters".into(),
    };
    call(&app, &VaultLock {}).await;
    let (other, _folder) = open();
    assert_eq!(call(&other, &import).await.added.len(), 1);
    call(&other, &VaultLock {}).await;
}

fn fields() -> BTreeMap<String, SecretText> {
    [
        ("user".into(), "me".into()),
        ("password".into(), SECRET.into()),
    ]
    .into()
}

#[tokio::test]
async fn no_block_that_held_a_secret_is_given_back_as_it_is() {
    live().await;
    let leaks = LEAKS.lock();
    let all = leaks.join("\n\n");
    assert!(leaks.is_empty(), "{} blocks:\n{all}", leaks.len());
}
